"""A submission to its exhibits: which are candidates, what their header says, and where in the file they stand."""

import hashlib
from datetime import UTC, date, datetime

import pytest

from support.statements import QUARTER, release, statement
from transforms.errors import UnreadableSourceError
from transforms.model import Identity, Source
from transforms.parse.sec_header import choose_filer, read_filers, read_header
from transforms.parse.submission import end_of_day, merged, open_documents
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


FILERS = HEADER.replace(
    "</SEC-HEADER>",
    "\nFILER:\n\tCOMPANY DATA:\n\t\tCOMPANY CONFORMED NAME:\t\t\tALDER HOLDINGS CO\n"
    "\t\tCENTRAL INDEX KEY:\t\t\t0009990018\n</SEC-HEADER>",
)


def test_a_header_may_list_several_filers():
    assert [(filer.company, filer.cik) for filer in read_filers(FILERS)] == [
        ("HALDEN OPTICS INC", "0009990017"),
        ("ALDER HOLDINGS CO", "0009990018"),
    ]
    assert {filer.accession for filer in read_filers(FILERS)} == {"0009990017-04-000003"}


def test_the_headline_picks_among_the_filers():
    """Southern files with its subsidiaries, and not as the first of them."""
    filers = read_filers(FILERS)
    assert choose_filer(filers, "ALDER HOLDINGS COMPANY, PARENT OF HALDEN OPTICS, REPORTS") == filers[1]
    assert choose_filer(filers, "THE PARENT REPORTS") is None
    assert choose_filer(filers[:1], "THE PARENT REPORTS") == filers[0]


def test_an_exhibit_that_names_no_filer_takes_its_sibling_s(catalog):
    second = release(statement("SEGMENTS", QUARTER, [("Optics", 4_180, 3_990), ("Other", 12, 11)]))
    second = second[second.index("SEGMENTS") :]
    text = FILERS + exhibit("EX-99.1", RESULTS.replace("HALDEN OPTICS", "ALDER HOLDINGS")) + exhibit("EX-99.2", second)
    frames = transform_release(Source("two.txt", text.encode()), catalog)
    assert frames.release["cik"].to_list() == ["0009990018", "0009990018"]


def test_a_header_as_it_is_disseminated_has_tags():
    found = read_header(
        "<SUBMISSION>\n<ACCESSION-NUMBER>0009990017-04-000003\n<TYPE>8-K\n<FILING-DATE>20040722\n<FILER>\n"
        "<COMPANY-DATA>\n<CONFORMED-NAME>HALDEN OPTICS INC\n<CIK>0009990017\n</COMPANY-DATA>\n"
    )
    assert (found.accession, found.filed_on, found.company, found.cik) == (
        "0009990017-04-000003", date(2004, 7, 22), "HALDEN OPTICS INC", "0009990017",
    )  # fmt: skip


def test_digits_that_are_no_day_are_none():
    assert read_header(HEADER.replace("20040722", "20041372")).filed_on is None


UUENCODED = (
    '<PDF>\nbegin 644 slides.pdf\nM)5!$1BTQ+C0*)>+CS],*,R`P(&]B:@H\\/"],:6YE87)I>F5D(#$O3"`Q,C\n`\nend\n</PDF>\n'
)


def test_an_attachment_without_text_is_skipped_and_told_of(catalog):
    text = SUBMISSION + exhibit("EX-99.2", UUENCODED) + exhibit("EX-99.3", "%PDF-1.4\n1 0 obj\n")
    frames = transform_release(Source("three.txt", text.encode()), catalog)
    assert frames.release["document"].to_list() == ["EX-99.1"]
    (note,) = frames.issue.filter(code="attachment_skipped")["message"].to_list()
    assert note == "EX-99.2 ex.txt (uuencoded), EX-99.3 ex.txt (PDF): hold no text, so they are not read"
    assert frames.issue.filter(code="attachment_skipped")["level"].to_list() == ["info"]


def test_a_submission_whose_exhibits_are_all_pictures_is_refused(catalog):
    with pytest.raises(
        UnreadableSourceError, match=r"^one\.txt: EX-99\.1 ex\.txt \(uuencoded\): holds no text to read"
    ):
        transform_release(Source("one.txt", (HEADER + exhibit("EX-99.1", UUENCODED)).encode()), catalog)


def test_results_inline_in_the_report_count_where_their_exhibit_is_a_picture(catalog):
    body = f"<DOCUMENT>\n<TYPE>8-K\n<TEXT>\nFORM 8-K\n{RESULTS}\nNet revenues were $4,180,000, up 5 percent.\n</TEXT>\n"
    text = HEADER + body + "</DOCUMENT>\n" + exhibit("EX-99.1", UUENCODED)
    assert transform_release(Source("one.txt", text.encode()), catalog).release["document"].to_list() == ["8-K"]


def test_a_privacy_enhanced_preamble_is_no_part_of_anything(catalog):
    preamble = "-----BEGIN PRIVACY-ENHANCED MESSAGE-----\nProc-Type: 2001,MIC-CLEAR\nMIC-Info: RSA-MD5,RSA,\n AbC=\n\n"
    plain, wrapped = (
        transform_release(Source("one.txt", (start + SUBMISSION).encode()), catalog) for start in ("", preamble)
    )
    assert wrapped.release.drop("landed").equals(plain.release.drop("landed"))
    assert (wrapped.fact["line_number"] - plain.fact["line_number"]).unique().to_list() == [5]


def test_a_document_block_alone_is_read_and_dated_by_its_text(catalog):
    frames = transform_release(Source("one.nc", exhibit("EX-99.1", RESULTS).encode()), catalog)
    assert frames.release["document"].to_list() == ["EX-99.1"]
    assert frames.filing["known_at_source"].to_list() == ["dateline"]
