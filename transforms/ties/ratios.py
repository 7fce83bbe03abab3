"""Lines called after what they divide: "Non-performing loans / total loans", a margin, a book value per share."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product

from transforms.ties.book import Book, Fact, Line, Span
from transforms.ties.rates import of_a_year
from transforms.ties.tie import AS_IS, AS_PERCENT, Tie, Way, held, linear, quotient

KIND = "printed_ratio"
LEAST = 2
"""Values that two lines make; of two that the name of the ratio tells, one is enough."""
MOST = 12
"""Lines tried for either side."""
PARTED = re.compile(r"\s*/\s*|[ -]to[ -]|\bas an? (?:% |percent(?:age)? )of\b", re.IGNORECASE)
"""What stands between two things where a label names both."""
NAMED: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (re.compile(r"^operating ratio$"), "total operating expenses", "operating revenue"),
    (re.compile(r"^(operating|ebit) margin\b"), "operating income", "revenue"),
    (re.compile(r"^gross (profit )?margin\b"), "gross profit", "revenue"),
    (re.compile(r"^adjusted ebitda margin\b"), "adjusted ebitda", "revenue"),
    (re.compile(r"^adjusted operating margin\b"), "adjusted operating income", "revenue"),
    (re.compile(r"^(effective )?(income )?tax rate\b"), "income tax expense", "income before taxes"),
    (re.compile(r"^book value per\b"), "stockholders equity", "shares outstanding"),
    (re.compile(r"^tangible book value per\b"), "tangible common equity", "shares outstanding"),
    (re.compile(r"^return on average (total )?assets\b"), "net income", "average total assets"),
    (
        re.compile(r"^return on average (stockholders |shareholders |total |common )*equity\b"),
        "net income",
        "average equity",
    ),
    (re.compile(r"^net interest margin\b"), "net interest income", "average interest earning assets"),
)
"""Ratios by their name, with the words of their numerator and denominator."""
SPREAD = re.compile(r"\binterest([ -]rate)? spread\b", re.IGNORECASE)
EARNED = re.compile(r"\binterest[ -]+earning assets\b", re.IGNORECASE)
PAID = re.compile(r"\binterest[ -]+bearing (liabilities|funds)\b", re.IGNORECASE)
BARE = frozenset(
    {"the", "of", "and", "in", "a", "an", "total", "ratio", "reported", "as", "gaap", "non", "s", "at", "for", "net"}
)
SAME = {"sales": "revenue", "revenues": "revenue", "shareholders": "stockholders", "taxes": "tax", "loss": "income"}
YEARLY = re.compile(r"\baverage\b|\bannualized\b|\breturn on\b|\bmargin\b", re.IGNORECASE)


@lru_cache(maxsize=10_000)
def _words(label: str) -> frozenset[str]:
    plain = re.sub(r"\([^)]*\)|[^a-z]+", " ", label.casefold()).split()
    return frozenset(SAME.get(word, word) for word in plain if word not in BARE)


def ratios(book: Book) -> Iterator[Tie]:
    """Every line that names what it divides, where two lines that are called so make most of its values."""
    lines = [line for line in book.lines if line.unit in (book.currency, "shares")]
    for line in book.lines:
        if line.unit == "percent" or line.unit.endswith("/share"):
            told = _told(line)
            sides = told or _parted(line)
            if sides is not None:
                over, under = (_called(lines, side) for side in sides)
                best = _best(line, over, under)
                least = 1 if told else LEAST
                yield from best if held(best) >= max(least, len(best) - 1) else ()


def spreads(book: Book) -> Iterator[Tie]:
    """The interest rate spread is what assets earn less what liabilities cost: Horizon Financial's last of 2005."""
    percents = [line for line in book.lines if line.unit == "percent"]
    spread, earned, paid = (_only(percents, words) for words in (SPREAD, EARNED, PAID))
    if spread and earned and paid:
        ties = [
            linear(KIND, "warning", [(printed, 1)], [(earned.facts[span], 1), (paid.facts[span], -1)])
            for span, printed in spread.facts.items()
            if span in earned.facts and span in paid.facts
        ]
        yield from ties if held(ties) >= max(LEAST, len(ties) - 1) else ()


def _only(lines: Sequence[Line], words: re.Pattern[str]) -> Line | None:
    found = [line for line in lines if words.search(line.label)]
    return found[0] if len(found) == 1 else None


def _told(line: Line) -> tuple[str, str] | None:
    """What the name of a ratio stands for."""
    plain = re.sub(r"\([^)]*\)|[^a-z ]+", " ", line.label.casefold()).strip()
    return next(((over, under) for pattern, over, under in NAMED if pattern.match(plain)), None)


def _parted(line: Line) -> tuple[str, str] | None:
    """The two things that a label names."""
    parts = PARTED.split(re.sub(r"\([^)]*\)", "", line.label).strip())
    if line.unit != "percent" or len(parts) < len(("over", "under")) or not all(map(_words, parts[:2])):
        return None
    return parts[0], parts[1]


def _called(lines: Sequence[Line], side: str) -> list[Line]:
    """Lines whose words hold those of ``side``, those with the fewest others first."""
    wanted = _words(side)
    held = [line for line in lines if (words := _words(line.label)) and (wanted <= words or words <= wanted)]
    return sorted(held, key=lambda line: len(_words(line.label) ^ wanted))[:MOST]


def _best(line: Line, overs: Sequence[Line], unders: Sequence[Line]) -> list[Tie]:
    best: list[Tie] = []
    for over, under in product(overs, unders):
        if over is not under and held(best) < len(line.facts):
            tried = [_ties(line, over, under, way) for way in _ways(line)]
            best = max([best, *tried], key=held)
    return best


def _ways(line: Line) -> Sequence[Way | None]:
    if line.unit != "percent":
        return [AS_IS]
    return [AS_PERCENT, None] if YEARLY.search(line.label) else [AS_PERCENT]


def _ties(line: Line, over: Line, under: Line, way: Way | None) -> list[Tie]:
    found: list[Tie] = []
    for span, printed in line.facts.items():
        top, bottom = _at(over, span), _at(under, span)
        if top is not None and bottom is not None and printed.amount and top.amount:
            turned = top._replace(amount=abs(top.amount))
            ways = [way] if way else of_a_year(span.days)[:3]
            tried = [quotient(KIND, "warning", printed, turned, bottom, way=one) for one in ways]
            ties = [tie for tie in tried if tie is not None]
            if ties:
                found.append(next((tie for tie in ties if tie.outcome != "violated"), ties[0]))
    return found


def _at(line: Line, span: Span) -> Fact | None:
    """The line's value for a period, or at its end."""
    return line.facts.get(span) or line.facts.get(Span(None, span.end))
