"""Bytes to lines, keeping for every character the place it has in the file as landed."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from transforms.errors import UnreadableSourceError

TAB_WIDTH = 8
LONGEST_LINE = 100_000
LINE_END = re.compile(r"\r\n|\n|\r")
CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
WINDOWS = re.compile(r"[\x80-\x9f]")
"""Control characters of Latin-1: a Windows text was taken for it before it became UTF-8."""
WINDOWS_BYTES = re.compile(rb"\xc2[\x80-\x9f]")
"""The same as UTF-8 has them."""
ESCAPED_DASH = re.compile(r"^- (?=-)")
LEADERS = re.compile(r"\.(?: ?\.){3,}+(?=[\s$(\d]|$)|(?<= )\.(?: ?\.)*+(?= {2,}[$(\d-])|\.{2,}+(?= {2,}[$(\d-])")
"""Dots that lead the eye from a label to its values; fewer than four stand apart from both."""


class Reach(NamedTuple):
    """How far a caption reaches: where it is printed, the first and last character that it stands over, its cell."""

    start: int
    left: int
    right: int
    cell: tuple[int, int]


class Told(NamedTuple):
    """What a medium with cells says of a line of values: where its label ends, and where its values start and end."""

    label: int
    values: tuple[tuple[int, int], ...]


class Line(NamedTuple):
    """One line: its 1-based number in the file, its text with tabs expanded, and where each column was.

    A medium that knows how far each caption of the line reaches says so in ``captions``, and what its cells are in
    ``told``.
    """

    number: int
    text: str
    places: tuple[int, ...] | None
    captions: tuple[Reach, ...] = ()
    told: Told | None = None
    numbers: tuple[int, ...] | None = None
    """The line of the file on which each column stands, where the text wraps in the file and not on the page."""

    def number_at(self, column: int) -> int:
        """The 1-based line of the file on which ``column`` of ``text`` stands."""
        return self.number if self.numbers is None else self.numbers[min(column, len(self.numbers) - 1)]

    def place(self, column: int) -> int:
        """The 0-based character of the line as landed that stands at ``column`` of ``text``."""
        if self.places is None:
            return column
        return self.places[min(column, len(self.places) - 1)]

    def column(self, place: int) -> int:
        """The column of ``text`` at which the character ``place`` of the line as landed stands."""
        return place if self.places is None else self.places.index(place)


def as_blanks(match: re.Match[str]) -> str:
    """As many blanks as were matched, so that what stands behind them keeps its place."""
    return " " * len(match[0])


def leaves_open(text: str) -> bool:
    """It opens more parentheses than it closes."""
    return text.count("(") > text.count(")")


def spoken(lines: Iterable[Line]) -> str:
    """``lines`` as one text with single blanks."""
    return " ".join(" ".join(line.text.split()) for line in lines)


def decode(content: bytes, name: str) -> str:
    """``content`` as text: UTF-8 where it is valid, else Windows-1252.

    Raises:
        UnreadableSourceError: for an empty file, a PDF, or bytes that are no text.
    """
    head = content[:4096]
    if not content.strip():
        raise UnreadableSourceError(f"{name}: the file is empty; fetch it again")
    if head.lstrip().startswith(b"%PDF"):
        raise UnreadableSourceError(f"{name}: a PDF holds no text to read; give the text or HTML exhibit")
    if b"\0" in content or len(CONTROL.findall(head.decode("latin-1"))) > len(head) // 50:
        raise UnreadableSourceError(f"{name}: binary data, no text; give the text or HTML exhibit")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        # the five bytes that Windows-1252 leaves undefined keep their place as replacement characters
        return content.decode("cp1252", errors="replace")
    return WINDOWS.sub(_from_windows, text) if WINDOWS_BYTES.search(content) else text


def _from_windows(match: re.Match[str]) -> str:
    return match[0].encode("latin-1").decode("cp1252", errors="replace")


def read_lines(text: str, first_number: int = 1, name: str = "the file") -> list[Line]:
    """``text`` as lines; tabs expanded to 8, RFC 934 ``- -`` escapes blanked, form feeds blanked.

    Raises:
        UnreadableSourceError: for a line longer than any that a release has.
    """
    lines = [expand(number, raw) for number, raw in enumerate(LINE_END.split(text), start=first_number)]
    check_lengths(lines, name)
    return lines


def check_lengths(lines: Iterable[Line], name: str) -> None:
    """Refuse what is no text of lines.

    Raises:
        UnreadableSourceError: for a line longer than any that a release has.
    """
    longest = max(lines, key=lambda line: len(line.text))
    if len(longest.text) > LONGEST_LINE:
        raise UnreadableSourceError(
            f"{name}: line {longest.number} has {len(longest.text):,} characters, so this is no plain-text exhibit; "
            "give it with its line ends"
        )


def expand(number: int, raw: str, landed: tuple[int, ...] | None = None) -> Line:
    """``raw`` as a line; ``landed`` says where its characters, and its end, stand if not one behind the other."""
    text = raw.replace("\f", " ").replace("\xa0", " ")
    if text.startswith("- -"):
        text = ESCAPED_DASH.sub("  ", text)
    if ".." in text or " ." in text:
        text = LEADERS.sub(as_blanks, text)
    if "\t" not in text:
        return Line(number, text.rstrip(), landed)
    expanded: list[str] = []
    places: list[int] = []
    for index, character in enumerate(text):
        width = TAB_WIDTH - len(places) % TAB_WIDTH if character == "\t" else 1
        expanded.append(" " * width if character == "\t" else character)
        places.extend([landed[index] if landed else index] * width)
    places.append(landed[-1] if landed else len(text))
    return Line(number, "".join(expanded).rstrip(), tuple(places))
