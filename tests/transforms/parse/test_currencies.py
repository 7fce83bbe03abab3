"""In what currency a table's amounts are."""

from decimal import Decimal

import pytest

from support.statements import QUARTER, release, statement
from transforms.parse.measures import MONEY, noted_currency

ROWS = [
    ("Net revenues", 41_200, 37_300),
    ("Cost of sales", 20_500, 19_900),
    ("Gross profit", 20_700, 17_400),
    ("Net income", 4_120, 3_770),
    ("Earnings per share, basic", "0.12", "0.11"),
]


def units(frames) -> set[str]:
    return set(frames.fact.filter(origin="table")["unit"])


@pytest.mark.parametrize(
    ("note", "currency"),
    [
        ("(€ millions)", "EUR"),  # SAP
        ("(in thousands of euros, except per share amounts)", "EUR"),
        ("(in millions of Canadian dollars)", "CAD"),
        ("(RMB in thousands)", "CNY"),
        ("(£ millions)", "GBP"),
        ("(U.S. dollars in thousands)", "USD"),  # Criteo
        ("(in thousands)", "USD"),
    ],
)
def test_a_note_says_it_for_amounts_and_amounts_per_share(read, note, currency):
    frames = read(release(statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, ROWS, note=note)))
    assert units(frames) == {currency, f"{currency}/share"}
    assert not frames.tie.filter(kind="footing", outcome="exact").is_empty()


def test_a_sign_beside_the_amounts_says_it_where_no_note_does(read):
    rows = [("Net revenues", "€41,200", "€37,300"), *ROWS[1:]]
    assert units(read(release(statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, rows)))) == {
        "EUR",
        "EUR/share",
    }


def test_a_table_without_a_word_of_it_has_the_currency_of_the_others(read):
    first = statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, ROWS, note="(€ thousands)")
    second = statement("CONSOLIDATED STATEMENTS OF CASH FLOWS", QUARTER, ROWS[:4], note="(in thousands)")
    assert units(read(release(first, second))) == {"EUR", "EUR/share"}


def test_a_share_of_foreign_par_value_changes_nothing(read):
    """Criteo's shares have a par value in euros; its statements are in dollars."""
    rows = [*ROWS, ("Common shares, €0.025 par value", 2_158, 2_158)]
    assert units(read(release(statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, rows)))) == {
        "USD",
        "USD/share",
    }


def test_currencies_that_head_the_lines_per_share_once_more_are_columns_of_their_own(read):
    """How Japanese issuers print: amounts in millions of yen and thousands of dollars, and below them per share."""
    page = release(
        """
CONSOLIDATED STATEMENTS OF INCOME
                                                                 Thousands of
                                       Millions of yen           U.S. dollars
                                  -------------------------     --------------
                                        Three months ended June 30,
                                  --------------------------------------------
                                      2004          2003             2004
                                  -----------   -----------     --------------
Net sales                             186,000       174,220        $1,500,000
Net income                              6,820         5,066           $55,000

                                              Yen                U.S. dollars
                                  -------------------------     --------------
Per share of common stock:
  Net income                           27.50         20.43             $0.22
  Cash dividends                        8.00          7.50              0.06
"""
    )
    facts = read(page).fact.filter(section="Per share of common stock")
    assert facts.select("unit", "value").rows()[:3] == [
        ("JPY/share", Decimal("27.50")),
        ("JPY/share", Decimal("20.43")),
        ("USD/share", Decimal("0.22")),
    ]
    assert set(facts["period_end"].cast(str)) == {"2004-06-30", "2003-06-30"}


NAMES = {
    "USD": ("US$", "US $", "U.S. dollars", "US dollars"),
    "CAD": ("C$", "CA$", "CAD$", "CDN$", "Canadian dollars"),
    "AUD": ("A$", "AU$", "AUD$", "Australian dollars"),
    "HKD": ("HK$", "Hong Kong dollars"),
    "TWD": ("NT$", "New Taiwan dollars"),
    "SGD": ("S$", "SG$", "SGD$", "Singapore dollars"),
    "BRL": ("R$", "Brazilian reais"),
    "EUR": ("€", "euros"),
    "GBP": ("£", "pounds sterling"),
    "CNY": ("RMB", "renminbi"),
    "JPY": ("¥", "yen"),
    "CHF": ("Swiss francs",),
    "SEK": ("Swedish kronor",),
    "NOK": ("Norwegian kroner",),
    "DKK": ("Danish kroner",),
    "ILS": ("NIS", "new Israeli shekels"),
    "INR": ("Indian rupees",),
    "KRW": ("Korean won",),
    "MXN": ("Mexican pesos",),
    "ZAR": ("South African rand",),
}


@pytest.mark.parametrize("code", sorted(MONEY))
def test_what_is_asked_first_misses_no_name_of_a_currency(code):
    for name in (code, *NAMES[code]):
        assert noted_currency(f"({name} thousands)") == code, name
