"""The suite of ties: what must hold holds, and each outcome follows from its own numbers."""

from typing import Any, ClassVar

import great_expectations as gx
import great_expectations.expectations as gxe
import polars as pl
from great_expectations.expectations.expectation import Expectation
from great_expectations.expectations.row_conditions import Column

from expectations.batch import Batch
from expectations.context import error, warning

OUTCOMES = ("exact", "within_rounding", "violated", "not_evaluable")
SEVERITIES = ("error", "warning", "info")
OUR_FAULT = "the reading contradicts itself: report it with the release"


class ExpectErrorTiesToHold(gxe.ExpectColumnValuesToNotBeInSet):
    """No tie whose break is an error is violated."""

    column: str = "outcome"
    value_set: Any = ("violated",)
    row_condition: Any = Column("severity") == "error"
    library_metadata: ClassVar[dict[str, Any]] = {"tags": ["ties"], "maturity": "PRODUCTION"}


def ties_frame(batch: Batch) -> pl.DataFrame:
    """One row a tie, with what the suite judges.

    ``residual_gap`` is the residual less (left minus right), ``numbers`` how many of these three there
    are, ``strays`` how many operands are no fact of the reading.
    """
    known = batch.fact.select("reading", fact_ids="fact_id").unique()
    strays = (
        batch.tie.select("reading", "tie_id", "fact_ids")
        .explode("fact_ids")
        .drop_nulls("fact_ids")
        .join(known, on=["reading", "fact_ids"], how="anti")
        .group_by("reading", "tie_id")
        .agg(strays=pl.len().cast(pl.Int64))
    )
    gap = pl.col("residual") - (pl.col("left_value") - pl.col("right_value"))
    return (
        batch.tie.join(strays, on=["reading", "tie_id"], how="left", maintain_order="left")
        .with_columns(
            pl.col("strays").fill_null(0),
            residual_gap=gap.cast(pl.Float64),
            numbers=pl.sum_horizontal(pl.col("left_value", "right_value", "residual").is_not_null().cast(pl.Int64)),
        )
        .select(
            "reading", "release_id", "tie_id", "outcome", "severity", "suspicious", "residual_gap", "numbers", "strays"
        )
    )


def ties_suite() -> gx.ExpectationSuite:
    """What every row of ``ties_frame`` must meet."""
    return gx.ExpectationSuite(name="ties", expectations=[*_breaks(), *_consistent()])


def _breaks() -> list[Expectation]:
    return [
        ExpectErrorTiesToHold(**error("tie_broken", "every tie of severity error that can be evaluated holds")),
        gxe.ExpectColumnValuesToNotBeInSet(
            column="outcome",
            value_set=["violated"],
            row_condition=Column("severity") == "warning",
            **warning("tie_broken", "every tie of severity warning that can be evaluated holds"),
        ),
        gxe.ExpectColumnValuesToBeInSet(
            column="suspicious",
            value_set=[False],
            **warning("tie_suspicious", "where the other footings are exact, this one is exact too"),
        ),
    ]


def _consistent() -> list[Expectation]:
    return [
        gxe.ExpectColumnValuesToBeInSet(
            column="outcome",
            value_set=list(OUTCOMES),
            **error("unknown_word", f"outcome is one of {', '.join(OUTCOMES)}", "have an unknown outcome", OUR_FAULT),
        ),
        gxe.ExpectColumnValuesToBeInSet(
            column="severity",
            value_set=list(SEVERITIES),
            **error(
                "unknown_word", f"severity is one of {', '.join(SEVERITIES)}", "have an unknown severity", OUR_FAULT
            ),
        ),
        gxe.ExpectCompoundColumnsToBeUnique(
            column_list=["reading", "tie_id"], **error("tie_twice", "a tie is tried once", "are tried twice", OUR_FAULT)
        ),
        gxe.ExpectColumnValuesToBeBetween(
            column="residual_gap",
            min_value=0,
            max_value=0,
            **error(
                "tie_inconsistent",
                "a residual is the left value minus the right one",
                "have a residual that is not left minus right",
                OUR_FAULT,
            ),
        ),
        gxe.ExpectColumnValuesToBeInSet(
            column="numbers",
            value_set=[3],
            row_condition=Column("outcome") != "not_evaluable",
            **error(
                "tie_inconsistent",
                "a tie that was evaluated shows both sides and its residual",
                "were evaluated without both sides",
                OUR_FAULT,
            ),
        ),
        gxe.ExpectColumnValuesToBeInSet(
            column="strays",
            value_set=[0],
            **error(
                "tie_inconsistent",
                "the operands of a tie are facts of its reading",
                "have operands that are no facts of the reading",
                OUR_FAULT,
            ),
        ),
    ]
