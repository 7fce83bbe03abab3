"""The run journal: what each run did, kept outside the warehouse until the warehouse has it.

One file per run, ``RUN.jsonl``, of one JSON object a line, synced to disk. A living run holds a lock on
its file that the system releases when the process dies, so a file without an end that nobody holds is a
run that died. A publish takes over the runs that the warehouse has not seen end; then their files go.
"""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal, TextIO
from uuid import uuid4

from filelock import FileLock, Timeout

from warehouse.runs import RunRecord

Mode = Literal["prefect", "direct"]


@dataclass(slots=True)
class Run:
    """A run under way. Its record says ``died`` until it ends, so that a kill needs no witness."""

    record: RunRecord
    journal: TextIO
    is_recorded: bool = False
    """The warehouse has the run's end."""

    def keep(self, record: RunRecord) -> None:
        """Write down how far the run is, or how it ended."""
        self.record = record
        write_line(self.journal, "kept", asdict(record))


def write_line(journal: TextIO, event: str, values: dict[str, Any]) -> None:
    """Append one event and see it on disk."""
    journal.write(json.dumps({"event": event, **values}, default=datetime.isoformat) + "\n")
    journal.flush()
    os.fsync(journal.fileno())


@dataclass(frozen=True, slots=True)
class Journal:
    """The journals in ``folder`` of all runs into ``warehouse``."""

    folder: Path
    warehouse: Path

    @contextmanager
    def run(self, mode: Mode, parser_version: str, flow_run_id: str | None = None) -> Iterator[Run]:
        """A run that is written down from its start; an exception through it ends it as failed."""
        started = datetime.now(UTC)
        record = RunRecord(uuid4().hex, mode, started, parser_version, flow_run_id, status="died")
        self.folder.mkdir(parents=True, exist_ok=True)
        with FileLock(self._lock(record.run_id)), self._file(record.run_id).open("x", encoding="utf-8") as file:
            write_line(file, "start", {"warehouse": str(self.warehouse), **asdict(record)})
            run = Run(record, file)
            try:
                yield run
            except BaseException as error:
                said = (str(error) or type(error).__name__).splitlines()[0]
                run.keep(replace(run.record, status="failed", error=said, finished_at=datetime.now(UTC)))
                raise
        if run.is_recorded:
            self.forget([run.record])

    def ended(self) -> list[RunRecord]:
        """The runs that ended or died, oldest first."""
        found = [record for path in self.folder.glob("*.jsonl") if (record := self._read_ended(path)) is not None]
        return sorted(found, key=lambda record: record.started_at)

    def forget(self, runs: Sequence[RunRecord]) -> None:
        """Drop the files of ``runs``, which the warehouse has now."""
        for run in runs:
            self._file(run.run_id).unlink(missing_ok=True)
            self._lock(run.run_id).unlink(missing_ok=True)

    def _file(self, run_id: str) -> Path:
        return self.folder / f"{run_id}.jsonl"

    def _lock(self, run_id: str) -> Path:
        return self.folder / f"{run_id}.lock"

    def _read_ended(self, path: Path) -> RunRecord | None:
        """The run's record, or None while it lives or where it is another warehouse's."""
        try:
            with FileLock(self._lock(path.stem), timeout=0):
                lines = path.read_text(encoding="utf-8").splitlines()
        except (Timeout, FileNotFoundError):  # another process has just recorded the run, and forgotten it
            return None
        values: dict[str, Any] = {}
        for line in lines:
            values |= _read_line(line)
        return RunRecord(**values) if values.pop("warehouse", None) == str(self.warehouse) else None


def _read_line(line: str) -> dict[str, Any]:
    """One line's values; a line that a kill cut off says nothing."""
    try:
        values: dict[str, Any] = json.loads(line)
    except ValueError:
        return {}
    del values["event"]
    times = {key: datetime.fromisoformat(value) for key, value in values.items() if value and key.endswith("_at")}
    return values | times
