"""Concepts over the whole corpus: how many lines have one, how many are right, and what must never have one."""

import csv
import json
from collections import Counter
from pathlib import Path

import polars as pl
import pytest

import concept_coverage
from support.shared import SHARED, read_gold, shared
from transforms.facts.coverage import of_primary
from transforms.facts.labels import fold

pytestmark = pytest.mark.slow
JUDGED = Path(__file__).parents[1] / "truth" / "concepts_judged.csv"
JUDGED_INDEPENDENTLY = JUDGED.with_name("concepts_judged_independently.csv")
LEAST_COVERED, LEAST_RIGHT, LEAST_LEFT = 0.85, 0.97, 195


@pytest.fixture(scope="module")
def facts() -> pl.DataFrame:
    shared("corpus")
    return concept_coverage.corpus()


def test_85_percent_of_the_facts_of_primary_statements_have_a_us_gaap_element(facts, tell):
    counted = of_primary(facts)
    amounts = counted.filter(pl.col("unit") != "percent")
    tell(f"{counted['standard'].sum()} of {counted.height}; without percent columns {amounts['standard'].mean():.4f}")
    assert counted["standard"].mean() >= LEAST_COVERED


def test_97_percent_of_each_judged_sample_have_the_element_that_was_judged_right(facts, tell):
    """Judged by the element's definition; a line that lost its element since is neither right nor wrong."""
    now = dict(facts.filter(pl.col("concept").str.starts_with("us-gaap:")).select("fact_id", "concept").rows())
    with JUDGED.open(newline="", encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    for sample in ("1", "2"):
        drawn = [row for row in rows if row["sample"] == sample]
        left = [row for row in drawn if row["fact_id"] in now]
        right = [row for row in left if now[row["fact_id"]] == f"us-gaap:{row['better'] or row['concept']}"]
        told = Counter(row["verdict"] for row in drawn)
        tell(f"sample {sample}: {told['right']} of {len(drawn)} when judged, {len(right)} of {len(left)} now")
        assert len(drawn) == concept_coverage.SAMPLE
        assert len(left) >= LEAST_LEFT
        assert len(right) >= LEAST_RIGHT * len(left)


def test_97_percent_of_a_sample_judged_without_the_rules_have_an_accepted_element(facts, tell):
    """What was accepted was written down from the line alone, before its element was known."""
    now = dict(facts.filter(pl.col("concept").str.starts_with("us-gaap:")).select("fact_id", "concept").rows())
    with JUDGED_INDEPENDENTLY.open(newline="", encoding="utf-8") as handle:
        rows = list(csv.DictReader(handle))
    left = [(now[row["fact_id"]].removeprefix("us-gaap:"), row) for row in rows if row["fact_id"] in now]
    right = [row for element, row in left if element in row["accepted"].split("|")]
    defensible = [row for element, row in left if element in row["defensible"].split("|")]
    told = Counter(row["verdict"] for row in rows)
    tell(f"{dict(told)} when judged; now {len(right)} right and {len(defensible)} defensible of {len(left)}")
    assert len(rows) == concept_coverage.SAMPLE
    assert len(left) >= LEAST_LEFT
    assert len(right) + len(defensible) >= LEAST_RIGHT * len(left)


def test_no_adjusted_amount_has_a_us_gaap_element(facts):
    """A line of a non-GAAP statement that prints what GAAP prints is not adjusted, and keeps it."""
    key = ["release_id", "concept", "unit", "period_start", "period_end", "dimensions"]
    told = facts.filter(pl.col("concept").str.starts_with("us-gaap:"))
    gaap = told.filter(basis="GAAP").select(*key, gaap=pl.col("value").fill_null(0)).unique()
    kept = told.filter(pl.col("basis") != "GAAP").with_columns(pl.col("value").fill_null(0))
    equal = kept.join(gaap, left_on=[*key, "value"], right_on=[*key, "gaap"], how="semi", nulls_equal=True)
    assert set(kept["basis"]) == {"non-GAAP"}
    assert kept.height == equal.height


def test_no_value_of_another_kind_or_period_than_its_element_has_it(facts):
    rules = {f"us-gaap:{rule.concept}": rule for rule in concept_coverage.read_catalog().concepts}
    values = of_primary(facts).filter("standard").select("concept", "unit", "period_type", "label").unique()
    wrong = [
        (concept, unit, period, label)
        for concept, unit, period, label in values.rows()
        if rules[concept].period_type != (period or rules[concept].period_type)
        or (rules[concept].unit == "per_share") != unit.endswith("/share")
        or (rules[concept].unit == "shares") != (unit == "shares")
        or unit == "percent" != rules[concept].unit
    ]
    assert wrong == []


def test_a_line_without_an_element_has_the_same_extension_in_every_release(facts):
    lines = (
        facts.filter(
            pl.col("concept").str.starts_with("ext:") & (pl.col("origin") == "table") & (pl.col("role") == "value")
        )
        .select("statement", "section", "label", "basis", "unit", "concept")
        .unique()
    )
    folded = lines.with_columns(
        *(pl.Series(name, [fold(text) for text in lines[name]]) for name in ("section", "label"))
    )
    named = folded.group_by("statement", "section", "label", "basis", "unit").agg(pl.col("concept").unique())
    several = named.filter(pl.col("concept").list.len() > 1)
    assert several.rows() == []


def test_a_name_is_verified_where_shared_has_it():
    shared("corpus/xbrl")
    seen = {
        row["concept"].removeprefix("us-gaap:")
        for row in read_gold("juniper_2003q2_concepts.csv")
        if row["concept"].startswith("us-gaap:") and row["name_seen_in_corpus"] == "true"
    }
    for path in (SHARED / "corpus" / "xbrl").glob("*.json"):
        content = json.loads(path.read_text(encoding="utf-8"))
        seen |= {content["tag"]} if "tag" in content else set(content["facts"]["us-gaap"])
    rules = concept_coverage.read_catalog().concepts
    assert {rule.concept for rule in rules if rule.verified} == {rule.concept for rule in rules} & seen
    assert all(rule.verified == (rule.concept in seen) for rule in rules)


def test_an_element_has_one_balance_period_kind_and_additivity():
    properties: dict[str, set[tuple[str, str, str, bool]]] = {}
    for rule in concept_coverage.read_catalog().concepts:
        told = (rule.balance, rule.period_type, rule.unit, rule.additive)
        properties.setdefault(rule.concept, set()).add(told)
        assert rule.additive == (rule.unit == "money" and rule.period_type == "duration"), rule
    assert {concept: told for concept, told in properties.items() if len(told) > 1} == {}
