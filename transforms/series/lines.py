"""The lines of one company's releases: what each printed row says of which periods, repeated prints together."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from transforms.facts.concepts import US_GAAP, fold
from transforms.series.calendar import Calendar, Period
from transforms.series.restated import tell

ORIGINS = (
    "operations", "balance_sheet", "cash_flow", "equity", "segment", "non_gaap_operations", "pro_forma_operations",
    "non_gaap_reconciliation",
)  # fmt: skip
"""Statements of origin, first first (SPEC 6); any other comes next, prose last."""
PRIMARY = frozenset({"operations", "balance_sheet", "cash_flow", "equity"})
SELF_CONTRADICTION = Decimal("0.005")
"""An issuer that prints one thing twice may disagree with itself by half a percent (SPEC 5)."""

Row = Mapping[str, Any]


class Amount(NamedTuple):
    """A value with the sign of its concept, and half a unit of its last printed digit; a nil is zero."""

    value: Decimal
    half_unit: Decimal

    @property
    def digits(self) -> Decimal:
        """The value in units of its last printed digit."""
        return abs(self.value) / (2 * self.half_unit) if self.half_unit else abs(self.value)

    def agrees(self, other: "Amount", *, loosely: bool = False) -> bool:
        """Whether both may be prints of one number."""
        gap = abs(self.value - other.value)
        bound = self.half_unit + other.half_unit
        return gap <= bound or (loosely and gap <= SELF_CONTRADICTION * max(abs(self.value), abs(other.value)))


class Name(NamedTuple):
    """What a line is called: words only, so that dashes, marks and capitals tell no two apart."""

    statement: str
    section: str
    label: str
    ordinal: int


class Kind(NamedTuple):
    """What no two prints of one series differ in."""

    basis: str
    dimensions: str
    unit: str


@dataclass
class Line:
    """One printed line of one release, with the facts on it (``facts`` are rows as handed in)."""

    name: Name
    kind: Kind
    concept: str
    place: tuple[int, int]
    facts: list[tuple[Row, Period, bool]] = field(default_factory=list)
    """Each fact with its settled period, and whether its column is an older print."""
    amounts: dict[Period, Amount] = field(default_factory=dict)

    @property
    def rank(self) -> tuple[int, tuple[int, int]]:
        """Statement of origin first, then the order of the page."""
        return origin_rank(self.name.statement), self.place

    @property
    def is_prose(self) -> bool:
        """Read from headline or prose."""
        return self.name.statement == "narrative"


@dataclass
class Group:
    """The lines of one release that print one thing; the first is the one of the statement of origin."""

    lines: list[Line]
    is_sole: bool = True
    """No other group of the release has its concept."""

    @property
    def head(self) -> Line:
        """The line of the statement of origin."""
        return self.lines[0]

    @cached_property
    def names(self) -> list[Name]:
        """How its lines are called."""
        return [line.name for line in self.lines]

    @cached_property
    def amounts(self) -> dict[Period, Amount]:
        """What it says of each period; the statement of origin has the word."""
        return self.told()

    def told(self) -> dict[Period, Amount]:
        """The same while lines are still added."""
        told: dict[Period, Amount] = {}
        for line in reversed(self.lines):
            told |= line.amounts
        return told


def origin_rank(statement: str) -> int:
    """Place of ``statement`` among those that may print one fact."""
    if statement == "narrative":
        return len(ORIGINS) + 1
    return ORIGINS.index(statement) if statement in ORIGINS else len(ORIGINS)


words = lru_cache(maxsize=100_000)(fold)


def read_lines(rows: Iterable[Row], calendar: Calendar) -> list[Line]:
    """The lines of one release, in the order of the page."""
    lines: dict[tuple[object, ...], Line] = {}
    for row in rows:
        told = tell(row["dimensions"])
        name = Name(row["statement"], words(row["section"]), words(row["label"]), row["ordinal"])
        kind = Kind(row["basis"], told.dimensions, row["unit"])
        line = lines.get((name, kind))
        if line is None:
            line = lines[name, kind] = Line(name, kind, row["concept"], place_of(row))
        period = calendar.settle(Period(row["period_start"], row["period_end"]))
        line.facts.append((row, period, told.before))
        if not told.before:
            line.amounts.setdefault(period, amount_of(row))
    return sorted(lines.values(), key=lambda line: (line.is_prose, line.place))


def place_of(row: Row) -> tuple[int, int]:
    """Order on the page: table and row, of prose line and column."""
    if row["table_index"] is not None:
        return row["table_index"], row["row_index"] or 0
    return row["line_number"] or 0, row["char_start"] or 0


def amount_of(row: Row) -> Amount:
    """The fact as it counts in comparisons."""
    return Amount(row["concept_value"] or Decimal(0), row["half_unit"] or Decimal(0))


def group_lines(lines: Iterable[Line]) -> list[Group]:
    """Prints of one thing in several statements together: one concept, and no period on which they disagree.

    An extension's name is only the line's own words, so there an agreement must be shown.
    """
    alike: dict[tuple[str, Kind], list[Group]] = {}
    for line in sorted(lines, key=lambda line: line.rank):
        groups = alike.setdefault((_measure(line), line.kind), [])
        home = next((group for group in groups if _is_same(group, line)), None)
        if home:
            home.lines.append(line)
        else:
            groups.append(Group([line]))
    for groups in alike.values():
        for group in groups:
            group.is_sole = len(groups) == 1
    return sorted((g for groups in alike.values() for g in groups), key=lambda g: (g.head.is_prose, g.head.place))


def _measure(line: Line) -> str:
    """The concept; a row of a footnote stands for a member of an axis, so it has one of its own."""
    return f"{line.concept} {line.name.label}" if "_footnote_" in line.name.statement else line.concept


def _is_same(group: Group, line: Line) -> bool:
    told = group.told()
    shared = [(told[period], amount) for period, amount in line.amounts.items() if period in told]
    if not all(one.agrees(other, loosely=True) for one, other in shared):
        return False
    if any(one.value for one, _ in shared):
        return True
    standard = line.concept.startswith(US_GAAP)
    return standard and (line.is_prose or {line.name.statement, group.head.name.statement} <= PRIMARY)


def recorded_at(rows: list[Row]) -> tuple[datetime, str]:
    """When the release of ``rows`` could be known; of two at once, the id decides."""
    return rows[0]["known_at"], rows[0]["release_id"]
