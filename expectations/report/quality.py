"""What a run found, for machines: ``quality.json``, as ``docs/quality.schema.json`` describes it."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from expectations.report.data import ReportData, of_run
from expectations.report.records import page_of, run_page
from expectations.report.ties import say
from expectations.words import amount

Row = dict[str, Any]
FORMAT = 1
"""Raised with every change that a reader of the file must know of."""
RUN = (
    "run_id", "mode", "started_at", "finished_at", "status", "error", "parser_version", "files", "published",
    "quarantined", "not_a_release", "already_known", "facts",
)  # fmt: skip
RELEASE = (
    "release_id", "status", "entity_id", "company", "cik", "ticker", "accession", "document", "medium", "landed",
    "known_at", "known_at_source", "filed_on",
)  # fmt: skip
COUNTS = (
    "facts", "nils", "narrative_facts", "flagged_facts", "unmapped_facts", "tied_facts", "table_tokens", "non_facts",
    "ties", "exact", "within_rounding", "violated", "not_evaluable", "broken_errors", "broken_warnings", "suspicious",
    "issue_errors", "issue_warnings", "issue_infos",
)  # fmt: skip
TIE = ("tie_id", "kind", "relation", "period", "unit", "severity", "suspicious", "note")
AMOUNTS = ("left_value", "right_value", "residual", "tolerance")
FACT = ("fact_id", "statement", "section", "label", "printed")
PLACE = ("line_number", "char_start", "char_end", "table_index", "row_index", "cell_index")
EXPECTATION = ("position", "expectation", "code", "severity", "description")


def quality_of(data: ReportData, run_id: str) -> Row:
    """What the run found in the releases that it loaded and that no later run read anew.

    Raises:
        KeyError: ``data`` has no such run.
    """
    data = of_run(data, run_id)
    run = run_of(data, run_id)
    releases = _releases(data)
    return {
        "format": FORMAT,
        "tool": "tieout",
        "run": {**_plain(run, RUN), "page": run_page(run_id)},
        "totals": _totals(releases),
        "suites": _suites(data),
        "releases": releases,
    }


def run_of(data: ReportData, run_id: str) -> Row:
    """The row of the run.

    Raises:
        KeyError: there is no such run.
    """
    for run in data.run.filter(run_id=run_id).iter_rows(named=True):
        return run
    raise KeyError(run_id)


def _releases(data: ReportData) -> list[Row]:
    broken, files = broken_ties(data), _file_names(data)
    reasons = {row["reading"]: row["reasons"] for row in data.quarantine.iter_rows(named=True)}
    counts = {row["reading"]: row for row in data.quality.iter_rows(named=True)}
    return [
        {
            **_plain(row, RELEASE),
            "file_names": files.get(row["release_id"], []),
            "page": page_of(row["release_id"]),
            "reason": row["reason"],
            "reasons": reasons.get(row["reading"], []),
            "yield": row["yield"],
            "counts": _plain(counts[row["reading"]], COUNTS),
            "broken_ties": [_tie(*one) for one in broken.get(row["reading"], ())],
        }
        for row in data.release.sort("known_at", "release_id", nulls_last=True).iter_rows(named=True)
    ]


def as_json(document: Mapping[str, Any]) -> str:
    """``document`` as text that ends with a line end."""
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def broken_ties(data: ReportData) -> Mapping[str, list[tuple[Row, list[Row]]]]:
    """The broken and suspicious ties of each reading with their operands, left side first."""
    facts = {(row["reading"], row["fact_id"]): row for row in data.operand.iter_rows(named=True)}
    found: dict[str, list[tuple[Row, list[Row]]]] = defaultdict(list)
    for tie in data.broken.sort("severity", "kind", "relation", "period", "tie_id").iter_rows(named=True):
        keys = [(tie["reading"], one) for one in tie["fact_ids"]]
        found[tie["reading"]].append((tie, [facts[key] for key in keys if key in facts]))
    return found


def _file_names(data: ReportData) -> Mapping[str, list[str]]:
    names: dict[str, list[str]] = defaultdict(list)
    for row in data.filing.sort("known_at", "file_name", nulls_last=True).iter_rows(named=True):
        if row["file_name"] not in names[row["release_id"]]:
            names[row["release_id"]].append(row["file_name"])
    return names


def _tie(tie: Row, operands: Sequence[Row]) -> Row:
    told = {name: None if tie[name] is None else amount(tie[name]).replace(",", "") for name in AMOUNTS}
    facts = [_plain(fact, (*FACT, *PLACE)) for fact in operands]
    return {**_plain(tie, TIE), **told, "says": say(tie, operands), "facts": facts}


def _totals(releases: Sequence[Row]) -> Row:
    totals: Row = {name: sum(release["counts"][name] for release in releases) for name in COUNTS}
    read = [release["yield"] for release in releases if release["status"] != "not_a_release"]
    return {"releases": len(releases), **totals, "lowest_yield": min(read, default=None)}


def _suites(data: ReportData) -> list[Row]:
    """What Great Expectations said, all batches of the run together."""
    suites: dict[str, dict[int, Row]] = defaultdict(dict)
    for row in data.expectation.sort("suite", "position").iter_rows(named=True):
        said = suites[row["suite"]].setdefault(
            row["position"], {**_plain(row, EXPECTATION), "success": True, "unexpected_count": 0, "release_ids": []}
        )
        said["success"] = said["success"] and row["success"]
        said["unexpected_count"] += row["unexpected_count"] or 0
        said["release_ids"] = sorted({*said["release_ids"], *row["release_ids"]})
    return [{"suite": suite, "expectations": list(said.values())} for suite, said in suites.items()]


def _plain(row: Mapping[str, Any], names: Sequence[str]) -> Row:
    return {name: _json(row[name]) for name in names}


def _json(value: object) -> object:
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value
