"""Tables that speak of a part of the company: a segment's page whose name stands only in its title.

Its "Net income" is not the company's, so it must not carry the company's element. No title says so in a way that all
issuers share; the figures do.
"""

import polars as pl

from transforms.parse.words.titling import PRIMARY

CONTEXT = ("release_id", "element", "unit", "period_type", "period_start", "period_end")
TABLE = ("release_id", "table_index")


def parts_of_company(facts: pl.DataFrame) -> pl.DataFrame:
    """The tables (``release_id``, ``table_index``) outside the primary statements that mostly differ from them.

    Compared are values of one element and period without dimensions, each to the last place of the rounder one.
    """
    printed = facts.filter(
        (pl.col("origin") == "table")
        & (pl.col("role") == "value")
        & (pl.col("basis") == "GAAP")
        & (pl.col("dimensions") == "{}")
        & ~pl.col("element").str.starts_with("ext:")
        & pl.col("value").is_not_null()
    ).select(
        *CONTEXT, "table_index", "statement", "value", place=pl.lit(10.0).pow(-pl.col("decimals").cast(pl.Float64()))
    )
    primary = pl.col("statement").is_in(PRIMARY)
    home = printed.filter(primary).unique(CONTEXT, keep="first", maintain_order=True)
    told = printed.filter(~primary).join(
        home.select(*CONTEXT, home_value="value", home_place="place"), on=CONTEXT, nulls_equal=True
    )
    gap = (pl.col("value") - pl.col("home_value")).abs().cast(pl.Float64())
    differs = gap > pl.max_horizontal("place", "home_place")
    return (
        told.group_by(TABLE)
        .agg(differing=differs.sum(), compared=pl.len())
        .filter(2 * pl.col("differing") > pl.col("compared"))
        .select(*TABLE)
    )
