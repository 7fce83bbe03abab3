"""Logs: events as JSON lines under ``TIEOUT_HOME/logs``, one file a day; nothing on the terminal."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from flows.errors import UnfinishedError
from flows.settings import Settings

if TYPE_CHECKING:
    from structlog.typing import FilteringBoundLogger, Processor


@contextmanager
def open_log(settings: Settings) -> Iterator["FilteringBoundLogger"]:
    """A logger that appends to today's file.

    Raises:
        UnfinishedError: where the folder cannot be written.
    """
    import structlog

    path = settings.logs_path / f"{datetime.now(UTC):%Y-%m-%d}.jsonl"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a", encoding="utf-8", errors="backslashreplace")
    except OSError as error:
        raise UnfinishedError(f"{settings.home}: cannot be written: {error.strerror}; set TIEOUT_HOME") from error
    processors: list[Processor] = [
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.JSONRenderer(ensure_ascii=False),
    ]
    with file:
        yield structlog.wrap_logger(structlog.WriteLogger(file), processors=processors)


def write_fault(error: Exception, settings: Settings) -> Path:
    """Keep the trace of a fault of ours in a file of its own; gives its path."""
    path = settings.logs_path / f"fault-{datetime.now(UTC):%Y%m%dT%H%M%S%f}.log"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(traceback.format_exception(error)), encoding="utf-8")
    return path
