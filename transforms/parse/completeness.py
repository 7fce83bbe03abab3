"""What a statement must end with: a file cut off in the middle of a table is found by what is missing."""

import re
from collections.abc import Sequence

from transforms.parse.grid import Place, PrintedTable, Trouble
from transforms.parse.text import Line

ENDINGS: tuple[tuple[str, str, str], ...] = (
    ("balance_sheet", r"^total (current )?assets|^cash\b", r"^total liabilities\b.*\b(equity|deficit|deficiency)|^total (share|stock)holders|^total equity"),
    ("cash_flow", r"\boperating\b|^net (income|loss|earnings)", r"\bend(ing)? of\b|^net (increase|decrease|change)|^(increase|decrease|\(decrease\)|\(increase\))|financing activities"),
    ("operations", r".", r"^net (income|loss|earnings)|^(income|loss|earnings)\b.*\bper\b|attributable|applicable|available"),
)
"""Statement, a line that it starts with, and one that it cannot do without."""


def find_cut(tables: Sequence[PrintedTable], lines: Sequence[Line]) -> list[Trouble]:
    """An error where the text ends inside its last table: its closing lines are missing."""
    if not tables or not tables[-1].data_rows:
        return []
    table = tables[-1]
    last_row = table.rows[-1]
    if any(re.search(r"[A-Za-z]{2}", line.text) for line in lines if line.number > last_row.line_number):
        return []
    missing = _missing(table)
    if missing is None:
        return []
    message = f"{{at}}: the text ends inside the {table.statement.replace('_', ' ')} ({missing}); fetch the file again"
    return [Trouble("error", "cut_off", message, place=last_row.cells[-1].place if last_row.cells else Place(last_row.line_number, 0, 1), statement=table.statement)]


def _missing(table: PrintedTable) -> str | None:
    rows = table.data_rows
    width = max(len(row.cells) for row in rows)
    last = table.rows[-1]
    if last.kind == "heading":
        return f"a heading without lines: {last.label}"
    for statement, opening, ending in ENDINGS:
        if statement in table.statement and any(re.search(opening, row.label, re.IGNORECASE) for row in rows):
            return None if any(re.search(ending, row.label, re.IGNORECASE) for row in rows) else "its closing lines are missing"
    if len(rows) > 1 and len(last.cells) < width and not any(row.is_total for row in rows):
        return "its last row is short"
    if len(rows) > 1 and not any(row.is_total for row in rows) and ("footnote" in table.statement or "reconciliation" in table.statement):
        return "its total is missing"
    return None
