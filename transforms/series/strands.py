"""A series is printed in several statements: the strand that stands for it, and those that say the same elsewhere.

Net income opens the cash flow and heads the reconciliation. Each of these lines is followed through the releases too,
so that every printed line has its quarters; but only the first strand, which has each period from the statement of
origin where that prints it, stands for the concept.
"""

from dataclasses import dataclass, field

from transforms.series.lines import Line
from transforms.series.linking import Series
from transforms.series.vintages import Print


@dataclass
class Strand:
    """One line through the releases: its oldest and newest, and its facts."""

    first: Line
    newest: Line
    prints: list[Print] = field(default_factory=list)

    def add(self, line: Line) -> None:
        """Take in the facts of ``line``."""
        self.prints += [Print(row, period, before, line) for row, period, before in line.facts]


def split_strands(series: Series) -> list[Strand]:
    """The strand that stands for ``series``, which has prose too, then one for each further line of a table.

    Such a line is known again by its statement, and in one statement by its place among them.
    """
    stands = Strand(series.members[0][1].head, series.head.head)
    others: dict[tuple[str, int], Strand] = {}
    for _, group in series.members:
        seen: dict[str, int] = {}
        for line in group.lines:
            stands.add(line)
            if line is group.head or line.is_prose:
                continue
            statement = line.name.statement
            seen[statement] = seen.get(statement, 0) + 1
            strand = others.setdefault((statement, seen[statement]), Strand(line, line))
            strand.newest = line
            strand.add(line)
    return [stands, *others.values()]
