"""``tieout up`` on the loopback address: schedules make runs, a worker takes them up, they leave what they should."""

import hashlib
import json
import os
import signal
import socket
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import polars as pl
import pytest
from filelock import FileLock

from support.operating import House, until

INBOX = "ingest-inbox/inbox"
NIGHTLY = "ingest-edgar/edgar-nightly"
CONTACT = "Sample Company admin@sample.example"
NOBODY = "http://127.0.0.1:9"
Ask = Callable[[str], pl.DataFrame]
Build = Callable[..., House]


@pytest.fixture
def build(home: Path, inbox: Path) -> Iterator[Build]:
    """Makes houses that are ended with the test."""
    built: list[House] = []

    def make(**environment: str) -> House:
        built.append(House(home, TIEOUT_INBOX=str(inbox), **environment))
        return built[-1]

    yield make
    for house in built:
        if house.process is not None and house.process.poll() is None:
            house.stop(signal.SIGKILL)


def tieout_events(house: House, name: str) -> list[dict[str, Any]]:
    found = house.api.ask("POST", "/events/filter", {"filter": {"event": {"name": [name]}}})
    return list(found["events"])


@pytest.mark.slow
def test_one_command_brings_up_schedules_whose_runs_publish_and_leave_artifacts(
    build: Build, home: Path, inbox: Path, warehouse: Path, vary: Any, ask: Ask, tell: Callable[[str], None]
) -> None:
    (inbox / "a.txt").write_text(vary(1))
    began = time.monotonic()
    house = build(PREFECT_SERVER_SERVICES_SCHEDULER_LOOP_SECONDS="2", TIEOUT_LANDING="landed").start()
    until(warehouse.exists)
    assert list((home.parent / "landed").rglob("content.zst")), "named from where it was started"
    tell(f"tieout up to the first published release: {time.monotonic() - began:.0f} s")
    deployment = house.api.deployment(INBOX)
    assert deployment["global_concurrency_limit"]["limit"] == 1
    assert [one["schedule"]["cron"] for one in deployment["schedules"]] == ["*/15 6-22 * * 1-5"]
    assert {"paths", "warehouse", "identity"} == set(deployment["parameter_openapi_schema"]["properties"])
    (first,) = until(lambda: house.api.runs(["COMPLETED"]))

    (inbox / "b.txt").write_text(vary(2))
    sooner = {"schedule": {"interval": 8}, "active": True}  # its own next time may be a weekend away
    place = f"/deployments/{deployment['id']}/schedules/{deployment['schedules'][0]['id']}"
    house.api.ask("PATCH", place, sooner)
    done = until(lambda: [run for run in house.api.runs(["COMPLETED"]) if run["auto_scheduled"]])
    assert ask("SELECT mode, flow_run_id, published FROM mart.run WHERE files > 0 ORDER BY started_at").rows()[:2] == [
        ("prefect", first["id"], 1), ("prefect", done[-1]["id"], 1),
    ]  # fmt: skip
    left = house.filter("artifacts", artifacts={"flow_run_id": {"any_": [done[-1]["id"]]}}, sort="KEY_DESC")
    report, releases = left
    assert [(row["file"], row["verdict"]) for row in json.loads(releases["data"])] == [("b.txt", "published")]
    assert releases["description"] == "New releases. Already known: 1."
    (link,) = [word[:-1] for word in report["data"].split("(") if word.startswith("http")]
    assert "Northfield" in httpx.get(link).text
    until(lambda: len(tieout_events(house, "tieout.run.finished")) > 1)
    told = house.tieout("status")
    assert f"schedules ({house.api.url})" in told
    assert "every so often" in told, "no clock time, since the test asked for every eight seconds"
    assert house.stop() == 0
    assert "stopping" in house.said()


@pytest.mark.acceptance
def test_a_second_run_of_a_deployment_is_not_started_while_one_is_at_work(
    build: Build, inbox: Path, warehouse: Path, release: str, ask: Ask
) -> None:
    (inbox / "a.txt").write_text(release)
    warehouse.parent.mkdir()
    with FileLock(f"{warehouse}.turn"):  # as if another deployment's run were at work
        house = build().start()
        inbox_id = house.deployment(INBOX)
        (first,) = until(lambda: house.api.runs(["RUNNING"]))
        second = house.api.start(inbox_id)
        became = house.state(second, "CANCELLED", "RUNNING", "COMPLETED")
        assert became["state_type"] == "CANCELLED"
        assert "RUNNING" not in house.history(second)
        until(lambda: "another scheduled run is at work" in house.logs())
        assert not warehouse.exists()
    assert house.state(first["id"], "COMPLETED", "FAILED")["state_type"] == "COMPLETED"
    assert ask("SELECT count(*) FROM mart.run").item() == 1


@pytest.mark.acceptance
def test_a_failing_source_leaves_the_run_failed_the_warehouse_untouched_and_word_sent(
    build: Build, inbox: Path, warehouse: Path, release: str, heard: Any
) -> None:
    url, messages = heard
    (inbox / "a.txt").write_text(release.replace("16,364        15,414", "16,634        15,414"))
    house = build(
        TIEOUT_EDGAR_CONTACT=CONTACT, TIEOUT_EDGAR_URL=NOBODY, TIEOUT_NOTIFY=url, TIEOUT_RETRY_SECONDS="[1]"
    ).start()
    assert "edgar-nightly has no day to go on from" in house.said()
    until(lambda: house.api.runs(["COMPLETED"]))
    until(lambda: messages)
    assert messages[0]["title"] == "tieout: 1 in quarantine"
    assert "16,634" in messages[0]["message"].replace("16634", "16,634")
    until(lambda: tieout_events(house, "tieout.release.quarantined"))
    before = hashlib.sha256(warehouse.read_bytes()).hexdigest()

    asked = {"parameters": {"since": "2004-10-04", "until": "2004-10-05"}}
    run = house.api.ask("POST", f"/deployments/{house.deployment(NIGHTLY)}/create_flow_run", asked)["id"]
    assert "no whole answer" in house.state(run, "FAILED", "COMPLETED")["state"]["message"]
    assert "attempt 1 of 2" in house.logs()
    assert hashlib.sha256(warehouse.read_bytes()).hexdigest() == before
    until(lambda: len(messages) > 1)
    assert messages[1]["title"] == "tieout: ingest-edgar failed"


@pytest.mark.acceptance
def test_what_a_killed_tieout_up_left_behind_is_told_as_crashed_and_holds_no_place(
    build: Build, inbox: Path, warehouse: Path, release: str, ask: Ask
) -> None:
    (inbox / "a.txt").write_text(release)
    warehouse.parent.mkdir()
    with FileLock(f"{warehouse}.turn"):
        house = build().start()
        (left,) = until(lambda: house.api.runs(["RUNNING"]))
        children = house.children()
        assert len(children) >= 3, "server, worker and the run"
        house.stop(signal.SIGKILL)
        until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in children))
        house.start()
        assert "left behind, told as crashed: 1" in house.said()
        assert house.run(left["id"])["state_type"] == "CRASHED"
    until(lambda: house.api.runs(["COMPLETED"]))
    assert ask("SELECT count(*) FROM mart.release").item() == 1


@pytest.mark.acceptance
def test_a_run_whose_process_is_killed_is_told_as_crashed_and_the_next_one_does_its_work(
    build: Build, inbox: Path, warehouse: Path, release: str, heard: Any
) -> None:
    """As the system does when memory runs out."""
    url, messages = heard
    (inbox / "a.txt").write_text(release)
    warehouse.parent.mkdir()
    house = build(TIEOUT_NOTIFY=url)
    with FileLock(f"{warehouse}.turn"):
        house.start()
        (run,) = until(lambda: house.api.runs(["RUNNING"]))
        until(lambda: "another scheduled run is at work" in house.logs())
        for pid in house.children():
            if b"prefect.engine" in Path(f"/proc/{pid}/cmdline").read_bytes():
                os.kill(pid, signal.SIGKILL)
        assert house.state(run["id"], "CRASHED", "FAILED", "COMPLETED")["state_type"] == "CRASHED"
    until(lambda: messages)
    assert messages[0]["title"] == "tieout: ingest-inbox crashed"
    again = house.api.start(house.deployment(INBOX))
    assert house.state(again, "COMPLETED", "CANCELLED", "FAILED")["state_type"] == "COMPLETED"


@pytest.mark.acceptance
def test_stopping_ends_the_run_under_way_and_every_process(
    build: Build, inbox: Path, warehouse: Path, release: str
) -> None:
    (inbox / "a.txt").write_text(release)
    warehouse.parent.mkdir()
    with FileLock(f"{warehouse}.turn"):
        house = build().start()
        until(lambda: house.api.runs(["RUNNING"]))
        children = house.children()
        assert house.stop(signal.SIGINT) == 0
        until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in children), 30)
    assert not warehouse.exists()


def test_where_nothing_is_configured_there_is_nothing_to_schedule(tieout: Any, home: Path) -> None:
    ran = tieout("up")
    assert ran.code == 2
    assert "set TIEOUT_INBOX to a folder, or TIEOUT_EDGAR_CONTACT" in ran.err
    assert not home.exists()


def test_a_port_that_is_taken_is_bad_usage_and_a_second_in_one_home_is_refused(
    tieout: Any, home: Path, inbox: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIEOUT_INBOX", str(inbox))
    with socket.create_server(("127.0.0.1", 0)) as taken:
        ran = tieout("up", "--port", taken.getsockname()[1])
    assert ran.code == 2
    assert "Address already in use" in ran.err
    assert "name another" in ran.err
    with FileLock(home / "prefect" / "up.lock"):
        ran = tieout("up")
    assert ran.code == 3
    assert "tieout up runs already" in ran.err


@pytest.mark.acceptance
def test_it_does_not_start_where_word_would_reach_nobody(build: Build, home: Path) -> None:
    house = build(TIEOUT_NOTIFY="slack-webhook/nowhere")
    with pytest.raises(AssertionError, match="the server has no block 'slack-webhook/nowhere'"):
        house.start()
    assert house.stop() == 3
