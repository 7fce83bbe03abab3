"""Periods that headings leave open, told by other tables of the release that print the same figures."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from transforms.parse.borrowed_periods import borrow
from transforms.parse.grid import Column, Period, PrintedTable
from transforms.parse.named_periods import QUARTER
from transforms.parse.periods import closing, read_heading

WITNESSES = 2
TELLING_DIGITS = 3
"""A figure of fewer digits stands in many places by chance."""


def settle_by_witnesses(tables: Sequence[PrintedTable]) -> None:
    """Columns whose heading leaves the period open take the one under which other tables print the same figures.

    "June 30, 2021" over a reconciliation is no period; where two of its figures or more stand elsewhere in columns of
    one length that end on the days named, that is their length. Figures are the same by label and digits, longer ones
    by their digits under a named day.
    """
    open_ones = [table for table in tables if any(column.period is None for column in table.columns)]
    printed: dict[tuple[str, str], set[Period]] = defaultdict(set)
    for table in tables if open_ones else ():
        for column, label, digits in _figures(table):
            if column.period is not None and column.role == "value":
                printed[label, digits].add(column.period)
                printed["", digits].add(column.period)
    for table in open_ones:
        votes = Counter(vote for figure in _figures(table) for vote in _votes(figure, printed))
        lengths = Counter[tuple[str, int | None, int | None]]()
        for (_, period), count in votes.items():
            lengths[_length(period)] += count
        (length, most), (_, second) = [*lengths.most_common(2), (None, 0), (None, 0)][:2]
        for column in table.columns if most >= WITNESSES and most > second else ():
            agreed = [period for index, period in votes if index == column.index and _length(period) == length]
            if column.period is None and len(agreed) == 1:
                column.period = agreed[0]
        borrow(table)


def settle_by_days(table: PrintedTable) -> None:
    """A column of a day that repeats, figure for figure, the one of the quarter to it says that all are balances.

    "As of September 30" beside "Third Quarter", "Second Quarter" and "First Quarter".
    """
    printed = {column.index: _printed(table, column) for column in table.columns}
    days = [column for column in table.columns if column.period and column.period.kind == "instant"]
    quarters = [column for column in table.columns if column.period and column.period.months == QUARTER]
    for day, quarter in product(days, quarters):
        assert day.period is not None
        assert quarter.period is not None
        same = printed[day.index] == printed[quarter.index]
        if same and len(printed[day.index]) >= WITNESSES and day.period.end == quarter.period.end:
            for column in quarters:
                column.period = closing(column.period) if column.period else None
            return


def _printed(table: PrintedTable, column: Column) -> list[tuple[str, str]]:
    return [(row.label, cell.printed) for row, cell in table.cells_in(column.index)]


def _length(period: Period) -> tuple[str, int | None, int | None]:
    return period.kind, period.months, period.weeks


def _figures(table: PrintedTable) -> Iterator[tuple[Column, str, str]]:
    """Every value that is long enough to be known again, with its column and label."""
    columns = {column.index: column for column in table.columns}
    for row in table.data_rows:
        for cell in row.cells:
            if sum(character.isdigit() for character in cell.printed) >= TELLING_DIGITS:
                yield columns[cell.column], row.label.casefold(), cell.printed.strip("$ ()")


def _votes(
    figure: tuple[Column, str, str], printed: Mapping[tuple[str, str], set[Period]]
) -> Iterator[tuple[int, Period]]:
    """The periods that other tables give this figure of an open column, none that ends on another day than its own."""
    column, label, digits = figure
    if column.period is not None or column.role != "value":
        return
    end = read_heading(column.caption).end
    found = printed.get((label, digits), set())
    if end and not found and sum(character.isdigit() for character in digits) > TELLING_DIGITS:
        found = printed.get(("", digits), set())
    yield from ((column.index, period) for period in found if end is None or period.end == end)
