"""What EDGAR's lists say: indexes, companies, feed; and what is no list."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from edgar_server import pages
from edgar_server.corpus import Submission
from flows.errors import UsageError
from flows.settings import Settings
from flows.sources.edgar.discover import find_by_company, find_in_feed, quarter_end
from flows.sources.edgar.errors import MalformedError
from flows.sources.edgar.feed import read_feed
from flows.sources.edgar.filings import Filing, select
from flows.sources.edgar.index import day_url, quarter_url, read_index
from flows.sources.edgar.submissions import read_company

MONDAY = date(2004, 10, 4)
BOMB = b"""<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<feed xmlns="http://www.w3.org/2005/Atom"><title>&b;</title></feed>"""


def test_indexes_are_where_the_archive_keeps_them() -> None:
    asked = Settings()
    assert day_url(asked, date(2004, 2, 11)) == (
        "https://www.sec.gov/Archives/edgar/daily-index/2004/QTR1/master.20040211.idx"
    )
    assert (
        quarter_url(asked, date(2004, 12, 31)) == "https://www.sec.gov/Archives/edgar/full-index/2004/QTR4/master.idx"
    )


def test_a_full_submission_is_under_its_filer_and_its_number_without_dashes() -> None:
    filing = Filing("0001125282-04-000379", 1001258, "8-K", date(2004, 2, 11))
    assert filing.url(Settings()) == (
        "https://www.sec.gov/Archives/edgar/data/1001258/000112528204000379/0001125282-04-000379.txt"
    )


def test_daily_and_quarterly_rows_differ_in_their_dates_only(file_release: Callable[..., Submission]) -> None:
    held = [file_release(number, MONDAY) for number in (1, 2)]
    daily = list(read_index("daily", pages.daily_index(held, MONDAY) or b""))
    quarterly = list(read_index("quarterly", pages.quarterly_index(held, 2004, 4) or b""))
    assert daily == quarterly
    assert daily[0] == Filing("0000700000-04-000001", 7_000_001, "8-K", MONDAY)


def test_an_index_is_latin_1() -> None:
    body = (
        b"CIK|...\n"
        + b"-" * 80
        + b"\n"
        + b"7|SOCI\xc9T\xc9 G\xc9N\xc9RALE|6-K|20041004|edgar/data/7/0000700000-04-000001.txt\n"
    )
    assert [filing.form for filing in read_index("daily", body)] == ["6-K"]


def test_co_registrants_have_a_row_each_and_one_filing(file_release: Callable[..., Submission]) -> None:
    both = file_release(1, MONDAY, (92_122, "SOUTHERN CO"), (3_153, "ALABAMA POWER CO"))
    rows = list(read_index("daily", pages.daily_index([both], MONDAY) or b""))
    assert [row.cik for row in rows] == [3_153, 92_122]
    assert select(rows) == [rows[0]]


def test_only_current_reports_are_chosen_whatever_their_items_and_amendments_too() -> None:
    forms = ["8-K", "8-K/A", "6-K", "6-K/A", "10-Q", "4", "S-4"]
    rows = [Filing(f"0000700000-04-{n:06d}", 7, form, MONDAY) for n, form in enumerate(forms)]
    assert [filing.form for filing in select(rows)] == ["8-K", "8-K/A", "6-K", "6-K/A"]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"CIK|Company Name|Form Type|Date Filed|File Name\n", "no line of dashes"),
        (b"-" * 80 + b"\n7|A|8-K|20041004\n", r"line 2: '7\|A\|8-K\|20041004' is not CIK"),
        (b"-" * 80 + b"\n\nseven|A|8-K|20041004|edgar/data/7/0000700000-04-000001.txt\n", "line 3: no CIK or no date"),
        (b"-" * 80 + b"\n7|A|8-K|20041344|edgar/data/7/0000700000-04-000001.txt\n", "no CIK or no date"),
    ],
)
def test_what_is_no_index_is_refused_with_its_line(body: bytes, said: str) -> None:
    with pytest.raises(MalformedError, match=said):
        list(read_index("master.idx", body))


def listed(submissions: list[Submission], cik: int, page_size: int) -> Callable[[str, Any], bytes | None]:
    """Answers as the server would, and remembers nothing."""

    def ask(url: str, _kind: Any) -> bytes | None:
        found = pages.company(submissions, cik, page_size)
        if found is None or f"CIK{cik:010d}" not in url:
            return None
        first, older = found
        return json.dumps(first if url.endswith(f"{cik:010d}.json") else older[int(url[-8:-5]) - 1]).encode()

    return ask


def test_a_companys_older_pages_are_read_as_far_as_they_are_asked_for(month: list[Submission]) -> None:
    asked: list[str] = []
    answer = listed(month, 7_000_001, 6)

    def ask(url: str, kind: Any) -> bytes | None:
        asked.append(url)
        return answer(url, kind)

    def find(since: date | None, until: date) -> list[str]:
        asked.clear()
        (found,) = find_by_company([7_000_001], since, until, ask, Settings())
        return [filing.accession for filing in found.filings]

    assert find(None, date(2004, 12, 31)) == [one.accession for one in month]
    assert len(asked) == 4
    assert len(find(date(2004, 10, 14), date(2004, 10, 18))) == 6
    assert len(asked) == 2, "what is earlier is not asked for"


def test_a_company_that_edgar_does_not_know_is_bad_usage(month: list[Submission]) -> None:
    with pytest.raises(UsageError, match="--cik 5"):
        list(find_by_company([5], None, MONDAY, listed(month, 7_000_001, 6), Settings()))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda first: first["filings"]["recent"]["form"].pop(), "unequal lengths"),
        (lambda first: first["filings"]["recent"]["items"].append("2.02"), "unequal lengths"),
        (lambda first: first["filings"]["recent"].update(accessionNumber=["../../x"] * 24), "accessionNumber"),
        (lambda first: first["filings"]["files"].append({"name": "//host/x.json"}), "filings.files.0.name"),
        (lambda first: first.pop("filings"), "filings"),
    ],
)
def test_what_is_no_list_of_a_company_is_refused_with_its_place(
    month: list[Submission], change: Callable[[Any], Any], said: str
) -> None:
    first, _ = pages.company(month, 7_000_001, 1000) or pytest.fail("filed nothing")
    change(first)
    with pytest.raises(MalformedError, match=said):
        read_company("CIK.json", json.dumps(first).encode())


def test_the_feed_lists_the_newest_first_an_entry_for_each_filer(file_release: Callable[..., Submission]) -> None:
    old = file_release(1, MONDAY)
    new = file_release(2, date(2004, 10, 5), (8, "ALPHA & BETA <PLC>"), (9, "GAMMA INC"), form="8-K/A")
    rows = read_feed("feed", pages.feed([old, new], "8-K", 0, 100))
    assert [(row.accession[-1], row.cik, row.form) for row in rows] == [
        ("2", 8, "8-K/A"), ("2", 9, "8-K/A"), ("1", 7_000_001, "8-K"),
    ]  # fmt: skip
    assert rows[0].filed_on == date(2004, 10, 5)


def test_the_feed_is_read_back_to_what_is_known(file_release: Callable[..., Submission]) -> None:
    held = [file_release(number, MONDAY) for number in range(350)]
    asked: list[int] = []

    def ask(url: str, _kind: Any) -> bytes:
        start = int(url.partition("start=")[2].partition("&")[0])
        form = url.partition("type=")[2].partition("&")[0]
        asked.append(start)
        return pages.feed(held, form, start, 100)

    known = {one.accession for one in held[150:]}
    found = [filing for part in find_in_feed(ask, known.intersection, Settings()) for filing in part.filings]
    assert {one.accession for one in held[:150]} <= {filing.accession for filing in found}
    assert asked == [0, 100, 200, 0], "two pages with news, one without, and no 6-K"


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (BOMB, "DTDForbidden"),
        (b"<feed", "ParseError"),
        (b"<rss/>", "begins with <rss>"),
        (
            pages.ATOM_HEADER.format(now="x").encode() + b"<entry><updated>now</updated></entry></feed>",
            "entry 1: has no",
        ),
        (
            pages.ATOM_HEADER.format(now="x").encode() + b"<entry><updated>2004-10-04</updated></entry></feed>",
            "entry 1: lacks accession number",
        ),
    ],
)
def test_what_is_no_feed_is_refused_and_so_is_one_with_entities(body: bytes, said: str) -> None:
    with pytest.raises(MalformedError, match=said):
        read_feed("feed", body)


@pytest.mark.parametrize(
    ("day", "end"), [(date(2004, 1, 1), date(2004, 3, 31)), (MONDAY, date(2004, 12, 31)), (date(2004, 6, 30),) * 2]
)
def test_quarters_end_with_their_third_month(day: date, end: date) -> None:
    assert quarter_end(day) == end
