"""What other releases print for the same period of the same line."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple

import polars as pl

from expectations.report.parts import Parts
from expectations.report.wording import day
from expectations.words import amount
from warehouse import schema

Row = dict[str, Any]
MOST = 5
"""Prints of one number that are looked at for differences, the last ones."""
KEY = ["series_id", "period_start", "period_end"]


class Vintage(NamedTuple):
    """One print of another release: earlier or later, the value, and whether it is the same within rounding."""

    when: str
    known: str
    text: str
    is_same: bool
    href: str


class Vintages(NamedTuple):
    """What others print for one number: the first and the last few that differ; how many more are ``left_out``."""

    told: tuple[Vintage, ...]
    left_out: int


def vintages_of(release_id: str, observations: pl.DataFrame, parts: Parts) -> Mapping[str, Vintages]:
    """By fact id of ``release_id``, the prints of other releases, oldest first.

    ``observations`` has the columns of ``mart.observation`` and table_index, and every row of the series that the
    release prints.
    """
    printed = pl.col("release_id") == release_id
    own = (
        observations.filter(printed)
        .sort("same_as", nulls_last=True, maintain_order=True)  # the line itself before the one that stands for it
        .unique("fact_id", keep="first", maintain_order=True)
        .select(*KEY, own="fact_id", own_value="value", own_half="half_unit", own_known="known_at")
    )
    others = observations.filter(~printed, "stands")
    zero = pl.lit(0, schema.MONEY)
    apart = (pl.col("own_value").fill_null(zero) - pl.col("value").fill_null(zero)).abs()
    bound = pl.col("own_half").fill_null(zero) + pl.col("half_unit").fill_null(zero)
    pairs = (
        own.join(others, on=KEY, nulls_equal=True)
        .sort("own", "known_at", "release_id", "fact_id")
        .with_columns(
            is_same=apart <= bound, order=pl.int_range(pl.len()).over("own"), prints=pl.len().over("own").cast(pl.Int64)
        )
    )
    shown = pairs.filter((pl.col("order") == 0) | (~pl.col("is_same") & (pl.col("order") > pl.col("prints") - MOST)))
    found: dict[str, list[Vintage]] = defaultdict(list)
    prints: dict[str, int] = {}
    for row in shown.iter_rows(named=True):
        found[row["own"]].append(_vintage(row, parts))
        prints[row["own"]] = row["prints"]
    return {one: Vintages(tuple(told), prints[one] - len(told)) for one, told in found.items()}


def _vintage(row: Row, parts: Parts) -> Vintage:
    return Vintage(
        when="earlier" if row["known_at"] < row["own_known"] else "later",
        known=day(row["known_at"]),
        text="–" if row["is_nil"] else amount(row["value"]),
        is_same=row["is_same"],
        href=parts.href(row["release_id"], row["table_index"], row["fact_id"]).removeprefix("../release/"),
    )
