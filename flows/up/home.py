"""Where a running ``tieout up`` says that it runs: a lock that dies with it, and the address of its server."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from flows.errors import UnfinishedError
from flows.lock import alone_in
from flows.settings import Settings

LOCK = "up.lock"
URL = "up.url"


@contextmanager
def alone(settings: Settings) -> Iterator[Path]:
    """The folder of one ``tieout up``; a second is refused.

    Raises:
        UnfinishedError: where one runs already, or the folder cannot be written.
    """
    folder = settings.prefect_path
    with alone_in(folder, LOCK, UnfinishedError(f"{folder}: tieout up runs already; tieout status shows it")):
        try:
            yield folder
        finally:
            (folder / URL).unlink(missing_ok=True)


def running_url(settings: Settings) -> str | None:
    """The API of the ``tieout up`` that runs in this home, None where none does."""
    folder = settings.prefect_path
    if not (folder / URL).is_file():
        return None
    lock = FileLock(folder / LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return (folder / URL).read_text(encoding="utf-8").strip()
    lock.release()
    return None  # it was killed, and its server went with it
