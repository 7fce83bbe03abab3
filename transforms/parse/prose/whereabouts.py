"""Where the prose of HTML stands in its file: line and characters as landed, as prose of plain text has them.

The tree that a parser makes of markup keeps no offsets. So the words of a paragraph are looked for again where alone
they can be, in printed order: between the tables around it, or in the row of the table that holds it.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from html import unescape
from itertools import accumulate

from transforms.parse.grid import Place
from transforms.parse.text import as_blanks

WORD = re.compile(r"[A-Za-z0-9]+")
"""What markup and its tree agree on: letters and digits, whatever blanks, dashes and marks are made of them."""
PIECE = re.compile(
    r"(?P<word>[A-Za-z0-9]+)|</?(?!(?:script|style|head|title|ix:header)\b)[a-zA-Z][^<>]*>"
    r"|(?P<reference>&(?:#\d{1,9};?|#[xX][0-9a-fA-F]{1,8};?|nbsp;?|amp;?|\w{1,31};))"
    r"|<!--.*?(?:-->|\Z)|<(script|style|head|title|ix:header)\b.*?(?:</\3\s*>|\Z)|<[/!?][^<>]*>",
    re.DOTALL | re.IGNORECASE,
)
"""A word, or what is no word though it holds letters."""
TABLE = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style)\b.*?(?:</\1\s*>|\Z)|<(?P<closes>/?)table\b", re.DOTALL | re.IGNORECASE
)
ROW = re.compile(r"<!--.*?(?:-->|\Z)|<(tr)\b", re.DOTALL | re.IGNORECASE)
TAG = re.compile(r"<[^<>]*>")
SIGNS = {
    "(": re.compile(r"\(|&(?:#40|lpar);"),
    ")": re.compile(r"\)|&(?:#41|rpar);"),
    ".": re.compile(r"\."),
}
DASH = re.compile(
    r"[-\u2010-\u2015\u2212\u0096\u0097]+|&(?:[mn]dash|minus|#(?:45|150|151|821[0-3]|8722)|#x201[0-5]|#x2212);",
    re.IGNORECASE,
)
LONE_RETURN = re.compile(r"\r(?!\n)")
"""The end of a line that no line feed follows."""
MOST_HIDDEN = 20_000
"""Letters and digits that may stand unseen before a paragraph."""


class Words:
    """Letters and digits of a text, one behind the other, and where in it each of its words stands."""

    def __init__(self, words: Sequence[str], offsets: list[int]) -> None:
        self.offsets = offsets
        self.starts = [0, *accumulate(map(len, words))]
        self.text = "".join(words)

    def offset(self, index: int) -> int:
        """Where in the text the letter or digit ``index`` stands."""
        word = bisect_right(self.starts, index) - 1
        return self.offsets[word] + index - self.starts[word]

    def before(self, offset: int) -> int:
        """How many letters and digits stand before ``offset`` in the text."""
        word = bisect_left(self.offsets, offset) - 1
        return min(self.starts[word] + offset - self.offsets[word], self.starts[word + 1]) if word >= 0 else 0

    def begins(self, index: int) -> bool:
        """A word begins with the letter or digit ``index``."""
        return self.starts[bisect_left(self.starts, index)] == index


class Region:
    """A part of the markup from ``start`` to ``end``, and the words that it prints."""

    def __init__(self, markup: str, start: int, end: int) -> None:
        self.start, self.end, self.after = start, end, 0
        self.words = _printed(markup, start, end)

    def find(self, words: str) -> int | None:
        """Which letter or digit begins ``words``, after those found before; None where they do not stand near."""
        last = self.after + len(words) + MOST_HIDDEN
        at = self.words.text.find(words, self.after, last)
        while at >= 0 and not self.words.begins(at):
            at = self.words.text.find(words, at + 1, last)
        if at < 0:
            return None
        self.after = at + len(words)
        return at

    def start_of(self, index: int) -> int:
        """The offset in the markup of the letter or digit ``index``; the region's end behind the last."""
        return self.words.offset(index) if index < len(self.words.text) else self.end

    def end_of(self, index: int) -> int:
        """The offset behind the letter or digit ``index``; the region's start before the first."""
        return self.words.offset(index) + 1 if index >= 0 else self.start


def _printed(markup: str, start: int, end: int) -> Words:
    words: list[str] = []
    offsets: list[int] = []
    for piece in PIECE.finditer(markup, start, end):
        kind = piece.lastgroup
        if kind == "word" or (kind == "reference" and WORD.search(unescape(piece[0]))):
            words.append(piece[0] if kind == "word" else "".join(WORD.findall(unescape(piece[0]))))
            offsets.append(piece.start())
    return Words(words, offsets)


@dataclass(frozen=True)
class Found:
    """A paragraph that was found: its text, its region, and which of the region's letters and digits is its first."""

    text: str
    region: Region
    first: int
    whereabouts: "Whereabouts"

    @cached_property
    def words(self) -> Words:
        """The words of the text."""
        found = list(WORD.finditer(self.text))
        return Words([word[0] for word in found], [word.start() for word in found])

    def place(self, start: int, end: int) -> Place:
        """Where the characters ``start`` to ``end`` of the paragraph, a number or a dash, stand in the file."""
        first, last = (self.first + self.words.before(offset) for offset in (start, end))
        floor, roof = self.region.end_of(first - 1), self.region.start_of(last)
        if first == last:
            return self.whereabouts.place(*self.whereabouts.sign(self.text[start], floor, roof))
        opens, closes = self.region.start_of(first), self.region.end_of(last - 1)
        if not self.text[start].isalnum():
            opens, _ = self.whereabouts.sign(self.text[start], floor, opens, before=True)
        if not self.text[end - 1].isalnum():
            _, closes = self.whereabouts.sign(self.text[end - 1], closes, roof)
        return self.whereabouts.place(opens, closes)


class Whereabouts:
    """The markup of an exhibit; ``first`` is the number of its first line in the file as landed."""

    def __init__(self, markup: str, first: int) -> None:
        self.markup, self.first = markup, first
        self._regions: dict[tuple[int, int | None], Region] = {}
        self._rows: dict[int, list[int]] = {}

    def find(self, text: str, tables: int, row: int | None = None) -> Found | None:
        """The paragraph ``text`` that stands after so many ``tables`` have begun, or in a ``row`` of the last of these.

        Those of one region are to be asked for in printed order. None where the markup and its tree do not agree.
        """
        region = self._regions.get((tables, row))
        if region is None:
            region = self._regions[tables, row] = Region(self.markup, *self._bounds(tables, row))
        first = region.find("".join(WORD.findall(text)))
        return None if first is None else Found(text, region, first, self)

    def sign(self, sign: str, start: int, end: int, *, before: bool = False) -> tuple[int, int]:
        """The first parenthesis, point or dash from ``start`` to ``end``, on the line of ``start``.

        The last one on the line of ``end`` where it stands ``before`` a number. Where there is none, nothing stands.
        """
        line = self._line(end if before else start)
        start, end = max(start, self._lines[line]), min(end, [*self._lines[line + 1 : line + 2], end][0])
        shown = TAG.sub(as_blanks, self.markup[start:end])
        found = [(start + match.start(), start + match.end()) for match in SIGNS.get(sign, DASH).finditer(shown)]
        nothing = (end, end) if before else (start, start)
        return [nothing, *found][-1] if before else [*found, nothing][0]

    def place(self, start: int, end: int) -> Place:
        """The characters from ``start`` to ``end`` by their line."""
        line = self._line(start)
        return Place(self.first + line, start - self._lines[line], end - self._lines[line])

    def _line(self, offset: int) -> int:
        return bisect_right(self._lines, offset) - 1

    def _bounds(self, tables: int, row: int | None) -> tuple[int, int]:
        """Between the last table and the next; from its start where it does not end before, so that one nests in it."""
        start, end = self._tables[tables - 1] if 0 < tables <= len(self._tables) else (0, 0)
        following = self._tables[tables][0] if tables < len(self._tables) else len(self.markup)
        if row is None:
            return (start if end == following else end), following
        if tables not in self._rows:
            rows = [match.start() for match in ROW.finditer(self.markup, start, end) if match[1]]
            self._rows[tables] = [*rows, end]
        edges = self._rows[tables]
        return (edges[row], edges[row + 1]) if row + 1 < len(edges) else (end, end)

    @cached_property
    def _tables(self) -> list[tuple[int, int]]:
        """Start of every table, and its end or, before that, the start of the next."""
        tags = [
            (match.start(), match["closes"]) for match in TABLE.finditer(self.markup) if match["closes"] is not None
        ]
        ends = [*(offset for offset, _ in tags), len(self.markup)][1:]
        return [(start, end) for (start, closes), end in zip(tags, ends, strict=True) if not closes]

    @cached_property
    def _lines(self) -> list[int]:
        """Where every line starts."""
        alone = LONE_RETURN.finditer(self.markup) if "\r" in self.markup else ()
        ends = accumulate(len(line) + 1 for line in self.markup.split("\n")[:-1])
        return sorted([0, *ends, *(found.end() for found in alone)])
