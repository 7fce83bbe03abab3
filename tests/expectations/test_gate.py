"""The gate: each release gets its own verdict, with reasons that a person can act on."""

import random
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from types import SimpleNamespace

import polars as pl
import pytest

from expectations.batch import JudgeFaultError
from expectations.gate import Judgement, judge
from transforms.model import ReleaseFrames
from warehouse import schema


def verdicts(judgement: Judgement) -> dict[str, str]:
    """Verdict of each reading."""
    return dict(judgement.verdicts.select("reading", "verdict").iter_rows())


def only_verdict(frames: ReleaseFrames) -> str:
    """The verdict of the only release."""
    (verdict,) = judge(frames, "run").verdicts["verdict"]
    return str(verdict)


def only_reason(frames: ReleaseFrames) -> dict[str, object]:
    """The single reason of a release that must be quarantined for nothing else."""
    judgement = judge(frames, "run")
    assert judgement.verdicts["verdict"].to_list() == ["quarantined"]
    (reason,) = judgement.reasons.to_dicts()
    assert judgement.verdicts["reason"].to_list() == [reason["message"]]
    assert "\n" not in reason["message"]
    return reason


def test_a_good_release_is_published_without_a_reason(good):
    judgement = judge(good, "run")
    assert judgement.verdicts.select("verdict", "reason").row(0) == ("published", None)
    assert judgement.reasons.is_empty()
    assert judgement.results["success"].all()


def test_frames_have_the_declared_schemas(good, made):
    judgement = judge(made.break_footing(good), "run")
    assert judgement.reasons.schema == schema.REASON.frame_schema
    assert judgement.results.schema == schema.EXPECTATION_RESULT.frame_schema


def test_results_keep_the_order_of_the_suites_and_name_the_failing_releases(good, made):
    results = judge(made.break_footing(good), "run 7").results
    assert results["run_id"].unique().to_list() == ["run 7"]
    for suite in ("facts", "ties", "coverage"):
        positions = results.filter(suite=suite)["position"].to_list()
        assert positions == list(range(1, len(positions) + 1))
    (failed,) = results.filter(~pl.col("success")).to_dicts()
    assert (failed["suite"], failed["code"], failed["severity"], failed["unexpected_count"]) == (
        "ties", "tie_broken", "error", 1,
    )  # fmt: skip
    assert failed["release_ids"] == good.release["release_id"].to_list()


def test_results_of_two_batches_of_one_run_can_be_told_apart(good, made):
    both = pl.concat([judge(one, "run").results for one in (good, made.make_release("Another"))])
    assert not both.select(schema.EXPECTATION_RESULT.key).is_duplicated().any()


def test_a_broken_tie_is_told_with_lines_values_and_residual(good, made):
    reason = only_reason(made.break_footing(good))
    assert (reason["code"], reason["line_number"], reason["rank"]) == ("tie_broken", 12, 1)
    assert reason["tie_id"] == made.break_footing(good).tie["tie_id"][0]
    for words in ("footing broken, 2003-06-30", "Total current assets = Cash + Receivables, net", "159,000 USD",
                  "150,000 USD", "off by 9,000 USD", "1,500 USD is allowed", "lines 12, 10 and 11"):  # fmt: skip
        assert words in reason["message"]


@pytest.mark.parametrize("severity", ["warning", "info"])
def test_a_broken_tie_of_lower_severity_is_published(good, severity, made):
    assert only_verdict(made.break_footing(good, severity)) == "published"


def test_a_table_without_units_is_one_reason_that_names_the_first_line(good, made):
    frames = made.change(good, "fact", pl.col("statement") == "balance_sheet", unit=None)
    reason = only_reason(frames)
    assert (reason["code"], reason["line_number"]) == ("undecided_context", 10)
    assert "6 values of balance sheet have no unit, first on line 10 'Cash' '100'" in str(reason["message"])


@pytest.mark.parametrize("column", ["period_end", "period_start"])
def test_a_table_value_without_its_period_is_quarantined(good, column, made):
    frames = made.change(good, "fact", pl.col("label") == "Charge", **{column: None})
    assert only_reason(frames)["code"] == "undecided_context"


def test_a_prose_figure_without_a_period_is_only_recorded(good, made):
    judgement = judge(made.change(good, "fact", pl.col("origin") == "narrative", period_end=None), "run")
    assert judgement.reasons.is_empty()
    assert judgement.results.filter(~pl.col("success"))["code"].to_list() == ["undecided_narrative"]


def test_low_yield_names_the_count_and_the_first_tokens(good, made):
    frames = made.change(good, "release", **{"yield": 0.9, "table_tokens": 30})
    for number, token in ((22, "1,234"), (21, "77")):
        frames = made.add_issue(
            frames, level="warning", code="unexplained_token", token=token, line_number=number, table_index=1
        )
    reason = only_reason(frames)
    assert (reason["code"], reason["line_number"]) == ("low_yield", 21)
    assert "yield 90.00%: 3 tokens of 30" in str(reason["message"])
    assert "'77' on line 21 and '1,234' on line 22" in str(reason["message"])


def test_a_yield_just_below_the_bound_is_not_rounded_up(good, made):
    assert only_reason(made.change(good, "release", **{"yield": 0.98999, "table_tokens": 1000}))["code"] == "low_yield"


def test_an_error_issue_tells_its_own_message_before_the_ties_it_broke(good, made):
    frames = made.add_issue(made.break_footing(good))
    reasons = judge(frames, "run").reasons
    assert reasons["code"].to_list() == ["table_cut_off", "tie_broken"]
    assert reasons["message"][0] == "the table that starts on line 20 ends in the middle"


def test_a_warning_issue_is_published(good, made):
    assert only_verdict(made.add_issue(good, level="warning")) == "published"


def test_without_any_date_a_release_waits_and_is_told_how_to_give_one(good, made):
    reason = only_reason(made.change(good, "filing", known_at=None))
    assert reason["code"] == "no_known_at"
    assert "sidecar" in str(reason["message"])


def test_one_dated_filing_of_two_is_enough(good, made):
    undated = made.change(good, "filing", known_at=None, filing_id="another")
    assert only_verdict(replace(good, filing=pl.concat([undated.filing, good.filing]))) == "published"


def test_a_release_without_facts_is_quarantined(good, made):
    frames = made.change(replace(good, fact=good.fact.clear(), tie=good.tie.clear()), "release", facts=0)
    assert only_reason(frames)["code"] == "no_facts"


def test_facts_lost_on_the_way_are_noticed(good):
    prose = good.fact.filter(pl.col("origin") != "narrative")
    reason = only_reason(replace(good, fact=prose))
    assert reason["code"] == "facts_lost"
    assert "9 facts were counted while reading and 8 handed over" in str(reason["message"])


def without_ties(frames, made, times):
    """Statements of ``times`` five lines, in which no tie could be evaluated."""
    rows = frames.fact.filter(pl.col("origin") == "table")
    more = [
        rows.with_columns(pl.col("fact_id") + f" again {time}", pl.col("row_index", "line_number") + 100 * time)
        for time in range(1, times)
    ]
    frames = replace(frames, fact=pl.concat([frames.fact, *more]))
    frames = made.change(frames, "release", facts=frames.fact.height)
    return made.change(frames, "tie", outcome="not_evaluable", left_value=None, right_value=None, residual=None)


def test_statements_in_which_no_tie_could_be_evaluated_are_quarantined(good, made):
    assert only_reason(without_ties(good, made, 2))["code"] == "no_ties"


def test_a_few_highlights_need_no_tie(good, made):
    assert only_verdict(without_ties(good, made, 1)) == "published"


@pytest.mark.parametrize(
    ("code", "table", "values"),
    [
        ("unknown_word", "fact", {"basis": "GAPP"}),
        ("unknown_word", "fact", {"statement": "income"}),
        ("unknown_scale", "fact", {"scale": 7}),
        ("implausible_decimals", "fact", {"decimals": 99}),
        ("no_place", "fact", {"char_start": 90, "char_end": 90}),
        ("value_missing", "fact", {"value": None}),
        ("fact_twice", "fact", {"fact_id": "same"}),
        ("tie_twice", "tie", {"tie_id": "same"}),
        ("tie_inconsistent", "tie", {"residual": Decimal(1)}),
        ("tie_inconsistent", "tie", {"fact_ids": ["nowhere"]}),
        ("tie_inconsistent", "tie", {"left_value": None}),
        ("unknown_word", "tie", {"outcome": "fine"}),
    ],
)
def test_a_reading_that_breaks_the_rules_of_its_table_is_quarantined(good, code, table, values, made):
    judgement = judge(made.change(good, table, **values), "run")
    assert code in judgement.reasons["code"].to_list()
    assert set(verdicts(judgement).values()) == {"quarantined"}


@pytest.mark.parametrize(
    "known", ["balance_sheet", "operations_footnote_1", "non_gaap_reconciliation_footnote_A", "other"]
)
def test_statements_of_the_dictionary_and_their_footnotes_are_known(good, known, made):
    frames = made.change(good, "fact", pl.col("table_index") == 1, statement=known)
    assert only_verdict(frames) == "published"


def test_no_release_is_no_failure_and_keeps_its_reason(made):
    judgement = judge(made.add_issue(made.make_not_a_release()), "run")
    assert judgement.verdicts.select("verdict", "reason").row(0) == ("not_a_release", "no statement found")


def test_facts_of_what_is_no_release_are_not_published(good, made):
    assert only_reason(made.change(good, "release", is_release=False))["code"] == "facts_without_release"


def test_a_batch_of_nothing_is_judged():
    judgement = judge(ReleaseFrames.concat([]), "run")
    assert judgement.verdicts.is_empty()
    assert judgement.results["success"].all()


def test_a_place_in_html_is_named_by_table_and_row(good, made):
    html = {"line_number": None, "char_start": None, "char_end": None, "cell_index": 2}
    reason = only_reason(made.break_footing(made.change(good, "fact", **html)))
    assert "table 0, row 2; table 0, row 0 and table 0, row 1" in str(reason["message"])


Damage = Callable[[SimpleNamespace, ReleaseFrames], ReleaseFrames]
DAMAGES: list[Damage] = [
    lambda _, frames: frames,
    lambda made, frames: made.break_footing(frames),
    lambda made, frames: made.break_footing(frames, "warning"),
    lambda made, frames: made.add_issue(frames),
    lambda made, frames: made.change(frames, "fact", pl.col("origin") == "table", unit=None),
    lambda made, frames: made.change(frames, "filing", known_at=None),
    lambda made, frames: made.change(frames, "release", **{"yield": 0.5}),
    lambda made, frames: made.change(frames, "fact", fact_id="same in every release"),
]


@pytest.mark.parametrize("seed", [0, *(pytest.param(seed, marks=pytest.mark.acceptance) for seed in (1, 2))])
def test_a_verdict_does_not_depend_on_batch_mates_or_order(seed, made):
    chance = random.Random(seed)
    releases = [chance.choice(DAMAGES)(made, made.make_release(f"Company {number}")) for number in range(6)]
    releases.append(made.make_not_a_release())
    alone = [judge(release, "run") for release in releases]
    chance.shuffle(releases)
    together = judge(ReleaseFrames.concat(releases), "run")
    by = ("reading", "rank")
    assert verdicts(together) == {reading: word for one in alone for reading, word in verdicts(one).items()}
    assert together.reasons.sort(by).equals(pl.concat([one.reasons for one in alone]).sort(by))
    assert together.verdicts["reading"].to_list() == [release.release["reading"][0] for release in releases]


def test_facts_without_their_release_are_a_fault_of_ours(good, made):
    stray = made.make_release("Another")
    with pytest.raises(JudgeFaultError, match="belong to no release"):
        judge(replace(good, fact=pl.concat([good.fact, stray.fact])), "run")


def test_one_release_twice_in_a_batch_is_a_fault_of_ours(good):
    with pytest.raises(JudgeFaultError, match="twice in one batch"):
        judge(replace(good, release=pl.concat([good.release, good.release])), "run")


def test_a_frame_of_another_shape_is_a_fault_of_ours(good):
    with pytest.raises(JudgeFaultError, match="frame fact, column unit"):
        judge(replace(good, fact=good.fact.drop("unit")), "run")


def test_a_null_where_none_may_be_is_a_fault_of_ours_that_names_the_release(good, made):
    with pytest.raises(JudgeFaultError, match=r"release \w+: tie.severity is NULL"):
        judge(made.change(good, "tie", severity=None), "run")
