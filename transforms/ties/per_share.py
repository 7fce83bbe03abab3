"""Earnings per share against income and shares, and the orders that accounting for them demands."""

from collections.abc import Iterator, Sequence
from fractions import Fraction

from transforms.frames import MICRO
from transforms.parse.words.phrase import Phrase
from transforms.ties.book import Book, Fact, Line, Span
from transforms.ties.elements import (
    CONTROL_NUMBER,
    INCOME,
    INCOME_OF_COMMON,
    NET_INCOME,
    NO_INCOME_OF_SHARES,
    PER_SHARE_PAIRS,
    PREFERRED,
)
from transforms.ties.tie import Severity, Tie, at_least, linear, quotient

THOUSANDS = (1_000, 1_000_000)
NEARLY = Fraction(1, 20)
SHARED_OUT = "basic and diluted are made of one income a little below this one: securities that take part in it"
CUT = "the issuer cuts digits off where it should round"
ADDED_BACK = (
    "diluted earnings are made of a little more than this income: interest on what may be converted into shares"
)
NO_INCOME = "no printed income makes these earnings per share, so it may be another's, or of another class of shares"
CONVERTED = Phrase(
    r"(adjusted )?(net )?(income|earnings)\b.*\b(assum\w+|after|for) .*\b(conver\w+|dilut\w+)|"
    r"adjusted (net )?(income|earnings)\b|numerator\b"
)
"""Income as if securities had been converted, which diluted earnings per share are made of."""


def per_share(book: Book) -> Iterator[Tie]:
    """EPS = income / shares; basic shares are not above diluted ones; EPS has the sign of income; order of EPS."""
    heads = {(line.table_index, line.statement, line.basis) for line in book.lines if line.unit.endswith("/share")}
    for table, statement, basis in sorted(heads):
        lines = _Lines(book, table, statement, basis)
        if lines.income is None:
            continue
        severity: Severity = "warning" if lines.other_claims else "error"
        ties = [_with_converted(book, tie) for tie in _quotients(lines, lines.income, severity)]
        yield from _weighed(ties)
        for span, income in lines.income.facts.items():
            yield from _orders(lines, span, income, severity)


class _Lines:
    """The lines that the per-share ties of a table need: its own, else those of the statement that it belongs to."""

    def __init__(self, book: Book, table: int, statement: str, basis: str) -> None:
        def find(element: str, unit: str) -> Line | None:
            lines = book.by_element.get((element, unit, basis), ())
            own = (line for line in lines if line.table_index == table)
            return next(own, None) or next((line for line in lines if line.statement == statement), None)

        pairs = [(find(eps, f"{book.currency}/share"), find(shares, "shares")) for eps, shares in PER_SHARE_PAIRS]
        own = any(line is not None and line.table_index == table for pair in pairs for line in pair)
        self.pairs = pairs if own else []
        self.other_claims = any(PREFERRED.search(line.label) for line in book.lines if line.statement == statement)
        net = find(INCOME_OF_COMMON, book.currency) or find(NET_INCOME, book.currency)
        self.income = self._income(net, _incomes(book, table))
        home = statement if self.income is None else self.income.statement
        self.controls = [line for line in book.lines if line.statement == home and CONTROL_NUMBER.search(line.label)]

    def earned(self, span: Span) -> bool:
        """A profit that a discontinued business or a change in accounting made a loss: its shares are diluted."""
        return any(span in line.facts and line.facts[span].amount > 0 for line in self.controls)

    def _income(self, net: Line | None, others: Sequence[Line]) -> Line | None:
        """Net income; where it makes hardly any of the quotients, the line of the table that makes most of them."""

        def held(income: Line) -> tuple[int, int]:
            ties = list(_quotients(self, income, "error"))
            return sum(tie.outcome != "violated" for tie in ties), len(ties)

        if net is not None and (held(net)[0] * 2 >= held(net)[1] or not others):
            return net
        best = max(others, key=lambda line: held(line)[0], default=None)
        return best if best is not None and held(best)[0] > 1 else net


def _incomes(book: Book, table: int) -> list[Line]:
    """Lines of a table that may be the income of its shares, such as what is left to the owners of the parent."""
    return [
        line
        for line in book.lines
        if line.table_index == table
        and line.unit == book.currency
        and INCOME.search(line.label)
        and not NO_INCOME_OF_SHARES.search(line.label)
    ]


def _quotients(lines: _Lines, income: Line, severity: Severity) -> Iterator[Tie]:
    for span, fact in income.facts.items():
        for eps, shares in lines.pairs:
            if eps is not None and shares is not None and span in eps.facts and span in shares.facts:
                tie = quotient("eps_x_shares", severity, eps.facts[span], fact, shares.facts[span])
                if tie is not None:
                    yield tie


def _with_converted(book: Book, tie: Tie) -> Tie:
    """Where diluted earnings are made of a printed income with what conversion saves, of that one and no other."""
    if tie.outcome != "violated":
        return tie
    eps, income, shares = tie.facts
    adjusted = [line for line in book.lines if line.unit == book.currency and CONVERTED.match(line.label)]
    others = [line.facts[income.span] for line in adjusted if income.span in line.facts]
    made = (quotient("eps_x_shares", tie.severity, eps, other, shares) for other in others)
    return next((other for other in made if other is not None and other.outcome != "violated"), tie)


def _weighed(ties: Sequence[Tie]) -> Iterator[Tie]:
    """Where most quotients fail the income is another's, a warning; unless all are off by thousands: a wrong scale."""
    broken = [tie for tie in ties if tie.outcome == "violated"]
    doubtful = 2 * len(broken) > len(ties) and not all(_off_by_thousands(tie) for tie in broken)
    for tie in ties:
        if tie.outcome == "violated" and doubtful:
            yield tie.noted(NO_INCOME, "warning")
        elif tie.outcome == "violated" and _cut(tie):
            yield tie.noted(CUT, "warning")
        elif tie.outcome == "violated" and _shared_out(tie, ties):
            yield tie.noted(SHARED_OUT, "warning")
        elif tie.outcome == "violated" and _added_back(tie, ties):
            yield tie.noted(ADDED_BACK, "warning")
        else:
            yield tie


def _off_by_thousands(tie: Tie) -> bool:
    """The quotient would nearly hold if income or shares were a thousand (or a million) times what they are read as."""
    printed, over, under = tie.facts
    if not under.amount or not printed.amount:
        return False
    quotient = Fraction(abs(over.amount), under.amount) * MICRO
    return any(
        abs(quotient * factor - abs(printed.amount)) <= printed.half + abs(printed.amount) * NEARLY
        for size in THOUSANDS
        for factor in (Fraction(size), Fraction(1, size))
    )


def _shared_out(tie: Tie, ties: Sequence[Tie]) -> bool:
    """Basic and diluted earnings of the period are made of one and the same income, a little short of the printed."""
    income = tie.facts[1]
    ends = [_implied(other) for other in ties if other.facts[1] is income]
    low, high = max(end[0] for end in ends), min(end[1] for end in ends)
    return len(ends) > 1 and low <= high and abs(income.amount) * (1 - NEARLY) <= high < abs(income.amount)


def _added_back(tie: Tie, ties: Sequence[Tie]) -> bool:
    """Basic earnings of the period hold, and diluted ones, on more shares, are made of a little more income."""
    _, income, shares = tie.facts
    basic = any(
        other.facts[1] is income and other.outcome != "violated" and other.facts[2].amount < shares.amount
        for other in ties
    )
    return basic and income.amount < _implied(tie)[0] <= income.amount * (1 + NEARLY)


def _implied(tie: Tie) -> tuple[Fraction, Fraction]:
    """The least and the greatest income that makes these earnings per share of these shares."""
    printed, _, shares = tie.facts
    per_share = abs(printed.amount)
    low, high = per_share - printed.half, per_share + printed.half
    return Fraction(low * shares.amount, MICRO), Fraction(high * shares.amount, MICRO)


def _cut(tie: Tie) -> bool:
    """The digits after the last one printed are cut off where they should have been rounded."""
    printed, right = tie.facts[0], tie.right or 0
    return abs(printed.amount) < abs(right) < abs(printed.amount) + 2 * printed.half


def _orders(lines: _Lines, span: Span, income: Fact, severity: Severity) -> Iterator[Tie]:
    if not lines.pairs:
        return
    (basic_eps, basic_shares), (diluted_eps, diluted_shares), (both_eps, _) = lines.pairs
    for eps in (diluted_eps, basic_eps, both_eps):
        if eps is not None and span in eps.facts:
            yield _same_sign(eps.facts[span], income, severity)
    if basic_shares and diluted_shares and span in basic_shares.facts and span in diluted_shares.facts:
        basic, diluted = basic_shares.facts[span], diluted_shares.facts[span]
        yield at_least("order", severity, [(diluted, 1)], [(basic, 1)])
        if income.amount < 0 and not lines.earned(span):
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
    return MICRO * ((fact.amount > 0) - (fact.amount < 0))
