"""What the ``style`` of an element says that lines of text can show."""

import re
from functools import lru_cache
from typing import NamedTuple

HIDDEN = re.compile(r"display\s*:\s*none", re.IGNORECASE)
RAISED = re.compile(
    r"vertical-align\s*:\s*super|position\s*:\s*relative\s*;\s*(?:top\s*:\s*-|bottom\s*:\s*[.\d])", re.IGNORECASE
)
CENTERED = re.compile(r"text-align\s*:\s*center", re.IGNORECASE)
BORDER = re.compile(r"border-(top|bottom)(?:-style)?\s*:[^;:]*\b(solid|double)", re.IGNORECASE)
LENGTH = r"(-?(?:\d{1,4}(?:\.\d{0,4})?|\.\d{1,4}))\s*(pt|px|em|%|in)?"
INDENT = re.compile(rf"(?:padding-left|margin-left|text-indent)\s*:\s*{LENGTH}", re.IGNORECASE)
SIDES = re.compile(
    rf"(?:padding|margin)\s*:\s*[\d.]{{1,9}}[a-z%]*\s+{LENGTH}\s+[\d.]{{1,9}}[a-z%]*\s+{LENGTH}", re.IGNORECASE
)
"""The space around, clockwise from the top: "padding:2px 1pt 2px 8pt"; what is to the right as well sets nothing in."""
POINTS = {"pt": 1.0, "px": 0.75, "em": 10.0, "%": 5.0, "in": 72.0, "": 1.0}
POINTS_A_LEVEL = 4


class Style(NamedTuple):
    """How an element is set."""

    hidden: bool
    raised: bool
    centered: bool
    ruled_above: bool
    ruled_below: bool
    points: float
    """How far it is set in."""


@lru_cache(maxsize=10_000)
def read_style(css: str) -> Style:
    """The declarations of one element; a document repeats the same ones from cell to cell."""
    borders = {match[1].lower() for match in BORDER.finditer(css)}
    points = sum(_points(match[1], match[2]) for match in INDENT.finditer(css))
    points += sum(max(0, _points(*match.groups()[2:]) - _points(*match.groups()[:2])) for match in SIDES.finditer(css))
    return Style(
        hidden=HIDDEN.search(css) is not None,
        raised=RAISED.search(css) is not None,
        centered=CENTERED.search(css) is not None,
        ruled_above="top" in borders,
        ruled_below="bottom" in borders,
        points=points,
    )


def _points(number: str, unit: str | None) -> float:
    return float(number) * POINTS[(unit or "").lower()]


class Setting(NamedTuple):
    """How a cell and the elements inside it are set together."""

    centered: bool
    ruled_above: bool
    ruled_below: bool
    indent: int
    """By how many blanks they set in what the innermost of them holds."""


@lru_cache(maxsize=10_000)
def set_by(declared: tuple[str, ...]) -> Setting:
    """How elements with these styles, one in the other, set what the innermost of them holds."""
    styles = [read_style(css) for css in declared]
    return Setting(
        centered=any(style.centered for style in styles),
        ruled_above=any(style.ruled_above for style in styles),
        ruled_below=any(style.ruled_below for style in styles),
        indent=max(0, round(sum(style.points for style in styles) / POINTS_A_LEVEL)),
    )
