"""Rows whose cells hold values below each other, one a line: each line of such a row is a row."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from transforms.parse.cells import LONGEST_HEADING, VALUE, Cell, holds_values, is_year

RULE = re.compile(r"[-–—_=]{4,}|[_=]+")
"""What underlines the value above it."""
COLUMN = 3
"""So many values below a heading are a column of them."""
Column = list[str]


def unstack(rows: Sequence[tuple[int, list[Cell]]]) -> list[tuple[int, list[Cell]]]:
    """``rows`` with each that holds values line by line as the rows that its lines are, under the same number."""
    return [
        (index, cells) for index, row in rows for cells in (_parts(row) if any(map(_is_stack, row)) else [row]) if cells
    ]


def untold(rows: Sequence[tuple[int, list[Cell]]]) -> list[int]:
    """The rows with a cell of many values that the cells beside it do not tell apart."""
    return [index for index, cells in rows for cell in cells if len(cell.lines) >= COLUMN and _is_stack(cell)]


def _is_stack(cell: Cell) -> bool:
    """Two values at least, with nothing but signs and rules between them; or a whole column, its heading above them."""
    if len(cell.spread) < 2:  # noqa: PLR2004
        return False
    lines = [bare for line in cell.spread if (bare := _without_rule(line))]
    first = next((order for order, line in enumerate(lines) if VALUE.match(line) and not is_year(line)), 0)
    headed = len(lines) - first >= COLUMN and all(len(line) <= LONGEST_HEADING for line in lines[:first])
    return holds_values(lines[first:]) and (first == 0 or headed)


def _parts(cells: list[Cell]) -> list[list[Cell]]:
    """The rows that ``cells`` hold, lines blank or not, where all cells of several lines have as many."""
    if any(cell.is_value for cell in cells):
        return [cells]
    for columns in _readings(cells):
        depth = max(map(len, columns))
        if all(len(lines) in (0, 1, depth) for lines in columns):
            return list(_rows(cells, columns, depth))
    return [cells]


def _readings(cells: Sequence[Cell]) -> Iterator[list[Column]]:
    """The lines of each cell: all of them, those up to the last that says something, those that do."""
    whole = [cell.spread for cell in cells]
    yield whole
    yield [_trimmed(lines) for lines in whole]
    yield [list(filter(_without_rule, lines)) for lines in whole]


def _trimmed(lines: Column) -> Column:
    end = len(lines)
    while end and not _without_rule(lines[end - 1]):
        end -= 1
    return lines[:end]


def _without_rule(line: str) -> str:
    bare = line.strip()
    return "" if RULE.fullmatch(bare) else bare


def _rows(cells: Sequence[Cell], columns: Sequence[Column], depth: int) -> Iterator[list[Cell]]:
    ruled: set[int] = set()
    for part in range(depth):
        said = {order: lines[part] for order, lines in enumerate(columns) if len(lines) > part and lines[part]}
        rules = {order for order, line in said.items() if not _without_rule(line)}
        yield [
            _line(cells[order], line, part, ruled=order in ruled) for order, line in said.items() if order not in rules
        ]
        ruled = rules or (ruled if not said else set())


def _line(cell: Cell, line: str, part: int, *, ruled: bool) -> Cell:
    bare = line.lstrip()
    indent = cell.indent + len(line) - len(bare)
    return replace(cell, lines=[bare], spread=[bare], part=part, indent=indent, ruled_above=ruled)
