"""Lines printed again under the same words, where no element says that they are one: ratios, rates, counts.

A reconciliation starts from what the highlights print, "as reported"; a table of earnings per share repeats the number
of shares. Words alone are not enough: most periods agree, so that one that does not is misprinted.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import lru_cache

from transforms.parse.measures import MONEY
from transforms.ties.book import Book, Line
from transforms.ties.tie import Tie, linear
from transforms.ties.tree import bits_of

ASIDE = re.compile(r"\s*\([^)]*\)|\bas reported\b|[^a-z0-9%]+")
"""What a label says besides naming its line."""
ADJUSTED = ("non_gaap_operations", "pro_forma_operations")
PROOF = 12
"""Bits of figures that agree, beyond which one word for two lines is no chance."""


@lru_cache(maxsize=10_000)
def _name(label: str) -> str:
    return ASIDE.sub(" ", label.casefold()).strip()


def repeats(book: Book) -> Iterator[Tie]:
    """Every balance, ratio and count against the first of its name and basis in another table, if most values agree.

    Flows of money are left to their elements: parts of a company, and adjusted ones, go by the same words.
    """
    named: dict[tuple[str, str, str], list[Line]] = defaultdict(list)
    for line in book.lines:
        name = _name(line.label)
        flows = line.unit in MONEY and next(iter(line.facts)).start is not None
        if " " not in name or flows or line.unit.endswith("/share") or line.statement in ADJUSTED:
            continue
        homes = named[name, line.unit, line.basis]
        home = next((home for home in homes if home.table_index != line.table_index and _is_same(line, home)), None)
        if home is None:
            homes.append(line)
        elif home.element != line.element or line.unit not in MONEY:
            for span, fact in line.facts.items():
                if span in home.facts:
                    yield linear("cross_statement", "warning", [(fact, 1)], [(home.facts[span], 1)])


def _is_same(line: Line, home: Line) -> bool:
    shared = [(fact, home.facts[span]) for span, fact in line.facts.items() if span in home.facts]
    held = [fact for fact, other in shared if fact.amount == other.amount and fact.amount]
    told = sum([bool(fact.amount or other.amount) for fact, other in shared])
    if not held or len(held) * 2 < told or len(held) < told - 1:
        return False
    return bits_of([fact.amount for fact in held], 2 * held[0].half) >= PROOF
