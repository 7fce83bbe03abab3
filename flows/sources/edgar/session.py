"""A conversation with EDGAR: pages asked for by their change, submissions into landing, each byte once."""

import asyncio
import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from flows.errors import LandingError
from flows.landing import Landing
from flows.parsing import Problem
from flows.settings import Settings
from flows.sources.edgar.answers import SUBMISSION, Kind
from flows.sources.edgar.client import LONGEST_HOLD, Client, open_client
from flows.sources.edgar.errors import EdgarError, ToldToWaitError, UndeclaredError
from flows.sources.edgar.filings import Filing
from flows.sources.edgar.ledger import Ledger, open_ledger
from flows.terminal import say
from transforms.model import Identity, Source

if TYPE_CHECKING:
    from structlog.typing import FilteringBoundLogger


MOST_FAILED = 5


class Fetched(NamedTuple):
    """A filing as it is in landing; None where EDGAR does not have it; or why it could not be had."""

    filing: Filing
    item: Source | Problem | None


@dataclass
class Session:
    """Asks for one thing after the other; what can be asked for at once, ``fetch`` does."""

    settings: Settings
    client: Client
    ledger: Ledger
    landing: Landing
    runner: asyncio.Runner
    fetched: int = 0
    failed: int = 0
    """Submissions one after the other that could not be had."""

    def ask(self, url: str, kind: Kind) -> bytes | None:
        """A page's bytes, from the ledger where EDGAR says that it has not changed; None where there is none."""
        known = self.ledger.page(url)
        page = self.runner.run(self.client.get(url, kind, known))
        if page is not None and page is not known and kind.is_kept and page.conditions:
            self.ledger.keep_page(url, page)
        return None if page is None else page.body

    def fetch(self, filings: Sequence[Filing]) -> list[Fetched]:
        """These filings in order, those from EDGAR that have not landed, several at once."""
        return self.runner.run(self._fetch_all(filings))

    async def _fetch_all(self, filings: Sequence[Filing]) -> list[Fetched]:
        try:
            async with asyncio.TaskGroup() as group:
                tasks = [group.create_task(self._fetch(filing)) for filing in filings]
        except ExceptionGroup as errors:
            raise errors.exceptions[0] from errors  # the first ended the others
        return [task.result() for task in tasks]

    async def _fetch(self, filing: Filing) -> Fetched:
        digest = self.ledger.landed(filing.accession)
        if digest is not None and self.landing.holds(digest):
            return Fetched(filing, _source(filing, self.landing.read(digest)))
        try:
            page = await self.client.get(filing.url(self.settings), SUBMISSION)
        except EdgarError as error:
            return Fetched(filing, self._pass_over(filing, error))
        self.failed = 0
        if page is None:
            return Fetched(filing, None)
        source = _source(filing, page.body)
        self.ledger.will_land(filing.accession, hashlib.sha256(page.body).hexdigest())
        self.landing.land(source)
        self.fetched += 1
        return Fetched(filing, source)

    def _pass_over(self, filing: Filing, error: EdgarError) -> Problem:
        """Go on without a submission that cannot be had; one of them must not keep all later ones waiting.

        Raises:
            EdgarError: where it is EDGAR that cannot be asked, or nothing was to be had for some time.
        """
        self.failed += 1
        if error.stops_all or isinstance(error, UndeclaredError) or self.failed >= MOST_FAILED:
            raise error
        return Problem(filing.name, str(error), error.exit_code)


def _source(filing: Filing, content: bytes) -> Source:
    """The submission; who filed it and when its own header says, better than a list."""
    return Source(filing.name, content, Identity(accession=filing.accession))


def _recover(ledger: Ledger, landing: Landing) -> None:
    """A ledger that was lost learns from landing which submissions are there."""
    for digest, path in landing.list_landed():
        try:
            source = landing.load(digest, path)
        except LandingError:
            continue  # not as it landed, so it will be fetched again
        accession = source.identity.accession
        if accession is not None and source.name == f"{accession}.txt" and SUBMISSION.is_whole(source.content):
            ledger.will_land(accession, digest)


@contextmanager
def open_session(settings: Settings, log: "FilteringBoundLogger") -> Iterator[Session]:
    """A session of its own, once the silence that an earlier one was asked for is over.

    Raises:
        ContactError: where nobody says who asks.
        ToldToWaitError: where EDGAR wants silence for longer than anybody waits.
        UnfinishedError: where another run is asking EDGAR.
    """
    with open_ledger(settings.edgar_path, settings.warehouse_path) as ledger, asyncio.Runner() as runner:

        def on_hold(seconds: float, error: EdgarError) -> None:
            ledger.hold(seconds)
            log.warning("edgar_holds", seconds=seconds, error=str(error))
            say(f"EDGAR: silent until {_clock_time(seconds)}, as it asks: {error}")

        client = open_client(settings, on_hold)
        held = ledger.held()
        if held > LONGEST_HOLD:
            raise ToldToWaitError(f"EDGAR asked for silence until {_clock_time(held)}; run again after that", held)
        client.pace.hold(held)
        if held:
            say(f"EDGAR: silent until {_clock_time(held)}, as an earlier run was asked to be")
        landing = Landing(settings.landing_url)
        if ledger.is_new:
            _recover(ledger, landing)
        runner.run(client.__aenter__())
        try:
            yield Session(settings, client, ledger, landing, runner)
        finally:
            runner.run(client.__aexit__(None, None, None))


def _clock_time(seconds: float) -> str:
    return f"{datetime.now(UTC) + timedelta(seconds=seconds):%Y-%m-%d %H:%M} UTC"
