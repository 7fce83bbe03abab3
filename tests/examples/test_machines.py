"""What the report tells machines: quality.json after its schema, and broken ties as SARIF 2.1.0."""

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from flows.settings import Settings
from flows.site import write_site
from warehouse.connect import query

SCHEMA = json.loads((Path(__file__).parents[2] / "docs" / "quality.schema.json").read_text(encoding="utf-8"))
LEVELS = {"error", "warning"}


def check_quality(document) -> None:
    Draft202012Validator.check_schema(SCHEMA)
    errors = Draft202012Validator(SCHEMA, format_checker=FormatChecker()).iter_errors(document)
    assert [f"{error.json_path}: {error.message}" for error in errors] == []


def check_sarif(log) -> list[dict]:
    """What SARIF 2.1.0 demands of the parts that are used, and every index leads where it should."""
    assert set(log) == {"version", "runs"}
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert driver["name"] == "tieout"
    rules = [rule["id"] for rule in driver["rules"]]
    assert len(set(rules)) == len(rules)
    assert run["columnKind"] in {"utf16CodeUnits", "unicodeCodePoints"}
    for invocation in run["invocations"]:
        assert isinstance(invocation["executionSuccessful"], bool)
    for result in run["results"]:
        assert rules[result["ruleIndex"]] == result["ruleId"]
        assert result["level"] in LEVELS
        assert result["message"]["text"]
        assert all(isinstance(value, str) for value in result["partialFingerprints"].values())
        assert len(result["locations"]) == 1
        for one in (*result["locations"], *result["relatedLocations"]):
            file = one["physicalLocation"]["artifactLocation"]
            assert run["artifacts"][file["index"]]["location"]["uri"] == file["uri"]
            region = one["physicalLocation"].get("region", {"startLine": 1})
            assert region["startLine"] >= 1
            assert 1 <= region.get("startColumn", 1) < region.get("endColumn", 2)
        related = [one["id"] for one in result["relatedLocations"]]
        assert related == list(range(1, len(related) + 1))
    return run["results"]


@pytest.fixture(scope="module")
def written(loaded) -> tuple[Settings, Path]:
    """The examples' report."""
    settings, _ = loaded
    return settings, write_site(settings).parent


def test_quality_of_the_examples_follows_its_schema_and_says_what_the_warehouse_says(written):
    settings, folder = written
    document = json.loads((folder / "quality.json").read_text())
    check_quality(document)
    totals = query(settings.warehouse_path, "SELECT count(*), sum(facts), sum(broken_errors) FROM mart.quality").row(0)
    assert (len(document["releases"]), document["totals"]["facts"], document["totals"]["broken_errors"]) == totals
    judged = query(settings.warehouse_path, "SELECT DISTINCT suite, position FROM mart.expectation").height
    assert sum(len(suite["expectations"]) for suite in document["suites"]) == judged
    held = {release["company"]: release for release in document["releases"] if release["status"] == "quarantined"}
    waiting = held["Juniper Networks, Inc."]
    assert len(held) == 2
    (error,) = (tie for tie in waiting["broken_ties"] if tie["severity"] == "error")
    assert (error["left_value"], error["right_value"], error["residual"]) == ("2980300000", "2935300000", "45000000")
    assert (folder / waiting["page"]).is_file()
    assert all(f'id="{fact["fact_id"]}"' in (folder / waiting["page"]).read_text() for fact in error["facts"])


def test_sarif_of_the_examples_marks_each_broken_tie_at_its_line(written):
    _, folder = written
    results = check_sarif(json.loads((folder / "ties.sarif").read_text()))
    errors = [(result["locations"][0]["physicalLocation"], result) for result in results if result["level"] == "error"]
    files = [place["artifactLocation"]["uri"] for place, _ in errors]
    assert sorted(files) == ["calderwick_2004q2.txt", "calderwick_2004q2.txt", "juniper_2003q2_damaged.txt"]
    place, error = errors[files.index("juniper_2003q2_damaged.txt")]
    assert place["region"]["startLine"] == 55
    lines = (Path(__file__).parents[2] / "examples" / "juniper_2003q2_damaged.txt").read_text().splitlines()
    region = place["region"]
    assert lines[54][region["startColumn"] - 1 : region["endColumn"] - 1] == "2,980,300"
    assert len(error["relatedLocations"]) == 5
    assert "off by 45,000 thousand USD" in error["message"]["text"]


def test_a_run_has_files_of_its_own_and_the_newest_is_at_the_top(written):
    _, folder = written
    for top, name in (("quality.json", "*.quality.json"), ("ties.sarif", "*.sarif")):
        (own,) = (folder / "run").glob(name)
        assert own.read_text() == (folder / top).read_text()
