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


def preformatted(text: str, first: int) -> list[list[Line]]:
    """The lines of every ``<pre>`` in source order; ``first`` is the number of the text's first line in the file."""
    return [unmarked(text, first, *match.span("body")) for match in PRE.finditer(text) if match["body"] is not None]


def unmarked(text: str, first: int, start: int = 0, end: int | None = None) -> list[Line]:
    """``text`` from ``start`` to ``end`` without its markup; a tag that breaks the line does so here too.

    Characters keep their places in the file, so one line of it may come as several.
    """
    last_end = None
    for found in LINE_END.finditer(text, 0, start):
        first, last_end = first + 1, found.end()
    reader = _Lines(first, start - (last_end or 0))
    at, stop = start, len(text) if end is None else end
    for piece in PIECE.finditer(text, start, stop):
        reader.take(text[at : piece.start()])
        reader.skip(piece[0])
        at = piece.end()
    reader.take(text[at:stop])
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
