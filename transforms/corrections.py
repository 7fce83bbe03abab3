"""Corrections: what a place prints, and what it is read as instead; applied before anything is read."""

from collections.abc import Iterator, Sequence

from transforms.model import Correction
from transforms.parse.grid import Place, Trouble
from transforms.parse.submission import Document
from transforms.parse.text import Line


def correct(document: Document, corrections: Sequence[Correction]) -> tuple[list[Line], list[Trouble]]:
    """Lines with the corrections of this release applied in place; a guard that fails is an error."""
    lines, troubles = list(document.lines), []
    for one in corrections:
        if one.release_id != document.release_id:
            continue
        stand = next(_stands(one, document, lines), None)
        if stand is None or len(one.read_as) > len(one.printed):
            troubles.append(_refuse(one, document))
            continue
        index, start = stand
        line, end = lines[index], start + len(one.printed)
        text = line.text[:start] + one.read_as.rjust(len(one.printed)) + line.text[end:]
        lines[index] = line._replace(text=text)
        message = f"{{at}}: {one.printed} read as {one.read_as}: {one.reason}"
        place = Place(line.number, line.place(start), line.place(start) + len(one.printed))
        troubles.append(Trouble("info", "corrected", message, one.printed, place))
    return lines, troubles


def _stands(one: Correction, document: Document, lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Index and column of the lines at which the place prints what the correction expects."""
    for index, line in enumerate(lines):
        for start in _starts(one, document, line):
            if line.text.startswith(one.printed, start):
                yield index, start


def _starts(one: Correction, document: Document, line: Line) -> Iterator[int]:
    """The columns of ``line`` at which the place may start: in a cell, wherever the cell prints what is expected."""
    layout = document.layout
    if layout is not None and one.table_index is not None:
        cell = (one.table_index, one.row_index, one.cell_index)
        for spot in layout.spots.get(line.number, ()):
            if (spot.table, spot.row, spot.cell) == cell:
                start = line.text.find(one.printed, spot.start, spot.end)
                yield from () if start < 0 else (start,)
        return
    origin = line if layout is None else layout.origins.get(line.number)
    if origin is not None and origin.number == one.line_number and one.char_start is not None:
        yield from (column for column in range(len(line.text)) if origin.place(column) == one.char_start)


def _refuse(one: Correction, document: Document) -> Trouble:
    place = None
    if document.layout is None and one.line_number is not None and one.char_start is not None:
        place = Place(one.line_number, one.char_start, one.char_start + len(one.printed))
    if len(one.read_as) > len(one.printed):
        why = f"reads {one.printed!r} as {one.read_as!r}, which is longer; give what fits in its place"
    else:
        why = (
            f"expects {one.printed!r}, which does not stand there; remove or renew the correction by the place that "
            "mart.fact_all tells now, in HTML one of a table"
        )
    message = f"corrections.csv, {_named(one)}: {why}"
    return Trouble("error", "correction_guard_failed", message, one.printed, place)


def _named(one: Correction) -> str:
    if one.table_index is not None:
        return f"table {one.table_index}, row {one.row_index}, cell {one.cell_index}"
    return f"line {one.line_number}, character {one.char_start}"
