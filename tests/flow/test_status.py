"""``tieout status`` says what there is, what there is not yet, and what only the journal knows."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from flows.sources.edgar.ledger import open_ledger
from flows.up.home import URL, alone, running_url

Command = Callable[..., Any]


def test_before_anything_was_loaded_it_says_so(tieout: Command, home: Path) -> None:
    ran = tieout("status")
    assert ran.code == 2
    assert "no warehouse there" in ran.err
    assert "TIEOUT_INBOX is not set" in ran.out
    assert "no day is complete yet" in ran.out
    assert "no server answers; tieout up runs them" in ran.err
    assert not home.exists()


def test_it_says_what_waits_how_far_edgar_is_and_which_run_failed(
    tieout: Command, inbox: Path, release: str, home: Path, warehouse: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "a.txt").write_text(release.replace("16,364        15,414", "16,634        15,414"))
    assert tieout("ingest", "--direct", inbox).code == 1
    (inbox / "a.txt").write_bytes(b"")
    assert tieout("ingest", "--direct", inbox).code == 2, "only the journal knows of this run"
    monkeypatch.setenv("TIEOUT_INBOX", str(inbox))
    with open_ledger(home / "edgar", warehouse) as ledger:
        ledger.finish((), [date(2004, 10, day) for day in (4, 5, 7)])
        ledger.hold(500)
    ran = tieout("status")
    assert ran.code == 0, ran.err
    assert "in quarantine" in ran.out
    assert "Northfield Instruments" in ran.out
    assert "2004-10-05   2004-10-04 to 2004-10-05, 2004-10-07 to 2004-10-07   silent for" in ran.out
    assert str(inbox) in ran.out
    runs = ran.out.partition("last runs")[2]
    assert runs.index("failed") < runs.index("completed")
    assert "a.txt: is empty" in runs


def test_where_tieout_up_runs_is_known_as_long_as_it_lives(settings: Any, home: Path) -> None:
    assert running_url(settings()) is None
    with alone(settings()) as folder:
        (folder / URL).write_text("http://127.0.0.1:4200/api")
        assert running_url(settings()) == "http://127.0.0.1:4200/api"
    (folder / URL).write_text("http://127.0.0.1:4200/api")
    assert running_url(settings()) is None, "a killed one left it behind"


@pytest.fixture
def settings(home: Path) -> Any:
    from flows.settings import read_settings

    return read_settings
