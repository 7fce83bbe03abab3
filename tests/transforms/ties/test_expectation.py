"""What a value is expected to be like: its sign, the tax rate, a footnote's share of its line."""

import pytest

from support.statements import QUARTER, statement

ROWS = [
    ("Net revenues", 1_200, 1_080),
    ("Amortization of intangible assets", 50, -40),
    ("Income before income taxes", 1_150, 1_120),
    ("Provision for income taxes", 400, 380),
    ("Net income", 750, 740),
]


def operations(*rows) -> str:
    return statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, rows)


def test_an_expense_printed_as_a_reversal_is_only_warned_of(ties):
    """A reversal of deferred compensation is real: the sample's (6,362)."""
    broken = ties(operations(*ROWS), kinds=("sign_expectation",)).filter(outcome="violated")
    assert broken.select("relation", "severity", "left_value").rows() == [
        ("Amortization of intangible assets >= 0", "warning", -40_000)
    ]


@pytest.mark.parametrize(
    ("tax", "income", "outcome"),
    [(400, 1_150, "exact"), (-40, 1_150, "violated"), (900, 1_150, "violated"), (10, -50, "not_evaluable")],
)
def test_taxes_are_expected_between_nothing_and_half_of_income(ties, tax, income, outcome):
    rows = [
        ROWS[0],
        ("Income (loss) before income taxes", income, 1_120),
        ("Provision for income taxes", tax, 380),
        ("Net income", income - tax, 740),
    ]
    found = ties(operations(*rows), kinds=("effective_tax_rate",)).filter(period="2004-04-01/2004-06-30")
    assert found.select("outcome", "severity").rows() == [(outcome, "info")]


@pytest.mark.parametrize(("salaries", "outcome"), [(30, "exact"), (60, "violated")])
def test_a_footnotes_total_is_a_part_of_the_line_with_its_mark(ties, salaries, outcome):
    rows = [ROWS[0], ("Restructuring charges (1)", 50, 40), ROWS[2], ROWS[4]]
    kinds = [("  Salaries", salaries, 20), ("  Leases", 10, 5), "---", ("    Total", salaries + 10, 25)]
    note = statement("(1) Restructuring charges relate to:", QUARTER, kinds, note="")
    footnote = "\n".join(line for line in note.split("\n") if "Months" not in line and "June" not in line)
    found = ties(operations(*rows), footnote, kinds=("footnote_part_of_line",)).filter(period="2004-04-01/2004-06-30")
    assert found.select("outcome", "severity").rows() == [(outcome, "warning")]


@pytest.mark.parametrize(("selling", "outcome"), [(13, "exact"), (14, "within_rounding"), (31, "violated")])
def test_compensation_told_by_line_is_what_the_cash_flow_adds_back(ties, selling, outcome):
    """Apple's first quarter of fiscal 2011: of two periods one that holds is enough to expect it of the other."""
    rows = [ROWS[0], ("Selling expenses (1)", 50, 40), ROWS[2], ROWS[4]]
    kinds = [("  Cost of sales", 5, 3), ("  Research and development", 11, 7), ("  Selling", selling, 9)]
    note = statement("(1) Includes stock-based compensation expense as follows:", QUARTER, kinds, note="")
    footnote = "\n".join(line for line in note.split("\n") if "Months" not in line and "June" not in line)
    cash = [("Net income", 750, 740), ("Stock-based compensation expense", 29, 19)]
    flows = statement("CONSOLIDATED STATEMENTS OF CASH FLOWS", QUARTER, [*cash, ("Net cash from operations", 779, 759)])
    found = ties(operations(*rows), footnote, flows, kinds=("cross_statement",)).filter(severity="warning")
    assert found["outcome"].to_list() == [outcome, "exact"]
    assert found["suspicious"].to_list() == [outcome == "within_rounding", False]
