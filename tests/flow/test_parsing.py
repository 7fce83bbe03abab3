"""Batches, and parsing in one process or in several."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from polars.testing import assert_frame_equal

from flows import parsing, workers
from flows.batches import read_batches
from flows.errors import UnfinishedError
from flows.parsing import Parser, parse_all
from flows.sources.inbox import find_files
from flows.sources.supply import Inbox
from transforms.model import Identity, ReleaseFrames, Source
from warehouse.catalog import read_catalog

Vary = Callable[[int], str]


@pytest.fixture
def sources(vary: Vary) -> list[Source]:
    return [Source(f"{number}.txt", vary(number).encode()) for number in range(12)]


def test_several_processes_give_the_rows_of_one(sources: list[Source], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parsing, "MANY_BYTES", 1)
    alone = parse_all(sources, read_catalog())
    with Parser(read_catalog(), workers=2) as parser:
        together = parser.parse(sources)
    assert alone.problems == together.problems == ()
    for name in ReleaseFrames.__dataclass_fields__:
        assert_frame_equal(getattr(alone.frames, name), getattr(together.frames, name), check_row_order=False)


def test_a_parsing_process_that_is_killed_is_one_clear_error(
    sources: list[Source], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parsing, "MANY_BYTES", 1)
    monkeypatch.setattr(workers, "_serve_parent", os.abort)
    with Parser(read_catalog(), workers=2) as parser, pytest.raises(UnfinishedError, match="TIEOUT_WORKERS=1"):
        parser.parse(sources)


def test_no_parsing_process_outlives_a_parent_that_is_killed(tmp_path: Path) -> None:
    words = """
import time
from flows.parsing import Parser
from transforms.model import Catalog
if __name__ == "__main__":
    parser = Parser(Catalog(), 2)
    list(parser._pool.map(len, ["a", "b"]))
    print(*parser._pool._processes, flush=True)
    time.sleep(60)
"""
    script = tmp_path / "script.py"
    script.write_text(words)
    parent = subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    children = [int(pid) for pid in parent.stdout.readline().split()]
    assert children
    parent.kill()
    parent.wait()
    deadline = time.monotonic() + 10
    while any(map(_lives, children)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(_lives, children))


def _lives(pid: int) -> bool:
    try:
        return "Z" not in Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False


def test_a_batch_is_bounded_by_releases_and_by_bytes_and_loses_no_file(
    fill: Callable[[int], Path], release: str
) -> None:
    files = find_files([str(fill(7))])
    by_count = [len(batch.sources) for batch in read_batches(Inbox(files, Identity()).items(), 3, 10**9)]
    by_size = [
        len(batch.sources) for batch in read_batches(Inbox(files, Identity()).items(), 100, 2 * len(release) + 200)
    ]
    assert by_count == [3, 3, 1]
    assert by_size == [2, 2, 2, 1]
    assert [batch.is_last for batch in read_batches(Inbox(files, Identity()).items(), 3, 10**9)] == [False, False, True]


def test_the_same_bytes_never_stand_twice_in_a_batch(inbox: Path, release: str) -> None:
    for name in ("a.txt", "b.txt"):
        (inbox / name).write_text(release)
    batches = list(read_batches(Inbox(find_files([str(inbox)]), Identity()).items(), 10, 10**9))
    assert [[source.name for source in batch.sources] for batch in batches] == [["a.txt"], ["b.txt"]]


def test_a_batch_keeps_the_files_that_could_not_be_read(inbox: Path, release: str) -> None:
    (inbox / "a.txt").write_text("")
    (inbox / "b.txt").write_text(release)
    (batch,) = read_batches(Inbox(find_files([str(inbox)]), Identity()).items(), 10, 10**9)
    assert [problem.file for problem in batch.problems] == ["a.txt"]
    assert [source.name for source in batch.sources] == ["b.txt"]
