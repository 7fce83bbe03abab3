"""Amounts, places and lists as sentences use them."""

from decimal import Decimal

import pytest

from expectations.words import amount, counted, listed, place, places, spoken


@pytest.mark.parametrize(
    ("value", "unit", "said"),
    [
        (Decimal("8917000.000000"), "USD", "8,917,000 USD"),
        (Decimal("-0.120000"), "USD/share", "-0.12 USD/share"),
        (Decimal("41.500000"), None, "41.5"),
        (Decimal(100), None, "100"),
        (Decimal("0.000000"), "USD", "0 USD"),
        (None, "USD", "none"),
    ],
)
def test_an_amount_has_the_digits_that_it_has(value, unit, said):
    assert amount(value, unit) == said


def at(line: int | None, table: int | None = None, row: int | None = None) -> dict[str, int | None]:
    return {"line_number": line, "table_index": table, "row_index": row}


def test_a_place_is_a_line_else_a_row_of_a_table_else_the_release():
    assert [place(at(102)), place(at(None, 3, 12)), place(at(None))] == ["line 102", "table 3, row 12", "the release"]


def test_lines_are_named_once_and_the_rest_is_counted():
    assert places([at(12), at(10), at(12)]) == "lines 12 and 10"
    assert places([at(12)]) == "line 12"
    assert places([at(number) for number in range(9)]) == "lines 0, 1, 2, 3, 4, 5 and 3 more"


def test_a_list_reads_as_a_sentence_does():
    assert [listed([]), listed(["a"]), listed(["a", "b"]), listed(["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


def test_counts_and_names_are_spoken():
    assert [counted(1, "value"), counted(1200, "value")] == ["1 value", "1,200 values"]
    assert [spoken("gaap_nongaap_bridge"), spoken("eps_x_shares"), spoken("non_gaap_operations")] == [
        "GAAP non-GAAP bridge", "EPS times shares", "non-GAAP operations",
    ]  # fmt: skip
