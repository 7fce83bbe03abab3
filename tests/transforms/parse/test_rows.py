"""Lines to rows: labels that wrap, headings that wrap, marks, and every number placed."""

import polars as pl
import pytest

from support.statements import BALANCE, QUARTER, release, statement
from transforms.parse.blocks import find_blocks
from transforms.parse.grid import PrintedTable
from transforms.parse.rows import split_marks
from transforms.parse.tables import read_tables
from transforms.parse.text import read_lines


def table_of(*rows, columns=QUARTER, title="CONSOLIDATED STATEMENTS OF OPERATIONS") -> PrintedTable:
    (table,) = read_tables(find_blocks(read_lines(statement(title, columns, rows))))
    return table


def labels(table: PrintedTable) -> list[tuple[str, str]]:
    return [(row.kind, row.label) for row in table.rows]


def test_a_label_that_wraps_joins_the_line_with_its_values():
    table = table_of(
        ("Net revenues", 4_180, 3_990),
        "Amortization of purchased intangible assets and",
        ("  deferred stock compensation (1)", 412, -377),
        ("Net income", 12, 13),
    )
    revenues, amortization, income = table.rows
    assert amortization.label == "Amortization of purchased intangible assets and deferred stock compensation"
    assert amortization.marks == ("(1)",)
    assert amortization.label_line == revenues.line_number + 1
    assert amortization.line_number == income.line_number - 1


def test_allowances_that_a_label_counts_may_stand_on_its_second_line():
    table = table_of(
        ("Inventories", 412, 377),
        "Accounts receivable, less allowances of",
        ("  $642 and $618", 26_472, 23_333),
        columns=BALANCE,
        title="CONSOLIDATED BALANCE SHEETS",
    )
    assert labels(table)[1:] == [("data", "Accounts receivable, less allowances of $642 and $618")]


def test_a_label_that_goes_on_below_its_values_is_joined():
    table = table_of(("Proceeds from the sale of", 412, 377), "  property and equipment", "", ("Net income", 12, 13))
    assert labels(table) == [("data", "Proceeds from the sale of property and equipment"), ("data", "Net income")]


def test_the_end_of_a_label_may_stand_in_parentheses_on_its_own_line():
    """Pericom's fourth quarter of fiscal 2005, a narrow column of labels: "Income tax" over "(benefit)"."""
    table = table_of(("Income before tax", 412, 377), "Income tax", ("(benefit)", 137, 120), ("Net income", 275, 257))
    assert labels(table)[1:] == [("data", "Income tax (benefit)"), ("data", "Net income")]


def test_the_end_of_a_label_stands_between_its_values_and_a_rule():
    """Pericom's third quarter of fiscal 2006: "per share" below the values, and the next label wraps as well."""
    table = table_of(
        ("Shares used in computing basic earnings", 26_207, 26_253), "per share", "---",
        "Shares used in computing diluted earnings", ("per share", 26_984, 26_972),
    )  # fmt: skip
    assert labels(table) == [
        ("data", f"Shares used in computing {kind} earnings per share") for kind in ("basic", "diluted")
    ]


def test_no_label_begins_with_a_word_in_parentheses_and_small_letters():
    """Pericom's year 2005: six columns leave the labels little room, and lines stand a blank line apart."""
    table = table_of(
        ("Net income (loss)", 134, -303), "", "Basic earnings", (" (loss) per share", "0.01", "(0.01)"), "",
        "Shares used:", ("(a) Basic", 26_531, 26_554),
    )  # fmt: skip
    assert labels(table) == [
        ("data", "Net income (loss)"), ("data", "Basic earnings (loss) per share"), ("heading", "Shares used"),
        ("data", "(a) Basic"),
    ]  # fmt: skip


def test_what_goes_on_below_values_and_above_a_blank_line_is_no_heading():
    """Pericom's December quarter of 2004: among labels that end beside their values, one ends below them."""
    table = table_of(
        ("End of life program inventory", 1_044, 12), "reserve charge", "",
        "Inventory fair value", (" adjustment", 573, 14),
    )  # fmt: skip
    assert labels(table) == [
        ("data", "End of life program inventory reserve charge"), ("data", "Inventory fair value adjustment"),
    ]  # fmt: skip


def test_half_of_a_note_beside_the_columns_heads_no_lines(read):
    """Horizon's last quarter of 2007: "(dollars" over "in 000s)" beside the days."""
    text = release(
        "RESERVE FOR LOAN LOSSES\n\n"
        "                        Quarter     Quarter\n"
        " (unaudited)             Ended       Ended\n"
        " (dollars              June 30,    June 30,\n"
        "  in 000s)               2004        2003\n"
        " ------------------------------------------\n"
        " Provision            $     900   $     800\n"
        " Charge offs                (32)        (39)\n"
    )
    facts = read(text).fact.filter(origin="table")
    assert set(facts["section"]) <= {"", "RESERVE FOR LOAN LOSSES"}
    assert set(facts["scale"]) == {1000}


def test_a_label_that_goes_on_with_an_ampersand_is_one():
    table = table_of("AL, MS", ("  & TN", 412, 377), ("Arizona", 12, 13))
    assert [row.label for row in table.rows] == ["AL, MS & TN", "Arizona"]


def test_a_mark_stands_before_the_colon_of_its_heading():
    table = table_of("Freight revenue from [a]:", ("Truckloads", 412, 377), ("Brokerage", 12, 13))
    assert (table.rows[0].label, table.rows[0].marks) == ("Freight revenue from", ("[a]",))


def test_a_heading_that_wraps_is_one():
    table = table_of(
        ("Net income", 412, 377),
        "Adjustments to reconcile net income to net cash from operating",
        "  activities:",
        ("  Depreciation", 12, 13),
    )
    whole = "Adjustments to reconcile net income to net cash from operating activities"
    assert labels(table)[1] == ("heading", whole)


def test_two_headings_in_a_row_are_two():
    table = table_of(
        "ASSETS", "Current assets:", ("  Cash", 412, 377), columns=BALANCE, title="CONSOLIDATED BALANCE SHEETS"
    )
    assert labels(table) == [("heading", "ASSETS"), ("heading", "Current assets"), ("data", "Cash")]


def test_a_line_with_values_is_data_even_when_it_ends_in_a_colon():
    table = table_of(("Net revenues:", 4_180, 3_990), ("Net income", 412, 377))
    assert labels(table)[0][0] == "data"


def test_a_heading_without_lines_stays_a_heading():
    """Commitments and contingencies, as a balance sheet prints them."""
    table = table_of(
        ("Long-term debt", 412, 377), "", "Commitments and contingencies", "", "Stockholders' equity:",
        ("  Common stock", 12, 13),
        columns=BALANCE, title="CONSOLIDATED BALANCE SHEETS",
    )  # fmt: skip
    assert labels(table)[1:3] == [("heading", "Commitments and contingencies"), ("heading", "Stockholders' equity")]


def test_a_rule_above_marks_the_row_below_it():
    table = table_of(("Product", 400, 300), ("Service", 12, 13), "---", ("Total", 412, 313))
    assert [row.ruled for row in table.rows] == [False, False, True]


def test_a_page_break_does_not_end_a_table():
    table = table_of(
        ("Product", 400, 300),
        "",
        "                                      4",
        "<PAGE>",
        "",
        ("Service", 12, 13),
        ("Total", 412, 313),
    )
    assert [row.label for row in table.data_rows] == ["Product", "Service", "Total"]
    assert [(item.token, item.reason) for item in table.non_facts if item.reason == "page_number"] == [
        ("4", "page_number")
    ]


@pytest.mark.parametrize(
    ("printed", "label", "marks"),
    [
        ("Goodwill (1)", "Goodwill", ("(1)",)),
        ("Restructuring charges (a) (b)", "Restructuring charges", ("(a)", "(b)")),
        ("Net loss per share *", "Net loss per share", ("*",)),
        ("Net income (loss)", "Net income (loss)", ()),
        ("Freight revenue [a]", "Freight revenue", ("[a]",)),
        ("401(k) contribution", "401(k) contribution", ()),
        ("(1) Excludes charges", "(1) Excludes charges", ()),
    ],
)
def test_footnote_marks_are_taken_from_labels(printed, label, marks):
    assert split_marks(printed) == (label, marks)


def test_digits_inside_a_label_are_declared_part_of_it():
    table = table_of(("1-4 family loans under $100,000", 412, 377), ("Common stock, $0.01 par value", 12, 13))
    declared = [(item.token, item.reason) for item in table.non_facts if item.reason == "in_label"]
    assert declared == [("100,000", "in_label"), ("0.01", "in_label")]
    assert [len(row.cells) for row in table.rows] == [2, 2]


def test_a_value_that_slipped_off_its_column_is_an_issue_at_its_place(read):
    rows = [("Net revenues", 4_180, 3_990), ("Gross profit", 2_100, 1_900), ("Dividends", 10, 9), ("Net income", 4, 3)]
    text = release(statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, rows))
    issues = read(text.replace(" " * 10 + "1,900", "1,900" + " " * 10)).issue.filter(pl.col("level") != "info")
    assert issues["line_number"].to_list() == [1 + text[: text.index("Gross profit")].count("\n")]


def test_a_label_goes_on_below_its_values(read):
    """Pericom's third quarter of 2006."""
    rows = [("Net revenues", 4_180, 3_990), ("Shares used in computing loss", 412, 377), ("Net loss", -1, -2)]
    text = release(statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, rows))
    start = text.index("Net loss")
    facts = read(text[:start] + "per share\n" + " " * 50 + "--------\n" + text[start:]).fact
    assert "Shares used in computing loss per share" in facts["label"].to_list()
    facts = read(text[:start] + "per share\n\n" + text[start:]).fact
    assert "Net loss" in facts["label"].to_list()


def test_what_the_lines_below_are_a_share_of_goes_on_with_no_label():
    """Restaurants tell some costs as a share of restaurant sales, the rest as one of all revenue."""
    table = table_of(
        "Operating costs:",
        "  (as a percent of restaurant sales)",
        ("  Food and beverage", 412, 377),
        ("  Depreciation", 51, 48),
        "  (as a percent of total revenue)",
        ("  Selling expenses", 60, 55),
        ("Total operating costs", 523, 480),
    )
    assert ("data", "Depreciation") in labels(table)
    assert ("heading", "(as a percent of total revenue)") in labels(table)


def test_a_value_one_blank_behind_its_label_stands_below_a_year_that_no_other_line_fills(read):
    """Southern's year 2006: the first line alone has figures of both years, all others their change only."""
    page = """
                    Significant Factors Impacting EPS
                               Three Months Ended June 30,
                               -----------------------------
                               2004        2003       Change
                               -----      ------      ------
Earnings apart from synfuels $ 0.25       $ 0.20      $ 0.05
  Retail                                                0.04
  Leasing                                               0.01
"""
    facts = read(release(page)).fact.filter(origin="table").sort("line_number", "column_index").to_dicts()
    assert [fact["printed"] for fact in facts] == ["0.25", "0.20", "0.05", "0.04", "0.01"]
    assert {str(fact["period_end"]) for fact in facts if fact["role"] == "change"} == {"2004-06-30"}


def test_a_heading_in_capitals_goes_on_with_what_cash_was_used_in():
    """Standard Motor Products' first quarter of 2020: "... TO NET CASH" over "USED IN OPERATING ACTIVITIES:"."""
    table = table_of(
        ("NET EARNINGS", 862, 721),
        "ADJUSTMENTS TO RECONCILE NET EARNINGS TO NET CASH",
        "USED IN OPERATING ACTIVITIES:",
        ("DEPRECIATION", 65, 61),
        title="STATEMENTS OF CASH FLOWS",
    )
    assert labels(table)[1] == (
        "heading",
        "ADJUSTMENTS TO RECONCILE NET EARNINGS TO NET CASH USED IN OPERATING ACTIVITIES",
    )
