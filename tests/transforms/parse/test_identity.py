"""Who reports and when, from an exhibit's own first lines."""

from datetime import date

import pytest

from transforms.parse.identity import company_key, read_identity
from transforms.parse.text import read_lines


def told(text: str):
    return read_identity(read_lines(text))


def test_ticker_company_and_dateline_stand_in_the_first_sentence():
    found = told("""
HALDEN OPTICS REPORTS SECOND QUARTER 2004 RESULTS

Alder Falls, Ohio - July 22, 2004 - Halden Optics, Inc. (NYSE: HLDN) today reported
""")
    assert (found.identity.company, found.identity.ticker) == ("Halden Optics, Inc.", "HLDN")
    assert found.dateline == date(2004, 7, 22)
    assert found.fiscal == (2004, 2)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Sunnyvale, CA - July 10, 2003 -- Halden", date(2003, 7, 10)),
        ("SAN JOSE, Calif.--(BUSINESS WIRE)--Oct. 21, 2003--Halden", date(2003, 10, 21)),
        ("ALDER FALLS, Ohio, July 22, 2004 /PRNewswire/ -- Halden", date(2004, 7, 22)),
        ("ALDER FALLS, Ohio, July 22, 2004 (PRIMEZONE) Halden", date(2004, 7, 22)),
    ],
)
def test_a_dateline_in_the_forms_of_the_wires(line, day):
    assert told(line).dateline == day


def test_without_a_ticker_the_line_with_a_legal_form_names_the_company():
    found = told("EXHIBIT 99.1\n\nHALDEN OPTICS CORPORATION\nResults for 2004\n")
    assert found.identity.company == "HALDEN OPTICS CORPORATION"
    assert found.identity.ticker is None


def test_a_text_that_says_nothing_of_it_gives_nothing():
    found = told("Results\n\nThey were good.\n")
    assert (found.identity.company, found.identity.ticker, found.dateline, found.fiscal) == (
        None,
        None,
        None,
        None,
    )


@pytest.mark.parametrize(
    ("headline", "fiscal"),
    [
        ("REPORTS Q2'03 FINANCIAL RESULTS", (2003, 2)),
        ("Fourth Quarter Fiscal 2004", (2004, 4)),
        ("third quarter of 2005", (2005, 3)),
        ("Fiscal 2005 First Quarter Results", (2005, 1)),
    ],
)
def test_fiscal_year_and_quarter_of_the_headline(headline, fiscal):
    assert told(headline).fiscal == fiscal


@pytest.mark.parametrize("text", ["for the quarter ended June 30, 2004", "Balance Sheets\n  June 30, 2004 (unaudited)"])
def test_the_end_of_a_period_is_not_the_day_of_the_announcement(text):
    """Else the release would count as known weeks before it was."""
    assert told(f"Halden Optics reports results\n\n{text}\n").dateline is None


@pytest.mark.parametrize(
    "name", ["Halden Optics, Inc.", "HALDEN OPTICS INC", "The Halden Optics Corporation", "Halden  Optics"]
)
def test_a_company_has_one_key_however_it_is_written(name):
    assert company_key(name) == "halden optics"


def test_companies_that_latin_letters_say_nothing_of_are_told_apart():
    assert company_key("東京電力 Inc.") != company_key("関西電力 Inc.")
    assert company_key("***") == "***"
    assert company_key("Limited, Inc.") == "limited inc"


@pytest.mark.parametrize(
    ("line", "company", "ticker"),
    [
        (
            "Alder Falls, Ohio, July 22, 2004......Halden Optics, Inc. (NYSE: HLDN), a maker",
            "Halden Optics, Inc.",
            "HLDN",
        ),
        ("ALDER FALLS--July 22, 2004--The St. Alder Company (NYSE: STA) today", "St. Alder Company", "STA"),
        ('Halden Optics, Ltd. ("Halden" or the "Company") (NASDAQ: HLDN) reported', "Halden Optics, Ltd.", "HLDN"),
        ('In the third quarter of 2004, Halden N.V. (NYSE: "HLD US") posted', "Halden N.V.", "HLD"),
        ("Halden plc (Nasdaq: HLDN) today", "Halden plc", "HLDN"),
        ("ALDER FALLS, Ohio — July 22, 2004 — Halden Corp. today announced results", "Halden Corp.", None),
        ("Halden® today announced results for its fiscal quarter", "Halden®", None),
    ],
)
def test_the_name_stands_before_its_ticker_or_before_what_it_announces(line, company, ticker):
    """Standard Motor, St. Joe, James River, Core Laboratories, Microsoft."""
    found = told(f"EXHIBIT 99.1\n\n{line}\n").identity
    assert (found.company, found.ticker) == (company, ticker)


def test_a_day_before_the_ticker_is_no_name():
    """Tupperware's first quarter of 2020 prints its ticker before its name."""
    found = told("Halden Brands Corp.\n\nAlder Falls, Ohio, July 22, 2004- (NYSE: HLDN) Halden Brands\n").identity
    assert (found.company, found.ticker) == ("Halden Brands Corp.", "HLDN")
