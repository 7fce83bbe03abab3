"""Lines through time: charts only where they say something, prints of other releases, and how values are told."""

from datetime import UTC, datetime
from decimal import Decimal

import polars as pl
import pytest

from expectations.report.charts import Point, beside_line, verdicts_over_time
from expectations.report.company import _amount
from expectations.report.parts import Parts
from expectations.report.vintages import vintages_of
from warehouse import schema

OBSERVED = {**schema.OBSERVATION.polars_schema, "table_index": pl.Int32(), "same_as": pl.String()}
ONE_PAGE = Parts(pl.DataFrame(schema={"release_id": pl.String(), "table_index": pl.Int32(), "facts": pl.Int64()}))


def points(*values, kind="reported"):
    return [Point(value, kind) for value in values]


@pytest.mark.parametrize("values", [(), (1.0, 2.0, 3.0), (5.0, 5.0, 5.0, 5.0), (None, None, 1.0, 2.0, 3.0)])
@pytest.mark.parametrize("is_instant", [True, False])
def test_few_values_and_those_that_never_change_are_not_drawn(values, is_instant):
    assert beside_line(points(*values), is_instant=is_instant) == ""


def test_a_bar_stands_on_zero_whatever_its_sign_and_keeps_its_kind():
    drawn = beside_line([*points(2.0, -2.0, None, 4.0), Point(1.0, "derived")], is_instant=False)
    assert drawn.count("<rect") == 4
    assert drawn.count('class="derived"') == 1
    assert 'y1="17.0"' in drawn, "zero is two thirds down between 4 and -2"


def test_a_curve_marks_what_was_restated():
    drawn = beside_line([*points(1.0, 2.0, 3.0), Point(2.0, "restated")], is_instant=True)
    assert drawn.count("<polyline") == 1
    assert drawn.count('class="restated"') == 1


def test_coverage_is_drawn_for_three_quarters_and_more_with_the_empty_ones_between():
    known = [datetime(2003, month, 10, tzinfo=UTC) for month in (1, 4, 10)]
    releases = pl.DataFrame(
        {"known_at": [*known, None, known[0]], "status": [*["published"] * 4, "not_a_release"]},
        schema_overrides={"known_at": schema.TIMESTAMP},
    )
    drawn = str(verdicts_over_time(releases))
    assert drawn.count("<rect") == 3
    assert "2003 Q4: 1 published" in drawn
    assert verdicts_over_time(releases.head(2)) == ""
    assert verdicts_over_time(releases.clear()) == ""


def observed(release, month, value, **other):
    given = {
        "release_id": release * 64, "fact_id": f"fact-{release}", "series_id": "s",
        "known_at": datetime(2003, month, 1, tzinfo=UTC),
        "value": None if value is None else Decimal(value), "half_unit": Decimal(500), "is_nil": value is None,
        "stands": True, "period_end": datetime(2002, 12, 31, tzinfo=UTC).date(), **other,
    }  # fmt: skip
    return {name: given.get(name) for name in OBSERVED}


def test_prints_of_other_releases_are_earlier_or_later_and_the_same_within_rounding():
    rows = [observed("a", 1, 1000), observed("b", 4, 2000), observed("c", 7, None), observed("d", 9, 1500)]
    frame = pl.DataFrame(rows, schema=OBSERVED)
    (told,) = vintages_of("b" * 64, frame, ONE_PAGE).values()
    assert [(one.when, one.known, one.text, one.is_same) for one in told.told] == [
        ("earlier", "31 Dec 2002", "1,000", True), ("later", "30 Jun 2003", "–", False),
    ]  # fmt: skip
    assert told.left_out == 1, "the same, and not the first"
    assert told.told[0].href == f"{'a' * 64}.html#fact-a"


def test_of_many_prints_the_first_and_those_of_the_last_few_that_differ_are_told():
    rows = [observed("b", 12, 7000), *(observed(name, 1 + at, 1000 * at) for at, name in enumerate("acdefghi"))]
    (told,) = vintages_of("b" * 64, pl.DataFrame(rows, schema=OBSERVED), ONE_PAGE).values()
    assert [one.text for one in told.told] == ["0", "4,000", "5,000"]
    assert told.left_out == 5


def test_a_line_that_another_series_stands_for_is_held_against_its_own_prints_once():
    twice = [{"series_id": "s"}, {"series_id": "own line", "same_as": "s"}]
    rows = [observed(name, month, 1000, **one) for name, month in (("a", 1), ("b", 4)) for one in twice]
    (told,) = vintages_of("b" * 64, pl.DataFrame(rows, schema=OBSERVED), ONE_PAGE).values()
    assert (len(told.told), told.left_out) == (1, 0)


def test_what_does_not_stand_in_its_release_is_no_other_print():
    rows = [observed("a", 1, 1000, stands=False), observed("b", 4, 2000)]
    assert vintages_of("b" * 64, pl.DataFrame(rows, schema=OBSERVED), ONE_PAGE) == {}


@pytest.mark.parametrize(
    ("value", "unit", "scale", "told"),
    [("0.6", "USD/share", 1, "0.60"), ("0.125", "USD/share", 1, "0.125"), ("45412000", "USD", 1000, "45,412"),
     ("1510500", "USD", 1000, "1,510.5"), ("-0.3", "USD/share", 1, "-0.30")],
)  # fmt: skip
def test_values_are_told_in_the_scale_of_their_print_and_prices_with_cents(value, unit, scale, told):
    assert _amount(Decimal(value), unit, scale) == told


def test_a_table_is_never_cut_and_what_follows_a_full_page_begins_the_next():
    facts = [(None, 20), (0, 500), (1, 390), (3, 1), (4, 1500), (5, 10)]
    tables = pl.DataFrame(
        [("a" * 64, *one) for one in facts], schema=["release_id", "table_index", "facts"], orient="row"
    )
    parts = Parts(tables)
    assert [parts.number("a" * 64, table) for table, _ in facts] == [1, 1, 2, 2, 3, 4]
    assert [path.removeprefix(f"release/{'a' * 64}") for path in parts.pages("a" * 64)] == [
        ".html", "-2.html", "-3.html", "-4.html",
    ]  # fmt: skip
    assert parts.href("a" * 64, 4, "fact") == f"../release/{'a' * 64}-3.html#fact"
    assert parts.pages("b" * 64) == [f"release/{'b' * 64}.html"]
