"""From a GAAP line to its adjusted line: what parts them is an excluded line, or reconciling items."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache, partial
from itertools import combinations
from operator import eq

from transforms.parse.measures import MONEY
from transforms.ties.book import Book, Fact, Line, Span
from transforms.ties.cross import counterpart
from transforms.ties.tie import Term, Tie, linear, not_evaluable

MOST_ITEMS = 12
"""Pairs of reconciling items are tried among this many at the most."""

Items = tuple[tuple[Line, int], ...]


def bridge(book: Book) -> Iterator[Tie]:
    """For every adjusted line, the one explanation of its difference that holds in (nearly) every period."""
    sums = cache(partial(_sums, _excluded(book), book.adjustments))
    for line in book.lines:
        home = counterpart(book, line)
        if home is None or line.unit not in MONEY:
            continue
        shared = [span for span in line.facts if span in home.facts]
        gaps = {span: home.facts[span].amount - line.facts[span].amount for span in shared}
        if sum(gap == 0 for gap in gaps.values()) * 2 > len(shared):
            continue
        items = _explanation(list(gaps.values()), sums(tuple(gaps)))
        for span in shared if items else ():
            yield _bridge(
                book,
                line.facts[span],
                home.facts[span],
                [(item.facts[span], weight) for item, weight in items if span in item.facts],
            )


def _bridge(book: Book, fact: Fact, home: Fact, operands: list[Term]) -> Tie:
    if not operands:
        return not_evaluable(
            "gaap_nongaap_bridge", (home, fact), "what parts the two in other periods is not printed for this one"
        )
    tie = linear("gaap_nongaap_bridge", "error", [(home, 1), (fact, -1)], operands)
    if tie.outcome == "violated" and all(
        book.foots(operand) for operand in (fact, home, *(item for item, _ in operands))
    ):
        return not_evaluable(
            "gaap_nongaap_bridge",
            tie.facts,
            "every statement foots with its own figures, so something else parts the two in this period",
        )
    return tie


def _excluded(book: Book) -> list[Line]:
    """Lines of operations that the adjusted statement leaves out."""
    adjusted = {(line.element, line.section) for line in book.lines if line.statement == "non_gaap_operations"}
    return [
        line
        for line in book.lines
        if line.statement == "operations"
        and line.unit in MONEY
        and (line.element, line.section) not in adjusted
        and adjusted
    ]


def _sums(
    excluded: Sequence[Line], adjustments: Sequence[Line], spans: Sequence[Span]
) -> list[tuple[tuple[Line, ...], list[int]]]:
    """Every candidate with what its lines come to in each period; most adjusted lines have the same periods."""
    vectors = {
        id(line): [line.facts[span].amount if span in line.facts else 0 for span in spans]
        for line in (*excluded, *adjustments)
    }
    return [
        (lines, list(map(sum, zip(*[vectors[id(line)] for line in lines], strict=True))))
        for lines in _candidates(excluded, adjustments)
    ]


def _explanation(wanted: Sequence[int], candidates: Iterable[tuple[tuple[Line, ...], list[int]]]) -> Items:
    """The candidate that agrees in most periods, the shortest and first of these; none where none holds."""
    against = [-gap for gap in wanted]
    least, least_telling = max(1, len(wanted) - 1), min(2, len(wanted))
    best: Items = ()
    rank = (0, 0)
    for lines, sums in candidates:
        for weight, goal in ((1, wanted), (-1, against)):
            held = sum(map(eq, sums, goal))
            # in all periods but one at the most, and in two that explain something, where there are two
            if held < least or sum(total == gap != 0 for total, gap in zip(sums, goal, strict=True)) < least_telling:
                continue
            if (held, -len(lines)) > rank:
                best, rank = tuple((line, weight) for line in lines), (held, -len(lines))
    return best


def _candidates(excluded: Sequence[Line], adjustments: Sequence[Line]) -> Iterator[tuple[Line, ...]]:
    for line in (*excluded, *adjustments):
        yield (line,)
    for end in range(len(adjustments), 1, -1):
        for start in range(end - 1):
            yield tuple(adjustments[start:end])
    yield from combinations(adjustments[:MOST_ITEMS], 2)
