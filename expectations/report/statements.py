"""Facts back to the tables that they were printed in."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import polars as pl

from expectations.report.wording import period, unit, words

Fact = dict[str, Any]
SEPARATOR = " > "


@dataclass(frozen=True, slots=True)
class HeadingCell:
    """One cell over ``columns`` value columns."""

    text: str
    columns: int


@dataclass(frozen=True, slots=True)
class Line:
    """A section heading (``cells`` empty), or a label with one fact or None per column."""

    text: str
    depth: int
    unit: str
    cells: tuple[Fact | None, ...]
    is_total: bool


@dataclass(frozen=True, slots=True)
class Statement:
    """One printed table; ``headings`` are its levels, outermost first."""

    title: str
    unit: str
    headings: tuple[tuple[HeadingCell, ...], ...]
    columns: int
    lines: tuple[Line, ...]


def lay_out(facts: pl.DataFrame, totals: frozenset[str]) -> list[Statement]:
    """Tables in the order of the exhibit. ``totals`` are the fact ids that some footing adds up to."""
    printed = facts.filter(origin="table").sort("table_index", "row_index", "column_index", "char_start", "fact_id")
    rows = printed.iter_rows(named=True)
    return [_statement(list(table), totals) for _, table in groupby(rows, key=lambda fact: fact["table_index"])]


def _statement(facts: list[Fact], totals: frozenset[str]) -> Statement:
    columns = {column: position for position, column in enumerate(sorted({fact["column_index"] for fact in facts}))}
    common_unit = Counter(unit(fact["unit"], fact["scale"]) for fact in facts).most_common(1)[0][0]
    return Statement(
        title=words(facts[0]["statement"]),
        unit=common_unit,
        headings=_headings(facts, columns),
        columns=len(columns),
        lines=tuple(_lines(facts, columns, common_unit, totals)),
    )


def _headings(facts: list[Fact], columns: dict[int, int]) -> tuple[tuple[HeadingCell, ...], ...]:
    """The headings as printed, one row a level; a heading that repeats in the next column spans both."""
    first: dict[int, list[str]] = {}
    for fact in facts:
        first.setdefault(fact["column_index"], (fact["heading"] or period(fact)).split(SEPARATOR))
    depth = max(len(levels) for levels in first.values())
    padded = [[""] * (depth - len(first[column])) + first[column] for column in columns]
    paths = [[tuple(levels[: level + 1]) for levels in padded] for level in range(depth)]
    return tuple(tuple(HeadingCell(path[-1], len(list(run))) for path, run in groupby(level)) for level in paths)


def _lines(facts: list[Fact], columns: dict[int, int], common_unit: str, totals: frozenset[str]) -> Iterable[Line]:
    above: list[str] = []
    for _, row in groupby(facts, key=lambda fact: fact["row_index"]):
        cells = list(row)
        first = cells[0]
        path = first["section"].split(SEPARATOR) if first["section"] else []
        same = _common_length(above, path)
        for depth in range(same, len(path)):
            yield Line(path[depth], depth, "", (), is_total=False)
        above = path
        own_unit = unit(first["unit"], first["scale"])
        yield Line(
            text=first["label"],
            depth=len(path),
            unit="" if own_unit == common_unit else own_unit,
            cells=_place(cells, columns),
            is_total=any(fact["fact_id"] in totals for fact in cells),
        )


def _common_length(one: list[str], other: list[str]) -> int:
    length = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        length += 1
    return length


def _place(cells: list[Fact], columns: dict[int, int]) -> tuple[Fact | None, ...]:
    placed: list[Fact | None] = [None] * len(columns)
    for fact in cells:
        placed[columns[fact["column_index"]]] = fact
    return tuple(placed)
