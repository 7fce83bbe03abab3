"""Tables that print the same lines for the same days: what stands above each tells which of them it is."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

from transforms.parse.grid import PrintedTable
from transforms.parse.statements import name_in_path
from transforms.parse.words import footnotes, titling

CHOSEN = frozenset({"selected_data", "segment", "non_gaap_reconciliation", "other"})
"""Statements that a release prints more than once: of one segment after the other, of one measure after the other."""
SHARED = 0.5
"""So many of the shorter one's lines stand in the other too."""
MEASURES = re.compile(
    r"\W*(?P<name>[A-Z][^.:$€£]*?)(?: of [$€£]\s?[\d.,]+(?: (?:thousand|million|billion))?)?,? "
    r"(?:consist(?:ing|ed|s) of(?: the following)?|(?:(?:was|were|is|are) )?as follows):"
)
"""A line of prose that names what the table below it breaks down: "Net sales of $9.1 million, consisting of:"."""


def tell_apart(tables: Sequence[PrintedTable]) -> None:
    """Let what is printed above each of such tables, and above none of its likes, lead the path of its lines.

    One that goes on below another with the same lines of other days has no name of its own: that one's leads both.
    """
    for above, table in pairwise(tables):
        if table.follows and above.lead and not (table.lead or table.title) and _prints_the_same(above, table):
            table.lead = above.lead
    chosen = [table for table in tables if table.statement in CHOSEN and not table.lead]
    for index, likes in _likes(chosen).items():
        if chosen[index].called not in {chosen[like].called for like in likes}:
            chosen[index].lead = _name_of(chosen[index].called)


def _prints_the_same(above: PrintedTable, table: PrintedTable) -> bool:
    same = table.statement == above.statement
    return same and [row.label for row in above.rows] == [row.label for row in table.rows]


def _likes(tables: Sequence[PrintedTable]) -> dict[int, set[int]]:
    """For each that has any, the tables whose lines it repeats with other values."""
    printed: dict[tuple[object, ...], list[tuple[int, str]]] = defaultdict(list)
    for index, table in enumerate(tables):
        for key, value in _first_values(table):
            printed[key].append((index, value))
    shared: dict[tuple[int, int], list[bool]] = defaultdict(list)
    for cells in printed.values():
        for (one, value), (other, other_value) in combinations(cells, 2):
            if one != other:
                shared[one, other].append(value != other_value)
    found: dict[int, set[int]] = defaultdict(set)
    for (one, other), differ in shared.items():
        lines = min(len(tables[one].data_rows), len(tables[other].data_rows))
        if len(differ) > 1 and any(differ) and len(differ) >= SHARED * lines:
            found[one].add(other)
            found[other].add(one)
    return found


def _first_values(table: PrintedTable) -> Iterator[tuple[tuple[object, ...], str]]:
    """The first value of every line, behind what a line of another table would have in common with it."""
    columns = {column.index: column for column in table.columns}
    heading = ""
    for row in table.rows:
        heading = row.label if row.kind == "heading" else heading
        column = columns.get(row.cells[0].column) if row.cells else None
        if column is not None and column.period is not None:
            days = column.period.start, column.period.end
            yield (table.statement, heading, row.label, *days, *column.dimensions.values()), row.cells[0].printed


def _name_of(called: str) -> tuple[str, ...]:
    """What it says that a table is about, unless that is the statement or a time."""
    measured = MEASURES.fullmatch(called)
    if measured:
        return (measured["name"],)
    dated = any(map(str.isdigit, called)) or footnotes.FOOTNOTE_START.match(called)
    reconciles = titling.statement_of(called) == "non_gaap_reconciliation"
    return () if dated or reconciles or called.endswith(":") else name_in_path(called)
