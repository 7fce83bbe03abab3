"""Headline and prose against the tables, against each other, and stated growth against computed growth."""

from collections.abc import Callable, Iterator

from transforms.parse.grid import Period
from transforms.parse.periods import nearest, quarter_before, year_before
from transforms.ties.book import Book, Fact, Span
from transforms.ties.elements import REVENUE
from transforms.ties.tie import AS_GROWTH, Severity, Tie, linear, not_evaluable, quotient

GROWTH, SEQUENTIAL = "RevenueGrowthPercent", "RevenueSequentialGrowthPercent"


def claims(book: Book) -> Iterator[Tie]:
    """Every narrative fact against what the tables print for the same measure and period."""
    seen: dict[tuple[str, str, Span], Fact] = {}
    for fact in book.narrative:
        if fact.told_table >= 0:
            yield from _restated(book, fact)
            continue
        if fact.element in (GROWTH, SEQUENTIAL):
            yield from _growth(book, fact)
            continue
        key = (fact.element, fact.basis, fact.span)
        yield _against_table(book, fact)
        if key in seen and fact.section != seen[key].section:
            yield linear("headline_vs_prose", "error", [(seen[key], 1)], [(fact, 1)])
        seen.setdefault(key, fact)


def _restated(book: Book, fact: Fact) -> Iterator[Tie]:
    """What prose restates of a line against the value that it restates, or a growth against the two it follows from."""
    row = [cell for cell in book.row_facts(fact.told_table, fact.told_row) if not cell.is_nil]
    now = [cell for cell in row if cell.span == fact.span]
    same = [cell for cell in now if cell.unit == fact.unit and (cell.role == "change") == (fact.role == "change")]
    ties: list[Tie | None] = [
        linear("prose_vs_table", "error", [(fact, 1)], [(cell, 1 if cell.amount * fact.amount >= 0 else -1)])
        for cell in same
    ]
    if fact.role == "change":
        pairs = [
            (one, then)
            for one in now
            for then in row
            if one.unit == then.unit != fact.unit and then.span.end < one.span.end
        ]
        ties += [
            quotient("growth_percent", "error", fact, one, then, way=AS_GROWTH, period=f"{fact.span} vs {then.span}")
            for one, then in pairs
        ]
    yield from [tie for tie in ties if tie is not None and tie.outcome != "violated"][:1]


def _against_table(book: Book, fact: Fact) -> Tie:
    both = "EarningsPerShareBasicAndDiluted"
    table = book.value_at(fact.element, fact.span, fact.basis, fact.unit)
    if table is None and fact.unit.endswith("/share"):
        table = book.value_at(both, fact.span, fact.basis, fact.unit)
    if table is None:
        return not_evaluable("prose_vs_table", (fact,), "no table prints this measure for this period")
    tie = linear("prose_vs_table", "error", [(fact, 1)], [(table, 1)])
    basic = book.value_at("EarningsPerShareBasic", fact.span, fact.basis, fact.unit)
    if tie.outcome == "violated" and basic is not None and "diluted" not in fact.label.lower():
        other = linear(
            "prose_vs_table",
            "error",
            [(fact, 1)],
            [(basic, 1)],
            note="the prose does not say diluted, and agrees with basic",
        )
        if other.outcome != "violated":
            return other
    if tie.outcome == "violated" and (period := _other_period(book, fact)) is not None:
        return tie.noted(f"the tables print it for {period}, of which the prose may speak", "warning")
    return tie


def _other_period(book: Book, fact: Fact) -> Span | None:
    """A longer or shorter period with the same end for which the tables print what the prose says."""
    for line in book.by_element.get((fact.element, fact.unit, fact.basis), ()):
        for span, printed in line.facts.items():
            if span.end == fact.span.end and linear("", "info", [(fact, 1)], [(printed, 1)]).outcome != "violated":
                return span
    return None


def _growth(book: Book, fact: Fact) -> Iterator[Tie]:
    prior = _printed(book, _year_before(fact.span) if fact.element == GROWTH else _quarter_before(fact.span))
    sources: tuple[tuple[str, Severity, Callable[[str, Span, str], Fact | None]], ...] = (
        ("growth_percent", "error", book.at_home),
        ("growth_percent_from_prose", "warning", book.in_prose),
    )
    for kind, severity, source in sources:
        now, then = source(REVENUE, fact.span, fact.basis), source(REVENUE, prior, fact.basis)
        if now is not None and then is not None:
            tie = quotient(kind, severity, fact, now, then, way=AS_GROWTH, period=f"{fact.span} vs {then.span}")
            if tie is not None:
                yield tie


def _year_before(span: Span) -> Period:
    return year_before(Period("duration", span.start, span.end, months=round(span.days / 30.4)))


def _quarter_before(span: Span) -> Period:
    return quarter_before(Period("duration", span.start, span.end, months=3))


def _printed(book: Book, period: Period) -> Span:
    found = nearest(period, [column.period for table in book.tables for column in table.columns])
    return Span(found.start, found.end)
