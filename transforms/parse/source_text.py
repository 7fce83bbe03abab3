"""An exhibit as it stands: what a reader compares with its facts."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from transforms.model import Source
from transforms.parse.html import Table, read_blocks
from transforms.parse.preformatted import preformatted
from transforms.parse.submission import CELL, PREFORMATTED, Exhibit, find_exhibit
from transforms.parse.text import LINE_END, Line


class Piece(NamedTuple):
    """A line of text, a paragraph of HTML, or a cell of its tables; what does not apply is None.

    ``line_number`` counts in the file as landed; table, row and cell as the places of facts do; ``left`` and
    ``right`` are the first and last column that a cell takes on the grid of its table.
    """

    text: str
    line_number: int | None = None
    table_index: int | None = None
    row_index: int | None = None
    cell_index: int | None = None
    left: int | None = None
    right: int | None = None


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
    for block in read_blocks(exhibit.text, preformatted(exhibit.text, exhibit.first_line)):
        if isinstance(block, Table):
            yield from _cells(block)
        elif not isinstance(block, Line):
            yield Piece(block)
        elif block.number > shown:  # a line of the file may come as several, where a tag breaks it
            shown = block.number
            yield Piece(lines[shown - exhibit.first_line], shown)


def _cells(table: Table) -> Iterable[Piece]:
    return (
        Piece(cell.text, None, table.index, row, cell.index, cell.left, cell.right)
        for row, cells in table.rows
        for cell in cells
    )
