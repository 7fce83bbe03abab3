"""A folder that one process has to itself; the system releases it when that process dies."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from flows.errors import UnfinishedError


@contextmanager
def alone_in(folder: Path, name: str, busy: UnfinishedError) -> Iterator[None]:
    """Hold the lock ``name`` in ``folder``, which is made where it is not there.

    Raises:
        UnfinishedError: ``busy`` where another process holds it, or one that says that the folder cannot be written.
    """
    lock = FileLock(folder / name)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=0)
    except Timeout as error:
        raise busy from error
    except OSError as error:
        raise UnfinishedError(f"{folder}: cannot be written: {error.strerror}; set TIEOUT_HOME") from error
    try:
        yield
    finally:
        lock.release()
