"""Readings to the fact frame: one polars pass over a batch of releases."""

from collections.abc import Sequence

import polars as pl

from transforms.facts.concepts import map_concepts
from transforms.facts.context import apply_scale, finish, join_claims, join_context
from transforms.facts.restated import add_restated
from transforms.facts.unpivot import cells_frame, claims_frame, columns_frame, rows_frame
from transforms.reading import Reading


def facts_of(readings: Sequence[Reading]) -> pl.DataFrame:
    """All facts of ``readings`` with the columns of ``store.fact``, by release and place.

    What prose restates of the tables is known only now, and joins the claims of its reading.
    """
    parsed = [reading.parsed for reading in readings]
    of_tables = join_context(cells_frame(parsed), rows_frame(parsed), columns_frame(parsed))
    add_restated(readings, of_tables)
    of_prose = join_claims(claims_frame(parsed))
    facts = pl.concat([of_tables, of_prose], how="diagonal_relaxed")
    return (
        facts.pipe(apply_scale)
        .pipe(map_concepts)
        .pipe(_add_release, readings)
        .pipe(finish)
        .sort("reading", "grid_table", "grid_row", "column_index", "line_number", "char_start", nulls_last=False)
    )


def _add_release(facts: pl.DataFrame, readings: Sequence[Reading]) -> pl.DataFrame:
    releases = pl.DataFrame(
        [(reading.release_id, reading.reading, reading.document.exhibit) for reading in readings],
        schema={"release_id": pl.String(), "reading": pl.String(), "document": pl.String()},
        orient="row",
    ).unique()
    return facts.join(releases, on="release_id", how="left", validate="m:1").with_columns(flagged=pl.lit(value=False))
