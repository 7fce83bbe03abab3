"""What can go wrong with EDGAR, each as it looks from outside, and when it does."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse

XML = '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>{code}</Code><Message>{message}</Message><RequestId>1</RequestId></Error>'
THROTTLED = """<!DOCTYPE html><html><head><title>SEC.gov | Request Rate Threshold Exceeded</title></head>
<body><h1>Request Rate Threshold Exceeded</h1><p>Requests from this address are limited for ten minutes.</p></body></html>"""
UNDECLARED = """<!DOCTYPE html><html><head><title>SEC.gov | Your Request Originates from an Undeclared Automated Tool</title></head>
<body><h1>Your Request Originates from an Undeclared Automated Tool</h1><p>Declare it by its user agent.</p></body></html>"""
SHOP_WINDOW = "<!DOCTYPE html><html><head><title>SEC.gov</title></head><body>Maintenance.</body></html>"
Answer = Callable[[Response], Awaitable[Response]]
ENDLESS_PARTS = 600
PART = b"0123456789abcdef" * 65_536


def access_denied() -> Response:
    """What the archive has not, or not yet."""
    return Response(XML.format(code="AccessDenied", message="Access Denied"), 403, media_type="application/xml")


def no_such_key() -> Response:
    """The same, of an object store that may be listed."""
    return Response(XML.format(code="NoSuchKey", message="The key does not exist."), 404, media_type="application/xml")


def throttled() -> Response:
    """Too many requests, as the SEC says it."""
    return HTMLResponse(THROTTLED, 403)


def undeclared() -> Response:
    """Nobody said who is calling."""
    return HTMLResponse(UNDECLARED, 403)


async def _cut(body: bytes) -> AsyncIterator[bytes]:
    yield body[: len(body) // 2]
    await asyncio.sleep(0.05)
    raise ConnectionResetError("the connection is cut here, as the test asks")


async def _endless() -> AsyncIterator[bytes]:
    for _ in range(ENDLESS_PARTS):
        yield PART


async def cut_off(response: Response) -> Response:
    """Half of what was announced, and then nothing."""
    return StreamingResponse(_cut(response.body), 200, headers=dict(response.headers))


async def shortened(response: Response) -> Response:
    """Half, announced as the whole."""
    return Response(response.body[: len(response.body) // 2], 200, media_type=response.media_type)


def slow(seconds: float) -> Answer:
    """The answer itself, after some time."""

    async def answer(response: Response) -> Response:
        await asyncio.sleep(seconds)
        return response

    return answer


def instead(make: Callable[[], Response]) -> Answer:
    """Another answer."""

    async def answer(_response: Response) -> Response:
        return make()

    return answer


def retry_after(seconds: int, *, as_date: bool = False, status: int = 429) -> Answer:
    """Come again later, in seconds or by a date."""

    def make() -> Response:
        told = format_datetime(datetime.now(UTC) + timedelta(seconds=seconds), usegmt=True) if as_date else str(seconds)
        return Response("slow down", status, headers={"Retry-After": told})

    return instead(make)


def redirect(url: str) -> Answer:
    """It is elsewhere."""
    return instead(lambda: RedirectResponse(url, 302))


ANSWERS: dict[str, Answer] = {
    "absent": instead(access_denied),
    "missing": instead(no_such_key),
    "throttled": instead(throttled),
    "undeclared": instead(undeclared),
    "error": instead(lambda: Response("Internal Server Error", 500)),
    "unavailable": instead(lambda: Response("Service Unavailable", 503)),
    "html": instead(lambda: HTMLResponse(SHOP_WINDOW, 200)),
    "not_found_page": instead(lambda: HTMLResponse("<html>Page not found</html>", 404)),
    "endless": instead(lambda: StreamingResponse(_endless(), 200, media_type="text/plain")),
    "bomb": instead(lambda: Response(b"\0" * 64, 200, headers={"Content-Encoding": "gzip"}, media_type="text/plain")),
    "wait": retry_after(2),
    "slow": slow(2),
    "cut_off": cut_off,
    "shortened": shortened,
}


@dataclass(slots=True)
class Fault:
    """Answers requests whose path and query match ``pattern``, so many ``times``; None: always."""

    pattern: str
    answer: Answer
    times: int | None = 1

    def applies(self, path: str) -> bool:
        """Whether this request is one of them, which counts."""
        if self.times == 0 or not re.search(self.pattern, path):
            return False
        if self.times is not None:
            self.times -= 1
        return True
