"""What the ``style`` of a cell says of how it is set, from the forms that the corpus writes it in."""

import pytest

from transforms.parse.style import read_style, set_by


@pytest.mark.parametrize(
    ("css", "levels"),
    [
        ("padding-left:10pt", 2),
        ("padding-left:2.0em;text-indent:-1.0em", 2),
        ("margin-left: 12px", 2),
        ("text-indent:-10pt", 0),
        ("padding:2px 1pt 2px 9.75pt;text-align:left", 2),
        ("margin: 0 0 0 1em", 2),
        ("padding:0in 5.4pt 0in 5.4pt", 0),
        ("padding:2px 8pt", 0),
    ],
)
def test_indentation_adds_up_in_levels_of_four_points(css, levels):
    """JPMorgan's supplement, as other pages of its tool since 2021, names four sides; the left one sets in."""
    assert set_by((css,)).indent == levels


@pytest.mark.parametrize(
    ("css", "ruled"),
    [
        ("border-top:1pt solid #000000", (True, False)),
        ("border-bottom: 3px double black", (False, True)),
        ("border-top-style:solid;border-bottom-style:double", (True, True)),
        ("border-top:none;color:solid", (False, False)),
    ],
)
def test_a_solid_or_double_border_is_a_rule(css, ruled):
    style = read_style(css)
    assert (style.ruled_above, style.ruled_below) == ruled


def test_hidden_raised_and_centered_are_told_whatever_the_blanks_and_capitals():
    style = read_style("Display: NONE; vertical-align : super; TEXT-ALIGN:center")
    assert (style.hidden, style.raised, style.centered) == (True, True, True)
    assert read_style("") == (False, False, False, False, False, 0)
