"""Runs a flow from the command line: on a configured Prefect server, else on a temporary one."""

import atexit
import os
import socket
import time
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from uuid import UUID

from flows.child import Process
from flows.collector import quick_imports
from flows.errors import UnfinishedError, UsageError
from flows.settings import Settings
from flows.temporary_server import LOG, start_temporary_server, stop
from flows.terminal import say
from flows.up.home import running_url

if TYPE_CHECKING:
    from flows.run import Result

REACH_SECONDS = 3
RECORD_SECONDS = 10
QUIET = {
    "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "CRITICAL",  # the command says itself what happened
    "PREFECT_SERVER_EPHEMERAL_ENABLED": "false",
    "PREFECT_API_REQUEST_TIMEOUT": "120",  # the first request waits until the server is up
}


def with_prefect(flow: str, settings: Settings, **parameters: object) -> "Result":
    """Run a flow of ``flows.ingest`` so that Prefect records it.

    Raises:
        TieoutError: as ``flows.run.run``; UnfinishedError where a temporary server dies.
    """
    server = _choose_server(settings)
    with quick_imports():
        from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, temporary_settings

        import expectations.context  # noqa: F401 - takes as long as the server takes to start, and is needed next
        from flows import ingest

    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: None}):
        try:
            result: Result = getattr(ingest, flow)(warehouse=settings.warehouse_path, **parameters)
        except Exception as error:
            if server is not None and server.poll() is not None:
                log = settings.prefect_path / LOG
                raise UnfinishedError(f"the temporary Prefect server ended ({log}); --direct does without") from error
            raise
        finally:
            if server is not None and server.poll() is None:
                _await_record(ingest.started_tasks)
    return result


def _choose_server(settings: Settings) -> Process | None:
    """Point Prefect, which is not imported yet, at a server; gives it where it is a temporary one."""
    for name, value in QUIET.items():
        os.environ.setdefault(name, value)
    url = configured_url()
    if url is not None and _is_reachable(url):
        return None
    if url is None and (running := running_url(settings)) is not None:
        os.environ["PREFECT_API_URL"] = running
        return None
    if url is not None:
        say(f"the Prefect server at {url} does not answer; a temporary one records this run")
    home = settings.prefect_path
    os.environ["PREFECT_HOME"] = str(home)
    os.environ["PREFECT_LOGGING_TO_API_ENABLED"] = "false"
    os.environ["PREFECT_API_URL"], server = start_temporary_server(home)
    atexit.register(stop, server)  # at the very end, after Prefect's own threads have sent what they still hold
    return server


def find_server(settings: Settings) -> str | None:
    """The API of a server that answers: the configured one, else that of ``tieout up``; None where there is none."""
    url = configured_url() or running_url(settings)
    return url if url is not None and _is_reachable(url) else None


def configured_url() -> str | None:
    """The API that the environment or the active profile of Prefect names, found without importing Prefect.

    Raises:
        UsageError: where the file of profiles cannot be read.
    """
    if url := os.environ.get("PREFECT_API_URL"):
        return url
    home = Path(os.environ.get("PREFECT_HOME", "~/.prefect")).expanduser()
    path = Path(os.environ.get("PREFECT_PROFILES_PATH", home / "profiles.toml"))
    if not path.is_file():
        return None
    try:
        profiles = tomllib.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise UsageError(f"{path}: Prefect's profiles are no TOML: {error}; mend or remove the file") from error
    active = os.environ.get("PREFECT_PROFILE", profiles.get("active", ""))
    found = profiles.get("profiles", {}).get(active, {}).get("PREFECT_API_URL")
    return str(found) if found else None


def _is_reachable(url: str) -> bool:
    parts = urlsplit(url)
    try:
        port = parts.port or (443 if parts.scheme == "https" else 80)
        with socket.create_connection((parts.hostname or "", port), timeout=REACH_SECONDS):
            return True
    except (OSError, ValueError):  # the latter of a port that is no number
        return False


def _await_record(task_runs: Sequence[str]) -> None:
    """Wait until the server has recorded the task runs: they reach it behind the flow's back, as events."""
    from prefect.client.orchestration import get_client
    from prefect.client.schemas.filters import TaskRunFilter, TaskRunFilterId

    wanted = TaskRunFilter(id=TaskRunFilterId(any_=[UUID(task_run) for task_run in task_runs]))
    deadline = time.monotonic() + RECORD_SECONDS
    with get_client(sync_client=True) as client:
        while task_runs and time.monotonic() < deadline:
            recorded = client.read_task_runs(task_run_filter=wanted)
            if sum(run.state is not None and run.state.is_final() for run in recorded) == len(task_runs):
                return
            time.sleep(0.02)
    if task_runs:
        say("the temporary Prefect server did not record every task of this run; what was published is not affected")
