"""What ordinary companies print from 1998 to 2022 that had not been met: shops, steel, hotels, chemicals."""

import pytest

from support.statements import QUARTER, release, statement
from transforms.parse.amounts import tokens

FULL = [("Total net sales", 134_083, 116_143), ("Royalty income", 66_042, 61_041)]
BALANCES = [("Cash", 30_204_110, 28_110_404), ("Inventory", 10_204_404, 9_904_110)]
SMALL = [("Cash", 302_041, 281_104), ("Inventory", 102_044, 99_041)]


def test_statements_in_dollars_below_highlights_in_thousands_are_in_full(read):
    """A maker of biomaterials: only its highlights say a scale, in numbers of few digits, and all else follows them."""
    head = "    ($ thousands)          Three Months Ended\n                           2008       2007\n"
    highlights = f"{head}Total net sales             134        116\nRoyalty income               66         61\n"
    first = statement("STATEMENTS OF INCOME", QUARTER, FULL, note="(unaudited)")
    last = statement("BALANCE SHEETS", QUARTER, SMALL, note="(unaudited)")
    frames = read(release(f"{highlights}\n{first}", last))
    found = frames.fact.filter(column_index=1).filter(label="Royalty income").sort("line_number")["value"].to_list()
    assert [int(value) for value in found] == [66_000, 66_042]
    assert frames.fact.filter(label="Inventory", column_index=1)["scale"].to_list() == [1]


WEEKS = """PRAIRIE STORES, INC. REPORTS SECOND QUARTER RESULTS

GREEN BAY, August 21, 2003 - Prairie Stores, Inc. reported results for its second quarter ended August 2, 2003.

CONSOLIDATED STATEMENTS OF EARNINGS
(In thousands)
                            SECOND QUARTER            YEAR TO DATE
                              (13 WEEKS)               (26 WEEKS)
                         --------------------    ---------------------
                          FISCAL      FISCAL      FISCAL       FISCAL
                           2003        2002        2003         2002
                         --------    --------    ---------    ---------
Net sales                $ 41,204    $ 40,110    $  80,204    $  79,110
Cost of sales              30,110      29,404       58,110       57,604
                         --------    --------    ---------    ---------
Net earnings             $ 11,094    $ 10,706    $  22,094    $  21,506
"""


def test_a_quarter_over_its_weeks_ends_with_the_day_that_the_text_gives_that_quarter(read):
    """A discount chain: "second quarter ended August 2" tells its calendar where no column prints a day."""
    facts = read(WEEKS).fact.filter(label="Net sales", origin="table").sort("column_index")
    told = facts.select("weeks", "period_end").rows()
    assert [(weeks, str(day)) for weeks, day in told] == [
        (13, "2003-08-02"),
        (13, "2002-08-03"),
        (26, "2003-08-02"),
        (26, "2002-08-03"),
    ]


@pytest.mark.parametrize(
    ("text", "mark"),
    [("-2.5 percentage points", "percent"), ("-4 basis points", "bps"), ("22 bp", "bps"), ("(4 basis points)", "bps")],
)
def test_points_in_words_stand_behind_a_value(text: str, mark: str):
    """Hotels and a bank tell in words by how many points a rate changed."""
    assert [token.mark for token in tokens(text)] == [mark]


def test_points_in_a_sentence_are_words_of_it():
    assert [token.mark for token in tokens("grew by 25 basis points over the year")] == [None]


def test_a_change_in_points_is_a_value_of_its_column(facts_of):
    """A trust of hotels: the cells were taken for words, and lost."""
    rows = (
        "<tr><td></td><td colspan=2>Three Months Ended June 30,</td><td></td></tr>",
        "<tr><td></td><td>2004</td><td>2003</td><td>Change</td></tr>",
        "<tr><td>Occupancy</td><td>82.4%</td><td>84.9%</td><td>-2.5 percentage points</td></tr>",
        "<tr><td>Hotel margin</td><td>31.51%</td><td>31.55%</td><td>-4 basis points</td></tr>",
        "<tr><td>Growth of sales</td><td>0.6%</td><td>0.2%</td><td>40 bp</td></tr>",
    )
    facts = facts_of(*rows, note="").filter(role="change")
    assert facts.select("printed", "unit").rows() == [("-2.5", "percent"), ("-4", "bps"), ("40", "bps")]


def test_a_label_scales_its_things_without_in(read):
    """A steel company: "Shipments (000 tons)"."""
    rows = [("Net sales", "950.4", "981.0"), ("Net income", "14.1", "12.2"), ("Shipments (000 tons)", 1_410, 1_444)]
    text = release(statement("STATEMENTS OF INCOME", QUARTER, rows, note="(Dollars in millions)"))
    assert set(read(text).fact.filter(label="Shipments (000 tons)")["scale"].to_list()) == {1_000}


def test_earnings_before_interest_and_taxes_without_an_item_are_adjusted(read):
    """A maker of chemicals: "EBIT excluding non-core item" of its segments."""
    rows = [("EBIT", 167, 160), ("Restructuring charges", 1, 2), ("EBIT excluding non-core item", 168, 162)]
    frames = read(release(statement("SEGMENT INFORMATION", QUARTER, rows, note="(Dollars in millions)")))
    assert set(frames.fact.filter(label="EBIT excluding non-core item")["basis"].to_list()) == {"non-GAAP"}


PARTS = """                               2003     2002
Revenues:
  Net sales                    100.0%   100.0%
  Rentals and other income       0.4      0.5
Cost of sales                   73.5     74.0
Net earnings                     1.3      1.1
"""


def test_percents_set_in_below_a_heading_are_all_that_it_holds(read):
    """The same discount chain, in percent of its sales: what is set out as far as the heading is none of it."""
    title = "STATEMENTS OF EARNINGS\n                            Three Months Ended June 30,\n"
    frames = read(release(title + PARTS))
    assert set(frames.fact.filter(label="Cost of sales")["section"].to_list()) == {""}


def test_days_below_a_quarter_are_its_length(facts_of):
    """A chain of cafeterias: four quarters of 84 and of 112 days; 91 of them are three months."""
    rows = (
        "<tr><td></td><td>Quarter Ended</td><td>Quarter Ended</td></tr>",
        "<tr><td></td><td>August 25, 2004</td><td>May 5, 2004</td></tr>",
        "<tr><td></td><td>(112 days)</td><td>(91 days)</td></tr>",
        "<tr><td>Restaurant sales</td><td>$115,360</td><td>$88,788</td></tr>",
    )
    facts = facts_of(*rows)
    assert facts.select("weeks", "months", "dimensions").rows() == [(16, None, "{}"), (None, 3, "{}")]
    assert str(facts["period_start"][0]) == "2004-05-06"


def test_homes_stand_beside_their_value_below_a_heading_that_counts_homes(facts_of):
    """A builder: only the first line and the last have a sign of money."""
    rows = (
        "<tr><td></td><td colspan=4>Three Months Ended</td></tr>",
        "<tr><td></td><td colspan=2>June 30, 2004</td><td colspan=2>June 30, 2003</td></tr>",
        "<tr><td></td><td>Homes</td><td>Value</td><td>Homes</td><td>Value</td></tr>",
        "<tr><td>Homes Closed:</td><td></td><td></td><td></td><td></td></tr>",
        "<tr><td>California</td><td>98</td><td>$34,104</td><td>110</td><td>$36,110</td></tr>",
        "<tr><td>Texas</td><td>710</td><td>204,896</td><td>640</td><td>153,890</td></tr>",
        "<tr><td>Total</td><td>808</td><td>$239,000</td><td>750</td><td>$190,000</td></tr>",
    )
    texas = facts_of(*rows, above="Operating Data", note="(Dollars in thousands)").filter(label="Texas")
    assert texas.select("unit", "scale").rows() == [("homes", 1), ("USD", 1_000)] * 2


def test_a_title_scales_the_things_that_it_states(facts_of):
    """A maker of steel plate: "(thousands of tons)" below its statement of income, and a total of shipments."""
    rows = (
        "<tr><td></td><td colspan=2>Three Months Ended June 30,</td></tr>",
        "<tr><td></td><td>2004</td><td>2003</td></tr>",
        "<tr><td>Discrete plate</td><td>393.1</td><td>453.0</td></tr>",
        "<tr><td>Tubular products</td><td>320.1</td><td>257.4</td></tr>",
        "<tr><td>Total shipments</td><td>713.2</td><td>710.4</td></tr>",
    )
    facts = facts_of(*rows, above="SHIPMENTS", note="(thousands of tons)")
    assert set(facts.select("unit", "scale").rows()) == {("tons", 1_000)}


def test_a_heading_of_things_holds_the_headings_below_it_that_are_set_as_far_out(facts_of):
    """A wireless carrier: "Retail Connections" right above "Postpaid", and "Prepaid" beside that."""
    deeper = '<td style="padding-left:12px">'
    rows = (
        "<tr><td></td><td>June 30, 2004</td><td>June 30, 2003</td></tr>",
        "<tr><td>Retail Connections</td><td></td><td></td></tr>",
        "<tr><td>Postpaid</td><td></td><td></td></tr>",
        f"<tr>{deeper}Total at end of period</td><td>4,490,000</td><td>4,298,000</td></tr>",
        "<tr><td>Prepaid</td><td></td><td></td></tr>",
        f"<tr>{deeper}Total at end of period</td><td>413,000</td><td>364,000</td></tr>",
        "<tr><td>Capital expenditures (millions)</td><td>$93</td><td>$134</td></tr>",
    )
    found = facts_of(*rows, above="Summary Operating Data", note="").filter(column_index=1)
    assert found["unit"].to_list() == ["connections", "connections", "USD"]


def test_a_table_most_of_whose_lines_would_be_trillions_of_dollars_is_in_full(read):
    """A small maker of biomaterials: no line of its balance sheet has the name of one of its highlights in millions."""
    head = "    ($ millions)           Three Months Ended\n                           2008       2007\n"
    highlights = f"{head}Sales of implants          13.4       11.6\nRoyalties                   6.6        6.1\n"
    frames = read(release(f"{highlights}\n{statement('BALANCE SHEETS', QUARTER, BALANCES, note='(unaudited)')}"))
    assert set(frames.fact.filter(label="Inventory")["scale"].to_list()) == {1}
