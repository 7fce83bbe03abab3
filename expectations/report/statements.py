"""Lines and facts back to the statements that they were printed in."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

import polars as pl

from expectations.report.wording import period, unit, words

Row = dict[str, Any]
Key = tuple[int, int, str, str]
"""Table, row, section and label."""
Rule = Literal["", "sum", "grand"]
SEPARATOR = " > "
SUMS = ("footing", "cash_roll_forward")
"""Kinds of ties whose first operand is a sum of the others."""
NEAR = 2
"""Indents that differ by less are one level."""
DEEPEST = 6


@dataclass(frozen=True, slots=True)
class HeadingCell:
    """One cell over ``columns`` value columns."""

    text: str
    columns: int


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: ``cells`` holds the facts of each value column, and is empty for a heading.

    ``rules`` says per column whether the value stands under a single rule, for what is above it adds up to it, or
    is a grand total besides, which adds to nothing further.
    """

    text: str
    depth: int
    is_centered: bool
    unit: str
    concept: str
    cells: tuple[tuple[Row, ...], ...]
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """One printed table; ``headings`` are its levels, outermost first."""

    table_index: int
    title: str
    kind: str
    unit: str
    headings: tuple[tuple[HeadingCell, ...], ...]
    columns: int
    lines: tuple[Line, ...]


def lay_out(lines: pl.DataFrame, facts: pl.DataFrame, ties: pl.DataFrame) -> list[Statement]:
    """The tables of one reading in the order of the exhibit.

    ``lines``, ``facts`` and ``ties`` have the columns of ``mart.line``, ``mart.fact_all`` and ``mart.tie``.
    """
    printed = facts.filter(origin="table").sort("column_index", "char_start", "fact_id", nulls_last=False)
    facts_of = list(printed.iter_rows(named=True))
    ruled = _ruled(ties, {fact["fact_id"]: fact for fact in facts_of})
    rows = _rows(facts_of)
    tables = groupby(
        lines.sort("position").iter_rows(named=True), key=lambda line: (line["table_index"], line["statement"])
    )
    return [_statement(list(table), rows, ruled) for _, table in tables]


def _rows(facts: Iterable[Row]) -> Mapping[Key, Iterator[list[Row]]]:
    """The facts of each line; where one row of HTML prints a label twice, of its lines one after the other."""
    lines: dict[Key, dict[int, list[Row]]] = defaultdict(lambda: defaultdict(list))
    for fact in facts:
        lines[_key(fact)][fact["ordinal"]].append(fact)
    return {key: iter([of_line[ordinal] for ordinal in sorted(of_line)]) for key, of_line in lines.items()}


def _ruled(ties: pl.DataFrame, facts: Mapping[str, Row]) -> Mapping[str, Rule]:
    """Which facts are drawn as sums: those that what stands above them in their table adds up to."""
    sums: set[str] = set()
    added: set[str] = set()
    for ids in ties.filter(pl.col("kind").is_in(SUMS))["fact_ids"].to_list():
        total, *operands = ids
        added.update(operands)
        if total in facts and all(_is_above(facts.get(one), facts[total]) for one in operands):
            sums.add(total)
    return {one: "sum" if one in added else "grand" for one in sums}


def _is_above(fact: Row | None, total: Row) -> bool:
    return fact is not None and fact["table_index"] == total["table_index"] and fact["row_index"] <= total["row_index"]


def _statement(
    lines: Sequence[Row], facts_of: Mapping[Key, Iterator[list[Row]]], ruled: Mapping[str, Rule]
) -> Statement:
    rows = [[] if line["kind"] == "heading" else next(facts_of.get(_key(line), iter(())), []) for line in lines]
    facts = [fact for row in rows for fact in row]
    columns = {column: position for position, column in enumerate(sorted({fact["column_index"] for fact in facts}))}
    units = Counter(unit(fact["unit"], fact["scale"]) for fact in facts)
    common = units.most_common(1)[0][0] if units else ""
    depths = _depths([line["indent"] for line, row in zip(lines, rows, strict=True) if row])
    deepest = max(depths, default=0)
    first = lines[0]
    return Statement(
        table_index=first["table_index"],
        title=first["title"] or words(first["statement"]),
        kind=words(first["statement"]),
        unit=common,
        headings=_headings(facts, columns),
        columns=len(columns),
        lines=tuple(
            Line(
                text=line["label"],
                depth=min(depths.get(line["indent"], _level(depths, line["indent"])), DEEPEST),
                is_centered=not row and line["indent"] > deepest + NEAR,
                unit=_own_unit(row, common),
                concept=row[0]["concept"] if row else "",
                cells=_cells(row, columns),
                rules=tuple(_rule(cell, ruled) for cell in _cells(row, columns)),
            )
            for line, row in zip(lines, rows, strict=True)
        ),
    )


def _key(row: Row) -> Key:
    """What a line and its facts have in common."""
    return row["table_index"], row["row_index"], row["section"], row["label"]


def _depths(indents: Iterable[int]) -> dict[int, int]:
    """Printed indents to levels from 0."""
    levels: dict[int, int] = {}
    start = level = 0
    for indent in sorted(set(indents)):
        if levels and indent - start >= NEAR:
            level += 1
            start = indent
        elif not levels:
            start = indent
        levels[indent] = level
    return levels


def _level(depths: Mapping[int, int], indent: int) -> int:
    """The level of a heading whose indent no line of values has: that of the next smaller one."""
    return max((level for known, level in depths.items() if known <= indent), default=0)


def _own_unit(row: Sequence[Row], common: str) -> str:
    own = unit(row[0]["unit"], row[0]["scale"]) if row else common
    return "" if own == common else own


def _cells(row: Sequence[Row], columns: Mapping[int, int]) -> tuple[tuple[Row, ...], ...]:
    placed: list[list[Row]] = [[] for _ in columns] if row else []
    for fact in row:
        placed[columns[fact["column_index"]]].append(fact)
    return tuple(map(tuple, placed))


def _rule(cell: Sequence[Row], ruled: Mapping[str, Rule]) -> Rule:
    return next((ruled[fact["fact_id"]] for fact in cell if fact["fact_id"] in ruled), "")


def _headings(facts: Iterable[Row], columns: Mapping[int, int]) -> tuple[tuple[HeadingCell, ...], ...]:
    """The headings as printed, one row a level; a heading that repeats in the next column spans both."""
    first: dict[int, list[str]] = {}
    for fact in facts:
        first.setdefault(fact["column_index"], (fact["heading"] or period(fact)).split(SEPARATOR))
    depth = max((len(levels) for levels in first.values()), default=0)
    padded = [[""] * (depth - len(first[column])) + first[column] for column in columns]
    paths = [[tuple(levels[: level + 1]) for levels in padded] for level in range(depth)]
    return tuple(tuple(HeadingCell(path[-1], len(list(run))) for path, run in groupby(level)) for level in paths)
