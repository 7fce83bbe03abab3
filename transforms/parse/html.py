"""HTML laid out as the lines that a plain-text release would have, so that one reader serves both media.

Every ``<tr>`` becomes a line: its label on the left, its values right-aligned at the edge of their column, spanning
captions with a rule below. Empty spacer columns vanish, ``$`` joins the value to its right, ``)`` and ``%`` the one to
its left. Each value keeps its place: table, row and cell as the specification counts them.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import NamedTuple

from selectolax.lexbor import LexborHTMLParser, LexborNode

from transforms.parse.amounts import DIGIT
from transforms.parse.bounds import check_depth, check_grid, check_markup, check_size, check_width
from transforms.parse.style import Style, read_style
from transforms.parse.text import LEADERS, Line, Reach, Told
from transforms.parse.whereabouts import Found, Whereabouts

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
MARK_IN_PARENTHESES = r"\((?:\d{1,2}|[a-zA-Z])\)"
MARKS = rf"(?:\s*{MARK_IN_PARENTHESES}|\s*\*{{1,3}}+)"
"""Marks of footnotes as a cell prints them, one behind the other."""
CURRENCY = re.compile(r"^(?:US|C|A)?[$€£¥]$|^\(\s*[$€£]$|^\($|^[$€£]\s*\($")
CLOSING = re.compile(
    rf"^[)%]+$|^\)\s*%$|^%\s*\)$|^\)\s?%?{MARKS}++$|^(?:pp?ts?|bps|x)\.?\s*\)?$",
    re.IGNORECASE,
)
SMALL_NEGATIVE = re.compile(r"^\(\d{1,2}\)$")
"""What may be a footnote mark or a value."""
RANGE = re.compile(
    r"^(?=.{,80}$)(?!\d{1,2}/\d{1,2}(?:/\d|\s*[-–]))[^A-Za-z]*\d[\d.,]*\s?[%)MB]*\s*(?:-|–|—|/|to|and)\s*[($€£-]*\s*\d[^A-Za-z]*$"
)
"""Two numbers in one cell, and no date."""
IN_WORDS = re.compile(
    r"^[($€£-]*\s*\d[\d.,]*\s*\)?(?:\s*(?:-|–|—|to)\s*[($€£-]*\s*\d[\d.,]*\s*\)?)?\s*(?:thousand|million|billion)$",
    re.IGNORECASE,
)
"""An amount, or two, whose scale stands behind it in words, as guidance has them."""
NO_VALUE = re.compile(
    rf"{RANGE.pattern}|{IN_WORDS.pattern}|^(?:n/?m|n/?a|n\.m\.|n\.a\.|nmf|not meaningful|not applicable)\.?$",
    re.IGNORECASE,
)
"""What stands in the place of a value and is none."""
MARKS_ONLY = re.compile(rf"^{MARKS}++$")
VALUE = re.compile(
    rf"^(?:US|C|A)?[$€£]?\s*\(?\s*[$€£]?\s*[-−–+]?\s*(?:\d[\d,]*(?:\.\d+)?|\.\d+)(?:\s*\)|-)?\s*(?:%|x|pp?ts?\.?|bps)?\s*\)?{MARKS}*+$|^[$€£]?\s*[-–—−]{{1,3}}\s*%?$"
)
VALUE_MARKS = re.compile(rf"(?<=[\d)%]){MARKS}++$")
NOTE = re.compile(rf"^({MARK_IN_PARENTHESES}|\*{{1,3}}|[†‡•●▪◦·])\s*\w+(\s+\S+){{4}}")
NOTES_HEAD = re.compile(r"^(?:see )?(?:foot)?notes?$", re.IGNORECASE)
NOTE_MARK = re.compile(r"^(?:\(?(?:\d{1,2}|[a-zA-Z])[).]?|\*{1,3}|[†‡•●▪◦·–—-]|[a-zA-Z0-9]{1,2}\))$")
BEHIND_DIGITS = ")%x ptsb"
"""Characters of what may follow a value's digits: a parenthesis, "%", "x", "pts", "bps"."""
LONGEST_CAPTION = 90
LONGEST_VALUE = 60
GAP = 4
MIN_PITCH = 16
REFERENCE = re.compile(r"^\(?[A-Za-z]\)?(?:\s?[/+-]\s?\(?[A-Za-z]\)?)*$")
"""Letters by which lines refer to each other, in a cell of their own: "A", "E / A"."""
BULLET = "•"
BREAK = "\x1d"
"""A line that says: what follows has other columns than what came before."""


class Spot(NamedTuple):
    """Characters of a laid-out line and the cell that they come from."""

    start: int
    end: int
    table: int
    row: int
    cell: int
    part: int = 0
    """Which of the cell's lines, where each holds a value of its own."""


class Paragraph(NamedTuple):
    """Text outside of leaf tables, and how many tables begin before it."""

    text: str
    tables: int


class Room(NamedTuple):
    """Characters that labels may take, and those that each column has."""

    width: int
    pitch: int


@dataclass(slots=True)
class Cell:
    """A cell on the grid: its columns from ``left`` to ``right``, its text by line, and how it is set."""

    left: int
    right: int
    index: int
    lines: list[str]
    indent: int = 0
    centered: bool = False
    raised: bool = False
    tall: bool = False
    ruled_above: bool = False
    ruled_below: bool = False
    text: str = field(init=False)
    """All lines as one."""
    is_value: bool = field(init=False)
    """A number or a dash, with its currency, marks and unit."""
    is_stack: bool = field(init=False)
    """Values below each other, one a line."""

    def __post_init__(self) -> None:
        self.print(self.lines)

    def print(self, lines: list[str]) -> None:
        """The cell holds ``lines``."""
        self.lines, self.text = lines, " ".join(lines)
        self.is_stack = len(lines) > 1 and all(map(VALUE.match, lines))
        self.is_value = len(self.text) <= LONGEST_VALUE and VALUE.match(self.text) is not None and not self.is_stack


@dataclass(slots=True)
class Table:
    """A leaf table: its order among all ``<table>``s, and its rows of cells by their order among the ``<tr>``s."""

    index: int
    rows: list[tuple[int, list[Cell]]]
    columns: list[set[int]] = field(default_factory=list)
    ends: dict[int, int] = field(default_factory=dict)
    """A grid column in which values end, and the order of its value column."""

    def stand_in(self, columns: list[set[int]]) -> None:
        """Values stand in ``columns``."""
        self.columns = columns
        self.ends = {right: order for order, column in enumerate(columns) for right in column}

    def under(self, cell: Cell) -> list[int]:
        """The value columns that ``cell`` covers."""
        return [self.ends[right] for right in range(cell.left, cell.right + 1) if right in self.ends]


@dataclass(slots=True)
class Layout:
    """An HTML exhibit as lines, with the way back from a line's characters to its cell or to the file."""

    whereabouts: Whereabouts
    lines: list[Line] = field(default_factory=list)
    spots: dict[int, list[Spot]] = field(default_factory=dict)
    origins: dict[int, Line] = field(default_factory=dict)
    """Preformatted lines, as they stand in the file."""
    paragraphs: dict[int, int] = field(default_factory=dict)
    """Lines that are paragraphs, and how many tables begin before each."""
    found: dict[int, Found] = field(default_factory=dict)
    """Where lines of prose stand in the file."""

    def find_prose(self, lines: Iterable[Line]) -> list[Line]:
        """Find paragraphs, and those of ``lines`` that tables hold, in the file; gives which it does not print."""
        wanted = {self.paragraphs.get(number) for number, line in enumerate(self.lines, 1) if DIGIT.search(line.text)}
        for number, tables in self.paragraphs.items():
            if tables in wanted:
                self._find(self.lines[number - 1], tables)
        missing: list[Line] = []
        for line in lines:
            spot = next(iter(self.spots.get(line.number, ())), None)
            if spot is not None:
                self._find(line, spot.table + 1, spot.row)
            if line.number not in self.found and line.number not in self.origins:
                missing.append(line)
        return missing

    def _find(self, line: Line, tables: int, row: int | None = None) -> None:
        found = self.whereabouts.find(line.text, tables, row)
        if found is not None:
            self.found[line.number] = found

    def add_line(self, origin: Line) -> None:
        """One more line that is printed as it stands in the file."""
        self.add(origin.text)
        self.origins[len(self.lines)] = origin

    def add(
        self,
        text: str,
        spots: Sequence[Spot] = (),
        captions: Sequence[Reach] = (),
        told: Told | None = None,
    ) -> None:
        """One more line."""
        self.lines.append(Line(len(self.lines) + 1, text.rstrip(), None, tuple(captions), told))
        if spots:
            self.spots[len(self.lines)] = list(spots)

    def spot(self, line_number: int, start: int) -> Spot | None:
        """The cell that the character at ``start`` comes from."""
        for spot in self.spots.get(line_number, ()):
            if spot.start <= start < spot.end:
                return spot
        return None


def lay_out(text: str, preformatted: Iterable[list[Line]] = (), first: int = 1) -> Layout:
    """The exhibit's blocks in order: paragraphs as lines of their own, tables as aligned lines.

    ``preformatted`` holds the lines of every ``<pre>``, with their places; ``first`` is the number of the exhibit's
    first line in the file.

    Raises:
        HtmlTooLargeError: for markup nested deeper or with more cells than any exhibit has.
    """
    layout = Layout(Whereabouts(text, first))
    blocks = read_blocks(text, preformatted)
    tables = [block for block in blocks if isinstance(block, Table)]
    for table in tables:
        _merge_symbols(table)
        _give_notes(table)
        table.stand_in(value_columns(table))
        check_width(len(table.columns))
        _add_empty_columns(table)
    width = max(
        (
            len(label) + cell.indent
            for table in tables
            for _, cells in table.rows
            for cell, label in _labels(table, cells)
            if len(label) <= LONGEST_CAPTION or any(other.is_value for other in cells)
        ),
        default=0,
    )
    pitch = GAP + max(
        (
            len(cell.text)
            for table in tables
            for _, cells in table.rows
            for cell in cells
            if cell.is_value or RANGE.match(cell.text)
        ),
        default=8,
    )
    check_size(
        sum(len(table.rows) for table in tables),
        width + pitch * max((len(table.columns) for table in tables), default=0),
    )
    before = 0
    for block in blocks:
        if isinstance(block, Table):
            if len(block.columns) != before:
                layout.add(BREAK)
            before = len(block.columns) or before
            _lay_table(layout, block, Room(width + GAP, max(pitch, MIN_PITCH)))
        elif isinstance(block, Line):
            layout.add_line(block)
            continue
        else:
            layout.add(block.text)
            layout.paragraphs[len(layout.lines)] = block.tables
        layout.add("")
    return layout


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
            elif tag in OWN_LINES or child.css_first("table, p, div, br") is not None:
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
        if len(node.css("table")) > 1:
            yield from self.read(node, depth + 1)
            return
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
    _read_cell(node, pieces)
    raw = "".join(pieces)
    lines = [line for part in raw.split("\n") if part and (line := clean(part))]
    set_by = [child.attributes.get("style") or "" for child in _children(node) if child.tag in SETTING]
    style = read_style(";".join([attributes.get("style") or "", *set_by]))
    centered = style.centered or (attributes.get("align") or "").lower() == "center"
    lead = len(raw) - len(raw.lstrip(" \u00a0"))
    indent = min(style.indent + (lead if lead > 1 else 0), 40)
    marks = bool(lines) and lines[0][0] in "(*" and MARKS_ONLY.match(" ".join(lines)) is not None
    raised = marks and any(_raised(part) for part in node.css("sup, font, span"))
    return Cell(*columns, order, lines, indent, centered, raised, tall, style.ruled_above, style.ruled_below)


def _read_cell(node: LexborNode, pieces: list[str], depth: int = 0) -> None:
    """Add the text of a cell to ``pieces``, with a line end wherever it breaks."""
    check_depth(depth)
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
            ends = ["\n"] if tag in ("p", "div", "li") else []
            pieces += ends
            _read_cell(child, pieces, depth + 1)
            pieces += ends


def _merge_symbols(table: Table) -> None:
    """``$`` joins the value to its right, ``)``, ``%`` and marks the one to its left; never across two values."""
    ends = _value_ends(table)
    for _, cells in table.rows:
        kept: list[Cell] = []
        signs: list[Cell] = []
        for cell in cells:
            text = cell.text
            if not text:
                continue
            last = kept[-1] if kept else None
            if CURRENCY.match(text):
                signs.append(cell)
            elif last is not None and not signs and _closes(cell, last, ends):
                last.print([last.text + ("" if text[0] in ")%" else " ") + text])
            else:
                if signs and cell.is_value:
                    cell.print(["".join(sign.text for sign in signs) + text])
                else:
                    kept += signs
                signs = []
                kept.append(cell)
        cells[:] = kept


def _closes(cell: Cell, last: Cell, ends: frozenset[int]) -> bool:
    """It ends the value to its left, or is the mark of a footnote to whatever stands there."""
    if _opens_value(last.text):
        return CLOSING.match(cell.text) is not None or _is_mark(cell, last, ends)
    return MARKS_ONLY.match(cell.text) is not None and not any(letter.isdigit() for letter in cell.text)


def _value_ends(table: Table) -> frozenset[int]:
    """The grid columns in which a cell ends that can only be a value, or that has a caption of its own."""
    cells = [cell for _, row in table.rows for cell in row]
    values = frozenset(cell.right for cell in cells if cell.is_value and not SMALL_NEGATIVE.match(cell.text))
    return values | {
        cell.right for cell in cells if cell.left == cell.right > 0 and re.search(r"[A-Za-z]{3}", cell.text)
    }


def _is_mark(cell: Cell, value: Cell, ends: frozenset[int]) -> bool:
    """A footnote mark of ``value``: ``(3)`` alone is one where it is raised, or where only closing marks stand."""
    if cell.is_stack or not MARKS_ONLY.match(cell.text):
        return False
    if cell.raised or not SMALL_NEGATIVE.match(cell.text):
        return True
    return cell.left == value.right + 1 and not any(cell.left <= end <= cell.right for end in ends)


def _opens_value(text: str) -> bool:
    return VALUE.match(text) is not None or re.match(r"^[$€£]?\s*\([$€£\s]*[\d,.]+$", text) is not None


def value_columns(table: Table) -> list[set[int]]:
    """The grid columns in which values end, joined where neighbours never hold values of one row."""
    rows_of: dict[int, set[int]] = defaultdict(set)
    for index, cells in table.rows:
        for cell in () if _is_note(cells) else cells:
            if cell.is_value and not (cell.left == 0 and cell is cells[0]):
                rows_of[cell.right].add(index)
    columns: list[set[int]] = []
    for right in sorted(rows_of):
        last = columns[-1] if columns else None
        if last is not None and right - max(last) == 1 and not any(rows_of[right] & rows_of[other] for other in last):
            last.add(right)
        else:
            columns.append({right})
    return _join_parts(columns, rows_of)


def _join_parts(columns: list[set[int]], rows_of: dict[int, set[int]]) -> list[set[int]]:
    """Neighbours that share no row, and together have the rows of another column, are one column set in two places."""
    rows = [set[int]().union(*(rows_of[right] for right in column)) for column in columns]
    joined: list[set[int]] = []
    for order, column in enumerate(columns):
        apart = order > 0 and not rows[order] & rows[order - 1]
        if apart and any(rows[order] | rows[order - 1] == other for other in rows if len(other) > 1):
            joined[-1] |= column
        else:
            joined.append(column)
    return joined


def _add_empty_columns(table: Table) -> None:
    """A caption whose nearest column is under another caption of its row heads a column without values."""
    for _, cells in table.rows:
        if not table.columns or any(cell.is_value and not _is_year(cell.text) for cell in cells):
            continue
        taken = {order for cell in cells for order in table.under(cell)}
        lost = [
            cell
            for cell in cells
            if cell.left > min(table.columns[0]) and len(cell.text) <= LONGEST_CAPTION and not table.under(cell)
        ]
        empty = [{cell.right} for cell in lost if _column_at(table, cell) in taken]
        if empty:
            table.stand_in(sorted([*table.columns, *empty], key=min))


def _give_notes(table: Table) -> None:
    """What stands under "Notes" belongs to the labels as their marks, and is no value."""
    heads = [cell for _, cells in table.rows for cell in cells if NOTES_HEAD.match(cell.text)]
    for _, cells in table.rows if heads else ():
        for cell in list(cells[1:]):
            number = re.search(r"\d{1,2}", cell.text)
            inside = any(head.left <= cell.left and cell.right <= head.right for head in heads)
            if inside and number and NOTE_MARK.match(cell.text):
                cells.remove(cell)
                cells[0].print([*cells[0].lines[:-1], f"{cells[0].lines[-1]} ({number[0]})"])


def _is_note(cells: Sequence[Cell]) -> bool:
    """A footnote, or the item of a list, set in cells: its mark in one, its words in another."""
    if any(cell.is_value for cell in cells[1:]):
        return False
    marked = len(cells) > 1 and NOTE_MARK.match(cells[0].text) and re.search(r"[A-Za-z]{2}", cells[1].text)
    return bool(marked) or NOTE.match(" ".join(cell.text for cell in cells)) is not None


def _labels(table: Table, cells: Sequence[Cell]) -> Iterator[tuple[Cell, str]]:
    """The cells of a row that stand before its columns, with their text."""
    first = min(table.ends, default=0)
    for cell in cells:
        if not cell.is_value and (cell.right < first or cell.left == 0 or not table.columns):
            yield cell, cell.text


def _lay_table(layout: Layout, table: Table, room: Room) -> None:
    last = max(table.columns[-1]) if table.columns else 0
    asides: list[tuple[int, str]] = []
    for index, row in table.rows:
        beside = [cell for cell in row if cell.left > last > 0 and len(cell.text) > LONGEST_CAPTION]
        asides += [(index, cell.text) for cell in beside]
        for part, cells in enumerate(_stacked([cell for cell in row if cell not in beside])):
            if cells:
                _lay_row(layout, table, index, cells, room, part)
    for index, text in asides:
        layout.add("")
        layout.add(text, [Spot(0, len(text), table.index, index, 0)])


def _lay_row(layout: Layout, table: Table, index: int, cells: Sequence[Cell], room: Room, part: int) -> None:
    if _is_note(cells):
        text = " ".join(cell.text for cell in cells)
        layout.add(text, [Spot(0, len(text), table.index, index, 0)])
        return
    labels = list(_labels(table, cells))
    left_of_columns = {cell.index for cell, _ in labels}
    others = [cell for cell in cells if cell.index not in left_of_columns]
    if len(labels) > 1 and labels[0][0].tall:
        stub = labels.pop(0)[1]
        layout.add(stub, [Spot(0, len(stub), table.index, index, 0)])
    if any(cell.ruled_above for cell in others if cell.is_value):
        layout.add(" " * (room.width + 4) + "-" * 8)
    values = [cell for cell in others if cell.is_value]
    left = _left_text(labels, room.width, alone=not others)
    dated = all(_is_year(cell.text) for cell in values)
    if (values and not dated) or (not values and any(NO_VALUE.match(cell.text) for cell in others)):
        _lay_values(layout, table, index, left, others, room, part)
    else:
        _lay_captions(layout, table, index, left, others, room)
    if any(cell.ruled_below for cell in values):
        layout.add(" " * (room.width + 4) + "-" * 8)


def _stacked(cells: list[Cell]) -> list[list[Cell]]:
    """A row whose value cells hold one value a line, as the rows that these lines are."""
    depths = {len(cell.lines) for cell in cells if cell.is_stack}
    depth = depths.pop() if len(depths) == 1 else 1
    if depth == 1 or any(len(cell.lines) not in (1, depth) or cell.is_value for cell in cells):
        return [cells]
    return [
        [replace(cell, lines=[cell.lines[part]]) for cell in cells if len(cell.lines) > part] for part in range(depth)
    ]


def _is_year(text: str) -> bool:
    return re.fullmatch(r"(19|20)\d\d", VALUE_MARKS.sub("", text)) is not None


def _left_text(labels: Sequence[tuple[Cell, str]], width: int, *, alone: bool) -> str:
    if not labels:
        return ""
    text = " ".join(_reference(text) if order else text for order, (_, text) in enumerate(labels))
    indent = labels[0][0].indent
    if alone and labels[0][0].centered:
        indent = max(indent, 20, (width - len(text)) // 2)
    return " " * indent + text


def _reference(text: str) -> str:
    """A cell of a label as it is, or as footnote marks where it only refers to other lines."""
    return " ".join(f"({letter})" for letter in re.findall(r"[A-Za-z]", text)) if REFERENCE.match(text) else text


def _lay_values(
    layout: Layout, table: Table, row: int, left: str, cells: Sequence[Cell], room: Room, part: int
) -> None:
    text = left
    values: list[tuple[int, int]] = []
    spots = [Spot(0, len(left), table.index, row, 0)] if left else []
    taken = {_column_at(table, cell) for cell in cells if cell.is_value}
    for cell in sorted(cells, key=lambda cell: cell.right):
        column = _column_at(table, cell)
        if column is None or (not cell.is_value and column in taken and not table.under(cell)):
            continue  # letters between two columns mark a value, and would push the next one off its edge
        shown = VALUE_MARKS.sub("", cell.text) if cell.is_value else cell.text
        edge = room.width + (column + 1) * room.pitch
        digits = len(shown.rstrip(BEHIND_DIGITS))
        start = max(edge - digits, len(text) + 2)
        text = text.ljust(start) + shown
        spots.append(Spot(start, len(text), table.index, row, cell.index, part))
        if cell.is_value:
            values.append((start, len(text)))
    layout.add(text, spots, told=Told(len(left), tuple(values)))


def _column_at(table: Table, cell: Cell) -> int | None:
    inside = table.under(cell)
    if inside:
        return inside[-1] if cell.is_value else inside[0]
    near = [order for order, column in enumerate(table.columns) if min(column) > cell.right]
    return near[0] if near else (len(table.columns) - 1 if table.columns else None)


def _lay_captions(layout: Layout, table: Table, row: int, left: str, cells: Sequence[Cell], room: Room) -> None:
    """A row without values: its pieces centred over the columns that they span, stacked where they wrap.

    A row with a piece for every column has them all on its first line, so that none is taken for a caption over others.
    """
    width, pitch = room
    pieces = [
        (span, cell, _wrap(cell, (span[1] - span[0] + 1) * pitch - 3))
        for cell in cells
        if (span := _span_of(table, cell)) is not None
    ]
    text = " ".join([left.strip(), *(cell.text for cell in cells)]).strip()
    if len(text) > LONGEST_CAPTION if not pieces else any(len(cell.text) > LONGEST_CAPTION for cell in cells):
        layout.add(text, [Spot(0, len(text), table.index, row, 0)])
        return
    if not pieces:
        layout.add(left, [Spot(0, len(left), table.index, row, 0)] if left else [])
        return
    if len(left) > LONGEST_CAPTION:
        layout.add(left, [Spot(0, len(left), table.index, row, 0)])
        left = ""
    depth = max(len(lines) for _, _, lines in pieces)
    full = len(pieces) >= len(table.columns)
    for level in range(depth):
        text = left if level == depth - 1 else ""
        reaches: list[Reach] = []
        for (first, last), cell, lines in pieces:
            above = 0 if full else depth - len(lines)
            if not above <= level < above + len(lines):
                continue
            line = lines[level - above]
            start, end = width + first * pitch + 2, width + (last + 1) * pitch
            middle = (start + end - len(line)) // 2 if last > first else end - len(line)
            text = text.ljust(max(middle, len(text) + 2 if text else 0))
            reaches.append(Reach(len(text), start - 1, end, (row, cell.index)))
            text += line
        layout.add(text, [Spot(0, len(text), table.index, row, 0)], reaches)
    if not full:
        rule = ""
        for (first, last), _, _ in pieces:
            rule = rule.ljust(width + first * pitch + 3) + "-" * ((last - first + 1) * pitch - 4)
        layout.add(rule)


def _wrap(cell: Cell, room: int) -> list[str]:
    result: list[str] = []
    for line in cell.lines:
        current = ""
        for word in line.split(" "):
            if current and len(current) + 1 + len(word) > room:
                result.append(current)
                current = word
            else:
                current = f"{current} {word}".strip()
        result.append(current)
    return result


def _span_of(table: Table, cell: Cell) -> tuple[int, int] | None:
    """The first and last value column that a caption covers."""
    inside = table.under(cell)
    if inside:
        return inside[0], inside[-1]
    order = _column_at(table, cell)
    return None if order is None else (order, order)


__all__ = ["BREAK", "Layout", "Paragraph", "Spot", "Table", "lay_out", "read_blocks"]
