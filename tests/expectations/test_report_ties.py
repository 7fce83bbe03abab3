"""What the report says of a broken tie, in words."""

from decimal import Decimal

import pytest

from expectations.report.ties import by_kind, number_ties, say, worst_first


def operand(statement, printed, **other):
    place = {"line_number": 5, "table_index": 0, "row_index": 1}
    return {"statement": statement, "printed": printed, "scale": 1000, "unit": "USD", **place, **other}


def tie(kind, left, right, tolerance=0, note=None, unit="USD"):
    sides = (Decimal(left), Decimal(right))
    return {
        "kind": kind, "unit": unit, "left_value": sides[0], "right_value": sides[1], "residual": sides[0] - sides[1],
        "tolerance": Decimal(tolerance), "note": note,
    }  # fmt: skip


SAID = [
    (
        tie("footing", 159_000, 150_000, 1500),
        (operand("balance_sheet", "159"), operand("balance_sheet", "100"), operand("balance_sheet", "50")),
        "components sum to 150; the balance sheet prints 159; off by 9 thousand USD where 1.5 is allowed.",
    ),
    (
        tie(
            "cross_statement",
            8_917_000,
            8_913_000,
            note="the issuer disagrees with itself: 8,917 in line 266, 8,913 in line 116, and both foot",
        ),
        (operand("cash_flow", "8,917"), operand("operations", "8,913")),
        (
            "the statement of operations prints 8,913; the cash flow prints 8,917; off by 4 thousand USD; "
            "both statements foot, so the issuer disagrees with itself."
        ),
    ),
    (
        tie("cross_statement", 26_959_000, 29_959_000),
        (operand("operations", "26,959"), operand("operations", "29,959", line_number=9)),
        (
            "line 9 of the statement of operations prints 29,959; line 5 of the statement of operations prints 26,959; "
            "off by 3,000 thousand USD."
        ),
    ),
    (
        tie("sign_expectation", -610_000, 0),
        (operand("operations_footnote_1", "(610)"),),
        "footnote 1 of the statement of operations prints (610), where no negative amount is expected.",
    ),
    (
        tie("prose_vs_table", 13_100_000, 3_257_000, 50_500),
        (operand("narrative", "13.1", scale=10**6), operand("operations", "3,257")),
        (
            "the statement of operations prints 3,257,000; the prose prints 13,100,000; off by 9,843,000 USD where "
            "50,500 is allowed."
        ),
    ),
    (
        tie("eps_x_shares", "0.31", "0.298035", "0.005006", unit="USD/share"),
        (operand("operations", "0.31", scale=1, unit="USD/share"), operand("operations", "1")),
        "reported is 0.31; computed is 0.298035; off by 0.011965 USD/share where 0.005006 is allowed.",
    ),
]


@pytest.mark.parametrize(("broken", "operands", "words"), SAID, ids=[broken["kind"] for broken, _, _ in SAID])
def test_a_broken_tie_is_told_with_the_numbers_as_they_are_printed(broken, operands, words):
    assert say(broken, operands) == words


def test_the_broken_come_before_the_suspicious_and_errors_before_warnings(good, made):
    frames = made.break_footing(good, severity="warning")
    frames = made.change(frames, "tie", frames.tie["tie_id"] == frames.tie["tie_id"][1], suspicious=True)
    ties = number_ties(frames.tie, frames.fact.to_dicts())
    assert [one.state for one in worst_first(ties)] == ["broken", "doubt"]


def test_what_is_said_of_several_periods_is_one_relation(good):
    (kind,) = by_kind(number_ties(good.tie, good.fact.to_dicts()))
    assert (kind.name, kind.ties, kind.held) == ("Footing", 2, 2)
    (relation,) = kind.relations
    assert [(one.period, one.left, one.right, one.outcome) for one in relation.ties] == [
        ("31 Dec 2002", "120,000", "", "holds exactly"), ("30 Jun 2003", "150,000", "", "holds exactly"),
    ]  # fmt: skip
