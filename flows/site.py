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


def write_site(settings: Settings, out: Path | None = None, changed: Collection[str] | None = None) -> Path:
    """Write the data-quality report of the whole warehouse; gives its first page.

    Of releases that are not ``changed`` the page is left as it is, where there is one; None makes all anew.

    Raises:
        UnfinishedError: where the folder cannot be written.
    """
    from expectations.report import page_of, render, write_report
    from warehouse.connect import query

    folder = out or settings.report_path
    every = query(settings.warehouse_path, "SELECT release_id FROM mart.release")["release_id"].to_list()
    made = [one for one in every if changed is None or one in changed or not (folder / page_of(one)).exists()]
    files = render(_report_data(settings.warehouse_path, made), made)
    try:
        return write_report(files, folder, kept=[page_of(one) for one in every])
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
