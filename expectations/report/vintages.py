"""What other releases print for the same period of the same line."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple

import polars as pl

from expectations.report.parts import Parts
from expectations.report.wording import day
from expectations.words import amount

Row = dict[str, Any]
MOST = 5
"""Prints of one number that are told."""
KEY = ["series_id", "period_start", "period_end"]


class Vintage(NamedTuple):
    """One print of another release: earlier or later, the value, and whether it is the same within rounding."""

    when: str
    known: str
    text: str
    is_same: bool
    href: str


def vintages_of(release_id: str, observations: pl.DataFrame, parts: Parts) -> Mapping[str, tuple[Vintage, ...]]:
    """By fact id of ``release_id``, the prints of other releases, oldest first: of many the first and the last few.

    ``observations`` has the columns of ``mart.observation`` and table_index, and every row of the series that the
    release prints.
    """
    printed = pl.col("release_id") == release_id
    own = observations.filter(printed).select(
        *KEY, own="fact_id", own_value="value", own_half="half_unit", own_known="known_at"
    )
    others = observations.filter(~printed, "stands")
    pairs = own.join(others, on=KEY, nulls_equal=True).sort("own", "known_at", "release_id", "fact_id")
    order, count = pl.int_range(pl.len()).over("own"), pl.len().cast(pl.Int64).over("own")
    pairs = pairs.filter((order == 0) | (order > count - MOST))
    found: dict[str, list[Vintage]] = defaultdict(list)
    for row in pairs.iter_rows(named=True):
        found[row["own"]].append(_vintage(row, parts))
    return {fact_id: tuple(vintages) for fact_id, vintages in found.items()}


def _vintage(row: Row, parts: Parts) -> Vintage:
    apart = abs((row["own_value"] or 0) - (row["value"] or 0))
    return Vintage(
        when="earlier" if row["known_at"] < row["own_known"] else "later",
        known=day(row["known_at"]),
        text="–" if row["is_nil"] else amount(row["value"]),
        is_same=bool(apart <= (row["own_half"] or 0) + (row["half_unit"] or 0)),
        href=parts.href(row["release_id"], row["table_index"], row["fact_id"]),
    )
