"""Keeps other writers away from a warehouse file while it is copied and replaced."""

import errno
import fcntl
import os
import shlex
import shutil
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from filelock import FileLock, Timeout

from warehouse.errors import LeftoverWalError, NoRoomError, OpenHereError, UnwritableError, WarehouseBusyError

FLOCK = "hhqqi"
"""``struct flock``: type, whence, start, length, pid."""


def logs_of(path: Path) -> list[Path]:
    """The write-ahead logs of ``path`` that exist: DuckDB's plain one, and those of a cut-off checkpoint."""
    names = (f"{path.name}.wal{suffix}" for suffix in ("", ".checkpoint", ".recovery"))
    return [path.with_name(name) for name in names if path.with_name(name).exists()]


@contextmanager
def writer_lock(path: Path, wait: float | None, notify: Callable[[str], None]) -> Iterator[None]:
    """One writer at a time; the system releases the lock when its process dies.

    ``wait`` is in seconds: None waits as long as it takes, 0 refuses at once.

    Raises:
        WarehouseBusyError: another process is publishing, for longer than ``wait``.
    """
    lock = FileLock(path.with_name(path.name + ".lock"), fallback_to_soft=False)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        busy = WarehouseBusyError(path, "another process is publishing to it", "run again when it is done")
        if wait == 0:
            raise busy from None
        notify(f"{path}: another process is publishing; waiting for it")
        try:
            lock.acquire(timeout=-1 if wait is None else wait)
        except Timeout:
            raise busy from None
    try:
        yield
    finally:
        lock.release()


@contextmanager
def readers_only(path: Path) -> Iterator[BinaryIO | None]:
    """Hold the file as a reader does, so that no process can open it for writing meanwhile.

    Yields it open for reading, or None where there is none yet. Whoever opened it for writing before the
    replacement would later write a log beside the new file, and the next open would apply it there.

    Raises:
        LeftoverWalError: a write-ahead log lies beside it.
        WarehouseBusyError: a process has it open for writing.
        OpenHereError: this process has it open, and would be handed the old file afterwards.
    """
    refuse_leftover_log(path)
    if not path.exists():
        yield None
        return
    if _is_open_here(path):
        raise OpenHereError(path, "this process has it open", "close every connection before publishing")
    with path.open("rb") as handle:
        _lock_as_reader(handle, path)
        refuse_leftover_log(path)
        yield handle


def refuse_leftover_log(path: Path) -> None:
    """Refuse to go on where a write-ahead log lies beside ``path``.

    Raises:
        LeftoverWalError: it does.
    """
    for log in logs_of(path):
        quoted = shlex.quote(str(path))
        remedy = (
            f"to keep what was written there run: chmod u+w {quoted} && duckdb {quoted} CHECKPOINT; "
            f"to discard it delete {log.name}"
        )
        raise LeftoverWalError(path, f"{log.name} lies beside it: somebody wrote to it and was cut off", remedy)


def require_room(path: Path, needed: int) -> None:
    """Check that the disk can hold ``needed`` more bytes.

    Raises:
        NoRoomError: it cannot.
    """
    free = shutil.disk_usage(path.parent).free
    if free < needed:
        problem = f"publishing makes a second copy and needs {_megabytes(needed)}, the disk has {_megabytes(free)}"
        raise NoRoomError(path, problem, "make room, or name a warehouse on another disk")


@contextmanager
def disk_errors(path: Path) -> Iterator[None]:
    """Turn what the disk refuses into errors of ours.

    Raises:
        UnwritableError: no right to write there.
        NoRoomError: the disk filled up meanwhile.
    """
    try:
        yield
    except OSError as error:
        if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
            problem = f"its folder cannot be written ({error.strerror})"
            raise UnwritableError(path, problem, "change the folder's rights, or name another warehouse") from error
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise NoRoomError(path, "the disk is full", "make room; the old file is untouched") from error
        raise


def _lock_as_reader(handle: BinaryIO, path: Path) -> None:
    """A shared lock owned by the open file, which closing another handle of this process does not drop."""
    request = struct.pack(FLOCK, fcntl.F_RDLCK, os.SEEK_SET, 0, 0, 0)
    try:
        fcntl.fcntl(handle, fcntl.F_OFD_SETLK, request)
    except (BlockingIOError, PermissionError):
        holder = struct.unpack(FLOCK, fcntl.fcntl(handle, fcntl.F_OFD_GETLK, request))[4]
        who = f"process {holder}" if holder > 0 else "another process"
        raise WarehouseBusyError(path, f"{who} has it open for writing", "close it there and run again") from None


def _is_open_here(path: Path) -> bool:
    wanted = path.stat()
    for descriptor in Path("/dev/fd").iterdir():
        try:
            found = os.fstat(int(descriptor.name))
        except OSError:  # the descriptor that listed the folder is gone by now
            continue
        if (found.st_dev, found.st_ino) == (wanted.st_dev, wanted.st_ino):
            return True
    return False


def _megabytes(size: int) -> str:
    return f"{size / 1e6:,.0f} MB"
