"""What is doubtful in the figures themselves, where no equality tells: size, sign and rounding beside their like."""

import polars as pl

from transforms.parse.measures import MONEY
from warehouse.schema import ISSUE

AT = pl.coalesce(pl.format("line {}", "line_number"), pl.format("table {}, row {}", "table_index", "row_index"))
THOUSAND = 1_000
DWARFS = 200
"""A value this many times its next peer has digits too many."""
MOST_ODD = 10
"""Of so many values rounded to thousands, one that is not stands out."""
LIKE = 3
"""Values of a line up to so many times each other are of one size."""
MAY_TURN = (
    r"[(]|\b(growth|changes?|increases?|decreases?|margin|conversion|differences?|impacts?|effects?|development|adjust\w*|"
    r"recover\w*|gains?|loss|income|earnings|profit|cash flows?|tax|return|comprehensive|components|deficit|less|"
    r"disconnects|normalization|% of|percent of|currency|performance|flows?)\b"
)
"""Words of what may be negative one year and positive the next."""
STEADY = r"interest margin|tax-equivalent|[(](in|see|notes?|unaudited|non-gaap|gaap|bank|\w)\b[^)]*[)]"
"""Of these words, those that never turn; what stands in parentheses is else the name of the other sign."""
SALES = r"\b(sales|revenues?)\b"


def outsized(facts: pl.DataFrame) -> pl.DataFrame:
    """A warning per value that dwarfs its peers on the line and would not if it were a thousand times smaller."""
    line = ["reading", "statement", "section", "label", "ordinal", "unit", "basis", "concept"]
    peers = facts.filter(~pl.col("is_nil") & (pl.col("value") != 0) & (pl.col("role") == "value")).with_columns(
        size=pl.col("value").abs().cast(pl.Float64)
    )
    prose = pl.col("origin") == "narrative"
    keys = [
        pl.when(prose & pl.lit(name in ("section", "label", "ordinal")))
        .then(None)
        .otherwise(pl.col(name))
        .alias(f"_{name}")
        for name in line
    ]
    ranked = peers.with_columns(*keys).with_columns(
        largest=pl.col("size").max().over([f"_{name}" for name in line]),
        next=pl.col("size").top_k(2).min().over([f"_{name}" for name in line]),
        count=pl.len().over([f"_{name}" for name in line]),
    )
    alone = ranked.filter(
        (pl.col("count") > 1)
        & (pl.col("size") == pl.col("largest"))
        & (pl.col("size") > DWARFS * pl.col("next"))
        & (pl.col("size") < 10_000 * pl.col("next"))
    )
    return from_facts(
        alone,
        "warning",
        pl.lit("outsized_value"),
        pl.format("{}: {} is hundreds of times its peers on the line; look for a thousand too many", AT, "printed"),
    )


def unlike(facts: pl.DataFrame) -> pl.DataFrame:
    """A warning per value that is negative where all others of its line are positive and of its size.

    It is of a kind that is never negative: rates, counts, prices, balances and sales, unless the words say otherwise.
    Of rates it is the only one in its table, which else may be one of growth.
    """
    words = pl.concat_str("section", pl.lit(" "), "label").str.to_lowercase().str.replace_all(STEADY, "")
    may_turn = words.str.contains(MAY_TURN)
    balance = (pl.col("period_type") == "instant") & ~pl.col("statement").is_in(["cash_flow", "equity"])
    sales = words.str.contains(SALES) & pl.col("statement").is_in(["operations", "segment", "selected_data"])
    money = pl.col("unit").is_in(list(MONEY))
    kind = (money & (balance | sales)) | ~(money | pl.col("unit").str.ends_with("/share"))
    printed = (pl.col("origin") == "table") & (pl.col("role") == "value")
    suspects = facts.filter(printed & (pl.col("value") < 0) & kind & ~may_turn)
    if suspects.is_empty():
        return ISSUE.empty()
    line = ["reading", "grid_table", "grid_row", "unit"]
    peers = facts.filter(printed & (pl.col("value") != 0)).select(*line, peer=pl.col("value").cast(pl.Float64))
    told = peers.group_by(line).agg(
        below=(pl.col("peer") < 0).sum(), like=pl.col("peer").filter(pl.col("peer") > 0).median()
    )
    size = -pl.col("value").cast(pl.Float64)
    only = (pl.col("unit") != "percent") | (pl.len().over("reading", "grid_table", "unit") == 1)
    alone = only & (pl.col("below") == 1) & (size < LIKE * pl.col("like")) & (pl.col("like") < LIKE * size)
    return from_facts(
        suspects.join(told, on=line, validate="m:1").filter(alone),
        "warning",
        pl.lit("sign_unlike"),
        pl.format(
            "{}: {} is negative where the line's other values are not; look for a parenthesis too many", AT, "printed"
        ),
    )


def unrounded(facts: pl.DataFrame) -> pl.DataFrame:
    """A warning per amount or count with figures below the thousand, where all others of its table have none."""
    table = ["reading", "grid_table"]
    whole = (pl.col("unit").is_in(list(MONEY)) | (pl.col("unit") == "shares")) & (pl.col("scale") == 1)
    large = facts.filter(
        whole & (pl.col("role") == "value") & (pl.col("value").abs() >= THOUSAND) & (pl.col("origin") == "table")
    )
    odd = large.with_columns(odd=pl.col("value").cast(pl.Int64) % THOUSAND != 0)
    alone = pl.col("odd") & (pl.col("odd").sum().over(table) == 1) & (pl.len().over(table) > MOST_ODD)
    return from_facts(
        odd.filter(alone),
        "warning",
        pl.lit("unrounded_value"),
        pl.format("{}: {} is the only one of its table that is not rounded to thousands", AT, "printed"),
    )


def from_facts(facts: pl.DataFrame, level: str, code: pl.Expr, message: pl.Expr) -> pl.DataFrame:
    """An issue per row of ``facts``, at its place, with the columns of ``store.issue``."""
    if facts.is_empty():
        return ISSUE.empty()
    return facts.select(
        "reading",
        "release_id",
        pl.concat_str(code, pl.lit("-"), "fact_id").alias("issue_id"),
        pl.lit(level).alias("level"),
        code.alias("code"),
        message.alias("message"),
        "statement",
        pl.col("printed").alias("token"),
        "line_number",
        "char_start",
        "char_end",
        "table_index",
        "row_index",
        "cell_index",
    ).cast(dict(ISSUE.frame_schema))  # type: ignore[arg-type]
