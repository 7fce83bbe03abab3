"""Every fact of the sample against the hand-made table: value, place and all that a fact says of itself."""

from collections import defaultdict
from typing import Any

import polars as pl
import pytest

from support.scoring import Score, score
from support.shared import SAMPLE, read_gold, shared
from transforms.model import ReleaseFrames
from transforms.parse.amounts import tokens

Row = dict[str, Any]


@pytest.fixture(scope="module")
def scored(juniper_2003q2: ReleaseFrames) -> Score:
    return score(juniper_2003q2.fact, "juniper_2003q2.csv")


@pytest.fixture(scope="module")
def pairs(juniper_2003q2: ReleaseFrames) -> list[tuple[Row, Row]]:
    """Gold row and fact at the same place."""
    facts = {(fact["line_number"], fact["char_start"]): fact for fact in juniper_2003q2.fact.to_dicts()}
    return [(row, facts[int(row["line_number"]), int(row["char_start"])]) for row in read_gold("juniper_2003q2.csv")]


@pytest.fixture(scope="module")
def meanings() -> dict[str, Row]:
    return {row["row_key"]: row for row in read_gold("juniper_2003q2_concepts.csv")}


def test_all_374_facts_are_read_and_no_other(scored):
    assert scored.misses == ()
    assert scored.spurious == ()
    assert (scored.gold, scored.published) == (374, 374)


@pytest.mark.parametrize("level", ["found", "period", "unit", "label", "context", "exact"])
def test_every_fact_is_right(scored, level):
    assert scored.recall[level] == 1.0


def test_346_stand_in_tables_with_27_dashes_and_28_in_prose(juniper_2003q2):
    counts = juniper_2003q2.fact.group_by("origin").agg(pl.len().alias("facts"), pl.col("is_nil").sum()).sort("origin")
    assert counts.rows() == [("narrative", 28, 0), ("table", 346, 27)]


@pytest.mark.parametrize("name", ["decimals", "assurance", "column_index"])
def test_every_fact_says_as_the_gold(pairs, name):
    wrong = [(gold["fact_id"], gold[name], fact[name]) for gold, fact in pairs if gold[name] != str(fact[name])]
    assert wrong == []


def test_footnote_marks_stand_apart_from_values_and_labels(pairs):
    wrong = [
        (gold["fact_id"], gold["footnote_marker"], fact["footnote"])
        for gold, fact in pairs
        if gold["footnote_marker"] != (fact["footnote"] or "")
    ]
    assert wrong == []
    assert sum(gold["footnote_marker"] == "(1)" for gold, _ in pairs) > 0


def test_only_the_footnote_table_inherits_its_header(juniper_2003q2):
    inherited = juniper_2003q2.fact.filter("header_inherited")
    assert set(inherited["statement"]) == {"operations_footnote_1"}
    assert inherited.height == 20


def test_concepts_are_as_the_gold_where_it_is_sure(pairs, meanings):
    sure = [
        (meanings[gold["row_key"]], fact) for gold, fact in pairs if meanings[gold["row_key"]]["confidence"] == "high"
    ]
    wrong = {
        (meaning["row_key"], meaning["concept"], fact["concept"])
        for meaning, fact in sure
        if meaning["concept"] != fact["concept"]
    }
    assert wrong == set()
    assert len({meaning["row_key"] for meaning, _ in sure}) == 87


def test_lines_that_share_an_extension_in_the_gold_share_one_and_others_do_not(pairs, meanings):
    """Names of extensions are ours; which lines are the same thing is not."""
    ours: dict[str, set[str]] = defaultdict(set)
    theirs: dict[str, set[str]] = defaultdict(set)
    for gold, fact in pairs:
        meaning = meanings[gold["row_key"]]
        if meaning["confidence"] == "extension":
            ours[meaning["concept"]].add(fact["concept"])
            theirs[fact["concept"]].add(meaning["concept"])
    assert {concept: names for concept, names in ours.items() if len(names) != 1} == {}
    assert {name: concepts for name, concepts in theirs.items() if len(concepts) != 1} == {}
    assert all(name.startswith("ext:") for name in theirs)


def test_no_us_gaap_element_carries_an_adjusted_amount(pairs, meanings):
    adjusted = [fact for gold, fact in pairs if meanings[gold["row_key"]]["concept"].startswith("jnpr:NonGaap")]
    assert {fact["concept"] for fact in adjusted if fact["concept"].startswith("us-gaap:")} == set()


@pytest.mark.parametrize(
    ("line", "factor"),
    [
        ("bs.deferred_stock_comp", -1),
        ("ops.interest_other_expense", -1),
        ("ops.writedown_inv", -1),
        ("ops.equity_jv", 1),
        ("cf.gain_sale_inv", -1),
        ("cf.chg_ar", -1),
        ("cf.chg_ap", 1),
        ("cf.capex", -1),
        ("cf.net_income", 1),
        ("cf.retire_notes", -1),
    ],
)
def test_a_concept_value_has_the_sign_of_its_element_whatever_is_printed(pairs, line, factor):
    """The write-down printed as (30,600) is an impairment of +30.6 million."""
    values = [
        (fact["value"], fact["concept_value"]) for gold, fact in pairs if gold["row_key"] == line and fact["value"]
    ]
    assert values
    assert all(concept_value == factor * value for value, concept_value in values)


def test_every_span_points_at_the_characters_of_the_file(juniper_2003q2):
    lines = shared(SAMPLE).read_bytes().decode().split("\n")
    wrong = [
        (fact["printed"], found)
        for fact in juniper_2003q2.fact.to_dicts()
        if (found := lines[fact["line_number"] - 1][fact["char_start"] : fact["char_end"]]) != fact["printed"]
    ]
    assert wrong == []


def test_the_sample_names_its_company_and_its_day(juniper_2003q2):
    release, filing = juniper_2003q2.release.row(0, named=True), juniper_2003q2.filing.row(0, named=True)
    assert (release["company"], release["ticker"], release["document"]) == ("Juniper Networks, Inc.", "JNPR", "EX-99.1")
    assert filing["known_at_source"] == "dateline"
    assert str(filing["known_at"]) == "2003-07-11 03:59:59.999999+00:00"


def test_every_token_is_a_fact_or_declared_none_and_nothing_is_an_error(juniper_2003q2):
    assert juniper_2003q2.release["yield"].to_list() == [1.0]
    assert set(juniper_2003q2.issue["level"]) <= {"info"}


@pytest.fixture(scope="module")
def undeclared(juniper_2003q2: ReleaseFrames) -> list[Row]:
    """The gold's tokens that are no fact there and not declared none here."""
    declared = {(row["line_number"], row["char_start"]) for row in juniper_2003q2.non_fact.to_dicts()}
    return [
        row
        for row in read_gold("juniper_2003q2_nonfacts.csv")
        if (int(row["line_number"]), int(row["char_start"])) not in declared
    ]


def test_no_fact_is_read_where_the_gold_has_none(juniper_2003q2):
    places = {(fact["line_number"], fact["char_start"]) for fact in juniper_2003q2.fact.to_dicts()}
    assert [
        row
        for row in read_gold("juniper_2003q2_nonfacts.csv")
        if (int(row["line_number"]), int(row["char_start"])) in places
    ] == []


def test_what_the_gold_declares_no_fact_is_declared_or_no_number_by_our_reading(undeclared, tell):
    """Telephone numbers, clock times and names such as M40e are no number tokens here, nor are dashes in prose."""
    for row in undeclared:
        tell(f"line {row['line_number']}: {row['token']} ({row['reason']}) is not declared")
    numbers = [row for row in undeclared if _is_number(row) and row["reason"] != "page_number"]
    assert [(row["line_number"], row["token"], row["reason"]) for row in numbers] == []


def test_every_page_number_is_declared(undeclared):
    assert [row["line_number"] for row in undeclared if row["reason"] == "page_number"] == []


def _is_number(row: Row) -> bool:
    """The token, seen in its line, is one for the reader of numbers."""
    line = shared(SAMPLE).read_text().split("\n")[int(row["line_number"]) - 1]
    return any(token.start == int(row["char_start"]) and not token.is_dash for token in tokens(line))
