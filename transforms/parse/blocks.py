"""Lines to blocks: what is a table with its head, what is prose.

A line gets a class first; a table is then a run of data lines, extended upward over the headings, header,
scale note and title that stand above it. A page break does not end it, a paragraph of prose does.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from transforms.parse.halves import unfold
from transforms.parse.kinds import AUDIT, GAP, PIECES_OF_HEADER, WORD, Classed, Kind, classify
from transforms.parse.periods import DATE
from transforms.parse.text import Line, as_blanks, leaves_open
from transforms.parse.words import dates, footnotes, furniture, headings, items, scaling, shares, titling

SENTENCE_END = re.compile(r"[.!?][\"”’')]*(\s|$)")
SENTENCES = re.compile(r"(?<=[.!?])(?<!\bU\.S\.)\s+(?=[A-Z])")
"""Where a sentence ends and the next begins: not behind "U.S."."""
FULL_STOP = re.compile(r"[.!?][\"”’')]*\s*$")
ON_COVER = re.compile(r"exact name of registrant", re.IGNORECASE)
COVER_ENDS = re.compile(r"\s*item\s+\d", re.IGNORECASE)
COVER_LINES = 100
CENTERED = 10
"""A title that is set in the middle starts no further left."""
ISSUER = re.compile(r"\b(?:INC|CORP|CORPORATION|COMPANY|CO|LTD|GROUP|BANCORP|TRUST|HOLDINGS|SUBSIDIAR(?:Y|IES))\b\.?$")
""""SMITH RESTAURANTS, INC.", above what its table is called."""
RULES_BESIDE = re.compile(r"(?<!\S)(?:-{4,}|_{4,})(?!\S)")
WORDS_BESIDE = re.compile(r"(?<!\S)(?!(?:-{4,}|_{4,})(?!\S))\S+")
"""Rules that are drawn beside words, and those words: "-------   %   -------"."""
CAPTION = re.compile(r"(?:[A-Za-z][\w&'’/-]*(?: |$))+")
"""Words over a column, without numbers and stops."""
EVERY_QUARTER = re.compile(r"\bquarterly\b", re.IGNORECASE)
"""It tells how often, and dates nothing."""
LONE_YEAR = re.compile(r"(?:fiscal )?(?:19|20)\d\d:?", re.IGNORECASE)
CONTINUED = re.compile(r"[-(]*\b(?:continued|cont['’]?d)\b[-.)]*", re.IGNORECASE)
STANDS_AT = re.compile(rf"(?<=\w \b)(?:as of|at) {dates.MONTH} \d{{1,2}}, (?:19|20)\d\d$", re.IGNORECASE)
"""The day that ends the name of a table: "Debt Maturity Schedule as of September 30, 2012"."""
BETWEEN_SENTENCES = re.compile(r"(?<=[a-z\d%)][.!?])  (?=[A-Z\"“])")
"""Two blanks, as typists part sentences."""
PROSE_WORDS = 15
FOOTNOTE_WORDS = 8
RUNNING = 3
"""A line that stands above so many tables is the head of every page, or as good as one."""
HEADING_LINES = 2
"""A heading of a table wraps over no more lines than this, however it ends."""


SPOKEN = (Kind.TITLE, Kind.SCALE, Kind.HEADER, Kind.TEXT)


@dataclass(slots=True)
class Block:
    """A table before its columns are known: the lines above the first data line, and the lines from there on."""

    head: list[Classed]
    body: list[Classed] = field(default_factory=list)
    follows: bool = False
    """It follows the table before it with no prose between but footnotes."""
    joined: bool = False
    """Not even a blank line parts it from the table before it: one printed table holds both."""
    intro: str = ""
    """The sentence of prose that introduces it."""
    above: str = ""
    """The last title printed before it, whatever stands between."""
    running: frozenset[str] = frozenset()
    """What stands above many of the document's tables, folded: it tells none of them from the others."""


@dataclass(frozen=True, slots=True)
class Blocks:
    """A document cut into tables and paragraphs of prose."""

    tables: tuple[Block, ...]
    paragraphs: tuple[tuple[Line, ...], ...]
    headlines: tuple[Line, ...]
    pages: tuple[Line, ...]
    headings: dict[int, str] = field(default_factory=dict)
    """The line of text above a paragraph, and below the one before, by the number of the paragraph's first line."""
    loose: tuple[Line, ...] = ()
    """What stands outside of tables and is neither prose nor headline."""
    dangling: tuple[Classed, ...] = ()
    """Lines at the end of the text that open a table which never comes: a title, a header, a heading."""

    @property
    def prose(self) -> Iterator[Line]:
        """Every line outside of tables that may hold a number, but those of page numbers."""
        yield from self.headlines
        for paragraph in self.paragraphs:
            yield from paragraph
        yield from self.loose


def _classed(line: Line) -> Iterator[Classed]:
    """The classes of a line: one, but where words of a header stand between rules: those are drawn first."""
    drawn = line.told is None and ("----" in line.text or "____" in line.text)
    words = RULES_BESIDE.sub(as_blanks, line.text) if drawn else line.text
    if words == line.text:
        yield classify(line)
        return
    spoken = GAP.split(words.strip())
    headed = all(part == "%" or headings.HEADER_WORDS.search(part) for part in spoken)
    labels = len(spoken) > 1 or (line.text.lstrip().startswith(spoken[0]) and len(RULES_BESIDE.findall(line.text)) > 1)
    if not headed and not (labels and all(map(CAPTION.fullmatch, spoken))):
        yield classify(line)
        return
    yield Classed(line._replace(text=WORDS_BESIDE.sub(as_blanks, line.text)), Kind.RULE)
    yield Classed(line._replace(text=words), Kind.HEADER) if headed else classify(line._replace(text=words))


def find_blocks(lines: list[Line]) -> Blocks:
    """Cut ``lines`` into tables and prose."""
    classed = _mark_prose(_single_space(_without_cover([item for line in unfold(lines) for item in _classed(line)])))
    tables: list[Block] = []
    pending: list[Classed] = []
    current: Block | None = None
    follows = in_note = False
    prose: list[str] = []
    heading = ""
    for item in classed:
        if item.kind is Kind.TITLE:
            heading = item.line.text.strip()
        if item.kind is Kind.PROSE:
            prose = [] if pending else prose
            prose.append(item.line.text)
            in_note = in_note and not any(above.kind in (Kind.SCALE, Kind.TITLE) for above in pending)
            in_note = in_note or footnotes.FOOTNOTE_START.match(item.line.text) is not None
            current, pending, follows = None, [], follows and in_note
        elif current is not None and not pending and _ends_label(current.body, item):
            current.body.append(item._replace(kind=Kind.TEXT))
        elif item.kind is not Kind.DATA:
            pending.append(item)
        else:
            pending = _scaled_headings(pending) if current else pending
            start = _new_table_start(pending, current) if current else 0
            if current is not None and start is not None and _repeats_head(pending, current):
                current.body.extend(
                    item._replace(kind=Kind.REPEATED) if item.kind in SPOKEN else item for item in pending
                )
            elif current is None or start is not None:
                head = pending[start or 0 :]
                intro = "" if current else _intro(prose)
                current = Block(
                    head,
                    follows=follows,
                    joined=current is not None and not _parted(pending),
                    intro=intro,
                    above=heading,
                )
                tables.append(current)
            else:
                current.body.extend(pending)
            current.body.append(item)
            pending, prose, follows, in_note = [], [], True, False
    running = _running(tables)
    for table in tables:
        table.running = running
    headlines = tuple(item.line for item in _before_prose(classed) if item.kind in (Kind.TEXT, Kind.TITLE, Kind.HEADER))
    return Blocks(
        tables=tuple(tables),
        paragraphs=_paragraphs(classed),
        headlines=headlines,
        pages=tuple(item.line for item in classed if item.kind is Kind.PAGE),
        headings=_headings(classed),
        loose=_loose(classed, tables, headlines),
        dangling=_dangling(pending),
    )


def _headings(classed: Sequence[Classed]) -> dict[int, str]:
    found: dict[int, str] = {}
    above: dict[bool, str] = {}
    """The last line of text before any table since the last paragraph, and since the last line of a table."""
    begun = in_table = False
    for item in classed:
        if item.kind is Kind.PROSE:
            heading = above.get(True, above.get(False))
            if heading is not None:
                found[item.line.number] = heading
            begun, in_table = True, False
            above.clear()
        elif item.kind is Kind.DATA:
            in_table = True
            above.pop(True, None)
        elif item.kind in (Kind.TEXT, Kind.TITLE) and begun:
            above[in_table] = item.line.text.strip()
    return found


def _loose(classed: Sequence[Classed], tables: Sequence[Block], headlines: Sequence[Line]) -> tuple[Line, ...]:
    taken = {item.line.number for table in tables for item in (*table.head, *table.body)}
    taken.update(line.number for line in headlines)
    return tuple(
        item.line for item in classed if item.kind not in (Kind.PROSE, Kind.PAGE) and item.line.number not in taken
    )


def _without_cover(classed: list[Classed]) -> list[Classed]:
    """The cover of a report holds no table: what stands in columns there is an address and its parts."""
    if not any(ON_COVER.search(item.line.text) for item in classed[:COVER_LINES]):
        return classed
    end = next((index for index, item in enumerate(classed) if COVER_ENDS.match(item.line.text)), 0)
    return [Classed(item.line, Kind.TEXT) if item.kind is Kind.DATA else item for item in classed[:end]] + classed[end:]


def _running(tables: Sequence[Block]) -> frozenset[str]:
    """Lines that head several tables: the company's name, the head of every page."""
    counts = Counter(
        text for table in tables for text in {item.folded for item in table.head if item.kind is Kind.TEXT}
    )
    return frozenset(text for text, count in counts.items() if count >= RUNNING)


def _intro(prose: Sequence[str]) -> str:
    """The last sentence of a paragraph, where it announces a table: it ends in a colon or says "following".

    One that only says "as follows" speaks of what the last sentence with a date does.
    """
    sentences = SENTENCES.split(" ".join(" ".join(prose).split()))
    if titling.AS_FOLLOWS.search(sentences[-1]):
        dated = [index for index, sentence in enumerate(sentences) if DATE.search(sentence)]
        return " ".join(sentences[dated[-1] if dated else -1 :])
    return sentences[-1] if sentences[-1].endswith(":") or titling.ANNOUNCES.search(sentences[-1]) else ""


def _ends_label(body: Sequence[Classed], item: Classed) -> bool:
    """What stands right below the last line of values, where its label does, and goes on with it: "of period".

    It stays with that line where the table ends there.
    """
    text = item.line.text.strip()
    above = next((one for one in reversed(body) if one.kind is not Kind.TEXT), item)
    scaled = item.kind is Kind.SCALE and not text.startswith("in ")
    if not (scaled or item.kind in (Kind.TEXT, Kind.HEADER)) or above.kind is not Kind.DATA or GAP.search(text):
        return False
    label = above.line.text[: above.label_end].rstrip()
    within = above.indent <= item.indent and item.indent + len(text) < above.label_end
    hangs = item.indent > above.indent and items.BROKEN_OFF.search(label) is not None
    return bool(label) and within and (text[:2].islower() or hangs) and not text.endswith(":")


def _parted(pending: Sequence[Classed]) -> bool:
    return any(item.kind is Kind.BLANK for item in pending)


def _dangling(pending: list[Classed]) -> tuple[Classed, ...]:
    spoken = [item for item in pending if item.kind not in (Kind.BLANK, Kind.PAGE, Kind.RULE, Kind.BREAK)]
    titles = [index for index, item in enumerate(spoken) if item.kind is Kind.TITLE]
    if not titles:
        return ()
    last = spoken[-1]
    opens = last.kind in (Kind.TITLE, Kind.SCALE, Kind.HEADER) or last.line.text.rstrip().endswith(":")
    return tuple(spoken[titles[-1] :]) if opens else ()


def _before_prose(classed: list[Classed]) -> list[Classed]:
    for index, item in enumerate(classed):
        if item.kind in (Kind.PROSE, Kind.DATA):
            return classed[:index]
    return classed


def _scaled_headings(pending: list[Classed]) -> list[Classed]:
    """A line in the midst of a table that says a scale and comes without a header heads the lines below it."""
    if not any(item.kind in (Kind.SCALE, Kind.TITLE) for item in pending):
        return pending
    pieces = max((len(GAP.split(item.line.text.strip())) for item in pending if item.kind in SPOKEN), default=0)
    if pieces >= PIECES_OF_HEADER or any(
        item.kind in (Kind.HEADER, Kind.BREAK) or _is_unscaled(item) or item.line.captions for item in pending
    ):
        return pending
    return [
        item._replace(kind=Kind.TEXT)
        if item.kind in (Kind.SCALE, Kind.TITLE) and scaling.SCALED_HEADING.match(item.line.text.strip())
        else item
        for item in pending
    ]


def _is_unscaled(item: Classed) -> bool:
    return item.kind is Kind.TITLE and scaling.scale_of(item.line.text) is None


def _repeats_head(pending: Sequence[Classed], current: Block) -> bool:
    """The lines between two pages of one table: they say that it goes on, and nothing that its head does not say."""
    spoken = [CONTINUED.sub(" ", item.folded).strip() for item in pending if item.kind in SPOKEN]
    head = {item.folded for item in current.head}
    headed = any(item.kind is Kind.HEADER for item in pending)
    goes_on = any(CONTINUED.search(item.folded) for item in pending) and not any(
        item.kind is Kind.BREAK for item in pending
    )
    return headed and goes_on and all(" ".join(text.split()) in head for text in spoken if text)


def heads_contents(item: Classed) -> bool:
    """It stands above page numbers, in one of its columns or alone: "Contents", "Page"."""
    return any(map(furniture.CONTENTS.search, GAP.split(item.line.text.strip())))


def is_year(item: Classed) -> bool:
    """A line of a year alone: the lines below it are that year's."""
    return item.kind is Kind.TEXT and LONE_YEAR.fullmatch(item.line.text.strip()) is not None


def _new_table_start(pending: list[Classed], current: Block) -> int | None:
    """Where in the lines since the last value a new table's head begins, or None where the table goes on."""
    for index, item in enumerate(pending):
        if (is_year(item) and any(map(is_year, current.head))) or (item.kind is Kind.TEXT and heads_contents(item)):
            return index
        if index and _is_one_cell(pending[index - 1], item):
            continue
        if item.kind in (Kind.TITLE, Kind.SCALE, Kind.HEADER, Kind.BREAK) or _opens_footnote(item):
            return _with_company(pending, index)
        text = item.line.text.strip()
        if item.kind is Kind.TEXT and (titling.INNER_TITLE.match(text) or titling.FOLLOWS.search(text)):
            return index
        if item.kind is Kind.TEXT and len(item.line.captions) > 1 and _parted(pending[:index]):
            return _with_company(pending, index)
        if is_centered_title(pending, index) and ISSUER.search(text) and is_capital(pending[index + 1]):
            return index
    return None


def is_capital(item: Classed) -> bool:
    """A line in capitals that is set in the middle, as titles are."""
    text = item.line.text.strip()
    return item.kind is Kind.TEXT and item.indent >= CENTERED and text.isupper() and GAP.search(text) is None


def is_centered_title(lines: Sequence[Classed], index: int) -> bool:
    """In capitals and in the middle, below a blank line and above others: a title, though it names no statement."""
    return 0 < index < len(lines) - 1 and is_capital(lines[index]) and lines[index - 1].kind is Kind.BLANK


def _is_one_cell(above: Classed, item: Classed) -> bool:
    """One cell alone prints both lines, the lower one a note on its column: "Amount" over "(millions)"."""
    cells = [reach.cell for reach in item.line.captions]
    return item.kind is Kind.SCALE and len(cells) == 1 and cells == [reach.cell for reach in above.line.captions]


def _with_company(pending: list[Classed], index: int) -> int:
    """A title's block starts at the first line after the blank or rule before it.

    A title, a scale note or a header whose lines all stand over columns goes with the line above it, which then is
    not left among the values.
    """
    start = _run_start(pending, index)
    heads = pending[index].kind in (Kind.SCALE, Kind.HEADER, Kind.TITLE) or len(pending[index].line.captions) > 1
    if heads and all(len(GAP.split(item.line.text.strip())) > 1 for item in pending[start:index]):
        above = start
        while above > 0 and pending[above - 1].kind is Kind.BLANK:
            above -= 1
        title = _run_start(pending, above)
        if title < above < start and title > 0 and _names_table(pending[above - 1]):
            return title
    return start


def _names_table(item: Classed) -> bool:
    """It says what a table is about: no sentence, no dates but its own, and no per-share part of what is above it.

    The time that an outlook looks at is its own.
    """
    if titling.OUTLOOK.search(item.line.text):
        return not FULL_STOP.search(item.line.text)
    text = STANDS_AT.sub("", EVERY_QUARTER.sub("", AUDIT.sub("", item.line.text)))
    return not any(pattern.search(text) for pattern in (FULL_STOP, headings.HEADER_WORDS, shares.PER_SHARE))


def _run_start(pending: list[Classed], index: int) -> int:
    """The first of the lines above ``index`` that speak; a rule may be drawn below what spans columns."""
    while index > 0:
        above = pending[index - 1]
        if above.kind is Kind.RULE and index > 1 and pending[index - 2].line.captions:
            above = pending[index - 2]
        if above.kind not in (Kind.TEXT, Kind.HEADER):
            break
        index -= 1 if above is pending[index - 1] else 2
    return index


def _opens_footnote(item: Classed) -> bool:
    return item.kind is Kind.TEXT and footnotes.FOOTNOTE_START.match(item.line.text) is not None


def _single_space(classed: list[Classed]) -> list[Classed]:
    """Drop the blank line that a double-spaced document puts after every line."""
    printed = [index for index, item in enumerate(classed[:-1]) if item.kind is not Kind.BLANK]
    close = sum(classed[index + 1].kind is not Kind.BLANK for index in printed)
    if not printed or close * 5 > len(printed):
        return classed
    return [
        item
        for index, item in enumerate(classed)
        if item.kind is not Kind.BLANK or (index and classed[index - 1].kind is Kind.BLANK)
    ]


def _runs(classed: list[Classed]) -> list[tuple[int, int]]:
    """Start and end of every run of text lines without a blank between; a footnote mark starts a new one."""
    runs: list[tuple[int, int]] = []
    open_run = False
    for index, item in enumerate(classed):
        textual = item.kind in (Kind.TEXT, Kind.HEADER) or _goes_on_below(item)
        if textual and open_run and not _opens_footnote(item):
            runs[-1] = (runs[-1][0], index + 1)
        elif textual:
            runs.append((index, index + 1))
        open_run = textual
    return runs


def _goes_on_below(item: Classed) -> bool:
    """A note of scale that leaves its parenthesis open: the first line of a sentence that says one."""
    return item.kind is Kind.SCALE and leaves_open(item.line.text)


def _mark_prose(classed: list[Classed]) -> list[Classed]:
    """Text lines whose paragraph is prose, become prose: enough words and the end of a sentence."""
    result = list(classed)
    for start, end in _runs(classed):
        first = classed[start].line.text
        body = " ".join(item.line.text.strip() for item in classed[start:end])
        sentence = end - start == 1 and body.endswith((".", "!", "?"))
        noted = footnotes.FOOTNOTE_START.match(first) is not None
        opens = body.endswith(":")
        follows = opens and titling.AS_FOLLOWS.search(body) and not (noted or titling.FOLLOWS.search(body))
        announces = opens and not noted and (titling.ANNOUNCES.search(body) or titling.HAD_FOLLOWING.search(body))
        short = sentence or follows or announces or noted
        needed = FOOTNOTE_WORDS if short else PROSE_WORDS
        introduces = follows or announces or (opens and end - start > HEADING_LINES)
        ends = introduces or (not opens and SENTENCE_END.search(body))
        prose = ends and len(WORD.findall(body)) >= needed and not _in_columns(classed[start:end])
        if prose or furniture.LIST_ITEM.match(first):
            for index in range(start, end):
                result[index] = Classed(classed[index].line, Kind.PROSE)
    return result


def _in_columns(lines: Sequence[Classed]) -> bool:
    """Most of them have gaps as between columns, and not as behind a sentence."""
    gaps = (BETWEEN_SENTENCES.sub(" ", item.line.text.strip()) for item in lines)
    return 2 * sum(GAP.search(text) is not None for text in gaps) > len(lines)


def _paragraphs(classed: list[Classed]) -> tuple[tuple[Line, ...], ...]:
    result: list[tuple[Line, ...]] = []
    run: list[Line] = []
    for item in classed:
        if item.kind is Kind.PROSE and not (run and _opens_footnote(Classed(item.line, Kind.TEXT))):
            run.append(item.line)
        else:
            if run:
                result.append(tuple(run))
            run = [item.line] if item.kind is Kind.PROSE else []
    if run:
        result.append(tuple(run))
    return tuple(result)
