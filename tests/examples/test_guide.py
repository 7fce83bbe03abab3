"""The guide's questions are short, and each has an answer."""

import os
import re
from pathlib import Path

import polars as pl
import pytest

from flows.run import run_ingest
from flows.settings import Settings
from transforms.model import Identity
from warehouse.connect import query

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "guide" / "series.md").read_text(encoding="utf-8")
QUESTIONS = dict(re.findall(r"## ([^\n]+)\n(?:(?!\n## ).)*?```sql\n(.*?)```", GUIDE, re.DOTALL))
LONGEST = 9
ALL = 13


@pytest.fixture(scope="module")
def mart(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A warehouse with the made-up company and the other examples; the release with a typing error waits."""
    for name in [name for name in os.environ if name.startswith("TIEOUT_")]:
        del os.environ[name]
    settings = Settings(home=tmp_path_factory.mktemp("guide"))
    run_ingest([str(ROOT / "examples" / "calderwick"), str(ROOT / "examples" / "*.txt")], Identity(), settings)
    return settings.warehouse_path


def test_there_is_a_question_for_everything_that_is_asked():
    assert len(QUESTIONS) == ALL


@pytest.mark.slow
@pytest.mark.parametrize("question", QUESTIONS)
def test_each_question_is_one_short_query_with_an_answer(mart, question):
    text = QUESTIONS[question]
    assert text.count("\n") <= LONGEST
    answer = query(mart, text)
    assert answer.height


@pytest.mark.slow
def test_the_quarter_whose_release_is_missing_is_derived_and_what_is_known_later_is_not_told(mart):
    quarters = query(mart, QUESTIONS["Discrete quarters"])
    (missing,) = quarters.filter(pl.col("period_end").cast(pl.String()) == "2005-07-02").iter_rows(named=True)
    assert (missing["origin"], missing["value"]) == ("derived", 41_458_000)
    known = query(mart, QUESTIONS["What was known on a day"])["known_at"].max()
    assert str(known) < "2005-12-02"


@pytest.mark.slow
def test_companies_side_by_side_stand_once_each(mart):
    """Juniper prints its revenues in the adjusted statement too, which is another series of the same concept."""
    companies = query(mart, QUESTIONS["A cross-section of companies"])["company"].to_list()
    assert sorted(companies) == ["Calderwick Controls, Inc.", "Juniper Networks, Inc.", "Orrinvale Instruments, Inc."]
