"""Printed tables and claims to long frames: one row per cell, line, column and table, keyed so that they join.

Everything rectangular from here on is polars. The frames carry ``release_id`` so that a batch of releases
goes through in one pass.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

import polars as pl

from transforms.frames import frame_of
from transforms.parse import captions, measures
from transforms.parse.amounts import read_amount
from transforms.parse.grid import Cell, Column, Period, Place, PrintedTable, Row
from transforms.parse.html import Layout
from transforms.parse.measures import CENTS
from transforms.parse.narrative import Claim
from transforms.parse.periods import DATE, balance_day, calendar_start, month_end, month_number, opening, read_date
from transforms.ties.tree import Sum

CELLS = pl.Schema(
    {
        "release_id": pl.String(),
        "table_index": pl.Int32(),
        "row_index": pl.Int32(),
        "column_index": pl.Int32(),
        "fact_id": pl.String(),
        "printed": pl.String(),
        "is_nil": pl.Boolean(),
        "amount": pl.Int128(),
        "places": pl.Int32(),
        "line_number": pl.Int32(),
        "char_start": pl.Int32(),
        "char_end": pl.Int32(),
        "source_table": pl.Int32(),
        "source_row": pl.Int32(),
        "cell_index": pl.Int32(),
        "cell_unit": pl.String(),
        "cell_scale": pl.Int32(),
    }
)
ROWS = pl.Schema(
    {
        "release_id": pl.String(),
        "table_index": pl.Int32(),
        "row_index": pl.Int32(),
        "statement": pl.String(),
        "label": pl.String(),
        "section": pl.String(),
        "unit": pl.String(),
        "scale": pl.Int32(),
        "footnote": pl.String(),
        "moment": pl.String(),
        "changes": pl.Boolean(),
        "basis": pl.String(),
        "element": pl.String(),
        "verified": pl.Boolean(),
        "sign": pl.Int32(),
        "element_period": pl.String(),
        "element_kind": pl.String(),
        "summed": pl.Boolean(),
        "own_type": pl.String(),
        "own_start": pl.Date(),
        "own_end": pl.Date(),
        "own_source": pl.String(),
        "own_months": pl.Int32(),
        "own_weeks": pl.Int32(),
    }
)
COLUMNS = pl.Schema(
    {
        "release_id": pl.String(),
        "table_index": pl.Int32(),
        "column_index": pl.Int32(),
        "heading": pl.String(),
        "period_type": pl.String(),
        "period_start": pl.Date(),
        "period_end": pl.Date(),
        "opening_end": pl.Date(),
        "quarter_start": pl.Date(),
        "year_start": pl.Date(),
        "period_start_source": pl.String(),
        "months": pl.Int32(),
        "weeks": pl.Int32(),
        "role": pl.String(),
        "dimensions": pl.String(),
        "assurance": pl.String(),
        "header_inherited": pl.Boolean(),
        "column_unit": pl.String(),
        "column_scale": pl.Int32(),
        "column_basis": pl.String(),
    }
)
CLAIMS = pl.Schema(
    {
        "release_id": pl.String(),
        "fact_id": pl.String(),
        "label": pl.String(),
        "section": pl.String(),
        "element": pl.String(),
        "basis": pl.String(),
        "unit": pl.String(),
        "scale": pl.Int64(),
        "amount": pl.Int128(),
        "places": pl.Int32(),
        "printed": pl.String(),
        "role": pl.String(),
        "period_start": pl.Date(),
        "period_end": pl.Date(),
        "period_start_source": pl.String(),
        "months": pl.Int32(),
        "weeks": pl.Int32(),
        "line_number": pl.Int32(),
        "char_start": pl.Int32(),
        "char_end": pl.Int32(),
        "column_index": pl.Int32(),
        "assurance": pl.String(),
    }
)


AS_OF_AND_FOR = re.compile(r"\bas (of|at) and for\b", re.IGNORECASE)
"""A column of both: what stands at the day, and what was earned until it."""
OF_MANY_DAYS = re.compile(r"average|\breturn on\b", re.IGNORECASE)
STANDING = re.compile(
    r"\bbook value\b|(^|\bat |\()(the )?end of (the )?(period|quarter|year)\b|^headcount\b|^non-?performing assets\b|"
    r"^(selected )?balance sheet (data|information|items)\b|\((as of|at) [A-Z]\w+ \d{1,2}\)$|"
    r"^total (\w+ )?(loans|deposits), excluding\b",
    re.IGNORECASE,
)
"""A heading whose lines stand at a day: the parts of a balance, counts at the end."""
OVER_AVERAGE = re.compile(
    r"\b(capital|equity|allowance)\b.* to .*\baverage\b|\bannual(ized)? (base |minimum |contractual )*rents?\b",
    re.IGNORECASE,
)
"""A balance over an average stands at the day, and so does a year's rent, on average over what is let."""
MOVES = re.compile(r"\b(increase|decrease|change)\b", re.IGNORECASE)
"""What two balances differ by is none."""
DAY_OF_COUNT = re.compile(r"(?:at )?(?:the )?(?:(?P<opening>beginning|opening|start)|end(?:ing)?)\b", re.IGNORECASE)
BALANCES = re.compile(r"(selected )?(balance sheet|financial position)( data| items| information)?", re.IGNORECASE)
"""A heading of balances in a table of another kind."""
AS_OF_DAY = re.compile(rf"\bas (?:of|at) (?=\w){DATE.pattern}", re.IGNORECASE)
DEBT = re.compile(r"\bdebt\b|^total (assets|liabilities)\b", re.IGNORECASE)


class Source(NamedTuple):
    """Where characters stand in the file as landed; half of it is None, by medium."""

    line_number: int | None
    char_start: int | None
    char_end: int | None
    table: int | None
    row: int | None
    cell: int | None

    def __str__(self) -> str:
        return f"line {self.line_number}" if self.line_number is not None else f"table {self.table}, row {self.row}"


NOWHERE = Source(None, None, None, None, None, None)


@dataclass(frozen=True, slots=True)
class Line:
    """A data row with its concept: element, and the sign that turns what is printed into the concept's value.

    ``period_type`` and ``kind`` are what the element's values must be (empty period: either), ``summed`` whether
    quarters of it add up.
    """

    element: str
    verified: bool
    sign: int
    period_type: str
    kind: str
    summed: bool


@dataclass(slots=True)
class Parsed:
    """One release as read: its tables with their trees, its claims, and what its head says of assurance."""

    release_id: str
    tables: list[PrintedTable]
    sums: list[list[Sum]]
    lines: dict[tuple[int, int], Line]
    claims: list[Claim]
    assurance: str | None
    mark_assurance: dict[str, str]
    layout: Layout | None = None

    def source(self, place: Place) -> Source:
        """``place`` as it is recorded: line and characters of text and prose, table, row and cell of HTML."""
        return self.located(place)[0]

    def located(self, place: Place) -> tuple[Source, tuple[object, ...]]:
        """``place`` as it is recorded, and what tells it from all others: each line of a cell's values is its own."""
        if self.layout is None:
            return Source(*place, None, None, None), place[:2]
        origin = self.layout.origins.get(place.line_number)
        if origin is not None:
            start, end = origin.place(place.char_start), origin.place(place.char_end - 1) + 1
            return Source(origin.number, start, end, None, None, None), (origin.number, start)
        found = self.layout.found.get(place.line_number)
        if found is not None:
            landed = found.place(place.char_start, place.char_end)
            return Source(*landed, None, None, None), landed[:2]
        spot = self.layout.spot(place.line_number, place.char_start)
        if spot is None:
            return NOWHERE, NOWHERE[:2]
        cell = spot[2:5]
        return Source(None, None, None, *cell), (*cell, spot.part) if spot.part else cell

    def printed(self, cell: Cell, source: Source) -> str:
        """What the exhibit prints in ``cell``, in its own style of numbers."""
        if self.layout is None or not self.layout.reprinted:
            return cell.printed
        return self.layout.reprinted.get(source[3:], cell.printed)


def place_id(release_id: str, *place: object) -> str:
    """A fact's identity: the hash of its release and place, the same in every reading."""
    text = "|".join((release_id, *map(str, place)))
    return hashlib.blake2b(text.encode(), digest_size=8).hexdigest()


def cells_frame(releases: Iterable[Parsed]) -> pl.DataFrame:
    """One row per printed value: amount as printed (signed, unscaled, in millionths) and its places."""
    rows: list[tuple[object, ...]] = []
    for release in releases:
        taken: set[tuple[object, ...]] = set()
        for table in release.tables:
            for index, row in enumerate(table.rows):
                for cell in row.cells:
                    amount = cell.amount
                    source, key = release.located(cell.place)
                    if key in taken:  # a cell of HTML may print two values
                        key = (*key, cell.column)
                    taken.add(key)
                    rows.append(
                        (
                            release.release_id,
                            table.index,
                            index,
                            cell.column,
                            place_id(release.release_id, *key),
                            release.printed(cell, source),
                            amount is None,
                            amount.micros if amount else None,
                            amount.places if amount else 0,
                            *source,
                            None if cell.mark == CENTS else cell.mark,
                            cell.scale,
                        )
                    )
    return frame_of(rows, CELLS)


def rows_frame(releases: Iterable[Parsed]) -> pl.DataFrame:
    """One row per line with values."""
    rows = [
        (
            release.release_id,
            table.index,
            index,
            table.statement,
            row.label,
            " > ".join(row.section),
            row.unit,
            row.scale,
            " ".join(row.marks) or None,
            "quarter" if index in rolled else moment_of(table, row),
            tells_changes(row),
            basis_of(table, row),
            *_line(release, table, index),
            *_own_period(row),
        )
        for release in releases
        for table in release.tables
        for rolled in (rolled_forward(table),)
        for index, row in enumerate(table.rows)
        if row.kind == "data"
    ]
    return frame_of(rows, ROWS)


def _own_period(row: Row) -> tuple[object, ...]:
    """Kind, start, end, source of the start, months and weeks of the period that the label names."""
    own = row.period
    return (own.kind, own.start, own.end, own.start_source, own.months, own.weeks) if own else (None,) * 6


def _line(release: Parsed, table: PrintedTable, index: int) -> tuple[str, bool, int, str, str, bool]:
    line = release.lines[table.index, index]
    return line.element, line.verified, line.sign, line.period_type, line.kind, line.summed


def columns_frame(releases: Iterable[Parsed]) -> pl.DataFrame:
    """One row per value column with its period; ``opening_end`` is the day of a balance at its beginning."""
    rows: list[tuple[object, ...]] = []
    for release in releases:
        for table in release.tables:
            told = any(column.assurance for column in table.columns)
            quarters = quarters_of(table)
            for column in table.columns:
                period = column.period
                marked = next(
                    (release.mark_assurance[mark] for mark in column.marks if mark in release.mark_assurance), None
                )
                rows.append(
                    (
                        release.release_id,
                        table.index,
                        column.index,
                        " > ".join(column.heading) or None,
                        period.kind if period else None,
                        period.start if period else None,
                        period.end if period else None,
                        period.start if period else None,
                        quarters.get(column.index),
                        calendar_start(period.end, 12) if period else None,
                        period.start_source if period else None,
                        period.months if period else None,
                        period.weeks if period else None,
                        column.role,
                        dimensions_json(column.dimensions),
                        column.assurance or marked or table.assurance or (None if told else release.assurance),
                        table.header_inherited,
                        column.unit,
                        column.scale,
                        basis_of_column(column, own=table.own_pro_forma),
                    )
                )
    return frame_of(rows, COLUMNS).with_columns(pl.col("opening_end").dt.offset_by("-1d"))


def claims_frame(releases: Iterable[Parsed]) -> pl.DataFrame:
    """One row per figure of headline or prose, its amount signed by its words ("net loss")."""
    rows: list[tuple[object, ...]] = []
    for release in releases:
        for claim in release.claims:
            amount = read_amount(claim.printed)
            assert amount is not None
            value = amount.micros if amount.micros < 0 else amount.micros * claim.sign
            source, key = release.located(claim.place)
            rows.append(
                (
                    release.release_id,
                    place_id(release.release_id, *key),
                    claim.label,
                    claim.section,
                    claim.element,
                    claim.basis,
                    claim.unit,
                    claim.scale,
                    value,
                    amount.places,
                    claim.printed,
                    claim.role,
                    claim.period.start,
                    claim.period.end,
                    claim.period.start_source,
                    claim.period.months,
                    claim.period.weeks,
                    *source[:3],
                    claim.order,
                    release.assurance,
                )
            )
    return frame_of(rows, CLAIMS)


def quarters_of(table: PrintedTable) -> dict[int, date]:
    """Columns of days that end one quarter after another, to the days on which those quarters began."""
    ends = {
        column.index: column.period.end
        for column in table.columns
        if column.period and column.period.kind == "instant" and column.period.end == month_end(column.period.end)
    }
    starts = {index: calendar_start(end, 3) for index, end in ends.items()}
    in_a_row = any(start - timedelta(days=1) in ends.values() for start in starts.values())
    return starts if in_a_row else {}


def dimensions_json(members: dict[str, str]) -> str:
    """A JSON object in heading order."""
    return json.dumps(members, ensure_ascii=False)


def moment_of(table: PrintedTable, row: Row) -> str | None:
    """``opening`` or ``closing`` for a balance in a column of time; for what is none in one of days how long it took.

    That is a ``quarter`` for averages and flows, a ``year`` for what the label says is of the last twelve months.
    """
    if row.unit in measures.MONEY and captions.OF_TRAILING_YEAR.search(row.label):
        return "year"
    return _balance_of(table, row) or _dated_balance(table, row) or ("quarter" if _is_averaged(row) else None)


def rolled_forward(table: PrintedTable) -> set[int]:
    """The lines, by their place in the table, between a balance at the beginning and the one at the end: flows."""
    found: set[int] = set()
    since: list[int] | None = None
    unit = None
    for index, row in enumerate(table.rows):
        if row.kind != "data":
            continue
        stands = captions.CASH_BALANCE.search(row.label) or captions.BEGINS_OR_ENDS.search(row.label)
        if stands and captions.OPENING_BALANCE.search(row.label):
            since, unit = [], row.unit
        elif stands and captions.CLOSING_BALANCE.search(row.label):
            found.update(since or ())
            since = None
        elif since is not None and row.unit == unit:
            since.append(index)
    return found


def _is_averaged(row: Row) -> bool:
    told = captions.AVERAGE.search(" ".join((*row.section[-1:], row.label))) or captions.OF_QUARTER.search(row.label)
    return told is not None and not OVER_AVERAGE.search(row.label)


def _balance_of(table: PrintedTable, row: Row) -> str | None:
    if captions.STARTS_PERIOD.search(row.label) and not MOVES.search(row.label) and not _of_many_days(table, row):
        return "opening"
    return _balance_at_end(table, row)


def _balance_at_end(table: PrintedTable, row: Row) -> str | None:
    if _ends_period(row.section) or _is_of_end_by_title(table, row) or _stands_at_end(table, row):
        return "closing"
    if counted := _count_of_day(row):
        return counted
    told = (row.label, measures.bare(row.label), *(name for name in row.section if STANDING.search(name)))
    if (
        captions.BACKLOG.search(row.label)
        or _is_below_backlog(row)
        or _is_what_is_left(table, row)
        or _is_part_of_balance(table, row)
        or (any(map(captions.POINT_IN_TIME.search, told)) and not _of_many_days(table, row))
    ):
        return "closing"
    if table.statement == "balance_sheet" or any(map(BALANCES.fullmatch, row.section[-1:])):
        return None if captions.FLOW_HEADING.search(" ".join((*row.section, row.label))) else "closing"
    balance = captions.CASH_BALANCE if row.unit in measures.MONEY else captions.BEGINS_OR_ENDS
    if _is_rate(row) or not balance.search(row.label) or MOVES.search(row.label):
        return None
    opens = captions.OPENING_BALANCE.search(row.label)
    return "opening" if opens else "closing" if captions.CLOSING_BALANCE.search(row.label) else None


def _is_below_backlog(row: Row) -> bool:
    """A part of the orders at the end, by its heading: "Ending backlog" over the names of segments."""
    headed = any(map(captions.BACKLOG_HEADING.fullmatch, row.section[-1:]))
    return headed and row.unit in measures.MONEY and not captions.NO_BACKLOG.search(row.label)


def _is_part_of_balance(table: PrintedTable, row: Row) -> bool:
    """It stands below the name of a balance that a line of the same section totals: the allowance of one portfolio."""
    name = row.section[-1] if row.section else ""
    if not name or not captions.POINT_IN_TIME.search(name):
        return False
    whole = f"total {name}".lower()
    return any(other.label.lower() == whole and other.section == row.section for other in table.data_rows)


def _is_of_end_by_title(table: PrintedTable, row: Row) -> bool:
    """The title says that all stands at the end of a period, and neither the line nor its heading that it is earned."""
    titled = captions.AT_PERIOD_END.search(table.title.rstrip(" :"))
    return titled is not None and not any(map(captions.FLOW_HEADING.search, (row.label, *row.section[-1:])))


def _is_what_is_left(table: PrintedTable, row: Row) -> bool:
    """Cash itself, or places that are open: there is as much of it at the end of the period."""
    if captions.OPEN_AT_END.search(row.label):
        return measures.is_thing(row.unit)
    of_money = table.statement == "cash_flow" or row.unit in measures.MONEY
    return of_money and captions.CASH_ITSELF.fullmatch(row.label) is not None


def _count_of_day(row: Row) -> str | None:
    """A count of things at the beginning or the end, as its line or the heading above it says."""
    if not measures.is_thing(row.unit):
        return None
    found = next(filter(None, map(DAY_OF_COUNT.match, (row.label, *row.section[-1:]))), None)
    return None if found is None else "opening" if found["opening"] else "closing"


def _is_rate(row: Row) -> bool:
    return row.unit is None or row.unit in measures.RATES or "/" in row.unit


def _dated_balance(table: PrintedTable, row: Row) -> str | None:
    """A balance of equity at the end of its columns' period or at the day before it, as its date or words tell."""
    periods = [column.period for column in table.columns if column.period]
    told = balance_day(row.label)
    if told is not None and len(set(periods)) == 1:
        opens = periods[0].start is not None and told == opening(periods[0]).end
        return "opening" if opens else "closing" if told == periods[0].end else None
    if stood := _stands_in_every_year(row.label, periods):
        return stood
    if table.statement != "equity" or not captions.BALANCE_LINE.match(row.label):
        return None
    day = read_date(row.label)
    if captions.OPENING_BALANCE.search(row.label) or any(
        period.start and day == period.start - timedelta(days=1) for period in periods
    ):
        return "opening"
    return "closing" if captions.CLOSING_BALANCE.search(row.label) or day in {one.end for one in periods} else None


def _stands_in_every_year(label: str, periods: Sequence[Period]) -> str | None:
    """A balance "as of March 31," without a year, where every column's period ends on that day, or begins there."""
    told = AS_OF_DAY.search(label)
    if told is None or told[3]:
        return None
    day = (month_number(told[1]), int(told[2]))
    if all((period.end.month, period.end.day) == day for period in periods):
        return "closing"
    opens = ([period.start, period.start - timedelta(days=1)] for period in periods if period.start)
    begun = [any((one.month, one.day) == day for one in pair) for pair in opens]
    return "opening" if begun and all(begun) else None


def tells_changes(row: Row) -> bool:
    """The line itself, or a heading above it, says that its percentages are changes."""
    says = row.unit == "percent" and any(map(captions.CHANGE_LINE.search, (row.label, *row.section)))
    return says or captions.COMPARES.fullmatch(row.label) is not None


def _of_many_days(table: PrintedTable, row: Row) -> bool:
    """An average, or what is had from one; the headings say so of a line that does not speak of an end."""
    told = captions.PERIOD_END.search(row.label) or captions.CLOSING_BALANCE.search(row.label)
    path = " ".join((table.statement, *(() if told else row.section), row.label))
    averages = all(captions.AVERAGE.search(column.caption) for column in table.columns)
    return averages or (OF_MANY_DAYS.search(path) is not None and not _over_average(row.label))


def _over_average(label: str) -> bool:
    """A balance over an average stands at the day; an average over another does not."""
    return OVER_AVERAGE.search(label) is not None and not label.lower().startswith("average")


def _ends_period(section: Sequence[str]) -> bool:
    """The innermost heading that tells balances at the end from averages says the former."""
    telling = [part for part in section if captions.PERIOD_END.search(part) or captions.AVERAGE.search(part)]
    return bool(telling) and captions.AVERAGE.search(telling[-1]) is None


def _stands_at_end(table: PrintedTable, row: Row) -> bool:
    """A debt in a column "as of and for" a period stands at its end."""
    if row.unit == "percent" or not DEBT.search(row.label):
        return False
    return any(AS_OF_AND_FOR.search(column.caption) for column in table.columns)


def basis_of(table: PrintedTable, row: Row) -> str:
    """GAAP, non-GAAP or pro-forma: in a reconciliation only the adjusted measure is non-GAAP."""
    if table.statement.startswith("non_gaap_operations"):
        return "non-GAAP"
    if table.statement.startswith("pro_forma"):
        return "pro-forma"
    reconciles = table.statement == "non_gaap_reconciliation"
    if captions.LEFT_OUT.search(row.label):
        return "GAAP"
    if table.statement == "operations" and captions.AS_PRESENTED.search(row.label):
        return "GAAP"
    apart = reconciles and (captions.MEASURED_APART.search(row.label) is not None or _is_reconciled(table, row))
    of_money = row.unit == "percent" or (row.unit or "").split("/")[0] in measures.MONEY
    within = of_money and not reconciles and any(captions.ADJUSTED_SECTION.match(name) for name in row.section[-1:])
    apart = apart or (row.unit == "percent" and captions.ADJUSTED_RATES.search(table.title) is not None)
    adjusted = (apart or within or captions.ADJUSTED.search(row.label)) and not captions.GAAP_SIDE.search(row.label)
    return "non-GAAP" if adjusted and not re.search(r"\badjustments?\b", row.label, re.IGNORECASE) else "GAAP"


def _is_reconciled(table: PrintedTable, row: Row) -> bool:
    """The measure that a title leads back to GAAP, or, without a "to", says to be reconciled: "OPERATING EARNINGS"."""
    named = captions.RECONCILED.search(table.title)
    starts = named is not None and named[1] is not None and row is table.data_rows[0]  # what it is reconciled with
    return named is not None and not starts and row.label.casefold().startswith((named[1] or named[2]).casefold())


def basis_of_column(column: Column, *, own: bool = False) -> str | None:
    """The basis that a column's own heading names ("Non-GAAP", "Reported"), where it has one.

    What the issuer calls pro forma of its ``own`` is adjusted.
    """
    members = " ".join(column.dimensions.values()).lower()
    found = next(
        (basis for pattern, basis in captions.BASIS_OF_COLUMN if members and re.search(pattern, members)), None
    )
    return "non-GAAP" if own and found == "pro-forma" else found


def signs_by_weight(sums: Sequence[Sum]) -> dict[int, tuple[int, int]]:
    """Row to its total's row and its weight there."""
    return {
        operand: (found.total, weight)
        for found in sums
        for operand, weight in zip(found.operands, found.weights, strict=True)
    }
