"""What one release says of another: equalities across the releases of a company, as ties of the later one.

A tie here belongs to the reading that could be known later; its operands are facts of both. A later print that
differs is no error (SPEC 5: information, a restatement), unless it differs by a factor of a thousand or a million,
when one of the two was read, or printed, in the wrong unit.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

import polars as pl

from transforms.series.calendar import DAY
from warehouse.schema import MONEY, SERIES_TIE

FACTORS = (1_000, 1_000_000)
YEAR_AGO = (300, 430)
"""Days from a comparative's end to the end of the release's own period."""
SEVERAL = 5
"""Lines of a statement whose size must jump together before its scale is doubted."""
JUMP = 300
QUARTER = (80, 119)
SAME_LENGTH = 7
SCALED = ("USD", "shares")
PERIOD = ("period_start", "period_end")
REFOOTED = pl.Schema(
    {
        **dict.fromkeys(("entity_id", "reading", "release_id"), pl.String()),
        **dict.fromkeys(PERIOD, pl.Date()),
        **dict.fromkeys(("unit", "relation"), pl.String()),
        **dict.fromkeys(("left", "right", "bound"), MONEY),
        "fact_ids": pl.List(pl.String()),
        "weights": pl.List(pl.Int32()),
    }
)


def series_ties(series: pl.DataFrame, observation: pl.DataFrame, footings: pl.DataFrame) -> pl.DataFrame:
    """Ties across releases, with the ``frame_schema`` of SERIES_TIE, for the companies of ``series``.

    ``footings`` (columns ``schema.FOOTINGS``) are the footings that hold within their own releases.
    """
    prints = _prints(series, observation)
    parts = [_vintages(prints), _continuity(prints), _magnitudes(prints), _refooted(prints, footings)]
    return pl.concat(parts).sort("reading", "tie_id")


def _prints(series: pl.DataFrame, observation: pl.DataFrame) -> pl.DataFrame:
    """The standing prints with their series, and the end and the opening days of their release's own periods."""
    named = series.select(
        "series_id", "statement", "label", "unit", "additive", stands_for_itself=pl.col("same_as").is_null()
    )
    return (
        observation.filter("stands")
        .join(named, on="series_id", validate="m:1")
        .with_columns(
            own_end=pl.col("period_end").max().over("reading"),
            days=(pl.col("period_end") - pl.col("period_start")).dt.total_days() + 1,
            amount=pl.col("value").fill_null(0),
            half=pl.col("half_unit").fill_null(0),
        )
        .sort("series_id", *PERIOD, "known_at", "release_id", nulls_last=True)
    )


def _vintages(prints: pl.DataFrame) -> pl.DataFrame:
    """Each print against the one before it of the same period; where two series have both, as the line's own one says.

    A line that says the same in another statement is told twice: with its own name, and with all that stand for it.
    """
    before = ("amount", "half", "fact_id", "reading")
    openings = prints.select("reading", period_end=pl.col("period_start").dt.offset_by("-1d")).drop_nulls().unique()
    pairs = (
        prints.with_columns(pl.col(before).shift(1).over("series_id", *PERIOD).name.prefix("before_"))
        .filter(pl.col("before_reading").is_not_null())
        .sort("stands_for_itself", maintain_order=True)
        .unique(["reading", "fact_id", "before_fact_id"], keep="first", maintain_order=True)
        .join(openings.with_columns(opens=True), on=["reading", "period_end"], how="left", validate="m:1")
        .with_columns(
            left=pl.col("amount"), right=pl.col("before_amount"), bound=pl.col("half") + pl.col("before_half")
        )
        .with_columns(
            gap=(pl.col("left") - pl.col("right")).abs(), age=(pl.col("own_end") - pl.col("period_end")).dt.total_days()
        )
    )
    scaled = pl.any_horizontal(
        (pl.col(one) - factor * pl.col(other)).abs() <= factor * pl.col("bound")
        for factor in FACTORS
        for one, other in (("left", "right"), ("right", "left"))
    )
    moved = (pl.col("gap") > pl.col("bound")) & (pl.col("left") != 0) & (pl.col("right") != 0)
    turned = moved & ((pl.col("left") + pl.col("right")).abs() <= pl.col("bound"))
    return _ties(
        pairs.with_columns(
            kind=pl.when(pl.col("period_start").is_null() & pl.col("opens"))
            .then(pl.lit("opening_balance"))
            .when(pl.col("age").is_between(*YEAR_AGO))
            .then(pl.lit("comparative"))
            .otherwise(pl.lit("vintage")),
            relation=pl.format("{} = {} as printed before", "label", "label"),
            severity=pl.when(moved & scaled)
            .then(pl.lit("error"))
            .when(turned)
            .then(pl.lit("warning"))
            .otherwise(pl.lit("info")),
            note=pl.when(moved & scaled)
            .then(pl.lit("a factor of a thousand or a million"))
            .when(turned)
            .then(pl.lit("the sign has turned")),
            fact_ids=pl.concat_list("fact_id", "before_fact_id"),
            weights=pl.lit([1, -1], pl.List(pl.Int32())),
        )
    )


def _continuity(prints: pl.DataFrame) -> pl.DataFrame:
    """The quarter that a release announces begins where the newest quarter announced before it ended.

    Both sides are days since 1970.
    """
    quarters = (
        prints.filter(pl.col("period_end") == pl.col("own_end"), pl.col("days").is_between(*QUARTER))
        .sort("fact_id")
        .group_by("entity_id", "reading", "release_id", "known_at", "own_end", maintain_order=True)
        .agg(pl.col("period_start").first(), pl.col("fact_id").first())
    )
    before = quarters.select("entity_id", before_end="own_end", before_known="known_at")
    return _ties(
        quarters.join(before, on="entity_id")
        .filter(pl.col("before_known") < pl.col("known_at"), pl.col("before_end") < pl.col("own_end"))
        .sort("before_end", "fact_id")
        .group_by("reading", maintain_order=True)
        .last()
        .with_columns(
            kind=pl.lit("continuity"),
            relation=pl.lit("the quarter begins where the one announced before it ends"),
            severity=pl.lit("info"),
            note=pl.format("the newest quarter announced before ends on {}", pl.col("before_end")),
            unit=pl.lit("days"),
            left=(pl.col("period_start").cast(pl.Int32) - 1).cast(MONEY),
            right=pl.col("before_end").cast(pl.Int32).cast(MONEY),
            bound=pl.lit(0).cast(MONEY),
            period_end=pl.col("own_end"),
            fact_ids=pl.concat_list("fact_id"),
            weights=pl.lit(None, pl.List(pl.Int32())),
        )
    )


def _magnitudes(prints: pl.DataFrame) -> pl.DataFrame:
    """The lines of a statement together against their newest earlier period: no factor of a thousand between.

    The tie's left side is the median of the ratios.
    """
    sized = prints.filter("stands_for_itself", pl.col("unit").is_in(SCALED), pl.col("amount") != 0)
    current = sized.filter(pl.col("period_end") == pl.col("own_end"))
    earlier = sized.select("series_id", "release_id", "known_at", "period_end", "days", "amount", "fact_id")
    ratios = (
        current.join(earlier, on="series_id", suffix="_before")
        .filter(
            pl.col("known_at_before") < pl.col("known_at"),
            pl.col("period_end_before") < pl.col("period_end"),
            (pl.col("days_before").fill_null(0) - pl.col("days").fill_null(0)).abs() <= SAME_LENGTH,
        )
        .sort("period_end_before", "known_at_before", "release_id_before", "fact_id_before")
        .group_by("reading", "release_id", "entity_id", "statement", "series_id", "days", maintain_order=True)
        .last()
        .with_columns(ratio=(pl.col("amount") / pl.col("amount_before")).abs().cast(pl.Float64))
    )
    jumps = (
        ratios.sort("fact_id")
        .group_by("entity_id", "reading", "release_id", "statement", maintain_order=True)
        .agg(
            pl.len().alias("lines"),
            pl.col("ratio").median(),
            pl.col("fact_id"),
            pl.col("fact_id_before"),
            pl.col("own_end").first(),
        )
        .filter(pl.col("lines") >= SEVERAL)
    )
    jumped = (pl.col("ratio") >= JUMP) | (pl.col("ratio") <= 1 / JUMP)
    return _select(
        jumps.with_columns(
            kind=pl.lit("magnitude"),
            relation=pl.format("{} lines of {}, against the period before", "lines", "statement"),
            period=pl.col("own_end").cast(pl.String()),
            unit=pl.lit("pure"),
            left_value=pl.col("ratio").cast(MONEY),
            right_value=pl.lit(1).cast(MONEY),
            tolerance=pl.lit(None, MONEY),
            outcome=pl.when(jumped).then(pl.lit("violated")).otherwise(pl.lit("exact")),
            severity=pl.lit("error"),
            note=pl.lit("the median ratio of a line to its earlier period"),
            fact_ids=pl.concat_list("fact_id", "fact_id_before"),
            weights=pl.lit(None, pl.List(pl.Int32())),
        )
    )


class Term(NamedTuple):
    """One operand of a footing in a quarter that two releases make together."""

    weight: int
    longer: Mapping[str, Any]
    shorter: Mapping[str, Any]

    @property
    def amount(self) -> Decimal:
        """What the longer period has and the shorter has not, weighted."""
        return Decimal(self.weight * (self.longer["amount"] - self.shorter["amount"]))


def _refooted(prints: pl.DataFrame, footings: pl.DataFrame) -> pl.DataFrame:
    """A footing of cumulative columns holds in the quarter by which two releases differ."""
    rows = list(prints.filter(pl.col("period_start").is_not_null(), "additive").iter_rows(named=True))
    of_fact = {(row["reading"], row["fact_id"]): row for row in rows}
    started: dict[tuple[str, date], list[Mapping[str, Any]]] = defaultdict(list)
    for row in rows:
        started[row["series_id"], row["period_start"]].append(row)
    made = [tie for footing in footings.iter_rows(named=True) for tie in _refoot(footing, of_fact, started)]
    frame = pl.DataFrame(made, schema=REFOOTED, orient="row")
    return _ties(
        frame.with_columns(
            kind=pl.lit("derived_quarter_refoots"),
            severity=pl.lit("warning"),
            note=pl.lit("between two releases, so a restatement parts them too"),
        )
    )


def _refoot(
    footing: Mapping[str, Any],
    of_fact: Mapping[tuple[str, str], Mapping[str, Any]],
    started: Mapping[tuple[str, date], list[Mapping[str, Any]]],
) -> Iterator[dict[str, Any]]:
    found = (of_fact.get((footing["reading"], fact)) for fact in footing["fact_ids"])
    operands = [one for one in found if one is not None]
    if not operands or len(operands) < len(footing["fact_ids"]):
        return
    total = operands[0]
    shorter = _before(total, started)
    if shorter is None:
        return
    terms = []
    for weight, one in zip(footing["weights"], operands, strict=True):
        other = _before(one, started, shorter["reading"], shorter["period_end"])
        if other is None:
            return
        terms.append(Term(weight, one, other))
    first = terms[0]
    residual = sum((term.amount for term in terms), Decimal(0))
    yield {
        "entity_id": total["entity_id"],
        "reading": total["reading"],
        "release_id": total["release_id"],
        "period_start": shorter["period_end"] + DAY,
        "period_end": total["period_end"],
        "unit": total["unit"],
        "relation": f"{total['label']} foots between the two releases",
        "left": first.amount,
        "right": first.amount - residual,
        "bound": sum((abs(term.weight) * (term.longer["half"] + term.shorter["half"]) for term in terms), Decimal(0)),
        "fact_ids": [row["fact_id"] for term in terms for row in (term.longer, term.shorter)],
        "weights": [sign * term.weight for term in terms for sign in (1, -1)],
    }


def _before(
    row: Mapping[str, Any],
    started: Mapping[tuple[str, date], list[Mapping[str, Any]]],
    reading: str | None = None,
    end: date | None = None,
) -> Mapping[str, Any] | None:
    """The newest print before ``row``'s release of a shorter period with the same start."""
    found = [
        other
        for other in started[row["series_id"], row["period_start"]]
        if other["known_at"] < row["known_at"]
        and other["period_end"] < row["period_end"]
        and (reading is None or (other["reading"] == reading and other["period_end"] == end))
    ]
    return max(found, key=lambda other: (other["period_end"], other["known_at"]), default=None)


def _ties(pairs: pl.DataFrame) -> pl.DataFrame:
    """Rows with left, right and bound as ties: weighed, and named by kind and operands."""
    gap = (pl.col("left") - pl.col("right")).abs()
    return _select(
        pairs.with_columns(
            period=pl.concat_str(pl.col(PERIOD).cast(pl.String()), separator="/", ignore_nulls=True),
            left_value=pl.col("left"),
            right_value=pl.col("right"),
            tolerance=pl.col("bound"),
            outcome=pl.when(gap == 0)
            .then(pl.lit("exact"))
            .when(gap <= pl.col("bound"))
            .then(pl.lit("within_rounding"))
            .otherwise(pl.lit("violated")),
        )
    )


def _select(rows: pl.DataFrame) -> pl.DataFrame:
    named = rows.with_columns(
        residual=pl.col("left_value") - pl.col("right_value"),
        suspicious=pl.lit(value=False),
        tie_id=pl.Series(_ids(zip(rows["kind"], rows["fact_ids"], strict=True)), dtype=pl.String()),
    )
    return named.select(SERIES_TIE.frame_schema.names()).cast(SERIES_TIE.frame_schema)


def _ids(operands: Iterable[tuple[str, Iterable[str]]]) -> list[str]:
    return [hashlib.blake2b("|".join((kind, *facts)).encode(), digest_size=8).hexdigest() for kind, facts in operands]
