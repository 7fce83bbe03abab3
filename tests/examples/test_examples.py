"""The releases of the quick start: two tie out, one is damaged in one place."""

import importlib.util
import re
from pathlib import Path

import polars as pl
import pytest

from support.shared import SAMPLE, shared
from transforms.model import Source
from transforms.parse.blocks import find_blocks
from transforms.parse.text import read_lines
from transforms.release import transform_release
from warehouse.catalog import read_catalog

EXAMPLES = Path(__file__).parents[2] / "examples"
SAMPLE_RETOLD = "juniper_2003q2.txt"
DAMAGED = "juniper_2003q2_damaged.txt"
FICTIONAL = "orrinvale_2004q2.txt"
BROKEN = (pl.col("outcome") == "violated") & (pl.col("severity") == "error")
PRINTED = (
    "statement", "section", "ordinal", "concept", "concept_value", "dimensions", "basis", "period_start", "period_end",
    "unit", "scale", "decimals", "printed", "is_nil", "value", "role", "origin", "flagged", "footnote", "assurance",
)  # fmt: skip


@pytest.mark.parametrize("name", [SAMPLE_RETOLD, FICTIONAL])
def test_an_undamaged_example_ties_out(examples, name):
    frames = examples[name]
    assert frames.release["yield"].to_list() == [1.0]
    assert frames.issue.filter(pl.col("level") == "error").is_empty()
    assert frames.tie.filter(BROKEN)["relation"].to_list() == []


def test_the_damage_differs_from_the_undamaged_in_one_number():
    whole, damaged = ((EXAMPLES / name).read_text().splitlines() for name in (SAMPLE_RETOLD, DAMAGED))
    different = [(one, other) for one, other in zip(whole, damaged, strict=True) if one != other]
    assert [(one.split(), other.split()) for one, other in different] == [
        (["Goodwill", "983,397", "987,661"], ["Goodwill", "938,397", "987,661"])
    ]


def test_the_damage_breaks_total_assets_and_nothing_else(examples):
    broken = examples[DAMAGED].tie.filter(BROKEN)
    assert broken.select("kind", "period").rows() == [("footing", "2003-06-30")]
    assert broken["relation"][0].startswith("Total assets = ")
    assert broken["residual"].to_list() == [983_397_000 - 938_397_000]


def test_the_fictional_release_is_what_its_script_writes(tmp_path, monkeypatch):
    spec = importlib.util.spec_from_file_location("make_fictional", EXAMPLES / "make_fictional.py")
    assert spec is not None
    assert spec.loader is not None
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    monkeypatch.setattr(script, "FOLDER", tmp_path)
    script.main()
    for name in (FICTIONAL, f"{FICTIONAL}.json"):
        assert (tmp_path / name).read_bytes() == (EXAMPLES / name).read_bytes()


def test_the_fictional_release_has_weeks_nils_and_negatives_of_fixed_width(examples):
    facts = examples[FICTIONAL].fact
    assert set(facts["weeks"].drop_nulls()) == {13, 26}
    assert facts["is_nil"].sum() == 5
    assert facts.filter(printed="(   370)")["value"].to_list() == [-370_000, -370_000]
    assert facts.filter(statement="operations_footnote_a").height == 12
    assert facts.filter(pl.col("dimensions") != "{}").is_empty()


def test_the_sample_retold_has_the_facts_of_the_sample(examples):
    path = shared(SAMPLE)
    original = transform_release(Source(path.name, path.read_bytes()), read_catalog()).fact
    retold = examples[SAMPLE_RETOLD].fact
    place = ["line_number", "char_start"]
    tables = [facts.filter(origin="table").sort(place).select("label", *PRINTED) for facts in (original, retold)]
    assert tables[0].equals(tables[1])
    claims = [facts.filter(origin="narrative").select(PRINTED).sort(PRINTED) for facts in (original, retold)]
    assert claims[0].equals(claims[1])


def test_no_sentence_of_the_sample_is_kept():
    """Nine words in a row, numbers aside; captions and labels are the issuer's, and facts."""
    original, retold = (prose(path.read_text()) for path in (shared(SAMPLE), EXAMPLES / SAMPLE_RETOLD))
    assert [" ".join(words) for words in runs(original, 9) & runs(retold, 9)] == []


def prose(text: str) -> list[list[str]]:
    """The words of every paragraph."""
    paragraphs = find_blocks(read_lines(text)).paragraphs
    return [re.findall(r"[a-z]+", " ".join(line.text for line in lines).lower()) for lines in paragraphs]


def runs(paragraphs: list[list[str]], length: int) -> set[tuple[str, ...]]:
    return {tuple(words[start : start + length]) for words in paragraphs for start in range(len(words) - length + 1)}
