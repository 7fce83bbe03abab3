"""Scales that no caption of a table states: what the same release prints elsewhere is the witness.

An amount printed digit for digit in a table whose caption states a scale, a net income that is its earnings per share
times its shares, and counts of shares of one size all over a release.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from transforms.facts.units import names_scale_of_shares
from transforms.parse import measures
from transforms.parse.grid import Cell, Column, Period, PrintedTable, Row, Trouble

SCALES = (1, 1_000, 1_000_000)
DIGITS = 4
"""An amount of fewer significant digits may stand in two tables by chance."""
WITNESSES = 2
INCOME = re.compile(r"^net (income|loss|earnings|\(loss\))|\b(attributable|available) to\b", re.IGNORECASE)
NEAR = 30
"""Two prints of a line may stand for a quarter and a year, a segment and the whole: not for thousands and units."""
LARGE = 100
"""A smaller number of things says nothing by being printed twice."""
BEYOND = Decimal(10) ** 14
"""No company prints so large an amount, in no currency that scales its amounts by a million or a thousand of itself."""
TRILLION = Decimal(10) ** 12
"""Some company prints so many dollars, and none on most lines of a table."""
ALIKE = 8
"""Counts of one kind of share do not differ by more than this factor within a release."""


class Earned(NamedTuple):
    """What a release prints of net income, in full, and per share with half a unit of its last place, by period."""

    incomes: dict[Period | None, set[Decimal]]
    per_share: dict[Period | None, set[tuple[Decimal, Decimal]]]


def settle_scales(tables: Sequence[PrintedTable]) -> list[Trouble]:
    """Scale the tables that state no scale by those that do, and all counts of shares by what proves them."""
    return [*_settle_money(tables), *_settle_shares(tables), *_settle_things(tables)]


def _settle_things(tables: Sequence[PrintedTable]) -> Iterator[Trouble]:
    """Counted things whose scale no note says, where another line says it of the same number of the same thing."""
    told: dict[tuple[str, Decimal], int] = {}
    for table in tables:
        for row in _lines_of_things(table):
            if row.scale_told:
                told |= {(row.unit or "", cell.amount.value): row.scale for cell in row.cells if cell.amount}
    for table in tables:
        for row in _lines_of_things(table):
            found = {told.get((row.unit or "", cell.amount.value)) for cell in row.cells if cell.amount} - {None}
            scale = _only({scale for scale in found if scale is not None})
            if not row.scale_told and scale is not None and scale != row.scale and row.largest >= LARGE:
                yield _told(table, row.unit or "", scale, len(row.cells))
                row.scale = scale


def _lines_of_things(table: PrintedTable) -> list[Row]:
    return [row for row in table.data_rows if measures.is_thing(row.unit)]


def _settle_money(tables: Sequence[PrintedTable]) -> Iterator[Trouble]:
    stated: dict[str, set[int]] = {}
    for table in tables:
        for row in _lines_of_money(table) if table.scale_stated else ():
            for digits in _long(row):
                stated.setdefault(digits, set()).add(row.scale)
    yield from _unscale_beyond(tables)
    if all(table.scale_stated for table in tables):
        return
    sizes, rounded = _sizes_of_lines(tables), _rounded_amounts(tables)
    scales = {scale for found in stated.values() for scale in found}
    settled: dict[int, int] = {}
    for table in tables:
        if table.scale_stated:
            settled.clear()
            continue
        rows = [row for row in _lines_of_money(table) if row.scale == table.scale]
        printed = {printed for row in rows for printed in _long(row)}
        votes = Counter(next(iter(stated[one])) for one in printed if len(stated.get(one, ())) == 1)
        votes = votes if _winner(votes) else Counter([*_like_lines(rows, sizes), *_rounded_lines(rows, rounded)])
        scale = _winner(votes) or (_only(scales) if _in_tenths(rows) else None)
        scale = settled.get(table.scale) if scale is None and table.follows else scale
        if scale is not None and scale != table.scale:
            yield _told(table, "money", scale, votes[scale])
            for row in rows:
                row.scale = scale
            settled[table.scale] = scale
            table.scale = scale


def _unscale_beyond(tables: Sequence[PrintedTable]) -> Iterator[Trouble]:
    """A table that no caption of its own scales stands in full where its amounts would be no company's.

    So do those that follow it and would take the same scale over.
    """
    taken = 0
    for table in tables:
        if table.scale_stated or table.scale == 1:
            taken = 0
            continue
        rows = [row for row in _lines_of_money(table) if row.scale == table.scale]
        if taken != table.scale and not _is_no_companys(rows, table.scale):
            continue
        taken = table.scale
        message = (
            f"table {table.index + 1} ({table.title[:60]}) states no scale; its amounts are no company's by {{0:,}}"
        )
        yield Trouble("info", "scale_by_size", message.format(table.scale), statement=table.statement)
        for row in rows:
            row.scale = 1
        table.scale = 1


def _is_no_companys(rows: Sequence[Row], scale: int) -> bool:
    """One amount is beyond any company's, or most are trillions of dollars."""
    sizes = [row.largest * scale for row in rows]
    trillions = sum(size >= TRILLION for size, row in zip(sizes, rows, strict=True) if row.unit == "USD")
    return max(sizes, default=0) >= BEYOND or 2 * trillions > len(rows)


def _sizes_of_lines(tables: Sequence[PrintedTable]) -> dict[str, list[tuple[Decimal, int]]]:
    """The printed size of every amount of money whose scale is stated, by its label."""
    found: dict[str, list[tuple[Decimal, int]]] = defaultdict(list)
    for table in tables:
        for row in _lines_of_money(table) if table.scale_stated else ():
            found[_name(row)].append((row.largest, row.scale))
    return found


def _name(row: Row) -> str:
    return row.label.casefold().removeprefix("total ")


def _like_lines(rows: Sequence[Row], sizes: dict[str, list[tuple[Decimal, int]]]) -> Iterator[int]:
    """The scale of every line that another table prints by the same name and in numbers of the same size.

    The very number is a witness more.
    """
    for row in rows:
        alike = sizes.get(_name(row), ())
        near = {scale for size, scale in alike if size and size / NEAR <= row.largest <= size * NEAR}
        if len(near) == 1:
            scale = near.pop()
            yield scale
            if row.largest >= LARGE and (row.largest, scale) in alike:
                yield scale


def _rounded_amounts(tables: Sequence[PrintedTable]) -> dict[str, list[tuple[Decimal, Decimal]]]:
    """Every amount of money whose scale is stated, in full, with half a unit of its last place, by its label."""
    found: dict[str, list[tuple[Decimal, Decimal]]] = defaultdict(list)
    for table in tables:
        for row in _lines_of_money(table) if table.scale_stated and table.scale > 1 else ():
            for cell in row.cells:
                if cell.amount and cell.amount.value:
                    half = row.scale * Decimal(10) ** -cell.amount.places / 2
                    found[_name(row)].append((abs(cell.amount.value) * row.scale, half))
    return found


def _rounded_lines(rows: Sequence[Row], rounded: dict[str, list[tuple[Decimal, Decimal]]]) -> Iterator[int]:
    """Every scale by which a line is what another prints by the same name, rounded: 346,286,760 is 346.3 million."""
    for row in rows:
        told = rounded.get(_name(row), ())
        values = [abs(cell.amount.value) for cell in row.cells if cell.amount and cell.amount.value]
        for scale in SCALES:
            sure = [half for full, half in told for value in values if abs(value * scale - full) <= half < full / LARGE]
            if any(scale < half for half in sure):
                yield scale


def _winner(votes: Counter[int]) -> int | None:
    """The scale of most witnesses, two at least and twice as many as for any other."""
    best = votes.most_common(2)
    if not best or best[0][1] < WITNESSES:
        return None
    return best[0][0] if len(best) == 1 or best[0][1] >= 2 * best[1][1] else None


def _only(scales: set[int]) -> int | None:
    return next(iter(scales)) if len(scales) == 1 else None


def _in_tenths(rows: Sequence[Row]) -> bool:
    """Nobody prints an amount of money in full with one decimal."""
    places = Counter(cell.amount.places for row in rows for cell in row.cells if cell.amount)
    return places[1] > sum(places.values()) - places[1]


def _lines_of_money(table: PrintedTable) -> list[Row]:
    return [row for row in table.data_rows if row.unit in measures.MONEY]


def _long(row: Row) -> Iterator[str]:
    """The amounts of a line with enough digits to be known again, signs aside."""
    for cell in row.cells:
        digits = str(abs(cell.amount.value)) if cell.amount else ""
        if len(digits.strip("0").replace(".", "")) >= DIGITS:
            yield digits


def _settle_shares(tables: Sequence[PrintedTable]) -> Iterator[Trouble]:
    earned = _earned(tables)
    counted = [(table, [row for row in table.data_rows if row.unit == "shares"]) for table in tables]
    proven: list[Decimal] = []
    doubtful: list[tuple[PrintedTable, list[Row]]] = []
    for table, rows in counted:
        open_rows = [row for row in rows if not row.scale_told]
        named = names_scale_of_shares(table)
        scale = _winner(Counter(_proofs(table, rows, earned))) if open_rows else None
        if scale is not None:
            yield from _rescale(table, open_rows, scale)
        proven += _sizes(row for row in rows if scale is not None or named or row.scale_told)
        if scale is None and open_rows and not named:
            doubtful.append((table, open_rows))
    for table, rows in doubtful:
        scale = _of_size(rows, proven)
        if scale is not None:
            yield from _rescale(table, rows, scale)


def _earned(tables: Sequence[PrintedTable]) -> Earned:
    found = Earned(defaultdict(set), defaultdict(set))
    for table in tables:
        for row in table.data_rows:
            of_share = (row.unit or "").endswith("/share")
            if not of_share and not (row.unit in measures.MONEY and INCOME.search(row.label)):
                continue
            for column, cell in _cells(table, row):
                if cell.amount and cell.amount.value and of_share:
                    half = Decimal(10) ** -cell.amount.places / 2
                    found.per_share[column.period].add((abs(cell.amount.value), half))
                elif cell.amount and cell.amount.value:
                    found.incomes[column.period].add(abs(cell.amount.value) * row.scale)
    return found


def _proofs(table: PrintedTable, rows: Sequence[Row], earned: Earned) -> Iterator[int]:
    """Every scale by which shares of a period make a net income of its earnings per share."""
    for row in rows:
        for column, cell in _cells(table, row):
            if cell.amount is None or not cell.amount.value:
                continue
            for scale in SCALES:
                shares = abs(cell.amount.value) * scale
                if any(
                    abs(income - shares * per_share) <= shares * half
                    for income in earned.incomes.get(column.period, ())
                    for per_share, half in earned.per_share.get(column.period, ())
                ):
                    yield scale


def _of_size(rows: Sequence[Row], proven: Sequence[Decimal]) -> int | None:
    """The one scale that makes the counts as large as those that are proven."""
    fitting = {
        scale
        for scale in SCALES
        if proven
        and all(
            min(proven) / ALIKE <= abs(cell.amount.value) * scale <= max(proven) * ALIKE
            for row in rows
            for cell in row.cells
            if cell.amount and cell.amount.value
        )
    }
    return _only(fitting)


def _rescale(table: PrintedTable, rows: Sequence[Row], scale: int) -> Iterator[Trouble]:
    if any(row.scale != scale for row in rows):
        yield _told(table, "shares", scale, len(rows))
    for row in rows:
        row.scale = scale


def _sizes(rows: Iterator[Row]) -> list[Decimal]:
    """The largest count of every line, in full."""
    return [largest * row.scale for row in rows if (largest := row.largest)]


def _cells(table: PrintedTable, row: Row) -> list[tuple[Column, Cell]]:
    columns = {column.index: column for column in table.columns}
    return [(columns[cell.column], cell) for cell in row.cells if cell.column in columns]


def _told(table: PrintedTable, what: str, scale: int, witnesses: int) -> Trouble:
    witness = f"{witnesses} figures that the release prints elsewhere make" if witnesses else "its one decimal makes"
    message = f"table {table.index + 1} ({table.title[:60]}) states no scale of its {what}; {witness} it {scale:,}"
    return Trouble("info", "scale_by_witness", message, statement=table.statement)
