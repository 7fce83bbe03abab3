"""What banks, utilities, truckers, restaurants and real estate trusts typed between 1996 and 2008."""

import pytest

from support.statements import release
from transforms.parse import measures
from transforms.parse.blocks import find_blocks
from transforms.parse.grid import PrintedTable
from transforms.parse.tables import read_tables
from transforms.parse.text import read_lines
from transforms.parse.words import scaling


def tables_of(text: str) -> list[PrintedTable]:
    return read_tables(find_blocks(read_lines(text)))


def test_a_dash_may_part_the_scale_from_its_exception():
    """A gas and electric utility."""
    assert scaling.scale_of("(Thousands - except per share) (Unaudited)") == 1_000
    assert scaling.scale_of("thousands - of them few") is None


def test_a_label_that_ends_in_of_or_names_shares_goes_on_below_at_any_indent():
    """The same: labels in capitals, each over a second line that is set in."""
    text = (
        "STATEMENTS OF INCOME\n                            Three Months Ended September 30,\n"
        "                               2001       2000\n"
        "NET INCOME                  $  7,899   $  9,100\n"
        "AVERAGE COMMON SHARES\n  OUTSTANDING                 21,240     21,210\n"
        "EARNINGS PER SHARE OF\n  COMMON STOCK                 $0.37      $0.43\n"
        "DIVIDENDS PER SHARE OF\n  COMMON STOCK                $0.255     $0.245\n"
        "DILUTED EARNINGS PER COMMON\n   SHARE                       $0.36      $0.42\n"
    )
    (table,) = tables_of(text)
    assert [row.label for row in table.rows] == [
        "NET INCOME",
        "AVERAGE COMMON SHARES OUTSTANDING",
        "EARNINGS PER SHARE OF COMMON STOCK",
        "DIVIDENDS PER SHARE OF COMMON STOCK",
        "DILUTED EARNINGS PER COMMON SHARE",
    ]


def test_a_label_may_reach_up_to_its_first_value():
    """A utility, and the average balances of a bank."""
    text = (
        "STATEMENTS OF INCOME\n                            Three Months Ended September 30,\n"
        "                               2001       2000\n"
        "Electric utility            $ 84,110   $ 86,402\n"
        "Gas utility and other         24,742     23,010\n"
        "    Total operating revenues 108,852    109,412\n"
        "Leases that expire in 2,004   12,110\n"
    )
    (table,) = tables_of(text)
    assert [cell.printed for cell in table.data_rows[2].cells] == ["108,852", "109,412"]
    assert table.data_rows[2].label == "Total operating revenues"
    assert [cell.printed for cell in table.data_rows[3].cells] == ["12,110"]


def test_days_one_blank_apart_are_of_a_column_each():
    """A restaurant company, over twelve and thirty-six weeks."""
    text = (
        "STATEMENTS OF EARNINGS\n"
        "                       Twelve Weeks Ended         Thirty-Six Weeks Ended\n"
        "                    -------------------------   -------------------------\n"
        "                    September 23, September 24,  September 23, September 24,\n"
        "                        2001          2000           2001          2000\n"
        "Restaurant sales     $ 44,218      $ 40,330       $131,504      $119,880\n"
        "Net earnings            2,306         2,104          6,427         6,184\n"
    )
    (table,) = tables_of(text)
    assert [str(column.period.end) for column in table.columns if column.period] == [
        "2001-09-23",
        "2000-09-24",
    ] * 2


def test_balances_have_no_first_day_whatever_weeks_other_tables_print(read):
    """The same: thirty-six weeks are no number of quarters."""
    text = release(
        "STATEMENTS OF EARNINGS\n                     Thirty-Six Weeks Ended\n"
        "                   September 23,   September 24,\n                       2001            2000\n"
        "Sales                 131,504         119,880\nNet earnings            6,427           6,184\n\n"
        "BALANCE SHEETS\n                   September 23,    January 14,\n                       2001            2001\n"
        "Cash                    3,218           2,904\nTotal assets          111,156         104,451\n"
    )
    balances = read(text).fact.filter(statement="balance_sheet")
    assert balances["period_start"].to_list() == [None] * 4


def test_percentages_below_a_line_that_alone_is_signed(read):
    """The same: shares of revenues, where a sentence above and the first line say that they are percentages."""
    text = release(
        "STATEMENTS OF EARNINGS\n(In thousands)\n                        Three Months Ended June 30,\n"
        "                           2001           2000\n"
        "Restaurant sales          44,218         40,330\nNet earnings               2,306          2,104\n\n"
        "                  SUPPLEMENTAL INFORMATION\n\n"
        "The following table sets forth the percentage relationship to total revenues of certain items:\n\n"
        "                        Three Months Ended June 30,\n"
        "                           2001           2000\n"
        "  Restaurant sales         97.3%          97.3%\n"
        "  Franchise royalties       2.7            2.7\n"
        "                          -----          -----\n"
        "    Total revenues        100.0          100.0\n"
        "  Cost of food (1)         27.6           27.7\n"
        "(1)  Percentage of restaurant sales.\n\n"
        "Number of restaurants:\n"
        "  Opened                      2              3\n"
        "  End of period             106             99\n"
    )
    facts = read(text).fact
    shares = facts.filter(facts["label"].is_in(["Franchise royalties", "Total revenues", "Cost of food"]))
    assert set(shares["unit"]) == {"percent"}
    assert sorted({str(value.normalize()) for value in shares["value"]}) == ["1E+2", "2.7", "27.6", "27.7"]
    counts = facts.filter(section="Number of restaurants")
    assert set(counts["unit"]) == {"restaurants"}
    assert not any("footnote" in statement for statement in counts["statement"])


def test_amounts_in_millions_below_a_rate_stay_amounts(read):
    text = release(
        "SELECTED DATA\n(in millions)\n                        Three Months Ended June 30,\n"
        "                           2001           2000\n"
        "Growth in comparable sales  3.1%           4.2%\n"
        "Sales                      45.2           44.1\nProfit                      2.2            2.1\n"
    )
    assert set(read(text).fact.filter(label="Sales")["unit"]) == {"USD"}


def test_rents_by_a_percentage_are_amounts_and_trips_have_miles():
    """A shopping center trust and a trucker."""
    assert measures.NO_PERCENT.search("Percentage rents")
    assert measures.rate_of("Average miles per trip", "USD", priced=False) == "miles/trip"
    assert measures.stated_thing("Total miles-company-employed drivers (in thousands)") == "miles"
    assert measures.counted_thing("Offices opened (closed) during the period, net", by_noun=False) == "offices"


def test_what_is_counted_beside_days_is_counted_at_the_newest(read):
    """The portfolio of a shopping center trust: only the last two columns say a day."""
    text = release(
        "STATEMENTS OF OPERATIONS\n                       Three Months Ended March 31,\n"
        "                          2000            1999\nRevenues                  21,819          20,430\n"
        "Net income                 5,565           4,609\n\n"
        "PORTFOLIO STATISTICS\n\n"
        "                   Number of       Gross            Percent\n"
        "                    Centers     Leasable Area       Leased\n"
        "                   ---------    -------------    -------------\n"
        "                                                 3/31/00   3/31/99\n"
        "                                                 -------   -------\n"
        "Tennessee               22        2,410,300        95.1%     94.8%\n"
        "Arkansas                 9          880,415        94.0      91.7\n"
    )
    facts = read(text).fact.filter(statement="selected_data").sort("line_number", "column_index")
    assert [str(day) for day in facts["period_end"][:4]] == ["2000-03-31"] * 3 + ["1999-03-31"]
    assert facts["unit"][:3].to_list() == ["centers", "square feet", "percent"]
    assert "3/31" not in "".join(facts["dimensions"])


def test_balances_and_cash_flow_data_below_one_title(read):
    """An explorer of oil and gas: the sums of a cash flow close no statement."""
    text = release(
        "SUMMARY BALANCE SHEETS AND CASH FLOW DATA\n(in thousands)\n\n"
        "                                               March 31,      December 31,\n"
        "                                                 2003            2002\n"
        "Current assets                               $   14,330      $   11,207\n"
        "Total assets                                 $  166,654      $  159,362\n\n"
        "                                             Three Months Ended March 31,\n"
        "                                                 2003            2002\n"
        "Net cash provided by operating activities    $    9,104      $    5,330\n"
        "Net cash used by investing activities            (8,806)         (6,912)\n"
        "Net cash provided (used) by financing activities   (512)          1,204\n"
    )
    frames = read(text)
    assert dict(frames.fact.select("label", "statement").rows())["Total assets"] == "balance_sheet"
    assert set(frames.fact.filter(statement="cash_flow")["months"]) == {3}
    assert frames.issue.filter(code="cut_off").is_empty()


@pytest.mark.parametrize("label", ["Nonperforming loans (in thousands)", "Number of full service offices"])
def test_what_stands_at_the_end_does_so_with_a_scale_in_its_label(read, label):
    """A savings bank, "at or for" a quarter."""
    text = release(
        "SELECTED RATIOS\n                                     At or For the Three Months Ended June 30,\n"
        "                                         2002            2001\n"
        f"Return on average assets                 1.98%           1.80%\n{label:<40} 712             940\n"
    )
    assert set(read(text).fact.filter(unit="percent")["period_type"]) == {"duration"}
    assert set(read(text).fact.filter(label=label)["period_type"]) == {"instant"}


def test_a_label_goes_on_below_whose_parenthesis_is_open_or_whose_word_is_a_genitive():
    """The balance sheet of a savings bank, in dollars, and the income of an explorer."""
    text = (
        "BALANCE SHEETS\n                                       At              At\n"
        "                                    March 31,       Sept. 30,\n"
        "                                      2000            1999\n"
        "Cash                               $  3,914,210    $  4,120,882\n"
        "Securities held to maturity (fair value\n $7,110,400 and $7,904,300)            7,245,310       7,980,115\n"
        "      TOTAL LIABILITIES AND STOCKHOLDERS'\n       EQUITY                       $149,078,250    $145,392,983\n"
        "INCOME BEFORE CUMULATIVE EFFECT\n  OF ACCOUNTING CHANGE                3,853,000       2,210,000\n"
    )
    (table,) = tables_of(text)
    assert [row.label for row in table.rows] == [
        "Cash",
        "Securities held to maturity (fair value $7,110,400 and $7,904,300)",
        "TOTAL LIABILITIES AND STOCKHOLDERS' EQUITY",
        "INCOME BEFORE CUMULATIVE EFFECT OF ACCOUNTING CHANGE",
    ]


def test_years_may_stand_behind_their_values(read):
    """The debt of an apartment trust, and what one apartment brings in a month."""
    text = release(
        "STATEMENTS OF OPERATIONS\n(in thousands)\n                       Three Months Ended September 30,\n"
        "                          2001            2000\nRental revenue            33,118          31,406\n"
        "Net income                 5,664           5,583\nAverage monthly rent     $   744         $   721\n\n"
        "DEBT SUMMARY\nSeptember 30, 2001\n(Dollars in thousands)\n\n"
        "                                     Average       Average\n"
        "                          Amount     Rate          Maturity\n"
        "                         ---------   --------      --------\n"
        "Fixed rate mortgages      $312,404      7.4%       6.8 years\n"
        "Line of credit              77,118      4.5        2.1 years\n"
    )
    facts = read(text).fact
    debt = facts.filter(label="Line of credit").sort("column_index")
    assert debt["unit"].to_list() == ["USD", "percent", "years"]
    assert [str(value.normalize()) for value in debt["value"]] == ["7.7118E+7", "4.5", "2.1"]
    assert set(facts.filter(label="Average monthly rent")["scale"]) == {1}


def test_what_a_count_is_made_of_counts_the_same(read):
    """A trucker's tonnage, and by what loads."""
    text = release(
        "STATEMENTS OF INCOME\n(Dollars in thousands)\n                     Third Quarter Ended September 30,\n"
        "                          1998            1997\nOperating revenue       $ 48,204        $ 44,110\n"
        "Net income              $  2,118        $  1,805\n\n"
        "OPERATING STATISTICS\n                     Third Quarter Ended September 30,\n"
        "                          1998            1997\n"
        "Tonnage (in thousands)     218             205\n"
        "  LTL (in thousands)       171             162\n  Truckload (in thousands)  47              43\n"
        "Revenue per cwt.        $11.06          $10.76\n"
    )
    facts = read(text).fact.filter(statement="selected_data", column_index=1).sort("line_number")
    assert facts["unit"].to_list() == ["tons", "tons", "tons", "USD/cwt"]
    assert facts["value"].to_list()[:3] == [218_000, 171_000, 47_000]


def test_the_day_may_stand_behind_a_number_to_call(read):
    text = release(
        "STATEMENTS OF INCOME\n                     Quarter Ended December 31,\n"
        "                          2003            2002\nRevenues                  17,815          13,658\n"
        "Net income                 3,853           2,210\n",
    )
    head = (
        "NEWS RELEASE\n\nContact:   Investor Relations               FOR IMMEDIATE RELEASE\n"
        "           (918) 555-0118                       February 19, 2004\n\n"
        "     VERDIGRIS PETROLEUM CORPORATION REPORTS RESULTS\n\n"
    )
    assert str(read(head + text[text.index("STATEMENTS") :]).filing["known_at"][0]).startswith("2004-02-")


def test_things_in_capitals_are_called_as_labels_call_them():
    assert measures.rate_of("UNIT COSTS PER MCFE", "USD", priced=True) == "USD/Mcfe"


def test_a_column_that_dates_nothing_leans_on_its_neighbour_below_a_title_with_two_days():
    """A restaurant company: shares of revenue beside each year's thirteen weeks."""
    text = (
        "                     STATEMENTS OF INCOME\n"
        "      For the Thirteen Weeks Ended June 30, 2002 and July 1, 2001\n\n"
        "                                Thirteen               Thirteen\n"
        "                               Weeks Ended     % of   Weeks Ended     % of\n"
        "                                 6/30/02     Revenue    7/1/01      Revenue\n"
        "                               -----------   -------  -----------   -------\n"
        "Company restaurants             $ 31,204       89.2%    $ 27,118       88.9%\n"
        "Net income                         3,402        9.7        2,816        9.2\n"
    )
    (table,) = tables_of(text)
    ends = [str(column.period.end) for column in table.columns if column.period]
    assert ends == ["2002-06-30", "2002-06-30", "2001-07-01", "2001-07-01"]


def test_an_issuer_and_a_title_in_capitals_open_a_table_that_no_period_heads(read):
    """The same: how many restaurants it owns, below its statement of income; its scale is not theirs."""
    text = release(
        "STATEMENTS OF INCOME\n(in thousands)\n                          Thirteen Weeks Ended\n"
        "                         6/30/02         7/1/01\n"
        "Revenue                   34,972         30,502\nNet income                 3,402          2,816\n"
        "Weighted average shares:\n  Diluted                 11,730         11,710\n\n\n"
        "                        SMOKEHOUSE, INC.\n                        RESTAURANT COUNT\n\n"
        "                              Company-\n                                Owned       Franchised      Total\n"
        "                              --------      ----------      -----\n"
        "Restaurants open at March 31      58             132         190\n"
        "Opened                             5               2           7\n"
        "Restaurants open at June 30       63             134         197\n"
    )
    facts = read(text).fact.filter(label="Opened")
    assert facts["value"].to_list() == [5, 2, 7]
    assert set(facts["section"]) == {""}


def test_a_footnote_that_ended_says_nothing_of_the_title_below_it(read):
    """The regulatory capital of a savings bank, a note on annualized months above it."""
    text = release(
        "SELECTED FINANCIAL RATIOS\n                       Three Months Ended June 30,\n"
        "                            2003         2002\nNet income               $ 1,059       $  925\n"
        "Net interest income        3,214        2,986\n"
        "Return on assets (1)        1.06%        0.98%\n\n"
        "(1) Annualized for the three month periods.\n\n"
        "                 REGULATORY CAPITAL RATIOS\n                   At June 30, 2003\n\n"
        "                              Actual           Required\n"
        "                        -----------------  ---------------\n"
        "                         Amount   Percent  Amount  Percent\n"
        "                        -------   -------  ------  -------\n"
        "Tangible capital        $30,118     7.60%  $5,944    1.50%\n"
        "Core capital             30,118     7.60   15,851    4.00\n"
    )
    facts = read(text).fact.filter(label="Core capital")
    assert set(facts["period_type"]) == {"instant"}
    assert not any("footnote" in statement for statement in facts["statement"])


UTILITY = """\
                       SECURITIES AND EXCHANGE COMMISSION
                             WASHINGTON, D.C. 20549
                                    FORM 8-K
                                 CURRENT REPORT
                         UINTA BASIN POWER & LIGHT COMPANY
             (Exact name of registrant as specified in its charter)

ITEM 5.  OTHER EVENTS

         On January 28, 1999, Uinta Basin Power & Light Company (the "Company")
announced its earnings for the twelve months ended December 31, 1998. A summary
follows:

                           CONSOLIDATED INCOME SUMMARY
                 (Millions of dollars except per share amounts)
                                   12 Months Ended
                                     December 31,
                                   1998       1997
Operating Revenues
  Residential                     168.3      161.0
  Other                           267.2      261.1
                                  -----      -----
    Total                         435.5      422.1
Net Income                         47.0       42.1
Electric Sales (Million KWH)
  Residential                     2,330      2,238
  Other                           6,928      6,699

                                    SIGNATURE
"""


def test_a_report_that_announces_earnings_is_a_release_without_a_figure_in_its_prose(read):
    """A utility whose 8-K holds no exhibit."""
    facts = read(UTILITY).fact
    assert facts.filter(label="Net Income")["value"].to_list() == [47_000_000, 42_100_000]
    sold = facts.filter(section="Electric Sales (Million KWH)", label="Residential")
    assert sold.select("unit", "value").rows()[0] == ("kWh", 2_330_000_000)
    silent = UTILITY.replace("announced its earnings for", "files figures of")
    assert read(silent).fact.is_empty()


def test_the_measure_that_a_title_reconciles_is_none_of_the_accounting_rules(read):
    """An insurer's operating earnings."""
    text = release(
        "RECONCILIATION OF OPERATING EARNINGS\n(in thousands)\n                        Quarter ended March 31,\n"
        "                             2004           2003\nNet earnings               18,200         12,681\n"
        "Less: realized gains        1,377            393\nOperating earnings         16,823         12,288\n"
    )
    assert dict(read(text).fact.select("label", "basis").rows())["Operating earnings"] == "non-GAAP"


def test_a_day_between_a_title_and_its_scale_is_of_all_columns():
    """When the mortgages of an office trust fall due: the day stands over one column alone."""
    text = (
        "                         SCHEDULE OF MORTGAGE MATURITIES\n"
        "                                  March 31, 2005\n"
        "                                  (In thousands)\n\n"
        "                                       Scheduled      Balloon\n"
        "                                     Amortization     Payments        Total\n"
        "                                     ------------    ----------    ----------\n"
        "2006                                      11,330        16,204        27,534\n"
        "Thereafter                                41,204       130,118       171,322\n"
    )
    (table,) = tables_of(text)
    assert {str(column.period) for column in table.columns} == {"2005-03-31"}
    assert table.columns[0].heading == ("Scheduled", "Amortization")


def test_a_short_sentence_that_announces_a_table_opens_it():
    """A lender on cars: what is past due, below figures of its portfolio."""
    text = (
        "STATEMENTS OF INCOME\n                      Three months ended September 30,\n"
        "                            2002              2001\n"
        "Revenue                  $ 9,529,534       $ 8,584,322\n"
        "Net income                 2,102,347         1,683,174\n\n"
        "                Contract Delinquency\n\n"
        "The following table presents delinquency by contracts past due at the dates shown:\n\n"
        "                     Gross         31-59        60-89\n"
        "                  Receivables      days         days\n"
        "                 ------------   ----------   ----------\n"
        "Cars             $190,404,118   $2,118,204   $  611,330\n"
        "Trucks             11,204,330      104,330       20,118\n"
    )
    _, table = tables_of(text)
    assert [column.caption for column in table.columns] == ["Gross Receivables", "31-59 days", "60-89 days"]


def test_customers_served_are_counted_at_the_end_that_their_heading_names(read):
    """A gas distributor, whose release is dated beside whom to call."""
    text = (
        "NEWS RELEASE\n\nCONTACT: Dana Prewitt                                         May 9, 2002\n"
        "         Treasurer\n\n                LOGAN FORK REPORTS SECOND QUARTER EARNINGS\n\n"
        "SUMMARY OF EARNINGS\n(Thousands of Dollars)\n                         Three Months Ended March 31,\n"
        "                            2002         2001\nOperating revenues       128,526      181,352\n"
        "Net income                14,100       15,000\n\n"
        "OPERATING STATISTICS\n                         Three Months Ended March 31,\n"
        "                            2002         2001\n"
        "Customers Served (End of Period):\n  Residential            171,204      169,330\n"
        "  Commercial              17,118       16,904\nDegree days                2,204        2,511\n"
    )
    frames = read(text)
    assert str(frames.filing["known_at"][0]).startswith("2002-05-")
    served = frames.fact.filter(label="Commercial")
    assert (set(served["unit"]), set(served["period_type"])) == ({"customers"}, {"instant"})


def test_costs_per_thing_below_a_heading_are_so_where_the_first_alone_has_a_sign_of_money(read):
    """An explorer's costs per barrel."""
    text = release(
        "STATEMENTS OF OPERATIONS\n(in thousands)\n                       Three Months Ended June 30,\n"
        "                            1999         1998\nRevenues                  10,322        9,133\n"
        "Net income                 1,103          604\n\n"
        "PRODUCTION DATA\n                       Three Months Ended June 30,\n"
        "                            1999         1998\n"
        "Per BOE:\n  Lease operating expense  $3.58        $3.62\n  Production taxes          0.91         0.78\n"
    )
    assert set(read(text).fact.filter(label="Production taxes")["unit"]) == {"USD/Boe"}
