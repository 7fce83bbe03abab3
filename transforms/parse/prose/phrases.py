"""Words of prose and of labels as stems that can be compared, and the stretch of a sentence that names a line.

A line is named by all words of its label that say what it is, one beside the other; what may stand between them and
the figure says time, change or amount. A word that says anything else makes the figure another's.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from types import MappingProxyType
from typing import NamedTuple

WORD = re.compile(r"[A-Za-z0-9&]+")
ASIDE = re.compile(r"\([^()\d$€£“”\"]{0,60}\)")
"""What stands in parentheses without a number: another name, the word for the other sign."""
APPOSITIVE = re.compile(
    r", (?:defined as|which (?:excludes|includes|is defined)|or [^,]{3,40} adjusted (?:to|for))\b[^;]{10,400}?,"
    r"(?= (?:was|were|is|(?:in|de)creased|declined|grew|rose|fell|totaled)\b)"
)
"""What explains a measure between its name and what is said of it."""
INITIALS = re.compile(r"\b([A-Z])\.([A-Z])\.([A-Z])\.")
NUMBER = "#"
CANON = {
    "sales": "revenue",
    "sale": "revenue",
    "turnover": "revenue",
    "losses": "loss",
    "profit": "income",
    "profits": "income",
    "loss": "income",
    "eps": "income",
    "earning": "earnings",
    "earnings": "earnings",
    "operations": "operating",
    "operational": "operating",
    "stockholder": "shareholder",
    "stockholders": "shareholder",
    "shareholders": "shareholder",
    "taxes": "tax",
    "currencies": "currency",
    "costs": "expense",
    "cost": "expense",
    "expenses": "expense",
    "flows": "flow",
}
BASES = frozenset({"gaap", "ifrs"})
NET_INCOME = "netincome"
TURNED = frozenset({"non", "earnings", "net"})
"""Words that change what stands beside them, or are changed by it."""
OTHER_EARNINGS = frozenset({"operating", "retained", "comprehensive"})
"""What makes earnings other than net income."""
NEUTRAL = frozenset(
    WORD.findall("""
        a an and at by for from in of on or the to with as its our their this that these which we it company s
        is are was were be been has had have

        total net overall consolidated approximately about nearly only just record strong solid also expense
        charge charges amount amounts figure figures activities activity provided used generated segment
        segments business region basis gaap non ifrs adjusted pro forma reported ratio rate rates percentage
        attributable allocated available applicable common shareholder stock flow revenue margin

        percent million millions billion billions thousand thousands trillion m b k mm bn us usd usa eur points
        pp share shares per diluted basic fully

        quarter quarters quarterly year years yearly annual annually month months week weeks period periods end
        ended ending fiscal calendar full half first second third fourth one two three six nine twelve thirteen
        q1 q2 q3 q4 1q 2q 3q 4q fy ytd date same comparable corresponding prior previous preceding last current
        recent most immediate immediately linked ago earlier over january february march april
        may june july august september october november
        december jan feb mar apr jun jul aug sept sep oct nov dec

        increase increases increased increasing decrease decreases decreased decreasing growth grow grew grown
        growing decline declines declined declining rise rose risen fall fell gain gained up down higher lower
        improved improving improvement dropped unchanged flat representing represented represents reflecting
        totaled totaling totalled reached came compared comparing compares versus vs against than sequential
        sequentially report reports reporting announced announces posted achieved delivered generating generate
        recorded remained stood while both but respectively healthy incredible accounted accounts accounting
        remain remains now inc incorporated corp corporation ltd limited plc co sa se ag nv constant currency
        currencies local neutral const curr change changes yoy qoq y dec results result actual restated
    """)
)
"""What says time, change, amount or basis, and not of what."""
OF_A_PART = frozenset({"segment", "segments", "business", "region"})
"""Before a name they make it that of a part, which stands before them."""
ENDS = frozenset({"and", "or", "but", "which", "that", "while", "as", "compared", "versus"})
"""What may stand behind a name whatever follows."""
OF_LABEL = frozenset(
    {"revenue", "margin", "expense", "business", "currency", "rate", "ratio", "constant", "neutral", "local"}
)
"""Words that say of what where a label has them, though between a label and its figure they may stand."""
IGNORED = NEUTRAL - OF_LABEL
"""What a label need not share with the words that name its line."""


NOTHING: frozenset[str] = frozenset()
SHORT = re.compile(r"\(([A-Z][A-Za-z&]{0,5}[A-Z&])s?\)")
"""A name cut short, behind the words that it stands for: "(ROE)", "(SaaS)"."""
LONGEST_NAME = 60
FARTHEST = 120
"""Words: a figure's line is named no further from it."""


@dataclass
class Words:
    """The words of a text, each with its stem and place; a number is ``#``.

    ``short`` are the stems that a name cut short stands for.
    """

    text: str
    """Without asides."""
    offset: int
    stems: tuple[str, ...]
    short: Mapping[str, frozenset[str]]

    @cached_property
    def places(self) -> tuple[list[int], list[int]]:
        """Where every word starts and ends."""
        spans = [match.span() for match in WORD.finditer(self.text)]
        return [self.offset + start for start, _ in spans], [self.offset + end for _, end in spans]

    @property
    def starts(self) -> list[int]:
        """Where every word starts."""
        return self.places[0]

    @property
    def ends(self) -> list[int]:
        """Where every word ends."""
        return self.places[1]

    @cached_property
    def meant(self) -> set[str]:
        """All stems, those too that names cut short stand for."""
        found = set(self.stems)
        return found.union(*(self.short[stem] for stem in found if stem in self.short))

    @cached_property
    def of_income(self) -> "Words":
        """The same with net income as any income: what is earned per share."""
        return replace(self, stems=tuple("income" if stem == NET_INCOME else stem for stem in self.stems))


def shortened(texts: Iterable[str]) -> dict[str, frozenset[str]]:
    """The names that ``texts`` cut short, with the stems that they stand for: those whose first letters they are."""
    found: dict[str, frozenset[str]] = {}
    for text in texts:
        for match in SHORT.finditer(text) if "(" in text else ():
            before = list(WORD.finditer(text, max(0, match.start() - LONGEST_NAME), match.start()))
            letters = match[1].lower().replace("&", "")
            first = _first_of(letters, [word[0][0].lower() for word in before])
            if first is not None:
                name = text[before[first].start() : match.start()]
                found.setdefault(_stem(match[1].lower()), named_by(name))
    return found


def _first_of(letters: str, initials: Sequence[str]) -> int | None:
    """Where the words begin whose ``initials`` hold ``letters`` in order, up to the last; None where they do not."""
    at = len(initials)
    for letter in reversed(letters):
        at -= 1
        while at >= 0 and initials[at] != letter:
            at -= 1
        if at < 0:
            return None
    return at


def words_of(text: str, start: int, end: int, short: Mapping[str, frozenset[str]] = MappingProxyType({})) -> Words:
    """The words between ``start`` and ``end``, without asides."""
    part = text[start:end]
    if ", " in part:
        part = APPOSITIVE.sub(_blank, part)
    if "(" in part:
        part = ASIDE.sub(_blank, part)
    if "." in part:
        part = INITIALS.sub(r"\1\2\3   ", part)
    return Words(part, start, _stems(WORD.findall(part.lower())), short)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


@lru_cache(maxsize=20_000)
def _stem(word: str) -> str:
    if word in CANON:
        return CANON[word]
    if word in NEUTRAL:
        return word
    if word[0].isdigit():
        return NUMBER
    if len(word) > 3 and word.endswith("s") and not word.endswith("ss"):  # noqa: PLR2004
        word = word[:-3] + "y" if word.endswith("ies") else word[:-1]
    return CANON.get(word, word)


def _stems(words: Sequence[str]) -> tuple[str, ...]:
    stems = list(map(_stem, words))
    if not TURNED.isdisjoint(stems):
        for index, (before, stem) in enumerate(zip(["", *stems], stems, strict=False)):
            if before == "non" and stem not in BASES:
                stems[index] = f"non{stem}"
            elif stem == "earnings":
                stems[index] = "income" if before in OTHER_EARNINGS else NET_INCOME
            elif stem == "income" and before == "net":
                stems[index] = NET_INCOME
    return tuple(stems)


@lru_cache(maxsize=50_000)
def named_by(label: str, company: frozenset[str] = frozenset()) -> frozenset[str]:
    """The stems that name a line of this ``label``; empty where it only says "Total" or "Diluted"."""
    stems = words_of(label, 0, len(label)).stems
    return frozenset(stem for stem in stems if stem not in IGNORED and stem not in company and stem != NUMBER)


def is_loose(word: str) -> bool:
    """A name does without it, or has another word in its place."""
    return word in NEUTRAL or word in CANON


class Stretch(NamedTuple):
    """The words ``first`` to ``last`` that name a line, and how many of those around them say something else."""

    first: int
    last: int
    strange: int


def naming(
    words: Words, text: str, before: int, wanted: AbstractSet[str], known: AbstractSet[str], most: int
) -> Stretch | None:
    """The nearest words before the word ``before`` that name a line by its ``wanted`` stems.

    ``known`` are the stems that its headings explain, ``most`` how many others may stand between.
    """
    for last in range(before - 1, max(-1, before - FARTHEST), -1):
        if not _says(words, last, wanted):
            continue
        first = _reach(words, last, wanted, known)
        if first is None:
            continue
        strange = sum(_is_strange(words, index, wanted, known) for index in range(last + 1, before))
        strange += not _stands_alone(words, text, first, wanted, known)
        return Stretch(first, last, strange) if strange <= most else None
    return None


def naming_after(
    words: Words, text: str, after: int, wanted: AbstractSet[str], known: AbstractSet[str]
) -> Stretch | None:
    """The words right behind the word ``after`` that name a line, with nothing that qualifies them."""
    end = min(len(words.stems), after + 2 + 3 * len(wanted))
    missing = set(wanted)
    first = None
    for index in range(after, end):
        said = _says(words, index, wanted)
        if said:
            first = index if first is None else first
            missing -= said
            if not missing:
                return Stretch(first, index, 0) if _ends_alone(words, text, index, wanted, known) else None
        elif words.stems[index] == NUMBER or _is_strange(words, index, wanted, known):
            return None
    return None


def _says(words: Words, index: int, wanted: AbstractSet[str]) -> AbstractSet[str]:
    """Which of the ``wanted`` stems a word is, or stands for."""
    stem = words.stems[index]
    if stem in wanted:
        return {stem}
    return words.short[stem] & wanted if stem in words.short else NOTHING


def _reach(words: Words, last: int, wanted: AbstractSet[str], known: AbstractSet[str]) -> int | None:
    """The first of the words that end with ``last`` and hold all ``wanted`` stems."""
    missing = set(wanted)
    for index in range(last, max(-1, last - 3 * len(wanted) - 2), -1):
        said = _says(words, index, missing)
        if said:
            missing -= said
            if not missing:
                return index
        elif words.stems[index] == NUMBER or _is_strange(words, index, wanted, known):
            return None
    return None


def _is_strange(words: Words, index: int, wanted: AbstractSet[str], known: AbstractSet[str]) -> bool:
    """A word says what neither the line's name nor its headings say, and neither time, change, amount nor basis."""
    stem = words.stems[index]
    if stem == NUMBER or stem in NEUTRAL or stem in wanted or stem in known:
        return False
    return not (stem in words.short and words.short[stem] <= {*wanted, *known, *NEUTRAL})


def _stands_alone(words: Words, text: str, first: int, wanted: AbstractSet[str], known: AbstractSet[str]) -> bool:
    """Nothing before the word ``first`` qualifies it."""
    if not first or not _adjoin(text[words.ends[first - 1] : words.starts[first]]):
        return True
    before = words.stems[first - 1]
    return not (_is_strange(words, first - 1, wanted, known) or (before in OF_A_PART and before not in known))


def _ends_alone(words: Words, text: str, last: int, wanted: AbstractSet[str], known: AbstractSet[str]) -> bool:
    """Nothing behind the word ``last`` qualifies it."""
    for index in range(last + 1, min(last + 4, len(words.stems))):
        if words.stems[index] in ENDS or not _adjoin(text[words.ends[index - 1] : words.starts[index]]):
            return True
        if _is_strange(words, index, wanted, known):
            return False
    return True


def _adjoin(between: str) -> bool:
    """Two words with nothing but this between them are one phrase."""
    return between in ("-", "/") or between.isspace()
