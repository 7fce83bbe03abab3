"""When a company changed what it had told, and which of its prints are told in one way.

A restatement reaches the periods one by one, as releases print them again: the year at once, its quarters as the
comparatives of the year after. In between, a year as restated minus quarters as first told is a number that nobody has
told. So prints are only subtracted and summed where there is an epoch in which all of them are told so.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from transforms.series.calendar import Period


class Change(NamedTuple):
    """A period's value, told last at one moment, and told otherwise at another."""

    period: Period
    before: datetime
    told: datetime


def turns_of(changes: Iterable[Change]) -> list[datetime]:
    """The fewest moments at which a company may have changed what it tells, so that every change is explained."""
    turns: list[datetime] = []
    for change in sorted(changes, key=lambda one: one.told):
        if not turns or turns[-1] <= change.before:
            turns.append(change.told)
    return turns


class Epochs:
    """The epochs of one series, which lie between the turns of its company that may concern it."""

    def __init__(self, turns: Sequence[datetime], changes: Iterable[Change]) -> None:
        self._turns = turns
        self._concerned = [
            (turn, change.period)
            for change in changes
            for turn in range(bisect_right(turns, change.before), bisect_right(turns, change.told))
        ]

    def of(self, period: Period, known_at: datetime) -> tuple[int, int]:
        """The epoch in which ``period`` was told, and the last one before a turn that changed days of it."""
        told = bisect_right(self._turns, known_at)
        later = (turn for turn, changed in self._concerned if turn >= told and _share_days(changed, period))
        return told, min(later, default=len(self._turns))


def _share_days(one: Period, other: Period) -> bool:
    return (one.start or one.end) <= other.end and (other.start or other.end) <= one.end
