"""A made-up release, variants of it, and the command line in this process or in one of its own."""

import gc
import json
import os
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import polars as pl
import pytest

from flows.cli import main
from flows.run import run_ingest
from flows.settings import Settings
from transforms.model import Identity
from warehouse.connect import query

RELEASE = Path(__file__).parent / "data" / "northfield_2004q3.txt"


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str


def clear_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith(("TIEOUT_", "PREFECT_"))]:
        monkeypatch.delenv(name)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty TIEOUT_HOME."""
    clear_environment(monkeypatch)
    folder = tmp_path / "home"
    monkeypatch.setenv("TIEOUT_HOME", str(folder))
    monkeypatch.setenv("PREFECT_HOME", str(tmp_path / "prefect"))
    return folder


@pytest.fixture
def warehouse(home: Path) -> Path:
    """Where the warehouse of ``home`` will be."""
    return home / "warehouse.duckdb"


@pytest.fixture(scope="session")
def release() -> str:
    """The text of a release that ties out: 48 facts."""
    return RELEASE.read_text()


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """An empty folder."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


@pytest.fixture(scope="session")
def vary(release: str) -> Callable[[int], str]:
    """The release once more, of other bytes and with the same figures."""
    return lambda number: release.replace(
        "EXHIBIT 99.1\n", f"EXHIBIT 99.1\n\nContact: Investor Relations, desk {number:04d}\n", 1
    )


@pytest.fixture(scope="session")
def sidecar() -> str:
    """Who furnished a release, and when."""
    return '{"cik": "7000001", "accession": "0000700000-04-000001", "accepted_at": "2004-10-14T16:05:00"}'


@pytest.fixture(scope="session")
def loaded_home(tmp_path_factory: pytest.TempPathFactory, vary: Callable[[int], str], sidecar: str) -> Path:
    """A TIEOUT_HOME into which two releases were loaded, the first with a sidecar; to be copied."""
    folder = tmp_path_factory.mktemp("loaded")
    inbox = folder / "inbox"
    inbox.mkdir()
    for number in (1, 2):
        (inbox / f"{number}.txt").write_text(vary(number))
    (inbox / "1.txt.json").write_text(sidecar)
    with pytest.MonkeyPatch.context() as patched:
        clear_environment(patched)
        result = run_ingest([str(inbox)], Identity(), Settings(home=folder / "home"))
    assert result.exit_code == 0
    return folder / "home"


@pytest.fixture
def loaded(home: Path, loaded_home: Path) -> Path:
    """``home`` with these two releases in it; their files are gone."""
    shutil.copytree(loaded_home, home)
    return home


@pytest.fixture
def fill(inbox: Path, vary: Callable[[int], str]) -> Callable[..., Path]:
    """Writes so many variants of the release into the inbox, over those that were there."""

    def write(copies: int, first: int = 0) -> Path:
        for number in range(copies):
            (inbox / f"copy_{number:04d}.txt").write_text(vary(first + number))
        return inbox

    return write


@pytest.fixture
def tieout(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Iterator[Callable[..., Ran]]:
    """Runs the command in this process."""

    def run(*arguments: object) -> Ran:
        monkeypatch.setattr(sys, "argv", ["tieout", *map(str, arguments)])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        captured = capsys.readouterr()
        return Ran(int(ended.value.code or 0), captured.out, captured.err)

    yield run
    gc.unfreeze()
    gc.enable()


@pytest.fixture
def start(home: Path) -> Iterator[Callable[..., "subprocess.Popen[str]"]]:
    """Starts the command as a process of its own, which is ended with the test."""
    started: list[subprocess.Popen[str]] = []

    def begin(*arguments: object, **environment: str) -> "subprocess.Popen[str]":
        words = [sys.executable, "-m", "flows", *map(str, arguments)]
        pipe = subprocess.PIPE
        started.append(
            subprocess.Popen(
                words, stdout=pipe, stderr=pipe, text=True, env=os.environ | environment, start_new_session=True
            )
        )
        return started[-1]

    yield begin
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def ask(warehouse: Path) -> Callable[[str], pl.DataFrame]:
    """Asks the warehouse of ``home``."""
    return lambda text: query(warehouse, text)


@pytest.fixture
def heard() -> Iterator[tuple[str, list[dict[str, str]]]]:
    """An Apprise URL of a receiver of its own, and what it was sent."""
    messages: list[dict[str, str]] = []

    class Receiver(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            messages.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the library calls it
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Receiver) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"json://127.0.0.1:{server.server_port}/", messages
        server.shutdown()
