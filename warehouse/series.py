"""Keeps the series of companies up: made anew, at publish, for those whose published releases have changed.

What lines are one series is decided by the function that publish is handed; quarters, twelve months, growth and
restatements are then the as-of macros' own answers for the last day, so that there is one definition of each.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import duckdb
import polars as pl

from transforms.model import SeriesFrames
from warehouse import schema
from warehouse.connect import open_reader
from warehouse.layout import literal
from warehouse.load import insert
from warehouse.mart import VIEWS

LAST_DAY = "DATE '9999-12-31'"
SOURCES: Mapping[str, str] = {
    "quarter": f"mart.quarter_as_of({LAST_DAY})",
    "ttm": f"mart.ttm_as_of({LAST_DAY})",
    "growth": f"mart.growth_as_of({LAST_DAY})",
    "restatement": "store.restated",
    "gap": "store.hole",
}
"""What each derived table is a copy of, for the companies made anew; ``gap`` looks at the quarters."""
BENCH = (schema.SERIES, schema.OBSERVATION, schema.QUARTER)
TOOLS = (
    "day_end", "duration_as_of", "discrete_as_of", "told_quarter_as_of", "quarter_as_of", "ttm_as_of", "growth_as_of",
    "announced", "restated", "hole",
)  # fmt: skip
"""Tables and definitions that ``SOURCES`` need."""
INPUT = ("series_fact", "footing")
"""What series are made of."""
COUNTED = (schema.RELEASE, schema.FACT, schema.TIE, schema.ISSUE)
AT_ONCE = 100
"""Companies made anew together, which bounds the memory."""


@dataclass(frozen=True, slots=True)
class Deriver:
    """``make`` turns the ``SERIES_INPUT`` and ``FOOTINGS`` of companies to series; ``version`` names its rules."""

    make: Callable[[pl.DataFrame, pl.DataFrame], SeriesFrames]
    version: str


def keep_up(
    connection: duckdb.DuckDBPyConnection, deriver: Deriver, scorecards: pl.DataFrame | None = None
) -> dict[str, int]:
    """Make the series anew of every company whose published readings, dates or rules have changed.

    ``scorecards`` are those of the readings just loaded. Returns by how many rows each table has grown or shrunk.
    """
    before = _counts(connection)
    if scorecards is not None:
        insert(connection, schema.SCORECARD, scorecards)
    for step in READINGS:
        connection.execute(step)
    if connection.execute(UNCOUNTED).fetchone() != (0,):
        connection.execute(COUNT_THE_REST)
    connection.execute("CREATE OR REPLACE TEMP TABLE stale AS " + STALE, [rules_of(deriver)])
    stale = [row[0] for row in connection.execute("SELECT entity_id FROM stale ORDER BY entity_id").fetchall()]
    for some in _chunks(stale, AT_ONCE):
        _make_anew(connection, some, deriver)
    connection.execute(f"DELETE FROM {schema.SERIES_STATE.full_name} WHERE entity_id IN (SELECT entity_id FROM stale)")
    connection.execute(
        f"INSERT INTO {schema.SERIES_STATE.full_name} SELECT entity_id, digest FROM stale WHERE digest IS NOT NULL"
    )
    after = _counts(connection)
    return {name: after[name] - before[name] for name in after}


def rules_of(deriver: Deriver) -> str:
    """Names all that series follow from besides the facts: the deriver's rules, and our definitions in SQL."""
    definitions = "".join(view.sql for view in VIEWS if view.name in (*TOOLS, *INPUT))
    return f"{deriver.version} {sha256(definitions.encode()).hexdigest()[:12]}"


READINGS = (
    f"DELETE FROM {schema.READING_STATE.full_name}",
    f"INSERT INTO {schema.READING_STATE.full_name} BY NAME SELECT * FROM store.reading_state_now",
)
"""The state of every reading is made anew, for a filing may change the identity of many."""
UNCOUNTED = f"""SELECT count(*) FROM {schema.RELEASE.full_name}
    WHERE reading NOT IN (SELECT reading FROM {schema.SCORECARD.full_name})"""
COUNT_THE_REST = f"""INSERT INTO {schema.SCORECARD.full_name} BY NAME
    SELECT * FROM store.scored WHERE reading NOT IN (SELECT reading FROM {schema.SCORECARD.full_name})"""
"""Takes a look at every tie there is: only for readings that an older layout has left without a scorecard."""
STALE = """
    WITH today AS (
        SELECT
            entity_id,
            sha256(concat_ws('|', $1, string_agg(
                concat_ws(' ', reading, epoch_us(known_at), cik, company), '|' ORDER BY reading))) AS digest
        FROM store.reading_state
        WHERE visible AND shown AND known_at IS NOT NULL
        GROUP BY entity_id
    )
    SELECT coalesce(t.entity_id, s.entity_id) AS entity_id, t.digest
    FROM today AS t
    FULL JOIN store.series_state AS s ON s.entity_id = t.entity_id
    WHERE t.digest IS DISTINCT FROM s.digest
"""


def _make_anew(connection: duckdb.DuckDBPyConnection, entities: list[str], deriver: Deriver) -> None:
    within = _within(entities)
    frames = deriver.make(*read_input(connection, within))
    linked = (schema.SERIES, schema.LINK, schema.OBSERVATION, schema.SERIES_TIE)
    made = {table.name: getattr(frames, table.name) for table in linked} | _answers(frames)
    for table in schema.DERIVED:
        connection.execute(f"DELETE FROM {table.full_name} WHERE {within}")
        insert(connection, table, made[table.name])


def _answers(frames: SeriesFrames) -> dict[str, pl.DataFrame]:
    """What the macros say of these series alone, in a database of their own: no filter has to find its way."""
    made: dict[str, pl.DataFrame] = {}
    with _bench(BENCH, TOOLS) as bench:
        insert(bench, schema.SERIES, frames.series)
        insert(bench, schema.OBSERVATION, frames.observation)
        for table in schema.DERIVED:
            if table.name in SOURCES:
                columns = ", ".join(table.polars_schema)
                made[table.name] = bench.execute(f"SELECT {columns} FROM {SOURCES[table.name]}").pl()
            if table is schema.QUARTER:
                insert(bench, table, made[table.name])
    return made


def score(frames: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The scorecards of the readings in ``frames``, by table name, as ``store.scored`` counts them."""
    with _bench(COUNTED, ("scored",)) as bench:
        for table in COUNTED:
            insert(bench, table, frames[table.name])
        return bench.execute("SELECT * FROM store.scored").pl()


@contextmanager
def _bench(tables: Iterable[schema.Table], tools: Iterable[str]) -> Iterator[duckdb.DuckDBPyConnection]:
    """A database of its own with some of our tables and definitions."""
    with duckdb.connect(":memory:") as bench:
        bench.execute(f"SET TimeZone = 'UTC'; CREATE SCHEMA {schema.STORE}; CREATE SCHEMA {schema.MART}")
        for table in tables:
            bench.execute(table.ddl)
        for view in VIEWS:
            if view.name in tools:
                bench.execute(view.sql)
        yield bench


def read_input(connection: duckdb.DuckDBPyConnection, within: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The facts and the footings of the companies that the condition ``within`` on entity_id selects."""
    facts, footings = (
        connection.execute(f"SELECT {', '.join(columns)} FROM {source} WHERE {within}").pl()
        for columns, source in ((schema.SERIES_INPUT, "store.series_fact"), (schema.FOOTINGS, "store.footing"))
    )
    return facts, footings


def read_history(path: Path, release: pl.DataFrame, filing: pl.DataFrame) -> tuple[pl.DataFrame, ...]:
    """What is published of the companies of a batch: the ways they are known, their facts and their footings.

    ``release`` and ``filing`` have the columns of their tables. The frames have entity_id, cik and company_key; the
    columns of ``SERIES_INPUT``; those of ``FOOTINGS``.
    """
    ciks = pl.concat([release["cik"], filing["cik"]]).drop_nulls().unique().to_list()
    keys = release["company_key"].drop_nulls().unique().to_list()
    with open_reader(path) as reader:
        entities = reader.execute(
            "SELECT DISTINCT entity_id, cik, company_key FROM store.release_identity "
            "WHERE list_contains(?, cik) OR list_contains(?, company_key)",
            [ciks, keys],
        ).pl()
        return entities, *read_input(reader, _within(entities["entity_id"].unique().sort().to_list()))


def _within(entities: list[str]) -> str:
    """A condition that is written out, so that it reaches the scans below the windows."""
    return f"entity_id IN ({', '.join(map(literal, entities))})" if entities else "false"


def _counts(connection: duckdb.DuckDBPyConnection) -> dict[str, int]:
    query = " UNION ALL ".join(f"SELECT '{table.full_name}', count(*) FROM {table.full_name}" for table in schema.KEPT)
    return dict(connection.execute(query).fetchall())


def _chunks(names: list[str], size: int) -> Iterator[list[str]]:
    return (names[at : at + size] for at in range(0, len(names), size))
