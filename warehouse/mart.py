"""The views and macros of the warehouse: declared here, written in ``views/*.sql``, commented in the file.

A column that comes from a table keeps that table's text; a view's own columns are described here.
``mart.dictionary`` serves the same text as ``COMMENT ON``.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from string import Template

from warehouse import schema
from warehouse.meanings import COMMON
from warehouse.schema import (
    FACT,
    FILING,
    GAP,
    GROWTH,
    ISSUE,
    LINE,
    LINK,
    MART,
    NON_FACT,
    OBSERVATION,
    QUARTER,
    READING_STATE,
    REASON,
    RELEASE,
    RESTATEMENT,
    RUN,
    SCORECARD,
    SERIES,
    STORE,
    TIE,
    TTM,
    Table,
)  # fmt: skip

FOLDER = Path(__file__).parent / "views"


@dataclass(frozen=True, slots=True)
class View:
    """A view or table macro: where its columns' texts come from, in this order: own, ``COMMON``, ``source``."""

    name: str
    doc: str
    source: Table = FACT
    own: Mapping[str, str] = field(default_factory=dict)
    arguments: str | None = None
    schema: str = MART
    is_scalar: bool = False

    @property
    def full_name(self) -> str:
        """Name with schema."""
        return f"{self.schema}.{self.name}"

    @property
    def kind(self) -> str:
        """``view``, ``macro`` (a table with arguments) or ``function``."""
        if self.is_scalar:
            return "function"
        return "view" if self.arguments is None else "macro"

    @property
    def sql(self) -> str:
        """The statement that makes it."""
        return Template((FOLDER / f"{self.name}.sql").read_text(encoding="utf-8")).substitute(schema.SHARED)

    def text(self, column: str) -> tuple[str, str | None]:
        """Meaning and unit of a column.

        Raises:
            KeyError: nobody has described it.
        """
        declared = {item.name: item for item in self.source.columns}.get(column)
        unit = declared.unit if declared else None
        if own := self.own.get(column, COMMON.get(column)):
            return own, unit
        if declared is None:
            raise KeyError(f"{self.full_name}.{column}")
        return declared.doc, unit


KNOWN_ON = "known_on"
HALF_UNIT = "half a unit of the last printed digit"
TOLD = {
    "days": "length in days",
    "quarterly": "as long as a quarter",
    "is_newest": "nothing else has been printed since",
    "epoch_from": "the first epoch in which it was told so",
    "epoch_to": "the last",
}
OF_SERIES = {item.name: item.doc for item in SERIES.columns}
VIEWS: tuple[View, ...] = (
    View(
        "release_identity",
        "Who reports each release and since when it could be known, from all its filings.",
        RELEASE,
        {"filings": "filings that carried it", "readings": "readings of it"},
        schema=STORE,
    ),
    View(
        "reading_state_now",
        "Each reading with its release's identity and its status today.",
        READING_STATE,
        schema=STORE,
    ),
    View(
        "day_end",
        "When a day is over, Eastern: what becomes known before is known on it.",
        arguments=KNOWN_ON,
        schema=STORE,
        is_scalar=True,
    ),
    View("fact_all", "Every fact of every reading, quarantined and superseded ones too, with its status."),
    View("fact", "Every fact of the published releases, in their current reading: the main table."),
    View(
        "fact_as_of",
        "For each context (entity, line, basis, dimensions, unit, period) the newest print known by the "
        "end of the day known_on, Eastern.",
        arguments=KNOWN_ON,
    ),
    View("fact_latest", "For each context (entity, line, basis, dimensions, unit, period) its newest print."),
    View("footing", "Footings of published releases that hold.", TIE, schema=STORE),
    View("series_fact", "The facts that series are made of.", FACT, {"half_unit": HALF_UNIT}, schema=STORE),
    View("series", "Every series: one line of a company through all its releases.", SERIES),
    View("link", "Which names of lines are one series, and why.", LINK),
    View(
        "observation",
        "Every vintage of every series.",
        OBSERVATION,
        {**OF_SERIES, "is_latest": "the newest print of its period"},
    ),
    View(
        "duration_as_of",
        "The durations that series are computed from, each as often as its value has changed.",
        OBSERVATION,
        {**OF_SERIES, **TOLD},
        KNOWN_ON,
        STORE,
    ),
    View(
        "discrete_as_of",
        "Discrete quarters, printed or the difference of two longer durations.",
        QUARTER,
        TOLD,
        arguments=KNOWN_ON,
        schema=STORE,
    ),
    View(
        "told_quarter_as_of",
        "Discrete quarters with the epochs of which they are told.",
        QUARTER,
        TOLD,
        KNOWN_ON,
        STORE,
    ),
    View(
        "quarter_as_of",
        "Discrete quarters as far as known by the end of the day known_on.",
        QUARTER,
        arguments=KNOWN_ON,
    ),
    View("quarter", "Discrete quarters of every series: printed, else derived from longer periods.", QUARTER),
    View(
        "ttm_as_of", "Trailing twelve months as far as known by the end of the day known_on.", TTM, arguments=KNOWN_ON
    ),
    View(
        "ttm",
        "Trailing twelve months, one row per series and quarter end; value is NULL where they cannot be had.",
        TTM,
    ),
    View(
        "growth_as_of",
        "Growth of discrete quarters as far as known by the end of the day known_on.",
        GROWTH,
        arguments=KNOWN_ON,
    ),
    View("growth", "Discrete quarters against the quarter before and the same quarter a year ago.", GROWTH),
    View("gap", "Holes in series: quarters between two that are known, and instants more than a quarter apart.", GAP),
    View(
        "announced",
        "The newest day that each release tells of.",
        OBSERVATION,
        {"newest": "end of the period that it announces"},
        schema=STORE,
    ),
    View("scored", "What can be counted of each reading.", SCORECARD, schema=STORE),
    View(
        "hole",
        "Holes in series, as mart.gap has them.",
        GAP,
        schema=STORE,
    ),
    View("restated", "Periods whose newest print differs from their first, and how.", RESTATEMENT, schema=STORE),
    View("restatement", "Periods of series whose newest print differs from their first, and how.", RESTATEMENT),
    View(
        "statement",
        "A published release's statement as printed, one row a line.",
        LINE,
        {
            "order": "order of the line in the statement from 1",
            "cells": "the line's values by column: heading, period, value, printed, fact_id",
        },
        "release_id, statement",
    ),
    View(
        "release",
        "One row per release: identity, status and why, counts.",
        RELEASE,
        {
            "reason": "why it is not published: the gate's first reason, or why it is no release",
            "readings": "readings of it, by parser version and corrections",
            "filings": "filings that carried it",
            "waived_by": "who waived its quarantine",
            "waived_why": "the reason given",
            "waived_at": "when",
        },
    ),
    View(
        "filing",
        "Every filing, or bare file, that carried a release.",
        FILING,
        {item.name: item.doc for item in FILING.columns if item.name != "release_id"},
    ),
    View("line", "Every printed row of each release's current reading, quarantined releases too.", LINE),
    View("tie", "Every tie tried in each release's current reading, quarantined releases too.", TIE),
    View("issue", "What was not understood in each release's current reading, with its place.", ISSUE),
    View("non_fact", "Number tokens declared no fact, with the reason.", NON_FACT),
    View("reason", "Why releases wait in quarantine, or did until they were waived; one row a reason.", REASON),
    View(
        "quarantine",
        "What waits in quarantine and why, one row per release.",
        RELEASE,
        {
            "codes": "codes of the reasons, first first",
            "reasons": "the reasons in words, first first",
            "older_reading_is_published": "an older reading of the same release is published meanwhile",
        },
    ),
    View("quality", "Scorecard, one row per release.", RELEASE, {item.name: item.doc for item in SCORECARD.columns}),
    View("run", "Every ingest run, failed ones too.", RUN),
    View(
        "expectation",
        "What Great Expectations said, one row per expectation and run.",
        schema.EXPECTATION_RESULT,
        {"started_at": "when the run started"},
    ),
)
DICTIONARY = View(
    "dictionary",
    "Every table, view, macro and column with its meaning and unit.",
    FACT,
    {
        "object": "table, view or macro, with schema",
        "kind": "table, view or macro",
        "column_name": "NULL for the object itself",
        "type": "the column's type, or the macro's arguments",
        "unit": "unit of a measure",
        "meaning": "what it is",
    },
)
