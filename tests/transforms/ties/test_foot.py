"""Sums that one column shows alone, and sums of two lines that stand apart."""

import pytest

from support.statements import HALF, QUARTER, statement

INCOME = statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, [("Net income", 14, 8)])
RECONCILIATION = "RECONCILIATION OF NON-GAAP MEASURES TO NET INCOME"


@pytest.mark.parametrize(
    ("spent", "outcome"), [(-7_837, ["exact"]), (-7_873, ["violated"]), (-7_838, ["within_rounding"])]
)
def test_a_reconciliation_of_one_column_ends_with_the_sum_of_its_lines(ties, spent, outcome):
    """Core Laboratories' third quarter of 2014: nothing else tells that one of three figures is misprinted."""
    rows = [("Net cash provided by operations", 74_426), ("Capital expenditures", spent), "---"]
    text = statement(RECONCILIATION, QUARTER[:1], [*rows, ("Free cash flow", 66_589)])
    found = ties(INCOME, text, kinds=("footing",))
    assert found["outcome"].to_list() == outcome
    assert found["suspicious"].to_list() == [outcome == ["within_rounding"]]


def test_a_list_of_measures_is_no_sum(ties):
    """Vertex' first quarter of 2020: the expenses of each function, GAAP and adjusted, one below the other."""
    rows = [("GAAP expense", 448), ("Non-GAAP expense", 394), ("GAAP taxes", 61), ("Non-GAAP taxes", 48)]
    assert ties(INCOME, statement(RECONCILIATION, QUARTER[:1], rows), kinds=("footing",)).is_empty()


@pytest.mark.parametrize(("financing", "outcome"), [(-173_479, "exact"), (-137_479, "violated")])
def test_cash_of_the_three_activities_is_the_change_in_cash(ties, financing, outcome):
    """Core Laboratories' third quarter of 2014 prints one column of six lines."""
    rows = [
        ("Net cash provided by operating activities", 205_659),
        ("Net cash used in investing activities", -31_961),
        ("Net cash used in financing activities", financing),
        ("Effect of exchange rates on cash", -12),
        ("Net change in cash and cash equivalents", 207),
    ]
    text = statement("CONSOLIDATED STATEMENTS OF CASH FLOWS", QUARTER[:1], rows)
    assert ties(text, kinds=("footing",))["outcome"].to_list() == [outcome]


SALES = [
    ("Total sales", 45_217, 47_147, 192_382, 192_138),
    ("Sales at retail", 37_056, 35_474, 157_143, 151_618),
    ("  Residential", 10_748, 10_275, 49_703, 47_833),
    ("  Industrial", 14_039, 13_492, 56_399, 54_415),
]


@pytest.mark.parametrize(("last", "outcome"), [(40_520, "exact"), (45_020, "violated")])
def test_two_lines_that_stand_apart_make_a_third(ties, last, outcome):
    """Southern's fourth quarter of 2004: parts of the first line stand between it and the second."""
    rows = [*SALES, ("Sales at wholesale", 8_161, 11_673, 35_239, last)]
    found = ties(INCOME, statement("SEGMENT INFORMATION", HALF, rows), kinds=("cross_footing",))
    assert set(found["relation"]) == {"Total sales = Sales at retail + Sales at wholesale"}
    assert found["outcome"].to_list() == ["exact", "exact", "exact", outcome]


def test_two_lines_with_too_few_figures_make_nothing(ties):
    rows = [("Plants", 12, 11, 12, 11), ("Shops", 5, 4, 5, 4), ("Cars", 9, 9, 9, 8), ("Ships", 7, 7, 7, 7)]
    assert ties(INCOME, statement("SEGMENT INFORMATION", HALF, rows), kinds=("cross_footing",)).is_empty()


@pytest.mark.parametrize(("impact", "outcome"), [(-129, "exact"), (-192, "violated")])
def test_changes_in_money_add_up_as_what_they_change(ties, impact, outcome):
    """Tupperware's first quarter of 2020: issuers work changes out before they round, so a break is a warning."""
    heads = (*QUARTER, ("Increase", "(Decrease)"))
    rows = [("Europe", 1_057, 1_386, -329), ("Asia", 1_204, 1_561, -357), ("South America", 485, 614, impact)]
    text = statement("SEGMENT INFORMATION", heads, [*rows, ("Total", 2_746, 3_561, -815)])
    found = ties(INCOME, text, kinds=("footing",))
    assert found.select("outcome", "severity").rows() == [("exact", "error"), ("exact", "error"), (outcome, "warning")]
