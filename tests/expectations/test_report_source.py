"""The exhibit beside its facts: every token marked by what became of it, where it stands."""

import polars as pl
import pytest

from expectations.report import SOURCE
from expectations.report.source import mark
from warehouse import schema

PLACE = {"line_number": None, "char_start": None, "char_end": None, "table_index": None, "row_index": None}


def fact(printed, **place):
    return {**PLACE, "cell_index": None, "printed": printed, **place}


def frame(table, *rows):
    ids = {"reading": "r", "release_id": "x", "issue_id": "i", "in_table": True, "code": "odd", "cell_index": None}
    given = [{name: {**PLACE, **ids, **row}.get(name) for name in table.frame_schema} for row in rows]
    return pl.DataFrame(given, schema=table.frame_schema, orient="row")


def text_of(*lines):
    return pl.DataFrame(
        [{"reading": "r", "text": line, "line_number": number} for number, line in enumerate(lines, start=1)],
        schema=SOURCE,
    )


def row_of(*cells):
    """Cells of one row: text, first and last column of the grid."""
    given = [
        {"reading": "r", "text": text, "table_index": 0, "row_index": 4, "cell_index": order, "left": one, "right": end}
        for order, (text, one, end) in enumerate(cells)
    ]
    return pl.DataFrame(given, schema=SOURCE)


def marked(source, facts=(), non_facts=(), issues=()):
    return mark(source, list(facts), frame(schema.NON_FACT, *non_facts), frame(schema.ISSUE, *issues))


def told(segments):
    return [(one.text, one.fact, one.reason, one.level) for one in segments]


def test_characters_are_marked_where_the_place_says_and_not_where_they_are_first_found():
    sheet = marked(text_of("Cash 7  7"), [fact("7", line_number=1, char_start=8, char_end=9)])
    assert told(sheet.blocks[0].lines[0].segments) == [("Cash 7  ", None, "", ""), ("7", 0, "", "")]


def test_what_is_no_fact_says_why_and_an_issue_what_it_is():
    sheet = marked(
        text_of("June 30, 2003  165,103"),
        non_facts=[
            {"token": "2003", "reason": "column_header_date", "line_number": 1, "char_start": 9, "char_end": 13}
        ],
        issues=[{"level": "warning", "message": "odd", "line_number": 1, "char_start": 15, "char_end": 22}],
    )
    assert told(sheet.blocks[0].lines[0].segments) == [
        ("June 30, ", None, "", ""), ("2003", None, "column header date", ""), ("  ", None, "", ""),
        ("165,103", None, "", "warning"),
    ]  # fmt: skip


def test_a_fact_with_an_issue_is_both_and_an_overlap_loses_no_character():
    issue = {"level": "error", "message": "odd", "line_number": 1, "char_start": 3, "char_end": 8}
    sheet = marked(text_of("ab 123 cd"), [fact("123", line_number=1, char_start=3, char_end=6)], issues=[issue])
    (line,) = sheet.blocks[0].lines
    assert told(line.segments) == [("ab ", None, "", ""), ("123", 0, "", "error"), (" c", None, "", "error"),
                                   ("d", None, "", "")]  # fmt: skip
    assert [one.starts for one in line.segments] == [(), (0,), (), ()]


def test_two_facts_in_one_place_are_both_found():
    at = {"line_number": 1, "char_start": 0, "char_end": 4}
    sheet = marked(text_of("0.03 per share"), [fact("0.03", **at), fact("0.03", **at)])
    assert sheet.blocks[0].lines[0].segments[0].starts == (0, 1)
    assert sheet.found == {0, 1}


def test_an_issue_of_a_whole_line_is_told_of_the_line():
    issue = {"level": "warning", "message": "no sum", "line_number": 2}
    assert [line.issue for line in marked(text_of("a", "b"), issues=[issue]).blocks[0].lines] == ["", "no sum"]


def test_a_place_beyond_the_line_marks_nothing_and_the_fact_is_not_found():
    sheet = marked(text_of("ab"), [fact("12", line_number=1, char_start=5, char_end=7)])
    assert told(sheet.blocks[0].lines[0].segments) == [("ab", None, "", "")]
    assert sheet.found == frozenset()


def test_a_number_in_a_cell_is_marked_whole_and_never_inside_a_longer_one():
    sheet = marked(row_of(("1,234 234", 0, 0)), [fact("234", table_index=0, row_index=4, cell_index=0)])
    assert told(sheet.blocks[0].rows[0].cells[0].segments) == [("1,234 ", None, "", ""), ("234", 0, "", "")]


def test_values_below_each_other_in_one_cell_are_marked_in_their_order():
    at = {"table_index": 0, "row_index": 4, "cell_index": 0}
    sheet = marked(row_of(("5 5", 0, 0)), [fact("5", **at), fact("5", **at)])
    assert [(one.text, one.fact) for one in sheet.blocks[0].rows[0].cells[0].segments] == [
        ("5", 0), (" ", None), ("5", 1),
    ]  # fmt: skip


def test_a_value_whose_parenthesis_stands_in_the_next_cell_marks_its_own_cell():
    sheet = marked(row_of(("(5.7", 0, 0), (")", 1, 1)), [fact("(5.7)", table_index=0, row_index=4, cell_index=0)])
    assert [told(cell.segments) for cell in sheet.blocks[0].rows[0].cells] == [[("(5.7", 0, "", "")],
                                                                             [(")", None, "", "")]]  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "spans"),
    [
        ((("Cash", 0, 0), ("1", 3, 3), ("2", 6, 6)), [1, 1, 1]),  # spacer columns take no room
        ((("Both", 0, 6),), [1]),
    ],
)
def test_cells_stand_under_the_columns_in_which_any_cell_ends(cells, spans):
    assert [cell.columns for cell in marked(row_of(*cells)).blocks[0].rows[0].cells] == spans


def test_a_gap_in_a_row_keeps_the_cells_behind_it_in_their_columns():
    full = row_of(("Cash", 0, 0), ("1", 1, 1), ("2", 2, 2))
    gap = row_of(("Debt", 0, 0), ("3", 2, 2)).with_columns(row_index=pl.lit(5, pl.Int32))
    rows = marked(pl.concat([full, gap])).blocks[0].rows
    assert [[(cell.columns, "".join(one.text for one in cell.segments)) for cell in row.cells] for row in rows] == [
        [(1, "Cash"), (1, "1"), (1, "2")], [(1, "Debt"), (1, ""), (1, "3")],
    ]  # fmt: skip


def test_a_number_of_a_paragraph_is_marked_by_the_place_that_it_has_in_the_file():
    """It is printed at another offset of the file than of the text that is shown."""
    source = pl.DataFrame(
        [
            {"reading": "r", "text": "Sales of 4 and 4", "numbers": [[9, 10, 12, 40], [15, 16, 13, 5]]},
            {"reading": "r", "text": "up 4", "table_index": 0, "row_index": 0, "cell_index": 0, "left": 0, "right": 0,
             "numbers": [[3, 4, 20, 8]]},
        ],
        schema=SOURCE,
    )  # fmt: skip
    sheet = marked(
        source,
        [fact("4", line_number=13, char_start=4, char_end=5), fact("4", line_number=20, char_start=7, char_end=8)],
        non_facts=[{"token": "4", "reason": "prose_number", "line_number": 12, "char_start": 39, "char_end": 40}],
    )
    paragraph, table = sheet.blocks
    assert told(paragraph.paragraph) == [
        ("Sales of ", None, "", ""), ("4", None, "prose number", ""), (" and ", None, "", ""), ("4", 0, "", ""),
    ]  # fmt: skip
    assert told(table.rows[0].cells[0].segments) == [("up ", None, "", ""), ("4", 1, "", "")]
    assert sheet.found == {0, 1}
