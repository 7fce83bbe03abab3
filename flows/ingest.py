"""The flows, one a source: one run, one task a batch of releases. Importing this module imports Prefect."""

from datetime import date
from pathlib import Path

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.runtime import flow_run, task_run

from flows.batches import Batch, Outcome
from flows.pipeline import Pipeline, process_batch
from flows.run import Result, run, run_ingest
from flows.settings import read_settings
from flows.sources.edgar.supply import Request, open_edgar
from flows.sources.landed import open_landed
from flows.sources.sidecar import parse_identity

started_tasks: list[str] = []
"""Task runs of this process, so that the command can wait until a temporary server has recorded them."""


@task(name="batch", task_run_name="batch of {batch.files}", cache_policy=NO_CACHE, persist_result=False)
def publish_batch(pipeline: Pipeline, batch: Batch) -> Outcome:
    """Land, parse, judge and publish one batch."""
    started_tasks.append(str(task_run.get_id()))
    return process_batch(pipeline, batch)


@flow(name="ingest-inbox", persist_result=False)
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
    return run_ingest(
        paths or [],
        parse_identity("identity", identity or {}),
        read_settings(warehouse),
        mode="prefect",
        flow_run_id=flow_run.get_id(),
        step=publish_batch,
    )


@flow(name="ingest-edgar", persist_result=False)
def ingest_edgar(
    since: date | None = None,
    until: date | None = None,
    ciks: list[int] | None = None,
    feed: bool = False,  # noqa: FBT001, FBT002 - a parameter of a deployment is given by name
    warehouse: Path | None = None,
) -> Result:
    """Fetch, judge and publish the earnings releases that were filed with the SEC.

    Args:
        since: the first day; without it the first that was ever asked for. Days that are complete are not asked again.
        until: the last day; default today, in New York.
        ciks: only what these companies filed, by their central index keys.
        feed: instead of days, what the feed of current filings lists now.
        warehouse: the warehouse file; default TIEOUT_WAREHOUSE, else warehouse.duckdb in TIEOUT_HOME.
    """
    settings = read_settings(warehouse)
    return run(
        open_edgar(Request(since, until, tuple(ciks or ()), feed), settings),
        settings,
        mode="prefect",
        flow_run_id=flow_run.get_id(),
        step=publish_batch,
    )


@flow(name="backfill", persist_result=False)
def backfill(warehouse: Path | None = None) -> Result:
    """Read everything that ever landed with this parser, and publish readings that are new.

    Args:
        warehouse: the warehouse file; default TIEOUT_WAREHOUSE, else warehouse.duckdb in TIEOUT_HOME.
    """
    settings = read_settings(warehouse)
    return run(open_landed(settings), settings, mode="prefect", flow_run_id=flow_run.get_id(), step=publish_batch)
