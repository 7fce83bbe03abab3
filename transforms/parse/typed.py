"""Text typed with blanks that do not break, where no element keeps its blanks: it is as good as preformatted.

Word processors write a statement so, line by line, in a typewriter's face: with ``<br>`` or in a paragraph each, on a
page that may hold tables of cells as well.
"""

import re
from collections.abc import Iterable, Iterator
from html import escape, unescape
from itertools import pairwise
from typing import NamedTuple

from transforms.parse.placed import Part, Piece, placed_parts, set_lines
from transforms.parse.preformatted import BREAKS, PIECE, PRE, Starts, unmarked_part
from transforms.parse.text import LINE_END, Line, expand

REFERENCE, BLANK = r"&(?:[nN][bB][sS][pP]|#160);?", r"[ \r\n]*+"
SETS_OFF = rf"{BLANK}(?:(?:{REFERENCE}|\xa0){BLANK}){{3,}}+(?:<[^<>]{{0,80}}>){{0,3}}+(?P<value>[($.-]{{0,3}}\d)?"
PADDED = re.compile(rf"(?:{REFERENCE}|\xa0){SETS_OFF}")
"""Blanks that set something off; a value, where digits follow them."""
PADDED_FROM = (re.compile(rf"\xa0{SETS_OFF}"), re.compile(REFERENCE + SETS_OFF))
"""The same by the character that they begin with: what begins with one alone is found soonest."""
TABLE_TAG = re.compile(r"</?(?:table|caption|thead|tbody|t[rdh])\b[^<>]*>", re.IGNORECASE)
FENCE = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<whole>script|style|pre|title)\b.*?(?:</(?P=whole)\s*>|\Z)"
    rf"|{TABLE_TAG.pattern}",
    re.DOTALL | re.IGNORECASE,
)
"""What typed text does not reach over: it stands between tables, or in a cell."""
BLOCK = re.compile(r"</?(?:p|div|h[1-6]|hr|li|[uo]l|center|blockquote)\b[^<>]*>", re.IGNORECASE)
BREAK = re.compile(r"<br\b[^<>]*>", re.IGNORECASE)
TAG = re.compile(r"<[^<>]*>")
WORD = re.compile(r"[A-Za-z0-9]")
BLANKS = re.compile(r"[ \t\r\n\f]+|[^ \t\r\n\f]+")
TYPED = 4
"""So many values set off by hard blanks are a table."""
STEP = 12
"""So far below the first stands a further line of a piece."""
LONGEST_LINE = 120
MOST_MARKUP = 5_000
"""What is longer between typed lines is prose, with its markup or without."""
PROSE, SHORT, SET_OFF = -2, -1, 0
"""What a block without typed values is to those beside it: their end, at most a heading, a line of theirs."""


class Page(NamedTuple):
    """Markup in which typed text stands as preformatted, and the lines of all that is, in source order."""

    text: str
    preformatted: list[list[Line]]


def keep_blanks(text: str, first: int) -> Page:
    """``text`` with its typed parts made ``<pre>``; ``first`` is the number of its first line in the file.

    So is a page whose pieces say where they stand.
    """
    parts = placed_parts(text) if "absolute" in text else []
    pieces = (
        list(_pieces(text, first, parts)) if parts and not FENCE.search(text, parts[0].start, parts[-1].end) else []
    )
    lines = set_lines(pieces) if pieces else []
    if lines:
        opened = text.rindex("<", 0, parts[0].start)
        return Page("".join([text[:opened], _as_pre(lines), text[parts[-1].end :]]), [lines])
    return _keep_typed(text, first)


def _pieces(text: str, first: int, parts: Iterable[Part]) -> Iterator[Piece]:
    starts = Starts(text, first)
    for part in parts:
        for order, line in enumerate(_typed_lines(text, part.start, part.end, starts.of(part.start))):
            shown = line.text.strip()
            begin = line.text.index(shown)
            places = tuple((line.number_at(at), line.place(at)) for at in range(begin, begin + len(shown) + 1))
            if shown:
                yield Piece(shown, places, part.top + order * STEP, part.left)


def _as_pre(lines: Iterable[Line]) -> str:
    return f"<pre>{escape(chr(10).join(line.text for line in lines))}</pre>"


def _keep_typed(text: str, first: int) -> Page:
    starts, at = Starts(text, first), 0
    marked: list[str] = []
    lines: list[list[Line]] = []
    for start, end, is_typed in sorted([*_kept_parts(text), *_typed_parts(text)]):
        place = starts.of(start)
        if is_typed:
            lines.append(_typed_lines(text, start, end, place))
            marked += [text[at:start], _as_pre(lines[-1])]
            at = end
        else:
            lines.append(unmarked_part(text, start, end, place))
    return Page("".join([*marked, text[at:]]), lines)


def _kept_parts(text: str) -> Iterator[tuple[int, int, bool]]:
    """From where to where every ``<pre>`` holds text."""
    for match in PRE.finditer(text):
        if match["body"] is not None:
            yield *match.span("body"), False


def _typed_parts(text: str) -> Iterator[tuple[int, int, bool]]:
    """From where to where text is typed."""
    if not _may_be_typed(text):
        return
    at = 0
    for fence in FENCE.finditer(text):
        yield from _typed_between(text, at, fence.start())
        at = fence.end()
    yield from _typed_between(text, at, len(text))


def _may_be_typed(text: str) -> bool:
    """Between two tags of a table stand values enough."""
    values = _set_off(text, 0, len(text))
    found = 1
    for before, after in pairwise(values):
        found = 1 if TABLE_TAG.search(text, before, after) else found + 1
        if found == TYPED:
            return True
    return False


def _set_off(text: str, start: int, end: int) -> list[int]:
    """Where values stand that blanks set off."""
    found = (match for padded in PADDED_FROM for match in padded.finditer(text, start, end))
    return sorted({match.start("value") for match in found if match["value"]})


def _typed_between(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """The runs of blocks from a first set off to a last, with no prose between, that hold enough values."""
    if len(_set_off(text, start, end)) < TYPED:
        return
    bounds = [start, *(at for found in BLOCK.finditer(text, start, end) for at in found.span()), end]
    run: list[tuple[int, int, int]] = []
    for opened, closed in zip(bounds[::2], bounds[1::2], strict=True):
        rank = _rank(text[opened:closed])
        if rank == PROSE:
            yield from _as_part(run)
            run = []
        elif rank != SHORT or run:
            run.append((opened, closed, rank))
    yield from _as_part(run)


def _as_part(run: list[tuple[int, int, int]]) -> Iterator[tuple[int, int, bool]]:
    while run and run[-1][2] == SHORT:
        run.pop()
    if sum(max(rank, 0) for _, _, rank in run) >= TYPED:
        yield run[0][0], run[-1][1], True


def _rank(block: str) -> int:
    """How many typed values a block holds; else what it is to such as do."""
    lines = BREAK.split(block)
    values = sum(map(_values, lines))
    if values:
        return values
    if any(map(_is_long, lines)):
        return PROSE
    return SET_OFF if PADDED.search(block) else SHORT


def _values(line: str) -> int:
    """The values that blanks set off from a word or another value, on a line as short as typed ones are."""
    found = [match.start() for match in PADDED.finditer(line) if match["value"]] if len(line) <= MOST_MARKUP else []
    if not found or _is_long(line):
        return 0
    return sum(1 for start in found if WORD.search(_shown(line[:start])))


def _is_long(line: str) -> bool:
    return len(line) > MOST_MARKUP or (len(line) > LONGEST_LINE and len(_shown(line)) > LONGEST_LINE)


def _shown(markup: str) -> str:
    return " ".join(unescape(TAG.sub("", markup)).split())


def _typed_lines(text: str, start: int, end: int, place: tuple[int, int]) -> list[Line]:
    """The lines as a page shows them: hard blanks stay, of others one, and only tags end a line."""
    reader = _Shown(*place)
    at = start
    for piece in PIECE.finditer(text, start, end):
        reader.take(text[at : piece.start()])
        reader.skip(piece[0])
        at = piece.end()
    reader.take(text[at:end])
    reader.end()
    return reader.lines


class _Shown:
    """Gathers the characters that show into lines, each with its place in the file."""

    def __init__(self, number: int, column: int) -> None:
        self.number, self.column = number, column
        self.lines: list[Line] = []
        self.characters: list[str] = []
        self.places: list[tuple[int, int]] = []

    def take(self, text: str) -> None:
        """Characters between tags."""
        for run in BLANKS.findall(text):
            if run[0] not in " \t\r\n\f":
                self._show(run, [(self.number, self.column + index) for index in range(len(run))])
            elif self.characters and self.characters[-1][-1] != " ":
                self._show(" ", [(self.number, self.column)])
            self._pass(run)

    def skip(self, piece: str) -> None:
        """A tag that ends the line or does not, or a reference."""
        if piece.startswith("&"):
            character = unescape(piece)
            self._show(character, [(self.number, self.column)] * len(character))
        elif BREAK.match(piece):
            self._close()
        elif BREAKS.match(piece):
            self.end()
        self._pass(piece)

    def end(self) -> None:
        """The line is complete, if there is one."""
        if self.characters:
            self._close()

    def _show(self, characters: str, places: list[tuple[int, int]]) -> None:
        self.characters.append(characters)
        self.places += places

    def _pass(self, piece: str) -> None:
        ends = list(LINE_END.finditer(piece))
        self.number += len(ends)
        self.column = len(piece) - ends[-1].end() if ends else self.column + len(piece)

    def _close(self) -> None:
        places = [*self.places, (self.number, self.column)]
        numbers = tuple(number for number, _ in places)
        line = expand(numbers[0], "".join(self.characters), tuple(column for _, column in places))
        self.lines.append(line._replace(numbers=numbers) if numbers[0] != numbers[-1] else line)
        self.characters, self.places = [], []
