"""Who is to blame decides whether a scheduled run tries again."""

import errno
import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from flows.attempts import attempt, blame, turn
from flows.batches import Outcome
from flows.errors import LandingError, UnfinishedError, UsageError
from flows.parsing import Problem
from flows.run import Result, RunProblemsError
from flows.settings import Settings
from flows.sources.edgar.errors import ToldToWaitError, UnavailableError, UndeclaredError
from transforms.errors import UnreadableSourceError
from warehouse.errors import NoRoomError, WarehouseBusyError

DONE = Result(Outcome(), pl.DataFrame(), None, 0)
PATH = Path("w.duckdb")


def problems(code: int) -> RunProblemsError:
    return RunProblemsError(Result(Outcome((), (Problem("a", "a: bad", code),)), pl.DataFrame(), None, code))


def caused(error: Exception, cause: Exception) -> Exception:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "whose"),
    [
        (UnavailableError("503"), "theirs"),
        (ToldToWaitError("429", 5), "theirs"),
        (WarehouseBusyError(PATH, "busy", "wait"), "theirs"),
        (NoRoomError(PATH, "full", "make room"), "theirs"),
        (OSError(errno.ENOSPC, "No space left on device"), "theirs"),
        (caused(LandingError("cannot keep a.txt"), OSError(errno.EDQUOT, "quota")), "theirs"),
        (caused(UnfinishedError("ledger"), sqlite3.OperationalError("database or disk is full")), "theirs"),
        (OSError(errno.EACCES, "Permission denied"), "ours"),
        (UnreadableSourceError("a.pdf: is a PDF"), "data"),
        (problems(2), "data"),
        (problems(3), "ours"),
        (UndeclaredError("403"), "ours"),
        (UsageError("no inbox"), "ours"),
        (ZeroDivisionError("a fault"), "ours"),
    ],
)
def test_whose_fault_an_error_is(error: Exception, whose: str) -> None:
    assert blame(error) == whose


@pytest.fixture
def naps(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """What would have been slept."""
    slept: list[float] = []
    monkeypatch.setattr("tenacity.nap.time.sleep", slept.append)
    return slept


def failing(*errors: Exception) -> Callable[[], Result]:
    left = list(errors)

    def load() -> Result:
        if left:
            raise left.pop(0)
        return DONE

    return load


def test_what_is_theirs_is_tried_again_as_long_as_the_settings_say_or_as_they_ask(naps: list[float]) -> None:
    said: list[str] = []
    load = failing(UnavailableError("503"), ToldToWaitError("429: later", 400), UnavailableError("502"))
    assert attempt(load, Settings(), said.append) is DONE
    assert naps == [60, 400, 900]
    assert said[1] == "attempt 2 of 4: 429: later; again in 400 s"


def test_after_the_last_attempt_what_they_said_stands(naps: list[float]) -> None:
    with pytest.raises(UnavailableError, match="third"):
        attempt(failing(*map(UnavailableError, ("first", "second", "third"))), Settings(retry_seconds=(1, 1)), print)
    assert naps == [1, 1]


@pytest.mark.parametrize("error", [problems(2), UsageError("no inbox"), ZeroDivisionError("a fault")])
def test_bad_data_and_faults_of_ours_are_not_tried_again(error: Exception, naps: list[float]) -> None:
    with pytest.raises(type(error)):
        attempt(failing(error), Settings(), print)
    assert naps == []


def test_one_scheduled_run_at_a_time_and_the_next_waits_for_its_turn(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    events: list[str] = []

    def second() -> None:
        with turn(settings, lambda _: waits.set()):
            events.append("second")

    waits = threading.Event()
    with turn(settings, print):
        other = threading.Thread(target=second)
        other.start()
        assert waits.wait(10)
        events.append("first")
    other.join(10)
    assert events == ["first", "second"]


def test_a_folder_that_cannot_be_written_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(UsageError, match="set TIEOUT_HOME"), turn(Settings(home=tmp_path / "file" / "home"), print):
        pass
