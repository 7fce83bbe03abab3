"""Every fact as one vintage of what it says: since when it is known, and until when it is the newest print."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from transforms.series.calendar import Period
from transforms.series.lines import Line, Row, origin_rank, place_of


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


def vintages(series_id: str, prints: Iterable[Print]) -> list[dict[str, Any]]:
    """Rows of ``observation`` for one series.

    Of each release one print stands in a period. It is known until the next release prints the period anew. Prose
    never takes the place of a table, since it rounds, and an older print beside today's takes the place of nothing:
    both are overtaken when they appear.
    """
    periods: dict[Period, dict[tuple[datetime, str], list[Print]]] = defaultdict(lambda: defaultdict(list))
    for one in prints:
        periods[one.period][one.row["known_at"], one.row["release_id"]].append(one)
    rows = []
    for period, releases in periods.items():
        stands = {known: min(found, key=lambda one: one.order) for known, found in releases.items()}
        until = _until({known: one for known, one in stands.items() if not one.is_older_print})
        for known, found in releases.items():
            rows += [
                _row(
                    series_id,
                    period,
                    one,
                    known[0] if one.is_older_print else until.get(known, known[0]),
                    stands=one is stands[known] and known in until,
                )
                for one in found
            ]
    return rows


def _until(stands: dict[tuple[datetime, str], Print]) -> dict[tuple[datetime, str], datetime | None]:
    """For each release that says something newer than those before it, when it is overtaken; None while it stands."""
    newer: list[tuple[datetime, str]] = []
    tabled = False
    for known in sorted(stands):
        is_prose = stands[known].row["origin"] == "narrative"
        if not (is_prose and tabled):
            newer.append(known)
        tabled |= not is_prose
    following = [known[0] for known in newer[1:]]
    return dict(zip(newer, [*following, None], strict=True)) if newer else {}


def _row(series_id: str, period: Period, one: Print, until: datetime | None, *, stands: bool) -> dict[str, Any]:
    row = one.row
    return {
        "reading": row["reading"],
        "release_id": row["release_id"],
        "fact_id": row["fact_id"],
        "entity_id": row["entity_id"],
        "series_id": series_id,
        "period_start": period.start,
        "period_end": period.end,
        "known_at": row["known_at"],
        "known_until": until,
        "flagged": row["flagged"],
        "stands": stands,
        "prose": row["origin"] == "narrative",
        "half_unit": row["half_unit"],
        "is_nil": row["is_nil"],
        "value": row["value"],
        "concept_value": row["concept_value"],
    }
