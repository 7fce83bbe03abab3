"""What the headings of columns mean: periods, roles, members."""

from datetime import date

from support.statements import HEAD, release, statement
from transforms.parse.blocks import find_blocks
from transforms.parse.grid import Column, PrintedTable
from transforms.parse.html import lay_out
from transforms.parse.tables import read_tables
from transforms.parse.text import read_lines


def tables_of(*texts: str, fiscal: tuple[int, int] | None = None) -> list[PrintedTable]:
    """The tables of the given texts, one below the other; ``fiscal`` is the year and quarter that prose names."""
    return read_tables(find_blocks(read_lines(release(*texts))), fiscal)


def spans(columns: list[Column]) -> list[tuple[date | None, date] | None]:
    """Start and end of every column's period."""
    return [column.period and (column.period.start, column.period.end) for column in columns]


QUARTERS_AND_HALVES = """
CONSOLIDATED STATEMENTS OF INCOME
(in millions)
                                    QUARTERLY TRENDS                   SIX MONTHS ENDED JUNE 30,
                       ------------------------------------------   ------------------------------
                                                     2Q21 Change                       2021 Change
                                                   --------------                      -----------
REVENUE                   2Q21      1Q21     2Q20   1Q21     2Q20     2021     2020      2020
Investment fees          3,470     2,970    2,850     17       22    6,440    4,716        37
Principal gains          4,076     6,500    7,621    (37)     (47)  10,576   10,558         -
"""


def test_a_quarters_label_is_its_period_whatever_stands_over_the_columns_beside_it():
    """JPMorgan's second quarter of 2021: quarters, changes, then year to date."""
    (table,) = tables_of(QUARTERS_AND_HALVES)
    assert [column.role for column in table.columns] == ["value"] * 3 + ["change"] * 2 + ["value"] * 2 + ["change"]
    quarter, half = (date(2021, 4, 1), date(2021, 6, 30)), (date(2021, 1, 1), date(2021, 6, 30))
    assert spans(table.columns) == [
        quarter,
        (date(2021, 1, 1), date(2021, 3, 31)),
        (date(2020, 4, 1), date(2020, 6, 30)),
        quarter,
        quarter,
        half,
        (date(2020, 1, 1), date(2020, 6, 30)),
        half,
    ]


def test_what_goes_on_without_a_header_takes_the_columns_above_it_by_their_edges():
    """JPMorgan prints its ratios without the columns of changes."""
    above, below = tables_of(
        QUARTERS_AND_HALVES
        + """
FINANCIAL RATIOS
Return on equity            18%       23%       7%                     21%       6%
Return on assets          1.29      1.61     0.58                    1.44     0.51
"""
    )
    values = [column.period for column in above.columns if column.role == "value"]
    assert below.header_inherited
    assert [column.period for column in below.columns] == values


def test_years_beside_a_note_on_the_scale_are_a_header():
    """PNC's second quarter of 2021."""
    (table,) = tables_of("""
TANGIBLE BOOK VALUE (NON-GAAP)
                                                 As of June 30   As of March 31
Dollars in millions, except per share data           2021            2021
Common equity                                      51,107          50,331
Tangible common equity                             40,057          41,228
""")
    assert spans(table.columns) == [(None, date(2021, 6, 30)), (None, date(2021, 3, 31))]
    assert len(table.data_rows) == 2


def test_a_period_that_a_heading_leaves_open_is_the_one_under_which_other_tables_print_the_same_lines():
    """PNC heads reconciliations with days alone."""
    statement = """
CONSOLIDATED STATEMENTS OF OPERATIONS
(in millions)
                              Three months ended June 30,      Six months ended June 30,
                              --------------------------       -------------------------
                                  2021          2020               2021          2020
Net interest income              2,581         2,527              4,929         5,038
Provision for credit losses        302         2,463               (249)        3,377
"""
    reconciliation = """
PRETAX EARNINGS, ADJUSTED (NON-GAAP OPERATIONS)
(in millions)
                              June 30, 2021    June 30, 2020
Net interest income             {one}            {other}
Adjustments                         15               19
"""
    _, known = tables_of(statement, reconciliation.format(one="2,581", other="2,527"))
    assert spans(known.columns) == [(date(2021, 4, 1), date(2021, 6, 30)), (date(2020, 4, 1), date(2020, 6, 30))]
    _, unknown = tables_of(statement, reconciliation.format(one="2,581", other="1,111"))
    assert spans(unknown.columns) == [None, None]


def test_a_list_of_pages_is_no_table():
    """JPMorgan's supplement opens with its contents."""
    contents, goes_on, table = tables_of(
        """
TABLE OF CONTENTS
                                        Page(s)
Consolidated Financial Highlights        2-3
Consolidated Statements of Income          4
Consolidated Balance Sheets                5

Business Segment Results
Consumer Banking                          11
Corporate                                 23
""",
        QUARTERS_AND_HALVES,
    )
    assert {token.reason for table in (contents, goes_on) for token in table.non_facts} == {"prose_number"}
    assert not contents.rows
    assert not goes_on.rows
    assert table.rows


def test_dates_over_values_open_a_table_that_is_no_flow():
    """James River prints equity at three dates below a reconciliation of income."""
    flow, stock = tables_of("""
RECONCILIATION OF ADJUSTED NET OPERATING INCOME (NON-GAAP STATEMENTS OF OPERATIONS)
(in thousands)
                             Three Months Ended March 31,
                                 2020         2019
Income as reported             41,218       25,491
Net realized losses            58,407        1,625

                            March 31, 2020   December 31, 2019
Tangible equity                720,317           778,581
Goodwill                       218,622           218,771
""")
    assert {column.period.kind for column in flow.columns} == {"duration"}
    assert spans(stock.columns) == [(None, date(2020, 3, 31)), (None, date(2019, 12, 31))]


def test_a_footnote_above_the_end_of_its_page_opens_no_table():
    """JPMorgan's pages end in footnotes, and the next begins with a title."""
    _, table = tables_of(
        QUARTERS_AND_HALVES
        + """
(e) Estimated.
                                      9
EARNINGS PER SHARE
(in millions)
                          Three months ended June 30,
                              2021          2020
Net income                  11,948         4,687
Preferred dividends            393           401
"""
    )
    assert "footnote" not in table.statement


def test_a_measure_without_a_period_behind_changes_is_one_of_changes():
    """Tupperware's first quarter of 2020 prints the impact of currencies beside the changes."""
    (table,) = tables_of("""
CONDENSED STATEMENTS OF INCOME
(in millions)
                  13 Weeks      13 Weeks     Reported      Foreign
                    Ended         Ended          %        Exchange
                Mar 28, 2020  Mar 30, 2019   Inc (Dec)     Impact
Net sales            375.9         487.3         (23)        (7.4)
Cost of sales        129.7         161.2         (20)        (5.4)
""")
    assert [column.role for column in table.columns] == ["value", "value", "change", "change"]
    assert spans(table.columns)[3] == (date(2019, 12, 29), date(2020, 3, 28))


def test_captions_over_a_leaf_that_repeats_itself_belong_to_a_repetition_each():
    """Citizens' fourth quarter of 2021 sets them off their columns."""
    (table,) = tables_of(
        """
NOTABLE ITEMS AND STATEMENTS OF OPERATIONS
(in millions)
                     4Q21                3Q21       4Q20
                 ----------------   ---------   ---------
                Pre-tax  After-tax  Pre-tax  After-tax  Pre-tax  After-tax
Tax items            12          7       13          9       45         34
Integration cost      3          2       11          8       18         14
""",
        fiscal=(2021, 4),
    )
    quarters = [date(2021, 12, 31), date(2021, 9, 30), date(2020, 12, 31)]
    assert [column.period and column.period.end for column in table.columns] == [
        day for day in quarters for _ in range(2)
    ]


def test_a_change_is_of_the_quarter_that_it_names_whatever_caption_reaches_over_it():
    """Citizens' fourth quarter of 2021: "FULL YEAR" begins above the change of the quarter."""
    (table,) = tables_of(
        """
ADJUSTED STATEMENTS OF OPERATIONS
(in millions)
                       QUARTERLY TRENDS         FULL YEAR
                    ---------------------   ------------------------
                                            4Q21 Change
                                            -----------
                      4Q21          4Q20       4Q20      2021      2020
Total revenue        1,720         1,707         13     6,647     6,905
Expenses             1,061         1,012         49     4,081     3,991
""",
        fiscal=(2021, 4),
    )
    assert [column.role for column in table.columns] == ["value", "value", "change", "value", "value"]
    assert spans(table.columns)[2:4] == [
        (date(2021, 10, 1), date(2021, 12, 31)),
        (date(2021, 1, 1), date(2021, 12, 31)),
    ]


def test_a_table_of_changes_alone_has_the_period_of_its_title():
    """Aflac's first quarter of 2020."""
    (table,) = tables_of("""
EFFECT OF CURRENCY ON ADJUSTED RESULTS OF OPERATIONS
                                     Including    Excluding
THREE MONTHS ENDED MARCH 31, 2020     Changes      Changes
Net premium income                       1.1%        (0.3)%
Total expenses                           3.2          2.9
""")
    assert [column.role for column in table.columns] == ["change", "change"]
    assert spans(table.columns) == [(date(2020, 1, 1), date(2020, 3, 31))] * 2


def html_columns(*rows: str) -> list[Column]:
    """The columns of a table in HTML, its rows as cells with a bar between."""
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row.split('|'))}</tr>" for row in rows)
    page = f"<html><body><p>CONSOLIDATED BALANCE SHEETS</p><table>{cells}</table></body></html>"
    (table,) = read_tables(find_blocks(lay_out(page).lines))
    return table.columns


def test_dates_with_strokes_head_columns_and_are_no_ranges():
    """KeyCorp's first quarter of 2022."""
    columns = html_columns("|3/31/2022|12/31/2021", "Loans|106,600|101,854", "Total assets|181,221|186,346")
    assert spans(columns) == [(None, date(2022, 3, 31)), (None, date(2021, 12, 31))]


def test_a_currency_sign_that_heads_a_column_stays_over_it():
    """Citizens' fourth quarter of 2021: "$" and "%" over the changes."""
    columns = html_columns("|2021|2020|Change|Change", "|||$|%", "Cash|120|110|10|9", "Total assets|220|200|20|10")
    assert [column.heading for column in columns[2:]] == [("Change", "$"), ("Change", "%")]


def test_a_multiple_in_a_cell_of_its_own_belongs_to_its_value():
    """JPMorgan's second quarter of 2021."""
    columns = html_columns(
        "|2021||2020|", "Loans|120||110|", "Revenue multiple|3.59|x|3.78|x", "Total assets|220||200|"
    )
    assert len(columns) == 2


def test_a_mark_in_a_cell_of_its_own_belongs_to_the_caption_before_it():
    """PNC's fourth quarter of 2020: "12/31/2020" and "*"."""
    columns = html_columns("|12/31/2020|*|9/30/2020|", "Loans|120||110|", "Total assets|220||200|")
    assert [column.heading for column in columns] == [("12/31/2020 *",), ("9/30/2020",)]


def test_an_amount_per_share_has_the_period_of_the_amount_beside_it():
    """PNC's second quarter of 2021."""
    (table,) = tables_of("""
ADJUSTED EARNINGS (NON-GAAP STATEMENT OF OPERATIONS)
                            Three months ended
                              June 30, 2021      Per Common Share
Net income                       1,037              2.43
Integration costs                  882              2.07
""")
    assert spans(table.columns) == [(date(2021, 4, 1), date(2021, 6, 30))] * 2


def test_balances_and_flows_below_one_quarter_have_their_own_periods(read):
    """JPMorgan's second quarter of 2021: balances, then revenue of its businesses, then averages."""
    facts = read(
        HEAD
        + """
CONSOLIDATED BALANCE SHEETS
(in millions)
                                         SIX MONTHS ENDED JUNE 30,
                                           2021              2020
Total assets                          3,684,256         3,212,643
Long-term debt                          299,926           317,003

Line of business net revenue:
Consumer banking                         25,277            25,645
Corporate bank                           27,819            26,386

Tangible equity (average):
Common equity                           248,209           234,469
"""
    ).fact
    kinds = dict(facts.filter(column_index=1).select("label", "period_type").rows())
    assert kinds == {
        "Total assets": "instant",
        "Long-term debt": "instant",
        "Consumer banking": "duration",
        "Corporate bank": "duration",
        "Common equity": "duration",
    }


def test_a_heading_beside_the_header_says_that_balances_are_of_the_quarters_end(read):
    """Citizens' fourth quarter of 2021 prints balances at the end above their averages."""
    facts = read(
        HEAD
        + """
NET INTEREST ANALYSIS

Deposits                                  4Q21              3Q21
(in millions)
Period-end deposits                         $                 $
Demand deposits                          49,443            48,184
Savings                                  22,030            20,834
Average deposits
Demand deposits                          48,010            47,100
Savings                                  21,500            20,400
"""
    ).fact
    kinds = facts.filter(column_index=1).select("section", "period_type").rows()
    assert [kind for _, kind in kinds] == ["instant", "instant", "duration", "duration"]


def test_a_caption_over_all_columns_is_no_member():
    """PNC's second quarter of 2021 prints the title of its highlights in the header."""
    (table,) = tables_of("""
BALANCE SHEETS
                                Consolidated Highlights
                             ----------------------------
                             June 30, 2021  June 30, 2020
Loans                              294,704        258,236
Total assets                       554,212        458,978
""")
    assert [column.dimensions for column in table.columns] == [{}, {}]


def test_the_last_twelve_months_are_a_period_alone():
    """Hartford's first quarter of 2020."""
    (table,) = tables_of("""
RECONCILIATION OF ADJUSTED NET INCOME
                          Last Twelve Months Ended
                       Mar 31 2020      Mar 31 2019
Net income                   1,732            1,806
Core earnings                2,035            1,702
""")
    assert [column.dimensions for column in table.columns] == [{}, {}]
    assert {column.period.months for column in table.columns if column.period} == {12}


def test_a_title_that_says_at_period_end_makes_balances_of_its_lines(read):
    """Goldman's fourth quarter of 2021."""
    facts = read(
        HEAD
        + """
CONSOLIDATED STATEMENTS OF EARNINGS
                          Three months ended June 30,
                              2004             2003
Net revenues                12,639           13,608
Net earnings                 3,935            5,378

SELECTED DATA AT PERIOD-END
Common equity               99,223           95,881
Headcount                   43,900           43,000
"""
    ).fact.filter(column_index=1)
    assert dict(facts.select("label", "period_type").rows()) == {
        "Net revenues": "duration",
        "Net earnings": "duration",
        "Common equity": "instant",
        "Headcount": "instant",
    }


def test_a_year_right_above_the_values_beats_the_year_of_the_caption(read):
    """Antero's first quarter of 2020 heads both years by the current quarter's date."""
    facts = read(
        HEAD
        + """
CONSOLIDATED STATEMENTS OF OPERATIONS

                                  Three months ended March 31, 2020
                                  ---------------------------------
                                       2019              2020
Revenues                                412               377
Net income                               41                37
"""
    ).fact.filter(label="Revenues")
    assert facts.sort("column_index")["period_end"].to_list() == [date(2019, 3, 31), date(2020, 3, 31)]


def test_a_measure_its_adjustments_and_the_measure_adjusted_in_columns_are_a_reconciliation(read):
    """SAP's third quarter of 2014: the table is titled by the revenues and expenses that it adjusts."""
    facts = read(
        HEAD
        + """
CONSOLIDATED STATEMENTS OF OPERATIONS

                              Three Months Ended June 30, 2004
                         ------------------------------------------
                              GAAP           Adj.        Non-GAAP
Revenues                       412              5             417
Net income                      41              5              46
"""
    ).fact.filter(label="Revenues")
    assert facts.sort("column_index").select("statement", "basis").rows() == [
        ("non_gaap_reconciliation", "GAAP"),
        ("non_gaap_reconciliation", "GAAP"),
        ("non_gaap_reconciliation", "non-GAAP"),
    ]


def test_bare_days_over_flows_a_quarter_apart_end_a_quarter_each():
    days = [("June 30,", "2003"), ("March 31,", "2003"), ("Dec. 31,", "2002"), ("Sept. 30,", "2002")]
    rows = [("Net sales", 4, 3, 2, 1), ("Net income", 4, 3, 2, 1)]
    (table,) = tables_of(statement("CONSOLIDATED STATEMENTS OF INCOME", days, rows))
    assert spans(table.columns)[:2] == [
        (date(2003, 4, 1), date(2003, 6, 30)),
        (date(2003, 1, 1), date(2003, 3, 31)),
    ]


def test_a_line_with_a_piece_for_each_column_speaks_of_them_in_order():
    head = """
CONSOLIDATED STATEMENTS OF INCOME
(In thousands)
                             Three Months Ended June 30,
                             2003      %       2002      %
                        ---------------   ---------------
Net sales              $  1,204  100.0%   $  1,101  100.0%
Net income                  400   33.2         400   36.3
"""
    (table,) = tables_of(head)
    assert [column.heading[-1] for column in table.columns] == ["2003", "%", "2002", "%"]


def test_this_year_and_last_year_are_told_by_the_calendar_of_the_release():
    """Utilities print them under a day without a year; the quarter that the text reports says which years."""
    (table,) = tables_of(
        """
CONSOLIDATED INCOME SUMMARY
(in thousands)
                               Three Months Ended        Twelve Months Ended
                                    June 30                 September 30
                             ----------------------     --------------------
                             This Year    Last Year     Current     Previous
                                                           Year         Year
                             ---------    ---------     -------     --------
Operating revenues              61,204       57,330     262,118      249,870
Net income                      10,080        8,773      41,561       39,908
""",
        fiscal=(2004, 2),
    )
    assert spans(table.columns) == [
        (date(2004, 4, 1), date(2004, 6, 30)),
        (date(2003, 4, 1), date(2003, 6, 30)),
        (date(2002, 10, 1), date(2003, 9, 30)),
        (date(2001, 10, 1), date(2002, 9, 30)),
    ]
    assert not any(column.dimensions for column in table.columns)


def test_years_below_a_title_that_dates_each_of_them_end_on_their_own_days():
    """Companies of 52 and 53 weeks name both days over the table, and only the years in it."""
    (table,) = tables_of("""
CONSOLIDATED STATEMENTS OF EARNINGS
FOR THE 13 WEEKS ENDED DECEMBER 29, 2002 AND DECEMBER 30, 2001
(In thousands of dollars)
                              2002         2001
Sales of services          312,450      288,320
Cost of services           262,110      242,030
Gross profit                50,340       46,290
""")
    assert spans(table.columns) == [
        (date(2002, 9, 30), date(2002, 12, 29)),
        (date(2001, 10, 1), date(2001, 12, 30)),
    ]


def test_a_change_behind_weeks_is_of_the_weeks_nearest_to_it():
    """Restaurants and shops: the quarter and the year end on one day, each with its own "Percent Change"."""
    (table,) = tables_of("""
CONSOLIDATED STATEMENTS OF INCOME
(in thousands)
                  13 Weeks     13 Weeks                 52 Weeks     52 Weeks
                    Ended        Ended     Percent        Ended        Ended     Percent
                   May 31,      June 1,                  May 31,      June 1,
                    2005         2004       Change        2005         2004       Change
Net sales         133,330      121,030        10.2      500,320      459,350         8.9
Net income         12,430       14,110       (11.9)      46,290       49,560        (6.6)
""")
    changes = [column.period for column in table.columns if column.role == "change"]
    assert [period and period.weeks for period in changes] == [13, 52]


def test_a_quarter_to_date_is_a_quarter():
    (table,) = tables_of("""
SUMMARY OF OPERATING RESULTS
(in thousands)
                              QTD December 31,            YTD December 31,
                             2004          2003          2004          2003
Premiums earned           132,110       123,840       521,430       469,220
Net income                  9,000         7,000        36,030        21,860
""")
    assert spans(table.columns)[::2] == [
        (date(2004, 10, 1), date(2004, 12, 31)),
        (date(2004, 1, 1), date(2004, 12, 31)),
    ]
    assert not any(column.dimensions for column in table.columns)
