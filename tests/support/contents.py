"""What a warehouse holds, so that two can be compared."""

from pathlib import Path

import polars as pl
from polars.testing import assert_frame_equal

from warehouse.connect import query

TABLES = ("release", "filing", "fact", "line", "tie", "issue", "non_fact", "reason")
LOADED = ("recorded_at", "run_id")


def contents(warehouse: Path) -> dict[str, pl.DataFrame]:
    """Every table but the run log, sorted, without what says when it was loaded."""
    found = {name: query(warehouse, f"SELECT * FROM store.{name}") for name in TABLES}
    return {name: frame.select(pl.exclude(LOADED)).sort(pl.all()) for name, frame in found.items()}


def assert_same(one: dict[str, pl.DataFrame], other: dict[str, pl.DataFrame]) -> None:
    for name in TABLES:
        assert_frame_equal(one[name], other[name])
