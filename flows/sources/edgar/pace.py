"""When the next request may start: evenly spaced, and not at all while EDGAR wants silence.

Both are one number, the moment before which no request starts. A request moves it by the space between two;
an answer that asks for silence moves it to the silence's end, for everything that waits as well.

The SEC counts arrivals, up to ten in a second, and what leaves evenly may arrive in a bunch. So at most
``IN_FLIGHT`` requests are under way at once: within any second as many as were under way can arrive and as
many as may start, which is ``IN_FLIGHT`` + ``MOST_PER_SECOND`` and not more than ten.
"""

import asyncio
import threading
import time
from collections.abc import Callable
from functools import cache

SEC_LIMIT = 10
IN_FLIGHT = 3
MOST_PER_SECOND = SEC_LIMIT - IN_FLIGHT
ROUNDING = 0.001
"""Seconds more than the space between two, so that no sum of floats lets one more into a second."""


class Pace:
    """At most ``per_second`` starts in any second; safe to share between threads and event loops."""

    def __init__(self, per_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._space = 1 / per_second + ROUNDING
        self._clock = clock
        self._free_at = clock()
        self._lock = threading.Lock()

    async def turn(self) -> None:
        """Wait until a request may start; whoever waits looks again, since silence may have been asked for."""
        while (wait := self._take()) > 0:  # noqa: ASYNC110 - a moment is waited for, which no event tells
            await asyncio.sleep(wait)

    def _take(self) -> float:
        """Zero where the turn is taken, else the seconds until it is worth asking again."""
        with self._lock:
            now = self._clock()
            if now < self._free_at:
                return self._free_at - now
            self._free_at = now + self._space
            return 0.0

    def hold(self, seconds: float) -> None:
        """Let no request start for ``seconds`` from now; a longer silence that was asked for before stays."""
        with self._lock:
            self._free_at = max(self._free_at, self._clock() + seconds)


@cache
def shared_pace(per_second: float) -> Pace:
    """The one pace of this process, whichever runs, threads and event loops are in it."""
    return Pace(per_second)
