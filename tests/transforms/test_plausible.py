"""What is doubtful in the figures themselves, where no equality tells: size, sign and rounding beside their like."""

import pytest

from support.statements import BALANCE, HALF, QUARTER, release, statement

OPERATIONS, SHEETS = "CONSOLIDATED STATEMENTS OF OPERATIONS", "CONSOLIDATED BALANCE SHEETS"
INCOME = statement(OPERATIONS, QUARTER, [("Net revenues", 120, 108), ("Net income", 14, 8)])


@pytest.fixture
def doubts(read):
    """The tokens that a statement's issues of a code name."""

    def tokens(code: str, *statements: str) -> list[str]:
        return read(release(*statements)).issue.filter(code=code, level="warning")["token"].to_list()

    return tokens


def test_a_value_hundreds_of_times_its_peers_has_a_thousand_too_many(doubts):
    rows = [("Net revenues", 411_000, 398, 812, 790), ("Net income", 14, 8, 20, 17)]
    assert doubts("outsized_value", statement(OPERATIONS, HALF, rows)) == ["411,000"]


@pytest.mark.parametrize(
    ("title", "columns", "row", "told"),
    [
        (SHEETS, BALANCE, ("Total deposits", -3_725, 3_814), ["(3,725)"]),
        (SHEETS, BALANCE, ("Total deposits", 3_725, 3_814), []),
        (SHEETS, BALANCE, ("Accumulated other comprehensive income", -3_725, 3_814), []),  # HomeTrust, March 2020
        (SHEETS, BALANCE, ("Due from brokers", -3, 3_814), []),
        (SHEETS, BALANCE, ("Treasury stock", -3_725, -3_814), []),
        ("SELECTED FINANCIAL DATA", QUARTER, ("Efficiency ratio", "(57.15)%", "59.34%"), ["(57.15)"]),
        ("SELECTED FINANCIAL DATA", QUARTER, ("Growth of shipments", "(3.15)%", "2.34%"), []),
        ("SELECTED FINANCIAL DATA", QUARTER, ("Number of customers", -57_150, 59_340), ["(57,150)"]),
    ],
)
def test_a_value_negative_beside_positive_ones_is_told_where_its_kind_never_turns(doubts, title, columns, row, told):
    """Bridge's first quarter of 2020, a bank's balances and ratios: a lost sign breaks no sum there."""
    assert doubts("sign_unlike", INCOME, statement(title, columns, [("Cash", 5, 6), row])) == told


def test_rates_that_turn_negative_in_several_lines_are_of_growth(doubts):
    """MSA Safety's first quarter of 2020: growth by product, which only the title says."""
    rows = [("Helmets", "2%", "(2)%"), ("Ropes", "6%", "(8)%"), ("Gas detection", "7%", "26%")]
    assert doubts("sign_unlike", INCOME, statement("SELECTED FINANCIAL DATA", QUARTER, rows, note="")) == []


@pytest.mark.parametrize(("last", "told"), [("3,576,001", ["3,576,001"]), ("3,576,000", [])])
def test_one_amount_in_dollars_among_amounts_rounded_to_thousands_is_told(doubts, last, told):
    """Asta's first quarter of fiscal 2004 prints thousands in full."""
    rows = [(f"Line {number}", f"{number}7,000", f"{number}9,000") for number in range(11, 17)]
    rows.append(("Total expenses", last, "2,886,000"))
    assert doubts("unrounded_value", statement(OPERATIONS, QUARTER, rows, note="")) == told
