"""All ties of a batch as a frame."""

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

import polars as pl

from transforms.frames import exact, frame_of
from transforms.reading import Reading
from transforms.ties.across import sums_across, sums_of_measures
from transforms.ties.book import Book, books
from transforms.ties.bridge import bridge
from transforms.ties.changes import printed_changes
from transforms.ties.claims import claims
from transforms.ties.cross import cross, repeated
from transforms.ties.expectation import compensation_parts, footnote_shares, signs, tax_rate
from transforms.ties.foot import cash_roll_forward, foot, identity
from transforms.ties.over_time import cumulative, derived_footings, roll_forward
from transforms.ties.pairs import pairs
from transforms.ties.per_share import per_share
from transforms.ties.rates import per_unit, rates
from transforms.ties.ratios import ratios, spreads
from transforms.ties.repeats import repeats
from transforms.ties.tie import Tie
from warehouse.schema import MONEY, TIE

RULES: tuple[Callable[[Book], Iterator[Tie]], ...] = (
    foot,
    sums_of_measures,
    sums_across,
    pairs,
    identity,
    cash_roll_forward,
    cross,
    repeated,
    repeats,
    bridge,
    per_share,
    claims,
    printed_changes,
    rates,
    per_unit,
    ratios,
    spreads,
    cumulative,
    derived_footings,
    roll_forward,
    footnote_shares,
    compensation_parts,
    signs,
    tax_rate,
)
"""The contents page: every rule that finds ties."""
PLAIN = pl.Schema(
    {
        name: pl.Int128() if dtype == MONEY else dtype
        for name, dtype in TIE.frame_schema.items()
        if name not in ("residual", "fact_ids", "weights")
    }
)
"""What a tie has as it is, amounts in millionths."""
BEFORE_FACTS = Tie._fields.index("facts")


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
    rows = [
        (book.reading, book.release_id, tie_id, *tie[:BEFORE_FACTS], tie.suspicious, tie.note)
        for book, tie_id, tie in found
    ]
    left, right, tolerance = map(exact, map(pl.col, ("left_value", "right_value", "tolerance")))
    return (
        frame_of(rows, PLAIN)
        .with_columns(
            left_value=left,
            right_value=right,
            residual=left - right,
            tolerance=tolerance,
            fact_ids=_lists([" ".join([fact.id for fact in tie.facts]) for _, _, tie in found], pl.String()),
            weights=_lists([None if tie.weights is None else _told(tie.weights) for _, _, tie in found], pl.Int32()),
        )
        .select(TIE.frame_schema.names())
    )


@lru_cache(maxsize=10_000)
def _told(weights: tuple[int, ...]) -> str:
    """Weights with blanks between: the same few are told again and again."""
    return " ".join(map(str, weights))


def _lists(texts: Sequence[str | None], kind: pl.DataType) -> pl.Series:
    """A column of lists, none of them empty: a text that is split is many times quicker than a series a row."""
    return pl.Series(texts, dtype=pl.String()).str.split(" ").cast(pl.List(kind))
