"""What the fourth blind sample of the releases from I to Z taught: its misses, each as a small table of its own."""

from support.markup import row

QUARTERS = (row("", "Three Months Ended June 30,", span=2), row("", "2004", "2003"))


WITH_CHANGES = row("", "2Q04", "2Q03", "% Change")


def test_columns_of_changes_hide_no_figures_per_share(facts_of):
    """JPMorgan's second quarter of 2021: "Net income: Basic" below "EARNINGS PER SHARE DATA", beside a change of 12."""
    found = facts_of(
        WITH_CHANGES, row("Total net revenue", "$41,200", "$37,300", "10 %"),
        row("Net income", "11,100", "9,100", "22"),
        heading("EARNINGS PER SHARE DATA"), row("Net income: Basic", "$3.79", "$3.39", "12"),
        row("Diluted", "3.78", "3.38", "12"),
        above="FINANCIAL HIGHLIGHTS", note="(in millions, except per share data)",
    )  # fmt: skip
    per_share = found.filter(column_index=1).select("section", "unit").rows()[2:]
    assert per_share == [("EARNINGS PER SHARE DATA", "USD/share")] * 2


SHARES = (
    row("Net income", "$11,948", "$4,687", "155 %"),
    row("Average basic shares outstanding", "3,036.6", "3,073.5", "(1)"),
    row("Add: Effect of rights and units that dilute", "5.3", "5.4", "(2)"),
    row("Average diluted shares outstanding", "3,041.9", "3,078.9", "(1)"),
    row("Shares issued from treasury under plans of employees", "0.6", "12.3", "(95)"),
    row("Effect of such issuances on equity", "276", "667", "(59)"),
)  # fmt: skip


def test_shares_added_and_issued_are_counts_where_amounts_have_no_decimals(facts_of):
    """JPMorgan's second quarter of 2021: what dilutes, beside changes in percent, and shares issued from treasury."""
    found = facts_of(WITH_CHANGES, *SHARES, above="EARNINGS PER SHARE", note="(in millions)").filter(column_index=1)
    assert found["unit"].to_list() == ["USD", *["shares"] * 4, "USD"]
    assert found["scale"].to_list() == [1_000_000] * 6


def test_shares_issued_with_the_decimals_of_amounts_are_an_amount(facts_of):
    """Nothing tells them from what was had for them."""
    found = facts_of(
        *QUARTERS, row("Average shares outstanding", "3,036", "3,073"), row("Shares issued to employees", "12", "14"),
        row("Effect on equity", "276", "667"), above="FINANCIAL HIGHLIGHTS", note="(in millions)",
    )  # fmt: skip
    assert found.filter(column_index=1)["unit"].to_list() == ["shares", "USD", "USD"]


def test_the_price_beside_tons_and_a_cost_per_ton_is_that_of_a_ton(facts_of):
    """Warrior Met Coal's first quarter of 2020: "Average net selling price" below "(short tons in thousands)"."""
    found = facts_of(
        *QUARTERS, row("Tons sold", "1,814", "2,096"), row("Average net selling price", "$122.02", "$176.37"),
        row("Cash cost of sales per short ton", "$90.39", "$86.80"),
        above="QUARTERLY SUPPLEMENTAL FINANCIAL DATA", note="(short tons in thousands)",
    )  # fmt: skip
    assert found.filter(column_index=1).select("unit", "scale").rows() == [("tons", 1_000), *[("USD/ton", 1)] * 2]
