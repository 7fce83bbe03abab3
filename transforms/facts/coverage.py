"""How much of the primary statements has a standard concept, and which lines have none."""

from collections.abc import Collection

import polars as pl

from transforms.facts.concepts import US_GAAP
from transforms.facts.labels import fold

PRIMARY = ("balance_sheet", "operations", "cash_flow")
"""The statements whose facts are counted; lines per share and share counts stand in operations."""


def of_primary(facts: pl.DataFrame) -> pl.DataFrame:
    """The facts that are counted: of tables of primary statements, no printed change, no guidance, nothing adjusted.

    An adjusted amount can have no standard concept; all units count, also percent columns, which have none either.
    """
    return facts.filter(
        (pl.col("origin") == "table")
        & (pl.col("role") == "value")
        & (pl.col("basis") == "GAAP")
        & pl.col("statement").is_in(PRIMARY)
    ).with_columns(standard=pl.col("concept").str.starts_with(US_GAAP))


def coverage(facts: pl.DataFrame, by: str, verified: Collection[str]) -> pl.DataFrame:
    """One row per value of ``by`` and one for all: facts, those with a standard concept, and their share.

    ``unverified`` counts facts whose element's name is not among ``verified``.
    """
    counted = of_primary(facts).with_columns(
        unverified=pl.col("standard") & ~pl.col("concept").str.strip_prefix(US_GAAP).is_in(list(verified))
    )
    counts = [pl.len().alias("facts"), pl.col("standard", "unverified").sum()]
    groups = counted.group_by(by).agg(counts).sort(by)
    total = counted.select(pl.lit("all").alias(by), *counts)
    share = (pl.col("standard") / pl.col("facts")).round(4).alias("share")
    return pl.concat([groups, total], how="vertical_relaxed").with_columns(share)


def unmapped(facts: pl.DataFrame, statement: str | None = None) -> pl.DataFrame:
    """The lines without a standard concept, most frequent first: normalised label, counts, and one section of many."""
    wanted = of_primary(facts).filter(~pl.col("standard"))
    if statement is not None:
        wanted = wanted.filter(statement=statement)
    labels = wanted.select("label").unique()
    named = labels.with_columns(line=pl.Series([fold(label) for label in labels["label"]], dtype=pl.String()))
    return (
        wanted.join(named, on="label", how="left", validate="m:1")
        .group_by("statement", "line")
        .agg(
            pl.len().alias("facts"),
            pl.col("release_id").n_unique().alias("releases"),
            pl.col("unit").mode().sort().first(),
            pl.col("section").sort().first(),
        )
        .sort("facts", "releases", "statement", "line", descending=[True, True, False, False])
    )
