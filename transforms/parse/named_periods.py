"""What words say of time: lengths, ends, quarters and years, by the release's own fiscal calendar."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from transforms.parse.grid import Period
from transforms.parse.periods import (
    COMPARED,
    DASHED,
    DATE,
    DAY_FIRST,
    DAYS_LONG,
    ENDED,
    ISO,
    LENGTH,
    MONTH_SPAN,
    MONTHS_MARK,
    SLASHED,
    SPAN,
    WEEKS_OF_QUARTER,
    YEAR,
    Heading,
    calendar_start,
    day_of_year,
    duration,
    full_year,
    month_end,
    read_heading,
    without_year,
)
from transforms.parse.words import dates

DURATION_ONLY = frozenset({"operations", "cash_flow", "non_gaap_operations", "pro_forma_operations"})
"""Statements whose columns are durations: a bare date there leaves the period undecided."""
INSTANT_ONLY = frozenset({"balance_sheet"})
QUARTER_LABEL = re.compile(
    r"\b(?:Q([1-4])[ '’-]{0,2}(?:FY)?((?:19|20)?\d\d)|([1-4])Q[ '’-]?(?:FY)?((?:19|20)?\d\d)|(first|second|third|fourth|1st|2nd|3rd|4th)[ -](?:quarter|qtr\.?),?(?: of)?(?: fiscal)?(?: year)? ['’]?((?<=['’])\d\d|(?:19|20)\d\d))\b",
    re.IGNORECASE,
)
BARE_QUARTER = re.compile(
    r"\bQ([1-4])\b|\b([1-4])Q\b|\b(first|second|third|fourth|1st|2nd|3rd|4th)[ -](?:quarter|qtr)\b|\bqtr\.? ?([1-4])\b",
    re.IGNORECASE,
)
FULL_YEAR = re.compile(
    r"\bannual\b|\b(full|fiscal|twelve month)[ -]?(year)?s?\b|\byears?\b|\bFY ?'?\d\d", re.IGNORECASE
)
SHORT_YEAR = re.compile(r"\bFY ?['’]?(\d\d)\b(?!\d)", re.IGNORECASE)
"""A fiscal year cut short: "FY21" behind "4Q21"."""
WHOLE = re.compile(r"\btotal\b", re.IGNORECASE)
STATED_AT = re.compile(rf"\bas (?:of|at) ({DATE.pattern})(?<=\d\d\d\d)", re.IGNORECASE)
"""The day as of which a title says that its figures stand."""
QUARTER = 3
CUMULATIVE = (6, 9, 12)
"""Months from a fiscal year's start that a heading may name without a date."""
TO_DATE = re.compile(r"\byear[- ]to[- ]date\b|\bYTD\b", re.IGNORECASE)
REMAINDER = re.compile(
    r"\b(?:(?:remainder|rest|balance) of(?: fiscal)?(?: year)?|remaining) (?=(?:19|20)\d\d\b)", re.IGNORECASE
)
"""What lies ahead of a year: "For the Remainder of" over "2017"."""
OF_YEAR = re.compile(r"\b(?:(this|current)|last|prior|previous) (?:fiscal )?year\b", re.IGNORECASE)
"""A year that is told by when the release was written."""
NO_MEMBER = re.compile(
    rf"{DASHED.pattern}|{ISO.pattern}|{dates.MONTH}['’-]\d\d\b|{DATE.pattern}|{DAY_FIRST.pattern}|{SPAN.pattern}|{SLASHED.pattern}|{MONTHS_MARK.pattern}|{QUARTER_LABEL.pattern}|{BARE_QUARTER.pattern}|{SHORT_YEAR.pattern}|\b(19|20)\d\d\b|\b{dates.COUNT}[ -]?(fiscal )?(months?|mos?|weeks?|wks?|quarters?)\b( to\b)?|{DAYS_LONG.pattern}|"
    rf"^annual$|\b(year|quarter)[- ]to[- ]date\b|\b[QY]TD\b|\b(half[- ]?)?years? to\b(?! date)|\bfirst half\b|\bH[12]\b|\b[12]H\b|\b(fiscal |full[ -]|the |quarterly )?(quarters?|years?|periods?)(ly)?( to date)?\b|\bend(ed|ing|s)?\b|\bas (of|at)\b|\bat( or)?\b|\bfor( the)?\b|\(?\b(un)?audited\)?|"
    rf"\((\d{{1,2}}|[A-Za-z])\)|\*+|\bin (thousands|millions|billions)\b|\b{dates.MONTH}|\band\b|\bor\b|\b(as )?compared (to|with)\b|\btrends\b|\bfiscal\b|\btotal\b|\bFY\b|\b[LT]TM\b|\b(last|past|trailing)(?= {dates.COUNT} )|\(?\b(see )?notes?\b\)?|[(),:]|\bof\b|\bon\b|{OF_YEAR.pattern}|\b(the )?(remainder|rest) of\b",
    re.IGNORECASE,
)
"""What a heading says of period and audit, and so names no member."""
NAMES_PERIOD = re.compile(
    rf"\b(19|20)\d\d\b|{dates.MONTH}|\b(months?|weeks?|quarters?|ended|unaudited)\b|\bQ[1-4]\b|\b[1-4]Q|{SLASHED.pattern}",
    re.IGNORECASE,
)
BY_RATES = re.compile(r"\(?((?:using|at) .*\brates)\)?", re.IGNORECASE)
"""By whose rates of exchange a column is told: the quarter that it names is not its own."""
MARKS = re.compile(r"\((\d{1,2}|[A-Za-z])\)|\*+|[,:]")
"""What stands beside the words of a member and is none of them."""
ENCLOSED = re.compile(r"\(([^()]*)\)")


@dataclass(frozen=True, slots=True)
class Calendar:
    """The release's own quarter and what the issuer calls it: the anchor of every other fiscal quarter."""

    quarter: Period
    fiscal_year: int
    fiscal_quarter: int

    def quarter_of(self, number: int, year: int) -> Period:
        """Fiscal quarter ``number`` of ``year``: by months, or by 13 weeks where quarters end on weekdays."""
        back = (self.fiscal_year - year) * 4 + self.fiscal_quarter - number
        end = self.quarter.end
        if end == month_end(end):
            index = end.year * 12 + end.month - 1 - 3 * back
            return duration(Heading(month_end(date(index // 12, index % 12 + 1, 15)), 3, None), ())
        end -= timedelta(days=91 * back)
        return Period("duration", end - timedelta(days=90), end, 3, None, "weeks")

    def year_of(self, year: int) -> Period:
        """The fiscal year ``year``."""
        end = self.quarter_of(4, year).end
        start = self.quarter_of(1, year).start
        return Period(
            "duration", start if end != month_end(end) else calendar_start(end, 12), end, 12, None, "calendar_month"
        )

    def to_date(self, number: int, year: int) -> Period:
        """From the fiscal year's start to the end of its quarter ``number``."""
        return self.quarter_of(1, year)._replace(end=self.quarter_of(number, year).end, months=3 * number)

    def rest_of(self, year: int) -> Period | None:
        """What is left of its fiscal year behind the release's quarter; of another year nothing is."""
        start, end = self.quarter.end + timedelta(days=1), self.year_of(self.fiscal_year).end
        left = CUMULATIVE[-1] - QUARTER * self.fiscal_quarter
        return Period("duration", start, end, left) if year == self.fiscal_year and left else None

    def months_to(self, end: date) -> int:
        """Months from the start of its fiscal year to ``end``, which closes a quarter."""
        own, other = month_end(self.quarter.end), month_end(end)
        back = (own.year - other.year) * 12 + own.month - other.month
        return (3 * self.fiscal_quarter - back - 1) % 12 + 1


def besides_period(part: str) -> str:
    """What ``part`` names besides a period; all of it, where it names no date and no length ("Cost of Funds")."""
    if by_rates := BY_RATES.fullmatch(part):
        return by_rates[1]
    left = NO_MEMBER.sub(" ", part)
    if not re.search(r"[A-Za-z$%]", left):
        return ""
    return left if NAMES_PERIOD.search(part) else besides_marks(part)


def besides_marks(part: str) -> str:
    """``part`` as printed, "Premium (Discount)", without marks, and without parentheses that hold all or are open."""
    left = MARKS.sub(" ", part).strip()
    if left.count("(") != left.count(")"):
        return left.replace("(", " ").replace(")", " ")
    enclosed = ENCLOSED.fullmatch(left)
    return enclosed[1] if enclosed else left


def period_of(
    text: str, context: str, statement: str, dates: tuple[date, ...], calendar: Calendar | None
) -> Period | None:
    """The period that a heading names, helped out by the table's title and the fiscal calendar."""
    heading = read_heading(text)
    labelled = _labelled(text, context, calendar) if heading.end is None and calendar is not None else None
    if labelled is not None or (heading.end is None and calendar is None and QUARTER_LABEL.search(text)):
        return labelled  # only the fiscal calendar tells
    around = read_heading(context)
    end = heading.end or _completed(text, context, around)
    if end is None:
        return _titled(context, calendar) if calendar is not None and not names_period(text) else None
    heading = heading._replace(end=end)
    if not heading.has_length and statement not in INSTANT_ONLY and TO_DATE.search(text):
        return _to_date(end, calendar, dates)
    if (
        not heading.has_length
        and statement not in INSTANT_ONLY
        and (statement in DURATION_ONLY or not names_instant(text))
        and around.has_length
    ):
        heading = heading._replace(months=around.months, weeks=around.weeks)
    if not heading.has_length and statement not in INSTANT_ONLY and _titles_quarter(text, context):
        heading = heading._replace(months=QUARTER)
    if heading.has_length:
        return duration(heading, dates)
    if statement in DURATION_ONLY or (ENDED.search(text) and statement not in INSTANT_ONLY):
        return None
    return Period("instant", None, end)


def _to_date(end: date, calendar: Calendar | None, dates: tuple[date, ...]) -> Period | None:
    """From the start of a fiscal year, which only the calendar tells."""
    return None if calendar is None else duration(Heading(end, calendar.months_to(end), None), dates)


def names_instant(text: str) -> bool:
    """It says that something stands at a day."""
    return re.search(r"\bas (of|at)\b|\bat\b", text, re.IGNORECASE) is not None


def _completed(text: str, context: str, around: Heading) -> date | None:
    """A month and day from one side with the year from the other; nothing named at all takes the title's date."""
    year = last_match(YEAR, text)
    if REMAINDER.search(text):
        return None
    if year and not DATE.search(text):
        day = day_of_year(context, year[1])
        return read_heading(f"{day}, {year[1]}").end if day else None
    if DATE.search(text) and not year:
        years = YEAR.findall(context)
        return read_heading(f"{without_year(text)}, {years[0]}").end if len(set(years)) == 1 else None
    if DATE.search(text) or (LENGTH.search(text) and len(YEAR.findall(context)) != 1):
        return None
    stated = STATED_AT.search(context)
    return read_heading(stated[1]).end if stated else around.end


def _labelled(text: str, context: str, calendar: Calendar) -> Period | None:
    """What a fiscal label names, by the weeks that stand beside it: "Second Quarter" over "(13 Weeks)"."""
    period = _named(text, context, calendar)
    weeks = read_heading(text).weeks if period is not None else None
    return period if period is None or weeks is None else duration(Heading(period.end, None, weeks), ())


def _named(text: str, context: str, calendar: Calendar) -> Period | None:
    """Fiscal labels: ``2Q21``, ``Q1 2011``, ``Fiscal 2014 > Q3``, ``Full year 2021``."""
    label, year = last_match(QUARTER_LABEL, text), last_match(YEAR, text) or _only_year(text, context)
    period: Period | None
    if label:
        groups = label.groups()
        number = int(groups[0] or groups[2] or dates.ORDINALS[(groups[4] or "").lower()])
        of_year = full_year(groups[1] or groups[3] or groups[5])
        to_date = TO_DATE.search(text) is not None
        period = (
            calendar.to_date(number, of_year) if to_date else _to_quarter(read_heading(text), number, of_year, calendar)
        )
    elif year and TO_DATE.search(text) and (bare := BARE_QUARTER.search(text)):
        period = calendar.to_date(number_of(bare), int(year[1]))
    elif year and (bare := BARE_QUARTER.search(text) or _quarter_over_years(text, context)):
        period = calendar.quarter_of(number_of(bare), int(year[1]))
    elif year and TO_DATE.search(f"{text} {context}"):
        period = calendar.to_date(calendar.fiscal_quarter, int(year[1]))
    elif year and (weeks := read_heading(text).weeks) and not DATE.search(f"{text} {context}"):
        period = _in_weeks(weeks, int(year[1]), calendar)
    elif year and read_heading(text).months == QUARTER and not DATE.search(f"{text} {context}"):
        period = calendar.quarter_of(calendar.fiscal_quarter, int(year[1]))
    elif year and read_heading(text).months in CUMULATIVE and not DATE.search(f"{text} {context}"):
        period = calendar.to_date((read_heading(text).months or 0) // 3, int(year[1]))
    elif year and (REMAINDER.search(text) or _is_whole_year(text, context)):
        period = calendar.rest_of(int(year[1])) if REMAINDER.search(text) else calendar.year_of(int(year[1]))
    elif (short := SHORT_YEAR.search(text)) and not LENGTH.search(text):
        bare, of_year = BARE_QUARTER.search(text), full_year(short[1])
        period = calendar.quarter_of(number_of(bare), of_year) if bare else calendar.year_of(of_year)
    else:
        return None
    return period


def _in_weeks(weeks: int, year: int, calendar: Calendar) -> Period | None:
    """So many weeks of a year, without a day, that end with the release's quarter: it, or all of the year up to it."""
    quarters = round(weeks / WEEKS_OF_QUARTER)
    if quarters not in {1, calendar.fiscal_quarter}:
        return None
    end = calendar.quarter_of(calendar.fiscal_quarter, year).end
    return duration(Heading(end, None, weeks), ())


def _to_quarter(heading: Heading, number: int, year: int, calendar: Calendar) -> Period:
    """Quarter ``number`` of ``year``, or the longer time that ends with it: "Q4'18" below "Twelve Months Ended"."""
    if heading.months == 3 * number:
        return calendar.to_date(number, year)
    quarter = calendar.quarter_of(number, year)
    longer = heading.months in CUMULATIVE
    return duration(Heading(quarter.end, heading.months, None), ()) if longer else quarter


def quarter_named(text: str) -> tuple[int, int] | None:
    """Year and number of the quarter that a heading names, as "2002" over "Third Quarter"; None for another."""
    year, quarter = last_match(YEAR, text), BARE_QUARTER.search(text)
    return None if year is None or quarter is None else (int(year[1]), number_of(quarter))


def number_of(quarter: re.Match[str]) -> int:
    """The number that a bare quarter says: 3 of "Q3", "3Q" or "Third Quarter"."""
    return int(quarter[1] or quarter[2] or quarter[4] or dates.ORDINALS[(quarter[3] or "").lower()])


def _only_year(text: str, context: str) -> re.Match[str] | None:
    """The year that a title without a day names alone, for "Q1" or "Total" below it."""
    if not (BARE_QUARTER.search(text) or WHOLE.fullmatch(text.strip())) or DATE.search(context):
        return None
    return last_match(YEAR, context) if len(set(YEAR.findall(context))) == 1 else None


def _quarter_over_years(text: str, context: str) -> re.Match[str] | None:
    """The one quarter that stands over columns of years: "Q2" over "2004" and "2003", or "2004 Amount"."""
    if not YEAR.match(text.strip()) or DATE.search(text) or LENGTH.search(text) or FULL_YEAR.search(text):
        return None
    named = {match[0].casefold(): match for match in BARE_QUARTER.finditer(context)}
    return named.popitem()[1] if len(named) == 1 and not DATE.search(context) and not YEAR.search(context) else None


def _titles_quarter(text: str, context: str) -> bool:
    """A year alone below the one quarter that a title names, which says on what day it ended."""
    named = {match[0].casefold() for match in BARE_QUARTER.finditer(context)}
    lone = YEAR.search(text) is not None and not any(
        pattern.search(text) for pattern in (DATE, LENGTH, BARE_QUARTER, FULL_YEAR)
    )
    return len(named) == 1 and lone and not names_instant(f"{text} {context}")


def _titled(context: str, calendar: Calendar) -> Period | None:
    """The one quarter that the table's title names, whatever it compares it with."""
    context = COMPARED.split(context)[0]
    labels = {match[0].casefold() for match in QUARTER_LABEL.finditer(context)}
    return _labelled(context, "", calendar) if len(labels) == 1 else None


def last_match(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The innermost of the captions that match: "9M 2013" below "Nine Months 2014"."""
    return next(reversed(list(pattern.finditer(text))), None)


def _is_whole_year(text: str, context: str) -> bool:
    """As "Full year 2021", or "Total" behind the quarters of a year, with nothing around that says another length."""
    if LENGTH.search(f"{text} {context}") or DATE.search(text):
        return False
    return FULL_YEAR.search(text) is not None or (WHOLE.search(text) is not None and not DATE.search(context))


@lru_cache(maxsize=10_000)
def names_period(text: str) -> bool:
    """Whether ``text`` names a day, a year, a length or a quarter."""
    return any(
        pattern.search(text)
        for pattern in (
            DATE,
            YEAR,
            LENGTH,
            MONTH_SPAN,
            SLASHED,
            DASHED,
            QUARTER_LABEL,
            BARE_QUARTER,
            SHORT_YEAR,
            TO_DATE,
        )
    )
