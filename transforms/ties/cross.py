"""The same thing printed twice: in two statements, also with flipped sign, and GAAP lines in a non-GAAP statement."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from transforms.ties.book import Book, Fact, Line, Span
from transforms.ties.elements import DILUTED, NET_INCOME, OWNERS
from transforms.ties.tie import Severity, Tie, linear, not_evaluable

PRIMARY = frozenset({"operations", "balance_sheet", "cash_flow"})
"""Statements that speak of the whole company, so that the same element in two of them is the same thing."""
WHOLE_COMPANY = PRIMARY | {"non_gaap_operations", "non_gaap_reconciliation"}
"""With those that may as well speak of its parts, or of what an adjustment takes from a line of the same name."""
SELF_CONTRADICTION = 200
"""A gap of at most one part in this many, between two prints that both foot, is the issuer disagreeing with itself."""
OTHER_COMPANY = "most lines that the two tables share differ, so one of them speaks of a part of the company"
PART = "both foot with their own figure, so one may be a part of the other in this period"
NOWHERE_EQUAL = "no period agrees, so the two may be different things under one name"


PARTED = "the cash flow tells more of it in every period, so the statement of operations may hold some in other lines"
CHARGES = re.compile(r"\b(amortization|depreciation|compensation|impairments?)\b", re.IGNORECASE)
"""What a statement of operations may part by function and a cash flow adds back as a whole."""

TOLD_APART = 3
"""Lines of one label that agree in none of so many periods are two things: a business's revenues, its average loans."""


class Evidence(NamedTuple):
    """What the figures say of two lines: periods in which one of them prints more than nothing, and how many agree."""

    factor: int
    periods: int
    agreeing: int

    @property
    def same(self) -> bool:
        """At least half of them agree: a line of the same name, and the same figures."""
        return 0 < self.periods <= 2 * self.agreeing

    @property
    def surely_same(self) -> bool:
        """More than half agree, for lines whose name alone stands for several things."""
        return self.periods < 2 * self.agreeing


def cross(book: Book) -> Iterator[Tie]:
    """Every line that measures what a line at home measures, period by period."""
    for (_, _, basis), lines in book.by_meaning.items():
        for span, printed in _by_span(lines).items():
            for position, (line, fact) in enumerate(printed):
                homes = [
                    home
                    for home, _ in printed[:position]
                    if home.table_index != line.table_index
                    and not (basis == "non-GAAP" and home.statement == line.statement)
                ]
                if homes:
                    yield from _cross(book, line, fact, homes, span)
    yield from _named_adjustments(book)


def _cross(book: Book, line: Line, fact: Fact, homes: Sequence[Line], span: Span) -> Iterator[Tie]:
    """The tie to the print that agrees most often, the one nearest to home first."""
    told = [(home, _evidence(line, home)) for home in homes]
    home, evidence = max(told, key=lambda pair: pair[1].agreeing)
    severity = _severity(book, line, home, evidence)
    if severity is None:
        return
    tie = _duplicate(book, fact, home.facts[span], evidence.factor, severity, span)
    if tie.outcome != "violated":
        yield tie
    elif not _of_one_company(book, line, home):
        yield not_evaluable(tie.kind, tie.facts, OTHER_COMPANY)
    elif _is_part(home, line, evidence):
        yield not_evaluable(tie.kind, tie.facts, PARTED)
    elif not evidence.agreeing and tie.severity == "warning":
        yield tie.noted(NOWHERE_EQUAL)
    elif {line.statement, home.statement} <= PRIMARY or not book.foots(fact) or not book.foots(home.facts[span]):
        yield tie
    else:
        yield tie.noted(tie.note or PART, "warning")


def _is_part(home: Line, line: Line, evidence: Evidence) -> bool:
    """A charge in the statement of operations that is less than the cash flow's in all of several periods."""
    if (home.statement, line.statement) != ("operations", "cash_flow") or evidence.agreeing or evidence.periods == 1:
        return False
    shared = [(home.facts[span].amount, line.facts[span].amount) for span in line.facts if span in home.facts]
    charged = CHARGES.search(home.label) and CHARGES.search(line.label)
    return bool(charged) and all(abs(part) < abs(whole) for part, whole in shared)


def _of_one_company(book: Book, line: Line, home: Line) -> bool:
    """Of the other lines that two tables share, at least as many agree as not: else one of them is a segment's."""
    agreeing = 0
    for (element, _, _), lines in book.by_element.items():
        mine = [other for other in lines if other.table_index == line.table_index]
        theirs = [other for other in lines if other.table_index == home.table_index]
        if element != line.element and len(mine) == len(theirs) == 1:
            agreeing += 1 if _evidence(mine[0], theirs[0]).same else -1
    return agreeing >= 0


def _severity(book: Book, line: Line, home: Line, evidence: Evidence) -> Severity | None:
    """How sure it is that both are the same thing; None where nothing but the name says so.

    An element of its own words is the same thing by its label only: a break there is a warning.
    """
    sure = line.element[:1].isupper() and _is_standard(home) and _is_standard(line)
    same_label = line.label.casefold() == home.label.casefold()
    alone = book.is_alone(line) and book.is_alone(home)
    if evidence.surely_same or (alone and evidence.same):
        return "error" if sure or same_label else "warning"
    if (
        line.statement == home.statement
        or not alone
        or bool(OWNERS.search(line.label)) != bool(OWNERS.search(home.label))
    ):
        return None
    if {line.statement, home.statement} <= PRIMARY:
        told_apart = not sure and evidence.periods >= TOLD_APART and not evidence.agreeing
        return "error" if (sure or same_label) and not told_apart else "warning"
    first = same_label and book.is_first(home) and {line.statement, home.statement} <= WHOLE_COMPANY
    return "warning" if first else None


def _by_span(lines: list[Line]) -> dict[Span, list[tuple[Line, Fact]]]:
    found: dict[Span, list[tuple[Line, Fact]]] = defaultdict(list)
    for line in lines:
        for span, fact in line.facts.items():
            found[span].append((line, fact))
    return found


def _evidence(line: Line, home: Line) -> Evidence:
    """With factor 1 or -1. Where no balance is known the prints themselves tell it, a loss added back."""
    shared = [(line.facts[span].amount, home.facts[span].amount) for span in line.facts if span in home.facts]
    told = [(mine, theirs) for mine, theirs in shared if mine or theirs]
    factor = line.sign * home.sign
    agreeing = {sign: sum(mine == sign * theirs for mine, theirs in told) for sign in (factor, -factor)}
    known = _is_standard(home) and _is_standard(line) and agreeing[factor]
    best = factor if known else max(agreeing, key=lambda sign: agreeing[sign])
    return Evidence(best, len(told), agreeing[best])


def _is_standard(line: Line) -> bool:
    return any(fact.standard for fact in line.facts.values())


def _duplicate(book: Book, fact: Fact, home: Fact, factor: int, severity: Severity, span: Span) -> Tie:
    kind = "cross_statement" if factor > 0 else "cross_statement_sign_flip"
    tie = linear(kind, severity, [(fact, 1)], [(home, factor)], period=str(span))
    if tie.outcome != "violated":
        return tie
    gap = abs(fact.amount - factor * home.amount)
    if gap * SELF_CONTRADICTION <= abs(home.amount) and book.foots(fact) and book.foots(home):
        prints = f"{_print(fact)}, {_print(home)}"
        return tie.noted(f"the issuer disagrees with itself: {prints}, and both foot", "warning")
    return tie


def _print(fact: Fact) -> str:
    """What is printed, with its line where the medium has lines."""
    return f"{fact.printed} in line {fact.line_number}" if fact.line_number else fact.printed


def _named_adjustments(book: Book) -> Iterator[Tie]:
    """A reconciling item that names a line of the statement it adjusts repeats it, as a rule with flipped sign."""
    prefix = "NonGaapAdjustment"
    for line in book.lines:
        if line.statement != "non_gaap_reconciliation" or not line.element.startswith(prefix):
            continue
        home = book.line_of(line.element.removeprefix(prefix), "operations")
        if home is None:
            continue
        evidence = _evidence(line, home)
        for span in line.facts if evidence.same else ():
            if span in home.facts:
                tie = _duplicate(book, line.facts[span], home.facts[span], evidence.factor, "error", span)
                apart = tie.outcome == "violated" and all(book.foots(fact) for fact in tie.facts)
                yield tie.noted(tie.note or PART, "warning") if apart else tie


def repeated(book: Book) -> Iterator[Tie]:
    """A GAAP line counts as repeated in the non-GAAP statement when it agrees in most of its columns."""
    for line in book.lines:
        home = counterpart(book, line)
        if home is None or line.unit.endswith("/share"):  # per share follows income, which is what is adjusted
            continue
        shared = [span for span in line.facts if span in home.facts]
        certain = [span for span in shared if not _undiluted_loss(book, line.facts[span], home.facts[span], span)]
        told = [(line.facts[span].amount, home.facts[span].amount) for span in certain]
        agreeing = sum(mine == theirs for mine, theirs in told)
        if agreeing * 2 > len(certain) and any(mine == theirs != 0 for mine, theirs in told):
            for span in shared:
                yield _repeat(book, line.facts[span], home.facts[span], span)


def counterpart(book: Book, line: Line) -> Line | None:
    """The GAAP line that a line of the non-GAAP statement adjusts or repeats."""
    if line.statement not in ("non_gaap_operations", "pro_forma_operations"):
        return None
    homes = [
        home for home in book.by_element.get((line.element, line.unit, "GAAP"), ()) if home.statement == "operations"
    ]
    return next((home for home in homes if home.section == line.section), homes[0] if homes else None)


def _repeat(book: Book, fact: Fact, home: Fact, span: Span) -> Tie:
    kind = "gaap_nongaap_equal_line"
    if _undiluted_loss(book, fact, home, span):
        note = "one measure is a loss, in which dilution does not count (ASC 260-10-45-19)"
        return linear(kind, "info", [(fact, 1)], [(home, 1)], note=note)
    gap = fact.amount - home.amount
    if gap and book.foots(fact) and book.foots(home):
        return not_evaluable(
            kind, (fact, home), "both statements foot with their own figure, so the line is adjusted in this period"
        )
    if gap and any(abs(item.facts[span].amount) == abs(gap) for item in book.adjustments if span in item.facts):
        return not_evaluable(
            kind, (fact, home), "a reconciling item of this very amount adjusts the line in this period"
        )
    return linear(kind, "error", [(fact, 1)], [(home, 1)])


def _undiluted_loss(book: Book, fact: Fact, home: Fact, span: Span) -> bool:
    """Diluted counts differ by right where one measure is a profit and the other a loss."""
    if fact.element not in DILUTED or fact.amount == home.amount:
        return False
    profit, adjusted = book.value_at(NET_INCOME, span), book.value_at(NET_INCOME, span, basis=fact.basis)
    return profit is not None and adjusted is not None and (profit.amount < 0) != (adjusted.amount < 0)
