"""Arelle loads and validates every exported report, offline, and understands the facts that the warehouse holds."""

import json
from decimal import Decimal
from pathlib import Path

import pytest

from flows.commands.export import export
from flows.run import run_ingest
from flows.settings import Settings
from support import processor
from support.reported import Report
from support.shared import SHARED
from transforms.model import Identity
from warehouse.connect import query

pytestmark = pytest.mark.acceptance
REAL = (
    "seed/juniper_2003q2.txt",
    "corpus/html/bank_pnc_2021-06-30_q22021financialhighlightsa.htm",
    "corpus/html/saia_2020-03-31_0001564590-20-019431.html",
    "corpus/html/antero_resources_2020-03-31_0001104659-20-053563.html",
    "corpus/html/fullsub_sap_se_2014-09-30_0001193125-14-376813.txt",
)


@pytest.fixture(scope="module", params=["examples", "real"])
def exported(request, tmp_path_factory) -> tuple[Path, list[Report]]:
    """The warehouse, and the reports made of it: of the examples, or of real releases where they are at hand."""
    home = tmp_path_factory.mktemp(request.param)
    if request.param == "real" and not SHARED.exists():
        pytest.skip("../shared is absent: this test reads real releases from a folder beside the project")
    settings = request.getfixturevalue("loaded")[0] if request.param == "examples" else Settings(home=home)
    if request.param == "real":
        run_ingest([str(SHARED / name) for name in REAL], Identity(), settings)
    assert export(home / "out", "xbrl-json", [], settings) == 0
    return settings.warehouse_path, [Report(path) for path in sorted((home / "out").glob("*/*.json"))]


@pytest.fixture(scope="module")
def understood(exported, tmp_path_factory):
    """What Arelle says of the reports."""
    return processor.read([report.path for report in exported[1]], tmp_path_factory.mktemp("arelle"))


def test_arelle_has_no_error_and_no_warning(exported, understood):
    assert [line for level, line in understood["log"] if level != "info"] == []
    assert sum("validated in" in line for _, line in understood["log"]) == len(exported[1])


def test_arelle_understands_the_facts_of_the_warehouse(exported, understood):
    known = query(
        exported[0],
        """SELECT release_id[:12] AS release, fact_id, concept, concept_value, is_nil, decimals, period_start,
            CAST(period_end + 1 AS DATE) AS day_after, unit, label, cik
        FROM mart.fact""",
    )
    told = {
        (Path(name).stem[-12:], fact_id.removeprefix("f-")): fact
        for name, facts in understood["reports"].items()
        for fact_id, fact in facts.items()
    }
    assert len(told) == known.height > 2000
    for row in known.iter_rows(named=True):
        fact = told[row["release"], row["fact_id"]]
        assert (fact["value"] and Decimal(fact["value"])) == row["concept_value"]
        assert fact["decimals"] == (None if row["is_nil"] else str(row["decimals"]))
        assert fact["concept"] == row["concept"]
        assert fact["start"] == (row["period_start"] and f"{row['period_start']}T00:00:00")
        assert fact["end"] == f"{row['day_after']}T00:00:00"
        assert fact["dimensions"].get("tieout:label", "") == row["label"]
        assert row["cik"] is None or fact["entity"] == ["http://www.sec.gov/CIK", row["cik"]]
        assert row["unit"] not in {"USD", "EUR"} or fact["unit"] == [[f"iso4217:{row['unit']}"], []]


def test_arelle_is_heard_when_a_report_is_wrong(exported, tmp_path):
    report = exported[1][0]
    document = json.loads(report.path.read_text(encoding="utf-8"))
    (name,) = document["documentInfo"]["taxonomy"]
    (tmp_path / name).write_bytes(report.path.with_name(name).read_bytes())
    next(iter(document["facts"].values()))["dimensions"]["unit"] = "xbrli:shares"
    (tmp_path / "wrong.json").write_text(json.dumps(document), encoding="utf-8")
    log = processor.read([tmp_path / "wrong.json"], tmp_path)["log"]
    assert any(level == "error" for level, _ in log)
