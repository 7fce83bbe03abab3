"""The calculation tree of a table, found without labels and without indentation.

Rows are pushed on a stack; when the last k rows, or the first of them minus the rest, sum to the current row in
every column, they are its operands and leave the stack. Small k first; a dash counts as zero; rows of one unit
only. The stack is emptied where a balance sheet passes from assets to liabilities: by the identity, assets minus
everything after them equals the last line before total equity, and the literal rule would swallow it.

A row that reads as a total (its wording, a rule above it) may also take operands that agree in most columns only:
that is how a number printed wrong, or typed wrong, is found at all.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from transforms.parse import captions
from transforms.parse.grid import PrintedTable, Row

MOST_OPERANDS = 120
"""No printed total sums up as many lines; a table without totals must not cost the square of its length."""
LIABILITIES = re.compile(r"\bliabilit", re.IGNORECASE)
TOTAL_ASSETS = re.compile(r"^total assets", re.IGNORECASE)


class Vector(NamedTuple):
    """A line of the tree: its row in the table, values by column (None where blank), and how it reads."""

    row: int
    values: tuple[int | None, ...]
    like_total: bool
    starts_section: bool
    named_total: bool
    worded: bool


class Sum(NamedTuple):
    """One reduction: the total's row, and its operands' rows with weights."""

    total: int
    operands: tuple[int, ...]
    weights: tuple[int, ...]
    certain: bool = True
    """Every column agrees, or nearly; or the row is called a total and half of them do."""


class Candidate(NamedTuple):
    """A possible reduction: how many columns agree and whether it starts where a section does."""

    agreeing: int
    aligned: bool
    depth: int
    subtract: bool


def find_sums(table: PrintedTable, values: dict[tuple[int, int], int], unit_step: int) -> list[Sum]:
    """Every reduction of ``table``.

    ``values`` maps (row index, column index) to an integer amount, dashes being 0; ``unit_step`` is the amount of
    one unit in the last printed place, which bounds the rounding of a sum.
    """
    sums: list[Sum] = []
    stack: list[Vector] = []
    one_column = len(additive_columns(table)) == 1
    for vector, empties in _vectors(table, values):
        if empties:
            stack.clear()
        found = _reduce(stack, vector, unit_step, one_column=one_column)
        if found is not None:
            operands = stack[-found.depth :]
            del stack[-found.depth :]
            weights = (1,) + (-1 if found.subtract else 1,) * (found.depth - 1)
            certain = found.agreeing * 4 >= sum(value is not None for value in vector.values) * 3 or (
                vector.named_total and not found.subtract
            )
            sums.append(Sum(vector.row, tuple(operand.row for operand in operands), weights, certain))
        stack.append(vector)
    return sums


def _vectors(table: PrintedTable, values: dict[tuple[int, int], int]) -> Iterator[tuple[Vector, bool]]:
    after_heading, empties, passed_assets = True, False, False
    additive = additive_columns(table)
    for index, row in enumerate(table.rows):
        if row.kind == "heading":
            after_heading = True
            empties = empties or (passed_assets and LIABILITIES.search(row.label) is not None)
            continue
        numbers = tuple(values.get((index, column)) for column in additive)
        if row.unit != table.currency or all(number is None for number in numbers):
            continue
        yield (
            Vector(
                index,
                numbers,
                reads_as_total(row),
                after_heading,
                row.label[:5].lower() == "total",
                captions.TOTAL_WORDS.search(row.label) is not None,
            ),
            empties and table.statement == "balance_sheet",
        )
        after_heading, empties = False, False
        if TOTAL_ASSETS.match(row.label):
            passed_assets, empties = True, True


def additive_columns(table: PrintedTable) -> list[int]:
    """Columns of amounts: no changes, rates or counts."""
    return [
        column.index for column in table.columns if column.role == "value" and column.unit in (None, table.currency)
    ]


def reads_as_total(row: Row) -> bool:
    """Its wording or a rule above says that the row sums others up."""
    return row.ruled or captions.TOTAL_WORDS.search(row.label) is not None


def _reduce(stack: Sequence[Vector], vector: Vector, step: int, *, one_column: bool) -> Candidate | None:
    columns = [column for column, value in enumerate(vector.values) if value is not None]
    weak: list[Candidate] = []
    if stack and vector.named_total and stack[-1].values == vector.values and any(vector.values):
        return Candidate(len(columns), aligned=True, depth=1, subtract=False)  # a total of one line
    for candidate, exact in _candidates(stack, vector, columns, step):
        if candidate.agreeing == len(columns) and exact == len(columns):
            if not one_column or (vector.like_total and candidate.aligned):
                return candidate
        elif (
            vector.worded
            and candidate.agreeing * 2 >= len(columns)
            and (candidate.aligned or candidate.agreeing * 2 > len(columns))
        ):
            weak.append(candidate)
    if one_column or not weak:
        return None
    return max(weak, key=lambda found: (found.agreeing, found.aligned, -found.depth))


def _candidates(
    stack: Sequence[Vector], vector: Vector, columns: Sequence[int], step: int
) -> Iterator[tuple[Candidate, int]]:
    """Every depth from 2 on, added up and subtracted, with how many columns agree within rounding and exactly."""
    sums = [0] * len(vector.values)
    for depth in range(1, min(len(stack), MOST_OPERANDS) + 1):
        top = stack[-depth]
        first = [top.values[column] or 0 for column in range(len(sums))]
        if depth > 1:
            aligned = depth == len(stack) or top.starts_section or top.like_total
            for subtract in (False, True):
                right = [head - rest if subtract else head + rest for head, rest in zip(first, sums, strict=True)]
                yield _compare(vector, right, columns, depth, step, aligned=aligned, subtract=subtract)
        sums = [head + rest for head, rest in zip(first, sums, strict=True)]


def _compare(
    vector: Vector,
    right: Sequence[int],
    columns: Sequence[int],
    depth: int,
    step: int,
    *,
    aligned: bool,
    subtract: bool,
) -> tuple[Candidate, int]:
    agreeing = exact = 0
    nonzero = False
    for column in columns:
        gap = abs((vector.values[column] or 0) - right[column])
        if 2 * gap <= (depth + 1) * step:
            agreeing += 1
            exact += gap == 0
            nonzero = nonzero or right[column] != 0
    return (
        (Candidate(agreeing, aligned, depth, subtract), exact)
        if nonzero
        else (Candidate(0, aligned, depth, subtract), 0)
    )
