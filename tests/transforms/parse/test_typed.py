"""Statements typed with hard blanks beside tables of cells, as word processors of 2000 to 2008 wrote them."""

import pytest

from support.statements import BALANCE, HEAD, release, statement
from transforms.parse.typed import keep_blanks

ROWS = [("Cash", 120, 100), ("Receivables", 80, 70), ("Total assets", 200, 170)]
SHEET = statement("CONSOLIDATED BALANCE SHEETS", BALANCE, ROWS).split("\n")
CELLS = "<table><tr><td>Contact:</td><td>A. Rusk</td><td>(218) 555-2217</td></tr></table>"
MEANING = ("statement", "label", "value", "period_end", "unit")
PARAGRAPHS = "".join(f"<p>{line}</p>\n" for line in HEAD.split("\n") if line)


def hard(line: str) -> str:
    return line.replace(" ", "&nbsp;")


def in_one(lines: list[str]) -> str:
    """A paragraph in a typewriter's face, its lines ended by ``<br>``."""
    return '<p><font face="Courier New">' + "<br>\n".join(map(hard, lines)) + "</font></p>"


def each(lines: list[str]) -> str:
    """A paragraph a line, every other blank a hard one."""
    return "".join(f"<p><tt>{line.replace('  ', '&nbsp; ') or '&nbsp;'}</tt></p>\n" for line in lines)


@pytest.mark.parametrize("typed", [in_one, each])
def test_typed_lines_beside_cells_are_read_as_text(read, typed):
    """A gear maker's highlights stood in cells, its statements were typed: only the highlights were read."""
    page = f"<html><body>{PARAGRAPHS}{CELLS}<p>The quarter was good.</p>{typed(SHEET)}</body></html>"
    facts, plain = read(page).fact, read(release(*SHEET)).fact
    assert facts.select(MEANING).rows() == plain.select(MEANING).rows()
    assert facts.height == 6
    lines = page.split("\n")
    places = facts.select("line_number", "char_start", "char_end").rows()
    assert [lines[number - 1][start:end] for number, start, end in places] == facts["printed"].to_list()


def test_a_line_that_only_the_file_wraps_is_one():
    (lines,) = keep_blanks(
        "<p>" + "Cash&nbsp;&nbsp;&nbsp;&nbsp;\n&nbsp;&nbsp;&nbsp;&nbsp; 1&nbsp;&nbsp;&nbsp;&nbsp;\n 2<br>" * 2 + "</p>",
        5,
    ).preformatted
    assert [line.text for line in lines] == ["Cash          1     2"] * 2
    assert [(line.number_at(at), line.place(at)) for line in lines for at in (0, 14, 20)] == [
        (5, 3), (6, 25), (7, 1), (7, 6), (8, 25), (9, 1),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "<p>&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;2003 was a year of growth for all of us.</p>" * 9,
        "<p>&#183;&nbsp;&nbsp;&nbsp;&nbsp;&nbsp;12 shops were opened.</p>" * 9,
        "<table><tr><td>$&nbsp;&nbsp;&nbsp;&nbsp;1<br>$&nbsp;&nbsp;&nbsp;&nbsp;2</td></tr></table>" * 9,
        "<table>" + "<tr><td>Cash</td><td>$ &nbsp;&nbsp;&nbsp;&nbsp;1</td></tr>" * 9 + "</table>",
        f"<p>{'Sales of the quarter, told at length in a sentence, were&nbsp;&nbsp;&nbsp;&nbsp;4. ' * 9}</p>",
    ],
    ids=["set in", "items", "stacks", "cells", "prose"],
)
def test_blanks_that_set_no_values_off_from_words_type_nothing(text):
    assert keep_blanks(text, 1) == (text, [])
