"""An exhibit as it stands: what a reader compares with its facts."""

from collections.abc import Iterator
from typing import NamedTuple

from transforms.model import Source
from transforms.parse.amounts import DIGIT, tokens
from transforms.parse.cells import Cell, Table
from transforms.parse.markup import Paragraph, read_blocks
from transforms.parse.prose.whereabouts import Found, Whereabouts
from transforms.parse.submission import CELL, PREFORMATTED, Exhibit, find_exhibit
from transforms.parse.text import LINE_END
from transforms.parse.typed import keep_blanks

Standing = tuple[int, int, int, int]
"""A number or dash of prose: its first character in the text and the end, its line in the file and its end there."""


class Piece(NamedTuple):
    """A line of text, a paragraph of HTML, or a cell of its tables; what does not apply is None.

    ``line_number`` counts in the file as landed; table, row and cell as the places of facts do; ``left`` and
    ``right`` are the first and last column that a cell takes on the grid of its table; ``numbers`` say where those of
    a paragraph, or of words in a cell, stand in the file.
    """

    text: str
    line_number: int | None = None
    table_index: int | None = None
    row_index: int | None = None
    cell_index: int | None = None
    left: int | None = None
    right: int | None = None
    numbers: tuple[Standing, ...] = ()


def landed_lines(source: Source, release_id: str) -> dict[int, str]:
    """The lines of the exhibit ``release_id`` of ``source`` by their number in the file, its markup with them.

    Raises:
        UnreadableSourceError: for an empty or binary file.
    """
    exhibit = find_exhibit(source, release_id)
    return {} if exhibit is None else dict(enumerate(LINE_END.split(exhibit.text), start=exhibit.first_line))


def source_text(source: Source, release_id: str) -> list[Piece]:
    """The pieces of the exhibit ``release_id`` of ``source`` in order; empty where it has no such exhibit.

    Raises:
        UnreadableSourceError: for an empty or binary file.
        HtmlTooLargeError: for markup that no exhibit has.
    """
    exhibit = find_exhibit(source, release_id)
    if exhibit is None:
        return []
    lines = LINE_END.split(exhibit.text)
    if not exhibit.is_html or (PREFORMATTED.search(exhibit.text) and not CELL.search(exhibit.text)):
        return [Piece(line, number) for number, line in enumerate(lines, start=exhibit.first_line)]
    return list(_html_pieces(exhibit, lines))


def _html_pieces(exhibit: Exhibit, lines: list[str]) -> Iterator[Piece]:
    shown = 0
    whereabouts = Whereabouts(exhibit.text, exhibit.first_line)
    page = keep_blanks(exhibit.text, exhibit.first_line)
    for block in read_blocks(page.text, page.preformatted):
        if isinstance(block, Table):
            yield from _cells(block, whereabouts)
        elif isinstance(block, Paragraph):
            yield Piece(block.text, numbers=_numbers(block.text, whereabouts.find(block.text, block.tables)))
        elif block.number > shown:  # a line of the file may come as several, where a tag breaks it
            shown = block.number
            yield Piece(lines[shown - exhibit.first_line], shown)


def _cells(table: Table, whereabouts: Whereabouts) -> Iterator[Piece]:
    for row, cells in table.rows:
        for cell in cells:
            found = whereabouts.find(cell.text, table.index + 1, row) if _speaks(cell) else None
            numbers = _numbers(cell.text, found)
            yield Piece(cell.text, None, table.index, row, cell.index, cell.left, cell.right, numbers)


def _speaks(cell: Cell) -> bool:
    """It holds words and a number."""
    return not cell.is_value and DIGIT.search(cell.text) is not None


def _numbers(text: str, found: Found | None) -> tuple[Standing, ...]:
    if found is None:
        return ()
    places = ((token.start, token.end, found.place(token.start, token.end)) for token in tokens(text))
    return tuple((start, end, place.line_number, place.char_end) for start, end, place in places)
