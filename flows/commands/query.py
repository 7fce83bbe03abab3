"""``tieout sql``: read-only questions to the warehouse."""

import sys

from flows.errors import UsageError
from flows.settings import Settings
from flows.terminal import Format, show, show_fitting
from warehouse.connect import question


def sql(text: str | None, settings: Settings, style: Format | None) -> int:
    """Answer one query, those piped in, or those typed at a prompt."""
    shown = style or (Format.TABLE if sys.stdout.isatty() else Format.CSV)
    if text is None and not sys.stdin.isatty():
        text = _read_piped()
    if text is not None:
        (show_fitting if sys.stdout.isatty() else show)(question(settings.warehouse_path, text), shown)
        return 0
    from flows.commands.prompt import converse

    return converse(settings, shown)


def _read_piped() -> str:
    try:
        return sys.stdin.buffer.read().decode()
    except UnicodeDecodeError as error:
        raise UsageError(f"what was piped in is no text: {error}; a query is UTF-8") from error
