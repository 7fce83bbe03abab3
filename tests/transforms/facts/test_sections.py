"""Under which headings a line stands: nesting follows from totals, indentation is a hint only."""

import polars as pl
import pytest

from support.statements import BALANCE, HALF, QUARTER, RULE, SIX_MONTHS, release, statement
from transforms.facts.sections import set_sections
from transforms.parse.grid import PrintedTable, Row


@pytest.fixture
def sections(read):
    """(label, section) of every line with values, in printed order."""

    def sections_of(title: str, columns, rows) -> list[tuple[str, str]]:
        facts = read(release(statement(title, columns, rows))).fact.filter(column_index=1, origin="table")
        return facts.sort("line_number").select("label", "section").rows()

    return sections_of


@pytest.fixture
def selected(read):
    """The same of a table of selected figures that stands beside a statement."""

    def sections_of(title: str, columns, rows) -> list[tuple[str, str]]:
        beside = statement(
            "CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, [("Net revenues", 9, 8), ("Net income", 2, 1)]
        )
        facts = read(release(beside, statement(title, columns, rows))).fact.filter(column_index=1)
        return facts.filter(statement="selected_data").sort("line_number").select("label", "section").rows()

    return sections_of


FLAT = [
    "ASSETS",
    "Current assets:",
    ("Cash", 120, 100),
    ("Receivables", 80, 70),
    ("Total current assets", 200, 170),
    ("Goodwill", 50, 50),
    ("Total assets", 250, 220),
    "LIABILITIES AND STOCKHOLDERS' EQUITY",
    "Current liabilities:",
    ("Accounts payable", 40, 30),
    ("Accrued liabilities", 20, 25),
    ("Total current liabilities", 60, 55),
    ("Long-term debt", 90, 95),
    "Stockholders' equity:",
    ("Common stock", 70, 60),
    ("Retained earnings", 30, 10),
    ("Total stockholders' equity", 100, 70),
    ("Total liabilities and stockholders' equity", 250, 220),
]
WHOLE, ASSETS = "LIABILITIES AND STOCKHOLDERS' EQUITY", "ASSETS"


def test_a_heading_nests_under_one_whose_total_is_still_to_come_even_without_any_indentation(sections):
    assert sections("CONSOLIDATED BALANCE SHEETS", BALANCE, FLAT) == [
        ("Cash", "ASSETS > Current assets"),
        ("Receivables", "ASSETS > Current assets"),
        ("Total current assets", "ASSETS > Current assets"),
        ("Goodwill", ASSETS),
        ("Total assets", ASSETS),
        ("Accounts payable", f"{WHOLE} > Current liabilities"),
        ("Accrued liabilities", f"{WHOLE} > Current liabilities"),
        ("Total current liabilities", f"{WHOLE} > Current liabilities"),
        ("Long-term debt", WHOLE),
        ("Common stock", f"{WHOLE} > Stockholders' equity"),
        ("Retained earnings", f"{WHOLE} > Stockholders' equity"),
        ("Total stockholders' equity", f"{WHOLE} > Stockholders' equity"),
        ("Total liabilities and stockholders' equity", WHOLE),
    ]


def test_a_total_keeps_the_section_that_it_closes_and_later_lines_return_to_the_level_above(sections):
    found = dict(
        sections(
            "CONSOLIDATED STATEMENTS OF OPERATIONS",
            QUARTER,
            [
                "Net revenues:",
                ("  Product", 100, 90),
                ("  Service", 20, 18),
                ("    Total net revenues", 120, 108),
                ("Cost of revenues", 50, 48),
                ("Gross profit", 70, 60),
                "Operating expenses:",
                ("  Research and development", 20, 18),
                ("  Sales and marketing", 30, 27),
                ("    Total operating expenses", 50, 45),
                ("Operating income", 20, 15),
                ("Income taxes", 7, 5),
                ("Net income", 13, 10),
            ],
        )
    )
    assert found == {
        "Product": "Net revenues",
        "Service": "Net revenues",
        "Total net revenues": "Net revenues",
        "Cost of revenues": "",
        "Gross profit": "",
        "Research and development": "Operating expenses",
        "Sales and marketing": "Operating expenses",
        "Total operating expenses": "Operating expenses",
        "Operating income": "",
        "Income taxes": "",
        "Net income": "",
    }


def test_a_line_that_the_tree_puts_above_a_section_closes_it_though_it_says_no_total(sections):
    found = dict(
        sections(
            "CONSOLIDATED STATEMENTS OF OPERATIONS",
            QUARTER,
            [
                ("Net revenues", 120, 108),
                "Costs and expenses:",
                ("  Cost of revenues", 50, 48),
                ("  Research and development", 40, 35),
                ("Operating income", 30, 25),
                ("Interest income", 3, 2),
                ("Income before income taxes", 33, 27),
                ("Income taxes", 10, 8),
                ("Net income", 23, 19),
            ],
        )
    )
    assert found["Research and development"] == "Costs and expenses"
    assert {label: found[label] for label in ("Operating income", "Interest income", "Net income")} == {
        "Operating income": "",
        "Interest income": "",
        "Net income": "",
    }


def test_activities_of_a_cash_flow_are_siblings_and_adjustments_nest(sections):
    found = dict(
        sections(
            "CONSOLIDATED STATEMENTS OF CASH FLOWS",
            SIX_MONTHS,
            [
                "Operating activities:",
                ("Net income", 40, 30),
                "Adjustments to reconcile net income:",
                ("  Depreciation", 12, 11),
                "  Changes in operating assets and liabilities:",
                ("    Inventories", -5, 4),
                ("    Accounts payable", 3, -2),
                ("Net cash provided by operating activities", 50, 43),
                "",
                "Investing activities:",
                ("Purchases of equipment", -20, -18),
                ("Purchases of investments", -10, -9),
                ("Net cash used in investing activities", -30, -27),
                ("Net increase in cash", 20, 16),
                ("Cash at beginning of period", 100, 84),
                ("Cash at end of period", 120, 100),
            ],
        )
    )
    operating = "Operating activities"
    assert found["Net income"] == found["Net cash provided by operating activities"] == operating
    assert found["Depreciation"] == f"{operating} > Adjustments to reconcile net income"
    assert (
        found["Inventories"]
        == f"{operating} > Adjustments to reconcile net income > Changes in operating assets and liabilities"
    )
    assert found["Purchases of equipment"] == found["Net cash used in investing activities"] == "Investing activities"
    assert found["Net increase in cash"] == found["Cash at end of period"] == ""


def test_a_heading_that_nothing_follows_takes_no_line_in(sections):
    """Commitments and contingencies: a balance sheet names them and prints nothing."""
    rows = [*FLAT[:13], "", "Commitments and contingencies", "", *FLAT[13:]]
    found = dict(sections("CONSOLIDATED BALANCE SHEETS", BALANCE, rows))
    assert found["Common stock"] == f"{WHOLE} > Stockholders' equity"


def test_a_line_printed_twice_in_a_section_is_counted(read):
    rows = [("Revenue", 120, 108), "Other:", ("  Gain on sale", 5, 4), ("  Gain on sale", 1, 2), ("Net income", 6, 6)]
    facts = read(release(statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, rows))).fact
    twice = facts.filter(label="Gain on sale", column_index=1).sort("line_number")
    assert twice["ordinal"].to_list() == [1, 2]
    assert set(facts.filter(facts["label"] != "Gain on sale")["ordinal"]) == {1}


@pytest.mark.parametrize(
    ("title", "lead"),
    [
        ("CONSOLIDATED FINANCIAL RATIOS (unaudited)", "CONSOLIDATED FINANCIAL RATIOS > "),
        ("Selected Financial Data", ""),
        ("Southern Lights Financial Overview", ""),
    ],
)
def test_a_title_leads_the_path_where_it_says_what_its_lines_are_about(selected, title, lead):
    """Horizon Financial's December quarter of 2005; Southern Company's fourth quarter of 2004."""
    rows = ["Returns:", ("Return on average assets", "1.49%", "1.46%"), ("Return on average equity", "9.1%", "9.0%")]
    assert selected(title, QUARTER, rows) == [(label, f"{lead}Returns") for label, *_ in rows[1:]]


def test_lines_below_a_total_of_selected_figures_stay_with_their_heading(selected):
    """Bridge Bancorp's first quarter of 2020: ratios of the assets that the heading names."""
    rows = [
        "Asset Quality:",
        ("Loans", 40, 30),
        ("Owned", 5, 4),
        ("Bad assets", 45, 34),
        ("Bad assets/assets", "9%", "8%"),
    ]
    assert {section for _, section in selected("Selected Financial Data", BALANCE, rows)} == {"Asset Quality"}


def test_a_total_without_a_label_closes_its_section_whether_it_adds_up_or_not(sections):
    """Tupperware's first quarter of 2020: segments' profit, then what belongs to none of them."""
    rows = ["Segment profit:", ("Europe", 40, 30), ("Asia", 5, 4), ("", 46, 34), ("Unallocated expenses", -9, -8)]
    assert sections("CONSOLIDATED STATEMENTS OF INCOME", QUARTER, rows) == [
        ("Europe", "Segment profit"),
        ("Asia", "Segment profit"),
        ("", "Segment profit"),
        ("Unallocated expenses", ""),
    ]


def test_a_line_set_in_like_the_next_is_the_first_below_a_heading_and_no_rest_of_it(sections):
    """Horizon Financial's December quarter of 2005: the heading would leave no room for the label."""
    long = "Demand deposits of members and others"
    rows = [long, ("  Savings", 40, 30), ("  Checking", 5, 4), ("Other", 7, 6)]
    assert sections("CONSOLIDATED BALANCE SHEETS", BALANCE, rows)[:2] == [("Savings", long), ("Checking", long)]


def test_a_heading_right_above_another_holds_it_and_those_beside_it_though_no_total_names_it(sections):
    """FICO's second quarter of 2020: ASSETS and what it holds are set at one margin, its total has no label."""
    rows = [
        "ASSETS:",
        "Current assets:",
        ("Cash", 120, 100),
        ("Receivables", 80, 70),
        ("Total current assets", 200, 170),
        ("Goodwill", 50, 50),
        ("", 250, 220),
        "LIABILITIES AND EQUITY:",
        "Current liabilities:",
        ("Accounts payable", 40, 30),
        ("Debt", 20, 25),
        ("Total current liabilities", 60, 55),
        "Commitments and contingencies",
        ("Equity", 193, 167),
    ]
    assert sections("CONSOLIDATED BALANCE SHEETS", BALANCE, rows) == [
        ("Cash", "ASSETS > Current assets"),
        ("Receivables", "ASSETS > Current assets"),
        ("Total current assets", "ASSETS > Current assets"),
        ("Goodwill", "ASSETS"),
        ("", "ASSETS"),
        ("Accounts payable", "LIABILITIES AND EQUITY > Current liabilities"),
        ("Debt", "LIABILITIES AND EQUITY > Current liabilities"),
        ("Total current liabilities", "LIABILITIES AND EQUITY > Current liabilities"),
        ("Equity", "LIABILITIES AND EQUITY"),
    ]


@pytest.mark.parametrize(
    ("heading", "total"),
    [
        ("Cash flows from (used in) operating activities:", "Net cash flow from operating activities"),
        ("OPERATING ACTIVITIES", "Cash generated by operations"),
        ("Cash provided by and used for investing activities", "Net cash used in investing"),
    ],
)
def test_a_cash_flows_heading_holds_what_stands_before_its_total(sections, heading, total):
    """ManTech's first quarter of 2020: adjustments nest under the activity."""
    rows = [heading, ("Net income", 9, 8), "Adjustments:", ("Depreciation", 3, 2), (total, 12, 11)]
    assert sections("CONSOLIDATED STATEMENTS OF CASH FLOWS", SIX_MONTHS, rows)[1] == (
        "Depreciation",
        f"{heading.rstrip(':')} > Adjustments",
    )


def test_a_measure_that_is_printed_again_adjusted_makes_a_reconciliation(read):
    """Cree's third quarter of 2020: only the first of its reconciliations is called one."""
    rows = [("GAAP operating loss", -9, -8), ("Restructuring", 3, 2), ("Non-GAAP operating loss", -6, -6)]
    facts = read(release(statement("Non-GAAP Operating Loss", QUARTER, rows))).fact.filter(column_index=1)
    assert facts.sort("line_number").select("statement", "basis").rows() == [
        ("non_gaap_reconciliation", "GAAP"),
        ("non_gaap_reconciliation", "GAAP"),
        ("non_gaap_reconciliation", "non-GAAP"),
    ]


def test_a_total_without_a_name_goes_on_where_another_adds_further_lines_of_the_section(selected):
    """Southern Company's fourth quarter of 2004: two businesses make a total, two more the earnings."""
    rows = [
        "Consolidated Earnings-",
        ("Retail business", 122, 117),
        ("Generation", 44, 30),
        ("Total", 166, 147),
        ("Fuels", 14, 14),
        ("Leasing", 1, 8),
        ("Net income", 181, 169),
    ]
    assert {section for _, section in selected("Financial Highlights", QUARTER, rows)} == {"Consolidated Earnings"}


def test_an_amount_of_money_is_none_of_the_figures_per_share_above_it(selected):
    """Southern Company's fourth quarter of 2004: revenues stand below earnings per share, set off by a blank."""
    rows = ["Earnings per share:", ("Basic", "$0.24", "$0.22"), "", ("Operating revenues", "$2,721", "$2,520")]
    assert selected("Financial Highlights", QUARTER, rows)[1] == ("Operating revenues", "")


def test_an_amount_per_share_is_none_of_the_counts_of_shares_above_it(sections):
    rows = [
        ("Net income", 2_425, 1_682),
        "Weighted average shares outstanding:",
        ("Basic", 7_490, 7_412),
        ("Diluted", 7_628, 7_530),
        "",
        ("Cash dividends declared per share", "$0.06", "$0.05"),
    ]
    assert sections("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, rows)[1:] == [
        ("Basic", "Weighted average shares outstanding"),
        ("Diluted", "Weighted average shares outstanding"),
        ("Cash dividends declared per share", ""),
    ]


def test_a_heading_of_ratios_holds_no_counts(selected):
    """JPMorgan's second quarter of 2021: margins of two businesses, and behind them who works there."""
    rows = [
        "Pretax margin ratio:",
        ("Asset management", "34", "31"),
        ("Private bank", "38", "36"),
        ("Headcount", 20_866, 20_578),
    ]
    assert selected("SELECTED METRICS", QUARTER, rows)[-2:] == [
        ("Private bank", "Pretax margin ratio"),
        ("Headcount", ""),
    ]


def test_a_title_in_capitals_on_a_named_page_stands_beside_the_one_that_leads_it():
    """JPMorgan's second quarter of 2021: "FINANCIAL RATIOS" and "REVENUE BY BUSINESS" of one bank."""
    rows = [
        Row("data", "ROE", 0, 1, 1),
        Row("heading", "REVENUE BY BUSINESS", 0, 2, 2),
        Row("data", "Lending", 0, 3, 3),
    ]
    table = PrintedTable(0, "selected_data", "", [], rows, lead=("INVESTMENT BANK", "FINANCIAL RATIOS"))
    set_sections(table, [])
    assert rows[0].section == ("INVESTMENT BANK", "FINANCIAL RATIOS")
    assert rows[2].section == ("INVESTMENT BANK", "REVENUE BY BUSINESS")


@pytest.mark.parametrize("heading", ["ÉÀÎ", "FINANCIAL RATIOS"])
def test_a_heading_without_a_letter_of_english_is_called_after_no_title(heading):
    """Bytes that are flipped, as the copies of real releases have them: such a heading has no last word."""
    rows = [Row("data", "ROE", 0, 1, 1), Row("heading", heading, 0, 2, 2), Row("data", "Lending", 0, 3, 3)]
    table = PrintedTable(0, "selected_data", "", [], rows, lead=("ÉÀÎ",))
    set_sections(table, [])
    assert rows[2].section == (("ÉÀÎ",) if heading == "ÉÀÎ" else ("ÉÀÎ", heading))


def test_a_heading_over_all_results_is_closed_by_no_sum_of_some_of_them(selected):
    """Brokers print revenues, their sum, costs and what is left under one heading, and ratios under the next."""
    rows = [
        "Results of Operations:",
        ("Commissions", 610, 580),
        ("Interest", 214, 190),
        ("Total revenues", 824, 770),
        ("Expenses", 503, 481),
        ("Income before income taxes", 321, 289),
        "Per employee:",
        ("Revenues a head", 41, 38),
    ]
    found = dict(selected("SELECTED FIGURES", QUARTER, rows))
    assert {found[label] for label in ("Total revenues", "Expenses", "Income before income taxes")} == {
        "Results of Operations"
    }
    assert found["Revenues a head"] == "Per employee"


def test_counts_of_other_things_are_none_of_the_shares_above_them(sections):
    """Retailers print how many stores they have below their shares."""
    rows = [
        ("Net income", 2_425, 1_682),
        "Weighted average shares outstanding:",
        ("Diluted", 7_628, 7_530),
        ("Number of stores at end of period", 412, 398),
    ]
    assert sections("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, rows)[1:] == [
        ("Diluted", "Weighted average shares outstanding"),
        ("Number of stores at end of period", ""),
    ]


def test_rates_of_results_stay_with_the_heading_right_above_them(sections):
    """Service companies print "Gross profit rate" below "Statistics", and no gross profit."""
    rows = [
        ("Sales", 4_000, 3_800),
        ("Cost of sales", 3_000, 2_850),
        ("Gross profit", 1_000, 950),
        "Statistics:",
        ("Gross profit rate", "25.0%", "25.0%"),
        ("Expenses as a % of sales", "18.1%", "18.4%"),
    ]
    assert [section for _, section in sections("CONSOLIDATED STATEMENTS OF EARNINGS", QUARTER, rows)[3:]] == [
        "Statistics",
        "Statistics",
    ]


def test_equity_stands_beside_liabilities_though_no_line_totals_them(sections):
    rows = [
        "Assets",
        ("Cash", 210, 190),
        ("Inventories", 140, 120),
        ("Total assets", 350, 310),
        "Liabilities",
        "Current liabilities",
        ("Accounts payable", 90, 80),
        ("Accrued charges", 60, 50),
        ("", 150, 130),
        "Stockholders' Equity",
        ("Common stock", 120, 120),
        ("Retained earnings", 80, 60),
        ("", 200, 180),
        ("", 350, 310),
    ]
    assert [section for _, section in sections("CONSOLIDATED BALANCE SHEETS", BALANCE, rows)[3:8]] == [
        "Liabilities > Current liabilities",
        "Liabilities > Current liabilities",
        "Liabilities > Current liabilities",
        "Stockholders' Equity",
        "Stockholders' Equity",
    ]


def test_a_heading_over_figures_of_many_kinds_is_closed_by_no_sum_of_them(sections):
    """Banks print non-performing assets and what ratio covers them below "Credit Quality Data"."""
    rows = [
        ("Loans", 5_000, 4_800),
        ("Premises", 400, 410),
        ("Total assets", 5_400, 5_210),
        "Credit Quality Data",
        ("Non-accrual loans", 131, 162),
        ("Other real estate", 21, 18),
        ("Non-performing assets", 152, 180),
        ("Allowance to total loans", "1.26%", "1.28%"),
    ]
    assert {section for _, section in sections("CONSOLIDATED BALANCE SHEETS", BALANCE, rows)[3:]} == {
        "Credit Quality Data"
    }


def test_parts_that_come_once_more_below_their_total_stay_under_their_heading(selected):
    """JPMorgan's supplement of 2021: the same clients' assets under management, then all of their assets."""
    assert selected(
        "SELECTED FINANCIAL DATA",
        BALANCE,
        [
            "Assets by client",
            ("Private", 752, 620), ("Funds", 852, 700), ("Total assets under management", 1_604, 1_320),
            ("Private", 955, 820), ("Funds", 859, 710), ("Total client assets", 1_814, 1_530),
            "Flows", ("Equity", 20, 10),
        ],
    ) == [*[(label, "Assets by client") for label in (
        "Private", "Funds", "Total assets under management", "Private", "Funds", "Total client assets")],
        ("Equity", "Flows")]  # fmt: skip


@pytest.mark.parametrize(
    ("title", "beside"),
    [("Average Daily Risk (unaudited) (3) (4)", "CATEGORIES"), ("Average Daily Risk (unaudited)3,4", "CATEGORIES")],
)
def test_marks_of_footnotes_are_no_part_of_a_title_that_leads_its_lines(selected, title, beside):
    """Goldman Sachs' fourth quarter of 2021: notes named behind "(unaudited)", set high or not."""
    facts = selected(title, QUARTER, [beside, ("Rates", 58, 57), ("Currencies", 23, 25)])
    assert {section for _, section in facts} == {"Average Daily Risk > CATEGORIES"}


@pytest.mark.parametrize("stub", ["Pricing Point", "Derivative Contract Type", "(dollars"])
def test_what_names_the_labels_or_opens_a_note_beside_the_dates_heads_no_lines(read, stub):
    """Antero's first quarter of 2020; Horizon's December quarter of 2007: "(dollars" over "in 000s)"."""
    lines = statement("", (("March 31,", "2004"), ("March 31,", "2003")), [("North", 66, 56), ("South", 52, 44)])
    above, dates, below = lines.partition("March 31,")
    head, _, margin = above.rpartition("\n")
    beside = f"{head}\n{stub.ljust(len(margin))}{dates}{below}"
    page = release(statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, [("Net income", 2, 1)]), beside)
    facts = read(page).fact.filter(pl.col("label").is_in(["North", "South"]))
    assert set(facts["section"]) == {""}


def test_a_calculation_of_earnings_per_share_stays_under_the_heading_of_what_it_comes_to(sections):
    """JPMorgan's second quarter of 2021: income, shares and the quotient under "Basic earnings per share"."""
    basic, diluted = "Basic earnings per share", "Diluted earnings per share"
    rows = [
        basic,
        ("  Net income", "$ 900", "$ 800"),
        ("  Less: Preferred dividends", 60, 50),
        ("  Net income of stockholders", 840, 750),
        ("  Weighted-average basic shares", "400.0", "390.0"),
        ("  Net income per share", "$2.10", "$1.92"),
        diluted,
        ("  Net income of stockholders", 840, 750),
        ("  Weighted-average basic shares", "400.0", "390.0"),
        ("  Add: Dilutive options", "5.2", "4.8"),
        ("  Weighted-average diluted shares", "405.2", "394.8"),
        ("  Net income per share", "$2.07", "$1.90"),
    ]
    read = sections("CONSOLIDATED STATEMENTS OF INCOME", QUARTER, rows)
    assert [section for _, section in read] == [basic] * 5 + [diluted] * 5


def test_a_repeated_amount_right_below_a_heading_closes_nothing_above_it(selected):
    """Antero Resources' first quarter of 2020: the sum of the first block opens the second one's steps."""
    rows = [
        "Reconciliation of net income to Adjusted EBITDAX:",
        ("Net income", 40, 30),
        ("Interest", 5, 4),
        ("Adjusted EBITDAX", 45, 34),
        "Cash from Adjusted EBITDAX:",
        ("Adjusted EBITDAX", 45, 34),
        ("Interest paid", -6, -3),
    ]
    assert [section for _, section in selected("Selected Financial Data", QUARTER, rows)][-2:] == [
        "Cash from Adjusted EBITDAX"
    ] * 2


def test_lines_of_a_footnote_that_are_set_out_as_far_as_the_heading_stand_beside_it(read):
    """ServiceNow's first quarter of 2020: what stock cost below "Cost of revenues:", and beside it."""
    earned = [("Cost of revenues (1)", 300, 280), ("Net revenues", 900, 800), ("Net income", 2, 1)]
    note = [
        "Cost of revenues:", ("    Subscription", 21, 16), ("    Services", 12, 9),
        ("Sales and marketing", 70, 62), ("Research", 58, 43),
    ]  # fmt: skip
    text = release(
        statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, earned),
        statement("(1) Includes stock-based compensation as follows:", QUARTER, note, note=""),
    )
    facts = read(text).fact.filter(pl.col("statement").str.contains("footnote"), column_index=1).sort("line_number")
    assert [section.rpartition(" > ")[2] for section in facts["section"]] == [
        "Cost of revenues",
        "Cost of revenues",
        "Includes stock-based compensation as follows",
        "Includes stock-based compensation as follows",
    ]


@pytest.mark.parametrize(
    ("heading", "part", "whole"),
    [
        ("Total revenue by region", "Total EMEA", "Total revenue"),  # SAP's third quarter of 2014
        ("Net inflows", "Total long-term net inflows", "Total firm net inflows"),  # Goldman Sachs' year of 2021
        ("REVENUES", "Total fee revenues", "Total net revenues"),
    ],
)
def test_a_total_called_after_its_heading_closes_it_and_no_subtotal_on_the_way(sections, heading, part, whole):
    rows = [
        f"{heading}:",
        ("Germany", 60, 50),
        ("Rest", 30, 25),
        (part, 90, 75),
        ("Americas", 45, 40),
        (whole, 135, 115),
        ("Marketing", 12, 11),
    ]
    assert sections("CONSOLIDATED STATEMENTS OF INCOME", QUARTER, rows) == [
        *((label, heading) for label, *_ in rows[1:6]),
        ("Marketing", ""),
    ]


def test_a_heading_with_lines_of_its_own_behind_the_one_inside_it_holds_no_more_headings(selected):
    """JPMorgan's second quarter of 2021: cards and cars stand beside home lending, all of them among its metrics."""
    rows = [
        "BUSINESS METRICS",
        "Number of:",
        ("  Branches", 4_869, 4_872),
        "Home lending",
        "Mortgage origination volume by channel",
        ("  Retail", 227, 230),
        ("  Correspondent", 169, 163),
        ("  Total mortgage origination volume", 396, 393),
        ("Third-party mortgages serviced (period-end)", 4_639, 4_432),
        "Credit card",
        ("Sales volume", 2_237, 1_837),
    ]
    home = "BUSINESS METRICS > Home lending"
    assert selected("FINANCIAL HIGHLIGHTS", QUARTER, rows) == [
        ("Branches", "BUSINESS METRICS > Number of"),
        *((label.strip(), f"{home} > Mortgage origination volume by channel") for label, *_ in rows[5:8]),
        ("Third-party mortgages serviced (period-end)", home),
        ("Sales volume", "BUSINESS METRICS > Credit card"),
    ]


def test_a_roll_forward_stays_under_its_heading_to_the_balance_that_ends_it(selected):
    """JPMorgan's second quarter of 2021: net charge-offs, which are taken off, have a heading inside."""
    rows = [
        "ALLOWANCE FOR LOAN LOSSES",
        ("Beginning balance", 2_300_119, 2_832_871, 2_832_871),
        "Net charge-offs:",
        ("  Gross charge-offs", 118_802, 146_807, 265_609),
        ("  Gross recoveries", -45_411, -41_102, -86_513),
        ("  Net charge-offs", 73_391, 105_705, 179_096),
        ("Provision for loan losses", -275_917, -427_047, -702_964),
        RULE,
        ("Ending balance", 1_950_811, 2_300_119, 1_950_811),
    ]
    allowance = "ALLOWANCE FOR LOAN LOSSES"
    assert selected("Selected Financial Data", HALF, rows) == [
        ("Beginning balance", allowance),
        *((label.strip(), f"{allowance} > Net charge-offs") for label, *_ in rows[3:6]),
        ("Provision for loan losses", allowance),
        ("Ending balance", allowance),
    ]


def test_a_tax_rate_is_none_of_the_figures_per_share_above_it(selected):
    """PNC's fourth quarter of 2020."""
    rows = ["Per common share:", ("Basic earnings", "$3.26", "$3.40"), ("Effective tax rate", "17.0%", "9.8%")]
    assert selected("Financial Highlights", QUARTER, rows)[1] == ("Effective tax rate", "")


def test_a_heading_over_financial_results_holds_income_too(sections):
    """PNC's second quarter of 2021."""
    rows = [
        "Financial Results",
        ("Revenue", 466, 422),
        ("Noninterest expense", 305, 257),
        ("Earnings before provision", 161, 165),
        ("Net income", 110, 182),
    ]
    found = sections("CONSOLIDATED STATEMENTS OF INCOME", QUARTER, rows)
    assert {section for _, section in found} == {"Financial Results"}


def test_lines_of_one_name_that_a_total_adds_up_stand_under_headings_beside_each_other(selected):
    """A gold mine's ounces and costs are told as the next one's; the ounces of both come to the company's."""
    found = selected(
        "OPERATING STATISTICS",
        QUARTER,
        [
            "Larkin Creek",
            ("   Ounces produced", 41_206, 43_870),
            ("   Cash cost per ounce", 196, 188),
            "Red Butte",
            ("   Ounces produced", 36_911, 37_640),
            ("   Cash cost per ounce", 188, 190),
            "Company total",
            ("   Ounces produced", 78_117, 81_510),
            ("   Ounces sold", 77_020, 80_941),
        ],
    )
    assert [section for _, section in found][2:4] == ["Red Butte", "Red Butte"]


def test_a_line_that_each_of_several_blocks_prints_closes_no_heading_over_all_of_them(selected):
    """JPMorgan's second quarter of 2021: "Total capital" by either rule, below "CAPITAL"."""
    lines = [("CET1 capital", 209, 206), ("Tier 1 capital", 241, 237), ("Total capital", 274, 271), ("Assets", 999, 9)]
    rows = [
        "CAPITAL", "Risk-based metrics", "  Standardized", *lines, "  Advanced", *lines,
        "Leverage-based metrics", ("Exposure", 44, 35), "TANGIBLE EQUITY (average)", ("Common equity", 25, 24),
    ]  # fmt: skip
    assert selected("SELECTED METRICS", BALANCE, rows) == [
        *((label, "CAPITAL > Risk-based metrics > Standardized") for label, *_ in lines),
        *((label, "CAPITAL > Risk-based metrics > Advanced") for label, *_ in lines),
        ("Exposure", "CAPITAL > Leverage-based metrics"),
        ("Common equity", "TANGIBLE EQUITY (average)"),
    ]
