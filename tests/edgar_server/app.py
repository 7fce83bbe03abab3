"""EDGAR on the loopback address: indexes, lists of companies, feed and archives, with its manners and its faults."""

import hashlib
import json
import re
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from email.utils import format_datetime

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from edgar_server import pages
from edgar_server.corpus import Submission
from edgar_server.faults import Fault, access_denied, no_such_key, throttled, undeclared

DAILY = re.compile(r"/Archives/edgar/daily-index/\d{4}/QTR[1-4]/master\.(\d{8})\.idx")
QUARTERLY = re.compile(r"/Archives/edgar/full-index/(\d{4})/QTR([1-4])/master\.idx")
ARCHIVED = re.compile(r"/Archives/edgar/data/(\d+)/(?:\d{18}/)?(\d{10}-\d{2}-\d{6})\.txt")
COMPANY = re.compile(r"/submissions/CIK(\d{10})(?:-submissions-(\d{3}))?\.json")
LIMIT = 10
BLOCKED_SECONDS = 600.0


@dataclass(frozen=True, slots=True)
class Seen:
    """A request: when it arrived, for what, from whom, and what it was answered."""

    at: float
    path: str
    headers: dict[str, str]
    status: int


@dataclass
class Edgar:
    """The server's state; ``limit`` is requests a second after which an address is blocked, None: no limit."""

    submissions: Sequence[Submission]
    limit: int | None = LIMIT
    offers_tags: bool = True
    page_size: int = 1000
    faults: list[Fault] = field(default_factory=list)
    seen: list[Seen] = field(default_factory=list)
    clock: Callable[[], float] = time.monotonic
    _recent: deque[float] = field(default_factory=deque)
    _blocked_until: float = 0.0

    @property
    def app(self) -> Starlette:
        """The server as ASGI."""
        return Starlette(
            routes=[Route("/{path:path}", self._answer)],
            middleware=[Middleware(GZipMiddleware, minimum_size=500)],
        )

    def paths(self, part: str = "") -> list[str]:
        """What was asked for, as far as it holds ``part``."""
        return [one.path for one in self.seen if part in one.path]

    def busiest_second(self) -> int:
        """The most requests that arrived within any second."""
        times = sorted(one.at for one in self.seen)
        return max((sum(at <= other < at + 1 for other in times) for at in times), default=0)

    async def _answer(self, request: Request) -> Response:
        at = self.clock()
        asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        response = self._refuse(request, at) or self._page(request)
        fault = next((fault for fault in self.faults if fault.applies(asked)), None)
        if fault is not None:
            response = await fault.answer(response)
        self.seen.append(Seen(at, asked, dict(request.headers), response.status_code))
        return response

    def _refuse(self, request: Request, at: float) -> Response | None:
        """Blocked while it asks too often, and as long after; undeclared without an address to write to."""
        while self._recent and self._recent[0] <= at - 1:
            self._recent.popleft()
        self._recent.append(at)
        if self.limit is not None and (len(self._recent) > self.limit or at < self._blocked_until):
            self._blocked_until = at + BLOCKED_SECONDS
            return throttled()
        return None if "@" in request.headers.get("user-agent", "") else undeclared()

    def _page(self, request: Request) -> Response:
        path = request.url.path
        if found := DAILY.fullmatch(path):
            day = datetime.strptime(found[1], "%Y%m%d").replace(tzinfo=UTC).date()
            return self._file(request, pages.daily_index(self.submissions, day), "text/plain", day) or access_denied()
        if found := QUARTERLY.fullmatch(path):
            body = pages.quarterly_index(self.submissions, int(found[1]), int(found[2]))
            return self._file(request, body, "text/plain") or access_denied()
        if found := ARCHIVED.fullmatch(path):
            held = {one.accession: one for one in self.submissions if int(found[1]) in dict(one.filers)}
            one = held.get(found[2])
            return self._file(request, one and one.content, "text/plain", one and one.filed_on) or no_such_key()
        if found := COMPANY.fullmatch(path):
            return self._company(request, int(found[1]), found[2])
        if path == "/cgi-bin/browse-edgar":
            asked = request.query_params
            body = pages.feed(self.submissions, asked["type"], int(asked["start"]), int(asked["count"]))
            return Response(body, media_type="application/atom+xml")
        return Response("<html><body>Page not found.</body></html>", 404, media_type="text/html")

    def _company(self, request: Request, cik: int, page: str | None) -> Response:
        listed = pages.company(self.submissions, cik, self.page_size)
        if listed is None:
            return no_such_key()
        first, older = listed
        body = first if page is None else older[int(page) - 1]
        return self._file(request, json.dumps(body).encode(), "application/json") or no_such_key()

    def _file(self, request: Request, body: bytes | None, media: str, day: date | None = None) -> Response | None:
        """A stored file with the tags by which a change is told, where they are offered."""
        if body is None:
            return None
        headers = {}
        if self.offers_tags:
            headers["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
        if self.offers_tags and day is not None:
            headers["Last-Modified"] = format_datetime(datetime(day.year, day.month, day.day, tzinfo=UTC), usegmt=True)
        if headers and request.headers.get("if-none-match") == headers["ETag"]:
            return Response(status_code=304, headers=headers)
        return Response(body, headers=headers, media_type=media)
