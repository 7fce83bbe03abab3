"""Facts of a release against its hand-made table, paired by place and compared level by level."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl

from support.shared import scorer, shared

Row = dict[str, Any]
TRUTH = Path(__file__).parents[1] / "truth"
SAMPLES = {
    "spots.csv": "Spot checks",
    "blind.csv": "Blind checks",
    "blind_second.csv": "Second blind checks",
    "blind_third.csv": "Third blind checks, the releases from A to H",
    "blind_third_b.csv": "Third blind checks, the releases from I to Z",
    "blind_fourth.csv": "Fourth blind checks, the HTML releases from A to H",
    "blind_fourth_b.csv": "Fourth blind checks, the releases from I to Z and those in plain text",
}
"""Tables of cells out of releases that nobody has labelled as a whole, and what the score calls them."""


@dataclass(frozen=True, slots=True)
class Score:
    """How many rows of the gold are right at each level, and the facts that no row of it asks for.

    ``spurious`` stand in the gold's tables or on its lines, ``outside`` anywhere else (in prose only where the gold
    labels prose).
    """

    gold: int
    published: int
    right: dict[str, int]
    spurious: tuple[Row, ...]
    outside: tuple[Row, ...]
    misses: tuple[tuple[int, Row, Row | None], ...]

    @property
    def recall(self) -> dict[str, float]:
        """Share of the gold's rows that are right, by level; every later level counts only what is right before."""
        return {level: count / self.gold for level, count in self.right.items()}

    @property
    def precision(self) -> float:
        """Share of the facts on the gold's lines or in its tables that pair with a row of it."""
        paired = self.right["found"]
        return paired / (paired + len(self.spurious)) if paired else 0.0

    @property
    def recalled(self) -> str:
        """The recall in words: all that a sample can say."""
        return ", ".join(f"{level} {share:.4f}" for level, share in self.recall.items())

    def __str__(self) -> str:
        return (
            f"{self.gold} gold, {self.published} published; recall {self.recalled}; "
            f"precision {self.precision:.4f}, outside {len(self.outside)}"
        )


def score(facts: pl.DataFrame, *tables: str) -> Score:
    """``facts`` (columns of ``store.fact``) against the joined tables of ``gold/`` or our own ``tests/truth``."""
    read = scorer().read_gold
    gold = [row for name in tables for row in read(TRUTH / name if (TRUTH / name).exists() else shared(f"gold/{name}"))]
    return _compare(gold, facts.to_dicts(), html="row_index" in gold[0])


@cache
def cells_of(sample: str) -> dict[str, list[Row]]:
    """The sampled cells of one of ``SAMPLES``, by file."""
    by_file: dict[str, list[Row]] = defaultdict(list)
    for row in scorer().read_gold(TRUTH / sample):
        by_file[row["file"]].append(row)
    return dict(by_file)


def samples_of(name: str) -> list[str]:
    """The samples that have cells of the file ``name``."""
    return [sample for sample in SAMPLES if name in cells_of(sample)]


def score_sample(facts: pl.DataFrame, sample: str, name: str) -> Score:
    """``facts`` against the cells that ``sample`` has of the file ``name``; only its recall means something."""
    gold = cells_of(sample)[name]
    return _compare(gold, facts.to_dicts(), html=bool(gold[0]["table_index"]))


def _compare(gold: Sequence[Row], rows: Sequence[Row], *, html: bool) -> Score:
    module = scorer()
    paired, taken = module.pair(gold, rows, html)
    levels = [paired.get(index, (0, None)) for index in range(len(gold))]
    pairs = list(zip(gold, levels, strict=True))

    def scope(row: Row) -> object:
        return module.place(row, html)[:2] if html else module.place(row, html)

    scopes = {scope(row) for row in gold}
    prose = any(row["statement"] == "narrative" for row in gold)
    spurious, outside = [], []
    for index, row in enumerate(rows):
        if index in taken:
            continue
        if row["table_index" if html else "line_number"] is not None and scope(row) in scopes:
            spurious.append(row)
        elif prose or row["origin"] != "narrative":
            outside.append(row)
    return Score(
        gold=len(gold),
        published=len(rows),
        right={name: sum(got >= rank for got, _ in levels) for rank, name in enumerate(module.LEVELS, start=1)},
        spurious=tuple(spurious),
        outside=tuple(outside),
        misses=tuple((got, row, fact) for row, (got, fact) in pairs if got < len(module.LEVELS)),
    )
