"""Exports of the examples hold the same facts as the warehouse, to the last digit."""

import json
import re
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pandas as pd
import polars as pl
import pytest

from flows.commands.export import export
from support.exported import Book
from support.oim import problems
from support.reported import Report, same_rows
from warehouse.connect import query

pytestmark = pytest.mark.slow
TABLES = ("fact", "observation", "quarter")
CSV = "header = true, allow_quoted_nulls = false, delim = ',', quote = '\"', escape = '\"'"


@pytest.fixture(scope="module")
def exported(loaded, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("exports")
    for form in ("parquet", "csv", "xlsx", "xbrl-json"):
        assert export(folder / form, form, [], loaded[0]) == 0
    return folder


def differing(warehouse: Path, view: str, files: str) -> tuple[int, int]:
    """Rows of the view that the files lack, and the other way round; types too must be the same."""
    with duckdb.connect() as reader:
        reader.execute("SET TimeZone = 'UTC'")
        reader.execute(f"ATTACH '{warehouse}' AS w (READ_ONLY)")
        reader.execute("USE w")
        types = [
            [column[:2] for column in reader.execute(f"DESCRIBE FROM {source}").fetchall()]
            for source in (f"mart.{view}", files)
        ]
        assert types[0] == types[1]
        one, other = f"FROM mart.{view}", f"FROM {files}"
        counts = [
            reader.execute(f"SELECT count(*) FROM ({a} EXCEPT ALL {b})").fetchone()[0]
            for a, b in ((one, other), (other, one))
        ]
        return counts[0], counts[1]


@pytest.mark.parametrize("view", TABLES)
def test_parquet_by_company_reads_back_to_the_same_rows(loaded, exported, view):
    files = exported / "parquet" / view / "*" / "*.parquet"
    read = f"(SELECT * EXCLUDE (entity) FROM read_parquet('{files}', hive_partitioning = true))"
    assert differing(loaded[0].warehouse_path, view, read) == (0, 0)
    folders = {path.name for path in (exported / "parquet" / view).iterdir()}
    assert folders == {"entity=0009990017", "entity=0009990043", "entity=juniper%20networks"}


@pytest.mark.parametrize("view", TABLES)
def test_csv_with_the_types_of_the_manifest_reads_back_to_the_same_rows(loaded, exported, view):
    columns = json.loads((exported / "csv" / "export.json").read_text())["tables"][view]["columns"]
    read = f"read_csv('{exported / 'csv' / view}.csv', columns = {columns!r}, {CSV})"
    assert differing(loaded[0].warehouse_path, view, read) == (0, 0)


def test_polars_and_pandas_read_decimals_and_moments_as_they_are(loaded, exported):
    folder = exported / "parquet" / "fact"
    lazily = pl.scan_parquet(folder / "**/*.parquet", hive_partitioning=True)
    assert lazily.collect_schema()["value"] == pl.Decimal(38, 6)
    goodwill = lazily.filter(pl.col("label") == "Goodwill", pl.col("value") == Decimal(983_397_000)).collect()
    assert goodwill["period_end"].to_list() == [date(2003, 6, 30)]
    frame = pd.read_parquet(folder, partitioning=None)
    asked = query(loaded[0].warehouse_path, "SELECT fact_id, value, known_at FROM mart.fact")
    known = {fact_id: (value, known_at) for fact_id, value, known_at in asked.iter_rows()}
    assert len(frame) == len(known) == 2471
    for fact_id, value, known_at in frame[["fact_id", "value", "known_at"]].itertuples(index=False):
        assert known[fact_id] == (value, known_at.to_pydatetime())


@pytest.fixture(scope="module")
def books(exported) -> list[Book]:
    return [Book(path) for path in sorted((exported / "xlsx").glob("*.xlsx"))]


def test_every_newest_print_stands_in_a_workbook_with_value_nil_sign_decimals_period_and_vintage(loaded, books):
    newest = query(
        loaded[0].warehouse_path,
        """
        SELECT o.fact_id, o.series_id, o.value, o.is_nil, f.decimals, o.period_start, o.period_end, o.known_at,
            o.release_id
        FROM mart.observation AS o JOIN mart.fact AS f USING (release_id, fact_id)
        WHERE o.is_latest AND o.stands""",
    )
    told = {(row["fact_id"], row["series_id"]): (book, row) for book in books for row in book.facts}
    assert len(told) == sum(len(book.facts) for book in books) == newest.height == 1730
    for row in newest.iter_rows(named=True):
        book, fact = told[row["fact_id"], row["series_id"]]
        assert book.number(fact["sheet"], fact["cell"]) == (row["value"] or 0)
        assert book.shown[fact["sheet"]][fact["cell"]].value == float(row["value"] or 0), "as computed beforehand"
        assert (None if fact["value"] is None else Decimal(fact["value"])) == row["value"]
        assert fact["is_nil"] is row["is_nil"]
        assert int(fact["decimals"]) == row["decimals"]
        assert (fact["period_start"] and date.fromisoformat(fact["period_start"])) == row["period_start"]
        assert date.fromisoformat(fact["period_end"]) == row["period_end"]
        assert datetime.fromisoformat(fact["known_at"]) == row["known_at"]
        assert fact["release_id"] == row["release_id"]


def test_a_number_stands_under_its_period_and_beside_its_line(books):
    for book in books:
        for fact in book.facts:
            sheet, cell = book.held[fact["sheet"]], book.held[fact["sheet"]][fact["cell"]]
            start, end = sheet.cell(1, cell.column).value, sheet.cell(2, cell.column).value
            assert end.date().isoformat() == fact["period_end"]
            assert (start and start.date().isoformat()) == fact["period_start"]
            assert [sheet.cell(cell.row, column).value for column in (1, 2, 5)] == [
                fact["section"], fact["line"], fact["unit"],
            ]  # fmt: skip


def test_totals_are_formulas_of_the_lines_that_add_up_to_them(books):
    (juniper,) = [book for book in books if "juniper" in book.path.name]
    sheet = juniper.held["balance_sheet"]
    (assets,) = [f for f in juniper.facts if f["line"] == "Total assets" and f["period_end"] == "2003-06-30"]
    formula = sheet[assets["cell"]].value
    assert formula.startswith("=")
    rows = {int(row) for row in re.findall(r"[A-Z]+(\d+)", formula)}
    assert all(row < sheet[assets["cell"]].row for row in rows), "its parts stand above it"
    formulas = [
        cell for book in books for one in book.held for row in one.iter_rows() for cell in row if cell.data_type == "f"
    ]
    assert len(formulas) == 384


@pytest.fixture(scope="module")
def reports(exported) -> list[Report]:
    return [Report(path) for path in sorted((exported / "xbrl-json").glob("*/*.json"))]


def test_reports_read_back_to_the_same_rows_by_every_column_and_keep_the_rules_of_the_model(loaded, reports):
    assert [problem for report in reports for problem in problems(report.path)] == []
    assert same_rows(loaded[0].warehouse_path, reports) == 2471
    folders = [report.path.parent.name for report in reports]
    assert len(folders) == 10
    assert set(folders) == {
        "calderwick-controls-inc-0009990043", "juniper-networks-inc-juniper-networks",
        "orrinvale-instruments-inc-0009990017",
    }  # fmt: skip


def test_a_us_gaap_element_of_a_report_says_what_it_is_and_what_the_line_is_called(reports):
    (juniper,) = [report for report in reports if "juniper" in report.path.parent.name]
    name = "us-gaap_PaymentsToAcquirePropertyPlantAndEquipment"
    assert juniper.concepts[name] == name.replace("_", ":")
    (told, *_) = [
        fact for fact in juniper.document["facts"].values() if fact["dimensions"]["concept"] == f"tieout:{name}"
    ]
    assert (told["value"], told["tieout:value"], told["tieout:printed"]) == ("9505000.0", "-9505000.0", "(9,505)")
    assert told["dimensions"]["period"] == "2003-01-01T00:00:00/2003-07-01T00:00:00"


def test_a_fact_that_the_issuer_prints_differently_in_two_statements_is_two_facts(reports):
    """Six months 2002: amortization is 8,917 in the cash flow and 8,913 in operations."""
    (juniper,) = [report for report in reports if "juniper" in report.path.parent.name]
    told = {
        (fact["dimensions"]["tieout:statement"], fact["value"])
        for fact in juniper.document["facts"].values()
        if fact["dimensions"]["period"] == "2002-01-01T00:00:00/2002-07-01T00:00:00"
        and fact["value"] in {"8917000.0", "8913000.0"}
    }
    assert {("cash_flow", "8917000.0"), ("operations", "8913000.0")} <= told
