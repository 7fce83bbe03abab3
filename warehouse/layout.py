"""Makes tables, views, comments and ``mart.dictionary`` in an open database, all from the declarations."""

from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from hashlib import sha256

import duckdb

from warehouse import schema
from warehouse.mart import DICTIONARY, VIEWS, View
from warehouse.schema import MART, STORE

DEFINITIONS = "definitions"
"""A view that names the version of all the others."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One row of ``mart.dictionary``; ``column_name`` is None for the table, view or macro itself."""

    object: str
    kind: str
    column_name: str | None
    type: str | None
    unit: str | None
    meaning: str


def create_tables(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables of an empty database, at today's schema version."""
    connection.execute(f"CREATE SCHEMA {STORE}")
    for table in schema.TABLES:
        connection.execute(table.ddl)
    connection.execute(f"INSERT INTO {schema.SCHEMA.full_name} VALUES (?, now())", [schema.SCHEMA_VERSION])


def refresh_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the views anew where the file holds those of another version; it takes half a second."""
    digest = _digest()
    found = connection.execute(
        "SELECT count(*) FROM duckdb_views() WHERE schema_name = ? AND view_name = ? AND sql LIKE ?",
        [STORE, DEFINITIONS, f"%{digest}%"],
    ).fetchone()
    if found == (0,):
        create_views(connection)
        connection.execute(f"CREATE OR REPLACE VIEW {STORE}.{DEFINITIONS} AS SELECT '{digest}' AS digest")


def create_views(connection: duckdb.DuckDBPyConnection) -> None:
    """Make every view and macro anew, with the comments and ``mart.dictionary``."""
    connection.execute(f"DROP SCHEMA IF EXISTS {MART} CASCADE; CREATE SCHEMA {MART}")
    for view in VIEWS:
        if view.schema == STORE:
            connection.execute(f"DROP {_kind_in_sql(view)} IF EXISTS {view.full_name}")
    for view in VIEWS:
        connection.execute(view.sql)
    entries = [*_table_entries(), *_view_entries(connection), *_own_entries()]
    rows = ",\n".join("(" + ", ".join(map(literal, astuple(entry))) + ")" for entry in entries)
    names = ", ".join(f'"{item.name}"' for item in fields(Entry))
    connection.execute(f"CREATE VIEW {DICTIONARY.full_name} AS SELECT * FROM (VALUES {rows}) AS entry ({names})")
    connection.execute("; ".join(_comment(entry) for entry in entries if _can_carry_comment(entry)))


def dictionary() -> list[Entry]:
    """Every table, view, macro and column with its meaning, in the order of the declarations."""
    with duckdb.connect(":memory:") as scratch:
        create_tables(scratch)
        create_views(scratch)
        rows = scratch.execute(f"SELECT * FROM {DICTIONARY.full_name}").fetchall()
    return [Entry(*row) for row in rows]


def _table_entries() -> Iterator[Entry]:
    for table in schema.TABLES:
        yield Entry(table.full_name, "table", None, None, None, table.doc)
        for column in table.columns:
            yield Entry(table.full_name, "table", column.name, column.sql_type, column.unit, column.doc)


def _view_entries(connection: duckdb.DuckDBPyConnection) -> Iterator[Entry]:
    for view in VIEWS:
        yield from _entries_of(connection, view)


def _own_entries() -> Iterator[Entry]:
    yield Entry(DICTIONARY.full_name, DICTIONARY.kind, None, None, None, DICTIONARY.doc)
    for item in fields(Entry):
        meaning, unit = DICTIONARY.text(item.name)
        yield Entry(DICTIONARY.full_name, DICTIONARY.kind, item.name, "VARCHAR", unit, meaning)


def _entries_of(connection: duckdb.DuckDBPyConnection, view: View) -> Iterator[Entry]:
    yield Entry(view.full_name, view.kind, None, view.arguments, None, view.doc)
    for name, sql_type in columns_of(connection, view):
        meaning, unit = view.text(name)
        yield Entry(view.full_name, view.kind, name, sql_type, unit, meaning)


def columns_of(connection: duckdb.DuckDBPyConnection, view: View) -> list[tuple[str, str]]:
    """Names and types of a view's columns; binding it proves that it answers."""
    if view.is_scalar:
        return []
    call = "" if view.arguments is None else "(" + ", ".join("NULL" for _ in view.arguments.split(",")) + ")"
    rows = connection.execute(f"DESCRIBE SELECT * FROM {view.full_name}{call}").fetchall()
    return [(row[0], row[1]) for row in rows]


def _digest() -> str:
    parts = [view.sql for view in VIEWS] + [repr(VIEWS), repr(DICTIONARY), repr(schema.TABLES)]
    return sha256("\0".join(parts).encode()).hexdigest()


def _can_carry_comment(entry: Entry) -> bool:
    return entry.kind in ("table", "view") or entry.column_name is None


def _comment(entry: Entry) -> str:
    kind = {"table": "TABLE", "view": "VIEW", "macro": "MACRO TABLE", "function": "MACRO"}[entry.kind]
    target = f"{kind} {entry.object}" if entry.column_name is None else f'COLUMN {entry.object}."{entry.column_name}"'
    meaning = entry.meaning if entry.unit is None else f"{entry.meaning} [{entry.unit}]"
    return f"COMMENT ON {target} IS {literal(meaning)}"


def _kind_in_sql(view: View) -> str:
    return {"view": "VIEW", "macro": "MACRO TABLE", "function": "MACRO"}[view.kind]


def literal(text: str | None) -> str:
    """``text`` as SQL writes it."""
    if text is None:
        return "NULL"
    # no literal holds the character that ends a string of C
    return "'" + text.replace("'", "''").replace("\0", "' || chr(0) || '") + "'"
