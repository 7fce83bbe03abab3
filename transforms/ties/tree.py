"""The calculation tree of a table, found without labels and without indentation.

Rows are pushed on a stack; when the last k rows, or the first of them minus the rest, sum to the current row in
every column, they are its operands and leave the stack. Small k first; a dash counts as zero; rows of one unit
only. The stack is emptied where a balance sheet passes from assets to liabilities: by the identity, assets minus
everything after them equals the last line before total equity, and the literal rule would swallow it.

A row that reads as a total may also add and subtract in any order (income before taxes, less taxes, plus the share of
an associate), where one choice of signs alone is exact in every column and its figures are too long for chance.

A row that reads as a total (its wording, a rule above it) may also take operands that agree in most columns only:
that is how a number printed wrong, or typed wrong, is found at all.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from operator import add, mul, sub
from typing import NamedTuple

from transforms.parse.grid import Column, PrintedTable, Row
from transforms.parse.words import items

MOST_OPERANDS = 120
"""No printed total sums up as many lines; a table without totals must not cost the square of its length."""
MOST_MIXED = 7
"""Signs are tried among so many lines at the most."""
MOST_REGROUPED = 8
"""So many lines back an interim result is taken apart again."""
BITS_OF_PROOF = 16
"""What the totals' figures must hold beyond the choices tried, in bits, for signs in any order to be no chance."""
BITS_ALONE = 20
"""The same where sums are tried in printed order only."""
BITS_OF_SECTION = 10
"""The same where all lines below a heading are added up, and a rule parts them from their sum."""
LIABILITIES = re.compile(r"\bliabilit", re.IGNORECASE)
SHEETS = frozenset({"balance_sheet", "average_balance"})
"""Statements whose assets equal everything after them."""
ASSETS = re.compile(r"\bassets\b", re.IGNORECASE)
LESS = re.compile(r"^(less|deduct)\b", re.IGNORECASE)
COST = re.compile(r"^(less|deduct)\b|\b(expenses?|costs?|provision|tax(es)?)\b", re.IGNORECASE)
"""Lines that are subtracted, where their figures may as well be added."""
TOTAL_ASSETS = re.compile(r"^total assets", re.IGNORECASE)


class Vector(NamedTuple):
    """A line of the tree: its row in the table, values by column (None where blank), and how it reads."""

    row: int
    values: tuple[int | None, ...]
    like_total: bool
    starts_section: bool
    named_total: bool
    worded: bool
    label: str


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
    mixed: tuple[int, ...] = ()
    """Weights, where neither all lines after the first are added nor all subtracted."""

    @property
    def weights(self) -> tuple[int, ...]:
        """Of the operands, in order."""
        return self.mixed or (1,) + (-1 if self.subtract else 1,) * (self.depth - 1)


def find_sums(table: PrintedTable, values: dict[tuple[int, int], int], unit_step: int, unit: str = "") -> list[Sum]:
    """Every reduction of the lines of ``table`` that are amounts of money, or of those that count a ``unit``.

    ``values`` maps (row index, column index) to an integer amount, dashes being 0; ``unit_step`` is the amount of
    one unit in the last printed place, which bounds the rounding of a sum.
    """
    one_column = len(additive_columns(table)) == 1
    vectors = _vectors(table, values, unit or table.currency)
    return list(reduce_all(vectors, unit_step, one_column=one_column, proof=BITS_ALONE if unit else 0))


def reduce_all(
    vectors: Iterable[tuple[Vector, bool]], step: int, *, one_column: bool = False, proof: int = 0
) -> Iterator[Sum]:
    """Every reduction of lines in printed order; the stack is emptied before a line that comes with True.

    A line that does not read as a total needs figures of ``proof`` bits to be one.
    """
    stack: list[Vector] = []
    parts: dict[int, list[Vector]] = {}
    for vector, empties in vectors:
        if empties:
            stack.clear()
        found = _reduce(stack, vector, step, one_column=one_column)
        if found is not None and not vector.like_total and bits_of(vector.values, step) < proof:
            found = None
        if vector.like_total and not one_column and (found is None or found.agreeing < _printed(vector)):
            found, stack = _regroup(stack, vector, step, parts) or (found, stack)
        if found is not None:
            operands = parts[vector.row] = stack[-found.depth :]
            del stack[-found.depth :]
            certain = found.agreeing * 4 >= _printed(vector) * 3 or (vector.named_total and not found.subtract)
            yield Sum(vector.row, tuple(operand.row for operand in operands), found.weights, certain)
        stack.append(vector)


def _printed(vector: Vector) -> int:
    return sum(value is not None for value in vector.values)


def _regroup(
    stack: Sequence[Vector], vector: Vector, step: int, parts: Mapping[int, list[Vector]]
) -> tuple[Candidate, list[Vector]] | None:
    """A sum that is exact once earlier lines are grouped anew: an interim result is a memo, parts follow their whole.

    Costs that gross profit has taken belong to total expenses as well; a whole printed above its parts is read as the
    last of them, being the whole less the others.
    """
    wholes = [line if line.like_total or line.row not in parts else parts[line.row][0] for line in stack]
    undone = [
        [*stack[:position], *parts[line.row], *stack[position + 1 :]]
        for position, line in enumerate(stack[-MOST_REGROUPED:], max(0, len(stack) - MOST_REGROUPED))
        if line.row in parts
    ]
    for lines in ([wholes] if wholes != stack else []) + undone:
        found = _reduce(lines, vector, step, one_column=False)
        if (
            found is not None
            and found.agreeing == _printed(vector)
            and len(_exact(lines[-found.depth :], vector, found)) == found.agreeing
        ):
            return found, lines
    return None


def _vectors(table: PrintedTable, values: dict[tuple[int, int], int], unit: str) -> Iterator[tuple[Vector, bool]]:
    """Every line of the tree, and whether the stack is emptied before it: once, where liabilities begin."""
    after_heading, empties, passed_assets = True, False, table.statement not in SHEETS
    additive = additive_columns(table)
    for index, row in enumerate(table.rows):
        if row.kind == "heading":
            after_heading = True
            if not passed_assets and LIABILITIES.search(row.label) and not ASSETS.search(row.label):
                empties = True
            continue
        numbers = tuple(values.get((index, column)) for column in additive)
        if row.unit != unit or all(number is None for number in numbers):
            continue
        yield (
            Vector(
                index,
                numbers,
                reads_as_total(row),
                after_heading,
                row.label[:5].lower() == "total",
                items.TOTAL_WORDS.search(row.label) is not None or (row.ruled and not row.label),
                row.label,
            ),
            empties,
        )
        passed_assets = passed_assets or empties
        after_heading, empties = False, not passed_assets and TOTAL_ASSETS.match(row.label) is not None


def additive_columns(table: PrintedTable) -> list[int]:
    """Columns of amounts: no changes, rates or counts, and no prices of one thing on average."""
    return [
        column.index
        for column in table.columns
        if column.role == "value" and column.unit in (None, table.currency) and not is_average(column)
    ]


def is_average(column: Column) -> bool:
    """Its heading says that it holds what one thing brings on average, which does not add up."""
    return bool(column.dimensions) and items.AVERAGE_PRICE.search(column.caption) is not None


def reads_as_total(row: Row) -> bool:
    """Its wording or a rule above says that the row sums others up."""
    return row.ruled or items.TOTAL_WORDS.search(row.label) is not None


def _reduce(stack: Sequence[Vector], vector: Vector, step: int, *, one_column: bool) -> Candidate | None:
    columns = [column for column, value in enumerate(vector.values) if value is not None]
    weak: list[Candidate] = []
    if stack and vector.named_total and stack[-1].values == vector.values and any(vector.values):
        return _of_one_line(len(columns))
    for candidate, exact in _candidates(stack, vector, columns, step):
        if exact == len(columns):
            if not one_column or (vector.like_total and candidate.aligned):
                return candidate
        elif _is_likely(stack[-candidate.depth :], vector, candidate, step):
            weak.append(candidate)
    if one_column:
        return None
    if stack and (repeated := _repeated(stack[-1], vector, columns)):
        return _of_one_line(repeated)
    if vector.like_total and (mixed := _mixed(stack, vector, columns, step)) is not None:
        if mixed.agreeing == len(columns):
            return mixed
        weak.append(mixed)
    costs = bool(weak) and COST.search(stack[-1].label) is not None
    best = max(
        weak, key=lambda found: (found.agreeing, found.aligned, -found.depth, found.subtract == costs), default=None
    )
    return best and (_signed(stack[-best.depth :], vector, columns) or best)


def _signed(operands: Sequence[Vector], vector: Vector, columns: Sequence[int]) -> Candidate | None:
    """The one choice of signs that makes operands exact in every column, which added up or subtracted they are not."""
    depth = len(operands)
    goal = [vector.values[column] or 0 for column in columns]
    if not vector.worded or depth not in range(3, MOST_MIXED + 1) or sum(map(bool, goal)) < len(("now", "then")):
        return None
    rows = [[operand.values[column] or 0 for operand in operands] for column in columns]
    whole = [signs for signs in _signs(operands, columns) if sum(_agreeing(rows, signs, goal)) == len(columns)]
    return (
        Candidate(len(columns), aligned=True, depth=depth, subtract=False, mixed=whole[0]) if len(whole) == 1 else None
    )


def _of_one_line(agreeing: int) -> Candidate:
    return Candidate(agreeing, aligned=True, depth=1, subtract=False)


def _repeated(line: Vector, vector: Vector, columns: Sequence[int]) -> int:
    """In how many columns a total closes a section of one line by printing it again; 0 where most differ.

    One that opens a section of its own closes none.
    """
    closes = vector.like_total and line.starts_section and not vector.starts_section
    if not (closes and line.label == vector.label != "" and any(vector.values)):
        return 0
    agreeing = sum([line.values[column] == vector.values[column] for column in columns])
    return agreeing if agreeing * 2 >= len(columns) else 0


def _is_likely(operands: Sequence[Vector], vector: Vector, candidate: Candidate, step: int) -> bool:
    """Not all columns agree, and yet it is a sum: by its wording, by heading and rule around it, or by its figures."""
    printed = _printed(vector)
    if vector.worded:
        return candidate.aligned or candidate.agreeing * 2 > printed
    if not vector.like_total:
        return False
    held = _exact(operands, vector, candidate)
    least = BITS_OF_SECTION if operands[0].starts_section and not candidate.subtract else BITS_ALONE
    return len(held) * 2 >= printed and bits_of(held, step) >= least


def bits_of(values: Iterable[int | None], step: int) -> int:
    """The figures of amounts in bits: how unlikely it is that others meet them by chance."""
    return sum([(abs(value) // max(step, 1)).bit_length() for value in values if value])


def _exact(operands: Sequence[Vector], vector: Vector, found: Candidate) -> list[int]:
    """The totals that the operands add up to exactly."""
    return [
        value
        for column, value in enumerate(vector.values)
        if value is not None
        and value
        == sum([weight * (line.values[column] or 0) for line, weight in zip(operands, found.weights, strict=True)])
    ]


def _mixed(stack: Sequence[Vector], vector: Vector, columns: Sequence[int], step: int) -> Candidate | None:
    """The one choice of signs that is exact in every column, or in two thirds of them; the fewest lines first."""
    best: Candidate | None = None
    goal = [vector.values[column] or 0 for column in columns]
    for depth in range(3, min(len(stack), MOST_MIXED) + 1):
        operands = stack[-depth:]
        if not vector.worded and any(line.starts_section for line in (*operands[1:], vector)):
            break
        rows = [[operand.values[column] or 0 for operand in operands] for column in columns]
        tried = [
            (sum(agree), signs)
            for signs in _signs(operands, columns)
            if (agree := _agreeing(rows, signs, goal)) and _is_proof(agree, goal, depth, step)
        ]
        most = max((agreeing for agreeing, _ in tried), default=0)
        chosen = [signs for agreeing, signs in tried if agreeing == most]
        if len(chosen) == 1 and most * 3 >= len(columns) * 2 and (best is None or most > best.agreeing):
            best = Candidate(most, aligned=True, depth=depth, subtract=False, mixed=chosen[0])
        if most == len(columns):
            return best if best is not None and best.agreeing == most else None
    return best


def _signs(operands: Sequence[Vector], columns: Sequence[int]) -> Iterator[tuple[int, ...]]:
    """Choices of signs that neither add all lines nor subtract all from the first.

    One figure alone proves no sign, it may be misprinted: such a line is subtracted only where it says so.
    """
    choices: list[tuple[int, ...]] = [(1,)]
    for operand in operands[1:]:
        figures = sum(bool(operand.values[column]) for column in columns)
        choices.append((1, -1) if figures > 1 else (-1,) if figures and LESS.match(operand.label) else (1,))
    return (signs for signs in product(*choices) if len(set(signs[1:])) > 1)


def _agreeing(rows: Sequence[Sequence[int]], signs: Sequence[int], goal: Sequence[int]) -> list[bool]:
    """By column, whether the signed sum is exact; empty where most fail."""
    agree: list[bool] = []
    misses = 0
    for values, printed in zip(rows, goal, strict=True):
        agree.append(sum(map(mul, signs, values)) == printed)
        misses += not agree[-1]
        if misses * 3 > len(goal):
            return []
    return agree


def _is_proof(agree: Sequence[bool], goal: Sequence[int], depth: int, step: int) -> bool:
    """The totals that agree have more figures than the choices tried could meet by chance."""
    held = [abs(printed) for printed, holds in zip(goal, agree, strict=True) if holds]
    return len(held) > 1 and bits_of(held, step) >= BITS_OF_PROOF + 2 * depth


def _candidates(
    stack: Sequence[Vector], vector: Vector, columns: Sequence[int], step: int
) -> Iterator[tuple[Candidate, int]]:
    """Every depth from 2 on, added up and subtracted, of which half the columns agree within rounding at the least.

    With it comes in how many columns it is exact. A difference that reaches over a heading reads as a total: else it
    is a part of what the lines above that heading come to as well.
    """
    goal = [vector.values[column] or 0 for column in columns]
    crosses = vector.starts_section
    sums = [0] * len(columns)
    for depth in range(1, min(len(stack), MOST_OPERANDS) + 1):
        top = stack[-depth]
        first = [top.values[column] or 0 for column in columns]
        added = list(map(add, first, sums))
        if depth > 1:
            aligned = depth == len(stack) or top.starts_section or top.like_total
            for subtract, right in ((False, added), (True, map(sub, first, sums))):
                if subtract and crosses and not vector.like_total:
                    continue
                agreeing, exact = _compare(goal, right, (depth + 1) * step)
                if agreeing * 2 >= len(columns):
                    yield Candidate(agreeing, aligned, depth, subtract), exact
        sums = added
        crosses = crosses or top.starts_section


def _compare(goal: Sequence[int], right: Iterable[int], slack: int) -> tuple[int, int]:
    """How many columns agree within ``slack``, and how many are exact; none where all that agree are zero."""
    agreeing = exact = 0
    nonzero = False
    for printed, computed in zip(goal, right, strict=True):
        gap = printed - computed
        if not gap:
            exact += 1
        elif 2 * abs(gap) > slack:
            continue
        agreeing += 1
        nonzero = nonzero or computed != 0
    return (agreeing, exact) if nonzero else (0, 0)
