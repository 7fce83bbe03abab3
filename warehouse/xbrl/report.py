"""A release as an xBRL-JSON report: each fact with its concept's sign, in the context that the warehouse keeps.

What OIM has no word for, such as the place of a number, its printed characters and the vintage, are properties
named as the columns of ``mart.fact``. After xBRL-JSON 1.0 and OIM 1.0 (recommendations of 2021-10-13).
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb

from warehouse.xbrl.names import NAMESPACE, UNITS, xml_name, xml_text, xml_token
from warehouse.xbrl.taxonomy import CURRENCIES, DEFAULTS, TEXTS, axis_name, element_of, has_period, write_taxonomy

Record = Mapping[str, Any]
RELEASES = """
SELECT release_id, entity_id, cik, company, ticker, accession, filed_on, known_at, known_at_source, recorded_at,
    document, reading, parser_version, status, CAST(timezone('America/New_York', known_at) AS DATE) AS known_on
FROM mart.release
WHERE entity_id = ? AND status IN ('published', 'waived')
ORDER BY known_at, release_id"""
FACTS = """
FROM mart.fact WHERE entity_id = ?
ORDER BY release_id, table_index, line_number, row_index, column_index, char_start, fact_id"""
NAMESPACES = {
    "xbrl": "https://xbrl.org/2021",
    "xbrli": "http://www.xbrl.org/2003/instance",
    "iso4217": "http://www.xbrl.org/2003/iso4217",
    "cik": "http://www.sec.gov/CIK",
    "company": "urn:tieout:company:1",
    "tieout": NAMESPACE,
    "unit": UNITS,
}
OF_REPORT = (
    "release_id", "entity_id", "cik", "company", "ticker", "accession", "filed_on", "known_at", "known_at_source",
    "recorded_at", "document", "reading", "parser_version", "status",
)  # fmt: skip
"""Properties of a report: its release, and since when it is known."""
OF_FACT = (
    "printed", "scale", "heading", "period_start_source", "months", "weeks", "origin", "additive", "header_inherited",
    "flagged", "footnote", "assurance", "line_number", "char_start", "char_end", "table_index", "row_index",
    "cell_index", "column_index",
)  # fmt: skip
"""Properties of a fact: how it was printed, and where. One that is NULL or false is left out."""
OPEN_PERIOD = ("period_type", "period_start", "period_end")
"""As much as is known of a period that no rule decided."""


def write_reports(
    reader: duckdb.DuckDBPyConnection, folder: Path, companies: Mapping[str, str]
) -> Mapping[str, Mapping[str, int]]:
    """Write a report and its taxonomy of each published release of ``companies``, entity to name of folder.

    Gives the facts and concepts of each report, by the report's path.
    """
    written: dict[str, Mapping[str, int]] = {}
    for entity, company in companies.items():
        (folder / company).mkdir()
        by_release: dict[str, list[Record]] = {}
        for fact in reader.execute(FACTS, [entity]).pl().iter_rows(named=True):
            by_release.setdefault(fact["release_id"], []).append(fact)
        for release in reader.execute(RELEASES, [entity]).pl().to_dicts():
            stem = f"{release['known_on'] or 'undated'}-{release['release_id'][:12]}"
            facts = by_release.get(release["release_id"], [])
            written[f"{company}/{stem}.json"] = _write(folder / company / stem, release, facts)
    return written


def _write(path: Path, release: Record, facts: Sequence[Record]) -> Mapping[str, int]:
    reported = dict(_reported(facts))
    schema = path.with_name(f"{path.name}.xsd")
    info = {
        "documentType": "https://xbrl.org/2021/xbrl-json",
        "features": {"xbrl:canonicalValues": True, "xbrl:allowedDuplicates": "none"},
        "namespaces": NAMESPACES,
        "taxonomy": [schema.name],
        **_properties(release, OF_REPORT),
    }
    path.with_name(f"{path.name}.json").write_text(_a_fact_a_line(info, reported), encoding="utf-8")
    axes = sorted({axis for fact in facts for axis in json.loads(fact["dimensions"])})
    title = f"{release['company'] or release['entity_id']}, release {release['release_id']}"
    schema.write_text(write_taxonomy(facts, axes, title), encoding="utf-8")
    return {"facts": len(reported), "concepts": len({element_of(fact) for fact in facts})}


def _a_fact_a_line(info: Record, facts: Mapping[str, Record]) -> str:
    """The report as JSON; short, and two can be compared line by line."""
    told = ",\n".join(f"  {_json(name)}: {_json(value)}" for name, value in info.items())
    lines = ",\n".join(f"  {_json(name)}: {_json(fact)}" for name, fact in facts.items())
    return f'{{\n "documentInfo": {{\n{told}\n }},\n "facts": {{\n{lines}\n }}\n}}\n'


def _json(thing: object) -> str:
    return json.dumps(thing, ensure_ascii=False)


def _reported(facts: Sequence[Record]) -> Iterator[tuple[str, Record]]:
    """The facts by name. Of several prints of one line and period the second and later ones say which they are."""
    prints: Counter[str] = Counter()
    for fact in facts:
        dimensions = _dimensions(fact)
        same = _json(dimensions)
        prints[same] += 1
        if prints[same] > 1:
            dimensions["tieout:occurrence"] = str(prints[same])
        names = OF_FACT if has_period(fact) else (*OPEN_PERIOD, *OF_FACT)
        yield f"f-{fact['fact_id']}", {**_value(fact), "dimensions": dimensions, **_properties(fact, names)}


def _value(fact: Record) -> Record:
    """Value and decimals. OIM gives a nil no decimals, so they are a property, and so is the other sign in print."""
    value, printed = fact["concept_value"], fact["value"]
    if printed is None:
        return {"value": None, **_properties(fact, ("decimals",))}
    value = printed if value is None else value
    decimals = {} if fact["decimals"] is None else {"decimals": fact["decimals"]}
    return {
        "value": canonical(value),
        **decimals,
        **({} if value == printed else {"tieout:value": canonical(printed)}),
    }


def canonical(value: Decimal) -> str:
    """The canonical text of an ``xs:decimal`` in XML Schema 1.0: a digit at least before and after the point."""
    whole, _, part = f"{value:f}".partition(".")
    return f"{whole}.{part.rstrip('0') or '0'}"


def _dimensions(fact: Record) -> dict[str, str]:
    """The context: who, when, in what, on which line of which statement; what is as it mostly is, is left out."""
    who = f"cik:{fact['cik']}" if fact["cik"] else f"company:{xml_token(fact['entity_id'])}"
    told = {"concept": f"tieout:{element_of(fact).name}", "entity": who}
    if has_period(fact):
        told["period"] = _period(fact)
    if fact["unit"] != "pure":
        told["unit"] = _unit(fact["unit"])
    told |= {f"tieout:{name}": xml_text(fact[name]) for name in TEXTS if fact[name]}
    if fact["ordinal"] > 1:
        told["tieout:ordinal"] = str(fact["ordinal"])
    told |= {f"tieout:{name}": f"tieout:{xml_name(fact[name])}" for name in DEFAULTS if fact[name] != DEFAULTS[name]}
    axes = json.loads(fact["dimensions"])
    return told | {f"tieout:{axis_name(axis)}": xml_text(member) for axis, member in axes.items()}


def _period(fact: Record) -> str:
    """OIM counts midnights: a day is over at the midnight that begins the next."""
    end = f"{fact['period_end'] + timedelta(days=1)}T00:00:00"
    return end if fact["period_type"] == "instant" else f"{fact['period_start']}T00:00:00/{end}"


def _unit(unit: str | None) -> str:
    return "/".join(_measure(part) for part in unit.split("/", 1)) if unit else "tieout:unknown"


def _measure(name: str) -> str:
    if name in CURRENCIES:
        return f"iso4217:{name}"
    return "xbrli:shares" if name in ("shares", "share") else f"unit:{xml_name(name)}"


def _properties(row: Record, names: Sequence[str]) -> dict[str, object]:
    return {f"tieout:{name}": _plain(row[name]) for name in names if row[name] is not None and row[name] is not False}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
