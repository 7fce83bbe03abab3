"""The releases of the quick start: they are part of the project, so that a clone alone can be tested."""

import json
from datetime import date
from pathlib import Path

from transforms.model import Identity, Source

EXAMPLES = Path(__file__).parents[2] / "examples"
MADE_UP = "orrinvale_2004q2.txt"
"""A company that does not exist: 13 and 26 weeks, blanks inside parentheses, a footnote's table, every tie holds."""
RETOLD = "juniper_2003q2.txt"
"""The sample's statements with prose of the project's own."""


def example(name: str) -> Source:
    """An example with the identity of its sidecar."""
    path = EXAMPLES / name
    sidecar = path.with_name(f"{name}.json")
    told = json.loads(sidecar.read_text()) if sidecar.exists() else {}
    filed_on = date.fromisoformat(told.pop("filed_on")) if "filed_on" in told else None
    return Source(name, path.read_bytes(), Identity(**told, filed_on=filed_on))
