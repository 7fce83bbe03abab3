"""Frames to the pages of a site."""

from collections.abc import Collection, Iterator

from expectations.report.companies import company_pages, has_company
from expectations.report.data import Followed, Printed, ReportData, by_reading
from expectations.report.environment import assets, templates
from expectations.report.overview import overview_pages
from expectations.report.parts import Parts
from expectations.report.records import company_page, releases_of, run_page
from expectations.report.release import release_page


def render(data: ReportData, printed: Printed, followed: Followed) -> dict[str, str]:
    """The whole site: relative path to text; every release's page is made from ``printed``.

    The same frames give the same pages; order of rows does not matter, but for ``printed.source``. Text of
    releases is escaped.
    """
    leading = {path: make() for path, make in overview_pages(data).items()}
    companies = company_pages(data, followed, data.release["entity_id"].drop_nulls().to_list())
    releases = release_pages(data, printed, data.release["release_id"].to_list())
    return {**assets(), **dict(releases), **dict(companies), **leading}


def release_pages(data: ReportData, printed: Printed, made: Collection[str]) -> Iterator[tuple[str, str]]:
    """Path and text of the page of each release whose id is in ``made``; ``printed`` holds at least these."""
    part_of = by_reading(printed)
    waiting = {row["reading"]: row["reasons"] for row in data.quarantine.iter_rows(named=True)}
    template = templates().get_template("release.html")
    parts = Parts(data.tables)
    for release in releases_of(data):
        if release.release_id not in made:
            continue
        shown = {
            "release": release,
            "reasons": waiting.get(release.reading, ()),
            "company": company_page(release.entity_id) if has_company(release) else "",
            "run": run_page(release.run_id),
        }
        for page in release_page(part_of(release.reading), release.release_id, release.reading, parts):
            yield page.path, template.render(root="../", page=page, **shown)
