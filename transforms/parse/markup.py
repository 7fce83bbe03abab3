"""The markup of an HTML exhibit, walked once: paragraphs, preformatted lines and tables of cells in source order."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from transforms.parse.bounds import check_depth, check_grid, check_markup
from transforms.parse.cells import MARKS_ONLY, Cell, Table
from transforms.parse.style import Style, read_style, set_by
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
ENDING = frozenset({"p", "div", "li"})
"""Elements inside a cell that end its lines."""
CELLS = frozenset({"td", "th"})
PARTS = "table, pre, caption, tr, td, th"
"""What a table is made of, asked for at once: each question goes through all of its markup."""
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
        parts = [(part.tag, part) for part in node.css(PARTS)]
        if any(tag == "table" for tag, _ in parts[1:]) or any(tag == "pre" and _is_typed(part) for tag, part in parts):
            yield from self.read(node, depth + 1)
            return
        for caption in (part for tag, part in parts if tag == "caption"):
            yield from self.read(caption, depth + 1)
        yield Table(index, list(_rows(parts)))


def _rows(parts: Iterable[tuple[str | None, LexborNode]]) -> Iterator[tuple[int, list[Cell]]]:
    """The rows among the ``parts`` of a table, each with the cells that say something."""
    rows: list[list[LexborNode]] = []
    for tag, part in parts:
        if tag == "tr":
            rows.append([])
        elif tag in CELLS and rows:
            rows[-1].append(part)
    held: dict[int, int] = {}
    for index, row in enumerate(rows):
        cells: list[Cell] = []
        column = 0
        for order, cell in enumerate(row):
            while column in held:
                column += 1
            check_grid(column)
            attributes = cell.attributes
            span = _number(attributes["colspan"]) if "colspan" in attributes else 1
            tall = _number(attributes["rowspan"], most=200) if "rowspan" in attributes else 1
            for covered in range(column, column + span) if held or tall > 1 else ():
                held[covered] = tall
            words = cell.text(deep=True) if cell.first_child is not None else ""
            if words and not words.isspace() and not read_style(attributes.get("style") or "").hidden:
                cells.append(_cell(cell, attributes, (column, column + span - 1), order, tall=tall > 1))
            column += span
        if held:
            held = {covered: rest - 1 for covered, rest in held.items() if rest > 1}
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
    setting = set_by((attributes.get("style") or "", *_read_cell(node, pieces)))
    raw = "".join(pieces)
    if ENDS.search(raw.strip(BLOCK_END)):
        lines = [line for part in ENDS.split(raw) if part and (line := clean(part))]
        spread = list(_spread(raw)) if len(lines) > 1 or "\n" in raw else lines
    else:
        lines = spread = [line] if (line := clean(raw)) else []
    centered = setting.centered or ("align" in attributes and (attributes["align"] or "").lower() == "center")
    lead = len(raw) - len(raw.lstrip(" \u00a0"))
    indent = min(setting.indent + (lead if lead > 1 else 0), 40)
    marks = bool(lines) and lines[0].startswith(("(", "*")) and MARKS_ONLY.match(" ".join(lines)) is not None
    raised = marks and any(_raised(part) for part in node.css("sup, font, span"))
    above, below = setting.ruled_above, setting.ruled_below
    return Cell(*columns, order, lines, indent, centered, raised, tall, above, below, spread)


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


def _read_cell(node: LexborNode, pieces: list[str], depth: int = 0) -> list[str]:
    """Add the text of a cell to ``pieces``, with a line end wherever it breaks; gives how what stands in it is set."""
    check_depth(depth)
    styles: list[str] = []
    child = node.first_child
    while child is not None:
        tag = child.tag
        if tag == "-text":
            pieces.append((child.text_content or "").replace("\n", " "))
        elif tag == "br":
            pieces.append("\n")
        elif tag not in SKIPPED:
            css = child.attributes.get("style") or ""
            style = read_style(css)
            if style.hidden:
                pass
            elif tag == "sup" or style.raised:
                pieces.append(_mark(child.text(deep=True) or ""))
            else:
                if tag in SETTING:
                    styles.append(css)
                if tag in ENDING:
                    pieces.append(BLOCK_END)
                    _read_cell(child, pieces, depth + 1)
                    pieces.append(BLOCK_END)
                else:
                    _read_cell(child, pieces, depth + 1)
        child = child.next
    return styles
