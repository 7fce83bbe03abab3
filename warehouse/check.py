"""Whether the tables of a warehouse agree with one another; nothing enforces it while they are loaded.

There are no primary keys and no foreign keys, which double load time and which DuckLake lacks.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

import duckdb

from warehouse import schema
from warehouse.connect import open_reader

COUNTED = {"facts": schema.FACT, "issues": schema.ISSUE}
"""Columns of a reading that count the rows of another table."""


def disagreements(path: Path) -> list[tuple[str, str]]:
    """What does not agree: the table, and what is wrong with it.

    Raises:
        WarehouseError: where the file cannot be read.
    """
    with open_reader(path) as reader:
        listed = reader.execute("SELECT table_name FROM duckdb_tables() WHERE schema_name = ?", [schema.STORE])
        there = {row[0] for row in listed.fetchall()}
        # a file of an older layout lacks some, which the next publish makes
        tables = [table for table in schema.TABLES if table.name in there]
        return [*_repeated(reader, tables), *_orphans(reader, tables), *_miscounted(reader)]


def _repeated(reader: duckdb.DuckDBPyConnection, tables: Sequence[schema.Table]) -> Iterator[tuple[str, str]]:
    for table in tables:
        key = ", ".join(f'"{name}"' for name in table.key)
        keys = _count(reader, f"(SELECT 1 FROM {table.full_name} GROUP BY {key} HAVING count(*) > 1)")
        if keys:
            yield table.full_name, f"{keys} keys stand more than once"


def _orphans(reader: duckdb.DuckDBPyConnection, tables: Sequence[schema.Table]) -> Iterator[tuple[str, str]]:
    for table in tables:
        if table is not schema.RELEASE and any(column.name == "reading" for column in table.columns):
            rows = _count(reader, f"{table.full_name} ANTI JOIN {schema.RELEASE.full_name} USING (reading)")
            if rows:
                yield table.full_name, f"{rows} rows of no reading"


def _miscounted(reader: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str]]:
    for column, table in COUNTED.items():
        rows = reader.execute(f"""
            SELECT r.reading, r.{column}, coalesce(t.rows, 0) FROM {schema.RELEASE.full_name} AS r
            LEFT JOIN (SELECT reading, count(*) AS rows FROM {table.full_name} GROUP BY reading) AS t USING (reading)
            WHERE r.{column} <> coalesce(t.rows, 0) ORDER BY r.reading
        """).fetchall()
        for reading, said, there in rows[:1]:
            more = f", and {len(rows) - 1} readings more" if len(rows) > 1 else ""
            yield table.full_name, f"reading {reading} has {there} rows and says {said}{more}"


def _count(reader: duckdb.DuckDBPyConnection, rows: str) -> int:
    found = reader.execute(f"SELECT count(*) FROM {rows}").fetchone()
    return int(found[0]) if found else 0
