"""Pages whose every piece of text says where it stands, as what converts from PDF writes them, as lines of text."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from transforms.parse.text import Line

OPEN = re.compile(
    r"<(?P<tag>div|p|span)\b[^<>]{0,200}?\bstyle\s*=\s*[\"']?"
    r"(?P<style>[^\"'<>]{0,400}?position\s*:\s*absolute[^\"'<>]{0,400})[^<>]*>",
    re.IGNORECASE,
)
SIDE = r"(?:^|[;\s])\s*{}\s*:\s*(?P<length>\d{{1,6}}(?:\.\d{{1,4}})?)\s*(?P<unit>px|pt|in)?"
TOP, LEFT = (re.compile(SIDE.format(side), re.IGNORECASE) for side in ("top", "left"))
PIXELS = {"px": 1.0, "pt": 4 / 3, "in": 96.0, "": 1.0}
NUMBER = re.compile(r"[($]*\s*[\d,.]*\d\)?%?")
PLACED = 40
"""So many pieces that say where they stand are a page."""
MOST_PIECES = 20_000
WIDEST = 2_000
MOST_ON_LINE = 60
"""No exhibit has more pieces, a wider page or a line of more."""
SAME_LINE = 4
NEXT_PAGE = 200
"""So far up no line stands above the one before it, but on the next page."""
GAP = 1.7
"""A line further down than so many ordinary steps stands below a blank one."""
HEADER_LINES = 4
"""No more lines stand between a caption and the years below it."""
WIDTHS = [width / 10 for width in range(35, 90)]
"""How wide a digit may be."""
ROOM = 0.85
"""A column of text is as wide as so much of a digit: letters are narrower than digits."""


class Piece(NamedTuple):
    """Characters that show, where each stands in the file, and where the page has the first."""

    text: str
    places: tuple[tuple[int, int], ...]
    top: float
    left: float


class Part(NamedTuple):
    """One element's place on the page, and from where to where its text stands in the markup."""

    top: float
    left: float
    start: int
    end: int


def placed_parts(text: str) -> list[Part]:
    """What each placed element holds, in source order; none where too few are to lay out a page."""
    if text.lower().count("absolute") < PLACED:
        return []
    opened = [found for found in OPEN.finditer(text) if TOP.search(found["style"]) and LEFT.search(found["style"])]
    if not PLACED <= len(opened) <= MOST_PIECES or any(_length(LEFT, found["style"]) > WIDEST for found in opened):
        return []
    last = opened[-1]
    closed = re.compile(rf"</{last['tag']}\b|\Z", re.IGNORECASE).search(text, last.end())
    starts = [*(found.start() for found in opened[1:]), closed.start() if closed else len(text)]
    return [
        Part(_length(TOP, found["style"]), _length(LEFT, found["style"]), found.end(), end)
        for found, end in zip(opened, starts, strict=True)
    ]


def _length(side: re.Pattern[str], style: str) -> float:
    found = side.search(style)
    assert found is not None
    return float(found["length"]) * PIXELS[(found["unit"] or "").lower()]


def set_lines(pieces: Sequence[Piece]) -> list[Line]:
    """``pieces`` as the lines that they stand on, each as far to the right as the page has it.

    What stands over several columns is underlined, as it is in plain text. None where no page has so long lines.
    """
    pages = list(_pages(pieces))
    if max(len(row) for rows in pages for row in rows) > MOST_ON_LINE:
        return []
    width = _digit_width(pieces)
    margin = min((row[0].left for page in pages for row in map(_numbers, page) if len(row) > 1), default=0.0)
    lines: list[Line] = []
    for rows in pages:
        steps = Counter(round(below[0].top - above[0].top) for above, below in pairwise(rows))
        step = steps.most_common(1)[0][0] if steps else 0
        for order, row in enumerate(rows):
            if lines and (not order or row[0].top - rows[order - 1][0].top > GAP * step):
                lines.append(Line(lines[-1].number, "", None))
            lines.append(_line(row, width, margin))
            rule = _rule(row, rows[order + 1 : order + 1 + HEADER_LINES], width, margin)
            if rule:
                lines.append(Line(lines[-1].number, rule, None))
    return lines


def _numbers(row: Sequence[Piece]) -> list[Piece]:
    return [piece for piece in row if NUMBER.fullmatch(piece.text)]


def _rule(row: Sequence[Piece], below: Sequence[Sequence[Piece]], width: float, margin: float) -> str:
    """A rule below each of several captions, over the numbers further down that stand nearest to it."""
    columns = next((found for found in map(_numbers, below) if len(found) > len(row)), [])
    if len(row) < 2 or not columns or row[0].left < margin - width or _numbers(row):  # noqa: PLR2004
        return ""
    middles = [piece.left + width * len(piece.text) / 2 for piece in row]
    owners = [
        min(range(len(row)), key=lambda order: abs(middles[order] - column.left - width * len(column.text) / 2))
        for column in columns
    ]
    if owners != sorted(owners) or len({*owners}) < len(row):
        return ""
    rule = ""
    for order in range(len(row)):
        own = [column for column, owner in zip(columns, owners, strict=True) if owner == order]
        start, end = _column(own[0], width, margin), _column(own[-1], width, margin) + len(own[-1].text)
        rule = rule.ljust(max(start, len(rule) + 1)) + "-" * (end - start)
    return rule


def _digit_width(pieces: Sequence[Piece]) -> float:
    """The width with which most numbers end where another does."""
    numbers = [(piece.left, len(piece.text.rstrip(")%"))) for piece in pieces if NUMBER.fullmatch(piece.text)]
    return max(
        WIDTHS,
        key=lambda width: sum(
            count * count for count in Counter(round((left + width * length) / 2) for left, length in numbers).values()
        ),
    )


def _pages(pieces: Sequence[Piece]) -> Iterator[list[list[Piece]]]:
    """Pieces by page and line, from top to bottom and from left to right."""
    page: list[Piece] = []
    for piece in pieces:
        if page and piece.top < page[-1].top - NEXT_PAGE:
            yield _rows(page)
            page = []
        page.append(piece)
    yield _rows(page)


def _rows(page: list[Piece]) -> list[list[Piece]]:
    rows: list[list[Piece]] = []
    for piece in sorted(page, key=lambda piece: (piece.top, piece.left)):
        if rows and piece.top - rows[-1][0].top <= SAME_LINE:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.left) for row in rows]


def _line(row: Sequence[Piece], width: float, margin: float) -> Line:
    text = ""
    places: list[tuple[int, int]] = []
    for piece in row:
        start = _column(piece, width, margin)
        blanks = max(start - len(text), 2 if text else 0)
        places += [piece.places[0]] * blanks + list(piece.places[: len(piece.text)])
        text += " " * blanks + piece.text
    places.append(row[-1].places[-1])
    numbers, columns = zip(*places, strict=True)
    return Line(numbers[0], text, tuple(columns), numbers=tuple(numbers))


def _column(piece: Piece, width: float, margin: float) -> int:
    """Where a piece starts: a number ends where it does on the page, a caption has its middle there."""
    digits = len(piece.text.rstrip(")%"))
    if NUMBER.fullmatch(piece.text):
        return round((piece.left + width * digits) / (width * ROOM)) - digits
    if piece.left < margin - width or piece.text == "$":
        return round(piece.left / (width * ROOM))
    return round((piece.left + width * digits / 2) / (width * ROOM) - digits / 2)
