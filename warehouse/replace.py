"""Rewrites a warehouse file whole or not at all: copy, change the copy, verify it, put it in the old one's place.

Killed at any moment, the old file or the new one stands; what was left of the copy goes at the next time.
"""

import errno
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import duckdb

from warehouse import schema
from warehouse.connect import check_format, check_version, connect, first_line
from warehouse.errors import LoadMismatchError, NoRoomError
from warehouse.guard import disk_errors, logs_of, readers_only, refuse_leftover_log, require_room, writer_lock
from warehouse.layout import columns_of, create_tables, refresh_views
from warehouse.mart import DICTIONARY, VIEWS
from warehouse.migrate import migrate

READ_ONLY = 0o444
CANNOT = (errno.EXDEV, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL, errno.EPERM)
"""What a file system says that cannot copy by itself."""
EMPTY_SIZE = 16 << 20
"""Bytes that a warehouse takes before any data."""

Change = Callable[[duckdb.DuckDBPyConnection], Mapping[str, int]]
"""Changes an open copy inside a transaction, and says how many rows it added to which table."""


def silent(_: str) -> None:
    """Drop a message."""


def rewrite(
    path: Path, change: Change, *, room: int = 0, wait: float | None = None, notify: Callable[[str], None] = silent
) -> None:
    """Apply ``change`` to a copy of the warehouse at ``path`` and put the copy in its place.

    A warehouse that is not there yet is made the same way; one of an older layout is migrated in the copy,
    and the old file stays as ``.bak`` until the next success. ``room`` is what the change may add, in bytes.

    Raises:
        NotAWarehouseError, NewerSchemaError: of the file there; it is left as it is.
        WarehouseBusyError, LeftoverWalError, OpenHereError: somebody else writes, or wrote, or we read.
        NoRoomError, UnwritableError: of the disk.
        LoadMismatchError: the copy does not hold what was loaded; the old file stands.
    """
    target = Path(path).resolve()
    refuse_leftover_log(Path(path).absolute())  # a log lies beside the name by which the file was opened
    if target.exists():
        check_format(target)
    with disk_errors(target):
        target.parent.mkdir(parents=True, exist_ok=True)
        with writer_lock(target, wait, notify), readers_only(target) as original, _work_folder(target) as work:
            size = os.fstat(original.fileno()).st_size if original else EMPTY_SIZE
            require_room(target, size + room)
            copy = work / target.name
            migrated = _change_copy(original, copy, change, target)
            _swap(copy, target, keep_old=migrated)


def _change_copy(original: BinaryIO | None, copy: Path, change: Change, target: Path) -> bool:
    """Make the copy, change and verify it; True if it had to be migrated."""
    try:
        if original:
            _copy(original, copy)
        connection = connect(copy, read_only=False)
        try:
            migrated, expected = _load(connection, change, target, is_new=original is None)
        finally:
            connection.close()
        _verify(copy, expected, target)
    except duckdb.ConstraintException as error:
        raise LoadMismatchError(target, first_line(error), "a fault of ours; nothing was published") from error
    except duckdb.Error as error:  # which class a full disk gets depends on the moment
        if "No space left" in str(error):
            raise NoRoomError(target, first_line(error), "make room; the old file is untouched") from error
        raise
    return migrated


def _copy(original: BinaryIO, copy: Path) -> None:
    # through the handle that holds the lock
    with copy.open("wb") as handle:
        if not _copy_in_kernel(original.fileno(), handle.fileno()):
            original.seek(0)
            handle.seek(0)
            handle.truncate()
            shutil.copyfileobj(original, handle, 16 << 20)


def _copy_in_kernel(source: int, target: int) -> bool:
    """Copy without a detour through our memory, which is four times as fast; False where the system cannot."""
    if not hasattr(os, "copy_file_range"):
        return False
    left, done = os.fstat(source).st_size, 0
    try:
        while left > done and (some := os.copy_file_range(source, target, left - done, done)):
            done += some
    except OSError as error:
        if error.errno in CANNOT:
            return False
        raise
    return done == left


def _load(
    connection: duckdb.DuckDBPyConnection, change: Change, target: Path, *, is_new: bool
) -> tuple[bool, dict[str, int]]:
    """Bring the layout up to date and apply the change, in one transaction; row counts to expect afterwards."""
    connection.begin()
    if is_new:
        create_tables(connection)
    migrated = migrate(connection, check_version(connection, target))
    refresh_views(connection)
    expected = count_rows(connection)
    for table, added in change(connection).items():
        expected[table] += added
    connection.commit()
    connection.execute("CHECKPOINT")
    return bool(migrated), expected


def _verify(copy: Path, expected: Mapping[str, int], target: Path) -> None:
    """Read the closed copy again: it has no log, every table has the rows it should, every view answers."""
    if logs_of(copy):
        raise LoadMismatchError(target, "the copy was not closed cleanly", "nothing was published; run again")
    connection = connect(copy, read_only=True)
    try:
        found = count_rows(connection)
        for view in (*VIEWS, DICTIONARY):
            columns_of(connection, view)
    finally:
        connection.close()
    if found != expected:
        problem = ", ".join(f"{name}: {found[name]} rows, not {n}" for name, n in expected.items() if found[name] != n)
        raise LoadMismatchError(target, f"the copy does not hold what was loaded ({problem})", "nothing was published")


def count_rows(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Rows of every table, by full name."""
    query = " UNION ALL ".join(
        f"SELECT '{table.full_name}', count(*) FROM {table.full_name}" for table in schema.TABLES
    )
    return dict(connection.execute(query).fetchall())


def _swap(copy: Path, target: Path, *, keep_old: bool) -> None:
    """Put the copy, read-only and on disk, in the place of the old file."""
    backup = target.with_name(target.name + ".bak")
    copy.chmod(READ_ONLY)
    _to_disk(copy)
    if keep_old:
        held = copy.with_name(backup.name)
        os.link(target, held)
        held.replace(backup)
    copy.replace(target)
    _to_disk(target.parent)
    if not keep_old:
        backup.unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


@contextmanager
def _work_folder(target: Path) -> Iterator[Path]:
    """An empty folder beside the warehouse; what an interrupted publish left in it is removed."""
    folder = target.with_name(f".{target.name}.publish")
    if folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(mode=0o700)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)
