"""What a line measures besides money: by its label, its heading, what stands beside it, and what it adds up with."""

import polars as pl
import pytest

from support.statements import QUARTER, release, statement
from transforms.parse import measures

SOLD = [("Net revenues", 41_200, 37_300), ("Net income", 4_120, 3_770)]


@pytest.fixture
def facts(read):
    """label to its (unit, scale) in the first column, of a table with its own title."""

    def of(rows, title="SELECTED OPERATING DATA", note="(in thousands, except per share amounts)"):
        parts = (
            statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, SOLD),
            statement(title, QUARTER, rows, note=note),
        )
        frame = read(release(*parts)).fact.filter(column_index=1)
        return {label: (unit, scale) for label, unit, scale in frame.select("label", "unit", "scale").rows()}

    return of


@pytest.mark.parametrize(
    ("label", "values", "unit"),
    [
        ("Headcount", (2_678, 2_873), ("persons", 1)),  # Criteo and Goldman Sachs
        ("Average daily census", (4_630, 4_475), ("patients", 1)),
        ("Policies-in-force (000's)", (612, 584), ("policies", 1_000)),
        ("Average tractors - Total", (1_971, 1_696), ("tractors", 1)),
        ("Trailers - End of Quarter", (4_620, 4_010), ("trailers", 1)),
        ("Average undergraduate enrollment", (12_180, 12_640), ("students", 1)),
        ("Average length of stay", (86, 84), ("days", 1)),
        ("Number of client advisors", (4_571, 4_291), ("advisors", 1)),  # JPMorgan
        ("Number of U.S. Trading Days", (62, 61), ("days", 1)),  # MarketAxess
        ("Number of stores open at end of period", (118, 113), ("stores", 1)),  # as shops typed it
        ("Sales per average store ($ in thousands)", (541, 524), ("USD/store", 1_000)),  # as sellers of parts
        ("Days sales outstanding", (61, 58), ("days", 1)),
        ("Tons sold", (1_814, 2_096), ("tons", 1)),  # Warrior Met Coal
        ("Natural gas (Bcf)", (199, 190), ("Bcf", 1)),  # Antero Resources
        ("Daily combined production (MMcfe/d)", (3_099, 2_832), ("MMcfe/d", 1)),
        ("Average price, Oil (per Bbl)", ("47.23", "47.17"), ("USD/Bbl", 1)),
        ("Cash cost of sales per short ton", ("$83.07", "86.80"), ("USD/ton", 1)),
        ("Average revenue per unit (ARPU)", ("$7.31", "7.36"), ("USD/unit", 1)),  # Spok
        ("LTL revenue/shipment", ("$241.61", "230.43"), ("USD/shipment", 1)),  # Saia
        ("LTL pounds/shipment", (1_331, 1_308), ("pounds/shipment", 1)),
        ("Yield per RPM (cents)", ("13.12", "12.72"), ("cents/mile", 1)),  # airlines
        ("Operating cost (cents per ASM)", ("8.21", "8.05"), ("cents/mile", 1)),
        ("Operating expense per ASM", ("8.21¢", "8.05¢"), ("cents/mile", 1)),
        ("Average fuel price per gallon", ("58.2¢", "61.0"), ("cents/gallon", 1)),
        ("Policies in force (thousands)", (812, 790), ("policies", 1_000)),  # insurers
        ("LTL length of haul", (848, 831), ("miles", 1)),
        ("Debt to adjusted EBITDA", ("1.3", "1.2"), ("pure", 1)),  # MSA Safety
        ("Net leverage", ("4.4x", "4.6x"), ("pure", 1)),  # Avantor
        ("Tier 1 leverage ratio", ("9.7", "9.8"), ("percent", 1)),
        ("Allowance/non-performing loans", ("850.84", "1,034.97"), ("percent", 1)),  # Bridge Bancorp
        ("Underlying ROTCE", ("14.6", "14.2"), ("percent", 1)),  # Citizens
        ("Total shares of common stock repurchased", (39_500, 34_700), ("shares", 1_000)),  # JPMorgan
        ("Average rate paid on deposits", ("1.16", "1.05"), ("percent", 1)),
        ("Closing price", ("41.21", "49.66"), ("USD/share", 1)),  # PC Connection
        ("Average loans (in billions)", ("154.2", "150.1"), ("USD", 1_000_000_000)),  # PNC
        ("Common shares outstanding (000)", (932_398, 928_850), ("shares", 1_000)),  # KeyCorp
    ],
)
def test_a_label_says_what_its_line_measures(facts, label, values, unit):
    assert facts([*SOLD, (label, *values)])[" ".join(label.split())] == unit


@pytest.mark.parametrize(
    "label",
    [
        "Effect of exchange rate changes on cash",  # Tupperware, Adobe, Oracle
        "Accumulation of yield on preferred stock",  # Avantor
        "Foreign exchange and interest rate products",  # Citizens
        "Receivables from customers",  # JPMorgan
        "Loans 30-89 days past due",  # Bridge Bancorp
        "Construction and land/lots",  # HomeTrust
        "Custody/brokerage/administration/deposits",
    ],
)
def test_words_of_rates_and_things_in_the_name_of_an_amount_leave_it_money(facts, label):
    assert facts([*SOLD, (label, 35, 39)])[label] == ("USD", 1_000)


def test_shares_withheld_are_paid_for_on_a_cash_flow(facts):
    rows = [("Net income", 4_120, 3_770), ("Shares withheld for taxes", "(3,404)", "(2,177)")]
    title = "CONSOLIDATED STATEMENTS OF CASH FLOWS"
    assert facts(rows, title)["Shares withheld for taxes"] == ("USD", 1_000)  # Saia


@pytest.mark.parametrize(
    ("opens", "steps", "closes", "unit"),
    [
        ("GAAP diluted earnings per share", ("0.04", "(0.20)"), "Non-GAAP diluted earnings per share", "USD/share"),
        ("GAAP effective tax rate", ("0.5", "(3.0)"), "Non-GAAP effective tax rate", "percent"),
    ],
)
def test_what_leads_from_one_rate_to_another_is_of_its_unit(facts, opens, steps, closes, unit):
    """Fair Isaac, Adobe, Tetra Tech: the lines between are named after amounts of money."""
    first, second = steps
    last = {"0.04": "1.78", "0.5": "19.5"}[first]
    start = {"0.04": "1.94", "0.5": "22.0"}[first]
    rows = [*SOLD, (opens, start, start), ("Amortization", first, first), ("Tax adjustments", second, second)]
    found = facts([*rows, (closes, last, last)])
    assert {found[name] for name in (opens, "Amortization", "Tax adjustments", closes)} == {(unit, 1)}


def test_shares_that_lead_from_basic_to_diluted_are_shares(facts):
    """Bridge Bancorp takes participating securities away; KeyCorp adds options."""
    rows = [
        *SOLD,
        ("Weighted average common shares outstanding", 19_946, 19_829),
        ("Weighted average participating securities", "(414)", "(408)"),
        ("Weighted average common shares outstanding, net", 19_532, 19_421),
    ]
    assert facts(rows)["Weighted average participating securities"] == ("shares", 1_000)


def test_a_large_whole_number_is_no_amount_per_share(facts):
    """Southern prints its revenues under the heading of its earnings per share, JPMorgan its market value."""
    rows = ["Earnings Per Share:", ("As Reported", "0.27", "0.24"), ("Operating Revenues", 2_721, 2_520)]
    found = facts([*SOLD, *rows])
    assert (found["As Reported"], found["Operating Revenues"]) == (("USD/share", 1), ("USD", 1_000))


def test_a_title_says_what_all_lines_count(facts):
    """Southern's sales are in millions of kilowatt-hours."""
    rows = [("Residential", 10_748, 10_275), ("Commercial", 12_020, 11_460)]
    found = facts(rows, "Kilowatt-Hour Sales", "(In Millions of KWHs)")
    assert found["Residential"] == ("kWh", 1_000_000)


def test_basis_points_beside_a_value_are_its_unit(facts):
    """Citizens Financial Group."""
    assert facts([*SOLD, ("Net interest margin change", "(6) bps", "9 bps")])["Net interest margin change"] == (
        "bps",
        1,
    )


def test_a_short_footnote_scales_what_its_mark_names(read):
    """Saia prints tons and shipments "In thousands." and the haul "In miles."."""
    rows = [*SOLD, ("LTL tonnage (1)", 1_203, 1_139), ("LTL shipments (1)", 1_809, 1_741)]
    text = statement("SELECTED OPERATING DATA", QUARTER, rows) + "\n\n(1) In thousands.\n"
    facts = read(release(statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, SOLD), text)).fact
    found = {label: rest for label, *rest in facts.select("label", "unit", "scale").rows()}
    assert (found["LTL tonnage"], found["LTL shipments"]) == (["tons", 1_000], ["shipments", 1_000])


def test_a_heading_of_shares_keeps_its_scale_and_stays_a_heading(facts):
    """Apple's third quarter of 2004: amounts in millions, shares in thousands."""
    rows = [*SOLD, "Shares used in computing earnings per share (in thousands):", ("  Basic shares", 375_023, 361_026)]
    found = facts(rows, "CONSOLIDATED STATEMENTS OF INCOME", "(in millions, except share and per share amounts)")
    assert found["Basic shares"] == ("shares", 1_000)


def test_a_table_in_which_nothing_says_money_is_told(read):
    """No sign, no scale, no word of an amount: what is taken for money is a warning."""
    rows = [("Europe", 99_196, 104_212), ("Asia", 114_690, 155_004)]
    table = statement("SELECTED FINANCIAL DATA", QUARTER, rows, note="(unaudited)")
    first = statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, SOLD)
    prose = "The tables that follow are taken from our books and were set by us, as every quarter, for our readers."
    frames = read(release(first, prose, table))
    assert frames.issue.filter(code="unit_by_default")["level"].to_list() == ["warning"]


def test_what_was_opened_and_closed_between_two_counts_of_stores_is_stores(read):
    """The lines of a roll-forward of things name none of them."""
    rows = [("Number of stores at beginning", 1_204, 1_181), ("Opened", 12, 30), ("Closed", "(4)", "(7)")]
    table = statement("SELECTED OPERATING DATA", QUARTER, [*rows, ("Number of stores at end", 1_212, 1_204)])
    facts = read(release(statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, SOLD), table)).fact
    assert set(facts.filter(pl.col("label").is_in(["Opened", "Closed"]))["unit"]) == {"stores"}


def test_a_heading_scales_the_thing_that_it_names_and_a_total_ends_it(read):
    """How utilities print what they sold, and the weather below it."""
    rows = [
        "Electric sales (thousands of kWh)",
        ("  Residential", 310_402, 305_118),
        ("  Commercial", 288_110, 279_004),
        ("    Total", 598_512, 584_122),
        ("Heating degree days", 2_904, 2_430),
    ]
    page = release(
        statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, SOLD),
        statement("OPERATING STATISTICS", QUARTER, rows),
    )
    frame = read(page).fact.filter(column_index=1, statement="selected_data")
    heading = "Electric sales (thousands of kWh)"
    assert frame.select("section", "label", "unit", "scale").rows() == [
        (heading, "Residential", "kWh", 1_000),
        (heading, "Commercial", "kWh", 1_000),
        (heading, "Total", "kWh", 1_000),
        ("", "Heating degree days", "degree days", 1),
    ]


def test_what_leads_from_one_count_of_shares_to_the_next_counts_shares_under_a_heading_per_share(facts):
    """JPMorgan's second quarter of 2021: the dilutive impact of options under "Diluted earnings per share"."""
    rows = [
        "Diluted earnings per share",
        ("  Weighted-average basic shares outstanding", "400.0", "390.0"),
        ("  Add: Dilutive impact of options", "5.2", "4.8"),
        ("  Weighted-average diluted shares outstanding", "405.2", "394.8"),
        ("  Net income per share", "$2.07", "$1.90"),
    ]
    read = facts(rows, note="(in millions, except per share data)")
    assert read["Add: Dilutive impact of options"] == ("shares", 1_000_000)
    assert read["Net income per share"] == ("USD/share", 1)


def test_a_heading_scales_no_line_set_out_as_far_as_itself_behind_lines_set_in_below_it(facts):
    """A mortgage insurer's highlights: policies are counted below what was written in billions."""
    rows = [
        ("Loss ratio", "14.1%", "13.8%"),
        "Written by plan ($billions)",
        ("    Monthly", "4.1", "3.9"),
        ("    Single", "1.2", "1.4"),
        ("Policies in force (count)", 330_412, 328_150),
    ]
    assert facts(rows, note="")["Policies in force (count)"] == ("policies", 1)


def test_a_note_leaves_out_the_amounts_that_a_heading_names_and_scales_no_weeks(facts):
    """A chain of steakhouses: "except weekly sales by group", and weeks that its stores were open."""
    rows = [
        ("Restaurant sales", "$477,446", "$434,900"),
        ("Store weeks", "5,642", "5,321"),
        "Weekly sales by group:",
        ("Comparable restaurants (391 and 363 units)", "$91,720", "$88,710"),
    ]
    read = facts(rows, note="($ amounts in thousands, except weekly sales by group)")
    assert read["Restaurant sales"] == ("USD", 1_000)
    assert read["Store weeks"] == ("weeks", 1)
    assert read["Comparable restaurants (391 and 363 units)"] == ("USD", 1)


def test_a_unit_in_signs_goes_before_one_in_words():
    """A producer of gas heads its costs "Per Unit ($/Mcfe)"."""
    assert measures.rate_of("Per Unit ($/Mcfe)", "USD", priced=True) == "USD/Mcfe"


def test_a_price_per_ton_leaves_the_tons_beside_it_what_the_note_says(facts):
    """A mill in full dollars: "(thousands of tons)" over what it made, and below it what a ton was sold for."""
    rows = [("Steel production", "1,402", "1,204"), ("Average sales price per ton", "$318", "$302")]
    read = facts(rows, note="(thousands of tons)")
    assert read == read | {"Steel production": ("tons", 1_000), "Average sales price per ton": ("USD/ton", 1)}


def test_a_title_of_membership_counts_members_in_full(facts):
    """A plan for health whose other tables are in thousands."""
    read = facts([("Commercial HMO", "241,304", "234,404"), ("Medicare risk", "34,204", "29,804")], "MEMBERSHIP", "")
    assert read["Commercial HMO"] == ("members", 1)
