"""Headline and prose: which figures restate a statement, for which period, and which are left alone."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from support.statements import HALF, release, statement

Row = dict[str, Any]
STATEMENT = statement(
    "CONSOLIDATED STATEMENTS OF OPERATIONS",
    HALF,
    [("Net revenues", 41_200, 37_300, 80_100, 71_900), ("Net income (loss)", 4_120, -3_770, 8_010, 7_330)],
)
FILLER = "More of it can be read in the statements that are printed below this paragraph."
QUARTER = date(2004, 4, 1), date(2004, 6, 30)
YEAR_AGO = date(2003, 4, 1), date(2003, 6, 30)
HALF_YEAR = date(2004, 1, 1), date(2004, 6, 30)


@pytest.fixture
def claims(read):
    """The claims of a paragraph above the statement: (element, value, period)."""

    def claims_of(prose: str) -> list[tuple[str, Decimal, tuple[date, date]]]:
        facts = read(release(STATEMENT, prose=prose)).fact.filter(origin="narrative")
        facts = facts.sort("line_number", "char_start").to_dicts()
        return [(_element(fact), fact["value"], (fact["period_start"], fact["period_end"])) for fact in facts]

    return claims_of


def _element(fact: Row) -> str:
    basis = "" if fact["basis"] == "GAAP" else f"{fact['basis']} "
    return basis + fact["concept"].removeprefix("us-gaap:").removeprefix("ext:NonGaap").removeprefix("ext:")


def test_a_measure_its_amount_and_the_same_period_last_year(claims):
    found = claims(
        "Net revenues for the second quarter of 2004 were $41.2 million, compared with $37.3 million for the same\n"
        "period last year, an increase of 10 percent over the months that the company had planned for."
    )
    assert found == [
        ("Revenues", 41_200_000, QUARTER),
        ("Revenues", 37_300_000, YEAR_AGO),
        ("RevenueGrowthPercent", 10, QUARTER),
    ]


def test_income_and_income_per_share_share_a_clause(claims):
    found = claims(
        "GAAP net income for the second quarter of 2004 was $4.1 million or $0.12 per share, compared with a GAAP\n"
        "net loss of $3.8 million or $0.11 per share in the second quarter of 2003, as the statements below show."
    )
    assert found == [
        ("NetIncomeLoss", 4_100_000, QUARTER), ("EarningsPerShareDiluted", Decimal("0.12"), QUARTER),
        ("NetIncomeLoss", -3_800_000, YEAR_AGO), ("EarningsPerShareDiluted", Decimal("-0.11"), YEAR_AGO),
    ]  # fmt: skip


def test_a_net_loss_is_printed_without_a_sign_and_has_one(read):
    facts = read(release(STATEMENT, prose=(
        "The company had a net loss of $3.8 million in the second quarter of 2003, as the statements that are printed\n"
        "below show in their second column."
    ))).fact.filter(origin="narrative")  # fmt: skip
    assert facts.select("printed", "value", "scale", "decimals").rows() == [("3.8", Decimal(-3_800_000), 1_000_000, -5)]


@pytest.mark.parametrize(
    ("clause", "period"),
    [
        ("for the three months ended June 30, 2004", QUARTER),
        ("for the six months ended June 30, 2004", HALF_YEAR),
        ("for the second quarter", QUARTER),
        ("for the second quarter of 2003", YEAR_AGO),
        ("in the quarter ended June 30, 2003", YEAR_AGO),
    ],
)
def test_the_period_is_that_of_the_clause(claims, clause, period):
    found = claims(f"Net revenues {clause} were $41.2 million. {FILLER}")
    assert found == [("Revenues", 41_200_000, period)]


def test_a_comparison_without_a_period_is_with_the_one_that_is_named_after_it(claims):
    found = claims(
        "Net revenues were $41.2 million in the second quarter of 2004, compared to $38.9 million in the previous\n"
        "quarter and the company shipped more lenses than it ever did before in its history."
    )
    assert found[0] == ("Revenues", 41_200_000, QUARTER)
    assert found[1] == ("Revenues", 38_900_000, (date(2004, 1, 1), date(2004, 3, 31)))


def test_non_gaap_is_a_basis(claims):
    found = claims(
        "Non-GAAP net income for the second quarter of 2004 was $5.2 million or $0.15 per diluted share, which leaves\n"
        "out amortization, and is reconciled to net income in the table that is printed below."
    )
    assert found == [
        ("non-GAAP NetIncomeLoss", 5_200_000, QUARTER), ("non-GAAP EarningsPerShareDiluted", Decimal("0.15"), QUARTER),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "prose",
    [
        "The company expects net revenues of $43 million to $45 million for the third quarter of 2004.",
        "Guidance for net income is $0.15 to $0.17 per share for the third quarter of this fiscal year.",
        "We believe that net revenues should be $180 million in 2005 if demand for lenses goes on like this.",
    ],
)
def test_guidance_is_never_read(claims, prose):
    assert claims(f"{prose}\n{FILLER}") == []


@pytest.mark.parametrize(
    "prose",
    [
        "The company employs 1,250 people in 12 countries, in buildings of 84,000 square feet in all.",
        "A replay of the call can be heard at 800-633-8284 until July 31, 2004, under the number 21154140.",
        "The backlog grew by $12 million as customers in Asia ordered the lenses that were new in the spring.",
    ],
)
def test_what_measures_nothing_of_the_statements_stays_a_declared_number(read, prose):
    frames = read(release(STATEMENT, prose=f"{prose}\n{FILLER}"))
    assert frames.fact.filter(origin="narrative").is_empty()
    assert not frames.non_fact.filter(line_number=9).is_empty()


def test_a_headline_is_of_the_releases_own_quarter(read):
    text = release(STATEMENT).replace(
        "SECOND QUARTER 2004 RESULTS\n", "Q2'04 RESULTS\nNET REVENUE $41.2M; GAAP EPS $0.12\n"
    )
    facts = read(text).fact.filter(section="headline")
    assert facts.select("concept", "value", "scale", "period_end", "months").rows() == [
        ("us-gaap:Revenues", Decimal(41_200_000), 1_000_000, date(2004, 6, 30), 3),
        ("us-gaap:EarningsPerShareDiluted", Decimal("0.12"), 1, date(2004, 6, 30), 3),
    ]


def test_a_figure_that_wraps_to_the_next_line_keeps_its_place(read):
    prose = f"{FILLER} Net revenues for the second quarter of 2004 were\n$41.2 million.\n"
    text = release(STATEMENT, prose=prose)
    facts = read(text).fact.filter(origin="narrative").to_dicts()
    lines = text.split("\n")
    for fact in facts:
        assert lines[fact["line_number"] - 1][fact["char_start"] : fact["char_end"]] == fact["printed"] == "41.2"


def test_every_number_of_prose_is_a_claim_or_declared(read):
    prose = (
        "Net revenues for the second quarter of 2004 were $41.2 million, compared with $37.3 million for the same\n"
        "period last year, and 1,250 people in 12 countries made 3 percent more lenses on July 1, 2004 than before."
    )
    frames = read(release(STATEMENT, prose=prose))
    facts = set(frames.fact.filter(origin="narrative")["printed"])
    declared = dict(frames.non_fact.select("token", "reason").rows())
    assert facts == {"41.2", "37.3"}
    assert {token: declared[token] for token in ("1,250", "12", "3", "1")} == {
        "1,250": "prose_number", "12": "prose_number", "3": "prose_percent", "1": "date_in_prose",
    }  # fmt: skip


@pytest.mark.parametrize("words", ["the second quarter of the prior year", "the second quarter of last year"])
def test_a_quarter_of_the_prior_year_is_a_year_ago(claims, words):
    found = claims(
        f"Net income for the second quarter of 2004 was $4.1 million, compared to $3.8 million in {words}. {FILLER}"
    )
    assert found == [("NetIncomeLoss", 4_100_000, QUARTER), ("NetIncomeLoss", 3_800_000, YEAR_AGO)]


def test_the_previous_fiscal_year_is_a_year_before_the_one_that_is_named(claims):
    found = claims(
        "For the twelve months ended June 30, 2004 net revenues of $149.6 million were up 9 percent from net revenues\n"
        f"of $137.2 million for the previous fiscal year. {FILLER}"
    )
    year, before = (date(2003, 7, 1), date(2004, 6, 30)), (date(2002, 7, 1), date(2003, 6, 30))
    amounts = [(value, period) for element, value, period in found if element == "Revenues"]
    assert amounts == [(149_600_000, year), (137_200_000, before)]


def test_for_the_year_is_no_quarter(claims):
    found = claims(
        "In the quarter ended June 30, 2004, net income was $4.1 million, against $3.8 million in the same quarter\n"
        f"a year ago. For the year, net income was $15.7 million. {FILLER}"
    )
    assert ("NetIncomeLoss", 15_700_000, QUARTER) not in found


@pytest.mark.parametrize(
    "sentence",
    [
        "Cloud services revenue was $13.3 million in the second quarter of 2004, up 39 percent from $9.6 million.",
        "Net revenues of Lumira were $18.8 million in the quarter, compared to $9.2 million a year ago.",
        "Net revenues in Machine Vision were $9.0 million for the second quarter of 2004.",
        "Net revenues for the Lenses segment increased 10.2% to $28.8 million in the second quarter of 2004.",
        "Lens Grinding reported second quarter net revenues of $13.4 million, operating income of $3 million.",
        "Net revenues and gross profit were $14.2 million and $9.9 million, respectively, in the second quarter.",
        "A strike in the second quarter of 2004 reduced diluted earnings per share by $0.02.",
        "Sales of forty lots in the second quarter of 2004 came to $2.4 million in revenue.",
        "Underlying net income of $5.9 million and EPS of $1.26 in the second quarter of 2004.",
        "Net income in the second quarter of 2004 was $5.9 million on an operating basis.",
        "2003 net income of $12.3 million was the best ever, and the second quarter of 2004 added to it.",
        "Net revenues in the second quarter of 2004 decreased $7.3 million compared with the first quarter of 2004.",
    ],
    ids=[
        "Microsoft", "Alkermes", "Goldman Sachs", "PC Connection", "Core Laboratories", "Oil States", "Aflac",
        "St. Joe", "Citizens", "MarketAxess", "PNC", "PNC's differences",
    ],
)  # fmt: skip
def test_the_figure_of_a_part_or_of_another_measure_is_none_of_the_company_s(read, sentence):
    frames = read(release(STATEMENT, prose=f"{sentence} {FILLER}"))
    assert frames.fact.filter(origin="narrative").select("label", "printed").rows() == []
    assert frames.non_fact.filter(reason="prose_amount").height > 0


def test_what_follows_in_a_paragraph_on_a_part_is_the_part_s_too(claims):
    """PC Connection tells the gross profit of each segment in a sentence that names none."""
    assert claims(
        "Net revenues for the Lenses segment increased by 10.2% to $27.8 million in the second quarter of 2004.\n"
        "Net income increased by 16.7% to $1.2 million in the second quarter of 2004, as more lenses were sold."
    ) == []  # fmt: skip


@pytest.mark.parametrize(("heading", "count"), [("THE AMERICAS", 0), ("SECOND QUARTER RESULTS", 1)])
def test_what_stands_under_the_heading_of_a_part_is_the_part_s(claims, heading, count):
    """Avantor heads the figures of each region by its name alone."""
    told = "Net revenues were $41.2 million in the second quarter of 2004, more than anybody had thought before."
    assert len(claims(f"{FILLER}\n\n{heading}\n\n{told}")) == count


def test_a_figure_nowhere_near_the_tables_is_a_part_s_where_another_one_agrees_with_them(claims):
    """Tetra Tech tells revenue and, net of what subcontractors cost, net revenue."""
    whole = "Net revenues were $41.2 million in the second quarter of 2004, as can be seen below."
    assert claims(
        f"{whole}\n\nNet revenues were $30.1 million in the second quarter of 2004, and more will follow."
    ) == [("Revenues", 41_200_000, QUARTER)]
    slip = claims(f"{whole}\n\nNet revenues were $42.1 million in the second quarter of 2004, and more will follow.")
    assert slip[1:] == [("Revenues", 42_100_000, QUARTER)]


@pytest.mark.parametrize(
    ("words", "period"),
    [
        ("the third quarter of 2003", (date(2003, 7, 1), date(2003, 9, 30))),
        ("the first quarter of 2004", (date(2004, 1, 1), date(2004, 3, 31))),
        ("the second quarter of 2003", YEAR_AGO),
    ],
)
def test_a_quarter_is_the_one_that_is_named(claims, words, period):
    """Goldman Sachs compares the fourth quarter with the third."""
    found = claims(
        f"Net revenues for the second quarter of 2004 were $41.2 million, compared with $37.0 million in {words}."
    )
    assert found[1:] == [("Revenues", 37_000_000, period)]


def test_the_first_quarter_that_a_release_names_is_its_own(read):
    """Pericom's fourth fiscal quarter ends in June, and its releases do not say which year they mean."""
    prose = (
        "Net revenues for the fourth quarter were $41.2 million, up from $39.0 million in the third quarter, as can\n"
        "be read in the statements below, and nobody was surprised by it."
    )
    text = release(STATEMENT, prose=prose).replace("SECOND QUARTER 2004", "FISCAL FOURTH QUARTER")
    facts = read(text).fact.filter(origin="narrative").sort("char_start")
    assert facts.select("printed", "period_start").rows() == [("41.2", QUARTER[0]), ("39.0", date(2004, 1, 1))]


def test_growth_from_a_year_ago_does_not_make_the_figure_a_year_old(claims):
    """MSA Safety and ManTech name only the period that they compare with."""
    found = claims(
        "Net income for the second quarter of 2004 was $4.1 million. Net revenues were $41.2 million, increasing 10\n"
        "percent from a year ago, which is what the company had planned for when the year began."
    )
    assert found[1:2] == [("Revenues", 41_200_000, QUARTER)]


def test_a_parenthesis_around_words_makes_no_negative(read):
    """James River sets its earnings per share in parentheses."""
    prose = (
        "Halden Optics reported second quarter 2004 net income of $4.1 million ($0.12 per diluted share), compared to\n"
        "a net loss of $3.8 million ($0.11 per diluted share) in the second quarter of 2003."
    )
    facts = read(release(STATEMENT, prose=prose)).fact.filter(origin="narrative").sort("line_number", "char_start")
    assert facts.select("printed", "value").rows() == [
        ("4.1", 4_100_000), ("0.12", Decimal("0.12")), ("3.8", -3_800_000), ("0.11", Decimal("-0.11")),
    ]  # fmt: skip


def test_a_headline_that_breaks_off_goes_on_in_the_next_line(read):
    """Alkermes breaks its headline between "Non-GAAP" and what is not."""
    text = release(STATEMENT).replace(
        "HALDEN OPTICS, INC. REPORTS", "DILUTED NON-GAAP\nEARNINGS PER SHARE OF $0.14\n\nHALDEN OPTICS, INC. REPORTS"
    )
    facts = read(text).fact.filter(origin="narrative")
    assert facts.select("basis", "printed").rows() == [("non-GAAP", "0.14")]


def test_items_of_a_list_are_of_the_period_that_introduces_them(claims):
    """Microsoft announces "the following results for the quarter"."""
    found = claims(
        "Halden Optics told these results of the quarter ended June 30, 2004, as compared to others:\n\n"
        "• Net revenues were $41.2 million and increased 10%\n\n• Net income was $4.1 million\n"
    )
    assert found == [
        ("Revenues", 41_200_000, QUARTER), ("RevenueGrowthPercent", 10, QUARTER), ("NetIncomeLoss", 4_100_000, QUARTER),
    ]  # fmt: skip


def test_an_amount_that_a_percentage_leads_to_is_read(claims):
    """Asta Funding's net income "increased 124% to $5,433,000"."""
    assert claims(
        "Net revenues for the second quarter of 2004 increased 10% to a record $41,200,000, or so the statements say."
    )[-1:] == [("Revenues", 41_200_000, QUARTER)]  # fmt: skip


@pytest.mark.parametrize("words", ["an increase of 10 percent from the", "10 percent over the"])
def test_what_a_figure_grew_from_is_of_the_period_named_behind_it(claims, words):
    found = claims(
        f"Net revenues for the second quarter of 2004 were $41.2 million, {words} $37.3 million reported in the\n"
        "same quarter last year, as the statements that are printed below this paragraph show."
    )
    assert [claim for claim in found if claim[0] == "Revenues"] == [
        ("Revenues", 41_200_000, QUARTER),
        ("Revenues", 37_300_000, YEAR_AGO),
    ]


def test_against_opens_a_comparison(claims):
    """Filers of 1997 to 2002 compare "against" as often as "with"."""
    assert claims(
        "Net revenues were $41.2 million, against $37.3 million in the second quarter of 2003, and net income was\n"
        "$4.1 million against a net loss of $3.8 million in the second quarter of 2003, as the statements show."
    ) == [
        ("Revenues", 41_200_000, QUARTER),
        ("Revenues", 37_300_000, YEAR_AGO),
        ("NetIncomeLoss", 4_100_000, QUARTER),
        ("NetIncomeLoss", -3_800_000, YEAR_AGO),
    ]


def test_a_fiscal_quarter_that_is_compared_with_is_not_the_release_s_own(read):
    """A headline without a year leaves the first one to the quarter of the year before."""
    prose = (
        "Net revenues for the third quarter were $41.2 million, compared with $37.3 million in the third quarter of\n"
        "fiscal 2003, as the statements that are printed below this paragraph show in full."
    )
    facts = read(release(STATEMENT, prose=prose).replace("SECOND QUARTER 2004", "RECORD")).fact
    facts = facts.filter(origin="narrative").sort("line_number", "char_start")
    assert facts.select("printed", "period_start").rows() == [("41.2", QUARTER[0]), ("37.3", YEAR_AGO[0])]


@pytest.mark.parametrize(
    ("words", "before"),
    [
        ("the first six months of 2004", "the first six months of 2003"),
        ("the first half of the year", "the first half of last year"),
        ("the first two quarters", "the first two quarters of 2003"),
        ("the first six months of fiscal 2004", "the first half of the prior fiscal year"),
    ],
)
def test_quarters_from_the_start_of_a_year_are_a_period(claims, words, before):
    """Horizon Financial compares with "the first three quarters of fiscal 2005"."""
    assert claims(
        f"Net revenues for {words} were $80.1 million, compared with $71.9 million in {before}. {FILLER}"
    ) == [
        ("Revenues", 80_100_000, HALF_YEAR),
        ("Revenues", 71_900_000, (date(2003, 1, 1), date(2003, 6, 30))),
    ]  # fmt: skip


def test_more_quarters_than_are_over_are_no_period(claims):
    assert claims(f"Net revenues for the first nine months of 2004 were $80.1 million. {FILLER}") == []


def test_a_growth_is_named_behind_its_percentage(claims):
    """Asta Funding calls its finance income revenues, so that no table is witness."""
    assert claims(
        "Net revenues for the second quarter of 2004 were $41.2 million, a 10% increase over revenues of $37.3\n"
        f"million in the prior year's quarter. {FILLER}"
    )[:2] == [("Revenues", 41_200_000, QUARTER), ("RevenueGrowthPercent", 10, QUARTER)]


def test_an_amount_of_five_digits_is_read_in_full(claims):
    """Pericom's net loss of a quarter was $56,000."""
    assert claims(f"Net loss was $56,000 in the second quarter of 2004, or next to nothing. {FILLER}") == [
        ("NetIncomeLoss", -56_000, QUARTER)
    ]


def test_the_cost_of_revenues_is_no_revenue(claims):
    found = claims(f"Cost of revenues for the second quarter of 2004 was $21.1 million. {FILLER}")
    assert [claim for claim in found if claim[0] == "Revenues"] == []


@pytest.mark.parametrize(
    "prose",
    [
        pytest.param("Excluding these charges, net income was $5.2 million.", id="left out before the measure"),
        pytest.param("Net income, as adjusted, was $5.2 million.", id="adjusted behind the measure"),
        pytest.param("Net revenues, excluding surcharges, were $38.6 million.", id="left out behind the measure"),
        pytest.param("Net income was $5.2 million, or $0.16 per share, excluding charges.", id="left out behind all"),
        pytest.param("On a comparable basis, net income was $5.2 million.", id="on another basis"),
        pytest.param("Without this charge, net income was $5.2 million.", id="without a charge"),
        pytest.param("The sale of a mill added $1.2 million to net income, or $0.04 per share.", id="a part that adds"),
        pytest.param("Net revenues to the marine industry were $5.2 million.", id="revenues to somebody"),
        pytest.param("It recorded a net loss of $1.2 million on the sale of a mill.", id="a loss on something sold"),
        pytest.param("Tarrow, which was bought in May, had net revenues of $5.2 million.", id="of somebody else"),
        pytest.param("Net revenues were $5.2 million in Europe.", id="a place behind the amount"),
        pytest.param("As originally reported, net income was $5.2 million.", id="reported before"),
        pytest.param("Net revenues for the first six weeks were $18.2 million.", id="some weeks of a quarter"),
    ],
)
def test_a_measure_from_which_something_is_left_out_or_that_is_a_parts_is_not_the_reported_one(claims, prose):
    # forms of ordinary releases: read as reported, each would contradict the statement and hold the release back
    assert claims(f"Net revenues for the second quarter of 2004 were $41.2 million. {prose} {FILLER}") == [
        ("Revenues", 41_200_000, QUARTER)
    ]


def test_what_is_reported_is_read_beside_what_is_left_out(claims):
    found = claims(
        "In the second quarter of 2004 excluding charges the company did better; net income was $4.1 million. " + FILLER
    )
    assert found == [("NetIncomeLoss", 4_100_000, QUARTER)]


@pytest.mark.parametrize("heading", ["International:", "MARINE PRODUCTS."])
def test_a_heading_that_opens_its_paragraph_may_make_it_a_parts(claims, heading):
    assert claims(f"{heading} Net revenues for the second quarter of 2004 were $11.4 million. {FILLER}") == []
    [own] = claims(f"Second quarter results: Net revenues for the second quarter were $41.2 million. {FILLER}")
    assert own == ("Revenues", 41_200_000, QUARTER)


def test_the_quarter_of_last_year_is_none_of_this_year(claims):
    found = claims(f"In last year's second quarter, net revenues were $37.3 million. {FILLER}")
    assert found == [("Revenues", 37_300_000, YEAR_AGO)]


def test_what_compares_with_two_quarters_is_a_year_before_its_own(claims):
    found = claims(
        "In the second quarter of 2004, net income of $4.1 million compares with net income of $3.9 million in the\n"
        "first quarter and a net loss of $3.8 million in the year-ago quarter. " + FILLER
    )
    assert found[0] == ("NetIncomeLoss", 4_100_000, QUARTER)
    assert found[-1] == ("NetIncomeLoss", -3_800_000, YEAR_AGO)


def test_each_amount_is_for_the_months_named_behind_it(claims):
    found = claims(f"Net revenues were $41.2 million for the quarter and $80.1 million for the six months. {FILLER}")
    assert found == [("Revenues", 41_200_000, QUARTER), ("Revenues", 80_100_000, HALF_YEAR)]


def test_what_is_set_against_the_quarter_a_year_ago_is_the_release_s_own(claims):
    """A paragraph that has spoken of another period goes back to the quarter by what it compares with."""
    assert claims(
        "For the first six months of 2004 net revenues were $80.1 million, as had been hoped for in the spring. Net\n"
        "income was $4.1 million, compared with a net loss of $3.8 million in the second quarter of 2003."
    )[1:] == [("NetIncomeLoss", 4_100_000, QUARTER), ("NetIncomeLoss", -3_800_000, YEAR_AGO)]  # fmt: skip


def test_figures_told_in_turn_leave_the_rest_of_a_paragraph_the_company_s(claims):
    found = claims(
        "Orders and shipments of the second quarter of 2004 were $48.8 million and $46.1 million, respectively. Net\n"
        f"revenues in the second quarter of 2004 were $42.1 million, which the statement contradicts. {FILLER}"
    )
    assert ("Revenues", 42_100_000, QUARTER) in found


def test_a_sentence_may_be_quoted_in_grave_accents(claims):
    """Horizon's officers speak behind two of them, as wires quoted until about 2005."""
    assert claims(
        "``We expect to sell more lenses in the fall,'' said Ann Alder. ``Net revenues in the second quarter of\n"
        "2004 were $41.2 million,'' said Bo Birch. ``The company is proud of that.''"
    ) == [("Revenues", 41_200_000, QUARTER)]


def test_what_is_up_sequentially_was_that_of_the_quarter_before(claims):
    found = claims(
        "Net revenues of $41.2 million in the second quarter were up from $39.6 million sequentially and from\n"
        "$37.3 million a year ago. " + FILLER
    )
    assert found[1:] == [
        ("Revenues", 39_600_000, (date(2004, 1, 1), date(2004, 3, 31))),
        ("Revenues", 37_300_000, YEAR_AGO),
    ]


def test_a_measure_that_another_one_s_amount_is_compared_with_is_that_other_one(claims):
    """Retailers tell of their sales by web shop and call those of last year net sales."""
    assert (
        claims(f"Online sales were $4.4 million in the quarter, compared to net sales of $4.1 million. {FILLER}") == []
    )
    [this, last] = claims(f"Net revenues fell to $41.2 million from revenues of $37.3 million a year ago. {FILLER}")
    assert (this, last) == (("Revenues", 41_200_000, QUARTER), ("Revenues", 37_300_000, YEAR_AGO))


def test_weeks_may_be_those_of_a_fiscal_period(claims):
    [found] = claims(f"Net revenues for the 26-week fiscal period ended June 30, 2004 were $80.1 million. {FILLER}")
    assert found[:2] == ("Revenues", 80_100_000)


def test_two_blanks_between_sentences_part_no_columns(claims):
    """A refiner's paragraph of three lines, as typists set it, stood over its columns as their heading."""
    found = claims(
        "The company today reported net revenues of $41.2 million for the second quarter, more than it had hoped\n"
        "for in the spring of the year, in all of its markets.  Net income was $4.1 million, or $.12 per share, for\n"
        "the quarter ended June 30, 2004.  More of it can be read in the statements that are printed below."
    )
    assert found[:2] == [("Revenues", 41_200_000, QUARTER), ("NetIncomeLoss", 4_100_000, QUARTER)]


def test_an_amount_by_gaap_is_so_whatever_else_its_name_says(claims):
    found = claims(f"GAAP diluted net income was $4.1 million for the second quarter. {FILLER}")
    assert [name for name, *_ in found] == ["NetIncomeLoss"]


@pytest.mark.parametrize(
    "told",
    [
        "Lenses earned operating income of $4.4 million and net revenues of $20.2 million in the quarter",
        "It sold its Canadian business, which had net revenues of $2.2 million in the quarter",
        "Before an extraordinary loss of $3.0 million, net income was $7.1 million for the quarter",
    ],
)
def test_what_a_part_has_or_is_told_before_an_extraordinary_item_is_none_of_the_company_s(claims, told):
    assert claims(f"{told}. {FILLER}") == []


def test_a_quarter_a_year_ago_is_last_year_s(claims):
    found = claims(f"Net revenues were $41.2 million, against $37.3 million in the second quarter a year ago. {FILLER}")
    assert found == [("Revenues", 41_200_000, QUARTER), ("Revenues", 37_300_000, YEAR_AGO)]
