"""``tieout verify``: what of landing and warehouse does not agree."""

import polars as pl

from expectations.words import counted
from flows.settings import Settings
from flows.terminal import Format, say, show
from flows.verify import find_disagreements

FAULT = 3
SCHEMA = {"store": pl.String, "piece": pl.String, "problem": pl.String, "remedy": pl.String}


def verify(settings: Settings, style: Format) -> int:
    """Print every disagreement, and give the exit code."""
    found = pl.DataFrame(list(find_disagreements(settings)), schema=SCHEMA)
    if found.height or style is not Format.TABLE:
        show(found, style)
    if found.height:
        say(counted(found.height, "disagreement"))
    elif settings.warehouse_path.exists():
        say("landing and warehouse agree")
    else:
        say(f"{settings.warehouse_path}: no warehouse there, and nothing has landed; nothing disagrees")
    return FAULT if found.height else 0
