"""What a scheduled run does on its own, where a person would: wait for its turn, and try again where that may help.

Who is to blame decides. **Theirs**: EDGAR, the disk or another process said "later", so the same run is tried
again. **Data**: a file that cannot be read; trying again reads the same file. **Ours**: settings, or a fault;
somebody must change something. The two latter fail at once.
"""

import errno
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Literal

from filelock import FileLock, Timeout
from tenacity import RetryCallState, Retrying, retry_if_exception, stop_after_attempt

from flows.errors import UsageError
from flows.run import Result, RunProblemsError
from flows.settings import Settings
from transforms.errors import TieoutError, UnreadableSourceError

Blame = Literal["theirs", "data", "ours"]
Say = Callable[[str], None]
UNREADABLE = 2
FULL = (errno.ENOSPC, errno.EDQUOT)


def blame(error: BaseException) -> Blame:
    """Whose fault an error is."""
    if (isinstance(error, TieoutError) and error.retriable) or _is_full(error):
        return "theirs"
    is_data = isinstance(error, RunProblemsError) and error.exit_code == UNREADABLE
    return "data" if is_data or isinstance(error, UnreadableSourceError) else "ours"


def _is_full(error: BaseException | None) -> bool:
    """Whether a full disk is behind it, wherever that was met: in landing, journal, ledger or log."""
    while error is not None:
        if getattr(error, "errno", None) in FULL or "disk is full" in str(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def attempt(load: Callable[[], Result], settings: Settings, say: Say) -> Result:
    """Run ``load``, and again after each of ``settings.retry_seconds`` where what stopped it was theirs.

    Raises:
        TieoutError: what the last attempt ended with.
    """
    waits = settings.retry_seconds

    def wait(state: RetryCallState) -> float:
        asked = getattr(state.outcome and state.outcome.exception(), "wait", None)
        planned = [*waits, 0.0][state.attempt_number - 1]  # it is asked for after the last attempt too
        return max(planned, asked or 0.0)

    def tell(state: RetryCallState) -> None:
        error = state.outcome and state.outcome.exception()
        say(f"attempt {state.attempt_number} of {len(waits) + 1}: {error}; again in {state.upcoming_sleep:.0f} s")

    retrying = Retrying(
        retry=retry_if_exception(lambda error: blame(error) == "theirs"),
        stop=stop_after_attempt(len(waits) + 1),
        wait=wait,
        before_sleep=tell,
        reraise=True,
    )
    return retrying(load)


@contextmanager
def turn(settings: Settings, say: Say) -> Iterator[None]:
    """One scheduled run at a time into a warehouse; another waits here, and the system ends the turn of one that dies.

    Raises:
        UsageError: where the folder of the warehouse cannot be written.
    """
    path = settings.warehouse_path
    lock = FileLock(path.with_name(f"{path.name}.turn"))
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            say(f"{path}: another scheduled run is at work; waiting for it")
            lock.acquire()
    except OSError as error:
        raise UsageError(f"{path.parent}: cannot be written: {error.strerror}; set TIEOUT_HOME") from error
    try:
        yield
    finally:
        lock.release()
