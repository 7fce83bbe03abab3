"""The data-quality report: static pages, a pure function of frames; no network, no script."""

from expectations.report.data import ReportData
from expectations.report.pages import render
from expectations.report.site import write_report

__all__ = ["ReportData", "render", "write_report"]
