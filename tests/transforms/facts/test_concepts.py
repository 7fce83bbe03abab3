"""Lines to concepts: an element where one fits, a stable extension where none does, and the element's sign."""

from decimal import Decimal

import pytest

from support.statements import BALANCE, QUARTER, SIX_MONTHS, release, statement


@pytest.fixture
def lines(read):
    """Label to (concept, value, concept value) in the first column."""

    def lines_of(*statements: str) -> dict[str, tuple[str, Decimal, Decimal]]:
        facts = read(release(*statements)).fact.filter(column_index=1, origin="table")
        return {label: rest for label, *rest in facts.select("label", "concept", "value", "concept_value").rows()}

    return lines_of


OPERATIONS = statement(
    "CONSOLIDATED STATEMENTS OF OPERATIONS",
    QUARTER,
    [
        ("Net sales", 120, 108),
        ("Cost of goods sold", 50, 48),
        ("Gross profit", 70, 60),
        "Operating expenses:",
        ("  Research and development", 20, 18),
        ("  Lens polishing", 30, 27),
        ("    Total operating expenses", 50, 45),
        ("Operating income", 20, 15),
        ("Interest expense", -4, -3),
        ("Income before income taxes", 16, 12),
        ("Provision for income taxes", 6, 4),
        ("Net income", 10, 8),
    ],
)


def test_common_lines_have_their_us_gaap_element(lines):
    found = {label: concept for label, (concept, _, _) in lines(OPERATIONS).items()}
    assert {
        label: found[label].removeprefix("us-gaap:")
        for label in ("Net sales", "Gross profit", "Operating income", "Net income")
    } == {
        "Net sales": "Revenues",
        "Gross profit": "GrossProfit",
        "Operating income": "OperatingIncomeLoss",
        "Net income": "NetIncomeLoss",
    }


def test_a_line_that_no_rule_knows_keeps_an_extension_of_its_own_and_an_issue_of_level_info(read):
    frames = read(release(OPERATIONS))
    assert set(frames.fact.filter(label="Lens polishing")["concept"]) == {"ext:LensPolishing"}
    issues = frames.issue.filter(code="unmapped_label")
    assert issues.select("level").unique().rows() == [("info",)]
    assert issues["message"].str.contains("Lens polishing").any()


def test_an_expense_in_parentheses_has_a_positive_concept_value(lines):
    """Interest expense, a debit, is added to a credit: its parentheses are its print, not its sign."""
    found = lines(OPERATIONS)
    assert found["Interest expense"][1:] == [Decimal(-4_000), Decimal(4_000)]
    assert found["Provision for income taxes"][1:] == [Decimal(6_000), Decimal(6_000)]
    assert found["Net income"][1:] == [Decimal(10_000), Decimal(10_000)]


def test_payments_of_a_cash_flow_are_positive_by_their_element(lines):
    found = lines(
        statement(
            "CONSOLIDATED STATEMENTS OF CASH FLOWS",
            SIX_MONTHS,
            [
                "Operating activities:",
                ("Net income", 40, 30),
                ("Depreciation", 12, 11),
                ("Accounts receivable", -5, 4),
                ("Net cash provided by operating activities", 47, 45),
                "Investing activities:",
                ("Purchases of property and equipment", -20, -18),
                ("Purchases of available-for-sale investments", -10, -9),
                ("Net cash used in investing activities", -30, -27),
                ("Net increase in cash", 17, 18),
                ("Cash at beginning of period", 100, 82),
                ("Cash at end of period", 117, 100),
            ],
        )
    )
    assert found["Purchases of property and equipment"][1:] == [Decimal(-20_000), Decimal(20_000)]
    assert found["Net cash used in investing activities"][1:] == [Decimal(-30_000), Decimal(-30_000)]
    assert found["Net income"][1:] == [Decimal(40_000), Decimal(40_000)]


def test_balances_of_cash_in_a_duration_column_are_instants_dated_by_its_ends(read):
    facts = read(
        release(
            statement(
                "CONSOLIDATED STATEMENTS OF CASH FLOWS",
                SIX_MONTHS,
                [
                    ("Net increase in cash", 17, 18),
                    ("Cash at beginning of period", 100, 82),
                    ("Cash at end of period", 117, 100),
                ],
            )
        )
    ).fact.sort("line_number", "column_index")
    ends = facts.filter(facts["label"].str.starts_with("Cash")).select(
        "period_type", "period_start", "period_end", "months"
    )
    assert [(kind, str(end)) for kind, start, end, months in ends.rows() if start is months is None] == [
        ("instant", "2003-12-31"),
        ("instant", "2002-12-31"),
        ("instant", "2004-06-30"),
        ("instant", "2003-06-30"),
    ]


def test_an_adjusted_amount_never_has_a_us_gaap_element_and_an_unadjusted_line_keeps_its_own(lines, read):
    adjusted = statement(
        "NON-GAAP CONSOLIDATED STATEMENTS OF OPERATIONS",
        QUARTER,
        [
            ("Net sales", 120, 108),
            ("Cost of goods sold", 50, 48),
            ("Gross profit", 70, 60),
            "Operating expenses:",
            ("  Research and development", 20, 18),
            ("    Total operating expenses", 20, 18),
            ("Operating income", 50, 42),
            ("Net income", 40, 35),
        ],
    )
    facts = read(release(OPERATIONS, adjusted)).fact.filter(statement="non_gaap_operations", column_index=1)
    found = dict(facts.select("label", "concept").rows())
    assert set(facts["basis"]) == {"non-GAAP"}
    assert (found["Net sales"], found["Gross profit"]) == ("us-gaap:Revenues", "us-gaap:GrossProfit")
    assert (found["Operating income"], found["Net income"]) == (
        "ext:NonGaapOperatingIncomeLoss",
        "ext:NonGaapNetIncomeLoss",
    )


def test_in_a_balance_sheet_equity_that_lowers_equity_is_flipped(lines):
    found = lines(
        statement(
            "CONSOLIDATED BALANCE SHEETS",
            BALANCE,
            [
                "Stockholders' equity:",
                ("  Common stock", 70, 60),
                ("  Treasury stock", -10, -5),
                ("  Retained earnings", 40, 30),
                ("    Total stockholders' equity", 100, 85),
                ("Total liabilities and stockholders' equity", 150, 120),
            ],
        )
    )
    assert found["Treasury stock"] == ["us-gaap:TreasuryStockValue", Decimal(-10_000), Decimal(10_000)]
