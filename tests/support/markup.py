"""Prints the statements of ``support.statements`` as HTML, the way filers' tools lay tables out."""

from collections.abc import Sequence
from html import escape
from itertools import groupby

from support.statements import RULE, Row, Value, amount

EARNED = [("Net revenues", 41_200, 37_300), ("Costs and expenses", 30_100, 28_200), ("Net income", 11_100, 9_100)]
SPACER = "<td>&nbsp;</td>"


def statement(
    title: str, columns: Sequence[Sequence[str]], rows: Sequence[Row], *, note: str = "(in thousands)"
) -> str:
    """Title and note in paragraphs, then a table: a currency sign and a parenthesis in cells of their own, spacers."""
    lines = [f"<p style='text-align:center'><b>{escape(text)}</b></p>" for text in (title, note) if text]
    lines.append("<table>")
    lines += [_header(level) for level in zip(*columns, strict=True)]
    ruled = False
    for row in rows:
        if row == RULE:
            ruled = True
        elif row:
            lines.append(_row(row, len(columns), ruled=ruled))
            ruled = False
    return "\n".join([*lines, "</table>"])


def _header(level: Sequence[str]) -> str:
    """Captions that repeat span their columns; a value column is three cells wide, with a spacer before it."""
    cells = []
    for text, group in groupby(level):
        width = 4 * len(list(group)) - 1
        cells.append(
            f"{SPACER}<td colspan='{width}' style='text-align:center;border-bottom:1px solid'>{escape(text)}</td>"
        )
    return f"<tr><td></td>{''.join(cells)}</tr>"


def _row(row: Row, columns: int, *, ruled: bool) -> str:
    label, *values = (row, *[None] * columns) if isinstance(row, str) else row
    indent = len(label) - len(label.lstrip())
    border = " style='border-top:1px solid'" if ruled else ""
    cells = "".join(SPACER + _cells(value, border) for value in values)
    return f"<tr><td style='padding-left:{10 * indent}px'>{escape(label.strip())}</td>{cells}</tr>"


def _cells(value: Value, border: str) -> str:
    text = amount(value).strip()
    currency = "$" if text.startswith("$") else ""
    closing = text[len(text.rstrip(")%")) :]
    digits = text.removeprefix("$").removesuffix(closing) if closing else text.removeprefix("$")
    return f"<td>{currency}</td><td{border}>{digits.replace('--', '&#151;')}</td><td>{closing}</td>"


def release(head: str, *statements: str) -> str:
    """A page: the head's lines as paragraphs, then the statements."""
    paragraphs = "\n".join(f"<p>{escape(' '.join(part.split()))}</p>" for part in head.split("\n\n"))
    return f"<html><body>\n{paragraphs}\n{'<hr>'.join(statements)}\n</body></html>\n"


def row(label: str, *cells: str, span: int = 1, indent: int = 0) -> str:
    """A row of a table as markup; captions that span several columns are ruled below."""
    width = f" colspan='{span}' style='border-bottom:1px solid'" if span > 1 else ""
    margin = f" style='padding-left:{10 * indent}px'" if indent else ""
    return f"<tr><td{margin}>{label}</td>{''.join(f'<td{width}>{cell}</td>' for cell in cells)}</tr>"
