"""Headline and prose figures that restate a statement value, as claims with their place.

The grammar is small on purpose: a measure, an amount tied to it by a linking word, the period that its clause
names, and a comparison. What it does not understand stays a declared prose number; guidance is never read.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from transforms.parse import captions
from transforms.parse.amounts import Token, tokens
from transforms.parse.grid import Period, Place
from transforms.parse.periods import duration, quarter_before, read_heading, year_before
from transforms.parse.text import Line

MEASURES: tuple[tuple[str, str, int], ...] = (
    (r"(?:earnings|income) per (?:diluted |basic )?(?:common )?share|\beps", "EarningsPerShareDiluted", 1),
    (r"loss per (?:diluted |basic )?(?:common )?share", "EarningsPerShareDiluted", -1),
    (
        r"cash (?:provided|generated) by (?:operations|operating activities)|cash flows? from operati(?:ons|ng activities)|operating cash flow",
        "NetCashProvidedByUsedInOperatingActivities",
        1,
    ),
    (r"net (?:income|earnings)", "NetIncomeLoss", 1),
    (r"net loss", "NetIncomeLoss", -1),
    (r"gross profit", "GrossProfit", 1),
    (r"operating income|income from operations", "OperatingIncomeLoss", 1),
    (r"operating loss|loss from operations", "OperatingIncomeLoss", -1),
    (
        r"(?:total )?net (?:revenues?|sales)|total revenues?|revenues?(?! (?:recognition|sharing|guidance|growth|mix))",
        "Revenues",
        1,
    ),
)
"""Phrase, us-gaap element, and the sign that the phrase gives its amount."""

BASIS = r"(?P<basis>(?:non-?gaap|gaap|pro[- ]?forma|adjusted)\s+)?"
MEASURE = re.compile(
    r"\b(?=[acegilnoprt])"
    + BASIS
    + "(?:"
    + "|".join(f"(?P<m{index}>{pattern})" for index, (pattern, _, _) in enumerate(MEASURES))
    + r")\b",
    re.IGNORECASE,
)
COMPARE = re.compile(
    r"\b(?=[acdfiuv])(?:(?:as )?compared? (?:with|to)\b|versus\b|vs\.?(?=\s)|(?:up|down|(?:in|de)creased?|compares) (?:\S+ (?:percent|%) )?from\b|from\b(?=\s+\(?\$))",
    re.IGNORECASE,
)
FISCAL_YEAR = re.compile(r"\bfor (?:the )?(?:full |fiscal )*year\b(?! end)", re.IGNORECASE)
"""A year without its dates: its figures are no claims."""
PRIOR_YEAR = re.compile(
    r"\b(?:the )?(?:same|comparable|corresponding|year-ago|prior[- ]year|year-earlier)(?: (?:fiscal|three-month|six-month|nine-month))? (?:period|quarter|months?|year)"
    r"(?: (?:of |in )?(?:the )?(?:last|a|prior|previous|one|fiscal)? ?(?:year)?(?: (?:ago|earlier))?)?|\ba year (?:ago|earlier)\b|\bthe year-ago\b|"
    r"\b(?:the )?(?:first|second|third|fourth)[- ]quarter (?:of |in )?(?:the )?(?:prior|previous|last|preceding) (?:fiscal )?year\b|\b(?:the )?(?:prior|previous|preceding) (?:fiscal )?year\b",
    re.IGNORECASE,
)
PREVIOUS_QUARTER = re.compile(
    r"\b(?:the )?(?:previous|prior|preceding|immediately preceding) (?:fiscal )?quarter\b", re.IGNORECASE
)
NAMED_QUARTER = re.compile(
    r"\b(?:the )?(?:fiscal )?(first|second|third|fourth)[- ](?:fiscal )?quarter(?:'s)?(?: results)?(?: (?:of|in|for)(?: fiscal)?(?: year)? ((?:19|20)\d\d)| ((?:19|20)\d\d))?|\b(?:for |in )the quarter\b(?! end)",
    re.IGNORECASE,
)
LENGTH_ENDED = re.compile(
    rf"\b(?:the )?(?:{captions.COUNT}[- ](?:months?|weeks?)|(?:fiscal )?(?:quarter|year))(?: period)? end(?:ed|ing) {captions.MONTH} \d{{1,2}}(?:, (?:19|20)\d\d)?",
    re.IGNORECASE,
)
YEARLY_GROWTH, SEQUENTIAL_GROWTH = "RevenueGrowthPercent", "RevenueSequentialGrowthPercent"
SEQUENTIALLY = re.compile(r"\)?\s*(?:%|percent)?\s*(?:sequential|quarter[- ]over[- ]quarter)", re.IGNORECASE)
GROWTH = re.compile(
    r"\b(increase|decrease|growth|decline|gain|up|down|rose|grew|fell|declined|increased|decreased)(?: of| by)?(?: approximately)? (?=[(\d.])",
    re.IGNORECASE,
)
FALLS = frozenset({"decrease", "decline", "down", "fell", "declined", "decreased"})
OUTLOOK = re.compile(
    r"\b(?:expects?|expected|anticipates?|guidance|outlook|projects?|forecasts?|estimates?|should be|will be|should remain|we believe)\b",
    re.IGNORECASE,
)
SHORT_LINK = re.compile(
    r"^[\s,]*(?:(?:was|were|is|of|to|at|a|an|the|total(?:ed|ing)|reached|for|in|by|with|from|or|and|came)\b[\s,]*){0,4}(?:approximately |about )?\(?$",
    re.IGNORECASE,
)
LONG_LINK = re.compile(
    r"^,? (?!.*\b(?:was|were)\b.*\b(?:was|were)\b).*\b(?:was|were|totaled)\s+(?:a )?\(?$", re.IGNORECASE
)
PER_SHARE_AFTER = re.compile(
    r"^\s*\)?\s*(?:per|a) (basic |diluted )?(?:common )?(?:basic |diluted )?share", re.IGNORECASE
)
SCALE_AFTER = re.compile(r"^\s*(thousand|million|billion|trillion)\b", re.IGNORECASE)
PERCENT_AFTER = re.compile(r"^\s*(?:%|percent\b)", re.IGNORECASE)
SENTENCE = re.compile(
    r"(?=[.!?])(?<!\bInc)(?<!\bCorp)(?<!\bCo)(?<!\bLtd)(?<!\bMr)(?<!\bMs)(?<!\bNo)(?<!\b[A-Z])[.!?][\"”’)]*\s+(?=[A-Z\"“(])"
)


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
    order: int = 0
    """Which claim of its line it is, from 1; known once all are read."""


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
    compared: bool = False


@dataclass(frozen=True, slots=True)
class Joined:
    """Wrapped lines as one text, with the way back from an offset to its place."""

    text: str
    starts: tuple[tuple[int, int, Line], ...]

    def place(self, start: int, end: int) -> Place:
        """Where ``start`` to ``end`` stand; a token never wraps."""
        offset, indent, line = max((entry for entry in self.starts if entry[0] <= start), key=lambda entry: entry[0])
        column = start - offset + indent
        return Place(line.number, line.place(column), line.place(column + end - start - 1) + 1)


def join(lines: Sequence[Line]) -> Joined:
    """``lines`` stripped and joined with one blank."""
    parts: list[str] = []
    starts: list[tuple[int, int, Line]] = []
    offset = 0
    for line in lines:
        text = line.text.strip()
        starts.append((offset, len(line.text) - len(line.text.lstrip()), line))
        parts.append(text)
        offset += len(text) + 1
    return Joined(" ".join(parts), tuple(starts))


def read_claims(
    paragraphs: Sequence[Sequence[Line]], headlines: Sequence[Line], quarter: Period, fiscal_year: int
) -> list[Claim]:
    """Every figure of headline and prose that restates a measure; ``quarter`` is the release's own quarter."""
    claims: list[Claim] = []
    for line in headlines:
        claims.extend(_read_sentences(join([line]), "headline", quarter, fiscal_year, quarter))
    for paragraph in paragraphs:
        if captions.FOOTNOTE_START.match(paragraph[0].text):
            continue
        claims.extend(_read_sentences(join(paragraph), "prose", quarter, fiscal_year, None))
    counts: dict[int, int] = {}
    numbered: list[Claim] = []
    for claim in sorted(claims, key=lambda claim: claim.place):
        counts[claim.place.line_number] = counts.get(claim.place.line_number, 0) + 1
        numbered.append(claim._replace(order=counts[claim.place.line_number]))
    return numbered


def _read_sentences(
    joined: Joined, section: str, quarter: Period, fiscal_year: int, period: Period | None
) -> Iterator[Claim]:
    start = 0
    current = period
    for end in [*(match.end() for match in SENTENCE.finditer(joined.text)), len(joined.text)]:
        sentence = joined.text[start:end]
        if (
            ("$" in sentence or "%" in sentence or "percent" in sentence)
            and MEASURE.search(sentence)
            and not OUTLOOK.search(sentence)
        ):
            reader = _Sentence(joined, start, end, section, quarter, fiscal_year, current)
            yield from reader.claims()
            current = reader.first_period or current
        start = end


class _Sentence:
    """One sentence, read left to right."""

    def __init__(
        self,
        joined: Joined,
        start: int,
        end: int,
        section: str,
        quarter: Period,
        fiscal_year: int,
        period: Period | None,
    ) -> None:
        self.joined, self.start, self.end = joined, start, end
        self.section, self.quarter, self.fiscal_year = section, quarter, fiscal_year
        self.inherited = period
        self.first_period: Period | None = None
        self.events = self._events()

    def _events(self) -> list[Event]:
        text = self.joined.text
        found: list[Event] = []
        patterns = (
            ("measure", MEASURE),
            ("compare", COMPARE),
            ("period", LENGTH_ENDED),
            ("period", PRIOR_YEAR),
            ("period", FISCAL_YEAR),
            ("period", PREVIOUS_QUARTER),
            ("period", NAMED_QUARTER),
            ("growth", GROWTH),
        )
        for kind, pattern in patterns:
            found.extend(
                Event(match.start(), match.end(), kind, match) for match in pattern.finditer(text, self.start, self.end)
            )
        dates = [event for event in found if event.kind == "period"]
        found.extend(
            Event(token.start, token.end, "amount", token)
            for token in tokens(text, self.start, self.end)
            if not (token.is_dash or token.is_outsized)
            and not any(event.start <= token.start < event.end for event in dates)
        )
        return sorted(found, key=lambda event: (event.start, event.kind != "compare"))

    def claims(self) -> Iterator[Claim]:
        clause = Clause(period=self.inherited)
        last_end = self.start
        for index, event in enumerate(self.events):
            if event.kind != "amount":
                clause = self._told(clause, event, index)
                last_end = event.end
                continue
            claim = self._claim(clause, event, index, last_end)
            if claim is not None:
                yield claim
            elif not self._is_amount(event):
                continue
            scaled = SCALE_AFTER.match(self.joined.text[event.end :])
            last_end = event.end + (scaled.end() if scaled else 0)

    def _told(self, clause: Clause, event: Event, index: int) -> Clause:
        """What is known once ``event`` has been read: a comparison and a new measure open a clause."""
        if event.kind == "compare":
            return Clause(clause.measure, None, compared=True)
        if event.kind == "measure":
            assert isinstance(event.match, re.Match)
            if index == 0 or self.events[index - 1].kind != "compare":
                clause = Clause(event.match, self.first_period or self.inherited)
            clause.measure = event.match
            clause.period = self._clause_period(index) or clause.period
        elif event.kind == "period":
            clause.period = self._period(event.match)
            if clause.period is None:
                self.inherited = None  # a period that cannot be told is not the one told before
            if self.first_period is None and not clause.compared:
                self.first_period = clause.period
        return clause

    def _clause_period(self, index: int) -> Period | None:
        """The period that the clause opened at event ``index`` names, wherever in the clause it stands."""
        for event in self.events[index + 1 :]:
            if event.kind in ("compare", "measure"):
                return None
            if event.kind == "period":
                return self._period(event.match)
        return None

    def _is_amount(self, event: Event) -> bool:
        assert isinstance(event.match, Token)
        return event.match.has_currency or PERCENT_AFTER.match(self.joined.text[event.end :]) is not None

    def _claim(self, clause: Clause, event: Event, index: int, last_end: int) -> Claim | None:
        token = event.match
        assert isinstance(token, Token)
        if clause.measure is None:
            return None
        after = self.joined.text[event.end + len(token.suffix) : self.end]
        previous = self.events[index - 1] if index else None
        if PERCENT_AFTER.match(after):
            return self._growth(clause, event, previous)
        if not token.has_currency:
            return None
        gap = self.joined.text[last_end : token.lead]
        if not (
            SHORT_LINK.match(gap)
            or (previous is not None and previous.kind in ("measure", "period") and LONG_LINK.match(gap))
        ):
            return None
        period = (
            self._clause_period(index) if clause.compared or clause.period is None else clause.period
        ) or clause.period
        return self._money(clause, event, after, period)

    def _money(self, clause: Clause, event: Event, after: str, period: Period | None) -> Claim | None:
        token, measure = event.match, clause.measure
        assert isinstance(token, Token)
        assert measure is not None
        phrase, element, sign = _measured(measure)
        if period is None:
            return None
        label = _label(measure)
        scaled = SCALE_AFTER.match(after)
        scale = captions.SCALE_WORDS[scaled[1].lower()] if scaled else captions.SCALE_WORDS.get(token.suffix, 1)
        per_share = PER_SHARE_AFTER.match(after)
        if per_share and element == "NetIncomeLoss":
            element = "EarningsPerShareBasic" if "basic" in per_share[0].lower() else "EarningsPerShareDiluted"
            label += " per share"
        elif element.startswith("EarningsPerShare") and scale == 1:
            element = "EarningsPerShareBasic" if "basic" in phrase.lower() else element
        elif per_share or element.startswith("EarningsPerShare"):
            return None
        unit = "USD/share" if element.startswith("EarningsPerShare") else "USD"
        if unit == "USD" and scale == 1 and len(token.printed) < len("100,000"):
            return None
        return Claim(
            label=label,
            element=element,
            basis=_basis(measure),
            section=self.section,
            unit=unit,
            period=period,
            printed=token.printed,
            scale=scale,
            sign=sign,
            role="value",
            place=self.joined.place(token.start, token.end),
        )

    def _growth(self, clause: Clause, event: Event, previous: Event | None) -> Claim | None:
        token, measure = event.match, clause.measure
        assert isinstance(token, Token)
        assert measure is not None
        if (
            previous is None
            or previous.kind not in ("growth", "compare")
            or self.joined.text[previous.end : token.lead].strip(" (")
        ):
            return None
        word = previous.match
        assert isinstance(word, re.Match)
        falls = word[0].split()[0].lower() in FALLS
        element = _measured(measure)[1]
        period = self.first_period or self.inherited
        if element != "Revenues" or period is None:
            return None
        label = f"{_label(measure)}, {'decrease' if falls else 'increase'}"
        growth = SEQUENTIAL_GROWTH if self._is_sequential(event) else YEARLY_GROWTH
        return Claim(
            label=label,
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
        )

    def _is_sequential(self, event: Event) -> bool:
        """The next period that the sentence names after a growth is the quarter before, or the growth says so."""
        after = (
            other
            for other in self.events
            if other.start > event.start and other.kind in ("period", "growth", "measure")
        )
        named = next(after, None)
        sequential = (
            named is not None
            and named.kind == "period"
            and isinstance(named.match, re.Match)
            and named.match.re is PREVIOUS_QUARTER
        )
        return sequential or SEQUENTIALLY.match(self.joined.text, event.end) is not None

    def _period(self, match: re.Match[str] | Token) -> Period | None:
        assert isinstance(match, re.Match)
        if match.re is LENGTH_ENDED:
            heading = read_heading(match[0])
            if heading.end is None:
                heading = read_heading(f"{match[0]}, {self.quarter.end.year}")
            return duration(heading, ()) if heading.end and heading.has_length else None
        if match.re is FISCAL_YEAR:
            return None
        if match.re is PRIOR_YEAR:
            return year_before(self.first_period or self.inherited or self.quarter)
        if match.re is PREVIOUS_QUARTER:
            return quarter_before(self.quarter)
        year = int(match[2] or match[3] or self.fiscal_year)
        period = self.quarter
        for _ in range(self.fiscal_year - year):
            period = year_before(period)
        return period


def _measured(match: re.Match[str]) -> tuple[str, str, int]:
    for index, (_, element, sign) in enumerate(MEASURES):
        if match[f"m{index}"]:
            return match[f"m{index}"], element, sign
    raise AssertionError(match)


def _basis(measure: re.Match[str]) -> str:
    """GAAP unless the phrase says otherwise."""
    named = (measure["basis"] or "").strip().lower()
    if named.startswith("pro"):
        return "pro-forma"
    return "non-GAAP" if named and named != "gaap" else "GAAP"


def _label(measure: re.Match[str]) -> str:
    phrase = " ".join(measure[0].split())
    return phrase[0].upper() + phrase[1:]
