"""The data-quality report: static pages, a pure function of frames; no network, and readable without script."""

from expectations.report.companies import company_pages
from expectations.report.data import SOURCE, Followed, Printed, ReportData
from expectations.report.environment import assets
from expectations.report.overview import overview_pages
from expectations.report.pages import release_pages, render
from expectations.report.parts import MOST_FACTS, Parts
from expectations.report.records import company_page, page_of, run_page
from expectations.report.site import remove_others, write_pages

__all__ = [
    "MOST_FACTS",
    "SOURCE",
    "Followed",
    "Parts",
    "Printed",
    "ReportData",
    "assets",
    "company_page",
    "company_pages",
    "overview_pages",
    "page_of",
    "release_pages",
    "remove_others",
    "render",
    "run_page",
    "write_pages",
]
