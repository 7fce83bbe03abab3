"""When a line stands or happened where its columns do not tell: balances in columns of time, flows below days."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from transforms.parse import balances, measures
from transforms.parse.grid import Period, PrintedTable, Row
from transforms.parse.periods import DATE, balance_day, calendar_start, eve, month_end, month_number, opening, read_date

AS_OF_AND_FOR = re.compile(r"\bas (of|at) and for\b", re.IGNORECASE)
"""A column of both: what stands at the day, and what was earned until it."""
OF_MANY_DAYS = re.compile(r"average|\breturn on\b", re.IGNORECASE)
STANDING = re.compile(
    r"\bbook value\b|(^|\bat |\()(the )?end of (the )?(period|quarter|year)\b|^headcount\b|^non-?performing assets\b|"
    r"^(selected )?balance sheet (data|information|items)\b|\((as of|at) [A-Z]\w+ \d{1,2}\)$|"
    r"^total (\w+ )?(loans|deposits), excluding\b|\bdays?\b.*\b(delinquen(cy|cies)|past due)\b|"
    r"\bending (units|customers|subscribers|accounts|members)\b",
    re.IGNORECASE,
)
"""A heading whose lines stand at a day: the parts of a balance, counts at the end."""
COMPOSITION = re.compile(
    r"\b(portfolio|loans?|deposits?)\b.* (composition|mix)\b|"
    r"\b(composition|mix) of (the )?(portfolio|loans?|deposits?)\b",
    re.IGNORECASE,
)
OVER_AVERAGE = re.compile(
    r"\b(capital|equity|allowance)\b.* to .*\baverage\b|\bannual(ized)? (base |minimum |contractual )*rents?\b",
    re.IGNORECASE,
)
"""A balance over an average stands at the day, and so does a year's rent, on average over what is let."""
MOVES = re.compile(r"\b(increase|decrease|change)\b", re.IGNORECASE)
"""What two balances differ by is none."""
DAY_OF_COUNT = re.compile(r"(?:at )?(?:the )?(?:(?P<opening>beginning|opening|start)|end(?:ing)?)\b", re.IGNORECASE)
LESS = re.compile(r"^less:? ", re.IGNORECASE)
BALANCES = re.compile(r"(selected )?(balance sheet|financial position)( data| items| information)?", re.IGNORECASE)
"""A heading of balances in a table of another kind."""
AS_OF_DAY = re.compile(rf"\b(?:as (?:of|at)|outstanding at) (?=\w){DATE.pattern}", re.IGNORECASE)
CHOSEN = frozenset({"selected_data", "other"})
"""Statements that choose figures of others: what a cash flow calls so is paid in them."""
DEBT = re.compile(r"\bdebt\b|^total (assets|liabilities)\b", re.IGNORECASE)


def quarters_of(table: PrintedTable) -> dict[int, date]:
    """Columns of days that end one quarter after another, to the days on which those quarters began."""
    ends = {
        column.index: column.period.end
        for column in table.columns
        if column.period and column.period.kind == "instant" and column.period.end == month_end(column.period.end)
    }
    starts = {index: calendar_start(end, 3) for index, end in ends.items()}
    in_a_row = any(start - timedelta(days=1) in ends.values() for start in starts.values())
    return starts if in_a_row else {}


def moments_of(table: PrintedTable) -> dict[int, str | None]:
    """What every line with values is, by its place in the table, where its columns are of another kind.

    ``opening`` or ``closing`` is a balance in a column of time. What is none in one of days took a ``quarter``
    (averages and flows) or a ``year`` (what the label says is of the last twelve months). What is of the time a year
    ``before`` that of its column says so.
    """
    rolled = _rolled_forward(table)
    lines = ((index, row) for index, row in enumerate(table.rows) if row.kind == "data")
    return {index: "quarter" if index in rolled else _moment_of(table, row) for index, row in lines}


def _moment_of(table: PrintedTable, row: Row) -> str | None:
    if row.year_before:
        return "before"
    trailing = row.unit in measures.MONEY and balances.OF_TRAILING_YEAR.search(row.label)
    if trailing or balances.TRAILING_BEHIND.search(row.label):
        return "year"
    return _balance_of(table, row) or _dated_balance(table, row) or ("quarter" if _is_averaged(row) else None)


def _rolled_forward(table: PrintedTable) -> set[int]:
    """The lines, by their place in the table, between a balance at the beginning and the one at the end: flows."""
    found: set[int] = set()
    since: list[int] | None = None
    unit = None
    for index, row in enumerate(table.rows):
        if row.kind != "data":
            continue
        stands = balances.CASH_BALANCE.search(row.label) or balances.BEGINS_OR_ENDS.search(row.label)
        if stands and balances.OPENING_BALANCE.search(row.label):
            since, unit = [], row.unit
        elif stands and balances.CLOSING_BALANCE.search(row.label):
            found.update(since or ())
            since = None
        elif since is not None and row.unit == unit:
            since.append(index)
    return found


def _is_averaged(row: Row) -> bool:
    told = balances.AVERAGE.search(" ".join((*row.section[-1:], row.label))) or balances.OF_QUARTER.search(row.label)
    return told is not None and not OVER_AVERAGE.search(row.label)


def _balance_of(table: PrintedTable, row: Row) -> str | None:
    if balances.STARTS_PERIOD.search(row.label) and not MOVES.search(row.label) and not _of_many_days(table, row):
        return "opening"
    return _balance_at_end(table, row)


def _balance_at_end(table: PrintedTable, row: Row) -> str | None:
    averaged = balances.AVERAGE.search(row.label) is not None
    if (_ends_period(row.section) and not averaged) or _is_of_end_by_title(table, row) or _stands_at_end(table, row):
        return "closing"
    if counted := _count_of_day(row):
        return counted
    told = (row.label, measures.bare(row.label), *(name for name in row.section if STANDING.search(name)))
    if (
        balances.BACKLOG.search(row.label)
        or _is_below_backlog(row)
        or _is_what_is_left(table, row)
        or _is_part_of_balance(table, row)
        or _composes(row)
        or (table.statement != "operations" and balances.TAKEN_BACK.search(row.label))
        or (table.statement in CHOSEN and balances.OWED_OR_HELD.fullmatch(row.label))
        or (any(map(balances.POINT_IN_TIME.search, told)) and not _of_many_days(table, row))
    ):
        return "closing"
    if table.statement == "balance_sheet" or any(map(BALANCES.fullmatch, row.section[-1:])):
        return None if balances.FLOW_HEADING.search(" ".join((*row.section, row.label))) else "closing"
    balance = balances.CASH_BALANCE if row.unit in measures.MONEY else balances.BEGINS_OR_ENDS
    if _is_rate(row) or not balance.search(row.label) or MOVES.search(row.label):
        return None
    opens = balances.OPENING_BALANCE.search(row.label)
    return "opening" if opens else "closing" if balances.CLOSING_BALANCE.search(row.label) else None


def _is_below_backlog(row: Row) -> bool:
    """A part of the orders at the end, by its heading: "Ending backlog" over the names of segments."""
    headed = any(map(balances.BACKLOG_HEADING.fullmatch, row.section[-1:]))
    return headed and row.unit in measures.MONEY and not balances.NO_BACKLOG.search(row.label)


def _is_part_of_balance(table: PrintedTable, row: Row) -> bool:
    """It stands below the name of a balance that a line of the same section totals: the allowance of one portfolio."""
    name = row.section[-1] if row.section else ""
    if not name or not balances.POINT_IN_TIME.search(name):
        return False
    whole = f"total {name}".lower()
    return any(other.label.lower() == whole and other.section == row.section for other in table.data_rows)


def _composes(row: Row) -> bool:
    """An amount below a heading that says of what a portfolio, or all loans or deposits, are composed."""
    headed = any(map(COMPOSITION.search, row.section[-1:]))
    return headed and row.unit in measures.MONEY and not balances.FLOW.search(row.label)


def _is_of_end_by_title(table: PrintedTable, row: Row) -> bool:
    """The title says that all stands at the end of a period, and neither the line nor its heading that it is earned."""
    titled = balances.AT_PERIOD_END.search(table.title.rstrip(" :"))
    return titled is not None and not any(map(balances.FLOW_HEADING.search, (row.label, *row.section[-1:])))


def _is_what_is_left(table: PrintedTable, row: Row) -> bool:
    """Cash itself, or places that are open: there is as much of it at the end of the period."""
    if balances.OPEN_AT_END.search(row.label):
        return measures.is_thing(row.unit)
    of_money = table.statement == "cash_flow" or row.unit in measures.MONEY
    return of_money and balances.CASH_ITSELF.fullmatch(LESS.sub("", row.label)) is not None


def _count_of_day(row: Row) -> str | None:
    """A count of things at the beginning or the end, as its line or the heading above it says."""
    if not measures.is_thing(row.unit):
        return None
    found = next(filter(None, map(DAY_OF_COUNT.match, (row.label, *row.section[-1:]))), None)
    return None if found is None else "opening" if found["opening"] else "closing"


def _is_rate(row: Row) -> bool:
    return row.unit is None or row.unit in measures.RATES or "/" in row.unit


def _dated_balance(table: PrintedTable, row: Row) -> str | None:
    """A balance of equity at the end of its columns' period or at the day before it, as its date or words tell."""
    periods = [column.period for column in table.columns if column.period]
    told = balance_day(row.label)
    if told is not None and len(set(periods)) == 1:
        opens = periods[0].start is not None and eve(told) == opening(periods[0]).end
        return "opening" if opens else "closing" if told == periods[0].end else None
    if stood := _stands_in_every_year(row.label, periods):
        return stood
    if table.statement != "equity" or not balances.BALANCE_LINE.match(row.label):
        return None
    day = read_date(row.label)
    if balances.OPENING_BALANCE.search(row.label) or any(
        period.start and day == period.start - timedelta(days=1) for period in periods
    ):
        return "opening"
    return "closing" if balances.CLOSING_BALANCE.search(row.label) or day in {one.end for one in periods} else None


def _stands_in_every_year(label: str, periods: Sequence[Period]) -> str | None:
    """A balance "as of March 31," without a year, where every column's period ends on that day, or begins there."""
    told = AS_OF_DAY.search(label)
    if told is None or told[3]:
        return None
    day = (month_number(told[1]), int(told[2]))
    if all((period.end.month, period.end.day) == day for period in periods):
        return "closing"
    opens = ([period.start, period.start - timedelta(days=1)] for period in periods if period.start)
    begun = [any((one.month, one.day) == day for one in pair) for pair in opens]
    return "opening" if begun and all(begun) else None


def _of_many_days(table: PrintedTable, row: Row) -> bool:
    """An average, or what is had from one; the headings say so of a line that does not speak of an end."""
    counted = measures.PERSONS.search(row.label)  # people are not averaged unless their own line says so
    told = counted or balances.PERIOD_END.search(row.label) or balances.CLOSING_BALANCE.search(row.label)
    path = " ".join((table.statement, *(() if told else row.section), row.label))
    averages = all(balances.AVERAGE.search(column.caption) for column in table.columns)
    return averages or (OF_MANY_DAYS.search(path) is not None and not _over_average(row.label))


def _over_average(label: str) -> bool:
    """A balance over an average stands at the day; an average over another does not."""
    return OVER_AVERAGE.search(label) is not None and not label.lower().startswith("average")


def _ends_period(section: Sequence[str]) -> bool:
    """The innermost heading that tells balances at the end from averages says the former."""
    telling = [part for part in section if balances.PERIOD_END.search(part) or balances.AVERAGE.search(part)]
    return bool(telling) and balances.AVERAGE.search(telling[-1]) is None


def _stands_at_end(table: PrintedTable, row: Row) -> bool:
    """A debt in a column "as of and for" a period stands at its end."""
    if row.unit == "percent" or not DEBT.search(row.label):
        return False
    return any(AS_OF_AND_FOR.search(column.caption) for column in table.columns)
