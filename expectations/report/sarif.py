"""Broken ties in SARIF 2.1.0, which code hosts and editors show at the line."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote

from expectations.report.data import ReportData, of_run
from expectations.report.quality import broken_ties, run_of
from expectations.report.ties import say
from expectations.report.wording import words
from expectations.words import amount, place

Row = dict[str, Any]
VERSION = "2.1.0"
FINGERPRINT = "tieId/v1"


def sarif_of(data: ReportData, run_id: str) -> Row:
    """A log of the run: a result per broken or suspicious tie of the releases that ``quality_of`` tells of.

    Raises:
        KeyError: ``data`` has no such run.
    """
    data = of_run(data, run_id)
    run = run_of(data, run_id)
    broken = broken_ties(data)
    names = dict(
        data.filing.sort("known_at", "file_name", descending=True).select("release_id", "file_name").iter_rows()
    )
    releases = [
        {**release, "file_name": names.get(release["release_id"], "unknown")}
        for release in data.release.sort("known_at", "release_id", nulls_last=True).iter_rows(named=True)
        if release["reading"] in broken
    ]
    return {"version": VERSION, "runs": [_run(run, releases, broken)]}


def _run(run: Row, releases: Sequence[Row], broken: Mapping[str, list[tuple[Row, list[Row]]]]) -> Row:
    found = [(order, release, *one) for order, release in enumerate(releases) for one in broken[release["reading"]]]
    rules = {kind: order for order, kind in enumerate(sorted({tie["kind"] for _, _, tie, _ in found}))}
    return {
        "tool": {
            "driver": {
                "name": "tieout",
                "version": run["parser_version"],
                "rules": [{"id": kind, "shortDescription": {"text": words(kind)}} for kind in rules],
            }
        },
        "automationDetails": {"id": run["run_id"]},
        "invocations": [_invocation(run)],
        "columnKind": "unicodeCodePoints",
        "artifacts": [_artifact(release) for release in releases],
        "results": [_result(rules[tie["kind"]], *one) for one in found for tie in [one[2]]],
    }


def _invocation(run: Row) -> Row:
    times = {"startTimeUtc": run["started_at"], "endTimeUtc": run["finished_at"]}
    told = {name: f"{time:%Y-%m-%dT%H:%M:%S.%fZ}" for name, time in times.items() if time is not None}
    return {"executionSuccessful": run["status"] == "completed", **told}


def _artifact(release: Row) -> Row:
    return {
        "location": {"uri": quote(release["file_name"])},
        "hashes": {"sha-256": release["landed"] or release["release_id"]},
    }


def _result(rule: int, artifact: int, release: Row, tie: Row, operands: Sequence[Row]) -> Row:
    """One broken tie: the reported value's place, and those of the others beside it."""
    places = [_location(artifact, release, fact) for fact in operands]
    return {
        "ruleId": tie["kind"],
        "ruleIndex": rule,
        "level": "error" if tie["severity"] == "error" and tie["outcome"] == "violated" else "warning",
        "message": {"text": f"{tie['relation']}, {tie['period']}: {say(tie, operands)}"},
        "locations": places[:1],
        "relatedLocations": [{"id": order, **one} for order, one in enumerate(places[1:], start=1)],
        "partialFingerprints": {FINGERPRINT: tie["tie_id"]},
        "properties": {
            "release_id": release["release_id"],
            "company": release["company"],
            "status": release["status"],
            "suspicious": tie["suspicious"],
            "residual": amount(tie["residual"], tie["unit"]),
        },
    }


def _location(artifact: int, release: Row, fact: Row) -> Row:
    physical: Row = {"artifactLocation": {"uri": quote(release["file_name"]), "index": artifact}}
    if fact["line_number"] is not None:
        physical["region"] = {"startLine": fact["line_number"]}
        if fact["char_start"] is not None:
            physical["region"] |= {"startColumn": fact["char_start"] + 1, "endColumn": fact["char_end"] + 1}
    return {
        "physicalLocation": physical,
        "logicalLocations": [{"fullyQualifiedName": f"{fact['statement']}: {fact['label']}, {place(fact)}"}],
        "message": {"text": f"{fact['label']}: {fact['printed']}"},
    }
