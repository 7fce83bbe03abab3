"""What is a table with its head, what is prose."""

import pytest

from support.statements import BALANCE, QUARTER, release, statement
from transforms.parse.blocks import Blocks, find_blocks
from transforms.parse.kinds import Kind, classify
from transforms.parse.tables import read_tables
from transforms.parse.text import Line, read_lines


def blocks_of(text: str) -> Blocks:
    return find_blocks(read_lines(text))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", Kind.BLANK),
        ("   --------     --------", Kind.RULE),
        ("   ========   $ ========", Kind.RULE),
        ("                                       3", Kind.PAGE),
        ("Page 4 of 9", Kind.PAGE),
        ("<PAGE>", Kind.PAGE),
        ("<TABLE>", Kind.PAGE),
        ("<S>                     <C>       <C>", Kind.PAGE),
        ("        CONDENSED CONSOLIDATED BALANCE SHEETS", Kind.TITLE),
        ("        CONSOLIDATED STATEMENTS OF CASH FLOWS (Unaudited)", Kind.TITLE),
        ("Unaudited condensed consolidated statements of cash flows (continued)", Kind.TITLE),
        ("of the condensed consolidated balance sheets", Kind.TEXT),
        ("      (in thousands, except per share amounts)", Kind.SCALE),
        ("                   (unaudited)", Kind.SCALE),
        ("                        2003          2002", Kind.HEADER),
        ("          Three months ended June 30,    Six months ended June 30,", Kind.HEADER),
        ("Net revenues            4,180         3,990", Kind.DATA),
        ("Write-down of investments       --          --", Kind.DATA),
        ("    10,121 shares outstanding     9,894       9,919", Kind.DATA),
        ("  $100,000 and above           219,008       215,308", Kind.DATA),
        ("  2004 notes                      412           377", Kind.DATA),
        ("In millions, except per share data         4Q19       2020       2019", Kind.HEADER),
        ("Operating expenses:", Kind.TEXT),
        ("12 Mill Street          Alder Falls, OH 44001          (614) 555-0142", Kind.TEXT),
        ("       $200,000.", Kind.TEXT),
        ("                        (more)", Kind.PAGE),
        ("HALDEN OPTICS, INC.", Kind.TEXT),
    ],
)
def test_the_class_of_a_line(text, kind):
    assert classify(Line(1, text, None)).kind is kind


def test_signs_that_touch_the_value_before_them_part_columns():
    line = "   common stockholders    $ (27,036)$ (28,022) $(103,514)$(108,207)"
    assert [token.printed for token in classify(Line(1, line, None)).values] == [
        "(27,036)",
        "(28,022)",
        "(103,514)",
        "(108,207)",
    ]


def test_a_sentence_may_say_the_scale_at_the_end_of_its_first_line():
    text = (
        "The following table presents selected consolidated financial data (in thousands,\n"
        "except earnings per share) for the third quarter of 2003 and 2002.\n\n"
        "Quarter Ended:                 Sept 30, 2003      Sept 30, 2002\n"
        "Revenue                          $   731,259        $   702,846\n"
        "Net income                       $    81,315        $    77,906\n"
    )
    (table,) = read_tables(blocks_of(text))
    assert table.scale == 1_000
    assert [str(column.period) for column in table.columns] == ["2003-07-01/2003-09-30", "2002-07-01/2002-09-30"]


def test_tags_are_hints_and_never_required():
    rows = [("Net revenues", 4_180, 3_990), ("Net income", 412, 377)]
    plain = statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, rows)
    tagged = f"<PAGE>\n<TABLE>\n<CAPTION>\n{plain}</TABLE>\n".replace(
        "Net revenues", "<S>" + " " * 50 + "<C>\nNet revenues", 1
    )
    one, other = (read_tables(blocks_of(text)) for text in (plain, tagged))
    assert [row.label for table in other for row in table.rows] == [row.label for table in one for row in table.rows]
    assert [column.heading for column in other[0].columns] == [column.heading for column in one[0].columns]


@pytest.mark.parametrize(
    "title",
    [
        "CONDENSED CONSOLIDATED BALANCE SHEETS (In thousands)",
        "Condensed Consolidated Balance Sheet (unaudited, in thousands)",
        "BALANCE SHEETS - (In Thousands) (Unaudited)",
        "Consolidated Balance Sheets (Dollars in Thousands)",
        "(In thousands)                BALANCE SHEET",
    ],
)
def test_a_note_of_scale_on_its_line_leaves_a_title_a_title(title):
    (table,) = read_tables(blocks_of(release(statement(title, BALANCE, [("Cash", 412, 377)], note=""))))
    assert (table.statement, table.scale) == ("balance_sheet", 1_000)


def test_a_statement_goes_on_over_the_page_below_its_head_once_more():
    head = "CONSOLIDATED STATEMENTS OF OPERATIONS"
    first = statement(head, QUARTER, ["Expenses:", ("  Wages", 4_180, 3_990), ("  Rents", 400, 300)])
    second = statement(f"{head} (Continued)", QUARTER, [("  Taxes", 20, 10), ("Total expenses", 4_600, 4_300)])
    (table,) = read_tables(blocks_of(release(f"{first}\n                    5\n<PAGE>\n{second}")))
    assert [row.label for row in table.rows] == ["Expenses", "Wages", "Rents", "Taxes", "Total expenses"]


def test_two_statements_below_each_other_are_two_tables_with_their_own_heads():
    text = release(
        statement("CONSOLIDATED BALANCE SHEETS", BALANCE, [("Cash", 412, 377), ("Total assets", 412, 377)]),
        statement(
            "CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, [("Net revenues", 4_180, 3_990), ("Net income", 1, 2)]
        ),
    )
    tables = read_tables(blocks_of(text))
    assert [table.statement for table in tables] == ["balance_sheet", "operations"]
    assert [table.title for table in tables] == ["CONSOLIDATED BALANCE SHEETS", "CONSOLIDATED STATEMENTS OF OPERATIONS"]


def test_a_paragraph_of_prose_ends_a_table():
    rows = [("Net revenues", 4_180, 3_990), ("Net income", 412, 377)]
    prose = """
Halden Optics makes lenses for instruments and has made them since 1974 in Alder Falls,
Ohio. More can be read in the reports that the company has filed with the commission.
"""
    blocks = blocks_of(
        statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, rows) + prose + "Dividends      10      9\n"
    )
    assert len(blocks.tables) == 2
    assert [line.text[:6] for line in blocks.paragraphs[0]] == ["Halden", "Ohio. "]


def test_a_double_spaced_statement_reads_as_a_single_spaced_one():
    rows = [
        "Revenues:",
        ("  Product", 400, 300),
        ("  Service", 12, 13),
        ("    Total", 412, 313),
        ("Net income", 41, 31),
    ]
    single = statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, rows)
    double = single.replace("\n", "\n\n")
    one, other = (read_tables(blocks_of(text))[0] for text in (single, double))
    assert [(row.kind, row.label) for row in other.rows] == [(row.kind, row.label) for row in one.rows]


def test_headlines_are_what_stands_before_prose_and_tables():
    text = "EXHIBIT 99.1\n\nHALDEN OPTICS REPORTS RESULTS\nNET REVENUE $4.2M; EPS $0.03\n\n" + statement(
        "BALANCE SHEETS", BALANCE, [("Cash", 1, 2)]
    )
    assert [line.text for line in blocks_of(text).headlines][:3] == [
        "EXHIBIT 99.1",
        "HALDEN OPTICS REPORTS RESULTS",
        "NET REVENUE $4.2M; EPS $0.03",
    ]


def test_the_cover_of_a_report_holds_no_table():
    """Horizon Financial's reports carry the release in their body: zip code and telephone stand in columns there."""
    cover = """
                    HALDEN OPTICS, INC.
        (Exact name of registrant as specified in its charter)

15 Quay Street, Bellingham                                98225
(Address of principal executive offices)             (Zip Code)

Registrant's telephone number:       (360) 555-0100

Item 2.02 Results of Operations
"""
    rows = [("Cash", 412, 377), ("Total assets", 412, 377)]
    (table,) = blocks_of(cover + statement("CONSOLIDATED BALANCE SHEETS", BALANCE, rows)).tables
    assert [item.line.text.split()[0] for item in table.body if item.values] == ["Cash", "Total"]


def test_a_sentence_that_announces_a_table_says_its_period_and_is_no_title():
    """Pericom's first quarter of fiscal 2006: what the compensation of the quarter cost, by line."""
    text = """
Halden Optics pays part of its staff in options and began to report what they cost. More can
be read in its annual report. The following amounts are a part of the results for the quarter
ended June 30, 2004:

     Cost of sales                                 $    24,000
     Research and development                      $   121,000
     Total compensation                            $   145,000
"""
    (block,) = blocks_of(text).tables
    (table,) = read_tables(blocks_of(text))
    assert block.intro.startswith("The following amounts")
    assert (table.title, [str(column.period) for column in table.columns]) == ("", ["2004-04-01/2004-06-30"])


def test_rules_behind_the_first_line_of_a_label_are_none_of_it(read):
    """Horizon's year ended in March 2006 draws them beside "Net interest income after provision"."""
    rows = [("Net interest income", 44, 36), ("Provision for loan losses", -2, -1)]
    text = release(statement("CONSOLIDATED STATEMENTS OF INCOME", QUARTER, rows)).rstrip("\n")
    label = "Net interest income after provision".ljust(46)
    text += (
        f"\n{label}       ---------            ---------\n" + "  for loan losses".ljust(46) + f"{42:>19} {35:>19} \n"
    )
    assert "Net interest income after provision for loan losses" in read(text).fact["label"].to_list()
