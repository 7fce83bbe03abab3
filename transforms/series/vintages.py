"""Every fact as one vintage of what it says: since when it is known, and until when it is the newest print."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise
from typing import Any, NamedTuple

from transforms.series.calendar import Period
from transforms.series.epochs import Change
from transforms.series.lines import Line, Row, amount_of, origin_rank, place_of

AS_PRINTED = (
    "reading", "release_id", "fact_id", "entity_id", "known_at", "flagged", "half_unit", "is_nil", "value",
    "concept_value",
)  # fmt: skip
Known = tuple[datetime, str]
"""When a release could be known, and its id."""


class Print(NamedTuple):
    """One fact of a series in one release."""

    row: Row
    period: Period
    is_older_print: bool
    line: Line

    @property
    def order(self) -> tuple[object, ...]:
        """Which print of a release stands: today's, a table's, of the statement of origin, the sharpest."""
        row = self.row
        half = row["half_unit"]
        return (
            self.is_older_print,
            row["origin"] == "narrative",
            origin_rank(row["statement"]),
            half is None,
            half or 0,
            place_of(row),
            row["column_index"] or 0,
            row["fact_id"],
        )


class Vintage(NamedTuple):
    """One print, until when it is the newest, and whether it is the one that counts of its release."""

    of: Print
    until: datetime | None
    stands: bool


def vintages(prints: Iterable[Print]) -> tuple[list[Vintage], list[Change]]:
    """The vintages of one series, and what of it has changed.

    Of each release one print stands in a period. It is known until the next release prints the period anew. Prose
    never takes the place of a table, since it rounds, and an older print beside today's takes the place of nothing:
    both are overtaken when they appear.
    """
    periods: dict[Period, dict[Known, list[Print]]] = defaultdict(lambda: defaultdict(list))
    for one in prints:
        periods[one.period][one.row["known_at"], one.row["release_id"]].append(one)
    found: list[Vintage] = []
    changes: list[Change] = []
    for releases in periods.values():
        stands = {known: min(ones, key=lambda one: one.order) for known, ones in releases.items()}
        until = _until({known: one for known, one in stands.items() if not one.is_older_print})
        changes += _changes([stands[known] for known in until])
        found += [
            Vintage(
                one,
                known[0] if one.is_older_print else until.get(known, known[0]),
                stands=one is stands[known] and known in until,
            )
            for known, ones in releases.items()
            for one in ones
        ]
    return found, changes


def _changes(stands: list[Print]) -> Iterable[Change]:
    """For each print whose value is another than the one before, when that was told last and this first."""
    for before, after in pairwise(stands):
        if not amount_of(before.row).agrees(amount_of(after.row)):
            yield Change(after.period, before.row["known_at"], after.row["known_at"])


def _until(stands: dict[Known, Print]) -> dict[Known, datetime | None]:
    """For each release that says something newer than those before it, when it is overtaken; None while it stands."""
    newer: list[Known] = []
    tabled = False
    for known in sorted(stands):
        is_prose = stands[known].row["origin"] == "narrative"
        if not (is_prose and tabled):
            newer.append(known)
        tabled |= not is_prose
    following = [known[0] for known in newer[1:]]
    return dict(zip(newer, [*following, None], strict=True)) if newer else {}


def observation(series_id: str, vintage: Vintage, epochs: tuple[int, int]) -> dict[str, Any]:
    """The row of a vintage; ``epochs`` are the first and the last in which it is told so."""
    row, period = vintage.of.row, vintage.of.period
    return {
        **{name: row[name] for name in AS_PRINTED},
        "series_id": series_id,
        "period_start": period.start,
        "period_end": period.end,
        "known_until": vintage.until,
        "epoch_from": epochs[0],
        "epoch_to": epochs[1],
        "stands": vintage.stands,
        "prose": row["origin"] == "narrative",
    }
