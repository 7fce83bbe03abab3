"""HTML goes through the same reader: one statement gives the same facts whichever medium it is printed in."""

from decimal import Decimal
from random import Random

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support import markup
from support.statements import BALANCE, HALF, HEAD, QUARTER, SIX_MONTHS, release, statement
from transforms.errors import UnreadableSourceError

SHARED = [
    "statement",
    "section",
    "label",
    "ordinal",
    "concept",
    "concept_value",
    "basis",
    "period_type",
    "period_start",
    "period_end",
    "months",
    "weeks",
    "unit",
    "scale",
    "decimals",
    "is_nil",
    "value",
    "role",
    "dimensions",
    "column_index",
]
OPERATIONS = [
    "Net revenues:",
    ("  Product", "$100", 90),
    ("  Service", 20, 18),
    "---",
    ("    Total net revenues", 120, 108),
    ("Cost of revenues", 50, 48),
    ("Gross profit", 70, 60),
    ("Write-down of investments", "--", -30),
    ("Net income", 70, 30),
    "Net income per share:",
    ("  Basic", "$0.12", "0.05"),
    ("  Diluted", "0.11", "0.05"),
    "Shares used in computing net income per share:",
    ("  Basic", 583, 600),
    ("  Diluted", 636, 600),
]
SHEET = [
    "ASSETS",
    "Current assets:",
    ("  Cash and cash equivalents", 120, 100),
    ("  Receivables", 80, 70),
    ("    Total current assets", 200, 170),
    ("Goodwill", 50, 50),
    ("Total assets", 250, 220),
    "LIABILITIES AND STOCKHOLDERS' EQUITY",
    ("Accounts payable", 150, 150),
    "Stockholders' equity:",
    ("  Common stock", 110, 80),
    ("  Treasury stock", -10, -10),
    ("    Total stockholders' equity", 100, 70),
    ("Total liabilities and stockholders' equity", 250, 220),
]
FLOWS = [
    "Operating activities:",
    ("  Net income", 40, 30),
    ("  Depreciation", 12, 11),
    ("Net cash provided by operating activities", 52, 41),
    "Investing activities:",
    ("  Purchases of property and equipment", -20, -18),
    ("Net increase in cash and cash equivalents", 32, 23),
    ("Cash and cash equivalents at beginning of period", 100, 77),
    ("Cash and cash equivalents at end of period", 132, 100),
]


@pytest.fixture
def both(read):
    """The facts of a statement in both media, as they compare."""

    def facts_of(title: str, columns, rows, note: str = "(in thousands)") -> list[list[tuple]]:
        texts = (
            release(statement(title, columns, rows, note=note)),
            markup.release(HEAD, markup.statement(title, columns, rows, note=note)),
        )
        return [read(text).fact.filter(origin="table").select(SHARED).sort(SHARED).rows() for text in texts]

    return facts_of


@pytest.mark.parametrize(
    ("title", "columns", "rows"),
    [
        ("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, OPERATIONS),
        ("CONSOLIDATED BALANCE SHEETS", BALANCE, SHEET),
        ("CONSOLIDATED STATEMENTS OF CASH FLOWS", SIX_MONTHS, FLOWS),
    ],
    ids=["operations", "balance sheet", "cash flow"],
)
def test_a_statement_gives_the_same_facts_in_text_and_in_html(both, title, columns, rows):
    text, html = both(title, columns, rows)
    assert html == text
    assert len(text) == 2 * sum(isinstance(row, tuple) for row in rows)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lengths=st.lists(st.integers(2, 4), min_size=1, max_size=3), seed=st.integers(0, 2**32))
def test_any_statement_gives_the_same_facts_in_text_and_in_html(both, lengths, seed):
    chance = Random(seed)
    rows: list = [("Net revenues", *(chance.randint(1, 10**6) for _ in HALF))]
    for number, length in enumerate(lengths):
        rows.append(f"Section {number}:")
        for position in range(length):
            values = [chance.choice((chance.randint(-(10**6), 10**6), "--", None)) for _ in HALF[1:]]
            rows.append((f"  Line {number} {position}", chance.randint(1, 10**6), *values))
    text, html = both("CONSOLIDATED STATEMENTS OF OPERATIONS", HALF, rows)
    assert html == text


def test_columns_without_values_leave_their_neighbours_their_period(both):
    rows = [("Net revenues", 412, 373, None, None), ("Net income", 41, -15, None, None)]
    text, html = both("CONSOLIDATED STATEMENTS OF OPERATIONS", HALF, rows)
    assert html == text


def test_a_place_is_table_row_and_cell_as_the_source_counts_them(read):
    page = markup.release(
        HEAD, "<table><tr><td>Contact</td></tr></table>", markup.statement("BALANCE SHEETS", BALANCE, SHEET)
    )
    facts = read(page).fact.filter(label="Goodwill").sort("column_index")
    assert facts.select("line_number", "table_index", "row_index", "cell_index", "column_index").rows() == [
        (None, 1, 7, 3, 1),
        (None, 1, 7, 7, 2),
    ]


def test_footnotes_set_in_cells_are_no_values_and_part_no_table_from_its_title(read):
    """Bridge Bancorp's first quarter of 2020: each footnote a table of its own, between two halves of one."""
    notes = "<table><tr><td>(1)</td><td>See the table of returns further down in this text.</td></tr></table>"
    sheet = markup.statement("BALANCE SHEETS (in thousands)", BALANCE, SHEET)
    second = markup.statement("", BALANCE, [("Loans past due", 12, 11), ("Other assets owned", 5, 4)], note="")
    facts = read(markup.release(HEAD, sheet + notes + second)).fact
    late = facts.filter(pl.col("label") == "Loans past due")
    assert late.select("statement", "scale").unique().rows() == [("balance_sheet", 1000)]
    assert facts.filter(label="See the table of returns further down in this text.").is_empty()


@pytest.mark.parametrize("body", ["", "<table></table>", "<p></p>", "<table><tr><td colspan=0></td></tr></table>"])
def test_a_page_without_statements_is_no_release(read, body):
    assert read(f"<html><body><p>Mr. Alder joins the board.</p>{body}</body></html>").release[
        "is_release"
    ].to_list() == [False]


def test_markup_nested_without_end_is_refused_by_name(read):
    with pytest.raises(UnreadableSourceError, match=r"made_up\.txt"):
        read("<html><body>" + "<div><table><tr><td>" * 5_000 + "1")


def test_small_negatives_of_a_column_of_changes_are_values_and_no_marks(read):
    """Criteo's and Cree's first quarters of 2020, Goldman's fourth of 2021."""
    rows = [
        "<tr><td></td><td colspan=3>June 30, 2003</td><td></td><td colspan=2>% Change</td></tr>",
        "<tr><td>Net revenues</td><td>$</td><td>412</td><td></td><td></td><td>(10)</td><td>%</td></tr>",
        "<tr><td>Cost of revenues</td><td>$</td><td>(12</td><td>)</td><td></td><td>(3)</td><td>%</td></tr>",
        "<tr><td>Net income</td><td>$</td><td>400</td><td>(1)</td><td></td><td>(7</td><td>)%</td></tr>",
    ]
    title = "<p>CONSOLIDATED STATEMENTS OF OPERATIONS</p>"
    facts = read(markup.release(HEAD, f"{title}<table>{''.join(rows)}</table>")).fact.filter(origin="table")
    assert facts.sort("row_index", "cell_index").select("label", "cell_index", "printed").rows() == [
        ("Net revenues", 2, "412"),
        ("Net revenues", 5, "(10)"),
        ("Cost of revenues", 2, "(12)"),
        ("Cost of revenues", 5, "(3)"),
        ("Net income", 2, "400"),
        ("Net income", 5, "(7)"),
    ]


def test_a_caption_of_two_lines_over_one_column_leaves_its_neighbours_theirs(read):
    """Tupperware's first quarter of 2020: "13 Weeks Ended" wraps, "Reported" beside it does not."""
    rows = [
        "<tr><td></td><td>13 Weeks<br>Ended</td><td>13 Weeks<br>Ended</td><td>Reported</td></tr>",
        "<tr><td></td><td>June 28, 2003</td><td>June 29, 2002</td><td>% Change</td></tr>",
        "<tr><td>Net revenues</td><td>412</td><td>400</td><td>3</td></tr>",
        "<tr><td>Net income</td><td>40</td><td>50</td><td>(20)</td></tr>",
    ]
    title = "<p>CONSOLIDATED STATEMENTS OF OPERATIONS</p>"
    facts = read(markup.release(HEAD, f"{title}<table>{''.join(rows)}</table>")).fact.filter(label="Net income")
    assert facts.sort("column_index").select("weeks", "role").rows() == [(13, "value"), (13, "value"), (13, "change")]
    assert "13 Weeks" not in facts["dimensions"].str.join("")[0]


@pytest.fixture
def sheet(read):
    """The facts of a balance sheet whose rows are given as cells with bars between."""

    def facts_of(*rows: str):
        cells = (
            row if row.startswith("<tr>") else "<tr><td>" + row.replace("|", "</td><td>") + "</td>" for row in rows
        )
        page = markup.release(HEAD, f"<p>CONSOLIDATED BALANCE SHEETS</p><table>{''.join(cells)}</table>")
        return read(page).fact.filter(origin="table").sort("row_index", "cell_index")

    return facts_of


def test_years_of_columns_are_no_values_whatever_stands_beside_them(sheet):
    """HomeTrust's first quarter of 2020: "2019 (1)"; PNC's fourth of 2020 mixes 2020 and 4Q20."""
    facts = sheet("In millions, except per share data|2003<sup>(1)</sup>|2002|", "Cash|12|11", "Total assets|12|11")
    assert facts["printed"].to_list() == ["12", "11", "12", "11"]


def test_a_column_of_dashes_is_a_column(sheet):
    """Oracle's fourth quarter of 2014: what remains after each adjustment is nil."""
    facts = sheet(
        "|June 28, 2003|Adjustments|June 29, 2002", "Cash|12|&#151;|11", "Goodwill|5|&#151;|4", "Total assets|17|-|15"
    )
    assert facts["column_index"].to_list() == [1, 2, 3] * 3


@pytest.mark.parametrize("cell", ["&gt;100", "&lt;-100", "$995 - $1,000", "27% - 28%", "0.25 / 0.24", "not meaningful"])
def test_what_is_no_value_in_a_value_column_leaves_the_row_its_values(sheet, cell):
    """SAP's third quarter of 2014 and ServiceNow's first of 2020."""
    facts = sheet("|2003|2002|Change", f"Cash|&#8211;12|11|{cell}", "Total assets|17|15|3")
    assert facts["printed"].to_list() == ["–12", "11", "17", "15", "3"]


def test_a_word_behind_a_value_scales_it_alone(sheet):
    """How tables of guidance print: "$199 million" beside amounts in the table's scale; a range is no value."""
    facts = sheet(
        "In thousands|2003|2002",
        "Cash|199 million|$1.2 billion",
        "Debt|$(310 million)|4,100",
        "Capital expenditures|$195 to $200 million|nil",
    )
    assert facts.select("printed", "value", "is_nil").rows() == [
        ("199", 199_000_000, False),
        ("1.2", 1_200_000_000, False),
        ("(310", -310_000_000, False),
        ("4,100", 4_100_000, False),
        ("nil", None, True),
    ]


def test_values_below_each_other_in_one_cell_are_lines_of_their_own(sheet):
    """Goldman's fourth quarter of 2021."""
    facts = sheet("|2003|2002", "Goodwill<br>Intangible assets|(12)<br>(3)|(11)<br>(4)", "Total assets|17|15")
    assert facts.select("label", "printed").rows()[:4] == [
        ("Goodwill", "(12)"),
        ("Intangible assets", "(3)"),
        ("Goodwill", "(11)"),
        ("Intangible assets", "(4)"),
    ]
    assert facts["fact_id"].n_unique() == facts.height


@pytest.mark.parametrize(
    "note", ["(1)|In thousands.", "*|Restated", "&bull;|Cash rose to 412", "1.|Unaudited", "(a)|See page 4"]
)
def test_a_footnote_of_few_words_in_cells_is_no_value(sheet, note):
    """Saia's first quarter of 2020."""
    facts = sheet("|2003|2002", "Cash (1)|12|11", "Total assets|17|15", f"{note}|", "||")
    assert facts["printed"].to_list() == ["12", "11", "17", "15"]


def test_a_column_of_small_negatives_with_a_caption_is_a_column(sheet):
    """Tupperware's first quarter of 2020 prints two columns of changes side by side."""
    facts = sheet("|2003|Reported change|Restated change", "Cash|412|(24)|(19)", "Total assets|900|(23)|(20)")
    assert facts["printed"].to_list() == ["412", "(24)", "(19)", "900", "(23)", "(20)"]


def test_letters_by_which_lines_refer_to_each_other_are_marks_and_no_label(sheet):
    """Citizens' fourth quarter of 2021."""
    facts = sheet("||2003|2002", "Cash|A|12|11", "Total assets|B|17|15", "Cash to assets|A/B|71%|73%")
    assert facts.select("label", "footnote").unique(maintain_order=True).rows() == [
        ("Cash", "(A)"),
        ("Total assets", "(B)"),
        ("Cash to assets", "(A) (B)"),
    ]


def test_what_stands_in_a_value_column_belongs_to_no_label(sheet):
    """Apple's third quarter of 2004 prints NM, ServiceNow's first of 2020 a range, before a line's first number."""
    facts = sheet("|2003|2002", "Cash|NM|11", "Receivables|3 - 5|4", "Total assets|17|15")
    assert facts["label"].to_list() == ["Cash", "Receivables", "Total assets", "Total assets"]


def test_a_cell_beside_several_labels_heads_them(sheet):
    """Citizens' fourth quarter of 2021."""
    rows = ["<tr><td></td><td></td><td>June 28, 2003</td><td>June 29, 2002</td></tr>"]
    rows += ["<tr><td rowspan=2>Ratios</td><td>Current ratio</td><td>2.1</td><td>1.9</td></tr>"]
    rows += ["<tr><td>Quick ratio</td><td>1.1</td><td>0.9</td></tr>"]
    facts = sheet(*rows)
    assert facts["label"].unique(maintain_order=True).to_list() == ["Current ratio", "Quick ratio"]
    assert facts["section"].str.contains("Ratios").all()


def test_captions_of_another_table_begin_one_of_as_many_columns(read):
    """Antero's first quarter of 2020: five columns of volumes, then five of prices, without a word between."""
    first = "<tr><td></td><td>Oil</td><td>Gas</td></tr><tr><td>Volume, June 28, 2003</td><td>12</td><td>11</td></tr>"
    other = "<tr><td></td><td>Oil price</td><td>Gas price</td></tr><tr><td>Price</td><td>3</td><td>4</td></tr>"
    page = f"<p>CONSOLIDATED BALANCE SHEETS</p><table>{first}</table><table>{other}</table>"
    facts = read(markup.release(HEAD, page)).fact.filter(label="Price")
    assert facts["dimensions"].str.contains("price").all()


def test_numbers_under_notes_are_the_marks_of_their_lines(sheet):
    """SAP's third quarter of 2014."""
    facts = sheet("|Notes|2003|2002", "Cash|(5)|12|11", "Goodwill||5|4", "Total assets|12|17|15")
    assert facts["printed"].to_list() == ["12", "11", "5", "4", "17", "15"]
    assert facts["footnote"].to_list() == ["(5)", "(5)", None, None, "(12)", "(12)"]


def test_dots_that_lead_the_eye_belong_to_no_label(both, read):
    rows = [("Net revenues", "$4,180", 3_990), ("Net income", 412, 377)]
    page = markup.statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, rows).replace(
        "Net income", "Net income...."
    )
    printed = statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, rows)
    label, rest = printed[printed.index("Net income") :].split("  ", 1)
    gap = len(rest) - len(rest.lstrip(" "))
    dotted = printed.replace(label + "  " + rest, label + "." * (gap + 2) + rest.lstrip(" "))
    for text in (markup.release(HEAD, page), release(dotted)):
        facts = read(text).fact.filter(label="Net income")
        assert facts["printed"].to_list() == ["412", "377"]


def test_tables_are_counted_in_source_order_nested_ones_too(read):
    page = markup.statement("BALANCE SHEETS", BALANCE, SHEET)
    nested = f"<table><tr><td><table><tr><td>Contact</td></tr></table></td><td>{page}</td></tr></table>"
    facts = read(markup.release(HEAD, nested)).fact.filter(label="Goodwill").sort("column_index")
    assert facts.select("table_index", "row_index", "cell_index").rows() == [(2, 7, 3), (2, 7, 7)]


def test_amounts_in_words_beside_prose_are_no_table(read):
    """Goldman's fourth quarter of 2021 sets figures beside its prose; Oil States' first of 2020 lists them."""
    told = "<tr><td>Advisory fees</td><td>$1.63 billion</td></tr><tr><td>Lending</td><td>$192 million</td></tr>"
    head, cash = "<tr><td></td><td>June 30, 2004</td></tr>", "<tr><td>{}</td><td>12</td></tr>"
    sheet = f"{head}{cash.format('Cash')}{cash.format('Total assets')}"
    page = f"<table>{told}</table><p>CONSOLIDATED BALANCE SHEETS</p><table>{sheet}</table>"
    frames = read(markup.release(HEAD, page))
    assert frames.fact.filter(origin="table")["printed"].to_list() == ["12", "12"]
    assert set(frames.non_fact.filter(pl.col("token").is_in(["1.63", "192"]))["reason"]) == {"prose_number"}


def test_a_percent_sign_behind_years_heads_the_column_of_changes(read):
    """Summaries in the text of a release: "2007", "2006", "%" under "Fourth quarter"."""
    head = "<tr><td></td><td colspan=3>Three Months Ended June 30,</td></tr>"
    years = "<tr><td>(In thousands)</td><td>2004</td><td>2003</td><td>%</td></tr>"
    sales, income = ("Net sales", 412, 371, 11), ("Net income", 31, 25, 24)
    rows = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in (sales, income))
    page = f"<p>CONSOLIDATED STATEMENTS OF OPERATIONS</p><table>{head}{years}{rows}</table>"
    facts = read(markup.release(HEAD, page)).fact.filter(origin="table", label="Net sales").sort("column_index")
    assert facts.select("printed", "unit", "role").rows() == [
        ("412", "USD", "value"),
        ("371", "USD", "value"),
        ("11", "percent", "change"),
    ]


def test_what_names_a_side_stands_below_what_names_its_statement(read):
    """Carriers print all their statements in one table: "ASSETS" below "BALANCE SHEET:", both beside the columns."""
    days = "<tr><td>BALANCE SHEET:</td><td>6/30/2004</td><td>12/31/2003</td></tr>"
    side = "<tr><td>ASSETS</td><td colspan=2>(Unaudited, in thousands)</td></tr>"
    rows = "".join(
        f"<tr><td>{label}</td><td>{now}</td><td>{then}</td></tr>"
        for label, now, then in (("Cash", 170, 120), ("Equipment", 235, 212), ("Total assets", 405, 332))
    )
    income = markup.statement("STATEMENTS OF OPERATIONS", QUARTER, [("Net revenues", 90, 80), ("Net income", 9, 8)])
    facts = read(markup.release(HEAD, income, f"<table>{days}{side}{rows}</table>")).fact.filter(table_index=1)
    assert set(facts.select("statement", "section").rows()) == {("balance_sheet", "ASSETS")}


@pytest.mark.parametrize(
    "cells", ["<td>&lt;1,210&gt;</td>", "<td>&lt;1,210</td><td>&gt;</td>", "<td>$ &lt;1,210&gt;</td>"]
)
def test_a_value_in_angle_brackets_is_negative(sheet, cells):
    facts = sheet("|June 30, 2004", "Total assets|9,310", f"<tr><td>Retained deficit</td>{cells}</tr>")
    assert facts.filter(label="Retained deficit")["value"].to_list() == [-1_210]


def test_a_small_number_in_angle_brackets_may_be_the_mark_of_a_note(sheet):
    facts = sheet("|June 30, 2004", "Total assets &lt;1&gt;|9,310", "Deposits|8,100")
    assert facts["value"].to_list() == [9_310, 8_100]


def test_values_below_each_other_leave_a_line_blank_beside_a_heading(sheet):
    """A whole block in one row of cells, a line each."""
    labels, values = "Current assets:<br>Cash<br>Receivables<br>Total", "&nbsp;<br>$120<br>80<br>200"
    facts = sheet("|June 30, 2004", f"{labels}|{values}", "Total assets|200")
    assert facts.select("section", "label", "printed").rows()[:3] == [
        ("Current assets", "Cash", "120"),
        ("Current assets", "Receivables", "80"),
        ("Current assets", "Total", "200"),
    ]


def test_the_caption_of_a_table_stands_above_it(read):
    """What HTML calls a caption: the title, and what the amounts are."""
    lines = (("", "June 30, 2004"), ("Cash", "120"), ("Total assets", "120"))
    rows = "".join(f"<tr><td>{label}</td><td>{cell}</td></tr>" for label, cell in lines)
    page = f"<table><caption><b>CONSOLIDATED BALANCE SHEETS</b><br>(in thousands)</caption>{rows}</table>"
    facts = read(markup.release(HEAD, page)).fact.filter(origin="table")
    assert set(facts.select("statement", "scale").rows()) == {("balance_sheet", 1_000)}


def test_a_caption_stands_over_its_share_of_years_though_its_span_falls_short(read):
    """Sums of columns that do not add up: the last year stood under nothing, and was taken for a whole one."""
    head = "<tr><td></td><td colspan=2>Three Months Ended June 30,</td><td>Six Months Ended June 30,</td></tr>"
    rows = (("", 2004, 2003, 2004, 2003), ("Net sales", 90, 80, 170, 150), ("Net income", 9, 8, 17, 15))
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    page = f"<p>CONSOLIDATED STATEMENTS OF OPERATIONS</p><table>{head}{body}</table>"
    facts = read(markup.release(HEAD, page)).fact.filter(origin="table", label="Net sales").sort("column_index")
    assert facts["months"].to_list() == [3, 3, 6, 6]


def test_a_block_of_values_in_one_cell_is_a_row_a_line(sheet):
    """A distributor of 2002: labels, signs and values each in one cell of a row, rules and blanks between."""
    labels, signs = (
        "Cash<br>&nbsp;&nbsp;Inventories<br><br>Total current assets",
        "$<br>\n&nbsp;<br>\n&nbsp;<br>\n&nbsp;",
    )
    older = "$<br><br><br>|100<br>70<br>_______<br>170"
    facts = sheet("||2003||2002", f"{labels}|{signs}|120<br>80<br>_______<br>200|{older}", "Total assets|$|200|$|170")
    assert facts.select("label", "printed").rows()[:6] == [
        ("Cash", "120"),
        ("Inventories", "80"),
        ("Total current assets", "200"),
        ("Cash", "100"),
        ("Inventories", "70"),
        ("Total current assets", "170"),
    ]
    assert facts["fact_id"].n_unique() == facts.height == 8


def test_paragraphs_in_a_cell_are_a_line_each_and_blank_ones_too(sheet):
    labels = "<p>Current assets:</p><p>Cash</p><p>Receivables</p>"
    facts = sheet("|2003", f"{labels}|<p>&nbsp;</p>\n<p>120</p> <p>80</p>", "Total assets|200")
    assert facts.select("section", "label", "printed").rows()[:2] == [
        ("Current assets", "Cash", "120"),
        ("Current assets", "Receivables", "80"),
    ]


def test_cells_that_hold_unlike_numbers_of_lines_stay_whole_and_hold_the_release_back(read):
    cells = "<td>Cash<br>Receivables<br>Inventories</td><td>120<br>80</td><td>100<br>70<br>5</td>"
    total = "<td>Total assets</td><td>200</td><td>175</td>"
    rows = f"<tr><td></td><td>2004</td><td>2003</td></tr><tr>{cells}</tr><tr>{total}</tr>"
    frames = read(markup.release(HEAD, f"<p>CONSOLIDATED BALANCE SHEETS</p><table>{rows}</table>"))
    assert frames.fact.filter(origin="table")["printed"].to_list() == ["200", "175"]
    assert (
        frames.issue.filter(level="error", code="values_in_one_cell")["message"].str.starts_with("table 0, row 1").all()
    )
    assert frames.issue.filter(code="values_in_one_cell").height == 1


@pytest.mark.parametrize(
    ("cells", "value"),
    [("12.|5%", "12.5"), ("(12.|5%)", "-12.5"), ("12.|5|%", "12.5"), ("&nbsp;|12.5%", "12.5")],
)
def test_a_value_that_is_cut_at_its_point_is_one(sheet, cells, value):
    """A bank of 2006: the whole percents in one cell, the tenths and the sign in the next."""
    facts = sheet("|2003|2002|% Change|", f"Cash|120|100|{cells}", "Total assets|200|170|17.|6%")
    assert facts.filter(role="change")["value"].to_list() == [Decimal(value), Decimal("17.6")]


@pytest.mark.parametrize(
    ("cell", "value"), [("(. 25)", "-0.25"), ("1. 75", "1.75"), ("$. 75", "0.75"), ("1, 234", "1234")]
)
def test_a_blank_behind_a_point_parts_no_value(sheet, cell, value):
    """Skyline's second quarter of fiscal 2006 prints ". 82" per share."""
    facts = sheet("|2003|2002", f"Cash|{cell}|100", "Total assets|200|170")
    assert facts["value"].to_list()[0] == Decimal(value)


def test_a_value_below_its_label_is_called_by_it(sheet):
    """Boise Cascade's statements of 2003: a label in a row of its own, its values in the next."""
    facts = sheet(
        "|2003|2002", "Cash and short-term investments", "|120|100", "Other assets|80|70", "Total assets|200|170"
    )
    assert facts["label"].unique(maintain_order=True).to_list() == [
        "Cash and short-term investments",
        "Other assets",
        "Total assets",
    ]


def test_assets_beside_the_days_name_a_balance_sheet_without_titles_and_totals_without_names(read):
    """Skyline's quarters of 2004 to 2008."""
    side = "LIABILITIES AND SHAREHOLDERS' EQUITY"
    rows = ["ASSETS|2004|2003", "Cash|120|100", "Inventories|30|20", "Total Current Assets|150|120", "Plant|50|50"]
    rows += ["|200|170", f"{side}", "Accounts payable|60|50", "Accrued liabilities|20|20"]
    rows += ["Total Current Liabilities|80|70", "Common stock|20|20", "Retained earnings|100|80"]
    rows += ["Total Shareholders' Equity|120|100", "|200|170"]
    cells = "".join(f"<tr><td>{row.replace('|', '</td><td>')}</td></tr>" for row in rows)
    page = f"<p>The plants were busy.</p><table><tr><td></td><td colspan=2>June 30,</td></tr>{cells}</table>"
    frames = read(markup.release(HEAD, page))
    facts = frames.fact.filter(origin="table")
    assert facts["statement"].unique().to_list() == ["balance_sheet"]
    assert facts["section"].to_list() == ["ASSETS"] * 10 + [side] * 14
    assert frames.tie.filter(kind="balance_identity")["outcome"].to_list() == ["exact", "exact"]


def test_results_before_nonroutine_items_are_none_of_gaap(read):
    """Boise Cascade's highlights of 2003: held against its statement, they held the release back."""
    heads = "<tr><td></td><td>3Q 2003</td></tr>"
    rows = "".join(
        f"<tr><td>{label}</td><td>{value}</td></tr>" for label, value in (("Net sales", 90), ("Net income", 9))
    )
    before = "<tr><td>BEFORE NONROUTINE ITEMS</td></tr><tr><td>Net income</td><td>7</td></tr>"
    page = f"<p>FINANCIAL HIGHLIGHTS<br>($ in millions)</p><table>{heads}{rows}{before}</table>"
    facts = read(markup.release(HEAD, page)).fact.filter(origin="table")
    assert facts["basis"].to_list() == ["GAAP", "GAAP", "non-GAAP"]


def test_a_column_in_one_cell_may_hold_its_heading(sheet):
    """A maker of trailers in 2002: days, rule and values of a column below each other, a cell each."""
    labels = "<br>".join(["&nbsp;"] * 4 + ["Cash", "Receivables", "&nbsp;", "Total assets"])
    columns = ("June 30,<br>2004<br>(unaudited)", "Dec. 31,<br>2003<br>")
    cells = [f"{column}<br>--------<br>$ 120<br>80<br>--------<br>$ 200" for column in columns]
    facts = sheet(f"{labels}|{'|'.join(cells)}")
    assert facts.select("label", "value", pl.col("period_end").cast(pl.String)).rows()[:3] == [
        ("Cash", 120, "2004-06-30"),
        ("Receivables", 80, "2004-06-30"),
        ("Total assets", 200, "2004-06-30"),
    ]
    assert facts["period_end"].cast(pl.String).to_list()[3:] == ["2003-12-31"] * 3


def test_a_table_of_captions_stands_over_the_one_right_below(read):
    """Every row a table of its own, as page layout programs export them: clinics in 2004."""
    rows = ("|June 30,<br>2004|December 31,<br>2003", "Assets", "Cash|120|100", "Total assets|120|100")
    tables = "".join(f"<table><tr><td>{row.replace('|', '</td><td>')}</td></tr></table>" for row in rows)
    page = markup.release(HEAD, f"<p>CONSOLIDATED BALANCE SHEETS</p>{tables}")
    facts = read(page).fact.filter(origin="table")
    days = facts["period_end"].cast(pl.String).to_list()
    assert facts["label"].to_list() == ["Cash", "Cash", "Total assets", "Total assets"]
    assert days == ["2004-06-30", "2003-12-31"] * 2


def test_averages_right_above_the_lines_of_a_summary_head_the_first_of_them(read):
    """A bank's summary of 2006: the whole of it was taken for a table of average balances."""
    rows = (
        "|2Q 2004|1Q 2004",
        "Average Balances",
        "Loans|764|751",
        "Deposits|733|724",
        "Period-End Balances",
        "Loans|757|755",
    )
    cells = "".join(f"<tr><td>{row.replace('|', '</td><td>')}</td></tr>" for row in rows)
    page = f"<p>FINANCIAL SUMMARY</p><p>(Dollars in thousands)</p><table>{cells}</table>"
    facts = read(markup.release(HEAD, page)).fact.filter(origin="table")
    assert facts["statement"].unique().to_list() == ["selected_data"]
    assert facts["section"].to_list() == ["Average Balances"] * 4 + ["Period-End Balances"] * 2
