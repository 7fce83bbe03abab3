"""What is true of the made-up company's series: which vintages a value has, why they differ, and what quarters follow.

A quarter follows from what is printed as the specification says: a longer period less a shorter one that shares an
edge with it, else a year less its three other quarters. It is ``mixed`` where the prints that it would follow from
were told in different ways, so that their difference is nothing that the books know.
"""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, replace
from decimal import Decimal
from itertools import pairwise
from typing import Any

from books import QUARTERS, Edition, Span
from layout import DECIMALS, Cell, Column
from releases import MISSING, RELEASES, Release, tables
from statements import AMOUNTS

Record = dict[str, Any]
SCALE = {0: 1, 2: 1, -3: 1000}
OLDER = "As previously reported"
"""A column that repeats what an older release said: no vintage of its own."""
CAUSES = {
    "rounding": "rounding",
    "restated": "restated",
    "reclassified": "reclassified",
    "split": "restated",
    "typing error": "corrected",
}
"""Why a value is told otherwise, and of what kind of restatement that is."""


@dataclass(frozen=True, slots=True)
class Print:
    """One printed value of a line for a period."""

    line: str
    span: Span
    opening: bool
    cell: Cell
    release: Release

    @property
    def amount(self) -> Decimal:
        """As printed, in its unit."""
        return self.cell.amount * SCALE[DECIMALS[self.cell.unit]]

    @property
    def edition(self) -> Edition:
        """What had been decided when it was told."""
        return self.cell.column.edition

    @property
    def period(self) -> tuple[str, str]:
        """First and last day; an instant has no first."""
        if self.opening:
            return "", str(Span(self.span.first - 1, self.span.first - 1).end)
        return "" if self.cell.instant else str(self.span.start), str(self.span.end)


def published() -> list[Release]:
    """Releases that no broken total holds back, oldest first."""
    return [release for release in RELEASES if release.published]


def prints(release: Release) -> Iterator[Print]:
    """Every value that a release tells as its own."""
    for statement in tables(release):
        for row in statement.rows:
            for cell in row.cells:
                if cell.column.member != OLDER and not cell.column.compares:
                    yield Print(f"{statement.name}.{row.key}", cell.column.span, cell.opening, cell, release)


def causes(older: Print, newer: Print) -> list[str]:
    """Why a value is told otherwise than before; none where it is not."""
    if older.amount == newer.amount:
        return []
    if older.cell.true_amount is not None:
        return ["typing error"]
    then, now = asdict(older.edition), asdict(newer.edition)
    alone = {name: Edition(**{**then, name: now[name]}) for name in then if then[name] != now[name]}
    told = in_books(older.line, older.cell.column, older.edition)
    return [name for name, one in alone.items() if in_books(older.line, older.cell.column, one) != told] or ["rounding"]


def chains() -> dict[tuple[str, tuple[str, str]], list[Print]]:
    """The vintages of every line and period, oldest first; one of each release."""
    found: dict[tuple[str, tuple[str, str]], list[Print]] = {}
    for release in published():
        for one in prints(release):
            vintages = found.setdefault((one.line, one.period), [])
            if not vintages or vintages[-1].release is not release:
                vintages.append(one)
    return found


def changes() -> list[Record]:
    """Every value that a release tells otherwise than the one before it that prints the same."""
    return [
        _changed(older, newer, causes(older, newer))
        for chain in chains().values()
        for older, newer in pairwise(chain)
        if older.amount != newer.amount
    ]


def _changed(older: Print, newer: Print, why: list[str]) -> Record:
    start, end = older.period
    return {
        "line": older.line, "period_start": start, "period_end": end, "older_value": older.amount,
        "newer_value": newer.amount, "older_file": older.release.name, "newer_file": newer.release.name,
        "cause": "+".join(why), "kind": CAUSES[why[0]],
    }  # fmt: skip


def restatements() -> list[Record]:
    """Every value whose newest print differs from its first, with all causes on the way."""
    return [
        _changed(chain[0], chain[-1], [why for older, newer in pairwise(chain) for why in causes(older, newer)])
        for chain in chains().values()
        if chain[0].amount != chain[-1].amount
    ]


@dataclass(frozen=True, slots=True)
class State:
    """What is known of a quarter: where its value comes from, if it is no dash, and whether its sources go together."""

    origin: str
    value: Decimal | None = None
    mixed: bool = False
    told: tuple[Decimal, ...] = ()
    """Where mixed: what the books say, as it was told at first and later."""


def in_books(line: str, column: Column, edition: Edition) -> Decimal:
    """What the books say of a column in some edition, as amounts are printed."""
    statement, _, key = line.partition(".")
    return Decimal(AMOUNTS[statement](replace(column, edition=edition))[key])


def followed(line: str, span: Span, value: Decimal, sources: Iterable[Print]) -> State:
    """A value that follows from prints; mixed where no edition of theirs knows it."""
    editions = dict.fromkeys(one.edition for one in sources)
    told = tuple(dict.fromkeys(in_books(line, Column(span, one), one) * 1000 for one in editions))
    return State("derived", value) if value in told else State("derived", mixed=True, told=told)


def differences(known: dict[Span, Print], quarter: int) -> Iterator[tuple[Print, Print]]:
    """Longer and shorter prints that share an edge and leave the quarter."""
    for span, longer in known.items():
        for shorter in (Span(span.first, quarter - 1), Span(quarter + 1, span.last)):
            edges = (shorter.first, quarter) if shorter.first == span.first else (quarter, shorter.last)
            if shorter in known and edges == (span.first, span.last):
                yield longer, known[shorter]


def discrete(line: str, known: dict[Span, Print], quarter: int) -> State | None:
    """A quarter as printed, else as a difference of two prints."""
    span = Span(quarter, quarter)
    if span in known:
        return State("reported", None if known[span].cell.is_nil else known[span].amount)
    found = [
        followed(line, span, longer.amount - shorter.amount, (longer, shorter))
        for longer, shorter in differences(known, quarter)
    ]
    if not found:
        return None
    if next(iter(known.values())).cell.unit != "USD":
        return State("not_derivable")
    whole = {state for state in found if not state.mixed}
    return whole.pop() if len(whole) == 1 else found[0]


def state(line: str, known: dict[Span, Print], quarter: int) -> State:
    """What is known of a quarter from some prints."""
    found = discrete(line, known, quarter)
    if found is not None or next(iter(known.values())).cell.unit != "USD":
        return found or State("missing")
    year = Span(quarter - quarter % 4, quarter - quarter % 4 + 3)
    others = [discrete(line, known, index) for index in range(year.first, year.last + 1) if index != quarter]
    if year not in known or None in others:
        return State("missing")
    rest = known[year].amount - sum((one.value or Decimal(0) for one in others if one), Decimal(0))
    return followed(line, Span(quarter, quarter), rest, (known[year],))


def flows_known() -> Iterator[tuple[Release, dict[str, dict[Span, Print]]]]:
    """After each release the newest print of every line and span that has a length."""
    known: dict[str, dict[Span, Print]] = {}
    for release in published():
        for one in prints(release):
            if not one.cell.instant:
                known.setdefault(one.line, {})[one.span] = one
        yield release, known


def quarters() -> list[Record]:
    """The states of every quarter of every line, one row for each release that changed it; a hole has its reason."""
    before: dict[tuple[str, int], State] = {}
    records = []
    for release, known in flows_known():
        last = release is published()[-1]
        for line, spans in known.items():
            printed = [quarter for quarter in range(QUARTERS) if state(line, spans, quarter).origin != "missing"]
            for quarter in range(min(printed, default=0), max(printed, default=-1) + 1):
                now = state(line, spans, quarter)
                if before.get((line, quarter)) != now and (last or now.origin != "missing"):
                    before[line, quarter] = now
                    records.append(_quarter_record(release, line, quarter, now, spans))
    return records


def _quarter_record(release: Release, line: str, quarter: int, now: State, known: dict[Span, Print]) -> Record:
    span = Span(quarter, quarter)
    return {
        "line": line, "period_start": span.start, "period_end": span.end, "since": release.name,
        "origin": now.origin, "value": "" if now.value is None else now.value, "mixed": str(now.mixed).lower(),
        "told": "|".join(map(str, now.told)),
        "why": _why(span, known) if now.origin == "missing" else "",
    }  # fmt: skip


def _why(span: Span, known: dict[Span, Print]) -> str:
    """Why a quarter has no value, though the ones around it do."""
    if any(longer.first <= span.first and span.last <= longer.last for longer in known):
        return "printed within longer periods only"
    if span == MISSING:
        return "never released"
    held = [release.span for release in RELEASES if not release.published]
    return "in quarantine" if span in held or any(span == one.year_before for one in held) else "not printed"


def twelve_months() -> list[Record]:
    """Sums of four quarters in a row, as far as known in the end."""
    *_, (_, known) = flows_known()
    records = []
    for line, spans in known.items():
        if next(iter(spans.values())).cell.unit == "USD":
            for last in range(3, QUARTERS):
                found = _twelve(line, spans, Span(last - 3, last))
                if found is not None:
                    span = Span(last - 3, last)
                    records.append(
                        {
                            "line": line, "period_start": span.start, "period_end": span.end,
                            "value": "" if found.value is None else found.value, "mixed": str(found.mixed).lower(),
                            "told": "|".join(map(str, found.told)),
                        }
                    )  # fmt: skip
    return records


def _twelve(line: str, known: dict[Span, Print], span: Span) -> State | None:
    """A year as printed; else what all ways to get there agree on."""
    if span in known:
        return State("reported", known[span].amount)
    sources = tuple(known.values())
    states = [state(line, known, quarter) for quarter in range(span.first, span.last + 1)]
    found = []
    if all(one.origin in ("reported", "derived") and not one.mixed for one in states):
        found.append(followed(line, span, sum((one.value or Decimal(0) for one in states), Decimal(0)), sources))
    start = span.last - span.last % 4
    year, now, then = Span(start - 4, start - 1), Span(start, span.last), Span(start - 4, span.last - 4)
    if all(one in known for one in (year, now, then)):
        total = known[year].amount + known[now].amount - known[then].amount
        found.append(followed(line, span, total, sources))
    if not found:
        return None
    if len(set(found)) == 1:
        return found[0]
    told = dict.fromkeys(value for one in found for value in (one.told or (one.value,)) if value is not None)
    return State("derived", mixed=True, told=tuple(told))
