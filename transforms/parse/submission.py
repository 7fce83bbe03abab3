"""A source file to the exhibits that may be releases, each with its own identity and its place in the file."""

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from transforms.errors import UnreadableSourceError
from transforms.model import Identity, Source
from transforms.parse.bounds import HtmlTooLargeError
from transforms.parse.html import Layout, lay_out
from transforms.parse.preformatted import preformatted, unmarked
from transforms.parse.text import LINE_END, Line, check_lengths, decode, read_lines

EASTERN = ZoneInfo("America/New_York")
DOCUMENT = re.compile(rb"<DOCUMENT>((?:[^<]++|<(?!/?DOCUMENT>))*+)")
BODY = re.compile(rb"<TEXT>[^\n]*?\r?\n((?:[^<]++|<(?!/TEXT>))*+)")
FIELD = re.compile(rb"<(TYPE|FILENAME)>([^\r\n<]*)")
EXHIBIT = re.compile(r"^\s*EXHIBIT\s+(99(?:\.\d+)?)\b", re.IGNORECASE)
HTML = re.compile(rb"<(html|tr|td|div|font|br|span)[\s>/]", re.IGNORECASE)
PREFORMATTED = re.compile(r"<pre\b", re.IGNORECASE)
CELL = re.compile(r"<t[dh]\b", re.IGNORECASE)
FORM = re.compile(r"\bFORM\s+([86]-K)\b.{0,600}\b(?:CURRENT REPORT|REPORT OF FOREIGN)", re.IGNORECASE | re.DOTALL)
COVER_LINES = 80
HEADER_FIELDS = {
    "company": re.compile(r"COMPANY CONFORMED NAME:[ \t]*(\S[^\r\n]*)"),
    "cik": re.compile(r"CENTRAL INDEX KEY:[ \t]*(\d+)"),
    "accession": re.compile(r"ACCESSION NUMBER:[ \t]*([\d-]+)"),
    "filed_on": re.compile(r"FILED AS OF DATE:[ \t]*(\d{8})"),
    "accepted_at": re.compile(r"<ACCEPTANCE-DATETIME>(\d{14})"),
}


@dataclass(frozen=True, slots=True)
class Document:
    """One exhibit: the hash of its bytes, its type, its lines, and what the submission's header says of it."""

    release_id: str
    name: str
    exhibit: str
    size: int
    lines: list[Line]
    header: Identity
    given: Identity
    layout: Layout | None
    source: str
    """What tells its file from others: siblings share it."""


def open_documents(source: Source) -> list[Document]:
    """The EX-99 exhibits of a submission, or the whole file where it is a bare exhibit; empty where there is none.

    Raises:
        UnreadableSourceError: for an empty or binary file, and for markup that no exhibit has.
    """
    text = decode(source.content, source.name)
    parts = list(DOCUMENT.finditer(source.content))
    if not parts:
        return [_bare(source, text)]
    header = read_header(text[:20_000])
    return [_document(source, exhibit, body, header) for exhibit, body in _candidates(source.content, parts)]


def _bare(source: Source, text: str) -> Document:
    lines, layout = _lines(source.name, source.content, text, 1)
    named = next((match[1] for line in lines[:20] if (match := EXHIBIT.match(line.text))), None)
    exhibit = f"EX-{named}" if named else _cover(lines) or "EX-99.1"
    return Document(
        hashlib.sha256(source.content).hexdigest(),
        source.name,
        exhibit,
        len(source.content),
        lines,
        Identity(),
        source.identity,
        layout,
        hashlib.sha256(source.content).hexdigest(),
    )


def _cover(lines: list[Line]) -> str | None:
    """The form whose cover a bare file is."""
    head = " ".join(line.text for line in lines[:COVER_LINES])
    found = FORM.search(head)
    return found[1].upper() if found else None


def _candidates(content: bytes, parts: list[re.Match[bytes]]) -> list[tuple[str, re.Match[bytes]]]:
    """The EX-99 exhibits with a body; where there is none the body of the report itself, which some filers use."""
    found: dict[str, list[tuple[str, re.Match[bytes]]]] = {"EX-99": [], "8-K": [], "6-K": []}
    for part in parts:
        fields = {
            name.decode(): value.decode("latin-1").strip().upper() for name, value in FIELD.findall(part[1][:2000])
        }
        kind = fields.get("TYPE", "")
        body = BODY.search(content, part.start(1), part.end(1))
        for prefix, candidates in found.items():
            if body is not None and kind.startswith(prefix):
                candidates.append((kind, body))
    return found["EX-99"] or found["8-K"] or found["6-K"]


def _document(source: Source, exhibit: str, body: re.Match[bytes], header: Identity) -> Document:
    content = body[1]
    first = 1 + len(LINE_END.findall(source.content[: body.start(1)].decode("latin-1")))
    lines, layout = _lines(f"{source.name} ({exhibit})", content, decode(content, source.name), first)
    return Document(
        hashlib.sha256(content).hexdigest(),
        source.name,
        exhibit,
        len(content),
        lines,
        header,
        source.identity,
        layout,
        header.accession or hashlib.sha256(source.content).hexdigest(),
    )


def _lines(name: str, content: bytes, text: str, first: int) -> tuple[list[Line], Layout | None]:
    """The lines of plain text, or those that an HTML exhibit is laid out as."""
    if not _is_html(content):
        return read_lines(text, first, name), None
    if PREFORMATTED.search(text) and not CELL.search(text):
        lines = unmarked(text, first)
        check_lengths(lines, name)
        return lines, None
    try:
        layout = lay_out(text, preformatted(text, first))
    except HtmlTooLargeError as error:
        raise UnreadableSourceError(f"{name}: {error}; this is no exhibit") from error
    return layout.lines, layout


def _is_html(content: bytes) -> bool:
    return len(HTML.findall(content[:20_000])) >= 2  # noqa: PLR2004


def read_header(text: str) -> Identity:
    """Identity from a submission's ``<SEC-HEADER>``; times there are Eastern."""
    found = {name: match[1].strip() for name, pattern in HEADER_FIELDS.items() if (match := pattern.search(text))}
    accepted = _moment(found.get("accepted_at", ""), "%Y%m%d%H%M%S")
    filed = _moment(found.get("filed_on", ""), "%Y%m%d")
    return Identity(
        cik=found["cik"].zfill(10) if "cik" in found else None,
        company=found.get("company"),
        accession=found.get("accession"),
        filed_on=filed.date() if filed else None,
        accepted_at=accepted.astimezone(UTC) if accepted else None,
    )


def _moment(digits: str, form: str) -> datetime | None:
    """Digits of a header as a moment in New York; None where they name none."""
    try:
        return datetime.strptime(digits, form).replace(tzinfo=EASTERN)
    except ValueError:
        return None


def end_of_day(day: date) -> datetime:
    """The last moment of ``day`` in New York: a date alone is never taken for an earlier knowledge."""
    return datetime.combine(day, time(23, 59, 59, 999999), EASTERN).astimezone(UTC)


def merged(header: Identity, given: Identity, read: Identity) -> Identity:
    """The first that knows: header, sidecar or options, text."""
    names = ("cik", "company", "ticker", "accession", "filed_on", "accepted_at")
    return replace(
        header, **{name: getattr(header, name) or getattr(given, name) or getattr(read, name) for name in names}
    )
