"""Prose of HTML keeps its place: line and characters of the file that print each number, whatever stands between."""

import re
from html import unescape

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support import markup
from support.shared import SHARED
from support.statements import HALF, HEAD
from transforms.model import Source
from transforms.parse.amounts import DIGIT, tokens
from transforms.parse.html import lay_out
from transforms.parse.submission import open_documents

ROWS = [("Net revenues", 41_200, 37_300, 80_100, 71_900), ("Net income", 4_120, 3_770, 8_010, 7_330)]
SHEET = markup.statement("CONSOLIDATED STATEMENTS OF OPERATIONS", HALF, ROWS)
TOLD = "<p>Net revenues for the second quarter of 2004 were {} million in all.</p>"


def shown(text: str, place: tuple[int, int, int]) -> str:
    """What a browser shows of the characters at ``place`` of a file."""
    line, start, end = place
    return unescape(re.sub(r"<[^<>]*>", "", re.split(r"\r\n|\n|\r", text)[line - 1][start:end]))


def places_in(text: str) -> list[tuple[str, str]]:
    """Every number of the paragraphs: as read, and as its place shows it."""
    layout = lay_out(text)
    assert layout.find_prose([]) == []
    lines = [layout.lines[number - 1] for number in layout.paragraphs if DIGIT.search(layout.lines[number - 1].text)]
    assert {line.number for line in lines} <= set(layout.found)
    found = [(token, layout.found[line.number]) for line in lines for token in tokens(line.text)]
    return [(token.printed, shown(text, where.place(token.start, token.end))) for token, where in found]


@pytest.mark.parametrize(
    "part",
    [
        "<p>rose to $41.2 million</p>",
        "<p>rose\nto <b>$41</b>.<i>2</i> million, or&nbsp;($0.12) a share, -3 or &#8211;4</p>",
        "<div>up 4 <font color='9'>in 2004</font><br>and 5 in 2003</div>",
        "<p>one 1</p><table><tr><td>Cash</td><td>2</td></tr></table><p>one 1</p>",
        "<table><tr><td><p>outer 1</p><table><tr><td>inner</td><td>2</td></tr></table><p>after 3</p></td></tr></table>",
        "<!-- <table> 1 --><script>if (a<b) 2</script><p style='display:none'>1 <table><tr><td>1</table></p><p>1</p>",
        "<ul><li>up 1</li><li><p>up 1 to 2</p></li></ul>",
        "<p>AT&T &lt;3 and 5 &copy; 2004</p>\r\n<p>up 6\r\n</p>\r<p>7</p>",
        "<p>rose 4<sup>(1)</sup> times</p>",
    ],
    ids=["plain", "marks", "breaks", "tables", "nested", "hidden", "lists", "references", "footnotes"],
)
def test_every_number_of_a_paragraph_stands_where_its_place_says(part):
    found = places_in(f"<html><head><title>1 2 3</title></head><body>{part}</body></html>")
    assert found
    assert [there for _, there in found] == [read.strip("()") if there.isdigit() else read for read, there in found]


words = st.sampled_from(["net", "revenues", "of", "1", "41.2", "2004", "$0.12", "(3.8)", "1,234", "percent"])
marks = st.sampled_from(
    [" ", "\n", " <b>", "</b> ", "<i> ", " <!-- 1 --> ", "&nbsp;", " <br> ", "</p><p>", "\t<sup>a</sup> "]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(words, marks), min_size=1, max_size=40))
def test_whatever_stands_between_the_words_their_numbers_are_found_again(parts):
    text = f"<html><body><p>{''.join(word + mark for word, mark in parts)}</p></body></html>"
    assert all(read == there for read, there in places_in(text))


@pytest.mark.parametrize(
    "part",
    [
        TOLD.format("$41.2"),
        f"<table><tr><td>{TOLD.format('$41.2')}</td></tr></table>",
        "<table><tr><td>&#8226;</td><td>Net revenues for the second quarter were $41.2 million, too.</td></tr></table>",
        f"<ul><li>{TOLD.format('$41.2')[3:-4]}</li></ul>",
        f"<table><tr><td>{TOLD.format('<b>$</b>41.2')}</td><td><table><tr><td>x</td></tr></table></td></tr></table>",
    ],
    ids=["a paragraph", "a table for the layout", "a bullet in cells", "a list", "beside a table"],
)
def test_a_figure_of_prose_is_a_fact_with_its_place(read, part):
    text = markup.release(HEAD, part, SHEET)
    frames = read(text)
    (fact,) = frames.fact.filter(origin="narrative").to_dicts()
    assert shown(text, (fact["line_number"], fact["char_start"], fact["char_end"])) == fact["printed"] == "41.2"
    assert (fact["table_index"], fact["row_index"], fact["cell_index"]) == (None, None, None)
    (tie,) = frames.tie.filter(kind="prose_vs_table").to_dicts()
    assert (tie["outcome"], len(tie["fact_ids"])) == ("exact", 2)


def test_every_other_number_of_a_page_is_declared_with_its_place(read):
    text = markup.release(HEAD, "<p>Call 1 or 800 of 555 before 5 on July 23, 2004.</p><h3>Up 9 percent</h3>", SHEET)
    declared = read(text).non_fact.filter(pl.col("table_index").is_null())
    assert declared["line_number"].null_count() == 0
    places = declared.select("line_number", "char_start", "char_end").rows()
    assert [shown(text, place) for place in places] == declared["token"].to_list()
    assert {"1", "800", "555", "5", "23", "2004", "9"} <= set(declared["token"])


def test_text_that_the_file_prints_in_two_places_is_told_and_not_read(read):
    """A parser moves what stands in a table and in no cell before it."""
    text = markup.release(HEAD, f"<table>{TOLD.format('$41.2')}<tr><td>Cash</td><td>1</td></tr></table>", SHEET)
    frames = read(text)
    told = frames.issue.filter(code="prose_without_place")
    placed = frames.fact.filter(origin="narrative")
    assert (told.height, placed.height) in {(1, 0), (0, 1)}
    assert placed["line_number"].null_count() == 0


PAGES = sorted((SHARED / "corpus" / "html").glob("*"))


@pytest.mark.slow
@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name[:20])
def test_all_prose_of_the_corpus_is_found_again(path):
    content = path.read_bytes()
    for document in open_documents(Source(path.name, content)):
        if document.layout is not None:
            layout = document.layout
            layout.find_prose([])
            lines = [layout.lines[number - 1] for number in layout.paragraphs]
            assert [line.text for line in lines if DIGIT.search(line.text) and line.number not in layout.found] == []
