"""Killed at any moment: whole releases or none, readers never err, and running again completes it."""

import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import polars as pl
import pytest

Start = Callable[..., "subprocess.Popen[str]"]
Ask = Callable[[str], pl.DataFrame]

COPIES = 40
FACTS = 48
READER = """
import json, sys, time
from pathlib import Path
from warehouse.connect import query
path, asked = Path(sys.argv[1]), 0
print("ready", flush=True)
while not Path(sys.argv[2]).exists():
    if path.exists():
        held = query(path, "SELECT release_id, count(*) AS facts FROM mart.fact GROUP BY release_id")
        assert set(held["facts"]) <= {FACTS}, held
        asked += 1
    time.sleep(0.02)
print(json.dumps(asked))
""".replace("FACTS", str(FACTS))


@pytest.fixture
def reader(warehouse: Path, tmp_path: Path) -> Iterator[Callable[[], int]]:
    """A process that queries until it is asked how often it did, and fails if any answer was not whole."""
    stop = tmp_path / "stop"
    process = subprocess.Popen(
        [sys.executable, "-c", READER, str(warehouse), str(stop)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"

    def finish() -> int:
        stop.touch()
        out, err = process.communicate(timeout=60)
        assert process.returncode == 0, err
        return int(json.loads(out))

    yield finish
    process.kill()
    process.communicate()


def run_through(start: Start, *arguments: object) -> tuple[int, float]:
    """Exit code and seconds of a run that nobody kills."""
    began = time.monotonic()
    process = start(*arguments)
    _, err = process.communicate(timeout=120)
    assert "Traceback" not in err
    return process.returncode, time.monotonic() - began


def kill_after(process: "subprocess.Popen[str]", seconds: float) -> bool:
    """Whether it still ran when it was killed."""
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGKILL)
    process.communicate()
    return process.returncode == -signal.SIGKILL


def assert_whole(ask: Ask, warehouse: Path) -> None:
    if warehouse.exists():
        counts = ask("SELECT r.release_id, r.facts, count(f.fact_id) AS held FROM mart.release AS r "
                     "LEFT JOIN mart.fact AS f ON f.release_id = r.release_id GROUP BY ALL")  # fmt: skip
        assert (counts["facts"] == counts["held"]).all()


@pytest.mark.parametrize("kills", [5, pytest.param(50, marks=pytest.mark.acceptance)])
def test_a_direct_ingest_may_be_killed_at_any_moment(
    start: Start, fill: Callable[[int], Path], warehouse: Path, ask: Ask, reader: Callable[[], int],
    monkeypatch: pytest.MonkeyPatch, kills: int,
) -> None:  # fmt: skip
    """Three batches, so that a kill may come before, between and after publishing."""
    monkeypatch.setenv("TIEOUT_BATCH_RELEASES", "15")
    inbox = fill(COPIES)
    chance = random.Random(kills)
    code, seconds = run_through(start, "ingest", "--direct", inbox)
    assert code == 0
    killed = 0
    while killed < kills:
        if warehouse.exists() and ask("SELECT count(*) FROM mart.release").item() == COPIES:
            warehouse.unlink()
        killed += kill_after(start("ingest", "--direct", inbox), chance.uniform(0.2, seconds))
        assert_whole(ask, warehouse)
    assert run_through(start, "ingest", "--direct", inbox)[0] == 0
    assert ask("SELECT count(*), sum(facts) FROM mart.release WHERE status = 'published'").row(0) == (
        COPIES,
        COPIES * FACTS,
    )
    assert ask("SELECT count(*) FROM mart.run WHERE status = 'died'").item() > 0
    assert reader() > 0
    left = [path.name for path in warehouse.parent.iterdir() if path.name.startswith(".")]
    assert left == [], "the next publish clears what a killed one left"


@pytest.mark.acceptance
def test_an_ingest_under_prefect_may_be_killed_at_any_moment(
    start: Start, inbox: Path, release: str, warehouse: Path, ask: Ask, reader: Callable[[], int]
) -> None:
    (inbox / "a.txt").write_text(release)
    chance = random.Random(5)
    code, seconds = run_through(start, "ingest", inbox)
    assert code == 0
    killed = 0
    while killed < 5:
        warehouse.unlink(missing_ok=True)
        process = start("ingest", inbox)
        killed += kill_after(process, chance.uniform(0.5, seconds))
        assert_whole(ask, warehouse)
    assert run_through(start, "ingest", inbox)[0] == 0
    assert ask("SELECT count(*) FROM mart.fact").item() == FACTS
    reader()
