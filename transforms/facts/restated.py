"""Figures of prose that restate a printed value, or its growth, in words that name the line.

The grammar of ``parse.prose.narrative`` knows a few measures of every company. What else a release prints in its
tables its own prose speaks of in the words of their labels. So a figure is read here where three things come
together: the words beside it name a line, the words of its sentence allow the line's period, and the line prints that
value to the last place that the prose gives. The words name; the tables are witness, and never alone.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple

import polars as pl

from transforms.facts.ledger import COLUMNS, NOTHING, OF_ELEMENT, PERCENT, SHARE, Cell, Ledger, Lines, Name
from transforms.frames import MICRO
from transforms.parse.prose import speech
from transforms.parse.prose.figures import Figure
from transforms.parse.prose.mentions import Span
from transforms.parse.prose.narrative import Claim
from transforms.parse.prose.phrases import NET_INCOME, NUMBER, Stretch, naming, naming_after, words_of
from transforms.parse.prose.sentences import Sentence, sentences
from transforms.reading import Reading
from transforms.ties.book import STATEMENT_RANK

MOST_ROWS = 100_000
"""Of a table."""
MARGIN, AVERAGE = "margin", "average"
WITHOUT_CURRENCY = re.compile(
    r"\bconst(?:ant|\.)? ?curr|\blocal curr|currency[- ]neutral|\borganic|\brestated|\badjusted (?:year|growth)"
)
SEQUENTIAL = re.compile(r"\bqoq\b|sequential|quarter[- ]over[- ]quarter|linked[- ]quarter")
NET = re.compile(r"\bnet\b")
NET_OR_NOT = frozenset({"revenue", "cash", NET_INCOME})
"""What is net whether or not the words say so."""
SAID_ANYWAY = frozenset({NUMBER, "the", "of", "in", "and", "for", "from", "to", "a", "as", "was", "were", "is", "&"})
"""What does not belong to a name at its end."""
MOST_STRANGE = 25
"""Other words that may stand between the words of a line and a figure of many digits."""
TELLING_DIGITS = 3
"""A figure of so many digits agrees with a line of another measure by no chance that matters."""


class Found(NamedTuple):
    """A cell that a figure may restate; the least is the best."""

    strange: int
    unnamed: int
    gap: int
    gaap: int
    basic: int
    rank: int
    place: tuple[int, int]
    cell: Cell
    stretch: Stretch
    known: frozenset[str]
    alone: bool
    """The words name the line itself, and not only the heading above it."""


def add_restated(readings: Sequence[Reading], tables: pl.DataFrame) -> None:
    """Add to the claims of ``readings`` what their prose restates of ``tables``; those numbers are no non-facts then.

    ``tables`` are the facts of tables with their context, unscaled.
    """
    spoken = {one.release_id: one for one in readings if one.is_release and one.parsed.prose is not None}
    if not spoken:
        return
    known = pl.col("amount").is_not_null() & pl.col("period_end").is_not_null() & pl.col("unit").is_not_null()
    printed, nothing = tables.filter(known).partition_by("release_id", as_dict=True), tables.clear()
    for reading, witness in ((one, witness) for one in spoken.values() for witness in _witnesses(one, readings)):
        prose = reading.parsed.prose
        assert prose is not None
        said = list(sentences(prose, {claim.place for claim in reading.parsed.claims}))
        if not said:
            continue
        ledger = Ledger(witness.parsed, _stems(said), frozenset(prose.company))
        for cell in _named_cells(printed.get((witness.release_id,), nothing), ledger):
            ledger.add(cell)
        claims = [claim for sentence in said for claim in _Witnessed(sentence, ledger).claims()]
        if witness is not reading:
            claims = [claim._replace(told_by=None) for claim in claims]
        _take(reading, claims)


def _witnesses(reading: Reading, readings: Sequence[Reading]) -> list[Reading]:
    """Whose tables are witness: its own, or those of the filing's other exhibits where it prints none."""
    if reading.parsed.tables:
        return [reading]
    return [
        one
        for one in readings
        if one.is_release and one.parsed.tables and one.document.source == reading.document.source
    ]


def _named_cells(printed: pl.DataFrame, ledger: Ledger) -> list[tuple[Any, ...]]:
    """The cells of a release whose lines words may name, with the values of ``COLUMNS``."""
    places = [table * MOST_ROWS + row for table, row in ledger.places]
    lines = printed["table_index"] * MOST_ROWS + printed["row_index"]
    return printed.filter(lines.is_in(places)).select(COLUMNS).rows()


def _stems(said: Iterable[Sentence]) -> set[str]:
    """All stems of the sentences, and those that they stand for."""
    stems: set[str] = set()
    for sentence in said:
        stems |= sentence.words.meant
        if sentence.shares_sales:
            stems.add(MARGIN)
    return stems | ({"income"} if NET_INCOME in stems else set())


def _take(reading: Reading, claims: Sequence[Claim]) -> None:
    places = {(claim.place.line_number, claim.place.char_end) for claim in claims}
    parsed = reading.parsed
    parsed.claims = _numbered([*parsed.claims, *claims])
    reading.non_facts = [
        item
        for item in reading.non_facts
        if item.in_table or (item.place.line_number, item.place.char_end) not in places
    ]
    reading.troubles = [
        trouble
        for trouble in reading.troubles
        if trouble.code != "figure_of_a_part"
        or trouble.place is None
        or (trouble.place.line_number, trouble.place.char_end) not in places
    ]


def _numbered(claims: Iterable[Claim]) -> list[Claim]:
    counts: dict[int, int] = defaultdict(int)
    found: list[Claim] = []
    for claim in sorted(claims, key=lambda claim: claim.place):
        counts[claim.place.line_number] += 1
        found.append(claim._replace(order=counts[claim.place.line_number]))
    return found


class _Witnessed:
    """One sentence against the lines that it names."""

    def __init__(self, sentence: Sentence, ledger: Ledger) -> None:
        self.sentence, self.ledger = sentence, ledger
        self.stems = _stems([sentence])
        self.named = [lines for lines in ledger.among(self.stems) if self._says(lines.name)]
        self._spans: dict[tuple[int, int], Span | None] = {}

    def _says(self, name: Name) -> bool:
        if name.place and not name.place <= self.sentence.headed:
            return False
        return name.wanted <= self.stems or self._heads(name)

    def _heads(self, name: Name) -> bool:
        """The sentence names the heading of a line, and its paragraph the line."""
        return bool(name.topic) and name.topic <= self.stems and name.wanted <= self.sentence.so_far

    def claims(self) -> Iterator[Claim]:
        """What its figures restate."""
        for figure in self.sentence.figures if self.named else ():
            found = self._of(figure)
            if found is not None:
                yield self._claim(figure, found)

    def _of(self, figure: Figure) -> Found | None:
        found = sorted(self._candidates(figure), key=lambda one: one[:7])
        if not found:
            return None
        best = found[0]
        others = {one.cell.period[:3] for one in found if one[:3] == best[:3] and one.cell.element == best.cell.element}
        return best if len(others) == 1 else None

    def _candidates(self, figure: Figure) -> Iterator[Found]:
        for lines in self.named:
            cells = self._agreeing(figure, lines)
            if cells and figure.is_loose:
                return
            stretch = self._stretch(figure, lines.name) if cells else None
            alone = True
            if cells and stretch is None and self._heads(lines.name):
                stretch, alone = self._topic(figure, lines.name), False
                cells = [cell for cell in cells if self._is_only(lines.name, cell)]
            span = self._span(figure, stretch) if cells and stretch else None
            if stretch is None or span is None:
                continue
            if not span.told and any(_is_of_other_length(cell, span) for cell in cells):
                continue
            for cell in cells:
                of_time = span.holds(cell.period.kind, cell.period.end, cell.months)
                if of_time and self._fits(figure, stretch, cell, lines.name):
                    yield _found(figure, stretch, lines.name, cell, alone=alone)

    def _span(self, figure: Figure, stretch: Stretch) -> Span | None:
        key = figure.index, stretch.first
        if key not in self._spans:
            self._spans[key] = self.sentence.times.span_of(figure, self.sentence.words.starts[stretch.first])
        return self._spans[key]

    def _agreeing(self, figure: Figure, lines: Lines) -> list[Cell]:
        """The cells that print what the figure says, or from which it follows."""
        if figure.growth:
            return list(self._grown(figure, lines))
        return [
            cell
            for cell in lines.cells
            if cell.role == "value" and figure.is_unit_of(cell.unit, cell.role) and _agrees(figure, cell)
        ]

    def _is_only(self, name: Name, cell: Cell) -> bool:
        """No other line below the same heading is named in the paragraph."""
        others = self.ledger.siblings[cell.place[0], name.topic] - {name.wanted}
        return not any(other <= self.sentence.so_far for other in others)

    def _stretch(self, figure: Figure, name: Name) -> Stretch | None:
        wanted, known = name.wanted, name.known
        if figure.of_sales and MARGIN in wanted:
            wanted, known = wanted - {MARGIN}, known | {"income", NET_INCOME}
        stretch = self._naming(figure, wanted, known) if wanted else None
        return None if stretch and self._is_anothers(figure, stretch, name) else stretch

    def _is_anothers(self, figure: Figure, stretch: Stretch, name: Name) -> bool:
        """Closed parentheses hold the name, or the words beside it make it that of the heading above the line."""
        if not self.sentence.is_open(self.sentence.words.starts[stretch.first], figure):
            return True
        beside = self.sentence.words.stems[max(0, stretch.first - 3) : stretch.last + 4]
        return name.wanted < name.topic and name.topic.issubset(beside)

    def _topic(self, figure: Figure, name: Name) -> Stretch | None:
        return self._naming(figure, name.topic, name.known)

    def _naming(self, figure: Figure, wanted: AbstractSet[str], known: AbstractSet[str]) -> Stretch | None:
        words, text = self.sentence.words, self.sentence.text
        if "income" in wanted and NET_INCOME in self.stems:
            words = words.of_income
        most = MOST_STRANGE if figure.digits >= TELLING_DIGITS and not figure.is_percent else 0
        after = naming_after(words, text, figure.after, wanted, known) if figure.names_behind else None
        return after or naming(words, text, figure.before, wanted, known, most)

    def _fits(self, figure: Figure, stretch: Stretch, cell: Cell, name: Name) -> bool:
        """All that the words say besides of the measure is so of the cell: its basis, what is left out, per share."""
        return (
            self._is_of_part(figure, cell, name)
            and self._is_based(figure, stretch, cell)
            and self._nets(stretch, cell, name.wanted)
            and self._averages(stretch, cell, name.wanted)
            and self._shares(figure, stretch, cell)
            and self._changes(figure, cell)
        )

    def _is_of_part(self, figure: Figure, cell: Cell, name: Name) -> bool:
        """Below the heading of a part of the company, the line or its table is called by that heading too.

        A heading that names no part but only speaks of them leaves it to the words of each sentence.
        """
        if self.sentence.spoken.is_whole:
            return True
        told = name.wanted | name.known | self.ledger.titles[cell.place[0]]
        telling = figure.digits >= TELLING_DIGITS or name.wanted not in OF_ELEMENT.values()
        of_parts = telling and speech.PARTS.search(self.sentence.spoken.heading) is not None
        return of_parts or not told.isdisjoint(self.sentence.headed)

    def _is_based(self, figure: Figure, stretch: Stretch, cell: Cell) -> bool:
        said = self.sentence.basis_of(figure, stretch)
        if said is not None:
            return cell.basis == said
        return cell.basis == "GAAP" or figure.is_adjusted or not self._is_gaap_too(cell)

    def _shares(self, figure: Figure, stretch: Stretch, cell: Cell) -> bool:
        """What is per share grows per share, and what is diluted is not basic."""
        if figure.growth and cell.per_share != self.sentence.says_share(figure, stretch):
            return False
        share = self.sentence.share_of(figure) if cell.per_share else ""
        other = ("basic" in cell.words) != ("diluted" in cell.words) and share not in cell.words
        return not (share and other)

    def _changes(self, figure: Figure, cell: Cell) -> bool:
        """A growth at constant currencies, or since the quarter before, is what its column says."""
        if cell.role != "change":
            return not figure.is_adjusted
        adjusted, sequential = WITHOUT_CURRENCY.search(cell.words), SEQUENTIAL.search(cell.words)
        return (adjusted is not None, sequential is not None) == (figure.is_adjusted, figure.is_sequential)

    def _nets(self, stretch: Stretch, cell: Cell, wanted: AbstractSet[str]) -> bool:
        """Interest income is none that is net, and loans are not those net of what is lost."""
        if cell.per_share or not wanted.isdisjoint(NET_OR_NOT):
            return True
        if self.sentence.says_net(stretch):
            return NET.search(cell.words) is not None
        return NET.match(cell.words) is None

    def _averages(self, stretch: Stretch, cell: Cell, wanted: AbstractSet[str]) -> bool:
        """An average of balances is not the balance."""
        if AVERAGE in wanted or cell.per_share or (cell.unit == PERCENT and cell.role == "value"):
            return True
        averaged = AVERAGE in cell.words or cell.statement == "average_balance"
        return averaged == self.sentence.says_average(stretch)

    def _is_gaap_too(self, cell: Cell) -> bool:
        """The same is measured as reported too, so that words have to tell that it is adjusted."""
        return any(
            other.element == cell.element and other.basis == "GAAP" for lines in self.named for other in lines.cells
        )

    def _grown(self, figure: Figure, lines: Lines) -> Iterator[Cell]:
        """The cells whose growth the figure is: as the table prints it, or as it follows from two of its values."""
        for cell in lines.cells:
            if cell.role == "change" and cell.unit == PERCENT and _agrees(figure, cell):
                yield cell
        if figure.is_adjusted:
            return
        said, half = figure.growth * abs(figure.amount) / MICRO / 100, figure.half / MICRO / 100
        for growth in lines.growths:
            if growth.is_sequential == figure.is_sequential and abs(growth.share - said) <= half + growth.slack:
                yield growth.now

    def _claim(self, figure: Figure, found: Found) -> Claim:
        cell, sentence = found.cell, self.sentence
        stems = found.known.union(words_of(cell.label, 0, len(cell.label)).stems) - SAID_ANYWAY
        start, end = sentence.reach(found.stretch, stems)
        label = sentence.label(start, end)
        if not found.alone:
            label += f", {cell.label}"
        negative = cell.amount * cell.sign < 0 and sentence.says_loss(start, end)
        unit, sign, role = cell.unit, -1 if negative else 1, "value"
        if figure.growth:
            label += ", decrease" if figure.growth < 0 else ", increase"
            unit, sign, role = PERCENT, figure.growth, "change"
        elif unit.endswith(SHARE) and "share" not in label.lower() and "eps" not in label.lower():
            label += " per share"
        return Claim(
            label=label[:1].upper() + label[1:],
            element=cell.element,
            basis=cell.basis,
            section=sentence.spoken.section,
            unit=unit,
            period=cell.period,
            printed=figure.printed,
            scale=figure.scale,
            sign=sign,
            role=role,
            place=figure.place,
            sentence=sentence.key,
            dimensions=cell.dimensions,
            told_by=cell.place,
        )


def _found(figure: Figure, stretch: Stretch, name: Name, cell: Cell, *, alone: bool) -> Found:
    return Found(
        strange=stretch.strange,
        unnamed=-len(name.wanted | (NOTHING if alone else name.topic)),
        gap=figure.before - stretch.last if stretch.last < figure.before else stretch.first - figure.before,
        gaap=int(cell.basis != "GAAP"),
        basic=int("basic" in cell.words and "diluted" not in cell.words),
        rank=STATEMENT_RANK.get(cell.statement, len(STATEMENT_RANK)),
        place=cell.place,
        cell=cell,
        stretch=stretch,
        known=name.known,
        alone=alone,
    )


def _is_of_other_length(cell: Cell, span: Span) -> bool:
    """It ends with the periods of ``span`` and is longer or shorter."""
    return (
        cell.period.kind == "duration"
        and cell.months != span.months
        and span._replace(months=None).holds("", cell.period.end, cell.months)
    )


def _agrees(figure: Figure, cell: Cell) -> bool:
    """The cell prints what the figure says, to the last place of the rounder one; a growth goes the same way."""
    near = abs(abs(figure.amount) - abs(cell.amount)) <= max(figure.half, cell.half)
    return near and (not figure.growth or not cell.amount or (cell.amount > 0) == (figure.growth > 0))
