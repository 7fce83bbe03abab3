"""From a GAAP line to its adjusted line: what parts them is an excluded line, or reconciling items."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from transforms.ties.book import Book, Line, Span
from transforms.ties.cross import counterpart
from transforms.ties.tie import Tie, linear

MOST_ITEMS = 12
"""Pairs of reconciling items are tried among this many at the most."""

Items = tuple[tuple[Line, int], ...]


def bridge(book: Book) -> Iterator[Tie]:
    """For every adjusted line, the one explanation of its difference that holds in (nearly) every period."""
    excluded = _excluded(book)
    for line in book.lines:
        home = counterpart(book, line)
        if home is None or line.unit != "USD":
            continue
        shared = [span for span in line.facts if span in home.facts]
        gaps = {span: home.facts[span].amount - line.facts[span].amount for span in shared}
        if sum(gap == 0 for gap in gaps.values()) * 2 > len(shared):
            continue
        items = _explanation(gaps, excluded, book.adjustments)
        for span in shared if items else ():
            operands = [(item.facts[span], weight) for item, weight in items if span in item.facts]
            yield linear("gaap_nongaap_bridge", "error", [(home.facts[span], 1), (line.facts[span], -1)], operands)


def _excluded(book: Book) -> list[Line]:
    """Lines of operations that the adjusted statement leaves out."""
    adjusted = {(line.element, line.section) for line in book.lines if line.statement == "non_gaap_operations"}
    return [
        line for line in book.lines
        if line.statement == "operations" and line.unit == "USD" and (line.element, line.section) not in adjusted and adjusted
    ]


def _explanation(gaps: dict[Span, int], excluded: Sequence[Line], adjustments: Sequence[Line]) -> Items:
    found = [candidate for candidate in _candidates(excluded, adjustments) if _holds(gaps, candidate)]
    best = max(found, key=lambda candidate: (_agreeing(gaps, candidate), -len(candidate)), default=())
    return next((candidate for candidate in found if (_agreeing(gaps, candidate), len(candidate)) == (_agreeing(gaps, best), len(best))), ())


def _candidates(excluded: Sequence[Line], adjustments: Sequence[Line]) -> Iterator[Items]:
    for line in (*excluded, *adjustments):
        yield ((line, 1),)
        yield ((line, -1),)
    for end in range(len(adjustments), 1, -1):
        for start in range(end - 1):
            for weight in (1, -1):
                yield tuple((line, weight) for line in adjustments[start:end])
    for pair in combinations(adjustments[:MOST_ITEMS], 2):
        for weight in (1, -1):
            yield tuple((line, weight) for line in pair)


def _agreeing(gaps: dict[Span, int], items: Items) -> int:
    return sum(_sum(items, span) == gap for span, gap in gaps.items())


def _sum(items: Items, span: Span) -> int:
    return sum(weight * item.facts[span].amount for item, weight in items if span in item.facts)


def _holds(gaps: dict[Span, int], items: Items) -> bool:
    """In all periods but one at the most, and in two where something is explained (in one, where there is but one)."""
    agreeing = _agreeing(gaps, items)
    telling = sum(gap != 0 and _sum(items, span) == gap for span, gap in gaps.items())
    return agreeing >= max(1, len(gaps) - 1) and telling >= min(2, len(gaps))
