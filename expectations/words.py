"""Amounts, places and counts as a reader expects them."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

SHOWN_PLACES = 6
SPOKEN = {"gaap": "GAAP", "nongaap": "non-GAAP", "eps": "EPS", "x": "times", "ge": "at least", "vs": "against"}


@lru_cache(maxsize=1_000)
def spoken(name: str) -> str:
    """A snake_case name as words: ``gaap_nongaap_bridge`` is "GAAP non-GAAP bridge"."""
    joined = name.replace("non_gaap", "nongaap").replace("pro_forma", "pro-forma")
    return " ".join(SPOKEN.get(word, word) for word in joined.split("_"))


def amount(value: Decimal | None, unit: str | None = None) -> str:
    """``Decimal("8917000.000000")`` with unit USD is "8,917,000 USD"; None is "none"."""
    if value is None:
        return "none"
    digits = f"{value:,f}"
    if "." in digits:
        digits = digits.rstrip("0").rstrip(".")
    return f"{digits} {unit}" if unit else digits


def place(row: Mapping[str, Any]) -> str:
    """Where a row with the place columns of the schema stands: "line 102" or "table 3, row 12"."""
    if row["line_number"] is not None:
        return f"line {row['line_number']}"
    if row["table_index"] is not None:
        return f"table {row['table_index']}, row {row['row_index']}"
    return "the release"


def places(rows: Iterable[Mapping[str, Any]]) -> str:
    """The places of several rows, each named once, in the order given: "lines 102, 103 and 107"."""
    rows = list(rows)
    if all(row["line_number"] is not None for row in rows):
        numbers = list(dict.fromkeys(str(row["line_number"]) for row in rows))
        return f"line{'s' if len(numbers) > 1 else ''} {listed(numbers)}"
    return listed(list(dict.fromkeys(place(row) for row in rows)), ";")


def listed(items: list[str], comma: str = ",") -> str:
    """List items as a sentence does: "a", "a and b", "a, b and c", "a, b, c, d, e, f and 12 more"."""
    if len(items) > SHOWN_PLACES:
        items = [*items[:SHOWN_PLACES], f"{len(items) - SHOWN_PLACES} more"]
    return " and ".join([f"{comma} ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def counted(number: int, noun: str) -> str:
    """Count a noun that takes an s: "1 value", "3 values"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
