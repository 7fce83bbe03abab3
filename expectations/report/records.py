"""Rows as the templates read them: one record a release, a run, a company; never a dict, whose methods hide columns."""

import re
from collections.abc import Sequence
from hashlib import sha256
from types import SimpleNamespace
from typing import Any

import polars as pl

from expectations.report.data import ReportData
from transforms.errors import TieoutError

Record = Any
"""A row with its columns as attributes."""
STATUS_ORDER = ("quarantined", "published", "waived", "not_a_release")
_file_name = re.compile(r"[0-9A-Za-z][0-9A-Za-z-]{0,80}")


class UnnamedPageError(TieoutError):
    """A release or run whose id cannot be the name of a file."""


def records(frame: pl.DataFrame) -> list[Record]:
    """The rows of ``frame``; the column ``yield`` is ``yielded``, for the word has a meaning of its own."""
    return [SimpleNamespace(**row) for row in frame.rename({"yield": "yielded"}, strict=False).iter_rows(named=True)]


def page_of(release_id: str) -> str:
    """Path of a release's page.

    Raises:
        UnnamedPageError: for what is no release id, since it becomes a file's name.
    """
    return f"release/{_named(release_id, 'release')}.html"


def run_page(run_id: str) -> str:
    """Path of a run's page.

    Raises:
        UnnamedPageError: for what is no run id, since it becomes a file's name.
    """
    return f"run/{_named(run_id, 'run')}.html"


def company_page(entity_id: str) -> str:
    """Path of a company's page: its CIK or name in letters that every file system takes, and a hash of it."""
    slug = re.sub(r"[^0-9a-z]+", "-", entity_id.lower()).strip("-")[:40]
    return f"company/{slug or 'company'}-{sha256(entity_id.encode()).hexdigest()[:8]}.html"


def _named(name: str, kind: str) -> str:
    if not _file_name.fullmatch(name):
        raise UnnamedPageError(f"{name!r} is no {kind} id, so its page has no name; look at mart.{kind}")
    return name


def releases_of(data: ReportData) -> list[Record]:
    """One record a release with what its ties came to; those that wait first, then the newest."""
    broken = pl.col("broken_errors") + pl.col("broken_warnings")
    tied = data.quality.select(
        "reading",
        "ties",
        "exact",
        "suspicious",
        held=pl.col("exact") + pl.col("within_rounding"),
        broken=broken,
    )
    names = data.filing.sort("known_at", "file_name", nulls_last=True).group_by("release_id", maintain_order=True)
    order = pl.col("status").replace_strict({name: number for number, name in enumerate(STATUS_ORDER)})
    frame = (
        data.release.join(tied, on="reading", how="left", validate="1:1")
        .join(names.agg(pl.col("file_name").first()), on="release_id", how="left", validate="1:1")
        .with_columns(pl.col("file_name").fill_null("unknown"))
        .sort(order, "known_at", "company", "release_id", descending=[False, True, False, False], nulls_last=True)
    )
    found = records(frame)
    for one in found:
        one.page = page_of(one.release_id)
    return found


def counts_by_status(releases: Sequence[Record]) -> dict[str, int]:
    """How many releases have each status."""
    return {status: sum(one.status == status for one in releases) for status in STATUS_ORDER}
