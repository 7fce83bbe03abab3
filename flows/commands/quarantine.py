"""``tieout quarantine``: what waits, why and what helps, and the recorded decision to publish it anyway."""

from flows.errors import UsageError
from flows.series import series_deriver
from flows.settings import Settings
from flows.site import refresh_site
from flows.summary import WAITING
from flows.terminal import Format, say, show, show_lines, show_upright
from warehouse.catalog import read_catalog
from warehouse.connect import query
from warehouse.publish import waive as waive_release

RELEASE = """
    SELECT
        q.release_id, f.file_name AS file, q.company, q.known_at, q.document, q.parser_version, q.recorded_at
    FROM mart.quarantine AS q
    LEFT JOIN (SELECT release_id, min(file_name) AS file_name FROM mart.filing GROUP BY release_id) AS f
        ON f.release_id = q.release_id
    WHERE ? <> '' AND starts_with(q.release_id, ?)
"""
REASONS = "SELECT rank, code, line_number, message FROM mart.reason WHERE release_id = ? ORDER BY rank"


def list_waiting(settings: Settings, style: Format) -> int:
    """Print what waits, one row a release."""
    waiting = query(settings.warehouse_path, WAITING)
    if waiting.height or style is not Format.TABLE:
        show(waiting, style)
    else:
        say("nothing waits")
    return 0


def show_release(release: str, settings: Settings, style: Format) -> int:
    """Print why one release waits, and what can be done; ``release`` is its id or how that begins."""
    path = settings.warehouse_path
    found = query(path, RELEASE, [release, release])
    if found.height != 1:
        waiting = f"{found.height or 'no'} releases wait under {release!r}"
        raise UsageError(f"{waiting}; tieout quarantine list shows the ids")
    release_id = found["release_id"][0]
    reasons = query(path, REASONS, [release_id])
    if style is Format.TABLE:
        show_upright(found)
        show_lines([f"{rank}. {code}: {message}" for rank, code, message in reasons["rank", "code", "message"].rows()])
        _say_what_helps(release_id, settings, is_dated=found["known_at"][0] is not None)
    else:
        show(found, style)
        show(reasons, style)
    return 0


def _say_what_helps(release_id: str, settings: Settings, *, is_dated: bool) -> None:
    from expectations.report import page_of

    page = settings.report_path / page_of(release_id)
    if page.exists():
        say(f"\nsee it beside its text: {page}")
    say(f"read a number otherwise: a row in {settings.corrections_path}, then tieout backfill")
    if is_dated:
        say(f"publish it as it is: tieout quarantine waive {release_id[:12]} --who NAME --why REASON")
    else:  # a waiver dates nothing
        say("say since when it was public: tieout ingest FILE --filed-on DAY, or filed_on in its sidecar")


def waive(release: str, who: str, why: str, settings: Settings) -> int:
    """Publish a release that waits, keep who decided it and why, and bring its page of the report up to date."""
    if not (who.strip() and why.strip()):
        raise UsageError("--who and --why must say something; they are kept with the release")
    deriver = series_deriver(read_catalog())
    found = waive_release(settings.warehouse_path, release, who.strip(), why.strip(), deriver=deriver)
    say(f"published by waiver of {who.strip()}: {found}")
    report = refresh_site(settings, [found])
    say(f"report: {report or 'tieout report writes it, which takes a while for so many releases'}")
    return 0
