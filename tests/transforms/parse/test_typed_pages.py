"""What releases typed between 1996 and 2006 do that no cell tells: tabs, halves, footnotes above titles."""

import pytest

from support.statements import release
from transforms.parse.blocks import find_blocks
from transforms.parse.grid import PrintedTable
from transforms.parse.identity import read_identity
from transforms.parse.tables import read_tables
from transforms.parse.text import read_lines


def tables_of(text: str) -> list[PrintedTable]:
    return read_tables(find_blocks(read_lines(text)))


HALVES = """\
                    SEGMENT INFORMATION - QUARTER ENDED JUNE 30
                         (Dollars in thousands)

   Net Sales             1998      1997        Operating Profit     1998      1997
---------------------  -------   -------     --------------------  ------    ------
Hand tools             $ 2,204   $ 2,330     Hand tools             $ 510     $ 470
Forgings                 1,440     1,018     Forgings                 302       311
Fasteners                  711       444     Fasteners                170       130
                       -------   -------                           ------    ------
  Total                $ 4,355   $ 3,792     Total                  $ 982     $ 911
"""


def test_tables_side_by_side_are_read_one_after_the_other_below_one_title():
    left, right = tables_of(HALVES)
    assert [row.label for row in left.data_rows] == ["Hand tools", "Forgings", "Fasteners", "Total"]
    assert [row.label for row in right.data_rows] == ["Hand tools", "Forgings", "Fasteners", "Total"]
    assert [row.label for row in right.rows][:1] == ["Operating Profit"]
    assert (left.scale, right.scale) == (1_000, 1_000)
    place = right.data_rows[1].cells[0].place
    assert HALVES.split("\n")[place.line_number - 1][place.char_start : place.char_end] == "302"


def test_two_lines_of_two_labels_are_no_halves():
    text = "STATEMENTS OF OPERATIONS\n                2003      2002\nA label   12   34    Another   56   78\n"
    assert all("Another" not in row.label for table in tables_of(text) for row in table.data_rows[1:])


def test_values_that_start_at_a_tab_stand_in_one_column():
    text = (
        "\t\tSELECTED OPERATING DATA\n\t\t\t\tMarch 27,\tMarch 28,\n\t\t\t\t2005\t\t2004\n"
        "Revenue per hour\t\t$31.47\t\t$29.86\nHours billed\t\t\t1,346,071\t957,308\nMargin\t\t\t\t27.3%\t\t26.9%\n"
    )
    (table,) = tables_of(text)
    assert [[cell.printed for cell in row.cells] for row in table.data_rows] == [
        ["31.47", "29.86"],
        ["1,346,071", "957,308"],
        ["27.3", "26.9"],
    ]
    assert not [trouble for trouble in table.troubles if trouble.level == "error"]


NOTES_ABOVE = """\
STATEMENTS OF OPERATIONS
(in thousands)
                           Three months ended June 30,
                                 2003          2002
Net revenues [a]                4,180         3,990
Net income                        412           377

[a]  Dollars in millions.

BALANCE SHEETS
(Unaudited and in thousands)
                               June 30,     December 31,
                                 2003          2002
Cash                            1,180         1,990
Total assets                    2,412         2,377
"""


def test_a_footnote_above_a_title_says_no_scale_of_what_follows():
    assert [table.scale for table in tables_of(NOTES_ABOVE)] == [1_000, 1_000]


def test_lines_above_a_note_of_scale_head_no_column():
    text = (
        "                  Financial Results For the\n"
        "                   Quarter of Fiscal 2004\n"
        "             (in thousands)\n"
        "\n"
        "                       13 Weeks      13 Weeks\n                        Ended         Ended\n"
        "                        2003          2002\n"
        "Net sales               4,180         3,990\n"
        "Net income                412           377\n"
    )
    (table,) = tables_of(text)
    assert all("Fiscal" not in column.caption for column in table.columns)


def test_a_rule_below_every_column_says_where_words_one_blank_apart_belong():
    text = (
        "BACKLOG\n                      September 30, 2003\n                  -----------------------------\n"
        "                            Dollars    Average\n                  Units   (millions) Sales Price\n"
        "                  -----   ---------- -----------\nIowa              1,661      $ 336     $202,000\n"
        "Arizona             975      $ 223     $229,000\n"
    )
    (table,) = tables_of(text)
    assert [column.heading[1:] for column in table.columns] == [
        ("Units",),
        ("Dollars", "(millions)"),
        ("Average", "Sales Price"),
    ]
    assert [column.scale for column in table.columns] == [None, 1_000_000, None]
    assert table.scale == 1


def test_a_heading_that_has_room_for_the_next_word_is_none_of_its_label():
    text = (
        "STATEMENTS OF OPERATIONS\n"
        "                   2003       2002\n"
        "Consolidated\n"
        "Net operating\n"
        "  revenue        31,408     29,377\n"
        "Station operating\n  expense        22,176     20,518\nNet income        9,232      8,859\n"
    )
    (table,) = tables_of(text)
    assert [(row.kind, row.label) for row in table.rows][:2] == [
        ("heading", "Consolidated"),
        ("data", "Net operating revenue"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "October 21, 1999                                     Nora T. Wexley (254) 555-0177",
        "For release October 21, 1999",
    ],
)
def test_the_day_may_stand_beside_whom_to_call(line):
    assert str(read_identity(read_lines(f"BRAZOS POINT CARRIERS\n{line}\n")).dateline) == "1999-10-21"


def test_another_year_that_prose_names_first_is_one_that_it_compares_with(read):
    """Where the quarters are the calendar's, "the second quarter of 1997" is a year before that to June 30, 1998."""
    text = """\
SEATTLE, July 30, 1998 -- Helmsley Gene Corporation (Nasdaq: HGCX) today announced results for the quarter ended
June 30, 1998. The net loss was $3.4 million, compared with $2.7 million in the second quarter of 1997.

                       STATEMENTS OF OPERATIONS
                                        Three months ended June 30,
                                            1998          1997
Revenues                                 713,960       655,218
Operating expenses                     4,106,275     3,308,640
Net loss                             $(3,392,315)  $(2,653,422)
"""
    facts = read(text).fact.filter(origin="narrative")
    assert {str(day) for day in facts["period_end"]} <= {"1998-06-30", "1997-06-30"}
    assert read(text).tie.filter(outcome="violated", severity="error").is_empty()


def test_a_balance_sheet_whose_sum_is_printed_twice_without_a_name_is_whole(read):
    text = release(
        "BALANCE SHEETS\n(in thousands)\n                          June 30,     December 31,\n"
        "                              2003            2002\n"
        "ASSETS\n"
        "Cash                         1,180           1,990\n"
        "Equipment                    2,000           1,000\n                            ------          ------\n"
        "                             3,180           2,990\n                            ======          ======\n"
        "LIABILITIES\n"
        "Accounts payable             1,000             900\n"
        "Shareholders' equity         2,180           2,090\n"
        "                            ------          ------\n                             3,180           2,990\n"
    )
    assert "cut_off" not in read(text).issue["code"].to_list()


def test_shares_are_counted_below_their_heading_whatever_figure_they_are_used_for(read):
    text = release(
        "STATEMENTS OF OPERATIONS\n(in thousands, except per share data)\n"
        "                               Three Months Ended June 30,\n"
        "                                 2003          2002\n"
        "Net income                      81,315        77,906\nBasic earnings per share           .18           .17\n"
        "Shares used for:\n   Basic earnings per share    451,750       458,271\n"
    )
    facts = read(text).fact.filter(origin="table")
    assert set(facts.filter(section="Shares used for")["unit"]) == {"shares"}


def test_losses_per_share_under_four_bare_days_are_those_of_quarters():
    text = (
        "The following restates losses per share reported earlier.\n\n"
        "                                 Dec. 31,   Mar. 31,   June 30,   Sept. 30,\n"
        "                                   1996       1997       1997       1997\n"
        "                                 --------   --------   --------   ---------\n"
        "Net loss per share as reported   $ (0.27)   $ (0.31)   $ (0.26)   $ (0.24)\n"
        "Net loss per share restated      $ (0.25)   $ (0.29)   $ (0.24)   $ (0.23)\n"
    )
    (table,) = tables_of(text)
    assert [column.period and column.period.months for column in table.columns] == [3, 3, 3, 3]


def test_a_mark_right_behind_a_value_is_none_of_it():
    text = (
        "STATEMENTS OF OPERATIONS\n"
        "                          2003          2002\n"
        "Net sales                72,538        66,917\n"
        "Selling expenses          7,365(1)      6,908\n"
        "In-process research         --          3,700(2)\n"
        "Net income                6,174         5,816(3)\n"
    )
    (table,) = tables_of(text)
    assert [[cell.printed for cell in row.cells] for row in table.data_rows[1:]] == [
        ["7,365", "6,908"],
        ["--", "3,700"],
        ["6,174", "5,816"],
    ]
    assert [one.token for one in table.non_facts if one.reason == "footnote_marker"] == ["1", "2", "3"]


def test_a_title_that_names_one_year_dates_the_quarters_below_it_and_their_total(read):
    text = (
        "SAN JOSE, Calif., October 24, 1996--Oriole Chips, Inc. (NASDAQ:ORCH) reported revenues for its fourth\n"
        "fiscal quarter ended September 30, 1996 of $73.8 million, and $287.5 million for the year.\n\n"
        "STATEMENTS OF OPERATIONS\n(in millions)\n"
        "                         Quarter ended Sept. 30,      Year ended Sept. 30,\n"
        "                            1996         1995          1996          1995\n"
        "Revenues                    73.8         68.1         287.5         251.9\n"
        "Net income                  12.7          9.3          48.6          33.8\n\n"
        "                  FISCAL 1996 QUARTERLY SUMMARY\n(in millions)\n"
        "                         Q1        Q2        Q3        Q4      Total\n"
        "                       ------    ------    ------    ------    ------\n"
        "Bookings                 77.3      71.9      68.4      70.6     288.2\n"
    )
    facts = read(text).fact.filter(label="Bookings").sort("column_index")
    assert [str(day) for day in facts["period_end"]] == [
        "1995-12-31",
        "1996-03-31",
        "1996-06-30",
        "1996-09-30",
        "1996-09-30",
    ]
    assert facts["months"].to_list() == [3, 3, 3, 3, 12]


def test_a_title_that_dates_two_years_lends_each_column_its_own_day():
    text = (
        "                    STATEMENTS OF CASH FLOWS\n"
        "      For the twenty-six weeks ended June 26, 1999 and June 27, 1998\n"
        "                                     1999           1998\n"
        "                                     ----           ----\n"
        "Net income                         18,336         17,145\n"
        "Depreciation                       11,874         10,953\n"
    )
    (table,) = tables_of(text)
    assert [str(column.period and column.period.end) for column in table.columns] == ["1999-06-26", "1998-06-27"]


def test_figures_per_share_stay_so_below_basic_and_beside_changes(read):
    text = release(
        "STATEMENTS OF OPERATIONS\n(in thousands, except per share data)\n"
        "                              Three Months Ended June 30,\n"
        "                               2003        2002    % Change\n"
        "NET INCOME                  152,306     227,660     (33.1)\n"
        "EARNINGS PER SHARE\n  Basic:\n"
        "    Before changes            $ .51       $ .79     (35.4)\n"
        "    Total                     $ .51       $ .74     (31.1)\n"
        "Stores in operation              87          83       4.8\n"
    )
    facts = read(text).fact.filter(role="value")
    assert set(facts.filter(label="Total")["unit"]) == {"USD/share"}
    assert facts.filter(label="Stores in operation").select("unit", "value").rows()[0] == ("stores", 87)


def test_a_heading_may_stand_beside_a_note_of_scale():
    text = (
        "BALANCE SHEETS\n"
        "                               June 30,     December 31,\n"
        "                                 2003          2002\n"
        "ASSETS                             (000's omitted)\n"
        "Cash                            1,180         1,990\n"
        "Total assets                    2,412         2,377\n"
    )
    (table,) = tables_of(text)
    assert (table.scale, table.rows[0].kind, table.rows[0].label) == (1_000, "heading", "ASSETS")


CROWDED = """\
                         Three months ended June 30,
                               2003          2002
Net revenues                 48,211        44,902
Cost of products sold        27,104        26,489
Amortization of goodwill (1) 20,610        20,445
Notes due 2004, series 500                    988
Income taxes                    497        (1,020)
"""


def test_a_value_one_blank_behind_its_label_stands_in_the_column_that_it_ends_with():
    """As makers of chips typed long labels with the mark of a footnote."""
    (table,) = tables_of("STATEMENTS OF OPERATIONS\n(in thousands)\n" + CROWDED)
    rows = {row.label: [(cell.column, cell.printed) for cell in row.cells] for row in table.data_rows}
    assert rows["Amortization of goodwill"] == [(1, "20,610"), (2, "20,445")]
    assert rows["Notes due 2004, series 500"] == [(2, "988")]


MARKED_DAYS = """\
BALANCE SHEETS
(in thousands)
                               October 30,      July 31,
                                  1999            1999
                               -----------      --------
                               (unaudited)         (1)
Cash                               58,204        49,911
Total assets                       92,411        88,377
"""


def test_the_mark_of_a_footnote_below_a_day_is_no_value():
    (table,) = tables_of(MARKED_DAYS)
    assert [row.label for row in table.data_rows] == ["Cash", "Total assets"]


STOCK = """\
BALANCE SHEETS
(in thousands)
                                      March 31,     December 31,
                                        2003           2002
Shareholders' equity:
  Common stock, par value $1:
    Authorized - 80,000 shares
    Issued - 31,804 shares                31,804         31,804
  Capital in excess of par value         118,204        118,310
Total shareholders' equity               150,008        150,114
"""


def test_what_is_told_of_a_stock_is_one_label_and_no_heading():
    """As distributors and makers of tools set their shares out, line by line."""
    (table,) = tables_of(STOCK)
    assert [row.label for row in table.rows] == [
        "Shareholders' equity",
        "Common stock, par value $1: Authorized - 80,000 shares Issued - 31,804 shares",
        "Capital in excess of par value",
        "Total shareholders' equity",
    ]


SHARES_OF_TWO_DAYS = """\
BALANCE SHEETS
(in millions)
                                                   January 31,   October 31,
                                                       2005          2004
Stockholders' equity:
  Common stock; 500 million shares authorized;
    121 million shares at
    January 31, 2005 and 120 million shares at
    October 31, 2004 issued and outstanding                 1             1
  Additional paid-in capital                              621           612
    Total stockholders' equity                            622           613
"""


def test_days_in_the_midst_of_a_label_are_no_header():
    (table,) = tables_of(SHARES_OF_TWO_DAYS)
    assert [len(row.cells) for row in table.rows] == [0, 2, 2, 2]
    assert table.rows[1].label.endswith("shares at October 31, 2004 issued and outstanding")


def test_a_town_with_its_postal_code_is_no_table():
    assert not tables_of("For:  Orlane Diagnostics, Inc.\n      2 Foundry Square\n      Nashua, NH  03060\n")


NOTE_ABOVE = """\
TAMBER CORPORATION
CONSOLIDATED FINANCIAL STATEMENTS
(in thousands)

INCOME STATEMENT*            8/31/2002      8/31/2001
Revenues                        48,211         44,902
Net income                       4,020          3,811

* Certain amounts have been reclassified.

BALANCE SHEET                8/31/2002      8/31/2001
ASSETS
  Cash                           4,204          3,811
    Total assets                44,204         43,811
"""


def test_a_note_above_a_header_that_names_a_statement_is_of_the_table_above():
    assert [table.statement for table in tables_of(NOTE_ABOVE)] == ["operations", "balance_sheet"]


RULES_BESIDE = """\
              For the Three Month and Nine Month Periods Ended September 30
                               (in thousands)
CONDENSED STATEMENTS OF EARNINGS

                                    Third Quarter                    Nine Months
                              ------------------------  %     ------------------------  %
                                2002       2001      Change     2002       2001      Change
                              --------   --------    ------   --------   --------    ------
Net sales                     $146,204   $126,511    15.6     $438,204   $378,811    15.7
Cost of sales                   53,604     47,811    12.1      161,204    142,604    13.0
"""


def test_a_word_between_rules_heads_its_column_and_the_rules_their_captions():
    """As makers of implants set their quarter beside the year to date."""
    (table,) = tables_of(RULES_BESIDE)
    headings = [column.heading for column in table.columns]
    assert headings[2][1:] == headings[5][1:] == ("%", "Change")
    assert [heading[0] for heading in headings[:2]] == ["Third Quarter"] * 2
    assert [heading[0] for heading in headings[3:5]] == ["Nine Months"] * 2


QUARTERS_OF_YEAR = """\
STATEMENTS OF EARNINGS
(in millions)
                            Three months ended
                          April 26,   April 27,
                            2002        2001
Net sales                  166.4       147.3
Net income                  21.1        18.4

WORLDWIDE REVENUE
($ millions)              FY 02     FY 02     FY 02     FY 02     FY 02
                          QTR 1     QTR 2     QTR 3     QTR 4     TOTAL
                         -------   -------   -------   -------   -------
Pacing                     $54.1     $55.0     $56.8     $60.2    $226.1
Spinal                      39.8      40.7      41.2      44.1     165.8
"""


def test_quarters_below_a_year_cut_short_are_no_years():
    blocks = find_blocks(read_lines(QUARTERS_OF_YEAR))
    _, table = read_tables(blocks, (2002, 4))
    assert [column.period and column.period.months for column in table.columns] == [3, 3, 3, 3, 12]


INCOME_BESIDE = """\
CONSOLIDATED SUMMARY FINANCIAL STATEMENTS
(In millions)

INCOME                            THREE MONTHS ENDED
                                 SEPT. 27,   SEPT. 28,
                                   1997        1996
                                 ---------   ---------
NET REVENUES                          $615        $514
Cost of sales                          261         221
"""


def test_a_word_beside_the_header_names_the_statement():
    (table,) = tables_of(INCOME_BESIDE)
    assert (table.statement, [row.section for row in table.data_rows]) == ("operations", [(), ()])


WEEKS_OF_YEARS = """\
CONSOLIDATED STATEMENTS OF OPERATIONS
(In thousands)
                                 Thirteen Weeks Ended       Thirty-nine Weeks Ended
                               November 3,  October 28,    November 3,  October 28,
                                  2001         2000           2001         2000
Net sales                        88,604       81,911        251,204      232,611
Gross profit                     30,400       27,600         84,393       77,407

                                    Thirteen Weeks            Thirty-nine Weeks
Store information:                2001         2000           2001         2000
Stores open, beginning             104           97             99           92
Opened                               6            4             12           10
Stores open, end                   110          101            111          102
"""


def test_weeks_over_years_are_those_that_another_table_dates():
    """As shops count what they opened: the year before had 53 weeks, and the text named its quarter."""
    first, second = read_tables(find_blocks(read_lines(WEEKS_OF_YEARS)), (2000, 3))
    assert [column.period for column in second.columns] == [column.period for column in first.columns]


SHAREHOLDERS = """\
BALANCE SHEETS
(in thousands)
                                  June 30,     December 31,
                                    2003           2002
LIABILITIES AND SHAREHOLDERS'
EQUITY
Accounts payable                   1,204          1,311
Total liabilities and equity       4,204          4,311
"""


def test_a_heading_that_breaks_behind_whose_it_is_goes_on():
    (table,) = tables_of(SHAREHOLDERS)
    assert table.rows[0].label == "LIABILITIES AND SHAREHOLDERS' EQUITY"


NARROW = """\
COMPARATIVE OPERATING RESULTS
(In millions)

                               Fourth Quarter   Twelve Months
                                   Ended            Ended
                                December 31,     December 31,
                               2003    2002     2003    2002
                             ------- -------  ------- -------
Net sales                     $411.2  $388.6 $1,604.1$1,511.8
Cost of sales                  311.4   296.2  1,211.9 1,151.4
Gross profit                    99.8    92.4    392.2   360.4
"""


def test_columns_that_touch_are_two_and_a_caption_over_both_is_one():
    """As makers of furniture set four columns in little room."""
    (table,) = tables_of(NARROW)
    assert [cell.printed for cell in table.data_rows[0].cells] == ["411.2", "388.6", "1,604.1", "1,511.8"]
    assert [(column.period.end.year, column.period.months) for column in table.columns if column.period] == [
        (2003, 3),
        (2002, 3),
        (2003, 12),
        (2002, 12),
    ]


NUMBERED = """\
CONSOLIDATED FINANCIAL SUMMARY
(Amounts in millions)

                               4th Qtr.   3rd Qtr.      Year Ended
                               Aug. 31,    Jun. 1,   Aug. 31,   Sep. 2,
                                 2000       2000       2000       1999
                               --------   --------   --------   --------
Net sales                      $  257.1   $  178.9   $  733.6   $  376.4
Cost of goods sold                107.2       95.1      361.5      282.9
"""


def test_a_quarter_by_number_over_its_last_day_is_no_day_beside_a_year():
    """As makers of memory set the quarters before their years."""
    (table,) = tables_of(NUMBERED)
    assert [column.period and column.period.months for column in table.columns] == [3, 3, 12, 12]
