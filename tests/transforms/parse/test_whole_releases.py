"""What reading whole releases of 2004 to 2023 table by table taught, row after row."""

import pytest

from support.markup import EARNED, release, statement
from support.statements import QUARTER

HEAD = "PORTLAND, Ore., August 4, 2004 - Alder Works, Inc. announced results for its quarter ended June 30, 2004."


@pytest.fixture
def facts(read):
    """Facts of the tables of a page, below the statement of operations that dates the release's quarter."""

    def read_page(*parts):
        results = statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, EARNED)
        frames = read(release(HEAD, results, *parts))
        assert frames.issue.filter(level="error").is_empty(), frames.issue["message"].to_list()
        return frames.fact.filter(origin="table").sort("table_index", "row_index", "column_index")

    return read_page


def test_a_note_that_says_its_scale_is_a_footnote_all_the_same(facts):
    """Innoviva: "(1) ... is comprised of the following (in thousands):" above the parts of its royalties."""
    note = "<p>(1) Total revenue from a related party is comprised of the following (in thousands):</p>"
    marked = statement(
        "CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, [("Revenue (1)", 900, 800), ("Net income", 90, 80)]
    )
    parts = statement("", QUARTER, [("Royalties", 950, 860), ("Amortization of fees", -50, -60)], note="")
    found = facts(marked, note + parts)
    assert set(found.filter(label="Royalties")["statement"]) == {"operations_footnote_1"}


def test_a_parenthesis_that_stands_apart_opens_the_mark_of_a_footnote(facts):
    """Criteo sets the parenthesis of one of its marks in a cell style of its own: "( (2)For the"."""
    note = "<p>( (2)For the three months, the Company recognized charges as detailed below:</p>"
    marked = statement(
        "RECONCILIATION OF ADJUSTED EBITDA TO NET INCOME",
        QUARTER,
        [("Net income", 90, 80), ("Restructuring (2)", 20, 10), ("Adjusted EBITDA", 110, 90)],
    )
    parts = statement("", QUARTER, [("Facilities", 12, 7), ("Payroll", 8, 3)], note="")
    found = facts(marked, note + parts)
    assert set(found.filter(label="Payroll")["statement"]) == {"non_gaap_reconciliation_footnote_2"}


def test_a_mark_below_a_day_of_a_balance_sheet_is_no_value(facts):
    """Innoviva: "(unaudited)" below the one day, "(1)" below the other."""
    columns = [("June 30,", "2004", "(unaudited)"), ("December 31,", "2003", "(1)")]
    rows = ["Assets", ("Cash", 120, 110), ("Receivables", 80, 70), ("Total assets", 200, 180)]
    found = facts(statement("CONSOLIDATED BALANCE SHEETS", columns, rows)).filter(statement="balance_sheet")
    assert set(found["label"]) == {"Cash", "Receivables", "Total assets"}


def test_a_mark_in_the_midst_of_a_label_is_no_part_of_it(facts):
    """Hartford and Criteo: behind a return before ", last 12-months", and behind what a ratio divides."""
    rows = [("Return on equity (ROE) (3), last 12-months", "11.8%", "13.5%"), ("Net sales(2)/Billings", "42%", "41%")]
    found = facts(statement("SELECTED FINANCIAL DATA", QUARTER, rows, note="")).filter(table_index=1)
    assert found["label"].unique(maintain_order=True).to_list() == [
        "Return on equity (ROE), last 12-months",
        "Net sales/Billings",
    ]


def test_a_return_over_the_last_twelve_months_is_of_them_and_so_is_its_change(facts):
    """Hartford, in columns of three months."""
    columns = [*QUARTER, ("", "Change")]
    rows = [("Net income", 90, 80, 10), ("Core earnings return on equity, last 12-months", "11.8%", "13.5%", "(1.7)")]
    found = facts(statement("SELECTED FINANCIAL DATA", columns, rows)).filter(table_index=1, unit="percent")
    assert found["months"].to_list() == [12, 12, 12]


def test_actual_beside_every_time_tells_no_column_apart(facts):
    """Apple heads its segments "Q2'04 Actual" over units and revenue."""
    columns = [(f"{quarter} Actual", measure) for quarter in ("Q2'03", "Q2'04") for measure in ("Units k", "Rev $m")]
    found = facts(
        statement(
            "OPERATING SEGMENTS", columns, [("Americas", 361, 881, 452, 831), ("Japan", 76, 173, 85, 168)], note=""
        )
    )
    assert set(found.filter(table_index=1)["dimensions"]) == {'{"column": "Units k"}', '{"column": "Rev $m"}'}


def test_a_margin_is_no_witness_of_a_statement_of_operations(facts):
    """Hartford's Group Benefits: net income, its margin and ratios below the segment's name."""
    rows = [
        ("Net income", 104, 118),
        ("Core earnings", 115, 122),
        ("Loss ratio", "71.9%", "74.7%"),
        ("Net income margin", "6.9%", "7.7%"),
    ]
    found = facts(statement("Group Benefits", QUARTER, rows, note="($ in thousands)")).filter(table_index=1)
    assert set(found.select("statement", "section").rows()) == {("selected_data", "Group Benefits")}


def test_a_reference_to_notes_below_a_heading_is_no_heading(read):
    """Southern prints it a blank line below "Consolidated Earnings-As Reported"."""
    text = (
        f"{HEAD}\n\n                    Financial Highlights\n            (In Millions of Dollars)\n\n"
        "                                    3 Months Ended June\n"
        "                                   ---------------------\n"
        "                                     2004          2003\n"
        "                                   -------       -------\n"
        "Consolidated Earnings-As Reported\n\n(See Notes)\n"
        "   Retail Business                  $  128       $   90\n"
        "   Wholesale Business                   71           62\n"
        "                                    ------       ------\n"
        "   Net Income - As Reported         $  199       $  152\n"
        "                                    ======       ======\n\n"
        "   Operating Revenues               $3,152       $3,290\n"
    )
    found = read(text).fact
    assert set(found.filter(label="Retail Business")["section"]) == {"Consolidated Earnings-As Reported"}
    assert set(found.filter(label="Operating Revenues")["section"]) == {""}


@pytest.mark.parametrize(
    ("label", "basis"),
    [
        ("Differences between adjusted earnings and net earnings", "GAAP"),
        ("Income tax provision applicable to Adjusted Net Income", "GAAP"),
        ("Basic and diluted, GAAP and Non-GAAP", "GAAP"),
        ("Net income as reported", "GAAP"),
        ("Revenue ex-TAC as reported", "non-GAAP"),
        ("Book value per diluted share (ex. AOCI)", "non-GAAP"),
    ],
)
def test_what_a_line_of_a_reconciliation_says_of_its_basis(facts, label, basis):
    """Aflac, Avantor, Alkermes, Criteo and Hartford."""
    rows = [("Net income", 90, 80), (label, 11, 12), ("Adjusted net income", 101, 92)]
    found = facts(statement("RECONCILIATION OF NET INCOME TO ADJUSTED NET INCOME", QUARTER, rows))
    assert set(found.filter(label=label)["basis"]) == {basis}


def test_a_heading_of_counts_of_shares_holds_no_heading_of_figures_per_share(facts):
    """Criteo sets the second in a little deeper than the first."""
    rows = [
        ("Net income", 90, 80),
        "Weighted average shares outstanding used in computing per share amounts:",
        ("    Basic", "64,336,777", "61,691,001"),
        "  Net income allocated to shareholders per share:",
        ("    Basic", "$0.30", "$0.25"),
    ]
    found = facts(
        statement("CONSOLIDATED STATEMENTS OF INCOME", QUARTER, rows, note="(in thousands, except share data)")
    )
    assert set(found.filter(unit="USD/share")["section"]) == {"Net income allocated to shareholders per share"}


def test_what_steps_lead_to_by_name_stands_beside_them_and_is_no_measure_of_the_accounting_rules(facts):
    """Hartford: the steps to "core earnings margin", and those to "underwriting gain", which its segments print too."""
    rows = [
        ("Net income margin", "6.9%", "7.7%"),
        "Adjustments to reconcile net income margin to trading margin",
        ("Capital losses, before tax", "0.6%", "(0.3)%"),
        ("Integration costs", "0.3%", "0.6%"),
        ("Trading margin", "7.8%", "8.0%"),
    ]
    steps = statement("RECONCILIATION OF MARGINS TO NON-GAAP MARGINS", QUARTER, rows, note="")
    chosen = statement(
        "SELECTED FINANCIAL DATA", QUARTER, [("Net income", 90, 80), ("Trading margin (loss)", "7.8%", "8.0%")]
    )
    found = facts(steps, chosen)
    assert set(found.filter(label="Trading margin").select("section", "basis").rows()) == {("", "non-GAAP")}
    assert set(found.filter(label="Trading margin (loss)")["basis"]) == {"non-GAAP"}
    assert set(found.filter(label="Integration costs")["basis"]) == {"GAAP"}


def test_what_is_left_of_a_change_behind_currency_is_organic(facts):
    """Avantor leads from the reported change in sales to the organic one in columns."""
    of = "Reconciliation of reported change to organic change"
    columns = [*QUARTER, (of, "Reported change"), (of, "Foreign currency impact"), (of, "Organic")]
    rows = [("Americas", 899, 857, 42, -4, 46), ("Europe", 544, 542, 2, -16, 18)]
    found = facts(statement("RECONCILIATIONS OF NON-GAAP MEASURES", columns, rows)).filter(
        table_index=1, label="Europe"
    )
    assert found["basis"].to_list() == ["GAAP"] * 4 + ["non-GAAP"]
