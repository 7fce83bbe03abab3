"""The made-up company with ten quarters: its releases are what its script writes, and are read as its books say."""

import re
import subprocess
import sys
from collections import Counter

import polars as pl
import pytest

from support.company import RELEASES, SCRIPT, TRUTH, told, truth
from transforms.model import Source
from transforms.release import transform_release
from warehouse.catalog import read_catalog

NAMES = [record["file"] for record in truth("releases")]
IN_TEXT = [name for name in NAMES if "<table" not in (RELEASES / name).read_text()]
HELD = [record["file"] for record in truth("releases") if record["status"] == "quarantined"]
MISTYPED_ORDERS = "calderwick_2004q1.txt"
SAID = (
    "statement", "section", "label", "footnote", "member", "basis", "role", "period_start", "period_end", "weeks",
    "unit", "decimals", "is_nil", "value",
)  # fmt: skip


@pytest.fixture(scope="module")
def company():
    """The frames of every release."""
    catalog = read_catalog()
    return {name: transform_release(Source(name, (RELEASES / name).read_bytes()), catalog) for name in NAMES}


def test_releases_and_truth_are_what_the_script_writes(tmp_path):
    written = {RELEASES: tmp_path / "releases", TRUTH: tmp_path / "truth"}
    subprocess.run([sys.executable, SCRIPT, *written.values()], check=True)
    for kept, new in written.items():
        assert {path.name: path.read_bytes() for path in new.iterdir()} == {
            path.name: path.read_bytes() for path in kept.iterdir() if path.is_file()
        }


def test_nine_of_ten_quarters_are_released_and_about_half_in_plain_text():
    assert len(NAMES) == 9
    assert len(IN_TEXT) == 5


@pytest.mark.parametrize("name", NAMES)
def test_every_printed_value_is_a_fact_in_the_context_that_the_books_gave_it(company, name):
    printed = Counter(tuple(record[key] for key in SAID) for record in truth("cells") if record["file"] == name)
    assert Counter(read(company[name].fact)) == printed
    assert company[name].release["yield"].to_list() == [1.0]


def read(facts: pl.DataFrame) -> list[tuple[str, ...]]:
    """Table facts in the words of the truth."""
    said = facts.filter(origin="table").with_columns(member=pl.col("dimensions").str.json_path_match("$.column"))
    return [tuple(map(told, row)) for row in said.select(SAID).rows()]


@pytest.mark.parametrize("name", NAMES)
def test_every_figure_of_prose_that_restates_a_table_is_a_fact(company, name):
    keys = ("concept", "role", "period_start", "period_end", "unit", "printed", "value")
    said = Counter(tuple(record[key] for key in keys) for record in truth("claims") if record["file"] == name)
    facts = company[name].fact.filter(origin="narrative").select(keys)
    assert Counter(tuple(map(told, row)) for row in facts.rows()) == said


@pytest.mark.parametrize("name", NAMES)
def test_every_tie_holds_but_those_of_the_typing_errors(company, name):
    broken = company[name].tie.filter((pl.col("outcome") == "violated") & (pl.col("severity") != "info"))
    found = broken.select("severity", "kind", "relation").rows()
    if name in HELD:
        assert ("error", "footing", "Total cost of sales = Products + Service") in found
        assert all(relation.startswith("Total cost of sales") for *_, relation in found)
    elif name == MISTYPED_ORDERS:
        assert found == [("warning", "printed_change", "Orders received = growth of Orders received")]
    else:
        assert found == []
    assert company[name].issue.filter(pl.col("level") != "info").is_empty()


def test_two_typing_errors_swap_the_digits_of_a_total_and_of_the_orders_of_a_quarter():
    swapped = {"42072000": "42027000", "32864000": "38264000"}
    cells = [record for record in truth("cells") if record["value"] in swapped]
    assert [(record["file"], record["line"]) for record in cells] == [
        (MISTYPED_ORDERS, "selected_data.orders"),
        (HELD[0], "operations.cost"),
    ]


def test_a_release_is_the_text_alone_a_text_with_a_sidecar_or_a_submission():
    carried = {
        "sidecar": [name for name in NAMES if (RELEASES / f"{name}.json").exists()],
        "submission": [name for name in NAMES if (RELEASES / name).read_text().startswith("<SEC-DOCUMENT>")],
    }
    assert {kind: len(names) for kind, names in carried.items()} == {"sidecar": 4, "submission": 2}


def test_the_script_takes_nothing_from_the_product():
    imported = re.compile(r"^(?:from|import) (?:transforms|warehouse|flows|expectations)", re.MULTILINE)
    assert [path.name for path in SCRIPT.parent.glob("*.py") if imported.search(path.read_text())] == []
