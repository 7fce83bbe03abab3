"""One ingest run from the order to the report; how its steps are called is the caller's."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from flows.batches import Outcome, read_batches
from flows.errors import UnfinishedError, UsageError
from flows.journal import Mode
from flows.logs import open_log
from flows.parsing import Problem
from flows.pipeline import Pipeline, Step, open_pipeline, process_batch
from flows.settings import Settings
from flows.site import refresh_site
from flows.sources.inbox import InboxFile, find_files
from flows.sources.supply import OpenSupply, open_inbox
from flows.summary import exit_code, summarise
from flows.terminal import progress
from transforms.model import Identity

REPORT = "the report"
"""What became nothing where it cannot be written."""


@dataclass(frozen=True, slots=True)
class Result:
    """What a run did: every file is in ``outcome``; ``summary`` has a row per file that was read."""

    outcome: Outcome
    summary: pl.DataFrame
    report: Path | None
    """Its first page; None where it was not written, be it for a problem or because it takes a while."""
    exit_code: int
    notes: tuple[str, ...] = ()
    """What the source has to say, a line each."""

    @property
    def says_of_report(self) -> str | None:
        """Where the report is, or what writes it; None where a problem has said it."""
        if any(problem.file == REPORT for problem in self.outcome.problems):
            return None
        return str(self.report or "tieout report writes it, which takes a while for so many new releases")


class RunProblemsError(UnfinishedError):
    """A run that published what it could, and has files that became nothing; ``result`` tells all."""

    def __init__(self, result: Result) -> None:
        first = next(problem for problem in result.outcome.problems if problem.exit_code == result.exit_code)
        super().__init__(first.error)
        self.result = result
        self.exit_code = result.exit_code


def list_files(paths: Sequence[str], settings: Settings) -> list[InboxFile]:
    """The files under ``paths``, or in the configured inbox where there are none.

    Raises:
        UsageError: where there is no file, or neither paths nor an inbox.
    """
    if paths:
        return find_files(paths)
    if settings.inbox is None:
        raise UsageError("no PATH given and no inbox configured; name a file or folder, or set TIEOUT_INBOX")
    return find_files([settings.inbox])


def run_ingest(
    paths: Sequence[str],
    given: Identity,
    settings: Settings,
    *,
    mode: Mode = "direct",
    flow_run_id: str | None = None,
    step: Step = process_batch,
) -> Result:
    """Read, judge and publish every file under ``paths``, as ``run``.

    Raises:
        UsageError: where there is nothing to read; else as ``run``.
    """
    supply = open_inbox(list_files(paths, settings), given)
    return run(supply, settings, mode=mode, flow_run_id=flow_run_id, step=step)


def run(
    open_supply: OpenSupply,
    settings: Settings,
    *,
    mode: Mode = "direct",
    flow_run_id: str | None = None,
    step: Step = process_batch,
) -> Result:
    """Read, judge and publish everything that a source has, calling ``step`` for each batch.

    Raises:
        RunProblemsError: where files could not be read or parsed, or the report not written; the rest is published.
        TieoutError: where the run could not finish; what it published before stays.
    """
    outcome = Outcome()
    with (
        open_log(settings) as logger,
        progress() as bar,
        open_supply(bar, logger) as supply,
        open_pipeline(settings, mode, bar.tell, flow_run_id) as pipeline,
    ):
        log = logger.bind(run_id=pipeline.run.record.run_id, flow_run_id=flow_run_id)
        log.info("run_started", warehouse=str(settings.warehouse_path), mode=mode)
        for batch in read_batches(supply.items(), settings.batch_releases, settings.batch_bytes):
            done = step(pipeline, batch)
            supply.published(batch)
            for problem in done.problems:
                log.warning("file_became_nothing", file=problem.file, error=problem.error, trace=problem.trace)
            log.info("batch_published", files=batch.files, handled=len(done.handled), problems=len(done.problems))
            bar.advance(batch.files)
            outcome += done
        log.info("run_ended", **_counts(pipeline))
        notes = supply.notes()
    return _tell_result(settings, outcome, notes)


def _tell_result(settings: Settings, outcome: Outcome, notes: tuple[str, ...]) -> Result:
    summary = summarise(settings.warehouse_path, outcome.handled)
    fresh = {one.release_id for one in outcome.handled if not one.already_known}
    report, failed = None, None
    if outcome.handled:
        try:
            report = refresh_site(settings, fresh)
        except UnfinishedError as error:  # what was published is told nevertheless
            failed = error
            outcome += Outcome(problems=(Problem(REPORT, str(error), error.exit_code),))
    result = Result(outcome, summary, report, exit_code(outcome, summary), notes)
    if any(problem.exit_code for problem in outcome.problems):
        raise RunProblemsError(result) from failed
    return result


def _counts(pipeline: Pipeline) -> dict[str, int]:
    names = ("files", "published", "quarantined", "not_a_release", "already_known", "facts")
    return {name: getattr(pipeline.run.record, name) for name in names}
