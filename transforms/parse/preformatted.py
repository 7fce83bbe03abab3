"""Text inside markup, as lines that know where every character stood: ``<pre>`` goes to the reader of plain text."""

import re
from collections.abc import Iterator
from html import unescape

from transforms.parse.text import LINE_END, Line, expand

PIECE = re.compile(
    r"<!--.*?(?:-->|\Z)|<(script|style|head|title)\b.*?(?:</\1\s*>|\Z)|</?[a-zA-Z!?][^<>]*>|&#?\w{1,31};",
    re.DOTALL | re.IGNORECASE,
)
"""What a browser does not print as it stands."""
BREAKS = re.compile(r"</?(?:br|p|div|pre|tr|h[1-6]|hr|li|table|center)\b", re.IGNORECASE)
PRE = re.compile(r"<!--.*?(?:-->|\Z)|<pre\b[^<>]*>(?P<body>.*?)(?:</pre\s*>|\Z)", re.DOTALL | re.IGNORECASE)


class Starts:
    """Where offsets of a text stand, line and character, asked for from front to back."""

    def __init__(self, text: str, first: int) -> None:
        self.text, self.number, self.line_start, self.at = text, first, 0, 0

    def of(self, offset: int) -> tuple[int, int]:
        """The number of the line that holds ``offset``, and which of its characters that is."""
        for found in LINE_END.finditer(self.text, self.at, offset):
            self.number, self.line_start = self.number + 1, found.end()
        self.at = offset
        return self.number, offset - self.line_start


def unmarked(text: str, first: int) -> list[Line]:
    """``text`` without its markup; a tag that breaks the line does so here too.

    Characters keep their places in the file, so one line of it may come as several. ``first`` is the number of the
    text's first line in the file.
    """
    return unmarked_part(text, 0, len(text), (first, 0))


def unmarked_part(text: str, start: int, end: int, place: tuple[int, int]) -> list[Line]:
    """As ``unmarked``, what stands from ``start`` to ``end``; ``place`` is where the start is in the file."""
    reader = _Lines(*place)
    at = start
    for piece in PIECE.finditer(text, start, end):
        reader.take(text[at : piece.start()])
        reader.skip(piece[0])
        at = piece.end()
    reader.take(text[at:end])
    reader.close()
    return reader.lines


class _Lines:
    """Gathers characters into lines: where it is in the file, and what stands on the line so far."""

    def __init__(self, number: int, column: int) -> None:
        self.number, self.column = number, column
        self.lines: list[Line] = []
        self.shown: list[str] = []
        self.places: list[int] = []

    def take(self, text: str) -> None:
        """Characters as they stand."""
        for part in _parts(text):
            if LINE_END.fullmatch(part):
                self._next()
            else:
                self._show(part, range(self.column, self.column + len(part)))
                self.column += len(part)

    def skip(self, piece: str) -> None:
        """A tag or a comment, of which nothing shows but its line ends; a reference shows its character."""
        if piece.startswith("&"):
            character = unescape(piece)
            self._show(character, [self.column] * len(character))
        elif BREAKS.match(piece) and self.shown:
            self.close()
        ends = list(LINE_END.finditer(piece))
        for _ in ends:
            self._next()
        self.column += len(piece) - (ends[-1].end() if ends else 0)

    def close(self) -> None:
        """The line is complete."""
        self.lines.append(expand(self.number, "".join(self.shown), (*self.places, self.column)))
        self.shown, self.places = [], []

    def _show(self, characters: str, places: range | list[int]) -> None:
        self.shown.append(characters)
        self.places.extend(places)

    def _next(self) -> None:
        self.close()
        self.number, self.column = self.number + 1, 0


def _parts(text: str) -> Iterator[str]:
    """Runs without a line end, and line ends."""
    at = 0
    for end in LINE_END.finditer(text):
        if end.start() > at:
            yield text[at : end.start()]
        yield end[0]
        at = end.end()
    if at < len(text):
        yield text[at:]
