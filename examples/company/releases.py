"""The nine releases of ten quarters: what each prints, how it is worded and laid out, and how it came to the public."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Literal
from zoneinfo import ZoneInfo

import statements
from as_html import PLAIN, STYLED, MarkupStyle
from as_text import LEADERS, TAGGED, TextStyle
from books import Edition, Span
from layout import Column, Misprints, Statement
from prose import ORDINAL, Prose
from statements import Wording

EASTERN = ZoneInfo("America/New_York")
SMALL, IN_THOUSANDS = "(Unaudited)", "(In thousands)"
PER_SHARE = "(In thousands, except per share data)"
FIRST, RESTATED = Edition(), Edition(restated=True, reclassified=True)
SPLIT = replace(RESTATED, split=True)
EARLY = Wording()
SELLING = Wording(selling="Selling and marketing expenses")
LATE = replace(SELLING, service="Aftermarket parts and service")

Prints = Literal["quarter", "both", "to date"]


@dataclass(frozen=True, slots=True)
class Release:
    """One release, from the quarter that it reports to the file that it comes in."""

    quarter: int
    filed_on: date
    style: TextStyle | MarkupStyle
    edition: Edition
    wording: Wording
    prints: Prints
    carried_by: Literal["sidecar", "submission", "dateline"]
    said: str
    """What it says besides figures."""
    accepted_at: time | None = None
    misprints: Misprints | None = None
    has_data: bool = False
    restates: bool = False
    rounds_otherwise: bool = False

    @property
    def name(self) -> str:
        """The file's name."""
        suffix = "txt" if isinstance(self.style, TextStyle) or self.carried_by == "submission" else "htm"
        return f"calderwick_{self.span.year}q{self.quarter % 4 + 1}.{suffix}"

    @property
    def span(self) -> Span:
        """The quarter."""
        return Span(self.quarter, self.quarter)

    @property
    def to_date(self) -> Span:
        """The year to the end of the quarter."""
        return Span(self.quarter - self.quarter % 4, self.quarter)

    @property
    def known_at(self) -> datetime:
        """When the public could know: when it was accepted, else the end of its day."""
        return datetime.combine(self.filed_on, self.accepted_at or time.max, EASTERN)

    @property
    def published(self) -> bool:
        """No total is broken by a typing error; orders are no part of one."""
        return not any(statement != "selected_data" for statement, *_ in self.misprints or {})


RELEASES = (
    Release(
        4, date(2004, 1, 22), LEADERS, FIRST, EARLY, "quarter", "sidecar",
        "Demand from water utilities held up well, and deliveries of the new valve actuator began in December.",
        misprints={("selected_data", "orders", 0): "32864"}, has_data=True,
    ),
    Release(
        5, date(2004, 4, 22), LEADERS, FIRST, EARLY, "both", "dateline",
        "Service crews were at work on more sites than ever before.",
        misprints={("operations", "cost", 2): "42072"},
    ),
    Release(
        6, date(2004, 7, 22), LEADERS, FIRST, EARLY, "both", "dateline",
        "In May the company bought Tarn Valve Works, a foundry for actuator housings, and paid in cash.", has_data=True,
    ),
    Release(
        7, date(2004, 11, 18), TAGGED, FIRST, EARLY, "to date", "submission",
        "The year had one week more than the one before, which fell into its last quarter.",
        accepted_at=time(16, 32, 11), rounds_otherwise=True,
    ),
    Release(
        8, date(2005, 1, 27), TAGGED, FIRST, SELLING, "quarter", "sidecar",
        "The board raised the dividend, and the order book of the refineries filled.",
        accepted_at=time(7, 5, 40), has_data=True,
    ),
    Release(
        9, date(2005, 4, 28), PLAIN, FIRST, SELLING, "to date", "submission",
        "The plant in Dunmere was closed in March, and its lines moved to the main works.",
        accepted_at=time(17, 48, 2),
    ),
    Release(
        11, date(2005, 12, 14), PLAIN, RESTATED, LATE, "both", "sidecar",
        "The company had put off its report on the third quarter while its audit committee looked into the cost of "
        "inventories. The review is complete. Cost of products that left the works in the first and second quarters "
        "had stayed in inventories, and the statements of both periods are restated below. The cost of the buildings "
        "of the laboratories, until now general and administrative, is research and development in all columns.",
        restates=True,
    ),
    Release(
        12, date(2006, 1, 26), STYLED, SPLIT, LATE, "quarter", "dateline",
        "Two shares were issued for each one held on January 9, 2006; all counts and amounts per share are told as if "
        "that had always been so.",
        has_data=True,
    ),
    Release(
        13, date(2006, 4, 27), STYLED, SPLIT, LATE, "both", "sidecar",
        "Orders from the gas industry were the best of any quarter so far.", has_data=True,
    ),
)  # fmt: skip
"""None reports the third quarter of fiscal 2005: it was never published."""
MISSING = Span(10, 10)


def columns_of(release: Release) -> tuple[Column, ...]:
    """The columns of operations: the quarter, the year to date, or both, with those of the year before."""
    spans = {"quarter": [release.span], "to date": [release.to_date], "both": [release.span, release.to_date]}
    pairs = [(span, span.year_before) for span in spans[release.prints]]
    return tuple(Column(span, release.edition) for pair in pairs for span in pair)


def tables(release: Release) -> list[Statement]:
    """Every statement of a release, in printed order."""
    misprints, edition = release.misprints or {}, release.edition
    now = columns_of(release)
    to_date = tuple(Column(span, edition) for span in (release.to_date, release.to_date.year_before))
    year_end = Span(release.to_date.first - 1, release.to_date.first - 1)
    ends = tuple(Column(span, edition, instant=True) for span in (release.span, year_end))
    balance = statements.balance_sheet(ends, "CONSOLIDATED BALANCE SHEETS", misprints, (IN_THOUSANDS, SMALL))
    if release.rounds_otherwise:
        day = release.span.end
        balance = statements.with_shifted(balance, {("accrued", day): -1, ("compensation", day): 1})
    found = [
        statements.operations(
            now, release.wording, "CONSOLIDATED STATEMENTS OF OPERATIONS", misprints, (PER_SHARE, SMALL)
        ),
        balance,
        statements.cash_flow(to_date, misprints, (IN_THOUSANDS, SMALL)),
        statements.reconciliation(now, (PER_SHARE, SMALL)),
    ]
    if release.has_data:
        found.append(statements.operating_data(now[:2], misprints))
    return found + (restated_tables(release) if release.restates else [])


def restated_tables(release: Release) -> list[Statement]:
    """The first quarter, the first half and its closing balances, each as it was told and as it is told now."""

    def told_twice(*spans: Span, instant: bool = False) -> tuple[Column, ...]:
        members = ((FIRST, "As previously reported"), (release.edition, "As restated"))
        return tuple(Column(span, edition, instant, member) for span in spans for edition, member in members)

    first, half = Span(8, 8), Span(8, 9)
    note = (PER_SHARE, SMALL)
    return [
        statements.operations(
            told_twice(first, half), release.wording, "RESTATED CONSOLIDATED STATEMENTS OF OPERATIONS", {}, note
        ),
        statements.balance_sheet(
            told_twice(Span(9, 9), instant=True), "RESTATED CONSOLIDATED BALANCE SHEET", {}, (IN_THOUSANDS, SMALL)
        ),
    ]


def words(release: Release) -> tuple[list[str], Prose]:
    """Headline, dateline and paragraphs, with the figures that they restate."""
    prose = Prose(release.edition)
    quarter, year = release.quarter % 4, release.span.year
    period = f"{ORDINAL[quarter]} quarter" if release.prints != "to date" else ("year", "first half")[quarter == 1]
    if release.prints == "both" and quarter + 1 == len(ORDINAL):
        period = "fourth quarter and year"
    day = f"{release.filed_on:%B} {release.filed_on.day}, {release.filed_on.year}"
    closed = f"{release.span.end:%B} {release.span.end.day}, {release.span.end.year}"
    headline = f"CALDERWICK CONTROLS REPORTS {period.upper()} RESULTS FOR FISCAL {year}"
    who = "Calderwick Controls, Inc. (Nasdaq: CLDW), a maker of controllers and actuators that exists in these examples"
    dateline = f"ASHBY FERRY, Vermont, {day} - {who} only, reports on its {period}, which closed on {closed}."
    told = [prose.quarter(release.quarter)] if release.prints != "to date" else []
    told += [prose.to_date(release.to_date)] if release.prints != "quarter" else []
    return ["EXHIBIT 99.1", headline, dateline, *told, release.said], prose
