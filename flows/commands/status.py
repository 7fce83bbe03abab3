"""``tieout status``: what is loaded and waits, how far each source is, what is scheduled, what ran."""

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING, Any

import polars as pl

from flows.journal import Journal
from flows.settings import Settings
from flows.sources.edgar.ledger import peek_ledger
from flows.summary import WAITING
from flows.terminal import Format, say, show
from warehouse.connect import query

if TYPE_CHECKING:
    from flows.up.api import Api

MOST = 10
MISSING = 2
RELEASES = """
    SELECT status, count(*) AS releases, count(DISTINCT entity_id) AS companies, sum(facts) AS facts,
           min(known_at) AS first_known, max(known_at) AS last_known, max(recorded_at) AS last_loaded
    FROM mart.release GROUP BY status ORDER BY status
"""
RUNS = "SELECT * FROM mart.run ORDER BY started_at DESC LIMIT 10"
RUN_COLUMNS = (
    "started_at", "mode", "status", "files", "published", "quarantined", "not_a_release", "already_known", "facts",
    "error",
)  # fmt: skip


def status(settings: Settings, style: Format) -> int:
    """Print it, a table each; 2 where there is no warehouse, of which all else is told nevertheless."""
    path = settings.warehouse_path
    if path.exists():
        releases, waiting = query(path, RELEASES), query(path, WAITING)
        say(f"warehouse: {path} ({path.stat().st_size / 1e6:,.1f} MB)")
        show(releases, style, title="releases")
        if waiting.height:
            more = f"; the first {MOST} of {waiting.height}" if waiting.height > MOST else ""
            show(waiting.head(MOST), style, title=f"in quarantine{more}")
    else:
        say(f"{path}: no warehouse there; name another file, or ingest a release to make it")
    show(_sources(settings), style, title="sources")
    show(_last_runs(settings), style, title="last runs")
    _show_schedules(settings, style)
    return 0 if path.exists() else MISSING


def _sources(settings: Settings) -> pl.DataFrame:
    """A row a source: the last day before a gap, all days that are complete, and what stands in its way."""
    schema = dict.fromkeys(("source", "watermark", "complete", "detail"), pl.String)
    rows: list[tuple[str | None, ...]] = [("inbox", None, None, settings.inbox or "TIEOUT_INBOX is not set")]
    with peek_ledger(settings.edgar_path, settings.warehouse_path) as ledger:
        days = [] if ledger is None or not settings.warehouse_path.exists() else ledger.days()
        if ledger is None or not days:
            rows.append(("edgar", None, None, "no day is complete yet"))
        else:
            spans = ", ".join(f"{first} to {last}" for first, last in ledger.spans())
            held = ledger.held()
            silent = f"silent for {held:.0f} s more, as EDGAR asked" if held else None
            rows.append(("edgar", str(ledger.watermark(days[0])), spans, silent))
    return pl.DataFrame(rows, schema=schema, orient="row")


def _last_runs(settings: Settings) -> pl.DataFrame:
    """The last runs; those that failed since the last publish only the journal knows."""
    path = settings.warehouse_path
    rows = query(path, RUNS).to_dicts() if path.exists() else []
    known = {row["run_id"] for row in rows}
    rows += [asdict(run) for run in Journal(settings.journal_path, path).ended() if run.run_id not in known]
    rows.sort(key=lambda row: row["started_at"], reverse=True)
    shown = [{name: row[name] for name in RUN_COLUMNS} for row in rows[:MOST]]
    return pl.DataFrame(
        shown, schema=None if shown else dict.fromkeys(RUN_COLUMNS, pl.String), infer_schema_length=None
    )


def _show_schedules(settings: Settings, style: Format) -> None:
    """What the server that is configured, or that ``tieout up`` runs, has scheduled."""
    from flows.orchestrate import find_server

    url = find_server(settings)
    if url is None:
        say("schedules: no server answers; tieout up runs them")
        return
    import httpx

    from flows.errors import UnfinishedError
    from flows.up.api import Api

    try:
        with Api(url, timeout=10) as api:
            rows = list(_schedules(api))
    except (httpx.HTTPError, UnfinishedError) as error:
        say(f"schedules: the server at {url} does not tell: {error}")
        return
    columns = ("deployment", "schedules", "next", "last", "state", "message")
    show(pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String), orient="row"), style, title=f"schedules ({url})")


def _schedules(api: "Api") -> Iterator[tuple[str | None, ...]]:
    from flows.up.api import ENDED, UNFINISHED

    for deployment in api.deployments():
        crons = [one["schedule"].get("cron", "every so often") for one in deployment["schedules"] if one["active"]]
        coming = api.runs(["SCHEDULED"], newest_first=False, deployment=deployment["id"], most=1)
        ran = api.runs([*UNFINISHED, *ENDED], deployment=deployment["id"], most=1)
        paused = " (paused)" if deployment["paused"] else ""
        yield (
            deployment["name"] + paused,
            ", ".join(crons),
            _clock(coming[0]["expected_start_time"]) if coming else None,
            _clock(ran[0]["start_time"] or ran[0]["expected_start_time"]) if ran else None,
            ran[0]["state_name"] if ran else None,
            _message(ran[0]) if ran else None,
        )


def _clock(moment: str) -> str:
    return f"{datetime.fromisoformat(moment):%Y-%m-%d %H:%M} UTC"


def _message(run: dict[str, Any]) -> str | None:
    said = (run["state"] or {}).get("message")
    return str(said).splitlines()[0] if said else None
