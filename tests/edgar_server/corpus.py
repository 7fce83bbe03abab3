"""A folder of releases as the submissions that EDGAR would hold; a bare exhibit gets a header."""

import csv
import hashlib
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from transforms.model import Source
from transforms.parse.sec_header import read_filers
from transforms.release import transform_release
from warehouse.catalog import read_catalog

EASTERN = ZoneInfo("America/New_York")
ACCESSION = re.compile(r"\d{10}-\d{2}-\d{6}")
FORM = re.compile(r"CONFORMED SUBMISSION TYPE:\s*(\S+)")
ITEM = re.compile(r"ITEM INFORMATION:[ \t]*(\S[^\n]*)")
ITEM_NUMBERS = {"results of operations": "2.02", "regulation fd": "7.01", "other events": "8.01", "exhibits": "9.01"}
AFTER_QUARTER = timedelta(days=30)
UNTOLD = date(2003, 7, 30)
WEEKEND = 5
HEADER = """<SEC-DOCUMENT>{accession}.txt : {filed:%Y%m%d}
<SEC-HEADER>{accession}.hdr.sgml : {filed:%Y%m%d}
<ACCEPTANCE-DATETIME>{accepted:%Y%m%d%H%M%S}
ACCESSION NUMBER:\t\t{accession}
CONFORMED SUBMISSION TYPE:\t{form}
PUBLIC DOCUMENT COUNT:\t\t1
CONFORMED PERIOD OF REPORT:\t{filed:%Y%m%d}
ITEM INFORMATION:\t\tResults of Operations and Financial Condition
ITEM INFORMATION:\t\tFinancial Statements and Exhibits
FILED AS OF DATE:\t\t{filed:%Y%m%d}
{filers}</SEC-HEADER>
"""
DOCUMENT = """<DOCUMENT>
<TYPE>EX-99.1
<SEQUENCE>1
<FILENAME>{file}
<TEXT>
"""
DOCUMENT_END = b"\n</TEXT>\n</DOCUMENT>\n"
END = b"</SEC-DOCUMENT>\n"
FILER = """
FILER:

\tCOMPANY DATA:\t
\t\tCOMPANY CONFORMED NAME:\t\t\t{name}
\t\tCENTRAL INDEX KEY:\t\t\t{cik:010d}
"""


@dataclass(frozen=True, slots=True)
class Submission:
    """A submission, and what the lists say of it; ``filed_on`` is the day that they put it on."""

    accession: str
    form: str
    filers: tuple[tuple[int, str], ...]
    filed_on: date
    accepted_at: datetime
    items: str
    content: bytes

    def path(self, cik: int) -> str:
        """Where it is in the archive."""
        return f"edgar/data/{cik}/{self.accession}.txt"


def as_submission(content: bytes) -> Submission:
    """A full submission, by its own header."""
    head = content[:20_000].decode("latin-1")
    filers = read_filers(head.partition("<DOCUMENT>")[0])
    accession, filed, accepted = filers[0].accession, filers[0].filed_on, filers[0].accepted_at
    form = FORM.search(head)
    if accession is None or form is None or filed is None:
        raise ValueError(f"no header of a submission: {head[:200]!r}")
    known = tuple((int(one.cik), one.company or "") for one in filers if one.cik)
    told = [number for item in ITEM.findall(head) for words, number in ITEM_NUMBERS.items() if words in item.lower()]
    accepted = accepted or datetime.combine(filed, time(16, 5), EASTERN)
    return Submission(accession, form[1], known, filed, accepted.astimezone(EASTERN), ",".join(told), content)


def wrap(
    exhibit: bytes, file: str, filers: Sequence[tuple[int, str]], filed_on: date, accession: str, form: str = "8-K"
) -> Submission:
    """A bare exhibit, or a document block alone, as the submission that carried it, accepted at five past four."""
    accepted = datetime.combine(filed_on, time(16, 5), EASTERN)
    named = "".join(FILER.format(cik=cik, name=name) for cik, name in filers)
    header = HEADER.format(accession=accession, filed=filed_on, accepted=accepted, form=form, filers=named)
    block = exhibit if b"<DOCUMENT>" in exhibit else DOCUMENT.format(file=file).encode() + exhibit + DOCUMENT_END
    return as_submission(header.encode("latin-1", "replace") + block.rstrip() + b"\n" + END)


def read_folder(folder: Path) -> list[Submission]:
    """Every release below ``folder``, each accession once.

    A bare exhibit is identified by its sidecar, its row in ``INDEX.csv`` (filed thirty days after its period), or its
    own text; numbers that none of them tells are made from hashes.
    """
    rows = {}
    if (folder / "INDEX.csv").exists():
        with (folder / "INDEX.csv").open(newline="", encoding="utf-8") as handle:
            rows = {row["file"]: row for row in csv.DictReader(handle)}
    found: dict[str, Submission] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix in {".txt", ".html", ".htm"}:
            one = _read(path, rows.get(path.relative_to(folder).as_posix(), {}))
            found.setdefault(one.accession, one)
    return list(found.values())


def _read(path: Path, row: dict[str, str]) -> Submission:
    content = path.read_bytes()
    if b"<SEC-HEADER>" in content[:5000]:
        return as_submission(content)
    told = _told(path, content, row)
    number, company = (
        int(hashlib.sha256(told_by).hexdigest()[:8], 16) for told_by in (content, told["company"].encode())
    )
    filed_on = _business_day(date.fromisoformat(told["filed_on"]))
    named = ACCESSION.search(path.name)
    accession = told.get("accession") or (named[0] if named else f"0000999999-{filed_on:%y}-{number % 10**6:06d}")
    cik = int(told.get("cik") or company % 10**7)
    return wrap(content, path.name, [(cik, told["company"])], filed_on, accession)


def _told(path: Path, content: bytes, row: dict[str, str]) -> dict[str, str]:
    """Who filed a bare exhibit, and when: by its sidecar, its row of the index, its own text."""
    sidecar = path.with_name(f"{path.name}.json")
    told = json.loads(sidecar.read_text()) if sidecar.exists() else {}
    if row:
        told = {"cik": row["cik"], "company": row["company"], "filed_on": _after(row["period_end"])} | told
    if {"company", "filed_on"} <= told.keys():
        return told
    filing = transform_release(Source(path.name, content), read_catalog()).filing.row(0, named=True)
    known_on = filing["known_at"].astimezone(EASTERN).date() if filing["known_at"] else UNTOLD
    return {"company": filing["company"] or path.stem.upper(), "filed_on": str(known_on)} | told


def _after(period_end: str) -> str:
    return str(date.fromisoformat(period_end) + AFTER_QUARTER)


def _business_day(day: date) -> date:
    while day.weekday() >= WEEKEND:
        day += timedelta(days=1)
    return day


def spread(submissions: Iterable[Submission], first: date, days: int) -> list[Submission]:
    """The same submissions, put on the working days of a span in turn; what is in them stays."""
    span = [first + timedelta(days=n) for n in range(days)]
    working = [day for day in span if day.weekday() < WEEKEND]
    return [replace(one, filed_on=working[n % len(working)]) for n, one in enumerate(submissions)]
