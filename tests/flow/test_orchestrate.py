"""The flow under Prefect: recorded on a configured server, else on a temporary one that leaves nothing running."""

import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from flows.errors import UsageError
from flows.orchestrate import configured_url, find_server
from flows.settings import read_settings
from flows.temporary_server import start_temporary_server, stop

Start = Callable[..., subprocess.Popen[str]]
NOBODY = "http://127.0.0.1:9/api"


def recorded(database: Path) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """Flow runs and task runs: name and state."""
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        flows = connection.execute("SELECT id, state_type FROM flow_run ORDER BY created").fetchall()
        tasks = connection.execute("SELECT name, state_type FROM task_run").fetchall()
    return flows, tasks


def children(process: "subprocess.Popen[str]") -> list[Path]:
    listed = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    return [Path("/proc") / pid for pid in listed]


def test_without_a_server_a_temporary_one_records_the_run_and_its_tasks(
    start: Start, home: Path, inbox: Path, release: str, ask: Callable[[str], pl.DataFrame]
) -> None:
    (inbox / "a.txt").write_text(release)
    process = start("ingest", inbox, PREFECT_API_URL=NOBODY)
    out, err = process.communicate(timeout=180)
    assert process.returncode == 0, err
    assert "published" in out
    assert f"the Prefect server at {NOBODY} does not answer" in err
    assert len(err.splitlines()) == 2, err
    (flow,), tasks = recorded(home / "prefect" / "prefect.db")
    assert tasks == [("batch of 1", "COMPLETED")]
    assert flow[1] == "COMPLETED"
    assert ask("SELECT mode, replace(flow_run_id, '-', '') FROM mart.run").row(0) == (
        "prefect",
        flow[0].replace("-", ""),
    )


@pytest.fixture
def server(tmp_path: Path, home: Path) -> Iterator[str]:
    """A server that is there already; its database is in ``tmp_path / "server"``."""
    url, process = start_temporary_server(tmp_path / "server")
    yield url
    stop(process)


@pytest.mark.acceptance
def test_a_configured_server_is_used_and_a_run_with_unreadable_files_is_a_failed_one(
    start: Start, server: str, home: Path, inbox: Path, release: str, tmp_path: Path, ask: Callable[[str], pl.DataFrame]
) -> None:
    (inbox / "a.txt").write_text(release)
    (inbox / "b.pdf").write_bytes(b"%PDF-1.4")
    process = start("ingest", inbox, PREFECT_API_URL=server)
    out, err = process.communicate(timeout=180)
    assert process.returncode == 2, err
    assert "b.pdf: is a PDF" in err
    assert "Traceback" not in err
    assert "published" in out
    (flow,), _ = recorded(tmp_path / "server" / "prefect.db")
    assert flow[1] == "FAILED"
    assert not (home / "prefect").exists()
    assert ask("SELECT count(*) FROM mart.release").item() == 1


def test_a_temporary_server_that_cannot_start_is_one_clear_line(
    start: Start, home: Path, inbox: Path, release: str, warehouse: Path
) -> None:
    (inbox / "a.txt").write_text(release)
    (home / "prefect" / "prefect.db").mkdir(parents=True)
    process = start("ingest", inbox)
    _, err = process.communicate(timeout=180)
    assert process.returncode == 3
    assert len(err.splitlines()) == 1, err
    assert "--direct" in err
    assert not warehouse.exists()


@pytest.mark.slow
def test_the_temporary_server_ends_with_a_command_that_is_killed(start: Start, inbox: Path, release: str) -> None:
    (inbox / "a.txt").write_text(release)
    process = start("ingest", inbox)
    while not (found := children(process)):
        time.sleep(0.05)
    time.sleep(1)
    process.kill()
    process.wait()
    deadline = time.monotonic() + 10
    while any(path.exists() for path in found) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(path.exists() for path in found)


@pytest.mark.parametrize("url", ["http://127.0.0.1:port/api", "nonsense"])
def test_an_api_whose_address_is_none_does_not_answer(home: Path, monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("PREFECT_API_URL", url)
    assert find_server(read_settings()) is None


def test_profiles_that_cannot_be_read_are_bad_usage(home: Path, tmp_path: Path) -> None:
    (tmp_path / "prefect").mkdir()
    (tmp_path / "prefect" / "profiles.toml").write_text('active = "team')
    with pytest.raises(UsageError, match=r"profiles.toml: Prefect's profiles are no TOML"):
        configured_url()


def test_the_api_is_the_environments_else_the_active_profiles(
    home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert configured_url() is None
    (tmp_path / "prefect").mkdir()
    (tmp_path / "prefect" / "profiles.toml").write_text(
        'active = "team"\n[profiles.team]\nPREFECT_API_URL = "http://team/api"\n[profiles.mine]\n'
    )
    assert configured_url() == "http://team/api"
    monkeypatch.setenv("PREFECT_PROFILE", "mine")
    assert configured_url() is None
    monkeypatch.setenv("PREFECT_API_URL", "http://here/api")
    assert configured_url() == "http://here/api"
