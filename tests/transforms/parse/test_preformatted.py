"""``<pre>`` is plain text: the same facts, at the characters where they stand in the file."""

import pytest

from support import markup
from support.statements import BALANCE, HEAD, release, statement
from transforms.parse.preformatted import unmarked
from transforms.parse.typed import keep_blanks

ROWS = [
    "ASSETS",
    ("Cash & cash equivalents", "$120", 100),
    ("Receivables", 80, -70),
    ("Total assets", 200, 30),
]
TITLE = "CONSOLIDATED BALANCE SHEETS"
MEANING = ["statement", "section", "label", "period_end", "unit", "value", "printed"]


def test_markup_shows_nothing_and_every_character_keeps_its_place():
    (line,) = unmarked("<b>Cash</b> &amp; more   <i>12</i>", 7)
    assert (line.number, line.text) == (7, "Cash & more   12")
    assert [line.place(line.text.index(character)) for character in "C&1"] == [3, 12, 28]


def test_a_break_parts_a_line_that_stays_one_in_the_file():
    assert [(line.number, line.text, line.place(0)) for line in unmarked("Cash 1<br>Debt 2\nSum 3", 1)] == [
        (1, "Cash 1", 0),
        (1, "Debt 2", 10),
        (2, "Sum 3", 0),
    ]


def test_comments_and_styles_are_no_text():
    text = "<html><head><style>\np {}\n</style></head><!-- <pre>no</pre>\n--><pre>\nCash 1</pre>"
    assert [[line.text for line in lines if line.text] for lines in keep_blanks(text, 1).preformatted] == [["Cash 1"]]
    assert [(line.number, line.text) for line in unmarked(text, 1) if line.text] == [(5, "Cash 1")]


@pytest.fixture
def plain() -> str:
    return release(statement(TITLE, BALANCE, ROWS))


def test_a_page_of_one_pre_is_read_as_its_text(read, plain):
    """Filers' tools put plain text under a page's head until about 2005."""
    head = "<html><head><title>Ex. 99</title></head><body>"
    page = f"{head}<div><pre>\n{plain.replace('&', '&amp;')}</pre></div></body></html>"
    facts = read(page).fact
    assert facts.select(MEANING).rows() == read(plain).fact.select(MEANING).rows()
    assert facts.height == 6
    lines = page.split("\n")
    assert [
        lines[fact["line_number"] - 1][fact["char_start"] : fact["char_end"]] for fact in facts.to_dicts()
    ] == facts["printed"].to_list()


def test_text_whose_blanks_do_not_break_is_read_as_it_is_typed(read, plain):
    """Statements in a typewriter's face, where no element keeps the blanks and ``<br>`` ends the lines."""
    rows = [(f"Item {letter}", 10, 9) for letter in "abcdef"]
    text = release(plain, statement("CONSOLIDATED STATEMENTS OF CASH FLOWS", BALANCE, rows))
    typed = "<br>\n".join(line.replace("&", "&amp;").replace("  ", "&nbsp;&nbsp;") for line in text.split("\n"))
    page = f"<html><body><p><font face=Courier>{typed}</font></p></body></html>"
    found = read(page).fact.filter(statement="balance_sheet").sort("line_number", "char_start")
    same = read(text).fact.filter(statement="balance_sheet").sort("line_number", "char_start")
    assert found.height == 6
    assert found.select(MEANING).rows() == same.select(MEANING).rows()
    lines = page.split("\n")
    for number, start, end, printed in found.select("line_number", "char_start", "char_end", "printed").rows():
        assert lines[number - 1][start:end] == printed


def test_a_pre_beside_tables_keeps_its_lines(read, plain):
    other = markup.statement("CONSOLIDATED STATEMENTS OF CASH FLOWS", BALANCE, [("Depreciation", 12, 11)])
    page = markup.release(HEAD, f"<pre>\n{statement(TITLE, BALANCE, ROWS)}</pre>", other)
    facts = read(page).fact.filter(statement="balance_sheet")
    lines = page.split("\n")
    assert [
        lines[fact["line_number"] - 1][fact["char_start"] : fact["char_end"]] for fact in facts.to_dicts()
    ] == facts["printed"].to_list()


def test_two_values_in_one_cell_are_two_facts(read):
    rows = "".join(f"<tr><td>{label}</td><td>12   11</td></tr>" for label in ("Cash", "Debt"))
    facts = read(f"<html><body><p>BALANCE SHEETS</p><table>{rows}</table></body></html>").fact
    assert facts["fact_id"].n_unique() == facts.height


def test_a_pre_within_a_cell_that_lays_out_the_page_keeps_its_lines(read, plain):
    typed = plain.replace("&", "&amp;")
    page = f"<html><body><table><tr><td><pre>\n{typed}</pre></td></tr></table></body></html>"
    assert read(page).fact.select(MEANING).rows() == read(plain).fact.select(MEANING).rows()
    cells = "".join(f"<tr><td>{name}</td><td><pre>12</pre></td></tr>" for name in ("Cash", "Debt"))
    facts = read(f"<html><body><p>BALANCE SHEETS</p><p>June 30, 2004</p><table>{cells}</table></body></html>").fact
    assert facts["table_index"].to_list() == [0, 0]


def test_a_pre_within_a_font_keeps_its_lines_beside_cells(read, plain):
    page = f"<table><tr><td>x</td></tr></table><font size=2><pre>\n{plain.replace('&', '&amp;')}</pre></font>"
    assert (
        read(f"<html><body>{page}</body></html>").fact.select(MEANING).rows() == read(plain).fact.select(MEANING).rows()
    )
