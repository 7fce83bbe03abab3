"""Headline and prose figures that restate a statement value, as claims with their place.

The grammar is small on purpose: a measure, an amount tied to it by a linking word, the period that its clause
names, and a comparison. What it does not understand stays a declared prose number; guidance is never read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from transforms.parse.amounts import Token, tokens
from transforms.parse.blocks import Blocks
from transforms.parse.grid import Period, Place
from transforms.parse.named_periods import Calendar
from transforms.parse.periods import duration, quarter_before, read_heading, year_before, years_before
from transforms.parse.pro_forma import is_as_if
from transforms.parse.prose import beside, speech
from transforms.parse.prose.paragraphs import Joined, has_figures, headlines, heads_all, join, starred_items
from transforms.parse.text import Line
from transforms.parse.words import dates, footnotes, furniture, scaling

DAY_BEFORE = re.compile(rf"{dates.MONTH}(?: \d{{1,2}},?)? ?$", re.IGNORECASE)
"""The year behind it is a day's."""
LONGEST_DAY = len("September 30, ")
SAME_YEAR = 75
"""Days: a quarter ends so long after the one before, at least."""


class Claim(NamedTuple):
    """A figure of headline or prose: what it measures, for which period, as printed and scaled."""

    label: str
    element: str
    basis: str
    section: str
    unit: str
    period: Period
    printed: str
    scale: int
    sign: int
    role: str
    place: Place
    sentence: tuple[int, int]
    """The number of the paragraph's first line, and where in the paragraph its sentence starts."""
    order: int = 0
    """Which claim of its line it is, from 1; known once all are read."""
    dimensions: str = "{}"
    told_by: tuple[int, int] | None = None
    """The table and row that print it, where these were witness to what it is."""


class Event(NamedTuple):
    """Something of a sentence that the grammar knows."""

    start: int
    end: int
    kind: str
    match: re.Match[str] | Token


@dataclass(slots=True)
class Clause:
    """What has been said so far: the measure, and the period that its amounts are for."""

    measure: re.Match[str] | None = None
    period: Period | None = None
    told: bool = False
    """Its period has been named, though it may be one that cannot be told."""
    compared: bool = False
    claimed: bool = False
    """An amount of the measure has been read."""


class Teller(NamedTuple):
    """Who speaks, and of which quarter: the release's own with its fiscal name, and the words of a name, folded."""

    calendar: Calendar
    company: tuple[str, ...]

    def speaks_in(self, sentence: str) -> bool:
        """The company names itself, or is named first by the first word of its name."""
        word = speech.FIRST_WORD.match(sentence)
        return speech.OURS.search(sentence) is not None or (word is not None and word[1].lower() in self.company[:1])

    def is_named(self, word: str) -> bool:
        """The company is who has a measure."""
        return speech.OURSELVES.fullmatch(word) is not None or word.strip(',.()"”').lower() in self.company

    def quarter_named(self, match: re.Match[str]) -> Period | None:
        """``third quarter of 2003``; None for one to come."""
        calendar = self.calendar
        year = int(match["ahead"] or match["behind"] or calendar.fiscal_year)
        number = dates.ORDINALS[match["nth"].lower()] if match["nth"] else calendar.fiscal_quarter
        back = (calendar.fiscal_year - year) * 4 + calendar.fiscal_quarter - number
        if back < 0:
            return None
        if back % 4:
            return calendar.quarter_of(number, year)
        return years_before(calendar.quarter, back // 4)

    def to_date(self, match: re.Match[str]) -> Period | None:
        """``first nine months of 2003``; None for what is not over."""
        told = speech.to_date(match, self.calendar)
        if told is None:
            return None
        number, back = told
        return years_before(self.calendar.to_date(number, self.calendar.fiscal_year), back)


def read_claims(blocks: Blocks, calendar: Calendar, company: Sequence[str]) -> list[Claim]:
    """Every figure of headline and prose that restates a measure of ``company``, the folded words of its name.

    ``calendar`` has the release's own quarter.
    """
    teller = Teller(calendar, tuple(company))
    claims: list[Claim] = []
    for lines in headlines(blocks.headlines):
        claims.extend(_read_sentences(join(lines), "headline", teller, calendar.quarter, is_ours=True))
    is_ours, period, starred = True, None, starred_items(blocks)
    above = blocks.headlines[-1].text if blocks.headlines else ""
    for paragraph in blocks.paragraphs:
        heading = blocks.headings.get(paragraph[0].number, "")
        is_ours = heads_all(heading, before=is_ours)
        above = heading or above
        figured = has_figures(paragraph)
        joined = join(paragraph if figured or paragraph[-1].text.endswith(":") else paragraph[:2])
        is_starred = paragraph[0].number in starred
        is_item = is_starred or furniture.LIST_ITEM.match(joined.text) is not None
        if above.endswith(":"):
            line = Line(0, above, None)
            period = _Sentence(join([line]), 0, len(above), "", teller, None).period
        elif not is_item:
            period = None
        if figured and (is_starred or not footnotes.FOOTNOTE_START.match(joined.text)):
            of_whole = _runs_in(joined.text, before=is_ours)
            claims.extend(_read_sentences(joined, "prose", teller, period if is_item else None, is_ours=of_whole))
        above = joined.text if paragraph[-1].text.endswith(":") and not is_item else ""
    if any(claim.basis == "pro-forma" for claim in claims) and not is_as_if(blocks):
        claims = [claim._replace(basis="non-GAAP") if claim.basis == "pro-forma" else claim for claim in claims]
    counts: dict[int, int] = {}
    numbered: list[Claim] = []
    for claim in sorted(claims, key=lambda claim: claim.place):
        counts[claim.place.line_number] = counts.get(claim.place.line_number, 0) + 1
        numbered.append(claim._replace(order=counts[claim.place.line_number]))
    return numbered


def _runs_in(text: str, *, before: bool) -> bool:
    """The heading that opens a paragraph leaves it to speak of the whole company."""
    told = speech.RUN_IN.match(text)
    heading = (told[1] or told[2]) if told else ""
    return before if speech.MEASURE.search(heading) else heads_all(heading, before=before)


def _read_sentences(
    joined: Joined, section: str, teller: Teller, period: Period | None, *, is_ours: bool
) -> Iterator[Claim]:
    current = period
    for start, end in joined.sentences():
        sentence = joined.text[start:end]
        is_ours = is_ours or teller.speaks_in(sentence)
        if speech.PARTS.search(sentence):
            is_ours = False
        elif beside.IN_TURN.search(sentence):
            current = None
        elif (
            ("$" in sentence or "%" in sentence or "percent" in sentence)
            and speech.MEASURE.search(sentence)
            and not speech.OUTLOOK.search(sentence)
        ):
            reader = _Sentence(joined, start, end, section, teller, current)
            current = reader.period
            if is_ours:
                yield from reader.claims()
                is_ours = not reader.of_others


class _Sentence:
    """One sentence, read left to right."""

    def __init__(
        self, joined: Joined, start: int, end: int, section: str, teller: Teller, period: Period | None
    ) -> None:
        self.joined, self.start, self.end = joined, start, end
        self.section, self.teller = section, teller
        self.at = joined.starts[0][2].number, start
        self.of_others = False
        """It speaks of measures of a part of the company, or of somebody else's."""
        self.last: Period | None = None
        """The period of the value read last, before anything that it is compared with."""
        self.events = self._events()
        self.leaves_out = speech.APART.search(joined.text, start, end) is not None
        named = {self._period(event.match) for event in self._own_dates()}
        self.period = (
            (named.pop() if len(named) == 1 else None) if named else self._grown_to() or self._set_against() or period
        )
        """The period of which the sentence speaks, or what was said before; None where it names several, or a year."""

    def _events(self) -> list[Event]:
        text = self.joined.text
        others = (("measure", speech.MEASURE), ("compare", speech.COMPARE), ("growth", speech.GROWTH))
        found = [
            Event(match.start(), match.end(), kind, match)
            for kind, pattern in others
            for match in pattern.finditer(text, self.start, self.end)
        ]
        dates = self._dates()
        found.extend(dates)
        found.extend(
            Event(token.start, token.end, "amount", token)
            for token in tokens(text, self.start, self.end)
            if not (token.is_dash or token.is_outsized)
            and not any(event.start <= token.start < event.end for event in dates)
        )
        return sorted(found, key=lambda event: (event.start, event.kind != "compare"))

    def _dates(self) -> list[Event]:
        """What names a period, the longer where one is in another; the year of a day names none."""
        text = self.joined.text
        named: list[Event] = []
        for pattern in speech.PERIODS if speech.TIME.search(text, self.start, self.end) else ():
            for match in pattern.finditer(text, self.start, self.end):
                inside = any(event.start < match.end() and match.start() < event.end for event in named)
                if not inside and not (
                    pattern is speech.BARE_YEAR
                    and DAY_BEFORE.search(text, max(0, match.start() - LONGEST_DAY), match.start())
                ):
                    named.append(Event(match.start(), match.end(), "period", match))
        return named

    def _own_dates(self) -> Iterator[Event]:
        """The periods that are named before anything is compared, but those that say only what is earlier."""
        for event in self.events:
            if event.kind == "compare" or (event.kind == "period" and self._grown_from(event)):
                return
            if event.kind == "period" and event.match.re not in speech.EARLIER:  # type: ignore[union-attr]
                yield event

    def _grown_to(self) -> Period | None:
        """The release's own quarter, where the sentence measures a growth from the one before it or a year earlier."""
        quarter = self.teller.calendar.quarter
        dated = (event for event in self.events if event.kind == "period" and self._grown_from(event))
        grown = [self._period(event.match) for event in dated if event.match.re not in speech.EARLIER]  # type: ignore[union-attr]
        before = {year_before(quarter)[:3], quarter_before(quarter)[:3]}
        return quarter if grown and grown[0] is not None and grown[0][:3] in before else None

    def _set_against(self) -> Period | None:
        """What ends with the release's own quarter, where the sentence names only the same a year earlier."""
        calendar = self.teller.calendar
        index = next((at for at, event in enumerate(self.events) if event.kind == "compare"), len(self.events))
        dated = next((event for event in self.events[index:] if event.kind == "period"), None)
        named = self._period(dated.match) if dated and dated.match.re in speech.FULLY_NAMED else None  # type: ignore[union-attr]
        to_date = calendar.to_date(calendar.fiscal_quarter, calendar.fiscal_year)
        own = (calendar.quarter, to_date)
        return next((one for one in own if named is not None and year_before(one)[:3] == named[:3]), None)

    def _grown_from(self, event: Event) -> bool:
        """A growth ends in it: "an increase of 16.3% from the second quarter of fiscal 2023"."""
        return speech.GROWN_FROM.search(self.joined.text, self.start, event.start) is not None

    def claims(self) -> Iterator[Claim]:
        """The figures that restate a measure."""
        clause = Clause()
        last_end = self.start
        for index, event in enumerate(self.events):
            if event.kind != "amount":
                clause = self._told(clause, event, index)
                last_end = event.end
                continue
            claim = self._claim(clause, event, index, last_end)
            if claim is not None:
                clause.claimed = True
                self.last = self.last if clause.compared or self._is_earlier(index) else claim.period
                yield claim
            elif not self._is_amount(event):
                continue
            else:
                self._pass(clause, event, last_end)
            measured = speech.MEASURED_AFTER.match(self.joined.text, event.end)
            last_end = measured.end() if measured else event.end

    def _pass(self, clause: Clause, event: Event, last_end: int) -> None:
        """An amount that is not understood ends what a clause says of its measure; a difference behind it does not."""
        token = event.match
        assert isinstance(token, Token)
        gap = self.joined.text[last_end : token.lead]
        differs = clause.claimed and speech.CHANGES.search(gap)
        if token.has_currency and not differs and not speech.SHORT_LINK.match(gap):
            clause.measure = None

    def _told(self, clause: Clause, event: Event, index: int) -> Clause:
        """What is known once ``event`` has been read: a comparison and a new measure open a clause."""
        if event.kind == "compare":
            return Clause(clause.measure, compared=True, claimed=clause.claimed)
        if event.kind == "period":
            clause.period, clause.told = self._period(event.match), True
        elif event.kind == "measure":
            assert isinstance(event.match, re.Match)
            previous = self.events[index - 1].kind if index else None
            self.of_others = self.of_others or self._is_others(event)
            restates = previous == "compare" and not clause.claimed and self._is_told_of_another(index)
            is_own = not (self.of_others or restates) and speech.AFTER.match(self.joined.text[event.end : self.end])
            if previous != "compare" and (previous != "period" or clause.compared):
                clause = Clause()
            clause.measure, clause.claimed = event.match if is_own else None, False
        return clause

    def _is_told_of_another(self, index: int) -> bool:
        """Money stands before, of something else: "Online sales of $46.6 million, against net sales of"."""
        return any(isinstance(event.match, Token) and event.match.has_currency for event in self.events[:index])

    def _is_others(self, event: Event) -> bool:
        """Something beside the measure makes it that of a part of the company, or of another one."""
        text = self.joined.text
        before, after = text[self.start : event.start], text[event.end : self.end]
        told = speech.TELLS.search(before)
        return (
            speech.BEFORE.search(before) is None
            or speech.WITHIN.search(before) is not None
            or speech.OF_OTHERS.match(after) is not None
            or (told is not None and not self.teller.is_named(told[1]))
        )

    def _is_earlier(self, index: int) -> bool:
        named = self._named_after(index)
        return named is not None and named.match.re in speech.EARLIER  # type: ignore[union-attr]

    def _named_after(self, index: int) -> Event | None:
        """What names a period in the clause of the amount at event ``index``, behind it."""
        for event in self.events[index + 1 :]:
            if event.kind in ("compare", "measure"):
                return None
            if event.kind == "period":
                return event
        return None

    def _is_amount(self, event: Event) -> bool:
        assert isinstance(event.match, Token)
        return event.match.has_currency or speech.PERCENT_AFTER.match(self.joined.text, event.end) is not None

    def _claim(self, clause: Clause, event: Event, index: int, last_end: int) -> Claim | None:
        token = event.match
        assert isinstance(token, Token)
        if clause.measure is None:
            return None
        after = self.joined.text[event.end + len(token.suffix) : self.end]
        previous = self.events[index - 1] if index else None
        if speech.PERCENT_AFTER.match(after):
            return self._growth(clause, event, index)
        if not token.has_currency or speech.OTHER_AFTER.match(after) or self._is_apart(clause, index):
            return None
        gap = self.joined.text[last_end : token.lead]
        if not (
            speech.SHORT_LINK.match(gap)
            or (previous is not None and previous.kind in ("measure", "period") and speech.LONG_LINK.match(gap))
        ):
            return None
        return self._money(clause, event, after, self._period_of(clause, index))

    def _is_apart(self, clause: Clause, index: int) -> bool:
        """Words before the amount, or behind it in its clause, leave out something that the measure as reported has."""
        if not self.leaves_out or (clause.measure and clause.measure["basis"]):
            return False
        text, event = self.joined.text, self.events[index]
        since = max(text.rfind(";", self.start, event.start), self.start)
        nexts = [other.start for other in self.events[index + 1 :] if other.kind in ("compare", "measure")]
        until = min([*nexts, self.end])
        return any(speech.APART.search(text, *span) for span in ((since, event.start), (event.end, until)))

    def _period_of(self, clause: Clause, index: int) -> Period | None:
        """The period of an amount: named right behind it, told by its clause, or the one the sentence speaks of."""
        named, text = self._named_after(index), self.joined.text
        if clause.compared and speech.SEQUENTIALLY.match(text, self.events[index].end):
            return quarter_before(self.teller.calendar.quarter)
        if named is not None and (
            clause.compared or speech.FOR_PERIOD.fullmatch(text, self.events[index].end, named.start)
        ):
            return self._period(named.match)
        if clause.told or clause.compared:
            return clause.period
        if named is not None and not speech.SINCE.search(text, self.events[index].end, named.start):
            return self._period(named.match)
        return self.period

    def _money(self, clause: Clause, event: Event, after: str, period: Period | None) -> Claim | None:
        token, measure = event.match, clause.measure
        assert isinstance(token, Token)
        assert measure is not None
        phrase, element, sign = _measured(measure)
        if period is None:
            return None
        label = _label(measure)
        scaled = speech.SCALE_AFTER.match(after)
        scale = scaling.SCALE_WORDS[scaled[1].lower()] if scaled else scaling.SCALE_WORDS.get(token.suffix, 1)
        per_share = speech.PER_SHARE_AFTER.match(after)
        if per_share and element == "NetIncomeLoss":
            element = "EarningsPerShareBasic" if "basic" in per_share[0].lower() else "EarningsPerShareDiluted"
            label += " per share"
        elif element.startswith("EarningsPerShare") and scale == 1:
            element = "EarningsPerShareBasic" if "basic" in phrase.lower() else element
        elif per_share or element.startswith("EarningsPerShare"):
            return None
        unit = "USD/share" if element.startswith("EarningsPerShare") else "USD"
        if unit == "USD" and scale == 1 and ("," not in token.printed or len(token.printed) < len("10,000")):
            return None
        opening = len(token.printed) - len(token.printed.lstrip("( $€£¥")) if token.unclosed else 0
        return Claim(
            label=label,
            element=element,
            basis=_basis(measure),
            section=self.section,
            unit=unit,
            period=period,
            printed=token.printed[opening:],
            scale=scale,
            sign=sign,
            role="value",
            place=self.joined.place(token.start + opening, token.end),
            sentence=self.at,
        )

    def _growth(self, clause: Clause, event: Event, index: int) -> Claim | None:
        token, measure = event.match, clause.measure
        assert isinstance(token, Token)
        assert measure is not None
        word = self._word_of_growth(index)
        element = _measured(measure)[1]
        period = self.last or (clause.period if clause.told and not clause.compared else self.period)
        if (
            word is None
            or self._is_apart(clause, index)
            or element != "Revenues"
            or period is None
            or speech.OTHER_GROWTH.match(self.joined.text, event.end)
        ):
            return None
        growth = self._growth_element(event, period)
        if growth is None:
            return None
        falls = word.split()[0].lower() in speech.FALLS
        return Claim(
            label=f"{_label(measure)}, {'decrease' if falls else 'increase'}",
            element=growth,
            basis=_basis(measure),
            section=self.section,
            unit="percent",
            period=period,
            printed=token.printed,
            scale=1,
            sign=-1 if falls else 1,
            role="change",
            place=self.joined.place(token.start, token.end),
            sentence=self.at,
        )

    def _word_of_growth(self, index: int) -> str | None:
        """The word before a percentage that makes it the growth of what was said last, and of nothing else."""
        event, previous = self.events[index], self.events[index - 1] if index else None
        behind = speech.GROWN_BEHIND.match(self.joined.text, event.end)
        if behind and previous and speech.GROWS.fullmatch(self.joined.text, previous.end, event.start):
            return behind[1]
        if previous is None or previous.kind not in ("growth", "compare") or index < 2:  # noqa: PLR2004
            return None
        token, word, before = event.match, previous.match, self.events[index - 2]
        assert isinstance(token, Token)
        assert isinstance(word, re.Match)
        is_inside = previous.kind == "compare" and event.start < previous.end
        follows = previous.kind == "growth" and not self.joined.text[previous.end : token.lead].strip(" (")
        linked = speech.GROWS.fullmatch(self.joined.text[before.end : previous.start])
        return word[0] if (is_inside or follows) and linked else None

    def _growth_element(self, event: Event, period: Period) -> str | None:
        """Growth over the year before, or over the quarter before where the sentence names it next or says so."""
        text = self.joined.text
        if speech.SEQUENTIALLY.match(text, event.end):
            return speech.SEQUENTIAL_GROWTH
        after = (other for other in self.events if other.start > event.start)
        named = next((other for other in after if other.kind in ("period", "growth", "measure")), None)
        if named is None or named.kind != "period":
            return speech.YEARLY_GROWTH
        compared = self._period(named.match)
        if compared is None or period.months != 3:  # noqa: PLR2004
            return speech.YEARLY_GROWTH if compared is not None else None
        days = (period.end - compared.end).days
        if SAME_YEAR < days < SAME_YEAR * 2:
            return speech.SEQUENTIAL_GROWTH
        return speech.YEARLY_GROWTH

    def _period(self, match: re.Match[str] | Token) -> Period | None:
        assert isinstance(match, re.Match)
        quarter = self.teller.calendar.quarter
        if match.re is speech.LENGTH_ENDED:
            heading = read_heading(match[0])
            if heading.end is None:
                heading = read_heading(f"{match[0]}, {quarter.end.year}")
            return duration(heading, ()) if heading.end and heading.has_length else None
        if match.re is speech.PRIOR_YEAR:
            base = self.last or self.period
            return year_before(base) if base else None
        if match.re is speech.PREVIOUS_QUARTER:
            return quarter_before(quarter)
        if match.re is speech.NAMED_QUARTER:
            return self.teller.quarter_named(match)
        if match.re in (speech.TO_DATE, speech.TO_DATE_BEFORE):
            return self.teller.to_date(match)
        return None


def _measured(match: re.Match[str]) -> tuple[str, str, int]:
    for index, (_, element, sign) in enumerate(speech.MEASURES):
        if match[f"m{index}"]:
            return match[f"m{index}"], element, sign
    raise AssertionError(match)


def _basis(measure: re.Match[str]) -> str:
    """GAAP unless the phrase says otherwise."""
    named = (measure["basis"] or "").strip().lower()
    if named.startswith("pro"):
        return "pro-forma"
    return "GAAP" if not named or named.startswith("gaap") else "non-GAAP"


def _label(measure: re.Match[str]) -> str:
    phrase = " ".join(measure[0].split())
    return phrase[0].upper() + phrase[1:]
