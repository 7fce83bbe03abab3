"""The sample's ties against the hand-made ones, and what two prints of the same number do not prove."""

from collections import defaultdict
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from support.gold_ties import GoldFacts
from support.shared import read_gold
from transforms.model import ReleaseFrames

Row = dict[str, Any]


@pytest.fixture(scope="module")
def by_operands(juniper_2003q2: ReleaseFrames) -> dict[frozenset[str], list[Row]]:
    """Our ties by the gold's ids of the facts that they compare."""
    places = {(fact["line_number"], fact["char_start"]): fact["fact_id"] for fact in juniper_2003q2.fact.to_dicts()}
    gold = {
        places[int(row["line_number"]), int(row["char_start"])]: row["fact_id"]
        for row in read_gold("juniper_2003q2.csv")
    }
    found: dict[frozenset[str], list[Row]] = defaultdict(list)
    for tie in juniper_2003q2.tie.to_dicts():
        found[frozenset(gold[fact_id] for fact_id in tie["fact_ids"])].append(tie)
    return found


@pytest.fixture(scope="module")
def errors() -> list[tuple[Row, frozenset[str]]]:
    """The hand-made ties of severity error with their operands."""
    facts = GoldFacts(read_gold("juniper_2003q2.csv"))
    return [(tie, facts.operands(tie)) for tie in read_gold("juniper_2003q2_ties.csv") if tie["severity"] == "error"]


@pytest.fixture(scope="module")
def broken(juniper_2003q2: ReleaseFrames) -> pl.DataFrame:
    """What a reader is told of: violated or suspicious, and more than information."""
    return juniper_2003q2.tie.filter(
        ((pl.col("outcome") == "violated") | pl.col("suspicious")) & (pl.col("severity") != "info")
    )


def test_every_one_of_the_280_error_ties_is_tried_over_the_same_facts_and_holds(by_operands, errors):
    missing = [tie["id"] for tie, operands in errors if not any(_holds(ours) for ours in by_operands[operands])]
    assert missing == []
    assert len(errors) == 280


def test_a_break_of_any_of_them_would_be_an_error_here_too(by_operands, errors):
    lowered = [
        tie["id"]
        for tie, operands in errors
        if not any(ours["severity"] == "error" for ours in by_operands[operands] if _holds(ours))
    ]
    assert lowered == []


def _holds(tie: Row) -> bool:
    return tie["outcome"] in ("exact", "within_rounding")


def test_nothing_of_severity_error_is_broken(broken):
    assert broken.filter(pl.col("severity") == "error").height == 0


def test_cash_flow_amortization_disagrees_with_the_income_statement(broken, by_operands):
    """Six months 2002: 8,917 in the cash flow, 8,913 in operations; the issuer printed both, and both foot."""
    apart = broken.filter(pl.col("kind") == "cross_statement")
    assert apart.select("severity", "outcome", "left_value", "right_value").rows() == [
        ("warning", "violated", Decimal(8_917_000), Decimal(8_913_000))
    ]
    gold = {
        row["value_printed"]: row["fact_id"]
        for row in read_gold("juniper_2003q2.csv")
        if row["row_key"] in ("ops.amort", "cf.amort")
    }
    assert len(by_operands[frozenset((gold["8,917"], gold["8,913"]))]) == 1


def test_otherwise_only_expenses_printed_as_reversals_are_warned_of(broken):
    others = broken.filter(pl.col("kind") != "cross_statement")
    assert set(others["kind"]) == {"sign_expectation"}
    assert sorted(int(value) for value in others["left_value"]) == [-8_031_000, -8_008_000, -6_362_000, -610_000]


def test_the_same_number_in_payables_and_in_amortization_is_not_tied(juniper_2003q2, by_operands):
    """6,362 thousand is the rise of accounts payable (58,109 - 51,747) and an amortization; nothing else joins them."""
    gold = {row["fact_id"]: row for row in read_gold("juniper_2003q2.csv")}
    assert {row["row_key"] for row in gold.values() if row["value_printed"].strip("()") == "6,362"} == {
        "ops.amort",
        "rec.amort",
    }
    compared = [{gold[name]["row_key"] for name in operands} for operands in by_operands]
    assert [lines for lines in compared if "bs.accounts_payable" in lines and lines & {"ops.amort", "rec.amort"}] == []


def test_the_tree_finds_all_26_sums_and_names_them_by_their_lines(juniper_2003q2):
    sums = juniper_2003q2.tie.filter(pl.col("kind").is_in(["footing", "cash_roll_forward"])).with_columns(
        total=pl.col("fact_ids").list.first()
    )
    lines = sums.join(
        juniper_2003q2.fact.select("fact_id", "table_index", "row_index"), left_on="total", right_on="fact_id"
    )
    assert lines.select("table_index", "row_index").n_unique() == 26
    assert "Gross profit = Total net revenues - Total cost of revenues" in set(sums["relation"])


def test_a_tie_says_what_it_weighed(juniper_2003q2):
    """Residual is left minus right and, where linear, the weighted sum of its operands."""
    facts = {fact["fact_id"]: fact["value"] or Decimal(0) for fact in juniper_2003q2.fact.to_dicts()}
    for tie in juniper_2003q2.tie.filter(pl.col("outcome") != "not_evaluable").to_dicts():
        assert tie["residual"] == tie["left_value"] - tie["right_value"]
        if tie["weights"] is not None:
            weighted = sum(weight * facts[name] for weight, name in zip(tie["weights"], tie["fact_ids"], strict=True))
            assert tie["residual"] == weighted, tie["relation"]


def test_facts_of_a_broken_tie_are_flagged_and_no_others(juniper_2003q2, broken):
    doubtful = set(broken["fact_ids"].explode())
    assert set(juniper_2003q2.fact.filter("flagged")["fact_id"]) == doubtful
