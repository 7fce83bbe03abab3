"""The rules that exported reports are held to find what is wrong with one; each is broken here once."""

import json

import pytest

from support.oim import problems
from warehouse.export import ExportFormat, export_mart

QUARTER = ("2003-04-01", "2003-06-30")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Where the report lies that is damaged."""
    return tmp_path_factory.mktemp("rules")


@pytest.fixture
def report(folder, put, release, quarter_of):
    """The text of a report without fault, and of its schema."""
    path, out = folder / "w.duckdb", folder / "out"
    if not out.exists():
        member = json.dumps({"column": "Americas"})
        sales = quarter_of(*QUARTER, 100, basis="non-GAAP", dimensions=member, concept="ext:Sales", ordinal=2)
        cash = quarter_of(*QUARTER, None, label="Cash", concept="us-gaap:Goodwill", period_type="instant")
        put(path, release("one", (sales, cash)))
        export_mart(path, out, ExportFormat.XBRL_JSON)
    (told,) = out.glob("*/*.json")
    return told.read_text(encoding="utf-8"), told.with_suffix(".xsd").read_text(encoding="utf-8")


@pytest.fixture
def damaged(report, tmp_path):
    """What is wrong with the report after one of its texts is exchanged for another, everywhere."""

    def inner(old: str, new: str) -> list[str]:
        document, schema = report
        assert (old in document) is not (old in schema), "one file is damaged, and there is what to damage"
        (tmp_path / "r.json").write_text(document.replace(old, new), encoding="utf-8")
        name = json.loads(document)["documentInfo"]["taxonomy"][0]
        (tmp_path / name).write_text(schema.replace(old, new), encoding="utf-8")
        return [problem.rpartition(": ")[2] for problem in problems(tmp_path / "r.json")]

    return inner


DAMAGES = {
    "value_is_not_canonical": ('"100.0"', '"100"', "value '100'"),
    "value_is_a_number": ('"100.0"', "100.0", "value 100.0"),
    "nil_has_decimals": ('"value": null', '"value": null, "decimals": -3', "decimals of a nil"),
    "decimals_are_text": ('"decimals": -3', '"decimals": "-3"', "decimals '-3'"),
    "concept_is_in_no_schema": ("tieout:ext_Sales", "tieout:ext_Costs", "concept tieout:ext_Costs"),
    "concept_is_a_dimension": ("tieout:ext_Sales", "tieout:section", "concept tieout:section"),
    "prefix_is_not_declared": ('"unit": "iso4217:USD"', '"unit": "currency:USD"', "measure currency:USD"),
    "money_in_shares": ('"unit": "iso4217:USD"', '"unit": "xbrli:shares"', "unit xbrli:shares"),
    "duration_is_an_instant": ("2003-04-01T00:00:00/", "", "duration 2003-07-01T00:00:00"),
    "duration_ends_before_it_begins": (
        "2003-04-01T", "2003-07-02T", "duration 2003-07-02T00:00:00/2003-07-01T00:00:00",
    ),
    "instant_has_no_period": (' "period": "2003-07-01T00:00:00",', "", "no period"),
    "entity_is_not_named": ("company:acme", "company:", "entity "),
    "dimension_is_not_declared": ('"tieout:axis-column"', '"tieout:axis-row"', "dimension tieout:axis-row"),
    "member_is_not_declared": ('"tieout:non-GAAP"', '"tieout:IFRS"', "member tieout:IFRS"),
    "default_member_is_named": ('"tieout:non-GAAP"', '"tieout:GAAP"', "default tieout:GAAP"),
    "count_is_none": ('"tieout:ordinal": "2"', '"tieout:ordinal": "0"', "count tieout:ordinal"),
    "control_character_in_a_member": ("Americas", "\\u0007", "characters of tieout:axis-column"),
    "property_has_no_prefix": ('"tieout:scale"', '"scale"', "property scale"),
    "reserved_prefix_is_bound_otherwise": ("http://www.xbrl.org/2003/iso4217", "urn:x", "reserved prefix iso4217"),
    "period_type_of_the_concept_is_another": (
        'xbrli:periodType="instant"', 'xbrli:periodType="duration"', "duration 2003-07-01T00:00:00",
    ),
    "period_type_is_unknown": (
        'xbrli:periodType="instant"', 'xbrli:periodType="once"', "period type of us-gaap_Goodwill",
    ),
    "concept_cannot_be_nil": ('nillable="true"', 'nillable="false"', "ext_Sales cannot be nil"),
    "balance_of_what_is_no_money": ("xbrli:monetaryItemType", "xbrli:sharesItemType", "balance of us-gaap_Goodwill"),
    "schema_from_elsewhere": ("http://www.xbrl.org/2003/xbrl-instance", "us-gaap", "import of us-gaap-2003-12-31.xsd"),
    "label_leads_nowhere": ('xlink:href="#ext_Sales"', 'xlink:href="#gone"', "locator #gone"),
    "arc_leads_nowhere": ('xlink:from="ext_Sales"', 'xlink:from="gone"', "arc from gone"),
    "element_twice": ('name="ordinal"', 'name="section"', "section twice"),
    "domain_is_gone": ('typedDomainRef="#count"', 'typedDomainRef="#gone"', "domain of ordinal"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "problem"), DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_report_is_found_out(damaged, old, new, problem):
    assert problem in damaged(old, new)


def test_two_facts_of_one_context_are_found_out(report, tmp_path):
    document = json.loads(report[0])
    (tmp_path / document["documentInfo"]["taxonomy"][0]).write_text(report[1], encoding="utf-8")
    document["facts"]["f-again"] = next(iter(document["facts"].values()))
    (tmp_path / "r.json").write_text(json.dumps(document), encoding="utf-8")
    assert [problem.partition(": context")[0] for problem in problems(tmp_path / "r.json")] == ["f-again"]


def test_markup_that_does_not_close_is_found_out(damaged):
    with pytest.raises(SyntaxError):
        damaged("</xs:schema>", "")
