"""What a number says besides its value: the contexts of a release, each told once."""

import json
from typing import Any, NamedTuple

import polars as pl

from expectations.report.wording import day, period, unit, words
from expectations.words import spoken

Row = dict[str, Any]
TOLD = (
    "statement", "period_type", "period_start", "period_end", "period_start_source", "months", "weeks", "unit", "scale",
    "decimals", "basis", "dimensions", "role", "header_inherited", "assurance",
)  # fmt: skip
"""The columns of a fact that its context is told from."""
SPAN_SOURCES = {
    "weeks": "counted in weeks",
    "previous_period": "from the day after the period before",
    "calendar_month": "by the calendar",
}


class Context(NamedTuple):
    """Statement, period, unit with scale, decimals, basis, members of dimensions, and what else is special."""

    statement: str
    period: str
    days: str
    unit: str
    decimals: str
    basis: str
    dimensions: str
    remarks: str


def contexts_of(facts: pl.DataFrame) -> tuple[list[Context], list[int]]:
    """The contexts of ``facts`` (columns of ``mart.fact_all``), and for each fact the number of its own from 1."""
    told: dict[Context, int] = {}
    seen: dict[tuple[Any, ...], int] = {}
    numbers = []
    for key in facts.select(TOLD).iter_rows():
        if key not in seen:
            context = _context(dict(zip(TOLD, key, strict=True)))
            seen[key] = told.setdefault(context, len(told) + 1)
        numbers.append(seen[key])
    return list(told), numbers


def _context(fact: Row) -> Context:
    members = json.loads(fact["dimensions"] or "{}")
    return Context(
        statement=words(fact["statement"]),
        period=period(fact),
        days=_days(fact),
        unit=unit(fact["unit"], fact["scale"]),
        decimals="not known" if fact["decimals"] is None else str(fact["decimals"]),
        basis=fact["basis"],
        dimensions="; ".join(f"{axis}: {member}" for axis, member in members.items()),
        remarks=", ".join(_remarks(fact)),
    )


def _days(fact: Row) -> str:
    start, end = fact["period_start"], fact["period_end"]
    if start is None or end is None:
        return ""
    source = SPAN_SOURCES.get(fact["period_start_source"] or "", "")
    return f"{day(start)} to {day(end)}" + (f", start {source}" if source else "")


def _remarks(fact: Row) -> list[str]:
    told = []
    if fact["role"] != "value":
        told.append({"change": "a printed change", "outlook": "guidance"}.get(fact["role"], spoken(fact["role"])))
    if fact["header_inherited"]:
        told.append("columns of the statement whose footnote it is")
    if fact["assurance"]:
        told.append(spoken(fact["assurance"]))
    return told
