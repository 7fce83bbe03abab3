"""EDGAR as the source of a run: what is found is fetched, and what is published is written down as done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING

from expectations.words import counted
from flows.errors import UsageError
from flows.parsing import Problem
from flows.settings import Settings
from flows.sources.edgar.client import refuse_without_contact
from flows.sources.edgar.discover import (
    ONE_DAY,
    Days,
    Found,
    find_by_company,
    find_by_quarter,
    find_in_feed,
    quarter_begin,
)
from flows.sources.edgar.session import Fetched, Session, open_session
from flows.sources.sidecar import EASTERN
from flows.sources.supply import OpenSupply, Supply
from transforms.model import Source

if TYPE_CHECKING:
    from structlog.typing import FilteringBoundLogger

    from flows.batches import Batch
    from flows.terminal import Bar

WINDOW = 12
"""Submissions that are asked for together; they are in memory until a batch has them."""
MOST_NAMED = 5


@dataclass(frozen=True, slots=True)
class Request:
    """What of EDGAR is wanted: every filing from ``since`` to ``until``, those of companies, or what the feed lists.

    With ``reconcile`` the indexes of quarters are asked for these days, complete ones too.
    """

    since: date | None = None
    until: date | None = None
    ciks: tuple[int, ...] = ()
    feed: bool = False
    reconcile: bool = False


def check_request(request: Request, settings: Settings) -> None:
    """Refuse what cannot be asked for, before anything starts.

    Raises:
        ContactError: where nobody says who asks.
        UsageError: where the parts of the request do not go together.
    """
    refuse_without_contact(settings.edgar_contact)
    if request.feed and (request.since or request.until or request.ciks):
        raise UsageError("--feed takes what EDGAR lists now; leave --since, --until and --cik away")
    if request.reconcile and (request.feed or request.ciks):
        raise UsageError("--reconcile asks the indexes of quarters; leave --feed and --cik away")
    if request.since and request.until and request.until < request.since:
        raise UsageError(f"--until {request.until} lies before --since {request.since}")
    if request.since and request.since > today():
        raise UsageError(f"--since {request.since} is still to come")


def today() -> date:
    """The day in New York, by which EDGAR dates."""
    return datetime.now(EASTERN).date()


@dataclass
class Edgar:
    """The filings that are wanted and not done; a day is complete once the warehouse has all of them."""

    session: Session
    found: Callable[[], Iterator[Found]]
    expect: Callable[[int], None]
    log: "FilteringBoundLogger"
    today: date
    since: date | None
    """From which day on days are asked for, where they are."""
    _seen: set[str] = field(default_factory=set)
    _waiting: dict[date, set[str]] = field(default_factory=dict)
    """Days that are complete once these filings are done."""
    _absent: set[str] = field(default_factory=set)
    _open: dict[date, str] = field(default_factory=dict)
    """Days that are not complete, and why."""

    def items(self) -> Iterator[Source | Problem]:
        """See ``Supply``."""
        for found in self.found():
            accessions = [filing.accession for filing in found.filings]
            done = self.session.ledger.done(accessions)
            fresh = [one for one in found.filings if one.accession not in done and one.accession not in self._seen]
            self._seen |= set(accessions)
            self._expect_day(found, set(accessions) - done)
            self.expect(len(fresh))
            for window in (fresh[start : start + WINDOW] for start in range(0, len(fresh), WINDOW)):
                yield from map(self._item, self.session.fetch(window))

    def _expect_day(self, found: Found, missing: set[str]) -> None:
        if found.day is None:
            return
        if found.open_because is not None:
            self._open[found.day] = found.open_because
        elif missing:
            self._waiting[found.day] = missing
        else:
            self.session.ledger.finish((), [found.day])
        self.log.info(
            "edgar_day", day=str(found.day), filings=len(found.filings), missing=len(missing), open=found.open_because
        )

    def _item(self, fetched: Fetched) -> Source | Problem:
        """A submission that is listed and not there may still come; one that is old never will, which is told once."""
        if fetched.item is not None:
            return fetched.item
        filing = fetched.filing
        if (self.today - filing.filed_on).days > self.session.settings.edgar_late_days:
            self._absent.add(filing.accession)
        url = filing.url(self.session.settings)
        return Problem(filing.name, f"{filing.name}: EDGAR lists it and does not have it ({url})", exit_code=0)

    def published(self, batch: "Batch") -> None:
        """See ``Supply``: what was read is done, and with it the days that waited for nothing else."""
        done = {source.name.removesuffix(".txt") for source in batch.sources}
        done |= self._absent & {problem.file.removesuffix(".txt") for problem in batch.problems}
        self._waiting = {day: missing - done for day, missing in self._waiting.items()}
        complete = [day for day, missing in self._waiting.items() if not missing]
        self.session.ledger.finish(done, complete)
        for day in complete:
            del self._waiting[day]

    def notes(self) -> tuple[str, ...]:
        """See ``Supply``."""
        fetched = counted(self.session.fetched, "submission")
        asked = f"EDGAR: {fetched} fetched in {counted(self.session.client.requests, 'request')}"
        if self.since is None:
            return (asked,)
        watermark = self.session.ledger.watermark(self.since)
        through = f"complete through {watermark}" if watermark else f"{self.since} is not complete yet"
        still = self._open | {day: f"lacks {counted(len(missing), 'filing')}" for day, missing in self._waiting.items()}
        named = [f"{day} {why}" for day, why in sorted(still.items())]
        more = [f"{len(named) - MOST_NAMED} more"] if len(named) > MOST_NAMED else []
        told = f"; asked again next time: {', '.join([*named[:MOST_NAMED], *more])}" if named else ""
        return (f"{asked}, {through}{told}",)


def open_edgar(request: Request, settings: Settings, day: Callable[[], date] = today) -> OpenSupply:
    """The supply of what is requested; ``day`` tells which day it is in New York."""

    @contextmanager
    def opened(bar: "Bar", log: "FilteringBoundLogger") -> Iterator[Supply]:
        check_request(request, settings)
        with open_session(settings, log) as session:
            now = day()
            since = _first_day(request, session)
            yield Edgar(session, lambda: _find(request, session, since, now), bar.expect, log, now, since)

    return opened


def _first_day(request: Request, session: Session) -> date | None:
    """From which day on days are wanted; None where they are not.

    Raises:
        UsageError: where they are, and nobody ever said since when.
    """
    if request.feed or request.ciks:
        return None
    since = request.since or min(session.ledger.days(), default=None)
    if since is None:
        raise UsageError("no --since given, and no earlier run to go on from; name the first day: --since 2024-01-02")
    return since


def _find(request: Request, session: Session, since: date | None, now: date) -> Iterator[Found]:
    settings, until = session.settings, request.until or now
    if since is not None and request.reconcile:
        last_quarter = quarter_begin(quarter_begin(now) - ONE_DAY)
        return find_by_quarter(request.since or max(since, last_quarter), min(until, now), session.ask, settings)
    if since is not None:
        return Days(settings, since, min(until, now), set(session.ledger.days()), now, session.ask).find()
    if request.feed:
        return find_in_feed(session.ask, session.ledger.done, settings)
    return find_by_company(request.ciks, request.since, until, session.ask, settings)
