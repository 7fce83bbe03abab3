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

    ``verdicts`` has the columns reading, verdict, reason.

    Raises:
        LoadMismatchError: a new reading stands twice, has no verdict or two, or facts are missing.
    """
    known = connection.execute("SELECT reading FROM store.release").pl()
    filed = connection.execute("SELECT filing_id FROM store.filing").pl()
    release = batch.release.join(known, on="reading", how="anti", maintain_order="left")
    new = batch.only(release["reading"].to_list())
    frames = {table.name: getattr(new, table.name) for table in schema.FRAMES}
    frames["release"] = _with_verdict(release, verdicts, path)
    frames["reason"] = reasons.join(release, on="reading", how="semi")
    frames["filing"] = batch.filing.join(filed, on="filing_id", how="anti")
    _require_all_facts(release, frames["fact"], path)
    return Batch(frames, tuple(batch.release.join(known, on="reading", how="semi")["reading"]))


def insert(connection: duckdb.DuckDBPyConnection, table: Table, frame: pl.DataFrame) -> int:
    """Append ``frame`` to ``table`` and return its height; columns by name, types as declared."""
    if frame.height:
        rows = frame.select(list(table.polars_schema)).cast(table.polars_schema)
        names = ", ".join(f'"{name}"' for name in table.polars_schema)
        connection.register("incoming", rows)
        connection.execute(f"INSERT INTO {table.full_name} ({names}) SELECT {names} FROM incoming")
        connection.unregister("incoming")
    return frame.height


def _with_verdict(release: pl.DataFrame, verdicts: pl.DataFrame, path: Path) -> pl.DataFrame:
    judged = release.join(verdicts.select("reading", "verdict", "reason"), on="reading", how="left")
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
