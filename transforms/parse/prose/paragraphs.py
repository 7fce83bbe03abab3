"""Headline and prose as paragraphs of joined lines, with the calendar by which they name periods."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from transforms.parse.blocks import Blocks
from transforms.parse.grid import Period, Place
from transforms.parse.identity import company_key
from transforms.parse.kinds import Kind
from transforms.parse.named_periods import Calendar
from transforms.parse.periods import month_end
from transforms.parse.prose import speech
from transforms.parse.prose.mentions import Almanac
from transforms.parse.text import Line
from transforms.parse.words import dates, footnotes, furniture

DIGITS = re.compile(r"\d+")
"""The head of a page is the same on every page, but for its number."""
STARRED = re.compile(r"\s*\*\s*[^\s*]")
NEXT_ITEM = 2
"""Lines from the end of an item to the next one, with a blank line between."""
FIGURED = ("$", "%", "percent", "Percent", "PERCENT", "€", "£", "¥")
"""Without any of these a text has no figures that claim anything."""


@dataclass(frozen=True, slots=True)
class Joined:
    """Wrapped lines as one text, with the way back from an offset to its place."""

    text: str
    starts: tuple[tuple[int, int, Line], ...]

    def place(self, start: int, end: int) -> Place:
        """Where ``start`` to ``end`` stand; a token never wraps."""
        offset, indent, line = max((entry for entry in self.starts if entry[0] <= start), key=lambda entry: entry[0])
        column = start - offset + indent
        return Place(line.number, line.place(column), line.place(column + end - start - 1) + 1)

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Start and end of each."""
        start = 0
        for end in [*(match.end() for match in speech.SENTENCE.finditer(self.text)), len(self.text)]:
            yield start, end
            start = end


def join(lines: Sequence[Line]) -> Joined:
    """``lines`` stripped and joined with one blank."""
    parts: list[str] = []
    starts: list[tuple[int, int, Line]] = []
    offset = 0
    for line in lines:
        text = line.text.strip()
        starts.append((offset, len(line.text) - len(line.text.lstrip()), line))
        parts.append(text)
        offset += len(text) + 1
    return Joined(" ".join(parts), tuple(starts))


class Spoken(NamedTuple):
    """A paragraph, or a headline, below its ``heading``."""

    joined: Joined
    section: str
    heading: str
    is_item: bool
    is_whole: bool = True
    """Its heading leaves it to speak of the whole company."""


class Prose(NamedTuple):
    """All that is spoken in a release, by whom, and the calendar of it."""

    paragraphs: tuple[Spoken, ...]
    almanac: Almanac
    company: tuple[str, ...]
    """The words of its name, folded."""


def prose_of(blocks: Blocks, quarter: Period, fiscal: tuple[int, int] | None, company: str) -> Prose:
    """Headline, prose with figures, and the loose lines beside it that may be items; footnotes are none of it."""
    spoken = [Spoken(join(lines), "headline", "", is_item=False) for lines in headlines(blocks.headlines)]
    heading, is_whole = "", True
    titles, starred = _titles(blocks), starred_items(blocks)
    for lines in sorted([*blocks.paragraphs, *_figured(blocks.loose)], key=lambda lines: lines[0].number):
        number, above = lines[0].number, None
        while titles and titles[-1][0] < number:
            above = titles.pop()[1]
        told = above if above is not None else blocks.headings.get(number, "")
        is_whole = heads_all(told, before=is_whole)
        heading = told or heading
        if has_figures(lines) or lines[-1].text.endswith(":"):
            joined = join(lines)
            if number in starred or not footnotes.FOOTNOTE_START.match(joined.text):
                is_item = number in starred or furniture.LIST_ITEM.match(joined.text) is not None
                spoken.append(Spoken(joined, "prose", heading, is_item, is_whole))
    calendar = calendar_in(spoken_lines(blocks), quarter, fiscal)
    return Prose(tuple(spoken), Almanac(calendar), tuple(company_key(company).split()))


def starred_items(blocks: Blocks) -> set[int]:
    """Where paragraphs begin that are items of a list: one behind the other, each with one asterisk."""
    heads = [(lines[0].number, lines[-1].number) for lines in blocks.paragraphs if STARRED.match(lines[0].text)]
    beside = [(one, two) for (one, end), (two, _) in pairwise(heads) if two - end <= NEXT_ITEM]
    return {number for pair in beside for number in pair}


def has_figures(lines: Iterable[Line]) -> bool:
    """An amount or a percentage may stand in them."""
    return any(mark in line.text for line in lines for mark in FIGURED)


def _figured(loose: Iterable[Line]) -> Iterator[tuple[Line]]:
    """The lines with figures that do not come again on every page."""
    told = [line for line in loose if has_figures((line,))]
    counts = Counter(DIGITS.sub("", line.text) for line in told)
    yield from ((line,) for line in told if counts[DIGITS.sub("", line.text)] == 1)


def _titles(blocks: Blocks) -> list[tuple[int, str]]:
    """Where each table ends, and what its head calls it, the last one first."""
    found = [
        (table.body[-1].line.number, " ".join(item.line.text.strip() for item in table.head if item.kind is Kind.TITLE))
        for table in blocks.tables
        if table.body
    ]
    return sorted(found, reverse=True)


def spoken_lines(blocks: Blocks) -> list[Line]:
    """The lines of headline and paragraphs."""
    return [*blocks.headlines, *(line for paragraph in blocks.paragraphs for line in paragraph)]


def calendar_in(lines: Iterable[Line], quarter: Period, fiscal: tuple[int, int] | None) -> Calendar:
    """What the issuer calls ``quarter``: the first quarter that the release names is its own.

    A fiscal year that no text tells is that in which it ends, if it ends in another than the calendar's. Where the
    quarters are the calendar's, so are the years: another one that a text names first is one that it compares with.
    """
    names = (match["nth"] for line in lines for match in speech.NAMED_QUARTER.finditer(line.text) if match["nth"])
    named = next(names, None)
    month = month_end(quarter.end)
    ours = (month.month + 2) // 3
    number = dates.ORDINALS[named.lower()] if named else fiscal[1] if fiscal else ours
    if fiscal is not None and fiscal[1] == number != ours:
        return Calendar(quarter, *fiscal)
    return Calendar(quarter, month.year + (number < ours), number)


def headlines(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """Lines as they are to be read: one that breaks off goes with the next."""
    held: list[Line] = []
    for line in lines:
        held.append(line)
        if not speech.OPEN_END.search(line.text.rstrip()):
            yield held
            held = []
    if held:
        yield held


def heads_all(heading: str, *, before: bool) -> bool:
    """What stands below speaks of the whole company: its quarter, results, cash, and not "Americas".

    What heads nothing, a date or the words of a sentence, leaves it as it was ``before``.
    """
    if speech.PARTS.search(heading):
        return False
    if not heading or speech.SPOKEN.search(heading):
        return before
    return speech.OWN_HEADING.search(heading) is not None or (before and speech.NO_HEADING.search(heading) is not None)
