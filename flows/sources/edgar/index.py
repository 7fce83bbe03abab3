"""The archive's indexes: ``master.YYYYMMDD.idx`` of a day, ``master.idx`` of a quarter."""

import re
from collections.abc import Iterator
from datetime import date

from flows.settings import Settings
from flows.sources.edgar.errors import MalformedError
from flows.sources.edgar.filings import Filing

RULE = re.compile(r"-{20,}\s*")
FIELDS = 5
FILE_NAME = re.compile(r"edgar/data/\d+/(?:\d{18}/)?(\d{10}-\d{2}-\d{6})\.txt")


def day_url(settings: Settings, day: date) -> str:
    """Where the index of a day is."""
    return f"{_folder(settings, 'daily-index', day)}/master.{day:%Y%m%d}.idx"


def quarter_url(settings: Settings, day: date) -> str:
    """Where the index of the quarter that ``day`` is in is."""
    return f"{_folder(settings, 'full-index', day)}/master.idx"


def _folder(settings: Settings, index: str, day: date) -> str:
    return f"{settings.edgar_url}/Archives/edgar/{index}/{day.year}/QTR{(day.month + 2) // 3}"


def read_index(url: str, body: bytes) -> Iterator[Filing]:
    """Every row below the line of dashes, in order; ``url`` is for the error.

    A daily index writes 20040211 where a quarterly one writes 2004-02-11; ISO 8601 knows both.

    Raises:
        MalformedError: where there is no line of dashes, or a row that is none.
    """
    lines = iter(enumerate(body.decode("latin-1").splitlines(), start=1))
    if not any(RULE.fullmatch(line) for _, line in lines):
        raise MalformedError(f"{url}: no line of dashes below a header; this is no index")
    for number, line in lines:
        if line.strip():
            yield _read_row(f"{url}, line {number}", line)


def _read_row(place: str, line: str) -> Filing:
    fields = line.split("|")
    found = FILE_NAME.fullmatch(fields[-1].strip())
    if len(fields) != FIELDS or found is None:
        raise MalformedError(f"{place}: {line[:80]!r} is not CIK|Company Name|Form Type|Date Filed|Filename")
    try:
        return Filing(found[1], int(fields[0]), fields[2].strip(), date.fromisoformat(fields[3].strip()))
    except ValueError as error:
        raise MalformedError(f"{place}: no CIK or no date in {line[:80]!r}") from error
