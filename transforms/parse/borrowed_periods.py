"""Columns that name no period, or no member: those of a column beside them, a block above or a twin are theirs."""

import re
from collections.abc import Sequence
from itertools import takewhile

from transforms.parse import balances, measures
from transforms.parse.blocks import LONE_YEAR
from transforms.parse.columns import NEAR, at_edge
from transforms.parse.grid import Column, Period, PrintedTable
from transforms.parse.named_periods import QUARTER_LABEL, besides_period, names_period
from transforms.parse.periods import YEAR, in_year

PART_OF = re.compile(
    r"%|\bpercent\b|\bas a percentage\b|\bmargin\b|\bper (diluted |common |ordinary )*share\b", re.IGNORECASE
)


def reconciles_flows(table: PrintedTable) -> bool:
    """All that a reconciliation prints was earned or spent: a bare date leaves it open over what time."""
    return table.statement == "non_gaap_reconciliation" and _of_flows(table)


def _of_flows(table: PrintedTable) -> bool:
    """Most of its lines were earned or spent, and none is a balance."""
    labels = [row.label for row in table.data_rows]
    flows = [label for label in labels if balances.FLOW.search(label)]
    return 2 * len(flows) > len(labels) and not any(
        balances.BALANCE.search(label) and not balances.AVERAGE.search(label) for label in labels
    )


def take_members(above: PrintedTable, table: PrintedTable) -> None:
    """A block whose columns are told apart by the captions of the one above alone, headed alike below them.

    "New contracts" and "Homes delivered" stand over the quarter's columns and are left out over those of nine months.
    """
    pairs = list(zip(table.columns, above.columns, strict=False))
    like = len(table.columns) == len(above.columns) and all(
        column.heading[-1:] == other.heading[-1:] and abs(column.edge - other.edge) <= NEAR for column, other in pairs
    )
    if like and _are_alike(table.columns) and not _are_alike(above.columns):
        for column, other in pairs:
            column.dimensions = other.dimensions
            column.unit, column.scale = column.unit or other.unit, column.scale or other.scale
    elif _are_alike(table.columns):
        _stand_below_captions(above, table)


def _stand_below_captions(above: PrintedTable, table: PrintedTable) -> None:
    """Columns of a block that are headed alike stand below the captions over the columns of the block above.

    "Amount" and "Margin", twice each, go on below "GAAP Results" and "Non-GAAP Results" over "Amount" and "Growth".
    """
    sources = [at_edge(above.columns, column.edge) for column in table.columns]
    over = [source.heading[:-1] if source is not None else () for source in sources]
    members = [" ".join(map(besides_period, heading)).strip() for heading in over]
    lone = all(len(column.heading) == 1 and _names_no_period(column) for column in table.columns)
    if not lone or not all(members):
        return
    for column, heading, member in zip(table.columns, over, members, strict=True):
        column.heading = (*heading, *column.heading)
        column.dimensions = {"column": f"{member} {column.dimensions.get('column', '')}".strip()}


def _are_alike(columns: Sequence[Column]) -> bool:
    """Two of them mean the same."""
    meant = [(column.period, column.role, column.dimensions.get("column"), column.unit) for column in columns]
    return len(set(meant)) < len(meant)


def borrow(table: PrintedTable) -> None:
    """A column of changes or shares has the period of the values that it speaks of: the current column's.

    Those are the columns of the quarters that it names, else those that share its captions; where none does, the ones
    before it, of the nearest one's length. What stands behind a column of changes and names a measure and no period
    speaks of changes too.
    """
    for position, column in enumerate(table.columns):
        if column.period is not None:
            continue
        before = [other.period for other in table.columns[:position] if other.role == "value" and other.period]
        behind_change = position > 0 and table.columns[position - 1].role == "change"
        if before and behind_change and column.dimensions and _names_no_period(column):
            column.role = "change"
        if column.role == "change" and before:
            length = before[-1].months, before[-1].weeks
            spoken_of = (
                _of_its_quarters(column, table.columns)
                or _under_its_captions(column, table.columns)
                or [period for period in before if (period.months, period.weeks) == length]
            )
            column.period = max(spoken_of, key=lambda period: period.end)
        elif before and _goes_with(column, table.columns[position - 1 : position + 2]):
            column.period = _of_its_year(column, before)
        elif column.role == "change":
            others = [other.period for other in table.columns if other.role == "value"]
            if all(others):
                column.period = max(filter(None, others), key=lambda period: period.end, default=None)
        elif measures.is_thing(column.unit) and _names_no_period(column):
            column.period = _newest_day(table.columns)


def _of_its_year(column: Column, before: Sequence[Period]) -> Period:
    """The last of the periods before it, of the year that it names where it names one of theirs."""
    named = set(YEAR.findall(column.caption))
    of_year = [period for period in before if str(period.end.year) in named]
    return of_year[-1] if len(named) == 1 and of_year else before[-1]


def _newest_day(columns: Sequence[Column]) -> Period | None:
    """What is counted beside columns of days is as many at the newest: "Number of centers" before two of "Leased"."""
    periods = [column.period for column in columns if column.period]
    days = periods and all(period.kind == "instant" for period in periods)
    return max(periods, key=lambda period: period.end) if days else None


def _goes_with(column: Column, beside: Sequence[Column]) -> bool:
    """It speaks of the period of the column before it: a share of it, a measure without a date, or an adjustment.

    One under a day without a year is an adjustment where it stands between two columns of one period.
    """
    if column.unit == "percent" or (column.dimensions and PART_OF.search(column.caption)):
        return True
    left, right = beside[0].period, beside[-1].period
    between = beside[-1] is not column and left is not None and left == right
    return bool(column.dimensions) and (_names_no_period(column) or between)


def _of_its_quarters(column: Column, columns: Sequence[Column]) -> list[Period]:
    """Periods of the values whose quarter's label ``column`` names: "4Q21 change from" over "3Q21"."""
    named = {match[0].casefold() for match in QUARTER_LABEL.finditer(column.caption)}
    return [
        other.period
        for other in columns
        if other.role == "value"
        and other.period
        and any(match[0].casefold() in named for match in QUARTER_LABEL.finditer(other.caption))
    ]


def _names_no_period(column: Column) -> bool:
    return not names_period(column.caption)


def _under_its_captions(column: Column, columns: Sequence[Column]) -> list[Period]:
    """Periods of the values that share most of the captions above ``column``."""
    shared = {
        other.index: len(
            list(takewhile(lambda pair: pair[0] == pair[1], zip(column.heading, other.heading, strict=False)))
        )
        for other in columns
        if other.role == "value" and other.period and other.unit != "percent"
    }
    most = max(shared.values(), default=0)
    return [other.period for other in columns if other.period and most and shared.get(other.index) == most]


def go_on_below(above: PrintedTable, table: PrintedTable) -> None:
    """A block below another whose head names no period at all keeps the periods of the columns above it.

    Apple prints "Units K" and "Revenue $M" once more below the first block, and the quarters not again.
    """
    if _comes_once_more(above, table) or _keeps_years(above, table):
        return
    members = any(column.dimensions for column in table.columns)
    if members and not any(column.dimensions for column in above.columns):
        return  # columns of something else than periods
    if not all(_names_no_period(column) for column in table.columns) or names_period(f"{table.title} {table.context}"):
        return
    for column in table.columns:
        source = at_edge(above.columns, column.edge)
        if column.period is None and source is not None:
            column.period, table.header_inherited = source.period, True
    borrow(table)


def _comes_once_more(above: PrintedTable, table: PrintedTable) -> bool:
    """A block whose title is a year alone is the one above in that year: "2001" below "SEGMENTS  2002"."""
    year = LONE_YEAR.fullmatch(table.title)
    periods = {column.period for column in above.columns if column.period}
    period = periods.pop() if len(periods) == 1 else None
    pairs = list(zip(table.columns, above.columns, strict=False))
    alike = len(table.columns) == len(above.columns) and all(abs(one.edge - two.edge) <= NEAR for one, two in pairs)
    if (
        year is None
        or period is None
        or not alike
        or [row.label for row in table.data_rows] != [row.label for row in above.data_rows]
    ):
        return False
    moved = in_year(period, int(year[0][-4:]))
    for column, other in pairs:
        column.mean_as(other)
        column.period = moved
    table.statement, table.lead = above.statement, above.lead
    return True


def _keeps_years(above: PrintedTable, table: PrintedTable) -> bool:
    """Years alone over what was earned and spent are those of the block above: "2014" below "Three months ended"."""
    values = [column for column in table.columns if column.role == "value"]
    sources = [at_edge(above.columns, column.edge) for column in values]
    pairs = list(zip(values, sources, strict=True))
    alone = bool(values) and all(
        source is not None
        and source.period is not None
        and source.period.kind == "duration"
        and column.period is None
        and column.heading == source.heading[-1:]
        and YEAR.fullmatch(column.caption)
        for column, source in pairs
    )
    if not alone or names_period(table.title) or not _of_flows(table):
        return False
    for column, source in pairs:
        column.period = source.period if source is not None else None
    borrow(table)
    return True


def take_from_twin(table: PrintedTable, twin: PrintedTable) -> None:
    """Columns whose caption is left out mean what those of the next table mean that is headed like it.

    SAP prints "Change in %" over the second half of a reconciliation and leaves it out over the first; the second half
    of its balance sheet is headed by the years alone.
    """
    if reconciles_flows(table) != reconciles_flows(twin):
        return
    pairs = list(zip(table.columns, twin.columns, strict=False))
    alike = len(table.columns) == len(twin.columns) and all(
        column.heading[-1:] == other.heading[-1:] and column.period in (None, other.period) for column, other in pairs
    )
    halves = table.statement == twin.statement and all(column.heading == other.heading for column, other in pairs)
    decided = any(column.period for column in table.columns)
    for column, other in pairs if alike and (decided or halves) else ():
        if column.period is None:
            column.mean_as(other)
