"""Single facts as ties see them, without a release around them."""

from datetime import date
from decimal import Decimal
from itertools import count

from transforms.ties.book import Fact, Span

MICRO = 1_000_000
QUARTER = Span(date(2004, 4, 1), date(2004, 6, 30))
_numbers = count(1)


def printed(value: str, decimals: int, *, unit: str = "USD", label: str = "Line", span: Span = QUARTER) -> Fact:
    """A fact of ``value`` in its unit; every one has an id of its own."""
    half = int(Decimal(MICRO).scaleb(-decimals)) // 2
    amount = int(Decimal(value) * MICRO)
    known = {
        "id": f"fact {next(_numbers)}", "label": label, "unit": unit, "span": span, "amount": amount, "half": half,
        "decimals": decimals, "printed": value, "sign": 1,
    }  # fmt: skip
    return Fact(**{**dict.fromkeys(Fact._fields), "told_table": -1, **known})
