"""One day for each boundary of a company's fiscal calendar, however its releases head it.

A quarter of 13 weeks is headed "September 30" in one release and "October 2" in the next, and a start that is not
printed comes from a rule. Days within a week of each other are one boundary, unless one release tells them apart.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import NamedTuple

DAY = timedelta(days=1)
NEAR = timedelta(days=7)
WIDE = timedelta(days=10)


class Period(NamedTuple):
    """The days of a duration, inclusive; an instant has no start."""

    start: date | None
    end: date


class Seen(NamedTuple):
    """A period as one fact has it: whether a table's heading says so, and the how-manieth release."""

    period: Period
    in_table: bool
    release: int


class Calendar:
    """The boundaries of one company's periods, each as the day that the newest table prints as a period's end."""

    def __init__(self, seen: Iterable[Seen], told_apart: Iterable[tuple[Period, Period]] = ()) -> None:
        """``seen`` are the periods of all facts; ``told_apart`` are pairs of periods that are never one."""
        best: dict[date, tuple[bool, bool, int]] = {}
        for period, in_table, order in seen:
            for day in _boundaries(period):
                rank = (day == period.end, in_table, order)
                best[day] = max(best.get(day, rank), rank)
        self._day = dict(_nearest(best))
        for one, other in told_apart:
            for day in (*_boundaries(one), *_boundaries(other)):
                self._day[day] = day

    def settle(self, period: Period) -> Period:
        """``period`` with its boundaries' own days."""
        start = self._day[period.start - DAY] + DAY if period.start else None
        return Period(start, self._day[period.end])


def _boundaries(period: Period) -> tuple[date, ...]:
    return (period.start - DAY, period.end) if period.start else (period.end,)


def _nearest(best: Mapping[date, tuple[bool, bool, int]]) -> Iterable[tuple[date, date]]:
    """Each day with the one that stands for it among those within a week: the one best printed, then the latest."""
    cluster: list[date] = []
    for day in [*sorted(best), date.max]:
        if cluster and (day - cluster[-1] > NEAR or day - cluster[0] > WIDE):
            stands = max(cluster, key=lambda one: (best[one], one))
            yield from ((one, stands) for one in cluster)
            cluster = []
        cluster.append(day)
