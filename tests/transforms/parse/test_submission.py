"""A submission to its exhibits: which are candidates, what their header says, and where in the file they stand."""

import hashlib
from datetime import UTC, date, datetime

from support.statements import QUARTER, release, statement
from transforms.model import Identity, Source
from transforms.parse.submission import end_of_day, merged, open_documents, read_header
from transforms.release import transform_batch, transform_release

HEADER = """\
<SEC-DOCUMENT>0009990017-04-000003.txt : 20040722
<SEC-HEADER>0009990017-04-000003.hdr.sgml : 20040722
<ACCEPTANCE-DATETIME>20040722163012
ACCESSION NUMBER:\t\t0009990017-04-000003
CONFORMED SUBMISSION TYPE:\t8-K
ITEM INFORMATION:\t\tFinancial statements and exhibits
FILED AS OF DATE:\t\t20040722

FILER:
\tCOMPANY DATA:
\t\tCOMPANY CONFORMED NAME:\t\t\tHALDEN OPTICS INC
\t\tCENTRAL INDEX KEY:\t\t\t0009990017
</SEC-HEADER>
"""
COVER = """<DOCUMENT>
<TYPE>8-K
<SEQUENCE>1
<TEXT>
FORM 8-K

Item 9.01. Financial Statements and Exhibits. A press release of July 22, 2004 is furnished as exhibit 99.1.
</TEXT>
</DOCUMENT>
"""
RESULTS = release(
    statement(
        "CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, [("Net revenues", 4_180, 3_990), ("Net income", 412, 377)]
    )
)


def exhibit(kind: str, text: str) -> str:
    head = f"<DOCUMENT>\n<TYPE>{kind}\n<SEQUENCE>2\n<FILENAME>ex.txt\n<DESCRIPTION>PRESS RELEASE\n<TEXT>\n"
    return f"{head}{text}</TEXT>\n</DOCUMENT>\n"


SUBMISSION = HEADER + COVER + exhibit("EX-99.1", RESULTS)


def test_a_header_gives_identity_and_times_are_eastern():
    found = read_header(HEADER)
    assert found == Identity(
        cik="0009990017", company="HALDEN OPTICS INC", accession="0009990017-04-000003", filed_on=date(2004, 7, 22),
        accepted_at=datetime(2004, 7, 22, 20, 30, 12, tzinfo=UTC),
    )  # fmt: skip


def test_the_exhibit_is_hashed_between_its_text_tags(catalog):
    (document,) = open_documents(Source("submission.txt", SUBMISSION.encode()))
    assert document.exhibit == "EX-99.1"
    assert document.release_id == hashlib.sha256(RESULTS.encode()).hexdigest()
    bare = transform_release(Source("bare.txt", RESULTS.encode()), catalog)
    assert bare.release["release_id"].to_list() == [document.release_id]


def test_line_numbers_count_in_the_whole_file(catalog):
    frames = transform_release(Source("submission.txt", SUBMISSION.encode()), catalog)
    lines = SUBMISSION.split("\n")
    for fact in frames.fact.to_dicts():
        assert lines[fact["line_number"] - 1][fact["char_start"] : fact["char_end"]] == fact["printed"]
    assert frames.fact.height == 4


def test_every_exhibit_99_is_a_candidate(catalog):
    other = exhibit("EX-99.2", "Mr. Alder joins the board.\n")
    frames = transform_release(Source("two.txt", (SUBMISSION + other).encode()), catalog)
    assert frames.release.select("document", "is_release").rows() == [("EX-99.1", True), ("EX-99.2", False)]


def test_an_agreement_that_came_along_is_none(catalog):
    frames = transform_release(Source("other.txt", (HEADER + COVER + exhibit("EX-10.1", RESULTS)).encode()), catalog)
    assert frames.fact.is_empty()


def test_a_date_alone_means_the_end_of_that_day_in_new_york():
    assert end_of_day(date(2004, 7, 22)) == datetime(2004, 7, 23, 3, 59, 59, 999999, tzinfo=UTC)
    assert end_of_day(date(2004, 1, 22)) == datetime(2004, 1, 23, 4, 59, 59, 999999, tzinfo=UTC)


def test_header_then_sidecar_then_text():
    header, given, text = Identity(cik="1"), Identity(cik="2", ticker="HLDN"), Identity(ticker="HALD", company="Halden")
    assert merged(header, given, text) == Identity(cik="1", ticker="HLDN", company="Halden")


def test_a_sidecar_that_contradicts_the_header_is_an_issue_and_the_header_wins(catalog):
    source = Source("submission.txt", SUBMISSION.encode(), Identity(cik="0000000123"))
    frames = transform_release(source, catalog)
    assert frames.release["cik"].to_list() == ["0009990017"]
    assert frames.issue.filter(level="warning")["code"].to_list() == ["identity_contradicts"]


def test_a_release_that_no_date_speaks_of_waits(catalog):
    undated = RESULTS.replace(" - July 22, 2004 -", ",").replace("on June 30, 2004", "in June")
    undated = undated[: undated.index("CONSOLIDATED")] + "\n" * 200 + undated[undated.index("CONSOLIDATED") :]
    frames = transform_release(Source("undated.txt", undated.encode()), catalog)
    assert frames.issue.filter(level="error")["code"].to_list() == ["no_known_at"]
    assert frames.filing["known_at"].to_list() == [None]


def test_a_release_carried_by_two_filings_is_read_once_and_has_both(catalog):
    again = SUBMISSION.replace("0009990017-04-000003", "0009990017-04-000004").replace(
        "20040722163012", "20040723090000"
    )
    frames = transform_batch([Source("a.txt", SUBMISSION.encode()), Source("b.txt", again.encode())], catalog)
    assert frames.release.height == 1
    assert frames.filing["accession"].to_list() == ["0009990017-04-000003", "0009990017-04-000004"]
    assert frames.fact.height == 4
