"""What the report is made from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields

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
        "numbers": pl.List(pl.List(pl.Int32())),
    }
)
"""The exhibits as they landed, in order: lines with their number, paragraphs of HTML, cells of its tables with their
place and the first and last column that they take. ``numbers`` are those of paragraphs and of words in cells: where
each begins and ends in the text, its line in the file and where on that line it ends."""


@dataclass(frozen=True, slots=True)
class ReportData:
    """What is in the warehouse as a whole: frames with the columns of the views of schema ``mart`` of these names.

    ``tables`` has release_id, table_index and facts (how many) of every table of the releases that are too large for
    one page. ``broken`` has the rows of ``mart.tie`` that are broken or suspicious, and not only for information;
    ``operand`` at least those of ``mart.fact_all`` that they name.
    """

    release: pl.DataFrame
    quality: pl.DataFrame
    filing: pl.DataFrame
    quarantine: pl.DataFrame
    run: pl.DataFrame
    expectation: pl.DataFrame
    broken: pl.DataFrame
    operand: pl.DataFrame
    tables: pl.DataFrame


def of_run(data: ReportData, run_id: str) -> ReportData:
    """The part of ``data`` that is of the releases that a run loaded, and that no later run read anew."""
    release = data.release.filter(run_id=run_id)
    by_release = {
        name: getattr(data, name).join(release, on="release_id", how="semi") for name in ("filing", "quarantine")
    }
    by_reading = {name: getattr(data, name).join(release, on="reading", how="semi")
                  for name in ("quality", "broken", "operand")}  # fmt: skip
    by_run = {name: getattr(data, name).filter(run_id=run_id) for name in ("run", "expectation")}
    return ReportData(release=release, tables=data.tables, **by_release, **by_reading, **by_run)


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
    observation: pl.DataFrame
    """Every row of the series that the releases print."""


@dataclass(frozen=True, slots=True)
class Followed:
    """The series of companies, of one or of many: frames with the columns of the views of these names.

    ``observation`` also has printed, scale, table_index and row_index of its facts.
    """

    series: pl.DataFrame
    observation: pl.DataFrame
    quarter: pl.DataFrame
    restatement: pl.DataFrame


def of_company(followed: Followed, entity_id: str) -> Followed:
    """The part of ``followed`` that is of one company."""
    return Followed(**{one.name: getattr(followed, one.name).filter(entity_id=entity_id) for one in fields(Followed)})


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
            observation=printed.observation,
        )

    return of
