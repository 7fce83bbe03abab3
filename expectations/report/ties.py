"""Ties in words: what each says, and of a broken one what it makes of the numbers."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

import polars as pl

from expectations.report.statements import SUMS
from expectations.report.wording import OUTCOMES, SCALES, span, words
from expectations.words import amount, place, spoken

Row = Mapping[str, Any]
SEVERITIES = ("error", "warning", "info")
PAIRS = ("cross_statement", "cross_statement_sign_flip", "gaap_nongaap_equal_line", "headline_vs_prose",
         "prose_vs_table", "balance_identity", "antidilution", "footnote_part_of_line")  # fmt: skip
"""Kinds that hold one print against another."""
SELF_CONTRADICTION = "the issuer disagrees with itself"
BOTH_FOOT = "both statements foot, so the issuer disagrees with itself"
NAMES = {"operations": "the statement of operations", "narrative": "the prose", "other": "a table"}


@dataclass(frozen=True, slots=True)
class Tie:
    """One tie: ``state`` is held, rounding, broken, doubt, differs or untried; ``said`` is of those that are broken.

    ``facts`` are the numbers of its operands, left side first.
    """

    number: int
    tie_id: str
    kind: str
    relation: str
    period: str
    left: str
    right: str
    residual: str
    tolerance: str
    state: str
    outcome: str
    severity: str
    note: str
    said: str
    facts: tuple[int, ...]

    @property
    def needs_a_look(self) -> bool:
        """Broken or suspicious, and not only for information."""
        return self.state in ("broken", "doubt")


@dataclass(frozen=True, slots=True)
class Relation:
    """Ties that say the same of several periods."""

    text: str
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """The relations of one kind."""

    name: str
    relations: tuple[Relation, ...]

    @property
    def ties(self) -> int:
        """How many were tried."""
        return sum(len(relation.ties) for relation in self.relations)

    @property
    def held(self) -> int:
        """How many of them hold."""
        return sum(tie.state in ("held", "rounding") for relation in self.relations for tie in relation.ties)


def number_ties(ties: pl.DataFrame, facts: Sequence[Row]) -> list[Tie]:
    """The ties of one reading in the order that they are shown; ``facts`` are numbered as they come."""
    numbers = {fact["fact_id"]: number for number, fact in enumerate(facts)}
    rows = ties.sort("kind", "relation", "period", "tie_id").iter_rows(named=True)
    return [_tie(number, row, [numbers[one] for one in row["fact_ids"] if one in numbers], facts)
            for number, row in enumerate(rows, start=1)]  # fmt: skip


def by_kind(ties: Iterable[Tie]) -> list[Kind]:
    """Numbered ties by kind and relation."""
    return [
        Kind(kind, tuple(Relation(text, tuple(same)) for text, same in groupby(group, key=lambda tie: tie.relation)))
        for kind, group in groupby(ties, key=lambda tie: tie.kind)
    ]


def worst_first(ties: Iterable[Tie]) -> list[Tie]:
    """Those that need a look: the broken before the suspicious, errors before warnings."""
    order = {severity: rank for rank, severity in enumerate(SEVERITIES)}
    looked_at = [tie for tie in ties if tie.needs_a_look]
    return sorted(looked_at, key=lambda tie: (tie.state != "broken", order[tie.severity], tie.number))


def _tie(number: int, row: Row, facts: Sequence[int], every: Sequence[Row]) -> Tie:
    state = _state(row)
    operands = [every[one] for one in facts]
    differs = row["outcome"] != "exact" or row["right_value"] != row["left_value"]
    return Tie(
        number=number,
        tie_id=row["tie_id"],
        kind=words(row["kind"]),
        relation=row["relation"],
        period=span(row["period"]),
        left=amount(row["left_value"]),
        right=amount(row["right_value"]) if differs else "",
        residual=amount(row["residual"]) if row["residual"] else "",
        tolerance=amount(row["tolerance"], row["unit"]),
        state=state,
        outcome=_outcome(row, state),
        severity=row["severity"],
        note=row["note"] or "",
        said=say(row, operands) if row["outcome"] == "violated" or row["suspicious"] else "",
        facts=tuple(facts),
    )


def _state(row: Row) -> str:
    if row["outcome"] == "violated":
        return "differs" if row["severity"] == "info" else "broken"
    if row["suspicious"]:
        return "doubt"
    return {"exact": "held", "within_rounding": "rounding", "not_evaluable": "untried"}[row["outcome"]]


def _outcome(row: Row, state: str) -> str:
    if state == "doubt":
        return "suspicious"
    if state == "differs":
        return "differs"
    return "holds" if row["outcome"] == "exact" and row["residual"] else OUTCOMES[row["outcome"]]


def say(tie: Row, operands: Sequence[Row]) -> str:
    """What a broken or suspicious tie makes of the numbers, as one sentence.

    Amounts are told as the operands print them where they share a unit and a scale, with that scale at the end.
    ``operands`` have the columns of ``mart.fact_all``, the left side first.
    """
    scale = _common_scale(tie, operands)
    left, right, off = (_told(tie[name], scale) for name in ("left_value", "right_value", "residual"))
    off = off.removeprefix("-")
    if tie["kind"] in SUMS and operands:
        first = operands[0]
        text = f"components sum to {right}; {_where(first)} prints {_printed(first, left)}"
    elif tie["kind"] in PAIRS and len(operands) > 1:
        one, other = operands[0], operands[-1]
        homes = [_where(other), _where(one)]
        if homes[0] == homes[1]:
            homes = [f"{place(fact)} of {home}" for fact, home in zip((other, one), homes, strict=True)]
        text = f"{homes[0]} prints {_printed(other, right)}; {homes[1]} prints {_printed(one, left)}"
    elif tie["kind"] == "sign_expectation" and operands:
        text = f"{_where(operands[0])} prints {operands[0]['printed']}, where no negative amount is expected"
        off = ""
    else:
        text = f"reported is {left}; computed is {right}"
    if off:
        text += f"; off by {off}{_unit_words(tie, scale)}"
        text += f" where {_told(tie['tolerance'], scale)} is allowed" if tie["tolerance"] else ""
    note = tie["note"] or ""
    if note.startswith(SELF_CONTRADICTION):
        note = BOTH_FOOT if "both foot" in note else note
    return f"{text}; {note}." if note else f"{text}."


def _common_scale(tie: Row, operands: Sequence[Row]) -> int:
    scales = {fact["scale"] for fact in operands}
    units = {fact["unit"] for fact in operands} | {tie["unit"]}
    return scales.pop() if len(scales) == 1 and len(units) == 1 else 1


def _told(value: Decimal | None, scale: int) -> str:
    return amount(value if value is None else value / scale)


def _printed(fact: Row, told: str) -> str:
    """The characters as printed, where they say the same amount."""
    return fact["printed"] if fact["printed"].strip("() -") == told.lstrip("-") else told


def _where(fact: Row) -> str:
    statement = fact["statement"]
    if "_footnote_" in statement:
        home, _, mark = statement.partition("_footnote_")
        return f"footnote {mark} of {NAMES.get(home, f'the {spoken(home)}')}"
    return NAMES.get(statement, f"the {spoken(statement)}")


def _unit_words(tie: Row, scale: int) -> str:
    named = SCALES.get(scale, f"times {scale:,}").removesuffix("s")
    return "".join(f" {word}" for word in (named, tie["unit"]) if word)
