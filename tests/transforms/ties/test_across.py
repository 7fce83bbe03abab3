"""Sums beside the statement's tree: of amounts per share, and across columns."""

import pytest

from support.statements import HALF, QUARTER, statement

SEGMENTS = (("June 30, 2004", "Europe"), ("June 30, 2004", "Asia"), ("June 30, 2004", "Total"))
LINES = [
    ("Sales", 231_253, 109_892, 341_145),
    ("Adjusted income", 59_807, 12_671, 72_478),
    ("EBITDA", 66_257, 15_765, 82_022),
]


def segments(*rows) -> str:
    heads = (("Three Months Ended", day, name) for day, name in SEGMENTS)
    return statement("SEGMENT INFORMATION", list(heads), rows)


def test_segments_add_up_to_the_company_in_every_line(ties):
    """MSA Safety's first quarter of 2020."""
    found = ties(segments(*LINES), kinds=("cross_footing",))
    assert found.select("relation", "outcome").rows() == [
        (f"{label}: Total = Europe + Asia", "exact") for label, *_ in LINES
    ]


def test_a_line_of_four_that_does_not_is_a_warning(ties):
    found = ties(segments(*LINES, ("Depreciation", 6_450, 3_094, 9_640)), kinds=("cross_footing",))
    assert found.filter(outcome="violated").select("relation", "severity").rows() == [
        ("Depreciation: Total = Europe + Asia", "warning")
    ]


def test_columns_that_add_up_in_two_lines_only_are_chance(ties):
    rows = [*LINES[:2], ("EBITDA", 66_257, 15_765, 71_022), ("Depreciation", 6_450, 3_094, 3_640)]
    assert ties(segments(*rows), kinds=("cross_footing",)).is_empty()


PER_SHARE = [
    ("GAAP diluted net income per share", "1.94", "1.10", "3.76", "2.42"),
    ("Amortization per share", "0.04", "0.05", "0.10", "0.10"),
    ("Stock compensation per share", "0.76", "0.68", "1.53", "1.40"),
]


@pytest.mark.parametrize(("last", "outcome"), [("3.92", "exact"), ("3.90", "within_rounding"), ("3.29", "violated")])
def test_what_adjusts_earnings_per_share_adds_up(ties, last, outcome):
    """Fair Isaac's second quarter of 2020. Each line is rounded for itself, so that a break is a warning."""
    rows = [*PER_SHARE, ("Non-GAAP diluted net income per share", "2.74", "1.83", "5.39", last)]
    text = statement("RECONCILIATION OF NON-GAAP MEASURES TO NET INCOME", HALF, rows)
    found = ties(text, kinds=("footing",))
    assert set(found["severity"]) == {"warning"}
    assert found["outcome"].to_list() == ["exact", "exact", "exact", outcome]


def test_earnings_per_share_that_happen_to_add_up_are_no_sum(ties):
    rows = [
        ("First quarter per share", "0.02", "0.01"),
        ("Second quarter per share", "0.03", "0.03"),
        ("Third quarter per share", "0.05", "0.04"),
    ]
    assert ties(statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, rows), kinds=("footing",)).is_empty()
