"""A workbook a company: a sheet a statement, lines by periods, the newest prints, sums as formulas.

Excel keeps numbers as doubles: 15 digits stand, and no reported amount has more. So that nothing hangs on that, the
last sheet lists each number's exact value as text, with its cell, fact, sign, decimals, period and vintage.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb

from warehouse.errors import TooLargeForExcelError

PRINTS = """
SELECT o.statement, o.section, o.label, o.basis, o.dimensions, o.unit, o.concept, o.series_id, o.period_start,
    o.period_end, o.value, o.is_nil, o.known_at, o.release_id, o.fact_id, f.printed, f.scale, f.decimals, f.flagged,
    max(o.known_at) OVER line AS last_known, arg_max(f.table_index, o.known_at) OVER line AS last_table,
    arg_max(coalesce(f.row_index, f.line_number), o.known_at) OVER line AS last_row
FROM mart.observation AS o
JOIN mart.fact AS f ON f.release_id = o.release_id AND f.fact_id = o.fact_id
WHERE o.entity_id = ? AND o.is_latest AND o.stands
WINDOW line AS (PARTITION BY o.series_id)
ORDER BY o.statement, last_table, last_row, o.series_id, o.period_end, o.period_start"""
FOOTINGS = """
SELECT fact_ids, weights FROM mart.tie
WHERE entity_id = ? AND kind = 'footing' AND outcome = 'exact' AND weights IS NOT NULL
    AND status IN ('published', 'waived')
ORDER BY tie_id"""
FACTS = (
    "sheet", "cell", "statement", "section", "line", "basis", "dimensions", "unit", "concept", "period_start",
    "period_end", "value", "is_nil", "printed", "scale", "decimals", "flagged", "known_at", "release_id", "fact_id",
    "series_id",
)  # fmt: skip
"""What the last sheet says of each number, all as text or as Excel's own truth values."""
HEADINGS = ("section", "line", "basis", "dimensions", "unit", "concept")
TOP = 2
LONGEST_SHEET = 31
"""Excel's bound for the name of a sheet."""
UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
"""When a workbook says that it was made: two exports of the same warehouse are the same bytes."""
Record = Mapping[str, Any]
Place = tuple[int, int]


def write_workbooks(
    reader: duckdb.DuckDBPyConnection, folder: Path, companies: Mapping[str, str]
) -> Mapping[str, Mapping[str, int]]:
    """Write a workbook of each of ``companies``, entity to file name; its numbers and formulas, by file name."""
    written: dict[str, Mapping[str, int]] = {}
    for entity, stem in companies.items():
        prints = reader.execute(PRINTS, [entity]).pl().to_dicts()
        footings = reader.execute(FOOTINGS, [entity]).fetchall()
        written[f"{stem}.xlsx"] = _write(folder / f"{stem}.xlsx", _grids(prints, footings))
    return written


@dataclass(frozen=True, slots=True)
class Grid:
    """A statement: its lines, its periods, and what stands where they meet."""

    sheet: str
    lines: Sequence[Record]
    periods: Sequence[tuple[date | None, date]]
    cells: Mapping[Place, Record]
    formulas: Mapping[Place, str] = field(default_factory=dict)


def _grids(prints: Sequence[Record], footings: Sequence[tuple[Sequence[str], Sequence[int]]]) -> Iterator[Grid]:
    by_statement: dict[str, list[Record]] = {}
    for row in prints:
        by_statement.setdefault(row["statement"], []).append(row)
    taken = {"facts"}
    for statement, rows in by_statement.items():
        lines = list({row["series_id"]: row for row in rows}.values())
        periods = sorted({(row["period_start"], row["period_end"]) for row in rows}, key=_by_length)
        at_line = {line["series_id"]: TOP + index for index, line in enumerate(lines)}
        at_period = {period: len(HEADINGS) + index for index, period in enumerate(periods)}
        cells = {(at_line[row["series_id"]], at_period[row["period_start"], row["period_end"]]): row for row in rows}
        assert len(cells) == len(rows), f"two newest prints of one period in {statement}"
        yield Grid(_sheet(statement, taken), lines, periods, cells, _formulas(cells, footings))


def _by_length(period: tuple[date | None, date]) -> tuple[int, date]:
    """Instants, then quarters, then longer periods; each by its end."""
    start, end = period
    return (0 if start is None else round(((end - start).days + 1) / 30.4375)), end


def _sheet(statement: str, taken: set[str]) -> str:
    short = statement
    if len(statement) > LONGEST_SHEET:
        short = statement.replace("reconciliation", "reconc").replace("operations", "ops")
    ends = ("" if number == 1 else f"_{number}" for number in range(1, len(taken) + 2))
    name = next(name for name in (short[: LONGEST_SHEET - len(end)] + end for end in ends) if name not in taken)
    taken.add(name)
    return name


def _formulas(
    cells: Mapping[Place, Record], footings: Sequence[tuple[Sequence[str], Sequence[int]]]
) -> Mapping[Place, str]:
    """A formula for each total all of whose parts stand on the sheet too, in the very prints that add up."""
    at = {row["fact_id"]: place for place, row in cells.items()}
    parts: dict[Place, Sequence[Place]] = {}
    formulas: dict[Place, str] = {}
    for fact_ids, weights in footings:
        if not all(fact_id in at for fact_id in fact_ids):
            continue
        place, *places = (at[fact_id] for fact_id in fact_ids)
        if place in parts or not _adds_up(cells, [place, *places], weights) or _leads_to(place, places, parts):
            continue
        terms = {part: -weights[0] * weight for part, weight in zip(places, weights[1:], strict=True)}
        digits = max(cells[part]["decimals"] or 0 for part in (place, *places))
        parts[place], formulas[place] = places, _formula(terms, digits)
    return formulas


def _adds_up(cells: Mapping[Place, Record], places: Sequence[Place], weights: Sequence[int]) -> bool:
    """Whether what stands there is a plain sum: a total that is no dash, each part once, nothing left over."""
    total = cells[places[0]]
    values = [cells[place]["value"] or Decimal(0) for place in places]
    is_plain = abs(weights[0]) == 1 and len(set(places)) == len(places) and not total["is_nil"]
    return is_plain and sum(value * weight for value, weight in zip(values, weights, strict=True)) == 0


def _leads_to(place: Place, places: Sequence[Place], parts: Mapping[Place, Sequence[Place]]) -> bool:
    """Whether ``place`` is among what ``places`` are computed from: a sum of itself."""
    waiting, seen = list(places), set[Place]()
    while waiting:
        part = waiting.pop()
        if part == place:
            return True
        if part not in seen:
            seen.add(part)
            waiting.extend(parts.get(part, ()))
    return False


def _formula(terms: Mapping[Place, int], digits: int) -> str:
    """``=SUM(G3:G5)-G9``: neighbours in a column under one SUM, rounded to ``digits`` after the point, if any."""
    from xlsxwriter.utility import xl_rowcol_to_cell

    text = ""
    ordered = sorted(terms, key=lambda place: (place[1], place[0]))
    for _, run in groupby(enumerate(ordered), lambda at: (at[1][1], at[1][0] - at[0], terms[at[1]])):
        places = [place for _, place in run]
        first, last, weight = xl_rowcol_to_cell(*places[0]), xl_rowcol_to_cell(*places[-1]), terms[places[0]]
        times = "" if abs(weight) == 1 else f"{abs(weight)}*"
        text += ("-" if weight < 0 else "+") + times + (first if first == last else f"SUM({first}:{last})")
    text = text.removeprefix("+")
    return f"=ROUND({text},{digits})" if digits > 0 else f"={text}"


def _write(path: Path, grids: Iterator[Grid]) -> Mapping[str, int]:
    import xlsxwriter

    facts: list[Sequence[object]] = []
    formulas = 0
    # what an issuer printed is never taken for a formula or a link
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(path, plain) as book:
        book.set_properties({"created": UNDATED})
        looks = Looks(book)
        for grid in grids:
            facts += _write_sheet(book.add_worksheet(grid.sheet), grid, looks)
            formulas += len(grid.formulas)
        _write_facts(book.add_worksheet("facts"), facts, looks)
    return {"numbers": len(facts), "formulas": formulas}


class Looks:
    """The formats of a workbook, one of each kind."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._made: dict[str, Any] = {}
        self.bold = book.add_format({"bold": True})
        self.day = book.add_format({"num_format": "yyyy-mm-dd", "bold": True, "align": "right"})

    def of(self, row: Record) -> Any:
        """How a number is shown: its printed decimals, parentheses for less than nothing, a dash for a nil."""
        shown = "#,##0" + ("." + "0" * row["decimals"] if (row["decimals"] or 0) > 0 else "")
        pattern = '"–"' if row["is_nil"] else f"{shown};({shown});0"
        if pattern not in self._made:
            self._made[pattern] = self._book.add_format({"num_format": pattern, "align": "right"})
        return self._made[pattern]


def _write_sheet(sheet: Any, grid: Grid, looks: Looks) -> list[Sequence[object]]:
    from xlsxwriter.utility import xl_rowcol_to_cell

    for column, heading in enumerate(HEADINGS):
        sheet.write_string(1, column, heading, looks.bold)
    for column, (start, end) in enumerate(grid.periods, start=len(HEADINGS)):
        if start is not None:
            sheet.write_datetime(0, column, start, looks.day)
        sheet.write_datetime(1, column, end, looks.day)
    for place, line in enumerate(grid.lines, start=TOP):
        texts = (line["section"], line["label"], line["basis"], line["dimensions"], line["unit"], line["concept"])
        for column, text in enumerate(texts):
            _checked(sheet.write_string(place, column, "" if text == "{}" else text))
    for at, row in grid.cells.items():
        number, look = float(row["value"] or 0), looks.of(row)
        if at in grid.formulas:
            _checked(sheet.write_formula(*at, grid.formulas[at], look, number))
        else:
            _checked(sheet.write_number(*at, number, look))
    sheet.freeze_panes(TOP, 2)
    sheet.set_column(0, 1, 36)
    sheet.set_column(2, len(HEADINGS) - 1, 12, None, {"level": 1})
    sheet.set_column(len(HEADINGS), len(HEADINGS) + len(grid.periods) - 1, 16)
    return [_told(grid.sheet, xl_rowcol_to_cell(*at), grid.cells[at]) for at in sorted(grid.cells)]


def _checked(code: int) -> None:
    """The writer says by a number that something has no room in a sheet, and goes on without it."""
    if code:
        raise TooLargeForExcelError(
            "a text or a sheet exceeds what Excel takes; export --format parquet or csv instead"
        )


def _told(sheet: str, cell: str, row: Record) -> Sequence[object]:
    told = {**row, "sheet": sheet, "cell": cell, "line": row["label"]}
    return [told[name] for name in FACTS]


def _write_facts(sheet: Any, facts: Sequence[Sequence[object]], looks: Looks) -> None:
    for column, name in enumerate(FACTS):
        sheet.write_string(0, column, name, looks.bold)
    for place, row in enumerate(facts, start=1):
        for column, value in enumerate(row):
            if isinstance(value, bool):
                sheet.write_boolean(place, column, value)
            elif value is not None:
                _checked(sheet.write_string(place, column, _text(value)))
    sheet.freeze_panes(1, 2)
    sheet.autofilter(0, 0, max(len(facts), 1), len(FACTS) - 1)


def _text(value: object) -> str:
    if isinstance(value, Decimal):
        text = f"{value:f}"
        return text.rstrip("0").rstrip(".") if "." in text else text
    return value.isoformat() if isinstance(value, date) else str(value)
