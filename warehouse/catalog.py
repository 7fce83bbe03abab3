"""Reads the curated tables of ``seeds/``: strictly, so that a typing error never becomes data."""

import csv
from collections.abc import Callable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar

from transforms.model import Catalog, ConceptRule, Correction, LinkRule
from warehouse.errors import CatalogError

Row = TypeVar("Row", ConceptRule, Correction, LinkRule)
DIGITS = 64
"""Of a release's id, a sha256 in hexadecimal."""
FOLDER = Path(__file__).parent / "seeds"


def read_catalog(path: Path | None = None, corrections: Path | None = None) -> Catalog:
    """``concepts.csv``, ``corrections.csv`` and ``links.csv`` of the folder ``path``; without it, of the package.

    The file ``corrections``, where there is one, adds rows of the operator's own.
    The header must name exactly the fields of ``ConceptRule``, ``Correction`` and ``LinkRule``, in any order; a line
    without a character says nothing.

    Raises:
        CatalogError: a file is missing, a column unknown or absent, or a cell unreadable; with the row.
    """
    folder = FOLDER if path is None else Path(path)
    own = _read(corrections, Correction) if corrections is not None and corrections.is_file() else ()
    return Catalog(
        concepts=_read(folder / "concepts.csv", ConceptRule),
        corrections=_read(folder / "corrections.csv", Correction) + own,
        links=_read(folder / "links.csv", LinkRule),
    )


def _read(path: Path, kind: type[Row]) -> tuple[Row, ...]:
    if not path.is_file():
        raise CatalogError(path, 0, "missing; a catalog has concepts.csv, corrections.csv and links.csv")
    readers = {field.name: _NAMED.get(field.name, _CELLS[field.type]) for field in fields(kind)}
    with path.open(newline="", encoding="utf-8-sig") as handle:  # a spreadsheet puts a mark before the header
        rows = csv.reader(handle, strict=True)
        try:
            header = next(rows, [])
            if sorted(header) != sorted(readers):
                raise CatalogError(path, 1, f"columns are {', '.join(header)}, not {', '.join(readers)}")
            return tuple(_row(path, rows.line_num, header, cells, readers, kind) for cells in rows if cells)
        except (csv.Error, UnicodeDecodeError) as error:
            raise CatalogError(path, rows.line_num + 1, f"is no CSV in UTF-8: {error}") from error


def _row(
    path: Path,
    line: int,
    header: list[str],
    cells: list[str],
    readers: Mapping[str, Callable[[str], Any]],
    kind: type[Row],
) -> Row:
    if len(cells) != len(header):
        raise CatalogError(path, line, f"{len(cells)} cells under {len(header)} columns")
    values = {}
    for name, cell in zip(header, cells, strict=True):
        try:
            values[name] = readers[name](cell)
        except ValueError as error:
            raise CatalogError(path, line, f"{name}: {error}") from error
    return kind(**values)


def _boolean(cell: str) -> bool:
    if cell not in ("true", "false"):
        message = f"{cell!r} is neither true nor false"
        raise ValueError(message)
    return cell == "true"


def _release_id(cell: str) -> str:
    """As it was given: half an id would name no release, and the row be without effect."""
    if len(cell) != DIGITS or not set(cell) <= set("0123456789abcdef"):
        message = f"{cell!r} is not the {DIGITS} digits of a release's id; tieout quarantine show prints them"
        raise ValueError(message)
    return cell


def _optional(cell: str) -> int | None:
    return int(cell) if cell else None


_CELLS: Mapping[object, Callable[[str], Any]] = {str: str, bool: _boolean, int: int, int | None: _optional}
_NAMED: Mapping[str, Callable[[str], Any]] = {"release_id": _release_id}
