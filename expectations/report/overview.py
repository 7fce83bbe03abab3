"""The pages that lead to the others: the overview, lists of companies and runs, a page for each of them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from expectations.report.data import ReportData
from expectations.report.environment import templates
from expectations.report.records import Record, company_page, counts_by_status, records, releases_of, run_page
from expectations.words import spoken

NEWEST = 50
"""Releases and runs that the overview lists; the others are on the pages of their companies, and in the list."""
PAGE_ROWS = 300
MOST_REASONS = 8


@dataclass(frozen=True, slots=True)
class Company:
    """What a company's releases came to; ``releases`` newest first."""

    name: str
    page: str
    releases: Sequence[Record]
    statuses: Mapping[str, int]
    first: Any
    last: Any
    facts: int
    ties: int
    held: int
    broken: int
    lowest_yield: float | None


@dataclass(frozen=True, slots=True)
class Suite:
    """What one suite of expectations said in a run."""

    name: str
    expectations: Sequence[Record]


def overview_pages(data: ReportData) -> dict[str, str]:
    """Every page but those of releases, by path."""
    releases = releases_of(data)
    companies = _companies(releases)
    runs = _runs(data)
    waiting = _waiting(data, releases)
    index = {"index.html": _page("index.html", "", **_overview(data, releases, companies, runs, waiting))}
    pages = dict(_list("companies", "companies.html", companies, every=releases))
    pages.update(_list("runs", "runs.html", runs))
    pages.update(_list("waiting", "waiting.html", waiting))
    pages.update({one.page: _page("company.html", "../", company=one) for one in companies})
    loaded = defaultdict(list)
    for release in releases:
        loaded[release.run_id].append(release)
    suites = _suites(data, {release.release_id: release for release in releases})
    pages.update({
        run.page: _page("run.html", "../", run=run, releases=loaded[run.run_id], suites=suites.get(run.run_id, ()))
        for run in runs
    })  # fmt: skip
    return {**pages, **index}


def _page(template: str, root: str, **shown: Any) -> str:
    return templates().get_template(template).render(root=root, **shown)


def _list(name: str, template: str, rows: Sequence[Any], **shown: Any) -> Iterator[tuple[str, str]]:
    """``rows`` over as many pages as they need, at least one."""
    starts = range(0, max(len(rows), 1), PAGE_ROWS)
    pages = [(f"{name}{f'-{number}' if number > 1 else ''}.html", str(number))
             for number, _ in enumerate(starts, start=1)]  # fmt: skip
    for start, (path, _) in zip(starts, pages, strict=True):
        part = rows[start : start + PAGE_ROWS]
        yield path, _page(template, "", rows=part, pages=pages, path=path, **shown)


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
    }


def _newest(releases: Sequence[Record]) -> list[Record]:
    dated = [release for release in releases if release.known_at is not None]
    return sorted(dated, key=lambda release: release.known_at, reverse=True)[:NEWEST]


def _companies(releases: Sequence[Record]) -> list[Company]:
    by_entity: dict[str, list[Record]] = defaultdict(list)
    for release in releases:
        if release.entity_id and release.status != "not_a_release":
            by_entity[release.entity_id].append(release)
    return sorted(
        (_company(entity, of_it) for entity, of_it in by_entity.items()), key=lambda one: (one.name.lower(), one.page)
    )


def _company(entity_id: str, releases: Sequence[Record]) -> Company:
    known = sorted(release.known_at for release in releases if release.known_at is not None)
    return Company(
        name=next((release.company for release in releases if release.company), entity_id),
        page=company_page(entity_id),
        releases=sorted(releases, key=lambda one: str(one.known_at or ""), reverse=True),
        statuses=counts_by_status(releases),
        first=known[0] if known else None,
        last=known[-1] if known else None,
        lowest_yield=min(release.yielded for release in releases),
        **{name: sum(getattr(release, name) for release in releases) for name in ("facts", "ties", "held", "broken")},
    )


def _runs(data: ReportData) -> list[Record]:
    runs = records(data.run.sort("started_at", "run_id", descending=True))
    for run in runs:
        run.page = run_page(run.run_id)
    return runs


def _waiting(data: ReportData, releases: Sequence[Record]) -> list[Record]:
    pages = {release.release_id: release.page for release in releases}
    waiting = records(data.quarantine.sort("company", "release_id", nulls_last=True))
    for one in waiting:
        one.page = pages[one.release_id]
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


def _suites(data: ReportData, releases: Mapping[str, Record]) -> Mapping[str, list[Suite]]:
    """What Great Expectations said in each run, all its batches together, suite by suite."""
    judged = (
        data.expectation.group_by("run_id", "suite", "position", "expectation", "code", "severity", "description")
        .agg(
            batches=pl.len(),
            success=pl.col("success").all(),
            unexpected=pl.col("unexpected_count").sum(),
            failing=pl.col("release_ids").list.explode().drop_nulls().unique().sort(),
        )
        .sort("run_id", "suite", "position")
    )
    found: dict[str, list[Suite]] = defaultdict(list)
    for (run_id, name), rows in judged.group_by("run_id", "suite", maintain_order=True):
        expectations = records(rows)
        for one in expectations:
            one.failing = [releases[release] for release in one.failing if release in releases]
        found[str(run_id)].append(Suite(str(name), expectations))
    return found
