"""The made-up company's series, through ``mart`` alone: each equals what its own books say."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from support.company import Record, filed_on, known_at, published, told, truth
from warehouse.check import disagreements
from warehouse.connect import open_reader

pytestmark = pytest.mark.slow
CIK = "0009990043"
NAMES = [record["file"] for record in published()]
State = tuple[str, str]
"""Origin and value of a quarter."""
MIXED = ("derived", "mixed")


class Mart(NamedTuple):
    """A warehouse with the company in it; ``line_of`` says which of its lines each series follows."""

    path: Path
    line_of: dict[str, str]

    def ask(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Rows whose first column is a line of the books; ``sql`` has the series there, and the company first."""
        with open_reader(self.path) as reader:
            rows = reader.execute(sql, [CIK, *values]).fetchall()
        return [(self.line_of[series], *map(told, rest)) for series, *rest in rows]


@pytest.fixture(scope="module")
def mart(loaded) -> Mart:
    path = loaded[0].warehouse_path
    lines: dict[str, set[str]] = defaultdict(set)
    for series, line in printed_lines(path):
        lines[series].add(line)
    assert {series: found for series, found in lines.items() if len(found) > 1} == {}, "two lines in one series"
    return Mart(path, {series: found.pop() for series, found in lines.items()})


def printed_lines(path: Path) -> set[tuple[str, str]]:
    """Each series with the lines of the books whose printed values stand in it, statement by statement."""
    place = ("file", "statement", "section", "label", "unit")
    lines = {tuple(cell[key] for key in place): cell["line"] for cell in values_printed()}
    sql = """
        SELECT DISTINCT o.series_id, g.file_name, f.statement, f.section, f.label, f.unit
        FROM mart.observation AS o
        JOIN mart.fact AS f USING (fact_id)
        JOIN mart.filing AS g ON g.release_id = f.release_id
        WHERE o.cik = ? AND f.statement = o.statement
    """
    with open_reader(path) as reader:
        return {(series, lines[tuple(found)]) for series, *found in reader.execute(sql, [CIK]).fetchall()}


def values_printed() -> list[Record]:
    """Every value that a published release tells, its repeats of what older ones said too."""
    return [cell for cell in truth("cells") if cell["role"] == "value" and cell["file"] in NAMES]


def test_the_tables_of_its_warehouse_agree_with_one_another(mart):
    """Cash opens the cash flow and stands on the balance sheet: held against its earlier prints once."""
    assert disagreements(mart.path) == []


def test_each_line_is_one_series_through_all_releases_whatever_they_call_it(mart):
    """Where one release prints a line twice in one statement, its further print has a series too, beside the first."""
    with open_reader(mart.path) as reader:
        same = dict(reader.execute("SELECT series_id, same_as FROM mart.series WHERE cik = ?", [CIK]).fetchall())
    stands = [line for series, line in mart.line_of.items() if mart.line_of.get(same[series]) != line]
    assert sorted(stands) == sorted({cell["line"] for cell in values_printed()})


def test_a_renamed_line_is_called_as_the_newest_release_calls_it(mart):
    called = dict(mart.ask("SELECT series_id, label FROM mart.series WHERE cik = ?"))
    assert called["operations.selling"] == "Selling and marketing expenses"
    assert called["operations.service"] == "Aftermarket parts and service"
    assert called["operations.net"] == "Net income (loss)"


def test_every_vintage_is_kept_and_was_known_when_its_release_was(mart):
    moments = {record["file"]: told(known_at(record)) for record in published()}
    expected = {
        (cell["line"], cell["period_start"], cell["period_end"], cell["value"], moments[cell["file"]])
        for cell in values_printed()
        if cell["member"] != "As previously reported"
    }
    sql = """
        SELECT o.series_id, o.period_start, o.period_end, o.value, o.known_at
        FROM mart.observation AS o
        JOIN mart.fact AS f USING (fact_id)
        WHERE o.cik = ? AND o.stands AND o.statement = f.statement
    """
    assert set(mart.ask(sql)) == expected


def test_every_restatement_is_found_with_its_kind_and_nothing_else_is(mart):
    keys = ("line", "period_start", "period_end", "older_value", "newer_value", "older_file", "newer_file", "kind")
    sql = """
        SELECT
            r.series_id, r.period_start, r.period_end, r.first_value, r.latest_value, a.file_name, b.file_name, r.kind
        FROM mart.restatement AS r
        JOIN mart.filing AS a ON a.release_id = r.first_release_id
        JOIN mart.filing AS b ON b.release_id = r.latest_release_id
        WHERE r.cik = ?
    """
    assert sorted(mart.ask(sql)) == sorted(tuple(record[key] for key in keys) for record in truth("restatements"))


def test_a_split_of_shares_is_noted(mart):
    split = {record["line"] for record in truth("restatements") if record["cause"] == "split"}
    noted = mart.ask("SELECT series_id, note FROM mart.restatement WHERE cik = ? AND note LIKE '%split%'")
    assert {line for line, _ in noted} >= split
    assert {note for _, note in noted} == {"as by a split of shares, 2 for 1"}


def states(newest: str) -> dict[tuple[str, str, str], State]:
    """What the books say of every quarter once ``newest`` is published; a hole has no state."""
    found = {}
    for record in truth("quarters"):
        if NAMES.index(record["since"]) <= NAMES.index(newest) and record["origin"] != "missing":
            key = (record["line"], record["period_start"], record["period_end"])
            found[key] = MIXED if record["mixed"] == "true" else (record["origin"], record["value"])
    return found


def settled(found: list[tuple[str, ...]], expected: dict[tuple[str, str, str], State]) -> dict[tuple[str, ...], State]:
    """Quarters found, without those that follow from prints which do not go together."""
    quarters = {(line, start, end): (origin, value) for line, start, end, origin, value in found}
    return {key: state for key, state in quarters.items() if expected.get(key) != MIXED}


QUARTERS = "SELECT series_id, period_start, period_end, origin, value"


def test_every_quarter_is_reported_derived_or_missing_as_the_books_say(mart):
    expected = states(NAMES[-1])
    assert MIXED not in expected.values()
    found = mart.ask(f"{QUARTERS} FROM mart.quarter WHERE cik = ?")
    assert settled(found, expected) == expected
    origins = [origin for origin, _ in expected.values()]
    counts = {origin: origins.count(origin) for origin in set(origins)}
    assert counts == {"reported": 427, "derived": 243, "not_derivable": 14}


def days() -> list[tuple[date, str | None]]:
    """The day of each release and the day before, with the newest release known at its end."""
    before = [None, *NAMES[:-1]]
    return [
        pair
        for record, older in zip(published(), before, strict=True)
        for pair in ((filed_on(record) - timedelta(days=1), older), (filed_on(record), record["file"]))
    ]


@pytest.mark.parametrize(("day", "newest"), days())
def test_quarters_as_of_a_day_are_those_of_the_releases_until_then(mart, day, newest):
    expected = states(newest) if newest else {}
    found = mart.ask(f"{QUARTERS} FROM mart.quarter_as_of(CAST($2 AS DATE)) WHERE cik = $1", day)
    assert settled(found, expected) == {key: state for key, state in expected.items() if state != MIXED}


def test_twelve_months_are_the_sum_of_four_quarters_wherever_they_can_be_had(mart):
    mixed = {(record["line"], record["period_end"]) for record in truth("twelve_months") if record["mixed"] == "true"}
    expected = {
        (record["line"], record["period_start"], record["period_end"], record["value"])
        for record in truth("twelve_months")
        if record["mixed"] == "false"
    }
    found = mart.ask(
        "SELECT series_id, period_start, period_end, value FROM mart.ttm WHERE cik = ? AND value IS NOT NULL"
    )
    assert {row for row in found if (row[0], row[2]) not in mixed} == expected


@pytest.mark.parametrize("newest", ["calderwick_2005q4.htm", "calderwick_2006q1.htm"])
def test_a_quarter_is_never_one_that_was_not_told_at_any_time(mart, newest):
    """Six months as first told less a quarter as restated: nobody ever knew such a quarter."""
    told = {
        (record["line"], record["period_end"]): record["told"].split("|")
        for record in truth("quarters")
        if record["mixed"] == "true" and record["since"] == newest
    }
    sql = "SELECT series_id, period_end, value FROM mart.quarter_as_of(CAST($2 AS DATE)) WHERE cik = $1 AND value <> 0"
    day = next(filed_on(record) for record in published() if record["file"] == newest)
    found = {(line, end): value for line, end, value in mart.ask(sql, day) if (line, end) in told}
    assert told
    assert {key: value for key, value in found.items() if value not in told[key]} == {}


def test_twelve_months_are_never_a_sum_that_was_not_told_at_any_time(mart):
    """Of research, some quarters are told with the laboratories' buildings and some without."""
    told = {
        (record["line"], record["period_end"]): record["told"].split("|")
        for record in truth("twelve_months")
        if record["mixed"] == "true"
    }
    found = mart.ask("SELECT series_id, period_end, value FROM mart.ttm WHERE cik = ? AND value IS NOT NULL")
    assert len(told) == 4
    assert {(line, end): value for line, end, value in found if value not in told.get((line, end), [value])} == {}


def test_growth_compares_a_quarter_of_fourteen_weeks_with_those_a_year_apart(mart):
    value = {
        end: Decimal(state[1]) for (line, _, end), state in states(NAMES[-1]).items() if line == "operations.sales"
    }
    ends = sorted(value)
    expected = {end: 100 * (value[end] / value[before] - 1) for before, end in zip(ends, ends[4:], strict=False)}
    sql = "SELECT series_id, period_end, year_over_year FROM mart.growth WHERE cik = ? AND year_over_year IS NOT NULL"
    found = {end: float(growth) for line, end, growth in mart.ask(sql) if line == "operations.sales"}
    assert found == pytest.approx({end: float(growth) for end, growth in expected.items()})
    assert len(found) == 10


def test_what_waits_names_the_total_that_was_mistyped(mart):
    with open_reader(mart.path) as reader:
        sql = "SELECT codes, reasons FROM mart.quarantine JOIN mart.filing USING (release_id) WHERE file_name = ?"
        ((codes, reasons),) = reader.execute(sql, ["calderwick_2004q2.txt"]).fetchall()
    assert set(codes) == {"tie_broken"}
    assert "Total cost of sales = Products + Service" in " ".join(reasons)
