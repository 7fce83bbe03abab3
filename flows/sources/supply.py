"""Where the releases of a run come from: what any source gives, and hears back."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from flows.batches import Batch
from flows.parsing import Problem
from flows.sources.inbox import InboxFile, read_source
from flows.terminal import Bar
from transforms.errors import TieoutError
from transforms.model import Identity, Source

if TYPE_CHECKING:
    from structlog.typing import FilteringBoundLogger


class Supply(Protocol):
    """The files of one run."""

    def items(self) -> Iterator[Source | Problem]:
        """Every file in order, read as it is asked for; one that cannot be read is a problem."""

    def published(self, batch: Batch) -> None:
        """The warehouse has what this batch holds."""

    def notes(self) -> tuple[str, ...]:
        """What a person should know of the source once the run has ended, a line each."""


OpenSupply = Callable[[Bar, "FilteringBoundLogger"], AbstractContextManager[Supply]]


@dataclass(frozen=True, slots=True)
class Inbox:
    """Files of an inbox, with the identity that the command gives those without a sidecar."""

    files: Sequence[InboxFile]
    given: Identity

    def items(self) -> Iterator[Source | Problem]:
        """See ``Supply``."""
        for file in self.files:
            try:
                yield read_source(file, self.given)
            except TieoutError as error:
                yield Problem(file.name, str(error), error.exit_code)

    def published(self, batch: Batch) -> None:
        """See ``Supply``; files stay where they are."""

    def notes(self) -> tuple[str, ...]:
        """See ``Supply``."""
        return ()


def open_inbox(files: Sequence[InboxFile], given: Identity) -> OpenSupply:
    """The supply of these files."""

    def opened(bar: Bar, _log: "FilteringBoundLogger") -> AbstractContextManager[Supply]:
        bar.expect(len(files))
        return nullcontext(Inbox(files, given))

    return opened
