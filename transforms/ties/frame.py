"""All ties of a batch as a frame."""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

import polars as pl

from transforms.reading import Reading
from transforms.ties.across import sums_across, sums_of_measures
from transforms.ties.book import Book, books
from transforms.ties.bridge import bridge
from transforms.ties.changes import printed_changes
from transforms.ties.claims import claims
from transforms.ties.cross import cross, repeated
from transforms.ties.expectation import footnote_shares, signs, tax_rate
from transforms.ties.foot import cash_roll_forward, foot, identity
from transforms.ties.over_time import cumulative, derived_footings, roll_forward
from transforms.ties.per_share import per_share
from transforms.ties.tie import Tie
from warehouse.schema import MONEY, TIE

MILLIONTH = pl.lit(Decimal("0.000001"), MONEY)

RULES: tuple[Callable[[Book], Iterator[Tie]], ...] = (
    foot,
    sums_of_measures,
    sums_across,
    identity,
    cash_roll_forward,
    cross,
    repeated,
    bridge,
    per_share,
    claims,
    printed_changes,
    cumulative,
    derived_footings,
    roll_forward,
    footnote_shares,
    signs,
    tax_rate,
)
"""The contents page: every rule that finds ties."""


def ties_of(book: Book) -> dict[str, Tie]:
    """Every tie of one release by its id, each once."""
    found: dict[str, Tie] = {}
    for rule in RULES:
        for tie in rule(book):
            found.setdefault(tie.id, tie)
    return found


def tie_frame(readings: Sequence[Reading], facts: pl.DataFrame) -> pl.DataFrame:
    """One row per tie tried, with the columns of ``store.tie``."""
    parts = [(reading.reading, reading.release_id, reading.parsed.tables, reading.parsed.sums) for reading in readings]
    found = [(book, tie_id, tie) for book in books(facts, parts) for tie_id, tie in ties_of(book).items()]
    ties = [tie for _, _, tie in found]
    return pl.DataFrame(
        {
            "reading": [book.reading for book, _, _ in found],
            "release_id": [book.release_id for book, _, _ in found],
            "tie_id": [tie_id for _, tie_id, _ in found],
            "kind": [tie.kind for tie in ties],
            "relation": [tie.relation for tie in ties],
            "period": [tie.period for tie in ties],
            "unit": [tie.unit for tie in ties],
            "left_value": _money([tie.left for tie in ties]),
            "right_value": _money([tie.right for tie in ties]),
            "residual": _money([tie.residual for tie in ties]),
            "tolerance": _money([tie.tolerance for tie in ties]),
            "outcome": [tie.outcome for tie in ties],
            "severity": [tie.severity for tie in ties],
            "suspicious": [tie.suspicious for tie in ties],
            "note": [tie.note for tie in ties],
            "fact_ids": _lists([[fact.id for fact in tie.facts] for tie in ties], pl.String()),
            "weights": _lists([tie.weights for tie in ties], pl.Int32()),
        },
        schema=TIE.frame_schema,
    )


def _money(micros: list[int | None]) -> pl.Series:
    """Integers of millionths as exact decimals."""
    return (
        pl.Series(micros, dtype=pl.Int128)
        .cast(pl.Decimal(38, 0))
        .to_frame("v")
        .select(pl.col("v") * MILLIONTH)
        .to_series()
        .cast(MONEY)
    )


def _lists(values: Sequence[Sequence[object] | None], dtype: pl.DataType) -> pl.Series:
    """A list column from flat values: far quicker than one series a row; None where there is no list."""
    flat = pl.DataFrame(
        {
            "row": [row for row, value in enumerate(values) for _ in value or ()],
            "item": [item for value in values for item in value or ()],
        },
        schema={"row": pl.UInt32(), "item": dtype},
    )
    rows = pl.DataFrame({"row": pl.Series(range(len(values)), dtype=pl.UInt32())})
    lists = flat.group_by("row", maintain_order=True).agg("item")
    return rows.join(lists, on="row", how="left", maintain_order="left")["item"]
