"""Headings to periods: length, end, and where a start that is not printed comes from."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.parse.grid import Period
from transforms.parse.periods import (
    between_days,
    closing,
    duration,
    month_end,
    nearest,
    opening,
    read_date,
    read_heading,
    year_before,
)

days = st.dates(date(1994, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("text", "months", "weeks", "end"),
    [
        ("Three months ended June 30, 2003", 3, None, date(2003, 6, 30)),
        ("Three months ended June 30, 2002", 3, None, date(2002, 6, 30)),
        ("6 months to 30 June 2010", 6, None, date(2010, 6, 30)),
        ("Year to 31 December 2009", 12, None, date(2009, 12, 31)),
        ("Half year ended 31.12.2009", 6, None, date(2009, 12, 31)),
        ("Qtr. ended 30-Sep-04", 3, None, date(2004, 9, 30)),
        ("Three Fiscal Months Ended March 31st, 2003", 3, None, date(2003, 3, 31)),
        ("13 Weeks Ended July 3, 2004", None, 13, date(2004, 7, 3)),
        ("For the Thirteen Weeks Ended July 3, 2004", None, 13, date(2004, 7, 3)),
        ("Fifty-three weeks ended January 29, 2005", None, 53, date(2005, 1, 29)),
        ("Twelve Months Ended Dec. 31, 2004", 12, None, date(2004, 12, 31)),
        ("Quarter Ended Sept. 30, 2004", 3, None, date(2004, 9, 30)),
        ("Quarters Ended 30 September 2014", 3, None, date(2014, 9, 30)),
        ("Fiscal Year Ended June 30, 2004", 12, None, date(2004, 6, 30)),
        ("Three Months Ended Sep 30, 2003", 3, None, date(2003, 9, 30)),
        ("June 30, 2003 (unaudited)", None, None, date(2003, 6, 30)),
        ("December 31, 2002 (A)", None, None, date(2002, 12, 31)),
        ("Three months ended", 3, None, None),
        ("Change", None, None, None),
    ],
)
def test_a_heading_names_length_and_end(text, months, weeks, end):
    heading = read_heading(text)
    assert (heading.months, heading.weeks, heading.end) == (months, weeks, end)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        (
            "Period from March 14, 1994 (inception) to June 30, 1999 (Unaudited)",
            Period("duration", date(1994, 3, 14), date(1999, 6, 30)),
        ),
        ("Cumulative from inception (May 2, 1996) through 1999", None),
        ("Three Months Ended June 30, 1999 and June 30, 1998", None),
        (
            "Predecessor Period from July 1, 2020 through July 13, 2020",
            Period("duration", date(2020, 7, 1), date(2020, 7, 13)),
        ),
        ("January 1 through September 30, 2021", Period("duration", date(2021, 1, 1), date(2021, 9, 30), 9)),
        ("December 31, 2019 to June 30, 2020", None),
        ("Change from December 31, 2019 to June 30, 2020", None),
    ],
)
def test_a_stretch_is_told_by_its_first_and_its_last_day(text, period):
    assert between_days(text) == period


def test_a_day_takes_the_year_that_stands_below_it():
    """``Sep 30,`` over ``2003``: one heading of two levels."""
    assert read_date("Three Months Ended Sep 30, 2003") == date(2003, 9, 30)
    assert read_date("Sep 30, (unaudited) 2003") == date(2003, 9, 30)


@pytest.mark.parametrize("text", ["June 31, 2003", "February 29, 2003", "February 30, 2004", "", "2003"])
def test_a_day_that_the_calendar_has_not_is_no_date(text):
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("text", "balances", "start", "source"),
    [
        ("Three months ended June 30, 2003", (), date(2003, 4, 1), "calendar_month"),
        ("Three months ended February 29, 2004", (), date(2003, 12, 1), "calendar_month"),
        ("Three months ended February 28, 2003", (), date(2002, 12, 1), "calendar_month"),
        ("Twelve months ended December 31, 2004", (), date(2004, 1, 1), "calendar_month"),
        ("13 weeks ended July 3, 2004", (), date(2004, 4, 4), "weeks"),
        ("53 weeks ended January 3, 2004", (), date(2002, 12, 29), "weeks"),
        ("Nine months ended June 26, 2004", (date(2003, 9, 27),), date(2003, 9, 28), "previous_period"),
        ("Nine months ended June 28, 2003", (date(2003, 9, 27),), date(2002, 9, 29), "weeks"),
        ("Three months ended June 26, 2004", (), date(2004, 3, 28), "weeks"),
    ],
)
def test_a_start_comes_from_weeks_from_the_balance_before_or_from_the_calendar(text, balances, start, source):
    period = duration(read_heading(text), balances)
    assert (period.start, period.start_source) == (start, source)


def test_a_quarter_of_thirteen_weeks_that_says_three_months_has_months_and_no_weeks():
    period = duration(read_heading("Three months ended June 26, 2004"), ())
    assert (period.months, period.weeks, (period.end - period.start).days + 1) == (3, None, 91)


@given(days, st.sampled_from([4, 5, 13, 14, 26, 39, 52, 53]))
def test_weeks_are_sevens_of_days(end, weeks):
    period = duration(read_heading(f"{weeks} weeks ended {end:%B} {end.day}, {end.year}"), ())
    assert period.end - period.start + timedelta(days=1) == timedelta(weeks=weeks)


@given(days, st.integers(1, 12))
def test_whole_months_that_end_a_month_begin_one(day, months):
    end = month_end(day.replace(day=15))
    words = {1: "One", 2: "Two", 3: "Three", 6: "Six", 9: "Nine", 12: "Twelve"}.get(months, str(months))
    period = duration(read_heading(f"{words} months ended {end:%B} {end.day}, {end.year}"), ())
    assert period.start.day == 1
    assert (end.year - period.start.year) * 12 + end.month - period.start.month + 1 == months


@given(days)
def test_the_day_before_a_period_opens_it(day):
    period = Period("duration", day, day + timedelta(days=90))
    assert opening(period) == Period("instant", None, day - timedelta(days=1))
    assert closing(period).end == period.end


@pytest.mark.parametrize(
    ("period", "before"),
    [
        (("duration", date(2003, 4, 1), date(2003, 6, 30), 3), (date(2002, 4, 1), date(2002, 6, 30))),
        (("duration", date(2003, 12, 1), date(2004, 2, 29), 3), (date(2002, 12, 1), date(2003, 2, 28))),
        (("duration", date(2004, 3, 28), date(2004, 6, 26), None, 13), (date(2003, 3, 30), date(2003, 6, 28))),
        (("instant", None, date(2004, 2, 29)), (None, date(2003, 2, 28))),
    ],
)
def test_a_year_before_is_by_the_calendar_or_by_52_weeks(period, before):
    found = year_before(Period(*period))
    assert (found.start, found.end) == before


def quarter_to(end: date) -> Period:
    return Period("duration", end - timedelta(days=90), end, None, 13)


@pytest.mark.parametrize(
    ("printed", "meant"),
    [
        ([date(2005, 1, 1), date(2003, 12, 27)], date(2003, 12, 27)),
        ([date(2005, 1, 1), date(2004, 1, 3), date(2003, 12, 27)], date(2004, 1, 3)),
        ([date(2005, 1, 1), date(2003, 12, 20)], date(2004, 1, 3)),
        ([date(2004, 1, 2), date(2004, 1, 4)], date(2004, 1, 3)),
    ],
)
def test_the_period_that_prose_means_is_the_one_printed_within_a_week(printed, meant):
    """After a year of 53 weeks the first quarter of the year before ended 371 days ago, not 364."""
    said = year_before(quarter_to(date(2005, 1, 1)))
    assert said.end == date(2004, 1, 3)
    assert nearest(said, [None, *map(quarter_to, printed)]).end == meant


def test_four_quarters_are_twelve_months():
    """Tupperware's first quarter of 2020 prints a ratio for the four quarters ended."""
    assert read_heading("As of and for the four quarters ended March 28, 2020").months == 12
    assert read_heading("Quarter ended March 28, 2020").months == 3
