"""``tieout sql``: read-only questions to the warehouse."""

import sys

from flows.settings import Settings
from flows.terminal import Format, say, show
from transforms.errors import TieoutError
from warehouse.connect import query

PROMPT = "tieout> "


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
