"""The client: one request at its turn, retried by class of error, read no further than it may be."""

import asyncio
import random
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

import httpx
from tenacity import AsyncRetrying, RetryCallState, retry_if_exception, stop_after_attempt

from flows.settings import Settings
from flows.sources.edgar.answers import Kind, tell_error
from flows.sources.edgar.errors import (
    ContactError,
    CutOffError,
    EdgarError,
    OversizedError,
    RedirectRefusedError,
    UnavailableError,
    WrongContentError,
)
from flows.sources.edgar.pace import IN_FLIGHT, Pace, shared_pace

CONTACT = re.compile(r"\S.* \S+@\S+\.\S+")
ATTEMPTS = 5
FIRST_BACK_OFF = 1.0
LONGEST_BACK_OFF = 60.0
LONGEST_HOLD = 3600.0
MOST_REDIRECTS = 3
ERROR_BYTES = 65_536
TIMEOUT = httpx.Timeout(30.0, read=60.0)
NOT_MODIFIED = httpx.codes.NOT_MODIFIED


@dataclass(frozen=True, slots=True)
class Page:
    """A body, and by what EDGAR can tell whether it has changed; both tags may be missing."""

    body: bytes
    etag: str | None = None
    last_modified: str | None = None

    @property
    def conditions(self) -> dict[str, str]:
        """The headers that ask for it only where it is another now."""
        told = {"If-None-Match": self.etag, "If-Modified-Since": self.last_modified}
        return {name: value for name, value in told.items() if value}


def refuse_without_contact(contact: str | None) -> str:
    """The contact, where it is one.

    Raises:
        ContactError: before any request, where none was given or it names no address.
    """
    if contact is None or not CONTACT.fullmatch(contact.strip()) or not contact.isascii():
        told = "is not set" if contact is None else f"is {contact!r}"
        raise ContactError(
            f"TIEOUT_EDGAR_CONTACT {told}; EDGAR asks who calls: set it to your name and address, "
            "like 'Sample Company admin@sample.example'"
        )
    return contact.strip()


@dataclass
class Client:
    """Asks EDGAR; use it as an async context.

    ``on_hold`` hears of every silence that EDGAR asks for, in seconds, so that it can be kept beyond this process.
    ``transport`` is for a test without sockets.
    """

    contact: str
    cool_down: float
    pace: Pace
    on_hold: Callable[[float, EdgarError], None]
    transport: httpx.AsyncBaseTransport | None = None
    requests: int = 0
    _http: httpx.AsyncClient = field(init=False)
    _in_flight: asyncio.Semaphore = field(init=False)

    def __post_init__(self) -> None:
        headers = {"User-Agent": refuse_without_contact(self.contact), "Accept-Encoding": "gzip, deflate"}
        limits = httpx.Limits(max_connections=IN_FLIGHT)
        self._http = httpx.AsyncClient(headers=headers, timeout=TIMEOUT, limits=limits, transport=self.transport)
        self._in_flight = asyncio.Semaphore(IN_FLIGHT)

    async def __aenter__(self) -> Self:
        await self._http.__aenter__()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        await self._http.__aexit__(kind, error, at)

    async def get(self, url: str, kind: Kind, known: Page | None = None) -> Page | None:
        """The page at ``url``, ``known`` itself where it has not changed, None where there is none.

        Raises:
            EdgarError: as told apart in ``errors``; a retriable one after ``ATTEMPTS`` attempts.
        """
        retrying = AsyncRetrying(
            retry=retry_if_exception(lambda error: isinstance(error, EdgarError) and error.retriable),
            stop=stop_after_attempt(ATTEMPTS),
            wait=back_off,
            reraise=True,
        )
        return await retrying(self._attempt, url, kind, known)

    async def _attempt(self, url: str, kind: Kind, known: Page | None) -> Page | None:
        try:
            for _ in range(MOST_REDIRECTS + 1):
                answer = await self._ask(url, kind, known)
                if not isinstance(answer, str):
                    return answer
                url = answer
        except EdgarError as error:
            if error.stops_all:
                self._hold(error)
            raise
        raise RedirectRefusedError(f"{url}: redirected more than {MOST_REDIRECTS} times; look at it in a browser")

    def _hold(self, error: EdgarError) -> None:
        seconds = self.cool_down if error.wait is None else error.wait
        self.pace.hold(seconds)
        self.on_hold(seconds, error)
        if seconds > LONGEST_HOLD:
            error.retriable = False  # nobody waits that long; a later run knows of it

    async def _ask(self, url: str, kind: Kind, known: Page | None) -> Page | str | None:
        """One request: a page, None where there is none, or the URL where it is instead."""
        async with self._in_flight:
            await self.pace.turn()
            self.requests += 1
            try:
                async with self._http.stream("GET", url, headers=known.conditions if known else {}) as response:
                    return await _read(url, kind, known, response)
            except httpx.DecodingError as error:
                raise CutOffError(f"{url}: its compression is broken or ends early: {error}") from error
            except httpx.TransportError as error:
                said = str(error) or type(error).__name__
                raise UnavailableError(
                    f"{url}: no whole answer: {said}; run again, and it goes on from here"
                ) from error


async def _read(url: str, kind: Kind, known: Page | None, response: httpx.Response) -> Page | str | None:
    if response.status_code == NOT_MODIFIED and known is not None:
        return known
    if response.is_redirect:
        return _same_host(url, response)
    if response.status_code != httpx.codes.OK:
        begin = await _read_body(url, response, ERROR_BYTES, whole=False)
        error = tell_error(url, response.status_code, begin, response.headers.get("Retry-After"), datetime.now(UTC))
        if error is not None:
            raise error
        return None
    media = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    if media not in kind.media:
        raise WrongContentError(f"{url}: came as {media or 'nothing'}, and no {kind.name} does; is the base URL right?")
    body = await _read_body(url, response, kind.most_bytes, whole=True)
    if not kind.is_whole(body):
        raise CutOffError(f"{url}: the {kind.name} ends before its end, after {len(body)} bytes")
    return Page(body, response.headers.get("ETag"), response.headers.get("Last-Modified"))


def _same_host(url: str, response: httpx.Response) -> str:
    """Where a redirect leads.

    Raises:
        RedirectRefusedError: where that is another host, port or protocol.
    """
    here, there = httpx.URL(url), httpx.URL(url).join(response.headers.get("Location", ""))
    if (here.scheme, here.host, here.port) != (there.scheme, there.host, there.port):
        raise RedirectRefusedError(f"{url}: redirected to {there}, another host; nothing was asked there")
    return str(there)


async def _read_body(url: str, response: httpx.Response, most: int, *, whole: bool) -> bytes:
    """The body up to ``most`` bytes, unpacked; of an error only its begin matters.

    Raises:
        OversizedError: where it is longer and wanted whole; no more than that was read.
    """
    told = response.headers.get("Content-Length", "")
    if whole and told.isdecimal() and int(told) > most:
        raise OversizedError(f"{url}: has {told} bytes, more than the {most} of anything of its kind; not read")
    body = bytearray()
    async for part in response.aiter_bytes():
        body += part
        if len(body) > most:
            if whole:
                raise OversizedError(f"{url}: has more than the {most} bytes of anything of its kind; not kept")
            break
    return bytes(body)


def back_off(state: RetryCallState) -> float:
    """Seconds to the next attempt: ever more, with jitter; none where silence was asked for, which the pace keeps."""
    error = state.outcome and state.outcome.exception()
    if isinstance(error, EdgarError) and error.stops_all:
        return 0.0
    longest: float = min(LONGEST_BACK_OFF, FIRST_BACK_OFF * 2 ** (state.attempt_number - 1))
    return longest * random.uniform(0.5, 1.0)  # noqa: S311 - spreads requests, guards nothing


def open_client(settings: Settings, on_hold: Callable[[float, EdgarError], None]) -> Client:
    """A client with the settings' contact, and the pace of this process."""
    contact = refuse_without_contact(settings.edgar_contact)
    return Client(contact, settings.edgar_cool_down, shared_pace(settings.edgar_rate), on_hold)
