"""What the journal tells of runs that ended, failed, died or live."""

import signal
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from flows.journal import Journal


@pytest.fixture
def journal(tmp_path: Path) -> Journal:
    return Journal(tmp_path / "journal", tmp_path / "warehouse.duckdb")


def test_a_run_that_lives_is_not_told_as_ended(journal: Journal) -> None:
    with journal.run("direct", "0.1.0"):
        assert journal.ended() == []


def test_a_run_that_failed_is_told_with_its_error_in_one_line(journal: Journal) -> None:
    def fail() -> None:
        with journal.run("direct", "0.1.0") as run:
            run.keep(replace(run.record, files=3))
            raise OSError("disk full\nand more")

    with pytest.raises(OSError, match="disk"):
        fail()
    (told,) = journal.ended()
    assert (told.status, told.error, told.files) == ("failed", "disk full", 3)
    assert told.finished_at is not None


def test_a_run_that_the_warehouse_has_is_forgotten(journal: Journal) -> None:
    with journal.run("direct", "0.1.0") as run:
        run.keep(replace(run.record, status="completed", finished_at=datetime.now(UTC)))
        run.is_recorded = True
    assert journal.ended() == []
    assert list(journal.folder.iterdir()) == []


def test_a_run_whose_process_was_killed_is_told_as_died(journal: Journal) -> None:
    words = f"""
import os, signal
from dataclasses import replace
from pathlib import Path
from flows.journal import Journal
with Journal(Path({str(journal.folder)!r}), Path({str(journal.warehouse)!r})).run("direct", "0.1.0") as run:
    run.keep(replace(run.record, files=7))
    os.kill(os.getpid(), signal.SIGKILL)
"""
    assert subprocess.run([sys.executable, "-c", words], check=False).returncode == -signal.SIGKILL
    (told,) = journal.ended()
    assert (told.status, told.files, told.finished_at) == ("died", 7, None)
    journal.forget([told])
    assert list(journal.folder.iterdir()) == []


def test_a_line_that_a_kill_cut_off_says_nothing(journal: Journal) -> None:
    with pytest.raises(KeyboardInterrupt), journal.run("direct", "0.1.0") as run:
        raise KeyboardInterrupt
    path = journal.folder / f"{run.record.run_id}.jsonl"
    path.write_text(path.read_text().splitlines()[0] + '\n{"event": "kept", "fil')
    (told,) = journal.ended()
    assert (told.status, told.files) == ("died", 0)


def test_a_run_that_another_process_records_meanwhile_is_none_of_ours(
    journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "glob", lambda folder, _: iter([folder / "recorded.jsonl"]))
    journal.folder.mkdir(parents=True)
    assert journal.ended() == []


def test_runs_into_another_warehouse_are_left_to_it(journal: Journal, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), Journal(journal.folder, tmp_path / "other.duckdb").run("direct", "0.1.0"):
        raise KeyboardInterrupt
    assert journal.ended() == []
    assert list(journal.folder.iterdir())
