"""Word of quarantine and failure reaches whoever wants it, once; and a run says in Prefect what it brought."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from flows import announce
from flows.batches import Handled, Outcome
from flows.errors import UsageError
from flows.logs import open_log
from flows.run import Result
from flows.settings import Settings

Heard = tuple[str, list[dict[str, str]]]
SUMMARY = {
    "file": pl.String, "release_id": pl.String, "already_known": pl.Boolean, "company": pl.String, "period": pl.Date,
    "document": pl.String,
    "facts": pl.Int64, "held": pl.Int64, "broken": pl.Int64, "verdict": pl.String, "reason": pl.String,
}  # fmt: skip


@pytest.fixture
def send(home: Path) -> Callable[..., str]:
    """Sends word, and gives the log's last line."""

    def run(url: str | None, subject: str = "s", body: str = "b") -> str:
        settings = Settings(notify=url)
        with open_log(settings) as log:
            announce.notify(subject, body, settings, log)
        return "".join(path.read_text() for path in settings.logs_path.iterdir()).rstrip().rpartition("\n")[2]

    return run


def test_word_is_sent_to_an_apprise_url_once_a_day(send: Callable[..., str], heard: Heard) -> None:
    url, messages = heard
    assert "notification_sent" in send(url, "tieout: 1 in quarantine", "Northfield: a total does not foot")
    assert "notification_held_back" in send(url, "tieout: 1 in quarantine", "Northfield: a total does not foot")
    assert "notification_sent" in send(url, "tieout: 1 in quarantine", "Orrinvale: another does not")
    assert [(one["title"], one["message"]) for one in messages] == [
        ("tieout: 1 in quarantine", "Northfield: a total does not foot"),
        ("tieout: 1 in quarantine", "Orrinvale: another does not"),
    ]
    assert messages[0]["type"] == "warning"


def test_word_that_cannot_be_sent_is_logged_and_tried_again(send: Callable[..., str], heard: Heard) -> None:
    assert "notification_failed" in send("json://127.0.0.1:9/")
    assert "notification_sent" in send(heard[0])


def test_nobody_is_told_where_nobody_wants_to_hear(send: Callable[..., str], home: Path) -> None:
    assert send(None) == ""


def test_an_url_that_no_service_answers_to_is_told(send: Callable[..., str]) -> None:
    assert "Apprise knows no service" in send("nonsense://x")
    with pytest.raises(UsageError, match="TIEOUT_NOTIFY"):
        announce.find_block(Settings(notify="nonsense://x"))


@pytest.fixture
def left(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, Any]]:
    """What a run would leave on a server."""
    kept: list[tuple[str, Any]] = []
    monkeypatch.setattr(
        announce, "create_table_artifact", lambda rows, **told: kept.append((told["description"], rows))
    )
    monkeypatch.setattr(announce, "create_link_artifact", lambda link, **named: kept.append((named["key"], link)))
    monkeypatch.setattr(announce, "emit_event", lambda event, **named: kept.append((event, named["payload"])))
    return kept


def result(*rows: tuple[str, bool, str], report: Path | None = None) -> Result:
    frame = pl.DataFrame(
        [
            (file, file * 3, known, f"{file} Inc.", None, "EX-99.1", 1, 1, 0, verdict, "why")
            for file, known, verdict in rows
        ],
        schema=SUMMARY,
        orient="row",
    )
    return Result(Outcome(tuple(Handled(file, file * 3, known) for file, known, _ in rows)), frame, report, 0)


def test_what_waits_leads_the_table_and_what_was_known_is_counted(
    left: list[tuple[str, Any]], home: Path, heard: Heard
) -> None:
    url, messages = heard
    rows = [("a", False, "published"), ("b", False, "quarantined"), ("c", True, "quarantined")]
    settings = Settings(notify=url, report_url="http://127.0.0.1:1/report/")
    with open_log(settings) as log:
        announce.announce(result(*rows, report=home / "report" / "index.html"), settings, log)
    (described, table), report, finished, quarantined = left
    assert described == "New releases. Already known: 1."
    assert [(row["file"], row["verdict"], row["period"]) for row in table] == [
        ("b", "quarantined", ""), ("a", "published", ""),
    ]  # fmt: skip
    assert report == ("report", "http://127.0.0.1:1/report/index.html")
    assert finished == ("tieout.run.finished", {"files": 3, "problems": 0, "published": 1, "quarantined": 1})
    assert quarantined[1]["company"] == "b Inc."
    assert [(one["title"], one["message"]) for one in messages] == [("tieout: 1 in quarantine", "b Inc.: why")]


def test_a_table_of_very_many_is_cut_and_says_so(left: list[tuple[str, Any]], home: Path) -> None:
    rows = [(f"{number}", False, "published") for number in range(announce.MOST_ROWS + 3)]
    settings = Settings()
    with open_log(settings) as log:
        announce.announce(result(*rows), settings, log)
    described, table = left[0]
    assert len(table) == announce.MOST_ROWS
    assert described == "New releases; the first 500 of 503. Already known: 0."


def test_a_run_without_anything_new_leaves_an_event_alone(left: list[tuple[str, Any]], home: Path) -> None:
    settings = Settings()
    with open_log(settings) as log:
        announce.announce(result(), settings, log)
    assert left == [("tieout.run.finished", {"files": 0, "problems": 0})]
