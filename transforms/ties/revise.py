"""What a line's neighbours prove of its reading: a point typed for a comma, a scale that the lines of a sum share.

What is printed never changes; a reading that is revised is told as an issue.
"""

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from transforms.parse.grid import Cell, PrintedTable, Row, Trouble
from transforms.ties.tree import Sum

POINTED = re.compile(r"\(?-?\d{1,3}\.\d{3}\)?")
GROUPED = re.compile(r"\(?-?\d{1,3}(,\d{3})+\)?")
THOUSAND = 1_000
NEAR = 20
"""A neighbour on the line is at most so many times larger or smaller."""
WITNESSES = 2
RARE = 20
"""Where one amount in so many has a point it is a slip, and no habit."""


def revise_points(table: PrintedTable) -> list[Trouble]:
    """Read ``109.175`` as 109,175 where the table groups by commas and the line's other amounts are of that size."""
    lines = [row for row in table.data_rows if row.unit == table.currency]
    amounts = [cell for row in lines for cell in row.cells if cell.amount]
    pointed = [cell for cell in amounts if cell.amount and cell.amount.places]
    if (
        not pointed
        or RARE * len(pointed) > len(amounts)
        or not all(POINTED.fullmatch(cell.printed) for cell in pointed)
    ):
        return []
    return [trouble for row in lines for trouble in _revised(row)]


def _revised(row: Row) -> Iterator[Trouble]:
    peers = [abs(cell.amount.value) for cell in row.cells if cell.amount and GROUPED.fullmatch(cell.printed)]
    cells: list[Cell] = []
    for cell in row.cells:
        if cell.amount and cell.amount.places and len(peers) >= WITNESSES:
            value = cell.amount.value * THOUSAND
            if all(peer <= NEAR * abs(value) and abs(value) <= NEAR * peer for peer in peers):
                message = f"{{at}}: {cell.printed} is read as {value:,.0f}, as all amounts around it have commas"
                yield Trouble("warning", "point_for_comma", message, cell.printed, cell.place)
                cells.append(cell._replace(amount=cell.amount._replace(value=value.quantize(Decimal(1)), places=0)))
                continue
        cells.append(cell)
    row.cells = tuple(cells)


def share_scale(table: PrintedTable, sums: Sequence[Sum]) -> None:
    """Lines that add up have one scale: that of the lines of which a heading or their own words say it."""
    for found in sums:
        rows = [table.rows[index] for index in (found.total, *found.operands)]
        told = {row.scale for row in rows if row.scale_told}
        for row in rows if found.certain and len(told) == 1 else ():
            if not row.scale_told:
                row.scale, row.scale_told = next(iter(told)), True
