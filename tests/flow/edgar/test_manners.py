"""How the client behaves, row by row of what EDGAR asks for and answers."""

import asyncio
import random
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from edgar_server.app import Edgar
from edgar_server.faults import ANSWERS, Fault, redirect, retry_after
from flows.settings import Settings
from flows.sources.edgar.answers import FEED, INDEX, SUBMISSION, SUBMISSIONS
from flows.sources.edgar.client import ATTEMPTS, Client, refuse_without_contact
from flows.sources.edgar.errors import (
    ContactError,
    CutOffError,
    OversizedError,
    RedirectRefusedError,
    ThrottledError,
    ToldToWaitError,
    UnavailableError,
    UndeclaredError,
    UnexpectedAnswerError,
    WrongContentError,
)
from flows.sources.edgar.index import day_url, quarter_url
from flows.sources.edgar.pace import IN_FLIGHT, SEC_LIMIT, shared_pace

WWW = "https://www.sec.gov"
Talk = Callable[..., Any]


@pytest.fixture
def edgar(month: list[Any]) -> Edgar:
    """Twelve days of filings, asked for one page at a time."""
    return Edgar(month)


@pytest.fixture
def url(month: list[Any]) -> str:
    """The index of the first day."""
    return day_url(Settings(), month[0].filed_on)


def busiest_second(times: list[float]) -> int:
    return max(sum(at <= other < at + 1 for other in times) for at in times)


class Network(httpx.AsyncBaseTransport):
    """Requests and answers take as long on their way as is drawn; remembers when each request arrived."""

    def __init__(self, delays: list[float], now: Callable[[], float]) -> None:
        self.delays, self.now, self.arrived = delays, now, []

    async def handle_async_request(self, _request: httpx.Request) -> httpx.Response:
        there, back = (self.delays[(2 * len(self.arrived) + one) % len(self.delays)] for one in (0, 1))
        await asyncio.sleep(there)
        self.arrived.append(self.now())
        await asyncio.sleep(back)
        return httpx.Response(200, headers={"Content-Type": "text/plain"}, content=b"-" * 80)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(delays=st.lists(st.floats(0, 3), min_size=2, max_size=40), asked=st.integers(1, 80))
def test_never_more_than_ten_requests_arrive_within_any_second_whatever_the_network_does(talk, now, delays, asked):
    network = Network(delays, now)

    async def ask_all(client: Client) -> None:
        await asyncio.gather(*(client.get(f"{WWW}/{number}", INDEX) for number in range(asked)))

    talk(network, ask_all)
    assert len(network.arrived) == asked
    assert busiest_second(network.arrived) <= SEC_LIMIT


def test_without_delays_it_asks_as_often_as_it_may(talk, now):
    network = Network([0.0, 0.0], now)

    async def ask_all(client: Client) -> None:
        await asyncio.gather(*(client.get(f"{WWW}/{number}", INDEX) for number in range(70)))

    talk(network, ask_all)
    assert busiest_second(network.arrived) == SEC_LIMIT - IN_FLIGHT
    assert network.arrived[-1] < 11


def test_one_pace_serves_the_whole_process():
    assert shared_pace(7.0) is shared_pace(7.0)


def test_every_request_says_who_asks_and_takes_gzip(talk, edgar, url):
    page = talk(edgar, lambda client: client.get(url, INDEX))
    (seen,) = edgar.seen
    assert seen.headers["user-agent"] == "Sample Company admin@sample.example"
    assert "gzip" in seen.headers["accept-encoding"]
    assert page.body.startswith(b"Description:")


@pytest.mark.parametrize("contact", [None, "", "Sample Company", "admin@sample.example", "Sämple admin@sample.example"])
def test_a_contact_that_is_none_is_refused_with_the_remedy(contact):
    with pytest.raises(ContactError, match="TIEOUT_EDGAR_CONTACT") as refused:
        refuse_without_contact(contact)
    assert refused.value.exit_code == 2


def test_request_rate_threshold_exceeded_stops_everything_for_ten_minutes(talk, edgar, url, holds):
    """The ninth of forty requests is refused; nothing at all is asked until the cool-down is over, then all is well."""
    edgar.faults = [Fault("8$", ANSWERS["throttled"])]

    async def ask_all(client: Client) -> list[Any]:
        return await asyncio.gather(*(client.get(f"{url}?{number}", INDEX) for number in range(40)))

    assert all(talk(edgar, ask_all))
    refused = next(one.at for one in edgar.seen if one.status == 403)
    later = [one.at for one in edgar.seen if one.at > refused]
    assert holds == [600]
    assert len(later) == 32
    assert min(later) >= refused + 600


def test_an_edgar_that_goes_on_refusing_ends_the_run_after_some_cool_downs(talk, edgar, url, now):
    edgar.faults = [Fault(".", ANSWERS["throttled"], None)]
    with pytest.raises(ThrottledError):
        talk(edgar, lambda client: client.get(url, INDEX))
    assert len(edgar.seen) == ATTEMPTS
    assert now() >= (ATTEMPTS - 1) * 600


def test_undeclared_automated_tool_fails_without_asking_again(talk, edgar, url):
    edgar.faults = [Fault(".", ANSWERS["undeclared"], None)]
    with pytest.raises(UndeclaredError, match="TIEOUT_EDGAR_CONTACT"):
        talk(edgar, lambda client: client.get(url, INDEX))
    assert len(edgar.seen) == 1


@pytest.mark.parametrize("answer", ["absent", "missing"])
def test_access_denied_and_no_such_key_as_xml_mean_that_there_is_nothing(talk, edgar, url, answer):
    edgar.faults = [Fault(".", ANSWERS[answer], None)]
    assert talk(edgar, lambda client: client.get(url, INDEX)) is None
    assert len(edgar.seen) == 1


def test_a_page_that_is_missing_in_any_other_way_is_no_holiday(talk, edgar, url):
    """A wrong base URL answers 404 for every day."""
    edgar.faults = [Fault(".", ANSWERS["not_found_page"], None)]
    with pytest.raises(UnexpectedAnswerError, match="404"):
        talk(edgar, lambda client: client.get(url, INDEX))


@pytest.mark.parametrize("as_date", [False, True])
@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_waited_for_in_seconds_and_until_a_date(talk, edgar, url, now, as_date, status):
    edgar.faults = [Fault(".", retry_after(120, as_date=as_date, status=status))]
    assert talk(edgar, lambda client: client.get(url, INDEX)) is not None
    first, second = (one.at for one in edgar.seen)
    assert 118 <= second - first <= 122


def test_too_many_requests_without_a_time_waits_a_minute(talk, edgar, url):
    edgar.faults = [Fault(".", retry_after_nothing)]
    talk(edgar, lambda client: client.get(url, INDEX))
    first, second = (one.at for one in edgar.seen)
    assert second - first >= 60


async def retry_after_nothing(_response: Any) -> Any:
    from starlette.responses import Response

    return Response("slow down", 429)


def test_silence_of_more_than_an_hour_is_not_waited_for_but_kept(talk, edgar, url, now, holds):
    edgar.faults = [Fault(".", retry_after(7200))]
    with pytest.raises(ToldToWaitError):
        talk(edgar, lambda client: client.get(url, INDEX))
    assert holds == [7200]
    assert now() < 60


@pytest.mark.parametrize("answer", ["error", "unavailable"])
def test_a_server_error_is_asked_again_after_ever_longer_waits_with_jitter(talk, edgar, url, answer):
    edgar.faults = [Fault(".", ANSWERS[answer], 3)]
    random.seed(1)
    assert talk(edgar, lambda client: client.get(url, INDEX)) is not None
    times = [one.at for one in edgar.seen]
    waits = [later - earlier for earlier, later in pairwise(times)]
    for wait, longest in zip(waits, (1, 2, 4), strict=True):
        assert longest / 2 <= wait <= longest + 0.2
    assert len({round(wait / longest, 3) for wait, longest in zip(waits, (1, 2, 4), strict=True)}) == 3


def test_a_server_that_stays_broken_is_given_up_and_may_be_asked_later(talk, edgar, url):
    edgar.faults = [Fault(".", ANSWERS["error"], None)]
    with pytest.raises(UnavailableError) as given_up:
        talk(edgar, lambda client: client.get(url, INDEX))
    assert given_up.value.retriable
    assert len(edgar.seen) == ATTEMPTS


def test_tags_are_used_where_they_are_offered(talk, edgar, url):
    async def twice(client: Client) -> bool:
        first = await client.get(url, INDEX)
        return await client.get(url, INDEX, first) is first

    assert talk(edgar, twice)
    assert [one.status for one in edgar.seen] == [200, 304]
    assert "if-modified-since" in edgar.seen[1].headers


def test_tags_are_never_required(talk, edgar, url):
    edgar.offers_tags = False

    async def twice(client: Client) -> list[Any]:
        first = await client.get(url, INDEX)
        return [first, await client.get(url, INDEX, first)]

    first, again = talk(edgar, twice)
    assert first.conditions == {}
    assert again.body == first.body
    assert [one.status for one in edgar.seen] == [200, 200]


def test_a_redirect_within_edgar_is_followed_and_one_to_another_host_refused(talk, edgar, url, month):
    target = quarter_url(Settings(), month[0].filed_on)
    edgar.faults = [Fault("daily", redirect(target))]
    assert talk(edgar, lambda client: client.get(url, INDEX)) is not None
    edgar.faults = [Fault("daily", redirect("https://elsewhere.example/master.idx"))]
    edgar.seen.clear()
    with pytest.raises(RedirectRefusedError, match="elsewhere"):
        talk(edgar, lambda client: client.get(url, INDEX))
    assert len(edgar.seen) == 1


def test_redirects_in_a_circle_end(talk, edgar, url):
    edgar.faults = [Fault("daily", redirect(url), None)]
    with pytest.raises(RedirectRefusedError, match="more than 3"):
        talk(edgar, lambda client: client.get(url, INDEX))


@pytest.mark.parametrize("kind", [INDEX, SUBMISSION, SUBMISSIONS, FEED], ids=lambda kind: kind.name)
def test_a_page_for_people_is_refused_in_place_of_data(talk, edgar, url, kind):
    edgar.faults = [Fault(".", ANSWERS["html"], None)]
    with pytest.raises(WrongContentError, match="text/html"):
        talk(edgar, lambda client: client.get(url, kind))
    assert len(edgar.seen) == 1


@pytest.mark.parametrize("kind", [INDEX, SUBMISSION], ids=lambda kind: kind.name)
def test_a_body_that_ends_before_its_end_is_asked_for_again(talk, edgar, url, month, kind):
    """Nothing but the body itself tells: its length is announced as what it is."""
    asked = url if kind is INDEX else f"{WWW}/Archives/{month[0].path(7_000_001)}"
    edgar.faults = [Fault(".", ANSWERS["shortened"])]
    assert kind.is_whole(talk(edgar, lambda client: client.get(asked, kind)).body)
    assert len(edgar.seen) == 2
    edgar.faults = [Fault(".", ANSWERS["shortened"], None)]
    with pytest.raises(CutOffError, match="ends before its end"):
        talk(edgar, lambda client: client.get(asked, kind))


def test_broken_compression_is_a_body_that_ends_before_its_end(talk, edgar, url):
    edgar.faults = [Fault(".", ANSWERS["bomb"])]
    assert talk(edgar, lambda client: client.get(url, INDEX)) is not None
    assert len(edgar.seen) == 2


class Endless(httpx.AsyncByteStream):
    """More and more of the same."""

    sent = 0

    async def __aiter__(self) -> Any:
        while True:
            self.sent += 1_000_000
            yield bytes(1_000_000)


@pytest.mark.parametrize("announced", [True, False])
def test_an_oversized_body_is_refused_while_it_comes(talk, announced):
    body = Endless()
    headers = {"Content-Type": "application/atom+xml"} | ({"Content-Length": "10" * 9} if announced else {})
    network = httpx.MockTransport(lambda _: httpx.Response(200, headers=headers, stream=body))
    with pytest.raises(OversizedError) as refused:
        talk(network, lambda client: client.get(f"{WWW}/feed", FEED))
    assert body.sent <= (0 if announced else FEED.most_bytes + 1_000_000)
    assert not refused.value.retriable


def test_no_connection_is_tried_again_and_said_in_one_line(talk):
    asked = []

    def refuse(request: httpx.Request) -> httpx.Response:
        asked.append(request.url)
        raise httpx.ConnectError("refused")

    with pytest.raises(UnavailableError, match="no whole answer: refused"):
        talk(httpx.MockTransport(refuse), lambda client: client.get(f"{WWW}/feed", FEED))
    assert len(asked) == ATTEMPTS
