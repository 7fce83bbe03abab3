"""Reads exports back: a workbook's numbers, with its formulas worked out in decimals."""

import re
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.utils import range_boundaries

TERM = re.compile(r"([+-]?)(?:(\d+)\*)?(?:SUM\((\w+:\w+)\)|([A-Z]+\d+))")
ROUNDED = re.compile(r"ROUND\((.*),(\d+)\)$")


@dataclass(frozen=True)
class Book:
    """A workbook as other programs see it: what it holds, and what it shows without computing."""

    path: Path

    def __post_init__(self) -> None:
        object.__setattr__(self, "held", openpyxl.load_workbook(self.path))
        object.__setattr__(self, "shown", openpyxl.load_workbook(self.path, data_only=True))

    held: Any = None
    shown: Any = None

    @property
    def facts(self) -> list[dict[str, Any]]:
        """What the last sheet says of each number."""
        heading, *rows = self.held["facts"].iter_rows(values_only=True)
        return [dict(zip(heading, row, strict=True)) for row in rows]

    def number(self, sheet: str, cell: str) -> Decimal:
        """The value of a cell: as it stands to the 15 digits of a double, or worked out from its formula."""
        held = self.held[sheet][cell].value
        if isinstance(held, str):
            return self.computed(sheet, held.removeprefix("="))
        assert isinstance(held, int | float), (sheet, cell, held)
        return Decimal(f"{held:.15g}")

    def computed(self, sheet: str, formula: str) -> Decimal:
        """A formula of ours: signed cells and sums of ranges, perhaps rounded."""
        if rounded := ROUNDED.match(formula):
            return round(self.computed(sheet, rounded[1]), int(rounded[2]))
        assert TERM.sub("", formula) == "", formula
        total = Decimal(0)
        for sign, times, area, cell in TERM.findall(formula):
            left, top, right, bottom = range_boundaries(area or cell)
            assert left == right
            column = self.held[sheet].cell(1, left).column_letter
            part = sum(self.number(sheet, f"{column}{row}") for row in range(top, bottom + 1))
            total += part * int(times or 1) * (-1 if sign == "-" else 1)
        return total
