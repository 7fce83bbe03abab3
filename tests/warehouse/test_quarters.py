"""Discrete quarters, growth and trailing twelve months, against the oracle and by hand."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

from warehouse.connect import open_reader

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold"


def test_derived_quarters_equal_the_oracle(tmp_path, put, juniper):
    put(tmp_path / "w.duckdb", juniper)
    with open_reader(tmp_path / "w.duckdb") as reader:
        found = reader.execute(
            "SELECT fact_ids[1], fact_ids[2], origin, value, half_width, label, basis, period_start, period_end, unit "
            "FROM mart.quarter WHERE origin <> 'reported'"
        ).fetchall()
    with (GOLD / "juniper_2003q2_derived_q1.csv").open(newline="") as handle:
        wanted = [
            (
                row["minuend_fact_id"],
                row["subtrahend_fact_id"],
                row["status"],
                Decimal(row["value"]) if row["value"] else None,
                Decimal(row["half_width"]) if row["half_width"] else None,
                row["label"],
                row["basis"],
                date.fromisoformat(row["period_start"]),
                date.fromisoformat(row["period_end"]),
                row["unit"],
            )
            for row in csv.DictReader(handle)
        ]
    assert len(wanted) == 123
    assert sorted(found, key=str) == sorted(wanted, key=str)
