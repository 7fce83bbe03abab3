"""What a run leaves in Prefect besides its state: artifacts, events, and word to whoever wants to hear."""

import hashlib
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

import polars as pl
from prefect.artifacts import create_link_artifact, create_table_artifact
from prefect.blocks.abstract import NotificationBlock, NotificationError
from prefect.blocks.core import Block
from prefect.blocks.notifications import AppriseNotificationBlock
from prefect.events import emit_event
from pydantic import SecretStr

from flows.errors import UsageError
from flows.run import Result
from flows.settings import Settings
from flows.summary import for_reading

if TYPE_CHECKING:
    from structlog.typing import FilteringBoundLogger

MOST_ROWS = 500
SILENT_SECONDS = 24 * 3600
"""For how long the same words are not sent again: a poll meets the same bad file every few minutes."""


class AppriseURL(AppriseNotificationBlock):
    """Word to any service that Apprise knows, by its URL."""

    _block_type_name = "Apprise URL"
    _block_type_slug = "apprise-url"


def announce(result: Result, settings: Settings, log: "FilteringBoundLogger") -> None:
    """Leave a table of releases and verdicts, a link to the report, and events; send word of new quarantine."""
    fresh = result.summary.filter(~pl.col("already_known")) if result.summary.height else result.summary
    waiting = fresh.filter(pl.col("verdict") == "quarantined")
    _leave_artifacts(result, fresh, settings)
    counts = dict(fresh.group_by("verdict").len().sort("verdict").iter_rows())
    told = {"files": len(result.outcome.handled), "problems": len(result.outcome.problems), **counts}
    _emit("tieout.run.finished", f"tieout.warehouse.{settings.warehouse_path}", told)
    for row in waiting.iter_rows(named=True):
        payload = {name: row[name] for name in ("release_id", "file", "company", "reason")}
        _emit("tieout.release.quarantined", f"tieout.release.{row['release_id']}", payload)
    if waiting.height:
        lines = [f"{row['company'] or row['file']}: {row['reason']}" for row in waiting.iter_rows(named=True)]
        notify(f"tieout: {waiting.height} in quarantine", "\n".join(lines), settings, log)


def _leave_artifacts(result: Result, fresh: pl.DataFrame, settings: Settings) -> None:
    """The table has what is new, quarantined first; of what was known before only how much."""
    if fresh.height:
        shown = for_reading(fresh.sort(pl.col("verdict") != "quarantined", maintain_order=True)).head(MOST_ROWS)
        cut = f"; the first {MOST_ROWS} of {fresh.height}" if fresh.height > MOST_ROWS else ""
        known = result.summary.height - fresh.height
        rows = [{name: "" if value is None else str(value) for name, value in row.items()} for row in shown.to_dicts()]
        create_table_artifact(rows, key="releases", description=f"New releases{cut}. Already known: {known}.")
    if result.report is not None:
        base = settings.report_url
        link = f"{base.rstrip('/')}/{result.report.name}" if base else result.report.as_uri()
        create_link_artifact(link, link_text="data-quality report", key="report")


def _emit(event: str, resource: str, payload: Mapping[str, Any]) -> None:
    emit_event(event, resource={"prefect.resource.id": resource}, payload=dict(payload))


def find_block(settings: Settings) -> NotificationBlock | None:
    """The notification block that the settings name: made of an Apprise URL, or one that the server keeps.

    Raises:
        UsageError: where there is no such block, or no service answers to the URL.
    """
    if settings.notify is None:
        return None
    if "://" not in settings.notify:
        try:
            found = Block.load(settings.notify)
        except ValueError as error:
            raise UsageError(f"TIEOUT_NOTIFY: the server has no block {settings.notify!r}; make it there") from error
        if not isinstance(found, NotificationBlock):
            raise UsageError(f"TIEOUT_NOTIFY: the block {settings.notify!r} sends no notifications")
        return found
    block = AppriseURL(url=SecretStr(settings.notify), notify_type="warning")
    if not block._apprise_client.servers:  # noqa: SLF001 - it would send to nobody, and say nothing
        raise UsageError("TIEOUT_NOTIFY: Apprise knows no service by this URL; its kinds are in Apprise's own guide")
    return block


def notify(subject: str, body: str, settings: Settings, log: "FilteringBoundLogger") -> None:
    """Send word where somebody wants it; the same words once a day. That it cannot be sent is logged, no failure."""
    mark = settings.home / "notified" / hashlib.sha256(f"{subject}\n{body}".encode()).hexdigest()[:16]
    if mark.exists() and time.time() - mark.stat().st_mtime < SILENT_SECONDS:
        log.info("notification_held_back", subject=subject)
        return
    try:
        block = find_block(settings)
        if block is None:
            return
        send: Callable[..., Any] = block.notify
        with block.raise_on_failure():
            send(body=body, subject=subject)
    except (NotificationError, UsageError) as error:
        log.warning("notification_failed", subject=subject, error=getattr(error, "log", str(error)))
        return
    mark.parent.mkdir(parents=True, exist_ok=True)
    mark.touch()
    log.info("notification_sent", subject=subject)
