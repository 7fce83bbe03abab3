"""Unit and scale of a line: the caption speaks for the table, the line's own words for the line."""

from decimal import Decimal

import pytest

from support.statements import QUARTER, release, statement

ROWS = [
    ("Net revenues", 41_200, 37_300), ("Net income", 4_120, 3_770),
    "Net income per share:", ("  Basic", "$0.12", "0.11"), ("  Diluted", "0.11", "0.10"),
    "Shares used in computing net income per share:", ("  Basic", 34_300, 34_100), ("  Diluted", 36_900, 36_500),
    ("Gross margin as a % of revenues", "41.5%", "(3.2)%"),
]  # fmt: skip


@pytest.fixture
def units(read):
    """(unit, scale) of every line by section and label."""

    def units_of(note: str, rows=ROWS) -> dict[tuple[str, str], tuple[str, int]]:
        facts = read(release(statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, rows, note=note))).fact
        return {
            (section.partition(" ")[0], label): (unit, scale)
            for section, label, unit, scale in facts.select("section", "label", "unit", "scale").rows()
        }

    return units_of


@pytest.mark.parametrize(
    ("note", "money", "shares"),
    [
        ("(in thousands, except per share amounts)", 1_000, 1_000),
        ("(in thousands, except per share data)", 1_000, 1_000),
        ("(in thousands, except share and per share data)", 1_000, 1),
        (
            "(in millions, except number of shares, which are reflected in thousands, and per share amounts)",
            1_000_000,
            1_000,
        ),
        ("(unaudited)", 1, 1),
    ],
)
def test_a_caption_scales_money_and_share_counts_and_leaves_the_rest(units, note, money, shares):
    unproven = [row if row[0] != "Net income" else ("Net income", 5_320, 4_770) for row in ROWS]
    found = units(note, unproven)
    assert found["", "Net income"] == ("USD", money)
    assert found["Net", "Diluted"] == ("USD/share", 1)
    assert found["Shares", "Diluted"] == ("shares", shares)
    assert ("percent", 1) in found.values()


def test_values_are_in_units_and_decimals_say_how_they_stood(read):
    facts = read(release(statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, ROWS))).fact
    first = facts.filter(column_index=1).sort("line_number").select("printed", "value", "decimals", "unit").rows()
    assert first == [
        ("41,200", Decimal(41_200_000), -3, "USD"), ("4,120", Decimal(4_120_000), -3, "USD"),
        ("0.12", Decimal("0.12"), 2, "USD/share"), ("0.11", Decimal("0.11"), 2, "USD/share"),
        ("34,300", Decimal(34_300_000), -3, "shares"), ("36,900", Decimal(36_900_000), -3, "shares"),
        ("41.5", Decimal("41.5"), 1, "percent"),
    ]  # fmt: skip


def test_a_printed_zero_is_a_value_and_a_dash_is_none(read):
    rows = [("Net revenues", 41_200, 37_300), ("Restructuring", "--", 12), ("Net income per share", "0.00", "0.11")]
    facts = read(release(statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, rows))).fact.filter(column_index=1)
    assert facts.sort("line_number").select("printed", "is_nil", "value", "decimals").rows()[1:] == [
        ("--", True, None, -3),
        ("0.00", False, Decimal(0), 2),
    ]


def test_a_blank_is_no_fact(read):
    rows = [("Net revenues", 41_200, 37_300), ("Restructuring", None, 12), ("Net income", 5, 6)]
    facts = read(release(statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, rows))).fact
    assert facts.filter(label="Restructuring").select("column_index", "printed").rows() == [(2, "12")]


@pytest.mark.parametrize(
    "label",
    [
        "Common stock, $0.01 par value",
        "Common stock, $0.02 par value per share (9,000,000 shares authorized)",
        "Proceeds from issuance of common shares",
        "Purchases of shares",
        "Share-based compensation",
    ],
)
def test_money_about_shares_is_money(units, label):
    assert units("(in thousands)", [("Net revenues", 41_200, 37_300), (label, 412, 377), ("Net income", 4, 5)])[
        "", label
    ] == ("USD", 1_000)


def test_share_counts_in_units_under_a_caption_in_thousands_are_told_by_their_size(read):
    """9,897,398 shares in thousands would be ten billion, and earnings per share a thousandth of what is printed."""
    rows = [
        ("Net revenues", 41_200, 37_300),
        ("Net income", 4_164, 3_257),
        ("Basic earnings per share", "0.42", "0.32"),
        "Weighted average shares outstanding:",
        ("  Basic", 9_897_398, 10_093_241),
    ]
    frames = read(release(statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, rows)))
    counts = frames.fact.filter(unit="shares").sort("column_index")["value"]
    assert counts.to_list() == [9_897_398, 10_093_241]
    assert frames.tie.filter(outcome="violated", severity="error").is_empty()
