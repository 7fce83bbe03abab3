"""Header lines to the headings of columns, level by level."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from transforms.parse import captions
from transforms.parse.blocks import Classed, Kind
from transforms.parse.grid import Column, Period
from transforms.parse.periods import Heading, duration, read_heading

SEGMENT = re.compile(r"\S+(?:\s\S+)*")
GROUP = re.compile(r"[-=_]{3,}")


class Segment(NamedTuple):
    """A piece of a header line: its span and text."""

    start: int
    end: int
    text: str


def segments(text: str) -> list[Segment]:
    """Pieces of ``text`` that two blanks keep apart."""
    return [Segment(match.start(), match.end(), match[0]) for match in SEGMENT.finditer(text)]


def is_header(item: Classed, columns: Sequence[Column]) -> bool:
    """A line above the values that speaks of columns: the field's words, or text that stands over a column."""
    if item.kind is Kind.HEADER:
        return True
    if item.kind not in (Kind.TEXT, Kind.SCALE) or not columns:
        return False
    parts = segments(item.line.text)
    over = [part for part in parts if part.end > columns[0].start - 2]
    if not over:
        return False
    marks = all(captions.FOOTNOTE_MARK.fullmatch(part.text) or captions.HEADER_WORDS.search(part.text) for part in over)
    return marks or (len(over) >= 2 and len(parts) <= len(columns) + 1)


def set_headings(columns: list[Column], head: Sequence[Classed]) -> None:
    """Give every column its heading: the pieces above it, outermost first.

    A piece with a rule below it spans the columns over that rule; without a rule each column takes the piece
    that overlaps it, or the nearest where a level has fewer pieces than there are columns.
    """
    levels = [(index, item) for index, item in enumerate(head) if is_header(item, columns)]
    parts: dict[int, list[str]] = {column.index: [] for column in columns}
    for index, item in levels:
        pieces = [piece for piece in segments(item.line.text) if piece.end > columns[0].start - 2 or len(columns) == 1]
        groups = _rule_groups(head, index)
        for column in columns:
            piece = _piece_over(column, columns, pieces, groups)
            if piece is not None:
                parts[column.index].append(piece.text)
    for column in columns:
        column.heading = tuple(parts[column.index])


def _rule_groups(head: Sequence[Classed], index: int) -> list[tuple[int, int]]:
    below = head[index + 1] if index + 1 < len(head) else None
    if below is None or below.kind is not Kind.RULE:
        return []
    return [match.span() for match in GROUP.finditer(below.line.text)]


def _piece_over(column: Column, columns: Sequence[Column], pieces: list[Segment], groups: list[tuple[int, int]]) -> Segment | None:
    middle = (column.start + column.edge) / 2
    for start, end in groups:
        if start - 1 <= middle <= end + 1 or start - 1 <= column.edge <= end + 1:
            inside = [piece for piece in pieces if piece.start < end and start < piece.end]
            if inside:
                return min(inside, key=lambda piece: abs((piece.start + piece.end) / 2 - middle))
    overlapping = [piece for piece in pieces if piece.start < column.edge and column.start < piece.end]
    if len(overlapping) == 1:
        return overlapping[0]
    if not pieces or len(pieces) > len(columns):
        return None
    nearest = min(pieces, key=lambda piece: abs((piece.start + piece.end) / 2 - middle))
    if len(pieces) < len(columns) or overlapping:
        return nearest if _reaches(nearest, column, columns, pieces) else None
    return nearest


def _reaches(piece: Segment, column: Column, columns: Sequence[Column], pieces: list[Segment]) -> bool:
    """Whether a caption that does not stand over ``column`` still speaks of it: mark-like pieces speak of their own only."""
    if captions.FOOTNOTE_MARK.fullmatch(piece.text) or re.fullmatch(r"\(?(un)?audited\)?", piece.text, re.IGNORECASE):
        return piece.start < column.edge and column.start < piece.end
    return True


def read_columns(columns: list[Column], statement: str, balance_dates: Iterable[date]) -> None:
    """Decide what each heading means: period, role, marks, assurance, and members that are no period."""
    dates = tuple(balance_dates)
    for column in columns:
        text = " ".join(column.heading)
        column.marks = tuple(match[1] for match in captions.FOOTNOTE_MARK.finditer(text))
        if "*" in text and not column.marks:
            column.marks = ("*",)
        column.assurance = _assurance(text)
        column.period = _period(read_heading(text), statement, dates)


def _period(heading: Heading, statement: str, balance_dates: tuple[date, ...]) -> Period | None:
    if heading.end is None:
        return None
    if heading.has_length:
        return duration(heading, balance_dates)
    if statement in DURATION_ONLY:
        return None
    return Period("instant", None, heading.end)


DURATION_ONLY = frozenset({"operations", "cash_flow", "non_gaap_operations", "pro_forma_operations"})
"""Statements whose columns are durations: a bare date there leaves the period undecided."""


def _assurance(text: str) -> str | None:
    if captions.UNAUDITED.search(text):
        return "unaudited"
    return "audited" if captions.AUDITED.search(text) else None
