"""The gate: a batch of releases to a verdict for each, with its reasons."""

from dataclasses import asdict, dataclass
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING

import polars as pl

from expectations.batch import Batch, JudgeFaultError, require_contract
from expectations.reasons import Reason, coverage_reasons, fact_reasons, tie_reasons
from warehouse import schema

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    import great_expectations as gx

    from expectations.context import Outcome

VERDICT = pl.Schema({"reading": pl.String(), "release_id": pl.String(), "verdict": pl.String(), "reason": pl.String()})
TOLD = pl.Schema({"order": pl.Int64(), **schema.REASON.frame_schema, "rank": pl.Int32()})


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the gate decided of a batch.

    ``verdicts`` has one row a reading: reading, release_id, verdict (published, quarantined or
    not_a_release) and reason (the first one in words; NULL where published). ``reasons`` and
    ``results`` have the ``frame_schema`` of REASON and of EXPECTATION_RESULT.
    """

    verdicts: pl.DataFrame
    reasons: pl.DataFrame
    results: pl.DataFrame


@dataclass(frozen=True, slots=True)
class _Judged:
    """One suite's frame, one row per thing judged, with what was said of it and why that matters."""

    frame: pl.DataFrame
    outcomes: "list[Outcome]"
    reasons: list[Reason]


def judge(batch: Batch, run_id: str, across: pl.DataFrame | None = None) -> Judgement:
    """Judge every release of ``batch`` for itself: one that fails holds no other back.

    ``across`` are the ties of its readings with other releases, with the columns of ``series_tie``.

    Imports Great Expectations, which takes seconds the first time.

    Raises:
        JudgeFaultError: where the judging failed, or a failing row leads to no reason.
    """
    require_contract(batch)
    suites = _judge_suites(batch, across)
    reasons = _rank([reason for suite in suites for reason in suite.reasons])
    return Judgement(
        verdicts=_verdicts(batch.release, reasons),
        reasons=reasons,
        results=pl.concat([_results(run_id, _batch_key(batch.release), suite) for suite in suites]),
    )


def _judge_suites(batch: Batch, across: pl.DataFrame | None) -> list[_Judged]:
    from expectations.context import validate
    from expectations.coverage import coverage_frame, coverage_suite
    from expectations.facts import facts_frame, facts_suite
    from expectations.series import series_frame, series_reasons, series_suite
    from expectations.ties import ties_frame, ties_suite

    suites: list[tuple[pl.DataFrame, gx.ExpectationSuite, Callable[[pl.DataFrame], Iterable[Reason]]]] = [
        (facts_frame(batch), facts_suite(), fact_reasons),
        (ties_frame(batch), ties_suite(), partial(tie_reasons, batch)),
        (coverage_frame(batch), coverage_suite(), partial(coverage_reasons, batch)),
    ]
    if across is not None and across.height:
        suites.append((series_frame(across), series_suite(), partial(series_reasons, across)))
    judged = []
    for frame, suite, tell in suites:
        outcomes = validate(suite, frame)
        failing = _failing(frame, outcomes)
        reasons = list(tell(failing))
        _require_reasons(suite.name, failing, reasons)
        judged.append(_Judged(frame, outcomes, reasons))
    return judged


def _failing(frame: pl.DataFrame, outcomes: "Iterable[Outcome]") -> pl.DataFrame:
    """Rows of ``frame`` that fail an expectation of level error, once for each, with what it says of them."""
    parts = [
        frame[list(one.rows)].with_columns(
            position=pl.lit(one.position), code=pl.lit(one.code), fault=pl.lit(one.fault), remedy=pl.lit(one.remedy)
        )
        for one in outcomes
        if one.severity == "error"
    ]
    return pl.concat(parts)


def _require_reasons(suite: str, failing: pl.DataFrame, reasons: list[Reason]) -> None:
    """Every reading with a failing row must be told a reason, else it would be published in silence."""
    for reading in set(failing["reading"]) - {reason.reading for reason in reasons}:
        raise JudgeFaultError(f"suite {suite}: reading {reading} fails and no reason says why")


def _rank(reasons: list[Reason]) -> pl.DataFrame:
    told = pl.DataFrame([{"rank": 0, **asdict(reason)} for reason in reasons], schema=TOLD)
    place = ("order", "line_number", "code", "tie_id", "message")
    return (
        told.sort("reading", *place, nulls_last=True)
        .with_columns(rank=pl.int_range(1, pl.len() + 1).over("reading").cast(pl.Int32))
        .select(schema.REASON.frame_schema.names())
    )


def _verdicts(releases: pl.DataFrame, reasons: pl.DataFrame) -> pl.DataFrame:
    first = reasons.filter(pl.col("rank") == 1).select("reading", first="message")
    held = pl.col("first").is_not_null()
    return (
        releases.join(first, on="reading", how="left", validate="1:1", maintain_order="left")
        .with_columns(
            verdict=pl.when(held)
            .then(pl.lit("quarantined"))
            .when("is_release")
            .then(pl.lit("published"))
            .otherwise(pl.lit("not_a_release")),
            reason=pl.when(held).then("first").when(~pl.col("is_release")).then("not_release_reason"),
        )
        .select(VERDICT.names())
    )


def _batch_key(releases: pl.DataFrame) -> str:
    return sha256("\n".join(releases["reading"].sort()).encode()).hexdigest()[:16]


def _results(run_id: str, batch: str, suite: _Judged) -> pl.DataFrame:
    rows = [
        {
            "run_id": run_id,
            "batch": batch,
            "suite": one.suite,
            "position": one.position,
            "expectation": one.expectation,
            "description": one.description,
            "code": one.code,
            "severity": one.severity,
            "success": one.success,
            "unexpected_count": len(one.rows),
            "release_ids": suite.frame[list(one.rows)]["release_id"].unique().sort().to_list(),
            "observed": one.observed,
        }
        for one in suite.outcomes
    ]
    return pl.DataFrame(rows, schema=schema.EXPECTATION_RESULT.frame_schema)
