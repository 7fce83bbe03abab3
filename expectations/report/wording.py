"""Dates, periods, units and outcomes as a reader of the report expects them."""

import math
import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from expectations.words import spoken

EASTERN = ZoneInfo("America/New_York")
OUTCOMES = {
    "exact": "holds exactly",
    "within_rounding": "holds within rounding",
    "violated": "broken",
    "not_evaluable": "not evaluable",
}
STATUSES = {
    "published": "published",
    "waived": "published by waiver",
    "quarantined": "in quarantine",
    "not_a_release": "no release",
}
_iso_day = re.compile(r"\d{4}-\d{2}-\d{2}")
SCALES = {1: "", 1_000: "thousands", 1_000_000: "millions", 1_000_000_000: "billions"}


def words(name: str) -> str:
    """``balance_sheet`` is "Balance sheet"."""
    text = spoken(name)
    return text[:1].upper() + text[1:]


@lru_cache(maxsize=10_000)
def day(value: date | datetime | None) -> str:
    """A day as "10 Jul 2003", of an instant the Eastern day; "unknown" where there is none."""
    if value is None:
        return "unknown"
    if isinstance(value, datetime):
        value = value.astimezone(EASTERN)
    return f"{value.day} {value:%b %Y}"


def moment(value: datetime | None) -> str:
    """An instant as "2003-07-10 16:05 EDT"; "never" where there is none."""
    return "never" if value is None else f"{value.astimezone(EASTERN):%Y-%m-%d %H:%M %Z}"


def period(fact: Mapping[str, Any]) -> str:
    """The period of a fact: "30 Jun 2003", "3 months to 30 Jun 2003", "13 weeks to 3 Jul 2004"."""
    end = day(fact["period_end"])
    if fact["period_end"] is None or fact["period_type"] == "instant":
        return end
    for length in ("months", "weeks"):
        if fact[length] is not None:
            return f"{fact[length]} {length} to {end}"
    return f"{day(fact['period_start'])} to {end}"


@lru_cache(maxsize=10_000)
def span(name: str) -> str:
    """The period of a tie: "2002-01-01/2002-06-30" is "1 Jan 2002 to 30 Jun 2002"."""
    return _iso_day.sub(lambda found: day(date.fromisoformat(found[0])), name).replace("/", " to ")


def unit(name: str | None, scale: int) -> str:
    """Name a unit with its scale: "USD in thousands", "USD/share"; "no unit" where none is known."""
    named = name or "no unit"
    scaled = SCALES.get(scale, f"units of {scale:,}")
    return f"{named} in {scaled}" if scaled else named


def share(part: float) -> str:
    """A share in percent with two places, rounded down, so that 98.999% is never shown as 99%."""
    return f"{math.floor(round(part * 10_000, 6)) / 100:.2f}%"
