"""What headings mean: the period, the role and the members of the columns below them."""

from collections.abc import Sequence

from transforms.parse.blocks import find_blocks
from transforms.parse.grid import Column
from transforms.parse.html import lay_out
from transforms.parse.tables import read_tables

Cell = str | tuple[str, int]
"""A cell's text, with ``/`` for a line's end and ``|`` for a slash, alone or with the columns that it spans."""


def columns_of(*rows: Sequence[Cell], title: str = "", fiscal: tuple[int, int] | None = None) -> list[Column]:
    """The columns of the last table of an exhibit in HTML that prints ``rows`` under ``title``."""
    printed = "".join(f"<tr>{''.join(_cell(cell) for cell in row)}</tr>" for row in rows)
    page = f"<html><body><p>{title}</p><table>{printed}</table></body></html>"
    return read_tables(find_blocks(lay_out(page).lines), fiscal)[-1].columns


def _cell(cell: Cell) -> str:
    text, span = (cell, 1) if isinstance(cell, str) else cell
    return f'<td colspan="{span}">{text.replace("/", "<br>").replace("|", "/")}</td>'


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


def test_a_line_of_captions_holds_no_values():
    """Oil States' first quarter of 2020: "2020 (2)" wraps below its day; ServiceNow's: a range is no value."""
    columns = columns_of(
        ("", "March 31,/2020 (2)", "December 31,/2019 (3)"),
        ("Revenues", "82,926", "91,736"),
        ("Outlook", "$960 - $980", "$1,008 -/$1,018"),
        ("Expenses", "4,531", "8,916"),
        title="BALANCE SHEETS",
    )
    assert [column.period.end.isoformat() for column in columns] == ["2020-03-31", "2019-12-31"]


def test_the_innermost_quarter_is_the_column_s_own():
    """SAP's third quarter of 2014: "Q3 2013" below "Third Quarter 2014"."""
    columns = columns_of(
        ("", ("Third Quarter 2014", 2)),
        ("€ millions", "Q3 2014", "Q3 2013"),
        ("Total revenue", "4,254", "4,045"),
        ("Operating profit", "1,158", "1,058"),
        title="FINANCIAL HIGHLIGHTS – Third Quarter 2014",
        fiscal=(2014, 3),
    )
    assert [column.period.end.year for column in columns] == [2014, 2013]


def test_a_date_in_figures_is_no_range():
    """Spok's first quarter of 2020 heads its columns "3/31/2020"."""
    columns = columns_of(
        ("", ("For the three months ended", 2)),
        ("", "3|31|2020", "12|31|2019"),
        ("Revenues", "37,300", "39,200"),
        ("Net loss", "(4,600)", "(5,900)"),
        title="STATEMENTS OF OPERATIONS",
    )
    assert [column.period.end.isoformat() for column in columns] == ["2020-03-31", "2019-12-31"]
