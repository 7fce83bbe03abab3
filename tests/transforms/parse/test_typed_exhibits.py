"""What typed exhibits of 1996 to 2004 do with labels, captions and days, as filers of many countries laid them out."""

from datetime import date

import pytest

from support.statements import QUARTER, release, statement
from transforms.parse.blocks import find_blocks
from transforms.parse.captions import scale_of
from transforms.parse.grid import Period, PrintedTable
from transforms.parse.tables import read_tables
from transforms.parse.text import read_lines

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
