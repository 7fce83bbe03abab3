"""``tieout sql``: read-only questions to the warehouse."""

import sys

from flows.settings import Settings
from flows.terminal import Format, show, show_fitting
from warehouse.connect import question


def sql(text: str | None, settings: Settings, style: Format | None) -> int:
    """Answer one query, those piped in, or those typed at a prompt."""
    shown = style or (Format.TABLE if sys.stdout.isatty() else Format.CSV)
    if text is None and not sys.stdin.isatty():
        text = sys.stdin.read()
    if text is not None:
        (show_fitting if sys.stdout.isatty() else show)(question(settings.warehouse_path, text), shown)
        return 0
    from flows.commands.prompt import converse

    return converse(settings, shown)
