"""Frames to pages: an overview, and one page per release."""

import re
from collections.abc import Collection, Mapping
from typing import Any

import polars as pl
from jinja2 import Environment, PackageLoader, StrictUndefined

from expectations.report import wording
from expectations.report.data import ReportData, by_reading
from expectations.report.statements import lay_out
from expectations.words import amount, place
from transforms.errors import TieoutError

Row = dict[str, Any]
STATUS_ORDER = ("quarantined", "published", "waived", "not_a_release")
SEVERITY_ORDER = ("error", "warning", "info")
_release_id = re.compile(r"[0-9a-f]{8,64}")


class UnnamedPageError(TieoutError):
    """A release whose id cannot be the name of a file."""


def render(data: ReportData, changed: Collection[str] | None = None) -> dict[str, str]:
    """The site: relative path to HTML, every page complete in itself.

    It has an overview of all releases, and a page for each whose id is in ``changed``; None: for all.
    The same frames give the same pages; order of rows does not matter. Text of releases is escaped.
    """
    templates = _environment()
    releases = _releases(data)
    files = {"index.html": templates.get_template("index.html").render(_overview(data, releases))}
    facts, ties, issues = by_reading(data.fact_all), by_reading(data.tie), by_reading(data.issue)
    waiting = {row["reading"]: row["reasons"] for row in data.quarantine.iter_rows(named=True)}
    page = templates.get_template("release.html")
    for release in releases:
        if changed is not None and release["release_id"] not in changed:
            continue
        reading = release["reading"]
        frames = (
            facts.get(reading, data.fact_all.clear()),
            ties.get(reading, data.tie.clear()),
            issues.get(reading, data.issue.clear()),
        )
        files[release["page"]] = page.render(release=release, **_release(*frames), reasons=waiting.get(reading, ()))
    return files


def _environment() -> Environment:
    loader = PackageLoader("expectations.report")
    templates = Environment(
        loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    filters = (
        wording.words,
        wording.day,
        wording.moment,
        wording.period,
        wording.span,
        wording.unit,
        wording.share,
        amount,
        place,
    )
    templates.filters.update({one.__name__: one for one in filters})
    templates.globals.update(OUTCOMES=wording.OUTCOMES, STATUSES=wording.STATUSES)
    return templates


def page_of(release_id: str) -> str:
    """Path of a release's page.

    Raises:
        UnnamedPageError: for what is no release id, since it becomes a file's name.
    """
    if not _release_id.fullmatch(release_id):
        raise UnnamedPageError(f"{release_id!r} is no release id, so its page has no name; look at mart.release")
    return f"release/{release_id}.html"


def _releases(data: ReportData) -> list[Row]:
    """One row a release with what its ties came to; those that wait first, then the newest."""
    broken = pl.col("broken_errors") + pl.col("broken_warnings")
    tied = data.quality.select(
        "reading",
        "ties",
        "exact",
        "suspicious",
        held=pl.col("exact") + pl.col("within_rounding"),
        broken=broken,
        noted=pl.col("violated") - broken,
        untried="not_evaluable",
    )
    order = pl.col("status").replace_strict({name: number for number, name in enumerate(STATUS_ORDER)})
    frame = data.release.join(tied, on="reading", how="left", validate="1:1").sort(
        order, "known_at", "company", "release_id", descending=[False, True, False, False], nulls_last=True
    )
    return [{**row, "page": page_of(row["release_id"])} for row in frame.iter_rows(named=True)]


def _overview(data: ReportData, releases: list[Row]) -> Mapping[str, Any]:
    pages = {row["release_id"]: row["page"] for row in releases}
    quarantine = data.quarantine.sort("company", "release_id", nulls_last=True).iter_rows(named=True)
    return {
        "releases": releases,
        "totals": {
            name: sum(row[name] for row in releases) for name in ("facts", "ties", "held", "broken", "suspicious")
        },
        "tokens": sum(row["table_tokens"] for row in releases),
        "lowest_yield": min((row["yield"] for row in releases if row["status"] != "not_a_release"), default=None),
        "statuses": {status: sum(row["status"] == status for row in releases) for status in STATUS_ORDER},
        "quarantine": [{**row, "page": pages.get(row["release_id"])} for row in quarantine],
        "runs": data.run.sort("started_at", "run_id", descending=True).to_dicts(),
        "failed": _failed(data.expectation),
    }


def _failed(results: pl.DataFrame) -> list[Row]:
    """Expectations that failed in the newest run that judged, all its batches together."""
    newest = results.filter(pl.col("started_at") == pl.col("started_at").max(), ~pl.col("success"))
    return (
        newest.explode("release_ids")
        .group_by("suite", "position", "description", "severity")
        .agg(releases=pl.col("release_ids").n_unique())
        .sort("severity", "suite", "position")
        .to_dicts()
    )


def _release(facts: pl.DataFrame, ties: pl.DataFrame, issues: pl.DataFrame) -> Mapping[str, Any]:
    by_id = {row["fact_id"]: row for row in facts.iter_rows(named=True)}
    totals = frozenset(ids[0] for ids in ties.filter(kind="footing")["fact_ids"] if len(ids))
    ordered = _with_operands(ties, by_id)
    attention = [tie for tie in ordered if _needs_attention(tie)]
    narrative = facts.filter(origin="narrative").sort(
        "line_number", "char_start", "table_index", "cell_index", "fact_id"
    )
    return {
        "statements": lay_out(facts, totals),
        "narrative": narrative.to_dicts(),
        "attention": sorted(
            attention, key=lambda tie: (tie["outcome"] != "violated", SEVERITY_ORDER.index(tie["severity"]))
        ),
        "kinds": {kind: [tie for tie in ordered if tie["kind"] == kind] for kind in dict.fromkeys(ties["kind"].sort())},
        "issues": issues.sort(
            pl.col("level").replace_strict({"error": 0, "warning": 1, "info": 2}),
            "line_number",
            "table_index",
            "issue_id",
        ).to_dicts(),
    }


def _with_operands(ties: pl.DataFrame, facts: Mapping[str, Row]) -> list[Row]:
    rows = ties.sort("kind", "period", "relation", "tie_id").iter_rows(named=True)
    return [{**row, "operands": [facts[one] for one in row["fact_ids"] if one in facts]} for row in rows]


def _needs_attention(tie: Row) -> bool:
    return bool(tie["suspicious"]) or (tie["outcome"] == "violated" and tie["severity"] != "info")
