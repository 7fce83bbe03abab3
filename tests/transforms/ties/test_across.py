"""Sums beside the statement's tree: of amounts per share, and across columns."""

import pytest

from support.statements import HALF, QUARTER, release, statement

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


def test_returns_and_what_adjusts_them_add_up(ties):
    """Bridge's first quarter of 2020, in percent."""
    rows = [
        ("Return on equity, as reported", "9.59%", "14.66%", "15.01%", "12.20%"),
        ("Amortization of intangible assets", "0.19%", "0.19%", "0.25%", "0.22%"),
        ("Adjusted return on equity", "9.78%", "14.85%", "15.26%", "12.24%"),
    ]
    found = ties(statement("RECONCILIATION OF NON-GAAP MEASURES", HALF, rows, note=""), kinds=("footing",))
    assert found["outcome"].to_list() == ["exact", "exact", "exact", "violated"]


def test_counted_things_add_up_also_after_their_whole(ties):
    """Southern's fourth quarter of 2006: kilowatt-hours at wholesale are all but those at retail."""
    rows = [
        "Kilowatt-Hour Sales-",
        ("Total Sales", 45_217, 47_147),
        ("  Total Retail Sales", 37_056, 35_474),
        ("    Residential", 10_748, 10_275),
        ("    Commercial", 12_020, 11_460),
        ("    Other", 14_288, 13_739),
        ("  Total Wholesale Sales", 8_161, 11_673),
    ]
    operations = statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, [("Net income", 204, 125)])
    sales = statement("KILOWATT-HOUR SALES", QUARTER, rows, note="(In Millions of KWHs)")
    found = ties(operations, sales, kinds=("footing",))
    assert set(found["relation"]) == {
        "Other = Total Retail Sales - Residential - Commercial",
        "Total Wholesale Sales = Total Sales - Total Retail Sales",
    }


def test_growth_and_what_currencies_took_of_it_add_up_in_every_line(ties):
    """Microsoft's third quarter of fiscal 2020: growth, the impact of currencies, growth without it."""
    heads = [("Three Months Ended", "June 30, 2004", name) for name in ("% Change", "% Impact", "% Constant Currency")]
    rows = [("Office", "13%", "2%", "15%"), ("Servers", "30%", "2%", "32%"), ("Azure", "59%", "2%", "61%")]
    found = ties(statement("RECONCILIATION OF NON-GAAP MEASURES", heads, rows, note=""), kinds=("cross_footing",))
    assert found["outcome"].to_list() == ["exact"] * 3


def test_a_line_that_only_the_company_prints_says_nothing_of_the_segments(ties):
    """MSA Safety's first quarter of 2020: what is taken from the company's income is not spread over its segments."""
    alone = [(f"Charge {number}", None, None, number) for number in range(2, 9)]
    found = ties(segments(*LINES, *alone), kinds=("cross_footing",))
    assert found["outcome"].to_list() == ["exact"] * 3


@pytest.mark.parametrize(("last", "told"), [(341_145, []), (314_145, ["no_footing"])])
def test_a_long_statement_that_adds_up_across_has_a_footing(read, last, told):
    rows = [(f"Line {number}", 7**number % 9_973, 3**number % 8_861) for number in range(5, 15)]
    rows = [(label, one, other, one + other + (last - 341_145)) for label, one, other in rows]
    assert read(release(segments(*rows))).issue.filter(code="no_footing")["code"].to_list() == told


@pytest.mark.parametrize(("fuels", "outcome"), [("--", "exact"), ("100", "violated")])
def test_what_moved_earnings_per_share_is_summed_up_below_its_heading(ties, fuels, outcome):
    """Southern's fourth quarter of 2004: a total by its name, a rule and a heading, of figures with one digit."""
    rows = [
        "Significant Factors per share:",
        ("Retail business per share", "--", "0.06"),
        ("Generation per share", "0.02", "(0.01)"),
        ("Fuels per share", fuels, "0.02"),
        "---",
        ("Total per share", "0.02", "0.07"),
    ]
    found = ties(statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, rows), kinds=("footing",))
    assert found["outcome"].to_list() == [outcome, "exact"]
