"""Periods that the lines name and the columns leave open: shares bought back by quarter, measures year by year."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from transforms.parse.grid import Period, PrintedTable, Row
from transforms.parse.named_periods import (
    BARE_QUARTER,
    NO_MEMBER,
    Calendar,
    names_period,
    number_of,
    period_of,
)
from transforms.parse.periods import (
    ENDED,
    MONTH_ENDED,
    YEAR,
    Heading,
    balance_day,
    day_range,
    duration,
    eve,
    month_end,
    month_of,
    read_heading,
    stretch,
    without_year,
)
from transforms.parse.words import dates, headings, items

LEADING_YEAR = re.compile(r"((?:19|20)\d\d)\b")
SAYS_MORE = re.compile(r"[A-Za-z$%]")
STANDS = re.compile(r"(?:as of|at)\b", re.IGNORECASE)
SUMS_UP = re.compile(r"(?:grand )?totals?\W*", re.IGNORECASE)
MONTHS_OF_YEAR = 12
MID_MONTH = 15
FEWEST = 2
"""One line may be called after a period by chance."""


def date_by_labels(table: PrintedTable, balance_dates: Sequence[date], calendar: Calendar | None) -> None:
    """Give the lines the periods that they are called after, where the headings of the columns name none."""
    if any(names_period(column.caption) for column in table.columns):
        _lend_years(table, balance_dates)
        _end_with_own(table, balance_dates, calendar)
        _span(table, balance_dates)
        return
    if between := _between_balances(table):
        for column in table.columns:
            column.period = between
        return
    if _date_by_balances(table):
        return
    if _date_by_headings(table, calendar):
        return
    named = {row.line_number: period for row in table.data_rows if (period := _period_of_line(row, calendar))}
    others = [row for row in table.data_rows if row.line_number not in named]
    known = (SUMS_UP.fullmatch(row.label) or items.COMPARES.fullmatch(row.label) for row in others)
    if len(named) < FEWEST or not all(known):
        return
    for column in table.columns:
        column.period = max(named.values(), key=lambda period: period.end)
        if column.role == "change" and not headings.CHANGE_HEADING.search(column.caption.replace("%", " ")):
            column.role = "value"  # a share of the same line: what it compares would stand in a line of its own
    above: list[Period] = []
    for row in table.data_rows:
        own = named.get(row.line_number)
        row.period = own or (None if items.COMPARES.fullmatch(row.label) else _whole(above))
        above = [*above, own] if own else []


def _date_by_headings(table: PrintedTable, calendar: Calendar | None) -> bool:
    """Lines below headings that name nothing but a period are of it, if all stand below such: hedges year by year."""
    current: Period | None = None
    named: list[tuple[Row, Period]] = []
    for row in table.rows:
        if row.kind == "heading":
            current = _period_of_line(row, calendar) or current
        elif current is None:
            return False
        else:
            named.append((row, _part_of(row.label, current, calendar) or current))
    for row, period in named:
        row.period = period
    for column in table.columns if named else ():
        column.period = named[0][1]
    return bool(named)


def _part_of(label: str, whole: Period, calendar: Calendar | None) -> Period | None:
    """The month or the quarter of a year that a line below it is called after: "May", "Second quarter"."""
    name = label.strip(" .:").lower()
    if calendar is None or whole.start is None or whole.months != MONTHS_OF_YEAR:
        return None
    if quarter := BARE_QUARTER.fullmatch(name):
        quarters = [calendar.quarter_of(number_of(quarter), year) for year in (whole.start.year, whole.end.year)]
        return next((one for one in quarters if one.start and whole.start <= one.start and one.end <= whole.end), None)
    if name not in dates.MONTHS:
        return None
    ends = [month_end(date(year, dates.MONTHS[name], MID_MONTH)) for year in (whole.start.year, whole.end.year)]
    end = next((end for end in ends if whole.start < end <= whole.end), None)
    return duration(Heading(end, 1, None), ()) if end else None


def _between_balances(table: PrintedTable) -> Period | None:
    """From the day of the balance that opens a roll-forward to that which closes it, in whole months."""
    days = [day for row in table.data_rows if (day := balance_day(row.label)) is not None]
    if len(days) != FEWEST or days[0] >= days[1] or balance_day(table.data_rows[0].label) != days[0]:
        return None
    days[0] = eve(days[0])
    months = (days[1].year - days[0].year) * 12 + days[1].month - days[0].month
    whole = all(day == month_end(day) for day in days)
    return duration(Heading(days[1], months, None), ()) if whole else None


def _date_by_balances(table: PrintedTable) -> bool:
    """Lines of a statement of equity are of the time between the dated balances around them, one after the other."""
    rows = table.data_rows
    days = {place: day for place, row in enumerate(rows) if (day := balance_day(row.label)) is not None}
    if table.statement != "equity" or len(days) <= FEWEST or not {0, len(rows) - 1} <= days.keys():
        return False
    stretches: dict[int, Period] = {}
    for first, last in pairwise(days):
        opens = eve(days[first])
        if last > first + 1:
            stretches[first] = stretch(opens + timedelta(days=1), days[last])
        if days[first] != opens:
            days[first] = opens
    if any(one.start is None or one.start > one.end for one in stretches.values()) or not stretches:
        return False
    current = Period("instant", None, days[0])
    for place, row in enumerate(rows):
        current = stretches.get(place, current)
        row.period = Period("instant", None, days[place]) if place in days else current
    for column in table.columns:
        column.period = list(stretches.values())[-1]
    return True


def _period_of_line(row: Row, calendar: Calendar | None) -> Period | None:
    """The stretch of time that a label names, or the day as of which it stands, where it names nothing else."""
    if found := day_range(row.label) or month_of(row.label):
        return found
    if SAYS_MORE.search(NO_MEMBER.sub(" ", MONTH_ENDED.sub(" ", row.label))):
        return None
    found = period_of(row.label, "", "", (), calendar)
    stands = STANDS.match(row.label) is not None
    return found if found is not None and (stands or found.kind == "duration") else None


def _span(table: PrintedTable, balance_dates: Sequence[date]) -> None:
    """A line among balances whose label says over what time it came about: "Dividends for the three months ended"."""
    periods = {column.index: column.period for column in table.columns}
    for row in table.data_rows:
        heading = read_heading(row.label) if ENDED.search(row.label) else None
        if heading is None or heading.end is None or not heading.has_length:
            continue
        if {periods.get(cell.column) for cell in row.cells} == {Period("instant", None, heading.end)}:
            row.period = duration(heading, balance_dates)


def _whole(periods: Sequence[Period]) -> Period | None:
    """From the first day to the last of periods that follow each other without a gap."""
    gapless = all(later.start == earlier.end + timedelta(days=1) for earlier, later in pairwise(periods))
    if not periods or not gapless:
        return None
    months = [period.months for period in periods]
    return Period("duration", periods[0].start, periods[-1].end, sum(filter(None, months)) if all(months) else None)


def _end_with_own(table: PrintedTable, balance_dates: Sequence[date], calendar: Calendar | None) -> None:
    """Lengths and a day without a year end with the release's own quarter, where it ends on that day.

    "Three Months Ended Sept. 30" beside "Nine Months Ended Sept. 30": what changed from "2017 diluted EPS" to
    "2018 diluted EPS". The first of these lines tells of the year before.
    """
    open_ones = [column for column in table.columns if column.period is None]
    alike = {(column.heading, column.unit) for column in open_ones}
    dated = any(YEAR.search(column.caption) for column in table.columns)
    if calendar is None or dated or not open_ones or len(alike) < len(open_ones):
        return
    for column in open_ones:
        heading, day = read_heading(column.caption), without_year(column.caption)
        own = read_heading(f"{day}, {calendar.quarter.end.year}").end if day else None
        if heading.has_length and own == calendar.quarter.end:
            column.period = duration(heading._replace(end=own), balance_dates)
    if any(column.period is None for column in open_ones):
        return
    for row in table.data_rows:
        told = LEADING_YEAR.match(row.label)
        row.year_before = told is not None and int(told[1]) == calendar.quarter.end.year - 1


def _lend_years(table: PrintedTable, balance_dates: Sequence[date]) -> None:
    """Columns that leave their year to the labels: "Three Months Ended March 31," over "2019 As Reported", "2020".

    The latest year is the current one; what compares them is of the current one too.
    """
    texts = {part for column in table.columns for part in column.heading[:1]}
    shared = texts.pop() if len(texts) == 1 else ""
    years = {row.line_number: int(year[1]) for row in table.data_rows if (year := LEADING_YEAR.match(row.label))}
    if not without_year(shared) or YEAR.search(shared) or not read_heading(shared).has_length or len(years) < FEWEST:
        return
    if any(column.period is not None for column in table.columns):
        return
    named = {year: duration(read_heading(f"{shared} {year}"), balance_dates) for year in years.values()}
    for column in table.columns:
        column.period = named[max(named)]
    for row in table.data_rows:
        if years.get(row.line_number, max(named)) != max(named):
            row.period = named[years[row.line_number]]
