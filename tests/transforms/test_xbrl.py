"""Against what the issuers tagged: Microsoft's and JPMorgan's facts by concept and period, from the SEC's XBRL.

JPMorgan's supplement prints a page for every segment, whose net income and total assets are the segment's own: what
is printed again after the consolidated statements is counted apart.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from support.shared import SHARED, shared
from transforms.model import Source
from transforms.release import transform_release

pytestmark = pytest.mark.acceptance
MICROSOFT = "corpus/html/microsoft_2020-03-31_0001193125-20-126089.html"
JPMORGAN = "corpus/html/bank_jpmorgan_chase_2021-06-30_a2q21erfex992supplement.htm"
EXHIBITS = {MICROSOFT: ("companyfacts_trimmed_msft.json", 20), JPMORGAN: ("companyconcept_0000019617", 20)}
"""The exhibit; what tags it, and how many facts must agree at least."""
REVISED = {("Liabilities", None, date(2020, 9, 30)), ("Liabilities", None, date(2020, 6, 30))}
"""JPMorgan revised these by 1,015 and 472 million, as it did its assets; only the first print was ever tagged."""
Key = tuple[str, date | None, date]


def tagged(prefix: str) -> dict[Key, set[Decimal]]:
    """Every value that was ever tagged for a concept and period."""
    found: dict[Key, set[Decimal]] = defaultdict(set)
    for path in sorted((SHARED / "corpus" / "xbrl").glob(f"{prefix}*")):
        content = json.loads(path.read_text())
        for concept, units in _concepts(content):
            for value in (value for values in units.values() for value in values):
                start = date.fromisoformat(value["start"]) if "start" in value else None
                found[concept, start, date.fromisoformat(value["end"])].add(Decimal(str(value["val"])))
    return found


def _concepts(content: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    if "tag" in content:
        yield content["tag"], content["units"]
    for concept, told in content.get("facts", {}).get("us-gaap", {}).items():
        yield concept, told["units"]


def agrees(fact: dict[str, Any], values: set[Decimal]) -> bool:
    """The tagged value, rounded as the exhibit prints it."""
    half = Decimal(10) ** -fact["decimals"] / 2
    return any(abs(fact["concept_value"] - value) <= half for value in values)


@pytest.mark.parametrize("name", EXHIBITS, ids=["Microsoft", "JPMorgan"])
def test_facts_agree_with_what_the_issuer_tagged(catalog, tell, name):
    prefix, least = EXHIBITS[name]
    facts = transform_release(Source(name, shared(name).read_bytes()), catalog).fact.filter(
        pl.col("concept").is_not_null()
        & ~pl.col("concept").str.starts_with("ext:")
        & ~pl.col("is_nil")
        & (pl.col("period_end").is_not_null())
        & (pl.col("basis") == "GAAP")
        & (pl.col("role") == "value")
        & (pl.col("dimensions") == "{}")
    )
    values = tagged(prefix)
    told: Counter[str] = Counter()
    differing: list[str] = []
    seen: set[Key] = set()
    for fact in facts.to_dicts():
        key = fact["concept"].removeprefix("us-gaap:"), fact["period_start"], fact["period_end"]
        if key not in values:
            told["absent"] += 1
        elif agrees(fact, values[key]):
            told["matched"] += 1
        elif key in seen:
            told["later"] += 1
        elif key in REVISED:
            told["revised"] += 1
        else:
            told["differing"] += 1
            differing.append(f"{fact['statement']}, {fact['label']}, {key}: {fact['concept_value']}, not {values[key]}")
        seen.add(key)
    tell(
        f"{name}: {told['matched']} matched, {told['differing']} differing, {told['absent']} of concepts and periods "
        f"never tagged, {told['revised']} revised since, {told['later']} printed again for a part of the company"
    )
    for line in differing:
        tell(f"  {line}")
    assert told["matched"] >= least
    assert told["differing"] == 0
