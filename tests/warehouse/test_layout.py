"""Declarations, database, dictionary and migrations say the same."""

from pathlib import Path

import duckdb
import pytest

from warehouse import schema
from warehouse.connect import open_reader, refuse_older
from warehouse.dictionary import PAGE, render
from warehouse.errors import OlderSchemaError
from warehouse.layout import columns_of, create_tables, create_views, refresh_views
from warehouse.mart import DICTIONARY, VIEWS
from warehouse.migrate import migrate, migrations

FACT_COLUMNS = """fact_id, release_id, entity_id, cik, company, accession, filed_on, known_at, known_at_source,
recorded_at, reading, statement, section, label, ordinal, concept, concept_value, dimensions, basis, period_type,
period_start,
period_end, period_start_source, months, weeks, unit, scale, decimals, printed, is_nil, value, role, origin,
header_inherited, flagged, footnote, assurance, document, line_number, char_start, char_end, table_index, row_index,
cell_index, column_index""".replace("\n", " ").split(", ")


@pytest.fixture
def connection():
    with duckdb.connect() as scratch:
        create_tables(scratch)
        create_views(scratch)
        yield scratch


def test_the_committed_dictionary_is_fresh():
    assert PAGE.read_text() == render(), "run python -m warehouse.dictionary"


def test_fact_begins_with_the_promised_columns(connection):
    for view in VIEWS:
        if view.name in ("fact", "fact_all", "fact_latest", "fact_as_of"):
            assert [name for name, _ in columns_of(connection, view)][: len(FACT_COLUMNS)] == FACT_COLUMNS


def test_amounts_are_decimals_and_never_doubles(connection):
    for view in VIEWS:
        for name, kind in columns_of(connection, view):
            if "value" in name or name in ("half_width", "residual", "tolerance", "change"):
                assert kind.startswith("DECIMAL(38"), (view.full_name, name, kind)


def test_every_table_view_and_column_carries_its_comment(connection):
    commented = connection.execute(
        "SELECT schema_name || '.' || table_name || '.' || column_name FROM duckdb_columns() WHERE comment <> '' "
        "UNION ALL SELECT schema_name || '.' || view_name FROM duckdb_views() WHERE comment <> '' "
        "UNION ALL SELECT schema_name || '.' || table_name FROM duckdb_tables() WHERE comment <> '' "
        "UNION ALL SELECT schema_name || '.' || function_name FROM duckdb_functions() WHERE comment <> '' "
    ).fetchall()
    served = connection.execute(
        "SELECT concat_ws('.', object, column_name) FROM mart.dictionary WHERE kind <> 'macro' OR column_name IS NULL"
    ).fetchall()
    assert set(commented) == set(served)
    assert connection.execute(f"SELECT count(*) FROM {DICTIONARY.full_name} WHERE meaning = ''").fetchone() == (0,)


def test_views_are_made_anew_only_when_their_definition_changes(connection):
    refresh_views(connection)
    connection.execute("DROP VIEW mart.quality")
    refresh_views(connection)
    assert ("quality",) not in connection.execute("SELECT view_name FROM duckdb_views()").fetchall()
    connection.execute("CREATE OR REPLACE VIEW store.definitions AS SELECT 'older' AS digest")
    refresh_views(connection)
    assert ("quality",) in connection.execute("SELECT view_name FROM duckdb_views()").fetchall()


def older(path: Path) -> None:
    """A warehouse of version 0: without waivers, series, and the files that releases were read from."""
    with duckdb.connect(path) as connection:
        create_tables(connection)
        for table in schema.KEPT:
            connection.execute(f"DROP TABLE {table.full_name}")
        connection.execute("DROP TABLE store.waiver; UPDATE store.schema_version SET version = 0")
        connection.execute("ALTER TABLE store.release DROP COLUMN landed")
        for table in (schema.LINE, schema.NON_FACT):
            connection.execute(f"ALTER TABLE {table.full_name} DROP COLUMN position")
        connection.execute(
            "INSERT INTO store.line SELECT 'r', 'r', 'operations', NULL, 0, unnest([1, 1, 0]), "
            "unnest(['data', 'heading', 'data']), unnest(['Other', 'Costs', 'Revenues']), '', 0, NULL"
        )
        connection.execute(
            "INSERT INTO store.run SELECT 'old', 'direct', NULL, now(), now(), 'completed', NULL, '0', 0, 0, 0, 0, 0, 0"
        )


def layout_of(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, ...]]:
    return connection.execute(
        "SELECT table_name, column_name, data_type, is_nullable FROM duckdb_columns() "
        "WHERE schema_name = 'store' AND NOT internal "
        "AND table_name IN (SELECT table_name FROM duckdb_tables()) ORDER BY ALL"
    ).fetchall()


def test_migrations_lead_to_the_declared_layout(tmp_path, connection):
    older(tmp_path / "w.duckdb")
    with duckdb.connect(tmp_path / "w.duckdb") as old:
        assert migrate(old, 0) == list(range(1, schema.SCHEMA_VERSION + 1))
        assert layout_of(old) == layout_of(connection)
        lines = old.execute("SELECT label FROM store.line ORDER BY position").fetchall()
        assert lines == [("Revenues",), ("Costs",), ("Other",)]


def test_migrations_are_numbered_without_gaps():
    assert [number for number, _ in migrations()] == list(range(1, schema.SCHEMA_VERSION + 1))


def test_publish_migrates_the_copy_and_keeps_the_old_file_until_the_next_success(tmp_path, put, release):
    path, backup = tmp_path / "w.duckdb", tmp_path / "w.duckdb.bak"
    older(path)
    before = path.read_bytes()
    with open_reader(path) as reader, pytest.raises(OlderSchemaError, match="tieout backfill, brings it up to date"):
        refuse_older(reader, path)
    put(path, release("a"))
    assert backup.read_bytes() == before
    with open_reader(path) as reader:
        assert reader.execute("SELECT max(version) FROM store.schema_version").fetchone() == (schema.SCHEMA_VERSION,)
        assert reader.execute("SELECT count(*) FROM mart.run").fetchone() == (2,)
    put(path, release("b"))
    assert not backup.exists()
