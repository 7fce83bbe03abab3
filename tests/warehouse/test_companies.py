"""Real companies over several releases: what their series are, with every hole, restatement and rounding."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import duckdb
import polars as pl
import pytest

from flows.series import series_deriver
from support.shared import shared
from transforms.model import Source
from transforms.release import transform_batch
from warehouse import schema
from warehouse.catalog import read_catalog
from warehouse.connect import open_reader
from warehouse.publish import publish


@pytest.fixture(scope="module")
def mart(tmp_path_factory, run_record) -> Iterator[duckdb.DuckDBPyConnection]:
    """The plain-text releases of Pericom, Asta and Horizon, published as they are."""
    folder = shared("corpus/ascii")
    catalog = read_catalog()
    files = sorted(path for name in ("pericom", "asta", "horizon") for path in folder.glob(f"{name}*"))
    frames = transform_batch([Source(path.name, path.read_bytes()) for path in files], catalog)
    verdict = pl.when("is_release").then(pl.lit("published")).otherwise(pl.lit("not_a_release"))
    verdicts = frames.release.select("reading", verdict=verdict, reason=pl.lit(None, pl.String()))
    path = tmp_path_factory.mktemp("companies") / "w.duckdb"
    nothing = schema.REASON.empty(), schema.EXPECTATION_RESULT.empty()
    publish(path, frames, verdicts, *nothing, run_record, deriver=series_deriver(catalog))
    with open_reader(path) as reader:
        yield reader


def ask(mart: duckdb.DuckDBPyConnection, query: str) -> list[tuple[Any, ...]]:
    return mart.execute(query).fetchall()


PERICOM_QUARTERS = """
    SELECT period_end, value / 1000
    FROM mart.quarter
    WHERE company LIKE 'PERICOM%' AND concept = ? AND basis = 'GAAP' AND same_as IS NULL AND dimensions = '{}'
        AND period_end >= DATE '2003-03-01'
    ORDER BY period_end
"""
ENDS = (
    "2003-03-31", "2003-06-30", "2003-09-30", "2003-12-31", "2004-03-31", "2004-06-30", "2004-09-25", "2004-12-31",
    "2005-03-26", "2005-07-02", "2005-10-01", "2005-12-31", "2006-04-01",
)  # fmt: skip
REVENUES = [11_492, 11_506, 11_072, 16_850, 18_466, 20_029, 19_786, 19_217, 19_433, 21_121, 22_473, 26_270, 27_847]
NET_INCOME = [-631, -370, -800, -1_875, -96, 663, 29, -375, 100, 1_173, 625, 1_412, 1_838]


@pytest.mark.parametrize(("concept", "values"), [("Revenues", REVENUES), ("NetIncomeLoss", NET_INCOME)])
def test_pericom_has_every_quarter_of_three_years(mart, concept, values):
    """From March 2003 to March 2006, though four of its releases are missing: the others' comparatives fill in."""
    found = mart.execute(PERICOM_QUARTERS, [f"us-gaap:{concept}"]).fetchall()
    assert [int(value) for _, value in found] == values
    assert [str(day) for day, _ in found] == list(ENDS)
    holes = ask(
        mart,
        f"SELECT gap_start FROM mart.gap WHERE company LIKE 'PERICOM%' AND concept = 'us-gaap:{concept}' "
        "AND basis = 'GAAP' AND same_as IS NULL AND dimensions = '{}'",
    )
    assert holes == []


def test_pericom_prints_its_total_assets_on_nine_days(mart):
    """The day headed March 31, 2005 is the 26th since a later release heads it so."""
    query = (
        "SELECT period_end, value / 1000 FROM mart.observation WHERE company LIKE 'PERICOM%' AND is_latest AND stands "
        "AND concept = 'us-gaap:Assets' ORDER BY period_end"
    )
    assert [(str(day), int(value)) for day, value in ask(mart, query)] == [
        ("2002-06-30", 193_745),
        ("2003-06-30", 190_237),
        ("2003-09-30", 189_632),
        ("2004-06-30", 197_452),
        ("2004-12-31", 193_644),
        ("2005-03-26", 193_094),
        ("2005-07-02", 193_995),
        ("2005-10-01", 214_004),
        ("2006-04-01", 216_865),
    ]


def test_a_thousand_more_in_pericoms_total_assets_of_june_2003_is_rounding(mart):
    query = (
        "SELECT first_value, latest_value, kind FROM mart.restatement "
        "WHERE company LIKE 'PERICOM%' AND concept = 'us-gaap:Assets'"
    )
    assert ask(mart, query) == [(190_236_000, 190_237_000, "rounding")]


RESTATED = {date(2004, 9, 25), date(2004, 12, 31), date(2005, 3, 26)}


def test_pericoms_restated_quarters_are_found_and_no_others(mart):
    """In August 2005 it restated the three quarters before; the nine months to March 2005 followed."""
    query = (
        "SELECT DISTINCT period_end, period_end - period_start > 200 FROM mart.restatement "
        "WHERE company LIKE 'PERICOM%' AND kind NOT IN ('rounding', 'reclassified')"
    )
    found = ask(mart, query)
    quarters = {day for day, is_long in found if not is_long}
    assert all(min(abs((day - one).days) for one in RESTATED) <= 7 for day in quarters)
    assert len(quarters) == len(RESTATED)
    assert all(abs((day - date(2005, 3, 26)).days) <= 7 for day, is_long in found if is_long)


def test_what_pericom_moved_within_its_assets_is_reclassified(mart):
    """Deferred taxes out of other assets of June 2003, and a part of its investee of July 2005; both totals stayed."""
    query = "SELECT label, change FROM mart.restatement WHERE company LIKE 'PERICOM%' AND kind = 'reclassified'"
    assert sorted(ask(mart, query)) == [
        ("Intangibles and other assets", Decimal(-1_084_000)),
        ("Investment in investee", Decimal(-1_325_000)),
    ]


MAIN = {
    "ASTA": (
        "Finance income", "General and administrative", "Interest", "Third party servicing", "Net income",
        "Income before income taxes", "Income tax expense",
    ),
    "HORIZON": (
        "Interest on loans", "Total interest income", "Total interest expense", "Net Income", "Service fees",
        "Total non-interest income", "Total non-interest expense", "Compensation and employee benefits",
        "Advertising", "Data processing", "Building occupancy", "Other expenses",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("company", "releases"), [("ASTA", 5), ("HORIZON", 3)])
def test_each_main_line_is_one_series_over_all_releases(mart, company, releases):
    query = (
        "SELECT label, max(releases), count(*) FROM mart.series "
        "WHERE starts_with(company, ?) AND statement = 'operations' AND same_as IS NULL AND basis = 'GAAP' "
        "AND unit = 'USD' AND dimensions = '{}' AND list_contains(?, label) GROUP BY label"
    )
    found = mart.execute(query, [company, list(MAIN[company])]).fetchall()
    assert sorted(found) == sorted((label, releases, 1) for label in MAIN[company])


def test_no_series_has_two_prints_of_one_period_in_one_release_that_stand(mart):
    query = (
        "SELECT series_id FROM mart.observation WHERE stands "
        "GROUP BY series_id, release_id, period_start, period_end HAVING count(*) > 1"
    )
    assert ask(mart, query) == []


def test_astas_split_of_shares_is_seen_in_its_restatements(mart):
    query = (
        "SELECT unit, first_value, latest_value, note FROM mart.restatement "
        "WHERE company LIKE 'ASTA%' AND label = 'Diluted' ORDER BY unit"
    )
    split = "as by a split of shares, 2 for 1"
    assert ask(mart, query) == [
        ("USD/share", Decimal("0.66"), Decimal("0.33"), split),
        ("shares", 7_079_000, 14_158_000, split),
    ]


def test_every_hole_has_a_reason(mart):
    query = "SELECT count(*), count(*) FILTER (reason IS NULL OR gap_end < gap_start OR quarters < 1) FROM mart.gap"
    ((holes, unexplained),) = ask(mart, query)
    assert holes
    assert unexplained == 0


def test_what_a_series_is_made_of_is_all_that_was_published(mart):
    query = (
        "SELECT count(*) FROM mart.fact f ANTI JOIN mart.observation o USING (reading, fact_id) "
        "WHERE f.role = 'value' AND f.unit IS NOT NULL AND f.period_end IS NOT NULL"
    )
    assert ask(mart, query) == [(0,)]
