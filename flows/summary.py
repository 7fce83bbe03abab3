"""What the warehouse says of the releases of a run, for the table that a person sees."""

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from flows.batches import Handled, Outcome
from transforms.facts.coverage import PRIMARY

RELEASES = f"""
    SELECT
        r.release_id, r.document, r.company, p.period, r.facts,
        s.exact + s.within_rounding AS held, s.broken_errors + s.broken_warnings AS broken,
        r.status AS verdict,
        CASE r.status
            WHEN 'quarantined' THEN r.reason
            WHEN 'not_a_release' THEN coalesce(r.not_release_reason, r.reason)
        END AS reason
    FROM store.reading_state AS r
    JOIN store.scorecard AS s ON s.reading = r.reading
    LEFT JOIN (
        SELECT reading, coalesce(max(period_end) FILTER (statement IN {PRIMARY}), max(period_end)) AS period
        FROM mart.fact_all WHERE role = 'value' GROUP BY reading
    ) AS p ON p.reading = r.reading
    WHERE list_contains(?, r.release_id) AND (r.shown OR r.waiting)
    QUALIFY row_number() OVER (PARTITION BY r.release_id ORDER BY r.waiting DESC) = 1
"""
WAITING = "SELECT left(release_id, 12) AS release, company, known_at, reason FROM mart.quarantine ORDER BY known_at"
"""A row a release in quarantine."""
COLUMNS = ("file", "release", "company", "period", "facts", "held", "broken", "verdict", "reason")
IN_LINES = ("release", "reason")
"""What is told in a line below the table, where there is room for it."""


def summarise(warehouse: Path, handled: Sequence[Handled]) -> pl.DataFrame:
    """One row per file that was read, in order: what the warehouse holds of its release now.

    Of a release with a reading that waits while an older one is published, it tells of the one that waits.

    Columns: file, release_id, document, company, period, facts, held, broken (ties of severity error or warning),
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
    """The summary as a person reads it: short ids, the exhibit of a file that has several, what was known before."""
    known = pl.when("already_known").then(pl.lit("already known, ") + pl.col("verdict")).otherwise("verdict")
    several = pl.col("release_id").n_unique().over("file") > 1
    exhibit = pl.when(several).then(pl.format("{}, {}", "file", "document")).otherwise("file")
    return summary.with_columns(file=exhibit, release=pl.col("release_id").str.head(12), verdict=known).select(COLUMNS)


def reasons_for_reading(summary: pl.DataFrame) -> list[str]:
    """A line for each release that is not published: its file, the beginning of its id, and the first reason why."""
    told = for_reading(summary).filter(pl.col("reason").is_not_null())
    return [f"{file}, {release}: {reason}" for file, release, reason in told["file", "release", "reason"].iter_rows()]
