"""``tieout ingest --source edgar`` against EDGAR on the loopback address."""

import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from edgar_server.corpus import Submission, as_submission, read_folder, spread
from edgar_server.faults import ANSWERS, Fault
from support.shared import shared

Command = Callable[..., Any]
SPAN = ("--since", "2004-10-04", "--until", "2004-10-20")
INGEST = ("ingest", "--source", "edgar", "--direct")


def test_a_missing_contact_is_refused_before_the_first_request(
    serve: Any, month: Any, tieout: Command, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    edgar = serve(month)
    monkeypatch.delenv("TIEOUT_EDGAR_CONTACT")
    ran = tieout("ingest", "--source", "edgar", *SPAN)
    assert ran.code == 2
    assert "set it to your name and address" in ran.err
    assert edgar.seen == []
    assert not home.exists()


@pytest.mark.slow
def test_one_command_loads_a_month_without_ever_being_throttled(
    serve: Any, month: Any, tieout: Command, ask: Any
) -> None:
    """The server blocks whoever asks more than ten times in a second, as the SEC does."""
    edgar = serve(month)
    ran = tieout(*INGEST, *SPAN)
    assert ran.code == 0, ran.err
    assert "EDGAR: 24 submissions fetched in 25 requests, complete through 2004-10-20" in ran.err
    assert ask("SELECT count(*), count(DISTINCT accession) FROM mart.filing").row(0) == (24, 24)
    assert edgar.busiest_second() <= 10
    assert {one.status for one in edgar.seen} == {200}
    edgar.seen.clear()
    again = tieout(*INGEST, *SPAN)
    assert again.code == 0
    assert edgar.seen == []


def test_a_submission_of_two_companies_is_fetched_once(
    serve: Any, file_release: Any, tieout: Command, ask: Any
) -> None:
    both = file_release(1, date(2004, 10, 4), (92_122, "NORTHFIELD INSTRUMENTS INC"), (3_153, "OTHER POWER CO"))
    edgar = serve([both])
    assert tieout(*INGEST, *SPAN).code == 0
    assert len(edgar.paths("/data/")) == 1
    assert ask("SELECT cik FROM mart.release").item() == "0000092122", "whom the headline names"


def test_companies_are_loaded_by_their_own_lists_and_known_ones_not_again(
    serve: Any, file_release: Any, tieout: Command
) -> None:
    mine = [file_release(number, date(2004, 10, 4 + number)) for number in range(3)]
    edgar = serve([*mine, file_release(9, date(2004, 10, 4), (8, "OTHER INC"))])
    assert tieout(*INGEST, "--cik", "7000001", "--since", "2004-10-05").code == 0
    assert sorted(path[-24:-4] for path in edgar.paths("/data/")) == [one.accession for one in mine[1:]]
    edgar.seen.clear()
    assert tieout(*INGEST, "--cik", "7000001", "--cik", "0000000008").code == 0
    assert len(edgar.paths("/submissions/")) == 2
    assert len(edgar.paths("/data/")) == 2


def test_the_feed_brings_what_no_index_has_yet_and_the_index_nothing_twice(
    serve: Any, file_release: Any, tieout: Command, ask: Any
) -> None:
    edgar = serve([file_release(number, date(2004, 10, 4)) for number in range(3)])
    assert tieout(*INGEST, "--feed").code == 0
    assert ask("SELECT count(*) FROM mart.release").item() == 3
    assert not edgar.paths("-index/")
    assert tieout(*INGEST, *SPAN).code == 0
    assert len(edgar.paths("/data/")) == 3


def test_reconciling_brings_what_was_put_on_a_day_that_was_complete_already(
    serve: Any, file_release: Any, tieout: Command
) -> None:
    """The index of the quarter is made anew every week, and knows of filings that no day's index told in time."""
    on_time, late = (file_release(number, date(2004, 10, 5)) for number in (1, 2))
    edgar = serve([on_time])
    assert tieout(*INGEST, *SPAN).code == 0
    edgar.submissions = [on_time, late]
    edgar.seen.clear()
    assert tieout(*INGEST, *SPAN).code == 0
    assert edgar.seen == []
    ran = tieout(*INGEST, "--reconcile", *SPAN)
    assert "1 submission fetched in 2 requests, complete through 2004-10-20" in ran.err
    assert "full-index/2004/QTR4" in edgar.seen[0].path
    edgar.faults.append(Fault("full-index", ANSWERS["absent"]))
    ran = tieout(*INGEST, "--reconcile", "--since", "2004-09-01")
    assert ran.code == 3
    assert "no index of a quarter that is over" in ran.err


def test_what_was_accepted_in_the_evening_was_known_then_and_filed_the_next_day(
    serve: Any, file_release: Any, tieout: Command, ask: Any
) -> None:
    """Friday 18:10 Eastern is filed on Monday; the header's acceptance time counts."""
    monday = file_release(1, date(2004, 10, 11))
    late = as_submission(monday.content.replace(b"20041011160500", b"20041008181000"))
    edgar = serve([late])
    assert tieout(*INGEST, *SPAN).code == 0
    assert edgar.paths("/data/")
    known_at, source, filed_on = ask("SELECT known_at, known_at_source, filed_on FROM mart.release").row(0)
    assert known_at == datetime(2004, 10, 8, 18, 10, tzinfo=ZoneInfo("America/New_York")).astimezone(UTC)
    assert (source, filed_on) == ("acceptance", date(2004, 10, 11))


@pytest.mark.slow
def test_slow_cut_off_and_failing_answers_delay_a_load_and_change_nothing(
    serve: Any, month: Any, tieout: Command, ask: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.sources.edgar.client.FIRST_BACK_OFF", 0.01)
    faults = [("000003", "cut_off"), ("000005", "unavailable"), ("000007", "slow"), ("full-index", "cut_off")]
    serve(month, faults=[Fault(pattern, ANSWERS[answer]) for pattern, answer in faults])
    ran = tieout(*INGEST, *SPAN)
    assert ran.code == 0, ran.err
    assert "24 submissions fetched in 28 requests" in ran.err
    assert ask("SELECT count(*) FROM mart.release WHERE status = 'published'").item() == 24


def test_status_says_which_days_are_complete(serve: Any, month: Any, tieout: Command) -> None:
    serve(month[:2])
    for day in ("2004-10-04", "2004-10-08"):
        assert tieout(*INGEST, "--since", day, "--until", day).code == 0
    assert "2004-10-04 to 2004-10-04, 2004-10-08 to 2004-10-08" in tieout("status").out


def test_what_lands_is_the_submission_and_lands_once(serve: Any, month: Any, tieout: Command, home: Path) -> None:
    serve(month[:3])
    assert tieout(*INGEST, *SPAN).code == 0
    assert len(list((home / "landing").rglob("content.zst"))) == 3
    with sqlite3.connect(home / "edgar" / "ledger.sqlite") as ledger:
        landed = dict(ledger.execute("SELECT accession, sha256 FROM landed"))
    from flows.landing import Landing

    assert {Landing(str(home / "landing")).read(sha256) for sha256 in landed.values()} == {
        one.content for one in month[:3]
    }


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("a.txt", "--source", "edgar"), "is for files"),
        (("--source", "edgar", "--company", "X"), "--company is for files"),
        (("--source", "edgar", "--cik", "x"), "central index key"),
        (("--since", "2004-10-04"), "--source edgar"),
        (("--reconcile",), "--source edgar"),
        (("--cik", "1", "--cik", "2"), "--source edgar"),
        (("--source", "edgar", "--since", "yesterday"), "does not match"),
        (("--source", "elsewhere"), "elsewhere"),
    ],
)
def test_options_that_do_not_go_together_are_bad_usage(tieout: Command, words: tuple[str, ...], said: str) -> None:
    ran = tieout("ingest", *words)
    assert ran.code == 2
    assert said in ran.err


@pytest.mark.acceptance
def test_the_same_load_under_prefect_is_a_flow_of_its_own(
    serve: Any, month: Any, start: Any, home: Path, ask: Any
) -> None:
    serve(month[:2])
    process = start("ingest", "--source", "edgar", *SPAN)
    out, err = process.communicate(timeout=180)
    assert process.returncode == 0, err
    assert "published" in out
    runs = "SELECT flow.name, flow_run.state_type FROM flow_run JOIN flow ON flow.id = flow_run.flow_id"
    with sqlite3.connect(f"file:{home / 'prefect' / 'prefect.db'}?mode=ro", uri=True) as database:
        assert database.execute(runs).fetchall() == [("ingest-edgar", "COMPLETED")]
    assert ask("SELECT mode, published FROM mart.run").row(0) == ("prefect", 2)


@pytest.fixture
def corpus() -> list[Submission]:
    """Every real release there is, listed on thirty days of March 2024."""
    return spread(read_folder(shared("corpus")), date(2024, 3, 1), 30)


@pytest.mark.acceptance
def test_one_command_loads_the_corpus_from_thirty_days_of_indexes(
    serve: Any, corpus: list[Submission], tieout: Command, ask: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Day by day, as a nightly run asks: the quarter's index would save requests."""
    monkeypatch.setattr("flows.sources.edgar.discover.MANY_DAYS", 100)
    edgar = serve(corpus)
    ran = tieout(*INGEST, "--since", "2024-03-01", "--until", "2024-03-30")
    assert ran.code in {0, 1}, ran.err
    assert f"{len(corpus)} submissions fetched in {len(corpus) + 30} requests, complete through 2024-03-30" in ran.err
    assert edgar.busiest_second() <= 10
    assert {one.status for one in edgar.seen if "/data/" in one.path} == {200}
    held = set(ask("SELECT DISTINCT accession FROM mart.filing")["accession"])
    assert held == {one.accession for one in corpus}
    edgar.seen.clear()
    assert tieout(*INGEST, "--since", "2024-03-01", "--until", "2024-03-30").code in {0, 1}
    assert edgar.seen == []
