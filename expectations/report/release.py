"""The page of a release: its statements with every number led back to its place, and the exhibit beside them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from expectations.report.contexts import Context, contexts_of
from expectations.report.data import Printed
from expectations.report.source import Marked, mark
from expectations.report.statements import Statement, lay_out
from expectations.report.ties import Kind, Tie, by_kind, number_ties, worst_first
from expectations.report.vintages import Vintage, vintages_of
from expectations.words import spoken

Row = dict[str, Any]
LOOKED_AT = ("error", "warning", "doubt")


@dataclass(frozen=True, slots=True)
class Number:
    """How a fact stands on its page: its own anchor, where its mark is, and the numbers of context and ties."""

    fact_id: str
    printed: str
    mark: str
    context: int
    ties: str
    alarm: str
    """error or warning: a term of a broken tie; doubt: of a suspicious one; else empty."""
    concept: str


@dataclass(frozen=True, slots=True)
class Page:
    """What the template of a release shows; ``numbers`` are by fact id, in the order that ``source`` counts them."""

    statements: Sequence[Statement]
    narrative: Sequence[Row]
    numbers: Mapping[str, Number]
    in_order: Sequence[Number]
    contexts: Sequence[Context]
    attention: Sequence[Tie]
    kinds: Sequence[Kind]
    issues: Sequence[Row]
    source: Marked
    missing: str | None
    vintages: Mapping[str, Sequence[Vintage]]
    """What other releases print instead, by fact id, in the order of the page."""
    non_facts: Sequence[tuple[str, int]]


def release_page(printed: Printed, reading: str) -> Page:
    """The page of ``reading``, which all rows of ``printed`` are of."""
    facts = printed.fact.sort("table_index", "row_index", "line_number", "column_index", "char_start", "fact_id")
    rows = facts.to_dicts()
    ties = number_ties(printed.tie, rows)
    marked = mark(printed.source, rows, printed.non_fact, printed.issue)
    contexts, context_numbers = contexts_of(facts)
    numbers = _numbers(rows, ties, marked, context_numbers)
    return Page(
        statements=lay_out(printed.line, facts, printed.tie),
        narrative=facts.filter(origin="narrative")
        .sort("line_number", "char_start", "table_index", "row_index", "cell_index", "fact_id")
        .to_dicts(),
        numbers={number.fact_id: number for number in numbers},
        in_order=numbers,
        contexts=contexts,
        attention=worst_first(ties),
        kinds=by_kind(ties),
        issues=_issues(printed.issue),
        source=marked,
        missing=printed.missing.get(reading),
        vintages=_vintages(rows, printed.observation),
        non_facts=_reasons(printed.non_fact),
    )


def _vintages(rows: Sequence[Row], observations: pl.DataFrame) -> Mapping[str, Sequence[Vintage]]:
    found = vintages_of(rows[0]["release_id"], observations) if rows else {}
    return {row["fact_id"]: found[row["fact_id"]] for row in rows if row["fact_id"] in found}


def _numbers(rows: Sequence[Row], ties: Sequence[Tie], marked: Marked, contexts: Sequence[int]) -> list[Number]:
    of_fact: dict[int, list[Tie]] = defaultdict(list)
    for tie in ties:
        for one in dict.fromkeys(tie.facts):
            of_fact[one].append(tie)
    return [
        Number(
            fact_id=row["fact_id"],
            printed=row["printed"],
            mark=f"s{order}" if order in marked.found else "source",
            context=contexts[order],
            ties=" ".join(str(tie.number) for tie in of_fact[order]),
            alarm=_alarm(of_fact[order]),
            concept=row["concept"],
        )
        for order, row in enumerate(rows)
    ]


def _alarm(ties: Sequence[Tie]) -> str:
    alarms = {tie.severity if tie.state == "broken" else "doubt" for tie in ties if tie.needs_a_look}
    return next((alarm for alarm in LOOKED_AT if alarm in alarms), "")


def _issues(issues: pl.DataFrame) -> list[Row]:
    level = pl.col("level").replace_strict({"error": 0, "warning": 1, "info": 2})
    return issues.sort(level, "line_number", "table_index", "row_index", "issue_id").to_dicts()


def _reasons(non_facts: pl.DataFrame) -> list[tuple[str, int]]:
    counts = non_facts.group_by("reason").len().sort("len", "reason", descending=[True, False])
    return [(spoken(reason), count) for reason, count in counts.iter_rows()]
