"""The lines of a release's tables by the words that name them, so that prose can be held against what they print."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import Any, NamedTuple

from transforms.facts.unpivot import Parsed
from transforms.frames import MICRO
from transforms.parse.grid import Period, Row
from transforms.parse.prose.mentions import months_of
from transforms.parse.prose.phrases import NET_INCOME, is_loose, named_by

COLUMNS = (
    "table_index", "row_index", "column_index", "statement", "section", "label", "unit", "scale",
    "amount", "places", "period_type", "period_start", "period_end", "period_start_source", "months", "weeks", "role",
    "dimensions", "basis", "element", "sign",
)  # fmt: skip
"""Of a table's facts, what a cell of the ledger needs."""
SHARE, PERCENT = "/share", "percent"
YEAR_BETWEEN, QUARTER_BETWEEN = range(357, 374), range(84, 99)
"""Days."""
TELLING = 4
"""Letters that a stem leaves of a word."""
NOTHING: frozenset[str] = frozenset()
WHOLE = frozenset({"consolidated", "company", "corporation", "group"})
"""The member that is all others together."""
RATE_WORDS = frozenset({"constant", "local", "neutral", "organic", "currency"})
"""What only says how a growth is measured."""
OF_ELEMENT = {
    "Revenues": frozenset({"revenue"}),
    "GrossProfit": frozenset({"gross", "income"}),
    "OperatingIncomeLoss": frozenset({"operating", "income"}),
    "NetIncomeLoss": frozenset({NET_INCOME}),
    "EarningsPerShareBasic": frozenset({"income"}),
    "EarningsPerShareDiluted": frozenset({"income"}),
    "EarningsPerShareBasicAndDiluted": frozenset({"income"}),
    "NetCashProvidedByUsedInOperatingActivities": frozenset({"cash", "operating"}),
}
"""What prose calls a line whatever its label says, by what it measures."""
PER_SHARE = re.compile(r"\bper (?:\w+ ){0,2}share|\bEPS\b", re.IGNORECASE)


class Cell(NamedTuple):
    """One printed value of a line: ``amount`` and ``half`` (half a unit of its last place) in millionths."""

    amount: int
    half: int
    period: Period
    months: int
    unit: str
    role: str
    basis: str
    dimensions: str
    element: str
    statement: str
    sign: int
    place: tuple[int, int]
    per_share: bool
    label: str
    words: str
    """All that its label and headings say, in lower case."""


class Name(NamedTuple):
    """What names a line: stems of its own, those that its headings explain, and those of the heading above it."""

    wanted: frozenset[str]
    known: frozenset[str]
    topic: frozenset[str] = frozenset()
    place: frozenset[str] = frozenset()
    """What the heading above the sentence has to name."""


class Growth(NamedTuple):
    """What a value has grown by since another one of its line, a year or a quarter before."""

    now: Cell
    share: float
    slack: float
    """What the last places leave open."""
    is_sequential: bool


@dataclass
class Lines:
    """The cells that the same stems name, in the order of their names."""

    name: Name
    order: int
    cells: list[Cell] = field(default_factory=list)

    @cached_property
    def growths(self) -> list[Growth]:
        """Of every value against an earlier one of the same line."""
        values: dict[tuple[tuple[int, int], str, str], list[Cell]] = defaultdict(list)
        for cell in self.cells:
            if cell.role == "value" and cell.unit != PERCENT:
                values[cell.place, cell.dimensions, cell.basis].append(cell)
        found = (_growth(now, then) for cells in values.values() for now in cells for then in cells)
        return [growth for growth in found if growth is not None]


def _growth(now: Cell, then: Cell) -> Growth | None:
    days = (now.period.end - then.period.end).days
    if not (days in YEAR_BETWEEN or days in QUARTER_BETWEEN) or now.months != then.months:
        return None
    if then.amount * now.amount <= 0:
        return None
    share = abs(now.amount) / abs(then.amount) - 1
    slack = (now.half + then.half * (1 + share)) / abs(then.amount)
    return Growth(now, share, slack, days in QUARTER_BETWEEN)


class Ledger:
    """The lines of a release's tables that words among ``stems`` name."""

    def __init__(self, reading: Parsed, stems: AbstractSet[str], company: frozenset[str]) -> None:
        self.stems, self.company = stems, company
        self.titles = [named_by(table.title, company) for table in reading.tables]
        self.siblings: dict[tuple[int, frozenset[str]], set[frozenset[str]]] = defaultdict(set)
        """Table and heading to the names of the lines below it."""
        self._lines: dict[Name, Lines] = {}
        self._starts = {stem[:TELLING] for stem in stems}
        self._may_name, self._named = cache(self._begins), cache(self._names_of)
        self.places = [
            (table.index, index)
            for table in reading.tables
            for index, row in enumerate(table.rows)
            if row.kind == "data" and self._may_be_named(row, reading.lines[table.index, index].element)
        ]
        """The tables and rows that words may name."""

    def _may_be_named(self, row: Row, element: str) -> bool:
        measured = OF_ELEMENT.get(element)
        return (measured is not None and measured <= self.stems) or self._may_name(row.label)

    def _begins(self, label: str) -> bool:
        """Every word of ``label`` begins as one that is spoken, or may be called otherwise."""
        return "(" in label or all(
            word[:TELLING] in self._starts or not word.isalpha() or is_loose(word) for word in label.lower().split()
        )

    def add(self, row: Sequence[Any]) -> None:
        """Enter a cell with the values of ``COLUMNS``, if its line is named."""
        table, index, _, statement, section, label, unit, scale, amount, places, *context = row
        kind, start, end, source, months, weeks, role, dimensions, basis, element, sign = context
        per_share, named = self._named(table, label, section, dimensions, element, unit, role)
        if not named:
            return
        period = Period(kind, start, end, months, weeks, source)
        cell = Cell(
            amount=amount * scale,
            half=scale * MICRO // 10**places // 2,
            period=period,
            months=months_of(period),
            unit=unit,
            role=role,
            basis=basis,
            dimensions=dimensions,
            element=element,
            statement=statement,
            sign=sign or 1,
            place=(table, index),
            per_share=per_share,
            label=label,
            words=f"{label} {section} {dimensions}".lower(),
        )
        for one in named:
            if one not in self._lines:
                self._lines[one] = Lines(one, len(self._lines))
            self._lines[one].cells.append(cell)

    def _names_of(
        self, table: int, label: str, section: str, dimensions: str, element: str, unit: str, role: str
    ) -> tuple[bool, list[Name]]:
        """Whether the cells of a line are per share, and the names of it whose stems are spoken."""
        per_share = unit.endswith(SHARE) or PER_SHARE.search(label) is not None
        name = _name(label, section, dimensions, per_share, self.company)
        if name.topic and name.topic <= self.stems:
            self.siblings[table, name.topic].add(name.wanted)
        measured = OF_ELEMENT.get(element) if role == "change" or unit != PERCENT else None
        names = _names(name, measured)
        return per_share, [one for one in names if one.wanted and one.wanted <= self.stems and element]

    @cached_property
    def _by_stem(self) -> dict[str, list[Lines]]:
        """Every line by the longest stem of its name, and of the heading above it."""
        found: dict[str, list[Lines]] = defaultdict(list)
        for name, lines in self._lines.items():
            for stems in filter(None, (name.wanted, name.topic)):
                found[max(stems, key=lambda stem: (len(stem), stem))].append(lines)
        return found

    def among(self, stems: AbstractSet[str]) -> list[Lines]:
        """The lines of whose name, or of the heading above them, the longest stem is one of ``stems``."""
        found = {lines.order: lines for stem in stems for lines in self._by_stem.get(stem, ())}
        return [found[order] for order in sorted(found)]


def _names(name: Name, measured: frozenset[str] | None) -> Iterable[Name]:
    """``name``, and what the line is called by what it measures; below a heading of its column, without that."""
    if name.place:
        below = measured or name.wanted - name.place
        return name._replace(place=NOTHING), name._replace(wanted=below, topic=NOTHING)
    return dict.fromkeys((name, name._replace(wanted=measured, topic=NOTHING)) if measured else (name,))


@lru_cache(maxsize=20_000)
def _name(label: str, section: str, dimensions: str, per_share: bool, company: frozenset[str]) -> Name:  # noqa: FBT001
    """What names a line of this ``label`` below the headings of ``section``, in a column of these ``dimensions``."""
    headings = section.split(" > ") if section else []
    members = [str(member) for member in json.loads(dimensions).values()] if dimensions != "{}" else []
    wanted = named_by(label, company)
    topic = named_by(headings[-1], company) if headings and wanted else NOTHING
    if not wanted and headings:
        wanted = named_by(headings[-1], company)
    told = [named for named in (named_by(member, company) for member in members) if not named <= WHOLE]
    place = NOTHING.union(*told)
    wanted |= place
    if per_share and NET_INCOME in wanted:
        wanted = (wanted - {NET_INCOME}) | {"income"}
    known = NOTHING.union(company, *(named_by(text, company) for text in (label, *headings, *members)))
    return Name(wanted - RATE_WORDS or wanted, known, topic, place - RATE_WORDS)
