"""The frames of a batch of releases, as the judge takes them, and the contract they must meet."""

from typing import Protocol

import polars as pl

from transforms.errors import TieoutError
from warehouse import schema


class JudgeFaultError(TieoutError):
    """The judging itself went wrong: a fault of ours, which says nothing about the data."""


class Batch(Protocol):
    """One or many releases in long format; schemas are ``Table.frame_schema`` of each."""

    @property
    def release(self) -> pl.DataFrame:
        """One row per release."""

    @property
    def filing(self) -> pl.DataFrame:
        """One row per filing of a release."""

    @property
    def fact(self) -> pl.DataFrame:
        """One row per printed or stated value."""

    @property
    def line(self) -> pl.DataFrame:
        """One row per printed row of a table."""

    @property
    def tie(self) -> pl.DataFrame:
        """One row per equality, weighed."""

    @property
    def issue(self) -> pl.DataFrame:
        """One row per problem told."""

    @property
    def non_fact(self) -> pl.DataFrame:
        """One row per token declared no fact."""


def require_contract(batch: Batch) -> None:
    """Check what no release can be blamed for: columns, types, NULLs, and rows without a release.

    Raises:
        JudgeFaultError: naming table, column and release, since loading such frames would fail anyway.
    """
    for table in schema.FRAMES:
        frame: pl.DataFrame = getattr(batch, table.name)
        _require_schema(table, frame)
        _require_filled(table, frame)
        if "reading" in frame.columns:
            _require_release(table, frame, batch.release)
    _require_one_row_each(batch.release)


def _require_schema(table: schema.Table, frame: pl.DataFrame) -> None:
    want, got = dict(table.frame_schema), dict(frame.schema)
    wrong = sorted(name for name in want.keys() | got.keys() if want.get(name) != got.get(name))
    if wrong:
        name = wrong[0]
        raise JudgeFaultError(
            f"frame {table.name}, column {name}: is {got.get(name, 'absent')}, the schema says "
            f"{want.get(name, 'no such column')}; transforms and warehouse.schema must agree"
        )


def _require_filled(table: schema.Table, frame: pl.DataFrame) -> None:
    for column in table.columns:
        if column.kind == "load" or column.nullable or not frame[column.name].null_count():
            continue
        release_id = frame.filter(pl.col(column.name).is_null())["release_id"][0]
        raise JudgeFaultError(
            f"release {release_id}: {table.name}.{column.name} is NULL where the schema forbids it; mend the transform"
        )


def _require_release(table: schema.Table, frame: pl.DataFrame, releases: pl.DataFrame) -> None:
    strays = frame.join(releases, on=["reading", "release_id"], how="anti")
    if not strays.is_empty():
        raise JudgeFaultError(
            f"release {strays['release_id'][0]}: {strays.height} rows of {table.name} belong to no release of the batch"
        )


def _require_one_row_each(releases: pl.DataFrame) -> None:
    twice = releases.filter(pl.col("release_id").is_duplicated() | pl.col("reading").is_duplicated())
    if not twice.is_empty():
        raise JudgeFaultError(f"release {twice['release_id'][0]} is twice in one batch; judge each release once")
