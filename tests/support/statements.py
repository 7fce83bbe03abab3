"""Prints small statements as companies do, with figures that a test invents."""

from collections.abc import Sequence

Value = int | str | None
"""A number in the table's scale, characters as they are, or a blank."""
RULE = "---"
LONG_LABEL = 5
Row = str | tuple[str, *tuple[Value, ...]]
"""A heading, a rule below the values, or a label with its values; an empty string is an empty line."""

QUARTER = (("Three Months Ended", "June 30, 2004"), ("Three Months Ended", "June 30, 2003"))
HALF = (*QUARTER, ("Six Months Ended", "June 30, 2004"), ("Six Months Ended", "June 30, 2003"))
SIX_MONTHS = (("Six Months Ended", "June 30, 2004"), ("Six Months Ended", "June 30, 2003"))
BALANCE = (("June 30,", "2004"), ("December 31,", "2003"))


def amount(value: Value) -> str:
    """``-1250`` as ``(1,250)``, a negative's parenthesis hanging over the column's edge."""
    if isinstance(value, int):
        return f"({-value:,})" if value < 0 else f"{value:,} "
    return "" if value is None else value + ("" if value.endswith(("%", ")")) else " ")


def statement(
    title: str,
    columns: Sequence[Sequence[str]],
    rows: Sequence[Row],
    *,
    note: str = "(in thousands)",
    label_width: int = 46,
    width: int = 20,
    ruled: bool = True,
) -> str:
    """A statement: title, scale note, headings level by level over their columns, and rows.

    ``ruled`` prints a rule below the headings.
    """
    margin = " " * label_width
    levels = zip(*columns, strict=True)
    headings = [margin + "".join(f"{part:>{width - 1}} " for part in level) for level in levels]
    lines = [title, *([note] if note else []), "", *headings]
    lines += [margin + f"{'-' * 12:>{width - 1}} " * len(columns)] if ruled else [""]
    for row in rows:
        if row == RULE:
            lines.append(margin + f"{'-' * 9:>{width - 1}} " * len(columns))
        elif isinstance(row, str):
            lines.append(row)
        else:
            label, *values = row
            lines.append(label.ljust(label_width) + "".join(f"{amount(value):>{width}}" for value in values))
    return "\n".join(line.rstrip() for line in lines) + "\n"


def wrapped(rows: Sequence[Row]) -> list[Row]:
    """``rows`` with every long label broken before its last word."""
    result: list[Row] = []
    for row in rows:
        if not isinstance(row, str) and len(row[0].split()) > LONG_LABEL:
            start, _, last = row[0].rpartition(" ")
            result += [start, (f"  {last}", *row[1:])]
        else:
            result.append(row)
    return result


HEAD = """EXHIBIT 99.1

HALDEN OPTICS, INC. REPORTS SECOND QUARTER 2004 RESULTS

Alder Falls, Ohio - July 22, 2004 - Halden Optics, Inc. (NYSE: HLDN) today reported its
results for the quarter that ended on June 30, 2004, as they are printed below.
"""


def release(*statements: str, prose: str = "") -> str:
    """Statements and prose with a head that names company and day."""
    return "\n\n".join([HEAD, *([prose] if prose else []), *statements])
