"""The release's own quarter, as its tables print it, and which of a fiscal year it is."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from transforms.parse.grid import Period, PrintedTable
from transforms.parse.meaning import QUARTER_DAYS
from transforms.parse.named_periods import CUMULATIVE, DURATION_ONLY, Calendar, quarter_named
from transforms.parse.periods import DATE, Heading, calendar_start, duration, month_end, read_date
from transforms.parse.words import titling

WEEK = 7
QUARTERS = 4
WEEKS_OF_MONTH = 13 / 3
FISCAL_YEAR = re.compile(r"\bfiscal (?:year )?((?:19|20)\d\d)\b", re.IGNORECASE)


def calendar_of(
    tables: Sequence[PrintedTable],
    fiscal: tuple[int, int] | None,
    anchor: Calendar | None = None,
    ended: date | None = None,
    number: int | None = None,
) -> Calendar | None:
    """The release's own quarter with its fiscal name; without one in the text, that of the calendar year.

    ``number`` is which quarter of a year ended that day, where the text does not say of which.

    Where the fiscal quarters are the calendar's, so are the years: a text that speaks of another compares with it.
    """
    quarter = own_quarter(tables, ended)
    if quarter is None and anchor is not None:
        return replace(anchor, fiscal_year=fiscal[0], fiscal_quarter=fiscal[1]) if fiscal else anchor
    if quarter is None and fiscal is None:
        quarter = _named_beside_its_end(tables)
    if quarter is None and fiscal is not None:
        end = date(fiscal[0], 3 * fiscal[1], 28)
        quarter = duration(Heading(month_end(end), 3, None), ())
    if quarter is None:
        return None
    month = month_end(quarter.end)
    ours = month.year, (month.month + 2) // 3
    fiscal = fiscal or _fiscal_of_flows(tables, quarter, number if quarter.end == ended else None)
    if fiscal is not None and fiscal[1] != QUARTERS and _ends_years_alone(tables, quarter):
        quarter = Calendar(quarter, ends_year := month.year, QUARTERS).quarter_of(fiscal[1], max(fiscal[0], ends_year))
        return Calendar(quarter, *fiscal)
    year, which = ours if fiscal is None or fiscal[1] == ours[1] else fiscal
    return Calendar(quarter, year + _told_of_year_before(quarter, year, which), which)


def _ends_years_alone(tables: Sequence[PrintedTable], quarter: Period) -> bool:
    """Nothing but whole years ends with it: it is the last quarter of one, and not that of which the text speaks."""
    ending = [
        column.period
        for table in tables
        for column in table.columns
        if column.period and column.period.kind == "duration" and column.period.end == quarter.end
    ]
    return bool(ending) and all(period.months == CUMULATIVE[-1] for period in ending)


def _told_of_year_before(quarter: Period, year: int, number: int) -> bool:
    """The text names the quarter that this one is compared with: no year of that name has ``quarter`` in it.

    A fiscal year is called after the year in which it starts or ends.
    """
    end = month_end(quarter.end)
    index = end.year * 12 + end.month - 1
    names = {(index - 3 * number + 1) // 12, (index + 3 * (4 - number)) // 12}
    return year not in names and year + 1 in names


def _named_beside_its_end(tables: Sequence[PrintedTable]) -> Period | None:
    """The latest quarter that columns name, where the latest day of others, or of a title, ends it by the calendar."""
    columns = [column for table in tables for column in table.columns]
    named = [found for column in columns if (found := quarter_named(column.caption)) is not None]
    days = [column.period.end for column in columns if column.period and column.period.kind == "instant"]
    told = {read_date(match[0]) for table in tables for match in DATE.finditer(f"{table.title} {table.context}")}
    if not named:
        return None
    year, number = max(named)
    end = month_end(date(year, 3 * number, 28))
    ends = max(days) == end if days else end in told
    return duration(Heading(end, 3, None), ()) if ends else None


def _fiscal_of_flows(
    tables: Sequence[PrintedTable], quarter: Period, number: int | None = None
) -> tuple[int, int] | None:
    """The fiscal quarter that the longest flows up to its end make it, or the text.

    The year is called after its last day. Retailers whose year ends in January call it after its first, where no
    heading calls it after its last.
    """
    months = [
        column.period.months or round((column.period.weeks or 0) / WEEKS_OF_MONTH)
        for table in tables
        if table.statement in ("operations", "cash_flow", "segment")
        for column in table.columns
        if column.period and column.period.start and abs((column.period.end - quarter.end).days) <= WEEK
    ]
    longest = max((count for count in months if count in CUMULATIVE), default=3 * (number or 0))
    ends = calendar_start(month_end(quarter.end), longest - 11) if longest else None
    if ends is None:
        return None
    named = {match[1] for table in tables for column in table.columns for match in FISCAL_YEAR.finditer(column.caption)}
    by_first = ends.month == 1 and str(ends.year) not in named
    return ends.year - by_first, longest // 3


def own_quarter(tables: Sequence[PrintedTable], ended: date | None = None) -> Period | None:
    """The latest period of a quarter's length, or the last quarter of a longer one that ends later.

    Where no statement prints dates, ``ended`` is the last day of it, as the text says.
    """
    if ended is not None and tables and _telling(tables) is tables:
        return duration(Heading(ended, 3, None), balance_dates(tables))
    periods = [
        column.period
        for table in _telling(tables)
        for column in table.columns
        if column.period and column.period.kind == "duration"
    ]
    quarters = [period for period in periods if period.start and (period.end - period.start).days + 1 in QUARTER_DAYS]
    latest = max((period.end for period in periods), default=None)
    if latest is None or any((latest - period.end).days <= WEEK for period in quarters):
        return max(quarters, key=lambda period: period.end, default=None)
    return duration(Heading(max(period.end for period in periods), 3, None), balance_dates(tables))


def period_ends(tables: Sequence[PrintedTable]) -> tuple[set[date], date | None]:
    """The ends of all printed periods, and the latest that every primary statement reaches (guidance looks beyond)."""
    ends = [(table.statement, {column.period.end for column in table.columns if column.period}) for table in tables]
    latest = [max(found) for statement, found in ends if found and statement in titling.PRIMARY]
    return set().union(*(found for _, found in ends)), min(latest, default=None)


def _telling(tables: Sequence[PrintedTable]) -> Sequence[PrintedTable]:
    """The statements whose columns are durations, where there are any: other tables may print what is expected."""
    return [
        table for table in tables if table.statement in DURATION_ONLY and any(column.period for column in table.columns)
    ] or tables


def balance_dates(tables: Sequence[PrintedTable]) -> list[date]:
    """The dates that head balance sheets."""
    found = (
        read_date(column.caption) for table in tables if table.statement == "balance_sheet" for column in table.columns
    )
    return [day for day in found if day is not None]
