"""Everything that became no fact, as frames: issues, declared non-facts, and the printed lines."""

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

import polars as pl

from transforms.facts.unpivot import NOWHERE, place_id
from transforms.frames import frame_of
from transforms.parse.grid import NonFact, PrintedTable, Row, Trouble
from transforms.parse.html import Spot
from transforms.plausible import AT, from_facts, outsized, unlike, unrounded
from transforms.reading import Reading
from warehouse.schema import ISSUE, LINE, NON_FACT

STATEMENT = re.compile(r"(balance_sheet|operations|cash_flow|segment|average_balance|(non_gaap|pro_forma)_[a-z]+)\Z")
LONG = 10
"""So many rows of a statement sum up somewhere."""
FOOTINGS = ("footing", "cross_footing", "cash_roll_forward")
RowPlace = tuple[int, int, int | None]
"""Table, row and, outside of HTML's tables, line."""


def issue_frame(readings: Sequence[Reading], facts: pl.DataFrame, ties: pl.DataFrame) -> pl.DataFrame:
    """One row per issue, with the columns of ``store.issue``."""
    rows = [_issue_row(reading, trouble) for reading in readings for trouble in _troubles(reading)]
    rows += [_issue_row(reading, _no_footing(table)) for reading, table in _without_footing(readings, facts, ties)]
    found = frame_of(rows, ISSUE.frame_schema)
    return pl.concat(
        [found, _undecided(facts), _alike(facts), outsized(facts), unlike(facts), unrounded(facts), _unmapped(facts)]
    ).unique(["reading", "issue_id"], keep="first", maintain_order=True)


def _troubles(reading: Reading) -> Iterator[Trouble]:
    yield from reading.troubles
    for table in reading.parsed.tables:
        yield from (trouble._replace(statement=trouble.statement or table.statement) for trouble in table.troubles)
    if reading.is_release and reading.known_at is None:
        yield Trouble(
            "error",
            "no_known_at",
            "no date says when this release was known; add filed_on to its sidecar or give --filed-on",
        )
    if reading.is_release and reading.identity.company is None and reading.identity.cik is None:
        yield Trouble("warning", "company_unknown", "the text names no company; add company or cik to its sidecar")


def _without_footing(
    readings: Sequence[Reading], facts: pl.DataFrame, ties: pl.DataFrame
) -> Iterator[tuple[Reading, PrintedTable]]:
    """Long statements without a sum: none in the tree, and no tie down or across, of whatever unit."""
    bare = {
        (reading.reading, table.index): (reading, table)
        for reading in readings
        for table, sums in zip(reading.parsed.tables, reading.parsed.sums, strict=True)
        if reading.is_release and not sums and len(table.data_rows) >= LONG and STATEMENT.match(table.statement)
    }
    if bare:
        summed = ties.filter(pl.col("kind").is_in(FOOTINGS)).select("reading", fact_id="fact_ids").explode("fact_id")
        for place in facts.join(summed, on=["reading", "fact_id"]).select("reading", "grid_table").unique().rows():
            bare.pop(place, None)
    yield from bare.values()


def _no_footing(table: PrintedTable) -> Trouble:
    """A statement in which nothing sums up may have been read wrong where no tie tells."""
    first = table.data_rows[0]
    message = (
        f"{{at}}: no line of the {table.statement.replace('_', ' ')} below is the sum of others, in "
        f"{len(table.data_rows)} lines; compare it with what is printed"
    )
    place = first.cells[0].place if first.cells else None
    return Trouble("warning", "no_footing", message, place=place, statement=table.statement)


def _issue_row(reading: Reading, trouble: Trouble) -> tuple[object, ...]:
    source = reading.parsed.source(trouble.place) if trouble.place else NOWHERE
    message = trouble.message.replace("{at}", str(source))
    issue_id = place_id(reading.release_id, trouble.code, *source, message)
    return (
        reading.reading,
        reading.release_id,
        issue_id,
        trouble.level,
        trouble.code,
        message,
        trouble.statement,
        trouble.token,
        *source,
    )


def _undecided(facts: pl.DataFrame) -> pl.DataFrame:
    """An error per column whose period or unit no rule decided, at its first value."""
    period, unit = pl.col("period_end").is_null(), pl.col("unit").is_null()
    what = pl.when(period).then(pl.lit("period")).otherwise(pl.lit("unit"))
    first = facts.filter((period | unit) & (pl.col("origin") == "table")).unique(
        ["reading", "table_index", "column_index"], keep="first", maintain_order=True
    )
    return from_facts(
        first,
        "error",
        pl.concat_str(pl.lit("undecided_"), what),
        pl.format(
            "{}: no rule decides the {} of column {} of the {} table (heading: {})",
            AT,
            what,
            "column_index",
            "statement",
            pl.col("heading").fill_null("none"),
        ),
    )


def _alike(facts: pl.DataFrame) -> pl.DataFrame:
    """A warning per table whose lines print several values for one period, unit and heading: a heading read wrong."""
    table = ["reading", "grid_table"]
    context = [*table, "grid_row", "unit", "period_start", "period_end", "dimensions"]
    values = facts.filter(
        (pl.col("origin") == "table")
        & (pl.col("role") == "value")
        & ~pl.col("is_nil")
        & pl.col("period_end").is_not_null()
    )
    twice = values.filter(pl.col("value").n_unique().over(context) > 1).filter(
        pl.col("grid_row").n_unique().over(table) > 1
    )
    first = twice.unique(table, keep="first", maintain_order=True)
    message = pl.format(
        "{}: several columns print a value of {} for one period and heading; look at what heads them", AT, "label"
    )
    return from_facts(first, "warning", pl.lit("columns_alike"), message)


def _unmapped(facts: pl.DataFrame) -> pl.DataFrame:
    """An info per line that has an extension concept of its own."""
    lines = facts.filter(
        pl.col("concept").str.starts_with("ext:") & (pl.col("basis") == "GAAP") & (pl.col("origin") == "table")
    )
    first = lines.unique(["reading", "table_index", "row_index"], keep="first", maintain_order=True)
    return from_facts(
        first,
        "info",
        pl.lit("unmapped_label"),
        pl.format("{}: no standard concept for {}; it keeps {}", AT, "label", "concept"),
    )


def non_fact_frame(readings: Sequence[Reading]) -> pl.DataFrame:
    """One row per token declared no fact, with the columns of ``store.non_fact``."""
    rows = [
        (
            reading.reading,
            reading.release_id,
            position,
            item.token,
            item.reason,
            item.in_table,
            *reading.parsed.source(item.place),
        )
        for reading in readings
        for position, item in enumerate(_non_facts(reading), start=1)
    ]
    return frame_of(rows, NON_FACT.frame_schema)


def _non_facts(reading: Reading) -> Iterator[NonFact]:
    yield from reading.non_facts
    for table in reading.parsed.tables:
        yield from table.non_facts


def line_frame(readings: Sequence[Reading]) -> pl.DataFrame:
    """One row per printed row of a table, with the columns of ``store.line``."""
    rows = [
        (
            reading.reading,
            reading.release_id,
            position,
            table.statement,
            table.title or None,
            table_index,
            row_index,
            _kind(row),
            row.label,
            " > ".join(row.section),
            row.indent,
            line_number,
        )
        for reading in readings
        for position, (table, row, (table_index, row_index, line_number)) in enumerate(_lines(reading), start=1)
    ]
    return frame_of(rows, LINE.frame_schema)


def _lines(reading: Reading) -> Iterator[tuple[PrintedTable, Row, RowPlace]]:
    for table in reading.parsed.tables:
        for row, place in zip(table.rows, _places(reading, table), strict=True):
            yield table, row, place


def _places(reading: Reading, table: PrintedTable) -> Iterator[RowPlace]:
    """The place of every row, as those of its facts have it.

    A heading that HTML prints outside its table stands with the row below it, else with the row above.
    """
    layout = reading.parsed.layout
    if layout is None:
        yield from ((table.index, index, row.line_number) for index, row in enumerate(table.rows))
        return
    spots = [
        layout.spot(row.line_number, row.cells[0].place.char_start if row.cells else row.indent) for row in table.rows
    ]
    below = list(accumulate(reversed(spots), _nearest))[::-1]
    above = accumulate(spots, _nearest)
    for index, (row, down, up) in enumerate(zip(table.rows, below, above, strict=True)):
        origin = layout.origins.get(row.line_number)
        spot = down or up
        if origin is not None or spot is None:
            yield table.index, index, origin.number if origin else None
        else:
            yield spot.table, spot.row, None


def _nearest(known: Spot | None, spot: Spot | None) -> Spot | None:
    return spot or known


def _kind(row: Row) -> str:
    return "heading" if row.kind == "heading" else "total" if row.is_total else "data"
