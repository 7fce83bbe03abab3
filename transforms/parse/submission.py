"""A source file to the exhibits that may be releases, each with its own identity and its place in the file."""

import hashlib
import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from typing import NamedTuple

from transforms.errors import UnreadableSourceError
from transforms.model import Identity, Source
from transforms.parse.bounds import HtmlTooLargeError
from transforms.parse.grid import Trouble
from transforms.parse.html import Layout, lay_out
from transforms.parse.preformatted import unmarked
from transforms.parse.sec_header import EASTERN, read_filers
from transforms.parse.text import LINE_END, Line, check_lengths, decode, read_lines

DOCUMENT = re.compile(rb"<DOCUMENT>((?:[^<]++|<(?!/?DOCUMENT>))*+)")
BODY = re.compile(rb"<TEXT>[^\n]*?\r?\n((?:[^<]++|<(?!/TEXT>))*+)")
FIELD = re.compile(rb"<(TYPE|FILENAME)>([^\r\n<]*)")
EXHIBIT = re.compile(r"^\s*EXHIBIT\s+(99(?:\.\d+)?)\b", re.IGNORECASE)
HTML = re.compile(rb"<(html|head|body|tr|td|div|font|br|span)[\s>/]", re.IGNORECASE)
PREFORMATTED = re.compile(r"<pre\b", re.IGNORECASE)
CELL = re.compile(r"<t[dh]\b", re.IGNORECASE)
FORM = re.compile(r"\bFORM\s+([86]-K)\b.{0,600}\b(?:CURRENT REPORT|REPORT OF FOREIGN)", re.IGNORECASE | re.DOTALL)
COVER_LINES = 80
LONGEST_HEADER = 20_000
ENCODED = re.compile(rb"\s*(?:<[A-Z]+>\s*)?(?:(%PDF)|begin [0-7]{3,4} \S)")
"""How an attachment begins that holds no text."""
MOST_NAMED = 5
"""Attachments that a note names one by one."""


@dataclass(frozen=True, slots=True)
class Document:
    """One exhibit: the hash of its bytes, its type, its lines, and what the submission's header says of it."""

    release_id: str
    name: str
    exhibit: str
    size: int
    lines: list[Line]
    filers: list[Identity]
    """Whom the submission's header lists; none for a bare exhibit."""
    given: Identity
    layout: Layout | None
    source: str
    """What tells its file from others: siblings share it."""
    landed: str
    """sha256 of its file."""
    notes: tuple[Trouble, ...] = ()
    """What the file holds besides, and why it is not read."""

    @property
    def told(self) -> Identity:
        """What header, sidecar and options say; of several filers not who it is, which takes the text to tell."""
        header = self.filers[0] if self.filers else Identity()
        if len(self.filers) > 1:
            header = replace(header, cik=None, company=None)
        return merged(header, self.given, Identity())


def open_documents(source: Source) -> list[Document]:
    """The EX-99 exhibits of a submission, or the whole file where it is a bare exhibit; empty where there is none.

    Raises:
        UnreadableSourceError: for an empty or binary file, and for markup that no exhibit has.
    """
    text = decode(source.content, source.name)
    parts = list(DOCUMENT.finditer(source.content))
    if not parts:
        return [_bare(source, text)]
    filers = read_filers(text[: min(len(text), parts[0].start(), LONGEST_HEADER)])
    attachments = [_attachment(source.content, part) for part in parts]
    skipped = [one for one in attachments if one.encoded]
    candidates = _candidates([one for one in attachments if not one.encoded])
    if not candidates and any(one.kind.startswith("EX-99") for one in skipped):
        raise UnreadableSourceError(f"{source.name}: {_told(skipped)} no text to read; give the text or HTML exhibit")
    notes = (
        (Trouble("info", "attachment_skipped", f"{_told(skipped)} no text, so they are not read"),) if skipped else ()
    )
    digest = hashlib.sha256(source.content).hexdigest()
    return [
        _document(source, digest, exhibit, body, filers, notes if order == 0 else ())
        for order, (exhibit, body) in enumerate(candidates)
    ]


class Exhibit(NamedTuple):
    """An exhibit's text, and the number that its first line has in the file as landed."""

    text: str
    first_line: int
    is_html: bool


def find_exhibit(source: Source, release_id: str) -> Exhibit | None:
    """The exhibit of ``source`` that is ``release_id``; None where it has no such.

    Raises:
        UnreadableSourceError: for an empty or binary file.
    """
    attachments = [_attachment(source.content, part) for part in DOCUMENT.finditer(source.content)]
    bodies = [(one.body[1], one.body.start(1)) for one in attachments if one.body is not None]
    for content, start in bodies or [(source.content, 0)]:
        if hashlib.sha256(content).hexdigest() == release_id:
            return Exhibit(decode(content, source.name), _line_at(source.content, start), _is_html(content))
    return None


def _line_at(content: bytes, start: int) -> int:
    return 1 + len(LINE_END.findall(content[:start].decode("latin-1")))


def _bare(source: Source, text: str) -> Document:
    digest = hashlib.sha256(source.content).hexdigest()
    lines, layout = _lines(source.name, source.content, text, 1)
    named = next((match[1] for line in lines[:20] if (match := EXHIBIT.match(line.text))), None)
    exhibit = f"EX-{named}" if named else _cover(lines) or "EX-99.1"
    return Document(
        digest,
        source.name,
        exhibit,
        len(source.content),
        lines,
        [],
        source.identity,
        layout,
        digest,
        digest,
    )


def _cover(lines: list[Line]) -> str | None:
    """The form whose cover a bare file is."""
    head = " ".join(line.text for line in lines[:COVER_LINES])
    found = FORM.search(head)
    return found[1].upper() if found else None


class Attachment(NamedTuple):
    """One document of a submission: its type, its name, its body where it has one, and how that is encoded."""

    kind: str
    file_name: str
    body: re.Match[bytes] | None
    encoded: str


def _attachment(content: bytes, part: re.Match[bytes]) -> Attachment:
    fields = {name.decode(): value.decode("latin-1").strip() for name, value in reversed(FIELD.findall(part[1][:2000]))}
    body = BODY.search(content, part.start(1), part.end(1))
    found = ENCODED.match(body[1]) if body else None
    encoded = "" if found is None else "PDF" if found[1] else "uuencoded"
    return Attachment(fields.get("TYPE", "").upper(), fields.get("FILENAME", ""), body, encoded)


def _told(skipped: list[Attachment]) -> str:
    """Attachments without text, by type, name and form."""
    named = [f"{one.kind} {one.file_name} ({one.encoded})".replace("  ", " ") for one in skipped[:MOST_NAMED]]
    more = [f"{len(skipped) - MOST_NAMED} more"] if len(skipped) > MOST_NAMED else []
    return f"{', '.join([*named, *more])}: hold{'s' if len(skipped) == 1 else ''}"


def _candidates(attachments: list[Attachment]) -> list[tuple[str, re.Match[bytes]]]:
    """The EX-99 exhibits with a body; where there is none the body of the report itself, which some filers use."""
    found: dict[str, list[tuple[str, re.Match[bytes]]]] = {"EX-99": [], "8-K": [], "6-K": []}
    for one in attachments:
        for prefix, candidates in found.items():
            if one.body is not None and one.kind.startswith(prefix):
                candidates.append((one.kind, one.body))
    return found["EX-99"] or found["8-K"] or found["6-K"]


def _document(
    source: Source,
    digest: str,
    exhibit: str,
    body: re.Match[bytes],
    filers: list[Identity],
    notes: tuple[Trouble, ...],
) -> Document:
    content = body[1]
    lines, layout = _lines(
        f"{source.name} ({exhibit})", content, decode(content, source.name), _line_at(source.content, body.start(1))
    )
    return Document(
        hashlib.sha256(content).hexdigest(),
        source.name,
        exhibit,
        len(content),
        lines,
        filers,
        source.identity,
        layout,
        filers[0].accession or digest,
        digest,
        notes,
    )


def _lines(name: str, content: bytes, text: str, first: int) -> tuple[list[Line], Layout | None]:
    """The lines of plain text, or those that an HTML exhibit is laid out as."""
    if not _is_html(content):
        return read_lines(text, first, name), None
    if not CELL.search(text) and PREFORMATTED.search(text):
        lines = unmarked(text, first)
        check_lengths(lines, name)
        return lines, None
    try:
        layout = lay_out(text, first)
    except HtmlTooLargeError as error:
        raise UnreadableSourceError(f"{name}: {error}; this is no exhibit") from error
    return layout.lines, layout


def _is_html(content: bytes) -> bool:
    return len(HTML.findall(content[:20_000])) >= 2  # noqa: PLR2004


def end_of_day(day: date) -> datetime:
    """The last moment of ``day`` in New York: a date alone is never taken for an earlier knowledge."""
    return datetime.combine(day, time(23, 59, 59, 999999), EASTERN).astimezone(UTC)


def merged(header: Identity, given: Identity, read: Identity) -> Identity:
    """The first that knows: header, sidecar or options, text."""
    names = ("cik", "company", "ticker", "accession", "filed_on", "accepted_at")
    return replace(
        header, **{name: getattr(header, name) or getattr(given, name) or getattr(read, name) for name in names}
    )
