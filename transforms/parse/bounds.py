"""What no exhibit has: markup beyond these bounds is refused before it takes the machine's time and memory."""

import re
from itertools import accumulate

OPENED = re.compile(  # what most tags are, cells and paragraphs, is told by two letters
    r"<(?!/?[tp][drh>\s])(/?)(?:div|font|span|table|center|blockquote|[uod]l|section|article|form|fieldset)\b",
    re.IGNORECASE,
)
"""Elements that nest; rows, cells and paragraphs close by themselves."""
CELL = re.compile(r"<t[dh]\b", re.IGNORECASE)
SHORTEST_CELL = len("<td>")
STEP = {"": 1, "/": -1}
DEEPEST_MARKUP = 10_000
"""A parser takes the square of this; the fonts that old tools never closed stay far below."""
DEEPEST = 400
MOST_CELLS = 300_000
MOST_COLUMNS = 200
MOST_SPANNED = 2_000
MOST_CHARACTERS = 50_000_000
"""Of all lines that tables are laid out as."""


class HtmlTooLargeError(ValueError):
    """Nested deeper, with more cells, or wider than any exhibit is."""


def check_markup(text: str) -> None:
    """Refuse markup by its tags alone.

    Raises:
        HtmlTooLargeError: for elements nested deeper, or more cells, than any exhibit has.
    """
    tags = OPENED.findall(text)
    if len(tags) > DEEPEST_MARKUP and max(accumulate(STEP[end] for end in tags)) > DEEPEST_MARKUP:
        raise HtmlTooLargeError(f"markup nested deeper than {DEEPEST_MARKUP:,} levels")
    if len(text) > MOST_CELLS * SHORTEST_CELL and sum(1 for _ in CELL.finditer(text)) > MOST_CELLS:
        raise HtmlTooLargeError(f"more than {MOST_CELLS:,} cells")


def check_depth(depth: int) -> None:
    """Refuse what is nested deeper than elements of an exhibit are, once it is walked.

    Raises:
        HtmlTooLargeError: at ``depth`` levels too many.
    """
    if depth > DEEPEST:
        raise HtmlTooLargeError(f"markup nested deeper than {DEEPEST} levels")


def check_grid(column: int) -> None:
    """Refuse a row whose cells span more columns of the grid than a page holds, most of them empty.

    Raises:
        HtmlTooLargeError: for a cell at such a ``column``.
    """
    if column > MOST_SPANNED:
        raise HtmlTooLargeError(f"a row that spans more than {MOST_SPANNED:,} columns")


def check_width(columns: int) -> None:
    """Refuse a table of more columns than a page holds.

    Raises:
        HtmlTooLargeError: for so many ``columns``.
    """
    if columns > MOST_COLUMNS:
        raise HtmlTooLargeError(f"a table with more than {MOST_COLUMNS} columns of values")


def check_size(rows: int, width: int) -> None:
    """Refuse lines too many and too long to be laid out.

    Raises:
        HtmlTooLargeError: for ``rows`` of ``width`` characters.
    """
    if rows * width > MOST_CHARACTERS:
        raise HtmlTooLargeError(f"tables of {rows:,} rows, {width:,} characters wide")
