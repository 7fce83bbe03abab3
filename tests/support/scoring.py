"""Facts of a release against its hand-made table, paired by place and compared level by level."""

from dataclasses import dataclass
from typing import Any

import polars as pl

from support.shared import scorer, shared

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Score:
    """How many rows of the gold are right at each level, and the facts that no row of it asks for."""

    gold: int
    published: int
    right: dict[str, int]
    spurious: tuple[Row, ...]
    misses: tuple[tuple[int, Row, Row | None], ...]

    @property
    def recall(self) -> dict[str, float]:
        """Share of the gold's rows that are right, by level; every later level counts only what is right before."""
        return {level: count / self.gold for level, count in self.right.items()}

    def __str__(self) -> str:
        levels = ", ".join(f"{level} {share:.4f}" for level, share in self.recall.items())
        prose = sum(fact["origin"] == "narrative" for fact in self.spurious)
        beyond = f"{len(self.spurious)} beyond the gold ({prose} in prose)"
        return f"{self.gold} gold, {self.published} published, {beyond}; recall {levels}"


def score(facts: pl.DataFrame, gold_name: str) -> Score:
    """``facts`` (columns of ``store.fact``) against ``gold/<gold_name>``."""
    module = scorer()
    gold: list[Row] = module.read_gold(shared(f"gold/{gold_name}"))
    rows = facts.to_dicts()
    paired, taken = module.pair(gold, rows, "row_index" in gold[0])
    levels = [paired.get(index, (0, None)) for index in range(len(gold))]
    pairs = list(zip(gold, levels, strict=True))
    return Score(
        gold=len(gold),
        published=len(rows),
        right={name: sum(got >= rank for got, _ in levels) for rank, name in enumerate(module.LEVELS, start=1)},
        spurious=tuple(row for index, row in enumerate(rows) if index not in taken),
        misses=tuple((got, row, fact) for row, (got, fact) in pairs if got < len(module.LEVELS)),
    )
