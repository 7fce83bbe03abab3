"""Markup made to take a reader's time and memory: refused with a reason before it does, or read in little of both."""

import hashlib
import sys
import time

import pytest

from support import markup
from support.statements import BALANCE, HEAD, release, statement
from transforms.errors import UnreadableSourceError

ROWS = [("Cash", 120, 100), ("Total assets", 200, 170)]
SHEET = markup.statement("CONSOLIDATED BALANCE SHEETS", BALANCE, ROWS)
MANY = 100_000
SECONDS = 8.0
"""Of the processor, on a busy machine; what grows with the square of its size needs minutes."""


def page(part: str) -> str:
    return markup.release(HEAD, SHEET, part)


@pytest.mark.parametrize(
    ("part", "reason"),
    [
        ("<div>" * MANY, "nested deeper"),
        ("<div>" * 2_000 + "x", "nested deeper"),
        ("<b>" * MANY + "<p>x</p>", "nested deeper"),
        ("<table><tr><td>" * MANY + "1", "nested deeper"),
        ("<table><tr><td>" + "<span>" * MANY + "1", "nested deeper"),
        ("<table><tr><td>" + "<i>" * 2_000 + "1", "nested deeper"),
        ("<table>" + "<tr><td>1</td><td>2</td></tr>" * 2 * MANY + "</table>", "more than 300,000 cells"),
        ("<table><tr>" + "<td>1</td>" * MANY + "</tr></table>", "spans more than 2,000 columns"),
        ("<table><tr>" + "<td colspan=999 rowspan=999>1</td>" * 99 + "</tr></table>", "spans more than 2,000 columns"),
        ("<table><tr>" + "<td>1</td>" * 999 + "</tr></table>", "more than 200 columns of values"),
        (
            f"<table><tr><td>{'Cash ' * 9_999}</td><td>1</td></tr>{'<tr><td>Debt</td><td>2</td></tr>' * 2_000}</table>",
            "characters wide",
        ),
    ],
    ids=[
        "100,000 blocks", "2,000 blocks", "100,000 inlines", "100,000 tables", "100,000 spans in a cell",
        "2,000 inlines in a cell", "200,000 cells", "a row of 100,000 cells", "spans", "999 columns", "wide lines",
    ],
)  # fmt: skip
def test_what_no_exhibit_has_is_refused_by_name_and_with_the_reason(read, part, reason):
    started = time.process_time()
    with pytest.raises(UnreadableSourceError, match=rf"^made_up\.txt: .*{reason}.*; this is no exhibit$"):
        read(page(part))
    assert time.process_time() - started < SECONDS


@pytest.mark.parametrize(
    "part",
    [
        "<b>" * MANY + "x",
        "<table>" + "<tr><td rowspan=9999>Cash</td></tr>" * 5_000 + "</table>",
        "<p>" + "&amp;" * 10 * MANY + "</p>",
        "<table><tr><td>" + "&nbsp;" * 10 * MANY + "</td></tr></table>",
        "<!--" * MANY,
        "<" * 10 * MANY,
        "<a " * MANY,
        "<td " + "a=1 " * MANY + ">1</td>",
        f"<table><tr><td style='{'border-top:' * MANY}'>1</td></tr></table>",
        f"<table><tr><td style='padding-left:1.2.3px;text-indent:{'9' * 500}px'>Cash</td><td>1</td></tr></table>",
        *(f"<table><tr><td>Cash</td><td>{digits * MANY}</td></tr></table>" for digits in ("1", "1,", "(", "(1) ", "*")),
        f"<table>{'<tr><td>Debt</td><td>1</td></tr>' * 500}<tr><td>Cash</td><td>1{'(1) ' * 9_999}</td></tr></table>",
        f"<p>{'Net sales were $4 and more, up 6 percent. ' * MANY}</p>",
        f"<pre>{'Net sales 4   5   6 ' * MANY}</pre>",
        "<pre>x\n" * 5_000,
        "<p>Net sales rose 4 percent to $5 million in all, as was told before.</p>" * 20_000,
        "<table>" + "<tr>" * MANY + "</table>",
        "&nbsp;" * 10 * MANY,
        "<p style='position:absolute;top:9px;left:1999px'>1</p>" * 9_000,
        "".join(f"<p style='position:absolute;top:{9 * n}px;left:1999px'>1</p>" for n in range(9_000)),
        "<p style='position:absolute;top:9px;left:9px'>1</p>" * MANY,
        f"<p {'style=position ' * MANY} absolute>x</p>",
        f"<p style='{'position:absolute;top:' * MANY}'>x</p>",
        "<p>Debt&nbsp;&nbsp;&nbsp;&nbsp;1</p>\n" * 5_000 + "<p>It was a year of growth.</p>" * 9,
        f"<p>{'Debt&nbsp;&nbsp;&nbsp;&nbsp;1&nbsp;&nbsp;&nbsp;&nbsp;2 ' * MANY}</p>",
    ],
    ids=[
        "inlines", "rowspans", "references", "hard blanks", "comments", "less-than signs", "tags", "attributes",
        "borders", "indents", "digits", "commas", "parentheses", "marks", "stars", "a value with marks",
        "a paragraph", "a line", "preformatted", "paragraphs", "rows", "blanks",
        "pieces on a line", "pieces below each other", "pieces", "styles", "a style", "typed lines", "a typed line",
    ],
)  # fmt: skip
def test_the_rest_is_read_in_little_time_and_takes_nothing_from_what_stands_beside(read, part):
    started = time.process_time()
    facts = read(page(part)).fact
    assert time.process_time() - started < SECONDS
    assert facts.filter(statement="balance_sheet")["value"].to_list()[:4] == [120_000, 100_000, 200_000, 170_000]


def calls(action) -> int:
    """How many functions ``action`` calls."""
    count = 0

    def counted(frame, event, argument) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(counted)
    try:
        action()
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize(
    "row",
    [
        "<p>Net sales rose 4 percent to $5 million in all, as was told before.</p>",
        "<div><div><p>Halden</p></div></div>",
        "<table><tr><td>Cash</td><td>$</td><td>1</td><td>)</td></tr></table>",
        "<pre>Cash   1   2\n</pre>",
        f"<p>Cash{'&nbsp;&nbsp;&nbsp;&nbsp;1' * 4}</p><p>{'The quarter was a good one for all of us. ' * 3}</p>",
    ],
    ids=["paragraphs", "blocks", "tables", "preformatted", "typed"],
)
def test_twice_as_much_is_twice_the_work(read, row):
    read(page(row))
    once, twice = (calls(lambda count=count: read(page(row * count))) for count in (300, 600))
    assert twice < 2.5 * once


def test_a_type_that_entities_define_is_not_expanded(read):
    """The bomb of a billion laughs."""
    laughs = "".join(f"<!ENTITY b{n} '{f'&b{n - 1};' * 9}'>" for n in range(1, 99))
    assert not read(f"<!DOCTYPE x [<!ENTITY b0 'ha'>{laughs}]><html><body><p>&b98;</p></body></html>").fact.height


def test_an_open_document_ends_where_the_next_begins(read):
    """What was cut off in its middle takes nothing with it."""
    results = release(statement("CONSOLIDATED BALANCE SHEETS", BALANCE, ROWS))
    open_one = "<DOCUMENT>\n<TYPE>8-K\n<TEXT>\nFORM 8-K\n"
    exhibit = f"<DOCUMENT>\n<TYPE>EX-99.1\n<FILENAME>../../etc/passwd\n<TEXT>\n{results}"
    frames = read(open_one + exhibit)
    assert frames.release["document"].to_list() == ["EX-99.1"]
    assert frames.release["release_id"].to_list() == [hashlib.sha256(results.encode()).hexdigest()]
    assert frames.fact.height == 4
    assert not [name for name in frames.filing["file_name"] if "passwd" in name]


@pytest.mark.parametrize("at", [0, 2_000, 100_000])
def test_null_bytes_are_binary_data_wherever_they_stand(read, at):
    text = release(statement("CONSOLIDATED BALANCE SHEETS", BALANCE, ROWS)) + "\n" * 200_000
    with pytest.raises(UnreadableSourceError, match=r"^made_up\.txt: binary data"):
        read(text[:at] + "\0" * 40 + text[at:])
