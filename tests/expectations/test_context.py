"""Great Expectations as the judge: what it names, and what happens when it fails itself."""

import subprocess
import sys

import great_expectations as gx
import great_expectations.expectations as gxe
import polars as pl
import pytest
from great_expectations.execution_engine import PandasExecutionEngine

from expectations.batch import JudgeFaultError
from expectations.context import error, validate
from expectations.gate import judge
from transforms.errors import TieoutError

FRAME = pl.DataFrame({"name": ["a", "b", "a"], "amount": [1.0, None, 3.0]})


def suite(*expectations: gxe.Expectation) -> gx.ExpectationSuite:
    return gx.ExpectationSuite(name="made", expectations=list(expectations))


def words(code: str = "code") -> dict[str, object]:
    return error(code, "what it demands")


def test_failing_rows_are_named_by_their_number():
    (outcome,) = validate(suite(gxe.ExpectColumnValuesToNotBeNull(column="amount", **words())), FRAME)
    assert (outcome.success, outcome.rows, outcome.code) == (False, (1,), "code")


def test_outcomes_come_in_the_order_of_the_suite():
    mixed = suite(
        gxe.ExpectColumnValuesToBeInSet(column="name", value_set=["a"], **words("first")),
        gxe.ExpectColumnValuesToBeBetween(column="amount", max_value=2, **words("second")),
        gxe.ExpectColumnValuesToNotBeNull(column="name", **words("third")),
    )
    outcomes = validate(mixed, FRAME)
    assert [(one.code, one.rows) for one in outcomes] == [("first", (1,)), ("second", (2,)), ("third", ())]


def test_frames_judged_one_after_the_other_are_not_mixed_up():
    demands = suite(gxe.ExpectColumnValuesToNotBeNull(column="amount", **words()))
    assert validate(demands, FRAME)[0].rows == (1,)
    assert validate(demands, FRAME.drop_nulls())[0].rows == ()


def test_an_exception_inside_is_a_fault_of_ours_and_not_bad_data():
    with pytest.raises(JudgeFaultError, match="the data was not judged"):
        validate(suite(gxe.ExpectColumnValuesToNotBeNull(column="absent", **words())), FRAME)


def test_an_exception_in_one_metric_stops_the_judgement_of_the_batch(good, monkeypatch, made):
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("in a metric")

    monkeypatch.setattr(PandasExecutionEngine, "get_domain_records", fail)
    with pytest.raises(JudgeFaultError):
        judge(made.break_footing(good), "run")


def test_a_failure_that_names_no_rows_is_a_fault_of_ours():
    with pytest.raises(JudgeFaultError, match="does not name the failing rows"):
        validate(suite(gxe.ExpectTableRowCountToBeBetween(min_value=9, **words())), FRAME)


def test_a_fault_of_the_judge_means_could_not_finish():
    assert issubclass(JudgeFaultError, TieoutError)
    assert (JudgeFaultError.exit_code, JudgeFaultError.retriable) == (3, False)


def test_neither_gate_nor_report_import_great_expectations_before_there_is_something_to_judge():
    program = "import sys, expectations.gate, expectations.report; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split()
    assert not {"great_expectations", "pandas", "duckdb", "prefect"} & set(loaded)
