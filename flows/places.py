"""Whether readings agree with what they were read from: its exhibit has their hash, every fact stands where it says."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import polars as pl

from flows.landing import Landing
from flows.settings import Settings
from transforms.errors import TieoutError
from transforms.model import Source
from transforms.parse.source_text import landed_lines, source_text

READINGS = "SELECT reading, release_id, landed FROM store.release WHERE landed IS NOT NULL ORDER BY landed, reading"
FACTS = """
    SELECT fact_id, printed, line_number, char_start, char_end, table_index, row_index, cell_index
    FROM store.fact WHERE reading = ? ORDER BY fact_id
"""
Cell = tuple[int | None, int | None, int | None]
"""Table, row and cell."""
NOT_DIGITS = re.compile(r"\D+")
MARKUP = re.compile(r"<[^<>]*>|&#?\w+;")
"""Tags and references, which may stand inside a number of prose."""
BLANKS = re.compile(r"\s+")


def find_astray(settings: Settings, intact: Collection[str]) -> Iterator[tuple[str, str]]:
    """Releases that do not agree with the file that they were read from, as far as that is ``intact``, and why."""
    from warehouse.connect import query

    landing, warehouse = Landing(settings.landing_url), settings.warehouse_path
    for reading, release, digest in query(warehouse, READINGS).iter_rows():
        if digest in intact:
            facts = query(warehouse, FACTS, [reading])
            problem = _hold_against(Source(digest, landing.read(digest)), release, facts)
            if problem:
                yield release, problem


def _hold_against(source: Source, release: str, facts: pl.DataFrame) -> str | None:
    try:
        pieces = source_text(source, release)
    except TieoutError as error:
        return str(error)
    if not pieces:
        return f"no exhibit of {source.name[:12]} has its hash"
    lines = landed_lines(source, release)
    cells = {(piece.table_index, piece.row_index, piece.cell_index): piece.text for piece in pieces}
    astray = [fact for fact in facts.iter_rows(named=True) if not _stands(fact, lines, cells)]
    if not astray:
        return None
    first = astray[0]
    return f"{len(astray)} facts are not printed where they say, such as {first['printed']!r} ({first['fact_id']})"


def _stands(fact: Mapping[str, Any], lines: Mapping[int, str], cells: Mapping[Cell, str]) -> bool:
    """Whether what a fact printed is at its place: in text these very characters, in a cell or in markup its digits."""
    if fact["cell_index"] is None:
        there = lines.get(fact["line_number"], "")[slice(fact["char_start"], fact["char_end"])]
        plain = MARKUP.sub("", there)
        if plain != there:
            return NOT_DIGITS.sub("", plain) == NOT_DIGITS.sub("", fact["printed"])
        return BLANKS.sub("", there).replace("\u2212", "-") == BLANKS.sub("", fact["printed"])
    there = cells.get((fact["table_index"], fact["row_index"], fact["cell_index"]), "")
    return NOT_DIGITS.sub("", fact["printed"]) in NOT_DIGITS.sub("", there)
