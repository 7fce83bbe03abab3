"""What the fourth blind sample of the releases from I to Z taught: its misses, each as a small table of its own."""

from support.markup import row
from support.statements import HEAD

QUARTERS = (row("", "Three Months Ended June 30,", span=2), row("", "2004", "2003"))


def heading(text: str) -> str:
    """A row that only its label fills."""
    return f"<tr><td>{text}</td></tr>"


def test_earnings_before_interest_and_depreciation_are_none_of_gaap(facts_of):
    """MarketAxess' first quarter of 2020: EBITDA spelled out, as the last line of what leads to it."""
    found = facts_of(
        *QUARTERS, row("Net income", "700", "600"), row("Interest expense", "20", "10"),
        row("Income taxes", "80", "70"),
        row("Depreciation and amortization", "40", "30"),
        row("Earnings before interest, taxes, depreciation and amortization", "840", "710"),
        above="Reconciliation of Non-GAAP Financial Measures",
    )  # fmt: skip
    assert found.filter(column_index=1)["basis"].to_list() == [*["GAAP"] * 4, "non-GAAP"]


def test_a_class_of_stock_below_an_adjusted_measure_has_that_measure(facts_of):
    """ManTech's first quarter of 2020: each class of stock below "ADJUSTED DILUTED EPS", in a reconciliation."""
    found = facts_of(
        *QUARTERS, row("Net income", "700", "600"), row("Amortization of intangibles", "50", "40"),
        row("Adjusted net income", "750", "640"), heading("ADJUSTED DILUTED EPS"),
        row("Class A common stock", "$0.81", "$0.62"), row("Class B common stock", "$0.80", "$0.61"),
        above="Reconciliation of Adjusted Net Income",
    )  # fmt: skip
    assert found.filter(column_index=1)["basis"].to_list() == ["GAAP", "GAAP", *["non-GAAP"] * 3]


def test_a_measure_that_a_title_names_in_quotation_marks_is_the_issuers_own(facts_of):
    """Tetra Tech's second quarter of 2020: 'Reconciliation of Revenue to Revenue, Net of ... ("Net Revenue")'."""
    found = facts_of(
        *QUARTERS, row("Revenue", "700", "600"), row("Subcontractor costs", "(50)", "(40)"),
        row("Net Revenue", "650", "560"),
        above='Reconciliation of Revenue to Revenue, Net of Subcontractor Costs ("Net Revenue")',
    )  # fmt: skip
    assert found.filter(column_index=1)["basis"].to_list() == ["GAAP", "GAAP", "non-GAAP"]


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


def test_what_stands_at_the_end_of_a_quarter_is_told_from_what_it_took(facts_of):
    """JPMorgan's second quarter of 2021: a ratio of balances, what all shares are worth, an average at period-end."""
    found = facts_of(
        row("", "2Q04", "2Q03"), row("Net charge-offs", "$72", "$75"), row("Market capitalization", "46,400", "46,000"),
        row("Allowance for loan losses to nonaccrual loans retained", "257%", "272%"),
        heading("BALANCES (period-end)"), row("Deposits", "700", "650"), row("Average risk", "43", "106"),
        above="FINANCIAL HIGHLIGHTS", note="(in millions)",
    )  # fmt: skip
    assert found.filter(column_index=1)["period_type"].to_list() == [
        "duration", "instant", "instant", "instant", "duration"
    ]  # fmt: skip


def test_cards_in_a_column_beside_volumes_are_counted_at_the_end(facts_of):
    """Mastercard's first quarter of 2020: "Cards (Mil.)" below "For the 3 Months Ended March 31, 2020"."""
    found = facts_of(
        row("", "For the Three Months Ended June 30, 2004", span=2),
        row("", "Volume (Bil.)", "Cards (Mil.)"), row("Canada", "$40", "62"), row("Europe", "482", "580"),
        above="Operating Performance", note="",
    )  # fmt: skip
    assert found.select("unit", "period_type").rows()[:2] == [("USD", "duration"), ("cards", "instant")]


def test_a_title_of_figures_below_the_header_leads_their_path(facts_of):
    """JPMorgan's second quarter of 2021: "SELECTED BALANCE SHEET DATA (period-end)" and, further down, other titles."""
    found = facts_of(
        "<tr><td>FINANCIAL HIGHLIGHTS, CONTINUED</td></tr>", "<tr><td>(in millions)</td></tr>", row("", "2Q04", "2Q03"),
        heading("SELECTED BALANCE SHEET DATA (period-end)"), row("Total assets", "$900", "$850"),
        heading("Loans:"), row("Consumer", "400", "380"), row("Wholesale", "200", "170"),
        row("Total loans", "600", "550"),
        row("Deposits", "700", "650"), heading("LINE OF BUSINESS NET REVENUE"), row("Banking", "40", "30"),
        note="",
    )  # fmt: skip
    title = "SELECTED BALANCE SHEET DATA (period-end)"
    assert found.filter(column_index=1)["section"].to_list() == [
        title, *[f"{title} > Loans"] * 3, title, "LINE OF BUSINESS NET REVENUE"
    ]  # fmt: skip


def test_titles_in_capitals_called_after_the_same_stand_beside_each_other(facts_of):
    """JPMorgan's second quarter of 2021: "CAPITAL RATIOS" below the ratios of "FINANCIAL RATIOS"."""
    found = facts_of(
        row("", "2Q04", "2Q03"), row("Net income", "$700", "$600"), "<tr><td>&nbsp;</td></tr>",
        heading("FINANCIAL RATIOS"), row("Return on equity", "18%", "23%"), row("Return on assets", "1.29", "1.61"),
        heading("CAPITAL RATIOS"), row("Tier 1 capital ratio", "15.1%", "15.0%"),
        above="CONSOLIDATED FINANCIAL HIGHLIGHTS", note="(in millions)",
    )  # fmt: skip
    assert found.filter(column_index=1)["section"].to_list()[1:] == [*["FINANCIAL RATIOS"] * 2, "CAPITAL RATIOS"]


def test_a_heading_of_the_market_and_of_figures_per_share_holds_both(facts_of):
    """JPMorgan's second quarter of 2021: "MARKET AND PER COMMON SHARE DATA"."""
    found = facts_of(
        row("", "2Q04", "2Q03"), row("Net income", "$700", "$600"), heading("MARKET AND PER COMMON SHARE DATA"),
        row("Market capitalization", "$464,778", "$460,820"), row("Common shares at period-end", "2,988.2", "3,027.1"),
        row("Book value per share", "84.85", "82.31"),
        above="FINANCIAL HIGHLIGHTS", note="(in millions, except per share data)",
    )  # fmt: skip
    assert found.filter(column_index=1)["section"].to_list()[1:] == ["MARKET AND PER COMMON SHARE DATA"] * 3


def test_measures_that_are_reconciled_below_one_heading_all_stand_below_it(facts_of):
    """ServiceNow's first quarter of 2020: three costs as reported and adjusted, set in below "Cost of revenues"."""
    found = facts_of(
        *QUARTERS, heading("Cost of revenues:"),
        row("GAAP subscription cost", "$160", "$127", indent=2),
        row("Stock-based compensation", "(22)", "(16)", indent=4),
        row("Non-GAAP subscription cost", "$138", "$111", indent=2),
        row("GAAP services cost", "$64", "$60", indent=2), row("Stock-based compensation", "(12)", "(10)", indent=4),
        row("Non-GAAP services cost", "$52", "$50", indent=2),
        heading("Gross margin:"), row("GAAP margin", "84%", "83%", indent=2),
        above="GAAP to Non-GAAP Reconciliation",
    )  # fmt: skip
    assert found.filter(column_index=1)["section"].to_list() == [*["Cost of revenues"] * 6, "Gross margin"]


def test_amounts_below_percentages_in_the_same_columns_are_amounts(facts_of):
    """PNC's fourth quarter of 2020: "BUSINESS SEGMENT NET INCOME" in millions below ratios that are signed all over."""
    found = facts_of(
        row("", "2Q04", "2Q03"), heading("PERFORMANCE RATIOS"), row("Net interest margin", "2.32 %", "2.39 %"),
        row("Efficiency", "64 %", "59 %"), "<tr><td>&nbsp;</td></tr>", heading("BUSINESS SEGMENT NET INCOME"),
        heading("In millions"), row("Retail Banking", "$336", "$530"), row("Corporate Banking", "992", "670"),
        row("Net income", "$1,328", "$1,200"),
        above="Consolidated Financial Highlights", note="",
    )  # fmt: skip
    assert found["unit"].to_list() == [*["percent"] * 4, *["USD"] * 6]
    assert found["value"].to_list()[-2:] == [1_328_000_000, 1_200_000_000]


def test_a_sign_of_money_in_a_column_of_percentages_tells_an_amount(facts_of):
    """PNC's fourth quarter of 2020: the provision's change in dollars above other changes in percent."""
    found = facts_of(
        row("", "2Q04", "2Q03", "Change"), row("Provision for credit losses", "$(254)", "$52", "$(306)"),
        row("Net charge-offs", "229", "155", "48 %"), row("Nonperforming loans", "2,286", "2,085", "10 %"),
        row("Nonperforming assets", "2,337", "2,152", "9 %"),
        above="CREDIT QUALITY", note="(in millions)",
    ).filter(role="change")  # fmt: skip
    assert found.select("unit", "value").rows()[:2] == [("USD", -306_000_000), ("percent", 48)]


def test_ratios_in_whole_hundredths_are_percentages_beside_finer_ones(facts_of):
    """JPMorgan's second quarter of 2021: "Wholesale allowance to wholesale retained nonaccrual loans" of 189."""
    found = facts_of(
        row("", "2Q04", "2Q03"), row("Total allowance", "$700", "$600"), heading("CREDIT RATIOS"),
        row("Card allowance to total card loans", "8.86 %", "10.31 %"),
        row("Wholesale allowance to wholesale retained nonaccrual loans", "189", "180"),
        row("Consumer allowance, to consumer retained nonaccrual loans", "37", "50"),
        above="CREDIT-RELATED INFORMATION", note="(in millions, except ratios)",
    )  # fmt: skip
    assert found.filter(column_index=1).select("unit", "scale", "period_type").rows()[1:] == [
        ("percent", 1, "instant")
    ] * 3  # fmt: skip


def test_changes_of_averages_below_days_are_of_the_quarter(facts_of):
    """JPMorgan's second quarter of 2021: "TANGIBLE COMMON EQUITY (average)" below days and their changes."""
    found = facts_of(
        row("", "Jun 30,<br>2004", "Mar 31,<br>2004", "Dec 31,<br>2003", "Change<br>Mar 31,<br>2004"),
        row("Goodwill", "492", "491", "490", "1 %"), heading("TANGIBLE COMMON EQUITY (average)"),
        row("Common stockholders' equity", "2,508", "2,455", "2,400", "2 %"),
        above="CAPITAL AND OTHER SELECTED BALANCE SHEET ITEMS", note="(in millions)",
    )  # fmt: skip
    assert found.filter(role="change").select("period_type", "months").rows() == [("instant", None), ("duration", 3)]


def test_people_and_what_is_held_for_others_stand_at_the_end(facts_of):
    """JPMorgan's second quarter of 2021: headcount below averages, delinquency by product, advisors, client assets."""
    found = facts_of(
        row("", "2Q04", "2Q03"), row("Net charge-offs", "$72", "$75"), heading("BALANCES (average)"),
        row("Loans", "700", "650"), row("Headcount", "12,163", "11,802"), heading("30+ day delinquency rate"),
        row("Card", "1.01 %", "1.40 %"), heading("Business metrics"), row("Client investment assets", "673", "576"),
        row("Number of global private bank client advisors", "2,435", "2,409"),
        row("Assets under management", "298", "251"), row("Net flows of assets under management", "15", "9"),
        above="FINANCIAL HIGHLIGHTS", note="(in millions)",
    )  # fmt: skip
    assert found.filter(column_index=1)["period_type"].to_list() == [
        "duration", "duration", *["instant"] * 5, "duration"
    ]  # fmt: skip


def test_a_sum_called_as_its_heading_closes_it_among_selected_figures(facts_of):
    """JPMorgan's second quarter of 2021: "Net charge-offs" in the midst of what moves the allowance."""
    found = facts_of(
        row("", "2Q04", "2Q03"), heading("Net charge-offs:"), row("Gross charge-offs", "$1,188", "$1,468"),
        row("Gross recoveries collected", "(454)", "(411)"), row("Net charge-offs", "734", "1,057"),
        row("Provision for loan losses", "2,759", "4,279"),
        above="FINANCIAL HIGHLIGHTS", note="(in millions)",
    )  # fmt: skip
    assert found.filter(column_index=1)["section"].to_list() == [*["Net charge-offs"] * 3, ""]


def test_points_of_a_percentage_are_points_by_whatever_letters(facts_of):
    """SAP's third quarter of 2014: "1.4pp" and "-0.1pp" beside changes in percent."""
    found = facts_of(
        row("", "2Q04", "2Q03", "Change in %"), row("Revenues", "$700", "$600", "17"),
        row("Net income", "90", "80", "13"), row("Operating margin (in %)", "27.2", "25.8", "1.4pp"),
        row("Effective tax rate (in %)", "26.5", "26.6", "&#150;0.1pp"),
        above="FINANCIAL HIGHLIGHTS", note="(in millions)",
    ).filter(role="change")  # fmt: skip
    assert [(unit, float(value)) for unit, value in found.select("unit", "value").rows()[2:]] == [
        ("percent", 1.4), ("percent", -0.1)
    ]  # fmt: skip


def test_what_leaves_out_currencies_is_none_of_gaap(facts_of):
    """Mastercard's first quarter of 2020: "Currency-neutral" beside "Reported GAAP", both of changes."""
    found = facts_of(
        row("", "", "", "Increase / (Decrease)", "Increase / (Decrease)"),
        row("", "Q2 2004", "Q2 2003", "Reported GAAP", "Currency-neutral"),
        row("Net revenue", "$4.0", "$3.9", "3%", "5%"), row("Operating income", "2.2", "2.1", "4%", "6%"),
        above="Second-Quarter Operating Results", note="(in billions)",
    ).filter(role="change")  # fmt: skip
    assert found["basis"].to_list() == ["GAAP", "non-GAAP"] * 2


def test_a_title_of_growth_or_a_line_of_changes_tells_changes(facts_of):
    """MSA's first quarter of 2020 and SAP's third of 2014: growth by segment, "Year-over-year changes (..., in %)"."""
    grown = facts_of(
        row("", "Three Months Ended June 30, 2004", span=2), row("", "Americas", "International"),
        row("Head protection", "3%", "1%"), row("Fall protection", "1%", "(18)%"),
        above="Summary of constant currency revenue growth by segment", note="",
    )  # fmt: skip
    compared = facts_of(
        row("", "2Q04", "2Q03"), row("Billings", "$330", "$213"),
        row("Year-over-year changes (2004 vs. 2003, in %)", "55%", "20%"), above="BILLINGS", note="(in millions)",
    )  # fmt: skip
    assert set(grown["role"]) == {"change"}
    assert compared["role"].to_list() == ["value", "value", "change", "change"]


def test_debt_at_the_end_and_units_in_service_stand_there(facts_of):
    """MSA's and Spok's first quarters of 2020: "Total end-of-period debt", units by the size of the account."""
    found = facts_of(
        row("", "Three Months Ended June 30,", span=2), row("", "2004", "2003"),
        row("Net income", "$700", "$600"), row("Total end-of-period debt", "371", "350"),
        heading("Key statistics:"), row("Units in service", "926", "977"), row("Gross placements of units", "24", "35"),
        heading("Account size ending units in service"), row("1 to 100 units", "67", "74"),
        above="FINANCIAL HIGHLIGHTS", note="(in thousands)",
    )  # fmt: skip
    assert found.filter(column_index=1)["period_type"].to_list() == [
        "duration", "instant", "instant", "duration", "instant"
    ]  # fmt: skip


def test_marks_of_two_notes_are_no_part_of_a_label(facts_of):
    """James River's first quarter of 2020: "Underwriting profit (a), (b)"."""
    found = facts_of(
        *QUARTERS, row("Net earned premiums", "700", "600"), row("Underwriting profit (a), (b)", "90", "80"),
        above="SEGMENT RESULTS",
    )  # fmt: skip
    assert found.filter(column_index=1)["label"].to_list()[1] == "Underwriting profit"


def test_a_block_below_a_title_of_earnings_per_share_is_per_share_too(read):
    """Southern's fourth quarter of 2006: a second header below "Significant Factors Impacting EPS"."""
    header = """
                                            3 Months Ended June 30,
                                         -----------------------------
                                          2004       2003      Change
                                         ------     ------    --------
"""
    page = f"""{HEAD}
                        Significant Factors Impacting EPS
{header}
Consolidated Earnings-As Reported        $ 0.25     $ 0.21      $0.04
   Retail Business                                               0.05
   Other                                                        (0.01)
    Total-As Reported                                           $0.04

{header}
Consolidated Earnings-Excluding Fuels    $ 0.25     $ 0.20      $0.05
  Total-As Reported                                              0.04
  Less: Fuels                                                    0.01
    Total-Excluding Fuels                                       $0.05
"""
    found = read(page).fact.filter(origin="table")
    assert set(found["unit"]) == {"USD/share"}
    assert found.height == 12
