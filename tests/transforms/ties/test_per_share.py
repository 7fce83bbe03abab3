"""Earnings per share against income and shares, and the orders that accounting demands."""

import pytest

from support.statements import QUARTER, statement


def operations(income, basic, diluted, basic_shares, diluted_shares, *more) -> str:
    rows = [
        ("Net revenues", 41_200, 37_300),
        ("Net income (loss)", *income),
        *more,
        "Net income (loss) per share:",
        ("  Basic", *basic),
        ("  Diluted", *diluted),
        "Shares used in computing net income (loss) per share:",
        ("  Basic", *basic_shares),
        ("  Diluted", *diluted_shares),
    ]
    return statement(
        "CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, rows, note="(in thousands, except per share amounts)"
    )


SHARES = (34_300, 34_100), (36_900, 34_100)
RIGHT = operations((4_120, -3_770), ("0.12", "(0.11)"), ("0.11", "(0.11)"), *SHARES)


@pytest.mark.parametrize("kind", ["eps_x_shares", "order", "sign_agreement", "antidilution"])
def test_a_profit_and_a_loss_hold(ties, kind):
    found = ties(RIGHT, kinds=(kind,))
    assert not found.is_empty()
    assert set(found["outcome"]) <= {"exact", "within_rounding"}


BASIC, DILUTED = ("0.12", "(0.11)"), ("0.11", "(0.11)")


@pytest.mark.parametrize(
    ("basic", "diluted", "shares", "kind", "severity"),
    [
        pytest.param(("0.13", "(0.11)"), DILUTED, SHARES, "eps_x_shares", "error", id="quotient"),
        pytest.param(("0.12", "0.11"), DILUTED, SHARES, "sign_agreement", "error", id="sign"),
        pytest.param(BASIC, DILUTED, SHARES[::-1], "order", "error", id="fewer diluted shares"),
        pytest.param(BASIC, DILUTED, (SHARES[0], (36_900, 35_000)), "antidilution", "error", id="a diluted loss"),
        pytest.param(DILUTED, BASIC, SHARES, "order", "warning", id="more diluted earnings"),
    ],
)
def test_what_cannot_be_is_found(ties, basic, diluted, shares, kind, severity):
    broken = ties(operations((4_120, -3_770), basic, diluted, *shares), kinds=(kind,)).filter(outcome="violated")
    assert set(broken["severity"]) == {severity}


def test_where_preferred_dividends_are_printed_a_quotient_is_only_a_warning(ties):
    """Income for common holders is less than net income by what the preferred ones get."""
    text = operations(
        (4_120, 3_770), ("0.10", "0.09"), ("0.10", "0.09"), *SHARES, ("Preferred stock dividends", -700, -700)
    )
    broken = ties(text, kinds=("eps_x_shares",)).filter(outcome="violated")
    assert set(broken["severity"]) == {"warning"}


def test_basic_and_diluted_together_are_held_to_income(ties):
    rows = [
        ("Net loss", -4_120, -3_770),
        ("Basic and diluted net loss per share", "(0.12)", "(0.11)"),
        ("Shares used in computing basic and diluted net loss per share", 34_300, 34_100),
    ]
    text = statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, rows, label_width=66)
    assert set(ties(text, kinds=("eps_x_shares",))["outcome"]) == {"within_rounding"}


OWNERS = ("Net income available to shareholders", 3_087, 2_728)


def test_what_is_left_to_the_owners_is_divided_among_them(ties):
    """Criteo's first quarter of 2020: net income less what minorities own makes earnings per share."""
    text = operations((4_120, 3_770), ("0.09", "0.08"), ("0.08", "0.08"), *SHARES, OWNERS)
    found = ties(text, kinds=("eps_x_shares",))
    assert (found.height, "violated" in found["outcome"]) == (4, False)


def test_where_no_income_makes_the_quotients_they_are_a_warning(ties):
    text = operations((4_120, 3_770), ("0.31", "0.28"), ("0.29", "0.27"), *SHARES)
    broken = ties(text, kinds=("eps_x_shares",)).filter(outcome="violated")
    assert (broken.height, set(broken["severity"])) == (4, {"warning"})


def test_quotients_that_are_all_a_thousandfold_are_a_wrong_scale_and_an_error(ties):
    """Shares that stand in full below a heading in thousands; without its word the reading sets them right."""
    text = operations((4_120, 3_770), ("120.12", "110.56"), ("111.65", "110.56"), *SHARES)
    told = text.replace("net income (loss) per share:\n  Basic    ", "per-share figures (in thousands):\n  Basic    ")
    assert told != text
    broken = ties(told, kinds=("eps_x_shares",)).filter(outcome="violated")
    assert (broken.height, set(broken["severity"])) == (4, {"error"})


def test_digits_that_are_cut_off_instead_of_rounded_are_a_warning(ties):
    """Horizon's year to March 2006: 1.575 a share is printed as 1.57."""
    income = (4_320, 3_770)
    broken = ties(operations(income, ("0.12", "0.11"), ("0.11", "0.11"), *SHARES), kinds=("eps_x_shares",))
    assert broken.filter(outcome="violated")["severity"].to_list() == ["warning", "warning"]


def test_income_of_which_other_securities_take_a_part_is_a_warning(ties):
    """HomeTrust's nine months to March 2020: basic and diluted are made of one income, a little below the printed."""
    shares = ((16_898, 17_506), (17_524, 18_197))
    text = operations((19_188, 3_302), ("1.12", "0.19"), ("1.08", "0.18"), *shares)
    broken = ties(text, kinds=("eps_x_shares",)).filter(outcome="violated")
    assert broken["severity"].to_list() == ["warning", "warning"]


def test_a_profit_that_a_change_in_accounting_makes_a_loss_is_diluted(ties):
    """As manufacturers wrote goodwill off in 2002: income before the change decides."""
    rows = [
        ("Net sales", 41_200, 37_300),
        ("Income before cumulative effect of change in accounting", 4_120, 3_770),
        ("Cumulative effect of change in accounting", None, -7_540),
        ("Net income (loss)", 4_120, -3_770),
        "Net income (loss) per share:",
        ("  Basic", "0.12", "(0.11)"),
        ("  Diluted", "0.11", "(0.10)"),
        "Shares used in computing net income (loss) per share:",
        ("  Basic", 34_300, 34_100),
        ("  Diluted", 36_900, 36_200),
    ]
    text = statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, rows, label_width=66)
    assert ties(text, kinds=("antidilution",)).is_empty()
    assert not ties(text.replace("before cumulative effect", "before taxes and"), kinds=("antidilution",)).is_empty()
