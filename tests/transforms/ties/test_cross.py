"""The same thing printed twice: in two statements, with flipped sign, and again in a non-GAAP statement."""

from decimal import Decimal

import polars as pl
import pytest

from support.statements import BALANCE, HALF, QUARTER, SIX_MONTHS, statement

DUPLICATES = ("cross_statement", "cross_statement_sign_flip")


def operations(*rows, columns=SIX_MONTHS) -> str:
    return statement("CONSOLIDATED STATEMENTS OF OPERATIONS", columns, rows)


def cash_flow(*rows) -> str:
    return statement("CONSOLIDATED STATEMENTS OF CASH FLOWS", SIX_MONTHS, rows)


def told(ties: pl.DataFrame) -> list[tuple]:
    return ties.select("kind", "severity", "outcome", "left_value", "right_value").rows()


INCOME = [("Net revenues", 1_200, 1_080), ("Costs and expenses", 1_060, 1_000), ("Net income", 140, 80)]
FLOWS = [("Net income", 140, 80), ("Depreciation", 60, 55), ("Net cash provided by operating activities", 200, 135)]


def test_net_income_stands_in_two_statements(ties):
    found = ties(operations(*INCOME), cash_flow(*FLOWS), kinds=DUPLICATES)
    assert told(found) == [
        ("cross_statement", "error", "exact", Decimal(140_000), Decimal(140_000)),
        ("cross_statement", "error", "exact", Decimal(80_000), Decimal(80_000)),
    ]


def test_closing_cash_of_the_cash_flow_is_cash_of_the_balance_sheet(ties):
    sheet = statement(
        "CONSOLIDATED BALANCE SHEETS", BALANCE, [("Cash and cash equivalents", 117, 100), ("Total assets", 900, 800)]
    )
    flow = cash_flow(
        ("Net increase in cash and cash equivalents", 17, 18),
        ("Cash and cash equivalents at beginning of period", 100, 82),
        ("Cash and cash equivalents at end of period", 117, 100),
    )
    found = ties(sheet, flow, kinds=DUPLICATES)
    assert found.select("period", "outcome").sort("period").rows() == [("2003-12-31", "exact"), ("2004-06-30", "exact")]


def test_cash_with_restricted_cash_is_not_cash(ties):
    sheet = statement(
        "CONSOLIDATED BALANCE SHEETS", BALANCE, [("Cash and cash equivalents", 117, 100), ("Total assets", 900, 800)]
    )
    flow = cash_flow(
        ("Net increase in cash, cash equivalents and restricted cash", 17, 18),
        ("Cash, cash equivalents and restricted cash at beginning of period", 130, 112),
        ("Cash, cash equivalents and restricted cash at end of period", 147, 130),
    )
    assert ties(sheet, flow).filter(outcome="violated", severity="error").is_empty()


def test_an_expense_that_the_cash_flow_adds_back_has_the_opposite_sign(ties):
    rows = [("Operating income", 150, 110), ("Write-down of investments", -10, -30), ("Net income", 140, 80)]
    flows = [("Write-down of investments", 10, 30), ("Net cash provided by operating activities", 150, 110)]
    found = ties(operations(*rows), cash_flow(FLOWS[0], *flows), kinds=DUPLICATES)
    flipped = found.filter(kind="cross_statement_sign_flip")
    assert flipped.select("outcome", "left_value", "right_value").rows() == [
        ("exact", Decimal(10_000), Decimal(10_000)),
        ("exact", Decimal(30_000), Decimal(30_000)),
    ]


def test_a_line_without_a_standard_element_flips_its_sign_as_any_other(ties):
    rows = [("Operating income", 150, 110), ("Loss on disposal of equipment", -10, -30), ("Net income", 140, 80)]
    flows = [
        FLOWS[0],
        ("Loss on disposal of equipment", 10, 30),
        ("Net cash provided by operating activities", 150, 110),
    ]
    assert ties(operations(*rows), cash_flow(*flows)).filter(outcome="violated", severity="error").is_empty()


def test_the_issuer_that_disagrees_with_itself_is_a_warning(ties):
    """Both sides foot and the gap is at most half a percent: the sample's 8,917 and 8,913."""
    rows = [
        ("Operating income", 150_000, 110_000),
        ("Write-down of investments", -10_000, -30_000),
        ("Net income", 140_000, 80_000),
    ]
    flows = [
        ("Net income", 140_000, 80_000),
        ("Write-down of investments", 10_000, 30_004),
        ("Net cash provided by operating activities", 150_000, 110_004),
    ]
    broken = ties(operations(*rows), cash_flow(*flows), kinds=DUPLICATES).filter(outcome="violated")
    assert broken.select("severity", "note").rows() == [
        ("warning", "the issuer disagrees with itself: 30,004 in line 27, (30,000) in line 16, and both foot")
    ]


@pytest.mark.parametrize(("figure", "total", "why"), [(31_000, 111_000, "too far"), (30_004, 110_000, "does not foot")])
def test_otherwise_a_disagreement_is_an_error(ties, figure, total, why):
    rows = [
        ("Operating income", 150_000, 110_000),
        ("Write-down of investments", -10_000, -30_000),
        ("Net income", 140_000, 80_000),
    ]
    flows = [
        ("Net income", 140_000, 80_000),
        ("Write-down of investments", 10_000, figure),
        ("Net cash provided by operating activities", 150_000, total),
    ]
    broken = ties(operations(*rows), cash_flow(*flows), kinds=DUPLICATES).filter(outcome="violated")
    assert broken["severity"].to_list() == ["error"], why


def test_two_things_that_print_the_same_number_are_not_tied(ties):
    """A rise in payables of 6,362 and an amortization of 6,362."""
    rows = [
        ("Net revenues", 120_000, 108_000),
        ("Amortization of intangible assets", 6_362, 5_000),
        ("Net income", 14_000, 8_000),
    ]
    flows = [
        ("Net income", 14_000, 8_000),
        ("Accounts payable", 6_362, 5_000),
        ("Net cash provided by operating activities", 20_362, 13_000),
    ]
    facts = ties(operations(*rows), cash_flow(*flows), kinds=DUPLICATES)
    assert facts["relation"].unique().to_list() == ["Net income = Net income"]


GAAP = [
    ("Net revenues", 1_200, 1_080),
    ("Cost of revenues", 500, 480),
    ("Gross profit", 700, 600),
    ("Amortization of intangibles", 50, 40),
    ("Operating income", 650, 560),
]


def adjusted(*rows) -> str:
    return statement("NON-GAAP CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, rows)


def test_gaap_lines_repeated_in_the_non_gaap_statement_must_repeat(ties):
    found = ties(
        operations(*GAAP, columns=QUARTER),
        adjusted(*GAAP[:3], ("Operating income", 700, 600)),
        kinds=("gaap_nongaap_equal_line",),
    )
    assert set(found["relation"]) == {
        "Net revenues = Net revenues",
        "Cost of revenues = Cost of revenues",
        "Gross profit = Gross profit",
    }
    assert set(found["outcome"]) == {"exact"}
    assert set(found["severity"]) == {"error"}


def test_what_the_non_gaap_statement_leaves_out_explains_its_difference(ties):
    found = ties(
        operations(*GAAP, columns=QUARTER),
        adjusted(*GAAP[:3], ("Operating income", 700, 600)),
        kinds=("gaap_nongaap_bridge",),
    )
    assert found.select("relation", "outcome").unique().rows() == [
        ("Operating income - Operating income = - Amortization of intangibles", "exact")
    ]
    assert found.height == 2


def test_a_bottom_line_that_is_adjusted_in_one_of_three_periods_only_is_not_repeated(ties):
    """Where a period has no adjustments both print the same; where it has, the lines above differ as well."""
    columns = [(f"Three Months Ended {day},", "2004") for day in ("September 30", "June 30", "March 31")]
    head = [("Net revenues", 900, 880, 850), ("Cost of revenues", 500, 480, 450), ("Gross profit", 400, 400, 400)]
    gaap = [
        *head,
        ("Restructuring charge", 55, 0, 0),
        ("Operating income", 345, 400, 400),
        ("Income taxes", 100, 90, 80),
    ]
    text = [
        statement("CONSOLIDATED STATEMENTS OF OPERATIONS", columns, [*gaap, ("Net income", 245, 310, 320)], width=34),
        statement(
            "NON-GAAP CONSOLIDATED STATEMENTS OF OPERATIONS",
            columns,
            [*head, ("Operating income", 400, 400, 400), ("Income taxes", 116, 90, 80), ("Net income", 284, 310, 320)],
            width=34,
        ),
    ]
    assert ties(*text).filter(outcome="violated", severity="error").select("kind", "relation").rows() == []


def reconciliation(*rows) -> str:
    return statement("RECONCILIATION OF NON-GAAP MEASURES TO NET INCOME", SIX_MONTHS, rows)


def test_parts_of_an_adjustment_that_bear_the_name_of_an_expense_are_not_that_expense(ties):
    """Criteo's first quarter of 2020: each adjustment is spread over the functions that it belongs to."""
    expenses = [
        ("Net revenues", 1_200, 1_080),
        ("Research and development", 460, 370),
        ("General and administrative", 330, 250),
        ("Net income", 410, 460),
    ]
    parts = [
        ("Net income", 410, 460),
        ("Equity awards compensation expense", 76, 48),
        ("Research and development", 40, 23),
        ("General and administrative", 36, 25),
        ("Depreciation and amortization expense", 53, 70),
        ("Research and development", 35, 57),
        ("General and administrative", 18, 13),
        ("Adjusted EBITDA", 539, 578),
    ]
    found = ties(operations(*expenses), reconciliation(*parts), kinds=DUPLICATES)
    assert found["relation"].unique().to_list() == ["Net income = Net income"]


def test_two_measures_that_agree_in_no_period_are_not_tied_by_their_element(ties):
    """Tetra Tech's second quarter of 2020: revenue, and revenue net of what subcontractors got."""
    text = [operations(*INCOME), reconciliation(("Net revenues of subcontractors", 800, 700), ("Net sales", 950, 850))]
    assert ties(*text, kinds=DUPLICATES).filter(outcome="violated").is_empty()


def test_the_same_words_without_one_figure_in_common_are_a_warning(ties):
    text = [
        operations(*INCOME),
        reconciliation(("Net income", 135, 75), ("Interest", 5, 5), ("Adjusted EBITDA", 140, 80)),
    ]
    broken = ties(*text, kinds=DUPLICATES).filter(outcome="violated")
    assert broken["severity"].to_list() == ["warning", "warning"]
    assert set(broken["note"]) == {"no period agrees, so the two may be different things under one name"}


def test_a_share_in_percent_beside_an_amount_is_no_second_value_of_its_line(ties):
    """Saia prints amounts and their share of revenue in one row under one date."""
    columns = [day for day in SIX_MONTHS for _ in ("amount", "share")]
    rows = [
        ("Net revenues", 1_200, "100.0%", 1_080, "100.0%"),
        ("Costs and expenses", 1_060, "88.3%", 1_000, "92.6%"),
        ("Net income", 140, "11.7%", 80, "7.4%"),
    ]
    found = ties(operations(*rows, columns=columns), cash_flow(*FLOWS), kinds=DUPLICATES)
    assert told(found) == [
        ("cross_statement", "error", "exact", Decimal(140_000), Decimal(140_000)),
        ("cross_statement", "error", "exact", Decimal(80_000), Decimal(80_000)),
    ]


def test_a_segment_that_prints_some_of_the_companys_figures_is_not_the_company(ties):
    """JPMorgan's second quarter of 2021: one segment has nearly all gains on securities, and revenue of its own."""
    company = [("Gains on securities", 14, 26), ("Net revenues", 1_200, 1_080), ("Net income", 140, 80)]
    segment = [("Gains on securities", 14, 19), ("Net revenues", 310, 290), ("Net income", 31, 22)]
    found = ties(operations(*company), operations(*segment), kinds=DUPLICATES)
    assert set(found["outcome"]) <= {"exact", "not_evaluable"}


def test_an_adjustment_that_takes_a_part_of_a_line_in_one_period_is_a_warning(ties):
    """MSA Safety's first quarter of 2020: both statements foot with a figure of their own."""
    company = [("Operating income", 1_200, 1_080), ("Currency exchange losses", -270, -961), ("Net income", 930, 119)]
    adjusted_income = [
        ("Net income", 930, 119),
        ("Restructuring charges", 20, 58),
        ("Currency exchange losses", 270, 602),
        ("Adjusted earnings", 1_220, 779),
    ]
    broken = ties(operations(*company), reconciliation(*adjusted_income), kinds=DUPLICATES).filter(outcome="violated")
    assert broken["severity"].to_list() == ["warning"]


def test_dashes_that_agree_do_not_make_a_line_repeated(ties):
    """Fair Isaac's second quarter of 2020: a charge of the half-year, and what it is per share."""
    wide = [(label, *values, *values) for label, *values in GAAP[:3]]
    charge, per_share = (("Restructuring charge", "--", "--", figure, "--") for figure in (31, 4))
    text = [
        operations(*wide, charge, columns=HALF),
        statement("NON-GAAP CONSOLIDATED STATEMENTS OF OPERATIONS", HALF, [*wide, per_share]),
    ]
    found = ties(*text, kinds=("gaap_nongaap_equal_line",))
    assert "Restructuring charge = Restructuring charge" not in set(found["relation"])


def test_a_highlight_is_compared_with_the_line_of_the_statement_that_it_prints_again(ties):
    """Bridge Bancorp's second table of other real estate owned: no rule of highlights reads its label."""

    def sheet(title: str, owned: int) -> str:
        rows = [("Other real estate owned", owned, 90), ("Total assets", 1_000, 900)]
        return statement(title, BALANCE, rows)

    shown = sheet("CONSOLIDATED BALANCE SHEETS", 175)
    found = ties(shown, sheet("SELECTED FINANCIAL DATA", 175), kinds=DUPLICATES)
    assert "Other real estate owned = Other real estate owned" in set(found["relation"])
    damaged = ties(shown, sheet("SELECTED FINANCIAL DATA", 715), kinds=DUPLICATES)
    assert damaged.filter(outcome="violated")["relation"].to_list() == [
        "Other real estate owned = Other real estate owned"
    ]


def test_a_charge_that_the_cash_flow_tells_more_of_in_every_period_may_be_parted(ties):
    """Makers of software tell some of their amortization in cost of revenues, and all of it in the cash flow."""
    rows = [
        ("Net revenues", 1_200, 1_080),
        ("Cost of revenues", 500, 450),
        ("Amortization of intangible assets", 28, 29),
        ("Net income", 140, 80),
    ]
    flows = [("Net income", 140, 80), ("Amortization of intangible assets", 90, 91)]
    found = ties(operations(*rows), cash_flow(*flows), kinds=DUPLICATES).filter(
        pl.col("relation").str.contains("Amortization")
    )
    assert set(found["outcome"]) == {"not_evaluable"}
    flows[1] = ("Amortization of intangible assets", 90, 29)
    found = ties(operations(*rows), cash_flow(*flows), kinds=DUPLICATES)
    assert found.filter(outcome="violated", severity="error").height == 1
