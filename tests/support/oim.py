"""What the Open Information Model, xBRL-JSON, XBRL 2.1 and XBRL Dimensions demand of an exported report.

Written from the recommendations, without the code under test: the parts of them that an export of ours can break.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import parse

XBRLI, XBRLDT = "http://www.xbrl.org/2003/instance", "http://xbrl.org/2005/xbrldt"
LINK, XLINK = "{http://www.xbrl.org/2003/linkbase}", "{http://www.w3.org/1999/xlink}"
XS = "{http://www.w3.org/2001/XMLSchema}"
STANDARD = re.compile(r"http://www\.xbrl\.org/(2003|2005|dtr/type)/[\w.-]+\.xsd(#[\w-]+)?")
RESERVED = {"xbrl": "https://xbrl.org/2021", "xbrli": XBRLI, "iso4217": "http://www.xbrl.org/2003/iso4217"}
NAME = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
QNAME = re.compile(r"([A-Za-z_][\w.-]*):([A-Za-z_][\w.-]*)", re.ASCII)
DECIMAL = re.compile(r"-?(0|[1-9]\d*)\.(0|\d*[1-9])")
MIDNIGHT = r"\d{4}-\d\d-\d\dT00:00:00"
INSTANT, DURATION = re.compile(MIDNIGHT), re.compile(f"({MIDNIGHT})/({MIDNIGHT})")
UNITS = {
    "monetaryItemType": re.compile(r"iso4217:[A-Z]{3}"),
    "sharesItemType": re.compile(r"xbrli:shares"),
    "perShareItemType": re.compile(r"iso4217:[A-Z]{3}/xbrli:shares"),
    "pureItemType": re.compile(r""),
    "decimalItemType": re.compile(r"(?!xbrli:pure$)[\w.:-]+(/[\w.:-]+)?"),
}
"""The unit, or none, that a type asks for. XBRL 2.1 section 4.8.2; in OIM a pure number has no unit."""


def problems(path: Path) -> list[str]:
    """What is wrong with the report ``path`` and the taxonomy beside it."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        assert len(dict(pairs)) == len(pairs), f"{path.name}: a key twice"
        return dict(pairs)

    document = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=once)
    schemas = [parse(path.with_name(name)).getroot() for name in document["documentInfo"]["taxonomy"]]
    found = [*of_document(document), *(problem for schema in schemas for problem in of_schema(schema))]
    assert len(schemas) == 1
    return found or [*of_facts(document, schemas[0])]


def of_document(document: dict[str, Any]) -> Iterator[str]:
    info = document["documentInfo"]
    if set(document) != {"documentInfo", "facts"}:
        yield "members of the report"
    if info["documentType"] != "https://xbrl.org/2021/xbrl-json":
        yield "document type"
    if info["features"] != {"xbrl:canonicalValues": True, "xbrl:allowedDuplicates": "none"}:
        yield "features"
    for prefix, uri in info["namespaces"].items():
        if not NAME.fullmatch(prefix) or not uri.startswith(("http://", "https://", "urn:")):
            yield f"namespace {prefix}"
        if RESERVED.get(prefix, uri) != uri:
            yield f"reserved prefix {prefix}"
    if len(set(info["namespaces"].values())) < len(info["namespaces"]):
        yield "a namespace twice"
    standard = {"documentType", "features", "namespaces", "taxonomy"}
    for name in info.keys() - standard:
        if resolved(name, info["namespaces"]) is None:
            yield f"property {name}"


def resolved(name: str, namespaces: dict[str, str]) -> tuple[str, str] | None:
    """Namespace and local name, or None where it is no name or its prefix is not declared."""
    match = QNAME.fullmatch(name)
    return (namespaces[match[1]], match[2]) if match and match[1] in namespaces else None


def of_schema(schema: Element) -> Iterator[str]:
    if schema.tag != f"{XS}schema" or not schema.get("targetNamespace"):
        yield "no schema"
    for imported in schema.findall(f"{XS}import"):
        if not STANDARD.fullmatch(imported.attrib["schemaLocation"]):
            yield f"import of {imported.attrib['schemaLocation']}"
    ids = Counter(element.get("id") for element in schema.iter() if element.get("id"))
    names = Counter(element.get("name") for element in schema.findall(f"{XS}element"))
    yield from (f"{name} twice" for name, count in (ids + names).items() if ids[name] > 1 or names[name] > 1)
    yield from (f"no name: {name!r}" for name in names if not NAME.fullmatch(name or ""))
    for element in schema.findall(f"{XS}element"):
        yield from of_element(element, ids)
    for extended in (*schema.iter(f"{LINK}labelLink"), *schema.iter(f"{LINK}definitionLink")):
        yield from of_link(extended, ids)
    labelled = {arc.get(f"{XLINK}from") for arc in schema.iter(f"{LINK}labelArc")}
    items = {e.get("name") for e in schema.findall(f"{XS}element") if e.get("substitutionGroup")}
    yield from (f"no label: {name}" for name in items - labelled)


def of_element(element: Element, ids: Counter[str | None]) -> Iterator[str]:
    name, group = element.get("name"), element.get("substitutionGroup")
    domain = element.get(f"{{{XBRLDT}}}typedDomainRef")
    if group is None:
        return
    if element.get(f"{{{XBRLI}}}periodType") not in {"instant", "duration"}:
        yield f"period type of {name}"
    if element.get("nillable") != "true":
        yield f"{name} cannot be nil"
    if element.get(f"{{{XBRLI}}}balance") and element.get("type") != "xbrli:monetaryItemType":
        yield f"balance of {name}"
    if group == "xbrldt:dimensionItem" and element.get("abstract") != "true":
        yield f"dimension {name} is not abstract"
    if domain and domain.removeprefix("#") not in ids:
        yield f"domain of {name}"


def of_link(extended: Element, ids: Counter[str | None]) -> Iterator[str]:
    hrefs = [part.get(f"{XLINK}href", "") for part in extended if part.get(f"{XLINK}type") == "locator"]
    yield from (f"locator {href}" for href in hrefs if href.removeprefix("#") not in ids)
    labels = {part.get(f"{XLINK}label") for part in extended}
    for arc in extended:
        if arc.get(f"{XLINK}type") == "arc" and not {arc.get(f"{XLINK}from"), arc.get(f"{XLINK}to")} <= labels:
            yield f"arc from {arc.get(f'{XLINK}from')}"


def of_facts(document: dict[str, Any], schema: Element) -> Iterator[str]:
    elements = {
        (schema.attrib["targetNamespace"], element.attrib["name"]): element for element in schema.iter(f"{XS}element")
    }
    defaults = {
        (arc.get(f"{XLINK}from"), arc.get(f"{XLINK}to"))
        for arc in schema.iter(f"{LINK}definitionArc")
        if arc.get(f"{XLINK}arcrole") == "http://xbrl.org/int/dim/arcrole/dimension-default"
    }
    namespaces = document["documentInfo"]["namespaces"]
    contexts: dict[str, str] = {}
    for name, fact in document["facts"].items():
        found = [*of_fact(fact, namespaces, elements), *of_dimensions(fact, namespaces, elements, defaults)]
        if not NAME.fullmatch(name):
            found.append("name")
        same = contexts.setdefault(json.dumps(fact["dimensions"], sort_keys=True), name)
        if same != name:
            found.append(f"context of {same}")
        yield from (f"{name}: {problem}" for problem in found)


def of_fact(fact: dict[str, Any], namespaces: dict[str, str], elements: dict[Any, Element]) -> Iterator[str]:
    for name in fact.keys() - {"value", "decimals", "dimensions"}:
        if resolved(name, namespaces) is None:
            yield f"property {name}"
    value, decimals, dimensions = fact["value"], fact.get("decimals"), fact["dimensions"]
    if value is None and decimals is not None:
        yield "decimals of a nil"
    if value is not None and (not isinstance(value, str) or not DECIMAL.fullmatch(value) or value == "-0.0"):
        yield f"value {value!r}"
    if decimals is not None and type(decimals) is not int:
        yield f"decimals {decimals!r}"
    concept = elements.get(resolved(dimensions["concept"], namespaces))
    if concept is None or concept.get("substitutionGroup") != "xbrli:item" or concept.get("abstract") == "true":
        yield f"concept {dimensions['concept']}"
        return
    if not UNITS[concept.attrib["type"].partition(":")[2]].fullmatch(dimensions.get("unit", "")):
        yield f"unit {dimensions.get('unit')}"
    yield from of_period(dimensions.get("period"), concept.get(f"{{{XBRLI}}}periodType"))


def of_period(period: str | None, kind: str | None) -> Iterator[str]:
    if period is None:
        if kind == "instant":
            yield "no period"
    elif kind == "instant":
        if not INSTANT.fullmatch(period):
            yield f"instant {period}"
    elif not (match := DURATION.fullmatch(period)) or match[1] >= match[2]:
        yield f"duration {period}"


def of_dimensions(
    fact: dict[str, Any], namespaces: dict[str, str], elements: dict[Any, Element], defaults: set[Any]
) -> Iterator[str]:
    scheme, _, who = fact["dimensions"]["entity"].partition(":")
    if scheme not in namespaces or not re.fullmatch(r"\S+", who):
        yield f"entity {who}"
    for unit in fact["dimensions"].get("unit", "xbrli:pure").split("/"):
        if resolved(unit, namespaces) is None:
            yield f"measure {unit}"
    for name in fact["dimensions"].keys() - {"concept", "entity", "period", "unit"}:
        declared, member = elements.get(resolved(name, namespaces)), fact["dimensions"][name]
        if declared is None or declared.get("substitutionGroup") != "xbrldt:dimensionItem":
            yield f"dimension {name}"
        elif domain := declared.get(f"{{{XBRLDT}}}typedDomainRef"):
            yield from of_typed(name, domain, member)
        elif (known := resolved(member, namespaces)) not in elements:
            yield f"member {member}"
        elif known and (declared.get("name"), known[1]) in defaults:
            yield f"default {member}"


def of_typed(name: str, domain: str, member: str) -> Iterator[str]:
    if re.search(r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", member):
        yield f"characters of {name}"
    if domain == "#count" and not re.fullmatch(r"[1-9]\d*", member):
        yield f"count {name}"
