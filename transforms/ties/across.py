"""Sums beside the statement's tree: of shares and of amounts per share, and across columns.

They tell of no section, and rounding parts them more often: a break is a warning.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence

from transforms.parse.grid import Column, Period, PrintedTable
from transforms.parse.words import items
from transforms.ties.book import Book, Fact
from transforms.ties.tie import Tie, linear
from transforms.ties.tree import Sum, Vector, bits_of, reduce_all

PROOF = 24
"""Figures of the totals in bits, beyond which a sum of lines that claim to be none is no chance."""
PROOF_OF_WORDED = 16
"""The same where the line is worded as a sum, and not all columns agree."""
WHOLE = re.compile(r"\b(total|consolidated|company|adjusted|non-gaap|gaap)\b", re.IGNORECASE)
"""Headings of columns that sum others up."""
LEAST_ROWS = 3
LEAST_COLUMNS = 3
Cells = dict[tuple[int, int], Fact]
"""Facts by what is added up (a line, or a column) and where (a column, or a line)."""


def sums_of_measures(book: Book) -> Iterator[Tie]:
    """Lines of one unit that is no money and that add up: per share, shares, percent, counted things."""
    for table in book.tables:
        for unit in sorted({row.unit for row in table.data_rows if row.unit and row.unit != table.currency}):
            columns = [column.index for column in table.columns if column.role == "value" or unit != "percent"]
            lines = _lines(table, unit)
            if len(lines) >= LEAST_ROWS:
                yield from _down(table, _cells(book, table, lines, columns, unit), columns)


def _down(table: PrintedTable, cells: Cells, columns: Sequence[int]) -> Iterator[Tie]:
    lines = {line for line, _ in cells}
    worded = {line for line in lines if items.TOTAL_WORDS.search(table.rows[line].label)}
    ruled = {line for line in lines if table.rows[line].ruled}
    headed = {line for line in lines if line and table.rows[line - 1].kind == "heading"}
    for found, ties in _summed(cells, columns, worded, ruled, headed):
        telling = [tie.facts[0].amount for tie in ties if tie.outcome == "exact" and _is_telling(tie)]
        least = PROOF_OF_WORDED if found.total in worded else PROOF
        sure = found.certain and found.total in worded
        if sure or bits_of(telling, _step(cells)) >= least or (telling and _is_section(table, found, headed)):
            yield from (tie._replace(kind="footing") for tie in ties)


def _is_section(table: PrintedTable, found: Sum, headed: Collection[int]) -> bool:
    """All lines from a heading on, added up under a rule by a line that is called their total."""
    total = table.rows[found.total]
    called = total.ruled and total.label[:5].lower() == "total"
    return called and found.operands[0] in headed and set(found.weights) == {1}


def sums_across(book: Book) -> Iterator[Tie]:
    """Columns of one period that add up in (nearly) every line: segments to the company, adjustments to a measure."""
    for table in book.tables:
        groups: dict[Period, list[Column]] = defaultdict(list)
        for column in table.columns:
            if column.period is not None:
                groups[column.period].append(column)
        for columns in groups.values():
            if sum(column.role == "value" for column in columns) >= LEAST_COLUMNS:
                yield from _across(
                    book, table, [column for column in columns if column.role == "value"], table.currency
                )
            if len(columns) >= LEAST_COLUMNS and any(column.unit == "percent" for column in columns):
                yield from _across(book, table, columns, "percent")


def _across(book: Book, table: PrintedTable, columns: Sequence[Column], unit: str) -> Iterator[Tie]:
    indexes = [column.index for column in columns]
    placed = _cells(book, table, _lines(table, unit), indexes, unit)
    printed = Counter(line for line, _ in placed)
    lines = [line for line in printed if printed[line] > 1]
    order = sorted(placed.items(), key=lambda item: item[0][::-1])
    cells = {(column, line): fact for (line, column), fact in order if printed[line] > 1}
    names = {column.index: column_name(column) for column in columns}
    last = {indexes[-1], *(column.index for column in columns if WHOLE.search(column.caption))}
    for found, ties in _summed(cells, lines, last):
        telling = [tie for tie in ties if _is_telling(tie)]
        exact = sum(tie.outcome == "exact" for tie in telling)
        if exact >= LEAST_ROWS and exact * 4 >= len(telling) * 3:
            yield from (tie._replace(relation=_relation(tie, found, names)) for tie in ties)


def _is_telling(tie: Tie) -> bool:
    """More than one operand is not nil."""
    return sum(bool(fact.amount) for fact in tie.facts) >= LEAST_COLUMNS


def column_name(column: Column) -> str:
    """What tells a column from those of the same period."""
    return " ".join(column.dimensions.values()) or (column.heading[-1] if column.heading else f"column {column.index}")


def _relation(tie: Tie, found: Sum, names: Mapping[int, str]) -> str:
    """The line, and which of its columns adds up which."""
    weighted = zip(found.operands, found.weights, strict=True)
    parts = " ".join(f"{'+' if weight > 0 else '-'} {names[column]}" for column, weight in weighted)
    return f"{tie.facts[0].label}: {names[found.total]} = {parts.removeprefix('+ ')}"


def _summed(
    cells: Cells,
    places: Sequence[int],
    worded: Collection[int],
    ruled: Collection[int] = (),
    headed: Collection[int] = (),
) -> Iterator[tuple[Sum, list[Tie]]]:
    """Every sum with its ties, place by place; a total is called so, or has a rule above it."""
    vectors = []
    for item in dict.fromkeys(item for item, _ in cells):
        values = tuple(cells[item, place].amount if (item, place) in cells else None for place in places)
        says = item in worded
        if any(values):
            like = says or item in ruled
            vectors.append(
                Vector(item, values, like, starts_section=item in headed, named_total=False, worded=says, label="")
            )
    for found in reduce_all(
        [(vector, False) for vector in vectors], _step(cells), one_column=len(places) == 1, proof=PROOF
    ):
        ties = [
            linear(
                "cross_footing",
                "warning",
                [(cells[found.total, place], 1)],
                [
                    (cells[item, place], weight)
                    for item, weight in zip(found.operands, found.weights, strict=True)
                    if (item, place) in cells
                ],
            )
            for place in places
            if (found.total, place) in cells and any((item, place) in cells for item in found.operands)
        ]
        yield found, ties


def _step(cells: Cells) -> int:
    """One unit in the last place of the finest figure."""
    return max(min((2 * fact.half for fact in cells.values()), default=1), 1)


def _lines(table: PrintedTable, unit: str) -> list[int]:
    return [index for index, row in enumerate(table.rows) if row.kind == "data" and row.unit == unit]


def _cells(book: Book, table: PrintedTable, lines: Sequence[int], columns: Sequence[int], unit: str) -> Cells:
    return {
        (line, column): fact
        for line in lines
        for column in columns
        if (fact := book.cells.get((table.index, line, column))) is not None and fact.unit == unit
    }
