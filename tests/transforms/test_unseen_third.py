"""What the third blind sample taught: its misses, each as a small table of its own."""

import pytest

from support.markup import release, statement
from support.statements import HEAD, QUARTER

EARNED = [("Net revenues", 41_200, 37_300), ("Costs and expenses", 30_100, 28_200), ("Net income", 11_100, 9_100)]


@pytest.fixture
def facts_of(read):
    """The facts of a table given as rows of HTML, below a statement of operations."""

    def facts(*rows: str, above: str = "", note: str = "(in thousands)"):
        page = release(
            HEAD,
            statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, EARNED),
            f"<p>{above}</p><p>{note}</p><table>{''.join(rows)}</table>",
        )
        return read(page).fact.filter(table_index=1, origin="table").sort("row_index", "column_index")

    return facts


def row(label: str, *cells: str, span: int = 1) -> str:
    """A row of a table; captions that span several columns are ruled below."""
    width = f" colspan='{span}' style='border-bottom:1px solid'" if span > 1 else ""
    return f"<tr><td>{label}</td>{''.join(f'<td{width}>{cell}</td>' for cell in cells)}</tr>"


def members(facts) -> list[tuple[str, str]]:
    return facts.select("dimensions", "basis").rows()


def test_captions_that_name_a_statement_or_break_a_word_are_captions(facts_of):
    """SAP's third quarter of 2014: "Non-" over "IFRS", and a line "Constant  Currency" that reads like a title."""
    found = facts_of(
        row("", "Three Months Ended June 30, 2004", span=4),
        row("", "GAAP", "Adj.", "Non-<br>GAAP", "Non-<br>GAAP<br>Constant<br>Currency"),
        row("Revenues", "700", "30", "730", "735"),
        row("Billings", "600", "20", "620", "622"),
    )
    assert members(found)[:4] == [
        ('{"column": "GAAP"}', "GAAP"), ('{"column": "Adj."}', "GAAP"),
        ('{"column": "Non-GAAP"}', "non-GAAP"), ('{"column": "Non-GAAP Constant Currency"}', "non-GAAP"),
    ]  # fmt: skip


def test_columns_headed_alike_go_on_below_the_captions_of_the_block_above(facts_of):
    """ServiceNow's first quarter of 2020: "Amount" and "Margin" once for its GAAP and once for its non-GAAP results."""
    found = facts_of(
        row("", "Second Quarter 2004 GAAP Results", "Second Quarter 2004 Non-GAAP Results", span=2),
        row("", "Amount<br>($ thousands)", "Growth<br>(%)", "Amount<br>($ thousands)", "Growth<br>(%)"),
        row("Revenues", "700", "30%", "730", "33%"),
        row("Billings", "600", "20%", "620", "22%"),
        row("", "Amount<br>($ thousands)", "Margin<br>(%)", "Amount<br>($ thousands)", "Margin<br>(%)"),
        row("Gross profit", "500", "71%", "520", "71%"),
        row("Income from operations", "100", "14%", "120", "16%"),
    )
    assert found["role"].to_list()[:4] == ["value", "change", "value", "change"]
    assert members(found)[8:12] == [
        ('{"column": "GAAP Results Amount $ thousands"}', "GAAP"), ('{"column": "GAAP Results Margin (%)"}', "GAAP"),
        ('{"column": "Non-GAAP Results Amount $ thousands"}', "non-GAAP"),
        ('{"column": "Non-GAAP Results Margin (%)"}', "non-GAAP"),
    ]  # fmt: skip


def test_captions_beside_a_heading_in_the_midst_of_a_table_are_no_part_of_it(facts_of):
    """PC Connection's first quarter of 2020: "% of" over "Net Sales" twice, beside "Product Mix:"."""
    found = facts_of(
        row("", "Three Months Ended June 30,", span=2),
        row("", "2004", "2003"),
        "<tr><td>Operating Data:</td></tr>",
        row("Net sales", "$700", "$600"),
        row("Inventory turns", "21", "17"),
        row("", "% of", "% of"),
        row("Product Mix:", "Net Sales", "Net Sales"),
        row("Notebooks", "60%", "70%"),
        row("Displays", "40", "30"),
        row("Total net sales", "100%", "100%"),
    )
    assert found.filter(column_index=1).select("label", "section", "unit").rows()[2:] == [
        ("Notebooks", "Product Mix", "percent"), ("Displays", "Product Mix", "percent"),
        ("Total net sales", "Product Mix", "percent"),
    ]  # fmt: skip
