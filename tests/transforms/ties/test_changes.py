"""Columns of changes are weighed against the columns that they compare."""

import polars as pl
import pytest

from support.statements import HEAD

TABLE = """
STATEMENTS OF OPERATIONS
(in thousands)
                              Three Months Ended June 30,
                         ----------------------------------
                            2004         2003      % Change
                         -------      -------      --------
Net revenues               4,180        3,990          4.8%
Cost of revenues           2,100        2,000          5.0%
Research                     330          300         {research}
Net income                   412          377          9.3%
"""


@pytest.fixture
def changes(read):
    def ties(research: str) -> pl.DataFrame:
        frames = read(HEAD + TABLE.format(research=research))
        return frames.tie.filter(kind="printed_change").select("relation", "outcome", "severity")

    return ties


def test_every_printed_change_is_weighed_by_what_rounding_allows(changes):
    found = changes("10.0%")
    assert found.height == 4
    assert set(found["outcome"]) <= {"exact", "within_rounding"}


def test_a_change_that_no_rounding_explains_is_a_warning(changes):
    """Southern Company's fourth quarter of 2004 prints three of them."""
    broken = changes("1.0%").filter(outcome="violated")
    assert broken.rows() == [("Research = growth of Research", "violated", "warning")]


def test_a_column_that_compares_something_else_is_left_alone(read):
    table = TABLE.format(research="10.0%").replace("4.8%", "1.8%").replace("5.0%", "7.0%").replace("9.3%", "2.3%")
    assert read(HEAD + table).tie.filter(kind="printed_change").is_empty()


@pytest.mark.parametrize(("then", "now", "printed"), [(-300, -330, "10.0%"), (-300, -330, "-10.0%"), (-50, 10, "60")])
def test_a_loss_grows_as_one_of_the_ways_to_print_it_says(read, then, now, printed):
    """SAP's expenses; PNC's second quarter of 2021 prints the difference, where a quotient would say nothing."""
    row = "Research                     330          300         {research}"
    line = f"Research                  {now:>6,}       {then:>6,}         {printed}"
    found = read(HEAD + TABLE.replace(row, line)).tie.filter(kind="printed_change")
    assert found.filter(outcome="violated").is_empty()


def test_one_line_with_now_then_and_change_side_by_side_is_enough(read):
    """Southern's fourth quarter of 2004: earnings per share of two years, and what parts them."""
    lines = [line for line in TABLE.split("\n") if not line.startswith(("Cost", "Research", "Net income"))]
    found = read(HEAD + TABLE.format(research="1.0%") + "\n".join(lines).replace("4.8%", "8.4%"))
    assert found.tie.filter(kind="printed_change", outcome="violated").height == 2


def test_growth_at_constant_currency_compares_no_printed_amounts(read):
    """Oracle's fiscal 2014: the amounts that it grows from are those of the year before at today's rates."""
    table = TABLE.format(research="10.0%").replace("  % Change", "% Constant").replace("4.8%", "9.8%")
    assert read(HEAD + table).tie.filter(kind="printed_change").is_empty()
