"""Two tables printed side by side, unfolded: the left one with the lines above both, then the right one.

A line of both has a label, values, and once more a label and values. Where several such lines follow each other and
their second labels start at one column, a gutter parts two tables; what stands above it belongs to both.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from transforms.parse.text import Line
from transforms.parse.words import headings

PIECE = re.compile(r"\S+(?:\s\S+)*")
VALUE = re.compile(r"(?:(?:US|C|A)?[$€£¥]\s?)?(?:[-(]?\s?[$€£¥]?\s?[\d,.]+\d\)?%?|[$€£¥]|-0-|[-–—]{1,3})(?:\s?%)?")
GAP = re.compile(r"\S {2,}+\S")
OF_VALUES = "0123456789.,()%$€£¥-–— "
WORDS = re.compile(r"[A-Za-z]{2}")
GUTTER = 2
"""So many blanks part the halves at least."""
SLACK = 6
"""Second labels are set in by no more than this."""
FEWEST = 3
"""Fewer lines of two labels may be so by chance."""
APART = 4
"""Lines of both halves stand no further from each other."""


class Run(NamedTuple):
    """Lines ``first`` to ``last`` of two halves, and the column where the right one starts."""

    first: int
    last: int
    cut: int


def unfold(lines: Sequence[Line]) -> list[Line]:
    """``lines`` with the halves of tables that stand side by side one after the other."""
    result: list[Line] = []
    done = 0
    for run in _runs(lines):
        top = _top(lines, run, done)
        shared = _shared(lines, top, done)
        result += [*lines[done:top], *(_left(line, run.cut) for line in lines[top : run.last + 1])]
        result += [Line(lines[run.last].number, "", None), *shared]
        result += [_right(line, run.cut) for line in lines[top : run.last + 1]]
        done = run.last + 1
    return [*result, *lines[done:]]


def _second_label(text: str) -> int | None:
    """Where the second label of a line starts that prints label, values, label, values; None for any other."""
    if "  " not in text.rstrip(OF_VALUES).lstrip() or len(GAP.findall(text)) < FEWEST:
        return None  # most lines have values alone behind their label
    pieces = [(match.start(), _kind(match[0])) for match in PIECE.finditer(text)]
    kinds = "".join(kind for _, kind in pieces)
    found = re.fullmatch(r"(wv+)wv+", kinds)
    return pieces[found.end(1)][0] if found else None


def _kind(piece: str) -> str:
    if VALUE.fullmatch(piece):
        return "v"
    return "w" if WORDS.search(piece) and not headings.HEADER_WORDS.fullmatch(piece) else "o"


def _runs(lines: Sequence[Line]) -> Iterator[Run]:
    held: list[tuple[int, int]] = []
    for index, line in enumerate(lines):
        start = _second_label(line.text) if line.told is None and not line.captions else None
        if start is None:
            continue
        if held and (index - held[-1][0] > APART or abs(start - min(cut for _, cut in held)) > SLACK):
            yield from _run(lines, held)
            held = []
        held.append((index, start))
    yield from _run(lines, held)


def _run(lines: Sequence[Line], held: Sequence[tuple[int, int]]) -> Iterator[Run]:
    """The lines that ``held`` ends, where they are enough and the gutter is clear through all of them."""
    if len(held) < FEWEST:
        return
    cut = min(start for _, start in held)
    first, last = held[0][0], held[-1][0]
    while last + 1 < len(lines) and lines[last + 1].text.strip() and _is_clear(lines[last + 1], cut):
        last += 1
    if all(_is_clear(line, cut) for line in lines[first : last + 1]):
        yield Run(first, last, cut)


def _is_clear(line: Line, cut: int) -> bool:
    """Nothing stands in the gutter."""
    return not line.text[cut - GUTTER : cut].strip()


def _top(lines: Sequence[Line], run: Run, done: int) -> int:
    """The first of the lines above that print something for each half, as headers do."""
    top = run.first
    while top > done and lines[top - 1].text.strip() and _is_clear(lines[top - 1], run.cut):
        top -= 1
    while top < run.first and not (lines[top].text[: run.cut].strip() and lines[top].text[run.cut :].strip()):
        top += 1
    return top


def _shared(lines: Sequence[Line], top: int, done: int) -> list[Line]:
    """The lines next above, as far as they stand together: title and notes of both halves."""
    end = top
    while end > done and not lines[end - 1].text.strip():
        end -= 1
    start = end
    while start > done and lines[start - 1].text.strip():
        start -= 1
    return list(lines[start:end])


def _left(line: Line, cut: int) -> Line:
    return line._replace(text=line.text[:cut].rstrip())


def _right(line: Line, cut: int) -> Line:
    places = line.places[cut:] if line.places is not None else tuple(range(cut, len(line.text) + 1))
    return line._replace(text=line.text[cut:], places=places)
