"""Identity from beside a file, read strictly."""

from datetime import UTC, date, datetime

import pytest

from flows.errors import SidecarError
from flows.sources.sidecar import merge_identity, parse_identity, parse_sidecar
from transforms.model import Identity


def test_a_sidecar_gives_every_part_of_an_identity() -> None:
    content = b"""{"cik": 1043604, "company": "Juniper Networks, Inc.", "ticker": "JNPR",
        "accession": "0000891618-03-003391", "filed_on": "2003-07-10", "accepted_at": "2003-07-10T16:05:00-04:00"}"""
    assert parse_sidecar("a.txt.json", content) == Identity(
        "0001043604", "Juniper Networks, Inc.", "JNPR", "0000891618-03-003391",
        date(2003, 7, 10), datetime(2003, 7, 10, 20, 5, tzinfo=UTC),
    )  # fmt: skip


def test_an_acceptance_time_without_an_offset_is_eastern() -> None:
    read = parse_identity("x", {"accepted_at": "2003-01-10T16:05:00"})
    assert read.accepted_at == datetime(2003, 1, 10, 21, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "no JSON"),
        (b"[]", "must be a JSON object"),
        (b'{"cik": 1, "cik": 2}', "no JSON: a key stands twice among cik, cik"),
        (b'{"cusip": "1"}', "unknown key 'cusip'; known are cik"),
        (b'{"cik": "JNPR"}', "cik must be up to ten digits"),
        (b'{"cik": 0}', "cik must be up to ten digits, and not 0"),
        ('{"cik": "\u0661\u0662"}'.encode(), "cik must be up to ten digits"),
        (b'{"cik": true}', "cik must be text"),
        (b'{"company": "\\ud800"}', "company must be text"),
        (b'{"company": ""}', "company must be text"),
        (b'{"accession": "12"}', "accession must be like"),
        (b'{"filed_on": "10 July 2003"}', "filed_on must be a date like 2003-07-10"),
        (b'{"filed_on": "2003-02-30"}', "filed_on must be a date"),
        (b'{"accepted_at": "2003-07-10"}', "must have a time of day"),
        (b'{"filed_on": "9999-12-31"}', "filed_on must be in a year from 1900 to 2100, not 9999"),
        (b'{"accepted_at": "0001-01-01T00:00:00+14:00"}', "accepted_at must be in a year from 1900"),
        (b'{"accepted_at": "noon"}', "accepted_at must be a time like"),
    ],
)
def test_a_sidecar_that_is_none_is_one_clear_error(content: bytes, said: str) -> None:
    with pytest.raises(SidecarError, match=r"a\.txt\.json: ") as refused:
        parse_sidecar("a.txt.json", content)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)
    assert refused.value.exit_code == 2


def test_options_fill_what_the_sidecar_leaves_open() -> None:
    merged = merge_identity("a.txt", Identity(cik="0000000001"), Identity(ticker="A"))
    assert merged == Identity(cik="0000000001", ticker="A")


def test_options_that_contradict_the_sidecar_are_refused() -> None:
    with pytest.raises(SidecarError, match="its sidecar says cik 0000000001, the command says 0000000002"):
        merge_identity("a.txt", Identity(cik="0000000001"), Identity(cik="0000000002"))
