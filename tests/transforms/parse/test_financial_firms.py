"""What banks, insurers and real estate trusts print that others do not, in plain text."""

from datetime import date
from decimal import Decimal

import polars as pl

from support.statements import QUARTER, release, statement

SOLD = statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, [("Net revenues", 41_200, 37_300)])
LEASES = """
                            LEASE EXPIRATION SCHEDULE
                               as of June 30, 2004

                         Square        Percent of       Annual Base
   Year                   Feet         Total Feet      Rent (000's)
   ----                ----------      ----------      ------------
   2004                   212,480            30.0%          $ 2,110
   2005                   198,212            28.0             2,480
   Thereafter             297,308            42.0             3,004
"""
CONDITION = """
FINANCIAL CONDITION (in millions)
                                    June 30,        June 30,
                                      2004            2003
                                   ----------      ----------
Cash and Invested Assets            $ 7,756.2       $ 7,401.7
Total Assets                         11,363.0        10,388.9
Shareholders' Equity                $ 4,021.6       $ 3,722.1
Shareholders' Equity Per Share      $   22.03       $   20.48
"""


def test_a_lease_expires_in_the_year_that_its_line_is_called_after(read):
    """The year is a label and no value of the column beside it."""
    leases = read(release(SOLD, LEASES)).fact.filter(pl_statement("selected_data", "other"))
    assert set(leases["label"]) == {"2004", "2005", "Thereafter"}
    assert set(leases["period_end"]) == {date(2004, 6, 30)}
    assert leases.filter(unit="square feet")["value"].sum() == Decimal(708_000)


def test_a_choice_of_balances_that_ends_in_figures_per_share_is_not_cut_off(read):
    frames = read(release(SOLD, CONDITION))
    assert frames.issue.filter(code="cut_off").is_empty()


def pl_statement(*names: str):
    """Facts of the statements ``names``."""
    return pl.col("statement").is_in(names)
