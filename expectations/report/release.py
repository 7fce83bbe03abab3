"""The page of a release: its statements with every number led back to its place, and the exhibit beside them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from expectations.report.contexts import Context, contexts_of
from expectations.report.data import Printed
from expectations.report.parts import Parts
from expectations.report.source import Block, Marked, mark, split
from expectations.report.statements import Statement, lay_out
from expectations.report.ties import Kind, Tie, by_kind, number_ties, worst_first
from expectations.report.vintages import Vintages, vintages_of
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
    part: int
    file: str
    """Name of the page that it stands on."""


@dataclass(frozen=True, slots=True)
class Page:
    """What the template shows of a release, or of one part of a large one; numbers are of all its parts.

    ``numbers`` are by fact id, ``in_order`` as ``source`` counts them.
    """

    path: str
    part: int
    pages: Sequence[tuple[str, str]]
    """File and name of every part."""
    statements: Sequence[Statement]
    contents: Sequence[tuple[str, str]]
    """Address and title of every table, of all parts."""
    narrative: Sequence[Row]
    numbers: Mapping[str, Number]
    in_order: Sequence[Number]
    contexts: Sequence[tuple[int, Context]]
    attention: Sequence[Tie]
    kinds: Sequence[Kind]
    issues: Sequence[Row]
    source: Sequence[Block]
    missing: str | None
    vintages: Mapping[str, Vintages]
    """What other releases print instead, by fact id, in the order of the page."""
    non_facts: Sequence[tuple[str, int]]


def release_page(printed: Printed, release_id: str, reading: str, parts: Parts) -> list[Page]:
    """The pages of a release, one but for large ones; all rows of ``printed`` are of ``reading``.

    The first has what is said of the release as a whole; every tie stands on each page that has a term of it.
    """
    facts = printed.fact.sort("table_index", "row_index", "line_number", "column_index", "char_start", "fact_id")
    rows = facts.to_dicts()
    ties = number_ties(printed.tie, rows)
    marked = mark(printed.source, rows, printed.non_fact, printed.issue)
    contexts, context_numbers = contexts_of(facts)
    paths = parts.pages(release_id)
    part_of = [parts.number(release_id, row["table_index"]) for row in rows]
    numbers = _numbers(rows, ties, marked, context_numbers, [(part, paths[part - 1]) for part in part_of])
    by_id = {number.fact_id: number for number in numbers}
    statements = lay_out(printed.line, facts, printed.tie)
    narrative = facts.filter(origin="narrative").sort(
        "line_number", "char_start", "table_index", "row_index", "cell_index", "fact_id"
    )
    vintages = _vintages(rows, release_id, printed.observation, parts)
    sources = split(marked, part_of, len(paths))
    pages = [(path.rpartition("/")[2], f"Part {part}") for part, path in enumerate(paths, start=1)]
    shown = [[one for one in statements if parts.number(release_id, one.table_index) == part]
             for part in range(1, len(paths) + 1)]  # fmt: skip
    made = []
    for part, path in enumerate(paths, start=1):
        is_first = part == 1
        here = [tie for tie in ties if any(part_of[one] == part for one in tie.facts) or (is_first and not tie.facts)]
        used = {number.context for number in numbers if number.part == part}
        made.append(
            Page(
                path=path,
                part=part,
                pages=pages,
                statements=shown[part - 1],
                contents=_contents(pages, shown, part),
                narrative=narrative.to_dicts() if is_first else (),
                numbers=by_id,
                in_order=numbers,
                contexts=[(number, one) for number, one in enumerate(contexts, start=1) if number in used],
                attention=worst_first(ties if is_first else here),
                kinds=by_kind(here),
                issues=_issues(printed.issue) if is_first else (),
                source=sources[part - 1],
                missing=printed.missing.get(reading),
                vintages={one: told for one, told in vintages.items() if by_id[one].part == part},
                non_facts=_reasons(printed.non_fact) if is_first else (),
            )
        )
    return made


def _contents(
    pages: Sequence[tuple[str, str]], shown: Sequence[Sequence[Statement]], here: int
) -> list[tuple[str, str]]:
    return [
        (f"{'' if part == here else file}#table-{index}", statement.title)
        for part, ((file, _), statements) in enumerate(zip(pages, shown, strict=True), start=1)
        for index, statement in enumerate(statements, start=1)
    ]


def _vintages(rows: Sequence[Row], release_id: str, observations: pl.DataFrame, parts: Parts) -> Mapping[str, Vintages]:
    found = vintages_of(release_id, observations, parts)
    return {row["fact_id"]: found[row["fact_id"]] for row in rows if row["fact_id"] in found}


def _numbers(
    rows: Sequence[Row],
    ties: Sequence[Tie],
    marked: Marked,
    contexts: Sequence[int],
    places: Sequence[tuple[int, str]],
) -> list[Number]:
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
            part=places[order][0],
            file=places[order][1].rpartition("/")[2],
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
