"""The markup of an HTML exhibit, walked once: paragraphs, preformatted lines and tables of cells in source order."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from transforms.parse.bounds import check_depth, check_grid, check_markup
from transforms.parse.cells import MARKS_ONLY, Cell, Table
from transforms.parse.style import Style, indent_of, read_style
from transforms.parse.text import LEADERS, Line

BLOCKS = frozenset(
    [
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "center",
        "blockquote",
        "hr",
        "tr",
        "td",
        "th",
        "tbody",
        "thead",
        "body",
        "section",
        "article",
        "address",
    ]
)
OWN_LINES = BLOCKS | {"table", "pre", "br"}
SETTING = frozenset({"p", "div", "font", "span"})
"""Elements inside a cell whose style is the cell's."""
SKIPPED = frozenset({"script", "style", "head", "title", "ix:header", "-comment", "noscript", "template"})
MARK = re.compile(r"\(?([0-9]{1,2}|[A-Za-z]|\*{1,3}|†|‡)\)?")
BETWEEN_MARKS = re.compile(r"\s*,\s*|\s+|(?<=\))(?=\()")
ODD = str.maketrans({"\u200b": " ", "\ufeff": " ", "\u2212": "-"})
"""Blanks that do not count as such, and the sign of minus."""
BULLET = "•"
BLOCK_END = "\v"
ENDS = re.compile(r"[\n\v]")
"""What ends a line within a cell: a break, or a block, which ends none that is empty."""
TYPED_LINES = 3


class Paragraph(NamedTuple):
    """Text outside of leaf tables, and how many tables begin before it."""

    text: str
    tables: int


def read_blocks(text: str, preformatted: Iterable[list[Line]] = ()) -> list[Paragraph | Line | Table]:
    """Paragraphs, preformatted lines and leaf tables in source order, cells as they stand.

    Raises:
        HtmlTooLargeError: as ``lay_out``.
    """
    check_markup(text)
    body = LexborHTMLParser(text).body
    return [] if body is None else list(_Reader(preformatted).read(body))


class _Reader:
    """Walks the tree once, giving paragraphs and leaf tables in source order."""

    def __init__(self, preformatted: Iterable[list[Line]]) -> None:
        self.preformatted = iter(preformatted)
        self.tables = 0

    def read(self, node: LexborNode, depth: int = 0) -> Iterator[Paragraph | Line | Table]:
        check_depth(depth)
        text: list[str] = []
        before = self.tables
        for child in _children(node):
            tag = child.tag
            before = before if text else self.tables
            if tag == "-text":
                text.append(child.text_content or "")
            elif tag in SKIPPED:
                continue
            elif (style := _style(child)).hidden:
                self.tables += len(child.css("table"))
            elif tag in OWN_LINES or child.css_first("table, p, div, pre, br") is not None:
                if tag in OWN_LINES:
                    yield from _flush(text, before)
                for part in self._own_lines(child, depth):
                    yield from _flush(text, before)
                    yield part
            else:
                words = child.text(deep=True) or ""
                text.append(_mark(words) if tag == "sup" or style.raised else words)
        yield from _flush(text, before)

    def _own_lines(self, node: LexborNode, depth: int) -> Iterator[Paragraph | Line | Table]:
        if node.tag == "table":
            yield from self._table(node, depth)
        elif node.tag == "pre":
            yield from self._preformatted(clean(node.text(deep=True) or ""))
        elif node.tag == "li":
            yield from _as_item(self.read(node, depth + 1))
        else:
            yield from self.read(node, depth + 1)

    def _preformatted(self, text: str) -> Iterator[Paragraph | Line]:
        """The lines that print ``text``; one paragraph where the source has none such."""
        for lines in self.preformatted:
            if clean(" ".join(line.text for line in lines)) == text:
                yield from lines
                return
        yield Paragraph(text, self.tables)

    def _table(self, node: LexborNode, depth: int) -> Iterator[Paragraph | Line | Table]:
        index = self.tables
        self.tables += 1
        if len(node.css("table")) > 1 or any(_is_typed(inner) for inner in node.css("pre")):
            yield from self.read(node, depth + 1)
            return
        for caption in node.css("caption"):
            yield from self.read(caption, depth + 1)
        yield Table(index, list(self._rows(node)))

    def _rows(self, node: LexborNode) -> Iterator[tuple[int, list[Cell]]]:
        held: dict[int, int] = {}
        for index, row in enumerate(node.css("tr")):
            cells: list[Cell] = []
            column = 0
            for order, cell in enumerate([child for child in _children(row) if child.tag in ("td", "th")]):
                while column in held:
                    column += 1
                check_grid(column)
                attributes = cell.attributes
                span = _number(attributes["colspan"]) if "colspan" in attributes else 1
                rows = _number(attributes["rowspan"], most=200) if "rowspan" in attributes else 1
                for covered in range(column, column + span) if held or rows > 1 else ():
                    held[covered] = rows
                if cell.text(deep=True).strip() and not read_style(attributes.get("style") or "").hidden:
                    cells.append(_cell(cell, attributes, (column, column + span - 1), order, tall=rows > 1))
                column += span
            held = {covered: rows - 1 for covered, rows in held.items() if rows > 1}
            yield index, cells


def _is_typed(node: LexborNode) -> bool:
    """A text of several lines: the cell that holds it lays out the page, and is none of a table of values."""
    return (node.text(deep=True) or "").strip().count("\n") >= TYPED_LINES


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.first_child
    while child is not None:
        yield child
        child = child.next


def _style(node: LexborNode) -> Style:
    return read_style(node.attributes.get("style") or "")


@lru_cache(maxsize=1_000)
def _number(text: str | None, most: int = 100) -> int:
    digits = re.match(r"\s*(\d{1,4})", text) if text else None
    return min(max(int(digits[1]), 1), most) if digits else 1


def _flush(text: list[str], tables: int) -> Iterator[Paragraph]:
    line = clean("".join(text))
    text.clear()
    if line:
        yield Paragraph(line, tables)


def _as_item(blocks: Iterator[Paragraph | Line | Table]) -> Iterator[Paragraph | Line | Table]:
    """An item of a list with the bullet that plain text prints before it."""
    first = next(blocks, None)
    if isinstance(first, Paragraph):
        first = first._replace(text=f"{BULLET} {first.text}")
    if first is not None:
        yield first
    yield from blocks


def clean(text: str) -> str:
    """``text`` with single blanks, without dots that lead the eye, and minus signs as hyphens."""
    if "...." in text or ". . ." in text:
        text = LEADERS.sub(" ", text)
    return " ".join((text if text.isascii() else text.translate(ODD)).split())


def _raised(node: LexborNode) -> bool:
    return node.tag == "sup" or _style(node).raised


def _mark(text: str) -> str:
    """Raised text as the footnote marks that it is, each in parentheses; what is none (a trade mark) stays."""
    found = [MARK.fullmatch(part) for part in BETWEEN_MARKS.split(text.strip())]
    marks = [match[1] for match in found if match]
    if not marks or len(marks) < len(found):
        return text
    return "".join(f" {mark}" if mark.startswith("*") else f" ({mark})" for mark in marks)


def _cell(
    node: LexborNode, attributes: Mapping[str, str | None], columns: tuple[int, int], order: int, *, tall: bool
) -> Cell:
    pieces: list[str] = []
    styles = [read_style(attributes.get("style") or ""), *_read_cell(node, pieces)]
    raw = "".join(pieces)
    lines = [line for part in ENDS.split(raw) if part and (line := clean(part))]
    spread = list(_spread(raw)) if len(lines) > 1 or "\n" in raw else lines
    centered = any(style.centered for style in styles) or (attributes.get("align") or "").lower() == "center"
    lead = len(raw) - len(raw.lstrip(" \u00a0"))
    indent = min(indent_of(styles) + (lead if lead > 1 else 0), 40)
    marks = bool(lines) and lines[0].startswith(("(", "*")) and MARKS_ONLY.match(" ".join(lines)) is not None
    raised = marks and any(_raised(part) for part in node.css("sup, font, span"))
    ruled_above, ruled_below = any(style.ruled_above for style in styles), any(style.ruled_below for style in styles)
    return Cell(*columns, order, lines, indent, centered, raised, tall, ruled_above, ruled_below, spread)


def _spread(raw: str) -> Iterator[str]:
    """The lines of a cell, blank ones too, set in as they are: a break ends one, a block ends what stands before it."""
    *parts, last = ENDS.split(raw)
    ends = ENDS.findall(raw)
    for part, end in zip(parts, ends, strict=True):
        if end == "\n" or part.strip(" "):
            yield _set_in(part)
    if last.strip(" "):
        yield _set_in(last)


def _set_in(part: str) -> str:
    line, bare = clean(part), part.lstrip(" ")
    return " " * (len(bare) - len(bare.lstrip())) + line if line else ""


def _read_cell(node: LexborNode, pieces: list[str], depth: int = 0) -> list[Style]:
    """Add the text of a cell to ``pieces``, with a line end wherever it breaks; gives how what stands in it is set."""
    check_depth(depth)
    styles: list[Style] = []
    for child in _children(node):
        tag = child.tag
        if tag == "-text":
            pieces.append((child.text_content or "").replace("\n", " "))
        elif tag == "br":
            pieces.append("\n")
        elif tag in SKIPPED or (style := _style(child)).hidden:
            continue
        elif tag == "sup" or style.raised:
            pieces.append(_mark(child.text(deep=True) or ""))
        else:
            if tag in SETTING:
                styles.append(style)
            ends = [BLOCK_END] if tag in ("p", "div", "li") else []
            pieces += ends
            _read_cell(child, pieces, depth + 1)
            pieces += ends
    return styles
