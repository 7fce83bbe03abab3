"""The suite of series: what a release says of periods that others have printed before it."""

from collections.abc import Iterator
from typing import Any

import great_expectations as gx
import great_expectations.expectations as gxe
import polars as pl
from great_expectations.expectations.expectation import Expectation
from great_expectations.expectations.row_conditions import Column

from expectations.context import error, warning
from expectations.reasons import Reason
from expectations.words import amount, spoken


def series_frame(across: pl.DataFrame) -> pl.DataFrame:
    """One row a tie between releases, with what the suite judges; ``across`` has the columns of ``series_tie``."""
    return across.select("reading", "release_id", "tie_id", "kind", "outcome", "severity")


def series_suite() -> gx.ExpectationSuite:
    """What every row of ``series_frame`` must meet."""
    return gx.ExpectationSuite(
        name="series",
        expectations=[
            _holds("error", error("series_scale", "no line, and no statement, jumps by a factor of a thousand")),
            _holds("warning", warning("series_sign", "a period printed again keeps its sign; derived quarters foot")),
            *(
                _holds("info", warning(f"series_{kind}", description), kind)
                for kind, description in (
                    ("continuity", "the quarter begins where the one announced before it ends"),
                    ("opening_balance", "a balance that opens the period is the one that closed the period before"),
                    ("comparative", "the year-ago column is what was reported a year ago"),
                    ("vintage", "an earlier period printed again is as it was"),
                )
            ),
        ],
    )


def _holds(severity: str, words: dict[str, Any], kind: str | None = None) -> Expectation:
    rows = Column("severity") == severity
    return gxe.ExpectColumnValuesToNotBeInSet(
        column="outcome",
        value_set=["violated"],
        row_condition=rows if kind is None else rows & (Column("kind") == kind),
        **words,
    )


def series_reasons(across: pl.DataFrame, failing: pl.DataFrame) -> Iterator[Reason]:
    """One reason per failing tie between releases; ``failing`` is of ``series_frame`` with its code."""
    ties = across.join(failing.select("reading", "tie_id", "code"), on=["reading", "tie_id"], maintain_order="right")
    for tie in ties.iter_rows(named=True):
        unit = tie["unit"]
        yield Reason(
            reading=tie["reading"],
            release_id=tie["release_id"],
            order=3,
            code=tie["code"],
            message=(
                f"{spoken(tie['kind'])} against an earlier release, {tie['period']}: {tie['relation']}: "
                f"{amount(tie['left_value'], unit)} against {amount(tie['right_value'], unit)}; {tie['note']}; "
                "one of the two is in the wrong unit: compare both, then correct a reading or waive the release"
            ),
            tie_id=tie["tie_id"],
        )
