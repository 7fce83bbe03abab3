"""What the warehouse says of the releases of a run, for the table that a person sees."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from flows.batches import Handled, Outcome
from transforms.facts.coverage import PRIMARY

RELEASES = f"""
    SELECT
        q.release_id, q.company, p.period, q.facts,
        q.exact + q.within_rounding AS held, q.broken_errors + q.broken_warnings AS broken,
        CASE WHEN w.release_id IS NULL THEN r.status ELSE 'quarantined' END AS verdict,
        coalesce(w.reason, r.reason) AS reason
    FROM mart.quality AS q
    JOIN mart.release AS r ON r.release_id = q.release_id
    LEFT JOIN mart.quarantine AS w ON w.release_id = q.release_id
    LEFT JOIN (
        SELECT reading, coalesce(max(period_end) FILTER (statement IN {PRIMARY}), max(period_end)) AS period
        FROM mart.fact_all WHERE role = 'value' GROUP BY reading
    ) AS p ON p.reading = q.reading
    WHERE list_contains(?, q.release_id)
"""
COLUMNS = ("file", "release", "company", "period", "facts", "held", "broken", "verdict", "reason")
IN_LINES = ("release", "reason")
"""What is told in a line below the table, where there is room for it."""


def summarise(warehouse: Path, handled: Sequence[Handled]) -> pl.DataFrame:
    """One row per file that was read, in order: what the warehouse holds of its release now.

    Columns: file, release_id, company, period, facts, held, broken (ties of severity error or warning),
    verdict, reason, already_known.
    """
    from warehouse.connect import query

    files = pl.DataFrame(handled, schema={"file": pl.String, "release_id": pl.String, "already_known": pl.Boolean})
    if files.is_empty():
        return files.with_columns(verdict=pl.lit(None, pl.String))
    releases = query(warehouse, RELEASES, [files["release_id"].to_list()])
    return files.join(releases, on="release_id", how="left", validate="m:1", maintain_order="left")


def exit_code(outcome: Outcome, summary: pl.DataFrame) -> int:
    """The worst of all files: 3 could not finish, 2 unreadable, 1 in quarantine, 0 all well."""
    quarantined = int((summary["verdict"] == "quarantined").any())
    return max([quarantined, *(problem.exit_code for problem in outcome.problems)])


def for_reading(summary: pl.DataFrame) -> pl.DataFrame:
    """The summary as a person reads it: short ids, and what was known before said so."""
    known = pl.when("already_known").then(pl.lit("already known, ") + pl.col("verdict")).otherwise("verdict")
    return summary.with_columns(release=pl.col("release_id").str.head(12), verdict=known).select(COLUMNS)


def reasons_for_reading(summary: pl.DataFrame) -> list[str]:
    """A line for each release that is not published: its file, the beginning of its id, and the first reason why."""
    told = for_reading(summary).filter(pl.col("reason").is_not_null())
    return [f"{file}, {release}: {reason}" for file, release, reason in told["file", "release", "reason"].iter_rows()]
