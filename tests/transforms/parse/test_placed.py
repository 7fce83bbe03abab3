"""Pages converted from PDF: every piece of text says where on the page it stands."""

import polars as pl
import pytest

from transforms.parse.typed import keep_blanks

HEAD = (
    "HALDEN OPTICS REPORTS SECOND QUARTER RESULTS",
    "ALDER FALLS, Ohio - July 22, 2004 - Halden Optics, Inc. said so.",
)
ROWS = (("Net sales", 412, 400, 810, 790), ("Cost of sales", 212, 210, 420, 410), ("Net income", 40, 52, 81, 103))
EDGES = (400, 470, 560, 630)
DIGIT = 5.5


def piece(tag: str, top: float, left: float, text: object, unit: str = "px") -> str:
    return f'<{tag} style="position:absolute; top:{top}{unit}; left:{left:.1f}{unit}"><b>{text}</b></{tag}>\n'


def page(tag: str, rows=ROWS, top: float = 60) -> str:
    """A statement, its values from right to left as some programs write them."""
    parts = [piece(tag, top, 280, "CONSOLIDATED STATEMENTS OF OPERATIONS")]
    parts += [piece(tag, top + 14, 370, "Three Months Ended"), piece(tag, top + 14, 540, "Six Months Ended")]
    parts += [piece(tag, top + 28, 390, "June 30,"), piece(tag, top + 28, 555, "June 30,")]
    years = [piece(tag, top + 42, edge - 4 * DIGIT, year) for edge, year in zip(EDGES, (2004, 2003) * 2, strict=True)]
    parts += years
    for order, (label, *values) in enumerate(rows, 4):
        cells = [
            piece(tag, top + 14 * order + 1, edge - len(f"{value:,}") * DIGIT, f"{value:,}")
            for edge, value in zip(EDGES, values, strict=True)
        ]
        parts += [*reversed(cells), piece(tag, top + 14 * order, 60, label)]
    return "".join(parts)


@pytest.mark.parametrize("tag", ["div", "p", "span"])
def test_a_page_of_placed_pieces_is_read_as_its_lines(read, tag):
    told = "".join(piece(tag, 10 + 14 * order, 60, line) for order, line in enumerate(HEAD))
    more = [(f"{label} abroad", *values) for label, *values in ROWS]
    text = f"<html><body>\n<img src=p.jpg>\n{told}{page(tag, top=600)}{page(tag, more)}</body></html>"
    facts = read(text).fact.filter(origin="table")
    assert facts.height == 24
    income = facts.filter(label="Net income").sort("value")
    assert income.select("value", "months", pl.col("period_end").dt.year()).rows() == [
        (40, 3, 2004), (52, 3, 2003), (81, 6, 2004), (103, 6, 2003),
    ]  # fmt: skip
    lines = text.split("\n")
    places = facts.select("line_number", "char_start", "char_end").rows()
    assert [lines[number - 1][start:end] for number, start, end in places] == facts["printed"].to_list()


@pytest.mark.parametrize(
    "text",
    [
        page("div", ROWS[:1]),
        f"<table><tr><td>{page('div')}</td><td>1</td></tr></table>",
        page("div").replace("left", "right"),
        page("div").replace("left:4", "left:99994"),
        page("div", ROWS * 2_000),
    ],
    ids=["few", "cells", "no place", "wide", "many"],
)
def test_what_is_no_page_of_pieces_stays_as_it_is(text):
    kept = keep_blanks(text, 1)
    assert kept.text == text
    assert not kept.preformatted
