"""Headline and prose against the tables, against each other, and stated growth against computed growth."""

import pytest

from support.statements import HALF, statement

STATEMENT = statement(
    "CONSOLIDATED STATEMENTS OF OPERATIONS",
    HALF,
    [("Net revenues", 41_247, 37_284, 80_100, 71_900), ("Net income", 4_120, 3_770, 8_010, 7_330)],
)


def prose(now: str = "41.2", then: str = "37.3", growth: str = "11") -> str:
    return (
        f"Net revenues for the second quarter of 2004 were ${now} million, compared with ${then} million for the same\n"
        f"period last year, an increase of {growth} percent. Everything else stands in the statement printed below."
    )


def outcomes(ties) -> list[tuple[str, str, str]]:
    return sorted(ties.select("kind", "severity", "outcome").rows())


KINDS = ("prose_vs_table", "headline_vs_prose", "growth_percent", "growth_percent_from_prose")


def test_what_prose_rounds_the_table_prints_in_full(ties):
    assert outcomes(ties(STATEMENT, prose=prose(), kinds=KINDS)) == [
        ("growth_percent", "error", "within_rounding"),
        ("growth_percent_from_prose", "warning", "within_rounding"),
        ("prose_vs_table", "error", "within_rounding"),
        ("prose_vs_table", "error", "within_rounding"),
    ]


@pytest.mark.parametrize("now", ["41.3", "41.1", "14.2"])
def test_a_figure_that_the_table_does_not_round_to_is_broken(ties, now):
    broken = ties(STATEMENT, prose=prose(now), kinds=("prose_vs_table",)).filter(outcome="violated")
    assert broken["severity"].to_list() == ["error"]


@pytest.mark.parametrize(("growth", "outcome"), [("10", "violated"), ("11", "within_rounding"), ("12", "violated")])
def test_stated_growth_is_computed_from_the_table(ties, growth, outcome):
    found = ties(STATEMENT, prose=prose(growth=growth), kinds=("growth_percent",))
    assert found.select("outcome", "period").rows() == [(outcome, "2004-04-01/2004-06-30 vs 2003-04-01/2003-06-30")]


def test_a_measure_that_no_table_prints_is_not_evaluable(ties):
    said = (
        "Operating income for the second quarter of 2004 was $5.2 million, as it stands in the reports of the company."
    )
    found = ties(STATEMENT, prose=said, kinds=KINDS)
    assert found.select("outcome", "severity", "note").rows() == [
        ("not_evaluable", "info", "no table prints this measure for this period")
    ]


@pytest.mark.parametrize(("headline", "outcome"), [("41.2", "exact"), ("42.1", "violated")])
def test_the_headline_says_what_the_prose_says(read, headline, outcome):
    from support.statements import release

    text = release(STATEMENT, prose=prose()).replace(
        "SECOND QUARTER 2004 RESULTS", f"Q2'04 RESULTS\nNET REVENUE ${headline}M"
    )
    found = read(text).tie.filter(kind="headline_vs_prose")
    assert found.select("outcome", "severity").rows() == [(outcome, "error")]


def test_a_figure_that_the_table_prints_for_a_longer_period_is_a_warning(ties):
    """Horizon's fourth quarter of fiscal 2006: prose that speaks of years, in a sentence on the quarter."""
    broken = ties(STATEMENT, prose=prose("80.1"), kinds=("prose_vs_table",)).filter(outcome="violated")
    assert broken["severity"].to_list() == ["warning"]
