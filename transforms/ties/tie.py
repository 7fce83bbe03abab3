"""A tie and how it is weighed: interval arithmetic over printed values.

XBRL Calculations 1.1 (xbrl.org, 2023-02-22): a value with decimals d stands for the closed interval of half a unit
of 10^-d around it, and a tie is violated when the intervals of both sides do not meet. Between two printed
values of the same decimals, with no arithmetic, the tolerance is 0.
"""

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from transforms.frames import MICRO
from transforms.ties.book import Fact, Span

Severity = Literal["error", "warning", "info"]
Outcome = Literal["exact", "within_rounding", "violated", "not_evaluable"]
Term = tuple[Fact, int]
SIGNS = {1: "+ ", -1: "- "}


class Tie(NamedTuple):
    """One equality or order; values in millionths of ``unit``."""

    kind: str
    relation: str
    period: str
    unit: str
    left: int | None
    right: int | None
    tolerance: int | None
    outcome: Outcome
    severity: Severity
    facts: tuple[Fact, ...]
    weights: tuple[int, ...] | None
    note: str | None = None
    suspicious: bool = False

    @property
    def id(self) -> str:
        """The hash of kind and operands."""
        text = "|".join([self.kind, *[fact.id for fact in self.facts], _printed(self.weights)])
        return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()

    def doubted(self) -> "Tie":
        """The same tie as suspicious where it holds within rounding only, and others of its kind show no rounding."""
        if self.outcome != "within_rounding":
            return self
        return self._replace(suspicious=True, note="only within rounding, while the release's other footings are exact")

    def noted(self, note: str, severity: Severity | None = None) -> "Tie":
        """The same tie with a note, and a severity lowered where given."""
        return self._replace(note=note, severity=severity or self.severity)


@lru_cache(maxsize=10_000)
def _printed(weights: tuple[int, ...] | None) -> str:
    """Weights as a text: the same few are told again and again."""
    return str(weights)


def weigh(residual: int, tolerance: int) -> Outcome:
    """How a residual stands against its rounding bound."""
    if residual == 0:
        return "exact"
    return "within_rounding" if abs(residual) <= tolerance else "violated"


def held(ties: Sequence[Tie]) -> int:
    """How many of ``ties`` hold, exactly or within rounding."""
    return sum(tie.outcome in ("exact", "within_rounding") for tie in ties)


def linear(
    kind: str,
    severity: Severity,
    left: Sequence[Term],
    right: Sequence[Term],
    *,
    period: str | None = None,
    note: str | None = None,
    relation: str | None = None,
) -> Tie:
    """A sum on either side; half-widths add, and two plain values of the same decimals must be equal.

    ``relation`` says it in other words than the lines' own labels.
    """
    plain = len(left) == len(right) == 1 and left[0][0].decimals == right[0][0].decimals
    tolerance = 0 if plain else sum([fact.half * abs(weight) for fact, weight in (*left, *right)])
    over, under = _sum(left), _sum(right)
    outcome = weigh(over - under, tolerance)
    relation = relation or f"{words(left)} = {words(right)}"
    facts, weights = _operands(left, right)
    when = period or str(_span(facts))
    return Tie(kind, relation, when, facts[0].unit, over, under, tolerance, outcome, severity, facts, weights, note)


def at_least(
    kind: str,
    severity: Severity,
    left: Sequence[Term],
    right: Sequence[Term],
    *,
    period: str | None = None,
    note: str | None = None,
) -> Tie:
    """An order: left is not below right."""
    over, under = _sum(left), _sum(right)
    outcome: Outcome = "exact" if over >= under else "violated"
    relation = f"{words(left)} >= {words(right) or '0'}"
    facts, weights = _operands(left, right)
    when = period or str(_span(facts))
    return Tie(kind, relation, when, facts[0].unit, over, under, 0, outcome, severity, facts, weights, note)


def _operands(left: Sequence[Term], right: Sequence[Term]) -> tuple[tuple[Fact, ...], tuple[int, ...]]:
    """The facts of both sides, and their weights with all of them on the left."""
    facts, weights = zip(*left, *[(fact, -weight) for fact, weight in right], strict=True)
    return facts, weights


def _sum(terms: Sequence[Term]) -> int:
    if len(terms) == 1:
        return terms[0][0].amount * terms[0][1]
    return sum([fact.amount * weight for fact, weight in terms])


class Way(NamedTuple):
    """How a quotient is printed: multiplied by ``up / down`` (into percent, of a year), and ``less`` so much."""

    up: int = 1
    down: int = 1
    less: int = 0


AS_IS, AS_PERCENT, AS_GROWTH = Way(), Way(100), Way(100, 1, 100)


def quotient(
    kind: str,
    severity: Severity,
    printed: Fact,
    over: Fact,
    under: Fact,
    *,
    way: Way = AS_IS,
    period: str | None = None,
) -> Tie | None:
    """``printed`` against ``over / under``, plain or as ``way`` has it; None where it divides by zero."""
    if under.amount - under.half <= 0:
        return None
    top, bottom = over.amount, under.amount
    factor, divisor = MICRO * way.up, bottom * way.down
    right = _rounded(factor * top - MICRO * way.less * divisor, divisor)
    (low, below_low), (high, below_high) = _ends(over, under)
    above = factor * (high * bottom - top * below_high) // (below_high * divisor)
    below = factor * (top * below_low - low * bottom) // (below_low * divisor)
    tolerance = printed.half + max(above, below) + 1
    relation = f"{printed.label} = " + (
        f"growth of {over.label}" if way is AS_GROWTH else f"{over.label} / {under.label}"
    )
    return Tie(
        kind,
        relation,
        period or str(printed.span),
        printed.unit,
        printed.amount,
        right,
        tolerance,
        weigh(printed.amount - right, tolerance),
        severity,
        (printed, over, under),
        None,
    )


def _rounded(top: int, bottom: int) -> int:
    """The quotient as a whole number, a half to the even one."""
    whole, rest = divmod(top, bottom)
    return whole + (2 * rest > bottom or (2 * rest == bottom and whole % 2 == 1))


def _ends(over: Fact, under: Fact) -> tuple[tuple[int, int], tuple[int, int]]:
    low, high = over.amount - over.half, over.amount + over.half
    narrow, wide = under.amount - under.half, under.amount + under.half
    return (low, wide if low >= 0 else narrow), (high, narrow if high >= 0 else wide)


def not_evaluable(kind: str, facts: Sequence[Fact], note: str) -> Tie:
    """A tie that could not be weighed, with the reason."""
    return Tie(
        kind,
        " ? ".join(fact.label for fact in facts),
        str(facts[0].span),
        facts[0].unit,
        None,
        None,
        None,
        "not_evaluable",
        "info",
        tuple(facts),
        None,
        note,
    )


def words(terms: Sequence[Term]) -> str:
    """Terms with the lines' own labels; one that stands there twice, for two periods, with its period too."""
    if len(terms) == 1 and terms[0][1] == 1:
        return terms[0][0].label
    twice = len(terms) > 1 and len({fact.label for fact, _ in terms}) < len(terms)
    told = [
        (SIGNS.get(weight) or _times(weight)) + (_dated(fact, terms) if twice else fact.label) for fact, weight in terms
    ]
    return " ".join(told).removeprefix("+ ")


def _dated(fact: Fact, beside: Sequence[Term]) -> str:
    is_alone = all(other.span == fact.span for other, _ in beside if other.label == fact.label)
    return fact.label if is_alone else f"{fact.label} ({fact.span})"


def _times(weight: int) -> str:
    return f"{'-' if weight < 0 else '+'} {abs(weight)} x "


def _span(facts: Sequence[Fact]) -> Span:
    """The tie's period: that of its flows where it has any."""
    for fact in facts:
        if fact.span.start is not None:
            return fact.span
    return facts[0].span
