"""Lines that come once more for one whole after another: regions below "Revenue", "Traffic costs" and "Revenue ex-TAC".

What they break down stands on the line above them, which they add up to, or in the heading over them.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import takewhile

from transforms.facts.units import comes_to, rates_of
from transforms.parse.grid import PrintedTable, Row
from transforms.parse.words.bases import ADJUSTED, ADJUSTS_MEASURE, GAAP_SIDE

FEWEST = 2
"""Parts of a whole, and wholes with the same parts."""


def set_breakdowns(table: PrintedTable) -> None:
    """Fill in ``part_of`` of the lines that recur, and their section where the whole is a line."""
    labels = Counter(row.label for row in table.data_rows)
    if not any(count >= FEWEST and label for label, count in labels.items()):
        return
    for blocks in (list(_below_lines(table, labels)), list(_below_headings(table))):
        counts = Counter(_names(parts) for _, parts in blocks)
        for whole, parts in blocks:
            if counts[_names(parts)] >= FEWEST:
                _place(whole, parts)


def _names(parts: Sequence[Row]) -> tuple[str, ...]:
    return tuple(row.label for row in parts)


def _below_lines(table: PrintedTable, labels: Counter[str]) -> Iterator[tuple[Row, list[Row]]]:
    """Every line with those below it that recur and add up to it."""
    rates = rates_of(table)
    for index, row in enumerate(table.rows):
        if row.kind == "data" and labels[row.label] == 1:
            parts = list(takewhile(lambda other: labels[other.label] >= FEWEST, table.rows[index + 1 :]))
            if len(parts) >= FEWEST and {part.unit for part in parts} == {row.unit} and comes_to(parts, row, rates):
                yield row, parts


def _below_headings(table: PrintedTable) -> Iterator[tuple[Row, list[Row]]]:
    """Every heading with the lines below it; none of them leads from one measure to another."""
    for index, row in enumerate(table.rows):
        if row.kind == "heading":
            parts = list(takewhile(lambda other: other.kind == "data", table.rows[index + 1 :]))
            told = [pattern.search(part.label) for part in parts for pattern in (ADJUSTED, GAAP_SIDE)]
            if len(parts) >= FEWEST and not any(told) and not ADJUSTS_MEASURE.search(row.label):
                yield row, parts


def _place(whole: Row, parts: Sequence[Row]) -> None:
    for part in parts:
        part.part_of = whole.label
        if whole.kind == "data":
            part.section = (*whole.section, whole.label)
