"""``tieout sql`` and ``tieout status``: read-only questions to the warehouse."""

import sys

from flows.settings import Settings
from flows.sources.edgar.ledger import peek_ledger
from flows.terminal import Format, say, show
from transforms.errors import TieoutError
from warehouse.connect import query

PROMPT = "tieout> "
STATUS = """
    SELECT status, count(*) AS releases, count(DISTINCT entity_id) AS companies, sum(facts) AS facts,
           min(known_at) AS first_known, max(known_at) AS last_known, max(recorded_at) AS last_loaded
    FROM mart.release GROUP BY status ORDER BY status
"""
RUNS = """
    SELECT started_at, mode, status, files, published, quarantined, not_a_release, already_known, facts, error
    FROM mart.run ORDER BY started_at DESC LIMIT 10
"""


def sql(text: str | None, settings: Settings, style: Format | None) -> int:
    """Answer one query, those piped in, or those typed at a prompt."""
    shown = style or (Format.TABLE if sys.stdout.isatty() else Format.CSV)
    if text is None and not sys.stdin.isatty():
        text = sys.stdin.read()
    if text is not None:
        show(query(settings.warehouse_path, text), shown)
        return 0
    return _prompt(settings, shown)


def _prompt(settings: Settings, style: Format) -> int:
    import readline  # noqa: F401 - gives input() its history and editing

    say("one query a line, against schema mart; mart.dictionary says what there is; Ctrl-D ends")
    while True:
        try:
            text = input(PROMPT).strip()
        except EOFError:
            return 0
        if not text:
            continue
        try:
            show(query(settings.warehouse_path, text), style)
        except TieoutError as error:
            say(str(error))


def status(settings: Settings, style: Format) -> int:
    """Print what is loaded, what waits, and the last runs."""
    path = settings.warehouse_path
    releases, runs = query(path, STATUS), query(path, RUNS)
    say(f"warehouse: {path} ({path.stat().st_size / 1e6:,.1f} MB)")
    show(releases, style, title="releases")
    show(runs, style, title="last runs")
    with peek_ledger(settings.edgar_path, path) as ledger:
        if ledger is not None:
            spans = ", ".join(f"{first} to {last}" for first, last in ledger.spans())
            say(f"EDGAR: {f'complete from {spans}' if spans else 'no day is complete yet'}")
    return 0
