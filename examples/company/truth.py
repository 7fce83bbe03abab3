"""What is true of the made-up company, from its books and releases alone: cells, claims, changes, quarters, years.

Every table is a list of rows with the same keys, sorted; ``TABLES`` names them. Amounts are absolute.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from books import Span
from layout import DECIMALS, Cell, Row, Statement
from releases import RELEASES, Release, tables, words
from series import SCALE, changes, quarters, restatements, twelve_months

Record = dict[str, Any]


def absolute(amount: Decimal, unit: str) -> Decimal:
    """A printed amount in its unit."""
    return amount * SCALE[DECIMALS[unit]]


def each_cell() -> Iterator[tuple[Release, Statement, Row, Cell]]:
    """Every printed value of every release, in printed order."""
    for release in RELEASES:
        for statement in tables(release):
            for row in statement.rows:
                for cell in row.cells:
                    yield release, statement, row, cell


def cell_record(release: Release, statement: Statement, row: Row, cell: Cell) -> Record:
    """A printed value with all that its place says of it."""
    span = cell.column.span
    opening = Span(span.first - 1, span.first - 1)
    end = opening.end if cell.opening else span.end
    return {
        "file": release.name,
        "statement": statement.name,
        "section": " > ".join(row.section),
        "label": row.label,
        "footnote": row.mark,
        "line": f"{statement.name}.{row.key}",
        "member": cell.column.member,
        "basis": row.basis,
        "role": "change" if cell.column.compares else "value",
        "period_start": "" if cell.instant else span.start,
        "period_end": end,
        "weeks": "" if cell.instant else span.weeks,
        "unit": cell.unit,
        "decimals": DECIMALS[cell.unit],
        "is_nil": str(cell.is_nil).lower(),
        "value": "" if cell.is_nil else absolute(cell.amount, cell.unit),
    }


def cells() -> list[Record]:
    """Every printed value."""
    return [cell_record(*found) for found in each_cell()]


def claims() -> list[Record]:
    """Every figure of prose that restates a table."""
    return [
        {
            "file": release.name,
            "concept": claim.concept,
            "role": claim.role,
            "period_start": claim.span.start,
            "period_end": claim.span.end,
            "unit": claim.unit,
            "printed": claim.printed,
            "value": f"{claim.value:f}",
        }
        for release in RELEASES
        for claim in words(release)[1].claims
    ]


def releases() -> list[Record]:
    """Every release: when it could be known, and whether a typing error holds it back."""
    return [
        {
            "file": release.name,
            "known_at": release.known_at.isoformat(),
            "status": "published" if release.published else "quarantined",
        }
        for release in RELEASES
    ]


TABLES = {
    "releases": releases,
    "cells": cells,
    "claims": claims,
    "changes": changes,
    "restatements": restatements,
    "quarters": quarters,
    "twelve_months": twelve_months,
}
