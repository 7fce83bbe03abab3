"""Prints statements as HTML, as filers' tools did in 2005 and 2006: spacers, and signs in cells of their own."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from layout import Cell, Column, Row, Statement

SPACER = "<td>&nbsp;</td>"


@dataclass(frozen=True, slots=True)
class MarkupStyle:
    """How a tool writes tables."""

    styled: bool
    """Indents by padding and rules by borders; else by blanks, and by rows that hold a rule."""
    dash: str


PLAIN = MarkupStyle(styled=False, dash="&#151;")
STYLED = MarkupStyle(styled=True, dash="&#8212;")


def table(statement: Statement, style: MarkupStyle) -> str:
    """Title and notes in paragraphs, captions level by level, rows."""
    above = [f"<p align='center'><b>{escape(text)}</b></p>" for text in (*statement.title, *statement.notes)]
    rows = [*_captions(statement.columns), *_body(statement, style)]
    below = [f"<p>{escape(note)}</p>" for note in statement.footnotes]
    return "\n".join([*above, "<table border='0' cellspacing='0' cellpadding='0'>", *rows, "</table>", *below])


def _captions(columns: Sequence[Column]) -> Iterator[str]:
    """Weeks, days, and what stands below the days; a value column is three cells wide with a spacer before it."""
    if any(not column.instant and not column.compares for column in columns):
        yield _level(columns, lambda one: "" if one.instant or one.compares else f"{one.span.weeks} Weeks Ended")
    yield _level(columns, _day)
    if any(column.member for column in columns):
        yield _level(columns, lambda one: one.member)


def _day(column: Column) -> str:
    end = column.span.end
    return "" if column.compares else f"{end:%B} {end.day},<br>{end.year}"


def _level(columns: Sequence[Column], text: Callable[[Column], str]) -> str:
    cells = []
    for caption, group in groupby(columns, text):
        reach = 4 * len(list(group)) - 1
        border = ";border-bottom:1px solid black" if caption else ""
        cells.append(f"{SPACER}<td colspan='{reach}' align='center' style='font-weight:bold{border}'>{caption}</td>")
    return f"<tr><td>&nbsp;</td>{''.join(cells)}</tr>"


def _body(statement: Statement, style: MarkupStyle) -> Iterator[str]:
    rule = ""
    for row in statement.rows:
        if row.kind in ("rule", "double") and not style.styled:
            yield _ruled(row, len(statement.columns))
        elif row.kind == "rule":
            rule = "border-top:1px solid black"
        elif row.kind == "line":
            values = "".join(SPACER + _cells(cell, style, row, rule) for cell in row.cells)
            yield f"<tr>{_label(row, style)}{values}</tr>"
            rule = ""
        elif row.kind == "heading":
            yield f"<tr>{_label(row, style)}{(SPACER * 4) * len(statement.columns)}</tr>"
        elif row.kind == "blank":
            yield f"<tr><td colspan='{4 * len(statement.columns) + 1}'>&nbsp;</td></tr>"


def _ruled(row: Row, columns: int) -> str:
    size = 1 if row.kind == "rule" else 3
    cells = f"{SPACER}<td colspan='2'><hr size='{size}' noshade></td><td></td>" * columns
    return f"<tr><td></td>{cells}</tr>"


def _label(row: Row, style: MarkupStyle) -> str:
    mark = f" <sup>{row.mark}</sup>" if row.mark else ""
    if style.styled:
        return f"<td valign='bottom' style='padding-left:{6 * row.indent}px'>{escape(row.label)}{mark}</td>"
    return f"<td valign='bottom'>{'&nbsp;' * row.indent}{escape(row.label)}{mark}</td>"


def _cells(cell: Cell, style: MarkupStyle, row: Row, rule: str) -> str:
    """A currency sign, the digits behind an opening parenthesis, and what closes them."""
    currency = "$" if row.currency and cell.unit in ("USD", "USD/share") else ""
    digits = style.dash if cell.is_nil else ("(" if cell.amount < 0 else "") + cell.digits
    closing = ")" * (cell.amount < 0) + "%" * (cell.unit == "percent")
    border = f" style='{rule}'" if rule else ""
    return f"<td>{currency}</td><td align='right'{border}>{digits}</td><td>{closing or '&nbsp;'}</td>"


def document(lead: Sequence[str], statements: Sequence[Statement], style: MarkupStyle) -> str:
    """A whole exhibit: paragraphs, then the statements with a rule between them."""
    prose = "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in lead)
    tables = "\n<hr>\n".join(table(statement, style) for statement in statements)
    return f"<html>\n<head><title>Press release</title></head>\n<body>\n{prose}\n<hr>\n{tables}\n</body>\n</html>\n"
