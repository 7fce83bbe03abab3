"""The inbox flow: one run, one task a batch of releases. Importing this module imports Prefect."""

from datetime import date, datetime
from pathlib import Path

from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from prefect.runtime import flow_run, task_run

from flows.batches import Batch, Outcome
from flows.pipeline import Pipeline, process_batch
from flows.run import Result, run_ingest
from flows.settings import read_settings
from transforms.model import Identity


started_tasks: list[str] = []
"""Task runs of this process, so that the command can wait until a temporary server has recorded them."""


@task(name="batch", task_run_name="batch of {releases}", cache_policy=NO_CACHE, persist_result=False)
def publish_batch(pipeline: Pipeline, batch: Batch, releases: int) -> Outcome:
    """Land, parse, judge and publish one batch."""
    started_tasks.append(task_run.get_id())
    return process_batch(pipeline, batch)


@flow(name="ingest-inbox", validate_parameters=True, persist_result=False)
def ingest_inbox(
    paths: list[str] | None = None,
    warehouse: Path | None = None,
    cik: str | None = None,
    company: str | None = None,
    ticker: str | None = None,
    accession: str | None = None,
    filed_on: date | None = None,
    accepted_at: datetime | None = None,
) -> Result:
    """Read, judge and publish the releases that wait in the inbox.

    Args:
        paths: files, folders, patterns or fsspec URLs; without any, the inbox of TIEOUT_INBOX.
        warehouse: the warehouse file; default TIEOUT_WAREHOUSE, else one in TIEOUT_HOME.
        cik: SEC central index key of the reporting company, for files without a sidecar.
        company: name of the reporting company, for files without a sidecar.
        ticker: exchange symbol, for files without a sidecar.
        accession: accession number of the filing, for files without a sidecar.
        filed_on: filing date, for files without a sidecar.
        accepted_at: EDGAR acceptance time, for files without a sidecar.
    """
    return run_ingest(
        paths or [],
        Identity(cik, company, ticker, accession, filed_on, accepted_at),
        read_settings(warehouse),
        mode="prefect",
        flow_run_id=flow_run.get_id(),
        step=lambda pipeline, batch: publish_batch(pipeline, batch, len(batch.sources)),
    )
