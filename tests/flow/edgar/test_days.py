"""Days are complete or asked again; the watermark stands before the first that is not."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from edgar_server.corpus import Submission
from edgar_server.faults import ANSWERS, Fault
from flows.batches import Batch, Outcome
from flows.errors import UnfinishedError, UsageError
from flows.pipeline import Pipeline
from flows.run import Result, RunProblemsError, run
from flows.settings import Settings
from flows.sources.edgar.errors import ToldToWaitError, UnavailableError
from flows.sources.edgar.ledger import Ledger, open_ledger
from flows.sources.edgar.supply import Request, check_request, open_edgar

pytestmark = pytest.mark.usefixtures("hurried")
MONDAY = date(2004, 10, 4)
FRIDAY = date(2004, 10, 8)
Load = Callable[..., Result]


@pytest.fixture
def taken() -> list[str]:
    """The submissions that were handed on to be published, by the last digits of their number."""
    return []


@pytest.fixture
def load(settings: Callable[[], Settings], warehouse: Path, taken: list[str]) -> Load:
    """Loads from the server as if it were some day; what would be published is written down instead."""

    def take(_: Pipeline, batch: Batch) -> Outcome:
        warehouse.touch()
        taken.extend(source.name[-7:-4] for source in batch.sources)
        return Outcome(problems=batch.problems)

    def begin(since: date | None, until: date | None = None, today: date = FRIDAY, **asked: Any) -> Result:
        found = settings()
        return run(open_edgar(Request(since, until, **asked), found, lambda: today), found, step=take)

    return begin


@pytest.fixture
def ledger(settings: Callable[[], Settings]) -> Callable[[], AbstractContextManager[Ledger]]:
    return lambda: open_ledger(settings().edgar_path, settings().warehouse_path)


@pytest.fixture
def week(file_release: Callable[..., Submission]) -> list[Submission]:
    """One release on each day from Monday to Thursday."""
    return [file_release(number, MONDAY + timedelta(days=number)) for number in range(4)]


def test_a_day_that_is_complete_is_never_asked_for_again(serve: Any, week: Any, load: Load, ledger: Any) -> None:
    edgar = serve(week)
    assert load(MONDAY).exit_code == 0
    assert len(edgar.paths("daily-index")) == 5
    assert len(edgar.paths("/data/")) == 4
    with ledger() as kept:
        assert kept.watermark(MONDAY) == MONDAY + timedelta(days=3)
    edgar.seen.clear()
    result = load(None)
    assert edgar.paths() == ["/Archives/edgar/daily-index/2004/QTR4/master.20041008.idx"]
    assert "complete through 2004-10-07; asked again next time: 2004-10-08 is not over" in result.notes[0]


def test_a_day_whose_index_is_late_is_not_skipped(
    serve: Any, week: Any, load: Load, ledger: Any, taken: list[str]
) -> None:
    edgar = serve(week, faults=[Fault("20041006", ANSWERS["absent"])])
    result = load(MONDAY)
    assert "complete through 2004-10-05" in result.notes[0]
    assert "2004-10-06 its index is not there yet" in result.notes[0]
    assert len(taken) == 3
    edgar.seen.clear()
    assert "complete through 2004-10-07" in load(MONDAY).notes[0]
    assert len(taken) == 4
    assert len(edgar.paths("/data/")) == 1, "only what was late"
    assert not edgar.paths("20041007"), "the day after it was complete before"


def test_an_empty_index_is_no_complete_day_while_it_may_fill(serve: Any, week: Any, load: Load) -> None:
    async def emptied(response: Any) -> Any:
        from starlette.responses import Response

        return Response(response.body[: response.body.index(b"----")] + b"-" * 80 + b"\n", media_type="text/plain")

    serve(week, faults=[Fault("20041006", emptied)])
    assert "2004-10-06 its index is empty" in load(MONDAY).notes[0]
    assert "complete through 2004-10-07" in load(MONDAY).notes[0]


def test_a_weekend_and_an_old_holiday_are_complete_without_an_index(
    serve: Any, file_release: Any, load: Load, ledger: Any
) -> None:
    """Thanksgiving 2004: nothing on Thursday; a week later nothing can come any more."""
    serve([file_release(1, date(2004, 11, 26)), file_release(2, date(2004, 11, 29))])
    holiday = date(2004, 11, 25)
    assert "2004-11-25 its index is not there yet" in load(holiday, today=date(2004, 11, 30)).notes[0]
    with ledger() as kept:
        assert kept.days() == [date(2004, 11, day) for day in (26, 27, 28, 29)]
        assert kept.watermark(holiday) is None
    load(holiday, date(2004, 11, 29), today=date(2004, 12, 3))
    with ledger() as kept:
        assert kept.watermark(holiday) == date(2004, 11, 29)


def test_an_old_day_without_an_index_of_its_own_is_asked_of_its_quarter(
    serve: Any, week: Any, load: Load, ledger: Any, taken: list[str]
) -> None:
    """Daily indexes of the nineties went by other names; only the quarter's own index proves a holiday."""
    edgar = serve(week, faults=[Fault("daily-index", ANSWERS["absent"], None)])
    load(MONDAY, MONDAY + timedelta(days=3), today=date(2004, 10, 20))
    assert taken == ["000", "001", "002", "003"]
    assert len(edgar.paths("full-index")) == 1, "asked once for all of them"
    with ledger() as kept:
        assert kept.watermark(MONDAY) == MONDAY + timedelta(days=3)


def test_what_was_filed_today_is_loaded_and_the_day_asked_again(
    serve: Any, week: Any, file_release: Any, load: Load, taken: list[str]
) -> None:
    edgar = serve(week[:1])
    load(MONDAY, today=MONDAY)
    assert len(taken) == 1
    edgar.submissions = [*week[:1], file_release(9, MONDAY)]
    assert "complete through 2004-10-04" in load(MONDAY, MONDAY, today=MONDAY + timedelta(days=1)).notes[0]
    assert len(taken) == 2
    assert len(edgar.paths("/data/")) == 2


def test_an_earlier_first_day_is_gone_back_to(serve: Any, week: Any, load: Load, ledger: Any) -> None:
    edgar = serve(week)
    load(date(2004, 10, 6))
    edgar.seen.clear()
    load(MONDAY)
    assert [path[-12:-4] for path in edgar.paths("daily-index")] == ["20041004", "20041005", "20041008"]


def test_a_quarter_that_is_over_is_loaded_by_its_own_index(serve: Any, week: Any, load: Load, ledger: Any) -> None:
    edgar = serve(week)
    load(date(2004, 10, 1), date(2004, 12, 31), today=date(2005, 2, 1))
    assert edgar.paths("-index") == ["/Archives/edgar/full-index/2004/QTR4/master.idx"]
    with ledger() as kept:
        assert kept.watermark(date(2004, 10, 1)) == date(2004, 12, 31)
        assert len(kept.days()) == 92


def test_a_submission_that_is_listed_and_missing_may_come_late(
    serve: Any, week: Any, load: Load, taken: list[str]
) -> None:
    edgar = serve(week, faults=[Fault("/data/.*-04-000002", ANSWERS["missing"])])
    result = load(MONDAY)
    assert result.exit_code == 0
    assert "2004-10-06 lacks 1 filing" in result.notes[0]
    assert "EDGAR lists it and does not have it" in result.outcome.problems[0].error
    load(MONDAY)
    assert len(taken) == 4
    assert len(edgar.paths("/data/")) == 5


def test_a_submission_that_never_comes_keeps_no_old_day_open(serve: Any, week: Any, load: Load, ledger: Any) -> None:
    serve(week, faults=[Fault("/data/.*-04-000002", ANSWERS["missing"], None)])
    assert load(MONDAY, FRIDAY, today=date(2004, 10, 20)).outcome.problems
    with ledger() as kept:
        assert kept.watermark(MONDAY) == FRIDAY


@pytest.mark.parametrize("answer", ["html", "shortened", "error"])
def test_a_submission_that_cannot_be_had_leaves_its_day_open_and_the_others_published(
    serve: Any, week: Any, load: Load, ledger: Any, taken: list[str], answer: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.sources.edgar.client.FIRST_BACK_OFF", 0.01)
    edgar = serve(week, faults=[Fault("/data/.*-04-000001", ANSWERS[answer], None)])
    with pytest.raises(RunProblemsError) as ended:
        load(MONDAY)
    assert ended.value.exit_code == 3
    assert len(taken) == 3
    with ledger() as kept:
        assert kept.watermark(MONDAY) == MONDAY
    edgar.faults = []
    load(MONDAY)
    with ledger() as kept:
        assert kept.watermark(MONDAY) == MONDAY + timedelta(days=3)


def test_an_edgar_that_is_down_ends_the_run_and_leaves_the_warehouse_as_it_was(
    serve: Any, file_release: Any, load: Load, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.sources.edgar.client.FIRST_BACK_OFF", 0.01)
    held = [file_release(number, MONDAY) for number in range(30)]
    edgar = serve(held, faults=[Fault("/data/", ANSWERS["unavailable"], None)])
    with pytest.raises(UnavailableError, match="EDGAR answers 503") as ended:
        load(MONDAY)
    assert ended.value.exit_code == 3
    assert len(set(edgar.paths("/data/"))) <= 12, "it gives up long before it has asked for all"
    assert not warehouse.exists()


def test_silence_is_kept_by_the_next_run_too(serve: Any, week: Any, load: Load, ledger: Any) -> None:
    edgar = serve(week)
    with ledger() as kept:
        kept.hold(7200)
        kept.hold(60)
        assert 7190 < kept.held() <= 7200
    with pytest.raises(ToldToWaitError, match="asked for silence until"):
        load(MONDAY)
    assert edgar.seen == []


def test_two_runs_do_not_ask_at_once(serve: Any, week: Any, load: Load, ledger: Any) -> None:
    edgar = serve(week)
    with ledger(), pytest.raises(UnfinishedError, match="another run is asking EDGAR"):
        load(MONDAY)
    assert edgar.seen == []


def test_a_warehouse_that_is_gone_is_filled_from_landing(
    serve: Any, week: Any, load: Load, warehouse: Path, taken: list[str]
) -> None:
    edgar = serve(week)
    load(MONDAY)
    warehouse.unlink()
    edgar.seen.clear()
    load(MONDAY)
    assert taken == ["000", "001", "002", "003"] * 2
    assert edgar.paths("/data/") == []


def test_a_ledger_that_is_lost_learns_from_landing_what_is_there(
    serve: Any, week: Any, load: Load, home: Path, ledger: Any
) -> None:
    edgar = serve(week)
    load(MONDAY)
    (home / "edgar" / "ledger.sqlite").unlink()
    min((home / "landing").rglob("content.zst")).write_bytes(b"torn")
    edgar.seen.clear()
    load(MONDAY)
    assert len(edgar.paths("/data/")) == 1, "what is no longer as it landed"
    with ledger() as kept:
        assert kept.watermark(MONDAY) == MONDAY + timedelta(days=3)


def test_an_index_that_may_still_grow_is_asked_for_by_its_change(serve: Any, week: Any, load: Load) -> None:
    edgar = serve(week)
    for expected in (200, 304):
        edgar.seen.clear()
        load(MONDAY, MONDAY, today=MONDAY)
        assert edgar.seen[0].status == expected


def test_what_a_company_filed_is_asked_for_by_its_change(serve: Any, week: Any, load: Load) -> None:
    edgar = serve(week)
    for expected in (200, 304):
        edgar.seen.clear()
        load(None, ciks=(7_000_001,))
        assert edgar.seen[0].status == expected


@pytest.mark.parametrize(
    ("request_", "said"),
    [
        (Request(feed=True, since=MONDAY), "--feed"),
        (Request(since=FRIDAY, until=MONDAY), "lies before"),
        (Request(since=date(2999, 1, 1)), "still to come"),
    ],
)
def test_requests_that_make_no_sense_are_refused_before_anything_starts(request_: Request, said: str) -> None:
    with pytest.raises(UsageError, match=said):
        check_request(request_, Settings(edgar_contact="Sample Company admin@sample.example"))


def test_a_first_run_must_say_since_when(serve: Any, week: Any, load: Load) -> None:
    serve(week)
    with pytest.raises(UsageError, match="no --since given"):
        load(None)
