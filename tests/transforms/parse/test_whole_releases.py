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
    rows = [("Return on equity (ROE) (3), last 12-months", "9.4%", "10.2%"), ("Net sales(2)/Billings", "37%", "36%")]
    found = facts(statement("SELECTED FINANCIAL DATA", QUARTER, rows, note="")).filter(table_index=1)
    assert found["label"].unique(maintain_order=True).to_list() == [
        "Return on equity (ROE), last 12-months",
        "Net sales/Billings",
    ]


def test_a_return_over_the_last_twelve_months_is_of_them_and_so_is_its_change(facts):
    """Hartford, in columns of three months."""
    columns = [*QUARTER, ("", "Change")]
    rows = [("Net income", 90, 80, 10), ("Core earnings return on equity, last 12-months", "9.4%", "10.2%", "(0.8)")]
    found = facts(statement("SELECTED FINANCIAL DATA", columns, rows)).filter(table_index=1, unit="percent")
    assert found["months"].to_list() == [12, 12, 12]


def test_actual_beside_every_time_tells_no_column_apart(facts):
    """Apple heads its segments "Q2'04 Actual" over units and revenue."""
    columns = [(f"{quarter} Actual", measure) for quarter in ("Q2'03", "Q2'04") for measure in ("Units k", "Rev $m")]
    found = facts(
        statement(
            "OPERATING SEGMENTS", columns, [("Americas", 310, 720, 290, 690), ("Japan", 61, 140, 58, 133)], note=""
        )
    )
    assert set(found.filter(table_index=1)["dimensions"]) == {'{"column": "Units k"}', '{"column": "Rev $m"}'}


def test_a_margin_is_no_witness_of_a_statement_of_operations(facts):
    """Hartford's Group Benefits: net income, its margin and ratios below the segment's name."""
    rows = [
        ("Net income", 93, 88),
        ("Core earnings", 97, 91),
        ("Loss ratio", "70.2%", "73.1%"),
        ("Net income margin", "5.2%", "6.1%"),
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
        "   Retail Business                  $  131       $   95\n"
        "   Wholesale Business                   64           58\n"
        "                                    ------       ------\n"
        "   Net Income - As Reported         $  195       $  153\n"
        "                                    ======       ======\n\n"
        "   Operating Revenues               $2,905       $2,871\n"
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
        ("    Basic", "52,118,400", "50,907,300"),
        "  Net income allocated to shareholders per share:",
        ("    Basic", "$0.41", "$0.37"),
    ]
    found = facts(
        statement("CONSOLIDATED STATEMENTS OF INCOME", QUARTER, rows, note="(in thousands, except share data)")
    )
    assert set(found.filter(unit="USD/share")["section"]) == {"Net income allocated to shareholders per share"}


def test_what_steps_lead_to_by_name_stands_beside_them_and_is_no_measure_of_the_accounting_rules(facts):
    """Hartford: the steps to "core earnings margin", and those to "underwriting gain", which its segments print too."""
    rows = [
        ("Net income margin", "5.2%", "6.1%"),
        "Adjustments to reconcile net income margin to trading margin",
        ("Capital losses, before tax", "0.9%", "(0.2)%"),
        ("Integration costs", "0.4%", "0.5%"),
        ("Trading margin", "6.5%", "6.4%"),
    ]
    steps = statement("RECONCILIATION OF MARGINS TO NON-GAAP MARGINS", QUARTER, rows, note="")
    chosen = statement(
        "SELECTED FINANCIAL DATA", QUARTER, [("Net income", 90, 80), ("Trading margin (loss)", "6.5%", "6.4%")]
    )
    found = facts(steps, chosen)
    assert set(found.filter(label="Trading margin").select("section", "basis").rows()) == {("", "non-GAAP")}
    assert set(found.filter(label="Trading margin (loss)")["basis"]) == {"non-GAAP"}
    assert set(found.filter(label="Integration costs")["basis"]) == {"GAAP"}


def test_what_is_left_of_a_change_behind_currency_is_organic(facts):
    """Avantor leads from the reported change in sales to the organic one in columns."""
    of = "Reconciliation of reported change to organic change"
    columns = [*QUARTER, (of, "Reported change"), (of, "Foreign currency impact"), (of, "Organic")]
    rows = [("Americas", 610, 580, 30, -5, 35), ("Europe", 320, 315, 5, -8, 13)]
    found = facts(statement("RECONCILIATIONS OF NON-GAAP MEASURES", columns, rows)).filter(
        table_index=1, label="Europe"
    )
    assert found["basis"].to_list() == ["GAAP"] * 4 + ["non-GAAP"]


def test_total_adjustments_to_a_measure_close_the_adjustments(facts):
    """Cree's outlook has one column, so that no sum tells where its adjustments end."""
    rows = [
        ("GAAP net loss", -70),
        "Adjustments:",
        ("Stock-based compensation", 13),
        ("Accretion on convertible notes", 8),
        ("Total adjustments to GAAP net loss before income taxes", 21),
        ("Income tax adjustment", 11),
        ("Non-GAAP net loss", -38),
    ]
    title = "RECONCILIATION OF GAAP NET LOSS TO NON-GAAP NET LOSS"
    found = facts(statement(title, QUARTER[:1], rows))
    assert set(found.filter(label="Income tax adjustment")["section"]) == {""}


def test_the_dash_behind_a_whole_is_no_part_of_its_label(facts):
    """Southern: "Total Retail Sales-" above those to homes and to industry."""
    rows = [
        ("Total Retail Sales-", 5_300, 5_100),
        ("  Residential", 1_900, 1_850),
        ("  Industrial", 3_400, 3_250),
    ]
    found = facts(statement("SELECTED FINANCIAL DATA", QUARTER, rows)).filter(table_index=1)
    assert found["label"][0] == "Total Retail Sales"


def test_a_legal_form_ends_the_name_of_a_line_in_prose(read):
    """Criteo: "Net income available to shareholders of Criteo S.A. decreased"."""
    rows = [("Net revenues", 900, 800), ("Net income available to shareholders of Alder S.A.", 15, 19)]
    results = statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, rows, note="(in millions)")
    told = "Net income available to shareholders of Alder S.A. was $15 million in the second quarter of 2004."
    found = read(release(f"{HEAD}\n\n{told}", results)).fact.filter(origin="narrative")
    assert found["label"].to_list() == ["Net income available to shareholders of Alder S.A."]


def test_a_dash_in_a_cell_that_parts_columns_is_no_value(read):
    """Hartford prints one in the spacer before its last column, where no other line prints anything."""
    names = ("Commercial", "Personal", "", "Consolidated")
    head = "".join(f"<td>{name}</td>" for name in names)
    lines = (("Earned premiums", 226, 77, "", 303), ("Fee income", 8, 9, "", 17), ("Deferred gain", 29, "-", "-", 29))
    body = "".join(
        f"<tr><td>{label}</td>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>" for label, *cells in lines
    )
    title = "<p><b>CONSOLIDATING INCOME STATEMENTS</b></p><p>Three Months Ended June 30, 2004</p><p>($ in millions)</p>"
    results = statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, EARNED)
    frames = read(release(HEAD, results, f"{title}<table><tr><td></td>{head}</tr>{body}</table>"))
    found = frames.fact.filter(table_index=1)
    assert found.filter(label="Deferred gain", is_nil=True)["dimensions"].to_list() == ['{"column": "Personal"}']
    assert set(found.filter(dimensions='{"column": "Consolidated"}')["column_index"]) == {3}
    assert frames.non_fact.filter(reason="stray_dash").height == 1
