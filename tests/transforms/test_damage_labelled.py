"""Damage to the labelled releases that no floor was set on: what is found, beside the sample's floors less five points.

Five of nine reach all of them, as the sample does. A number that no equality names can be changed without a trace in
the exhibit, and one that only rounded quotients name can be changed by a unit. So the rest is bounded by what is
printed:

==========  =====  ====================  ==================  =============================================
release     facts  in any equality       in an exact one     what is not found
==========  =====  ====================  ==================  =============================================
asta           24  24 (100%)             18 (75%)            nothing: amounts in dollars end in 000
pericom        82  82 (100%)             79 (96%)            counts of shares
core          149  149 (100%)            142 (95%)           the last digit of share counts
apple         142  140 (99%)             132 (93%)           share counts, taxes paid
bridge        694  638 (92%)             547 (79%)           capital ratios, whose parts are not printed
saia          148  148 (100%)            114 (77%)           the last digit of statistics and share counts
horizon       683  644 (94%)             391 (57%)           yields and ratios, whose parts are not printed
tupperware    308  238 (77%)             223 (72%)           growth without exchange rates, counts of sellers
southern      334  302 (90%)             152 (46%)           earnings as reported, 6 of 13 dashes of change,
                                                             the last digit of what is only grown in percent
==========  =====  ====================  ==================  =============================================

An equality counts that is an error or a warning where it breaks; orders and signs do not. Size, sign and rounding
beside their like find some of the rest. What is found must not become less.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from random import Random
from typing import Any

import polars as pl
import pytest

from score_corpus import PERICOM
from support.damage import KINDS, Damaged, damaged_copies, damaged_pages
from support.shared import shared
from transforms.model import Catalog, Identity, ReleaseFrames, Source
from transforms.parse.submission import BODY, DOCUMENT
from transforms.release import transform_release

pytestmark = pytest.mark.acceptance
FLOORS = {"x1000": 0.98, "sign": 0.99, "transposition": 0.98, "nil": 1.0, "last_digit": 0.96}
POINTS = 0.05
MOST = 30
"""Facts drawn from a release, the same ones whatever order they are read in."""
RELEASES = {
    "asta": "corpus/ascii/asta_funding_inc_filed20040210_0001125282-04-000379.txt",
    "southern": "corpus/ascii/southern_company_alabama_power_2004-12-31_0000092122-05-000042.txt",
    "saia": "corpus/html/saia_2020-03-31_0001564590-20-019431.html",
    "bridge": "corpus/html/bridge_bancorp_2020-03-31_0000846617-20-000024.html",
    "core": "corpus/html/fullsub_core_laboratories_n_v_2014-09-30_0001000229-14-000110.txt",
    "pericom": PERICOM,
    "apple": "corpus/html/fullsub_apple_inc_2010-12-25_0001193125-11-009392.txt",
    "horizon": "corpus/ascii/horizon_financial_corp_filed20060119_0000939057-06-000015.txt",
    "tupperware": "corpus/html/tupperware_brands_2020-03-28_0001008654-20-000048.html",
}
REACHED = frozenset({"asta", "bridge", "core", "pericom", "apple"})
"""Releases of which every floor is reached."""
FOUND = {
    "southern": {"x1000": 28, "sign": 25, "transposition": 21, "last_digit": 13, "nil": 7},
    "saia": {"x1000": 30, "sign": 30, "transposition": 30, "last_digit": 26},
    "horizon": {"x1000": 29, "sign": 28, "transposition": 22, "last_digit": 21, "nil": 10},
    "tupperware": {"x1000": 23, "sign": 23, "transposition": 21, "last_digit": 22, "nil": 21},
}
"""How many of the damages are found today of the others, by release and kind: fewer is a step back."""
Place = tuple[Any, ...]


def content_of(name: str) -> bytes:
    """The file; of a submission in HTML its exhibit alone, whose tables are counted by themselves."""
    content = shared(RELEASES[name]).read_bytes()
    if "html/fullsub" not in RELEASES[name]:
        return content
    part = next(part for part in DOCUMENT.finditer(content) if b"<TYPE>EX-99" in part[1][:300])
    body = BODY.search(content, part.start(1), part.end(1))
    assert body is not None
    return body[1]


def transform(content: bytes, catalog: Catalog) -> ReleaseFrames:
    return transform_release(Source("copy", content, Identity(filed_on=date(2030, 1, 1))), catalog)


def row_of(one: dict[str, Any]) -> Place:
    """The printed line, or HTML's row."""
    return (one["line_number"],) if one["line_number"] is not None else (one["table_index"], one["row_index"])


def doubts(frames: ReleaseFrames) -> Iterator[tuple[Place, Place]]:
    """Every tie or issue that is more than information: its name, and a row that it speaks of."""
    rows = {fact["fact_id"]: (*row_of(fact), fact["column_index"]) for fact in frames.fact.to_dicts()}
    bad = ((pl.col("outcome") == "violated") | pl.col("suspicious")) & pl.col("severity").is_in(["error", "warning"])
    for tie in frames.tie.filter(bad).to_dicts():
        places = sorted({rows[fact_id] for fact_id in tie["fact_ids"] if fact_id in rows})
        yield from (((tie["kind"], *places), place) for place in places)
    for issue in frames.issue.filter(pl.col("level") != "info").to_dicts():
        place = row_of(issue)
        yield (issue["code"], *place), (*place, None)


def is_found(frames: ReleaseFrames, copy: Damaged, known: set[Place]) -> bool:
    """A doubt that the undamaged release does not have names the damaged fact, or stands at its place."""
    row, column = row_of(dict(copy.fact)), copy.fact["column_index"]
    return any(name not in known and place in ((*row, column), (*row, None)) for name, place in doubts(frames))


def copies_of(content: bytes, frames: ReleaseFrames, kind: str) -> Sequence[Damaged]:
    facts = frames.fact.filter(origin="table").to_dicts()
    if kind == "nil":
        facts = [fact for fact in facts if fact["is_nil"]]
    facts.sort(key=lambda fact: (*row_of(fact), fact["char_start"] or 0, fact["column_index"]))
    drawn = Random(2004).sample(facts, min(MOST, len(facts)))
    text = content.decode("utf-8", errors="surrogateescape")
    put = damaged_copies if facts and facts[0]["line_number"] is not None else damaged_pages
    return list(put(text, drawn, [kind]))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", RELEASES)
def test_no_less_damage_is_found_than_was(catalog, tell, name, kind):
    content = content_of(name)
    whole = transform(content, catalog)
    known = {tie for tie, _ in doubts(whole)}
    copies = copies_of(content, whole, kind)
    escaped = [
        copy
        for copy in copies
        if not is_found(transform(copy.text.encode("utf-8", errors="surrogateescape"), catalog), copy, known)
    ]
    found, wanted = len(copies) - len(escaped), (FLOORS[kind] - POINTS) * len(copies)
    reach = "reached" if found >= wanted else "not reached yet"
    tell(f"{name} {kind}: {found} of {len(copies)} found; the floor of {wanted:.1f} is {reach}")
    for copy in escaped:
        tell(f"  escapes: {copy.fact['statement']}, {copy.fact['label']}, {copy.fact['printed']}")
    assert found >= (wanted if name in REACHED else FOUND[name].get(kind, 0))
