"""Narrative facts of a release against the figures of its prose that were labelled by reading."""

import csv
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

import polars as pl

from support.scoring import TRUTH
from support.shared import scorer

Row = dict[str, Any]
LEVELS = ("found", "unit", "period", "basis", "label")


@dataclass(frozen=True, slots=True)
class ProseScore:
    """How many labelled figures are right at each level, and the narrative facts that are not right.

    ``found`` has the value at its place; each later level counts what is right at all before. ``label`` is right in the
    words of the truth, or with the concept of the line that the figure restates.
    """

    labelled: int
    read: int
    right: dict[str, int]
    missed: tuple[Row, ...]
    wrong: tuple[tuple[Row, Row | None], ...]
    mislabelled: tuple[tuple[Row, Row], ...]

    def __str__(self) -> str:
        levels = ", ".join(f"{level} {self.right[level] / self.labelled:.4f}" for level in LEVELS)
        return f"{self.labelled} figures, {self.read} read; recall {levels}; wrong {len(self.wrong)}"


@cache
def figures() -> dict[str, list[Row]]:
    """The labelled figures by file."""
    by_file: dict[str, list[Row]] = defaultdict(list)
    with (TRUTH / "prose.csv").open(newline="") as handle:
        for row in csv.DictReader(handle):
            by_file[row["file"]].append(row)
    return dict(by_file)


def score_prose(facts: pl.DataFrame, name: str) -> ProseScore:
    """The narrative ``facts`` of the file ``name`` against its figures; optional ones count only where read."""
    told = facts.filter(origin="narrative").to_dicts()
    tables = facts.filter(pl.col("origin") != "narrative").to_dicts()
    paired = [(row, _at(row, told)) for row in figures()[name]]
    counted = [(row, fact) for row, fact in paired if fact is not None or not row["optional"]]
    levels = [_level(row, fact, tables) for row, fact in counted]
    taken = {id(fact) for _, fact in counted if fact is not None}
    both = list(zip(counted, levels, strict=True))
    misread = [(fact, row) for (row, fact), level in both if fact is not None and level < LEVELS.index("label")]
    return ProseScore(
        labelled=len(counted),
        read=len(told),
        right={name: sum(level > rank for level in levels) for rank, name in enumerate(LEVELS)},
        missed=tuple(row for (row, fact), _ in both if fact is None),
        wrong=(*misread, *((fact, None) for fact in told if id(fact) not in taken)),
        mislabelled=tuple((fact, row) for (row, fact), level in both if fact and level == LEVELS.index("label")),
    )


def total_of(scores: Sequence[ProseScore]) -> ProseScore:
    """All of them as one."""
    return ProseScore(
        labelled=sum(one.labelled for one in scores),
        read=sum(one.read for one in scores),
        right={level: sum(one.right[level] for one in scores) for level in LEVELS},
        missed=tuple(row for one in scores for row in one.missed),
        wrong=tuple(pair for one in scores for pair in one.wrong),
        mislabelled=tuple(pair for one in scores for pair in one.mislabelled),
    )


def _at(row: Row, told: Sequence[Row]) -> Row | None:
    start, end = int(row["char_start"]), int(row["char_end"])
    return next(
        (
            fact
            for fact in told
            if fact["document"] == row["document"]
            and fact["line_number"] == int(row["line_number"])
            and fact["char_start"] < end
            and start < fact["char_end"]
        ),
        None,
    )


def _level(row: Row, fact: Row | None, tables: Sequence[Row]) -> int:
    """How many of ``LEVELS`` are right."""
    if (
        fact is None
        or fact["value"] != Decimal(row["value"])
        or (fact["role"] == "change") != (row["role"] == "change")
    ):
        return 0
    if fact["unit"] != row["unit"]:
        return 1
    months = fact["months"] or round((fact["weeks"] or 0) * 3 / 13) or ""
    if (fact["period_type"], str(fact["period_end"]), str(months)) != (
        row["period_type"],
        row["period_end"],
        row["months"],
    ):
        return 2
    if fact["basis"] != row["basis"]:
        return 3
    return 5 if _same_measure(row, fact, tables) else 4


def _same_measure(row: Row, fact: Row, tables: Sequence[Row]) -> bool:
    norm = scorer().norm
    words = norm(fact["label"])
    if words in (norm(row["label"]), norm(row["restates"])):
        return True
    lines = {line["concept"] for line in tables if norm(line["label"]).startswith(norm(row["restates"]))}
    return fact["concept"] in lines or (
        row["role"] == "change" and words.split(" ")[:2] == norm(row["label"]).split(" ")[:2]
    )
