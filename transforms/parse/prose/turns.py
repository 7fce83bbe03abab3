"""Figures told in turn, each of its period: "$4.1 million and $3.8 million in 2004 and 2003, respectively".

A sentence that says so names several periods one after the other, and gives as many figures in each of its runs. What
it compares them with is of the same periods a year earlier.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from transforms.parse.amounts import Token
from transforms.parse.prose import speech
from transforms.parse.prose.mentions import YEAR, Mention, Span
from transforms.parse.words import dates

IN_RUN = re.compile(
    r"\s*(?:%|percent\b|thousand|million|billion|trillion)?\s*"
    r"(?:per (?:basic |diluted |common )*share)?\s*(?:, and|and|,)\s*",
    re.IGNORECASE,
)
"""Between two figures of a run."""
BETWEEN = re.compile(
    r"\)?,? (?:and )?(?:(?:in|for|at|of|during) )?(?:the )?(?:fiscal )?(?:years? )?\(?(?:ended )?", re.IGNORECASE
)
"""Between two periods that are named in turn."""
LENGTH_BEFORE = re.compile(
    rf"\b(?:(?P<quarter>quarter)|(?P<year>year)|(?P<count>{dates.COUNT})(?:[- ]+months?|-)?)"
    r"(?: periods?)? and (?:the )?$",
    re.IGNORECASE,
)
"""Another length that ends on the same day: "the three and six months ended"."""
LONGEST_LENGTH = len("for the twelve-month periods and the ")
QUARTER = 3

SpanOf = Callable[[Mention], Span | None]


def spans_in_turn(
    text: str,
    tokens: Sequence[Token],
    mentions: Sequence[Mention],
    compares: Sequence[tuple[int, int]],
    span_of: SpanOf,
) -> dict[int, Span] | None:
    """The start of every figure that is told in turn, with its period; None where no periods are named in turn."""
    groups = list(_groups(text, mentions, span_of))
    if not groups:
        return None
    found: dict[int, Span] = {}
    for run in _runs(text, tokens):
        spans = _spans_of(run, groups, mentions, compares)
        if len(spans) == len(run):
            found.update((token.start, span) for token, span in zip(run, spans, strict=True))
    return found


def _spans_of(
    run: Sequence[Token],
    groups: Sequence[tuple[int, int, list[Span]]],
    mentions: Sequence[Mention],
    compares: Sequence[tuple[int, int]],
) -> list[Span]:
    """Those named behind the run before a comparison, else those before it; its other side is a year earlier."""
    start, end = run[0].lead, run[-1].end
    ends = min((one for one, _ in compares if one >= end), default=None)
    behind = [group for group in groups if group[0] >= end and (ends is None or group[0] < ends)]
    if behind:
        return behind[0][2]
    before = [group for group in groups if group[1] <= start]
    if not before:
        return [] if ends is None else next((group[2] for group in groups if group[0] >= end), [])
    _, stop, spans = before[-1]
    if not any(stop <= one < start for one, _ in compares):
        return spans
    named = [one for one in mentions if one.start >= end]
    if named and named[0].match.re is not speech.PRIOR_YEAR:
        return []
    return [span.year_earlier() for span in spans]


def _runs(text: str, tokens: Sequence[Token]) -> Iterator[list[Token]]:
    run: list[Token] = []
    for token in tokens:
        if run and not (IN_RUN.fullmatch(text, run[-1].end, token.lead) and token.has_currency == run[-1].has_currency):
            yield run
            run = []
        run.append(token)
    if run:
        yield run


def _groups(text: str, mentions: Sequence[Mention], span_of: SpanOf) -> Iterator[tuple[int, int, list[Span]]]:
    """Start and end of what names periods in turn, and the periods."""
    joined = [bool(BETWEEN.fullmatch(text, one.end, two.start)) for one, two in pairwise(mentions)]
    at = 0
    while at < len(mentions):
        last = at
        while last < len(joined) and joined[last]:
            last += 1
        spans = [*_length_before(text, mentions[at], span_of), *_of_years(mentions[at : last + 1], span_of)]
        told = _of_one_length([span for span in spans if span is not None])
        if len(told) == len(spans) > 1:
            yield mentions[at].start, mentions[last].end, told
        at = last + 1


def _of_years(mentions: Sequence[Mention], span_of: SpanOf) -> Iterator[Span | None]:
    """The periods named; a year alone means the period before it in that year, as the issuer counts years."""
    first = span_of(mentions[0])
    years = speech.BARE_YEAR.findall(mentions[0].match[0])
    yield first
    for one in mentions[1:]:
        back = int(years[-1]) - int(one.match[0]) if years and one.match.re is speech.BARE_YEAR else 0
        yield first.year_earlier(back) if first and back > 0 else span_of(one)


def _length_before(text: str, mention: Mention, span_of: SpanOf) -> list[Span]:
    match = LENGTH_BEFORE.search(text, max(0, mention.start - LONGEST_LENGTH), mention.start)
    span = span_of(mention) if match else None
    if match is None or span is None or mention.match.re is not speech.LENGTH_ENDED:
        return []
    count = match["count"]
    months = QUARTER if match["quarter"] else YEAR if match["year"] else dates.COUNTS.get(count.lower(), 0)
    return [span._replace(months=months or int(count))]


def _of_one_length(spans: list[Span]) -> list[Span]:
    """A day that follows upon a period over some time is the end of another one."""
    return [span._replace(months=spans[0].months) if not span.months else span for span in spans]
