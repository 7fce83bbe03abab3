"""Columns of rates and of shares: interest over the balance that earned it, and parts in percent of their whole."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from transforms.frames import MICRO
from transforms.parse.grid import Column, Period, PrintedTable, Row
from transforms.ties.across import column_name
from transforms.ties.book import Book, Fact, Span
from transforms.ties.tie import AS_PERCENT, Tie, Way, held, quotient, weigh

PERCENT = 100
QUARTER = 91.3
HUNDRED = PERCENT * MICRO
"""Percent, in millionths."""
LEAST_LINES = 4
"""In fewer lines a quotient that fits may do so by chance."""
SHARE = 0.75
"""Of the lines so many hold, or the column says something else."""
Operands = tuple[Fact, Fact, Fact]


def rates(book: Book) -> Iterator[Tie]:
    """For every column of percents, the quotient of the columns beside it that holds in most lines."""
    for table in book.tables:
        groups: dict[Period, list[Column]] = defaultdict(list)
        for column in table.columns:
            if column.period is not None and column.role == "value":
                groups[column.period].append(column)
        for period, columns in groups.items():
            money = [column for column in columns if column.unit in (None, table.currency)]
            for column in columns if len(columns) > 1 and money else ():
                tried = _rates(book, table, period, column, money) + _shares(book, table, column, money)
                yield from (_said(table, tie) for tie in _best(tried))


def per_unit(book: Book) -> Iterator[Tie]:
    """A column of amounts for each of something: those beside it, over the line that counts it in the same column."""
    for table in book.tables:
        for column in table.columns:
            counted = (column.unit or "")[1:] if (column.unit or "").startswith("/") else ""
            row = next((index for index, row in enumerate(table.rows) if counted and _counts(row, counted)), None)
            under = book.cells.get((table.index, row, column.index)) if row is not None else None
            plain = [
                one for one in table.columns if one.period == column.period and one.role == "value" and not one.unit
            ]
            for index in range(len(table.rows)) if under is not None and len(plain) == 1 else ():
                cells = [book.cells.get((table.index, index, one.index)) for one in (column, plain[0])]
                if under is not None and cells[0] is not None and cells[1] is not None and cells[0] is not under:
                    tie = quotient("printed_rate", "warning", cells[0], cells[1], under)
                    yield from [tie] if tie is not None else []


def _counts(row: Row, thing: str) -> bool:
    return row.kind == "data" and row.label.casefold().rstrip("s") == thing.rstrip("s")


def _said(table: PrintedTable, tie: Tie) -> Tie:
    """On one line the columns have the names."""
    printed, over, under = tie.facts
    if not printed.row_index == over.row_index == under.row_index:
        return tie
    names = [column_name(table.columns[fact.column_index - 1]) for fact in tie.facts]
    return tie._replace(relation=f"{printed.label}: {names[0]} = {names[1]} / {names[2]}")


def _best(tried: Sequence[list[Tie]]) -> list[Tie]:
    best = max(tried, key=held, default=[])
    return best if held(best) >= max(LEAST_LINES, SHARE * len(best)) else []


def _percents(book: Book, table: PrintedTable, column: Column) -> list[Fact]:
    facts = (book.cells.get((table.index, row, column.index)) for row in range(len(table.rows)))
    return [fact for fact in facts if fact is not None and fact.unit == "percent" and fact.amount]


def _beside(book: Book, fact: Fact, column: Column) -> Fact | None:
    found = book.cells.get((fact.table_index, fact.row_index, column.index))
    return found if found is not None and found.amount and found.unit != "percent" else None


def _rates(book: Book, table: PrintedTable, period: Period, column: Column, money: Sequence[Column]) -> list[list[Tie]]:
    """Interest over balances, for every way to count the year."""
    percents = _percents(book, table, column)
    if len(percents) < LEAST_LINES or len(money) < len("IB"):
        return []
    pairs = [
        [
            (fact, over, under)
            for fact in percents
            if (over := _beside(book, fact, first)) is not None and (under := _beside(book, fact, second)) is not None
        ]
        for first in money
        for second in money
        if first is not second
    ]
    ways = of_a_year(Span(period.start, period.end).days)
    return [_ties(operands, way) for operands in pairs if len(operands) >= LEAST_LINES for way in ways]


def of_a_year(days: int) -> list[Way]:
    """Percent of a year, as banks count it from a period of so many days; as they are, of a day."""
    if not days:
        return [AS_PERCENT]
    quarters = max(1, round(days / QUARTER))
    years = ((365, days), (366, days), (4, quarters), (360, days), (1, 1))
    return [Way(PERCENT * year, of) for year, of in years]


def _shares(book: Book, table: PrintedTable, column: Column, money: Sequence[Column]) -> list[list[Tie]]:
    """Parts over the line that is a hundred percent, below them or above; and that line over itself.

    A share may be rounded the other way, so that all of them add up to a hundred: a whole unit is allowed.
    """
    percents = _percents(book, table, column)
    lines = _wholes(percents) or _wholes(
        [fact for other in table.columns for fact in _percents(book, table, other) if other is not column]
    )
    whole = [fact for fact in percents if fact.row_index in lines]
    parts = [fact for fact in percents if fact.row_index not in lines]
    found: list[list[Tie]] = []
    for amounts in money if whole and len(parts) >= LEAST_LINES else ():
        for below in (True, False):
            operands = []
            for fact in parts:
                base = _whole(whole, fact, below=below)
                over, under = _beside(book, fact, amounts), base and _beside(book, base, amounts)
                if over is not None and under is not None:
                    operands.append((fact, over, under))
            itself = [(fact, over, over) for fact in whole if (over := _beside(book, fact, amounts)) is not None]
            found.append(
                [_within(tie, (tie.tolerance or 0) + tie.facts[0].half) for tie in _ties(operands, AS_PERCENT)]
            )
            found[-1] += [_within(tie, tie.facts[0].half) for tie in _ties(itself, AS_PERCENT)]
    return found


def _wholes(percents: Sequence[Fact]) -> frozenset[int]:
    """The lines that are a hundred percent; where a column calls none so, that may be a misprint: others tell."""
    return frozenset(fact.row_index for fact in percents if fact.amount == HUNDRED)


def _within(tie: Tie, tolerance: int) -> Tie:
    """The tie weighed otherwise: a whole over itself has nothing to round."""
    return tie._replace(tolerance=tolerance, outcome=weigh((tie.left or 0) - (tie.right or 0), tolerance))


def _whole(whole: Sequence[Fact], part: Fact, *, below: bool) -> Fact | None:
    if below:
        return next((fact for fact in whole if fact.row_index > part.row_index), None)
    return next((fact for fact in reversed(whole) if fact.row_index < part.row_index), None)


def _ties(operands: Sequence[Operands], way: Way) -> list[Tie]:
    tried = (quotient("printed_rate", "warning", *facts, way=way) for facts in operands)
    return [tie for tie in tried if tie is not None]
