"""Real releases as xBRL-JSON: a bank, segments, rates of freight, gas and oil, euros."""

import pytest

from flows.commands.export import export
from flows.run import run_ingest
from flows.settings import Settings
from support.oim import problems
from support.reported import Report, same_rows
from support.shared import SAMPLE, shared
from transforms.model import Identity

RELEASES = (
    SAMPLE,
    "corpus/html/bank_pnc_2021-06-30_q22021financialhighlightsa.htm",
    "corpus/html/saia_2020-03-31_0001564590-20-019431.html",
    "corpus/html/antero_resources_2020-03-31_0001104659-20-053563.html",
    "corpus/html/fullsub_sap_se_2014-09-30_0001193125-14-376813.txt",
)

pytestmark = pytest.mark.slow


def test_reports_of_real_releases_read_back_to_the_same_rows_and_keep_the_rules_of_the_model(tmp_path):
    settings = Settings(home=tmp_path / "home")
    run_ingest([str(shared(name)) for name in RELEASES], Identity(), settings)
    assert export(tmp_path / "out", "xbrl-json", [], settings) == 0
    reports = [Report(path) for path in sorted((tmp_path / "out").glob("*/*.json"))]
    assert len(reports) >= len(RELEASES)
    assert [problem for report in reports for problem in problems(report.path)] == []
    assert same_rows(settings.warehouse_path, reports) > 3_000
    units = {fact["dimensions"].get("unit") for report in reports for fact in report.document["facts"].values()}
    assert {"iso4217:EUR", "iso4217:USD/xbrli:shares", "unit:percent", "unit:shipments/unit:workday"} <= units
