"""One ingest run, as the run log keeps it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

import polars as pl

from warehouse import schema


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One row of ``store.run``; the fields are its columns."""

    run_id: str
    mode: str
    started_at: datetime
    parser_version: str
    flow_run_id: str | None = None
    finished_at: datetime | None = None
    status: str = "completed"
    error: str | None = None
    files: int = 0
    published: int = 0
    quarantined: int = 0
    not_a_release: int = 0
    already_known: int = 0
    facts: int = 0


def run_frame(runs: Sequence[RunRecord]) -> pl.DataFrame:
    """``runs`` as a frame with the schema of ``store.run``."""
    return pl.DataFrame([asdict(run) for run in runs], schema=schema.RUN.polars_schema)
