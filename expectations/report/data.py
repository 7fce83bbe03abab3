"""What the report is made from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

SOURCE = pl.Schema(
    {
        "reading": pl.String(),
        "text": pl.String(),
        "line_number": pl.Int32(),
        "table_index": pl.Int32(),
        "row_index": pl.Int32(),
        "cell_index": pl.Int32(),
        "left": pl.Int32(),
        "right": pl.Int32(),
    }
)
"""The exhibits as they landed, in order: lines with their number, paragraphs of HTML with no place, cells of its
tables with their place and the first and last column that they take."""


@dataclass(frozen=True, slots=True)
class ReportData:
    """What is in the warehouse as a whole: frames with the columns of the views of schema ``mart`` of these names."""

    release: pl.DataFrame
    quality: pl.DataFrame
    filing: pl.DataFrame
    quarantine: pl.DataFrame
    run: pl.DataFrame
    expectation: pl.DataFrame


@dataclass(frozen=True, slots=True)
class Printed:
    """What was read of releases, of one or of many: frames with the columns of the views of these names.

    ``fact`` has those of ``mart.fact_all``; rows of other readings than the one a release shows are left out.
    ``source`` has the columns of ``SOURCE``; ``missing`` says by reading why a release has no rows there.
    """

    fact: pl.DataFrame
    line: pl.DataFrame
    tie: pl.DataFrame
    issue: pl.DataFrame
    non_fact: pl.DataFrame
    source: pl.DataFrame
    missing: Mapping[str, str]


def by_reading(printed: Printed) -> Callable[[str], Printed]:
    """What gives the part of ``printed`` that is of one reading."""
    names = ("fact", "line", "tie", "issue", "non_fact", "source")
    frames: dict[str, pl.DataFrame] = {name: getattr(printed, name) for name in names}
    parts = {
        name: {str(key[0]): part for key, part in frame.partition_by("reading", as_dict=True).items()}
        for name, frame in frames.items()
    }

    def of(reading: str) -> Printed:
        return Printed(
            **{name: parts[name].get(reading, frame.clear()) for name, frame in frames.items()},
            missing=printed.missing,
        )

    return of
