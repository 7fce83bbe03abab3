"""The suite of coverage: nothing of a release is lost, and it is known when the public knew."""

import great_expectations as gx
import great_expectations.expectations as gxe
import polars as pl
from great_expectations.expectations.row_conditions import Column

from expectations.batch import Batch
from expectations.context import error

LOWEST_YIELD = 0.99
STATEMENTS_THAT_FOOT = ("balance_sheet", "operations", "cash_flow")
LINES_THAT_FOOT = 10
"""In so many lines of statements something is equal to something; two or three highlights may be equal to nothing."""


def coverage_frame(batch: Batch) -> pl.DataFrame:
    """One row a reading: what it declares beside what is counted in its frames.

    ``seen`` facts in the frame, ``footable`` lines of statements that must have ties, ``evaluated`` ties,
    ``error_issues``, ``undated`` 1 where no filing has ``known_at``.
    """
    in_statement = pl.col("statement").is_in(STATEMENTS_THAT_FOOT)
    lines = pl.struct("table_index", "row_index")
    counts = (
        _per_reading(batch.fact, seen=pl.len(), footable=lines.filter(in_statement).n_unique()),
        _per_reading(batch.tie, evaluated=(pl.col("outcome") != "not_evaluable").sum()),
        _per_reading(batch.issue, error_issues=(pl.col("level") == "error").sum()),
    )
    dated = batch.filing.filter(pl.col("known_at").is_not_null()).select("release_id").unique()
    frame = batch.release.select(
        "reading", "release_id", "is_release", "yield", "table_tokens", "non_facts", declared="facts"
    ).with_columns(undated=(~pl.col("release_id").is_in(dated["release_id"].implode())).cast(pl.Int64))
    for count in counts:
        frame = frame.join(count, on="reading", how="left", validate="1:1", maintain_order="left")
    counted = ("seen", "footable", "evaluated", "error_issues")
    return frame.with_columns(pl.col(counted).fill_null(0).cast(pl.Int64)).with_columns(
        lost=pl.col("declared").cast(pl.Int64) - pl.col("seen")
    )


def _per_reading(frame: pl.DataFrame, **counts: pl.Expr) -> pl.DataFrame:
    return frame.group_by("reading").agg(**counts)


def coverage_suite() -> gx.ExpectationSuite:
    """What every row of ``coverage_frame`` must meet."""
    release = Column("is_release") == True  # noqa: E712 -- builds a condition
    return gx.ExpectationSuite(
        name="coverage",
        expectations=[
            gxe.ExpectColumnValuesToBeInSet(
                column="error_issues",
                value_set=[0],
                row_condition=release,
                **error("issue", "a release has no issue of level error"),
            ),
            gxe.ExpectColumnValuesToBeBetween(
                column="declared", min_value=1, row_condition=release, **error("no_facts", "a release has facts")
            ),
            gxe.ExpectColumnValuesToBeInSet(
                column="seen",
                value_set=[0],
                row_condition=Column("is_release") == False,  # noqa: E712 -- builds a condition
                **error("facts_without_release", "what is no release has no facts"),
            ),
            gxe.ExpectColumnValuesToBeInSet(
                column="lost",
                value_set=[0],
                **error("facts_lost", "the facts handed over are the facts counted while reading"),
            ),
            gxe.ExpectColumnValuesToBeBetween(
                column="yield",
                min_value=LOWEST_YIELD,
                max_value=1,
                row_condition=release,
                **error("low_yield", f"at least {LOWEST_YIELD:.0%} of the tokens in tables are accounted for"),
            ),
            gxe.ExpectColumnValuesToBeBetween(
                column="evaluated",
                min_value=1,
                row_condition=release & (Column("footable") >= LINES_THAT_FOOT),
                **error("no_ties", f"a release with {LINES_THAT_FOOT} lines of statements has ties to evaluate"),
            ),
            gxe.ExpectColumnValuesToBeInSet(
                column="undated",
                value_set=[0],
                row_condition=release,
                **error("no_known_at", "it is known since when the public could know"),
            ),
        ],
    )
