"""Earnings per share against income and shares, and the orders that accounting for them demands."""

from collections.abc import Iterator

from transforms.ties.book import Book, Fact, Line, Span
from transforms.ties.elements import NET_INCOME, PER_SHARE_PAIRS, PREFERRED
from transforms.ties.tie import Severity, Tie, at_least, linear, quotient


def per_share(book: Book) -> Iterator[Tie]:
    """EPS = income / shares; basic shares are not above diluted ones; EPS has the sign of income; order of EPS."""
    for statement, basis in sorted({(line.statement, line.basis) for line in book.lines if line.unit == "USD/share"}):
        lines = _Lines(book, statement, basis)
        if lines.income is None:
            continue
        severity: Severity = "warning" if lines.other_claims else "error"
        for span, income in lines.income.facts.items():
            yield from _quotients(lines, span, income, severity)
            yield from _orders(lines, span, income, severity)


class _Lines:
    """The lines of one statement and basis that per-share ties need."""

    def __init__(self, book: Book, statement: str, basis: str) -> None:
        def find(element: str, unit: str) -> Line | None:
            return next(
                (line for line in book.by_element.get((element, unit, basis), ()) if line.statement == statement), None
            )

        self.income = find(NET_INCOME, "USD")
        self.pairs = [(find(eps, "USD/share"), find(shares, "shares")) for eps, shares in PER_SHARE_PAIRS]
        self.other_claims = any(PREFERRED.search(line.label) for line in book.lines if line.statement == statement)


def _quotients(lines: _Lines, span: Span, income: Fact, severity: Severity) -> Iterator[Tie]:
    for eps, shares in lines.pairs:
        if eps is not None and shares is not None and span in eps.facts and span in shares.facts:
            tie = quotient("eps_x_shares", severity, eps.facts[span], income, shares.facts[span])
            if tie is not None:
                yield tie


def _orders(lines: _Lines, span: Span, income: Fact, severity: Severity) -> Iterator[Tie]:
    (basic_eps, basic_shares), (diluted_eps, diluted_shares), (both_eps, _) = lines.pairs
    for eps in (diluted_eps, basic_eps, both_eps):
        if eps is not None and span in eps.facts:
            yield _same_sign(eps.facts[span], income, severity)
    if basic_shares and diluted_shares and span in basic_shares.facts and span in diluted_shares.facts:
        basic, diluted = basic_shares.facts[span], diluted_shares.facts[span]
        yield at_least("order", severity, [(diluted, 1)], [(basic, 1)])
        if income.amount < 0:
            yield linear(
                "antidilution", severity, [(diluted, 1)], [(basic, 1)], note="a loss is not diluted (ASC 260-10-45-19)"
            )
    if basic_eps and diluted_eps and span in basic_eps.facts and span in diluted_eps.facts:
        basic, diluted = basic_eps.facts[span], diluted_eps.facts[span]
        sign = -1 if basic.amount < 0 else 1
        yield at_least(
            "order",
            "warning",
            [(basic, sign)],
            [(diluted, sign)],
            note="diluted earnings per share are not above basic ones in size",
        )


def _same_sign(eps: Fact, income: Fact, severity: Severity) -> Tie:
    holds = eps.amount == 0 or (eps.amount < 0) == (income.amount < 0)
    return Tie(
        "sign_agreement",
        f"sign of {eps.label} = sign of {income.label}",
        str(eps.span),
        "pure",
        _sign(eps),
        _sign(eps) if holds else _sign(income),
        0,
        "exact" if holds else "violated",
        severity,
        (eps, income),
        None,
    )


def _sign(fact: Fact) -> int:
    return 1_000_000 * ((fact.amount > 0) - (fact.amount < 0))
