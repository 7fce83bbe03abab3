"""Reads an xBRL-JSON report with its taxonomy back into the rows of ``mart.fact`` that it was made of."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import parse

from warehouse.connect import query

XS = "{http://www.w3.org/2001/XMLSchema}"
CONCEPT = "{urn:tieout:xbrl:1}concept"
ESCAPED = re.compile(r"_x([0-9A-F]{4,6})_")
TRUTHS = ("additive", "header_inherited", "flagged")
MOMENTS = ("known_at", "recorded_at")


def unescaped(text: str) -> str:
    """What was written as ``_xHHHH_``."""
    return ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)


@dataclass(frozen=True)
class Report:
    """A report as other programs see it: the document, and the schema that lies beside it."""

    path: Path

    @cached_property
    def document(self) -> dict[str, Any]:
        return json.loads(self.path.read_text(encoding="utf-8"))

    @cached_property
    def schema(self) -> Element:
        (name,) = self.document["documentInfo"]["taxonomy"]
        return parse(self.path.with_name(name)).getroot()

    @cached_property
    def concepts(self) -> dict[str, str]:
        """What each element of the taxonomy measures, by its attribute."""
        elements = self.schema.findall(f"{XS}element")
        return {e.attrib["name"]: unescaped(e.attrib[CONCEPT]) for e in elements if CONCEPT in e.attrib}

    def rows(self, columns: list[str]) -> list[dict[str, Any]]:
        """The facts as rows of ``mart.fact``, with every one of its ``columns``."""
        of_report = own(self.document["documentInfo"])
        return [self.row(name, fact, of_report, columns) for name, fact in self.document["facts"].items()]

    def row(self, name: str, fact: dict[str, Any], of_report: dict[str, Any], columns: list[str]) -> dict[str, Any]:
        dimensions, told = fact["dimensions"], own(fact)
        concept_value = None if fact["value"] is None else Decimal(fact["value"])
        row: dict[str, Any] = dict.fromkeys(columns) | dict.fromkeys(TRUTHS, False)
        row |= {key: value for key, value in of_report.items() if key in columns}
        row |= {
            "fact_id": name.removeprefix("f-"),
            "concept": self.concepts[dimensions["concept"].removeprefix("tieout:")],
            "concept_value": concept_value,
            "value": concept_value,
            "is_nil": concept_value is None,
            "decimals": fact.get("decimals"),
            **period_of(dimensions.get("period")),
            "unit": unit_of(dimensions.get("unit")),
            "statement": unescaped(dimensions.get("tieout:statement", "")),
            "section": unescaped(dimensions.get("tieout:section", "")),
            "label": unescaped(dimensions.get("tieout:label", "")),
            "ordinal": int(dimensions.get("tieout:ordinal", "1")),
            "basis": unescaped(dimensions.get("tieout:basis", "tieout:GAAP").removeprefix("tieout:")),
            "role": unescaped(dimensions.get("tieout:role", "tieout:value").removeprefix("tieout:")),
            "dimensions": {
                unescaped(axis.removeprefix("tieout:axis-")): unescaped(member)
                for axis, member in dimensions.items()
                if axis.startswith("tieout:axis-")
            },
        }
        return row | told | ({"value": Decimal(told["value"])} if "value" in told else {})


def own(record: dict[str, Any]) -> dict[str, Any]:
    """The properties that are not of OIM, by the name of their column and as it has them."""
    found = {key.removeprefix("tieout:"): value for key, value in record.items() if key.startswith("tieout:")}
    days = {key: date.fromisoformat(found[key]) for key in ("filed_on", "period_start", "period_end") if key in found}
    return found | days | {key: datetime.fromisoformat(found[key]) for key in MOMENTS if key in found}


def period_of(period: str | None) -> dict[str, Any]:
    """First and last day, both inclusive, of what OIM bounds by midnights."""
    if period is None:
        return {}
    start, _, end = period.rpartition("/")
    last = datetime.fromisoformat(end).date() - timedelta(days=1)
    first = datetime.fromisoformat(start).date() if start else None
    return {"period_type": "duration" if start else "instant", "period_start": first, "period_end": last}


def unit_of(unit: str | None) -> str | None:
    """The warehouse's name of a unit; without a unit a number is pure."""
    if unit in {None, "tieout:unknown"}:
        return None if unit else "pure"
    numerator, _, denominator = unit.partition("/")
    below = "share" if denominator == "xbrli:shares" else unescaped(denominator.partition(":")[2])
    return unescaped(numerator.partition(":")[2]) + (f"/{below}" if denominator else "")


def same_rows(warehouse: Path, reports: Iterable[Report]) -> int:
    """Every row of ``mart.fact`` is told by the reports, column by column, and no other; gives their number."""
    known = query(warehouse, "FROM mart.fact ORDER BY release_id, fact_id")
    told = [row for report in reports for row in report.rows(known.columns)]
    told.sort(key=lambda row: (row["release_id"], row["fact_id"]))
    for row, same in zip(known.iter_rows(named=True), told, strict=True):
        assert same == {**row, "dimensions": json.loads(row["dimensions"])}
    return len(told)
