"""All ties of a batch as a frame."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

import polars as pl

from transforms.reading import Reading
from transforms.ties.book import Book, books
from transforms.ties.bridge import bridge
from transforms.ties.claims import claims
from transforms.ties.cross import cross, repeated
from transforms.ties.expectation import footnote_shares, signs, tax_rate
from transforms.ties.foot import cash_roll_forward, foot, identity
from transforms.ties.over_time import cumulative, derived_footings, roll_forward
from transforms.ties.per_share import per_share
from transforms.ties.tie import Tie
from warehouse.schema import TIE

RULES: tuple[Callable[[Book], Iterator[Tie]], ...] = (
    foot, identity, cash_roll_forward, cross, repeated, bridge, per_share, claims, cumulative, derived_footings, roll_forward,
    footnote_shares, signs, tax_rate,
)
"""The contents page: every rule that finds ties."""


def ties_of(book: Book) -> list[Tie]:
    """Every tie of one release, each once."""
    found: dict[str, Tie] = {}
    for rule in RULES:
        for tie in rule(book):
            found.setdefault(tie.id, tie)
    return list(found.values())


def tie_frame(readings: Sequence[Reading], facts: pl.DataFrame) -> pl.DataFrame:
    """One row per tie tried, with the columns of ``store.tie``."""
    parts = [(reading.reading, reading.release_id, reading.parsed.tables, reading.parsed.sums) for reading in readings]
    rows = [_row(book, tie) for book in books(facts, parts) for tie in ties_of(book)]
    return pl.DataFrame(rows, schema=TIE.frame_schema, orient="row")


def _row(book: Book, tie: Tie) -> tuple[object, ...]:
    return (
        book.reading, book.release_id, tie.id, tie.kind, tie.relation, tie.period, tie.unit, _decimal(tie.left), _decimal(tie.right),
        _decimal(tie.residual), _decimal(tie.tolerance), tie.outcome, tie.severity, tie.suspicious, tie.note,
        [fact.id for fact in tie.facts], None if tie.weights is None else list(tie.weights),
    )


def _decimal(micros: int | None) -> Decimal | None:
    return None if micros is None else Decimal(micros).scaleb(-6)
