"""Periods that the lines of a table are called after, under columns that name none."""

from datetime import date

import polars as pl
import pytest

from support import markup
from support.statements import HEAD, QUARTER, release, statement

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


def test_lines_below_headings_that_name_a_year_are_of_it(read):
    """Antero's first quarter of 2020: hedges year by year, whose columns say what is hedged and at what price."""
    hedges = [
        "Year ending December 31, 2004:",
        ("Northern hub", 227_500, "2.87"),
        "Year ending December 31, 2005:",
        ("Northern hub", 240_000, "2.80"),
        ("Southern hub", 50_000, "2.39"),
    ]
    page = markup.release(
        HEAD,
        markup.statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, [("Net income", 2_100, 1_600)]),
        markup.statement("Fixed price contracts", (("Gas MMBtu/day",), ("Average price",)), hedges, note=""),
    )
    facts = read(page).fact.filter(table_index=1, column_index=1).sort("row_index").to_dicts()
    assert [str(fact["period_end"]) for fact in facts] == ["2004-12-31", "2005-12-31", "2005-12-31"]
    assert {fact["period_type"] for fact in facts} == {"duration"}


def test_a_footnote_that_says_as_of_when_its_column_stands_borrows_no_heading(read):
    """Oracle's fourth quarter of 2014: amortization of years to come, below a reconciliation in ten columns."""
    values = {"Fiscal 2005": "1,934", "Thereafter": "980", "Total intangible assets, net": "2,914"}
    page = release(
        statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, [("Net income (6)", 2_100, 1_600)]),
        "(6) Estimated future amortization of intangible assets as of June 30, 2004 was as follows:\n\n"
        + "\n".join(f"{label:40}{value:>20}" for label, value in values.items()),
    )
    facts = read(page).fact.filter(table_index=1).to_dicts()
    assert [fact["printed"] for fact in facts] == ["1,934", "980", "2,914"]
    assert {(fact["period_type"], str(fact["period_end"])) for fact in facts} == {("instant", "2004-06-30")}
    assert not any(fact["header_inherited"] for fact in facts)
