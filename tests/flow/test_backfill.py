"""What landed is read again by a newer parser: new readings of the same releases, known when they were known."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from support.contents import assert_same, contents
from transforms.version import PARSER_VERSION as TODAY

Command = Callable[..., Any]
Ask = Callable[[str], pl.DataFrame]
HOMES = ("transforms.version", "transforms.record", "transforms.release", "flows.pipeline")


@pytest.fixture
def raise_version(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """From here on the parser is another one."""

    def put(version: str) -> None:
        for home in HOMES:
            monkeypatch.setattr(f"{home}.PARSER_VERSION", version)

    return put


def test_a_newer_parser_gives_new_readings_and_leaves_what_was_known_when(
    tieout: Command, loaded: Path, ask: Ask, raise_version: Callable[[str], None]
) -> None:
    known = "SELECT release_id, known_at, known_at_source, accession, cik, facts FROM mart.release ORDER BY release_id"
    facts = "SELECT fact_id, value, known_at FROM mart.fact ORDER BY fact_id"
    recorded = "SELECT release_id, recorded_at FROM mart.release ORDER BY release_id"
    before, facts_before, recorded_before = ask(known), ask(facts), ask(recorded)
    raise_version("9.9.9")
    ran = tieout("backfill", "--direct")
    assert ran.code == 0, ran.err
    assert ask(known).equals(before)
    assert ask(facts).equals(facts_before), "the same facts once, of the newer reading"
    assert (ask(recorded)["recorded_at"] > recorded_before["recorded_at"]).all()
    assert ask("SELECT DISTINCT parser_version FROM mart.release").item() == "9.9.9"
    assert ask("SELECT count(*) FROM store.release").item() == 4, "the older readings stay"


def test_what_was_known_on_a_day_is_the_same_after_a_backfill(
    tieout: Command, loaded: Path, ask: Ask, raise_version: Callable[[str], None]
) -> None:
    days = ("2004-10-13", "2004-10-14", "2030-01-01")
    as_of = "SELECT fact_id, value FROM mart.fact_as_of(DATE '{}') ORDER BY fact_id"
    before = [ask(as_of.format(day)) for day in days]
    assert [frame.height for frame in before] == [0, 48, 48]
    raise_version("9.9.9")
    assert tieout("backfill", "--direct").code == 0
    assert all(ask(as_of.format(day)).equals(frame) for day, frame in zip(days, before, strict=True))


def test_the_same_parser_again_adds_nothing(tieout: Command, loaded: Path, warehouse: Path) -> None:
    before = contents(warehouse)
    ran = tieout("backfill", "--direct")
    assert ran.code == 0
    assert ran.out.count("already known") == 2
    assert_same(contents(warehouse), before)


def test_a_correction_makes_a_new_reading_of_its_own_release_alone(
    tieout: Command, loaded: Path, home: Path, ask: Ask
) -> None:
    place = "SELECT release_id, line_number, char_start, printed FROM mart.fact WHERE origin = 'table' AND NOT is_nil"
    release, line, start, printed = ask(f"{place} ORDER BY release_id, line_number, char_start").row(0)
    header = "release_id,line_number,char_start,table_index,row_index,cell_index,printed,read_as,reason\n"
    (home / "corrections.csv").write_text(f'{header}{release},{line},{start},,,,"{printed}","{printed}",as printed\n')
    ran = tieout("backfill", "--direct")
    assert ran.code == 0, ran.err
    assert ran.out.count("already known") == 1
    assert ask("SELECT release_id FROM store.release GROUP BY ALL HAVING count(*) = 2").item() == release


def test_a_warehouse_that_was_lost_is_made_again_from_landing(tieout: Command, loaded: Path, warehouse: Path) -> None:
    before = contents(warehouse)
    warehouse.unlink()
    assert tieout("backfill", "--direct").code == 0
    assert_same(contents(warehouse), before)


@pytest.mark.parametrize("part", ["content.zst", "*.json"])
def test_what_is_no_longer_as_it_landed_is_named_and_the_rest_is_read(
    tieout: Command, loaded: Path, home: Path, ask: Ask, raise_version: Callable[[str], None], part: str
) -> None:
    damaged = min((home / "landing").rglob(part))
    damaged.write_bytes(damaged.read_bytes()[:-7])
    raise_version("9.9.9")
    ran = tieout("backfill", "--direct")
    assert ran.code == 3
    assert "ingest the file again" in ran.err
    assert sorted(ask("SELECT parser_version FROM mart.release")["parser_version"]) == [TODAY, "9.9.9"]


def test_bytes_that_came_twice_keep_every_identity(
    tieout: Command, inbox: Path, release: str, sidecar: str, ask: Ask, warehouse: Path
) -> None:
    """The same exhibit, furnished a second time a day later."""
    for day in ("14", "15"):
        (inbox / "a.txt").write_text(release)
        (inbox / "a.txt.json").write_text(sidecar.replace("-14T", f"-{day}T").replace("000001", f"0000{day}"))
        assert tieout("ingest", "--direct", inbox).code == 0
    before = contents(warehouse)
    assert before["filing"].height == 2
    warehouse.unlink()
    assert tieout("backfill", "--direct").code == 0
    assert_same(contents(warehouse), before)


def test_where_nothing_landed_there_is_nothing_to_read(tieout: Command, home: Path) -> None:
    ran = tieout("backfill", "--direct")
    assert ran.code == 2
    assert "nothing has landed yet" in ran.err
