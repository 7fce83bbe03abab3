"""What the third blind sample taught: its misses, each as a small table of its own."""

from support.markup import EARNED, release, row, statement
from support.statements import HEAD, QUARTER


def members(facts) -> list[tuple[str, str]]:
    return facts.select("dimensions", "basis").rows()


def test_captions_that_name_a_statement_or_break_a_word_are_captions(facts_of):
    """SAP's third quarter of 2014: "Non-" over "IFRS", and a line "Constant  Currency" that reads like a title."""
    found = facts_of(
        row("", "Three Months Ended June 30, 2004", span=4),
        row("", "GAAP", "Adj.", "Non-<br>GAAP", "Non-<br>GAAP<br>Constant<br>Currency"),
        row("Revenues", "700", "30", "730", "735"),
        row("Billings", "600", "20", "620", "622"),
    )
    assert members(found)[:4] == [
        ('{"column": "GAAP"}', "GAAP"), ('{"column": "Adj."}', "GAAP"),
        ('{"column": "Non-GAAP"}', "non-GAAP"), ('{"column": "Non-GAAP Constant Currency"}', "non-GAAP"),
    ]  # fmt: skip


def test_columns_headed_alike_go_on_below_the_captions_of_the_block_above(facts_of):
    """ServiceNow's first quarter of 2020: "Amount" and "Margin" once for its GAAP and once for its non-GAAP results."""
    found = facts_of(
        row("", "Second Quarter 2004 GAAP Results", "Second Quarter 2004 Non-GAAP Results", span=2),
        row("", "Amount<br>($ thousands)", "Growth<br>(%)", "Amount<br>($ thousands)", "Growth<br>(%)"),
        row("Revenues", "700", "30%", "730", "33%"),
        row("Billings", "600", "20%", "620", "22%"),
        row("", "Amount<br>($ thousands)", "Margin<br>(%)", "Amount<br>($ thousands)", "Margin<br>(%)"),
        row("Gross profit", "500", "71%", "520", "71%"),
        row("Income from operations", "100", "14%", "120", "16%"),
    )
    assert found["role"].to_list()[:4] == ["value", "change", "value", "change"]
    assert members(found)[8:12] == [
        ('{"column": "GAAP Results Amount ($ thousands)"}', "GAAP"), ('{"column": "GAAP Results Margin (%)"}', "GAAP"),
        ('{"column": "Non-GAAP Results Amount ($ thousands)"}', "non-GAAP"),
        ('{"column": "Non-GAAP Results Margin (%)"}', "non-GAAP"),
    ]  # fmt: skip


def test_captions_beside_a_heading_in_the_midst_of_a_table_are_no_part_of_it(facts_of):
    """PC Connection's first quarter of 2020: "% of" over "Net Sales" twice, beside "Product Mix:"."""
    found = facts_of(
        row("", "Three Months Ended June 30,", span=2),
        row("", "2004", "2003"),
        "<tr><td>Operating Data:</td></tr>",
        row("Net sales", "$700", "$600"),
        row("Inventory turns", "21", "17"),
        row("", "% of", "% of"),
        row("Product Mix:", "Net Sales", "Net Sales"),
        row("Notebooks", "60%", "70%"),
        row("Displays", "40", "30"),
        row("Total net sales", "100%", "100%"),
    )
    assert found.filter(column_index=1).select("label", "section", "unit").rows()[2:] == [
        ("Notebooks", "Product Mix", "percent"), ("Displays", "Product Mix", "percent"),
        ("Total net sales", "Product Mix", "percent"),
    ]  # fmt: skip


def test_results_that_lead_on_to_the_next_one_stay_below_their_heading(facts_of):
    """SAP's third quarter of 2014: "Profit before tax" and "Profit after tax" below "Profit Numbers"."""
    found = facts_of(
        row("", "Three Months Ended June 30, 2004", span=3),
        row("", "GAAP", "Adj.", "Non-GAAP"),
        "<tr><td>Profit Numbers</td></tr>",
        row("Operating profit", "1,157", "198", "1,355"), row("Finance costs", "(39)", "0", "(39)"),
        row("Profit before tax", "1,118", "198", "1,316"), row("Income tax", "(318)", "(69)", "(387)"),
        row("Profit after tax", "800", "129", "929"), row("Of other owners", "1", "0", "1"),
        row("Of owners of the parent", "799", "129", "928"),
        "<tr><td>Key Ratios</td></tr>",
        row("Operating margin (in %)", "27.2", "", "31.8"),
    )  # fmt: skip
    assert found.filter(column_index=1)["section"].to_list() == [*["Profit Numbers"] * 7, "Key Ratios"]


def test_headings_that_recur_below_one_another_stand_below_it(facts_of):
    """Oracle's year to May 2014: "GROWTH RATES" once below each region, set in no deeper."""
    lines = [
        part
        for region in ("AMERICAS", "EUROPE", "TOTAL COMPANY")
        for part in (
            f"<tr><td>{region}</td></tr>", row("Software revenues", "700", "600"), row("Hardware revenues", "90", "80"),
            "<tr><td>GROWTH RATES</td></tr>", row("Software revenues", "8%", "7%"), row("Hardware revenues", "3%", "2%")
        )
    ]  # fmt: skip
    found = facts_of(row("", "Three Months Ended June 30,", span=2), row("", "2004", "2003"), *lines)
    assert found.filter(column_index=1, unit="percent")["section"].to_list()[::2] == [
        "AMERICAS > GROWTH RATES", "EUROPE > GROWTH RATES", "TOTAL COMPANY > GROWTH RATES"
    ]  # fmt: skip


def test_headings_in_capitals_end_what_one_in_small_letters_opened(facts_of):
    """PNC's fourth quarter of 2020: "ASSET QUALITY" stands beside "CAPITAL RATIOS", above "Basel III"."""
    found = facts_of(
        row("", "June 30,<br>2004", "December 31,<br>2003"),
        row("Assets", "900", "800"), row("Loans", "700", "600"),
        "<tr><td>CAPITAL RATIOS</td></tr>", "<tr><td>Basel III</td></tr>",
        row("Common equity Tier 1", "12.1%", "11.7%"), row("Leverage", "9.5%", "9.4%"),
        "<tr><td>ASSET QUALITY</td></tr>",
        row("Nonperforming loans to total loans", "0.94%", "0.84%"),
    )  # fmt: skip
    assert found.filter(column_index=1)["section"].to_list()[2:] == [
        *["CAPITAL RATIOS > Basel III"] * 2, "ASSET QUALITY"
    ]  # fmt: skip


def test_a_heading_of_figures_per_share_in_capitals_is_no_title(facts_of):
    """James River's first quarter of 2020: "ADJUSTED NET OPERATING INCOME PER SHARE" in the midst of the operations."""
    found = facts_of(
        row("", "Three Months Ended June 30,", span=2), row("", "2004", "2003"),
        row("NET INCOME", "700", "600"), row("ADJUSTED NET OPERATING INCOME", "800", "650"),
        "<tr><td>EARNINGS PER SHARE</td></tr>", row("Basic", "1.21", "0.76"), row("Diluted", "1.20", "0.75"),
        "<tr><td>ADJUSTED NET OPERATING INCOME PER SHARE</td></tr>",
        row("Basic", "1.51", "0.82"), row("Diluted", "1.50", "0.81"),
        "<tr><td>Ratios:</td></tr>", row("Loss ratio", "66.4%", "73.6%"),
    )  # fmt: skip
    assert found.filter(column_index=1).select("section", "unit").rows()[4:] == [
        *[("ADJUSTED NET OPERATING INCOME PER SHARE", "USD/share")] * 2, ("Ratios", "percent")
    ]  # fmt: skip


def test_a_reference_to_notes_below_a_label_heads_no_lines(facts_of):
    """Southern's fourth quarter of 2006: "(See Notes)" alone below a line with values."""
    found = facts_of(
        row("", "Three Months Ended June 30,", span=2), row("", "2004", "2003"),
        row("Consolidated earnings", "700", "600"), "<tr><td>(See Notes)</td></tr>",
        "<tr><td>Significant Factors:</td></tr>", row("Retail business", "90", "80"), row("Other", "20", "10"),
    )  # fmt: skip
    assert found.filter(column_index=1)["section"].to_list() == ["", *["Significant Factors"] * 2]


def test_parts_of_a_balance_that_is_totalled_stand_at_the_end(facts_of):
    """JPMorgan's second quarter of 2021: the allowance of each portfolio below "Allowance for loan losses"."""
    found = facts_of(
        row("", "2Q04", "2Q03"), row("Net charge-offs", "72", "75"),
        "<tr><td>Allowance for loan losses</td></tr>", row("Card", "400", "300"), row("Auto", "80", "90"),
        row("Total allowance for loan losses", "480", "390"),
        "<tr><td>Other data</td></tr>", row("Purchases", "40", "30"),
    )  # fmt: skip
    assert found.filter(column_index=1)["period_type"].to_list() == ["duration", *["instant"] * 3, "duration"]


def test_quarters_below_a_title_of_trailing_quarters_are_the_years_that_end_with_them(facts_of):
    """Oracle's year to May 2014: "FREE CASH FLOW - TRAILING 4-QUARTERS" over Q1 to Q4."""
    found = facts_of(
        row("", "Q1 2004", "Q2 2004"), row("Operating cash flow", "700", "720"),
        row("Capital expenditures", "(90)", "(80)"), row("Free cash flow", "610", "640"),
        above="FREE CASH FLOW - TRAILING 4-QUARTERS",
    )  # fmt: skip
    assert [(str(start), months) for start, months in found.select("period_start", "months").rows()[:2]] == [
        ("2003-04-01", 12), ("2003-07-01", 12)
    ]  # fmt: skip


def test_the_measure_that_a_title_leads_back_to_gaap_is_none_of_gaap(facts_of):
    """Warrior Met Coal's first quarter of 2020: "Reconciliation of cash cost of sales to cost of sales"."""
    found = facts_of(
        row("", "Three Months Ended June 30,", span=2), row("", "2004", "2003"), row("Cost of sales", "700", "600"),
        row("Stock compensation", "(40)", "(30)"), row("Cash cost of sales", "660", "570"),
        above="RECONCILIATION OF CASH COST OF SALES TO COST OF SALES REPORTED UNDER U.S. GAAP",
    )  # fmt: skip
    assert found.filter(column_index=1)["basis"].to_list() == ["GAAP", "GAAP", "non-GAAP"]


def test_an_introduction_behind_notes_tells_the_statement_and_leads_no_path(read):
    """JPMorgan's supplement of 2021 and ServiceNow's first quarter of 2020: a page of prose below another's notes."""
    own = [("Income - reported", 700, 600), ("Equivalent adjustments", 40, 30), ("Income - managed", 740, 630)]
    note = "<p>(a) Loans in the book are told at what they cost less what is not expected to be paid back.</p>"
    intro = "<p>The following summary table provides a reconciliation from reported U.S. GAAP results to ours.</p>"
    page = release(
        HEAD,
        statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, EARNED),
        statement("AVERAGE BALANCES", QUARTER, [("Average loans (a)", 900, 800), ("Average deposits", 700, 650)]),
        f"{note}<p>HALDEN BANK</p><p>(in millions)</p>{intro}" + statement("", QUARTER, own, note=""),
    )
    found = read(page).fact.filter(table_index=2)
    assert set(found["statement"]) == {"non_gaap_reconciliation"}
    assert set(found["section"]) == {""}


def test_net_income_that_leads_to_ebitda_twice_is_reconciled(facts_of):
    """PC Connection's first quarter of 2020: "EBITDA" and "Adjusted EBITDA", below prose alone."""
    found = facts_of(
        row("", "Three Months Ended June 30,", span=2), row("", "2004", "2003"), row("Net income", "700", "600"),
        row("Depreciation", "40", "30"), row("EBITDA", "740", "630"), row("Stock-based compensation", "10", "20"),
        row("Adjusted EBITDA", "750", "650"),
        above="These measures may not be comparable to the measures of other companies.",
    )  # fmt: skip
    assert set(found["statement"]) == {"non_gaap_reconciliation"}


def test_adj_is_short_for_adjusted(facts_of):
    """Mastercard's first quarter of 2020: "Adj. effective income tax rate"."""
    found = facts_of(
        row("", "Three Months Ended June 30,", span=2), row("", "2004", "2003"),
        row("Effective income tax rate", "14.8%", "15.5%"), row("Adj. effective income tax rate", "14.9%", "16.8%"),
        above="Key Results",
    )  # fmt: skip
    assert found.filter(column_index=1)["basis"].to_list() == ["GAAP", "non-GAAP"]


def test_the_first_line_of_a_reconciliation_of_operating_income_is_as_reported(facts_of):
    """Core Laboratories' third quarter of 2014: "Operating income", and the same without what is left out below it."""
    found = facts_of(
        row("", "Three Months Ended June 30,", span=2), row("", "2004", "2003"), row("Operating income", "700", "600"),
        row("Foreign exchange losses", "10", "20"), row("Operating income excluding specific items", "710", "620"),
        above="RECONCILIATION OF OPERATING INCOME",
    )  # fmt: skip
    assert found.filter(column_index=1)["basis"].to_list() == ["GAAP", "GAAP", "non-GAAP"]
