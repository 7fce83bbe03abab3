"""Sources in batches, and what became of them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256

from flows.parsing import Problem
from transforms.model import Source


@dataclass(frozen=True, slots=True)
class Batch:
    """Sources to be published together, and the files among them that could not be read."""

    sources: tuple[Source, ...]
    problems: tuple[Problem, ...]
    is_last: bool

    @property
    def files(self) -> int:
        """Files that went in."""
        return len(self.sources) + len(self.problems)


@dataclass(frozen=True, slots=True)
class Handled:
    """A file that was read: the release it holds, and whether the warehouse knew it all before."""

    file: str
    release_id: str
    already_known: bool


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of the files of a batch, or of a run: every file is in one of the two."""

    handled: tuple[Handled, ...] = ()
    problems: tuple[Problem, ...] = ()

    def __add__(self, other: "Outcome") -> "Outcome":
        return Outcome(self.handled + other.handled, self.problems + other.problems)


def read_batches(items: Iterable[Source | Problem], most_releases: int, most_bytes: int) -> Iterator[Batch]:
    """The items in order, in batches of at most ``most_releases`` and about ``most_bytes``; one at least.

    A batch holds no bytes twice: a second file of the same bytes waits for the next, where the first is known.
    """
    sources: dict[str, Source] = {}
    problems: list[Problem] = []
    size = 0
    for item in items:
        if isinstance(item, Problem):
            problems.append(item)
            continue
        digest = sha256(item.content).hexdigest()
        full = len(sources) >= most_releases or size + len(item.content) > most_bytes
        if sources and (full or digest in sources):
            yield Batch(tuple(sources.values()), tuple(problems), is_last=False)
            sources, problems, size = {}, [], 0
        sources[digest] = item
        size += len(item.content)
    yield Batch(tuple(sources.values()), tuple(problems), is_last=True)
