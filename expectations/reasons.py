"""Failing rows to reasons: one line each, with place and remedy."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import polars as pl

from expectations.batch import Batch
from expectations.words import amount, counted, listed, place, places, spoken

Row = dict[str, Any]
FOLLOWS = "derived_quarter_footing"
"""Breaks where a printed footing does: told after it."""
READ_OR_WAIVE = "compare with the printed lines, then correct the reading or waive the release"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason of one reading; those of a lower ``order`` are told first."""

    reading: str
    release_id: str
    order: int
    code: str
    message: str
    line_number: int | None = None
    tie_id: str | None = None


def fact_reasons(failing: pl.DataFrame) -> Iterator[Reason]:
    """One reason per expectation, reading and table; ``failing`` is of ``facts_frame`` with code, fault, remedy."""
    by = ("reading", "position", "statement", "table_index")
    for group in failing.partition_by(by, maintain_order=True):
        first = group.row(0, named=True)
        yield Reason(
            reading=first["reading"],
            release_id=first["release_id"],
            order=2 if first["code"] == "undecided_context" else 6,
            code=first["code"],
            message=f"{counted(group.height, 'value')} of {spoken(first['statement'])} {first['fault']}, "
            f"first on {place(first)} {first['label']!r} {first['printed']!r}; {first['remedy']}",
            line_number=first["line_number"],
        )


def tie_reasons(batch: Batch, failing: pl.DataFrame) -> Iterator[Reason]:
    """One reason per failing tie, with both values, the residual and the lines of its operands."""
    ties = batch.tie.join(
        failing.select("reading", "tie_id", "code", "fault", "remedy"), on=["reading", "tie_id"], maintain_order="right"
    )
    operands = batch.fact.join(
        ties.select("reading", fact_id="fact_ids").explode("fact_id"), on=["reading", "fact_id"], how="semi"
    )
    facts = {(row["reading"], row["fact_id"]): row for row in operands.iter_rows(named=True)}
    for tie in ties.iter_rows(named=True):
        printed = [facts[key] for fact in tie["fact_ids"] if (key := (tie["reading"], fact)) in facts]
        yield Reason(
            reading=tie["reading"],
            release_id=tie["release_id"],
            order=(3 if tie["kind"] != FOLLOWS else 4) if tie["code"] == "tie_broken" else 6,
            code=tie["code"],
            message=_broken_tie(tie, printed) if tie["code"] == "tie_broken" else _odd_tie(tie, printed),
            line_number=printed[0]["line_number"] if printed else None,
            tie_id=tie["tie_id"],
        )


def _broken_tie(tie: Row, operands: list[Row]) -> str:
    unit = tie["unit"]
    return (
        f"{spoken(tie['kind'])} broken, {tie['period']}: {tie['relation']}: "
        f"{amount(tie['left_value'], unit)} against {amount(tie['right_value'], unit)}, "
        f"off by {amount(tie['residual'], unit)} where {amount(tie['tolerance'], unit)} is allowed, "
        f"{places(operands)}; {READ_OR_WAIVE}"
    )


def _odd_tie(tie: Row, operands: list[Row]) -> str:
    return f"ties {tie['fault']}: {tie['relation']}, {tie['period']}, {places(operands)}; {tie['remedy']}"


def coverage_reasons(batch: Batch, failing: pl.DataFrame) -> Iterator[Reason]:
    """The reasons of whole releases; ``failing`` is of ``coverage_frame`` with its code."""
    told = set(batch.issue.filter(level="error").select("reading", "code").iter_rows())
    for row in failing.iter_rows(named=True):
        if row["code"] == "issue":
            yield from _issue_reasons(batch, row)
        elif (row["reading"], row["code"]) in told:
            continue  # an issue has said it, with its place
        elif row["code"] == "low_yield":
            yield _low_yield(batch, row)
        else:
            order, message = _whole_release[row["code"]]
            yield Reason(row["reading"], row["release_id"], order, row["code"], message.format(**row))


_whole_release: dict[str, tuple[int, str]] = {
    "no_facts": (1, "no fact was read from a release; look at its issues, then correct the reading"),
    "facts_lost": (1, "{declared} facts were counted while reading and {seen} handed over; report it with the file"),
    "facts_without_release": (1, "{seen} facts were read from what is no release; report it with the file"),
    "no_ties": (4, "{footable} lines of statements and no tie could be evaluated; look at how its tables were read"),
    "no_known_at": (5, 'no date says when it became known; put "filed_on" in the sidecar FILE.json and ingest again'),
}


def _issue_reasons(batch: Batch, row: Row) -> Iterator[Reason]:
    issues = batch.issue.filter((pl.col("reading") == row["reading"]) & (pl.col("level") == "error"))
    for issue in issues.sort("line_number", "table_index", "row_index", "issue_id").iter_rows(named=True):
        message = " ".join(issue["message"].split())
        yield Reason(row["reading"], row["release_id"], 0, issue["code"], message, issue["line_number"])


def _low_yield(batch: Batch, row: Row) -> Reason:
    unread = batch.issue.filter((pl.col("reading") == row["reading"]) & pl.col("token").is_not_null())
    unread = unread.sort("line_number", "char_start", "table_index", "row_index", "issue_id")
    tokens = [f"{issue['token']!r} on {place(issue)}" for issue in unread.iter_rows(named=True)]
    named = f": {listed(tokens)}" if tokens else ", and no issue names them"
    lost = round(row["table_tokens"] * (1 - row["yield"]))
    return Reason(
        row["reading"],
        row["release_id"],
        4,
        "low_yield",
        f"yield {row['yield']:.2%}: {counted(lost, 'token')} of {row['table_tokens']:,} in tables are neither fact "
        f"nor declared non-fact{named}; {READ_OR_WAIVE}",
        unread["line_number"][0] if tokens else None,
    )
