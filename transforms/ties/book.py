"""The facts of one release as ties want them: amounts as exact integers, lines by what they measure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

import polars as pl

from transforms.parse.captions import PRIMARY
from transforms.parse.grid import PrintedTable
from transforms.parse.measures import MONEY
from transforms.ties.tree import Sum

MICRO = 1_000_000
MILLION = pl.lit(Decimal(MICRO), pl.Decimal(38, 0))
COLUMNS = (
    "reading",
    "fact_id",
    "statement",
    "section",
    "label",
    "concept",
    "basis",
    "unit",
    "period_start",
    "period_end",
    "value",
    "concept_value",
    "decimals",
    "is_nil",
    "origin",
    "role",
    "grid_table",
    "grid_row",
    "column_index",
    "line_number",
    "dimensions",
    "printed",
)
STATEMENT_RANK = {
    name: rank
    for rank, name in enumerate(
        (
            "operations",
            "balance_sheet",
            "cash_flow",
            "equity",
            "segment",
            "non_gaap_operations",
            "pro_forma_operations",
            "non_gaap_reconciliation",
            "selected_data",
            "average_balance",
            "other",
        )
    )
}
"""The statement of origin wins: where a line is at home comes first."""


class Span(NamedTuple):
    """A period as a key."""

    start: date | None
    end: date

    @property
    def days(self) -> int:
        """Length; an instant has none."""
        return 0 if self.start is None else (self.end - self.start).days + 1

    def __str__(self) -> str:
        return str(self.end) if self.start is None else f"{self.start}/{self.end}"


class Fact(NamedTuple):
    """One fact: ``amount`` and ``half`` (half a unit of its last place) in millionths of its unit."""

    id: str
    statement: str
    section: str
    label: str
    element: str
    basis: str
    unit: str
    span: Span
    amount: int
    half: int
    decimals: int
    is_nil: bool
    sign: int
    standard: bool
    role: str
    table_index: int
    row_index: int
    column_index: int
    line_number: int
    printed: str

    @property
    def rank(self) -> int:
        """How far from home its statement is."""
        return STATEMENT_RANK.get(self.statement, len(STATEMENT_RANK))


class Line(NamedTuple):
    """One printed line: its facts by period."""

    element: str
    unit: str
    basis: str
    statement: str
    table_index: int
    row_index: int
    label: str
    section: str
    facts: dict[Span, Fact]

    @property
    def sign(self) -> int:
        """How the line is printed against its element: -1 where the signs differ."""
        return next((fact.sign for fact in self.facts.values() if fact.amount), 1)

    def sign_of(self, fact: Fact) -> int:
        """The line's sign as applied to one of its facts."""
        return fact.sign if fact.amount else self.sign

    @property
    def rank(self) -> int:
        """How far from home its statement is."""
        return STATEMENT_RANK.get(self.statement, len(STATEMENT_RANK))


class Row(NamedTuple):
    """A row of the fact frame, in the order of ``COLUMNS``."""

    reading: str
    fact_id: str
    statement: str
    section: str
    label: str
    concept: str
    basis: str
    unit: str
    period_start: date | None
    period_end: date
    micros: int | None
    concept_micros: int | None
    decimals: int | None
    is_nil: bool
    origin: str
    role: str
    table_index: int | None
    row_index: int | None
    column_index: int | None
    line_number: int | None
    dimensions: str
    printed: str


@lru_cache(maxsize=10_000)
def element_of(concept: str, basis: str) -> str:
    """The element that a concept names, whatever its basis."""
    name = concept.removeprefix("us-gaap:").removeprefix("ext:")
    return name.removeprefix("NonGaap") if basis != "GAAP" else name


class Book:
    """One release: table facts by line, narrative facts, tables and their trees."""

    def __init__(
        self,
        reading: str,
        release_id: str,
        rows: Iterable[Row],
        tables: Sequence[PrintedTable],
        sums: Sequence[Sequence[Sum]],
    ) -> None:
        self.reading, self.release_id = reading, release_id
        self.tables, self.sums = tables, sums
        self.narrative: list[Fact] = []
        self.cells: dict[tuple[int, int, int], Fact] = {}
        for row in rows:
            fact = _fact(row)
            if row.origin == "narrative":
                self.narrative.append(fact)
            else:
                self.cells[fact.table_index, fact.row_index, fact.column_index] = fact

    @cached_property
    def lines(self) -> list[Line]:
        """Every line with values, in printed order."""
        grouped: dict[tuple[int, int], list[Fact]] = defaultdict(list)
        for fact in self.cells.values():
            if fact.role == "value":
                grouped[fact.table_index, fact.row_index].append(fact)
        return [_line(place, facts) for place, facts in sorted(grouped.items())]

    @cached_property
    def currency(self) -> str:
        """The currency of most lines: what is meant where a tie asks for an amount of money."""
        found = Counter(line.unit for line in self.lines if line.unit in MONEY)
        return max(found, key=lambda unit: (found[unit], unit == "USD"), default="USD")

    @cached_property
    def by_element(self) -> dict[tuple[str, str, str], list[Line]]:
        """(element, unit, basis) to its lines, the statement of origin first.

        Rows of footnotes are members, not lines.
        """
        return _by_element(self.lines)

    @cached_property
    def by_meaning(self) -> dict[tuple[str, str, str], list[Line]]:
        """As ``by_element``, with highlights that no rule reads beside the line that they print again."""
        return _by_element(_named_alike(self.lines))

    def is_alone(self, line: Line) -> bool:
        """No other line of its table measures the same: several are parts, each of something else."""
        peers = self.by_meaning.get((line.element, line.unit, line.basis), ())
        return sum(peer.table_index == line.table_index for peer in peers) == 1

    def is_first(self, line: Line) -> bool:
        """Its table is the first of its statement: later ones may be a segment's."""
        return all(table.index >= line.table_index for table in self.tables if table.statement == line.statement)

    def line_of(
        self, element: str, statement: str | None = None, basis: str = "GAAP", unit: str | None = None
    ) -> Line | None:
        """The line that measures ``element``, at home or in ``statement``."""
        lines = self.by_element.get((element, unit or self.currency, basis), ())
        return next((line for line in lines if statement in (None, line.statement)), None)

    def value_at(self, element: str, span: Span, basis: str = "GAAP", unit: str | None = None) -> Fact | None:
        """The fact at home for an element and period."""
        for line in self.by_element.get((element, unit or self.currency, basis), ()):
            if span in line.facts:
                return line.facts[span]
        return None

    def row_facts(self, table: int, row: int) -> Iterator[Fact]:
        """The facts of one row, by column."""
        for column in self.tables[table].columns:
            fact = self.cells.get((table, row, column.index))
            if fact is not None:
                yield fact

    def foots(self, fact: Fact) -> bool:
        """The footing that ``fact`` is an operand or the total of holds exactly in its column."""
        for found in self.sums[fact.table_index]:
            if fact.row_index == found.total or fact.row_index in found.operands:
                total = self.cells.get((fact.table_index, found.total, fact.column_index))
                operands = [self.cells.get((fact.table_index, row, fact.column_index)) for row in found.operands]
                summed = sum(
                    weight * operand.amount for operand, weight in zip(operands, found.weights, strict=True) if operand
                )
                return total is not None and total.amount == summed
        return False

    @cached_property
    def adjustments(self) -> list[Line]:
        """The reconciling items between adjusted and GAAP income: all operands of the footing but its first."""
        rows = {
            (table.index, row)
            for table, sums in zip(self.tables, self.sums, strict=True)
            if table.statement == "non_gaap_reconciliation"
            for found in sums
            for row in found.operands[1:]
        }
        return [
            line for line in self.lines if (line.table_index, line.row_index) in rows and line.unit == self.currency
        ]

    def at_home(self, element: str, span: Span, basis: str) -> Fact | None:
        """What the tables print for an amount of money."""
        return self.value_at(element, span, basis)

    def in_prose(self, element: str, span: Span, basis: str) -> Fact | None:
        """What headline or prose print for an amount of money."""
        return next(
            (
                fact
                for fact in self.narrative
                if (fact.element, fact.span, fact.basis, fact.unit) == (element, span, basis, self.currency)
            ),
            None,
        )


def _by_element(every: Iterable[Line]) -> dict[tuple[str, str, str], list[Line]]:
    found: dict[tuple[str, str, str], list[Line]] = defaultdict(list)
    for line in every:
        if "_footnote_" not in line.statement:
            found[line.element, line.unit, line.basis].append(line)
    for lines in found.values():
        lines.sort(key=lambda line: (line.rank, line.table_index, line.row_index))
    return found


def _named_alike(lines: Sequence[Line]) -> Iterator[Line]:
    """A line of selected figures has the element of the only line of that label in a primary statement."""
    known: dict[tuple[str, str], set[str]] = defaultdict(set)
    for line in lines:
        if line.statement in PRIMARY and line.label:
            known[line.label.casefold(), line.unit].add(line.element)
    for line in lines:
        elements = known.get((line.label.casefold(), line.unit), set())
        own = any(fact.standard for fact in line.facts.values()) or len(elements) != 1
        repeats = line.statement == "selected_data" and not own
        yield line._replace(element=next(iter(elements))) if repeats else line


def _line(place: tuple[int, int], facts: Sequence[Fact]) -> Line:
    """The facts of a row in the unit of most of them (an amount's share in percent is another thing), by period."""
    units = [fact.unit for fact in facts]
    unit = max(units, key=units.count)
    by_span: dict[Span, Fact] = {}
    for fact in facts:
        if fact.unit == unit:
            by_span.setdefault(fact.span, fact)
    first = next(iter(by_span.values()))
    return Line(first.element, unit, first.basis, first.statement, *place, first.label, first.section, by_span)


def _fact(row: Row) -> Fact:
    decimals, amount = row.decimals or 0, row.micros or 0
    return Fact(
        row.fact_id,
        row.statement,
        row.section,
        row.label,
        element_of(row.concept, row.basis),
        row.basis,
        row.unit,
        Span(row.period_start, row.period_end),
        amount,
        _half(decimals),
        decimals,
        row.is_nil,
        -1 if amount and row.concept_micros == -amount else 1,
        not row.concept.startswith("ext:") or row.basis != "GAAP",
        "member" if row.role == "value" and row.dimensions != "{}" else row.role,
        -1 if row.table_index is None else row.table_index,
        -1 if row.row_index is None else row.row_index,
        row.column_index or 0,
        row.line_number or 0,
        row.printed,
    )


@cache
def _half(decimals: int) -> int:
    """Half a unit of the last place, in millionths."""
    return int(MICRO * 10**-decimals if decimals <= 0 else MICRO // 10**decimals) // 2


def books(
    facts: pl.DataFrame, readings: Sequence[tuple[str, str, Sequence[PrintedTable], Sequence[Sequence[Sum]]]]
) -> Iterator[Book]:
    """One book per reading."""
    rows: dict[str, list[Row]] = defaultdict(list)
    decided = facts.filter(pl.col("period_end").is_not_null() & pl.col("unit").is_not_null()).with_columns(
        pl.col("value", "concept_value").cast(pl.Decimal(38, 6)).mul(MILLION).cast(pl.Int128)
    )
    for row in map(Row._make, decided.select(COLUMNS).rows()):
        rows[row.reading].append(row)
    for reading, release_id, tables, sums in readings:
        yield Book(reading, release_id, rows.get(reading, ()), tables, sums)
