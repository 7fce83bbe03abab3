"""The steps of an ingest, as plain functions over one batch: land, parse, judge, publish.

A batch is published whole and on its own. So memory is bounded by a batch, a kill costs at most the batch
under way, and running again goes on with what is not known yet.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from flows.batches import Batch, Handled, Outcome
from flows.collector import quick_imports
from flows.journal import Journal, Mode, Run
from flows.known import split_known
from flows.landing import Landing
from flows.parsing import Parsed, Parser, Problem
from flows.series import series_deriver, ties_across
from flows.settings import Settings
from flows.terminal import say
from transforms.model import Catalog, ReleaseFrames, Source
from transforms.release import PARSER_VERSION
from warehouse import schema
from warehouse.runs import RunRecord

if TYPE_CHECKING:
    from transforms.series.build import Made

FAULT = 3


@dataclass
class Pipeline:
    """What the steps of one run share; ``problems`` are the run's so far."""

    warehouse: Path
    landing: Landing
    journal: Journal
    parser: Parser
    catalog: Catalog
    run: Run
    tell: Callable[[str], None]
    problems: tuple[Problem, ...] = ()


Step = Callable[[Pipeline, Batch], Outcome]


@contextmanager
def open_pipeline(
    settings: Settings, mode: Mode, tell: Callable[[str], None], flow_run_id: str | None
) -> Iterator[Pipeline]:
    """A run, written down from its start to its end; ``tell`` hears what is being done."""
    from warehouse.catalog import read_catalog

    catalog = read_catalog(corrections=settings.corrections_path)
    warehouse = settings.warehouse_path
    journal = Journal(settings.journal_path, warehouse)
    with journal.run(mode, PARSER_VERSION, flow_run_id) as run, Parser(catalog, settings.parse_workers) as parser:
        yield Pipeline(warehouse, Landing(settings.landing_url), journal, parser, catalog, run, tell)


def process_batch(pipeline: Pipeline, batch: Batch) -> Outcome:
    """Land, parse, judge and publish one batch; what is known already is left as it is."""
    pipeline.tell("landing")
    for source in batch.sources:
        pipeline.landing.land(source)
    fresh, known = split_known(batch.sources, pipeline.warehouse, pipeline.catalog)
    pipeline.tell("parsing")
    parsed = pipeline.parser.parse(fresh)
    problems = batch.problems + parsed.problems + _empty(fresh, parsed)
    pipeline.problems += problems
    _publish(pipeline, parsed.frames, batch, known)
    return Outcome(_handled(parsed.frames) + known, problems)


def _publish(pipeline: Pipeline, frames: ReleaseFrames, batch: Batch, known: tuple[Handled, ...]) -> None:
    """Publish what is new. The run's row goes with its last batch, and what other runs left behind with any."""
    from warehouse.publish import publish

    before = pipeline.run.record
    record = replace(
        before,
        files=before.files + batch.files,
        already_known=before.already_known + len(known),
    )
    if batch.is_last:
        record = _ended(record, pipeline.problems)
    if frames.release.height or (batch.is_last and _read_any(record, pipeline.problems)):
        pipeline.tell("judging")
        made: Made = {}
        verdicts, reasons, results = _judge(pipeline, frames, record.run_id, made)
        pipeline.tell("publishing")
        others = pipeline.journal.ended()
        done = publish(
            pipeline.warehouse, frames, verdicts, reasons, results, record,
            deriver=series_deriver(pipeline.catalog, made), journal_runs=others, is_last=batch.is_last, notify=say,
        )  # fmt: skip
        pipeline.journal.forget(others)
        record = done.run
        pipeline.run.is_recorded = batch.is_last
    pipeline.run.keep(record)


def _judge(
    pipeline: Pipeline, frames: ReleaseFrames, run_id: str, made: "Made"
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Verdicts, reasons and expectation results; of no release there is nothing to judge.

    ``made`` keeps the series that releases are judged by, for publish.
    """
    from expectations.gate import VERDICT, judge

    if not frames.release.height:
        return pl.DataFrame(schema=VERDICT), schema.REASON.empty(), schema.EXPECTATION_RESULT.empty()
    with quick_imports():
        import expectations.context  # noqa: F401 - imports Great Expectations, which judge does next
    judgement = judge(frames, run_id, ties_across(frames, pipeline.warehouse, pipeline.catalog, made))
    return judgement.verdicts, judgement.reasons, judgement.results


def _read_any(record: RunRecord, problems: Sequence[Problem]) -> bool:
    """Whether the run read anything at all: of a run that did not, only the journal tells."""
    return record.files > sum(problem.exit_code > 0 for problem in problems)


def _read_none(record: RunRecord, problems: Sequence[Problem]) -> bool:
    """Whether there was something to read, and nothing of it could be."""
    return record.files > 0 and not _read_any(record, problems)


def _ended(record: RunRecord, problems: Sequence[Problem]) -> RunRecord:
    faulty = any(problem.exit_code >= FAULT for problem in problems) or _read_none(record, problems)
    error = None
    if problems:
        error = f"{len(problems)} of {record.files} files became nothing; the first: {problems[0].error}"
    return replace(record, status="failed" if faulty else "completed", error=error, finished_at=datetime.now(UTC))


def _handled(frames: ReleaseFrames) -> tuple[Handled, ...]:
    pairs = frames.filing.select("file_name", "release_id").unique(maintain_order=True)
    return tuple(Handled(file, release_id, already_known=False) for file, release_id in pairs.iter_rows())


def _empty(sources: Sequence[Source], parsed: Parsed) -> tuple[Problem, ...]:
    """The files in which there is nothing that could be a release, which is no failure."""
    named = set(parsed.frames.filing["file_name"]) | {problem.file for problem in parsed.problems}
    return tuple(
        Problem(source.name, f"{source.name}: a submission without an exhibit 99, no release", exit_code=0)
        for source in sources
        if source.name not in named
    )
