"""Sentences of headline and prose with the figures that no claim has taken, and what their words say of them.

What is told of what is to come is left out.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from transforms.parse.amounts import Token
from transforms.parse.grid import Place
from transforms.parse.prose import beside, speech
from transforms.parse.prose.figures import Figure, Told, figured
from transforms.parse.prose.mentions import Span, mentions, within
from transforms.parse.prose.paragraphs import FIGURED, Joined, Prose, Spoken
from transforms.parse.prose.phrases import Stretch, Words, shortened, words_of
from transforms.parse.prose.times import Times

KIND_OF_LINE = frozenset({"flow", "expense", "revenue", "income", "margin"})
"""The word that ends the name of a line, where its label may leave it out."""
SMALL_WORDS = frozenset({"of", "in", "for", "from", "and", "the", "to", "&"})
JOINTS = frozenset({"", "-", "’", "'", ",", "/"})
"""What may part the words of one name, beside blanks."""
TELLING_DIGITS = 3
"""A figure of so many is of the line that prints it, though several lines are named in turn."""
LONGEST_SENTENCE = 4_000
"""What is longer is none that somebody wrote to be read."""


class Course:
    """The sentences of a paragraph, and the period that each takes over from those before it."""

    def __init__(
        self, spoken: Spoken, prose: Prose, short: Mapping[str, frozenset[str]], above: "Course | None"
    ) -> None:
        self.spoken, self.almanac, self.short, self.above = spoken, prose.almanac, short, above
        self.sentences = [Sentence(self, at, *bounds) for at, bounds in enumerate(spoken.joined.sentences())]
        self._spans: list[Span] = []

    def carried(self, at: int) -> Span:
        """What was spoken of before the sentence ``at``, or before the end where there is none."""
        if not self._spans:
            self._spans.append(self.above.carried(len(self.above.sentences)) if self.above else self._headed())
        for sentence in self.sentences[len(self._spans) - 1 : at]:
            tells = speech.TIME.search(sentence.text, sentence.start, sentence.end) and not (
                sentence.is_ahead or sentence.times.turns
            )
            self._spans.append(sentence.times.main if tells else self._spans[-1])
        return self._spans[at]

    def _headed(self) -> Span:
        """The period that the heading names, else the release's own quarter, of which no words tell."""
        own, heading = self.almanac.own._replace(told=False), self.spoken.heading
        found = mentions(heading, 0, len(heading), ()) if heading else []
        spans = [self.almanac.span(one, own) for one in found if not one.is_back]
        return next((span for span in spans if span and span.months), own)


@dataclass
class Sentence:
    """A sentence of a paragraph, its words and figures."""

    course: Course
    at: int
    start: int
    end: int
    taken: Collection[Place] = ()
    """Figures that have been read."""

    @property
    def spoken(self) -> Spoken:
        """The paragraph with its heading."""
        return self.course.spoken

    @cached_property
    def is_ahead(self) -> bool:
        """It speaks of what is to come, or longer than anybody reads."""
        ahead = beside.PLANS.search(self.text, self.start, self.end)
        return ahead is not None or self.end - self.start > LONGEST_SENTENCE

    @property
    def joined(self) -> Joined:
        """The paragraph."""
        return self.spoken.joined

    @property
    def text(self) -> str:
        """The paragraph's."""
        return self.joined.text

    @property
    def key(self) -> tuple[int, int]:
        """The number of the paragraph's first line, and where the sentence starts."""
        return self.joined.starts[0][2].number, self.start

    @cached_property
    def tokens(self) -> list[Token]:
        """Its amounts and percentages."""
        return figured(self.text, self.start, self.end)

    @cached_property
    def times(self) -> Times:
        """The periods that it names."""
        return Times(self.text, self.start, self.end, self.tokens, self.course.carried(self.at), self.course.almanac)

    @cached_property
    def figures(self) -> list[Figure]:
        """Those that are not taken, and not told behind words of what is to come."""
        cut = beside.OUTLOOK.search(self.text, self.start, self.end)
        told = Told(self.joined, self.start, self.end, self.words, self.tokens)
        figures = [
            figure for figure in told.figures(cut.start() if cut else self.end) if figure.place not in self.taken
        ]
        if self.times.is_in_turn and self.times.turns is None:
            return [figure for figure in figures if figure.digits >= TELLING_DIGITS]
        return figures

    @property
    def shares_sales(self) -> bool:
        """Something of it is a share of sales."""
        return beside.OF_SALES.search(self.text, self.start, self.end) is not None

    @cached_property
    def words(self) -> Words:
        """Its words."""
        return words_of(self.text, self.start, self.end, self.course.short)

    def is_open(self, position: int, figure: Figure) -> bool:
        """No parentheses close between ``position`` and the figure."""
        around = within(position, self.times.pairs)
        return around is None or figure.token.lead < around[1] or position > figure.token.end

    @cached_property
    def headed(self) -> set[str]:
        """The stems of the heading above."""
        return words_of(self.spoken.heading, 0, len(self.spoken.heading)).meant

    @cached_property
    def so_far(self) -> set[str]:
        """The stems of its paragraph up to its end."""
        return words_of(self.text, 0, self.end, self.course.short).meant

    def basis_of(self, figure: Figure, stretch: Stretch) -> str | None:
        """The basis that the words from the figure before to this one tell, or those right behind it."""
        start = self.words.starts[stretch.first]
        since = max((token.end for token in self.tokens if token.end <= start), default=self.start)
        until = figure.token.lead if stretch.last < figure.before else self.words.ends[stretch.last]
        adjusts = beside.ADJUSTS.search(self.text, since, until)
        if adjusts or beside.ON_BASIS.match(self.text, figure.token.end, self.end):
            return "non-GAAP"
        return "GAAP" if beside.REPORTS.search(self.text, since, until) else None

    def share_of(self, figure: Figure) -> str:
        """``basic`` or ``diluted``, where the words beside the figure say so."""
        since = max((token.end for token in self.tokens if token.end <= figure.token.lead), default=self.start)
        until = min((token.lead for token in self.tokens if token.lead >= figure.token.end), default=self.end)
        around = f"{self.text[since : figure.token.lead]} {self.text[figure.token.end : until]}".lower()
        said = [word for word in ("diluted", "basic") if word in around]
        return said[0] if len(said) == 1 else ""

    def says_share(self, figure: Figure, stretch: Stretch) -> bool:
        """A growth is of an amount per share: the words between what is named and the figure say so."""
        start, lead = self.words.starts[stretch.first], figure.token.lead
        if start > lead:
            return beside.PER_SHARE.search(self.text, figure.token.end, self.end) is not None
        since = max((token.end for token in self.tokens if start <= token.end <= lead), default=start)
        return any(beside.PER_SHARE.search(self.text, one, lead) for one in {start, since} if one <= start)

    def says_net(self, stretch: Stretch) -> bool:
        """What is named is net of something."""
        return "net" in self.words.stems[max(0, stretch.first - 1) : stretch.last + 1]

    def says_average(self, stretch: Stretch) -> bool:
        """What is named is an average."""
        return "average" in self.words.stems[max(0, stretch.first - 2) : stretch.last + 1]

    def reach(self, stretch: Stretch, stems: Collection[str]) -> tuple[int, int]:
        """Where the name of a line starts and ends, with the words beside it that its label and headings have too."""
        words, first, last = self.words, stretch.first, stretch.last
        while first and words.stems[first - 1] in stems and self._joins(first - 1):
            first -= 1
        while (following := self._following(last, stems)) is not None:
            last = following
        if first and words.stems[first - 1] == "non" and self._joins(first - 1):
            first -= 1
        return words.starts[first], words.ends[last]

    def _following(self, last: int, stems: Collection[str]) -> int | None:
        """The next word that still belongs to the name that ends with ``last``, over a word as small as "of"."""
        ahead = self.words.stems[last + 1 : last + 4]
        for step, stem in enumerate(ahead, start=1):
            if not self._joins(last + step - 1):
                return None
            if stem in stems or (step == 1 and stem in KIND_OF_LINE):
                return last + step
            if stem not in SMALL_WORDS:
                return None
        return None

    def _joins(self, index: int) -> bool:
        """Nothing but a blank, a hyphen, an apostrophe or a comma parts the word ``index`` from the next one."""
        return self.text[self.words.ends[index] : self.words.starts[index + 1]].strip() in JOINTS

    def label(self, start: int, end: int) -> str:
        """What names a line, with its basis before it."""
        prefix = beside.PREFIX.search(self.text, self.start, start)
        initials = beside.INITIALS.match(self.text, end)
        end = initials.end() if initials else end
        return " ".join(self.text[prefix.start() if prefix else start : end].split())

    def says_loss(self, start: int, end: int) -> bool:
        """Its words name the line as what is lost or spent."""
        return beside.LOSS.search(self.text, max(self.start, start - len("negative amount of ")), end) is not None


def sentences(prose: Prose, taken: Collection[Place]) -> Iterator[Sentence]:
    """Those with figures that are not ``taken``."""
    short = shortened(spoken.joined.text for spoken in prose.paragraphs)
    above: Course | None = None
    for spoken in prose.paragraphs:
        course = Course(spoken, prose, short, above if spoken.is_item else None)
        if not spoken.is_item:
            above = course if spoken.joined.text.endswith(":") else None
        if not beside.AHEAD.search(spoken.heading):
            yield from _with_figures(course, taken)


def _with_figures(course: Course, taken: Collection[Place]) -> Iterator[Sentence]:
    text = course.spoken.joined.text
    for sentence in course.sentences:
        figured = any(text.find(mark, sentence.start, sentence.end) >= 0 for mark in FIGURED)
        if figured and not sentence.is_ahead and sentence.tokens:
            sentence.taken = taken
            yield sentence
