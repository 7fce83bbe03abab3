"""The flows, one a source: one run, one task a batch of releases. Importing this module imports Prefect.

Run by a deployment, a flow waits for its turn and tries again what is theirs (``flows.attempts``); run by hand,
the person at the terminal does. Either way it leaves artifacts and events (``flows.announce``).
"""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import FlowRun, State
from prefect.flows import Flow
from prefect.logging import get_run_logger
from prefect.runtime import deployment, flow_run, task_run

from flows.announce import announce, notify
from flows.attempts import attempt, blame, turn
from flows.batches import Batch, Outcome
from flows.child import end_when_orphaned
from flows.errors import NoReleaseFilesError
from flows.logs import open_log, write_fault
from flows.pipeline import Pipeline, process_batch
from flows.run import Result, RunProblemsError, run, run_ingest
from flows.settings import Settings, read_settings
from flows.sources.edgar.supply import Request, open_edgar
from flows.sources.landed import open_landed
from flows.sources.sidecar import parse_identity
from flows.summary import summarise
from flows.up.environment import MARK
from transforms.errors import TieoutError

started_tasks: list[str] = []
"""Task runs of this process, so that the command can wait until a temporary server has recorded them."""


@task(name="batch", task_run_name="batch of {batch.files}", cache_policy=NO_CACHE, persist_result=False)
def publish_batch(pipeline: Pipeline, batch: Batch) -> Outcome:
    """Land, parse, judge and publish one batch."""
    started_tasks.append(str(task_run.get_id()))
    return process_batch(pipeline, batch)


def send_word(flow: Flow[Any, Any], flow_run: FlowRun, state: State) -> None:  # noqa: ARG001 - as Prefect calls it
    """A run that failed or crashed is told of; a hook of every flow."""
    settings, became = read_settings(), state.type.value.lower()
    with open_log(settings) as log:
        log.error("flow_run_failed", flow=flow.name, state=became, error=state.message)
        notify(f"tieout: {flow.name} {became}", state.message or "without a word", settings, log)


def _carry_out(load: Callable[[], Result], settings: Settings) -> Result:
    """Load, and leave word of it in Prefect; files that became nothing fail the run when all else is told."""
    if MARK in os.environ:
        end_when_orphaned()  # a run that outlived a killed worker would keep the next one waiting
    say = get_run_logger().warning
    with open_log(settings) as log:
        bound = log.bind(flow_run_id=flow_run.get_id())
        try:
            if deployment.get_id() is None:
                result = load()
            else:
                with turn(settings, say):
                    result = attempt(load, settings, say)
        except RunProblemsError as error:
            announce(error.result, settings, bound)
            raise
        except Exception as error:
            whose = blame(error)
            trace = None if isinstance(error, TieoutError) else str(write_fault(error, settings))
            bound.error("run_failed", whose=whose, error=str(error), trace=trace)
            raise
        announce(result, settings, bound)
    return result


@flow(name="ingest-inbox", persist_result=False, on_failure=[send_word], on_crashed=[send_word])
def ingest_inbox(
    paths: list[str] | None = None, warehouse: Path | None = None, identity: dict[str, str] | None = None
) -> Result:
    """Read, judge and publish the releases that wait in the inbox.

    Args:
        paths: files, folders, patterns or fsspec URLs; without any, the inbox that TIEOUT_INBOX names.
        warehouse: the warehouse file; default TIEOUT_WAREHOUSE, else warehouse.duckdb in TIEOUT_HOME.
        identity: of files without a sidecar, with the sidecar's keys: cik, company, ticker, accession,
            filed_on (2003-07-10), accepted_at (2003-07-10T16:05:00-04:00).
    """
    settings = read_settings(warehouse)
    given = parse_identity("identity", identity or {})

    def load() -> Result:
        try:
            return run_ingest(
                paths or [], given, settings, mode="prefect", flow_run_id=flow_run.get_id(), step=publish_batch
            )
        except NoReleaseFilesError:
            if paths or deployment.get_id() is None:
                raise
            nothing = summarise(settings.warehouse_path, ())  # an inbox is empty most of the time
            return Result(Outcome(), nothing, None, 0, ("nothing waits in the inbox",))

    return _carry_out(load, settings)


@flow(name="ingest-edgar", persist_result=False, on_failure=[send_word], on_crashed=[send_word])
def ingest_edgar(
    since: date | None = None,
    until: date | None = None,
    ciks: list[int] | None = None,
    feed: bool = False,  # noqa: FBT001, FBT002 - a parameter of a deployment is given by name
    reconcile: bool = False,  # noqa: FBT001, FBT002 - this one too
    warehouse: Path | None = None,
) -> Result:
    """Fetch, judge and publish the earnings releases that were filed with the SEC.

    Args:
        since: the first day; without it the first that was ever asked for. Days that are complete are not asked again.
        until: the last day; default today, in New York.
        ciks: only what these companies filed, by their central index keys.
        feed: instead of days, what the feed of current filings lists now.
        reconcile: instead of the indexes of days those of quarters, days that are complete too; without ``since``
            from the begin of the quarter before this.
        warehouse: the warehouse file; default TIEOUT_WAREHOUSE, else warehouse.duckdb in TIEOUT_HOME.
    """
    settings = read_settings(warehouse)
    request = Request(since, until, tuple(ciks or ()), feed, reconcile)

    def load() -> Result:
        supply = open_edgar(request, settings)
        return run(supply, settings, mode="prefect", flow_run_id=flow_run.get_id(), step=publish_batch)

    return _carry_out(load, settings)


@flow(name="backfill", persist_result=False, on_failure=[send_word], on_crashed=[send_word])
def backfill(warehouse: Path | None = None) -> Result:
    """Read everything that ever landed with this parser, and publish readings that are new.

    Args:
        warehouse: the warehouse file; default TIEOUT_WAREHOUSE, else warehouse.duckdb in TIEOUT_HOME.
    """
    settings = read_settings(warehouse)

    def load() -> Result:
        supply = open_landed(settings)
        return run(supply, settings, mode="prefect", flow_run_id=flow_run.get_id(), step=publish_batch)

    return _carry_out(load, settings)
