"""What landed, as the source of a run: a newer parser reads it again, without files and without a network."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flows.batches import Batch
from flows.errors import LandingError, NoReleaseFilesError
from flows.landing import Landing
from flows.parsing import Problem
from flows.settings import Settings
from flows.sources.supply import OpenSupply, Supply
from flows.terminal import Bar
from transforms.model import Source

if TYPE_CHECKING:
    from structlog.typing import FilteringBoundLogger


@dataclass(frozen=True, slots=True)
class Landed:
    """Everything in the landing store."""

    landing: Landing
    bar: Bar

    def items(self) -> Iterator[Source | Problem]:
        """See ``Supply``."""
        listed = list(self.landing.list_landed())
        if not listed:
            raise NoReleaseFilesError(f"{self.landing.url}: nothing has landed yet; tieout ingest brings something")
        self.bar.expect(len(listed))
        for digest, path in listed:
            try:
                yield self.landing.load(digest, path)
            except LandingError as error:
                yield Problem(digest, str(error), error.exit_code)

    def published(self, batch: Batch) -> None:
        """See ``Supply``; what landed stays."""

    def notes(self) -> tuple[str, ...]:
        """See ``Supply``."""
        return ()


def open_landed(settings: Settings) -> OpenSupply:
    """The supply of what landed."""

    def opened(bar: Bar, _log: "FilteringBoundLogger") -> AbstractContextManager[Supply]:
        return nullcontext(Landed(Landing(settings.landing_url), bar))

    return opened
