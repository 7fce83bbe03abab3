"""The same thing printed twice: in two statements, also with flipped sign, and GAAP lines in a non-GAAP statement."""

from collections import defaultdict
from collections.abc import Iterator

from transforms.ties.book import Book, Fact, Line, Span
from transforms.ties.elements import DILUTED, NET_INCOME
from transforms.ties.tie import Severity, Tie, linear, not_evaluable

WHOLE_COMPANY = frozenset(
    {"operations", "balance_sheet", "cash_flow", "non_gaap_operations", "non_gaap_reconciliation"}
)
"""Statements that speak of the whole company, so that the same element in two of them is the same thing."""
SELF_CONTRADICTION = 200
"""A gap of at most one part in this many, between two prints that both foot, is the issuer disagreeing with itself."""


def cross(book: Book) -> Iterator[Tie]:
    """Every line that measures what a line at home measures, period by period."""
    for (_, _, basis), lines in book.by_element.items():
        for span, printed in _by_span(lines).items():
            home, home_fact = printed[0]
            for line, fact in printed[1:]:
                if line.table_index == home.table_index or (basis == "non-GAAP" and home.statement == line.statement):
                    continue
                if (
                    line.statement != home.statement and {line.statement, home.statement} <= WHOLE_COMPANY
                ) or _mostly_agree(line, home):
                    yield _duplicate(book, fact, home_fact, _factor(line, home), _severity(line, home), span)
    yield from _named_adjustments(book)


def _mostly_agree(line: Line, home: Line) -> bool:
    """The figures say that it is the same: outside the primary statements a label may speak of a part."""
    shared = [span for span in line.facts if span in home.facts]
    factor = _factor(line, home)
    return 2 * sum(line.facts[span].amount == factor * home.facts[span].amount for span in shared) > len(shared)


def _by_span(lines: list[Line]) -> dict[Span, list[tuple[Line, Fact]]]:
    found: dict[Span, list[tuple[Line, Fact]]] = defaultdict(list)
    for line in lines:
        for span, fact in line.facts.items():
            found[span].append((line, fact))
    return found


def _factor(line: Line, home: Line) -> int:
    """1 or -1. Of an element of its own words no balance is known: the prints themselves tell, a loss added back."""
    factor = line.sign * home.sign
    if _is_standard(home) and _is_standard(line):
        return factor
    shared = [span for span in line.facts if span in home.facts]
    agreeing = {
        sign: sum(line.facts[span].amount == sign * home.facts[span].amount for span in shared)
        for sign in (factor, -factor)
    }
    return max(agreeing, key=lambda sign: agreeing[sign])


def _severity(line: Line, home: Line) -> Severity:
    """An element of its own words is the same thing by its label only: a break there is a warning."""
    sure = line.element[:1].isupper() and _is_standard(home) and _is_standard(line)
    return "error" if sure or line.label.casefold() == home.label.casefold() else "warning"


def _is_standard(line: Line) -> bool:
    return any(fact.standard for fact in line.facts.values())


def _duplicate(book: Book, fact: Fact, home: Fact, factor: int, severity: Severity, span: Span) -> Tie:
    kind = "cross_statement" if factor > 0 else "cross_statement_sign_flip"
    tie = linear(kind, severity, [(fact, 1)], [(home, factor)], period=str(span))
    if tie.outcome != "violated":
        return tie
    gap = abs(fact.amount - factor * home.amount)
    if gap * SELF_CONTRADICTION <= abs(home.amount) and book.foots(fact) and book.foots(home):
        prints = f"{fact.printed} in line {fact.line_number}, {home.printed} in line {home.line_number}"
        return tie.noted(f"the issuer disagrees with itself: {prints}, and both foot", "warning")
    return tie


def _named_adjustments(book: Book) -> Iterator[Tie]:
    """A reconciling item that names a line of the statement it adjusts repeats it, as a rule with flipped sign."""
    prefix = "NonGaapAdjustment"
    for line in book.lines:
        if line.statement != "non_gaap_reconciliation" or not line.element.startswith(prefix):
            continue
        home = book.line_of(line.element.removeprefix(prefix), "operations")
        if home is None:
            continue
        shared = [span for span in line.facts if span in home.facts]
        flipped = sum(line.facts[span].amount == -home.facts[span].amount for span in shared)
        same = sum(line.facts[span].amount == home.facts[span].amount for span in shared)
        if 2 * max(same, flipped) > len(shared):
            for span in shared:
                yield _duplicate(book, line.facts[span], home.facts[span], 1 if same > flipped else -1, "error", span)


def repeated(book: Book) -> Iterator[Tie]:
    """A GAAP line counts as repeated in the non-GAAP statement when it agrees in most of its columns."""
    for line in book.lines:
        home = counterpart(book, line)
        if home is None or line.unit == "USD/share":  # per share follows income, which is what is adjusted
            continue
        shared = [span for span in line.facts if span in home.facts]
        certain = [span for span in shared if not _undiluted_loss(book, line.facts[span], home.facts[span], span)]
        agreeing = sum(line.facts[span].amount == home.facts[span].amount for span in certain)
        if agreeing * 2 > len(certain):
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
