"""Great Expectations as the judge: ephemeral, silent, on one pandas batch at a time.

Importing this module imports Great Expectations, which takes seconds: import it late.
"""

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from threading import Lock
from typing import Any, Literal

import polars as pl

from expectations.batch import JudgeFaultError

os.environ["GX_ANALYTICS_ENABLED"] = "false"  # read once, at import
os.environ["DO_NOT_TRACK"] = "1"

import great_expectations as gx
from great_expectations.core import ExpectationValidationResult
from great_expectations.data_context.types.base import (
    DataContextConfig,
    InMemoryStoreBackendDefaults,
    ProgressBarsConfig,
)

ROW = "_row"
SHOWN_VALUES = 5
_one_at_a_time = Lock()  # get_context() sets a global of the library

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one expectation said of a frame; ``rows`` are the numbers of the failing rows."""

    suite: str
    position: int
    expectation: str
    description: str
    code: str
    severity: Severity
    fault: str
    remedy: str
    success: bool
    rows: tuple[int, ...]
    observed: str


def error(code: str, description: str, fault: str = "", remedy: str = "") -> dict[str, Any]:
    """The arguments of an expectation whose failing rows send their release to quarantine.

    ``description`` is what it demands; ``fault`` says what is wrong with failing rows ("have no unit"),
    ``remedy`` what to do.
    """
    return {
        "description": description,
        "meta": {"code": code, "severity": "error", "fault": fault, "remedy": remedy},
    }


def warning(code: str, description: str) -> dict[str, Any]:
    """The arguments of an expectation whose failing rows are only recorded."""
    return {"description": description, "meta": {"code": code, "severity": "warning", "fault": "", "remedy": ""}}


def validate(suite: gx.ExpectationSuite, frame: pl.DataFrame) -> list[Outcome]:
    """Judge ``frame`` (scalar columns only) by ``suite``, in the order of its expectations.

    Raises:
        JudgeFaultError: where Great Expectations met an exception, lost an expectation, or failed one
            without naming the rows.
    """
    for position, expectation in enumerate(suite.expectations, start=1):
        expectation.meta = {**(expectation.meta or {}), "position": position}
    result_format = {
        "result_format": "COMPLETE",
        "unexpected_index_column_names": [ROW],
        "return_unexpected_index_query": False,
    }
    with _one_at_a_time:
        result = _batch(frame.with_row_index(ROW)).validate(suite, result_format=result_format)
    outcomes = sorted((_outcome(suite.name, frame, one) for one in result.results), key=lambda one: one.position)
    if [one.position for one in outcomes] != list(range(1, len(suite.expectations) + 1)):
        raise JudgeFaultError(f"suite {suite.name}: {len(suite.expectations)} expectations, {len(outcomes)} results")
    return outcomes


def _batch(frame: pl.DataFrame) -> Any:
    """A batch in a context of its own: batches of one data source share an id, and the last frame wins."""
    config = DataContextConfig(
        store_backend_defaults=InMemoryStoreBackendDefaults(),
        progress_bars=ProgressBarsConfig(globally=False, metric_calculations=False),
        analytics_enabled=False,
    )
    context = gx.get_context(mode="ephemeral", project_config=config)
    asset = context.data_sources.add_pandas("frames").add_dataframe_asset("batch")
    definition = asset.add_batch_definition_whole_dataframe("whole")
    return definition.get_batch(batch_parameters={"dataframe": frame.to_pandas()})


def _outcome(suite: str, frame: pl.DataFrame, result: ExpectationValidationResult) -> Outcome:
    config = result.expectation_config
    if config is None:
        raise JudgeFaultError(f"suite {suite}: a result that does not say which expectation it is of")
    place = f"suite {suite}, {config.type} ({config.description})"
    for message in _exceptions(result.exception_info or {}):
        raise JudgeFaultError(f"{place}: the judge failed, the data was not judged: {message}")
    meta = config.meta
    return Outcome(
        suite=suite,
        position=meta["position"],
        expectation=config.type,
        description=str(config.description),
        code=meta["code"],
        severity=meta["severity"],
        fault=meta["fault"],
        remedy=meta["remedy"],
        success=bool(result.success),
        rows=_failing_rows(place, frame.height, result),
        observed=_observed(result.result),
    )


def _exceptions(info: Mapping[str, Any]) -> Iterator[str]:
    """Messages of what was raised; ``info`` is of the expectation, or a mapping of metric to such."""
    entries = [info] if "raised_exception" in info else list(info.values())
    for entry in entries:
        if entry["raised_exception"]:
            yield " ".join(str(entry["exception_message"]).split())


def _failing_rows(place: str, height: int, judged: ExpectationValidationResult) -> tuple[int, ...]:
    success, result = bool(judged.success), judged.result
    if "unexpected_index_list" not in result:
        raise JudgeFaultError(f"{place}: the result does not name the failing rows")
    rows = tuple(sorted(entry[ROW] for entry in result["unexpected_index_list"] or ()))
    count = result["unexpected_count"]
    if len(rows) != count or success != (not rows) or any(row >= height for row in rows):
        raise JudgeFaultError(f"{place}: success is {success} with {count} unexpected rows, {len(rows)} of them named")
    return rows


def _observed(result: Mapping[str, Any]) -> str:
    shown = [entry["value"] for entry in result.get("partial_unexpected_counts", ())][:SHOWN_VALUES]
    return json.dumps({"rows": result["element_count"], "unexpected": shown}, default=str)
