"""Makes the deployments of ``prefect.yaml``: ``prefect deploy``, in a process that ends with ``tieout up``."""

import os
import runpy
import sys
from pathlib import Path

from flows.child import await_go
from flows.collector import quick_imports
from flows.errors import UsageError
from flows.settings import read_settings


def deploy(schedules: Path, words: list[str]) -> None:
    """Run Prefect's own command on ``schedules``, once whoever wants word can be reached; it exits as that does."""
    with quick_imports():
        import prefect.cli.deploy  # noqa: F401 - takes seconds, in which the server starts

        from flows.announce import find_block

    await_go()
    try:
        find_block(read_settings())
    except UsageError as error:
        sys.exit(str(error))  # better now than when there is something to tell
    os.chdir(schedules.parent)
    os.environ["PWD"] = str(schedules.parent)  # where runs will find the flows, as prefect.yaml asks it
    sys.argv = ["prefect", "--no-prompt", "deploy", "--prefect-file", str(schedules), *words]
    runpy.run_module("prefect", run_name="__main__")


if __name__ == "__main__":
    deploy(Path(sys.argv[1]), sys.argv[2:])
