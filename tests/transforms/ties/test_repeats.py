"""Ratios and balances that a second table prints again, known by their words and most of their values."""

import pytest

from support.statements import BALANCE, HALF, QUARTER, statement

INCOME = statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, [("Net income", 14, 8)])
RATIO = ("Efficiency ratio", "59.34%", "57.48%", "57.15%", "58.20%")


def tables(label: str, *values: str) -> tuple[str, str]:
    highlights = statement("SELECTED FINANCIAL DATA", HALF, [RATIO], note="")
    again = statement("RECONCILIATION OF NON-GAAP MEASURES", HALF, [(label, *values)], note="")
    return highlights, again


@pytest.mark.parametrize(
    ("last", "outcomes"), [("58.20%", ["exact"] * 4), ("52.80%", ["exact", "exact", "exact", "violated"])]
)
@pytest.mark.parametrize("aside", [" - as reported", " (GAAP)", "(1)"])
def test_a_ratio_as_reported_is_the_one_of_the_highlights(ties, aside, last, outcomes):
    """Bridge's first quarter of 2020."""
    printed = tables("Efficiency ratio" + aside, *RATIO[1:-1], last)
    found = ties(INCOME, *printed, kinds=("cross_statement",))
    assert found["outcome"].to_list() == outcomes
    assert set(found["severity"]) == {"warning"}


@pytest.mark.parametrize("label", ["Adjusted efficiency ratio", "Efficiency ratio of the bank"])
def test_other_words_are_another_ratio(ties, label):
    assert ties(INCOME, *tables(label, *RATIO[1:-1], "52.80%"), kinds=("cross_statement",)).is_empty()


def test_a_ratio_that_agrees_in_few_periods_is_another_one(ties):
    printed = tables("Efficiency ratio (bank)", "59.34%", "54.78%", "55.17%", "52.80%")
    assert ties(INCOME, *printed, kinds=("cross_statement",)).is_empty()


def test_a_balance_as_reported_is_the_balance_that_it_repeats(ties):
    loans = ("Loans held for sale", 493_253, 497_514)
    sheet = statement("CONSOLIDATED BALANCE SHEETS", BALANCE, [("Cash", 5_123, 6_154), loans])
    rows = [("Loans held for sale - as reported", 493_253, 497_154), ("Less: goodwill", -109_422, -109_627)]
    again = statement("RECONCILIATION OF NON-GAAP MEASURES", BALANCE, rows)
    assert ties(INCOME, sheet, again, kinds=("cross_statement",))["outcome"].to_list() == ["exact", "violated"]
