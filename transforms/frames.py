"""Rows and exact amounts to frames, a column at a time: a row or a decimal at a time takes several times as long."""

from collections.abc import Sequence
from decimal import Decimal

import polars as pl

from transforms.errors import RepeatedKeyError
from transforms.model import ReleaseFrames
from warehouse.schema import FRAMES, MONEY

FEW = 100
"""Rows that are made sooner than as many columns."""
MICRO = 1_000_000
MILLIONTH = pl.lit(Decimal(1) / MICRO, MONEY)


def frame_of(rows: Sequence[Sequence[object]], schema: pl.Schema) -> pl.DataFrame:
    """One row per item of ``rows``, whose values stand in the order of ``schema``."""
    if len(rows) < FEW:
        return pl.DataFrame(rows, schema=schema, orient="row")
    return pl.DataFrame(dict(zip(schema, zip(*rows, strict=True), strict=True)), schema=schema)


def exact(micros: pl.Expr) -> pl.Expr:
    """Integers of millionths as exact decimals."""
    return (micros.cast(pl.Decimal(38, 0)) * MILLIONTH).cast(MONEY)


def with_keys(frames: ReleaseFrames) -> ReleaseFrames:
    """``frames`` as they are, where each row of theirs can be told from the others.

    Raises:
        RepeatedKeyError: naming the release and the key that two rows have.
    """
    for table in FRAMES:
        frame: pl.DataFrame = getattr(frames, table.name)
        twice = frame.filter(frame.select(table.key).is_duplicated())
        if twice.height:
            release_id, key = twice["release_id"][0], twice.select(table.key).row(0)
            raise RepeatedKeyError(f"release {release_id}: two rows of {table.name} have the key {key}; report it")
    return frames
