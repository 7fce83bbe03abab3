"""Puts the frames of a batch into an open warehouse: only what is new, and all of that."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import duckdb
import polars as pl

from transforms.model import ReleaseFrames
from warehouse import schema
from warehouse.errors import LoadMismatchError
from warehouse.schema import Table

VERDICTS = ("published", "quarantined", "not_a_release")
UNIQUE = (schema.RELEASE, schema.FACT, schema.TIE, schema.LINE)
"""Tables whose key no two rows of one reading may share."""


@dataclass(frozen=True, slots=True)
class Batch:
    """Frames to load by table name, all of readings and filings that the warehouse does not know."""

    frames: Mapping[str, pl.DataFrame]
    already_known: tuple[str, ...]

    def count(self, verdict: str) -> int:
        """New releases with a verdict."""
        return self.frames["release"].filter(pl.col("verdict") == verdict).height


def select_new(
    connection: duckdb.DuckDBPyConnection,
    batch: ReleaseFrames,
    verdicts: pl.DataFrame,
    reasons: pl.DataFrame,
    path: Path,
) -> Batch:
    """What of ``batch`` the warehouse lacks: readings by ``reading``, filings by ``filing_id``.

    A reading that stands in the batch several times (one release in two files) counts once, and as already
    known for the others. ``verdicts`` has the columns reading, verdict, reason.

    Raises:
        LoadMismatchError: a new reading has no verdict or two, facts are missing, or a key stands twice.
    """
    known = connection.execute("SELECT reading FROM store.release").pl()
    filed = connection.execute("SELECT filing_id FROM store.filing").pl()
    release = batch.release.unique("reading", keep="first", maintain_order=True).join(known, on="reading", how="anti")
    new = release.select("reading")
    repeated = batch.release.filter(pl.col("reading").is_duplicated())["reading"].unique()
    frames = {
        table.name: _distinct(table, getattr(batch, table.name).join(new, on="reading", how="semi"), repeated, path)
        for table in (schema.FACT, schema.LINE, schema.TIE, schema.ISSUE, schema.NON_FACT)
    }
    frames["release"] = _with_verdict(release, verdicts, path)
    frames["reason"] = reasons.join(new, on="reading", how="semi").unique(["reading", "rank"], maintain_order=True)
    frames["filing"] = batch.filing.unique("filing_id", keep="first", maintain_order=True).join(
        filed, on="filing_id", how="anti"
    )
    _require_all_facts(release, frames["fact"], path)
    first = pl.col("reading").is_first_distinct() & pl.col("reading").is_in(new["reading"].implode())
    return Batch(frames, tuple(batch.release.filter(~first)["reading"]))


def insert(connection: duckdb.DuckDBPyConnection, table: Table, frame: pl.DataFrame) -> int:
    """Append ``frame`` to ``table`` and return its height; columns by name, types as declared."""
    if frame.height:
        rows = frame.select(list(table.polars_schema)).cast(table.polars_schema)
        names = ", ".join(f'"{name}"' for name in table.polars_schema)
        connection.register("incoming", rows)
        connection.execute(f"INSERT INTO {table.full_name} ({names}) SELECT {names} FROM incoming")
        connection.unregister("incoming")
    return frame.height


def _distinct(table: Table, frame: pl.DataFrame, repeated: pl.Series, path: Path) -> pl.DataFrame:
    once = frame.unique(list(table.key), keep="first", maintain_order=True)
    if table not in UNIQUE:
        alone = frame.filter(~pl.col("reading").is_in(repeated.implode()))
        return pl.concat([alone, once.filter(pl.col("reading").is_in(repeated.implode()))])
    clash = frame.filter(~pl.col("reading").is_in(repeated.implode()), pl.struct(table.key).is_duplicated())
    if clash.height:
        where = clash.select(table.key).row(0)
        raise LoadMismatchError(path, f"two rows of {table.name} have the key {where}", "a fault of ours; report it")
    return once


def _with_verdict(release: pl.DataFrame, verdicts: pl.DataFrame, path: Path) -> pl.DataFrame:
    wanted = verdicts.select("reading", "verdict", "reason").unique(maintain_order=True)
    judged = release.join(wanted, on="reading", how="left")
    wrong = judged.filter(~pl.col("verdict").is_in(VERDICTS).fill_null(value=False) | pl.col("reading").is_duplicated())
    if wrong.height:
        problem = f"reading {wrong['reading'][0]} has no verdict, several, or an unknown one"
        raise LoadMismatchError(path, problem, "a fault of ours; nothing was published")
    return judged


def _require_all_facts(release: pl.DataFrame, fact: pl.DataFrame, path: Path) -> None:
    counts = release.select("reading", pl.col("facts").alias("declared")).join(
        fact.group_by("reading").len("found"), on="reading", how="left"
    )
    lost = counts.filter(pl.col("declared") != pl.col("found").fill_null(0))
    if lost.height:
        reading, declared, found = lost.row(0)
        problem = f"reading {reading} declares {declared} facts and hands over {found or 0}"
        raise LoadMismatchError(path, problem, "a fault of ours; nothing was published")
