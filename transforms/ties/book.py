"""The facts of one release as ties want them: amounts as exact integers, lines by what they measure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

import polars as pl

from transforms.frames import MICRO
from transforms.parse.grid import PrintedTable
from transforms.parse.measures import MONEY
from transforms.parse.words.titling import PRIMARY
from transforms.ties.tree import Sum

MILLION = pl.lit(Decimal(MICRO), pl.Decimal(38, 0))
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
        return _told(*self)


@lru_cache(maxsize=10_000)
def _told(start: date | None, end: date) -> str:
    return str(end) if start is None else f"{start}/{end}"


_span = lru_cache(maxsize=10_000)(Span)
"""One and the same for every fact of a period: it is looked up often."""


class Fact(NamedTuple):
    """One fact: ``amount`` and ``half`` (half a unit of its last place) in millionths of its unit."""

    span: Span
    half: int
    decimals: int
    id: str
    statement: str
    section: str
    label: str
    element: str
    basis: str
    unit: str
    amount: int
    is_nil: bool
    sign: int
    standard: bool
    role: str
    table_index: int
    row_index: int
    column_index: int
    line_number: int
    printed: str
    told_table: int
    told_row: int
    """What prints the line that prose restates, where it was witness to it; else -1."""

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

    @property
    def standard(self) -> bool:
        """A rule gave it its element; a name made of its own words may be called the same."""
        return any(fact.standard for fact in self.facts.values())


class Book:
    """One release: table facts by line, narrative facts, tables and their trees."""

    def __init__(
        self,
        reading: str,
        release_id: str,
        narrative: list[Fact],
        facts: Iterable[Fact],
        tables: Sequence[PrintedTable],
        sums: Sequence[Sequence[Sum]],
    ) -> None:
        self.reading, self.release_id = reading, release_id
        self.tables, self.sums = tables, sums
        self.narrative = narrative
        self.cells = {(fact.table_index, fact.row_index, fact.column_index): fact for fact in facts}

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
        lines.sort(key=lambda line: (line.rank, not line.standard, line.table_index, line.row_index))
    return found


def _named_alike(lines: Sequence[Line]) -> Iterator[Line]:
    """A line of selected figures has the element of the only line of that label in a primary statement."""
    known: dict[tuple[str, str], set[str]] = defaultdict(set)
    for line in lines:
        if line.statement in PRIMARY and line.label:
            known[line.label.casefold(), line.unit].add(line.element)
    for line in lines:
        elements = known.get((line.label.casefold(), line.unit), set())
        own = line.standard or len(elements) != 1
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


@cache
def _half(decimals: int) -> int:
    """Half a unit of the last place, in millionths."""
    return int(MICRO * 10**-decimals if decimals <= 0 else MICRO // 10**decimals) // 2


def books(
    facts: pl.DataFrame, readings: Sequence[tuple[str, str, Sequence[PrintedTable], Sequence[Sequence[Sum]]]]
) -> Iterator[Book]:
    """One book per reading."""
    found: dict[tuple[str, bool], list[Fact]] = defaultdict(list)
    for reading, in_prose, start, end, decimals, *known in _as_weighed(facts).rows():
        found[reading, in_prose].append(Fact(_span(start, end), _half(decimals), decimals, *known))
    for reading, release_id, tables, sums in readings:
        yield Book(reading, release_id, found[reading, True], found[reading, False], tables, sums)


def _as_weighed(facts: pl.DataFrame) -> pl.DataFrame:
    """Every fact with a period and a unit: reading, whether prose says it, period, and the rest of a ``Fact``."""
    adjusted = pl.col("basis") != "GAAP"
    element = pl.col("concept").str.strip_prefix("us-gaap:").str.strip_prefix("ext:")
    turned = (pl.col("value") != 0) & (pl.col("value") + pl.col("concept_value") == 0)
    member = (pl.col("role") == "value") & (pl.col("dimensions") != "{}")
    fields: dict[str, pl.Expr | str] = {
        "decimals": pl.col("decimals").fill_null(0),
        "id": "fact_id",
        "statement": "statement",
        "section": "section",
        "label": "label",
        "element": pl.when(adjusted).then(element.str.strip_prefix("NonGaap")).otherwise(element),
        "basis": "basis",
        "unit": "unit",
        "amount": (pl.col("value").cast(pl.Decimal(38, 6)) * MILLION).cast(pl.Int128).fill_null(0),
        "is_nil": "is_nil",
        "sign": pl.when(turned).then(-1).otherwise(1),
        "standard": ~pl.col("concept").str.starts_with("ext:") | adjusted,
        "role": pl.when(member).then(pl.lit("member")).otherwise("role"),
        "table_index": pl.col("grid_table").fill_null(-1),
        "row_index": pl.col("grid_row").fill_null(-1),
        "column_index": pl.col("column_index").fill_null(0),
        "line_number": pl.col("line_number").fill_null(0),
        "printed": "printed",
        "told_table": pl.col("told_table").fill_null(-1),
        "told_row": pl.col("told_row").fill_null(-1),
    }
    decided = facts.filter(pl.col("period_end").is_not_null() & pl.col("unit").is_not_null())
    return decided.select("reading", pl.col("origin") == "narrative", "period_start", "period_end", **fields)
