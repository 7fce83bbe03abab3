"""Ways in which filers differ without meaning anything by it: how a column is headed, how a table is marked up."""

import re
from collections import Counter
from collections.abc import Callable

import pytest

from support import markup, statements
from support.shared import shared
from support.statements import HEAD, QUARTER
from transforms.model import Source
from transforms.release import transform_release

QUARTERS = [
    ("Three Months Ended", "June 30, {y}"), ("Three Months Ended June 30, {y}",),
    ("Three Months Ended June 30,", "{y}"),
    ("Three Months Ended", "June 30,", "{y}"), ("Three Months", "Ended", "June 30, {y}"),
    ("THREE MONTHS ENDED", "JUNE 30, {y}"),
    ("For the three months", "ended June 30,", "{y}"), ("3 Mos. Ended", "June 30, {y}"),
    ("3 months to", "June 30, {y}"),
    ("Three-Month Period Ended", "June 30, {y}"), ("Quarters Ended June 30,", "{y}"),
    ("Fiscal Quarter Ended", "June 30, {y}"),
    ("Quarter Ended", "6/30/{yy}"), ("Three Months Ended", "06/30/{y}"), ("Three months ended", "30 June {y}"),
    ("Quarter Ended", "30-Jun-{yy}"), ("Quarter Ended", "Jun-{yy}"), ("Three Months Ended", "June {y}"),
    ("Three Months Ended", "Jun. 30, {y}"), ("Three Months Ended (unaudited)", "June 30, {y}"),
    ("Thirteen Weeks Ended", "June 30, {y}"),
    ("Q2 {y}",), ("2Q{yy}",), ("2Q {y}",), ("Q2'{yy}",), ("Q2 FY{yy}",), ("Second Quarter {y}",),
    ("{y}", "Second Quarter"),
    ("{y}", "Q2"), ("Q2", "{y}"), ("2nd Quarter", "{y}"), ("2nd Qtr {y}",),
]  # fmt: skip
DAYS = [
    ("June 30, {y}",), ("June 30,", "{y}"), ("As of", "June 30, {y}"), ("As of June 30, {y}",), ("At June 30,", "{y}"),
    ("6/30/{y}",), ("6/30/{yy}",), ("Jun. 30, {y}",), ("June 30 {y}",), ("30 June {y}",), ("30-Jun-{yy}",),
    ("Jun-{yy}",),
    ("June {y}",), ("June 30", "{y}", "(unaudited)"),
]  # fmt: skip
FLOWS = [("Net revenues", 41_200, 37_300), ("Cost of revenues", 30_100, 28_200), ("Net income", 11_100, 9_100)]
BALANCES = [("Cash", 120, 100), ("Total assets", 120, 100), ("Total liabilities", 120, 100)]
CELL = r"(<td\b[^>]*>)(.*?)(</td>)"
BLANK = r"(?:\s|&nbsp;|&#160;|</?(?:font|p|div|span|br)\b[^>]*>)*"
REMARKED: dict[str, Callable[[str], str]] = {
    "header cells": lambda page: re.sub(r"<(/?)td\b", r"<\1th", page),
    "fonts": lambda page: re.sub(CELL, r'\1<font size="2">\2</font>\3', page, flags=re.DOTALL),
    "paragraphs": lambda page: re.sub(CELL, r"\1<div><p>\2</p></div>\3", page, flags=re.DOTALL),
    "nested": lambda page: re.sub(
        r"(<table\b.*?</table>)", r"<table><tr><td>\1</td></tr></table>", page, flags=re.DOTALL
    ),
    "capitals": lambda page: re.sub(r"</?(table|tr|td|p|div|font|b)\b", lambda match: match[0].upper(), page),
    "no empty rows": lambda page: re.sub(rf"<tr\b[^>]*>(?:\s*<td\b[^>]*>{BLANK}</td>)+\s*</tr>", "", page),
}


@pytest.mark.parametrize("medium", [markup, statements])
@pytest.mark.parametrize("heads", QUARTERS, ids=" | ".join)
def test_a_quarter_is_one_however_it_is_headed(read, medium, heads):
    columns = [tuple(part.format(y=year, yy=f"{year % 100:02d}") for part in heads) for year in (2004, 2003)]
    balances = medium.statement("CONSOLIDATED BALANCE SHEETS", (("June 30, 2004",), ("June 30, 2003",)), BALANCES)
    flows = medium.statement("CONSOLIDATED STATEMENTS OF OPERATIONS", columns, FLOWS)
    assert periods(read(page(medium, flows, balances)), "Net revenues") == [
        ("duration", f"{year}-04-01", f"{year}-06-30") for year in (2004, 2003)
    ]


@pytest.mark.parametrize("medium", [markup, statements])
@pytest.mark.parametrize("heads", DAYS, ids=" | ".join)
def test_a_day_is_one_however_it_is_headed(read, medium, heads):
    columns = [tuple(part.format(y=year, yy=f"{year % 100:02d}") for part in heads) for year in (2004, 2003)]
    balances = medium.statement("CONSOLIDATED BALANCE SHEETS", columns, BALANCES)
    flows = medium.statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, FLOWS)
    assert periods(read(page(medium, flows, balances)), "Cash") == [
        ("instant", "None", f"{year}-06-30") for year in (2004, 2003)
    ]


def page(medium, *tables: str) -> str:
    return markup.release(HEAD, *tables) if medium is markup else statements.release(*tables)


def periods(frames, label: str) -> list[tuple[str, str, str]]:
    found = frames.fact.filter(origin="table", label=label).sort("column_index")
    rows = found.select("period_type", "period_start", "period_end").rows()
    return [(kind, str(start), str(end)) for kind, start, end in rows]


@pytest.mark.parametrize("way", REMARKED)
@pytest.mark.parametrize("name", ["saia_2020-03-31_0001564590-20-019431", "avantor_2020-03-31_0001722482-20-000089"])
def test_facts_do_not_depend_on_how_a_table_is_marked_up(catalog, name, way):
    source = shared(f"corpus/html/{name}.html").read_text(encoding="utf-8")
    remarked = REMARKED[way](source)
    assert remarked != source
    assert told(remarked, catalog) == told(source, catalog)


def told(text: str, catalog) -> Counter[tuple[object, ...]]:
    facts = transform_release(Source("made_up.html", text.encode()), catalog).fact.filter(origin="table")
    return Counter(
        facts.select(
            "statement",
            "section",
            "label",
            "dimensions",
            "basis",
            "period_start",
            "period_end",
            "unit",
            "value",
            "role",
        ).rows()
    )
