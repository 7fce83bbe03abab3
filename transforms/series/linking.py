"""One line followed from release to release, through changes of its label, section and statement.

Releases are read in the order in which they could be known, so the order of loading has no say. Each group of
lines goes to the series that it fits best, and no two groups of one release to the same: by name, by concept, by
likeness of label, and by the values of the periods that both print. Values alone mislead, so they need a label that
is somewhat alike or neighbours that agree. What joined a name to a series is kept as evidence.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from rapidfuzz import fuzz

from transforms.facts.concepts import US_GAAP
from transforms.model import LinkRule
from transforms.series.calendar import Period
from transforms.series.lines import Amount, Group, Kind, Name

By = Literal["first", "name", "concept", "label", "values", "curated"]

NAMED, CONCEPT, LABELLED, ELSEWHERE, ALIKE = 0.60, 0.55, 0.50, 0.40, 0.45
"""What the same name, the same standard concept in its statement, the same label under another heading, the same
concept in another statement, and a label entirely alike are worth."""
VALUES, MANY, NONE_EQUAL, NEIGHBOURS = 0.30, 0.10, 0.30, 0.10
"""What it adds that all shared values are equal, that they are three or more, that neighbours agree; and what it
takes away that none is equal."""
ENOUGH, CONCEPT_ENOUGH, WORTH_A_LOOK = 0.50, 0.30, 0.30
"""Scores from which a link is made, from which one by concept is (a restatement changes every value), and from which
one that was not made is told."""
SOMEWHAT_ALIKE, MUCH_ALIKE = 0.5, 0.85
"""Labels of which equal values, or neighbours that agree where no period is shared, make one line."""
SEVERAL = 3
TELLING = 100
"""Two small numbers are equal by chance: a number says something from three printed digits on."""
LAST = 2
"""How many of a series' newest names a new one is held against."""


class Evidence(NamedTuple):
    """Why a group may belong to a series."""

    score: float
    by: By
    likeness: float = 1.0
    shared: int = 0
    equal: int = 0
    neighbours: bool = False

    @property
    def holds(self) -> bool:
        """Whether the link is made."""
        if self.by in ("curated", "name"):
            return True
        return self.score >= (CONCEPT_ENOUGH if self.by == "concept" else ENOUGH)


class Link(NamedTuple):
    """A name that joined a series, or was not let in though it came near."""

    name: Name
    release_id: str
    evidence: Evidence
    accepted: bool


@dataclass(eq=False)
class Series:
    """Groups of lines of successive releases that print one thing."""

    kind: Kind
    members: list[tuple[str, Group]] = field(default_factory=list)
    names: dict[Name, None] = field(default_factory=dict)
    amounts: dict[Period, Amount] = field(default_factory=dict)
    links: list[Link] = field(default_factory=list)
    around: tuple["Series | None", "Series | None"] = (None, None)
    """The series of the lines before and after it in the newest release that has it."""

    @property
    def head(self) -> Group:
        """The group of the newest release."""
        return self.members[-1][1]

    def join(self, release_id: str, group: Group, evidence: Evidence) -> None:
        """Take in ``group`` of ``release_id``."""
        self.links += [
            Link(name, release_id, evidence, accepted=True) for name in group.names if name not in self.names
        ]
        self.members.append((release_id, group))
        for name in group.names:
            self.names.pop(name, None)
            self.names[name] = None
        self.amounts |= group.amounts


class Overrule:
    """Curated decisions on which names are one line, and which are not."""

    def __init__(self, rules: Iterable[LinkRule]) -> None:
        self._said = {}
        for rule in rules:
            one, other = rule.names
            self._said[rule.entity_id, frozenset((Name(*one, 0), Name(*other, 0)))] = rule.same

    def on(self, entity_id: str, series: Series, group: Group) -> bool | None:
        """Whether ``group`` belongs to ``series``, where somebody has decided."""
        if not self._said:
            return None
        for ours in series.names:
            for theirs in group.names:
                pair = frozenset((ours._replace(ordinal=0), theirs._replace(ordinal=0)))
                if (said := self._said.get((entity_id, pair))) is not None:
                    return said
        return None


@dataclass
class Shelf:
    """The series of one company so far, in the order in which they came up."""

    entity_id: str
    overrule: Overrule
    series: list[Series] = field(default_factory=list)
    by_kind: dict[Kind, list[Series]] = field(default_factory=dict)
    by_name: dict[tuple[Kind, Name], list[Series]] = field(default_factory=dict)

    def start(self, kind: Kind) -> Series:
        """A new series."""
        new = Series(kind)
        self.series.append(new)
        self.by_kind.setdefault(kind, []).append(new)
        return new

    def put(self, home: Series, release_id: str, group: Group, evidence: Evidence) -> None:
        """Add ``group`` to ``home``."""
        for name in group.names:
            called = self.by_name.setdefault((home.kind, name), [])
            if home not in called:
                called.append(home)
        home.join(release_id, group, evidence)

    def called(self, group: Group) -> list[Series]:
        """The series that have ever been called as ``group`` is."""
        found: list[Series] = []
        for name in group.names:
            found += [one for one in self.by_name.get((group.head.kind, name), ()) if one not in found]
        return found


Homes = dict[int, tuple[Series, Evidence]]
"""The series of each group of a release, by the group's place, and why."""


def link_groups(entity_id: str, releases: Sequence[tuple[str, list[Group]]], overrule: Overrule) -> list[Series]:
    """The series of one company; ``releases`` in the order in which they could be known."""
    shelf = Shelf(entity_id, overrule)
    for release_id, groups in releases:
        homes = _match(shelf, groups)
        placed: list[Series] = []
        for index, group in enumerate(groups):
            home, evidence = homes.get(index) or (shelf.start(group.head.kind), Evidence(1.0, "first"))
            shelf.put(home, release_id, group, evidence)
            placed.append(home)
        for before, home, after in zip([None, *placed], placed, [*placed[1:], None], strict=False):
            home.around = before, after
    return shelf.series


class Offer(NamedTuple):
    """A group that may be the next print of a series."""

    group: int
    order: int
    series: Series
    evidence: Evidence

    @property
    def rank(self) -> tuple[float, int, int]:
        """Strongest first, then the order of the page and of the series."""
        return -self.evidence.score, self.group, self.order


def _match(shelf: Shelf, groups: list[Group]) -> Homes:
    """The best series for each group that has one, one to one.

    First what keeps its name and is not contradicted; then the strongest evidence, first without a look at
    neighbours, then with.
    """
    homes = _familiar(shelf, groups)
    _assign(homes, list(_offers(shelf, groups, homes, look_around=False)))
    left = _assign(homes, list(_offers(shelf, groups, homes, look_around=True)))
    for offer in left:
        names = [name for name in groups[offer.group].names if name not in offer.series.names]
        offer.series.links += [Link(name, "", offer.evidence, accepted=False) for name in names]
    return homes


def _familiar(shelf: Shelf, groups: list[Group]) -> Homes:
    """Groups whose names one series has had, and no other group of the release, with values that may be the same."""
    called = [shelf.called(group) for group in groups]
    claims = Counter(id(series) for found in called for series in found)
    homes: Homes = {}
    for index, (group, found) in enumerate(zip(groups, called, strict=True)):
        if len(found) != 1 or claims[id(found[0])] != 1:
            continue
        evidence = _weigh(shelf, found[0], group, None)
        if evidence and evidence.by == "name" and (evidence.equal or not evidence.shared):
            homes[index] = found[0], evidence
    return homes


def _assign(homes: Homes, offers: Iterable[Offer]) -> list[Offer]:
    """Add to ``homes`` the offers that hold, strongest first; the best of those that do not, for each series."""
    taken = {id(series) for series, _ in homes.values()}
    left: dict[int, Offer] = {}
    for offer in sorted(offers, key=lambda one: one.rank):
        if offer.group in homes or id(offer.series) in taken:
            continue
        if offer.evidence.holds:
            homes[offer.group] = offer.series, offer.evidence
            taken.add(id(offer.series))
        else:
            left.setdefault(id(offer.series), offer)
    return [offer for offer in left.values() if offer.group not in homes and id(offer.series) not in taken]


def _offers(shelf: Shelf, groups: list[Group], homes: Homes, *, look_around: bool) -> Iterator[Offer]:
    taken = {id(series) for series, _ in homes.values()}
    settled = dict(homes)
    for index, group in enumerate(groups):
        if index in settled:
            continue
        around = _around(index, settled) if look_around else None
        for order, series in enumerate(shelf.by_kind.get(group.head.kind, ())):
            if id(series) not in taken:
                evidence = _weigh(shelf, series, group, around)
                if evidence and evidence.score >= WORTH_A_LOOK:
                    yield Offer(index, order, series, evidence)


def _around(index: int, homes: Homes) -> tuple[Series | None, Series | None]:
    before, after = homes.get(index - 1), homes.get(index + 1)
    return (before[0] if before else None), (after[0] if after else None)


def _weigh(
    shelf: Shelf, series: Series, group: Group, around: tuple[Series | None, Series | None] | None
) -> Evidence | None:
    """The evidence that ``group`` is the next print of ``series``; None where it is ruled out."""
    said = shelf.overrule.on(shelf.entity_id, series, group)
    if said is not None:
        return Evidence(10.0, "curated") if said else None
    base, by, likeness = _likeness(series, group)
    if not base:
        return None
    shared, equal = _overlap(series.amounts, group.amounts)
    neighbours = around is not None and any(
        one is not None and one is other for one, other in zip(around, series.around, strict=True)
    )
    score = base + (NEIGHBOURS if neighbours else 0.0)
    if shared:
        score += VALUES * equal / shared + MANY * min(equal, SEVERAL) / SEVERAL - (0 if equal else NONE_EQUAL)
    if by == "label":
        witnessed = equal == shared > 0 and (likeness >= SOMEWHAT_ALIKE or neighbours)
        if not witnessed and not (shared == 0 and likeness >= MUCH_ALIKE and neighbours):
            score = min(score, ENOUGH - 0.01)
        by = "values" if likeness < SOMEWHAT_ALIKE else by
    return Evidence(round(score, 3), by, round(likeness, 3), shared, equal, neighbours)


def _likeness(series: Series, group: Group) -> tuple[float, By, float]:
    """What names and concepts alone say: their worth, what speaks, and how much alike the labels are."""
    ours, theirs = series.head, group
    head, other = ours.head, theirs.head
    if any(name in series.names for name in group.names):
        return NAMED + _known_concept(head.concept, other.concept), "name", 1.0
    same_statement = head.name.statement == other.name.statement
    likeness = max(
        (fuzz.ratio(one.label, name.label) / 100 for one in list(series.names)[-LAST:] for name in group.names),
        default=0.0,
    )
    if head.concept == other.concept and ours.is_sole and theirs.is_sole:
        if head.concept.startswith(US_GAAP):
            return (CONCEPT if same_statement else ELSEWHERE) + 0.1, "concept", likeness
        if same_statement:
            return LABELLED + 0.1, "concept", likeness
    if not same_statement or _other_concept(head.concept, other.concept):
        return 0.0, "label", likeness
    if likeness == 1.0 and head.name.ordinal == other.name.ordinal:
        return LABELLED, "label", likeness
    return ALIKE * likeness, "label", likeness


def _known_concept(one: str, other: str) -> float:
    return 0.1 if one == other else 0.0


def _other_concept(one: str, other: str) -> bool:
    """Two standard elements are two things."""
    return one != other and one.startswith(US_GAAP) and other.startswith(US_GAAP)


def _overlap(ours: Mapping[Period, Amount], theirs: Mapping[Period, Amount]) -> tuple[int, int]:
    """Periods on which both print a number that says something, and on how many of them they agree."""
    shared = [(ours[period], theirs[period]) for period in theirs.keys() & ours.keys()]
    telling = [(one, other) for one, other in shared if one.digits >= TELLING or other.digits >= TELLING]
    return len(telling), sum(one.agrees(other) for one, other in telling)
