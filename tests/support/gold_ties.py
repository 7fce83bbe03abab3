"""The sample's hand-made ties as sets of printed facts: derived operands expanded to the facts that they come from."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta

Row = Mapping[str, str]
LINE = re.compile(r"\b((?:bs|ops|ng|rec|cf|fn1)\.\w+)")
FACT = re.compile(r"\bF\d{3}\b")
DERIVED = {year: (f"{year}-01-01/{year}-06-30", f"{year}-04-01/{year}-06-30") for year in ("2002", "2003")}
"""A first quarter is what six months have and the second quarter has not."""


class GoldFacts:
    """The hand-made facts by line and by period."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._by_line: dict[str, list[Row]] = defaultdict(list)
        for row in rows:
            self._by_line[row["row_key"]].append(row)

    def operands(self, tie: Row) -> frozenset[str]:
        """The fact ids that ``tie`` compares."""
        expression = f"{tie['left']} {tie['right']}"
        named = FACT.findall(expression)
        lines = (fact for line in LINE.findall(expression) for fact in self._at(line, tie["period"], expression))
        return frozenset([*named, *lines])

    def _at(self, line: str, period: str, expression: str) -> Iterator[str]:
        """The facts of ``line`` for the periods of a tie; of balances those at the ends that the tie speaks of."""
        spans = DERIVED[period[-4:]] if period.startswith("Q1-") else tuple(period.split(" vs "))
        ends = _ends(line, spans[0], expression)
        for row in self._by_line[line]:
            span = f"{row['period_start']}/{row['period_end']}" if row["period_start"] else row["period_end"]
            if span in spans or (not row["period_start"] and span in ends):
                yield row["fact_id"]


def _ends(line: str, span: str, expression: str) -> tuple[str, ...]:
    start, _, end = span.partition("/")
    if not end:
        return ()
    opening = str(date.fromisoformat(start) - timedelta(days=1))
    if line == "cf.cash_begin":
        return (opening,)
    return (opening, end) if f"delta {line}" in expression else (end,)
