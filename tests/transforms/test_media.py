"""One statement, however it is printed: narrow or wide, ruled or not, its labels wrapped, in text or in HTML."""

from datetime import date
from decimal import Decimal
from textwrap import fill

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support import markup
from support.statements import HEAD, QUARTER, release, statement, wrapped

TITLE = "CONSOLIDATED STATEMENTS OF OPERATIONS"
NOTE = "(in thousands)"
MEANING = [
    "statement", "section", "label", "ordinal", "concept", "basis", "period_type", "period_start", "period_end",
    "months", "unit", "scale", "decimals", "is_nil", "value", "role", "dimensions", "column_index",
]  # fmt: skip
FIVE = tuple(("Three Months Ended", day) for day in ("June 30, 2004", "March 31, 2004", "December 31, 2003"))
FIVE += (("Three Months Ended", "September 30, 2003"), ("Three Months Ended", "June 30, 2003"))
SEGMENTS = (("Optics",), ("Sensors",), ("Total",))
CHANGE = (*QUARTER, ("", "% Change"))
SHARE = (QUARTER[0], ("", "% of Revenue"), QUARTER[1], ("", "% of Revenue"))
COLUMNS = {"two quarters": QUARTER, "five quarters": FIVE, "a change": CHANGE, "shares of revenue": SHARE}
ENDS = {
    "two quarters": [date(2004, 6, 30), date(2003, 6, 30)],
    "five quarters": [date(2004, 6, 30), date(2004, 3, 31), date(2003, 12, 31), date(2003, 9, 30), date(2003, 6, 30)],
    "a change": [date(2004, 6, 30), date(2003, 6, 30), date(2004, 6, 30)],
    "shares of revenue": [date(2004, 6, 30)] * 2 + [date(2003, 6, 30)] * 2,
}
LABELS = (
    "Net revenues", "Cost of revenues", "Research and development", "Sales and marketing expenses of all regions",
    "Restructuring", "Interest and other income, net of expenses", "Provision for income taxes", "Net income",
)  # fmt: skip
money = st.integers(-99_999, 9_999_999).filter(bool) | st.just("--")
percent = (
    st.decimals(Decimal("-99.9"), Decimal("99.9"), places=1)
    .filter(bool)
    .map(lambda value: f"({-value}%)" if value < 0 else f"{value}%")
)


@st.composite
def tables(draw, kind: str):
    """Rows of a statement with the columns of ``kind``; the first holds amounts that set every column's edge."""
    of = [percent if "%" in column[-1] else money for column in COLUMNS[kind]]
    first = ["55.5%" if values is percent else 1_234_567 for values in of]
    count = draw(st.integers(2, len(LABELS) - 1))
    return [(LABELS[0], *first), *((label, *(draw(values) for values in of)) for label in LABELS[1 : count + 1])]


styles = st.fixed_dictionaries(
    {"label_width": st.integers(46, 60), "width": st.integers(20, 26), "ruled": st.booleans()}
)


@pytest.fixture
def facts_of(read):
    def facts(text: str) -> list[tuple]:
        return read(text).fact.filter(origin="table").select(MEANING).sort(MEANING).rows()

    return facts


@pytest.mark.parametrize("kind", COLUMNS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), style=styles)
def test_a_statement_is_the_same_however_it_is_printed(facts_of, kind, data, style):
    columns, rows = COLUMNS[kind], data.draw(tables(kind))
    plain = facts_of(release(statement(TITLE, columns, rows, note=NOTE)))
    assert facts_of(release(statement(TITLE, columns, rows, note=NOTE, **style))) == plain
    assert facts_of(release(statement(TITLE, columns, wrapped(rows), note=NOTE))) == plain
    assert facts_of(markup.release(HEAD, markup.statement(TITLE, columns, rows, note=NOTE))) == plain


@pytest.mark.parametrize("medium", ["text", "page"])
@pytest.mark.parametrize("kind", COLUMNS)
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_is_printed_is_what_is_read(read, kind, medium, data):
    columns, rows = COLUMNS[kind], data.draw(tables(kind))
    text = (
        release(statement(TITLE, columns, rows, note=NOTE))
        if medium == "text"
        else markup.release(HEAD, markup.statement(TITLE, columns, rows, note=NOTE))
    )
    found = (
        read(text).fact.filter(origin="table").select("label", "period_end", "column_index", "value", "is_nil").rows()
    )
    printed = [
        (row[0], end, index, *meant(value))
        for row in rows
        for index, (value, end) in enumerate(zip(row[1:], ENDS[kind], strict=True), start=1)
    ]
    assert sorted(found, key=str) == sorted(printed, key=str)


def meant(value: int | str) -> tuple[Decimal | None, bool]:
    """Value and whether it is nil."""
    if value == "--":
        return None, True
    if isinstance(value, str):
        digits = Decimal(value.strip("()%"))
        return (-digits if value.startswith("(") else digits), False
    return Decimal(value * 1_000), False


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), style=styles)
def test_segments_are_members_however_they_are_printed(read, facts_of, data, style):
    title, note = "SEGMENT INFORMATION", "Three Months Ended June 30, 2004 (in thousands)"
    pairs = [(data.draw(st.integers(1, 10**6)), data.draw(st.integers(1, 10**6))) for _ in range(3)]
    rows = [(label, one, other, one + other) for label, (one, other) in zip(LABELS, pairs, strict=False)]
    plain = release(statement(title, SEGMENTS, rows, note=note))
    assert facts_of(release(statement(title, SEGMENTS, rows, note=note, **style))) == facts_of(plain)
    assert facts_of(markup.release(HEAD, markup.statement(title, SEGMENTS, rows, note=note))) == facts_of(plain)
    members = read(plain).fact.filter(origin="table")["dimensions"].unique().sort().to_list()
    assert members == ['{"column": "Optics"}', '{"column": "Sensors"}', '{"column": "Total"}']


SAID = (
    "label", "section", "concept", "basis", "period_start", "period_end", "months", "unit", "scale", "decimals",
    "printed", "value", "role", "assurance",
)  # fmt: skip
SENTENCES = (
    "Net revenues for the second quarter of 2004 were ${} million, compared to ${} million a year ago, up {} percent.",
    "Net income for the second quarter was ${} million or ${} per share, against the ${} million of the plan.",
    "Software revenue, which is a part of it, was ${} million in the second quarter of 2004, up {}% from ${} million.",
    "Adjusted operating income was ${} million, which compares to ${} million in the first quarter of 2004, or {}.",
    "On July {}, 2004, at {} o'clock, some {} people will be told more.",
)
FILLER = "More of all this can be read in the statements that are printed below this paragraph for whoever wants it."
figures = st.decimals(Decimal("0.1"), Decimal("999.9"), places=1).map(str)
paragraphs = st.lists(
    st.tuples(st.sampled_from(SENTENCES), figures, figures, figures).map(lambda told: told[0].format(*told[1:])),
    min_size=1,
    max_size=3,
).map(lambda sentences: " ".join([*sentences, FILLER]))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    prose=st.lists(paragraphs, min_size=1, max_size=3),
    tag=st.sampled_from(["<p>{}</p>", "<div><font>{}</font></div>", "<table><tr><td>{}</td></tr></table>"]),
)
def test_prose_says_the_same_however_it_is_printed(read, prose, tag):
    """The claims and what is declared no fact, in text of any width and in HTML."""
    rows = [("Net revenues", 41_200, 37_300), ("Net income", 4_120, 3_770)]

    def said(text: str) -> tuple[list, list]:
        frames = read(text)
        declared = frames.non_fact.filter(in_table=False)["token"].sort().to_list()
        return frames.fact.filter(origin="narrative").select(SAID).sort(SAID).rows(), declared

    sheet = statement(TITLE, QUARTER, rows, note=NOTE)
    wide = said(release(sheet, prose="\n\n".join(fill(part, 100) for part in prose)))
    assert said(release(sheet, prose="\n\n".join(fill(part, 70) for part in prose))) == wide
    page = "\n".join(tag.format(part.replace("million", "<b>million</b>")) for part in prose)
    assert said(markup.release(HEAD, page, markup.statement(TITLE, QUARTER, rows, note=NOTE))) == wide
