"""Bytes to lines that know where every character stood in the file."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.errors import UnreadableSourceError
from transforms.parse.text import decode, read_lines

words = st.text(alphabet="ab 1(,)\t", max_size=40)


@given(words)
def test_every_character_of_an_expanded_line_points_at_its_own_in_the_file(raw):
    (line,) = read_lines(raw)
    for column, character in enumerate(line.text):
        landed = raw[line.place(column)]
        assert landed == character or (landed == "\t" and character == " ")


@given(words)
def test_tabs_reach_to_the_next_multiple_of_eight_as_on_a_terminal(raw):
    (line,) = read_lines(raw)
    assert line.text == raw.expandtabs(8).rstrip()


@given(st.lists(st.text(alphabet="ab1 ", max_size=5), min_size=1, max_size=5), st.sampled_from(["\n", "\r\n", "\r"]))
def test_lines_count_from_one_whatever_ends_them(lines, end):
    read = read_lines(end.join(lines))
    assert [(line.number, line.text) for line in read] == [
        (number, line.rstrip()) for number, line in enumerate(lines, start=1)
    ]


def test_no_final_line_end_loses_no_line():
    assert [line.text for line in read_lines("Total  12\nNet  7")] == ["Total  12", "Net  7"]


def test_an_rfc_934_escape_is_undone_without_moving_a_character():
    """A sheet of dashes was sent as ``- -----``: the first two characters are the escape."""
    bandwidth, rule, plain = read_lines("- - bandwidth - into\n- --------\n- item")
    assert bandwidth.text == "  - bandwidth - into"
    assert rule.text == "  --------"
    assert plain.text == "- item"
    assert bandwidth.place(2) == 2


def test_form_feeds_and_hard_blanks_are_blanks():
    (line,) = read_lines("\fTotal\xa0assets")
    assert line.text == " Total assets"


@pytest.mark.parametrize(
    ("led", "label"),
    [
        ("Goodwill ......................  $ 11,840", "Goodwill"),
        ("Accumulated other income (loss) ...       (300)", "Accumulated other income (loss)"),
        ("Restructuring charges . .       1,140", "Restructuring charges"),
        ("Deferred service revenues .       1,140", "Deferred service revenues"),
        ("Wait ... 2,004 more", "Wait ... 2,004 more"),
        ("Tarn Valve Works, Inc.   312", "Tarn Valve Works, Inc.   312"),
    ],
)
def test_dots_that_lead_to_a_value_are_blanks_however_few_a_long_label_leaves(led, label):
    (line,) = read_lines(led)
    assert line.text.startswith(label)
    assert "." not in line.text[len(label) :]
    assert len(line.text) == len(led)


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (b"stockholders\x92 equity \x96 1", "stockholders’ equity – 1"),
        ("stockholders’ equity".encode(), "stockholders’ equity"),
        (b"\xef\xbb\xbfTotal", "Total"),
        (b"\x81 Total", "\ufffd Total"),
    ],
    ids=["windows-1252", "utf-8", "byte order mark", "undefined byte"],
)
def test_bytes_are_utf_8_or_else_windows_1252(content, text):
    assert decode(content, "release.txt") == text


@pytest.mark.parametrize("content", [b"", b"  \n", b"%PDF-1.3", b"Total\0assets", b"\x01\x02\x03\x04 text"])
def test_no_text_is_an_error_that_names_the_file(content):
    with pytest.raises(UnreadableSourceError, match=r"^release\.txt: "):
        decode(content, "release.txt")
