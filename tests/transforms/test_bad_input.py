"""What is no text, what is half a text, and what is a text of other bytes: found, placed, and never half-read."""

import re
from collections.abc import Iterable
from dataclasses import replace

import polars as pl
import pytest

from support import markup, statements
from support.examples import MADE_UP, RETOLD, example
from support.statements import BALANCE, HEAD, QUARTER
from transforms.errors import UnreadableSourceError
from transforms.model import ReleaseFrames, Source
from transforms.release import transform_batch, transform_release

EXAMPLES = [MADE_UP, RETOLD]


@pytest.fixture(scope="module", params=EXAMPLES)
def source(request) -> Source:
    return example(request.param)


@pytest.fixture(scope="module")
def whole(source, catalog) -> ReleaseFrames:
    """The release as it should be read."""
    return transform_release(source, catalog)


def meaning(frames: ReleaseFrames) -> list[tuple]:
    """What the facts say, without where they stand."""
    names = (
        "statement",
        "section",
        "label",
        "period_start",
        "period_end",
        "unit",
        "basis",
        "value",
        "is_nil",
        "decimals",
        "concept",
    )
    return frames.fact.select(names).rows()


# What is no text


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        (b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n", "PDF"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary"),
        (bytes(range(256)) * 8, "binary"),
    ],
    ids=["empty", "blank", "pdf", "png", "noise"],
)
def test_what_holds_no_text_is_refused_by_name_and_with_its_remedy(catalog, content, reason):
    with pytest.raises(UnreadableSourceError, match=rf"^release\.bin: .*{reason}.*; (fetch|give) ") as refused:
        transform_release(Source("release.bin", content), catalog)
    assert "\n" not in str(refused.value)
    assert refused.value.exit_code == 2
    assert not refused.value.retriable


def test_a_letter_without_statements_is_no_release_and_has_no_facts(read):
    frames = read("EXHIBIT 99.1\n\nMr. Alder, 52, joins the board of Halden Optics, Inc. on March 1, 2005.\n")
    assert frames.release.select("is_release", "facts").rows() == [(False, 0)]
    assert frames.release["not_release_reason"].item()
    assert frames.fact.height == frames.tie.height == 0


def test_a_report_whose_body_tells_results_without_a_statement_is_no_release_and_has_no_facts(catalog):
    """A copy of Asta's report of May 2005 with a damaged tag: results in prose, and no statement beside them."""
    body = b"""<DOCUMENT>
<TYPE>8-K
<TEXT>
HALDEN OPTICS, INC. REPORTS SECOND QUARTER 2004 RESULTS

Alder Falls, Ohio - July 22, 2004 - Net revenues for the second quarter ended June 30, 2004 were
$165.1 million, compared with $117.0 million in the second quarter of 2003, an increase of 41 percent.

                                              Three Months Ended June 30,
                                                 2004          2003
Shipments                                       4,180         3,990
Orders                                          4,280         3,790
</TEXT>
</DOCUMENT>
"""
    frames = transform_release(Source("report.txt", body), catalog)
    assert frames.release.select("is_release", "facts").rows() == [(False, 0)]
    assert frames.fact.is_empty()


# What is half a text


def inside(frames: ReleaseFrames, content: bytes) -> Iterable[int]:
    """Lines with print inside a table, its last row left out: a file that ends with one of them was cut off."""
    printed = content.decode().split("\n")
    ends = frames.line.group_by("table_index").agg(first=pl.min("line_number"), last=pl.max("line_number"))
    for first, last in ends.sort("first").select("first", "last").rows():
        yield from (number for number in range(first, last) if printed[number - 1].strip())


def cut(source: Source, number: int) -> Source:
    """The file up to and with line ``number``."""
    content = b"\n".join(source.content.split(b"\n")[:number])
    return replace(source, name=str(number), content=content)


CLOSED = re.compile(
    r"^(net income|basic|diluted|cash and cash equivalents at end|total (share|stock)holders|cash .* end of)",
    re.IGNORECASE,
)
"""After these lines a statement may end: whether more was to come cannot be known."""


def test_a_release_cut_off_in_a_table_is_an_error_with_its_place(source, whole, catalog):
    numbers = [number for number in inside(whole, source.content) if number % 10 == 0]
    copies = transform_batch([cut(source, number) for number in numbers], catalog)
    errors = copies.issue.filter((pl.col("level") == "error") & pl.col("line_number").is_not_null())
    told = copies.filing.join(errors, on="release_id")["file_name"].unique()
    ends = dict(whole.line.filter(pl.col("kind") != "heading").select("line_number", "label").rows())
    silent = [number for number in numbers if str(number) not in told and not CLOSED.match(ends.get(number, ""))]
    assert silent == []
    assert len(numbers) >= 10


@pytest.mark.parametrize(
    "last",
    [
        "Current assets:", "Current liabilities:", "Cost of sales:", "Operating expenses:",
        "Changes in assets and liabilities:", "Financing activities:",
        "Repayment of long-term debt",
        "Net cash used in financing activities",
        "Cash and cash equivalents, start of period",
    ],
)  # fmt: skip
def test_a_cut_is_found_wherever_it_falls(catalog, last):
    made_up = example(MADE_UP)
    lines = made_up.content.decode().split("\n")
    number = next(index for index, line in enumerate(lines, start=1) if line.strip().startswith(last))
    errors = transform_release(cut(made_up, number), catalog).issue.filter(pl.col("level") == "error")
    assert not errors.filter(pl.col("line_number").is_between(number - 2, number)).is_empty()


def without_column(source: Source, facts: pl.DataFrame, table: int, column: int) -> Source:
    """The release with one value column blanked, its heading kept."""
    lines = source.content.decode().split("\n")
    for fact in facts.filter((pl.col("table_index") == table) & (pl.col("column_index") == column)).to_dicts():
        line, start, end = lines[fact["line_number"] - 1], fact["char_start"], fact["char_end"]
        before = re.sub(r"\$\s*$", lambda match: " " * len(match[0]), line[:start])
        lines[fact["line_number"] - 1] = before + " " * (end - start) + line[end:]
    return replace(source, name=f"{table} {column}", content="\n".join(lines).encode())


@pytest.fixture(scope="module")
def columnless(source, whole, catalog) -> ReleaseFrames:
    """Copies of the release, each without one of its columns, named by table and column."""
    facts = whole.fact.filter(pl.col("origin") == "table")
    columns = facts.select("table_index", "column_index").unique().sort("table_index", "column_index").rows()
    return transform_batch([without_column(source, facts, *column) for column in columns], catalog)


def test_without_one_value_column_what_is_left_still_ties(whole, columnless):
    broken = (pl.col("outcome") == "violated") & (pl.col("severity") == "error")
    known = set(whole.tie.filter(broken)["relation"])
    ties = columnless.tie.filter(broken)
    assert set(ties["relation"]) - known == set()


def test_a_heading_without_values_below_is_an_issue(whole, columnless):
    known = set(whole.issue["message"])
    told = columnless.issue.filter((pl.col("level") != "info") & ~pl.col("message").is_in(known))
    silent = columnless.filing.join(told, on="release_id", how="anti")["file_name"]
    assert silent.to_list() == []


# What is a text of other bytes


def test_line_ends_of_windows_change_no_fact(source, whole, catalog):
    copy = transform_release(replace(source, content=source.content.replace(b"\n", b"\r\n")), catalog)
    places = ("line_number", "char_start", "char_end")
    assert copy.fact.select(places).rows() == whole.fact.select(places).rows()
    assert meaning(copy) == meaning(whole)


def test_a_missing_last_line_end_changes_no_fact(source, whole, catalog):
    copy = transform_release(replace(source, content=source.content.rstrip()), catalog)
    assert meaning(copy) == meaning(whole)


def tabbed(content: bytes) -> bytes:
    """Runs of blanks as tabs of eight, wherever a tab reaches exactly as far."""
    lines = []
    for line in content.decode().split("\n"):
        chunks = [line[start : start + 8] for start in range(0, len(line), 8)]
        whole = [re.sub(r" {2,}$", "\t", chunk) if len(chunk) == 8 else chunk for chunk in chunks]
        lines.append("".join(whole))
    return "\n".join(lines).encode()


def test_tabs_change_no_fact_and_places_point_at_the_characters_as_landed(source, whole, catalog):
    content = tabbed(source.content)
    assert content.count(b"\t") > 500
    copy = transform_release(replace(source, content=content), catalog)
    assert meaning(copy) == meaning(whole)
    lines = content.decode().split("\n")
    for fact in copy.fact.to_dicts():
        landed = lines[fact["line_number"] - 1][fact["char_start"] : fact["char_end"]]
        assert landed.split() == fact["printed"].split()  # a tab may stand inside a parenthesis


def test_windows_1252_is_read_where_utf_8_is_not_valid(source, whole, catalog):
    """Quotation marks and dashes of a word processor: 0x92, 0x96."""
    content = source.content.replace(b"'", b"\x92").replace(b"  - ", b"  \x96 ")
    assert b"\x92" in content
    copy = transform_release(replace(source, content=content), catalog)
    values = ("value", "is_nil", "period_end", "unit", "concept", "line_number", "char_start", "char_end")
    assert copy.fact.select(values).rows() == whole.fact.select(values).rows()
    assert copy.fact.filter(pl.col("section").str.contains("EQUITY"))["section"].str.contains("’").any()


def test_a_byte_order_mark_changes_no_fact(source, whole, catalog):
    copy = transform_release(replace(source, content=b"\xef\xbb\xbf" + source.content), catalog)
    assert meaning(copy) == meaning(whole)


@pytest.mark.parametrize("medium", ["text", "html"])
@pytest.mark.parametrize(
    ("title", "columns", "lines", "whole"),
    [
        ("CONSOLIDATED BALANCE SHEETS", BALANCE, ["Cash", "Receivables", "Inventories", "Total assets"], False),
        ("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, ["Net sales", "Cost of sales", "Research"], False),
        ("CONSOLIDATED STATEMENTS OF CASH FLOWS", QUARTER, ["Net income", "Depreciation", "Inventories"], False),
        ("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, ["Net sales", "Cost of sales", "Net (loss) income"], True),
        ("CASH FLOWS SUMMARY", QUARTER, [f"Net cash from {name}" for name in ("operations", "sales", "debt")], True),
    ],
)
def test_a_statement_that_breaks_off_before_others_is_told(catalog, medium, title, columns, lines, whole):
    """Its lines are all there are; Innoviva's first quarter of 2020 prints totals alone, Spok's a net (loss) income."""
    rows = [(line, 300 - 10 * at, 280 - 7 * at) for at, line in enumerate(lines)]
    of_text = medium == "text"
    print_one = statements.statement if of_text else markup.statement
    other = print_one("SELECTED FINANCIAL DATA", QUARTER, [("Backlog", 412, 377), ("Bookings", 300, 290)])
    broken = print_one(title, columns, rows)
    page = statements.release(broken, other) if of_text else markup.release(HEAD, broken, other)
    issues = transform_release(Source(f"made_up.{medium}", page.encode()), catalog).issue
    assert issues.filter(code="open_ended").is_empty() == whole
