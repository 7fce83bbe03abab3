"""Read-only connections to a warehouse file: short-lived, offline, in UTC."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb
import polars as pl

from warehouse import schema
from warehouse.errors import (
    NewerSchemaError,
    NotAWarehouseError,
    NoWarehouseError,
    OlderSchemaError,
    QueryError,
    WarehouseBusyError,
)

MAGIC = slice(8, 12)
OFFLINE: dict[str, str | bool | int | float | list[str]] = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}


@contextmanager
def open_reader(path: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection that is closed on leaving; it keeps the snapshot that it opened.

    Raises:
        NoWarehouseError: there is no such file.
        NotAWarehouseError: it is no DuckDB file, or not one of ours.
        NewerSchemaError: a newer version made it.
    """
    target = Path(path).resolve()
    if not target.exists():
        raise NoWarehouseError(target, "no warehouse there", "name another file, or ingest a release to make it")
    check_format(target)
    connection = connect(target, read_only=True)
    try:
        check_version(connection, target)
        yield connection
    finally:
        connection.close()


def query(path: Path, text: str, parameters: Sequence[object] = ()) -> pl.DataFrame:
    """The answer to ``text``, read-only; of several statements, to the last.

    Raises:
        QueryError: DuckDB refuses it.
        WarehouseError: as ``open_reader``.
    """
    with open_reader(path) as reader:
        return ask(reader, text, parameters)


def question(path: Path, text: str) -> pl.DataFrame:
    """As ``query``, for what a person typed: names without a schema are those of ``mart``, for SHOW TABLES too.

    Raises:
        QueryError: DuckDB refuses it.
        WarehouseError: as ``open_reader``.
    """
    with open_reader(path) as reader:
        reader.execute("SET search_path = 'mart'")
        return ask(reader, text)


def ask(reader: duckdb.DuckDBPyConnection, text: str, parameters: Sequence[object] = ()) -> pl.DataFrame:
    """As ``query``, of a connection that is open: several questions of one snapshot.

    Raises:
        QueryError: DuckDB refuses it.
    """
    try:
        # nothing comes back, whatever its type says, of a text in which there is no statement
        if reader.execute(text, parameters) is None:
            raise QueryError("there is no query in it; such as: tieout sql 'FROM mart.release'")
        kinds = ", ".join(f"{name} {kind}" for name, kind, *_ in reader.description or ())
        return reader.pl()
    except duckdb.Error as error:
        raise QueryError(str(error).strip()) from error
    except pl.exceptions.ComputeError as error:
        raise QueryError(f"a column has a type that no table shows ({kinds}); CAST it AS VARCHAR") from error


def check_format(path: Path) -> None:
    """Look at the first bytes of ``path`` without opening it as a database.

    Raises:
        NotAWarehouseError: it is not a DuckDB file.
    """
    remedy = "name another path; this one is left as it is"
    if not path.is_file():
        raise NotAWarehouseError(path, "not a file", remedy)
    with path.open("rb") as handle:
        if handle.read(MAGIC.stop)[MAGIC] != b"DUCK":
            raise NotAWarehouseError(path, "not a DuckDB file", remedy)


def connect(path: Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    """Open ``path`` with our settings; the caller closes it.

    Raises:
        NewerSchemaError: a newer DuckDB wrote it.
        WarehouseBusyError: another process has it open for writing.
        NotAWarehouseError: DuckDB cannot read it.
    """
    try:
        connection = duckdb.connect(path, read_only=read_only, config=OFFLINE)
    except duckdb.SerializationException as error:
        raise NewerSchemaError(path, "written by a newer DuckDB", "upgrade tieout") from error
    except duckdb.IOException as error:
        if "Could not set lock" in str(error):
            raise WarehouseBusyError(path, "another process has it open for writing", "close it there") from error
        if "newer version" in str(error) or "version number" in str(error):
            raise NewerSchemaError(path, "written by a newer DuckDB", "upgrade tieout") from error
        raise NotAWarehouseError(path, f"DuckDB cannot open it ({first_line(error)})", "restore or move it") from error
    connection.execute("SET TimeZone = 'UTC'")
    return connection


def check_version(connection: duckdb.DuckDBPyConnection, path: Path) -> int:
    """The schema version of an open warehouse.

    Raises:
        NotAWarehouseError: it has none, so we did not make it.
        NewerSchemaError: it is newer than this program knows.
    """
    try:
        row = connection.execute(f"SELECT max(version) FROM {schema.SCHEMA.full_name}").fetchone()
    except duckdb.CatalogException as error:
        raise NotAWarehouseError(path, "a DuckDB file, but not one of ours", "name another path") from error
    if row is None or row[0] is None:
        raise NotAWarehouseError(path, "a warehouse without a schema version", "restore it from a backup")
    version = int(row[0])
    if version > schema.SCHEMA_VERSION:
        problem = f"schema version {version} is newer than {schema.SCHEMA_VERSION}, the newest known here"
        raise NewerSchemaError(path, problem, "upgrade tieout")
    return version


def refuse_older(connection: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Refuse an open warehouse whose views are not today's.

    Raises:
        OlderSchemaError: an older version made it.
    """
    version = check_version(connection, path)
    if version < schema.SCHEMA_VERSION:
        problem = f"schema version {version} is older than {schema.SCHEMA_VERSION}, which this needs"
        raise OlderSchemaError(path, problem, "the next ingest, or tieout backfill, brings it up to date")


def first_line(error: Exception) -> str:
    """An exception's first line, for a message of one line."""
    return str(error).strip().splitlines()[0]
