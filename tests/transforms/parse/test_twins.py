"""Tables of the same lines: the name above each leads their path, and only what tells them apart does."""

import pytest

from support.markup import EARNED, release, statement
from support.statements import QUARTER

HEAD = "TROY, Mich., July 29, 2004 - Dorne Mutual, Inc. (NYSE: DRNM) told of its quarter ended June 30, 2004."
RESULTS = statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, EARNED)


@pytest.fixture
def sections(read):
    """Section of every value of the first column under that label, in printed order."""

    def sections_of(*tables: str, label: str) -> list[str]:
        facts = read(release(HEAD, RESULTS, *tables)).fact.filter(label=label, column_index=1, origin="table")
        return facts.sort("table_index", "row_index")["section"].to_list()

    return sections_of


def lines(*values: int) -> list[tuple[str, int, int]]:
    names = ("Written premiums", "Earned premiums", "Underwriting profit")
    return [(name, value, value - 1) for name, value in zip(names, values, strict=True)]


def named(name: str, rows) -> str:
    return f"<p style='text-align:center'>{name}</p>{statement('', QUARTER, rows, note='')}"


def test_the_segment_above_each_of_several_tables_of_the_same_lines_leads_their_path(sections):
    """James River's first quarter of 2020, and MSA's growth of consolidated sales, of the Americas and of the rest."""
    found = sections(
        named("Segment Results</p><p>MARINE LINES", lines(810, 704, 55)),
        named("HOME LINES", lines(420, 391, 18)),
        label="Written premiums",
    )
    assert found == ["MARINE LINES", "HOME LINES"]


def test_the_sentence_above_tables_of_the_same_parts_says_which_measure_they_break_down(sections):
    """The same company's gross, net and earned premiums by segment."""
    rows, less = (
        [("Marine lines", 810, 704), ("Home lines", 420, 391)],
        [("Marine lines", 790, 688), ("Home lines", 4, 3)],
    )
    found = sections(
        "<ul><li>Gross written premium of $1.2 billion, consisting of the following:</li></ul>" + named("", rows),
        "<ul><li>Fee income by line was as follows:</li></ul>" + named("", less),
        label="Home lines",
    )
    assert found == ["Gross written premium", "Fee income by line"]


def test_tables_of_other_lines_or_of_the_same_values_are_no_twins(sections):
    """What repeats a table is that table, and one line in common is no likeness."""
    found = sections(
        named("Segment Results</p><p>MARINE LINES", lines(810, 704, 55)),
        named("SUMMARY OF MARINE LINES", lines(810, 704, 55)),
        named("HOME LINES", [("Written premiums", 5, 4), ("Policies", 3, 2), ("Claims", 2, 1)]),
        label="Written premiums",
    )
    assert "MARINE LINES" not in found


def test_the_same_lines_of_the_year_before_stand_below_the_title_of_this_year_s(sections):
    """Mastercard's first quarter of 2020 prints "... Operating Performance" once above the volumes of two quarters."""
    block = (
        "<tr><td>&nbsp;</td></tr><tr><td></td><td colspan=2>For the 3 Months Ended June 30, {year}</td></tr>"
        "<tr><td></td><td>Volume (Bil.)</td><td>Cards (Mil.)</td></tr><tr><td>All Programs</td></tr>"
        "<tr><td>Americas</td><td>$ 472</td><td>847</td></tr><tr><td>Europe</td><td>467</td><td>609</td></tr>"
    )
    title = "<tr><td colspan=3>Dorne Mutual Operating Performance</td></tr>"
    found = sections(f"<table>{title}{block.format(year=2004)}{block.format(year=2003)}</table>", label="Europe")
    assert found == ["Dorne Mutual Operating Performance > All Programs"] * 2
