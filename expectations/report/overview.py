"""The pages that lead to the others: the overview, lists of companies and runs, a page for each run."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any

import polars as pl

from expectations.report.charts import verdicts_over_time
from expectations.report.companies import Company, companies_of
from expectations.report.data import ReportData
from expectations.report.environment import templates
from expectations.report.quality import as_json, quality_of
from expectations.report.records import Record, counts_by_status, records, releases_of, run_page
from expectations.report.sarif import sarif_of
from expectations.words import spoken

Make = Callable[[], str]
"""Makes the text of a page."""
NEWEST = 50
"""Releases and runs that the overview lists; the others are on the pages of their companies, and in the list."""
PAGE_ROWS = 300
MOST_REASONS = 8


@dataclass(frozen=True, slots=True)
class Suite:
    """What one suite of expectations said in a run."""

    name: str
    expectations: Sequence[Record]


def overview_pages(data: ReportData) -> dict[str, Make]:
    """Every page but those of releases and companies, by path, with what makes it; the overview comes last."""
    releases = releases_of(data)
    companies = companies_of(releases)
    runs = _runs(data)
    waiting = _waiting(data, releases)
    loaded: dict[str, list[Record]] = defaultdict(list)
    for release in releases:
        loaded[release.run_id].append(release)
    by_id = {release.release_id: release for release in releases}
    return {
        **_list("companies", "companies.html", companies, every=releases),
        **_list("runs", "runs.html", runs),
        **_list("waiting", "waiting.html", waiting),
        **{run.page: partial(_run, data, run, loaded[run.run_id], by_id) for run in runs},
        **_for_machines(data, runs),
        "index.html": lambda: _page("index.html", "", **_overview(data, releases, companies, runs, waiting)),
    }


def _page(template: str, root: str, **shown: Any) -> str:
    return templates().get_template(template).render(root=root, **shown)


def _run(data: ReportData, run: Record, releases: Sequence[Record], by_id: Mapping[str, Record]) -> str:
    suites = _suites(data.expectation.filter(run_id=run.run_id), by_id)
    return _page("run.html", "../", run=run, releases=releases, suites=suites)


def _for_machines(data: ReportData, runs: Sequence[Record]) -> dict[str, Make]:
    """What each run found as JSON and SARIF, and of the newest run at the top of the site too."""
    made: dict[str, Make] = {}
    for name, top, document in (("quality.json", "quality.json", quality_of), ("sarif", "ties.sarif", sarif_of)):
        for run in runs:
            made[run.page.replace(".html", f".{name}")] = partial(_json, document, data, run.run_id)
        for newest in runs[:1]:
            made[top] = partial(_json, document, data, newest.run_id)
    return made


def _json(document: Callable[[ReportData, str], dict[str, Any]], data: ReportData, run_id: str) -> str:
    return as_json(document(data, run_id))


def _list(name: str, template: str, rows: Sequence[Any], **shown: Any) -> dict[str, Make]:
    """``rows`` over as many pages as they need, at least one."""
    starts = range(0, max(len(rows), 1), PAGE_ROWS)
    pages = [
        (f"{name}{f'-{number}' if number > 1 else ''}.html", str(number)) for number, _ in enumerate(starts, start=1)
    ]
    return {
        path: partial(_page, template, "", rows=rows[start : start + PAGE_ROWS], pages=pages, path=path, **shown)
        for start, (path, _) in zip(starts, pages, strict=True)
    }


def _overview(
    data: ReportData,
    releases: Sequence[Record],
    companies: Sequence[Company],
    runs: Sequence[Record],
    waiting: Sequence[Record],
) -> Mapping[str, Any]:
    read = [release for release in releases if release.status != "not_a_release"]
    return {
        "releases": releases[:NEWEST] if len(releases) <= NEWEST else _newest(releases),
        "every": len(releases),
        "companies": len(companies),
        "totals": {
            name: sum(getattr(row, name) for row in releases)
            for name in ("facts", "ties", "held", "broken", "suspicious")
        },
        "lowest_yield": min((row.yielded for row in read), default=None),
        "statuses": counts_by_status(releases),
        "waiting": waiting[:MOST_REASONS],
        "all_waiting": len(waiting),
        "codes": _codes(data.quarantine),
        "runs": runs[:5],
        "all_runs": len(runs),
        "failed": _failed(data.expectation),
        "chart": verdicts_over_time(data.release),
    }


def _newest(releases: Sequence[Record]) -> list[Record]:
    dated = [release for release in releases if release.known_at is not None]
    return sorted(dated, key=lambda release: release.known_at, reverse=True)[:NEWEST]


def _runs(data: ReportData) -> list[Record]:
    runs = records(data.run.sort("started_at", "run_id", descending=True))
    for run in runs:
        run.page = run_page(run.run_id)
    return runs


def _waiting(data: ReportData, releases: Sequence[Record]) -> list[Record]:
    by_id = {release.release_id: release for release in releases}
    waiting = records(data.quarantine.sort("company", "release_id", nulls_last=True))
    for one in waiting:
        one.page, one.file_name = by_id[one.release_id].page, by_id[one.release_id].file_name
    return waiting


def _codes(quarantine: pl.DataFrame) -> list[tuple[str, int]]:
    """Reasons by how many releases they hold."""
    codes = quarantine.select("release_id", code="codes").explode("code").drop_nulls().unique()
    counts = codes.group_by("code").len().sort("len", "code", descending=[True, False])
    return [(spoken(code), count) for code, count in counts.iter_rows()]


def _failed(results: pl.DataFrame) -> list[Record]:
    """Expectations that failed in the newest run that judged, all its batches together."""
    newest = results.filter(pl.col("started_at") == pl.col("started_at").max(), ~pl.col("success"))
    return records(
        newest.explode("release_ids")
        .group_by("suite", "position", "description", "severity")
        .agg(releases=pl.col("release_ids").n_unique())
        .sort("severity", "suite", "position")
    )


def _suites(results: pl.DataFrame, releases: Mapping[str, Record]) -> list[Suite]:
    """What Great Expectations said in a run, all its batches together, suite by suite."""
    judged = (
        results.group_by("suite", "position", "expectation", "code", "severity", "description")
        .agg(
            success=pl.col("success").all(),
            unexpected=pl.col("unexpected_count").sum(),
            failing=pl.col("release_ids").list.explode().drop_nulls().unique().sort(),
        )
        .sort("suite", "position")
    )
    expectations = records(judged)
    for one in expectations:
        one.failing = [releases[release] for release in one.failing if release in releases]
    return [Suite(name, list(said)) for name, said in groupby(expectations, key=lambda one: one.suite)]
