"""The deployment of prefect.yaml on a real server: its scheduler makes a run, a worker takes it up and completes it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import polars as pl
import pytest

ROOT = Path(__file__).resolve().parents[2]
EVERY_MINUTE = "* * * * *"

pytestmark = pytest.mark.slow


@pytest.fixture
def url() -> str:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return f"http://127.0.0.1:{free.getsockname()[1]}/api"


@pytest.fixture
def prefect(url: str, tmp_path: Path, inbox: Path, home: Path) -> Iterator[Callable[..., "subprocess.Popen[bytes]"]]:
    """Starts prefect's commands in a Prefect home of their own; what still runs is ended with the test."""
    environment = os.environ | {
        "PREFECT_HOME": str(tmp_path / "prefect"),
        "PREFECT_API_URL": url,
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS": "2",
        "PREFECT_WORKER_QUERY_SECONDS": "2",
        "DO_NOT_TRACK": "1",
        "TIEOUT_INBOX": str(inbox),
    }
    started: list[subprocess.Popen[bytes]] = []

    def begin(*words: str) -> "subprocess.Popen[bytes]":
        log = (tmp_path / f"{len(started)}.log").open("wb")
        command = [sys.executable, "-m", "prefect", *words]
        started.append(
            subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        )
        return started[-1]

    yield begin
    for process in reversed(started):
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def until(answer: Callable[[], Any], seconds: float) -> Any:
    """The first answer that is something."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if found := answer():
            return found
        time.sleep(0.5)
    pytest.fail(f"nothing within {seconds} s")


def test_a_scheduled_run_is_created_by_the_server_and_completed_by_a_worker(
    prefect: Callable[..., "subprocess.Popen[bytes]"], url: str, inbox: Path, release: str, tmp_path: Path,
    ask: Callable[[str], pl.DataFrame],
) -> None:  # fmt: skip
    (inbox / "a.txt").write_text(release)

    def healthy() -> bool:
        try:
            return httpx.get(f"{url}/health", timeout=5).status_code == httpx.codes.OK
        except httpx.TransportError:
            return False

    def runs(*states: str) -> list[dict[str, Any]]:
        wanted = {"flow_runs": {"state": {"type": {"any_": list(states)}}}, "sort": "EXPECTED_START_TIME_ASC"}
        found: list[dict[str, Any]] = httpx.post(f"{url}/flow_runs/filter", json=wanted, timeout=30).json()
        return found

    prefect("server", "start", "--host", "127.0.0.1", "--port", str(httpx.URL(url).port), "--no-ui")
    until(healthy, 120)
    assert prefect("work-pool", "create", "tieout", "--type", "process").wait(120) == 0
    deployed = prefect("--no-prompt", "deploy", "--all", "--prefect-file", str(ROOT / "prefect.yaml"))
    assert deployed.wait(120) == 0, (tmp_path / "2.log").read_text()
    deployment = httpx.get(f"{url}/deployments/name/ingest-inbox/inbox", timeout=30).json()
    assert deployment["concurrency_limit"] == 1 or deployment["global_concurrency_limit"]["limit"] == 1
    assert deployment["schedules"][0]["schedule"]["cron"] == "*/15 6-22 * * 1-5"
    assert "paths" in deployment["parameter_openapi_schema"]["properties"]

    # its own next time may be a weekend away: the same deployment, due every minute
    schedule = deployment["schedules"][0]["id"]
    sooner = {"schedule": {"cron": EVERY_MINUTE, "timezone": "UTC"}, "active": True}
    httpx.patch(
        f"{url}/deployments/{deployment['id']}/schedules/{schedule}", json=sooner, timeout=30
    ).raise_for_status()
    scheduled = until(lambda: runs("SCHEDULED"), 60)
    assert all(run["auto_scheduled"] and run["deployment_id"] == deployment["id"] for run in scheduled)

    prefect("worker", "start", "--pool", "tieout", "--type", "process")
    (first, *_) = until(lambda: runs("COMPLETED", "FAILED", "CRASHED"), 240)
    assert first["state_type"] == "COMPLETED", "".join(path.read_text() for path in tmp_path.glob("*.log"))
    assert first["auto_scheduled"]
    mode, flow_run, published = ask("SELECT mode, flow_run_id, published FROM mart.run ORDER BY started_at").row(0)
    assert (mode, flow_run, published) == ("prefect", first["id"], 1)
