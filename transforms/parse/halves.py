"""A balance sheet in two halves side by side, assets on the left, as one below the other."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from transforms.parse.text import Line

BESIDE = re.compile(r"^[^a-z]{0,40}\bassets\b[\d\s,$-]*?\s{2,}[\d\s,$-]*\bliabilit", re.IGNORECASE)
"""The line that heads both: assets, a gap, liabilities."""
PIECE = re.compile(r"\S+(?: \S+)*")
LABEL = re.compile(r"[A-Za-z]{2}")
FEWEST = 3
"""So many lines with a label and values on both sides are no chance."""
MOST = 100
"""Lines that a balance sheet has at the most."""


def unfold(lines: Sequence[Line]) -> list[Line]:
    """``lines`` with the right half of a two-sided balance sheet below its left half; each keeps its place."""
    result: list[Line] = []
    done = 0
    for index, line in enumerate(lines):
        if index < done or line.told is not None or "iabilit" not in line.text.lower() or not BESIDE.match(line.text):
            continue
        cut = _cut(lines[index : index + MOST])
        if cut is not None:
            first, last = _reach(lines, index, cut, done)
            result += [*lines[done:first], *_halves(lines[first:last], cut)]
            done = last
    return [*result, *lines[done:]] if done else list(lines)


def _cut(below: Sequence[Line]) -> int | None:
    """Where the right half starts: at its leftmost label, left of which all values end."""
    starts = [start for line in below if (start := _second_label(line.text)) is not None]
    return min(starts) if len(starts) >= FEWEST else None


def _second_label(text: str) -> int | None:
    """Where a label stands behind values that stand behind a label, with values behind it."""
    kinds = [(bool(LABEL.search(piece[0])), piece.start()) for piece in PIECE.finditer(text) if _speaks(piece[0])]
    shape = "".join("L" if is_label else "v" for is_label, _ in kinds)
    found = re.fullmatch(r"L+v+(L)L*v+", re.sub(r"(?<=v)\$", "", shape))
    return kinds[found.start(1)][1] if found else None


def _speaks(piece: str) -> bool:
    return any(character.isalnum() for character in piece) or piece in ("-", "--")


def _reach(lines: Sequence[Line], index: int, cut: int, done: int) -> tuple[int, int]:
    """The first line of the halves, and the one behind the last that both print and what is drawn below it."""
    first = index
    while first > done and lines[first - 1].text.strip() and _is_parted(lines[first - 1], cut):
        first -= 1
    parted = list(takewhile(lambda below: _is_parted(below, cut), lines[index : index + MOST]))
    both = max((at for at, below in enumerate(parted) if _second_label(below.text) is not None), default=0)
    rest = list(takewhile(lambda below: below.text.strip(), parted[both:]))
    return first, index + both + len(rest)


def _is_parted(line: Line, cut: int) -> bool:
    return line.told is None and not line.text[max(cut - 2, 0) : cut].strip()


def _halves(lines: Sequence[Line], cut: int) -> Iterator[Line]:
    for line in lines:
        yield line._replace(text=line.text[:cut].rstrip())
    for line in lines:
        right = line.text[cut:].rstrip()
        yield line._replace(text=right, places=tuple(line.place(column) for column in range(cut, cut + len(right) + 1)))
