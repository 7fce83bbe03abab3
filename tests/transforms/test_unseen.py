"""What releases taught that nobody had tuned to: the misses of the blind sample, each as a small table of its own."""

from collections.abc import Callable

import pytest

from support.markup import release, statement
from support.statements import BALANCE, HEAD, QUARTER
from transforms.parse.identity import read_identity
from transforms.parse.text import Line

EARNED = [("Net revenues", 41_200, 37_300), ("Costs and expenses", 30_100, 28_200), ("Net income", 11_100, 9_100)]


@pytest.fixture
def told(read) -> Callable[..., list[dict[str, str]]]:
    """The facts of the first column of a table below a statement of operations, in HTML, in printed order."""

    def facts_of(title: str, columns, rows, note: str = "(in thousands)", below: str = ""):
        page = release(
            HEAD + below,
            statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, EARNED),
            statement(title, columns, rows, note=note),
        )
        facts = read(page).fact.filter(column_index=1, table_index=1, origin="table")
        return facts.sort("row_index").to_dicts()

    return facts_of


def sections(facts) -> list[tuple[str, str]]:
    return [(fact["label"], fact["section"]) for fact in facts]


def test_capitals_set_off_by_blank_lines_head_lines_and_open_no_table(told):
    """Standard Motor Products' first quarter of 2020: the roll-forward of cash goes on over three headings."""
    facts = told(
        "CONSOLIDATED STATEMENTS OF CASH FLOWS",
        QUARTER,
        [
            "CASH FLOWS FROM OPERATING ACTIVITIES", "",
            ("NET EARNINGS", 900, 800), ("NET CASH PROVIDED BY OPERATING ACTIVITIES", 900, 800), "",
            "CASH FLOWS FROM INVESTING ACTIVITIES", "",
            ("CAPITAL EXPENDITURES", -400, -300), ("NET CASH USED IN INVESTING ACTIVITIES", -400, -300), "",
            ("NET INCREASE IN CASH", 500, 500), ("CASH AT BEGINNING OF PERIOD", 100, 50),
            ("CASH AT END OF PERIOD", 600, 550),
        ],
    )  # fmt: skip
    assert sections(facts)[0] == ("NET EARNINGS", "CASH FLOWS FROM OPERATING ACTIVITIES")
    assert sections(facts)[2] == ("CAPITAL EXPENDITURES", "CASH FLOWS FROM INVESTING ACTIVITIES")
    assert sections(facts)[-1] == ("CASH AT END OF PERIOD", "")


def test_growth_rates_and_segments_in_capitals_head_lines(told):
    """Oracle's fourth quarter of 2014 and Goldman Sachs' of 2021: a heading that names a statement is no title."""
    facts = told(
        "SUPPLEMENTAL DATA",
        QUARTER,
        [
            "SEGMENT", ("Licenses", 700, 600), ("Services", 300, 200), ("Total", 1_000, 800), "",
            "CONSTANT CURRENCY GROWTH RATES", ("Licenses", "12%", "9%"), ("Services", "8%", "7%"), "",
            "GEOGRAPHY", ("Americas", 600, 500), ("Asia", 400, 300), ("Total", 1_000, 800),
        ],
    )  # fmt: skip
    assert [section for _, section in sections(facts)] == [
        *["SEGMENT"] * 3, *["CONSTANT CURRENCY GROWTH RATES"] * 2, *["GEOGRAPHY"] * 3
    ]  # fmt: skip


def test_a_heading_that_states_a_scale_opens_no_table_and_scales_its_lines_alone(told):
    """JPMorgan's supplement of 2021: "Home Lending (in billions)" over a heading of its own, then lines in millions."""
    facts = told(
        "SELECTED DATA",
        BALANCE,
        [
            "Deposits", ("Checking", 700, 600), ("Savings", 300, 200),
            "Lending (in billions)", "Volume by channel", ("Retail", "22.7", "20.1"), ("Other", "16.9", "12.4"),
            "Leases", ("Automobile lease assets", 19_608, 20_810),
        ],
        note="(in millions)",
    )  # fmt: skip
    assert [(fact["label"], fact["scale"]) for fact in facts] == [
        ("Checking", 10**6), ("Savings", 10**6), ("Retail", 10**9), ("Other", 10**9),
        ("Automobile lease assets", 10**6),
    ]  # fmt: skip
    assert facts[2]["section"].endswith("Lending (in billions) > Volume by channel")


def test_what_counts_things_goes_on_through_its_sum(told):
    """Spok's first quarter of 2020: the net change of units in service is in units; what a unit earns has cents."""
    facts = told(
        "OPERATING STATISTICS",
        QUARTER,
        [
            "Paging units in service",
            ("Gross placements", 24, 27), ("Gross disconnects", -36, -37), ("Net change", -12, -10),
            "Account size ending units in service (000's)", ("Small", 67, 77), ("Large", 171, 186),
            "Account size ARPU", ("Small", "$12.01", "$11.90"), ("Large", "8.34", "8.35"),
        ],
    )  # fmt: skip
    assert [fact["unit"] for fact in facts] == [*["units"] * 5, *["USD/unit"] * 2]
    assert [float(fact["value"]) for fact in facts][-2:] == [12.01, 8.34]


@pytest.mark.parametrize(
    "above", ["* Not meaningful", "Halden.com", "[TABULAR MATERIAL FOLLOWS]", "NM - not meaningful"]
)
def test_notes_and_addresses_above_a_table_are_no_title(told, above):
    """Antero's, Spok's and PNC's releases of 2020 and 2021."""
    facts = told(above, QUARTER, ["Production data", ("Barrels sold", 199, 208)], note="")
    assert sections(facts) == [("Barrels sold", "Production data")]


def test_two_breakdowns_of_one_total_are_two_sums_and_no_difference(told):
    """Oracle's revenues by kind and by region; JPMorgan's, Goldman Sachs' and Standard Motor Products' segments."""
    facts = told(
        "SUPPLEMENTAL DATA",
        QUARTER,
        [
            "By kind", ("Licenses", 700, 600), ("Services", 300, 200), ("Total revenues", 1_000, 800),
            "By region", ("Americas", 600, 500), ("Asia", 400, 300), ("Total revenues", 1_000, 800),
        ],
    )  # fmt: skip
    assert [section for _, section in sections(facts)] == [*["By kind"] * 3, *["By region"] * 3]


def test_the_longest_heading_of_a_table_is_no_part_of_the_label_below_it(told):
    """Citizens' fourth quarter of 2021: columns of HTML stand close to the longest label, which need not wrap."""
    facts = told(
        "SELECTED DATA",
        QUARTER,
        ["Underlying results of our continuing diversified businesses", ("Total revenue", 1_720, 1_659)],
    )
    assert sections(facts) == [("Total revenue", "Underlying results of our continuing diversified businesses")]


def test_a_subtotal_of_some_lines_goes_into_the_sum_of_its_section(told):
    """Goldman Sachs' segments of 2021, Oil States' costs: what has no name of a total closes nothing."""
    facts = told(
        "SEGMENT NET REVENUES",
        QUARTER,
        [
            "INVESTMENT BANKING", ("Advisory", 163, 109), ("Equity", 102, 111), ("Debt", 94, 52),
            ("Underwriting", 196, 163), ("Corporate lending", 19, -11), ("Net revenues", 378, 261),
            "MARKETS", ("Intermediation", 130, 149), ("Financing", 55, 38), ("Net revenues", 185, 187),
            ("Total net revenues", 563, 448),
        ],
    )  # fmt: skip
    assert [section for _, section in sections(facts)] == [*["INVESTMENT BANKING"] * 6, *["MARKETS"] * 3, ""]


def test_a_heading_nests_where_a_sum_goes_on_above_it(told):
    """Goldman Sachs' assets under supervision, Microsoft's "Operations", Citizens' borrowed funds by maturity."""
    inflows = "Net inflows / (outflows)"
    facts = told(
        "ASSETS UNDER SUPERVISION",
        QUARTER,
        [
            "ASSET MANAGEMENT", ("Beginning balance", 1_678, 1_633), inflows, ("Equity", 4, 3), ("Debt", 25, 41),
            ("Net market appreciation", 12, 1), ("Ending balance", 1_719, 1_678),
            "WEALTH MANAGEMENT", ("Beginning balance", 694, 672), inflows, ("Equity", 13, 16), ("Debt", 22, 6),
            ("Net market appreciation", 22, 0), ("Ending balance", 751, 694),
        ],
    )  # fmt: skip
    assert [section for _, section in sections(facts)] == [
        f"ASSETS UNDER SUPERVISION > {segment}{deeper}"
        for segment in ("ASSET MANAGEMENT", "WEALTH MANAGEMENT")
        for deeper in ("", *[f" > {inflows}"] * 3, "")
    ]


def test_a_title_that_names_no_statement_is_one_above_a_scale_note_of_its_own(told):
    """Goldman Sachs' "Assets Under Supervision" over "$ in billions", in paragraphs below another table."""
    facts = told("Assets Under Supervision (unaudited)", QUARTER, [("Equity", 613, 569)], note="$ in billions")
    assert [(fact["statement"], *pair) for fact, pair in zip(facts, sections(facts), strict=True)] == [
        ("selected_data", "Equity", "Assets Under Supervision")
    ]


FISCAL_YEARS = tuple((year, quarter) for year in ("Fiscal 2013", "Fiscal 2014") for quarter in ("Q3", "Q4"))


def test_fiscal_quarters_by_number_end_where_the_longest_flows_of_the_statements_do(read):
    """Oracle's year to May 2014: "Q4 FISCAL 2014" at the top, and a statement of the year tells which quarter it is."""
    page = release(
        "HALDEN OPTICS, INC. REPORTS RESULTS\n\nAlder Falls, Ohio - June 19, 2014 - Halden Optics, Inc. reported.",
        statement("CONSOLIDATED STATEMENTS OF OPERATIONS", (("Year Ended", "May 31, 2014"),) * 2, EARNED),
        statement("SUPPLEMENTAL DATA", FISCAL_YEARS, [("Licenses", 700, 600, 500, 400), ("Services", 3, 4, 5, 6)]),
    )
    found = read(page).fact.filter(table_index=1, label="Licenses").sort("column_index")
    assert [day.isoformat() for day in found["period_end"]] == ["2013-02-28", "2013-05-31", "2014-02-28", "2014-05-31"]


@pytest.mark.parametrize(
    "head",
    [
        "Q4 FISCAL 2014 RESULTS",
        "Q4 FY14 RESULTS",
        "FISCAL 2014 FOURTH QUARTER RESULTS",
        "Fourth Quarter and Full Year 2014",
    ],
)
def test_the_headline_tells_the_fiscal_quarter(head):
    assert read_identity([Line(1, head, None)]).fiscal == (2014, 4)


def test_whole_amounts_below_a_heading_per_share_are_money(told):
    """Citizens' and PNC's tangible book values: 64 below "per common share" is no amount per share."""
    facts = told(
        "Tangible Book Value per Common Share (non-GAAP)",
        BALANCE,
        [
            "Tangible book value per common share", ("Common equity", 21_406, 20_708), ("Less: intangibles", 64, 58),
            ("Tangible common equity", 21_342, 20_650),
            ("Tangible book value per common share (non-GAAP)", "34.61", "32.72"),
        ],
        note="(in millions, except per share data)",
    )  # fmt: skip
    assert [(fact["unit"], fact["scale"]) for fact in facts] == [*[("USD", 10**6)] * 3, ("USD/share", 1)]
    assert {fact["section"] for fact in facts} == {"Tangible book value per common share"}
    assert {fact["statement"] for fact in facts} == {"non_gaap_reconciliation"}
    assert [fact["basis"] for fact in facts] == ["GAAP", "GAAP", "non-GAAP", "non-GAAP"]


def test_flows_of_a_reconciliation_under_bare_dates_are_of_the_period_that_others_print(told):
    """PNC's second quarter of 2021: what is headed "June 30, 2021" was earned in the quarter that ends there."""
    facts = told(
        "Taxable-Equivalent Net Revenues (non-GAAP)",
        (("June 30,", "2004"), ("June 30,", "2003")),
        [("Net revenues", 41_200, 37_300), ("Net income", 11_100, 9_100), ("Adjusted income", 52_300, 46_400)],
    )
    assert {(fact["period_type"], fact["months"]) for fact in facts} == {("duration", 3)}


def test_a_heading_that_adjusts_one_measure_to_another_makes_a_reconciliation(told):
    """Hartford's first quarter of 2020: what core earnings leave out is named after them, and is GAAP."""
    facts = told(
        "",
        QUARTER,
        [
            ("Net income margin", "6.9%", "7.7%"),
            "Adjustments to reconcile net income margin to core earnings margin",
            ("  Losses excluded from core earnings, before tax", "0.6%", "0.3%"),
            ("Core earnings margin", "7.5%", "8.0%"),
        ],
    )  # fmt: skip
    assert [(fact["statement"], fact["basis"]) for fact in facts] == [
        ("non_gaap_reconciliation", basis) for basis in ("GAAP", "GAAP", "non-GAAP")
    ]


def test_an_adjusted_measure_below_a_longer_name_of_it_makes_a_reconciliation(told):
    """Antero's first quarter of 2020: net income attributable to the company comes to adjusted net income."""
    facts = told(
        "Per Share Amounts",
        QUARTER,
        [
            ("Net income (loss) attributable to Halden", "0.12", "0.11"), ("Impairment", "0.31", "0.26"),
            ("Other items", "0.01", "0.02"), ("Adjusted Net Income (Loss)", "0.44", "0.39"),
        ],
        note="",
    )  # fmt: skip
    assert {fact["statement"] for fact in facts} == {"non_gaap_reconciliation"}


def test_a_period_compared_with_another_is_the_first(told):
    """Mastercard's first quarter of 2020: three months as compared to those of the year before."""
    caption = "Three Months Ended June 30, 2004 as compared to the Three Months Ended June 30, 2003"
    columns = ((caption, "Increase/(Decrease)", "Net revenue"), (caption, "Increase/(Decrease)", "Net income"))
    facts = told("Reconciliation to non-GAAP measures", columns, [("Reported", "3%", "7%"), ("Non-GAAP", "4%", "8%")])
    assert {(fact["period_end"].isoformat(), fact["role"]) for fact in facts} == {("2004-06-30", "change")}


def test_lines_below_an_adjusted_heading_are_adjusted(told):
    """Citizens' expenses of 2021 "Underlying, as applicable"."""
    facts = told(
        "SELECTED DATA",
        QUARTER,
        [("Occupancy", 86, 77), ("Notable items", 5, 6), "Underlying, as applicable", ("Occupancy", 81, 71)],
    )
    assert [fact["basis"] for fact in facts] == ["GAAP", "GAAP", "non-GAAP"]


def test_one_line_of_the_same_name_and_number_tells_the_scale_of_a_table(told):
    """Hartford's investment income by segment, printed without a scale."""
    facts = told(
        "Components of margin", QUARTER, [("Total net income", 11_100, 9_100), ("Of which interest", 58, 56)], note=""
    )
    assert {fact["scale"] for fact in facts} == {1_000}


def test_a_sentence_in_the_midst_of_a_table_opens_a_reconciliation(told):
    """Alkermes' first quarter of 2020: below the statement, "an itemized reconciliation ... is as follows:"."""
    facts = told(
        "CONSOLIDATED STATEMENTS OF OPERATIONS - GAAP",
        QUARTER,
        [
            ("Revenues", 246, 223), ("Net loss", -38, -96), ("Weighted average shares", "158,095", "156,336"),
            "An itemized reconciliation between net loss on a GAAP basis and non-GAAP net income is as follows:",
            ("Net loss", -38, -96), "Adjustments:", ("  Depreciation", 40, 100), ("Non-GAAP net income", 2, 4),
        ],
    )  # fmt: skip
    assert [fact["statement"] for fact in facts] == [*["operations"] * 3, *["non_gaap_reconciliation"] * 3]


def test_a_title_with_a_full_stop_inside_stands_above_a_header_of_its_own(told):
    """Warrior's first quarter of 2020: "... TO AMOUNTS REPORTED UNDER U.S. GAAP:" below the statement of cash flows."""
    facts = told(
        "RECONCILIATION OF FREE CASH FLOW TO AMOUNTS REPORTED UNDER U.S. GAAP:",
        QUARTER,
        [("Net cash provided", 210, 264), ("Purchases of property", -26, -29), ("Free cash flow", 184, 235)],
        note="",
    )
    assert {fact["statement"] for fact in facts} == {"non_gaap_reconciliation"}


def test_lines_below_a_length_of_time_are_of_that_time(told):
    """Avantor's first quarter of 2020: "Three months ended:" heads the lines, and days head the columns."""
    columns = (("June 30,", "2004"), ("June 30,", "2003"))
    lines = ["Three months ended:", ("Americas", 899, 857), ("Europe", 544, 542), ("Total", 1_443, 1_399)]
    facts = told("Reconciliations of non-GAAP measures", columns, lines)
    assert {(fact["period_start"].isoformat(), fact["months"]) for fact in facts} == {("2004-04-01", 3)}


def test_a_table_of_changes_alone_signs_its_first_line(told):
    """Aflac's effect of foreign currency: 5.2 below (0.2)% is no amount."""
    columns = (
        ("Three Months Ended June 30, 2004", "Including Currency Changes"),
        ("Three Months Ended June 30, 2004", "Excluding Currency Changes"),
    )
    lines = [("Premium income", "(0.2)%", "(1.0)%"), ("Earnings", "3.9", "2.8"), ("Earnings per share", "8.0", "7.1")]
    assert {fact["unit"] for fact in told("EFFECT OF CURRENCY ON ADJUSTED RESULTS", columns, lines)} == {"percent"}


def test_what_is_called_cash_in_a_statement_of_cash_flows_stands_at_its_end(told):
    """Tetra Tech's second quarter of 2020: cash and restricted cash come to what the statement ends with."""
    facts = told(
        "CONSOLIDATED STATEMENTS OF CASH FLOWS",
        QUARTER,
        [
            ("Net cash provided by operating activities", 40, 30), ("Cash at end of period", 600, 550),
            "Reconciliation of cash", ("Cash and cash equivalents", 500, 450), ("Restricted cash", 100, 100),
            ("Total cash, cash equivalents and restricted cash", 600, 550),
        ],
    )  # fmt: skip
    assert [fact["period_type"] for fact in facts] == ["duration", *["instant"] * 4]


def test_guidance_in_words_of_scale_stands_in_the_place_of_values(read):
    """ServiceNow's first quarter of 2020: "475 - 515 million" is a range, and no header of another table."""
    cells = [
        ("", "Twelve Months Ended", ""), ("", "December 31, 2004", "Growth Rates"),
        ("GAAP revenues", "$4,125 - $4,145 million", "27%"), ("Change in deferred revenue", "475 - 515 million", ""),
        ("Effects of currency", "50 million", ""), ("GAAP margin", "83%", ""),
    ]  # fmt: skip
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in cells)
    page = release(HEAD, statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, EARNED), f"<table>{rows}</table>")
    found = read(page).fact.filter(table_index=1).sort("row_index")
    assert found.select("label", "value", "months").rows() == [
        ("GAAP revenues", 27, 12),
        ("Effects of currency", 50_000_000, 12),
        ("GAAP margin", 83, 12),
    ]


def test_an_average_under_the_last_days_of_quarters_is_the_quarters(told):
    """JPMorgan's capital page of 2021: "Adjusted average assets" under "Jun 30, 2021" beside "Mar 31, 2021"."""
    facts = told(
        "SELECTED BALANCE SHEET DATA",
        (("June 30,", "2004"), ("March 31,", "2004"), ("December 31,", "2003")),
        [("Total capital", 274, 271, 269), ("Adjusted average assets", 3_680, 3_565, 3_353)],
    )
    assert [(fact["period_type"], fact["months"]) for fact in facts] == [("instant", None), ("duration", 3)]


def test_a_page_headed_by_a_segment_leads_its_lines_with_it(read):
    """JPMorgan's supplement of 2021: what "SEGMENT RESULTS" lists heads pages of its own, in capitals."""
    listed = [("Consumer Banking", 700, 600), ("Commercial Banking", 300, 200), ("Total", 1_000, 800)]
    own = [("Net revenue", 700, 600), ("Expenses", 300, 200)]
    page = release(
        HEAD,
        statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, EARNED),
        statement("SEGMENT RESULTS", QUARTER, listed),
        "<p>CONSUMER BANKING</p>" + statement("FINANCIAL HIGHLIGHTS", QUARTER, own),
    )
    assert set(read(page).fact.filter(table_index=2)["section"]) == {"CONSUMER BANKING"}


def test_captions_over_all_columns_name_the_block_below_them_and_what_it_measures(read):
    """MarketAxess' first quarter of 2020: "Average Variable Transaction Fee Per Million" in the midst of a table."""
    over = "<tr><td></td><td colspan='2' style='border-bottom:1px solid'>{}</td></tr>"
    rows = [
        "<tr><td></td><td colspan='2'>Three Months Ended June 30,</td></tr>",
        "<tr><td></td><td>2004</td><td>2003</td></tr>",
        "<tr><td>High-grade</td><td>57,970</td><td>42,501</td></tr><tr><td>Rates</td><td>5,586</td><td>557</td></tr>",
        over.format("Variable Fee<br>Per Million"), over.format("(unaudited)"),
        "<tr><td>High-grade</td><td>182.95</td><td>158.45</td></tr><tr><td>Rates</td><td>3.87</td><td>39.02</td></tr>",
    ]  # fmt: skip
    page = release(
        HEAD, statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, EARNED),
        f"<p>Commission Revenue Details</p><p>(in thousands)</p><table>{''.join(rows)}</table>",
    )  # fmt: skip
    found = read(page).fact.filter(table_index=1, column_index=1).sort("row_index")
    assert found.select("label", "unit", "scale").rows() == [
        ("High-grade", "USD", 1_000), ("Rates", "USD", 1_000),
        ("High-grade", "USD/million", 1), ("Rates", "USD/million", 1),
    ]  # fmt: skip
    assert set(found["section"][2:]) == {"Variable Fee Per Million"}


def test_heads_are_counted_at_the_end_below_headings_of_their_own(told):
    """Oracle's year to May 2014: "HEADCOUNT" over "GEOGRAPHIC AREA", in a table of revenues in millions."""
    facts = told(
        "SUPPLEMENTAL ANALYSIS",
        QUARTER,
        [
            "GEOGRAPHIC REVENUES", ("Americas", "$4,324", "$4,787"),
            "HEADCOUNT", "GEOGRAPHIC AREA", ("Americas", 49_145, 49_584), ("Europe", 22_584, 22_594),
        ],
        note="($ in millions)",
    )  # fmt: skip
    assert [(fact["unit"], fact["scale"], fact["period_type"]) for fact in facts] == [
        ("USD", 10**6, "duration"), ("persons", 1, "instant"), ("persons", 1, "instant"),
    ]  # fmt: skip


def test_percentages_that_are_called_changes_are_changes_in_whatever_column(told):
    """Oracle's growth rates, MSA's "GAAP reported sales change", Microsoft's "Percentage Change Y/Y"."""
    facts = told(
        "SUPPLEMENTAL ANALYSIS",
        QUARTER,
        [
            ("Revenues", 700, 600), ("Percentage Change Y/Y", "15%", "14%"), ("GAAP reported sales change", "4%", "2%"),
            ("Operating margin", "31%", "30%"), "AS REPORTED GROWTH RATES", ("Licenses", "3%", "(1)%"),
        ],
    )  # fmt: skip
    assert [fact["role"] for fact in facts] == ["value", "change", "change", "value", "change"]


def test_shares_of_a_balance_at_the_end_of_the_period_stand_there(told):
    """Spok's first quarter of 2020: "End of period units in service % of total"."""
    lines = ["End of period units in service % of total", ("Healthcare", "82.6%", "81.6%"), ("Other", "17.4%", "18.4%")]
    assert {fact["period_type"] for fact in told("OPERATING STATISTICS", QUARTER, lines)} == {"instant"}


def test_what_a_list_says_heads_no_lines(told):
    """PNC's second quarter of 2021 prints its highlights in a cell beside the figures."""
    said = "▪ Closed the purchase of the bank, whose one month is in the results, and lent more than in any quarter"
    facts = told(
        "HIGHLIGHTS", QUARTER, [said, "", "Financial results", ("Net revenues", 412, 377), ("Net income", 12, 13)]
    )
    assert sections(facts) == [("Net revenues", "Financial results"), ("Net income", "Financial results")]
