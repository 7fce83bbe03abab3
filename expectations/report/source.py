"""The exhibit as it landed, with every token marked by what became of it: a fact, declared no fact, an issue."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import Any, NamedTuple

import polars as pl

from expectations.words import spoken

Row = dict[str, Any]
Place = tuple[int | None, int | None, int | None, int | None]
NOWHERE: Place = (None, None, None, None)
UNREMARKABLE = "info"
"""Issues of this level are told beside the token and not coloured."""


class Mark(NamedTuple):
    """Characters from ``start`` to ``end`` of a line or cell, and what became of them."""

    start: int
    end: int
    fact: int | None = None
    """Number of the fact, in the order of the facts given."""
    reason: str = ""
    """Why they are no fact."""
    issue: str = ""
    level: str = ""


class Segment(NamedTuple):
    """A run of characters that are all the same; ``facts`` that begin here, the ``fact`` that they belong to."""

    text: str
    starts: tuple[int, ...]
    fact: int | None
    reason: str
    issue: str
    level: str


class TextLine(NamedTuple):
    """A line of the file."""

    number: int
    segments: tuple[Segment, ...]
    issue: str
    """What is to be told of the line as a whole."""


class SourceCell(NamedTuple):
    """A cell and the columns of the printed table that it covers; an empty one fills a gap."""

    columns: int
    segments: tuple[Segment, ...]


class SourceRow(NamedTuple):
    """A row of an HTML table."""

    cells: tuple[SourceCell, ...]
    issue: str


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that follow each other, or one paragraph, or one table; the others are empty."""

    lines: tuple[TextLine, ...] = ()
    paragraph: tuple[Segment, ...] = ()
    table_index: int | None = None
    rows: tuple[SourceRow, ...] = ()


@dataclass(frozen=True, slots=True)
class Marked:
    """The exhibit's blocks in order, and the numbers of the facts that have a mark in them."""

    blocks: tuple[Block, ...]
    found: frozenset[int]


def mark(source: pl.DataFrame, facts: Sequence[Row], non_facts: pl.DataFrame, issues: pl.DataFrame) -> Marked:
    """``source`` (columns of ``SOURCE``) with its marks; ``facts`` are numbered as they come."""
    marks = _Marks(facts, non_facts, issues)
    kinds = groupby(source.iter_rows(named=True), key=lambda piece: (_kind(piece), piece["table_index"]))
    blocks = tuple(block for (kind, _), pieces in kinds for block in _blocks(kind, list(pieces), marks))
    return Marked(blocks, frozenset(marks.used))


def split(marked: Marked, part_of: Sequence[int], parts: int) -> list[list[Block]]:
    """The blocks on each of so many pages: a page begins with the first block or line that has a fact of its own.

    A paragraph stands with its facts.
    """
    pages: list[list[Block]] = [[] for _ in range(parts)]
    at = 1
    for block in marked.blocks:
        lines: dict[int, list[TextLine]] = defaultdict(list)
        for line in block.lines:
            at = max([at, *_parts_in(line.segments, part_of)])
            lines[at].append(line)
        if block.paragraph:
            pages[max(_parts_in(block.paragraph, part_of), default=at) - 1].append(block)
        elif not block.lines:
            at = max(
                [at, *(part for row in block.rows for cell in row.cells for part in _parts_in(cell.segments, part_of))]
            )
            pages[at - 1].append(block)
        for part, several in lines.items():
            pages[part - 1].append(Block(lines=tuple(several)))
    return pages


def _parts_in(segments: Iterable[Segment], part_of: Sequence[int]) -> Iterator[int]:
    return (part_of[one.fact] for one in segments if one.fact is not None)


def _kind(piece: Row) -> str:
    return "line" if piece["line_number"] is not None else "paragraph" if piece["table_index"] is None else "table"


def _blocks(kind: str, pieces: list[Row], marks: "_Marks") -> Iterator[Block]:
    if kind == "line":
        yield Block(lines=tuple(_line(piece, marks) for piece in pieces))
    elif kind == "paragraph":
        yield from (Block(paragraph=marks.cut(NOWHERE, piece["text"], piece["numbers"])) for piece in pieces)
    else:
        yield Block(table_index=pieces[0]["table_index"], rows=tuple(_rows(pieces, marks)))


def _line(piece: Row, marks: "_Marks") -> TextLine:
    place = (piece["line_number"], None, None, None)
    return TextLine(piece["line_number"], marks.cut(place, piece["text"]), marks.whole.get(place, ""))


def _rows(pieces: list[Row], marks: "_Marks") -> Iterator[SourceRow]:
    """Cells under the columns of the grid in which any cell ends, so that spacers take no room."""
    edges = {edge: order for order, edge in enumerate(sorted({piece["right"] for piece in pieces}))}
    for index, row in groupby(pieces, key=lambda piece: piece["row_index"]):
        cells: list[SourceCell] = []
        column = 0
        for piece in row:
            end = edges[piece["right"]] + 1
            start = min(next(order for edge, order in edges.items() if edge >= piece["left"]), end - 1)
            if start > column:
                cells.append(SourceCell(start - column, ()))
            place = (None, piece["table_index"], index, piece["cell_index"])
            cells.append(
                SourceCell(max(end - max(start, column), 1), marks.cut(place, piece["text"], piece["numbers"]))
            )
            column = max(end, column + 1)
        yield SourceRow(tuple(cells), marks.whole.get((None, pieces[0]["table_index"], index, None), ""))


class _Marks:
    """What became of the tokens, by place; ``used`` are the facts that were found."""

    def __init__(self, facts: Sequence[Row], non_facts: pl.DataFrame, issues: pl.DataFrame) -> None:
        self.used: set[int] = set()
        self.whole: dict[Place, str] = {}
        self.by_place: dict[Place, list[tuple[Row, Mark]]] = defaultdict(list)
        self.by_end: dict[tuple[int, int], list[Mark]] = defaultdict(list)
        """What ends at a character of a line."""
        for number, fact in enumerate(facts):
            self._add(fact, Mark(0, 0, fact=number))
        for row in non_facts.iter_rows(named=True):
            self._add(row, Mark(0, 0, reason=spoken(row["reason"])))
        for row in issues.iter_rows(named=True):
            self._issue(row)

    def _add(self, row: Row, found: Mark) -> None:
        self.by_place[_place(row)].append((row, found))
        if row["line_number"] is not None and row["char_end"] is not None:
            self.by_end[row["line_number"], row["char_end"]].append(found)

    def _issue(self, row: Row) -> None:
        if row["char_start"] is not None or row["cell_index"] is not None:
            self._add(row, Mark(0, 0, issue=row["message"], level=row["level"]))
        elif row["level"] != UNREMARKABLE:
            place = (row["line_number"], row["table_index"] if row["line_number"] is None else None, None, None)
            place = (*place[:2], row["row_index"] if row["line_number"] is None else None, None)
            self.whole[place] = " ".join(filter(None, (self.whole.get(place), row["message"])))

    def cut(self, place: Place, text: str, numbers: Iterable[Sequence[int]] | None = None) -> tuple[Segment, ...]:
        """``text`` in segments; ``numbers`` of prose stand each at a place of its own."""
        marks = list(_spans(text, self.by_place.get(place, ())))
        for start, end, line, char_end in numbers or ():
            marks += (one._replace(start=start, end=end) for one in self.by_end.get((line, char_end), ()))
        self.used.update(one.fact for one in marks if one.fact is not None)
        edges = sorted({0, len(text), *(edge for one in marks for edge in (one.start, one.end))})
        return tuple(_segment(text, start, end, marks) for start, end in pairwise(edges))


def _place(row: Mapping[str, Any]) -> Place:
    if row["line_number"] is not None:
        return row["line_number"], None, None, None
    return None, row["table_index"], row["row_index"], row["cell_index"]


def _spans(text: str, marks: Iterable[tuple[Row, Mark]]) -> Iterator[Mark]:
    """Marks with the characters that they cover: as their place says, or where their cell prints their token."""
    at: dict[str, int] = {}
    for row, one in marks:
        if row["line_number"] is not None and row["char_start"] is not None:
            start, end = (min(max(row[name], 0), len(text)) for name in ("char_start", "char_end"))
        else:
            token = row.get("printed") or row.get("token") or ""
            kind = f"{one.fact is None} {token}"
            found = re.compile(rf"(?<![\d,.]){re.escape(token)}(?!\d)").search(text, at.get(kind, 0)) if token else None
            start, end = found.span() if found else (0, len(text))
            at[kind] = end
        if end > start:
            yield one._replace(start=start, end=end)


def _segment(text: str, start: int, end: int, marks: Sequence[Mark]) -> Segment:
    over = [one for one in marks if one.start <= start and end <= one.end]
    facts = [one for one in over if one.fact is not None]
    told = [one for one in over if one.issue]
    return Segment(
        text=text[start:end],
        starts=tuple(one.fact for one in facts if one.fact is not None and one.start == start),
        fact=facts[0].fact if facts else None,
        reason="" if facts else next((one.reason for one in over if one.reason), ""),
        issue=" ".join(one.issue for one in told),
        level=next((level for level in ("error", "warning", "info") if any(one.level == level for one in told)), ""),
    )
