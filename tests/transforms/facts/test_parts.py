"""Where in its statement a line stands, told by the totals around it."""

import pytest

from support.statements import BALANCE, QUARTER, SIX_MONTHS, release, statement


@pytest.fixture
def concepts(read):
    """Label to the concepts of its lines, in printed order."""

    def concepts_of(*statements: str) -> dict[str, list[str]]:
        facts = read(release(*statements)).fact.filter(column_index=1, origin="table").sort("line_number")
        found: dict[str, list[str]] = {}
        for label, concept in facts.select("label", "concept").rows():
            found.setdefault(label, []).append(concept.removeprefix("us-gaap:"))
        return found

    return concepts_of


SHEET = statement(
    "CONSOLIDATED BALANCE SHEETS",
    BALANCE,
    [
        "Assets",
        ("Cash", 10, 9),
        ("Deferred income taxes", 20, 19),
        ("Total current assets", 30, 28),
        ("Deferred income taxes", 5, 4),
        ("Other assets", 65, 68),
        ("Total assets", 100, 100),
        "Liabilities and stockholders' equity",
        ("Deferred income taxes", 7, 6),
        ("Other liabilities", 3, 4),
        ("Total current liabilities", 10, 10),
        ("Deferred income taxes", 11, 12),
        ("Other liabilities", 9, 8),
        ("Total liabilities", 30, 30),
        ("Stockholders' equity", 70, 70),
        ("Total liabilities and stockholders' equity", 100, 100),
    ],
)


def test_one_label_is_four_elements_by_the_totals_of_a_balance_sheet_without_headings(concepts):
    found = concepts(SHEET)
    assert found["Deferred income taxes"] == [
        "DeferredTaxAssetsNetCurrent",
        "DeferredIncomeTaxAssetsNet",
        "DeferredTaxLiabilitiesCurrent",
        "DeferredIncomeTaxLiabilitiesNet",
    ]
    assert found["Other assets"] == ["OtherAssetsNoncurrent"]
    assert found["Other liabilities"] == ["OtherLiabilitiesCurrent", "OtherLiabilitiesNoncurrent"]


def test_where_no_total_is_current_nothing_is(concepts):
    """Horizon Financial, and every bank."""
    found = concepts(
        statement(
            "CONSOLIDATED STATEMENTS OF FINANCIAL CONDITION",
            BALANCE,
            [
                "Assets",
                ("Cash and due from banks", 10, 9),
                ("Loans receivable", 90, 92),
                ("Allowance for loan losses", -2, -3),
                ("Net loans receivable", 88, 89),
                ("Other assets", 2, 2),
                ("Total assets", 100, 100),
                "Liabilities",
                ("Deposits", 60, 61),
                ("Deferred compensation", 1, 1),
                ("Other liabilities", 9, 8),
                ("Total liabilities", 70, 70),
                ("Total stockholders' equity", 30, 30),
                ("Total liabilities and stockholders' equity", 100, 100),
            ],
        )
    )
    plain = ("Cash and due from banks", "Deposits")
    assert {label: names[0] for label, names in found.items() if "otal" not in label and label not in plain} == {
        "Loans receivable": "LoansAndLeasesReceivableNetOfDeferredIncome",
        "Allowance for loan losses": "LoansAndLeasesReceivableAllowance",
        "Net loans receivable": "LoansAndLeasesReceivableNetReportedAmount",
        "Other assets": "OtherAssets",
        "Deferred compensation": "DeferredCompensationLiabilityCurrentAndNoncurrent",
        "Other liabilities": "OtherLiabilities",
    }  # fmt: skip


def test_other_is_told_by_the_part_of_a_cash_flow_without_headings(concepts):
    """Criteo, MSA Safety: no heading, only the totals."""
    found = concepts(
        statement(
            "CONSOLIDATED STATEMENTS OF CASH FLOWS",
            SIX_MONTHS,
            [
                ("Net income", 40, 30),
                ("Other", 5, 4),
                ("Cash from operating activities", 45, 34),
                ("Capital expenditures", -20, -18),
                ("Other", -1, 3),
                ("Cash used for investing activities", -21, -15),
                ("Dividends paid", -6, -5),
                ("Other", 2, 1),
                ("Cash used for financing activities", -4, -4),
                ("Net increase in cash and cash equivalents", 20, 15),
            ],
        )
    )
    assert found["Other"] == [
        "OtherOperatingActivitiesCashFlowStatement",
        "PaymentsForProceedsFromOtherInvestingActivities",
        "ProceedsFromPaymentsForOtherFinancingActivities",
    ]


def operations(*rows: tuple[str, int, int] | str) -> str:
    return statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, list(rows))


def test_net_income_with_the_share_of_others_is_that_of_all_owners(concepts):
    """Core Laboratories; where others have no share, it is the company's own."""
    income = [("Net sales", 100, 90), ("Operating income", 20, 18), ("Income before income taxes", 20, 18)]
    tax, net = ("Income tax expense", 5, 4), ("Net income", 15, 14)
    shared = [
        ("Net income attributable to non-controlling interest", 1, 2),
        ("Net income attributable to Orrinvale", 14, 12),
    ]
    assert concepts(operations(*income, tax, net))["Net income"] == ["NetIncomeLoss"]
    found = concepts(operations(*income, tax, net, *shared))
    assert found["Net income"] == ["ProfitLoss"]
    assert found["Net income attributable to Orrinvale"] == ["NetIncomeLoss"]


def test_operating_expenses_are_all_costs_where_no_gross_profit_is_printed(concepts):
    """Oracle and Saia total the cost of revenue with them, Adobe does not."""
    one = concepts(
        operations(
            ("Net sales", 100, 90), "Operating expenses:", ("  Cost of sales", 50, 45),
            ("  Research and development", 20, 18), ("Total operating expenses", 70, 63), ("Operating income", 30, 27),
        )
    )  # fmt: skip
    two = concepts(
        operations(
            ("Net sales", 100, 90), ("Cost of sales", 50, 45), ("Gross profit", 50, 45), "Operating expenses:",
            ("  Research and development", 20, 18), ("  General and administrative", 5, 4),
            ("Total operating expenses", 25, 22), ("Operating income", 25, 23),
        )
    )  # fmt: skip
    assert (one["Total operating expenses"], two["Total operating expenses"]) == (
        ["CostsAndExpenses"],
        ["OperatingExpenses"],
    )


def test_interest_income_of_a_bank_is_what_it_operates_on(concepts):
    """JPMorgan prints it among its revenue, without a heading of its own."""
    bank = operations(
        ("Interest income", 80, 70), ("Interest expense", 30, 28), ("Net interest income", 50, 42),
        ("Noninterest expense", 20, 19), ("Income before income taxes", 30, 23), ("Net income", 20, 15),
    )  # fmt: skip
    maker = operations(
        ("Net sales", 100, 90), ("Operating income", 20, 18), ("Interest income", 2, 1),
        ("Income before income taxes", 22, 19), ("Net income", 15, 14),
    )  # fmt: skip
    assert concepts(bank)["Interest income"] == ["InterestAndDividendIncomeOperating"]
    assert concepts(maker)["Interest income"] == ["InvestmentIncomeInterest"]
