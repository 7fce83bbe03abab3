"""The suite of facts: every fact says what it measures, when, in which unit, and where it stands."""

import great_expectations as gx
import great_expectations.expectations as gxe
import polars as pl
from great_expectations.expectations.expectation import Expectation
from great_expectations.expectations.row_conditions import Column

from expectations.batch import Batch
from expectations.context import error, warning

EASTERN = "America/New_York"
STATEMENTS = (
    "balance_sheet", "operations", "cash_flow", "equity", "segment", "non_gaap_operations", "non_gaap_reconciliation",
    "pro_forma_operations", "selected_data", "average_balance", "narrative", "other",
)  # fmt: skip
WORDS = {
    "basis": ("GAAP", "non-GAAP", "pro-forma"),
    "period_type": ("instant", "duration"),
    "role": ("value", "change", "outlook"),
    "origin": ("table", "narrative"),
    "assurance": ("audited", "unaudited", "derived_from_audited"),
    "period_start_source": ("weeks", "previous_period", "calendar_month"),
}
JUDGED = (
    "reading", "release_id", "fact_id", "statement", "label", "printed", "dimensions", *WORDS, "unit", "period_start",
    "period_end", "days", "days_off", "days_ahead", "is_nil", "amount", "per_share", "scale", "decimals", "place",
    "width", "line_number", "table_index", "row_index",
)  # fmt: skip
PERCENT_BOUND = 10_000
PER_SHARE_BOUND = 100_000
DECIMALS_BOUND = 12
LENGTH_SLACK = 8
"""Days by which a period may miss its months: fiscal quarters of 12 to 14 weeks, years of 52 or 53."""
DAYS_A_MONTH = 365.25 / 12

UNDECIDED = "name the period or unit in corrections.csv, or waive the release"
READ_WRONG = "compare with the printed line; correct the reading or waive the release"


def facts_frame(batch: Batch) -> pl.DataFrame:
    """One row a fact: its columns that the suite judges, and what follows from them.

    ``days`` is the length of a duration, ``days_off`` its distance from the length that the heading
    says, ``days_ahead`` how far the period ends after the day the release was known, ``place`` a number
    wherever the fact has a place in the source.
    """
    known = batch.filing.group_by("release_id").agg(
        known_on=pl.col("known_at").min().dt.convert_time_zone(EASTERN).dt.date()
    )
    printed_days = pl.coalesce(pl.col("weeks") * 7.0, pl.col("months") * DAYS_A_MONTH)
    return (
        batch.fact.join(known, on="release_id", how="left", validate="m:1", maintain_order="left")
        .with_columns(days=(pl.col("period_end") - pl.col("period_start")).dt.total_days() + 1)
        .with_columns(
            days_off=(pl.col("days") - printed_days).abs(),
            days_ahead=(pl.col("period_end") - pl.col("known_on")).dt.total_days(),
            amount=pl.col("value").cast(pl.Float64),
            per_share=pl.col("unit").str.ends_with("/share").fill_null(value=False),
            place=pl.coalesce("line_number", "cell_index"),
            width=pl.col("char_end") - pl.col("char_start"),
            decimals=pl.col("decimals").cast(pl.Int32),
        )
        .select(JUDGED)
    )


def facts_suite() -> gx.ExpectationSuite:
    """What every row of ``facts_frame`` must meet."""
    return gx.ExpectationSuite(
        name="facts", expectations=[*_contexts(), *_words(), *_amounts(), *_periods(), *_places()]
    )


def _contexts() -> list[Expectation]:
    in_table = Column("origin") == "table"
    return [
        gxe.ExpectColumnValuesToNotBeNull(
            column="unit",
            row_condition=in_table,
            **error("undecided_context", "every value of a table has a unit", "have no unit", UNDECIDED),
        ),
        gxe.ExpectColumnValuesToNotBeNull(
            column="period_end",
            row_condition=in_table,
            **error("undecided_context", "every value of a table has a period", "have no period", UNDECIDED),
        ),
        gxe.ExpectColumnValuesToNotBeNull(
            column="period_start",
            row_condition=in_table & (Column("period_type") == "duration"),
            **error(
                "undecided_context",
                "every duration in a table has a first day",
                "have a duration without a first day",
                UNDECIDED,
            ),
        ),
        gxe.ExpectColumnValuesToNotBeNull(
            column="period_end",
            row_condition=Column("origin") == "narrative",
            **warning("undecided_narrative", "every figure of the prose has a period"),
        ),
        gxe.ExpectColumnValuesToNotBeNull(
            column="unit",
            row_condition=Column("origin") == "narrative",
            **warning("undecided_narrative", "every figure of the prose has a unit"),
        ),
    ]


def _words() -> list[Expectation]:
    known_words: list[Expectation] = [
        gxe.ExpectColumnValuesToBeInSet(
            column=column,
            value_set=list(words),
            **error(
                "unknown_word",
                f"{column} is one of {', '.join(words)}",
                f"have another {column} than {', '.join(words)}",
                READ_WRONG,
            ),
        )
        for column, words in WORDS.items()
    ]
    statement = rf"^(?:{'|'.join(STATEMENTS)})(?:_footnote_\S+)?$"
    return [
        gxe.ExpectColumnValuesToMatchRegex(
            column="statement",
            regex=statement,
            **error(
                "unknown_word",
                "statement is one that the dictionary names, or a footnote of one",
                "belong to no known statement",
                READ_WRONG,
            ),
        ),
        gxe.ExpectColumnValuesToMatchRegex(
            column="dimensions",
            regex=r"^\{.*\}$",
            **error(
                "unknown_word", "dimensions are a JSON object", "have dimensions that are no JSON object", READ_WRONG
            ),
        ),
        *known_words,
    ]


def _amounts() -> list[Expectation]:
    nil, printed = Column("is_nil") == True, Column("is_nil") == False  # noqa: E712 -- these build conditions
    return [
        gxe.ExpectCompoundColumnsToBeUnique(
            column_list=["reading", "fact_id"],
            **error("fact_twice", "a place is read once", "stand at a place that is read twice", READ_WRONG),
        ),
        gxe.ExpectColumnValuesToNotBeNull(
            column="amount",
            row_condition=printed,
            **error("value_missing", "what is no dash has a value", "have no value", READ_WRONG),
        ),
        gxe.ExpectColumnValuesToBeNull(
            column="amount",
            row_condition=nil,
            **error("nil_with_value", "a dash has no value", "are a dash with a value", READ_WRONG),
        ),
        gxe.ExpectColumnValuesToBeInSet(
            column="scale",
            value_set=[10**power for power in range(10)],
            **error("unknown_scale", "scale is a power of ten", "have a scale that is no power of ten", READ_WRONG),
        ),
        gxe.ExpectColumnValuesToBeBetween(
            column="decimals",
            min_value=-DECIMALS_BOUND,
            max_value=DECIMALS_BOUND,
            **error(
                "implausible_decimals",
                f"decimals lie within {DECIMALS_BOUND} of zero",
                "have implausible decimals",
                READ_WRONG,
            ),
        ),
        gxe.ExpectColumnValuesToBeBetween(
            column="amount",
            min_value=-PERCENT_BOUND,
            max_value=PERCENT_BOUND,
            row_condition=Column("unit") == "percent",
            **warning("implausible_percent", f"a percent lies within {PERCENT_BOUND:,} of zero"),
        ),
        gxe.ExpectColumnValuesToBeBetween(
            column="amount",
            min_value=-PER_SHARE_BOUND,
            max_value=PER_SHARE_BOUND,
            row_condition=Column("per_share") == True,  # noqa: E712 -- builds a condition
            **warning("implausible_per_share", f"an amount per share lies within {PER_SHARE_BOUND:,} of zero"),
        ),
    ]


def _periods() -> list[Expectation]:
    return [
        gxe.ExpectColumnValuesToBeBetween(
            column="days",
            min_value=1,
            **error(
                "period_reversed",
                "a period starts before it ends",
                "have a period that starts after its end",
                READ_WRONG,
            ),
        ),
        gxe.ExpectColumnValuesToBeNull(
            column="period_start",
            row_condition=Column("period_type") == "instant",
            **error("period_reversed", "an instant has no first day", "are an instant with a first day", READ_WRONG),
        ),
        gxe.ExpectColumnValuesToBeBetween(
            column="days_off",
            max_value=LENGTH_SLACK,
            **warning("period_length", f"a period is as long as its heading says, within {LENGTH_SLACK} days"),
        ),
        gxe.ExpectColumnValuesToBeBetween(
            column="days_ahead",
            max_value=0,
            row_condition=Column("role") != "outlook",
            **warning("period_after_known", "what is reported ended by the day it became known"),
        ),
    ]


def _places() -> list[Expectation]:
    return [
        gxe.ExpectColumnValuesToNotBeNull(
            column="place",
            **error("no_place", "every fact has its place in the source", "do not say where they stand", READ_WRONG),
        ),
        gxe.ExpectColumnValuesToBeBetween(
            column="width",
            min_value=1,
            **error(
                "no_place",
                "the place of a fact covers a character at least",
                "have a place without characters",
                READ_WRONG,
            ),
        ),
    ]
