"""In what currency a table's amounts are."""

import pytest

from support.statements import QUARTER, release, statement

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
