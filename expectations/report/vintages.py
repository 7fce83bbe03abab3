"""What other releases print for the same period of the same line."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple

import polars as pl

from expectations.report.records import page_of
from expectations.report.wording import day
from expectations.words import amount

Row = dict[str, Any]
KEY = ["series_id", "period_start", "period_end"]


class Vintage(NamedTuple):
    """One print of another release: earlier or later, the value, and whether it is the same within rounding."""

    when: str
    known: str
    text: str
    is_same: bool
    href: str


def vintages_of(release_id: str, observations: pl.DataFrame) -> Mapping[str, tuple[Vintage, ...]]:
    """By fact id of ``release_id``, the prints of other releases, oldest first.

    ``observations`` has the columns of ``mart.observation``, and every row of the series that the release prints.
    """
    printed = pl.col("release_id") == release_id
    own = observations.filter(printed).select(
        *KEY, own="fact_id", own_value="value", own_half="half_unit", own_known="known_at"
    )
    others = observations.filter(~printed, "stands")
    pairs = own.join(others, on=KEY, nulls_equal=True).sort("own", "known_at", "release_id", "fact_id")
    found: dict[str, list[Vintage]] = defaultdict(list)
    for row in pairs.iter_rows(named=True):
        found[row["own"]].append(_vintage(row))
    return {fact_id: tuple(vintages) for fact_id, vintages in found.items()}


def _vintage(row: Row) -> Vintage:
    apart = abs((row["own_value"] or 0) - (row["value"] or 0))
    return Vintage(
        when="earlier" if row["known_at"] < row["own_known"] else "later",
        known=day(row["known_at"]),
        text="–" if row["is_nil"] else amount(row["value"]),
        is_same=bool(apart <= (row["own_half"] or 0) + (row["half_unit"] or 0)),
        href=f"../{page_of(row['release_id'])}#{row['fact_id']}",
    )
