"""The unit and scale of a line: a caption speaks for the table, a line's own words for the line."""

import re
from decimal import Decimal

from transforms.parse import captions
from transforms.parse.grid import PrintedTable, Row

SHARES_IN_UNITS = re.compile(
    r"\bexcept\b[^)]*?(?<!per )\bshares?\b(?! data| amounts?| information| figures?)|\bexcept\b[^)]*\bshares? (and|or|,)",
    re.IGNORECASE,
)
SHARES_SCALE = re.compile(
    r"\bshares?(?: amounts?| data| counts?)?,?(?: which| that)?(?: are| is)?(?: reflected| presented| stated| shown| expressed)? in (thousands|millions)",
    re.IGNORECASE,
)
RATIO_HEADING = re.compile(r"\bratios?\b|\bpercent", re.IGNORECASE)
LARGE = len("100,000")


def set_units(table: PrintedTable) -> None:
    """Fill in ``unit`` and ``scale`` of every data row."""
    shares_scale = _shares_scale(table)
    heading = ""
    indent = 0
    for row in table.rows:
        if row.kind == "heading":
            heading, indent = row.label, row.indent
            continue
        if heading and row.indent <= indent and captions.TOTAL_WORDS.search(row.label):
            heading = ""
        row.unit = unit_of(row, heading)
        row.scale = {"USD": table.scale, "shares": shares_scale}.get(row.unit, 1)


def _shares_scale(table: PrintedTable) -> int:
    named = SHARES_SCALE.search(table.note)
    if named:
        return captions.scale_of(f"in {named[1]}") or 1
    return 1 if SHARES_IN_UNITS.search(table.note) or _counts_in_full(table) else table.scale


def _counts_in_full(table: PrintedTable) -> bool:
    """Share counts a hundred times the largest amount beside them are printed in full, whatever the caption says."""
    heading = ""
    counts, amounts = [Decimal(0)], [Decimal(0)]
    for row in table.rows:
        if row.kind == "heading":
            heading = row.label
            continue
        largest = max((abs(cell.amount.value) for cell in row.cells if cell.amount), default=Decimal(0))
        unit = unit_of(row, heading)
        (counts if unit == "shares" else amounts if unit == "USD" else []).append(largest)
    return table.scale > 1 and max(amounts) > 0 and max(counts) > FULL_COUNT * max(amounts)


FULL_COUNT = 100


def unit_of(row: Row, heading: str) -> str:
    """USD, shares, USD/share or percent, from the line's label, else from the heading above it."""
    values = [cell for cell in row.cells if not cell.is_nil]
    if values and all(cell.percent for cell in values):
        return "percent"
    for text in (row.label, heading):
        if captions.SHARES.search(text) and not captions.NOT_SHARES.search(text):
            return "shares"
        if captions.PER_SHARE.search(text):
            return "USD/share"
    small = not any("," in cell.printed for cell in values)
    if small and (captions.PERCENT.search(row.label) or RATIO_HEADING.search(heading)):
        return "percent"
    per_unit = captions.PER_UNIT.search(row.label)
    if per_unit and any("." in cell.printed or len(cell.printed) < LARGE for cell in values):
        return (
            f"USD/{per_unit[2].lower()}"
            if captions.MONEY_WORDS.search(row.label)
            else f"{per_unit[1].lower()}/{per_unit[2].lower()}"
        )
    return "USD"
