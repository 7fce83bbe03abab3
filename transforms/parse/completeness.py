"""What a statement must end with: a file cut off in the middle of a table is found by what is missing."""

import re
from collections.abc import Sequence

from transforms.parse import captions
from transforms.parse.blocks import Classed
from transforms.parse.grid import Place, PrintedTable, Trouble
from transforms.parse.text import Line

ENDINGS: tuple[tuple[str, str, str], ...] = (
    (
        "balance_sheet",
        r"^total (current )?assets|^cash\b",
        r"^total liabilities\b.*\b(equity|deficit|deficiency)|^total (share|stock)holders|^total equity",
    ),
    ("cash_flow", r"\bbeginning\b|\bstart\b|\bopening\b", r"\bend(ing)?\b|\bclosing\b"),
    (
        "cash_flow",
        r"\boperating\b|^net (income|loss|earnings)",
        r"\bend(ing)? of\b|^net (increase|decrease|change) in|^(increase|decrease|\(decrease\)|\(increase\)).* in cash",
    ),
    (
        "operations",
        r".",
        r"^net (income|loss|earnings)|^(income|loss|earnings)\b.*\bper\b|attributable|applicable|available",
    ),
)
"""Statement, a line that it starts with, and one that it cannot do without."""
HEADING_WORDS = 12


def find_cut(tables: Sequence[PrintedTable], lines: Sequence[Line], dangling: Sequence[Classed] = ()) -> list[Trouble]:
    """An error where the text ends inside its last table, or in the head of one: what must follow is missing."""
    if dangling:
        line = dangling[-1].line
        message = (
            f"{{at}}: the text ends in the head of a table ({dangling[0].line.text.strip()}); fetch the file again"
        )
        return [Trouble("error", "cut_off", message, place=Place(line.number, 0, len(line.text)))]
    if not tables or not tables[-1].data_rows:
        return []
    table = tables[-1]
    last_row = table.rows[-1]
    below = [line for line in lines if line.number > last_row.line_number and re.search(r"[A-Za-z]{2}", line.text)]
    if below and not (
        _opens(below[-1].text.strip())
        and all(len(line.text.split()) <= HEADING_WORDS and not line.text.rstrip().endswith(".") for line in below)
    ):
        return []
    missing = f"a heading without lines: {below[-1].text.strip()}" if below else _missing(table, tables[:-1])
    if missing is None:
        return []
    place = (
        Place(below[-1].number, 0, len(below[-1].text))
        if below
        else last_row.cells[-1].place
        if last_row.cells
        else Place(last_row.line_number, 0, 1)
    )
    message = f"{{at}}: the text ends inside the {table.statement.replace('_', ' ')} ({missing}); fetch the file again"
    return [Trouble("error", "cut_off", message, place=place, statement=table.statement)]


def _opens(text: str) -> bool:
    """A heading, or a label that goes on: something must follow."""
    return text.endswith(":") or captions.CONNECTIVE_END.search(text) is not None


def _stops_midway(table: PrintedTable, before: Sequence[PrintedTable], ending: str) -> bool:
    """It ends with a line that a table of its name before it goes on from, or there is none that is closed."""
    closed = [
        [row.label for row in other.data_rows]
        for other in before
        if other.statement == table.statement
        and any(re.search(ending, row.label, re.IGNORECASE) for row in other.data_rows)
    ]
    last = table.data_rows[-1].label
    return not closed or any(last in labels[:-1] for labels in closed)


def _balances(table: PrintedTable) -> bool:
    """A balance sheet whose last line, without a name, prints the assets' sum once more."""
    *before, last = [[cell.amount for cell in row.cells] for row in table.data_rows]
    return table.statement == "balance_sheet" and not table.data_rows[-1].label and last in before


def _missing(table: PrintedTable, before: Sequence[PrintedTable]) -> str | None:
    rows = table.data_rows
    width = max(len(row.cells) for row in rows)
    last = table.rows[-1]
    if last.kind == "heading":
        return f"a heading without lines: {last.label}"
    if table.statement == "balance_sheet" and (last.unit == "percent" or (last.unit or "").endswith("/share")):
        return None  # a choice of balances and ratios, and no statement
    for statement, opening, ending in ENDINGS:
        if statement in table.statement and any(re.search(opening, row.label, re.IGNORECASE) for row in rows):
            closed = any(re.search(ending, row.label, re.IGNORECASE) for row in rows) or _balances(table)
            return None if closed or not _stops_midway(table, before, ending) else "its closing lines are missing"
    totals = any(row.is_total and (captions.TOTAL_WORDS.search(row.label) or row.ruled) for row in rows)
    if len(rows) > 1 and not totals and len(last.cells) < width:
        return "its last row is short"
    if len(rows) > 1 and not totals and ("footnote" in table.statement or "reconciliation" in table.statement):
        return "its total is missing"
    return None
