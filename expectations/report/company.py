"""The page of a company: its lines through time, with derived quarters drawn as derived and restatements marked."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any, NamedTuple

import polars as pl

from expectations.report.charts import Point, beside_line
from expectations.report.data import Followed
from expectations.report.parts import Parts
from expectations.report.wording import day, unit, words
from expectations.words import amount

Row = dict[str, Any]
STATEMENTS = (
    "operations", "balance_sheet", "cash_flow", "equity", "segment", "non_gaap_operations", "non_gaap_reconciliation",
    "pro_forma_operations", "selected_data",
)  # fmt: skip
"""The order in which they are shown; others follow."""
MOST_PERIODS = 16
ROUNDING = "rounding"
CENTS = 2


class Cell(NamedTuple):
    """One value of a series: as text, where it is printed, how it is known, and what a reader should be told."""

    text: str
    href: str
    kind: str
    """reported, derived, restated, or empty where there is none."""
    title: str


class Line(NamedTuple):
    """One series."""

    label: str
    section: str
    unit: str
    chart: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The series of one statement over the same periods, newest first."""

    title: str
    unit: str
    periods: tuple[str, ...]
    lines: tuple[Line, ...]
    left_out: int
    """Periods before these."""


class Print(NamedTuple):
    """One vintage of a value."""

    known: str
    text: str
    href: str


class Restated(NamedTuple):
    """A period whose newest print differs from its first."""

    statement: str
    label: str
    period: str
    unit: str
    kind: str
    change: str
    note: str
    prints: tuple[Print, ...]


@dataclass(frozen=True, slots=True)
class History:
    """The series of a company and what was restated, the most recent first."""

    tables: tuple[Table, ...]
    restated: tuple[Restated, ...]


def history_of(followed: Followed, parts: Parts) -> History:
    """The history of the one company that the rows of ``followed`` are of."""
    book = _Book(followed, parts)
    by_statement: dict[str, list[Row]] = defaultdict(list)
    for series in followed.series.filter(pl.col("same_as").is_null()).iter_rows(named=True):
        by_statement[series["statement"]].append(series)
    order = sorted(by_statement, key=lambda name: (STATEMENTS.index(name) if name in STATEMENTS else 99, name))
    tables = (_table(name, by_statement[name], book) for name in order if name != "narrative")
    return History(tuple(table for table in tables if table.lines), tuple(_restated(followed, book)))


class _Book:
    """Vintages, quarters and restated periods, by series."""

    def __init__(self, followed: Followed, parts: Parts) -> None:
        self.prints: dict[str, list[Row]] = defaultdict(list)
        self.hrefs: dict[str, str] = {}
        for row in followed.observation.sort("known_at", "fact_id").iter_rows(named=True):
            self.hrefs[row["fact_id"]] = parts.href(row["release_id"], row["table_index"], row["fact_id"])
            if row["stands"]:
                self.prints[row["series_id"]].append(row)
        self.quarters: dict[str, dict[date, Row]] = defaultdict(dict)
        for row in followed.quarter.iter_rows(named=True):
            self.quarters[row["series_id"]][row["period_end"]] = row
        told = followed.restatement.filter(pl.col("kind") != ROUNDING)
        self.restated = {(row["series_id"], row["period_start"], row["period_end"]): row["kind"]
                         for row in told.iter_rows(named=True)}  # fmt: skip

    def place(self, series: Row) -> tuple[int, int, str]:
        """Where the newest release prints the line."""
        newest = self.prints[series["series_id"]][-1:]
        return next(((row["table_index"] or 0, row["row_index"] or 0, series["label"]) for row in newest), (0, 0, ""))

    def href(self, fact_id: str) -> str:
        """Where the number stands on its release's page; empty for a fact of no series."""
        return self.hrefs.get(fact_id, "")

    def values(self, series: Row) -> Mapping[date, Row]:
        """What the line says of each quarter or, for balances, of each day: its quarter, or its newest print."""
        if series["period_type"] != "instant":
            return self.quarters[series["series_id"]]
        return {row["period_end"]: row for row in self.prints[series["series_id"]] if row["is_latest"]}


def _table(statement: str, several: Sequence[Row], book: _Book) -> Table:
    ordered = sorted((one for one in several if book.values(one)), key=book.place)
    ends = sorted({end for one in ordered for end in book.values(one)}, reverse=True)
    shown = ends[:MOST_PERIODS]
    units = Counter(_unit(one, book) for one in ordered)
    common = units.most_common(1)[0][0] if units else ""
    lines = [_line(one, shown, common, book) for one in ordered]
    return Table(
        title=words(statement),
        unit=common,
        periods=tuple(map(day, shown)),
        lines=tuple(line for line in lines if any(cell.text for cell in line.cells)),
        left_out=len(ends) - len(shown),
    )


def _scale(series: Row, book: _Book) -> int:
    prints = [row["scale"] for row in book.prints[series["series_id"]] if not row["prose"]]
    return prints[-1] if prints else 1


def _unit(series: Row, book: _Book) -> str:
    return unit(series["unit"], _scale(series, book))


def _line(series: Row, ends: Sequence[date], common: str, book: _Book) -> Line:
    values = book.values(series)
    cells = tuple(_cell(values.get(end), series, book) for end in ends)
    points = [
        Point(None if values.get(end) is None else _number(values[end]["value"]), cell.kind)
        for end, cell in zip(ends, cells, strict=True)
    ]
    own = _unit(series, book)
    basis = "" if series["basis"] == "GAAP" else series["basis"]
    return Line(
        label=series["label"],
        section=series["section"],
        unit=", ".join(filter(None, ("" if own == common else own, basis, _members(series)))),
        chart=beside_line(points[::-1], is_instant=series["period_type"] == "instant"),
        cells=cells,
    )


def _members(series: Row) -> str:
    return "" if series["dimensions"] in ("", "{}") else series["dimensions"].strip('{}"').replace('": "', ": ")


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _cell(row: Row | None, series: Row, book: _Book) -> Cell:
    if row is None or (row["value"] is None and not row["is_nil"]):
        return Cell("", "", "", "")
    facts = row.get("fact_ids") or [row["fact_id"]]
    restated = book.restated.get((series["series_id"], row["period_start"], row["period_end"]))
    origin = row.get("origin", "reported")
    told = [f"known since {day(row['known_at'])}"]
    if origin == "derived":
        told.insert(0, f"derived: a longer period less {len(facts) - 1} other{'s' if len(facts) > 2 else ''}")  # noqa: PLR2004
    if restated:
        told.append(restated)
    text = _told(row, series["unit"], _scale(series, book))
    kind = "restated" if restated else origin
    return Cell(text, book.href(facts[0]), kind, ", ".join(told))


def _restated(followed: Followed, book: _Book) -> list[Restated]:
    rows = followed.restatement.filter(pl.col("kind") != ROUNDING).sort(
        "latest_known_at", "period_end", "statement", "label", "series_id", descending=[True, True, False, False, False]
    )
    return [_one_restated(row, book) for row in rows.iter_rows(named=True)]


def _one_restated(row: Row, book: _Book) -> Restated:
    scale = _scale(row, book)
    period = [one for one in book.prints[row["series_id"]]
              if (one["period_start"], one["period_end"]) == (row["period_start"], row["period_end"])]  # fmt: skip
    changes = [next(same) for _, same in groupby(period, key=lambda one: one["value"])]
    start = f"{day(row['period_start'])} to " if row["period_start"] else ""
    return Restated(
        statement=words(row["statement"]),
        label=row["label"],
        period=f"{start}{day(row['period_end'])}",
        unit=unit(row["unit"], scale),
        kind=row["kind"],
        change=_amount(row["change"], row["unit"], scale),
        note=row["note"] or "",
        prints=tuple(
            Print(day(one["known_at"]), _told(one, row["unit"], scale), book.href(one["fact_id"])) for one in changes
        ),
    )


def _told(row: Row, unit_name: str | None, scale: int) -> str:
    return "–" if row["is_nil"] else _amount(row["value"], unit_name, scale)


def _amount(value: Decimal, unit_name: str | None, scale: int) -> str:
    """In the scale of the print; prices and amounts per share keep their cents."""
    told = amount(value / scale)
    cents = len(told.partition(".")[2])
    return f"{value:,.2f}" if scale == 1 and "/" in (unit_name or "") and cents < CENTS else told
