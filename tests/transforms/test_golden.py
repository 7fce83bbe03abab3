"""Every fact of the made-up example, one a line: what a change of the parser changes is a diff to read."""

from pathlib import Path

import polars as pl
import pytest

from support.examples import MADE_UP, example
from transforms.release import transform_release

FOLDER = Path(__file__).parents[1] / "golden"
LOST = ("reading", "release_id", "fact_id", "table_index", "row_index", "cell_index", "document", "flagged")
"""What says nothing of the fact itself, or changes with every edit of the example's prose."""


@pytest.mark.parametrize("name", [MADE_UP])
def test_the_facts_of_an_example_are_as_in_its_golden(name, catalog, request):
    facts = transform_release(example(name), catalog).fact.drop(LOST)
    today = facts.sort("line_number", "char_start").write_csv(line_terminator="\n")
    path = (FOLDER / name).with_suffix(".csv")
    if request.config.getoption("update_golden"):
        path.write_text(today)
    assert path.exists(), f"no tests/golden/{path.name}: run pytest --update-golden and read the file"
    kept = path.read_text()
    changed = pl.Series(sorted(set(kept.splitlines()) ^ set(today.splitlines())))
    assert changed.to_list() == []
    assert kept == today
