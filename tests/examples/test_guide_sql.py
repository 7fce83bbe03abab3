"""What the guide for other tools shows works as it stands there."""

import re
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from flows.commands.export import export
from warehouse.connect import query

GUIDE = (Path(__file__).parents[2] / "docs" / "guide" / "sql.md").read_text(encoding="utf-8")
PYTHON = re.findall(r"```python\n(.*?)```", GUIDE, re.DOTALL)
SQL = re.findall(r"```sql\n(.*?)```", GUIDE, re.DOTALL)
EXPORT = re.compile(r"^\$ tieout export --out (\S+)(.*)$", re.MULTILINE)

pytestmark = pytest.mark.slow


@pytest.fixture
def told(loaded, tmp_path, monkeypatch):
    """Every Python snippet, run in its order beside the exports that the guide makes before."""
    settings, _ = loaded
    monkeypatch.setenv("TIEOUT_HOME", str(settings.home))
    monkeypatch.chdir(tmp_path)
    for folder, options in EXPORT.findall(GUIDE):
        forms = re.findall(r"--format (\S+)", options)
        export(Path(folder), *(forms or ["parquet"]), re.findall(r"--company (\S+)", options), settings)
    names: dict[str, object] = {}
    for snippet in PYTHON:
        exec(snippet, names)  # noqa: S102 - the guide's own lines
    return names


def test_the_snippets_of_the_guide_give_the_same_numbers_by_every_way(loaded, told):
    path = loaded[0].warehouse_path
    known = query(path, "FROM mart.quarter")
    revenue = query(path, "FROM mart.quarter WHERE concept = 'us-gaap:Revenues' AND leads")
    assert told["exact"].equals(revenue)
    assert told["rounded"]["value"].dropna().map(Decimal).to_list() == revenue["value"].drop_nulls().to_list()
    assert told["frame"]["value"].dropna().to_list() == revenue["value"].drop_nulls().to_list()
    assert told["by_quarter"].shape == (revenue["period_end"].n_unique(), 3)
    in_utc = pl.col("known_at").dt.convert_time_zone("UTC")
    order = ["entity_id", "series_id", "period_end", "period_start"]
    assert_frame_equal(told["quarters"].with_columns(in_utc).sort(order), known.sort(order))
    assert told["goodwill"]["value"].sort().to_list() == [Decimal(983_397_000), Decimal(987_661_000)]
    assert told["observations"].height == known_of(path, "observation")
    assert "Total net sales" in set(told["shown"]["line"])
    assert told["revenues"]["2003-04-01T00:00:00/2003-07-01T00:00:00"] == "165103000.0"


def known_of(path, view):
    return query(path, f"SELECT count(*) FROM mart.{view} WHERE entity_id = '0009990043'").item()


@pytest.mark.parametrize("text", SQL)
def test_the_queries_of_the_guide_have_answers(loaded, text):
    assert query(loaded[0].warehouse_path, text).height > 2


def test_a_day_s_quarters_are_those_that_no_later_release_told(loaded):
    answer = query(loaded[0].warehouse_path, SQL[1])
    assert str(answer["period_end"].max()) == "2005-04-02"
