"""Which filings there are: by the index of a day or of a quarter, by what a company filed, by the feed.

Each way gives ``Found``: filings of the forms that may carry a release and, where an index says it, of which
day they are all.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby

from flows.errors import UsageError
from flows.settings import Settings
from flows.sources.edgar.answers import FEED, INDEX, QUARTER_INDEX, SUBMISSIONS, Kind
from flows.sources.edgar.errors import UnexpectedAnswerError
from flows.sources.edgar.feed import FEED_FORMS, PAGE, feed_url, read_feed
from flows.sources.edgar.filings import Filing, select
from flows.sources.edgar.index import day_url, quarter_url, read_index
from flows.sources.edgar.submissions import company_url, page_url, read_company, read_older

Ask = Callable[[str, Kind], bytes | None]
"""A page's bytes, None where there is none."""

ONE_DAY = timedelta(days=1)
MANY_DAYS = 5
"""Days of one quarter for which its index, of some megabytes, is asked instead of theirs."""
SATURDAY = 5
MOST_FEED_PAGES = 20


@dataclass(frozen=True, slots=True)
class Found:
    """Filings, and the day that they are of where they are found by days; ``open_because`` says why it may get more."""

    filings: list[Filing]
    day: date | None = None
    open_because: str | None = None


@dataclass(slots=True)
class Days:
    """The days from ``since`` to ``until`` that are not in ``complete``, as seen on the day ``today``."""

    settings: Settings
    since: date
    until: date
    complete: Collection[date]
    today: date
    ask: Ask
    _quarters: dict[str, dict[date, list[Filing]] | None] = field(default_factory=dict)

    def find(self) -> Iterator[Found]:
        """Every one of these days in order."""
        span = (self.since + n * ONE_DAY for n in range((self.until - self.since).days + 1))
        wanted = [day for day in span if day not in self.complete]
        for end, group in groupby(wanted, key=quarter_end):
            days = list(group)
            saves_requests = len(days) >= MANY_DAYS and self._is_old(end)
            filed = self._quarter(end) if saves_requests else None
            yield from (self._day(day) if filed is None else Found(filed.get(day, []), day) for day in days)
            self._quarters.clear()

    def _quarter(self, day: date) -> dict[date, list[Filing]] | None:
        """What the index of the quarter lists for each day; None where there is none."""
        url = quarter_url(self.settings, day)
        if url not in self._quarters:
            body = self.ask(url, QUARTER_INDEX)
            rows = None if body is None else sorted(select(read_index(url, body)), key=_filed_on)
            self._quarters[url] = None if rows is None else {on: list(one) for on, one in groupby(rows, key=_filed_on)}
        return self._quarters[url]

    def _day(self, day: date) -> Found:
        url = day_url(self.settings, day)
        body = self.ask(url, INDEX)
        rows = [] if body is None else list(read_index(url, body))
        if day >= self.today:
            return Found(select(rows), day, "is not over")
        if rows or (body is None and day.weekday() >= SATURDAY):
            return Found(select(rows), day)
        if self._is_old(day):  # a holiday, or an index that went another way: the quarter's own knows
            return Found((self._quarter(day) or {}).get(day, []), day)
        return Found([], day, "its index is not there yet" if body is None else "its index is empty")

    def _is_old(self, day: date) -> bool:
        """Whether nothing can come late any more."""
        return (self.today - day).days > self.settings.edgar_late_days


def _filed_on(filing: Filing) -> date:
    return filing.filed_on


def find_by_quarter(since: date, until: date, ask: Ask, settings: Settings) -> Iterator[Found]:
    """What the indexes of quarters list from ``since`` to ``until``, whatever those of days said: they may grow late.

    Raises:
        UnexpectedAnswerError: where there is none of a quarter that is over.
    """
    first = since
    while first <= until:
        url = quarter_url(settings, first)
        body = ask(url, QUARTER_INDEX)
        if body is None and quarter_end(first) < until:
            raise UnexpectedAnswerError(f"{url}: EDGAR has no index of a quarter that is over; is the base URL right?")
        rows = [] if body is None else select(read_index(url, body))
        yield Found([filing for filing in rows if since <= filing.filed_on <= until])
        first = quarter_end(first) + ONE_DAY


def quarter_begin(day: date) -> date:
    """The first day of the calendar quarter."""
    return date(day.year, 3 * ((day.month + 2) // 3) - 2, 1)


def quarter_end(day: date) -> date:
    """The last day of the calendar quarter."""
    last_month = 3 * ((day.month + 2) // 3)
    return date(day.year + last_month // 12, last_month % 12 + 1, 1) - ONE_DAY


def find_by_company(
    ciks: Sequence[int], since: date | None, until: date, ask: Ask, settings: Settings
) -> Iterator[Found]:
    """What these companies filed from ``since`` to ``until``, oldest first.

    Raises:
        UsageError: for a number that EDGAR knows no company by.
    """
    first = since or date.min
    for cik in ciks:
        url = company_url(settings, cik)
        body = ask(url, SUBMISSIONS)
        if body is None:
            raise UsageError(f"--cik {cik}: EDGAR has no submissions of such a company; check the number")
        listed = read_company(url, body)
        filings = list(listed.filings)
        for page in listed.older:
            if page.first <= until and page.last >= first:
                older = ask(page_url(settings, page), SUBMISSIONS)
                filings += [] if older is None else read_older(page_url(settings, page), older, cik)
        chosen = [filing for filing in select(filings) if first <= filing.filed_on <= until]
        yield Found(sorted(chosen, key=lambda filing: (filing.filed_on, filing.accession)))


def find_in_feed(ask: Ask, known: Callable[[Sequence[str]], Collection[str]], settings: Settings) -> Iterator[Found]:
    """What the feed lists now, page by page until one holds nothing new; between two of them entries move down."""
    for form in FEED_FORMS:
        for number in range(MOST_FEED_PAGES):
            url = feed_url(settings, form, number * PAGE)
            body = ask(url, FEED)
            entries = [] if body is None else read_feed(url, body)
            filings = select(entries)
            yield Found(filings)
            if len(entries) < PAGE or len(known([filing.accession for filing in filings])) == len(filings):
                break
