"""Headings to periods: what length, which end, and where a start that is not printed comes from."""

import calendar
import re
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from transforms.parse.grid import Period
from transforms.parse.words.dates import COUNT, COUNTS, MONTH, MONTHS
from transforms.parse.words.headings import CHANGE_HEADING

DATE = re.compile(
    rf"\b({MONTH})\s*(\d{{1,2}})(?:st|nd|rd|th)?\b(?!\s*(?:months?|weeks?)\b)(?:\s*,?\s*((?:19|20)\d\d)\b)?",
    re.IGNORECASE,
)
END_DAY = re.compile(rf"\bend(?:ed|ing):?\s+(?=\w){DATE.pattern}", re.IGNORECASE)
"""The day on which a period is said to end."""
JOINED_DAY = re.compile(
    rf"(?<=\d\d\d\d),? (?:and|&|compared (?:to|with)|versus|vs\.?) (?=\w){DATE.pattern}", re.IGNORECASE
)
"""A day that goes on behind another: "December 29, 2002 and December 30, 2001"."""
DAY_FIRST = re.compile(rf"\b(\d{{1,2}})\s+({MONTH})\s*,?\s*((?:19|20)\d\d)\b", re.IGNORECASE)
DAY_OF_MONTH = re.compile(rf"\b(\d{{1,2}}) ({MONTH})(?!\s*,?\s*(?:19|20)\d\d)", re.IGNORECASE)
"""A day before its month, whose year stands elsewhere: "30 September"."""
SLASHED = re.compile(r"(?=\d)(?<![\d/])(\d{1,2})[/.](\d{1,2})[/.]((?:19|20)?\d\d)(?![\d/])")
DASHED = re.compile(rf"\b(\d{{1,2}})-({MONTH})-((?:19|20)?\d\d)\b", re.IGNORECASE)
"""``30-Jun-04``."""
ISO = re.compile(r"\b((?:19|20)\d\d)-(\d\d)-(\d\d)\b")
MONTH_YEAR = re.compile(rf"\b({MONTH})(?:\s*,?\s*((?:19|20)\d\d)|['’-](\d\d))\b", re.IGNORECASE)
FULL_DAYS = ((SLASHED, (3, 1, 2)), (DASHED, (3, 2, 1)), (ISO, (1, 2, 3)), (DAY_FIRST, (3, 2, 1)))
"""Ways to write a day in full, each with the groups of its year, month and day."""
YEAR = re.compile(r"(?<![\d,.])((?:19|20)\d\d)(?!\d|,\d)")
DAYS_LONG = re.compile(r"\((\d{2,3}) days\)", re.IGNORECASE)
"""How many days a period has, below what it is called and its end."""
LENGTH = re.compile(rf"\b({COUNT})[ -]?(?:fiscal )?(month|mo|week|wk)s?\b", re.IGNORECASE)
HALF = re.compile(r"\bhalf[- ]?year\b|\bfirst half\b|\b1H(?= ?['’]?(?:19|20)?\d\d)|\bH1\b", re.IGNORECASE)
TRAILING_YEAR = re.compile(r"\b[LT]TM\b")
"""The last twelve months."""
MONTHS_MARK = re.compile(r"\b(3|6|9|12)M(?= ?['’]?(?:19|20)?\d\d\b)")
"""Months as issuers cut them short: ``9M 2014``."""
SPAN = re.compile(r"(?<![\d/])(\d{1,2})/1\s*[-–]\s*(\d{1,2})/(\d{1,2})/?\s*((?:19|20)\d\d)\b")
"""First and last day of whole months: ``1/1 – 9/30/2014``."""
MONTH_SPAN = re.compile(rf"\b({MONTH})\s?[-–]\s?({MONTH})(?![-’'\w]| ?\d{{1,2}}\b)", re.IGNORECASE)
"""First and last of whole months: ``Jul-Sep`` beside a year."""
DAYS = re.compile(
    rf"({MONTH})\s*(\d{{1,2}})(?:\s*,?\s*((?:19|20)\d\d))?\s*(?:[-–—]|to|through)\s*(?:({MONTH})\s*)?(\d{{1,2}})\s*,?\s*((?:19|20)\d\d)",
    re.IGNORECASE,
)
"""First and last day of a stretch: ``July 1 - July 31, 2022``."""
WHOLE_MONTH = re.compile(
    rf"(?:(?:for )?the )?(?:month of )?({MONTH}\s*,?\s*(?:19|20)\d\d|{MONTH}['’-]\d\d)", re.IGNORECASE
)
QUARTERS_ENDED = re.compile(rf"\b({COUNT}) quarters end", re.IGNORECASE)
TO_DAY = rf"to (?=(?:the )?(?:{MONTH}|\d))"
"""How a stretch says its last day: "Year to December 31", and not "Years to maturity"."""
QUARTER_ENDED = re.compile(rf"\b(?:quarters?|qtrs?\.?)(?:ly period)? (?:end|{TO_DAY})", re.IGNORECASE)
QUARTER_TO_DATE = re.compile(r"\bQTD\b|\bquarter[- ]to[- ]date\b", re.IGNORECASE)
MONTH_ENDED = re.compile(r"\bmonth end(?:ed|ing)\b", re.IGNORECASE)
YEAR_ENDED = re.compile(rf"\b(fiscal )?years? (?:end|{TO_DAY})", re.IGNORECASE)
NAMED_LENGTHS = (
    (TRAILING_YEAR, 12),
    (HALF, 6),
    (QUARTER_ENDED, 3),
    (QUARTER_TO_DATE, 3),
    (YEAR_ENDED, 12),
    (MONTH_ENDED, 1),
)
"""Lengths that a heading names without a number, first match wins, in months."""
ENDED = re.compile(r"\b(ended|ending|(?:months?|weeks?|quarter|year) to(?! date))\b", re.IGNORECASE)

OPENS = r"(?:\b(?:for the )?period )?(?:\b(?:from|beginning|commencing)(?: and including)? )?"
SINCE = r",? \(?(?:date of )?inception\)?"
BETWEEN = re.compile(
    rf"(?P<opens>{OPENS})(?P<first>{DATE.pattern})(?P<inception>{SINCE})?,? ?"
    rf"(?P<joint>\bthrough|\bthru|\bto|\buntil|[-–—]) ?(?P<last>{DATE.pattern})(?<=\d{{4}})",
    re.IGNORECASE,
)
"""A stretch that is headed by its first and last day: since a company's inception, before and after it was bought."""

COMPARED = re.compile(r"\b(?:as )?compared (?:to|with)\b|\bversus\b|\bvs\.? ", re.IGNORECASE)
"""What stands before it is the period, what stands behind it another that is compared with it."""

WEEKS_OF_QUARTER = 13
WEEK = 7
"""Days by which a year of 53 weeks moves the same quarter."""
MONTH_END_SLACK = 7
"""A 52/53-week period ends within a week of the month's end."""


class Heading(NamedTuple):
    """What a column heading says before a start date is worked out."""

    end: date | None
    months: int | None
    weeks: int | None

    @property
    def has_length(self) -> bool:
        """The heading names a duration."""
        return self.months is not None or self.weeks is not None


def count(word: str) -> int:
    """``three`` or ``13`` as a number."""
    return COUNTS[word.lower()] if word.lower() in COUNTS else int(word)


def month_number(word: str) -> int:
    """``Sept.`` as 9."""
    return MONTHS[word.rstrip(".").lower()]


@lru_cache(maxsize=10_000)
def read_heading(text: str) -> Heading:
    """Length and end date that ``text`` names; what it does not name is None."""
    months = weeks = None
    own, compared, _ = text.partition(found[0]) if (found := COMPARED.search(text)) else (text, "", "")
    if compared and read_date(own) is not None:
        text = own
    if span := SPAN.search(text):
        end = calendar_day(int(span[4]), int(span[2]), int(span[3]))
        return Heading(end, int(span[2]) - int(span[1]) + 1, None)
    if ("-" in text or "–" in text) and (named := MONTH_SPAN.search(text)) and (year := YEAR.search(text)):
        first, last = month_number(named[1]), month_number(named[2])
        end = date(int(year[1]), last, calendar.monthrange(int(year[1]), last)[1])
        return Heading(end, (last - first) % 12 + 1, None)
    if length := LENGTH.search(text):
        if length[2].lower().startswith("mo"):
            months = count(length[1])
        else:
            weeks = count(length[1])
    elif marked := MONTHS_MARK.search(text):
        months = int(marked[1])
    elif quarters := QUARTERS_ENDED.search(text):
        months = 3 * count(quarters[1])
    else:
        months = next((named for pattern, named in NAMED_LENGTHS if pattern.search(text)), None)
    if months is not None and (days := DAYS_LONG.search(text)) and (told := _weeks_off(int(days[1]), months)):
        months, weeks = None, told
    return Heading(read_date(text), months, weeks)


def _weeks_off(days: int, months: int) -> int | None:
    """The weeks of a period that has others than 13 for every three months: a "Quarter" of "(112 days)"."""
    weeks, left = divmod(days, WEEK)
    return weeks if not left and 3 * weeks != WEEKS_OF_QUARTER * months else None


def between_days(text: str) -> Period | None:
    """The days of "Period from July 14, 2020 through September 30, 2020"; None for another heading.

    Whole months are told as such. Two days of a comparison are none ("Change, March 31 to June 30, 2020").
    """
    match = BETWEEN.search(text)
    if match is None or CHANGE_HEADING.search(text):
        return None
    last = read_date(match["last"])
    first = read_date(match["first"]) or (read_date(f"{match['first']}, {last.year}") if last else None)
    if last is None or first is None or first >= last:
        return None
    told = match["opens"] or match["inception"] or match["joint"].lower().startswith("thr")
    return stretch(first, last) if told or first.day == 1 else None


def day_range(text: str) -> Period | None:
    """The days from the first to the last that ``text`` is, both printed; None for another text."""
    found = DAYS.fullmatch(text.strip())
    if found is None:
        return None
    year = int(found[6])
    last = calendar_day(year, month_number(found[4] or found[1]), int(found[5]))
    first = calendar_day(int(found[3] or year), month_number(found[1]), int(found[2]))
    return None if first is None or last is None or first > last else stretch(first, last)


def stretch(first: date, last: date) -> Period:
    """From the first day to the last, in months where these are whole ones."""
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    whole = first.day == 1 and last == month_end(last)
    return Period("duration", first, last, months if whole else None)


def month_of(text: str) -> Period | None:
    """The calendar month that ``text`` is; None for another text."""
    found = WHOLE_MONTH.fullmatch(text.strip())
    end = read_date(found[1]) if found else None
    return duration(Heading(end, 1, None), ()) if end is not None else None


def read_date(text: str) -> date | None:
    """The last full date of ``text``; a month and day may take a year that stands elsewhere in it."""
    for pattern, (at_year, at_month, at_day) in FULL_DAYS:
        if full := pattern.search(text):
            number = int(full[at_month]) if full[at_month].isdigit() else month_number(full[at_month])
            in_year, day = full_year(full[at_year]), int(full[at_day])
            return calendar_day(in_year, number, day) or calendar_day(in_year, day, number)
    found = list(DATE.finditer(text))
    if not found and (monthly := MONTH_YEAR.search(text)):
        year, month = full_year(monthly[2] or monthly[3]), month_number(monthly[1])
        return date(year, month, calendar.monthrange(year, month)[1])
    if not found:
        return None
    last = found[-1]
    of_year = last[3] or next((match[1] for match in YEAR.finditer(text)), None)
    return calendar_day(int(of_year), month_number(last[1]), int(last[2])) if of_year else None


def balance_day(label: str) -> date | None:
    """The one day, year and all, of which a label tells a balance; None for the end of some time."""
    days = [match for match in DATE.finditer(label) if match[3]]
    return read_date(label) if len(days) == 1 and not ENDED.search(label) else None


def eve(day: date) -> date:
    """The day of which a balance is told that opens a period: the one before the first of a month."""
    return day - timedelta(days=1) if day.day == 1 else day


def month_first(text: str) -> str:
    """``text`` with days that stand before their month behind it."""
    return DAY_OF_MONTH.sub(r"\2 \1", text)


def full_year(text: str) -> int:
    """``21`` as 2021, ``1998`` as it stands."""
    return int(text) if len(text) > 2 else (1900 if int(text) > 80 else 2000) + int(text)  # noqa: PLR2004


def day_of_year(text: str, year: str) -> str | None:
    """The month and day that ``text`` names for ``year``, where it dates several years; else its last ones.

    Where it says on which days periods end, other days date the text itself, unless they are joined to these.
    """
    ends = list(END_DAY.finditer(text))
    days = ends or list(DATE.finditer(text))
    joined = JOINED_DAY.finditer(text) if ends else ()
    dated = {f"{match[1]} {match[2]}" for match in (*days, *joined) if match[3] == year}
    return dated.pop() if len(dated) == 1 else f"{days[-1][1]} {days[-1][2]}" if days else None


def without_year(text: str) -> str | None:
    """The last month and day of ``text``."""
    found = list(DATE.finditer(text))
    return f"{found[-1][1]} {found[-1][2]}" if found else None


def calendar_day(year: int, month: int, day: int) -> date | None:
    """That day, or None where the calendar has none such."""
    valid = 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]  # noqa: PLR2004
    return date(year, month, day) if valid else None


def month_end(day: date) -> date:
    """The last day of the month that ``day`` closes: its own, or the one before for the first days of a month."""
    if day.day <= MONTH_END_SLACK:
        day = day.replace(day=1) - timedelta(days=1)
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def calendar_start(end: date, months: int) -> date:
    """First day of ``months`` whole months that end with the month of ``end``."""
    index = end.year * 12 + end.month - months
    return date(index // 12, index % 12 + 1, 1)


def duration(heading: Heading, balance_dates: Iterable[date]) -> Period:
    """The period of a heading with a length and an end.

    The start comes from the weeks, from the day after a printed balance date, or from the calendar, in this order
    (a quarter that ends off the month's end is one of a 52/53-week year).
    """
    end = heading.end
    assert end is not None
    assert heading.has_length
    if heading.weeks is not None:
        start = end - timedelta(days=7 * heading.weeks - 1)
        return Period("duration", start, end, None, heading.weeks, "weeks")
    months = heading.months or 0
    if end == month_end(end):
        return Period("duration", calendar_start(end, months), end, months, None, "calendar_month")
    return of_weeks(end, months, balance_dates)


def of_weeks(end: date, months: int, balance_dates: Iterable[date]) -> Period:
    """The period of so many months of a 52/53-week year, 13 weeks for every three, or since the balance before it."""
    guess = calendar_start(month_end(end), months)
    near = [
        day + timedelta(days=1)
        for day in balance_dates
        if abs((day + timedelta(days=1) - guess).days) <= MONTH_END_SLACK
    ]
    if near:
        return Period(
            "duration", min(near, key=lambda day: abs((day - guess).days)), end, months, None, "previous_period"
        )
    start = end - timedelta(days=round(months * 13 / 3) * 7 - 1)
    return Period("duration", start, end, months, None, "weeks")


def opening(period: Period) -> Period:
    """The instant of a balance at the beginning of ``period``: the day before it starts."""
    assert period.start is not None
    return Period("instant", None, period.start - timedelta(days=1))


def closing(period: Period) -> Period:
    """The instant of a balance at the end of ``period``."""
    return Period("instant", None, period.end)


def years_before(period: Period, years: int) -> Period:
    """The same period so many years earlier."""
    for _ in range(years):
        period = year_before(period)
    return period


def year_before(period: Period) -> Period:
    """The same period a year earlier, by the calendar where it is whole months of that, else by 52 weeks."""
    if period.kind == "instant":
        return period._replace(end=_year_back(period.end))
    assert period.start is not None
    whole = period.months is not None and period.start == calendar_start(period.end, period.months)
    if period.months is not None and whole and period.end == month_end(period.end):
        end = month_end(_year_back(period.end))
        return period._replace(start=calendar_start(end, period.months), end=end)
    return period._replace(start=period.start - timedelta(days=364), end=period.end - timedelta(days=364))


def in_year(period: Period, year: int) -> Period:
    """The same period of an earlier year, that in which it ends."""
    while period.end.year > year:
        period = year_before(period)
    return period


def nearest(period: Period, printed: Iterable[Period | None]) -> Period:
    """``period``, or where no column prints it, the only printed one whose ends are within a week of its.

    A year before is 52 weeks before, or 53; a quarter that is headed June 30 may close on June 28.
    """
    alike = {one[:3]: one for one in printed if one is not None and one.kind == period.kind}
    if period[:3] in alike:
        return period
    near = [
        one for one in alike.values() if _apart(one.start, period.start) <= WEEK and _apart(one.end, period.end) <= WEEK
    ]
    return near[0] if len(near) == 1 else period


def _apart(one: date | None, other: date | None) -> int:
    """Days between two dates; instants have no start."""
    return abs((one - other).days) if one is not None and other is not None else 0


def quarter_before(quarter: Period) -> Period:
    """The quarter that ends the day before ``quarter`` starts."""
    assert quarter.start is not None
    return duration(Heading(quarter.start - timedelta(days=1), 3, None), ())


def _year_back(day: date) -> date:
    return day.replace(year=day.year - 1, day=28 if (day.month, day.day) == (2, 29) else day.day)
