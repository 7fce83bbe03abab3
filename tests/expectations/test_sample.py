"""The gate and the report on the real sample."""

import json
from pathlib import Path

import polars as pl
import pytest

from expectations.gate import Judgement, judge
from transforms.model import ReleaseFrames, Source
from transforms.release import transform_release
from warehouse.catalog import read_catalog

SAMPLE = Path(__file__).parents[3] / "shared" / "seed" / "juniper_2003q2.txt"


def read(content: bytes) -> ReleaseFrames:
    return transform_release(Source(SAMPLE.name, content), read_catalog())


@pytest.fixture(scope="module")
def content() -> bytes:
    """The bytes of the sample."""
    if not SAMPLE.exists():
        pytest.skip("../shared with the sample release is absent")
    return SAMPLE.read_bytes()


@pytest.fixture(scope="module")
def judgement(content: bytes) -> Judgement:
    """What the gate says of the sample."""
    return judge(read(content), "run")


def test_the_sample_is_published(judgement):
    assert judgement.reasons.select("code", "message").rows() == []
    assert judgement.verdicts["verdict"].to_list() == ["published"]


def test_of_the_sample_only_warnings_are_recorded(judgement):
    failed = judgement.results.filter(~pl.col("success"))
    assert set(failed["severity"]) == {"warning"}
    assert failed.select("suite", "code").rows() == [("ties", "tie_broken")]
    assert json.loads(failed["observed"][0])["unexpected"] == ["violated"]


def test_the_sample_with_a_damaged_total_waits_with_the_line_as_its_reason(content):
    damaged = judge(read(content.replace(b"2,980,300", b"2,908,300", 1)), "run")
    assert damaged.verdicts["verdict"].to_list() == ["quarantined"]
    assert "2,908,300,000 USD" in damaged.verdicts["reason"][0]
