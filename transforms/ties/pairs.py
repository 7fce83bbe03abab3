"""Lines anywhere in a table of which one is the sum of two others, by figures that are too long for chance.

The tree finds sums of lines that stand together; kilowatt-hours at retail and at wholesale, with what makes up the
first between them, do not. One column may break: so many figures agree in the others that it is misprinted.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from transforms.parse.grid import PrintedTable
from transforms.ties.book import Book, Fact
from transforms.ties.tie import Tie, linear
from transforms.ties.tree import bits_of

PROOF = 32
"""Bits of figures that the sums hold exactly, in two columns or more."""
MEASURES = ("percent", "shares", "/share")
"""Of these the lines that stand together are added up already, as others are that a tree has no place for."""
Row = Mapping[int, Fact]
"""The facts of a row by column."""


def pairs(book: Book) -> Iterator[Tie]:
    """Sums of two lines, where no footing is known of the sum, nor of one that holds both."""
    for table, sums in zip(book.tables, book.sums, strict=True):
        known = {found.total for found in sums}
        inside = [{found.total, *found.operands} for found in sums]
        for rows in _rows(book, table).values():
            for total, first, second in _triples(rows, known):
                if not any({first, second} <= one for one in inside):
                    yield from _ties(rows[total], rows[first], rows[second])


def _rows(book: Book, table: PrintedTable) -> dict[str, dict[int, Row]]:
    """Rows with two figures at least, by unit."""
    columns = [column.index for column in table.columns if column.role == "value"]
    found: dict[str, dict[int, Row]] = defaultdict(dict)
    for index, row in enumerate(table.rows) if len(columns) > 1 else ():
        if row.kind == "data" and row.unit and not row.unit.endswith(MEASURES):
            facts = {
                column: fact
                for column in columns
                if (fact := book.cells.get((table.index, index, column))) is not None and fact.unit == row.unit
            }
            if sum([bool(fact.amount) for fact in facts.values()]) > 1:
                found[row.unit][index] = facts
    return found


def _triples(rows: Mapping[int, Row], known: set[int]) -> Iterator[tuple[int, int, int]]:
    """Total and parts that agree in all columns but one at the most; looked up by the first two columns."""
    seen: set[tuple[int, int, int]] = set()
    for column in sorted({column for row in rows.values() for column in row})[:2]:
        amounts = {index: row[column].amount for index, row in rows.items() if column in row and row[column].amount}
        totals: dict[int, list[int]] = defaultdict(list)
        for index, amount in amounts.items():
            if index not in known:
                totals[amount].append(index)
        order = list(amounts.items())
        for place, (first, one) in enumerate(order):
            for second, other in order[place + 1 :]:
                for total in totals.get(one + other, ()):
                    triple = (total, first, second)
                    if triple not in seen and total not in (first, second) and _proven(rows, triple):
                        seen.add(triple)
                        yield triple


def _proven(rows: Mapping[int, Row], triple: tuple[int, int, int]) -> bool:
    total, first, second = (rows[index] for index in triple)
    told = [column for column in total if column in first and column in second]
    held = [column for column in told if total[column].amount == first[column].amount + second[column].amount]
    full = [column for column in held if first[column].amount and second[column].amount]
    step = max(2 * next(iter(total.values())).half, 1)
    figures = bits_of([total[column].amount for column in full], step)
    return len(full) > 1 and len(held) >= max(len(told), len(total)) - 1 and figures >= PROOF


def _ties(total: Row, first: Row, second: Row) -> Iterator[Tie]:
    for column, fact in total.items():
        if column in first and column in second:
            yield linear("cross_footing", "warning", [(fact, 1)], [(first[column], 1), (second[column], 1)])
