"""The made-up company of the examples: where its releases are, and what its own books say."""

import csv
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "examples" / "company" / "make.py"
RELEASES = ROOT / "examples" / "calderwick"
TRUTH = ROOT / "tests" / "truth" / "calderwick"
Record = dict[str, str]


@cache
def truth(name: str) -> tuple[Record, ...]:
    """The rows of a table that the company's script wrote; ``tests/truth/README.md`` says what they mean."""
    with (TRUTH / f"{name}.csv").open(newline="", encoding="ascii") as file:
        return tuple(csv.DictReader(file))


def published() -> list[Record]:
    """The releases that no broken total holds back, oldest first."""
    return [record for record in truth("releases") if record["status"] == "published"]


def told(value: object) -> str:
    """A value of the warehouse as the truth writes it: whole numbers bare, others with cents, nothing for NULL."""
    if isinstance(value, Decimal):
        return str(value.quantize(Decimal("0.01")) if value % 1 else int(value))
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return "" if value is None else str(value)


def known_at(record: Record) -> datetime:
    """When a release could be known."""
    return datetime.fromisoformat(record["known_at"])


def filed_on(record: Record) -> date:
    """The day of a release, Eastern."""
    return date.fromisoformat(record["known_at"][:10])
