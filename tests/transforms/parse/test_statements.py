"""Which statement a table is, where its title says less than its lines or its sentence more."""

import pytest

from support.markup import EARNED, release, statement
from support.statements import QUARTER
from transforms.parse.words import titling

HEAD = "TROY, Mich., July 29, 2004 - Dorne Mutual, Inc. (NYSE: DRNM) told of its quarter ended June 30, 2004."
RESULTS = statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, EARNED)
WHOLE = [
    ("Total revenue", 412, 377),
    ("Total expenses", 302, 281),
    ("Operating income", 110, 96),
    ("Income tax expense", 30, 27),
    ("Net income", 80, 69),
    ("Net income per share", "0.12", "0.10"),
]


@pytest.fixture
def statements(read):
    """The statement of every table, in printed order."""

    def statements_of(*tables: str) -> list[str]:
        facts = read(release(HEAD, *tables)).fact.filter(column_index=1, origin="table").sort("table_index")
        return facts.unique("table_index", maintain_order=True)["statement"].to_list()

    return statements_of


def test_all_lines_of_results_are_the_statement_that_no_title_names(statements):
    """St. Joe's first quarter of 2020: "FINANCIAL DATA" over "Consolidated Results", and no other such statement."""
    highlights = statement("FINANCIAL DATA", QUARTER, WHOLE)
    assert statements(highlights) == ["operations"]
    assert statements(highlights, RESULTS) == ["selected_data", "operations"]
    assert statements(statement("FINANCIAL DATA", QUARTER, WHOLE[:1] + WHOLE[-2:])) == ["selected_data"]


def test_the_title_of_a_page_that_lists_more_than_the_line_below_it_is_not_the_table_s(statements):
    """Warrior Met Coal's first quarter of 2020: its supplemental data below "... DATA AND RECONCILIATION OF ..."."""
    page = "<p>SUPPLEMENTAL DATA AND RECONCILIATION OF NON-GAAP MEASURES</p><p>(Unaudited)</p><p>SUPPLEMENTAL DATA:</p>"
    rows = [("Tons sold", 1_814, 2_096), ("Tons produced", 2_099, 2_298), ("Average price", "122.02", "176.37")]
    assert statements(RESULTS, page + statement("", QUARTER, rows, note="")) == ["operations", "selected_data"]


def test_a_sentence_that_says_in_which_statement_losses_stand_names_no_statement(statements):
    """James River's first quarter of 2020: losses "reflected in the income statement" are summarized in a table."""
    told = (
        "<p>Declines in the fair value of loans and of equities during the quarter that ended on June 30, 2004 "
        "are reflected in the income statement as unrealized losses, and are summarized in the following table:</p>"
    )
    rows = [("Change in the value of loans", -439, -12), ("Change in the value of equities", -133, 35)]
    assert statements(RESULTS, told + statement("", QUARTER, rows)) == ["operations", "selected_data"]


def test_what_is_told_of_those_that_a_company_serves_is_no_segment():
    """Spok's first quarter of 2020: "UNITS IN SERVICE ACTIVITY, MARKET SEGMENT, CHURN"."""
    assert titling.statement_of("SUBSCRIBERS IN SERVICE, MARKET SEGMENTS, CHURN") == "selected_data"
    assert titling.statement_of("REVENUE BY MARKET SEGMENT") == "segment"


def test_a_footnote_that_sends_to_the_reconciliations_calls_its_line_adjusted(read):
    """James River's first quarter of 2020: "Tangible equity (a)" on the balance sheet; a note's mark is its table's."""
    rows = [("Total revenues", 9, 8), ("Underwriting profit (a)", 5, 4), ("Net income (a)", 2, 1)]
    note = '<p>(a) See "Reconciliation of Non-GAAP Measures".</p>'
    other = "<p>(a) Includes fee income of $1.3 million and of $2.7 million in the two quarters.</p>"
    table = statement("SEGMENT RESULTS", QUARTER, rows)
    found = [
        read(release(HEAD, RESULTS, table + text)).fact.filter(column_index=1, statement="segment").sort("row_index")
        for text in (note, other + note)
    ]
    assert [facts["basis"].to_list() for facts in found] == [["GAAP", "non-GAAP", "GAAP"], ["GAAP"] * 3]


def test_what_stands_between_the_columns_days_and_their_scale_names_the_first_of_several_blocks(read):
    """MarketAxess' first quarter of 2020: "Total Trading Volume" below the years."""

    def block(name: str, *values: str) -> str:
        told = "".join(
            f"<tr><td></td><td colspan=2 style='text-align:center'>{text}</td></tr>" for text in (name, "(In millions)")
        )
        rows = zip(("High-grade", "Other credit", "Rates"), values, strict=True)
        return told + "".join(f"<tr><td>{label}</td><td>{value}</td><td>1{value}</td></tr>" for label, value in rows)

    spans = "<tr><td></td><td colspan=2>Three Months Ended<br>June 30,</td></tr>"
    head = f"{spans}<tr><td></td><td>2004</td><td>2003</td></tr>"
    blocks = block("Total Trading Volume", "312", "178", "144") + block("Average Daily Volume", "53", "52", "23")
    table = f"<p style='text-align:center'><b>Volume Statistics</b></p><table>{head}{blocks}</table>"
    facts = read(release(HEAD, RESULTS, table)).fact.filter(label="Rates", column_index=1, origin="table")
    assert facts.sort("row_index")["section"].to_list() == ["Total Trading Volume", "Average Daily Volume"]
