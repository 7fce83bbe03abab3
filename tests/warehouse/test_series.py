"""Series across releases: vintages, quarters, growth, twelve months, restatements, identity."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from warehouse.connect import open_reader

APRIL, JULY, OCTOBER, JANUARY = (
    datetime(2003, 4, 15, 20, tzinfo=UTC),
    datetime(2003, 7, 15, 20, tzinfo=UTC),
    datetime(2003, 10, 15, 20, tzinfo=UTC),
    datetime(2004, 1, 15, 21, tzinfo=UTC),
)


def query(path: Path, sql: str, *values: Any) -> list[tuple[Any, ...]]:
    with open_reader(path) as reader:
        return reader.execute(sql, list(values)).fetchall()


QUARTERS = "SELECT period_end, value, half_width, origin FROM mart.quarter ORDER BY period_end"


def test_what_was_known_on_a_day_is_known_until_its_end_in_new_york(tmp_path, put, release, quarter_of):
    evening = datetime(2003, 7, 11, 3, 59, tzinfo=UTC)  # 23:59 of the tenth, Eastern
    put(tmp_path / "w.duckdb", release("a", (quarter_of("2003-04-01", "2003-06-30", 100),), known_at=evening))
    counts = [
        query(tmp_path / "w.duckdb", "SELECT count(*) FROM mart.fact_as_of(?)", day)[0][0]
        for day in (date(2003, 7, 9), date(2003, 7, 10), "2003-07-11")
    ]
    assert counts == [0, 1, 1]


def test_the_newest_vintage_is_latest_and_the_older_one_stays_known_as_of_its_day(tmp_path, put, release, quarter_of):
    put(
        tmp_path / "w.duckdb",
        release("q1", (quarter_of("2003-01-01", "2003-03-31", 100),), known_at=APRIL),
        release("q2", (quarter_of("2003-01-01", "2003-03-31", 101),), known_at=JULY),
    )
    assert query(tmp_path / "w.duckdb", "SELECT value FROM mart.fact_latest") == [(101,)]
    assert query(tmp_path / "w.duckdb", "SELECT value FROM mart.fact_as_of(DATE '2003-05-01')") == [(100,)]
    assert query(tmp_path / "w.duckdb", "SELECT value FROM mart.quarter_as_of(DATE '2003-05-01')") == [(100,)]


def test_a_printed_quarter_is_never_derived_and_a_later_quarter_follows_its_year_to_date(
    tmp_path, put, release, quarter_of
):
    first = release("q1", (quarter_of("2003-01-01", "2003-03-31", 40_000),), known_at=APRIL)
    half = release("h1", (quarter_of("2003-01-01", "2003-06-30", 100_000),), known_at=JULY)
    put(tmp_path / "w.duckdb", first, half)
    assert query(tmp_path / "w.duckdb", QUARTERS) == [
        (date(2003, 3, 31), 40_000, 500, "reported"),
        (date(2003, 6, 30), 60_000, 1000, "derived"),
    ]
    assert query(tmp_path / "w.duckdb", "SELECT known_at FROM mart.quarter WHERE origin = 'derived'") == [(JULY,)]
    assert len(query(tmp_path / "w.duckdb", "SELECT * FROM mart.quarter_as_of(DATE '2003-05-01')")) == 1


@pytest.mark.parametrize("missing", range(4))
def test_a_year_minus_its_three_other_quarters_is_the_fourth(tmp_path, put, release, quarter_of, missing):
    spans = [
        ("2003-01-01", "2003-03-31"),
        ("2003-04-01", "2003-06-30"),
        ("2003-07-01", "2003-09-30"),
        ("2003-10-01", "2003-12-31"),
    ]
    facts = [quarter_of(*span, 1000 * (n + 1)) for n, span in enumerate(spans) if n != missing]
    put(tmp_path / "w.duckdb", release("fy", (quarter_of("2003-01-01", "2003-12-31", 10_000), *facts)))
    found = query(
        tmp_path / "w.duckdb",
        "SELECT period_start, period_end, value, half_width, len(fact_ids) FROM mart.quarter WHERE origin = 'derived'",
    )
    assert found == [(*map(date.fromisoformat, spans[missing]), 1000 * (missing + 1), 2000, 4)]


def test_per_share_amounts_are_not_derivable_and_instants_have_no_quarters(tmp_path, put, release, quarter_of):
    eps = {"label": "Basic", "unit": "USD/share", "decimals": 2, "additive": False}
    put(
        tmp_path / "w.duckdb",
        release(
            "h1",
            (
                quarter_of("2003-04-01", "2003-06-30", "0.04", **eps),
                quarter_of("2003-01-01", "2003-06-30", "0.05", **eps),
                {"period_start": None, "period_end": date(2003, 6, 30), "value": Decimal(5), "label": "Cash"},
            ),
        ),
    )
    assert query(tmp_path / "w.duckdb", QUARTERS) == [
        (date(2003, 3, 31), None, None, "not_derivable"),
        (date(2003, 6, 30), Decimal("0.04"), Decimal("0.005"), "reported"),
    ]
    assert query(tmp_path / "w.duckdb", "SELECT value, origin FROM mart.ttm") == [(None, "not_derivable")] * 2


def test_thirteen_week_quarters_count_and_change_columns_do_not(tmp_path, put, release, quarter_of):
    put(
        tmp_path / "w.duckdb",
        release(
            "q",
            (
                quarter_of("2004-04-04", "2004-07-03", 7, weeks=13),
                quarter_of("2004-04-04", "2004-07-03", 99, role="change", label="Change"),
                quarter_of("2004-07-04", "2004-10-02", 99, role="outlook", label="Guidance"),
            ),
        ),
    )
    assert query(tmp_path / "w.duckdb", "SELECT label, value FROM mart.quarter") == [("Revenue", 7)]


def test_a_printed_nil_stays_nil_and_counts_as_zero(tmp_path, put, release, quarter_of):
    put(
        tmp_path / "w.duckdb",
        release(
            "h1",
            (
                quarter_of("2003-04-01", "2003-06-30", None),
                quarter_of("2003-01-01", "2003-06-30", 8000),
            ),
        ),
    )
    assert query(tmp_path / "w.duckdb", "SELECT value, is_nil, origin FROM mart.quarter ORDER BY period_end") == [
        (8000, False, "derived"),
        (None, True, "reported"),
    ]


def test_one_quarter_headed_with_two_days_is_one_and_the_newest_print_stands(tmp_path, put, release, quarter_of):
    """Pericom's quarter to September 25, 2004, headed September 30 in the first release that printed it."""
    spans = [("2004-04-01", "2004-06-30"), ("2004-10-01", "2004-12-31"), ("2005-01-01", "2005-03-31")]
    before = [quarter_of(*span, 100) for span in spans]
    put(
        tmp_path / "w.duckdb",
        release("old", (quarter_of("2004-07-01", "2004-09-30", 1000), *before), known_at=JULY),
        release("new", (quarter_of("2004-06-27", "2004-09-25", 1001),), known_at=OCTOBER),
    )
    assert [row[:2] for row in query(tmp_path / "w.duckdb", QUARTERS)][1] == (date(2004, 9, 25), 1001)
    assert len(query(tmp_path / "w.duckdb", QUARTERS)) == 4
    assert query(tmp_path / "w.duckdb", "SELECT value FROM mart.ttm WHERE value IS NOT NULL") == [(1301,)]
    assert len(query(tmp_path / "w.duckdb", "SELECT * FROM mart.ttm")) == 4
    growth = "SELECT quarter_ago_value FROM mart.growth ORDER BY period_end"
    assert query(tmp_path / "w.duckdb", growth) == [(None,), (100,), (1001,), (100,)]


def year_and_a_half(quarter_of) -> tuple[dict[str, Any], ...]:
    ends = (
        "2002-01-01 2002-03-31",
        "2002-04-01 2002-06-30",
        "2002-07-01 2002-09-30",
        "2002-10-01 2002-12-31",
        "2003-01-01 2003-03-31",
        "2003-04-01 2003-06-30",
    )
    return tuple(quarter_of(*span.split(), 100 + 10 * n) for n, span in enumerate(ends))


def test_twelve_months_are_four_contiguous_quarters_or_null(tmp_path, put, release, quarter_of):
    put(tmp_path / "w.duckdb", release("q", year_and_a_half(quarter_of)))
    assert query(
        tmp_path / "w.duckdb", "SELECT value, half_width, len(fact_ids) FROM mart.ttm ORDER BY period_end"
    ) == [
        (None, None, 0),
        (None, None, 0),
        (None, None, 0),
        (460, 2000, 4),
        (500, 2000, 4),
        (540, 2000, 4),
    ]


def test_a_gap_in_the_quarters_leaves_twelve_months_null(tmp_path, put, release, quarter_of):
    facts = year_and_a_half(quarter_of)
    put(tmp_path / "w.duckdb", release("q", facts[:3] + facts[4:]))
    assert {row[0] for row in query(tmp_path / "w.duckdb", "SELECT value FROM mart.ttm")} == {None}


def test_twelve_months_are_the_year_plus_year_to_date_minus_prior_year_to_date(tmp_path, put, release, quarter_of):
    put(
        tmp_path / "w.duckdb",
        release(
            "h1",
            (
                quarter_of("2002-01-01", "2002-12-31", 1000),
                quarter_of("2003-01-01", "2003-06-30", 700),
                quarter_of("2002-01-01", "2002-06-30", 400),
                quarter_of("2003-04-01", "2003-06-30", 360),
            ),
        ),
    )
    found = query(
        tmp_path / "w.duckdb",
        "SELECT period_start, period_end, value, origin, half_width FROM mart.ttm "
        "WHERE value IS NOT NULL ORDER BY period_end",
    )
    assert found == [
        (date(2002, 1, 1), date(2002, 12, 31), 1000, "reported", 500),
        (date(2002, 7, 1), date(2003, 6, 30), 1300, "derived", 1500),
    ]


def test_growth_compares_with_the_quarter_before_and_a_year_ago(tmp_path, put, release, quarter_of):
    put(tmp_path / "w.duckdb", release("q", year_and_a_half(quarter_of)))
    found = query(
        tmp_path / "w.duckdb",
        "SELECT value, quarter_ago_value, round(quarter_over_quarter, 2), year_ago_value, "
        "round(year_over_year, 2) FROM mart.growth ORDER BY period_end DESC LIMIT 2",
    )
    assert found == [(150, 140, 7.14, 110, 36.36), (140, 130, 7.69, 100, 40.0)]
    early = query(
        tmp_path / "w.duckdb",
        "SELECT quarter_over_quarter, year_over_year FROM mart.growth ORDER BY period_end LIMIT 1",
    )
    assert early == [(None, None)]


def test_growth_of_a_cost_in_parentheses_is_positive_when_it_rises(tmp_path, put, release, quarter_of):
    cost = [
        {**quarter_of(*span, -amount), "concept_value": Decimal(amount)}
        for span, amount in ((("2003-01-01", "2003-03-31"), 100), (("2003-04-01", "2003-06-30"), 120))
    ]
    put(tmp_path / "w.duckdb", release("q", tuple(cost)))
    assert query(
        tmp_path / "w.duckdb", "SELECT value, quarter_over_quarter FROM mart.growth WHERE quarter_ago_value IS NOT NULL"
    ) == [(-120, 20.0)]


@pytest.mark.parametrize(
    ("again", "kind"),
    [
        (165_130_000, "rounding"),
        (166_000_000, "restated"),
        (165_129, "scale error"),
        (None, "restated"),
    ],
)
def test_a_later_print_that_differs_is_a_restatement_of_a_kind(tmp_path, put, release, quarter_of, again, kind):
    put(
        tmp_path / "w.duckdb",
        release("q2", (quarter_of("2003-04-01", "2003-06-30", 165_129_000),), known_at=JULY),
        release("q3", (quarter_of("2003-04-01", "2003-06-30", again),), known_at=OCTOBER),
    )
    assert query(tmp_path / "w.duckdb", "SELECT first_value, latest_value, kind FROM mart.restatement") == [
        (165_129_000, again, kind)
    ]


def test_the_same_figure_printed_again_is_no_restatement(tmp_path, put, release, quarter_of):
    fact = quarter_of("2003-04-01", "2003-06-30", 165_129_000)
    put(tmp_path / "w.duckdb", release("q2", (fact,), known_at=JULY), release("q3", (fact,), known_at=OCTOBER))
    assert query(tmp_path / "w.duckdb", "SELECT * FROM mart.restatement") == []


@pytest.mark.parametrize("backwards", [False, True])
def test_a_later_release_that_brings_the_cik_joins_the_ones_before(tmp_path, put, release, quarter_of, backwards):
    bare = release("q1", (quarter_of("2003-01-01", "2003-03-31", 1),), known_at=APRIL)
    known = release("q2", (quarter_of("2003-04-01", "2003-06-30", 2),), known_at=JULY, cik="0001043604")
    for one in (known, bare) if backwards else (bare, known):
        put(tmp_path / "w.duckdb", one)
    assert query(tmp_path / "w.duckdb", "SELECT DISTINCT entity_id, cik FROM mart.fact") == [
        ("0001043604", "0001043604")
    ]


def test_a_name_that_two_companies_share_joins_neither(tmp_path, put, release, quarter_of):
    fact = (quarter_of("2003-04-01", "2003-06-30", 2),)
    put(
        tmp_path / "w.duckdb",
        release("a", fact),
        release("b", fact, cik="0000000001"),
        release("c", fact, cik="0000000002"),
    )
    assert query(tmp_path / "w.duckdb", "SELECT DISTINCT entity_id FROM mart.fact ORDER BY 1") == [
        ("0000000001",),
        ("0000000002",),
        ("acme",),
    ]


@pytest.mark.parametrize("backwards", [False, True])
def test_a_release_is_known_since_the_earliest_of_its_filings(tmp_path, put, release, quarter_of, backwards):
    bare = release("a", (quarter_of("2003-04-01", "2003-06-30", 2),), known_at=OCTOBER)
    filed = replace(bare, known_at=JULY, accession="0000891618-03-000001", cik="0001043604")
    for one in (filed, bare) if backwards else (bare, filed):
        put(tmp_path / "w.duckdb", one)
    assert query(tmp_path / "w.duckdb", "SELECT known_at, accession, entity_id FROM mart.fact") == [
        (JULY, "0000891618-03-000001", "0001043604")
    ]


def test_a_statement_reads_as_printed(tmp_path, put, juniper):
    put(tmp_path / "w.duckdb", juniper)
    lines = query(
        tmp_path / "w.duckdb",
        'SELECT "order", label, cells FROM mart.statement(?, ?) ORDER BY 1',
        juniper.release_id,
        "balance_sheet",
    )
    assert len(lines) == 23
    order, label, cells = lines[0]
    assert (order, label) == (1, "Cash and cash equivalents")
    assert [(cell["period"], cell["value"], cell["printed"]) for cell in cells] == [
        ("2003-06-30", 516_493_000, "516,493"),
        ("2002-12-31", 194_435_000, "194,435"),
    ]


def test_one_row_of_html_may_print_a_heading_and_a_line(tmp_path, put, juniper):
    """A cell that holds "ASSETS" above "Cash and cash equivalents": the values are the line's, not the heading's."""
    put(tmp_path / "w.duckdb", replace(juniper, heading="ASSETS"))
    sheet = juniper.facts[0]["statement"]
    found = query(
        tmp_path / "w.duckdb",
        'SELECT label, len(cells) FROM mart.statement(?, ?) ORDER BY "order" LIMIT 2',
        juniper.release_id,
        sheet,
    )
    assert found == [("ASSETS", 0), (juniper.facts[0]["label"], 2)]


def test_one_row_of_html_may_print_two_lines_of_one_label(tmp_path, put, release, quarter_of):
    """Each has the values of its own ordinal, in the order of the page."""
    days = ("2003-04-01", "2003-06-30")
    put(tmp_path / "w.duckdb", release("a", tuple(
        quarter_of(*days, value) | {"label": label, "ordinal": ordinal, "row_index": 4}
        for label, ordinal, value in (("Other", 1, 900), ("Other", 2, 300), ("Deposits", 1, 5))
    )))  # fmt: skip
    found = query(
        tmp_path / "w.duckdb",
        "SELECT label, list_transform(cells, lambda c: c.value::INT) FROM mart.statement(?, 'operations') "
        'ORDER BY "order"',
        release("a").release_id,
    )
    assert found == [("Other", [900]), ("Other", [300]), ("Deposits", [5])]


def test_the_scorecard_counts(tmp_path, put, juniper):
    put(tmp_path / "w.duckdb", juniper)
    assert query(tmp_path / "w.duckdb", "SELECT facts, ties, exact, tied_facts, issue_infos FROM mart.quality") == [
        (374, 1, 1, 374, 1)
    ]


def test_views_answer_when_the_file_is_attached_under_another_name(tmp_path, put, juniper):
    put(tmp_path / "w.duckdb", juniper)
    with duckdb.connect() as other:
        other.execute(f"ATTACH '{tmp_path / 'w.duckdb'}' AS far (READ_ONLY)")
        assert other.execute("SELECT count(*) FROM far.mart.quarter WHERE origin = 'derived'").fetchone() == (107,)
        other.execute("USE far")
        assert other.execute("SELECT count(*) FROM mart.fact_as_of('2030-01-01')").fetchone() != (0,)
