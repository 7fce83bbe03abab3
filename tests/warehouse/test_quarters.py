"""Discrete quarters against the oracle: from the gold table's facts, and from the sample as it is parsed."""

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from support.shared import SAMPLE, read_gold, shared
from transforms.model import Source
from transforms.release import transform_release
from warehouse import schema
from warehouse.catalog import read_catalog
from warehouse.connect import open_reader
from warehouse.publish import publish

DERIVED = """
    SELECT q.fact_ids, q.origin, q.value, q.half_width, q.label, q.basis, q.period_start, q.period_end, q.unit
    FROM mart.quarter AS q
    WHERE q.origin <> 'reported'
"""


@pytest.fixture(scope="module")
def oracle() -> list[tuple[Any, ...]]:
    """What the hand-made table derives, with the gold's own fact ids."""
    return [
        (
            [row["minuend_fact_id"], row["subtrahend_fact_id"]],
            row["status"],
            amount(row["value"]),
            amount(row["half_width"]),
            row["label"],
            row["basis"],
            date.fromisoformat(row["period_start"]),
            date.fromisoformat(row["period_end"]),
            row["unit"],
        )
        for row in read_gold("juniper_2003q2_derived_q1.csv")
    ]


def amount(text: str) -> Decimal | None:
    return Decimal(text) if text else None


def derived(path: Path) -> list[tuple[Any, ...]]:
    with open_reader(path) as reader:
        return reader.execute(DERIVED).fetchall()


def test_derived_quarters_of_the_gold_facts_equal_the_oracle(tmp_path, put, juniper, oracle):
    assert len(oracle) == 123
    put(tmp_path / "w.duckdb", juniper)
    assert sorted(derived(tmp_path / "w.duckdb"), key=str) == sorted(oracle, key=str)


def test_derived_quarters_of_the_sample_as_parsed_equal_the_oracle(tmp_path, run, oracle, deriver):
    path = tmp_path / "w.duckdb"
    frames = transform_release(Source("sample.txt", shared(SAMPLE).read_bytes()), read_catalog())
    verdicts = frames.release.select("reading", verdict=pl.lit("published"), reason=pl.lit(None, pl.String()))
    publish(path, frames, verdicts, schema.REASON.empty(), schema.EXPECTATION_RESULT.empty(), run(), deriver=deriver)
    gold = {
        (int(row["line_number"]), int(row["char_start"])): row["fact_id"] for row in read_gold("juniper_2003q2.csv")
    }
    with open_reader(path) as reader:
        places = reader.execute("SELECT fact_id, line_number, char_start FROM mart.fact").fetchall()
    named = {fact_id: gold[line, start] for fact_id, line, start in places}
    found = [([named[fact_id] for fact_id in row[0]], *row[1:]) for row in derived(path)]
    assert sorted(found, key=str) == sorted(oracle, key=str)
