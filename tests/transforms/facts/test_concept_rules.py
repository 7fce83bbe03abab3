"""Rows of the curated table that a release taught, each by the line that taught it."""

import pytest

from transforms.facts.concepts import EXTENSION, ConceptMap, Place

BS, OPS, CF = "balance_sheet", "operations", "cash_flow"


@pytest.fixture(scope="module")
def concept_map(catalog) -> ConceptMap:
    return ConceptMap(catalog)


@pytest.mark.parametrize(
    ("statement", "part", "section", "label", "unit", "element"),
    [
        pytest.param(BS, "current assets", "Assets", "Prepaid expenses", "USD", "PrepaidExpenseCurrent", id="ManTech"),
        pytest.param(
            BS,
            "liabilities",
            "Liabilities",
            "Deferred compensation",
            "USD",
            "DeferredCompensationLiabilityCurrentAndNoncurrent",
            id="Horizon",
        ),
        pytest.param(
            BS,
            "equity",
            "Stockholders' equity",
            "Deferred stock compensation",
            "USD",
            "DeferredCompensationEquity",
            id="Juniper",
        ),
        pytest.param(
            BS,
            "none",
            "DEPOSITS > U.S. offices",
            "Noninterest-bearing",
            "USD",
            "NoninterestBearingDepositLiabilitiesDomestic",
            id="JPMorgan's deposits",
        ),
        pytest.param(
            BS,
            "equity",
            "Equity",
            "Total equity",
            "USD",
            "StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest",
            id="SAP",
        ),
        pytest.param(
            BS,
            "current liabilities",
            "Current liabilities",
            "Settlement due to customers",
            "USD",
            "SettlementLiabilitiesCurrent",
            id="Mastercard",
        ),
        pytest.param(OPS, "gross", "Revenues", "Sales", "USD", "SalesRevenueGoodsNet", id="Warrior Met Coal"),
        pytest.param(
            OPS, "interest", "Interest income", "Loans", "USD", "InterestAndFeeIncomeLoansAndLeases", id="KeyCorp"
        ),
        pytest.param(OPS, "pretax", "Noninterest expense", "Other", "USD", "OtherNoninterestExpense", id="HomeTrust"),
        pytest.param(OPS, "operating all", "Expenses", "", "USD", "CostsAndExpenses", id="Asta, without a label"),
        pytest.param(
            OPS,
            "pretax",
            "",
            "Benefits, losses and loss adjustment expenses",
            "USD",
            "PolicyholderBenefitsAndClaimsIncurredNet",
            id="Hartford",
        ),
        pytest.param(
            OPS,
            "below",
            "",
            "Diluted earnings per common share from continuing operations",
            "USD/share",
            "IncomeLossFromContinuingOperationsPerDilutedShare",
            id="PNC",
        ),
        pytest.param(
            OPS,
            "basic",
            "",
            "Net income (loss) attributable to Key common shareholders",
            "USD/share",
            "EarningsPerShareBasic",
            id="KeyCorp's shares",
        ),
        pytest.param(
            OPS,
            "below",
            "Basic earnings",
            "(loss) per share",
            "USD/share",
            "EarningsPerShareBasic",
            id="Pericom, wrapped",
        ),
        pytest.param(
            CF,
            "operating changes",
            "Operating activities > Changes in assets",
            "Income taxes receivable (payable)",
            "USD",
            "IncreaseDecreaseInIncomeTaxesPayableNetOfIncomeTaxesReceivable",
            id="Tetra Tech",
        ),
        pytest.param(
            CF,
            "operating",
            "",
            "Net cash used in operating activities of discontinued operations",
            "USD",
            "CashProvidedByUsedInOperatingActivitiesDiscontinuedOperations",
            id="Cree",
        ),
        pytest.param(
            CF,
            "financing",
            "Financing",
            "Common stock issued",
            "USD",
            "ProceedsFromIssuanceOfCommonStock",
            id="Microsoft",
        ),
    ],
)
def test_a_line_is_known_where_it_stands(concept_map, statement, part, section, label, unit, element):
    assert concept_map.meaning(Place(statement, part, section, label, "", unit, adjustment=False)).element == element


@pytest.mark.parametrize(
    ("statement", "part", "section", "label", "unit"),
    [
        pytest.param(BS, "equity", "Stockholders' equity", "Common stock, Class A", "USD", id="one class of ManTech's"),
        pytest.param(BS, "assets", "Selected balance sheet data (average)", "Total assets", "USD", id="an average"),
        pytest.param(OPS, "gross", "Revenues", "Research and development revenue", "USD", id="Alkermes earns it"),
        pytest.param(OPS, "gross", "Revenues", "Net sales", "percent", id="a share of sales"),
        pytest.param(OPS, "below", "Adjustments", "Income tax effect", "USD", id="the tax of adjustments"),
        pytest.param(
            CF, "operating", "Adjustments", "Unrealized investment losses, net", "USD", id="a part of Adobe's"
        ),
    ],
)
def test_where_the_meaning_is_another_or_in_doubt_a_line_keeps_its_own_name(
    concept_map, statement, part, section, label, unit
):
    meaning = concept_map.meaning(Place(statement, part, section, label, "", unit, adjustment=False))
    assert meaning.element.startswith(EXTENSION)


def test_an_average_is_not_additive_and_other_money_of_a_period_is(concept_map):
    def summed(label: str) -> bool:
        return concept_map.meaning(Place(OPS, "none", "", label, "", "USD", adjustment=False)).additive

    assert (summed("Average loans"), summed("Lens polishing")) == (False, True)
