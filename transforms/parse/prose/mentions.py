"""Which printed periods the words of a sentence mean: as a span that a figure's own period has to fit.

A claim by grammar alone needs the days of its period. What a table prints already has them; of its figures the words
only have to tell which: "a year earlier", "for the full year", "Q1 2019", "at the end of March 2006".
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from transforms.parse.grid import Period
from transforms.parse.named_periods import Calendar
from transforms.parse.periods import (
    WEEK,
    duration,
    full_year,
    month_end,
    month_of,
    quarter_before,
    read_date,
    read_heading,
    years_before,
)
from transforms.parse.prose import speech
from transforms.parse.words import dates

YEAR, QUARTER, QUARTERS = 12, 3, 4
MOST_BACK = 12
"""Quarters, or years: what is further back no release compares with."""
DAYS_OF_MONTH = 30.4
A_DAY = 0
LENGTHS = {"six": 6, "nine": 9, "twelve": YEAR, "half": 6}
QUARTER_NUMBER = re.compile(
    r"\b(?:(?:fiscal )?(?P<ahead>20\d\d) )?Q(?P<nth>[1-4])(?:[ '’]{1,2}(?:fiscal |FY)?(?P<year>(?:20)?\d\d))?(?![\w%])|"
    r"\b(?P<first>[1-4])Q(?:[ '’]?(?P<behind>(?:20)?\d\d))?(?![\w%])"
)
LAST_YEAR = re.compile(r"\b(?:the )?last (?:fiscal )?year\b|\b(?:a|one) year (?:ago|earlier|before)\b", re.IGNORECASE)
LAST_QUARTER = re.compile(r"\b(?:the )?last quarter\b|\bthree months (?:ago|earlier)\b", re.IGNORECASE)
DAY = re.compile(rf"\b{dates.MONTH}\.? (?:\d{{1,2}}, ?)?(?:19|20)\d\d\b", re.IGNORECASE)
YEAR_END = re.compile(r"\b(?:at )?(?:the )?(?:end of the )?(?:fiscal )?(?:quarter|year|period)[- ]end\b", re.IGNORECASE)
IN_YEAR = re.compile(r"\b(?:in|during|over) (?:the|this)(?: past| full| fiscal)? year\b(?! end)", re.IGNORECASE)
PATTERNS = (
    speech.LENGTH_ENDED,
    speech.TO_DATE_BEFORE,
    speech.TO_DATE,
    speech.PRIOR_YEAR,
    LAST_YEAR,
    speech.PREVIOUS_QUARTER,
    LAST_QUARTER,
    QUARTER_NUMBER,
    speech.NAMED_QUARTER,
    DAY,
    YEAR_END,
    IN_YEAR,
    speech.FISCAL_YEAR,
    speech.BARE_YEAR,
)
"""What names a period, each before what it may hold."""
BACK = (speech.TO_DATE_BEFORE, speech.PRIOR_YEAR, LAST_YEAR, speech.PREVIOUS_QUARTER, LAST_QUARTER)
"""What names a period only by another; no pattern is looked up by its hash, which goes over all of its code."""
TIMES = re.compile(rf"{speech.TIME.pattern}|\bQ[1-4]|\b[1-4]Q", re.IGNORECASE)
OF_FISCAL_YEAR = re.compile(r"\b(?:fiscal|full|year)(?: year)?,? $", re.IGNORECASE)
PARENTHESIS = re.compile(r"[()]")


class Span(NamedTuple):
    """Periods of so many months, or balances, that end about a day; of any length where ``months`` is None."""

    months: int | None
    end: date
    told: bool = True
    """Words say so: otherwise it is what a release speaks of that says nothing."""

    def holds(self, kind: str, end: date, months: int | None) -> bool:
        """A printed period is one of these."""
        near = abs((end - self.end).days) <= WEEK
        return near and (kind == "instant" or self.months is None or months == self.months)

    def year_earlier(self, years: int = 1) -> "Span":
        """The same so many years before."""
        end = years_before(Period("instant", None, self.end), years).end
        return self._replace(end=month_end(end) if self.end == month_end(self.end) else end)


class Mention(NamedTuple):
    """Where a sentence names a period, and with which words; ``depth`` counts the parentheses that it stands in."""

    start: int
    end: int
    match: re.Match[str]
    inside: tuple[int, int] | None
    """The parentheses around it."""

    @property
    def is_back(self) -> bool:
        """It names a period only by another one."""
        return self.match.re in BACK


def months_of(period: Period) -> int:
    """How many months it takes; a quarter of 13 weeks takes three."""
    if period.kind == "instant" or period.start is None:
        return A_DAY
    return period.months or round(((period.end - period.start).days + 1) / DAYS_OF_MONTH)


def parentheses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Those that open and close in ``text`` between ``start`` and ``end``."""
    opened: list[int] = []
    found: list[tuple[int, int]] = []
    for match in PARENTHESIS.finditer(text, start, end):
        if match[0] == "(":
            opened.append(match.start())
        elif opened:
            found.append((opened.pop(), match.end()))
    return sorted(found)


def within(position: int, pairs: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The innermost of ``pairs`` around ``position``."""
    around = [pair for pair in pairs[: bisect_right(pairs, (position, 0))] if position < pair[1]]
    return around[-1] if around else None


def mentions(text: str, start: int, end: int, pairs: Sequence[tuple[int, int]]) -> list[Mention]:
    """What names a period between ``start`` and ``end``, the longer where one is in another."""
    found: list[Mention] = []
    for pattern in PATTERNS if TIMES.search(text, start, end) else ():
        for match in pattern.finditer(text, start, end):
            if not any(one.start < match.end() and match.start() < one.end for one in found):
                found.append(Mention(match.start(), match.end(), match, within(match.start(), pairs)))
    return sorted(found, key=lambda one: one.start)


class Almanac(NamedTuple):
    """The release's own calendar, by which words become spans."""

    calendar: Calendar

    @property
    def own(self) -> Span:
        """The release's own quarter."""
        return Span(QUARTER, self.calendar.quarter.end)

    def is_now(self, span: Span) -> bool:
        """It ends with the release's own quarter."""
        return abs((span.end - self.calendar.quarter.end).days) <= WEEK

    @property
    def quarter_before(self) -> Span:
        """The one before that."""
        return Span(QUARTER, quarter_before(self.calendar.quarter).end)

    def is_later(self, mention: Mention) -> bool:
        """A day after the release's own quarter: that of the release, or one to come."""
        if mention.match.re is not DAY:
            return False
        span = self.span(mention, self.own)
        return span is None or (span.end - self.own.end).days > WEEK

    def span(self, mention: Mention, main: Span) -> Span | None:
        """What ``mention`` means where the sentence speaks of ``main``; None for what cannot be told or is to come."""
        match, pattern = mention.match, mention.match.re
        if pattern in (speech.PRIOR_YEAR, LAST_YEAR):
            return main.year_earlier()
        if pattern in (speech.PREVIOUS_QUARTER, LAST_QUARTER):
            return self.quarter_before
        if pattern is speech.BARE_YEAR:
            return self._year(match, main)
        told = (
            (speech.LENGTH_ENDED, self._ended),
            (speech.TO_DATE, self._to_date),
            (speech.TO_DATE_BEFORE, self._to_date),
            (QUARTER_NUMBER, self._numbered),
            (speech.NAMED_QUARTER, self._named),
            (DAY, self._day),
            (YEAR_END, self._at_end),
            (IN_YEAR, self._in_year),
            (speech.FISCAL_YEAR, self._long),
        )
        return next(read(match) for one, read in told if one is pattern)

    def _ended(self, match: re.Match[str]) -> Span | None:
        heading = read_heading(match[0])
        if heading.end is None:
            heading = read_heading(f"{match[0]}, {self.calendar.quarter.end.year}")
        period = duration(heading, ()) if heading.end and heading.has_length else None
        return Span(months_of(period), period.end) if period else None

    def _to_date(self, match: re.Match[str]) -> Span | None:
        told = speech.to_date(match, self.calendar)
        if told is None:
            return None
        number, back = told
        end = self.calendar.quarter_of(number, self.calendar.fiscal_year).end
        return Span(QUARTER * number, end).year_earlier(back)

    def _numbered(self, match: re.Match[str]) -> Span | None:
        return self._quarter(int(match["nth"] or match["first"]), match["ahead"] or match["year"] or match["behind"])

    def _named(self, match: re.Match[str]) -> Span | None:
        if not match["nth"]:
            return self.own
        return self._quarter(dates.ORDINALS[match["nth"].lower()], match["ahead"] or match["behind"])

    def _quarter(self, number: int, year: str | None) -> Span | None:
        calendar = self.calendar
        told = calendar.fiscal_year if year is None else full_year(year)
        back = (calendar.fiscal_year - told) * QUARTERS + calendar.fiscal_quarter - number
        if not 0 <= back <= MOST_BACK:
            return None
        if back % QUARTERS:
            return Span(QUARTER, calendar.quarter_of(number, told).end)
        return self.own.year_earlier(back // QUARTERS)

    def _day(self, match: re.Match[str]) -> Span | None:
        month = month_of(match[0])
        day = read_date(match[0]) or (month.end if month else None)
        return Span(A_DAY, day) if day else None

    def _at_end(self, _: re.Match[str]) -> Span:
        return Span(A_DAY, self.calendar.quarter.end)

    def _in_year(self, _: re.Match[str]) -> Span | None:
        return Span(YEAR, self.calendar.quarter.end) if self.calendar.fiscal_quarter == QUARTERS else None

    def _long(self, match: re.Match[str]) -> Span:
        words = match[0].lower()
        months = next((count for word, count in LENGTHS.items() if word in words), YEAR)
        if "to" in words:
            months = QUARTER * self.calendar.fiscal_quarter
        return Span(months, self.calendar.quarter.end)

    def _year(self, match: re.Match[str], main: Span) -> Span | None:
        year, calendar = int(match[0]), self.calendar
        if OF_FISCAL_YEAR.search(match.string, max(0, match.start() - len("fiscal year, ")), match.start()):
            told = (year, QUARTERS) <= (calendar.fiscal_year, calendar.fiscal_quarter)
            return Span(YEAR, calendar.year_of(year).end) if told else None
        back = main.end.year - year
        return main.year_earlier(back) if 0 <= back <= MOST_BACK else None
