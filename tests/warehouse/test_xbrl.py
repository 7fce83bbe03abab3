"""Made-up releases as xBRL-JSON: what an issuer may print, what a waiver may let through, and how names are made."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support import processor
from support.oim import DECIMAL, NAME, problems
from support.reported import Report, same_rows, unescaped, unit_of
from transforms.parse.measures import MONEY
from warehouse.export import ExportFormat, export_mart
from warehouse.xbrl.names import xml_name, xml_text, xml_token
from warehouse.xbrl.report import canonical
from warehouse.xbrl.taxonomy import CURRENCIES, Element, kind_of

QUARTER = ("2003-04-01", "2003-06-30")
HOSTILE = (
    "<script>alert('&amp;')</script>", "]]><!--", 'a "quoted" one', "\u202eright to left\u200f", "\x00\x08\x1b[31m",
    "carriage\rreturn\nand feed", "_x0041_", "\ufffe\uffff", "&#0;", "{{ label }}{% raw %}", "#text", " ", "é 日本 😀",
)  # fmt: skip


@pytest.fixture
def reports(tmp_path, put, release):
    """Publish releases and read their reports, which keep every rule: ``reports(release(...), ...)``."""

    def inner(*releases) -> list[Report]:
        path, out = tmp_path / "w.duckdb", tmp_path / "out"
        put(path, *releases)
        written = export_mart(path, out, ExportFormat.XBRL_JSON)["reports"]
        found = [Report(out / name) for name in written]
        assert [problem for report in found for problem in problems(report.path)] == []
        assert same_rows(path, found) == sum(told["facts"] for told in written.values())
        return found

    return inner


@pytest.fixture
def hostile(reports, release, quarter_of) -> Report:
    """The report of a company that prints what programs may take for something else."""
    texts = [
        quarter_of(
            *QUARTER, n, label=text, section=f"{text} > {text}", concept=f"ext:{text}", footnote=text, heading=text
        )
        for n, text in enumerate(HOSTILE)
    ]
    member = json.dumps({"column": HOSTILE[0], HOSTILE[3]: HOSTILE[4]})
    other = quarter_of(*QUARTER, 1, dimensions=member, statement=HOSTILE[1], unit=HOSTILE[2])
    (report,) = reports(release("one", (*texts, other), company=HOSTILE[0], key="<a> b&c"))
    return report


def test_whatever_is_printed_reads_back_and_is_markup_nowhere(hostile):
    labels = {resource.text for resource in hostile.schema.iter("{http://www.xbrl.org/2003/linkbase}label")}
    assert {xml_text(text) for text in HOSTILE} <= labels
    assert "\x00" not in hostile.path.read_text(encoding="utf-8")
    assert hostile.document["documentInfo"]["tieout:company"] == HOSTILE[0]


@pytest.mark.acceptance
def test_arelle_takes_whatever_is_printed_for_text(hostile, tmp_path):
    understood = processor.read([hostile.path], tmp_path)
    assert [line for level, line in understood["log"] if level != "info"] == []
    (facts,) = understood["reports"].values()
    labels = {fact["dimensions"]["tieout:label"] for fact in facts.values()}
    assert labels >= {xml_text(text).strip() for text in HOSTILE}, "but for blanks at the ends, which Arelle drops"


def test_days_are_bounded_by_midnights_and_a_day_s_end_is_the_next_day_s_beginning(reports, release, quarter_of):
    instant = {"period_end": date(2003, 12, 31), "value": Decimal(1), "concept_value": Decimal(1), "label": "Cash"}
    (report,) = reports(release("one", (quarter_of(*QUARTER, 1), instant)))
    periods = [fact["dimensions"]["period"] for fact in report.document["facts"].values()]
    assert sorted(periods) == ["2003-04-01T00:00:00/2003-07-01T00:00:00", "2004-01-01T00:00:00"]


def test_a_value_has_the_sign_of_its_concept_and_keeps_the_printed_one_beside_it(reports, release, quarter_of):
    paid = quarter_of(*QUARTER, -30_600_000, concept="us-gaap:PaymentsToAcquireInvestments", printed="(30,600)")
    (report,) = reports(release("one", ({**paid, "concept_value": Decimal(30_600_000)}, quarter_of(*QUARTER, -5))))
    told = [(fact["value"], fact.get("tieout:value")) for fact in report.document["facts"].values()]
    assert told == [("30600000.0", "-30600000.0"), ("-5.0", None)]


def test_a_nil_is_null_and_its_decimals_are_a_property(reports, release, quarter_of):
    (report,) = reports(release("one", (quarter_of(*QUARTER, None), quarter_of(*QUARTER, 0, label="Nothing"))))
    nil, zero = report.document["facts"].values()
    assert (nil["value"], "decimals" in nil, nil["tieout:decimals"]) == (None, False, -3)
    assert (zero["value"], zero["decimals"]) == ("0.0", -3)


def test_the_same_line_printed_again_is_the_second_of_its_prints(reports, release, quarter_of):
    facts = tuple(quarter_of(*QUARTER, value, row_index=row) for row, value in enumerate((8_917, 8_917, 8_913)))
    (report,) = reports(release("one", facts))
    dimensions = [fact["dimensions"].get("tieout:occurrence") for fact in report.document["facts"].values()]
    assert dimensions == [None, "2", "3"]


def test_a_waived_release_may_have_numbers_of_no_known_period_or_unit(reports, release, quarter_of):
    unknown = {"period_start": None, "period_end": None, "period_type": None}
    half_known = {"period_start": None, "period_end": date(2003, 6, 30), "period_type": "duration"}
    facts = (
        {**quarter_of(*QUARTER, 1), **unknown, "unit": None},
        {**quarter_of(*QUARTER, 2, label="b"), **half_known},
        {**quarter_of(*QUARTER, 3, label="c"), "unit": "pure", "decimals": None},
    )
    (report,) = reports(release("one", facts))
    units = [fact["dimensions"].get("unit") for fact in report.document["facts"].values()]
    assert units == ["tieout:unknown", "iso4217:USD", None]


def test_each_release_is_a_report_that_knows_its_vintage_and_its_company(reports, release, quarter_of):
    later = datetime(2004, 7, 11, 2, tzinfo=UTC)
    known = release("one", (quarter_of(*QUARTER, 100),), cik="0000320193", accession="0000320193-03-000001")
    other = release("two", (quarter_of(*QUARTER, 101),), cik="0000320193", known_at=later)
    unnumbered = release("three", (quarter_of(*QUARTER, 1),), company="Bee Inc.", key="bee")
    told = reports(known, other, unnumbered)
    assert [report.path.parent.name for report in told] == ["acme-inc-0000320193"] * 2 + ["bee-inc-bee"]
    assert [report.path.name[:10] for report in told] == ["2003-07-10", "2004-07-10", "2003-07-10"], "Eastern days"
    info = told[0].document["documentInfo"]
    assert (info["tieout:accession"], info["tieout:known_at"]) == (
        "0000320193-03-000001", "2003-07-10T20:00:00+00:00",
    )  # fmt: skip
    entities = [next(iter(report.document["facts"].values()))["dimensions"]["entity"] for report in told]
    assert entities == ["cik:0000320193", "cik:0000320193", "company:bee"]


def test_a_release_without_facts_is_an_empty_report(reports, release):
    (report,) = reports(release("one"))
    assert report.document["facts"] == {}


UNITS = {
    "USD": ("monetary", "iso4217:USD"),
    "EUR/share": ("perShare", "iso4217:EUR/xbrli:shares"),
    "shares": ("shares", "xbrli:shares"),
    "pure": ("pure", None),
    "percent": ("other", "unit:percent"),
    "USD/square foot": ("other", "iso4217:USD/unit:square_x0020_foot"),
    "BCF": ("other", "unit:BCF"),
    "12-packs": ("other", "unit:_x0031_2-packs"),
}


def test_units_are_those_of_xbrl_where_it_has_them(reports, release, quarter_of):
    facts = (quarter_of(*QUARTER, 1, unit=unit, label=unit) for unit in UNITS)
    (report,) = reports(release("one", tuple(facts)))
    units = [fact["dimensions"].get("unit") for fact in report.document["facts"].values()]
    assert units == [told for _, told in UNITS.values()]
    assert [kind_of(unit) for unit in UNITS] == [kind for kind, _ in UNITS.values()]
    assert [unit_of(told) for told in units] == list(UNITS)


def test_every_currency_that_the_reader_knows_is_money():
    assert MONEY == CURRENCIES


@pytest.mark.parametrize(
    ("concept", "kind", "period_type", "name", "balance"),
    [
        ("us-gaap:Assets", "monetary", "instant", "us-gaap_Assets", "debit"),
        ("us-gaap:Assets", "monetary", "duration", "us-gaap_Assets.duration", ""),
        ("us-gaap:Assets", "other", "instant", "us-gaap_Assets.other", ""),
        ("us-gaap:EarningsPerShareBasic", "perShare", "duration", "us-gaap_EarningsPerShareBasic", ""),
        ("ext:LensPolishing", "monetary", "duration", "ext_LensPolishing", ""),
        ("ext:LensPolishing", "other", "instant", "ext_LensPolishing.other.instant", ""),
        ("ext:", "monetary", "duration", "ext_", ""),
        ("ext:%Revenue", "monetary", "duration", "ext__x0025_Revenue", ""),
    ],
)
def test_an_element_is_called_after_its_concept_and_how_it_differs_from_it(concept, kind, period_type, name, balance):
    element = Element(concept, kind, period_type)
    assert (element.name, element.balance) == (name, balance)


@given(st.text())
def test_texts_and_names_read_back(text):
    assert unescaped(xml_text(text)) == unescaped(xml_name(text)) == unescaped(xml_token(text)) == text
    assert NAME.fullmatch(xml_name(text) or "_")
    assert not any(character.isspace() for character in xml_token(text))


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6, min_value=-(10**31), max_value=10**31))
def test_values_are_canonical_and_exact(value):
    assert DECIMAL.fullmatch(canonical(value))
    assert Decimal(canonical(value)) == value
