"""Others read, write and die beside us: nobody is blocked, and no row changes that we did not write."""

import os
import random
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from warehouse.connect import open_reader
from warehouse.errors import LeftoverWalError, WarehouseBusyError
from warehouse.guard import logs_of, readers_only, refuse_leftover_log, writer_lock

HERE = Path(__file__).parent
OPEN = "import duckdb, sys, time; connection = duckdb.connect(sys.argv[1], read_only={read_only})\n"
WAIT = "print('ready', flush=True); sys.stdin.readline()\n"


@contextmanager
def process(code: str, path: Path) -> Iterator[subprocess.Popen[str]]:
    """A Python process that runs ``code`` and has said that it is ready; killed on leaving."""
    command = [sys.executable, "-c", code, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        assert child.stdout.readline().strip() == "ready"
        try:
            yield child
        finally:
            child.kill()


def ask(child: subprocess.Popen[str]) -> str:
    """Let a waiting process go on, and read what it says next."""
    assert child.stdin
    assert child.stdout
    child.stdin.write("\n")
    child.stdin.flush()
    return child.stdout.readline().strip()


def labels(path: Path) -> list[str]:
    with open_reader(path) as reader:
        return [row[0] for row in reader.execute("SELECT label FROM mart.fact ORDER BY label").fetchall()]


@pytest.fixture
def loaded(tmp_path, put, release, quarter_of) -> Path:
    path = tmp_path / "w.duckdb"
    put(path, release("a", (quarter_of("2003-04-01", "2003-06-30", 1, label="first"),)))
    return path


@pytest.fixture
def second(release, quarter_of):
    return release("b", (quarter_of("2003-04-01", "2003-06-30", 2, label="second"),))


def test_an_open_reader_keeps_its_snapshot_and_the_next_one_sees_the_new_file(loaded, put, second):
    count = "print(connection.execute('SELECT count(*) FROM mart.fact').fetchone()[0], flush=True)\n"
    again = "connection.close(); connection = duckdb.connect(sys.argv[1], read_only=True)\n"
    code = OPEN.format(read_only=True) + WAIT + count + "sys.stdin.readline()\n" + again + count
    with process(code, loaded) as reader:
        put(loaded, second)
        assert ask(reader) == "1"
        assert ask(reader) == "2"


@pytest.mark.parametrize(
    "work",
    ["", "connection.begin(); connection.execute('UPDATE store.fact SET label = NULL')\n".replace("NULL", "chr(63)")],
    ids=["idle", "in a transaction"],
)
def test_publish_refuses_while_another_process_has_it_open_for_writing(loaded, put, second, work):
    with process(OPEN.format(read_only=False) + work + WAIT, loaded) as writer:
        with pytest.raises(WarehouseBusyError, match=f"process {writer.pid} has it open for writing") as caught:
            put(loaded, second)
        assert caught.value.exit_code == 3
        assert caught.value.retriable
    for log in logs_of(loaded):
        log.unlink()
    assert labels(loaded) == ["first"]
    put(loaded, second)
    assert labels(loaded) == ["first", "second"]


def test_publish_refuses_beside_the_log_of_a_killed_writer(loaded, put, second):
    """A log beside a replaced file would be replayed onto it: this deletes rows of the new file in silence."""
    work = "connection.execute('SET wal_autocheckpoint = \\'1TB\\''); connection.execute('DELETE FROM store.tie')\n"
    with process(OPEN.format(read_only=False) + work + WAIT, loaded):
        pass
    assert logs_of(loaded)
    before = loaded.read_bytes()
    with pytest.raises(LeftoverWalError, match=r"w.duckdb.wal lies beside it.*CHECKPOINT") as caught:
        put(loaded, second)
    assert caught.value.exit_code == 3
    assert loaded.read_bytes() == before
    logs_of(loaded)[0].unlink()
    put(loaded, second)
    with open_reader(loaded) as reader:
        assert reader.execute("SELECT count(*) FROM store.tie").fetchone() == (2,)


def test_the_remedy_for_a_left_log_can_be_run_where_the_path_has_blanks(tmp_path):
    path = tmp_path / "my data" / "w.duckdb"
    path.parent.mkdir()
    path.with_name("w.duckdb.wal").touch()
    with pytest.raises(LeftoverWalError) as caught:
        refuse_leftover_log(path)
    command = str(caught.value).partition("run: ")[2].partition(";")[0]
    assert shlex.split(command) == ["chmod", "u+w", str(path), "&&", "duckdb", str(path), "CHECKPOINT"]


def test_the_remedy_for_a_left_log_keeps_what_was_written(loaded, put, second):
    work = "connection.execute('SET wal_autocheckpoint = \\'1TB\\''); connection.execute('DELETE FROM store.tie')\n"
    with process(OPEN.format(read_only=False) + work + WAIT, loaded):
        pass
    with process(
        OPEN.format(read_only=False) + "connection.execute('CHECKPOINT'); connection.close()\n" + WAIT, loaded
    ):
        pass
    put(loaded, second)
    with open_reader(loaded) as reader:
        assert reader.execute("SELECT count(*) FROM store.tie").fetchone() == (1,)


def test_nobody_can_open_the_file_for_writing_while_it_is_being_replaced(loaded):
    attempt = "import duckdb, sys\ntry: duckdb.connect(sys.argv[1])\nexcept duckdb.IOException: print('refused')\n"
    reading = "import duckdb, sys\nduckdb.connect(sys.argv[1], read_only=True); print('read')\n"
    with readers_only(loaded):
        with open_reader(loaded):
            pass  # a reader of this process that closes the file must not drop the lock
        said = [
            subprocess.run(
                [sys.executable, "-c", code, loaded], capture_output=True, text=True, check=True
            ).stdout.strip()
            for code in (attempt, reading)
        ]
    assert said == ["refused", "read"]


def test_a_second_publish_refuses_or_waits_and_says_so(loaded, put, second):
    hold = (
        "import sys; from pathlib import Path; from warehouse.guard import writer_lock\n"
        "with writer_lock(Path(sys.argv[1]), 0, print):\n    print('ready', flush=True); sys.stdin.readline()\n"
        "print('released', flush=True); sys.stdin.readline()\n"
    )
    said: list[str] = []
    with process(hold, loaded) as holder:
        with pytest.raises(WarehouseBusyError, match="another process is publishing"):
            put(loaded, second, wait=0)
        with pytest.raises(WarehouseBusyError):
            put(loaded, second, wait=0.2, notify=said.append)
        assert "waiting" in said[0]
        assert ask(holder) == "released"
        put(loaded, second, wait=0)


def test_a_dead_process_does_not_hold_the_lock(loaded):
    hold = (
        "import sys; from pathlib import Path; from warehouse.guard import writer_lock\n"
        "with writer_lock(Path(sys.argv[1]), 0, print):\n    print('ready', flush=True); sys.stdin.readline()\n"
    )
    with process(hold, loaded) as holder:
        os.kill(holder.pid, signal.SIGKILL)
        holder.wait()
        with writer_lock(loaded, 0, print):
            pass


@pytest.mark.parametrize(
    "kills", [pytest.param(2, marks=pytest.mark.slow), pytest.param(50, marks=pytest.mark.acceptance)]
)
def test_killed_at_any_moment_the_old_file_or_the_new_one_stands(tmp_path, kills):
    """A reader in another process queries throughout and never errs; running again completes the work."""
    path, chance = tmp_path / "w.duckdb", random.Random(kills)
    command = [sys.executable, str(HERE / "publish_many.py"), str(path)]
    subprocess.run([*command, "0", "1"], check=True, capture_output=True)
    watch = (
        "import duckdb, sys, time\nprint('ready', flush=True)\nreads = 0\n"
        "while not __import__('os').path.exists(sys.argv[1] + '.stop'):\n"
        "    with duckdb.connect(sys.argv[1], read_only=True) as c:\n"
        "        held, facts = c.execute('SELECT count(DISTINCT release_id), count(*) FROM mart.fact').fetchone()\n"
        "        assert held and facts == 50 * held, (held, facts)\n"
        "    reads += 1; time.sleep(0.02)\n"
        "print(reads, flush=True)\n"
    )
    with process(watch, path) as watcher:
        for _ in range(kills):
            with subprocess.Popen([*command, "0", "40"], stdout=subprocess.PIPE, text=True) as child:
                assert child.stdout
                child.stdout.readline()
                time.sleep(chance.uniform(0, 1.5))
                child.kill()
            whole_releases(path)
        (tmp_path / "w.duckdb.stop").touch()
        assert watcher.stdout
        assert int(watcher.stdout.readline()) > 0
    reached = whole_releases(path)
    subprocess.run([*command, "0", str(reached + 2)], check=True, capture_output=True)
    assert whole_releases(path) == reached + 2
    assert not (tmp_path / ".w.duckdb.publish").exists()


def whole_releases(path: Path) -> int:
    """How many releases the warehouse holds; each must be whole."""
    with open_reader(path) as reader:
        rows = reader.execute(
            "SELECT r.facts, count(f.fact_id) FROM mart.release AS r JOIN mart.fact AS f USING (release_id) "
            "GROUP BY r.release_id, r.facts"
        ).fetchall()
        assert set(rows) == {(50, 50)}
        assert reader.execute("SELECT count(*) FROM mart.release").fetchone() == (len(rows),)
        assert reader.execute("SELECT count(*) FROM store.tie").fetchone() == (len(rows),)
    return len(rows)
