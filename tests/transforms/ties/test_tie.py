"""How a tie is weighed: every printed value stands for the closed interval of half a unit around it."""

from decimal import ROUND_HALF_EVEN, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.printed import MICRO, printed
from transforms.ties.tie import AS_GROWTH, at_least, linear, not_evaluable, quotient

true_values = st.decimals(min_value=-(10**9), max_value=10**9, places=2)


def rounded(value: Decimal, decimals: int) -> str:
    return str(value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN).quantize(Decimal("0.01")))


@given(st.lists(true_values, min_size=2, max_size=12))
def test_a_true_sum_is_never_violated_by_rounding(values):
    """The bound for n summands of one unit is (n + 1) / 2 units (XBRL Calculations 1.1)."""
    parts = [printed(rounded(value, -3), -3) for value in values]
    tie = linear("footing", "error", [(printed(rounded(sum(values), -3), -3), 1)], [(part, 1) for part in parts])
    assert tie.outcome in ("exact", "within_rounding")
    assert tie.tolerance == (len(values) + 1) * 500 * MICRO


@given(st.lists(true_values, min_size=2, max_size=12), st.integers(1, 10**6))
def test_what_exceeds_the_bound_by_a_unit_is_violated(values, beyond):
    parts = [printed(rounded(value, -3), -3) for value in values]
    total = sum(part.amount for part in parts) // MICRO + (len(values) + 1) * 500 + beyond
    assert (
        linear("footing", "error", [(printed(str(total), -3), 1)], [(part, 1) for part in parts]).outcome == "violated"
    )


@pytest.mark.parametrize(
    ("one", "other", "outcome"),
    [
        (("165100000", -5), ("165103000", -3), "within_rounding"),
        (("165200000", -5), ("165103000", -3), "violated"),
        (("165103000", -3), ("165103000", -3), "exact"),
        (("165104000", -3), ("165103000", -3), "violated"),
        (("0.03", 2), ("0.04", 2), "violated"),
    ],
)
def test_two_plain_values_meet_as_intervals_and_of_the_same_decimals_must_be_equal(one, other, outcome):
    tie = linear("duplicate", "error", [(printed(*one), 1)], [(printed(*other), 1)])
    assert tie.outcome == outcome


@given(
    income=st.decimals(-(10**9), 10**9, places=0),
    shares=st.decimals(10**6, 10**9, places=0),
    places=st.integers(2, 3),
    decimals=st.sampled_from([0, -3]),
)
def test_true_earnings_per_share_are_never_violated_by_rounding(income, shares, places, decimals):
    eps = printed(
        str((income / shares).quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)), places, unit="USD/share"
    )
    over, under = (
        printed(rounded(income, decimals), decimals),
        printed(rounded(shares, decimals), decimals, unit="shares"),
    )
    tie = quotient("eps_x_shares", "error", eps, over, under)
    assert tie is not None
    assert tie.outcome != "violated"


@given(st.integers(10**6, 10**9), st.integers(10**6, 10**9))
def test_true_growth_is_never_violated_by_rounding(now, then):
    percent = Decimal(100 * (now - then)) / then
    stated = printed(str(percent.quantize(Decimal(1), ROUND_HALF_EVEN)), 0, unit="percent")
    over, under = (printed(rounded(Decimal(value), -3), -3) for value in (now, then))
    tie = quotient("growth_percent", "error", stated, over, under, way=AS_GROWTH)
    assert tie is not None
    assert tie.outcome != "violated"


@pytest.mark.parametrize(("eps", "outcome"), [("0.02", "violated"), ("0.03", "within_rounding"), ("0.04", "violated")])
def test_a_cent_off_is_found_in_earnings_per_share(eps, outcome):
    income, shares = printed("13578000", -3), printed("399542000", -3, unit="shares")
    assert quotient("eps_x_shares", "error", printed(eps, 2), income, shares).outcome == outcome


@pytest.mark.parametrize("shares", ["0", "-5000"])
def test_nothing_is_divided_by_nothing(shares):
    assert quotient("eps", "error", printed("0.03", 2), printed("13578000", -3), printed(shares, -3)) is None


def test_an_order_has_no_tolerance():
    high, low = printed("399542000", -3), printed("379032000", -3)
    assert at_least("order", "error", [(high, 1)], [(low, 1)]).outcome == "exact"
    assert at_least("order", "error", [(low, 1)], [(high, 1)]).outcome == "violated"
    assert at_least("order", "error", [(high, 1)], [(high, 1)]).outcome == "exact"


def test_what_cannot_be_weighed_says_why_and_is_information():
    tie = not_evaluable("prose_vs_table", [printed("1", 0)], "no table prints it")
    assert (tie.outcome, tie.severity, tie.left, tie.note) == ("not_evaluable", "info", None, "no table prints it")


def test_weights_and_facts_give_the_residual():
    total, one, other = (printed(value, -3) for value in ("70000", "120000", "50000"))
    tie = linear("footing", "error", [(total, 1)], [(one, 1), (other, -1)])
    assert (tie.facts, tie.weights) == ((total, one, other), (1, -1, 1))
    residual = sum(weight * fact.amount for weight, fact in zip(tie.weights, tie.facts, strict=True))
    assert tie.left - tie.right == residual == 0


def test_a_tie_is_known_by_its_kind_and_operands():
    total, one, other = (printed(value, -3) for value in ("70000", "120000", "50000"))
    ids = [
        linear(kind, "error", [(total, 1)], [(one, 1), (other, weight)]).id for kind in ("a", "b") for weight in (1, -1)
    ]
    assert len(set(ids)) == 4
    assert linear("a", "warning", [(total, 1)], [(one, 1), (other, 1)], note="again").id == ids[0]
