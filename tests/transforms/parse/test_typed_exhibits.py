"""What typed exhibits of 1996 to 2004 do with labels, captions and days, as filers of many countries laid them out."""

from datetime import date
from decimal import Decimal

import pytest

from support.statements import QUARTER, release, statement
from transforms.parse.blocks import find_blocks
from transforms.parse.grid import Period, PrintedTable
from transforms.parse.tables import read_tables
from transforms.parse.text import read_lines
from transforms.parse.words.scaling import scale_of

SHORT = (("June 30,", "2004"), ("June 30,", "2003"))
SOLD = statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, [("Net revenues", 41_200, 37_300)])


def tables_of(text: str) -> list[PrintedTable]:
    return read_tables(find_blocks(read_lines(text)))


MONTHS = """\
                     TINDAL TANKERS LIMITED GROUP THIRD QUARTER REPORT (UNAUDITED)

INCOME STATEMENT                           2003         2002         2003         2002
(in thousands of $)                     Jul-Sep      Jul-Sep      Jan-Sep      Jan-Dec
                                                                              (audited)

Freight revenues                         98,114       71,220      401,377      342,905
Net income                               26,941        7,141      183,257       82,987

Income on timecharter basis ($ per day)
VLCC                                     30,400       18,900       46,100       23,300
Suezmax                                  21,800       13,200       33,400       17,100

CASHFLOW STATEMENT                         2003         2002         2003         2002
(in thousands of $)                     Jul-Sep      Jul-Sep      Jan-Sep      Jan-Dec

Net cash provided by operations          48,177       22,451      227,402      132,556
Cash and cash equivalents at end         88,402       71,220       88,402       80,117
of period
"""


def test_months_from_one_to_another_beside_a_year_are_a_period(read):
    """Tanker companies of Bermuda: "Jan-Sep" below "2003", the report's name over all columns."""
    income, cash = tables_of(MONTHS)
    spans = [(date(2003, 7, 1), 3), (date(2002, 7, 1), 3), (date(2003, 1, 1), 9), (date(2002, 1, 1), 12)]
    assert [(column.period.start, column.period.months) for column in income.columns] == spans
    assert not any(column.dimensions for column in income.columns)
    assert cash.statement == "cash_flow"
    facts = read(MONTHS).fact.filter(section="Income on timecharter basis ($ per day)")
    assert facts.select("label", "unit", "scale").unique().sort("label").rows() == [
        ("Suezmax", "USD/day", 1),
        ("VLCC", "USD/day", 1),
    ]


def test_the_label_of_a_tables_last_line_goes_on_below_it():
    """ "at end" over "of period", where a title or the end of the page follows."""
    _, cash = tables_of(MONTHS)
    assert cash.data_rows[-1].label == "Cash and cash equivalents at end of period"


def test_a_line_set_in_deeper_than_those_around_it_goes_on_with_the_label_above():
    """An aerospace company's "Corporate General and Administrative" over "Expenses", a mill's "Balance," over a day."""
    rows = [
        "OPERATING INCOME:",
        ("  Aerospace Systems and all Other Segments", 478, 451),
        ("  Corporate General and Administrative Costs", -206, -162),
        "    Expenses",
        ("  Merger-related Costs", -152, -37),
        ("Balance,", 120, 252),
        "  December 31, 2003",
    ]
    (table,) = tables_of(statement("BUSINESS SEGMENT INFORMATION", SHORT, rows, width=12))
    assert [row.label for row in table.data_rows[1:]] == [
        "Corporate General and Administrative Costs Expenses",
        "Merger-related Costs",
        "Balance, December 31, 2003",
    ]


def test_a_heading_set_in_among_lines_of_its_depth_stays_one():
    rows = [("Net revenues", 478, 451), "  Expenses", ("  Salaries", -206, -162), ("Net income", 272, 289)]
    (table,) = tables_of(statement("STATEMENTS OF OPERATIONS", QUARTER, rows))
    assert [row.label for row in table.data_rows] == ["Net revenues", "Salaries", "Net income"]


def test_a_heading_in_capitals_goes_on_with_a_small_word():
    rows = [
        ("Aerospace Systems", 478, 451),
        "SEGMENT OPERATING INCOME AS A PERCENT",
        "  OF SALES:",
        ("Aerospace Systems", "15.9%", "15.6%"),
    ]
    (table,) = tables_of(statement("SALES BY BUSINESS", QUARTER, rows))
    headings = [row.label for row in table.rows if row.kind == "heading"]
    assert headings == ["SEGMENT OPERATING INCOME AS A PERCENT OF SALES"]


EQUITY = """\
                        STATEMENT OF STOCKHOLDERS' EQUITY
                     For the Six Months Ended June 30, 1996
                                 (In thousands)

                        Common Stock   Capital
                      _______________ in Excess  Retained
                      Shares  Amount   of Par    Earnings     Total
                      ______  ______  ________  _________   _______
Balance,               6,204    $620    $8,811    $31,402   $40,833
  December 31, 1995
Net income                                          2,010     2,010
Options exercised         12       1        66                   67
                      ______  ______  ________  _________   _______
Balance,               6,216    $621    $8,877    $33,412   $42,910
  June 30, 1996
"""


def test_words_beside_a_rule_go_on_with_the_caption_that_the_rule_leaves_out(read):
    """A mill's equity: a rule below "Common Stock" alone, "in Excess" beside it below "Capital"."""
    (table,) = tables_of(EQUITY)
    assert [column.dimensions.get("column") for column in table.columns] == [
        "Common Stock Shares",
        "Common Stock Amount",
        "Capital in Excess of Par",
        "Retained Earnings",
        "Total",
    ]
    facts = read(EQUITY).fact
    days = facts.filter(period_type="instant").select("label", "period_end").unique().sort("period_end").rows()
    assert days == [("Balance, December 31, 1995", date(1995, 12, 31)), ("Balance, June 30, 1996", date(1996, 6, 30))]


ROLLED = """\
STATEMENTS OF CHANGES IN SHAREHOLDERS' EQUITY
U.S. dollars in thousands

                                     Share      Retained   shareholders'
                                    capital     earnings      equity
                                   ---------   ---------- -------------
Balance as of January 1, 2002        $ 40,800     $ 7,873      $ 48,673

Exercise of options                       418           -           418
Net loss                                    -      (3,067)       (3,067)
                                   ----------   ---------- -------------
Balance as of December 31, 2002        41,218       4,806        46,024

Exercise of options                       415           -           415
Net income                                  -       2,764         2,764
                                   ----------   ---------- -------------
Balance as of {last}          $ 41,633     $ 7,570      $ 49,203
"""


def test_lines_between_dated_balances_are_of_the_time_between():
    """An Israeli company's equity over a year and the half year after it, with no word of either."""
    (table,) = tables_of(ROLLED.format(last="June 30, 2003"))
    year = Period("duration", date(2002, 1, 1), date(2002, 12, 31), 12)
    half = Period("duration", date(2003, 1, 1), date(2003, 6, 30), 6)
    days = [Period("instant", None, date(*day)) for day in ((2001, 12, 31), (2002, 12, 31), (2003, 6, 30))]
    assert [row.period for row in table.data_rows] == [days[0], year, year, days[1], half, half, days[2]]


def test_balances_in_no_order_date_nothing():
    (table,) = tables_of(ROLLED.format(last="June 30, 2001"))
    assert not any(column.period for column in table.columns)


def test_months_and_quarters_below_a_fiscal_year_are_parts_of_it(read):
    """A chain of shops: sales of May, June and July, and the quarter, below "Fiscal 2004:"."""
    text = (
        "SALES BY MONTH\n(in thousands)\n\n                    Trading\n                     Weeks         Sales\n"
        "Fiscal 2004:\n  April                 4           13,006\n  May                   4           12,110\n"
        "  June                  5           16,084\n  Second quarter       13           41,200\n"
    )
    facts = read(release(SOLD, text)).fact.filter(section="SALES BY MONTH > Fiscal 2004", unit="USD")
    assert facts.select("label", "period_start", "period_end", "months").rows() == [
        ("April", date(2004, 4, 1), date(2004, 4, 30), 1),
        ("May", date(2004, 5, 1), date(2004, 5, 31), 1),
        ("June", date(2004, 6, 1), date(2004, 6, 30), 1),
        ("Second quarter", date(2004, 4, 1), date(2004, 6, 30), 3),
    ]
    weeks = read(release(SOLD, text)).fact.filter(section="SALES BY MONTH > Fiscal 2004", unit="weeks")
    assert weeks["value"].to_list() == [4, 4, 5, 13]


def test_a_note_may_spell_the_united_states_out():
    """A steel company of Canada: read as dollars in full, all its statements were a thousandth."""
    assert scale_of("(thousands of United States Dollars except for share, per share and ton data)") == 1_000


@pytest.mark.parametrize(
    ("label", "unit"),
    [
        ("Plate and Coil Tons Produced (thousands)", "tons"),
        ("Denominator for Basic Earnings per Common Share (thousands)", "shares"),
        ("Cost of tons sold", "USD"),
    ],
)
def test_lines_of_a_statement_of_income_may_count(read, label, unit):
    rows = [("Net revenues", 41_200, 37_300), (label, 47_900, 47_700)]
    facts = read(release(statement("STATEMENTS OF OPERATIONS", QUARTER, rows))).fact.filter(unit=unit)
    assert label in facts["label"].to_list()


def test_a_number_of_shares_used_is_one_of_shares(read):
    """ "Weighted average number of shares used" over "in computing net earnings per share", as Israel says."""
    rows = [
        ("Net revenues", 41_200, 37_300),
        "Weighted average number of shares used",
        "  in computing net earnings per share:",
        ("  Basic", 21_402_118, 21_011_750),
    ]
    facts = read(release(statement("STATEMENTS OF OPERATIONS", QUARTER, rows))).fact
    assert facts.filter(label="Basic").select("unit", "section").unique().rows() == [
        ("shares", "Weighted average number of shares used in computing net earnings per share")
    ]


def test_a_sign_of_percent_behind_a_number_in_a_label_is_no_unit(read):
    rows = [("Customers over 10% of revenue", 2, 3), ("Gross margin %", "46.8", "39.5")]
    text = statement("OTHER DATA", QUARTER, rows, note="")
    units = dict(read(release(SOLD, text)).fact.filter(statement="selected_data").select("label", "unit").rows())
    assert units["Customers over 10% of revenue"] == "customers"
    assert units["Gross margin %"] == "percent"


COMPUTED = """\
                  COMPUTATION OF EARNINGS PER SHARE
               (In thousands except per share amounts)

                              Three Months Ended
                                    June 30,
                                1996       1995
                               ______     ______
PRIMARY
 Net income                  $  1,204   $    877
 Shares:
   Weighted average common shares
   outstanding                  5,904      6,001
   Stock options                  118        109
                              _______    _______
  Total primary shares          6,022      6,110
 Primary earnings per share  $    .20   $    .14

FULLY DILUTED
 Net income                  $  1,204   $    877
 Add interest on convertible       45         45
   debentures, net of tax
                              _______    _______
 Adjusted net income         $  1,249   $    922
 Shares:
  Primary shares, as above      6,022      6,110
  Conversion of debentures        340        340
                              _______    _______
  Total fully diluted shares    6,362      6,450
 Fully diluted earnings per  $    .20   $    .14
   share
"""


def test_fully_diluted_earnings_are_made_of_the_income_that_conversion_saves(read):
    """A mill's computation of 1996: the same lines below "PRIMARY" and below "FULLY DILUTED"."""
    frames = read(release(COMPUTED))
    facts = frames.fact.filter(period_end=date(1996, 6, 30))
    assert set(facts["statement"]) == {"operations"}
    assert facts.filter(label="Net income")["section"].to_list() == ["PRIMARY", "FULLY DILUTED"]
    assert facts.filter(label="Total fully diluted shares")["section"].item() == "FULLY DILUTED > Shares"
    assert facts.filter(label="Fully diluted earnings per share").select("unit", "scale").row(0) == ("USD/share", 1)
    assert frames.tie.filter(outcome="violated", severity="error").is_empty()


def test_what_an_issuer_takes_out_of_its_own_results_is_told_as_gaap(read):
    """Software of 2001: "As Reported", "Pro Forma Adjustments" and "Pro Forma" side by side."""
    columns = [(*QUARTER[0], head) for head in ("As Reported", "Pro Forma Adjustments", "Pro Forma")]
    rows = [("License revenue", 8_814, None, 8_814), ("Amortization", 3_402, -3_402, "--"), ("Net loss", 9, 7, 2)]
    text = statement("CONDENSED CONSOLIDATED STATEMENTS OF OPERATIONS", columns, rows, width=24)
    told = "Pro forma results exclude amortization of goodwill and restructuring charges."
    facts = read(release(text, prose=told)).fact.filter(label="Amortization")
    assert facts.sort("column_index")["basis"].to_list() == ["GAAP", "GAAP", "non-GAAP"]


DAYS_FIRST = """\
                      INTERIM CONSOLIDATED STATEMENT OF INCOME (unaudited)

                                                      Third Quarter           Nine Months
                                                   -------------------    -------------------
Periods ended 30 September                            2000        1999       2000        1999
(in millions of US$, except where indicated)       -------     -------    -------     -------

Sales and operating revenues                         2,110       1,804      6,402       5,330
NET INCOME                                             160         110        495         316
\f
                         OPERATING DATA AND PRICES (unaudited)

                                                      Third Quarter           Nine Months
                                                   -------------------    -------------------
Periods ended 30 September                            2000        1999       2000        1999
                                                   -------     -------    -------     -------

Shipments (in thousands of tonnes)
  Ingot products                                       311         302        933         905
  Fabricated products                                  204         188        611         560
                                                   -------     -------    -------     -------
  Total aluminum volume                                515         490      1,544       1,465
Ingot product realizations (US$ per tonne)           1,702       1,544      1,710       1,480
Fabricated product realizations                      2,810       2,744      2,801       2,730
  (US$ per tonne)
Average exchange rate (C$ per US$)                    1.48        1.49       1.47        1.50
\f
                               SELECTED HISTORICAL FINANCIAL DATA
                         (in millions of US$, except per share amounts)

                                                      Years ended 31 December
                                                   ------------------------------
                                                      1999               1998
                                                   -----------        -----------
Net income                                             377                340
Long-term debt (including current                    1,011              1,402
  portion)
Cash and time deposits                                 244                511
"""


def test_days_may_stand_before_their_month_and_years_alone_make_no_quarter(read):
    """An aluminum company of Canada: "Periods ended 30 September" over the labels, years to December further down."""
    income, data, _ = tables_of(DAYS_FIRST)
    ends = [(date(2000, 9, 30), 3), (date(1999, 9, 30), 3), (date(2000, 9, 30), 9), (date(1999, 9, 30), 9)]
    assert [(column.period.end, column.period.months) for column in income.columns] == ends
    assert [(column.period.end, column.period.months) for column in data.columns] == ends
    head = "Montreal, 17 October 2000 - Laurentide (NYSE: LAL) announced its results for the third quarter of 2000."
    undated = "\n".join([head, "", *DAYS_FIRST.replace("Periods ended 30 September", " " * 26).split("\n")])
    facts = read(undated).fact.filter(label="NET INCOME")
    assert set(facts.select("period_end", "months").rows()) == set(ends)


def test_a_sign_of_money_before_what_it_is_had_for_prices_it(read):
    """The same company: read as tons, and an exchange rate as millions of dollars."""
    facts = read(DAYS_FIRST).fact.filter(period_end=date(2000, 9, 30), months=3)
    told = {label: (unit, value) for label, unit, value in facts.select("label", "unit", "value").rows()}
    assert told["Ingot products"] == ("tons", 311_000)
    assert told["Ingot product realizations (US$ per tonne)"] == ("USD/ton", 1_702)
    assert told["Fabricated product realizations (US$ per tonne)"] == ("USD/ton", 2_810)
    assert told["Average exchange rate (C$ per US$)"][0] == "pure"


def test_debts_and_deposits_among_chosen_figures_stand_at_the_end(read):
    facts = read(DAYS_FIRST).fact.filter(period_end=date(1999, 12, 31))
    kinds = dict(facts.select("label", "period_type").rows())
    assert kinds == {
        "Net income": "duration",
        "Long-term debt (including current portion)": "instant",
        "Cash and time deposits": "instant",
    }


SIXTEEN = """\
                        CONSOLIDATED STATEMENTS OF EARNINGS
                      (in millions, except per share amounts)

                                               May 25, 2002      May 26, 2001
                                                (16 weeks)        (16 weeks)
                                              --------------    -------------
Sales                                          $   1,566.7      $   1,510.2
Net earnings                                   $      42.9      $      39.6

                  COMPUTATION OF EARNINGS PER COMMON SHARE
                   (in millions, except per share amounts)

                                 For the quarter ended                    For the quarter ended
                                      May 25, 2002                             May 26, 2001
                            -----------------------------------   -----------------------------------
                              Earnings      Shares     Per-Share    Earnings      Shares     Per-Share
                            (Numerator)  (Denominator)   Amount   (Numerator)  (Denominator)   Amount
                            -----------  ------------- ---------  -----------  ------------- ---------
Basic EPS                      $   42.9           79.1   $   .54     $   39.6           81.4   $   .49
Dilutive effect of stock
  options                                          1.2                                   1.9
                            -----------  -------------            -----------  -------------
Diluted EPS                    $   42.9           80.3   $   .53     $   39.6           83.3   $   .48
"""


def test_income_shares_and_their_quotient_side_by_side_are_told_by_their_columns(read):
    """A grocer: its lines are called EPS, two columns of three hold none; its quarter is of sixteen weeks."""
    facts = read(SIXTEEN).fact.filter(label="Diluted EPS", period_end=date(2002, 5, 25))
    assert facts.sort("column_index").select("unit", "value", "period_start").rows() == [
        ("USD", 42_900_000, date(2002, 2, 3)),
        ("shares", 80_300_000, date(2002, 2, 3)),
        ("USD/share", Decimal("0.53"), date(2002, 2, 3)),
    ]


SHEKELS = """\
                     CONSOLIDATED BALANCE SHEETS
                           (in thousands)
                                                                                      Convenience
                                                                                      Translation
                                          March 31,               December 31,          March 31,
                                  ----------------------------    ------------       ---------------
                                      2003            2002            2002                2003
                                  ------------    ------------    ------------       ---------------
                                                 Adjusted NIS                               US$
                                  --------------------------------------------       ---------------
Current assets
  Cash and cash equivalents             88,110         120,330          91,204                18,799
  Short-term deposits                   31,402          40,110          33,870                 6,700
                                  ------------    ------------    ------------       ---------------
                                       119,512         160,440         125,074                25,499
                                  ------------    ------------    ------------       ---------------
Fixed assets and hotels, net         1,204,110       1,180,220       1,200,330               256,904
                                  ------------    ------------    ------------       ---------------
                                     1,323,622       1,340,660       1,325,404               282,403
                                  ============    ============    ============       ===============
"""


def test_a_currency_below_the_years_is_that_of_all_columns_over_its_rule(read):
    """A hotel company of Israel: "Adjusted NIS" is money, and no measure of its own."""
    facts = read(SHEKELS).fact.filter(label="Cash and cash equivalents").sort("column_index")
    assert facts["unit"].to_list() == ["ILS", "ILS", "ILS", "USD"]
    assert set(facts["basis"]) == {"GAAP"}


def test_a_sum_without_a_name_closes_what_the_next_line_is_set_out_of(read):
    """The same: fixed assets stand below no current assets, though both sums go without a name."""
    facts = read(SHEKELS).fact.filter(unit="USD").sort("line_number")
    sections = facts["section"].to_list()
    assert sections == ["Current assets"] * 3 + [""] * 2


NEWSPAPER = """\
                 SECOND QUARTER RESULTS OF OPERATIONS (Unaudited)
                    (In thousands, except per share data)

                                                     SECOND QUARTER (A)
                                                                           Percent
                                                  2001          2000        Change
                                               ----------    ----------    -------
OPERATING REVENUES                             $  911,804    $  902,377          1
NET INCOME                                     $   79,411    $  155,542        (49)

(A)  The second quarter ended July 1, 2001 and June 25, 2000, respectively.
\f
                 SUMMARY OF NEWSPAPER ADVERTISING VOLUME (Unaudited)
                        For Period 6 Ended July 1, 2001

                               Period 6 (4 weeks)           Year-to-Date (26 weeks)
                              ---------------------         -----------------------
                                 2001        2000               2001        2000
                              ---------   ---------         ---------   ---------
FULL RUN INCHES (000'S)
   Retail                           148         151               921         930
   National                          66          71               430         441
"""


def test_a_note_that_dates_two_quarters_dates_the_columns_and_heads_none(read):
    """A newspaper company whose older year had 53 weeks: its note stands right above the next table."""
    results, volumes = tables_of(NEWSPAPER)
    assert [column.period.end for column in results.columns] == [
        date(2001, 7, 1),
        date(2000, 6, 25),
        date(2001, 7, 1),
    ]
    assert [(column.period.start, column.period.end) for column in volumes.columns] == [
        (date(2001, 6, 4), date(2001, 7, 1)),
        (date(2000, 5, 29), date(2000, 6, 25)),
        (date(2001, 1, 1), date(2001, 7, 1)),
        (date(1999, 12, 27), date(2000, 6, 25)),
    ]
    facts = read(NEWSPAPER).fact.filter(statement="selected_data")
    assert set(facts.select("unit", "scale").rows()) == {("inches", 1_000)}


def test_labels_that_all_break_above_a_single_line_set_in_are_no_headings():
    """A data company with nine columns: "Business & Government" over "Svcs Revenue"."""
    rows = [
        "Insurance Services",
        (" Revenue", 148, 161),
        "Business & Government",
        (" Svcs Revenue", 150, 188),
        "Marketing Services",
        (" Revenue", 6, 43),
        ("Royalty Revenue", 7, 6),
        "---",
        (" Total Revenue", 311, 398),
    ]
    (table,) = tables_of(statement("OPERATING RESULTS BY QUARTER", QUARTER, rows))
    assert [row.label for row in table.data_rows] == [
        "Insurance Services Revenue",
        "Business & Government Svcs Revenue",
        "Marketing Services Revenue",
        "Royalty Revenue",
        "Total Revenue",
    ]
    assert not any(row.kind == "heading" for row in table.rows)


def test_a_balance_as_of_the_first_of_a_month_opens_the_months_that_it_begins():
    """A fabricator of Louisiana: "Balance at January 1, 1998" over nine months."""
    rows = [
        ("Balance at January 1, 1998", 35_077, 14_204),
        ("Net income", None, 12_808),
        ("Balance at September 30, 1998", 35_077, 27_012),
    ]
    columns = (("Common", "Stock"), ("Retained", "Earnings"))
    text = statement("STATEMENT OF CHANGES IN SHAREHOLDERS' EQUITY", columns, rows)
    (table,) = tables_of(text)
    assert {column.period for column in table.columns} == {
        Period("duration", date(1998, 1, 1), date(1998, 9, 30), 9, None, "calendar_month")
    }


def test_hours_are_counted_whatever_is_priced_beside_them(read):
    rows = [("Backlog (in millions)", "$ 88.4", "$104.2"), ("Direct labor hours in backlog", 1_204_000, 1_390_000)]
    facts = read(release(SOLD, statement("SUPPLEMENTAL DATA", QUARTER, rows, note=""))).fact
    assert set(facts.filter(label="Direct labor hours in backlog")["unit"]) == {"hours"}


def test_the_issuers_name_above_a_pages_number_is_no_label():
    """A maker of paper: its name and "Page 3" at the head of a page, between two lines of one statement."""
    text = statement("STATEMENTS OF INCOME", QUARTER, [("Net sales", 81, 92), ("Cost of products sold", 66, 71)])
    text += "\n                 - more -\n<PAGE>\n\nWentlock Paper Company\nPage 3\n"
    text += f"{'Interest expense':46}{'2 ':>20}{'3 ':>20}\n{'Net income':46}{'13 ':>20}{'18 ':>20}\n"
    (table,) = tables_of(text)
    assert [row.label for row in table.rows] == ["Net sales", "Cost of products sold", "Interest expense", "Net income"]


def test_a_headline_is_no_part_of_the_name_below_it(read):
    text = f"WENTLOCK PAPER REPORTS YEAR END RESULTS\n\n\nWentlock Paper Company (AMEX: WPC) announced...\n\n{SOLD}"
    assert read(text).release["company"].to_list() == ["Wentlock Paper Company"]


def test_a_list_that_its_total_closes_is_not_cut_off(read):
    """A radio company: pro forma results by market close with no income."""
    rows = [("Raleigh", 12_204, 10_330), ("Augusta", 8_110, 7_604), "---", ("Total", 20_314, 17_934)]
    title = "PRO FORMA RESULTS BY MARKET AS IF ACQUIRED"
    issues = read(release(SOLD, statement(title, QUARTER, rows))).issue
    assert "cut_off" not in issues["code"].to_list()


def test_numbers_of_shares_beside_their_amounts_are_told_by_their_columns(read):
    """ "Number" and "Amount" below "Common Shares": a line of shares bought back is of money in all other columns."""
    columns = (("Common Shares", "Number"), ("Common Shares", "Amount"), ("Retained", "Earnings"))
    rows = [
        ("Balance at December 31, 2003", 76_402, 1_910, 204_110),
        ("Shares bought back", -1_110, -28, "-"),
        ("Balance at June 30, 2004", 75_292, 1_882, 204_110),
    ]
    facts = read(release(SOLD, statement("STATEMENT OF CHANGES IN STOCKHOLDERS' EQUITY", columns, rows))).fact
    for label in ("Balance at December 31, 2003", "Shares bought back"):
        told = facts.filter(statement="equity", label=label).sort("column_index")
        assert told["unit"].to_list() == ["shares", "USD", "USD"]
