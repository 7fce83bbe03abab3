"""Longer periods against shorter ones, and balances against the flows between them."""

from collections.abc import Iterable, Iterator
from datetime import timedelta

from transforms.parse.measures import MONEY
from transforms.ties.book import Book, Fact, Line, Span
from transforms.ties.elements import (
    CASH,
    CASH_CHANGE,
    DIVIDENDS,
    MOSTLY_CUMULATIVE,
    MOVEMENTS,
    NET_INCOME,
    SURELY_CUMULATIVE,
    WORKING_CAPITAL,
)
from transforms.ties.tie import Severity, Term, Tie, at_least, linear, words
from transforms.ties.tree import Sum

Nested = tuple[Span, Span]
ASSET_CHANGES = frozenset({"IncreaseDecreaseInAccountsReceivable", "IncreaseDecreaseInInventories"})
"""Printed in the cash flow as what the rise of an asset costs."""


def nested(spans: list[Span]) -> Iterator[Nested]:
    """Pairs of a longer and a shorter duration that share an end or a start."""
    flows = [(span, span.days) for span in spans if span.start is not None]
    for long, most in flows:
        for short, days in flows:
            if days < most and (short.end == long.end or short.start == long.start):
                yield long, short


def rest(pair: Nested) -> Span:
    """What the longer period has and the shorter has not."""
    long, short = pair
    assert long.start is not None
    assert short.start is not None
    if short.end == long.end:
        return Span(long.start, short.start - timedelta(days=1))
    return Span(short.end + timedelta(days=1), long.end)


def cumulative(book: Book) -> Iterator[Tie]:
    """A longer period is at least the shorter one inside it, for what is never or rarely negative."""
    for line in book.lines:
        severity = _cumulative_severity(line)
        if severity is None or line.unit not in MONEY or "_footnote_" in line.statement:
            continue
        for long, short in nested(list(line.facts)):
            if line.facts[short].amount >= 0:
                yield at_least(
                    "cumulative_ge_quarter",
                    severity,
                    [(line.facts[long], 1)],
                    [(line.facts[short], 1)],
                    period=f"{long} vs {short}",
                )


def _cumulative_severity(line: Line) -> Severity | None:
    if line.element in SURELY_CUMULATIVE:
        return "error"
    return "warning" if line.element in MOSTLY_CUMULATIVE else None


def derived_footings(book: Book) -> Iterator[Tie]:
    """A footing that holds in two nested columns holds in the quarter between them.

    Its operands are those of the two columns, so that a balance among flows is taken where it stands.
    """
    for table, sums in zip(book.tables, book.sums, strict=True):
        for found in sums:
            total = {fact.span: fact for fact in book.row_facts(table.index, found.total) if fact.role == "value"}
            for long, short in nested(list(total)):
                right = [
                    (fact, weight * sign)
                    for row, weight in zip(found.operands, found.weights, strict=True)
                    for span, sign in ((long, 1), (short, -1))
                    if (fact := book.cells.get((table.index, row, total[span].column_index))) is not None
                ]
                if right and total[long].unit in MONEY and {fact.unit for fact, _ in right} == {total[long].unit}:
                    yield linear(
                        "derived_quarter_footing",
                        "error" if found.certain else "warning",
                        [(total[long], 1), (total[short], -1)],
                        right,
                        period=str(rest((long, short))),
                        relation=f"{total[long].label} = {_addends(found, right)}, {long} less {short}",
                    )


def _addends(found: Sum, terms: Iterable[Term]) -> str:
    """What a footing adds up, each line once: its terms are of two columns, and their labels tell no two apart."""
    of_row = {fact.row_index: fact for fact, _ in terms}
    return words(
        [(of_row[row], weight) for row, weight in zip(found.operands, found.weights, strict=True) if row in of_row]
    )


def roll_forward(book: Book) -> Iterator[Tie]:
    """Balances at both ends of the cash flow's period against the flows between."""
    change = book.line_of(CASH_CHANGE, "cash_flow")
    flows = change or book.line_of(NET_INCOME, "cash_flow")
    for span in (span for span in flows.facts if span.start) if flows else ():
        yield from _cash(book, span)
        yield from _retained_earnings(book, span)
        for flow, balance in WORKING_CAPITAL:
            yield from _working_capital(book, span, flow, balance)
        for balance, parts in MOVEMENTS:
            yield from _movement(book, span, balance, parts)


def _delta(book: Book, element: str, span: Span) -> list[tuple[Fact, int]]:
    """Closing minus opening balance, empty where one of them is not printed."""
    assert span.start is not None
    line = book.line_of(element, "balance_sheet")
    opening, closing = Span(None, span.start - timedelta(days=1)), Span(None, span.end)
    if line is None or opening not in line.facts or closing not in line.facts:
        return []
    return [(line.facts[closing], 1), (line.facts[opening], -1)]


def _cash(book: Book, span: Span) -> Iterator[Tie]:
    left, change = _delta(book, CASH, span), book.line_of(CASH_CHANGE, "cash_flow")
    if left and change and span in change.facts:
        yield linear("roll_forward", "error", left, [(change.facts[span], 1)], period=str(span))


def _retained_earnings(book: Book, span: Span) -> Iterator[Tie]:
    left, income = _delta(book, "RetainedEarningsAccumulatedDeficit", span), book.value_at(NET_INCOME, span)
    if left and income:
        dividends = [
            line.facts[span]
            for line in book.lines
            if line.statement == "cash_flow" and DIVIDENDS.search(line.label) and span in line.facts
        ]
        yield linear(
            "roll_forward", "warning", left, [(income, 1), *((fact, 1) for fact in dividends)], period=str(span)
        )


def _working_capital(book: Book, span: Span, flow: str, balance: str) -> Iterator[Tie]:
    left, line = _delta(book, balance, span), book.line_of(flow, "cash_flow")
    if left and line and span in line.facts:
        note = "acquisitions, accruals and currencies part a working-capital change from the balance; for information"
        asset = flow in ASSET_CHANGES
        yield linear(
            "roll_forward", "info", left, [(line.facts[span], -1 if asset else 1)], period=str(span), note=note
        )


def _movement(book: Book, span: Span, balance: str, parts: tuple[tuple[int, str], ...]) -> Iterator[Tie]:
    left = _delta(book, balance, span)
    right = [
        (fact, weight * fact.sign) for weight, element in parts if (fact := book.value_at(element, span)) is not None
    ]
    if left and len(right) == len(parts):
        note = "issue costs, accruals and disposals are not printed; for information"
        yield linear("roll_forward", "info", left, right, period=str(span), note=note)
