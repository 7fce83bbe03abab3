"""Which lines of successive releases are one series: by name, concept, label, values and neighbours."""

import random
from collections.abc import Iterable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from transforms.model import LinkRule, SeriesFrames
from transforms.series.build import Made, build_series
from warehouse import schema

YEARS = {2003: "2003-01-01 2003-12-31", 2004: "2004-01-01 2004-12-31", 2005: "2005-01-01 2005-12-31"}
NO_FOOTINGS = pl.DataFrame(schema=schema.FOOTINGS)


def printed(release: int, label: str, values: dict[int, int | None], **more: Any) -> list[dict[str, Any]]:
    """The facts of one line of the release of a year, in thousands."""
    rows = []
    for column, (year, value) in enumerate(values.items(), start=1):
        start, end = map(date.fromisoformat, YEARS[year].split())
        amount = None if value is None else Decimal(value * 1000)
        row = {
            "reading": f"r{release}",
            "release_id": f"r{release}",
            "fact_id": f"r{release} {label} {more.get('section', '')} {year} {more.get('dimensions', '')}",
            "entity_id": "acme",
            "company": "Acme",
            "known_at": datetime(release + 1, 2, 1, tzinfo=UTC),
            "statement": "operations",
            "section": "",
            "label": label,
            "ordinal": 1,
            "concept": f"ext:{label.title().replace(' ', '')}",
            "dimensions": "{}",
            "basis": "GAAP",
            "period_type": "duration",
            "period_start": start,
            "period_end": end,
            "unit": "USD",
            "is_nil": value is None,
            "value": amount,
            "concept_value": amount,
            "half_unit": Decimal(500),
            "origin": "table",
            "additive": True,
            "flagged": False,
            "table_index": 0,
            "row_index": 0,
            "column_index": column,
        }
        rows.append({**row, **more})
    return rows


def series_of(*lines: Iterable[dict[str, Any]], rules: Iterable[LinkRule] = ()) -> SeriesFrames:
    rows = [{**row, "row_index": place} for place, line in enumerate(lines) for row in line]
    return build_series(pl.DataFrame(rows, schema=schema.SERIES_INPUT), NO_FOOTINGS, rules)


def labels(frames: SeriesFrames) -> list[tuple[str, int]]:
    """Each series that stands for itself, by its newest label, with its number of releases."""
    stands = frames.series.filter(pl.col("same_as").is_null())
    return sorted(zip(stands["label"], stands["releases"], strict=True))


def test_capitals_dashes_and_marks_are_no_other_line():
    frames = series_of(
        printed(2003, "Third-party servicing", {2003: 100}), printed(2004, "THIRD PARTY SERVICING", {2004: 120})
    )
    assert labels(frames) == [("THIRD PARTY SERVICING", 2)]


def test_a_renamed_line_is_known_by_what_it_says_of_the_year_before():
    """Pericom's "Other assets" became "Intangibles and other assets"."""
    frames = series_of(
        printed(2003, "Other assets", {2002 + 1: 11_468}),
        printed(2004, "Intangibles and other assets", {2004: 9_000, 2003: 11_468}),
    )
    assert labels(frames) == [("Intangibles and other assets", 2)]
    link = frames.link.filter(pl.col("by") == "label").row(0, named=True)
    assert (link["shared"], link["equal"], link["accepted"]) == (1, 1, True)


def test_equal_values_under_another_name_are_no_link():
    """In the sample 6,362 is a rise in payables and an amortization."""
    frames = series_of(
        printed(2003, "Accounts payable", {2003: 6_362}), printed(2004, "Amortization", {2004: 7_000, 2003: 6_362})
    )
    assert labels(frames) == [("Accounts payable", 1), ("Amortization", 1)]


def test_a_small_number_says_nothing():
    frames = series_of(
        printed(2003, "Other revenue", {2003: 2}), printed(2004, "Cost of other revenue", {2004: 3, 2003: 2})
    )
    assert len(labels(frames)) == 2


def test_a_new_label_between_the_same_neighbours_is_the_line_where_no_period_is_shared():
    """Horizon left out a year, and "gain/(loss)" became "gain"."""
    old = ("Service fees", "Net gain/(loss) on sales of loans", "Other income")
    new = ("Service fees", "Net gain on sales of loans", "Other income")
    frames = series_of(
        *(printed(2003, label, {2003: 1000 + n}) for n, label in enumerate(old)),
        *(printed(2005, label, {2005: 2000 + n}) for n, label in enumerate(new)),
    )
    assert labels(frames) == [("Net gain on sales of loans", 2), ("Other income", 2), ("Service fees", 2)]


def test_one_concept_is_one_series_whatever_it_is_called_and_even_if_all_is_restated():
    income = {"concept": "us-gaap:NetIncomeLoss"}
    frames = series_of(
        printed(2003, "Net loss", {2003: -5_000}, **income),
        printed(2004, "Net income (loss)", {2004: 900, 2003: -7_000}, **income),
    )
    assert labels(frames) == [("Net income (loss)", 2)]
    (tie,) = frames.series_tie.filter(pl.col("outcome") == "violated").iter_rows(named=True)
    assert (tie["kind"], tie["severity"], tie["residual"]) == ("comparative", "info", -2_000_000)


def test_lines_that_changed_places_go_by_their_values():
    """Two lines of one label: the first was dropped, so that the second is now the first."""
    frames = series_of(
        printed(2003, "Other", {2003: 1_111}, section="Revenue"),
        printed(2003, "Other", {2003: 2_222}, section="Income", ordinal=2),
        printed(2004, "Other", {2004: 2_300, 2003: 2_222}, section="Revenue"),
    )
    values = frames.observation.join(frames.series, on="series_id").filter(pl.col("releases") == 2)["value"]
    assert sorted(values) == [2_222_000, 2_222_000, 2_300_000]


def test_what_stands_in_two_statements_is_one_series_with_a_strand_for_each():
    income = {"concept": "us-gaap:NetIncomeLoss"}
    frames = series_of(
        printed(2003, "Net income", {2003: 5_000}, **income),
        printed(2003, "Net income", {2003: 5_000}, statement="cash_flow", **income),
        printed(2003, "Net income", {2003: 4_000}, statement="segment", section="Asia", **income),
    )
    rows = frames.series.select("statement", stands=pl.col("same_as").is_null()).rows()
    assert sorted(rows) == [("cash_flow", False), ("operations", True), ("segment", True)]
    stands = frames.observation.filter("stands").group_by("series_id").len()["len"].to_list()
    assert stands == [1, 1, 1]


def test_prose_does_not_take_the_place_of_a_table():
    revenue = {"concept": "us-gaap:Revenues"}
    prose = {"statement": "narrative", "origin": "narrative", "half_unit": Decimal(50_000)}
    frames = series_of(
        printed(2003, "Net revenues", {2003: 165_129}, **revenue),
        printed(2004, "Revenue", {2003: 165_100}, **revenue, **prose),
    )
    (newest,) = frames.observation.filter(pl.col("known_until").is_null())["value"]
    assert newest == 165_129_000


def test_restated_columns_are_the_newest_print_and_the_previous_ones_beside_them_are_none():
    """Pericom's release of August 2005."""
    before, now = '{"column": "As Previously Reported"}', '{"column": "As Restated"}'
    frames = series_of(
        printed(2003, "Gross profit", {2003: 6_980}),
        printed(2004, "Gross profit", {2003: 6_980}, dimensions=before),
        printed(2004, "Gross profit", {2003: 7_015}, dimensions=now),
    )
    assert labels(frames) == [("Gross profit", 2)]
    (newest,) = frames.observation.filter(pl.col("known_until").is_null())["value"]
    assert newest == 7_015_000


@pytest.mark.parametrize("same", [True, False])
def test_somebody_may_overrule(same):
    rule = LinkRule("acme", "operations", "", "sales", "operations", "", "turnover", same, "the annual report says so")
    frames = series_of(
        printed(2003, "Sales", {2003: 100_000}, concept="us-gaap:Revenues"),
        printed(2004, "Turnover", {2004: 120_000, 2003: 100_000}, concept="us-gaap:Revenues"),
        rules=[rule],
    )
    assert len(labels(frames)) == (1 if same else 2)
    assert ("curated" in frames.link["by"]) is same


def test_the_order_of_the_facts_changes_nothing():
    facts = [
        row
        for year in (2003, 2004, 2005)
        for place, label in enumerate(("Sales", "Cost", "Gross profit"))
        for row in printed(year, label, {y: 1_000 * y + place for y in (year, year - 1) if y >= 2003}, row_index=place)
    ]
    shuffled = random.Random(7).sample(facts, len(facts))
    one, other = (
        build_series(pl.DataFrame(rows, schema=schema.SERIES_INPUT), NO_FOOTINGS) for rows in (facts, shuffled)
    )
    for name in ("series", "link", "observation", "series_tie"):
        assert getattr(one, name).equals(getattr(other, name)), name


def test_what_was_made_of_the_same_facts_is_not_made_again(monkeypatch):
    rows = [*printed(2003, "Sales", {2003: 412}), *printed(2004, "Sales", {2003: 413, 2004: 450})]
    facts = pl.DataFrame(rows, schema=schema.SERIES_INPUT)
    made: Made = {}
    first = build_series(facts, NO_FOOTINGS, made=made)
    monkeypatch.setattr("transforms.series.build.link_groups", None)
    again = build_series(facts.reverse(), NO_FOOTINGS, made=made)
    assert again.observation.equals(first.observation)
    with pytest.raises(TypeError):
        build_series(facts.with_columns(flagged=True), NO_FOOTINGS, made=made)


def test_a_factor_of_a_thousand_against_an_earlier_print_is_an_error():
    frames = series_of(
        printed(2003, "Sales", {2003: 165_129}), printed(2004, "Sales", {2004: 180_000_000, 2003: 165_129_000})
    )
    wrong = frames.series_tie.filter(pl.col("severity") == "error", pl.col("outcome") == "violated")
    assert wrong["note"].to_list() == ["a factor of a thousand or a million"]


def test_a_statement_whose_lines_all_jump_is_an_error_even_where_no_period_is_shared():
    frames = series_of(
        *(printed(2003, f"Line {n}", {2003: 1_000 * n}) for n in range(1, 7)),
        *(printed(2005, f"Line {n}", {2005: 1_000_000 * n}) for n in range(1, 7)),
    )
    (wrong,) = frames.series_tie.filter(pl.col("severity") == "error", pl.col("outcome") == "violated")["kind"]
    assert wrong == "magnitude"


def test_a_sign_that_turned_is_a_warning():
    frames = series_of(printed(2003, "Loss", {2003: 5_000}), printed(2004, "Loss", {2004: 1_000, 2003: -5_000}))
    (tie,) = frames.series_tie.filter(pl.col("outcome") == "violated").iter_rows(named=True)
    assert (tie["severity"], tie["note"]) == ("warning", "the sign has turned")


def test_footings_of_two_cumulative_columns_are_tried_on_the_quarter_between():
    spans = {"nine": ("2003-01-01", "2003-09-30"), "year": ("2003-01-01", "2003-12-31")}
    amounts = {"nine": (700, 300, 400), "year": (1_000, 420, 570)}
    rows = []
    for release, name in ((2002, "nine"), (2003, "year")):
        for label, value in zip(("Total", "Parts", "Labour"), amounts[name], strict=True):
            (row,) = printed(release, label, {2003: value})
            start, end = map(date.fromisoformat, spans[name])
            rows.append({**row, "period_start": start, "period_end": end})
    ids = [row["fact_id"] for row in rows if row["release_id"] == "r2003"]
    footings = pl.DataFrame([{"reading": "r2003", "fact_ids": ids, "weights": [1, -1, -1]}], schema=schema.FOOTINGS)
    frames = build_series(pl.DataFrame(rows, schema=schema.SERIES_INPUT), footings)
    (tie,) = frames.series_tie.filter(pl.col("kind") == "derived_quarter_refoots").iter_rows(named=True)
    assert (tie["left_value"], tie["right_value"], tie["outcome"]) == (300_000, 290_000, "violated")
    assert tie["period"] == "2003-10-01/2003-12-31"
