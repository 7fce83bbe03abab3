"""What the releases of the made-up company say in words, and which figures of it restate the tables."""

from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal

import books
from books import Edition, Span

ORDINAL = ("first", "second", "third", "fourth")
ELEMENTS = {
    "sales": "us-gaap:Revenues",
    "net": "us-gaap:NetIncomeLoss",
    "diluted_eps": "us-gaap:EarningsPerShareDiluted",
    "from_operations": "us-gaap:NetCashProvidedByUsedInOperatingActivities",
    "growth": "ext:RevenueGrowthPercent",
}


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure in prose: its concept, period, unit and value; ``printed`` as it stands."""

    concept: str
    span: Span
    unit: str
    printed: str
    value: Decimal
    role: str = "value"


@dataclass
class Prose:
    """Sentences under way; every figure that restates a table is kept as a claim."""

    edition: Edition
    claims: list[Claim] = field(default_factory=list)

    def millions(self, key: str, span: Span) -> str:
        """``$35.9 million``."""
        lines = {**books.income(span, self.edition), **books.flow(span, self.edition)}
        amount = (Decimal(lines[key]) / 1000).quantize(Decimal("0.1"), ROUND_HALF_UP)
        self.claims.append(Claim(ELEMENTS[key], span, "USD", str(amount), Decimal(int(amount * 1_000_000))))
        return f"${amount} million"

    def per_share(self, span: Span) -> str:
        """``$0.32 per diluted share``."""
        value = books.per_share(span, self.edition)["diluted_eps"]
        self.claims.append(Claim(ELEMENTS["diluted_eps"], span, "USD/share", str(value), value))
        return f"${value} per diluted share"

    def increase(self, span: Span) -> str:
        """``an increase of 12 percent``, over the year before."""
        now, before = (books.income(one, self.edition)["sales"] for one in (span, span.year_before))
        percent = (Decimal(100 * now) / before - 100).quantize(Decimal(1), ROUND_HALF_UP)
        self.claims.append(Claim(ELEMENTS["growth"], span, "percent", str(percent), percent, "change"))
        return f"an increase of {percent} percent"

    def quarter(self, index: int) -> str:
        """Sales and income of a quarter against those of the year before."""
        now, before = Span(index, index), Span(index - 4, index - 4)
        name, then = (f"the {ORDINAL[one.last % 4]} quarter of fiscal {one.year}" for one in (now, before))
        return (
            f"Net sales for {name} were {self.millions('sales', now)}, compared with "
            f"{self.millions('sales', before)} for {then}, {self.increase(now)}. Net income for {name} was "
            f"{self.millions('net', now)}, or {self.per_share(now)}, compared with {self.millions('net', before)}, or "
            f"{self.per_share(before)}, for {then}."
        )

    def to_date(self, span: Span) -> str:
        """Sales, income and cash of the weeks since the year began."""
        ended, before = (
            f"for the {one.weeks} weeks ended {one.end:%B} {one.end.day}, {one.end.year}"
            for one in (span, span.year_before)
        )
        return (
            f"Net sales {ended} were {self.millions('sales', span)}, compared with "
            f"{self.millions('sales', span.year_before)} {before}, {self.increase(span)}. Net income {ended} was "
            f"{self.millions('net', span)}, or {self.per_share(span)}, compared with "
            f"{self.millions('net', span.year_before)}, or {self.per_share(span.year_before)}, {before}. Cash provided "
            f"by operating activities was {self.millions('from_operations', span)} {ended}."
        )
