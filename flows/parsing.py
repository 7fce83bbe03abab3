"""Parsing many releases: in this process when few, in several when many."""

import traceback
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import cached_property
from types import TracebackType
from typing import Self

from flows.errors import UnfinishedError
from flows.workers import start_workers
from transforms.errors import TieoutError
from transforms.model import Catalog, ReleaseFrames, Source

MANY_BYTES = 1_000_000
"""Sources that are worth starting processes for: each takes most of a second to import its libraries."""
CHUNKS_PER_WORKER = 4


@dataclass(frozen=True, slots=True)
class Problem:
    """A file that became nothing: which, why in one line, the exit code it asks for, and the trace of our fault."""

    file: str
    error: str
    exit_code: int
    trace: str | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """What a number of sources became; every source is in ``frames`` or in ``problems``."""

    frames: ReleaseFrames
    problems: tuple[Problem, ...]


def parse_all(sources: Sequence[Source], catalog: Catalog) -> Parsed:
    """Parse in this process: all at once, or one by one where one of them fails.

    These are the two places that catch every exception: a fault of ours in one release must not lose the
    others. It is no silence: the run publishes the rest, names the release, keeps the trace and exits 3.
    """
    from transforms.release import transform_batch

    try:
        return Parsed(transform_batch(sources, catalog), ())
    except Exception:  # noqa: BLE001 - whose it is, parsing one by one tells
        results = [_parse_one(source, catalog) for source in sources]
    return Parsed(
        ReleaseFrames.concat([result for result in results if isinstance(result, ReleaseFrames)]),
        tuple(result for result in results if isinstance(result, Problem)),
    )


def _parse_one(source: Source, catalog: Catalog) -> ReleaseFrames | Problem:
    from transforms.release import transform_release

    try:
        return transform_release(source, catalog)
    except TieoutError as error:
        return Problem(source.name, str(error), error.exit_code)
    except Exception as error:  # noqa: BLE001 - see parse_all
        said = f"{source.name}: a fault of ours, {type(error).__name__}: {error}".splitlines()[0]
        return Problem(source.name, said, exit_code=3, trace=traceback.format_exc())


@dataclass
class Parser:
    """Parses with up to ``workers`` processes, started at the first batch that is worth it."""

    catalog: Catalog
    workers: int

    def parse(self, sources: Sequence[Source]) -> Parsed:
        """Frames in the order of ``sources``, whatever the number of processes.

        Raises:
            UnfinishedError: where a process was killed, as the system does when memory runs out.
        """
        if min(self.workers, len(sources)) == 1 or sum(len(source.content) for source in sources) < MANY_BYTES:
            return parse_all(sources, self.catalog)
        size = -(-len(sources) // (self.workers * CHUNKS_PER_WORKER))
        chunks = [sources[start : start + size] for start in range(0, len(sources), size)]
        try:
            parts = list(self._pool.map(parse_all, chunks, [self.catalog] * len(chunks)))
        except BrokenProcessPool as error:
            raise UnfinishedError("a parsing process was killed; set TIEOUT_WORKERS=1 where memory is short") from error
        return Parsed(
            ReleaseFrames.concat([part.frames for part in parts]),
            tuple(problem for part in parts for problem in part.problems),
        )

    @cached_property
    def _pool(self) -> ProcessPoolExecutor:
        return start_workers(self.workers)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if "_pool" in self.__dict__:
            self._pool.shutdown(cancel_futures=True)
