"""What was known when, against the definition written out in Python, for any set of releases in any order."""

import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from warehouse import schema
from warehouse.connect import open_reader

EASTERN = ZoneInfo("America/New_York")
LABELS = ("Revenue", "Cost of revenue", "Net income")
SPANS = (("2003-01-01", "2003-03-31"), ("2003-04-01", "2003-06-30"), ("2003-01-01", "2003-06-30"))
DAYS = tuple(date(2003, 7, 1) + timedelta(days=shift) for shift in range(0, 200, 23))
FACTS = "SELECT entity_id, label, period_start, period_end, value, release_id FROM mart."


@pytest.fixture(scope="module", params=[0, *(pytest.param(seed, marks=pytest.mark.acceptance) for seed in (1, 2))])
def releases(request, release, quarter_of) -> list[Any]:
    """Twenty releases of three companies with a few of the lines each, at moments around midnight Eastern."""
    chance = random.Random(request.param)
    made = []
    for number in range(20):
        known_at = datetime(2003, 7, 1, 3, 59, 30, tzinfo=UTC) + timedelta(
            days=chance.randrange(200), seconds=chance.randrange(60)
        )
        company = chance.choice("abc")
        facts = [
            quarter_of(*span, chance.randrange(5) * 1000, label=label, concept=f"ext:{label}")
            for label in LABELS
            for span in SPANS
            if chance.random() < 0.4
        ]
        made.append(
            release(
                f"{request.param}-{number}",
                tuple(facts),
                chance.choice(("published", "published", "published", "quarantined")),
                company=company,
                key=company,
                known_at=known_at,
            )
        )
    return made


@pytest.fixture(scope="module")
def forwards(tmp_path_factory, put, releases) -> Path:
    """A warehouse into which all of them were loaded at once."""
    path = tmp_path_factory.mktemp("forwards") / "w.duckdb"
    put(path, *releases)
    return path


@pytest.fixture(scope="module")
def backwards(tmp_path_factory, put, releases) -> Path:
    """One into which the last of them were loaded first."""
    path = tmp_path_factory.mktemp("backwards") / "w.duckdb"
    for some in (releases[13:], releases[6:13], releases[:6]):
        put(path, *some)
    return path


def known_by(releases: list[Any], day: date) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """The definition: per context the print of the newest published release known by the end of ``day``."""
    newest: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    published = [r for r in releases if r.verdict == "published" and r.known_at.astimezone(EASTERN).date() <= day]
    for one in sorted(published, key=lambda r: (r.known_at, r.release_id)):
        for fact in one.facts:
            context = (one.key, fact["label"], fact["period_start"], fact["period_end"])
            newest[context] = (fact["value"], one.release_id)
    return newest


def test_as_of_equals_its_definition_whatever_the_order_of_loading(tmp_path, put, releases, forwards):
    backwards = tmp_path / "backwards.duckdb"
    put(backwards, *releases[:9:-1])
    put(backwards, *releases[9::-1])
    for path in (forwards, backwards):
        with open_reader(path) as reader:
            for day in DAYS:
                rows = reader.execute(FACTS + "fact_as_of(?)", [day]).fetchall()
                assert {row[:4]: row[4:] for row in rows} == known_by(releases, day)
                assert len(rows) == len(known_by(releases, day))
            rows = reader.execute(FACTS + "fact_latest").fetchall()
            assert {row[:4]: row[4:] for row in rows} == known_by(releases, date.max)


@pytest.mark.parametrize("table", [table.name for table in schema.DERIVED])
def test_the_order_of_loading_changes_no_series(forwards, backwards, table):
    rows = []
    for path in (forwards, backwards):
        with open_reader(path) as reader:
            rows.append(reader.execute(f"SELECT * FROM store.{table} ORDER BY ALL").fetchall())
    assert rows[0] == rows[1]


def test_series_as_of_a_late_day_are_the_series(forwards):
    with open_reader(forwards) as reader:
        for series in ("quarter", "ttm", "growth"):
            ever = reader.execute(f"SELECT * FROM mart.{series} ORDER BY ALL").fetchall()
            late = reader.execute(f"SELECT * FROM mart.{series}_as_of('2030-01-01') ORDER BY ALL").fetchall()
            assert ever == late
            assert ever
            early = reader.execute(f"SELECT max(known_at) FROM mart.{series}_as_of('2003-10-01')").fetchone()
            assert early[0].astimezone(EASTERN).date() <= date(2003, 10, 1)
