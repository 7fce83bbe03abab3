"""Prints statements as plain text, as filed in 2004: leaders and pages, or the tags of the filer's tools."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from textwrap import wrap

from layout import Cell, Column, Row, Statement

GUTTER = 2
MARGIN = 78
"""Prose is wrapped here."""


@dataclass(frozen=True, slots=True)
class TextStyle:
    """How a printer of text lays tables out."""

    tagged: bool
    """``<TABLE>``, ``<CAPTION>``, ``<S>`` and ``<C>`` instead of leaders."""
    dash: str
    label_width: int
    width: int
    short_months: bool

    @property
    def step(self) -> int:
        """From one column to the next."""
        return self.width + GUTTER


LEADERS = TextStyle(tagged=False, dash="-", label_width=52, width=11, short_months=True)
TAGGED = TextStyle(tagged=True, dash="--", label_width=48, width=14, short_months=False)


def printed(cell: Cell, dash: str) -> str:
    """The value as it stands, its closing parenthesis hanging one to the right."""
    if cell.is_nil:
        return f"{dash} "
    sign = "%" if cell.unit == "percent" else ""
    if cell.amount < 0:
        return f"({cell.digits}){sign}"
    return f"{cell.digits}{sign or ' '}"


def day(column: Column, *, short: bool) -> tuple[str, str]:
    """``Dec. 27,`` and ``2003``; May, June and July are never cut."""
    end = column.span.end
    month = f"{end:%B}"
    if short and len(month) > len("July"):
        month = f"{month[:3]}."
    return f"{month} {end.day},", str(end.year)


def headings(columns: Sequence[Column], style: TextStyle) -> Iterator[str]:
    """Captions over the columns: weeks with a rule below, days, years."""
    pieces: list[str] = []
    for weeks, group in groupby(columns, lambda one: None if one.instant or one.compares else one.span.weeks):
        count = len(list(group))
        reach = count * style.step - GUTTER
        pieces.append(("" if weeks is None else f"{weeks} Weeks Ended").center(reach))
    if any(piece.strip() for piece in pieces):
        yield _over(pieces, style)
        yield _over([("-" * len(piece) if piece.strip() else " " * len(piece)) for piece in pieces], style)
    days = [("", column.member) if column.compares else day(column, short=style.short_months) for column in columns]
    for level in zip(*days, strict=True):
        yield _over([piece.center(style.width) for piece in level], style)
    yield _over(["-" * style.width] * len(columns), style)


def _over(pieces: Sequence[str], style: TextStyle) -> str:
    return (" " * style.label_width + (" " * GUTTER).join(pieces)).rstrip()


def lines(row: Row, columns: int, style: TextStyle) -> Iterator[str]:
    """The printed lines of a row; a long label takes two."""
    margin = " " * row.indent
    if row.kind in ("rule", "double"):
        yield _over([("-" if row.kind == "rule" else "=") * style.width] * columns, style)
    elif row.kind == "heading":
        room = style.label_width - row.indent
        yield from (margin + part for part in wrap(row.label, room, subsequent_indent="  "))
    elif row.kind == "line":
        label = f"{row.label} {row.mark}" if row.mark else row.label
        *first, last = wrap(label, style.label_width - 4 - row.indent, subsequent_indent="  ")
        yield from (margin + part for part in first)
        values = [_placed(cell, style, currency=row.currency) for cell in row.cells]
        yield (_led(margin + last, style) + (" " * GUTTER).join(values)).rstrip()
    else:
        yield ""


def _placed(cell: Cell, style: TextStyle, *, currency: bool) -> str:
    sign = "$" if currency and cell.unit in ("USD", "USD/share") else " "
    return sign + printed(cell, style.dash).rjust(style.width - 1)


def _led(label: str, style: TextStyle) -> str:
    if style.tagged:
        return label.ljust(style.label_width)
    return f"{label} ".ljust(style.label_width - 1, ".") + " "


def table(statement: Statement, style: TextStyle) -> list[str]:
    """Title, notes, captions and rows."""
    width = style.label_width + len(statement.columns) * style.step
    above = [text.center(width).rstrip() for text in (*statement.title, *statement.notes)]
    head = list(headings(statement.columns, style))
    body = [line for row in statement.rows for line in lines(row, len(statement.columns), style)]
    below = [part for note in statement.footnotes for part in ("", *wrap(note, MARGIN, subsequent_indent="    "))]
    if not style.tagged:
        return [*above, "", *head, *body, *below]
    places = [style.label_width + index * style.step for index in range(len(statement.columns))]
    stops = "<S>".ljust(places[0]) + "".join("<C>".ljust(style.step) for _ in places)
    return [*above, "", "<TABLE>", "<CAPTION>", *head, stops.rstrip(), *body, "</TABLE>", *below]


def document(lead: Sequence[str], statements: Sequence[Statement], style: TextStyle) -> str:
    """A whole exhibit: paragraphs, then a page for every statement."""
    parts = ["\n".join(wrap(paragraph, MARGIN)) if len(paragraph) > MARGIN else paragraph for paragraph in lead]
    pages = ["\n\n".join(parts)]
    for number, statement in enumerate(statements, start=2):
        page = "\n".join(["", "<PAGE>", "", *table(statement, style)])
        pages.append(page if style.tagged else "\n".join([page, "", f"- {number} -".center(MARGIN).rstrip()]))
    return "\n".join(pages) + "\n"
