"""Killed anywhere and started again: the same warehouse, and nothing that had landed is fetched twice."""

import os
import random
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from edgar_server.app import Edgar
from edgar_server.corpus import Submission, read_folder, spread
from edgar_server.faults import Fault, slow
from flows.landing import Landing
from flows.run import run
from flows.settings import read_settings
from flows.sources.edgar.ledger import Ledger, open_ledger
from flows.sources.edgar.supply import Request, open_edgar
from support.contents import assert_same, contents
from support.shared import shared

Start = Callable[..., "subprocess.Popen[str]"]
WORDS = ("ingest", "--source", "edgar", "--direct", "--since", "2004-10-04", "--until", "2004-11-02")
COMPLETE = date(2004, 11, 2)
PATIENCE = 1200


def landed_in(home: Path) -> set[str]:
    """The accessions whose submission is in landing."""
    if not (home / "edgar" / "ledger.sqlite").exists():
        return set()
    landing = Landing(str(home / "landing"))
    with open_ledger(home / "edgar", home / "warehouse.duckdb") as ledger:
        listed = ledger.connection.execute("SELECT accession, sha256 FROM landed").fetchall()
    return {accession for accession, sha256 in listed if landing.holds(sha256)}


@dataclass
class Loads:
    """Loads of one EDGAR that may be killed; ``longest`` is what the quickest undisturbed one took, in seconds."""

    start: Start
    edgar: Edgar
    chance: random.Random
    longest: float = PATIENCE

    def run_through(self, home: Path) -> None:
        """A load that nobody kills."""
        before = self.edgar.clock()
        process = self.start(*WORDS, TIEOUT_HOME=str(home))
        _, err = process.communicate(timeout=PATIENCE)
        assert process.returncode in {0, 1}, err
        assert "Traceback" not in err
        self.longest = min(self.longest, self.edgar.clock() - before)

    def kill_one(self, home: Path) -> bool:
        """Start a load and kill it at some moment; whether it still ran then."""
        process = self.start(*WORDS, TIEOUT_HOME=str(home))
        try:
            process.wait(timeout=self.chance.uniform(0.3, self.longest))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        _, err = process.communicate()
        assert process.returncode in {0, 1, -signal.SIGKILL}, err
        return process.returncode == -signal.SIGKILL

    def run_killed(self, home: Path, most: int) -> int:
        """Load until it is done, killed up to ``most`` times, and never asking for what had landed; gives the kills."""
        kills = 0
        landed: dict[str, int] = {}
        while kills < most and self.kill_one(home):
            kills += 1
            for accession in landed_in(home):
                landed.setdefault(accession, len(self.edgar.seen))
        self.run_through(home)
        for accession, since in landed.items():
            later = [one.path for one in self.edgar.seen[since:] if f"{accession}.txt" in one.path]
            assert later == [], f"landed after {since} requests, and asked for again"
        return kills


def kill_often(loads: Loads, folder: Path, times: int) -> None:
    """Homes are filled under kills, as many as it takes, and each is compared with one that was not disturbed."""
    loads.run_through(folder / "undisturbed")
    expected = contents(folder / "undisturbed" / "warehouse.duckdb")
    assert expected["fact"].height > 0
    killed = rounds = 0
    while killed < times:
        rounds += 1
        home = folder / f"round_{rounds}"
        killed += loads.run_killed(home, times - killed)
        assert_same(contents(home / "warehouse.duckdb"), expected)
        assert landed_in(home) == {one.accession for one in loads.edgar.submissions}
        with open_ledger(home / "edgar", home / "warehouse.duckdb") as ledger:
            assert ledger.watermark(date(2004, 10, 4)) == COMPLETE
        assert rounds <= 5 * times, "so many loads came through that kills must come too late"


@pytest.mark.slow
def test_a_load_may_be_killed_at_any_moment(
    serve: Any, month: list[Submission], start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Three batches, so that a kill may come before, between and after publishing."""
    monkeypatch.setenv("TIEOUT_BATCH_RELEASES", "5")
    kill_often(Loads(start, serve(month[:12], limit=None), random.Random(5)), tmp_path, 2)


@pytest.mark.acceptance
def test_a_load_of_real_releases_may_be_killed_fifty_times(
    serve: Any, start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole corpus, in some ten batches."""
    monkeypatch.setenv("TIEOUT_BATCH_RELEASES", "7")
    held = spread(read_folder(shared("corpus")), date(2004, 10, 4), 30)
    kill_often(Loads(start, serve(held, limit=None), random.Random(50)), tmp_path, 50)


class Killed(BaseException):
    """The process ends here."""


SEAMS = (
    (Ledger, "will_land", "before"), (Landing, "land", "after"), (Ledger, "finish", "after"),
    pytest.param((Landing, "land", "before"), marks=pytest.mark.acceptance),
    pytest.param((Ledger, "finish", "before"), marks=pytest.mark.acceptance),
)  # fmt: skip


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize("seam", SEAMS, ids=lambda seam: f"{seam[2]} {seam[1]}")
def test_killed_between_any_two_writes_it_goes_on_from_there(
    serve: Any, month: list[Submission], monkeypatch: pytest.MonkeyPatch, warehouse: Path, seam: tuple[type, str, str]
) -> None:
    """The second call of each write is the last thing that the process does, or what it no longer does."""
    monkeypatch.setenv("TIEOUT_BATCH_RELEASES", "2")
    edgar = serve(month[:4])
    owner, name, when = seam
    calls = 0
    write = getattr(owner, name)

    def fatal(*words: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == 2 and when == "before":
            raise Killed
        written = write(*words)
        if calls == 2:
            raise Killed
        return written

    def load() -> None:
        found = read_settings()
        run(open_edgar(Request(date(2004, 10, 4), date(2004, 10, 5)), found, lambda: COMPLETE), found)

    with monkeypatch.context() as patched:
        patched.setattr(owner, name, fatal)
        with pytest.raises((Killed, BaseExceptionGroup)):
            load()
    landed, before = landed_in(warehouse.parent), len(edgar.seen)
    load()
    assert landed.isdisjoint(one.path[-24:-4] for one in edgar.seen[before:])
    assert len(landed_in(warehouse.parent)) == 4
    assert contents(warehouse)["release"].height == 4


def test_an_interrupt_ends_a_load_quietly(serve: Any, month: list[Submission], start: Start, home: Path) -> None:
    """While a submission is on its way; what came before it has landed."""
    edgar = serve(month[:8], faults=[Fault("-04-000005", slow(10))])
    process = start(*WORDS)
    deadline = edgar.clock() + 60
    while len(list(home.rglob("content.zst"))) < 7 and edgar.clock() < deadline:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert err == ""
    assert len(landed_in(home)) == 7
