"""Killed at any moment: whole releases or none, readers never err, and running again completes it."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import polars as pl
import pytest

Start = Callable[..., "subprocess.Popen[str]"]
Ask = Callable[[str], pl.DataFrame]

COPIES = 40
OF_THREE_BATCHES = 12
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
    time.sleep(0.3)
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


GOLDEN = 0.618
"""Moments that lie so far apart, as parts of a run, are spread over it evenly however few there are."""


class Kills(NamedTuple):
    """How often to kill an ingest of how many releases."""

    times: int
    copies: int
    options: tuple[str, ...]


def kill_often(start: Start, fill: Callable[..., Path], warehouse: Path, ask: Ask, kills: Kills) -> None:
    """Kill ingests here and there; whenever one has come through after all, new releases wait for the next."""
    words = ("ingest", *kills.options, fill(kills.copies))
    code, seconds = run_through(start, *words)
    assert code == 0
    killed, first, moment = 0, 0, 0.0
    while killed < kills.times:
        moment = (moment + GOLDEN) % 1
        if ask("SELECT max_by(published + already_known, started_at) FROM mart.run").item() == kills.copies:
            first += kills.copies
            fill(kills.copies, first)
        killed += kill_after(start(*words), 0.2 + moment * (seconds - 0.2))
        assert_whole(ask, warehouse)
    assert run_through(start, *words)[0] == 0
    assert run_through(start, *words)[0] == 0
    known, files = ask("SELECT already_known, files FROM mart.run ORDER BY started_at DESC LIMIT 1").row(0)
    assert known == files == kills.copies, "running again completed it"
    assert ask("SELECT count(*) FROM mart.release WHERE status <> 'published'").item() == 0
    assert ask("SELECT count(*) FROM mart.run WHERE status = 'died'").item() > 0
    left = [path.name for path in warehouse.parent.iterdir() if path.name.startswith(".")]
    assert left == [], "the next publish clears what a killed one left"


def assert_whole(ask: Ask, warehouse: Path) -> None:
    if warehouse.exists():
        counts = ask("SELECT r.release_id, r.facts, count(f.fact_id) AS held FROM mart.release AS r "
                     "LEFT JOIN mart.fact AS f ON f.release_id = r.release_id GROUP BY ALL")  # fmt: skip
        assert (counts["facts"] == counts["held"]).all()


@pytest.mark.parametrize(
    "kills", [pytest.param(2, marks=pytest.mark.slow), pytest.param(50, marks=pytest.mark.acceptance)]
)
def test_a_direct_ingest_may_be_killed_at_any_moment(
    start: Start,
    fill: Callable[..., Path],
    warehouse: Path,
    ask: Ask,
    reader: Callable[[], int],
    monkeypatch: pytest.MonkeyPatch,
    kills: int,
) -> None:
    """Three batches, so that a kill may come before, between and after publishing."""
    monkeypatch.setenv("TIEOUT_BATCH_RELEASES", "5")
    kill_often(start, fill, warehouse, ask, Kills(kills, OF_THREE_BATCHES, ("--direct",)))
    assert reader() > 0


@pytest.mark.parametrize("mode", ["--direct", pytest.param("--source=inbox", marks=pytest.mark.acceptance)])
def test_an_interrupt_ends_a_run_quietly_and_publishes_nothing_half(
    start: Start, fill: Callable[[int], Path], home: Path, warehouse: Path, ask: Ask, mode: str
) -> None:
    """Ctrl-C, which a terminal sends to all processes of the command."""
    process = start("ingest", mode, fill(COPIES), TIEOUT_BATCH_RELEASES="5")
    deadline = time.monotonic() + 60
    while not warehouse.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "Traceback" not in err
    assert_whole(ask, warehouse)
    assert 0 < ask("SELECT count(*) FROM mart.release").item() < COPIES
    assert '"status": "failed"' in next((home / "journal").glob("*.jsonl")).read_text()


@pytest.mark.acceptance
def test_an_ingest_under_prefect_may_be_killed_at_any_moment(
    start: Start, fill: Callable[..., Path], warehouse: Path, ask: Ask, reader: Callable[[], int]
) -> None:
    kill_often(start, fill, warehouse, ask, Kills(5, 1, ()))
    assert reader() > 0
