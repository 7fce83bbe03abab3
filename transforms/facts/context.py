"""Cells, lines and columns joined to facts: scale applied, context complete."""

import polars as pl

from transforms.frames import exact
from transforms.parse import measures
from warehouse.schema import FACT

MONEY_UNITS = sorted(measures.MONEY)
OF_LINE = {
    "period_type": "own_type",
    "period_start": "own_start",
    "period_end": "own_end",
    "period_start_source": "own_source",
    "months": "own_months",
    "weeks": "own_weeks",
}
"""The columns of a period, and those of the period that a line is called after."""
UNDIVIDED = sorted(measures.RATES | measures.TIMES)
"""What no column of amounts per thing divides."""


def join_context(cells: pl.DataFrame, rows: pl.DataFrame, columns: pl.DataFrame) -> pl.DataFrame:
    """One row per table fact with the context of its line and column.

    A balance in a duration column becomes an instant, an average or a flow in a column of days the quarter's that ends
    there, and what is of the last twelve months has these.
    """
    rows = rows.with_columns(
        pl.col("row_index")
        .rank("dense")
        .over("release_id", "table_index", "statement", "section", "label")
        .cast(pl.Int32)
        .alias("ordinal")
    )
    joined = cells.join(rows, on=["release_id", "table_index", "row_index"], how="left", validate="m:1").join(
        columns, on=["release_id", "table_index", "column_index"], how="left", validate="m:1"
    )
    own = pl.col("own_end").is_not_null()
    joined = joined.with_columns(pl.when(own).then(line).otherwise(name).alias(name) for name, line in OF_LINE.items())
    joined = joined.with_columns(
        role=pl.when("changes", pl.col("role") == "value").then(pl.lit("change")).otherwise("role")
    )
    earlier = (pl.col("moment") == "before") & (pl.col("period_type") == "duration")
    joined = joined.with_columns(
        period_start=pl.when(earlier).then("before_start").otherwise("period_start"),
        period_end=pl.when(earlier).then("before_end").otherwise("period_end"),
    )
    of_days = pl.col("period_type") == "instant"
    opened = (
        of_days & (pl.col("role") == "value") & (pl.col("moment") == "opening") & pl.col("quarter_start").is_not_null()
    )
    joined = joined.with_columns(
        period_end=pl.when(opened).then(pl.col("quarter_start").dt.offset_by("-1d")).otherwise("period_end"),
        took=pl.when(of_days & (pl.col("moment") == "quarter") & pl.col("quarter_start").is_not_null())
        .then(3)
        .when((pl.col("moment") == "year") & (pl.col("role") != "outlook") & pl.col("months").ne_missing(12))
        .then(12),
    )
    spans = pl.col("took").is_not_null()
    joined = joined.with_columns(
        period_type=pl.when(spans).then(pl.lit("duration")).otherwise("period_type"),
        period_start=pl.when(spans)
        .then(pl.when(pl.col("took") == 3).then("quarter_start").otherwise("year_start"))  # noqa: PLR2004
        .otherwise("period_start"),
        period_start_source=pl.when(spans).then(pl.lit("calendar_month")).otherwise("period_start_source"),
        months=pl.coalesce("took", "months"),
        weeks=pl.when(~spans).then("weeks"),
    )
    balance = pl.col("moment").is_in(["opening", "closing"]).fill_null(value=False) & (
        pl.col("period_type") == "duration"
    )
    return (
        joined.with_columns(
            period_end=pl.when(balance & (pl.col("moment") == "opening")).then("opening_end").otherwise("period_end"),
            period_type=pl.when(balance).then(pl.lit("instant")).otherwise("period_type"),
            **{
                name: pl.when(~balance).then(name)
                for name in ("period_start", "period_start_source", "months", "weeks")
            },
        )
        .with_columns(
            origin=pl.lit("table"),
            basis=pl.coalesce("column_basis", "basis"),
            unit=_unit(),
            row_unit="unit",
        )
        .with_columns(scale=_scale())
    )


def _unit() -> pl.Expr:
    """What stands beside the value, what a column counts or rates, the line's own unit, in this order.

    A column per share is for amounts of money only, and so is one of a currency; one of rates is for all but amounts
    per share; one of amounts per thing ("Amount/Workday") divides what its lines count.
    """
    column, row = pl.col("column_unit"), pl.col("unit")
    per = column.str.starts_with("/")
    divided = pl.when(row.is_in(UNDIVIDED) | row.str.contains("/")).then(row).otherwise(row + column)
    return (
        pl.when(pl.col("cell_unit").is_not_null())
        .then("cell_unit")
        .when((column == "percent") & ((pl.col("role") == "change") | ~row.str.ends_with("/share")))
        .then(column)
        .when(per)
        .then(divided)
        .when(column.is_in(MONEY_UNITS) & row.str.contains(r"^[A-Z]{3}/"))
        .then(column + row.str.slice(len("USD")))
        .when(column.is_in(MONEY_UNITS) & ~row.is_in(MONEY_UNITS))
        .then(row)
        .when(row.is_in(MONEY_UNITS) | ~(column.str.contains(r"^[A-Z]{3}/") | (column == "percent")))
        .then(pl.coalesce(column, row))
        .otherwise(row)
    )


def _scale() -> pl.Expr:
    """As a word behind the value says, else as a column states for its own.

    What a column makes another unit than the line's is printed in full.
    """
    scaled = pl.col("unit").is_in([*MONEY_UNITS, "shares"]) | (pl.col("unit") == pl.col("column_unit"))
    own = pl.col("unit").eq_missing(pl.col("row_unit")) | pl.col("unit").str.contains(r"/(work)?days?$")
    return (
        pl.when(pl.col("cell_scale").is_not_null())
        .then("cell_scale")
        .when(scaled & pl.col("column_scale").is_not_null())
        .then("column_scale")
        .when(own | pl.col("unit").is_in(MONEY_UNITS))
        .then("scale")
        .otherwise(1)
    )


def join_claims(claims: pl.DataFrame) -> pl.DataFrame:
    """Claims with the columns of facts."""
    return claims.with_columns(
        statement=pl.lit("narrative"),
        is_nil=pl.lit(value=False),
        origin=pl.lit("narrative"),
        header_inherited=pl.lit(value=False),
        sign=pl.lit(1, pl.Int32),
        ordinal=pl.int_range(pl.len())
        .over("release_id", "section", "label", "basis", "period_start", "period_end")
        .cast(pl.Int32)
        + 1,
    )


def apply_scale(facts: pl.DataFrame) -> pl.DataFrame:
    """``value`` in its unit and XBRL ``decimals`` from the printed places: 141,067 in thousands has -3."""
    zeros = pl.col("scale").cast(pl.String).str.len_chars().cast(pl.Int32) - 1
    return facts.with_columns(
        value=exact(pl.col("amount") * pl.col("scale")),
        decimals=pl.when(~pl.col("is_nil")).then(pl.col("places") - zeros).otherwise(-zeros).cast(pl.Int8),
    )


def finish(facts: pl.DataFrame) -> pl.DataFrame:
    """The columns of ``store.fact`` in order, and those by which ties find lines.

    ``grid_table`` and ``grid_row`` are a fact's own line, ``told_table`` and ``told_row`` that which prose restates.
    """
    missing = {name: pl.lit(None, dtype) for name, dtype in FACT.frame_schema.items() if name not in facts.columns}
    placed = facts.with_columns(**missing).with_columns(
        grid_table="table_index",
        grid_row="row_index",
        table_index=pl.coalesce("source_table", "table_index"),
        row_index=pl.coalesce("source_row", "row_index"),
    )
    lines = dict.fromkeys(("grid_table", "grid_row", "told_table", "told_row"), pl.Int32())
    schema = {**FACT.frame_schema, **lines}
    return placed.select(pl.col(name).cast(dtype, strict=True) for name, dtype in schema.items())
