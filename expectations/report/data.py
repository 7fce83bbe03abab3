"""What the report is made from."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl


@dataclass(frozen=True, slots=True)
class ReportData:
    """Frames with the columns of the views of schema ``mart`` that have the same names.

    ``release`` and ``quality`` hold every release, one row each; ``fact_all``, ``tie`` and ``issue`` at least
    the rows of those whose pages are made. Rows of other readings than the one a release shows are left out.
    """

    release: pl.DataFrame
    quality: pl.DataFrame
    fact_all: pl.DataFrame
    tie: pl.DataFrame
    issue: pl.DataFrame
    quarantine: pl.DataFrame
    run: pl.DataFrame
    expectation: pl.DataFrame


def by_reading(frame: pl.DataFrame) -> Mapping[str, pl.DataFrame]:
    """The rows of each reading, in order."""
    parts = frame.partition_by("reading", as_dict=True, maintain_order=True)
    return {str(key[0]): part for key, part in parts.items()}
