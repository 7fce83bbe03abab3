"""The damages are as the acceptance floors define them, and keep the layout."""

import pytest

from support.damage import damage, damaged_copies, replace_in_column


@pytest.mark.parametrize(
    ("printed", "kind", "value", "changed"),
    [
        ("1,250", "x1000", 1, "1,250,000"),
        ("0.12", "x1000", 1, "120.00"),
        ("(12)", "x1000", 1, "(12,000)"),
        ("1,250", "sign", 1, "(1,250)"),
        ("(1,250)", "sign", 1, "1,250"),
        ("-4.1", "sign", 1, "4.1"),
        ("0.00", "sign", 0, None),
        ("1,125", "transposition", 1, "1,215"),
        ("(1,250)", "transposition", 1, "(2,150)"),
        ("7", "transposition", 1, None),
        ("111", "transposition", 1, None),
        ("1,250", "last_digit", 1, "1,251"),
        ("1,259", "last_digit", 1, "1,250"),
        ("1,250", "nil", 1, None),
    ],
)
def test_what_is_printed_instead(printed, kind, value, changed):
    assert damage(printed, kind, is_nil=False, value=value) == changed


@pytest.mark.parametrize(("kind", "changed"), [("nil", "100"), ("sign", None), ("x1000", None)])
def test_a_dash_is_only_ever_replaced_by_a_hundred(kind, changed):
    assert damage("--", kind, is_nil=True, value=None) == changed


@pytest.mark.parametrize(
    ("line", "printed", "changed", "expected"),
    [
        ("Cash        1,250      900", "1,250", "1,250,000", "Cash    1,250,000      900"),
        ("Cash      $ 1,250      900", "1,250", "1,250,000", "Cash   $1,250,000      900"),
        ("Loss        1,250      900", "1,250", "(1,250)", "Loss       (1,250)     900"),
        ("Loss       (1,250)     900", "(1,250)", "1,250", "Loss        1,250      900"),
        ("Nothing        --      900", "--", "100", "Nothing       100      900"),
    ],
)
def test_the_last_digit_keeps_its_column(line, printed, changed, expected):
    start = line.index(printed)
    damaged, at = replace_in_column(line, start, start + len(printed), changed)
    assert damaged == expected
    assert damaged[at : at + len(changed)] == changed


def test_a_number_too_long_for_its_column_pushes_and_destroys_nothing():
    damaged, at = replace_in_column("Accumulated deficit 1,250  900", 20, 25, "1,250,000")
    assert damaged == "Accumulated deficit  1,250,000  900"
    assert damaged[at:].startswith("1,250,000")


def test_every_copy_differs_in_one_line():
    fact = {"line_number": 2, "char_start": 6, "char_end": 9, "is_nil": False, "value": 412, "origin": "table"}
    text = "Head\nCash  412\nFoot"
    copies = list(damaged_copies(text, [fact]))
    assert [copy.kind for copy in copies] == ["x1000", "sign", "transposition", "last_digit"]
    assert [copy.text.split("\n")[::2] for copy in copies] == [["Head", "Foot"]] * 4
