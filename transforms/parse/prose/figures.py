"""The figures of a sentence: amounts and percentages, each with what stands beside it and makes it a growth or a share.

No figure is what differs from another one, what spans a range, and what has more digits than a value has.
"""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from transforms.parse.amounts import MOST_PLACES, Token, read_amount, tokens
from transforms.parse.grid import Place
from transforms.parse.measures import MONEY
from transforms.parse.prose import beside, speech
from transforms.parse.prose.paragraphs import Joined
from transforms.parse.prose.phrases import Words
from transforms.parse.words import scaling

SMALL = 1000
"""An amount below it without a scale is one per share, or per thing."""
NEAR, NEARER = 80, 40
"""Characters before or behind a figure that tell what it is."""


@dataclass
class Figure:
    """A number of the prose with what stands beside it; amounts are in millionths of a unit."""

    told: "Told"
    index: int
    printed: str
    place: Place
    amount: int
    half: int
    scale: int
    is_percent: bool
    is_per_share: bool
    growth: int
    """1 where it is how much something rose, -1 where it fell."""

    @property
    def token(self) -> Token:
        """The number."""
        return self.told.tokens[self.index]

    @property
    def digits(self) -> int:
        """How many tell."""
        return len(self.printed.replace(",", "").replace(".", "").strip("() $-").lstrip("0"))

    def is_unit_of(self, unit: str, role: str) -> bool:
        """Its unit may be this one."""
        if self.is_percent:
            return unit == "percent" and (role == "change") == bool(self.growth)
        if self.is_per_share:
            return "/" in unit
        return unit in MONEY

    @cached_property
    def before(self) -> int:
        """How many words of its sentence stand before it."""
        return bisect_left(self.told.words.starts, self.token.start)

    @cached_property
    def after(self) -> int:
        """How many words stand before its end."""
        return bisect_left(self.told.words.starts, self.token.end)

    @cached_property
    def is_loose(self) -> bool:
        """It is no value: one end of a range, or what differs from a value."""
        return self.told.is_range(self.index) or (not self.is_percent and self.told.differs(self.token))

    @cached_property
    def is_adjusted(self) -> bool:
        """A growth at constant currencies."""
        return self.is_percent and self.told.is_adjusted(self.index)

    @cached_property
    def is_sequential(self) -> bool:
        """A growth since the quarter before."""
        start, end = max(self.told.start, self.token.lead - NEARER), min(self.told.end, self.token.end + NEARER)
        return beside.SEQUENTIAL.search(self.told.text, start, end) is not None

    @cached_property
    def names_behind(self) -> bool:
        """Its line may be named behind it."""
        text, end = self.told.text, self.token.end
        grown = self.growth and beside.GROWN_AFTER.match(text, end)
        return beside.BEHIND.match(text, end) is not None or bool(grown)

    @cached_property
    def of_sales(self) -> bool:
        """A share of sales."""
        return self.is_percent and beside.OF_SALES.match(self.told.text, self.token.end) is not None


def figured(text: str, start: int, end: int) -> list[Token]:
    """The numbers between ``start`` and ``end`` that are amounts or percentages."""
    return [
        token
        for token in tokens(text, start, end)
        if not (token.is_dash or token.is_outsized)
        and (token.has_currency or speech.PERCENT_AFTER.match(text, token.end))
    ]


class Told(NamedTuple):
    """A sentence as it is read for figures."""

    joined: Joined
    start: int
    end: int
    words: Words
    tokens: Sequence[Token]

    @property
    def text(self) -> str:
        """The paragraph's."""
        return self.joined.text

    def figures(self, end: int) -> Iterator[Figure]:
        """Those before ``end``, left to right."""
        grown = 0
        for index, token in enumerate(self.tokens):
            if token.start >= end:
                return
            figure = self._figure(token, index, grown)
            grown = figure.growth if figure else 0
            if figure:
                yield figure

    def _figure(self, token: Token, index: int, grown: int) -> Figure | None:
        opening = len(token.printed) - len(token.printed.lstrip("( $€£¥")) if token.unclosed else 0
        printed = token.printed[opening:]
        amount = read_amount(printed)
        if amount is None:
            return None
        percent = not token.has_currency
        scaled = None if percent else speech.SCALE_AFTER.match(self._after(token))
        suffix = "" if percent else token.suffix
        scale = scaling.SCALE_WORDS[scaled[1].lower()] if scaled else scaling.SCALE_WORDS.get(suffix, 1)
        return Figure(
            told=self,
            index=index,
            printed=printed,
            place=self.joined.place(token.start + opening, token.end),
            amount=amount.micros * scale,
            half=scale * 10**MOST_PLACES // 10**amount.places // 2,
            scale=scale,
            is_percent=percent,
            is_per_share=not percent and scale == 1 and abs(amount.value) < SMALL and "," not in printed,
            growth=self._growth(token, index, grown) if percent else 0,
        )

    def _after(self, token: Token) -> str:
        return self.text[token.end + len(token.suffix) : min(self.end, token.end + NEAR)]

    def differs(self, token: Token) -> bool:
        """It is what differs from a value, and none itself."""
        after = self._after(token)
        head = self.text[max(self.start, token.lead - NEAR) : token.lead]
        tells = speech.OTHER_AFTER.match(after) or beside.OF_DIFFERENCE.match(after) or beside.DIFFERS.search(head)
        return tells is not None

    def is_range(self, index: int) -> bool:
        """It is one end of two between which something lies, and did not go from the one to the other."""
        pairs = [self.tokens[at : at + 2] for at in (index - 1, index) if at >= 0]
        return any(self._spans(*pair) for pair in pairs if len(pair) > 1)

    def _spans(self, low: Token, high: Token) -> bool:
        if low.has_currency != high.has_currency:
            return False
        start = max(self.start, low.lead - NEARER)
        if beside.RANGE.fullmatch(self.text, low.end, high.lead):
            return beside.FROM.search(self.text, start, low.lead) is None
        return beside.BETWEEN.search(self.text, start, low.lead) is not None

    def is_adjusted(self, index: int) -> bool:
        """The words beside it say that currencies are left out."""
        token = self.tokens[index]
        since = self.tokens[index - 1].end if index else self.start
        told = beside.ADJUSTED.match(self.text, token.end)
        return (told or beside.ADJUSTED_BEFORE.search(self.text, since, token.lead)) is not None

    def _growth(self, token: Token, index: int, grown: int) -> int:
        """1 where it rises, -1 where it falls, by the words on either side or by the growth that is told before it."""
        before = beside.GROWN_BEFORE.search(self.text, max(self.start, token.lead - NEAR), token.lead)
        told = before or beside.GROWN_AFTER.match(self.text, token.end, self.end)
        if told:
            return 1 if told["up"] else -1
        last = self.tokens[index - 1] if index and grown else None
        return grown if last and beside.AND_ALSO.fullmatch(self.text, last.end, token.lead) else 0
