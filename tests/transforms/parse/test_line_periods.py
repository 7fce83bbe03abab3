"""Periods that the lines of a table are called after, under columns that name none."""

from datetime import date

import polars as pl
import pytest

from support.statements import QUARTER, release, statement

SOLD = statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, [("Net revenues", 41_200, 37_300)])
BOUGHT = """
                           Share Repurchases

                              Shares purchased     Average price
                               (in thousands)     paid per share
{lines}
"""


@pytest.fixture
def bought(read):
    """label and column to start, end and months, of a table of shares bought back."""

    def of(*labels: str):
        lines = "\n".join(f"{label:30}{310 + order:>14}{'$61.29':>18}" for order, label in enumerate(labels))
        frame = read(release(SOLD, BOUGHT.format(lines=lines))).fact.filter(statement="other")
        return {row[0]: row[1:] for row in frame.select("label", "period_start", "period_end", "months").rows()}

    return of


@pytest.mark.parametrize(
    ("labels", "periods"),
    [
        (
            ("First quarter 2004", "Second quarter 2004", "Year to date 2004"),
            [(1, 1, 3, 31, 3), (4, 1, 6, 30, 3), (1, 1, 6, 30, 6)],
        ),
        (
            ("April 1 - April 30, 2004", "May 1, 2004 through May 29, 2004", "June 1 to 30, 2004"),
            [(4, 1, 4, 30, 1), (5, 1, 5, 29, None), (6, 1, 6, 30, 1)],
        ),
        (("April 2004", "Month of May 2004", "Total"), [(4, 1, 4, 30, 1), (5, 1, 5, 31, 1), (4, 1, 5, 31, 2)]),
        (("Month ended April 30, 2004", "Three months ended June 30, 2004"), [(4, 1, 4, 30, 1), (4, 1, 6, 30, 3)]),
    ],
)
def test_lines_that_are_called_after_a_period_are_of_it(bought, labels, periods):
    """How insurers and others print the shares that they bought back, and what a report prints by month."""
    spans = [
        (date(2004, *(first, day)), date(2004, *(last, until)), months) for first, day, last, until, months in periods
    ]
    assert list(bought(*labels).values()) == spans


def test_one_line_of_a_period_among_others_says_nothing_of_them(bought):
    assert len(set(bought("First quarter 2004", "Since the program began").values())) == 1


def test_a_column_of_shares_beside_amounts_counts_them_as_the_note_scales_them(read):
    page = release(
        SOLD,
        """
CONSOLIDATED STATEMENTS OF STOCKHOLDERS' EQUITY
(in thousands)
                                          Common Stock       Retained
                                       ------------------    earnings       Total
                                        Shares     Amount
                                       -------     ------    --------     --------
Balance at March 31, 2004               10,204     $4,312     $36,204      $40,516
Net income                                   -          -       4,120        4,120
Shares issued under stock plans            120        288           -          288
Balance at June 30, 2004                10,324     $4,600     $40,324      $44,924
""",
    )
    facts = read(page).fact.filter(statement="equity")
    assert set(facts.filter(column_index=1)["unit"]) == {"shares"}
    assert set(facts.filter(pl.col("column_index") > 1)["unit"]) == {"USD"}
    assert set(facts.filter(column_index=4)["dimensions"]) == {'{"column": "Total"}'}
