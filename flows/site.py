"""The data-quality report, written from the warehouse."""

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from flows.errors import UnfinishedError
from flows.settings import Settings

if TYPE_CHECKING:
    from expectations.report import ReportData

WHOLE_VIEWS = ("release", "quality", "quarantine", "run", "expectation")
PAGED_VIEWS = ("fact_all", "tie", "issue")
MOST_PAGES = 100
"""Pages that an ingest writes on its own: each takes about as long as reading its release did."""


def write_site(settings: Settings, out: Path | None = None) -> Path:
    """Write the data-quality report of the whole warehouse, every page anew; gives its first page.

    Raises:
        UnfinishedError: where the folder cannot be written.
    """
    every = _releases(settings.warehouse_path)
    return _write(settings.warehouse_path, out or settings.report_path, every, every)


def refresh_site(settings: Settings, changed: Collection[str]) -> Path | None:
    """Bring the report up to date where only the releases ``changed``; gives its first page.

    None, and nothing is written, where that would be so many pages that it takes longer than the run did.

    Raises:
        UnfinishedError: where the folder cannot be written.
    """
    from expectations.report import page_of

    folder = settings.report_path
    every = _releases(settings.warehouse_path)
    made = [one for one in every if one in changed or not (folder / page_of(one)).exists()]
    return _write(settings.warehouse_path, folder, every, made) if len(made) <= MOST_PAGES else None


def _releases(warehouse: Path) -> list[str]:
    from warehouse.connect import query

    return query(warehouse, "SELECT release_id FROM mart.release")["release_id"].to_list()


def _write(warehouse: Path, folder: Path, every: Sequence[str], made: Sequence[str]) -> Path:
    from expectations.report import page_of, render, write_report

    try:
        return write_report(render(_report_data(warehouse, made), made), folder, kept=[page_of(one) for one in every])
    except OSError as error:
        raise UnfinishedError(f"{folder}: cannot write the report: {error.strerror}; name another by --out") from error


def _report_data(warehouse: Path, pages: Sequence[str]) -> "ReportData":
    """What the report shows: of every release its row, of those with a page to be made everything."""
    from expectations.report import ReportData
    from warehouse.connect import query

    whole = {view: query(warehouse, f"SELECT * FROM mart.{view}") for view in WHOLE_VIEWS}
    wanted = "WHERE release_id IN (SELECT unnest(?::VARCHAR[]))"
    paged = {view: query(warehouse, f"SELECT * FROM mart.{view} {wanted}", [pages]) for view in PAGED_VIEWS}
    return ReportData(**whole, **paged)
