"""EDGAR's answers, told apart: what was asked for, nothing there, or why not."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from flows.sources.edgar.errors import (
    EdgarError,
    ThrottledError,
    ToldToWaitError,
    UnavailableError,
    UndeclaredError,
    UnexpectedAnswerError,
)

MEGABYTE = 1_000_000
THROTTLED = b"Request Rate Threshold Exceeded"
UNDECLARED = b"Undeclared Automated Tool"
XML_CODE = re.compile(rb"<Error>.*?<Code>(\w+)</Code>", re.DOTALL)
ABSENT = {(HTTPStatus.FORBIDDEN, b"AccessDenied"), (HTTPStatus.NOT_FOUND, b"NoSuchKey")}
"""The archive answers as the object store that it is: without the right to list, what is missing is denied."""
UNTOLD_WAIT = 60.0
"""Seconds of silence after a 429 that does not say how many."""
LAST_ROW = re.compile(rb"(?:\|edgar/\S+\.txt|^-{20,})\s*\Z", re.MULTILINE)
OPENED = re.compile(rb"<(SEC-DOCUMENT|IMS-DOCUMENT|SUBMISSION|DOCUMENT)>")


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of page: the media types it comes as, the most bytes it may have, whether a body is whole.

    ``is_kept`` says that it is asked for again, so that it is worth keeping to ask only where it changed.
    """

    name: str
    media: tuple[str, ...]
    most_bytes: int
    is_whole: Callable[[bytes], bool]
    is_kept: bool = False


def _ends_with_a_row(body: bytes) -> bool:
    """The last line is a row up to its last field, or the rule that no row follows."""
    return LAST_ROW.search(body) is not None


def _closes_what_it_opens(body: bytes) -> bool:
    """Every document and the submission around them end; the old way of sealing them stands outside."""
    opened = OPENED.findall(body)
    return bool(opened) and all(b"</" + tag + b">" in body for tag in set(opened)) and (
        body.count(b"<DOCUMENT>") == body.count(b"</DOCUMENT>")
    )  # fmt: skip


def _ends_an_object(body: bytes) -> bool:
    return body.rstrip().endswith(b"}")


def _ends_a_feed(body: bytes) -> bool:
    return body.rstrip().endswith(b"</feed>")


PLAIN = ("text/plain", "application/octet-stream", "binary/octet-stream")
QUARTER_INDEX = Kind("index", PLAIN, 200 * MEGABYTE, _ends_with_a_row)
INDEX = replace(QUARTER_INDEX, is_kept=True)
SUBMISSIONS = Kind("list of submissions", ("application/json",), 100 * MEGABYTE, _ends_an_object, is_kept=True)
FEED = Kind("feed", ("application/atom+xml", "application/xml", "text/xml"), 10 * MEGABYTE, _ends_a_feed)
SUBMISSION = Kind("submission", PLAIN, 500 * MEGABYTE, _closes_what_it_opens)


def tell_error(url: str, status: int, body: bytes, retry_after: str | None, now: datetime) -> EdgarError | None:
    """What an answer that is no success means; None where what was asked for is not there.

    ``body`` is the answer's begin. Only the archive's own words count as absence: a page that is missing in any
    other way may be a wrong base URL, which must not pass for a year of holidays.
    """
    code = XML_CODE.search(body)
    if code is not None and (status, code[1]) in ABSENT:
        return None
    if status == HTTPStatus.FORBIDDEN and THROTTLED in body:
        return ThrottledError(f"{url}: EDGAR says that this address asks too often; every request must pause")
    if status == HTTPStatus.FORBIDDEN and UNDECLARED in body:
        return UndeclaredError(f"{url}: EDGAR does not accept the contact; set TIEOUT_EDGAR_CONTACT to a real one")
    if status == HTTPStatus.TOO_MANY_REQUESTS or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return _tell_trouble(url, status, read_wait(retry_after, now))
    return UnexpectedAnswerError(f"{url}: EDGAR answers {status}, which no rule explains; look at it in a browser")


def _tell_trouble(url: str, status: int, wait: float | None) -> EdgarError:
    """What is over some time: when EDGAR says, else when asked again."""
    if wait is None and status != HTTPStatus.TOO_MANY_REQUESTS:
        return UnavailableError(f"{url}: EDGAR answers {status}; run again later, and it goes on from here")
    return ToldToWaitError(f"{url}: EDGAR answers {status}: ask again later", UNTOLD_WAIT if wait is None else wait)


def read_wait(retry_after: str | None, now: datetime) -> float | None:
    """Seconds to wait: ``Retry-After`` is a number of them, or a date (RFC 9110, 10.2.3); None where it is neither."""
    if retry_after is None:
        return None
    if retry_after.strip().isdecimal():
        return float(retry_after)
    try:
        until = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    return max(0.0, ((until if until.tzinfo else until.replace(tzinfo=UTC)) - now).total_seconds())
