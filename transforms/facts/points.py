"""Changes in basis points: a column of "$/bps" tells amounts of money in money and rates in hundredths of a percent."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations

from transforms.parse.amounts import MOST_PLACES, Amount
from transforms.parse.grid import Cell, Column, PrintedTable, Row
from transforms.parse.measures import POINTS
from transforms.parse.words.phrase import Phrase

COLUMN = Phrase(r"\bbps\b|\bbasis points\b")


def _columns(table: PrintedTable) -> list[Column]:
    return [
        column
        for column in table.columns
        if column.role == "change" and column.unit is None and COLUMN.search(column.caption)
    ]


def set_rates(table: PrintedTable) -> None:
    """A line of which nothing speaks is a rate where its changes are a hundred times what its values differ by."""
    columns = {column.index for column in _columns(table)}
    values = {column.index for column in table.columns if column.role == "value"}
    for row in table.data_rows if columns else ():
        changes = [cell for cell in row.cells if cell.column in columns and cell.amount]
        if row.unit is None and changes and all(_is_of_rates(row, change, values) for change in changes):
            row.unit = "percent"


def mark_changes(table: PrintedTable) -> None:
    """The changes of rates are basis points, though most print no sign of it.

    Where the heading does not say so, a sign on one line speaks for the others that differ by the change in hundredths.
    """
    columns = {column.index for column in _columns(table)}
    signed = {cell.column for row in table.data_rows for cell in row.cells if cell.mark == "bps"} & table.changes
    values = {column.index for column in table.columns if column.role == "value"}
    for row in table.data_rows if columns or signed else ():
        if row.unit == "percent":
            row.cells = tuple(
                cell._replace(mark="bps")
                if cell.mark is None
                and (cell.column in columns or (cell.column in signed and _is_of_rates(row, cell, values)))
                else cell
                for cell in row.cells
            )


def _is_of_rates(row: Row, change: Cell, values: set[int]) -> bool:
    """Some two values differ by the change in hundredths, and none by the change itself."""
    if change.amount is None:
        return False
    moved, found = change.amount.value, list(_differences(row, values))
    return all(moved != difference for difference, _ in found) and any(
        difference and abs(POINTS * difference - moved) <= POINTS * unit for difference, unit in found
    )


def _differences(row: Row, values: set[int]) -> Iterator[tuple[Decimal, Decimal]]:
    """What every two values of a line differ by, and the unit that they are rounded to; a dash is zero."""
    amounts = [cell.amount or Amount(Decimal(0), MOST_PLACES) for cell in row.cells if cell.column in values]
    for now, then in permutations(amounts, 2):
        yield now.value - then.value, Decimal(10) ** -min(now.places, then.places)
