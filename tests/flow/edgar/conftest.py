"""An EDGAR of the test's own: without sockets under a clock that jumps, or real on the loopback address."""

import asyncio
import selectors
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest

from edgar_server.app import Edgar
from edgar_server.corpus import Submission, wrap
from edgar_server.serve import serving
from flows.settings import Settings, read_settings
from flows.sources.edgar.client import Client
from flows.sources.edgar.errors import EdgarError
from flows.sources.edgar.pace import MOST_PER_SECOND, Pace

CONTACT = "Sample Company admin@sample.example"
HURRIED = 1_000
"""Requests a second."""
INSTANT = 1e-9
"""Seconds of a look around. A timer due sooner than that is run at once, and would be so for ever."""


class JumpingSelector(selectors.SelectSelector):
    """Waits for nothing: time jumps to when the next timer is due, and passes a little even where none is."""

    now = 0.0

    def select(self, timeout: float | None = None) -> Any:
        self.now += max(timeout or 0.0, INSTANT)
        return super().select(0)


class JumpingLoop(asyncio.SelectorEventLoop):
    """An event loop in whose time ten minutes pass at once."""

    def __init__(self) -> None:
        self.jumping = JumpingSelector()
        super().__init__(self.jumping)

    def time(self) -> float:
        return self.jumping.now


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    with asyncio.Runner(loop_factory=JumpingLoop) as runner:
        yield runner


@pytest.fixture
def now(runner: asyncio.Runner) -> Callable[[], float]:
    """The time of the loop."""
    return runner.get_loop().time


@pytest.fixture
def holds() -> list[float]:
    """The silences that were asked for."""
    return []


@pytest.fixture
def talk(runner: asyncio.Runner, now: Callable[[], float], holds: list[float]) -> Callable[..., Any]:
    """Runs a conversation of a client with a transport or a server, in jumping time."""

    def run(other: Edgar | httpx.AsyncBaseTransport, conversation: Callable[[Client], Awaitable[Any]]) -> Any:
        if isinstance(other, Edgar):
            other.clock = now
            other = httpx.ASGITransport(other.app)
        pace = Pace(MOST_PER_SECOND, now)

        def on_hold(seconds: float, _: EdgarError) -> None:
            holds.append(seconds)

        async def converse() -> Any:
            async with Client(CONTACT, 600, pace, on_hold, other) as client:
                return await conversation(client)

        return runner.run(converse())

    return run


@pytest.fixture
def file_release(vary: Callable[[int], str]) -> Callable[..., Submission]:
    """A submission of a made-up release: number, day, and who files it."""

    def make(number: int, day: date, *filers: tuple[int, str], form: str = "8-K") -> Submission:
        named = filers or ((7_000_001, "NORTHFIELD INSTRUMENTS INC"),)
        return wrap(vary(number).encode(), "ex99.txt", named, day, f"0000700000-{day:%y}-{number:06d}", form)

    return make


@pytest.fixture
def month(file_release: Callable[..., Submission]) -> list[Submission]:
    """Twenty-four releases on twelve days of October 2004."""
    days = [date(2004, 10, day) for day in (4, 5, 6, 7, 8, 12, 13, 14, 15, 18, 19, 20)]
    return [file_release(number, days[number // 2]) for number in range(24)]


@pytest.fixture
def serve(
    monkeypatch: pytest.MonkeyPatch, home: Path, request: pytest.FixtureRequest
) -> Iterator[Callable[..., Edgar]]:
    """Serves submissions on the loopback address and sets the environment to ask there."""
    kept = {"limit": None} if "hurried" in request.fixturenames else {}
    with ExitStack() as stack:

        def begin(submissions: Sequence[Submission], **options: Any) -> Edgar:
            edgar = Edgar(submissions, **kept | options)
            url = stack.enter_context(serving(edgar))
            monkeypatch.setenv("TIEOUT_EDGAR_URL", url)
            monkeypatch.setenv("TIEOUT_EDGAR_DATA_URL", url)
            monkeypatch.setenv("TIEOUT_EDGAR_CONTACT", CONTACT)
            return edgar

        yield begin


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests do not wait for one another, nor does the server count them: their pace is not what is tested."""
    pace = Pace(HURRIED)
    monkeypatch.setattr("flows.sources.edgar.client.shared_pace", lambda _: pace)


@pytest.fixture
def settings(home: Path) -> Callable[[], Settings]:
    """The settings as the environment has them."""
    return read_settings
