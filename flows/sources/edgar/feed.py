"""The feed of current filings, newest first, as Atom (RFC 4287)."""

import re
from collections.abc import Iterator
from datetime import datetime
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from flows.settings import Settings
from flows.sources.edgar.errors import MalformedError
from flows.sources.edgar.filings import Filing

ATOM = "{http://www.w3.org/2005/Atom}"
PAGE = 100
"""Entries of a page, the most that EDGAR gives."""
ENTRY_ID = re.compile(r"accession-number=(\d{10}-\d{2}-\d{6})$")
FILER = re.compile(r"/Archives/edgar/data/(\d+)/")
FEED_FORMS = ("8-K", "6-K")
"""What to ask for; the feed takes a form for the begin of one, so amendments come along."""


def feed_url(settings: Settings, form: str, start: int) -> str:
    """Where the entries of ``form`` from number ``start`` on are."""
    asked = f"action=getcurrent&type={form}&company=&dateb=&owner=include&start={start}&count={PAGE}&output=atom"
    return f"{settings.edgar_url}/cgi-bin/browse-edgar?{asked}"


def read_feed(url: str, body: bytes) -> list[Filing]:
    """The entries in order, one for each filer of a filing; filed on the day that the entry was made.

    Raises:
        MalformedError: for what is no such feed, and for one that declares a document type or entities.
    """
    try:
        root = fromstring(body, forbid_dtd=True)
    except (ParseError, DefusedXmlException) as error:
        raise MalformedError(f"{url}: no feed: {type(error).__name__}: {error}") from error
    if root.tag != f"{ATOM}feed":
        raise MalformedError(f"{url}: begins with <{root.tag}>, and an Atom feed with <feed>")
    return list(_entries(url, root))


def _entries(url: str, root: Element) -> Iterator[Filing]:
    for number, entry in enumerate(root.iterfind(f"{ATOM}entry"), start=1):
        told = ENTRY_ID.search(entry.findtext(f"{ATOM}id", "").strip())
        link, category = entry.find(f"{ATOM}link"), entry.find(f"{ATOM}category")
        filer = FILER.search(link.get("href", "")) if link is not None else None
        form = category.get("term", "") if category is not None else ""
        try:
            updated = datetime.fromisoformat(entry.findtext(f"{ATOM}updated", "").strip())
        except ValueError as error:
            raise MalformedError(f"{url}, entry {number}: has no time: {error}") from error
        if told is None or filer is None or not form:
            raise MalformedError(f"{url}, entry {number}: lacks accession number, link to a filer, or form")
        yield Filing(told[1], int(filer[1]), form, updated.date())
