"""``tieout export``: what a person is told, and the exit codes."""

import re

from flows.cli import Exported
from warehouse.export import ExportFormat


def test_the_command_offers_the_formats_that_the_warehouse_writes():
    assert [form.value for form in Exported] == [form.value for form in ExportFormat]


def test_an_export_says_what_it_holds_and_refuses_what_it_cannot_do(tieout, home, inbox, release, tmp_path):
    out = tmp_path / "out"
    ran = tieout("export", "--out", out)
    assert (ran.code, out.exists()) == (2, False)
    assert "no warehouse there" in ran.err

    (inbox / "a.txt").write_text(release)
    assert tieout("ingest", "--direct", inbox).code == 0
    ran = tieout("export", "--out", out, "--format", "xlsx", "--company", "northfield")
    assert ran.code == 0
    assert ran.err.startswith("northfield-instruments-inc")
    assert str(out) in ran.err.splitlines()[-1]
    assert len(list(out.glob("*.xlsx"))) == 1

    ran = tieout("export", "--out", tmp_path / "xbrl", "--format", "xbrl-json")
    assert ran.code == 0
    assert re.match(r"reports: 1, facts: \d+\n", ran.err)
    assert len(list((tmp_path / "xbrl").glob("*/*.xsd"))) == 1

    ran = tieout("export", "--out", out)
    assert ran.code == 2
    assert "is not an empty folder" in ran.err
    ran = tieout("export", "--out", tmp_path / "other", "--company", "Nobody")
    assert ran.code == 2
    assert "'Nobody'" in ran.err
    ran = tieout("export", "--out", inbox / "a.txt" / "below")
    assert ran.code == 3
    assert len(ran.err.splitlines()) == 1
