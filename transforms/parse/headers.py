"""Header lines to the headings of columns, level by level."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from transforms.parse.columns import NEAR
from transforms.parse.grid import Column
from transforms.parse.kinds import LONGEST_PIECE, Classed, Kind
from transforms.parse.named_periods import NO_MEMBER
from transforms.parse.periods import DATE, LENGTH, SLASHED, YEAR
from transforms.parse.text import Line, Reach
from transforms.parse.words import dates, footnotes, headings, items, scaling, titling

SEGMENT = re.compile(r"\S+(?:\s\S+)*")
QUARTER = re.compile(rf"\b{dates.QUARTER_MARK}")
COUNT = re.compile(dates.COUNT, re.IGNORECASE)
COUNTED = re.compile(r"(?:months?|weeks?|quarters?|years?)\b", re.IGNORECASE)
"""What is counted below a count that a narrow column breaks off: "Nine" over "Months"."""
GROUP = re.compile(r"[-=_]{3,}")
CAPTION_WORDS = 14
"""A caption over columns is no longer than this."""
STOPPED = re.compile(r"(?:\S+ ){4,}\w{3,}\.$")
"""The end of a sentence."""
LENGTHS = re.compile(
    rf"\b{dates.COUNT}(?:[ -](?:months?|weeks?))?(?: periods?)?,? and {dates.COUNT}[ -](?:months?|weeks?)\b",
    re.IGNORECASE,
)
"""Two stretches of time at once, which no column holds: "Three Month and Nine Month Periods"."""
AS_OF = re.compile(r"\s{12,}(?:as of|at) \S+(?: \S+)*$", re.IGNORECASE)
"""A day alone on its line, set towards the middle."""
A_DAY = re.compile(rf"\s{{12,}}{dates.MONTH} \d{{1,2}}, (?:19|20)\d\d$", re.IGNORECASE)
"""The same without a word, between a title and the note of its scale."""
WORDS_BESIDE = 6
"""A line with more words than these besides its dates is prose that names a period."""
WORDS_OF_NAME = 3
"""So many words besides a period name something else."""
OWN_PIECES = 3
"""So many pieces that end where columns do are each of its column."""
LABEL_EDGE = 12
"""What starts further left stands over the labels."""


NAMED = re.compile(rf"\s{{12,}}(?!{dates.MONTH})(?:[A-Z][\w&]+ )+[-–] ")
BROKEN = re.compile(r"(?<=\bnon-) (?=\w)", re.IGNORECASE)
"""Where a cell breaks a word behind its hyphen: "Non-" over "GAAP"."""
DATED = re.compile(rf"\b{dates.MONTH} \d{{1,2}}, (?:19|20)\d\d$", re.IGNORECASE)
DAY = re.compile(rf"{dates.MONTH} \d{{1,2}},?(?: (?:19|20)\d\d)?(?= |$)", re.IGNORECASE)
"""A day of a column, its year perhaps on the line below."""
SPEAKING = (Kind.HEADER, Kind.TEXT, Kind.SCALE)


class Segment(NamedTuple):
    """A piece of a header line: its span and text; ``exact`` where a rule or its cell says how far it reaches."""

    start: int
    end: int
    text: str
    exact: bool = False
    cell: tuple[int, int] | None = None


Over = list[list[Segment]]
"""For every line of a head its pieces that stand over columns."""


@lru_cache(maxsize=10_000)
def segments(text: str) -> tuple[Segment, ...]:
    """Pieces of ``text`` that two blanks keep apart."""
    return tuple([Segment(match.start(), match.end(), match[0]) for match in SEGMENT.finditer(text)])


def is_header(item: Classed, columns: Sequence[Column]) -> bool:
    """A line above the values that speaks of columns: the field's words, or text that stands over a column."""
    if not columns or item.kind not in SPEAKING or _is_note(item.line.text):
        return False
    parts = segments(item.line.text)
    lone = len(parts) == 1
    if lone and (_is_prose(parts[0].text, in_cell=bool(item.line.captions)) or _heads_lines(item.line)):
        return False
    if item.kind is Kind.HEADER:
        return True
    if _over_some(item.line.captions, columns):
        return True
    if item.kind is Kind.SCALE and lone and len(columns) > 1 and scaling.scale_of(parts[0].text):
        return False  # a note on the whole table, wherever on its line it stands
    return _speaks_of_columns(parts, columns)


def _is_note(text: str) -> bool:
    """A sentence behind the mark of a footnote, whatever days it says."""
    return text.endswith(".") and STOPPED.search(text) is not None and footnotes.FOOTNOTE_START.match(text) is not None


def _heads_lines(line: Line) -> bool:
    """It starts where labels do and ends in a colon, so what it names stands below it and not in columns."""
    return not line.captions and line.text.endswith(":") and len(line.text) - len(line.text.lstrip()) < LABEL_EDGE


@lru_cache(maxsize=10_000)
def _is_prose(text: str, *, in_cell: bool) -> bool:
    """A sentence that introduces the table, though it may name a period."""
    stopped = not in_cell and STOPPED.search(text) is not None
    return (
        stopped
        or len(text.split()) > CAPTION_WORDS
        or (not in_cell and len(NO_MEMBER.sub(" ", text).split()) > WORDS_BESIDE)
    )


def _over_some(reaches: Sequence[Reach], columns: Sequence[Column]) -> bool:
    """Several cells over columns, or one that leaves some of them out."""
    return len(reaches) > 1 or any(reach.right < columns[-1].start or reach.left > columns[0].edge for reach in reaches)


def _speaks_of_columns(parts: Sequence[Segment], columns: Sequence[Column]) -> bool:
    over = [part for part in parts if part.end > columns[0].start - 2]
    if not over or any(len(part.text) > LONGEST_PIECE for part in over):
        return False
    if len(parts) == 1 and _narrow(parts[0], columns):
        return True
    told = (footnotes.FOOTNOTE_MARK.fullmatch(part.text) or headings.HEADER_WORDS.search(part.text) for part in over)
    return all(told) or (len(over) > 1 and len(parts) <= len(columns) + 1)


def _narrow(piece: Segment, columns: Sequence[Column]) -> bool:
    """It ends where one column does and stands over that one alone, and over no label."""
    return (
        piece.start > columns[0].start - LABEL_EDGE
        and any(abs(piece.end - column.edge) <= NEAR for column in columns)
        and len(_below(piece, columns)) == 1
    )


def set_headings(columns: list[Column], head: Sequence[Classed], over: Over) -> list[tuple[Line, Segment]]:
    """Give every column its heading: the pieces ``over`` it, outermost first.

    A line with a piece for every column speaks of each. Lines above the first such line span: their pieces are
    stacked into captions, and a column takes the one over it (where a rule is drawn below, the one over that
    rule), else the nearest. A lone piece further down speaks of the columns that it stands over. Returned are the dated
    pieces that no column took: the values that should stand below them are missing.
    """
    lines = [(index, pieces) for index, pieces in enumerate(over) if pieces]
    first_leaf = next(
        (position for position, (_, pieces) in enumerate(lines) if len(pieces) >= len(columns)), len(lines)
    )
    leaf = lines[first_leaf][1] if first_leaf < len(lines) else []
    captions_over = _stack(
        [
            (_of_changes(_of_repetitions(pieces, leaf, columns), leaf), _rule_groups(head, index))
            for index, pieces in lines[:first_leaf]
        ]
    )
    leaves = [
        pieces if len(pieces) >= len(columns) else _as_ruled(pieces, _rule_groups(head, index))
        for index, pieces in lines[first_leaf:]
    ]
    for column in columns:
        levels = [_above(level, column, columns) for level in captions_over]
        levels += [_leaf(pieces, column, columns) for pieces in leaves]
        column.heading = _parts([piece for piece in levels if piece is not None])
    return [
        (head[index].line, piece)
        for index, _ in lines[first_leaf:]
        for pieces in ([piece for piece in segments(head[index].line.text) if piece.start >= LABEL_EDGE],)
        if len(pieces) > len(columns)
        for piece in pieces
        if YEAR.search(piece.text) and not any(_nearest(pieces, column) == piece for column in columns)
    ]


def _above(level: Sequence[Segment], column: Column, columns: Sequence[Column]) -> Segment | None:
    """The piece of a line of captions over ``column``; the nearest, unless each ends with a column of its own."""
    ends = [[other.index for other in columns if abs(piece.end - other.edge) <= NEAR] for piece in level]
    own = len(level) >= OWN_PIECES and all(len(found) == 1 for found in ends) and 2 * len(level) > len(columns)
    return _over(level, column) if own else _nearest(level, column)


def _leaf(pieces: Sequence[Segment], column: Column, columns: Sequence[Column]) -> Segment | None:
    """The piece of a line that speaks of ``column``: in order where there is one for each, else by its place."""
    if len(pieces) == len(columns) and not any(piece.exact for piece in pieces):
        return pieces[columns.index(column)]
    return _nearest(pieces, column) if len(pieces) >= len(columns) else _over(pieces, column)


def _of_repetitions(pieces: list[Segment], leaf: Sequence[Segment], columns: Sequence[Column]) -> list[Segment]:
    """Periods above a leaf that repeats itself once for each of them stand over a repetition each, in order.

    "4Q21  3Q21  4Q20" over "Pre-tax  After-tax" three times, where some are set off their columns.
    """
    size, rest = divmod(len(leaf), max(len(pieces), 1))
    texts = [piece.text for piece in leaf]
    if rest or not 1 < size < len(leaf) or len(leaf) != len(columns) or texts != texts[:size] * len(pieces):
        return pieces
    if not all(YEAR.search(piece.text) or QUARTER.search(piece.text) for piece in pieces):
        return pieces
    parts = [columns[size * order : size * (order + 1)] for order in range(len(pieces))]
    return [
        piece._replace(start=part[0].start, end=part[-1].edge, exact=True)
        for piece, part in zip(pieces, parts, strict=True)
    ]


def set_column_scales(columns: Sequence[Column], head: Sequence[Classed], over: Over) -> bool:
    """Scales that stand over some columns alone: "(millions)" below "Dollars" beside "Units"; if there are such."""
    found: dict[int, int] = {}
    for item, pieces in zip(head, over, strict=True):
        if scaling.scale_of(item.line.text) is None:
            continue
        scaled = [(piece, scale) for piece in pieces if (scale := scaling.scale_of(piece.text)) is not None]
        if not scaled or len(pieces) == 1 or scaled[0][0].start < columns[0].start - LABEL_EDGE:
            return False
        found |= {column.index: scale for piece, scale in scaled for column in _below(piece, columns)}
    if not 0 < len(found) < len(columns):
        return False
    for column in columns:
        column.scale = found.get(column.index)
    return True


def beside_columns(head: Sequence[Classed], columns: Sequence[Column], over: Over) -> str:
    """What a head says of the table as a whole: all but the pieces of header lines that stand over columns."""
    kept: list[str] = []
    for item, pieces in zip(head, over, strict=True):
        alone = len(pieces) == 1 and len(columns) > 1
        kept.append(item.line.text if not pieces or alone else item.line.text[: pieces[0].start])
    return " ".join(kept)


def _of_changes(pieces: list[Segment], leaf: Sequence[Segment]) -> list[Segment]:
    """A caption straight above "Change", or one that goes on below, speaks of that column alone: "% of" over it.

    So does a count over what it counts: "Nine" over "Months". One of changes alone on its line speaks of those that
    it stands over, where the columns beside are of days: "% Change from Prior" over "Qtr." and "Year".
    """
    if compared := _beside_days(pieces, leaf):
        return compared

    def over_one(piece: Segment) -> bool:
        below = [other for other in leaf if _touch(piece, other)]
        goes_on = items.CONNECTIVE_END.search(piece.text) or (
            COUNT.fullmatch(piece.text) and all(COUNTED.match(other.text) for other in below)
        )
        return len(below) == 1 and bool(goes_on or headings.CHANGE_HEADING.search(below[0].text))

    return [piece._replace(exact=True) if over_one(piece) else piece for piece in pieces]


def _beside_days(pieces: Sequence[Segment], leaf: Sequence[Segment]) -> list[Segment]:
    """The one caption of changes as wide as the pieces below it, where all others below name a day or a year."""
    if len(pieces) != 1 or pieces[0].exact or not headings.CHANGE_HEADING.search(pieces[0].text):
        return []
    below = [piece for piece in leaf if _touch(pieces[0], piece)]
    dated = [
        piece for piece in leaf if SLASHED.search(piece.text) or DATE.search(piece.text) or YEAR.search(piece.text)
    ]
    apart = bool(below) and bool(dated) and len(below) + len(dated) == len(leaf) and not set(below) & set(dated)
    start, end = (below[0].start, below[-1].end) if apart else (0, 0)
    return [pieces[0]._replace(start=start, end=end, exact=True)] if apart else []


def _parts(over: Sequence[Segment]) -> tuple[str, ...]:
    """The texts of the pieces over a column, outermost first; what one cell prints on several lines is one part."""
    parts: list[str] = []
    for above, piece in zip([None, *over], over, strict=False):
        of_cell = above is not None and piece.cell is not None and above.cell == piece.cell
        if of_cell or (above is not None and COUNT.fullmatch(above.text) and COUNTED.match(piece.text)):
            parts[-1] += f" {piece.text}"
        else:
            parts.append(piece.text)
    return tuple([BROKEN.sub("", part) if "on- " in part else part for part in parts])


def pieces_over(head: Sequence[Classed], columns: Sequence[Column]) -> Over:
    """For every line of a head its pieces over columns; where cells tell, lines outside of cells stand over none.

    What stands above the title, a note of scale, or a page's number or tag, and is no header by itself, is a name.
    """
    told = any(item.line.captions for item in head)
    headed = max((index for index, item in enumerate(head) if item.kind is Kind.HEADER), default=0)
    titled = max(
        (
            index
            for index, item in enumerate(head)
            if item.kind is Kind.TITLE
            or (item.kind is Kind.SCALE and index < headed and _stands_alone(item.line))
            or (item.kind is Kind.PAGE and "<s>" not in item.folded)
        ),
        default=0,
    )

    beside = next((index for index, item in enumerate(head) if _statement_beside(item)), 0)
    rests = _rests_of_notes(head)

    def heads(index: int, item: Classed) -> bool:
        name = (index < titled and item.kind is Kind.TEXT) or (index < beside and _names_report(item, head[index + 1]))
        below = head[index + 1].kind if index + 1 < len(head) else Kind.RULE
        ends_title = AS_OF.match(item.line.text) or (below is Kind.SCALE and A_DAY.match(item.line.text))
        if below in (Kind.BLANK, Kind.SCALE) and not told and ends_title:
            return False  # the day of the whole table
        if not told and LENGTHS.search(item.line.text) and _stands_alone(item.line):
            return False  # "For the Three and Nine Month Periods Ended": of all columns
        if not told and index + 1 < len(head) and _is_underlined(item.line, head[index + 1]):
            return False
        if not told and _names_page(item, [other.kind for other in head[index + 1 : index + 3]]):
            return False
        if index in rests:
            return False
        return is_header(item, columns) and bool(item.line.captions or not (told or name))

    bands = _bands(head, columns)
    return [
        _in_bands(_pieces(item, columns), bands.get(index, ())) if heads(index, item) else []
        for index, item in enumerate(head)
    ]


def _statement_beside(item: Classed) -> bool:
    """It names a statement where labels stand, beside captions of columns: "INCOME STATEMENT    2003    2002"."""
    parts = segments(item.line.text) if item.kind in SPEAKING and not item.line.captions else ()
    beside = len(parts) > 1 and parts[0].start < LABEL_EDGE
    return beside and titling.statement_beside(titling.NOT_IN_TITLE.sub("", parts[0].text)) is not None


def _names_report(item: Classed, below: Classed) -> bool:
    """A line over the whole of a page, of whose words a quarter is one: "SMITH GROUP THIRD QUARTER REPORT"."""
    alone = below.kind is Kind.BLANK and _stands_alone(item.line)
    return alone and len(NO_MEMBER.sub(" ", item.line.text).split()) >= WORDS_OF_NAME


def _is_underlined(line: Line, below: Classed) -> bool:
    """A title at the margin with a rule of its own length below it, though a column may begin under its end."""
    drawn = GROUP.findall(below.line.text) if below.kind is Kind.RULE else []
    return (
        _stands_alone(line)
        and len(drawn) == 1
        and not line.text.startswith(" ")
        and abs(len(below.line.text) - len(line.text)) <= NEAR
    )


def _rests_of_notes(head: Sequence[Classed]) -> frozenset[int]:
    """Lines that go on with a note of scale as far as it closes: "(in thousands, except per share" over "data)"."""
    found: list[int] = []
    waits: list[int] = []
    opened = 0
    for index, item in enumerate(head):
        opens = item.kind is Kind.SCALE and not opened
        if not (opens or (opened and item.kind is Kind.TEXT)) or len(segments(item.line.text)) != 1:
            opened, waits = 0, []
            continue
        opened += item.line.text.count("(") - item.line.text.count(")")
        waits = [] if opens else [*waits, index]
        found += waits if not opened else []
    return frozenset(found)


def _stands_alone(line: Line) -> bool:
    return not line.captions and len(segments(line.text)) == 1


def _bands(head: Sequence[Classed], columns: Sequence[Column]) -> dict[int, list[tuple[int, int]]]:
    """For the lines right above a rule that is drawn below every column alone: how far each column reaches."""
    found: dict[int, list[tuple[int, int]]] = {}
    for below, item in enumerate(head):
        groups = [match.span() for match in GROUP.finditer(item.line.text)] if item.kind is Kind.RULE else []
        alone = len(groups) == len(columns) and all(
            start < column.edge and column.start < end for (start, end), column in zip(groups, columns, strict=True)
        )
        index = below - 1
        while alone and index >= 0 and head[index].kind in SPEAKING:
            found[index] = groups
            index -= 1
    return found


def _in_bands(pieces: Sequence[Segment], bands: Sequence[tuple[int, int]]) -> list[Segment]:
    """Pieces cut where one blank parts two columns, and as wide as the column that they stand in."""
    cut = [part for piece in pieces for part in _cut(piece, bands)]
    return [
        next(
            (
                piece._replace(start=start, end=end, exact=True)
                for start, end in bands
                if start - 1 <= piece.start and piece.end <= end + 1
            ),
            piece,
        )
        for piece in cut
    ]


def _cut(piece: Segment, bands: Sequence[tuple[int, int]]) -> Iterator[Segment]:
    for (_, end), (start, _) in pairwise(bands):
        at = end - piece.start
        if start == end + 1 and 0 < at < len(piece.text) and piece.text[at] == " " and not _is_one(piece.text, at):
            yield Segment(piece.start, end, piece.text[:at])
            piece = Segment(start, piece.end, piece.text[at + 1 :])
    yield piece


def _is_one(text: str, at: int) -> bool:
    """The blank at ``at`` parts no captions, but a count from its months, or a month from its day."""
    return any(match.start() < at < match.end() for pattern in (LENGTH, DATE) for match in pattern.finditer(text))


def _names_page(item: Classed, below: Sequence[Kind]) -> bool:
    """A day behind a name, alone on its line and parted from what follows: "Fiscal Review - December 31, 2004"."""
    text = item.line.text
    apart = below[:1] == [Kind.BLANK] or below == [Kind.RULE, Kind.BLANK]
    return apart and len(segments(text)) == 1 and DATED.search(text) is not None and NAMED.match(text) is not None


def _parted(item: Classed, columns: Sequence[Column]) -> Iterator[Segment]:
    """The pieces of a line: "2003 Change" is two where each has a column, and so is "May 4, May 5,"."""
    for piece in segments(item.line.text):
        days = [match.span() for match in DAY.finditer(piece.text)] if "," in piece.text else []
        if len(days) > 1 and len("".join(piece.text[start:end] for start, end in days)) + len(days) - 1 == len(
            piece.text
        ):
            yield from (Segment(piece.start + start, piece.start + end, piece.text[start:end]) for start, end in days)
            continue
        found = re.match(r"(?:19|20)\d\d(?= [A-Z%])", piece.text)
        if found and len(_below(piece, columns)) > 1 and not item.line.captions:
            cut = piece.start + found.end()
            yield Segment(piece.start, cut, found[0])
            yield Segment(cut + 1, piece.end, piece.text[found.end() + 1 :])
        else:
            yield piece


def _pieces(item: Classed, columns: Sequence[Column]) -> list[Segment]:
    """The pieces of a line that stand over columns, as wide as their cells where the medium knows those."""
    reaches = {reach.start: reach for reach in item.line.captions}
    return [
        Segment(reach.left, reach.right, piece.text, exact=True, cell=reach.cell) if reach else piece
        for piece in _parted(item, columns)
        if (reach := reaches.get(piece.start)) or piece.end > columns[0].start - 2 or len(columns) == 1
    ]


def _stack(lines: Sequence[tuple[list[Segment], list[tuple[int, int]]]]) -> list[list[Segment]]:
    """Spanning captions: a piece joins the one above that it overlaps, and is as wide as the rule below it."""
    levels: list[list[Segment]] = []
    joinable = False
    for printed, groups in lines:
        pieces = _take_open(levels, printed) if levels and not joinable else printed
        widened = _as_ruled(pieces, groups)
        if (
            joinable
            and levels
            and all(
                any(_touch(above, piece) for piece in widened) or not _touches_any(above, widened)
                for above in levels[-1]
            )
            and _stacked(levels[-1], widened)
        ):
            levels[-1] = _merge(levels[-1], widened)
        else:
            levels.append(widened)
        joinable = not groups
    return levels


def _take_open(levels: list[list[Segment]], pieces: list[Segment]) -> list[Segment]:
    """Pieces with what goes on in them of the line above: no rule parts the two, though one is drawn elsewhere."""
    ruled = any(piece.exact for piece in levels[-1])
    goes_on = [piece for piece in levels[-1] if ruled and not piece.exact and _touches_any(piece, pieces)]
    if not goes_on or not _stacked(goes_on, pieces):
        return pieces
    levels[-1] = [piece for piece in levels[-1] if piece not in goes_on]
    return _merge(goes_on, pieces)


def _stacked(above: list[Segment], below: list[Segment]) -> bool:
    """Pieces of two lines are one caption each where none of them is over, or under, two of the other line."""
    return all(sum(_touch(piece, other) for other in below) <= 1 for piece in above) and all(
        sum(_touch(piece, other) for other in above) <= 1 for piece in below
    )


def _merge(above: list[Segment], below: list[Segment]) -> list[Segment]:
    merged: list[Segment] = []
    for piece in below:
        over = next((other for other in above if _touch(other, piece)), None)
        merged.append(
            Segment(
                min(over.start, piece.start),
                max(over.end, piece.end),
                f"{over.text} {piece.text}",
                over.exact or piece.exact,
                piece.cell,
            )
            if over
            else piece
        )
    return sorted([*merged, *(piece for piece in above if not _touches_any(piece, below))])


def _touch(left: Segment, right: Segment) -> bool:
    return left.start < right.end and right.start < left.end


def _touches_any(piece: Segment, others: Iterable[Segment]) -> bool:
    return any(_touch(piece, other) for other in others)


def _over_group(piece: Segment, group: tuple[int, int]) -> bool:
    """A rule below several pieces closes the head; below one it says how far that one reaches."""
    return piece.start < group[1] and group[0] < piece.end


def _widen(piece: Segment, groups: Sequence[tuple[int, int]]) -> Segment:
    for start, end in groups:
        if _over_group(piece, (start, end)):
            return Segment(min(start, piece.start), max(end, piece.end), piece.text, exact=True)
    return piece


def _as_ruled(pieces: Sequence[Segment], groups: Sequence[tuple[int, int]]) -> list[Segment]:
    """Pieces as wide as the rules below them that are drawn below one each."""
    own = [group for group in groups if sum(_over_group(piece, group) for piece in pieces) == 1]
    return [_widen(piece, own) for piece in pieces]


def _rule_groups(head: Sequence[Classed], index: int) -> list[tuple[int, int]]:
    below = head[index + 1] if index + 1 < len(head) else None
    if below is None or below.kind is not Kind.RULE:
        return []
    return [match.span() for match in GROUP.finditer(below.line.text)]


def _nearest(pieces: Sequence[Segment], column: Column) -> Segment | None:
    """The piece over the column's middle, else the one with the least blank between that may reach so far."""
    middle = (column.start + column.edge) / 2
    pieces = [piece for piece in pieces if not piece.exact or _stands_over(piece, column)]
    return min(
        pieces,
        key=lambda piece: (
            max(piece.start - middle, middle - piece.end, 0),
            abs((piece.start + piece.end) / 2 - middle),
        ),
        default=None,
    )


def _over(pieces: Sequence[Segment], column: Column) -> Segment | None:
    return next((piece for piece in pieces if _stands_over(piece, column)), None)


def _stands_over(piece: Segment, column: Column) -> bool:
    return piece.start < column.edge and column.start < piece.end


def _below(piece: Segment, columns: Sequence[Column]) -> list[Column]:
    return [column for column in columns if _stands_over(piece, column)]
