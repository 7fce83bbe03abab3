"""The page of a company whose books are known: quarters, what is derived and restated, and where it is printed."""

from typing import NamedTuple

import pytest
from selectolax.lexbor import LexborHTMLParser

from expectations.report import company_page
from flows.settings import Settings
from support.pages import leads
from warehouse.connect import query

SHOWN = "q.same_as IS NULL AND q.statement <> 'narrative'"


class Shown(NamedTuple):
    """A cell of the company's page."""

    kind: str
    text: str
    href: str


@pytest.fixture(scope="module")
def calderwick(loaded) -> Settings:
    """Where the made-up company is."""
    return loaded[0]


@pytest.fixture(scope="module")
def entity(calderwick) -> str:
    """The company's id."""
    found = query(calderwick.warehouse_path, "SELECT DISTINCT entity_id FROM mart.series WHERE company ILIKE 'calder%'")
    return str(found["entity_id"].item())


@pytest.fixture(scope="module")
def page(calderwick, entity) -> LexborHTMLParser:
    """Its page."""
    return LexborHTMLParser((calderwick.report_path / company_page(entity)).read_text())


@pytest.fixture(scope="module")
def cells(page) -> list[Shown]:
    """Every value in its tables of series."""
    return [
        Shown(cell.parent.attributes.get("class") or "reported", cell.text(), cell.attributes["href"])
        for cell in page.css(".series td a")
    ]


@pytest.fixture(scope="module")
def numbers(calderwick) -> dict[str, str]:
    """Numbers of all pages of releases as printed, by the address that leads to them."""
    return {
        f"../release/{path.name}#{number.attributes['id']}": number.text()
        for path in (calderwick.report_path / "release").iterdir()
        for number in LexborHTMLParser(path.read_text()).css("a[data-c]")
    }


def test_every_number_of_the_company_leads_to_where_it_is_printed_in_both_media(calderwick, entity):
    facts = query(
        calderwick.warehouse_path,
        "SELECT f.* FROM mart.fact_all AS f JOIN mart.release AS r USING (reading) WHERE r.entity_id = ?",
        [entity],
    )
    assert facts["release_id"].n_unique() == 9
    for release in facts["release_id"].unique():
        path = calderwick.report_path / "release" / f"{release}.html"
        mine = facts.filter(release_id=release)
        for fact, lead in leads(path.read_text(), mine.iter_rows(named=True)):
            assert lead.printed == fact["printed"]
            assert lead.marked.strip("()") == fact["printed"].strip("()")
            assert lead.line == (fact["line_number"] if lead.row is None else None)
            assert (lead.row is None) or fact["cell_index"] is not None or fact["origin"] == "narrative"


def test_every_value_of_the_page_leads_to_its_print(cells, numbers):
    assert len(cells) > 300
    for cell in cells:
        assert cell.href in numbers, cell
        if cell.kind == "reported":
            assert cell.text.strip("-–") == numbers[cell.href].strip("($)- ").replace("—", ""), cell


def test_quarters_that_nobody_printed_are_drawn_as_derived_and_no_others(calderwick, entity, cells):
    derived = query(calderwick.warehouse_path, f"SELECT value, scale FROM ({DERIVED})", [entity])
    shown = [cell.text for cell in cells if cell.kind == "derived"]
    assert len(shown) == derived.height > 20
    expected = sorted(float(value) / scale for value, scale in derived.iter_rows())
    assert sorted(float(text.replace(",", "")) for text in shown) == pytest.approx(expected)


DERIVED = f"""
SELECT q.value, any_value(f.scale) AS scale
FROM mart.quarter AS q
JOIN mart.fact AS f ON f.fact_id = q.fact_ids[1]
ANTI JOIN (SELECT * FROM mart.restatement WHERE kind <> 'rounding') AS r
    ON r.series_id = q.series_id AND r.period_start = q.period_start AND r.period_end = q.period_end
WHERE q.entity_id = ? AND q.origin = 'derived' AND q.value IS NOT NULL AND {SHOWN}
GROUP BY q.series_id, q.period_end, q.value"""


def test_every_restatement_is_listed_with_each_print_in_its_order(calderwick, entity, page, numbers):
    told = query(
        calderwick.warehouse_path,
        "SELECT kind, first_fact_id FROM mart.restatement WHERE kind <> 'rounding' AND entity_id = ?",
        [entity],
    )
    rows = page.css("#restated ~ .scroll tbody tr")
    assert len(rows) == told.height > 20
    listed = []
    for row in rows:
        hrefs = [link.attributes["href"] for link in row.css(".prints a")]
        assert all(href in numbers for href in hrefs)
        listed.append((hrefs[0].partition("#")[2], row.css("td")[1].text(deep=False).strip()))
    assert sorted(listed) == sorted(told.select("first_fact_id", "kind").iter_rows())


def test_restated_values_are_marked_and_rounding_is_not(calderwick, cells):
    assert 0 < sum(cell.kind == "restated" for cell in cells) < len(cells) / 5


def test_a_number_says_what_other_releases_print_for_it(calderwick, numbers):
    restated = query(
        calderwick.warehouse_path,
        "SELECT r.first_release_id, r.first_fact_id, r.latest_release_id, r.latest_fact_id FROM mart.restatement AS r "
        "WHERE kind <> 'rounding'",
    )
    for release, fact, later, newest in restated.iter_rows():
        path = calderwick.report_path / "release" / f"{release}.html"
        told = LexborHTMLParser(path.read_text()).css_first(f"[id='v{fact}']")
        assert told is not None
        links = [link.attributes["href"] for link in told.css("a")]
        assert f"{later}.html#{newest}" in links
        assert {f"../release/{link}" for link in links} <= set(numbers)
        assert "later" in told.text()


def test_lines_with_a_course_have_a_chart_and_derived_bars_are_hollow(page):
    charts = page.css("svg.spark")
    assert len(charts) > 20
    assert page.css("svg.spark rect.derived")
    assert not [node for node in page.css("svg *") if node.attributes.get("style")]
