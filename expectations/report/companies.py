"""Companies: what their releases came to, and a page for each."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from expectations.report.company import history_of
from expectations.report.data import Followed, ReportData, of_company
from expectations.report.environment import templates
from expectations.report.parts import Parts
from expectations.report.records import Record, company_page, counts_by_status, releases_of


@dataclass(frozen=True, slots=True)
class Company:
    """What a company's releases came to; ``releases`` newest first."""

    entity_id: str
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


def company_pages(data: ReportData, followed: Followed, made: Collection[str]) -> Iterator[tuple[str, str]]:
    """Path and text of the page of each company whose entity id is in ``made``.

    ``data`` holds at least its releases, ``followed`` at least its series.
    """
    template = templates().get_template("company.html")
    parts = Parts(data.tables)
    for one in companies_of(releases_of(data)):
        if one.entity_id in made:
            history = history_of(of_company(followed, one.entity_id), parts)
            yield one.page, template.render(root="../", company=one, history=history)


def has_company(release: Record) -> bool:
    """Whether the release is part of a company's page: what is no release is of none."""
    return bool(release.entity_id) and release.status != "not_a_release"


def companies_of(releases: Sequence[Record]) -> list[Company]:
    """The companies of ``releases`` by name; what is no release is no part of them."""
    by_entity: dict[str, list[Record]] = defaultdict(list)
    for release in releases:
        if has_company(release):
            by_entity[release.entity_id].append(release)
    return sorted(
        (_company(entity, of_it) for entity, of_it in by_entity.items()), key=lambda one: (one.name.lower(), one.page)
    )


def _company(entity_id: str, releases: Sequence[Record]) -> Company:
    known = sorted(release.known_at for release in releases if release.known_at is not None)
    return Company(
        entity_id=entity_id,
        name=next((release.company for release in releases if release.company), entity_id),
        page=company_page(entity_id),
        releases=sorted(releases, key=lambda one: str(one.known_at or ""), reverse=True),
        statuses=counts_by_status(releases),
        first=known[0] if known else None,
        last=known[-1] if known else None,
        lowest_yield=min(release.yielded for release in releases),
        **{name: sum(getattr(release, name) for release in releases) for name in ("facts", "ties", "held", "broken")},
    )
