"""Time grows with the size of a text, whatever stands in it: a file of 50 MB must end."""

import time

import pytest

from transforms.parse.measures import bare
from transforms.parse.words.bases import ADJUSTED

pytestmark = pytest.mark.slow
SECONDS = 3.0
"""Many times what a text of this size needs, also on a busy machine; what grows with its square needs more."""


def lines(count: int) -> str:
    """A table without totals, with figures that do not add up."""
    figures = ((7_919 * number % 999_983, 104_729 * number % 999_979) for number in range(1, count))
    return "".join(
        f"Line {number}            {one:,}          {other:,}\n" for number, (one, other) in enumerate(figures)
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Net sales grew and the company said more of it in words that go on.\n" * 1_000, id="prose"),
        pytest.param("-" * 40_000, id="a rule"),
        pytest.param("-" * 60 + " and words", id="a rule that words follow"),
        pytest.param("Page" + " " * 40_000 + "-", id="a page number that does not come"),
        pytest.param("(" * 40_000, id="parentheses"),
        pytest.param("$ " * 20_000, id="currency signs"),
        pytest.param("1," * 20_000, id="commas"),
        pytest.param("Total" + " " * 40_000 + "1", id="blanks"),
        pytest.param("1" * 12_000, id="digits"),
        pytest.param("Net sales were 4 and more. " * 1_200, id="one line"),
        pytest.param("Net sales rose $4 to $5, up 6 percent. " * 1_000, id="one line of claims"),
        pytest.param(lines(1_400), id="a long table"),
    ],
)
def test_a_long_text_is_read_in_little_time(read, text):
    read("Net revenues      1      2\n")
    started = time.process_time()
    read(text)
    assert time.process_time() - started < SECONDS


def test_a_note_with_a_long_gap_is_bared_in_little_time():
    started = time.process_time()
    assert bare("in tons" + " " * 20_000 + "and words (net)") == "in tons" + " " * 20_000 + "and words"
    assert time.process_time() - started < SECONDS


def test_a_label_of_many_measures_is_told_adjusted_or_not_in_little_time():
    started = time.process_time()
    assert ADJUSTED.search("income " * 14_000) is None
    assert ADJUSTED.search("income " * 14_000 + "excluding charges") is not None
    assert time.process_time() - started < SECONDS
