"""What the header of a submission says: who files, under which number, and when."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

from transforms.model import Identity
from transforms.parse.identity import company_key

EASTERN = ZoneInfo("America/New_York")
COMPANY = re.compile(r"(?:^|\s)COMPANY CONFORMED NAME:[ \t]*(\S[^\r\n]*)|<CONFORMED-NAME>([^\r\n<]+)")
CIK = re.compile(r"CENTRAL INDEX KEY:[ \t]*(\d+)|<CIK>[ \t]*(\d+)")
ACCESSION = re.compile(r"ACCESSION NUMBER:[ \t]*([\d-]+)|<ACCESSION-NUMBER>[ \t]*([\d-]+)")
FILED_ON = re.compile(r"FILED AS OF DATE:[ \t]*(\d{8})|<FILING-DATE>[ \t]*(\d{8})")
ACCEPTED_AT = re.compile(r"<ACCEPTANCE-DATETIME>(\d{14})")
"""Colon fields of the archive's full submissions; tags where the header was sent as it is disseminated."""


def read_header(text: str) -> Identity:
    """Identity from a submission's header, of its first filer; times there are Eastern."""
    return read_filers(text)[0]


def read_filers(text: str) -> list[Identity]:
    """Everyone whom a submission's header lists, at least one."""
    filed = _moment(_first(FILED_ON, text), "%Y%m%d")
    accepted = _moment(_first(ACCEPTED_AT, text), "%Y%m%d%H%M%S")
    filing = Identity(
        accession=_first(ACCESSION, text) or None,
        filed_on=filed.date() if filed else None,
        accepted_at=accepted.astimezone(UTC) if accepted else None,
    )
    starts = [match.start() for match in COMPANY.finditer(text)]
    blocks = [text[start:end] for start, end in pairwise([*starts, len(text)])]
    found = [
        replace(filing, company=_first(COMPANY, block), cik=cik.zfill(10) if (cik := _first(CIK, block)) else None)
        for block in blocks
    ]
    cik = _first(CIK, text)
    return found or [replace(filing, cik=cik.zfill(10) if cik else None)]


def choose_filer(filers: Sequence[Identity], head: str) -> Identity | None:
    """The one whom the exhibit's first lines name first; None where they name none of several."""
    if len(filers) < 2:  # noqa: PLR2004
        return filers[0] if filers else None
    folded = f" {company_key(head)} "
    named = [
        (at, -len(filer.company), filer)
        for filer in filers
        if filer.company and (at := folded.find(f" {company_key(filer.company)} ")) >= 0
    ]
    return min(named, key=lambda found: found[:2])[2] if named else None


def _first(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return next((group.strip() for group in match.groups() if group), "") if match else ""


def _moment(digits: str, form: str) -> datetime | None:
    """Digits of a header as a moment in New York; None where they name none."""
    try:
        return datetime.strptime(digits, form).replace(tzinfo=EASTERN)
    except ValueError:
        return None
