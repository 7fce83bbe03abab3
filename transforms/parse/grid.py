"""The printed table, whatever medium it came from: columns with headings, rows with labels and cells."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from transforms.parse.amounts import Amount

RowKind = Literal["heading", "data"]


class Period(NamedTuple):
    """A reporting period as a heading says it; dates are inclusive."""

    kind: Literal["instant", "duration"]
    start: date | None
    end: date
    months: int | None = None
    weeks: int | None = None
    start_source: str | None = None

    def __str__(self) -> str:
        return f"{self.start}/{self.end}" if self.kind == "duration" else str(self.end)


class Place(NamedTuple):
    """Where characters stand in the file as landed."""

    line_number: int
    char_start: int
    char_end: int


class Cell(NamedTuple):
    """One printed value or dash: its column from 1, the characters, and their place."""

    column: int
    printed: str
    is_nil: bool
    percent: bool
    place: Place
    amount: Amount | None
    currency: str = ""
    mark: str | None = None
    """The unit that stands behind the value: "%", "x", "bps"."""
    scale: int | None = None
    """The multiplier that stands behind the value: "199 million", "$736.3m"."""


@dataclass(slots=True)
class Column:
    """One value column: right edge and band in characters, heading as printed, and what the heading means."""

    index: int
    edge: int
    start: int
    heading: tuple[str, ...] = ()
    period: Period | None = None
    marks: tuple[str, ...] = ()
    assurance: str | None = None
    role: str = "value"
    dimensions: dict[str, str] = field(default_factory=dict)
    unit: str | None = None
    scale: int | None = None
    ragged: bool = False
    """Its values share no right edge, and stand over each other all the same."""

    @property
    def caption(self) -> str:
        """Its heading as one text."""
        return " ".join(self.heading)

    def mean_as(self, other: "Column") -> None:
        """Take over what the heading of ``other`` says, and what it means."""
        self.heading, self.period, self.role = other.heading, other.period, other.role
        self.dimensions, self.unit, self.scale = other.dimensions, other.unit, other.scale


@dataclass(slots=True)
class Row:
    """One printed row: a heading without values, or a data row; ``section`` is filled in once the tree is known."""

    kind: RowKind
    label: str
    indent: int
    line_number: int
    label_line: int
    cells: tuple[Cell, ...] = ()
    marks: tuple[str, ...] = ()
    ruled: bool = False
    centered: bool = False
    section: tuple[str, ...] = ()
    unit: str | None = None
    scale: int = 1
    scale_told: bool = False
    """Its own label, heading or footnote says the scale."""
    is_total: bool = False
    part_of: str = ""
    """The line or heading that it and its like break down, where they recur below others."""
    period: Period | None = None
    """The period that the label names, where the columns leave their year to the labels."""
    year_before: bool = False
    """Its label says that it is of the year before that of its columns."""

    @property
    def largest(self) -> Decimal:
        """Its largest value as printed, signs aside; zero where all are dashes."""
        return max([abs(cell.amount.value) for cell in self.cells if cell.amount], default=Decimal(0))


class NonFact(NamedTuple):
    """A token declared no fact."""

    token: str
    reason: str
    in_table: bool
    place: Place


class Trouble(NamedTuple):
    """Something that the parser could not account for; becomes an issue."""

    level: Literal["error", "warning", "info"]
    code: str
    message: str
    token: str | None = None
    place: Place | None = None
    statement: str | None = None


@dataclass(slots=True)
class PrintedTable:
    """A table with everything that its head says, and every token of it accounted for."""

    index: int
    statement: str
    title: str
    columns: list[Column]
    rows: list[Row]
    note: str = ""
    """The head's text that states the scale."""
    context: str = ""
    """What the table's own head says of all its columns."""
    above: tuple[str, ...] = ()
    """The lines of its head that speak, one by one."""
    called: str = ""
    """The line right above its header, else the sentence of prose that introduces it."""
    scale: int = 1
    scale_printed: bool = False
    scale_stated: bool = False
    """Its own head says the scale, and not that of the table before it."""
    currency: str = "USD"
    assurance: str | None = None
    header_inherited: bool = False
    follows: bool = False
    """No prose parts it from the table before it."""
    own_measures: frozenset[str] = frozenset()
    """What titles of the release name as measures of the issuer's own, in small letters."""
    own_pro_forma: bool = False
    """What it calls pro forma is the issuer's own measure, and no merger as if it had been."""
    lead: tuple[str, ...] = ()
    page: str = ""
    """The segment whose page it stands on; it leads the path."""
    footnotes: dict[str, str] = field(default_factory=dict)
    """What stands below the lines beside a mark: "(1)" to "In thousands."."""
    non_facts: list[NonFact] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    tokens: int = 0

    @property
    def opening(self) -> str:
        """The heading with which the rows begin; empty where they begin otherwise."""
        first = next((row for row in self.rows if row.label), None)
        return first.label if first is not None and first.kind == "heading" else ""

    @property
    def data_rows(self) -> list[Row]:
        """Rows with values, in printed order."""
        return [row for row in self.rows if row.kind == "data"]

    @property
    def changes(self) -> set[int]:
        """The columns of changes."""
        return {column.index for column in self.columns if column.role == "change"}

    def cells_in(self, column: int) -> list[tuple[Row, Cell]]:
        """The cells of the column of that index, each with its row, in printed order."""
        return [(row, cell) for row in self.data_rows for cell in row.cells if cell.column == column]
