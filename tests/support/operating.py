"""``tieout up`` as an operator runs it: a process of its own, asked through Prefect's API."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from flows.up.api import Api

HOST = "127.0.0.1"
Row = dict[str, Any]


def until(answer: Callable[[], Any], seconds: float = 120) -> Any:
    """The first answer that is something."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := answer():
            return found
        time.sleep(0.3)
    pytest.fail(f"nothing within {seconds} s")


class House:
    """``tieout up`` in ``home``, on a port that was free, started in the folder above that."""

    def __init__(self, home: Path, **environment: str) -> None:
        with socket.create_server((HOST, 0)) as free:
            self.port = free.getsockname()[1]
        self.home = home
        self.folder = home.parent
        self.log = self.folder / "up.log"
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("TIEOUT_", "PREFECT_"))}
        self.environment = clean | {"TIEOUT_HOME": str(home)} | environment
        self.api = Api(f"http://{HOST}:{self.port}/api")
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> "House":
        """Start it, and wait until it says that it is up."""
        words = [sys.executable, "-m", "flows", "up", "--port", str(self.port)]
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                words, stdout=log, stderr=log, env=self.environment | {"PWD": str(self.folder)}, cwd=self.folder
            )
        until(lambda: "up on " in self.said() or self.process is None or self.process.poll() is not None, 180)
        assert self.process.poll() is None, self.said() + self.logs()
        return self

    def stop(self, number: int = signal.SIGTERM) -> int:
        """Stop it as a service manager would, or kill it."""
        assert self.process is not None
        self.process.send_signal(number)
        return self.process.wait(60)

    def tieout(self, *words: str) -> str:
        """What a command says that is run beside it, in the same home."""
        command = [sys.executable, "-m", "flows", *words]
        ran = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False, timeout=120)
        return ran.stdout + ran.stderr

    def said(self) -> str:
        """What it said to the person."""
        return self.log.read_text()

    def logs(self) -> str:
        """What its processes wrote."""
        return "".join(path.read_text() for path in (self.home / "prefect").glob("*.log"))

    def deployment(self, name: str) -> str:
        """The id of a deployment."""
        return str(self.api.deployment(name)["id"])

    def run(self, run: str) -> Row:
        """A run as the server has it."""
        return dict(self.api.ask("GET", f"/flow_runs/{run}"))

    def state(self, run: str, *wanted: str, seconds: float = 180) -> Row:
        """The run once it is in one of these states."""
        try:
            return until(lambda: found if (found := self.run(run))["state_type"] in wanted else None, seconds)
        except BaseException:
            print(self.run(run), self.logs())
            raise

    def history(self, run: str) -> list[str]:
        """The types of the states that the run was in."""
        found = self.api.ask("GET", f"/flow_run_states/?flow_run_id={run}")
        return [state["type"] for state in found]

    def filter(self, what: str, **asked: Any) -> list[Row]:
        """Rows of the API."""
        return list(self.api.ask("POST", f"/{what}/filter", asked))

    def children(self) -> list[int]:
        """The processes that it started, and theirs."""
        assert self.process is not None
        return _below(self.process.pid)


def _below(pid: int) -> list[int]:
    listed = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [found for child in map(int, listed) for found in (child, *_below(child))]
