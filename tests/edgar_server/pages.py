"""EDGAR's pages, made from the submissions that it holds."""

from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Any

from edgar_server.corpus import Submission

FIRST_YEAR = 1993
INDEX_HEADER = """Description:           {title}
Last Data Received:    {day:%B %d, %Y}
Comments:              webmaster@sec.gov
Anonymous FTP:         ftp://ftp.sec.gov/edgar/




CIK|Company Name|Form Type|Date Filed|{file_column}
--------------------------------------------------------------------------------
"""
ATOM_HEADER = """<?xml version="1.0" encoding="ISO-8859-1" ?>
<feed xmlns="http://www.w3.org/2005/Atom">
<title>Latest Filings - {now}</title>
<link rel="alternate" href="/cgi-bin/browse-edgar?action=getcurrent"/>
<id>https://www.sec.gov/cgi-bin/browse-edgar?action=getcurrent</id>
<author><name>Webmaster</name><email>webmaster@sec.gov</email></author>
<updated>{now}</updated>
"""
ENTRY = """<entry>
<title>{form} - {name} ({cik:010d}) (Filer)</title>
<link rel="alternate" type="text/html" href="https://www.sec.gov/Archives/edgar/data/{cik}/{plain}/{accession}-index.htm"/>
<summary type="html">&lt;b&gt;Filed:&lt;/b&gt; {filed} &lt;b&gt;AccNo:&lt;/b&gt; {accession} &lt;b&gt;Size:&lt;/b&gt; {size} KB</summary>
<updated>{updated}</updated>
<category scheme="https://www.sec.gov/" label="form type" term="{form}"/>
<id>urn:tag:sec.gov,2008:accession-number={accession}</id>
</entry>
"""


def daily_index(submissions: Sequence[Submission], day: date) -> bytes | None:
    """The index of a day, None where nothing was filed; one row for every filer of a submission."""
    filed = [one for one in submissions if one.filed_on == day]
    if not filed:
        return None
    header = INDEX_HEADER.format(
        title="Daily Index of EDGAR Dissemination Feed by CIK", day=day, file_column="File Name"
    )
    return (header + _rows(filed, "%Y%m%d")).encode("latin-1", "replace")


def quarterly_index(submissions: Sequence[Submission], year: int, quarter: int) -> bytes | None:
    """The index of a quarter, None before EDGAR began; one in which nothing was filed has no rows."""
    if year < FIRST_YEAR:
        return None
    filed = [one for one in submissions if (one.filed_on.year, (one.filed_on.month + 2) // 3) == (year, quarter)]
    last = max((one.filed_on for one in filed), default=date(year, 3 * quarter, 28))
    header = INDEX_HEADER.format(title="Master Index of EDGAR Dissemination Feed", day=last, file_column="Filename")
    return (header + _rows(filed, "%Y-%m-%d")).encode("latin-1", "replace")


def _rows(filed: Sequence[Submission], form: str) -> str:
    rows = [(cik, name, one) for one in filed for cik, name in one.filers]
    rows.sort(key=lambda row: (row[0], row[2].accession))
    return "".join(
        f"{cik}|{name}|{one.form}|{one.filed_on.strftime(form)}|{one.path(cik)}\n" for cik, name, one in rows
    )


def company(
    submissions: Sequence[Submission], cik: int, page_size: int
) -> tuple[dict[str, Any], list[dict[str, Any]]] | None:
    """A company's list and its older pages; None where it filed nothing."""
    filed = [one for one in submissions if cik in dict(one.filers)]
    if not filed:
        return None
    filed.sort(key=lambda one: (one.filed_on, one.accession), reverse=True)
    older = [filed[start : start + page_size] for start in range(page_size, len(filed), page_size)]
    files = [
        {
            "name": f"CIK{cik:010d}-submissions-{number:03d}.json",
            "filingCount": len(page),
            "filingFrom": str(page[-1].filed_on),
            "filingTo": str(page[0].filed_on),
        }
        for number, page in enumerate(older, start=1)
    ]
    first = {
        "cik": f"{cik:010d}",
        "entityType": "operating",
        "name": dict(filed[0].filers)[cik],
        "filings": {"recent": _columns(filed[:page_size]), "files": files},
    }
    return first, [_columns(page) for page in older]


def _columns(filed: Sequence[Submission]) -> dict[str, list[Any]]:
    return {
        "accessionNumber": [one.accession for one in filed],
        "filingDate": [str(one.filed_on) for one in filed],
        "reportDate": [str(one.filed_on) for one in filed],
        # Eastern with a Z behind it, as the real one has often had
        "acceptanceDateTime": [f"{one.accepted_at:%Y-%m-%dT%H:%M:%S}.000Z" for one in filed],
        "form": [one.form for one in filed],
        "items": [one.items for one in filed],
        "size": [len(one.content) for one in filed],
        "primaryDocument": [f"{one.accession}.txt" for one in filed],
    }


def feed(submissions: Sequence[Submission], form: str, start: int, count: int) -> bytes:
    """The newest filings of a form, amendments too; an entry for every filer."""
    newest = sorted(
        (one for one in submissions if one.form.startswith(form)), key=lambda one: one.accepted_at, reverse=True
    )
    entries = [(cik, name, one) for one in newest for cik, name in one.filers][start : start + count]
    now = f"{max((one.accepted_at for one in newest), default='')}"
    made = [
        ENTRY.format(
            form=one.form, name=escape(name), cik=cik, plain=one.accession.replace("-", ""), accession=one.accession,
            filed=one.filed_on, size=len(one.content) // 1024, updated=one.accepted_at.isoformat(),
        )
        for cik, name, one in entries
    ]  # fmt: skip
    return (ATOM_HEADER.format(now=now) + "".join(made) + "</feed>\n").encode("latin-1", "replace")
