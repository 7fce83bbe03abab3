"""Write, audit, publish: the last step, which puts judged frames into the warehouse whole or not at all."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl

from transforms.model import ReleaseFrames
from warehouse import schema
from warehouse.connect import open_reader
from warehouse.errors import UnknownReleaseError
from warehouse.load import Batch, insert, select_new
from warehouse.replace import rewrite, silent
from warehouse.runs import RunRecord, run_frame
from warehouse.series import Deriver, keep_up, score

GROWTH = 3
"""Bytes of disk to ask for per byte of frames: the data, its log, and its checkpointed form."""
MARGIN = 16 << 20


@dataclass(frozen=True, slots=True)
class PublishResult:
    """What a publish did: readings known before, rows added by table, and the run as it was recorded."""

    path: Path
    already_known: tuple[str, ...]
    added: Mapping[str, int]
    run: RunRecord


def publish(  # noqa: PLR0913 - what a batch has become, frame by frame, is what there is to hand over
    path: Path,
    batch: ReleaseFrames,
    verdicts: pl.DataFrame,
    reasons: pl.DataFrame,
    expectation_results: pl.DataFrame,
    run: RunRecord,
    *,
    deriver: Deriver,
    waivers: pl.DataFrame | None = None,
    journal_runs: Sequence[RunRecord] = (),
    is_last: bool = True,
    wait: float | None = None,
    notify: Callable[[str], None] = silent,
) -> PublishResult:
    """Add what is new of ``batch`` to the warehouse at ``path``, with its verdicts and the run.

    ``verdicts`` has the columns reading, verdict (published, quarantined, not_a_release), reason; the other
    frames have their table's schema. ``deriver`` makes the series of the companies touched. Readings known before
    change nothing but the run log. What is loaded is added to the counts of ``run``, and a run without an end ends
    now; where it ``is_last`` no batch of it, it goes on, and its row waits for the last. ``journal_runs`` are runs
    to be recorded beside it, each only once.

    Raises:
        WarehouseError: any of ``warehouse.errors``; the file at ``path`` is then as it was.
    """
    outcome: list[PublishResult] = []

    def change(connection: duckdb.DuckDBPyConnection) -> Mapping[str, int]:
        now = datetime.now(UTC)
        new = select_new(connection, batch, verdicts, reasons, Path(path))
        counted = _counted(run, new)
        recorded = replace(counted, finished_at=run.finished_at or now) if is_last else counted
        stamped = _stamp(new, recorded, now)
        stamped["expectation_result"] = expectation_results
        stamped["waiver"] = schema.WAIVER.empty() if waivers is None else waivers
        stamped["run"] = _unrecorded(connection, [*journal_runs, recorded] if is_last else journal_runs)
        added = {table.full_name: insert(connection, table, stamped[table.name]) for table in schema.LOADED}
        added |= keep_up(connection, deriver, score(stamped))
        outcome.append(PublishResult(Path(path), new.already_known, added, recorded))
        return added

    rewrite(path, change, room=_room(batch), wait=wait, notify=notify)
    return outcome[0]


def waive(path: Path, release_id: str, who: str, why: str, *, deriver: Deriver, wait: float | None = None) -> str:
    """Publish the release that waits in quarantine under ``release_id``, or the only one that begins with it.

    Returns the full release id. Who decided and why is kept in ``store.waiver``.

    Raises:
        UnknownReleaseError: none waits under that id, several do, or it has no date yet.
    """
    with open_reader(path) as reader:
        reading, found = _waiting(reader, release_id, Path(path))
    row = {"reading": reading, "release_id": found, "who": who, "why": why, "waived_at": datetime.now(UTC)}
    waiver = pl.DataFrame([row], schema=schema.WAIVER.polars_schema)

    def change(connection: duckdb.DuckDBPyConnection) -> Mapping[str, int]:
        _waiting(connection, found, Path(path))  # somebody else may have waived it while we waited for the lock
        added = {schema.WAIVER.full_name: insert(connection, schema.WAIVER, waiver)}
        return added | keep_up(connection, deriver)

    rewrite(path, change, room=MARGIN, wait=wait)
    return found


def _waiting(connection: duckdb.DuckDBPyConnection, release_id: str, path: Path) -> tuple[str, str]:
    rows = connection.execute(
        "SELECT reading, release_id, known_at FROM mart.quarantine WHERE ? <> '' AND starts_with(release_id, ?)",
        [release_id, release_id],
    ).fetchall()
    if len(rows) != 1:
        problem = f"{len(rows) or 'no'} releases wait in quarantine under {release_id!r}"
        raise UnknownReleaseError(path, problem, "tieout quarantine list shows the ids")
    reading, found, known_at = rows[0]
    if known_at is None:
        raise UnknownReleaseError(path, f"release {found} has no date", "ingest it again with a sidecar that gives one")
    return str(reading), str(found)


def _counted(run: RunRecord, new: Batch) -> RunRecord:
    return replace(
        run,
        published=run.published + new.count("published"),
        quarantined=run.quarantined + new.count("quarantined"),
        not_a_release=run.not_a_release + new.count("not_a_release"),
        already_known=run.already_known + len(new.already_known),
        facts=run.facts + new.frames["fact"].height,
    )


def _stamp(new: Batch, run: RunRecord, now: datetime) -> dict[str, pl.DataFrame]:
    loaded = pl.lit(now).cast(schema.TIMESTAMP).alias("recorded_at")
    frames = dict(new.frames)
    frames["release"] = frames["release"].with_columns(loaded, pl.lit(run.run_id).alias("run_id"))
    frames["filing"] = frames["filing"].with_columns(loaded)
    return frames


def _unrecorded(connection: duckdb.DuckDBPyConnection, runs: Sequence[RunRecord]) -> pl.DataFrame:
    known = connection.execute(f"SELECT run_id FROM {schema.RUN.full_name}").pl()
    return run_frame(runs).unique("run_id", keep="last", maintain_order=True).join(known, on="run_id", how="anti")


def _room(batch: ReleaseFrames) -> int:
    return MARGIN + GROWTH * sum(int(getattr(batch, table.name).estimated_size()) for table in schema.FRAMES)
