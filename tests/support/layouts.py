"""Made-up releases, one a layout, and how a reading of one compares with what was written into it.

The levels are those of a hand-made table of a real release: a fact counts at a level that is right at all before it.
"""

import csv
import json
import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

Row = dict[str, Any]
FOLDER = Path(__file__).parents[1] / "layouts"
SPANS = ("period_start", "months", "weeks")
"""What says of a value that it is of a duration: a stretch of no whole months has a start alone."""
LEVELS = ("found", "period", "unit", "label", "context", "exact")
COLUMNS = ("line", "table", "section", "period_start", "months", "weeks")
"""Those that a table may leave out and that are always asked for."""


@dataclass(frozen=True, slots=True)
class Score:
    """How many values are right at each level, those that are not with what stands in their place, and facts beyond."""

    gold: int
    right: dict[str, int]
    misses: tuple[tuple[int, Row, Row | None], ...]
    beyond: tuple[Row, ...]

    def __str__(self) -> str:
        shares = ", ".join(f"{level} {count / self.gold:.2f}" for level, count in self.right.items())
        return f"{self.gold} values: {shares}; beyond {len(self.beyond)}"


@dataclass(frozen=True)
class Layout:
    """A release in ``layouts/`` and the table of its values beside it."""

    path: Path

    @property
    def name(self) -> str:
        """The layout, in a word or two."""
        return self.path.stem

    @cached_property
    def truth(self) -> tuple[Row, ...]:
        """One row a printed value; a column that the table leaves out is empty."""
        with self.path.with_suffix(".csv").open(newline="", encoding="utf-8") as handle:
            return tuple({**dict.fromkeys(COLUMNS, ""), **row} for row in csv.DictReader(handle))

    def score(self, facts: list[Row]) -> Score:
        """``facts`` of tables (columns of ``store.fact``), each paired with one value at its place, best first."""
        pairs = sorted(
            (
                (level, -abs(int(gold["column"]) - (fact["column_index"] or 0)), here, there)
                for here, gold in enumerate(self.truth)
                for there, fact in enumerate(facts)
                if (level := level_of(gold, fact))
            ),
            reverse=True,
        )
        paired: dict[int, tuple[int, int]] = {}
        taken: set[int] = set()
        for level, _, here, there in pairs:
            if here not in paired and there not in taken:
                paired[here] = (level, there)
                taken.add(there)
        reached = Counter(level for level, _ in paired.values())
        return Score(
            gold=len(self.truth),
            right={
                name: sum(reached[level] for level in range(rank, len(LEVELS) + 1))
                for rank, name in enumerate(LEVELS, 1)
            },
            misses=tuple(
                (level, gold, None if there is None else facts[there])
                for here, gold in enumerate(self.truth)
                for level, there in [paired.get(here, (0, None))]
                if level < len(LEVELS)
            ),
            beyond=tuple(fact for index, fact in enumerate(facts) if index not in taken),
        )


LAYOUTS = tuple(Layout(path) for path in sorted(FOLDER.iterdir()) if path.suffix in (".txt", ".htm"))


def level_of(gold: Row, fact: Row) -> int:
    """How many of ``LEVELS`` a fact gets right; none where it stands elsewhere or says another value."""
    tests = (
        _is_there(gold, fact) and _value(gold["value"]) == (None if fact["is_nil"] else fact["value"]),
        _same_period(gold, fact),
        fact["unit"] in _accepted(gold, "unit"),
        _folded(fact["label"]) in map(_folded, _accepted(gold, "label")),
        _same_context(gold, fact),
        _same_detail(gold, fact),
    )
    return next((rank for rank, held in enumerate(tests) if not held), len(LEVELS))


def _is_there(gold: Row, fact: Row) -> bool:
    if gold["line"]:
        start, end = int(gold["start"]), int(gold["start"]) + len(gold["printed"])
        return bool(fact["line_number"] == int(gold["line"]) and start < fact["char_end"] and fact["char_start"] < end)
    return (fact["table_index"], fact["row_index"]) == (int(gold["table"]), int(gold["row"]))


def _same_period(gold: Row, fact: Row) -> bool:
    return (
        fact["period_type"] == ("duration" if any(gold[name] for name in SPANS) else "instant")
        and str(fact["period_end"]) in _accepted(gold, "period_end")
        and all(str(fact[name]) == gold[name] for name in ("months", "weeks") if gold[name])
    )


def _same_detail(gold: Row, fact: Row) -> bool:
    same_start = not gold["period_start"] or str(fact["period_start"]) == gold["period_start"]
    return bool(same_start and fact["role"] == gold["role"])


def _same_context(gold: Row, fact: Row) -> bool:
    members = " ".join(json.loads(fact["dimensions"]).values())
    sections = {_folded(fact["section"]), _folded(f"{fact['section']} {members}")}
    return (
        fact["statement"] in _accepted(gold, "statement")
        and bool(sections & {_folded(one) for one in _accepted(gold, "section")})
        and fact["basis"] in _accepted(gold, "basis")
    )


def _accepted(gold: Row, name: str) -> list[str]:
    other = gold.get(f"{name}_alt")
    return [gold[name], *(other.split("|") if other else [])]


def _value(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def _folded(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()
