"""``tieout quarantine``: what waits and why, and the recorded decision to publish it anyway."""

from flows.errors import UsageError
from flows.series import series_deriver
from flows.settings import Settings
from flows.site import refresh_site
from flows.terminal import Format, say, show
from warehouse.catalog import read_catalog
from warehouse.connect import query
from warehouse.publish import waive as waive_release

WAITING = "SELECT left(release_id, 12) AS release, company, known_at, reason FROM mart.quarantine ORDER BY known_at"
RELEASE = "SELECT release_id, company, known_at, document, parser_version, recorded_at FROM mart.quarantine"
REASONS = "SELECT rank, code, line_number, message FROM mart.reason WHERE release_id = ? ORDER BY rank"


def list_waiting(settings: Settings, style: Format) -> int:
    """Print what waits, one row a release."""
    show(query(settings.warehouse_path, WAITING), style)
    return 0


def show_release(release: str, settings: Settings, style: Format) -> int:
    """Print why one release waits; ``release`` is its id or how that begins."""
    path = settings.warehouse_path
    found = query(path, RELEASE + " WHERE starts_with(release_id, ?)", [release])
    if found.height != 1:
        waiting = f"{found.height or 'no'} releases wait under {release!r}"
        raise UsageError(f"{waiting}; tieout quarantine list shows the ids")
    show(found, style)
    show(query(path, REASONS, [found["release_id"][0]]), style)
    return 0


def waive(release: str, who: str, why: str, settings: Settings) -> int:
    """Publish a release that waits, keep who decided it and why, and bring its page of the report up to date."""
    if not (who.strip() and why.strip()):
        raise UsageError("--who and --why must say something; they are kept with the release")
    deriver = series_deriver(read_catalog())
    found = waive_release(settings.warehouse_path, release, who.strip(), why.strip(), deriver=deriver)
    say(f"published by waiver of {who.strip()}: {found}")
    refresh_site(settings, {found})
    return 0
