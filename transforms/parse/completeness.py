"""What a statement must end with: a file cut off in the middle of a table is found by what is missing."""

import re
from collections.abc import Sequence

from transforms.parse.grid import Place, PrintedTable, Row, Trouble
from transforms.parse.kinds import WORD, Classed
from transforms.parse.text import Line
from transforms.parse.words import items

_ENDINGS = (
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
        (
            r"^(total )?net \(?(income|loss|earnings|profit)|^\(?(income|loss|earnings|profit)\b.*\bper\b"
            r"|attributable|applicable|available"
        ),
    ),
)
ENDINGS = tuple(
    (statement, re.compile(opening, re.IGNORECASE), re.compile(ending, re.IGNORECASE))
    for statement, opening, ending in _ENDINGS
)
"""Statement, a line that it starts with, and one that it cannot do without."""
ACTIVITIES = re.compile(r"\bcash\b.*\b(operat\w+|investing|(?P<last>financing))( activities)?$", re.IGNORECASE)
"""What a choice of figures prints of a cash flow: the sums of its three parts."""
BARE_TOTAL = re.compile(r"(grand )?totals?", re.IGNORECASE)
HEADING_WORDS = 12
FEWEST = 3
"""A table of fewer lines is a choice of them, and no statement."""


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
    below = [line for line in lines if line.number > last_row.line_number and WORD.search(line.text)]
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


def find_open(tables: Sequence[PrintedTable]) -> list[Trouble]:
    """A warning for each statement that no table of its name closes: lines at its end, or below it, are missing."""
    found: dict[str, PrintedTable] = {}
    for statement, opening, ending in ENDINGS:
        own = [table for table in tables if table.statement == statement and not _is_choice(table)]
        begun = [table for table in own if _has(table.data_rows, opening) and _sells(table)]
        if begun and not any(_has(table.data_rows, ending) for table in own):
            found.setdefault(statement, begun[-1])
    return [_open_ended(table) for table in found.values()]


def _has(rows: Sequence[Row], pattern: re.Pattern[str]) -> bool:
    return any(pattern.search(row.label) for row in rows)


def _sells(table: PrintedTable) -> bool:
    """What it calls operations begins with what was sold, as a statement of them does."""
    sold, _ = items.RESULTS
    return table.statement != "operations" or any(sold.search(row.label) for row in table.data_rows)


def _is_choice(table: PrintedTable) -> bool:
    """A choice of figures, and no statement: it is short, holds totals alone, or ends in a ratio or without a name."""
    rows = table.data_rows
    totals = all(items.TOTAL_WORDS.search(row.label) for row in rows)
    return len(rows) < FEWEST or totals or not rows[-1].label or _ends_in_figures(table)


def _ends_in_figures(table: PrintedTable) -> bool:
    unit = table.rows[-1].unit or ""
    return unit == "percent" or unit.endswith("/share")


def _sums_activities(table: PrintedTable) -> bool:
    """Nothing but the sums of a cash flow, up to the last of its three parts."""
    sums = [ACTIVITIES.search(row.label) for row in table.data_rows]
    return all(sums) and sums[-1] is not None and bool(sums[-1]["last"])


def _open_ended(table: PrintedTable) -> Trouble:
    name, last = table.statement.replace("_", " "), table.data_rows[-1]
    message = (
        f"{{at}}: no line closes the {name}, which breaks off with {last.label[:60]}; compare it with what is printed"
    )
    place = last.cells[-1].place if last.cells else Place(last.line_number, 0, 1)
    return Trouble("warning", "open_ended", message, place=place, statement=table.statement)


def _opens(text: str) -> bool:
    """A heading, or a label that goes on: something must follow."""
    return text.endswith(":") or items.CONNECTIVE_END.search(text) is not None


def _stops_midway(table: PrintedTable, before: Sequence[PrintedTable], ending: re.Pattern[str]) -> bool:
    """It ends with a line that a table of its name before it goes on from, or there is none that is closed."""
    closed = [
        [row.label for row in other.data_rows]
        for other in before
        if other.statement == table.statement and _has(other.data_rows, ending)
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
    chosen = table.statement == "balance_sheet" and _ends_in_figures(table)
    if chosen or _sums_activities(table) or (last.is_total and BARE_TOTAL.fullmatch(last.label)):
        return None  # a choice of balances and ratios, the sums of a cash flow alone, or a list that is summed up
    for statement, opening, ending in ENDINGS:
        if statement in table.statement and _has(rows, opening):
            closed = _has(rows, ending) or _balances(table)
            return None if closed or not _stops_midway(table, before, ending) else "its closing lines are missing"
    totals = any(row.is_total and (items.TOTAL_WORDS.search(row.label) or row.ruled) for row in rows)
    if len(rows) > 1 and not totals and len(last.cells) < width:
        return "its last row is short"
    if len(rows) > 1 and not totals and ("footnote" in table.statement or "reconciliation" in table.statement):
        return "its total is missing"
    return None
