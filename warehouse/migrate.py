"""Brings a warehouse of an older layout to today's, one numbered SQL file a version.

``migrations/NNNN_what.sql`` turns version NNNN - 1 into NNNN. It runs in the copy that a publish makes, so
the old file is never touched. A new warehouse is made from the declarations at once; a test compares.
"""

from pathlib import Path

import duckdb

from warehouse import schema

FOLDER = Path(__file__).parent / "migrations"


def migrate(connection: duckdb.DuckDBPyConnection, version: int) -> list[int]:
    """Apply what lies between ``version`` and ``schema.SCHEMA_VERSION``; returns the versions applied."""
    steps = [(number, path) for number, path in migrations() if number > version]
    for number, path in steps:
        connection.execute(path.read_text(encoding="utf-8"))
        connection.execute(f"INSERT INTO {schema.SCHEMA.full_name} VALUES (?, now())", [number])
    return [number for number, _ in steps]


def migrations() -> list[tuple[int, Path]]:
    """All steps with their numbers, oldest first."""
    return sorted((int(path.name.split("_", 1)[0]), path) for path in FOLDER.glob("[0-9]*_*.sql"))
