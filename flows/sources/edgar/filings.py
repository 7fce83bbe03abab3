"""A filing as every kind of list tells of it, and which filings may carry an earnings release."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flows.settings import Settings

FORMS = frozenset({"8-K", "8-K/A", "6-K", "6-K/A"})
"""Reports of current events. Their item numbers are no help: results stood under item 5 or 9 before 28 March 2003,
under 12, often without text, until 22 August 2004, under 2.02 since, and a 6-K has none. So all are fetched, and
what is in them decides: one without results is recorded as no release."""
ACCESSION = re.compile(r"\d{10}-\d{2}-\d{6}")


@dataclass(frozen=True, slots=True)
class Filing:
    """One submission: whose (the first that a list names), which form, and the day a list puts it on."""

    accession: str
    cik: int
    form: str
    filed_on: date

    @property
    def name(self) -> str:
        """The file that holds all of it."""
        return f"{self.accession}.txt"

    def url(self, settings: Settings) -> str:
        """Where that file is."""
        return f"{settings.edgar_url}/Archives/edgar/data/{self.cik}/{self.accession.replace('-', '')}/{self.name}"


def select(filings: Iterable[Filing]) -> list[Filing]:
    """Those of a form that may carry a release, each accession once: a list has a row for every co-registrant."""
    chosen: dict[str, Filing] = {}
    for filing in filings:
        if filing.form in FORMS:
            chosen.setdefault(filing.accession, filing)
    return list(chosen.values())
