"""Longer periods against shorter ones, and balances against the flows between them."""

import polars as pl

from support.statements import BALANCE, HALF, SIX_MONTHS, statement

ROWS = [
    ("Net revenues", 412, 373, 801, 719),
    ("Cost of revenues", 200, 190, 390, 360),
    ("Gross profit", 212, 183, 411, 359),
]
CASH_FLOW = statement(
    "CONSOLIDATED STATEMENTS OF CASH FLOWS",
    SIX_MONTHS,
    [
        ("Net income", 40, 30),
        "Changes in operating assets and liabilities:",
        ("  Accounts receivable", -10, 4),
        ("Net cash provided by operating activities", 30, 34),
        ("Purchases of property and equipment", -20, -18),
        ("Net increase in cash and cash equivalents", 10, 16),
        ("Cash and cash equivalents at beginning of period", 100, 84),
        ("Cash and cash equivalents at end of period", 110, 100),
    ],
)


def operations(*rows) -> str:
    return statement("CONSOLIDATED STATEMENTS OF OPERATIONS", HALF, rows)


def sheet(cash: int, receivables: int, earnings: int) -> str:
    rows = [
        ("Cash and cash equivalents", cash, 100),
        ("Accounts receivable", receivables, 70),
        ("Total assets", cash + receivables, 170),
        ("Retained earnings", earnings, 20),
        ("Total liabilities and stockholders' equity", cash + receivables, 170),
    ]
    return statement("CONSOLIDATED BALANCE SHEETS", BALANCE, rows)


def test_six_months_are_at_least_the_quarter_in_them(ties):
    found = ties(operations(*ROWS), kinds=("cumulative_ge_quarter",))
    assert set(found["outcome"]) == {"exact"}
    severity = dict(found.select(pl.col("relation").str.split(" >=").list.first(), "severity").rows())
    assert severity == {"Net revenues": "error", "Cost of revenues": "error", "Gross profit": "warning"}


def test_a_half_year_below_its_quarter_is_broken(ties):
    broken = ties(operations(("Net revenues", 412, 373, 81, 719), *ROWS[1:]), kinds=("cumulative_ge_quarter",))
    assert broken.filter(outcome="violated")["period"].to_list() == ["2004-01-01/2004-06-30 vs 2004-04-01/2004-06-30"]


def test_the_quarter_between_two_columns_foots_as_well(ties):
    found = ties(operations(*ROWS), kinds=("derived_quarter_footing",))
    assert found.select("period", "left_value", "right_value", "severity", "outcome").sort("period").rows() == [
        ("2003-01-01/2003-03-31", 176_000, 176_000, "error", "exact"),
        ("2004-01-01/2004-03-31", 199_000, 199_000, "error", "exact"),
    ]
    assert "Gross profit = Net revenues - Cost of revenues, 2004-01-01/2004-06-30 less 2004-04-01/2004-06-30" in (
        found["relation"].to_list()
    )


def test_opening_cash_and_its_change_make_closing_cash(ties):
    found = ties(CASH_FLOW, kinds=("cash_roll_forward",))
    assert found.select("left_value", "outcome").rows() == [(110_000, "exact"), (100_000, "exact")]


def test_what_the_balance_sheet_gained_in_cash_is_the_change_in_the_cash_flow(ties):
    held = ties(sheet(110, 80, 60), CASH_FLOW, kinds=("roll_forward",)).filter(severity="error")
    broken = ties(sheet(111, 80, 60), CASH_FLOW, kinds=("roll_forward",)).filter(severity="error")
    assert held["outcome"].to_list() == ["exact"]
    assert broken["left_value"].to_list() == [11_000]
    assert held["relation"].item().startswith("Cash and cash equivalents (2004-06-30) - Cash and cash equivalents (")


def test_earnings_retained_are_a_warning_and_working_capital_is_information(ties):
    """Acquisitions and currencies part a change in receivables from the balances."""
    found = ties(sheet(110, 85, 60), CASH_FLOW, kinds=("roll_forward",))
    assert sorted(found.select("severity", "outcome").rows()) == [
        ("error", "exact"),
        ("info", "violated"),
        ("warning", "exact"),
    ]


def test_printed_changes_are_no_part_of_a_derived_quarter(ties):
    columns = [
        ("Three Months Ended", "June 30, 2004"),
        ("", "Change"),
        ("Six Months Ended", "June 30, 2004"),
        ("", "Change"),
    ]
    rows = [("Product", 300, 12, 580, 33), ("Service", 112, 27, 221, 49), ("Total net revenues", 412, 39, 801, 82)]
    text = statement("CONSOLIDATED STATEMENTS OF OPERATIONS", columns, rows)
    found = ties(text, kinds=("derived_quarter_footing",))
    assert found.select("left_value", "right_value").rows() == [(389_000, 389_000)]
