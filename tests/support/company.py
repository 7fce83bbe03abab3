"""The made-up company of the examples: where its releases are, and what its own books say."""

import csv
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "examples" / "company" / "make.py"
RELEASES = ROOT / "examples" / "calderwick"
TRUTH = ROOT / "tests" / "truth" / "calderwick"


@cache
def truth(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a table that the company's script wrote; ``tests/truth/README.md`` says what they mean."""
    with (TRUTH / f"{name}.csv").open(newline="", encoding="ascii") as file:
        return tuple(csv.DictReader(file))
