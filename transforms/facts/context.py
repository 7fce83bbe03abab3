"""Cells, lines and columns joined to facts: scale applied, context complete."""

import polars as pl

from warehouse.schema import FACT, MONEY


def join_context(cells: pl.DataFrame, rows: pl.DataFrame, columns: pl.DataFrame) -> pl.DataFrame:
    """One row per table fact with the context of its line and column.

    A balance in a duration column becomes an instant.
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
    balance = pl.col("moment").is_not_null() & (pl.col("period_type") == "duration")
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
            unit=pl.when("cell_percent").then(pl.lit("percent")).otherwise(pl.coalesce("column_unit", "unit")),
        )
        .with_columns(
            scale=pl.when(pl.col("unit").is_in(["USD", "shares", "units"]))
            .then(pl.coalesce("column_scale", "scale"))
            .otherwise(1)
        )
    )


def join_claims(claims: pl.DataFrame) -> pl.DataFrame:
    """Claims with the columns of facts."""
    return claims.with_columns(
        statement=pl.lit("narrative"),
        is_nil=pl.lit(value=False),
        period_type=pl.lit("duration"),
        dimensions=pl.lit("{}"),
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
        value=(pl.col("amount") * pl.col("scale").cast(pl.Decimal(38, 0))).cast(MONEY),
        decimals=pl.when(~pl.col("is_nil")).then(pl.col("places") - zeros).otherwise(-zeros).cast(pl.Int8),
    )


def finish(facts: pl.DataFrame) -> pl.DataFrame:
    """The columns of ``store.fact`` in order, and ``grid_table`` and ``grid_row`` by which ties find their lines."""
    missing = {name: pl.lit(None, dtype) for name, dtype in FACT.frame_schema.items() if name not in facts.columns}
    placed = facts.with_columns(**missing).with_columns(
        grid_table="table_index",
        grid_row="row_index",
        table_index=pl.coalesce("source_table", "table_index"),
        row_index=pl.coalesce("source_row", "row_index"),
    )
    schema = {**FACT.frame_schema, "grid_table": pl.Int32(), "grid_row": pl.Int32()}
    return placed.select(pl.col(name).cast(dtype, strict=True) for name, dtype in schema.items())
