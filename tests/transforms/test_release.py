"""The spine: what a source gives depends on nothing but its bytes, its identity and the curated tables."""

from dataclasses import replace
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from support.examples import MADE_UP, RETOLD, example
from support.statements import BALANCE, HEAD, QUARTER, release, statement
from transforms.errors import RepeatedKeyError
from transforms.frames import with_keys
from transforms.model import Catalog, Correction, ReleaseFrames, Source
from transforms.release import readings_in, transform_batch, transform_release
from warehouse import schema
from warehouse.catalog import read_catalog

CATALOG = read_catalog()
SMALL = release(
    statement("CONSOLIDATED BALANCE SHEETS", BALANCE, [("Cash", 11, 10), ("Goodwill", 5, 6), ("Total assets", 16, 16)]),
    statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, [("Net revenues", 412, 373), ("Net income", 41, 37)]),
)
TWO_OF_A_LABEL = b"""\
<html><body><p>HALDEN OPTICS, INC. ANNOUNCES RESULTS. July 10, 2003</p>
<p>CONSOLIDATED BALANCE SHEETS (in thousands)</p>
<table>
<tr><td></td><td>June 30, 2003</td><td>December 31, 2002</td></tr>
<tr><td>Cash</td><td>1,200</td><td>1,100</td></tr>
<tr><td>Other<br>Other<br>Deposits</td><td>900<br>300<br>5</td><td>800<br>200<br>6</td></tr>
<tr><td>Total assets</td><td>2,405</td><td>2,106</td></tr>
</table></body></html>
"""
"""One row of HTML that prints three lines, two of them of one label."""
SOURCES = [
    example(MADE_UP),
    example(RETOLD),
    Source("small.txt", SMALL.encode()),
    Source("two_of_a_label.htm", TWO_OF_A_LABEL),
    Source("letter.txt", b"EXHIBIT 99.1\n\nMr. Alder, 52, joins the board of Halden Optics, Inc. on March 1, 2005.\n"),
]
ALONE = [transform_release(source, CATALOG) for source in SOURCES]
KEYS = {table.name: [name for name in table.key if name in table.frame_schema] for table in schema.FRAMES}


def same(one: ReleaseFrames, other: ReleaseFrames) -> None:
    """Equal frame by frame, whatever the order of rows."""
    for name, key in KEYS.items():
        left, right = (getattr(frames, name).sort(key, nulls_last=True) for frames in (one, other))
        assert_frame_equal(left, right)


@settings(max_examples=12, deadline=None)
@given(st.lists(st.integers(0, len(SOURCES) - 1), min_size=1, max_size=6, unique=True))
def test_a_batch_is_its_sources_one_by_one_in_any_order(chosen):
    same(
        transform_batch([SOURCES[index] for index in chosen], CATALOG),
        ReleaseFrames.concat([ALONE[index] for index in chosen]),
    )


def test_the_same_release_twice_in_a_batch_counts_once():
    same(transform_batch([SOURCES[0], SOURCES[0]], CATALOG), ALONE[0])


def test_the_same_release_under_another_name_has_one_reading_and_one_filing():
    other = replace(SOURCES[0], name="again.txt")
    frames = transform_batch([SOURCES[0], other], CATALOG)
    assert (frames.release.height, frames.filing.height) == (1, 1)
    assert frames.fact.height == ALONE[0].fact.height


@pytest.mark.parametrize("table", schema.FRAMES, ids=lambda table: table.name)
def test_frames_have_the_declared_columns_and_unique_keys(table):
    for frames in ALONE:
        frame = getattr(frames, table.name)
        assert frame.schema == table.frame_schema
        assert frame.select(KEYS[table.name]).is_duplicated().sum() == 0


def test_two_lines_of_one_label_in_one_cell_are_told_apart_by_their_order():
    frames = transform_release(Source("two_of_a_label.htm", TWO_OF_A_LABEL), CATALOG)
    assert frames.line["position", "label"].rows() == [
        (1, "Cash"), (2, "Other"), (3, "Other"), (4, "Deposits"), (5, "Total assets"),
    ]  # fmt: skip
    assert frames.fact.filter(label="Other")["ordinal", "printed"].rows() == [
        (1, "900"), (1, "800"), (2, "300"), (2, "200"),
    ]  # fmt: skip


def test_a_release_with_one_key_twice_is_refused_by_its_id():
    frames = ALONE[0]
    with pytest.raises(RepeatedKeyError, match=f"release {frames.release['release_id'][0]}: two rows of tie"):
        with_keys(replace(frames, tie=pl.concat([frames.tie, frames.tie.head(1)])))


def test_an_empty_batch_has_empty_frames():
    frames = transform_batch([], CATALOG)
    for table in schema.FRAMES:
        assert getattr(frames, table.name).is_empty()
        assert getattr(frames, table.name).schema == table.frame_schema


def test_results_told_in_prose_are_a_release_beside_the_exhibit_of_their_statements(catalog):
    """Southern's fourth quarter of 2004: EX-99.01 speaks, and the exhibits behind it print; Asta's calls are none."""
    told = f"{HEAD}\nRevenues for the second quarter were $41.2 million, compared with $37.3 million a year ago.\n"
    call = "Moderator: Ann Alder\n\nOperator:  Welcome to the call.\n" + told
    rows = [("Revenues", 41_237, 37_316), ("Costs", 30_000, 29_000), ("Net income", 11_237, 8_316)]
    printed = statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, rows)
    texts = (("EX-99.1", told), ("EX-99.2", printed), ("EX-99.3", call))
    file = "".join(f"<DOCUMENT>\n<TYPE>{name}\n<TEXT>\n{text}</TEXT>\n</DOCUMENT>\n" for name, text in texts)
    frames = transform_release(Source("results.txt", file.encode()), catalog)
    releases = frames.release.sort("document").select("document", "is_release").rows()
    assert releases == [("EX-99.1", True), ("EX-99.2", True), ("EX-99.3", False)]
    spoken = frames.fact.filter(document="EX-99.1").sort("value")
    assert spoken["value"].to_list() == [37_300_000, 41_200_000]
    assert [str(end) for end in spoken["period_end"]] == ["2003-06-30", "2004-06-30"]
    assert frames.fact.filter(document="EX-99.3").is_empty()


def test_the_tables_of_other_exhibits_are_witness_to_prose_that_has_none(catalog):
    """Southern's EX-99.01 tells its earnings in words of its own, and EX-99.02 to EX-99.06 print them."""
    told = (
        f"{HEAD}\nRevenues for the second quarter were $41.2 million, compared with $37.3 million a year ago.\n\n"
        "Scrapping costs for the second quarter were $3.14 million, compared with $2.97 million a year ago.\n"
    )
    rows = [("Revenues", 41_237, 37_316), ("Scrapping costs", 3_139, 2_968), ("Net income", 38_098, 34_348)]
    printed = statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, rows)
    texts = (("EX-99.1", told), ("EX-99.2", printed))
    file = "".join(f"<DOCUMENT>\n<TYPE>{name}\n<TEXT>\n{text}</TEXT>\n</DOCUMENT>\n" for name, text in texts)
    frames = transform_release(Source("results.txt", file.encode()), catalog)
    spoken = frames.fact.filter(document="EX-99.1", label="Scrapping costs").sort("value")
    assert spoken.select("printed", "period_end").rows() == [("2.97", date(2003, 6, 30)), ("3.14", date(2004, 6, 30))]


def test_what_is_known_already_can_be_told_without_reading(catalog):
    for source, frames in zip(SOURCES, ALONE, strict=True):
        assert [reading for reading, _ in readings_in(source, catalog)] == frames.release["reading"].to_list()


def test_no_fact_hides_another(catalog):
    """Statement, section, label, basis, unit and period tell all facts of a statement apart."""
    key = [
        "statement",
        "section",
        "label",
        "ordinal",
        "basis",
        "unit",
        "period_type",
        "period_start",
        "period_end",
        "dimensions",
    ]
    for frames in ALONE:
        tables = frames.fact.filter(origin="table")
        assert tables.filter(tables.select(key).is_duplicated()).is_empty()


PLACED = ("release_id", "line_number", "char_start", "table_index", "row_index", "cell_index")


def correction(printed: str, read_as: str, line: str = "Net income") -> Correction:
    number = 1 + SMALL[: SMALL.index(line)].count("\n")
    start = SMALL.split("\n")[number - 1].index("41")
    release_id = ALONE[2].release["release_id"].item()
    return Correction(release_id, number, start, None, None, None, printed, read_as, "the issuer's slip")


def test_a_correction_changes_what_is_read_and_says_so():
    catalog = Catalog(CATALOG.concepts, (correction("41", "14"),))
    frames = transform_release(SOURCES[2], catalog)
    assert frames.fact.filter(label="Net income", column_index=1)["value"].to_list() == [14_000]
    assert frames.issue.filter(code="corrected").select("level", "token").rows() == [("info", "41")]
    assert frames.release["reading"].item() != ALONE[2].release["reading"].item()
    assert frames.fact["fact_id"].to_list() == ALONE[2].fact["fact_id"].to_list()


def test_a_correction_whose_place_no_longer_shows_the_error_is_an_error():
    frames = transform_release(SOURCES[2], Catalog(CATALOG.concepts, (correction("42", "14"),)))
    guarded = frames.issue.filter(level="error")
    assert guarded["code"].to_list() == ["correction_guard_failed"]
    assert frames.fact.filter(label="Net income", column_index=1)["value"].to_list() == [41_000]


def test_a_correction_finds_its_place_in_a_line_with_tabs():
    tabbed = SMALL.replace("Net income      ", "Net income\t", 1)
    alone = transform_release(Source("tabs.txt", tabbed.encode()), CATALOG)
    (fact,) = alone.fact.filter(label="Net income", column_index=1).to_dicts()
    place = [fact[name] for name in PLACED]
    frames = transform_release(
        Source("tabs.txt", tabbed.encode()),
        Catalog(CATALOG.concepts, (Correction(*place, "41", "14", "the issuer's slip"),)),
    )
    assert frames.fact.filter(label="Net income", column_index=1)["value"].to_list() == [14_000]


MARKED_UP = (
    "<p>Sample Company announced results for the quarter ended March 31, 2004.</p>"
    "<p>Statements of operations (in thousands)</p><table>"
    "<tr><td></td><td colspan=4>Three months ended March 31,</td></tr>"
    "<tr><td></td><td></td><td>2004</td><td></td><td>2003</td></tr>"
    "<tr><td>Revenues</td><td>$</td><td>130</td><td>$</td><td>120</td></tr>"
    "<tr><td>Expenses</td><td></td><td>(89</td><td>)</td><td>(82</td><td>)</td></tr>"
    "<tr><td>Net income</td><td>$</td><td>41</td><td>$</td><td>38</td></tr></table>"
)


@pytest.mark.parametrize(("printed", "read_as", "value"), [("41", "14", 14_000), ("(89)", "(98)", -98_000)])
def test_a_correction_finds_its_cell_in_html(printed, read_as, value):
    source = Source("page.htm", MARKED_UP.encode())
    (fact,) = transform_release(source, CATALOG).fact.filter(printed=printed).to_dicts()
    row = Correction(*[fact[name] for name in PLACED], printed, read_as, "the issuer's slip")
    frames = transform_release(source, Catalog(CATALOG.concepts, (row,)))
    assert frames.fact.filter(fact_id=fact["fact_id"])["value"].to_list() == [value]
    (issue,) = frames.issue.filter(code="corrected").to_dicts()
    assert [issue[name] for name in PLACED] == [fact[name] for name in PLACED]
    gone = replace(row, printed="77")
    guarded = transform_release(source, Catalog(CATALOG.concepts, (gone,))).issue.filter(code="correction_guard_failed")
    assert f"table {fact['table_index']}, row {fact['row_index']}" in guarded["message"].item()


def test_a_correction_that_does_not_fit_in_its_place_is_refused():
    frames = transform_release(SOURCES[2], Catalog(CATALOG.concepts, (correction("41", "4,100"),)))
    assert "which is longer" in frames.issue.filter(code="correction_guard_failed")["message"].item()


def test_a_correction_of_another_release_changes_nothing():
    elsewhere = replace(correction("41", "14"), release_id="0" * 64)
    frames = transform_release(SOURCES[2], Catalog(CATALOG.concepts, (elsewhere,)))
    assert_frame_equal(frames.fact.drop("reading"), ALONE[2].fact.drop("reading"))


def test_the_made_up_example_ties_out():
    """Its books are made so that every tie holds."""
    ties = ALONE[0].tie
    assert ties.filter(pl.col("outcome") == "violated", pl.col("severity") == "error")["relation"].to_list() == []
    assert ALONE[0].release.select("yield").item() == 1.0


def test_the_retold_sample_has_the_samples_facts_and_ties_out():
    ties = ALONE[1].tie
    assert ALONE[1].fact.height == 374
    assert ties.filter(pl.col("outcome") == "violated", pl.col("severity") == "error").is_empty()
