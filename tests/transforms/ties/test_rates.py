"""Columns of rates and shares, and lines called after what they divide."""

import pytest

from support.statements import BALANCE, QUARTER, statement

INCOME = statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, [("Net income", 14, 8)])
MONTHS, DAY = "Three Months Ended", "June 30, 2004"
AVERAGES = [(MONTHS, DAY, "Balance"), (MONTHS, DAY, "Interest"), (MONTHS, DAY, "Rate %")]
EARNING = [
    ("Loans", 3_677_017, 39_810, "4.35%"),
    ("Securities", 763_894, 4_628, "2.44%"),
    ("Deposits with banks", 91_884, 267, "1.17%"),
    ("Total interest-earning assets", 4_532_795, 44_705, "3.97%"),
]


@pytest.mark.parametrize(("borrowed", "outcomes"), [("5.78%", ["within_rounding"] * 5), ("7.58%", ["violated"])])
def test_a_rate_is_interest_over_the_balance_of_a_year(ties, borrowed, outcomes):
    """Bridge's first quarter of 2020: 91 days, and a year of 366."""
    rows = [*EARNING, ("Subordinated debentures", 78_932, 1_135, borrowed)]
    text = statement("AVERAGE BALANCES AND RATES", AVERAGES, rows)
    found = ties(INCOME, text, kinds=("printed_rate",))
    assert found["outcome"].to_list()[-len(outcomes) :] == outcomes
    assert set(found["severity"]) == {"warning"}
    assert found["relation"][0] == "Loans: Rate % = Interest / Balance"


SHARES = (("June 30, 2004", "Amount"), ("June 30, 2004", "% of total"))


@pytest.mark.parametrize(("market", "broken"), [("18%", 0), ("81%", 1)])
def test_shares_are_parts_over_their_whole_and_may_be_rounded_to_add_up(ties, market, broken):
    """Horizon's fourth quarter of 2005: 18.55 percent are printed as 18, so that the lines come to a hundred."""
    rows = [
        ("Savings", 32_958, "4%"),
        ("Checking", 79_835, "10%"),
        ("Demand deposits", 85_949, "11%"),
        ("Money market", 151_128, market),
        ("Certificates", 464_878, "57%"),
        ("Total deposits", 814_748, "100%"),
    ]
    found = ties(INCOME, statement("DEPOSITS", SHARES, rows), kinds=("printed_rate",))
    assert found.height == len(rows)
    assert found.filter(outcome="violated").height == broken


def test_a_hundred_percent_misprinted_in_one_column_is_told_by_the_others(ties):
    """Horizon's fourth quarter of 2005: the shares of three days."""
    days = [(day, of) for day in ("June 30, 2004", "March 31, 2004") for of in ("Amount", "% of total")]
    rows = [
        ("Savings", 110, "11%", 220, "11%"),
        ("Checking", 290, "29%", 580, "29%"),
        ("Money market", 370, "37%", 740, "37%"),
    ]
    rows += [("Certificates", 230, "23%", 460, "23%"), ("Total deposits", 1_000, "101%", 2_000, "100%")]
    found = ties(INCOME, statement("DEPOSITS", days, rows), kinds=("printed_rate",)).filter(outcome="violated")
    assert found["relation"].to_list() == ["Total deposits: % of total = Amount / Amount"]


def test_a_percent_that_is_no_share_and_no_rate_is_left_alone(ties):
    rows = [(f"Line {number}", number * 100, f"{number}%") for number in (11, 3, 7, 23, 5)]
    rows.append(("Total deposits", 4_900, "100%"))
    assert ties(INCOME, statement("DEPOSITS", SHARES, rows), kinds=("printed_rate",)).is_empty()


DATES = (*BALANCE, ("June 30,", "2003"))
QUALITY = [
    ("Total loans", 3_762_130, 3_680_285, 3_391_104),
    ("Allowance for credit losses", -39_215, -32_786, -31_784),
    ("Non-performing loans", 4_609, 4_369, 3_071),
    ("Allowance/total loans", "1.04%", "0.89%", "0.94%"),
]


@pytest.mark.parametrize(
    ("label", "printed", "outcomes"),
    [
        ("Non-performing loans/total loans", ("0.12%", "0.12%", "0.09%"), ["within_rounding"] * 3),
        ("Non-performing loans to total loans", ("0.12%", "0.21%", "0.09%"), ["violated"]),
        ("Non-performing loans as a % of total loans", ("0.12%", "0.12%", "0.09%"), ["within_rounding"] * 3),
        ("Loans to total deposits", ("0.12%", "0.12%", "0.09%"), []),
        ("Non-performing loans/total loans", ("0.21%", "0.21%", "0.09%"), []),
    ],
)
def test_a_ratio_is_of_the_lines_that_its_label_names(ties, label, printed, outcomes):
    """Bridge's first quarter of 2020. Where most values do not follow, other lines must be meant."""
    text = statement("ASSET QUALITY", DATES, [*QUALITY, (label, *printed)])
    found = ties(INCOME, text, kinds=("printed_ratio",))
    told = [row for row in found.rows(named=True) if row["relation"].startswith(label)]
    assert [row["outcome"] for row in told if row["outcome"] in outcomes] == outcomes
    assert found.filter(outcome="within_rounding").height >= len(DATES)


def test_a_book_value_per_share_is_equity_over_shares(ties):
    """Horizon's fourth quarter of 2005."""
    rows = [
        ("Total stockholders' equity", 110_576, 108_394, 108_220),
        ("Common shares outstanding", 9_894, 9_919, 10_121),
        ("Book value per share", "11.18", "10.93", "10.96"),
    ]
    found = ties(INCOME, statement("FINANCIAL DATA", DATES, rows), kinds=("printed_ratio",))
    assert found["outcome"].to_list() == ["within_rounding", "within_rounding", "violated"]


@pytest.mark.parametrize(("tons", "outcome"), [("18.80", "within_rounding"), ("18.08", "violated")])
def test_an_amount_for_each_workday_is_the_amount_over_the_workdays(ties, tons, outcome):
    """Saia's first quarter of 2020."""
    heads = [(MONTHS, DAY, "Amount"), (MONTHS, DAY, "Amount/Workday")]
    rows = [("Workdays", None, 64), ("Tonnage", "1,203", tons), ("Shipments", "1,809", "28.26")]
    found = ties(INCOME, statement("OPERATING STATISTICS", heads, rows), kinds=("printed_rate",))
    assert found["outcome"].to_list() == [outcome, "within_rounding"]


@pytest.mark.parametrize(("first", "outcomes"), [("91.3%", "within_rounding"), ("93.1%", "violated")])
def test_an_operating_ratio_says_by_its_name_what_it_divides(ties, first, outcomes):
    """Saia's first quarter of 2020: of two years one is enough."""
    rows = [("Operating revenue", 446_396, 410_584), ("Total operating expenses", 407_620, 381_953)]
    ratio = statement("OPERATING STATISTICS", QUARTER, [("Operating ratio", first, "93.0%")])
    operations = statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, rows)
    found = ties(operations, ratio, kinds=("printed_ratio",))
    assert found["outcome"].to_list() == [outcomes, "within_rounding"]


@pytest.mark.parametrize(("spread", "outcome"), [("4.68%", "exact"), ("4.86%", "violated")])
def test_the_interest_rate_spread_is_what_is_earned_less_what_is_paid(ties, spread, outcome):
    """Horizon's fourth quarter of 2005."""
    days = [*QUARTER, ("Three Months Ended", "March 31, 2004")]
    rows = [
        ("Yield on interest-earning assets", "7.50%", "7.12%", "6.31%"),
        ("Cost of deposits", "2.63%", "2.46%", "1.89%"),
    ]
    rows += [("Cost of interest-bearing liabilities", "2.82%", "2.60%", "2.05%")]
    rows += [("Net interest spread", spread, "4.52%", "4.26%")]
    found = ties(INCOME, statement("SELECTED RATIOS", days, rows), kinds=("printed_ratio",))
    assert found["outcome"].to_list() == [outcome, "exact", "exact"]
