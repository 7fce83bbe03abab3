"""Header lines to the headings of columns, level by level."""

from datetime import date

import pytest

from support import markup
from support.statements import HEAD, release
from transforms.parse.blocks import find_blocks
from transforms.parse.grid import Column
from transforms.parse.tables import read_tables
from transforms.parse.text import read_lines


def columns_of(text: str) -> list[Column]:
    """The columns of the only table of ``text``."""
    (table,) = read_tables(find_blocks(read_lines(text)))
    return table.columns


def test_a_caption_over_two_years_spans_them_by_its_rule():
    columns = columns_of("""
CONDENSED CONSOLIDATED STATEMENTS OF OPERATIONS
(in thousands)
                              Three months ended June 30,   Six months ended June 30,
                              ---------------------------   -------------------------
                                   2004          2003           2004          2003
                                   ----          ----           ----          ----
Net revenues                       4,180         3,990          8,240         7,770
Net income                           412           377            801           733
""")
    assert [column.heading for column in columns] == [
        ("Three months ended June 30,", "2004"), ("Three months ended June 30,", "2003"),
        ("Six months ended June 30,", "2004"), ("Six months ended June 30,", "2003"),
    ]  # fmt: skip
    assert [(column.period.start, column.period.end) for column in columns] == [
        (date(2004, 4, 1), date(2004, 6, 30)), (date(2003, 4, 1), date(2003, 6, 30)),
        (date(2004, 1, 1), date(2004, 6, 30)), (date(2003, 1, 1), date(2003, 6, 30)),
    ]  # fmt: skip


def test_a_day_stands_over_its_year():
    columns = columns_of("""
                    STATEMENTS OF OPERATIONS
                (in thousands, unaudited)
                          Three Months Ended
                        Sep 30,       Jun 30,       Sep 30,
                         2003          2003          2002
                        -------       -------       -------
Net revenues             4,180         3,990         8,240
Net income                 412           377           801
""")
    assert [column.period.end for column in columns] == [date(2003, 9, 30), date(2003, 6, 30), date(2002, 9, 30)]
    assert {column.period.months for column in columns} == {3}


def test_weeks_over_two_days_that_share_them():
    columns = columns_of("""
CONSOLIDATED STATEMENTS OF INCOME
(Dollars in thousands)
                                  For the 13
                                  Weeks Ended
                          July 3,          June 28,
                           2004              2003
                          -------          --------
Net sales                  4,180             3,990
Net income                   412               377
""")
    assert [(column.period.weeks, column.period.end) for column in columns] == [
        (13, date(2004, 7, 3)),
        (13, date(2003, 6, 28)),
    ]


def test_dates_of_balances_are_instants_with_their_marks_and_assurance():
    columns = columns_of("""
CONDENSED CONSOLIDATED BALANCE SHEETS
(in thousands)
                              June 30, 2004     December 31, 2003
                              -------------     -----------------
                               (unaudited)             (A)
Total assets                       4,180             3,990
Total liabilities                    412               377
""")
    assert [(column.period.kind, column.period.end) for column in columns] == [
        ("instant", date(2004, 6, 30)),
        ("instant", date(2003, 12, 31)),
    ]
    assert [(column.marks, column.assurance) for column in columns] == [((), "unaudited"), (("(A)",), None)]


def test_a_bare_date_over_flows_leaves_the_period_undecided(read):
    frames = read(
        release("""
CONSOLIDATED STATEMENTS OF OPERATIONS
(in thousands)
                              June 30, 2004     June 30, 2003
                              -------------     -------------
Net revenues                       4,180             3,990
Net income                           412               377
""")
    )
    issues = frames.issue.filter(level="error")
    assert set(issues["code"]) == {"undecided_period"}
    assert issues["line_number"].to_list() == [14, 14]


@pytest.mark.parametrize("older_first", [False, True])
def test_the_order_of_periods_is_the_headings_affair(older_first):
    years = (2003, 2004) if older_first else (2004, 2003)
    columns = columns_of(f"""
STATEMENTS OF OPERATIONS
                          Three Months Ended June 30,
                          ---------------------------
                            {years[0]}          {years[1]}
                            ----          ----
Net revenues               4,180         3,990
Net income                   412           377
""")
    assert [column.period.end.year for column in columns] == list(years)


def test_a_note_that_reaches_over_the_first_column_is_no_part_of_its_heading():
    columns = columns_of("""
CONSOLIDATED STATEMENTS OF INCOME
(Unaudited; dollars and shares in thousands, except per share data)

                                      13 Weeks Ended
                                =========================
                                  June 26,      June 28,
                                    2004          2003
                                ===========   ===========
Net sales                       $    4,180    $    3,990
Net income                             412           377
""")
    assert [column.heading for column in columns] == [
        ("13 Weeks Ended", "June 26,", "2004"),
        ("13 Weeks Ended", "June 28,", "2003"),
    ]
    assert [column.dimensions for column in columns] == [{}, {}]


def test_a_rule_below_the_whole_head_spans_no_caption():
    """Horizon Financial's December quarter of 2005: amounts and their share of the total under each date."""
    columns = columns_of("""
LOANS  (unaudited)        December 31,      September 30,       December 31,
                             2005               2005               2004
------------------------------------------------------------------------------
Commercial                  112,424    13%      117,537   14%     112,167  15%
Home                        117,243    87%      112,227   86%      91,494  85%
""")
    assert [str(column.period) for column in columns] == ["2005-12-31"] * 2 + ["2005-09-30"] * 2 + ["2004-12-31"] * 2


def test_a_year_and_the_change_beside_it_are_two_headings():
    """Southern Company's fourth quarter of 2004 leaves one blank between them."""
    columns = columns_of("""
                    STATEMENTS OF OPERATIONS
                          12 Months Ended December
                        ---------------------------
                          2004       2003 Change
                         -----      ----- ------
Earnings                $ 2.04      $1.97  $0.07
Other earnings          $ 0.04      $0.97  $0.07
""")
    assert [(str(column.period.end), column.role) for column in columns] == [
        ("2004-12-31", "value"), ("2003-12-31", "value"), ("2004-12-31", "change"),
    ]  # fmt: skip


def test_a_count_over_what_it_counts_is_of_its_columns_alone():
    """Horizon's December quarter of 2007, in narrow columns: "Nine" over "Months", "One" over "Year" over "Change"."""
    columns = columns_of("""
CONSOLIDATED STATEMENTS OF INCOME

                                                One     Nine
                      Quarter     Quarter      Year    Months
                       Ended       Ended    Change      Ended
                      June 30,    June 30,             June 30,
                        2004        2003                 2004
                      ------------------------------------------
Interest income         4,180       3,990        5%      12,240
Net income                412         377        9%         801
""")
    assert [column.dimensions for column in columns] == [{}, {}, {"column": "One Year Change"}, {}]
    assert [column.period.months for column in columns] == [3, 3, 3, 9]


@pytest.mark.parametrize("mark", ["<TABLE>\n<CAPTION>", "Page 7"])
def test_names_above_a_page_number_or_a_tag_head_no_columns(mark):
    """Southern's year 2006 and Horizon's December quarter of 2007: the issuer's name reaches over the first column."""
    columns = columns_of(f"""
                       Northern Light
                   Significant Factors
{mark}

                               3 Months Ended June        6 Months Ended June
                              ---------------------      ---------------------
                                 2004       2003            2004       2003
                              ---------  ----------      ---------  ----------
Retail business                 4,180      3,990           8,240      7,770
Net income                        412        377             801        733
""")
    assert [column.dimensions for column in columns] == [{}] * 4


def test_the_rest_of_a_note_that_wraps_over_the_columns_heads_none(read):
    """MarketAxess' first quarter of 2020: the note of scale stands below the years, and its last word over both."""
    columns = (("Three Months Ended June 30,", "2004", "NOTE"), ("Three Months Ended June 30,", "2003", "NOTE"))
    rows = [("Net revenues", 4_180, 3_990), ("Net income", 412, 377)]
    table = markup.statement("CONSOLIDATED STATEMENTS OF OPERATIONS", columns, rows, note="")
    page = markup.release(HEAD, table.replace("NOTE", "(In thousands, except per share<br>data)"))
    facts = read(page).fact.filter(origin="table")
    assert set(facts["dimensions"]) == {"{}"}
    assert set(facts["scale"]) == {1_000}
