"""A second ingest while one runs, a disk that is full, and a warehouse that somebody holds."""

import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest
from filelock import FileLock

Start = Callable[..., subprocess.Popen[str]]
Ask = Callable[[str], pl.DataFrame]


def test_a_second_ingest_waits_with_a_message_until_the_first_has_published(
    start: Start, inbox: Path, release: str, home: Path, warehouse: Path, ask: Ask
) -> None:
    (inbox / "a.txt").write_text(release)
    home.mkdir()
    with FileLock(f"{warehouse}.lock"):
        process = start("ingest", "--direct", inbox)
        assert process.stderr is not None
        assert "another process is publishing; waiting for it" in process.stderr.readline()
        assert process.poll() is None
    _, err = process.communicate(timeout=60)
    assert process.returncode == 0, err
    assert ask("SELECT count(*) FROM mart.fact").item() == 48


def test_two_ingests_of_the_same_files_at_once_load_each_release_once(
    start: Start, fill: Callable[[int], Path], ask: Ask
) -> None:
    inbox = fill(6)
    both = [start("ingest", "--direct", inbox) for _ in range(2)]
    errors = [process.communicate(timeout=120)[1] for process in both]
    assert [process.returncode for process in both] == [0, 0], errors
    assert ask("SELECT count(*) FROM mart.fact").item() == 6 * 48
    assert sorted(ask("SELECT published, already_known FROM mart.run").rows()) == [(0, 6), (6, 0)]


def test_a_warehouse_that_another_process_writes_to_is_refused(
    tieout: Callable[..., Any], start: Start, inbox: Path, release: str, warehouse: Path, vary: Callable[[int], str]
) -> None:
    (inbox / "a.txt").write_text(release)
    assert tieout("ingest", "--direct", inbox).code == 0
    (inbox / "b.txt").write_text(vary(1))
    warehouse.chmod(0o644)
    with duckdb.connect(warehouse) as writer:
        writer.execute("BEGIN")
        process = start("ingest", "--direct", inbox)
        _, err = process.communicate(timeout=60)
    assert process.returncode == 3
    assert len(err.splitlines()) == 1, err


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of a few megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(folder)], check=False, capture_output=True, text=True
    )
    if mounted.returncode:
        pytest.skip(f"a small disk cannot be mounted here: {mounted.stderr.strip()}")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_disk_without_room_for_the_copy_is_one_clear_line(
    tieout: Callable[..., Any], inbox: Path, release: str, small_disk: Path
) -> None:
    (inbox / "a.txt").write_text(release)
    ran = tieout("ingest", "--direct", inbox, "--warehouse", small_disk / "warehouse.duckdb")
    assert ran.code == 3
    assert len(ran.err.splitlines()) == 1
    assert "make room" in ran.err
    assert not (small_disk / "warehouse.duckdb").exists()


def test_a_home_on_a_full_disk_is_one_clear_line(
    tieout: Callable[..., Any], inbox: Path, release: str, small_disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "a.txt").write_text(release)
    (small_disk / "full").write_bytes(b"x" * (6 << 20))
    monkeypatch.setenv("TIEOUT_HOME", str(small_disk / "home"))
    ran = tieout("ingest", "--direct", inbox)
    assert ran.code == 3
    assert len(ran.err.splitlines()) == 1, ran.err
    assert "No space left" in ran.err
