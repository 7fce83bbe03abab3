"""What a printed statement consists of, before any medium: columns, rows, and cells that know what they mean."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from books import Edition, Span

Unit = Literal["USD", "shares", "USD/share", "percent", "persons"]
DECIMALS: Mapping[str, int] = {"USD": -3, "shares": -3, "USD/share": 2, "percent": 0, "persons": 0}
UNITS: Mapping[str, Unit] = {
    **dict.fromkeys(("basic_eps", "diluted_eps", "adjusted_eps", "dividend"), "USD/share"),
    **dict.fromkeys(("basic_shares", "diluted_shares", "all_shares"), "shares"),
    "employees": "persons",
}
"""All else is money."""
ADJUSTED = ("adjusted", "adjusted_eps")
"""Measures that leave something out."""
OPENING = "cash_before"
INSTANTS = (OPENING, "cash_after", "backlog", "employees")
"""Balances that stand in columns of periods."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of values: a span of quarters, or the end of its last one."""

    span: Span
    edition: Edition
    instant: bool = False
    member: str = ""
    """A heading below the date that is no period."""
    compares: "tuple[Column, Column] | None" = None
    """The columns between which this one prints the change."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A printed value, in the scale of its unit; nil is a dash."""

    amount: Decimal
    unit: Unit
    column: Column
    instant: bool = False
    opening: bool = False
    true_amount: Decimal | None = None
    """What the books say, where a typing error stands."""

    @property
    def is_nil(self) -> bool:
        """Printed as a dash: amounts that are nothing, but for those a share."""
        return not self.amount and self.unit in ("USD", "shares")

    @property
    def digits(self) -> str:
        """Magnitude as printed."""
        return f"{abs(self.amount):,}"


@dataclass(frozen=True, slots=True)
class Row:
    """A line with values, a heading without, or a rule; ``key`` names what is measured through all releases."""

    kind: Literal["line", "heading", "rule", "double", "blank"]
    label: str = ""
    indent: int = 0
    key: str = ""
    section: tuple[str, ...] = ()
    cells: tuple[Cell, ...] = ()
    currency: bool = False
    mark: str = ""
    """Footnote mark behind the label."""
    basis: str = "GAAP"


@dataclass(frozen=True, slots=True)
class Statement:
    """A table with its title; ``name`` as the warehouse calls it."""

    name: str
    title: tuple[str, ...]
    notes: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    footnotes: tuple[str, ...] = ()


Amounts = Callable[[Column], Mapping[str, int | Decimal]]
Misprints = Mapping[tuple[str, str, int], str]
"""Statement, key and column to the amount that is printed by mistake."""


@dataclass
class Sheet:
    """Rows under way: a heading opens a section, its total closes it."""

    name: str
    columns: tuple[Column, ...]
    amounts: Amounts
    misprints: Misprints = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    path: list[str] = field(default_factory=list)
    indents: list[int] = field(default_factory=list)

    def open(self, label: str, indent: int = 0) -> None:
        """A heading, and the section that it opens."""
        self.rows.append(Row("heading", label, indent, section=tuple(self.path)))
        self.path.append(label.rstrip(":"))

    def close(self) -> None:
        """Leave the section."""
        self.path.pop()

    def line(self, label: str, key: str, *, indent: int = 0, currency: bool = False) -> None:
        """A line with a value in every column; one that is nothing everywhere is not printed."""
        cells = tuple(self._cell(index, column, key) for index, column in enumerate(self.columns))
        if any(cell.amount for cell in cells):
            bare = label.removesuffix(" (1)")
            mark = label[len(bare) :].strip()
            basis = "non-GAAP" if key in ADJUSTED else "GAAP"
            self.rows.append(Row("line", bare, indent, key, tuple(self.path), cells, currency, mark, basis))

    def _cell(self, index: int, column: Column, key: str) -> Cell:
        true = self._amount(column, key)
        misprint = self.misprints.get((self.name, key, index))
        unit: Unit = "percent" if column.compares else UNITS.get(key, "USD")
        return Cell(
            true if misprint is None else Decimal(misprint),
            unit,
            column,
            instant=column.instant or key in INSTANTS,
            opening=key == OPENING,
            true_amount=None if misprint is None else true,
        )

    def _amount(self, column: Column, key: str) -> Decimal:
        if column.compares is None:
            return Decimal(self.amounts(column)[key])
        now, before = (Decimal(self.amounts(one)[key]) for one in column.compares)
        return (100 * now / before - 100).quantize(Decimal(1), ROUND_HALF_UP)

    def total(self, label: str, key: str, *, indent: int = 0, currency: bool = False) -> None:
        """The line that sums up the section and ends it, with rules above."""
        self.rule()
        self.line(label, key, indent=indent, currency=currency)
        self.close()

    def rule(self) -> None:
        """A single rule below every column."""
        self.rows.append(Row("rule"))

    def double(self) -> None:
        """A double rule below every column."""
        self.rows.append(Row("double"))

    def blank(self) -> None:
        """An empty line."""
        self.rows.append(Row("blank"))

    def statement(self, title: Iterable[str], notes: Iterable[str], footnotes: Iterable[str] = ()) -> Statement:
        """What has been laid out."""
        return Statement(self.name, tuple(title), tuple(notes), self.columns, tuple(self.rows), tuple(footnotes))
