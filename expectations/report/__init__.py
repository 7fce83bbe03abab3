"""The data-quality report: static pages, a pure function of frames; no network, no script."""

from expectations.report.data import ReportData
from expectations.report.pages import page_of, render
from expectations.report.site import write_report

__all__ = ["ReportData", "page_of", "render", "write_report"]
