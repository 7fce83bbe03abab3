"""One number damaged at a time, for every fact of the sample: how many damages are found, and which are not."""

from collections.abc import Iterator, Sequence

import polars as pl
import pytest

from support.damage import Damaged, damaged_copies
from support.shared import SAMPLE, shared
from transforms.model import Catalog, ReleaseFrames, Source
from transforms.release import transform_batch

FLOORS = {"x1000": 0.98, "sign": 0.99, "transposition": 0.98, "nil": 1.0, "last_digit": 0.96}
APPLICABLE = {"x1000": 347, "sign": 341, "transposition": 339, "nil": 27, "last_digit": 347}
TOGETHER = 60
OVERLAP = (pl.col("char_start") < pl.col("damage_end")) & (pl.col("damage_start") < pl.col("char_end"))


@pytest.mark.parametrize(
    "every", [pytest.param(5, marks=pytest.mark.slow), pytest.param(1, marks=pytest.mark.acceptance)]
)
@pytest.mark.parametrize("kind", FLOORS)
def test_damage_to_any_one_of_374_facts_is_found(juniper_2003q2, catalog, tell, kind, every):
    """Every fifth of them, or each."""
    text = shared(SAMPLE).read_text()
    applicable = list(damaged_copies(text, juniper_2003q2.fact.to_dicts(), [kind]))
    assert len(applicable) == APPLICABLE[kind]
    copies = applicable[every // 2 :: every]
    known = _known(juniper_2003q2)
    found = {index for part in _parts(copies) for index in _found(_read(part, catalog), part, known)}
    tell(f"{kind}: {len(found)} of {len(copies)} found, {len(found) / len(copies):.4f}; the floor is {FLOORS[kind]}")
    for index, copy in enumerate(copies):
        if index not in found:
            tell(f"  escapes: {_describe(copy)}")
    assert len(found) >= FLOORS[kind] * len(copies)


Numbered = Sequence[tuple[int, Damaged]]


def _parts(copies: Sequence[Damaged]) -> Iterator[Numbered]:
    numbered = list(enumerate(copies))
    for start in range(0, len(numbered), TOGETHER):
        yield numbered[start : start + TOGETHER]


def _read(part: Numbered, catalog: Catalog) -> ReleaseFrames:
    return transform_batch([Source(str(index), copy.text.encode()) for index, copy in part], catalog)


def _doubts(frames: ReleaseFrames) -> pl.DataFrame:
    """Broken or suspicious ties that are more than information: ``release_id``, ``fact_id`` and a name of the tie.

    A damage moves characters, so that a tie is known again by the lines and columns of its operands.
    """
    bad = ((pl.col("outcome") == "violated") | pl.col("suspicious")) & pl.col("severity").is_in(["error", "warning"])
    places = frames.fact.select("release_id", "fact_id", place=pl.format("{}/{}", "line_number", "column_index"))
    ties = frames.tie.filter(bad).select("release_id", "tie_id", "kind", fact_id="fact_ids").explode("fact_id")
    placed = ties.join(places, on=["release_id", "fact_id"], validate="m:1")
    operands = pl.col("place").sort().str.join(" ").over("release_id", "tie_id")
    return placed.select("release_id", "fact_id", tie=pl.format("{}: {}", "kind", operands))


def _troubles(frames: ReleaseFrames) -> pl.DataFrame:
    """Issues that are more than information, with their place."""
    worth = frames.issue.filter(pl.col("level").is_in(["error", "warning"]))
    return worth.select(
        "release_id", "line_number", "char_start", "char_end", tie=pl.format("{} {}", "code", "line_number")
    )


def _known(frames: ReleaseFrames) -> set[str]:
    """What the undamaged release has already."""
    return {*_doubts(frames)["tie"], *_troubles(frames)["tie"]}


def _found(frames: ReleaseFrames, part: Numbered, known: set[str]) -> set[int]:
    """The copies whose damaged fact a new tie names, or that have a new issue at its place."""
    copies = pl.DataFrame(
        [(str(index), index, copy.fact["line_number"], copy.start, copy.end) for index, copy in part],
        schema={
            "file_name": pl.String,
            "copy": pl.Int32,
            "line_number": pl.Int32,
            "damage_start": pl.Int32,
            "damage_end": pl.Int32,
        },
        orient="row",
    ).join(frames.filing.select("file_name", "release_id"), on="file_name", validate="1:1")
    at_place = ["release_id", "line_number"]
    damaged = frames.fact.join(copies, on=at_place).filter(OVERLAP)
    new = _doubts(frames).filter(~pl.col("tie").is_in(known))
    named = damaged.join(new, on=["release_id", "fact_id"])
    troubled = _troubles(frames).filter(~pl.col("tie").is_in(known)).join(copies, on=at_place).filter(OVERLAP)
    return {*named["copy"], *troubled["copy"]}


def _describe(copy: Damaged) -> str:
    fact = copy.fact
    line = copy.text.split("\n")[int(str(fact["line_number"])) - 1]
    printed = line[copy.start : copy.end]
    months = f"{fact['months']} months to " if fact["months"] else ""
    where = f"line {fact['line_number']}, {fact['statement']}, {fact['label']}, {months}{fact['period_end']}"
    return f"{where}: {fact['printed']} as {printed}"
