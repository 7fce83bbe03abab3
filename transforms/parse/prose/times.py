"""When a figure is of: what its own clause names, what it is compared with, or what the sentence speaks of.

A comparison turns what follows to an earlier period; a period in parentheses is that of the figures beside it there;
one that is named right behind a figure is its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from transforms.parse.amounts import Token
from transforms.parse.prose import beside, speech
from transforms.parse.prose.figures import Figure
from transforms.parse.prose.mentions import Almanac, Mention, Span, mentions, parentheses, within
from transforms.parse.prose.turns import spans_in_turn

LONGEST_SCALE = len(" trillion ")


@dataclass
class Times:
    """The periods that a sentence names, and what it compares."""

    text: str
    start: int
    end: int
    tokens: Sequence[Token]
    carried: Span
    """What was spoken of before."""
    almanac: Almanac

    @cached_property
    def pairs(self) -> list[tuple[int, int]]:
        """Its parentheses."""
        return parentheses(self.text, self.start, self.end)

    @cached_property
    def mentions(self) -> list[Mention]:
        """The periods that it names."""
        named = mentions(self.text, self.start, self.end, self.pairs)
        return [one for one in named if not self.almanac.is_later(one)]

    @cached_property
    def compares(self) -> list[tuple[int, int]]:
        """Where it compares."""
        found = (
            pattern.finditer(self.text, self.start, self.end)
            for pattern in (speech.COMPARE, beside.COMPARES, beside.FROM_FIGURE)
        )
        return sorted({match.span() for matches in found for match in matches})

    @cached_property
    def main(self) -> Span:
        """What it speaks of: named before anything is compared, else what was spoken of before."""
        first = self.compares[0][0] if self.compares else self.end
        figured = self.tokens[0].start if self.tokens else self.end
        for mention in self.mentions:
            if mention.start > first:
                break
            if not mention.is_back and mention.inside is None and not self._is_grown_from(mention):
                span = self.almanac.span(mention, self.carried)
                if span is not None and span.months and (mention.start < figured or self.almanac.is_now(span)):
                    return span
        return self._set_against(first) or self.carried

    def _set_against(self, first: int) -> Span | None:
        """What ends with the release's own quarter, where only the same a year earlier is named, behind ``first``."""
        named = next((one for one in self.mentions if one.start > first), None)
        if named is None or named.match.re not in speech.FULLY_NAMED:
            return None
        span = self.almanac.span(named, self.carried)
        own = self.almanac.own._replace(months=span.months) if span and span.months else None
        return own if span and own and own.year_earlier().holds("", span.end, span.months) else None

    @cached_property
    def is_in_turn(self) -> bool:
        """Several figures are told one after the other."""
        return beside.IN_TURN.search(self.text, self.start, self.end) is not None

    @cached_property
    def turns(self) -> dict[int, Span] | None:
        """Where figures start that are told in turn, each with its period; None where no periods are."""
        if not self.is_in_turn:
            return None
        return spans_in_turn(self.text, self.tokens, self.mentions, self.compares, self._span)

    def _is_grown_from(self, mention: Mention) -> bool:
        return speech.GROWN_FROM.search(self.text, self.start, mention.start) is not None

    def span_of(self, figure: Figure, line: int) -> Span | None:
        """The periods that a figure of the line named at ``line`` may be of; None where its words tell of others."""
        if self.turns is not None:
            return self.turns.get(figure.token.start)
        if figure.growth:
            return self._of_growth(figure)
        start, end = figure.token.lead, figure.token.end
        beside_it = [one for one in self.mentions if one.inside and one.inside == within(start, self.pairs)]
        inside = [one for one in beside_it if one.end <= start]
        behind = self._named_behind(figure)
        compared = self._comparing(figure, line)
        if inside:
            return self._span(inside[-1])
        if compared is not None:
            return self._of_compared(figure, compared, behind)
        if behind is not None and beside.FOR_PERIOD.fullmatch(self.text, self._measured(end), behind.start):
            return self._span(behind)
        before = [one for one in self._before(figure) if not self._is_of_other_side(one, line)]
        since = behind is not None and speech.SINCE.search(self.text, end, behind.start)
        named = before[-1] if before else None if since else behind
        return self._span(named) if named else self.main

    def _span(self, mention: Mention) -> Span | None:
        return self.almanac.span(mention, self.main)

    def _before(self, figure: Figure) -> list[Mention]:
        """What names a period before the figure, in no parentheses that are closed before it and not as unchanged."""
        lead = figure.token.lead
        before = [one for one in self.mentions if one.end <= lead and (one.inside is None or lead < one.inside[1])]
        return [one for one in before if not beside.UNCHANGED.search(self.text, self.start, one.start)]

    def _of_compared(self, figure: Figure, compared: int, behind: Mention | None) -> Span | None:
        """Of the other side of a comparison: named behind the figure or before it, else a year earlier."""
        between = [one for one in self._before(figure) if compared <= one.start]
        named = behind or (between[-1] if between else None)
        return self._span(named) if named else self.main.year_earlier()

    def _is_of_other_side(self, mention: Mention, named: int) -> bool:
        """It belongs to a comparison that is over where the line is named, or is itself what is compared with."""
        return any(
            stop <= mention.start < named or (stop <= mention.start and not self._figures_between(stop, mention.start))
            for _, stop in self.compares
        )

    def _of_growth(self, figure: Figure) -> Span | None:
        """Of the later of the two periods that it compares."""
        own = [
            one
            for one in self._before(figure)
            if not one.is_back and not any(stop <= one.start for _, stop in self.compares)
        ]
        behind = self._named_behind(figure)
        if own:
            return self._span(own[-1])
        if behind and not behind.is_back and not speech.SINCE.search(self.text, figure.token.end, behind.start):
            return self._span(behind)
        return self.main

    def _measured(self, end: int) -> int:
        match = speech.MEASURED_AFTER.match(self.text, end)
        return match.end() if match else end

    def _comparing(self, figure: Figure, named: int) -> int | None:
        """Where the comparison begins whose other side the figure is."""
        lead = figure.token.lead
        became = beside.TO_FIGURE.search(self.text, max(self.start, lead - len("to  (")), lead)
        for start, stop in reversed(self.compares):
            if became and stop <= became.start():
                return None
            beside_it = start >= named or not self._figures_between(stop, named)
            if stop <= lead + 1 and beside_it and not beside.CLAUSE.search(self.text, start, lead):
                return stop
        return None

    def _figures_between(self, start: int, end: int) -> bool:
        return any(start <= token.start < end for token in self.tokens)

    def _named_behind(self, figure: Figure) -> Mention | None:
        """What names a period behind the figure, before anything else is compared or measured."""
        end, around = figure.token.end, within(figure.token.lead, self.pairs)
        nearest = next((one for one in self.mentions if one.start >= end and one.inside in (around, None)), None)
        if nearest is None or (around is not None and nearest.inside != around):
            return None
        compared = any(end <= start < nearest.start for start, _ in self.compares)
        measured = (token for token in self.tokens if end <= token.start < nearest.start)
        return None if compared or any(_is_like(self.text, token, figure) for token in measured) else nearest


def _is_like(text: str, token: Token, figure: Figure) -> bool:
    """Another figure of the same kind, so that what names a period behind it is not the figure's."""
    if figure.is_percent or not token.has_currency:
        return figure.is_percent and not token.has_currency and not figure.growth
    scaled = (
        token.suffix or "," in token.printed or speech.SCALE_AFTER.match(text[token.end : token.end + LONGEST_SCALE])
    )
    return bool(scaled) != figure.is_per_share
