"""What headings mean: the period, the role and the members of the columns below them."""

from collections.abc import Sequence

from transforms.parse.blocks import find_blocks
from transforms.parse.grid import Column
from transforms.parse.html import lay_out
from transforms.parse.tables import read_tables

Cell = str | tuple[str, int]
"""A cell's text, with ``/`` for a line's end, alone or with the columns that it spans."""


def columns_of(*rows: Sequence[Cell], title: str = "", before: str = "") -> list[Column]:
    """The columns of the last table of an exhibit in HTML that prints ``rows`` under ``title``."""
    printed = "".join(f"<tr>{''.join(_cell(cell) for cell in row)}</tr>" for row in rows)
    page = f"<html><body>{before}<p>{title}</p><table>{printed}</table></body></html>"
    return read_tables(find_blocks(lay_out(page).lines))[-1].columns


def _cell(cell: Cell) -> str:
    text, span = (cell, 1) if isinstance(cell, str) else cell
    return f'<td colspan="{span}">{text.replace("/", "<br>")}</td>'


def test_a_caption_reaches_as_far_as_its_cell_and_no_further():
    """Oracle's fourth quarter of 2014: "% of" on a line of its own speaks of the shares alone."""
    columns = columns_of(
        ("", ("Three Months Ended May 31,", 4)),
        ("", "2014", "% of/Revenues", "2013", "% of/Revenues"),
        ("Revenues", "1,200", "100", "1,100", "100"),
        ("Net income", "300", "25", "220", "20"),
        title="STATEMENTS OF OPERATIONS",
    )
    lead = "Three Months Ended May 31,"
    assert [column.heading for column in columns] == [
        (lead, "2014"), (lead, "% of Revenues"), (lead, "2013"), (lead, "% of Revenues"),
    ]  # fmt: skip
