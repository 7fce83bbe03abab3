"""Rows and exact amounts to frames, a column at a time: a row or a decimal at a time takes several times as long."""

from collections.abc import Sequence
from decimal import Decimal

import polars as pl

from warehouse.schema import MONEY

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
