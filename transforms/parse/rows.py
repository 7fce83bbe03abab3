"""A table's lines to rows: labels that wrap are joined, headings are told from them, every token is placed."""

import re
from collections.abc import Iterator, Sequence

from transforms.parse import measures
from transforms.parse.amounts import DIGIT, Token, read_amount, tokens
from transforms.parse.columns import column_of
from transforms.parse.grid import Cell, NonFact, Place, PrintedTable, Row, Trouble
from transforms.parse.kinds import Classed, Kind
from transforms.parse.text import Line, leaves_open
from transforms.parse.words import footnotes, furniture, headings, items, scaling, shares, titling

OVERFLOW = 8
"""A label line this close to the values' column wraps for want of room."""
HANGING = 6
"""A label that wraps is set in by this much at most."""
PAGE = re.compile(r"page \d", re.IGNORECASE)
HALVES = 3
"""So many labels that break alike are no coincidence."""
SET_IN = 3
"""The second half of such a label is set in by this much at most."""
CENTERED = 12
"""A heading set in by more than this is centred."""
COUNTED_SHARES = re.compile(r"[\d,.$ ]+(?:(?:million|billion) ?)?(?:,| and\b|\s*shares\b)")
ASIDE_ALONE = re.compile(r"\([a-z ]+\)")
"""The end of a label, on a line of its own: "Income tax" over "(benefit)"."""
ASIDE_ONLY = re.compile(r"\([^()]+\)")
RUNS_ON = re.compile(r"\((?![ivx]+\))[a-z]{2,}")
"""A word in parentheses that no label begins with in small letters: "Basic earnings" over "(loss) per share"."""
ASIDE_IN = re.compile(r"\([^()]*\)")
"""What a heading in capitals adds in small letters."""
DAY_BEHIND = re.compile(r"(?<=\S)\s{2,}\d{1,2}/\d{1,2}/(?:\d\d)?\d\d$")
"""A day in a column of its own, behind what falls due on it."""
STOCK = re.compile(r"\b(par|stated) value\b|\bauthorized\b|\bissued\b|\bstock\b.*:$", re.IGNORECASE)
STOCK_TOLD = re.compile(
    r"(shares )?(authorized|issued|outstanding)\b|[\d,]+ shares (authorized|issued)\b", re.IGNORECASE
)
"""A stock, and what its label goes on to say below: "Common stock, par value $1:" over "Issued - 31,804 shares"."""
OUTSTANDING = re.compile(r"outstanding\b", re.IGNORECASE)
"""What is said of the shares on the line above it, and is no label of its own."""
CAPTIONS = 2
"""So many captions on a line speak of columns; a lone one may be a heading that is set in the middle."""
FEW_COLUMNS = 2
"""Of so few columns one may go without a heading."""
ENDING_DASH = re.compile(r"(?<=\w\w) ?-+$")
"""A dash behind the name of a whole whose parts follow: "Total Retail Sales-"."""
BEFORE_STOP = re.compile(r" +(?=[,/])")
"""What a mark leaves behind in the midst of a label."""
LINKS = re.compile(r"(?:OF|AND|OR|FROM|BY|FOR|USED IN|PROVIDED BY) [A-Z]")
"""A word in capitals that no label begins with."""
WHOSE = re.compile(r"holders['’]$|\bper (?:\w+ )?(?:common|ordinary|diluted)$", re.IGNORECASE)
ATTRIBUTED = re.compile(r"\battributable to$", re.IGNORECASE)
GOES_ON = re.compile(r"(?:[;,]|\band|\bof)$")
"""A label that counts the shares behind a stock, or the allowances behind receivables, one line after the other."""
ASIDE = {
    Kind.PAGE: "page_number",
    Kind.SCALE: "in_title",
    Kind.BREAK: "in_title",
    Kind.RANGE: "range",
    Kind.REPEATED: "column_header_date",
}
"""Lines between the rows of a table that are none, and why their numbers are no facts."""
HEADING = ASIDE | {Kind.HEADER: "column_header_date", Kind.TITLE: "in_title", Kind.TEXT: "in_title"}
"""The same for the lines of a table's head."""
LONGEST_ITEM = 12
"""Words of an item of a list that still heads what stands below it."""


def place_of(line: Line, start: int, end: int) -> Place:
    """Characters ``start`` to ``end`` of an expanded line, as they stand in the file."""
    return Place(line.number, line.place(start), line.place(end - 1) + 1)


def fill_rows(table: PrintedTable, body: Sequence[Classed]) -> None:
    """Turn ``body`` (and the headings that ended the head) into the table's rows."""
    room = max(min(column.start for column in table.columns) - OVERFLOW, _widest(body))
    hanging = _labels_hang(body)
    pending: list[Classed] = []
    ruled = blank = False
    for item, following, below in zip(body, _values_below(body), [*body[1:], None], strict=False):
        if item.kind is Kind.BLANK:
            blank = True
        elif item.kind is Kind.RULE:
            ruled = True
        elif item.kind is Kind.DATA:
            if blank and pending and not _wraps_over_blank(pending[-1]):
                _add_headings(table, pending)
                pending = []
            _add_data(table, item, _take_wrapped(table, pending, item, 0 if hanging else room, following), ruled=ruled)
            pending, ruled, blank = [], False, False
        elif item.kind in ASIDE:
            _declare_aside(table, item, pending)
        elif footnotes.NOTE_ALONE.fullmatch(item.line.text.strip()):
            _declare(table, item.line, "in_label")  # it goes with the label or the heading above
        elif _continues_before(table, item, (following, below), room, open_label=not blank and not pending):
            row = table.rows[-1]
            row.label = _join(row.label, _strip_marks(table, row, item.line))
        else:
            if blank and pending:
                _add_headings(table, pending)
                pending = []
            pending += _without_captions(item)
            blank = False
    _add_headings(table, pending)


def _declare_aside(table: PrintedTable, item: Classed, pending: list[Classed]) -> None:
    """Declare a line between the rows, and the issuer's name with it where it stands alone above a page's number."""
    numbered = item.kind is Kind.PAGE and PAGE.match(item.line.text.strip()) is not None
    if numbered and len(pending) == 1 and pending[0].line.number == item.line.number - 1:
        _declare(table, pending.pop().line, "page_number")
    _declare(table, item.line, ASIDE[item.kind])


def _without_captions(item: Classed) -> list[Classed]:
    """What a line says of the lines below it: "Product Mix:" without the captions that stand over its columns."""
    over = item.line.captions
    if item.kind is not Kind.TEXT or len(over) < CAPTIONS or DIGIT.search(item.line.text, over[0].start):
        return [item]
    own = item.line.text[: over[0].start].rstrip()
    return [item._replace(line=item.line._replace(text=own))] if own else []


def _values_below(body: Sequence[Classed]) -> list[Classed | None]:
    """For every line the next one with values."""
    found: list[Classed | None] = []
    below: Classed | None = None
    for item in reversed(body):
        found.append(below)
        if item.kind is Kind.DATA:
            below = item
    return found[::-1]


def _wraps_over_blank(last: Classed) -> bool:
    return items.CONNECTIVE_END.search(last.line.text.strip()) is not None


def _continues_before(
    table: PrintedTable,
    item: Classed,
    next_ones: tuple[Classed | None, Classed | None],
    room: int,
    *,
    open_label: bool,
) -> bool:
    """A line without values that goes on with the label of the data row above it.

    ``next_ones`` are the next line with values and the next line of all.
    """
    following, below = next_ones
    if not open_label or not table.rows or table.rows[-1].kind != "data" or item.kind is not Kind.TEXT:
        return False
    text = item.line.text.strip()
    if text.endswith(":") or headings.SHARE_OF.match(text):
        return False
    if not text[:2].islower():
        return _hangs_below(table.rows[-1], item, below, room)
    return items.CONNECTIVE_END.search(table.rows[-1].label) is not None or (
        following is None or (below is not None and below.kind in (Kind.RULE, Kind.BLANK)) or _opens_label(following)
    )


def _hangs_below(row: Row, item: Classed, below: Classed | None, room: int) -> bool:
    """A line in between that is set in deeper than both the one above and the one below it heads neither.

    The label above leaves no room for its first word, unless it ends as none does.
    """
    text = item.line.text.strip()
    if not 0 < item.indent - row.indent <= HANGING:
        return False
    if items.BROKEN_OFF.search(row.label):
        return below is None or below.kind is not Kind.DATA or below.indent <= row.indent
    if ASIDE_ONLY.fullmatch(text):
        return below is not None and below.kind is Kind.DATA and below.indent <= row.indent
    short = row.indent + len(row.label) + 1 + len(text.split()[0]) <= room
    between = below is not None and below.kind is Kind.DATA and below.indent <= row.indent
    return between and not short and (row.label.isupper() or not text.isupper())


def _take_wrapped(
    table: PrintedTable, pending: list[Classed], data: Classed, room: int, following: Classed | None
) -> list[Classed]:
    """Split the label-only lines above a data row: headings are added, the lines that wrap into its label returned.

    A line set in by as much as the next one with values is the first of several below a heading, unless labels have
    no room at all.
    """
    next_indent = following.indent if following else None
    wrapped: list[Classed] = []
    below: Classed = data
    while pending and (
        _wraps(pending[-1], below, room)
        or (below is data and _ends_in_dash(pending[-1]) and next_indent == pending[-1].indent < data.indent)
    ):
        opens = room > 0 and next_indent == below.indent > pending[-1].indent and _opens_label(below)
        if opens and not _unfinished(pending[-1].line.text.strip(), below.line.text.strip()):
            break
        if below is data and following and _parts_owners(pending[-1], data, following):
            break
        below = pending.pop()
        wrapped.insert(0, below)
    _add_headings(table, pending)
    return wrapped


def _labels_hang(body: Sequence[Classed]) -> bool:
    """Every line without values stands above a single one that is set in a little: the first half of its label."""
    above = [
        (item, below, after)
        for item, below, after in zip(body, body[1:], [*body[2:], None], strict=False)
        if item.kind is Kind.TEXT and below.kind is Kind.DATA and not _heads(item, below)
    ]
    return len(above) >= HALVES and all(
        0 < below.indent - item.indent <= SET_IN
        and (after is None or after.kind in (Kind.RULE, Kind.BLANK) or after.indent <= item.indent)
        for item, below, after in above
    )


def _heads(item: Classed, below: Classed) -> bool:
    """It is set as headings are and the line below is not, or the medium has room for labels."""
    text = item.line.text.strip()
    in_capitals = text.isupper() and not below.line.text[: below.label_end].isupper()
    return text.endswith(":") or in_capitals or item.line.told is not None


def _unfinished(text: str, label: str) -> bool:
    """A line that no label ends with: "Net income per share of", "Average common shares" over "outstanding".

    Or one that leaves a parenthesis open, or whose is told below: "TOTAL LIABILITIES AND STOCKHOLDERS'" over "EQUITY".
    """
    outstanding = OUTSTANDING.match(label) is not None and shares.SHARES.search(text) is not None
    goes_on = leaves_open(text) or LINKS.match(label) is not None or WHOSE.search(text) is not None
    return outstanding or goes_on or items.CONNECTIVE_END.search(text) is not None


def _parts_owners(above: Classed, data: Classed, following: Classed) -> bool:
    """Two lines of owners stand below "Attributable to": it heads both."""
    labels = (item.line.text[: item.label_end].strip() for item in (data, following))
    return ATTRIBUTED.search(above.line.text.strip()) is not None and all(map(items.OWNERS.search, labels))


def _ends_in_dash(above: Classed) -> bool:
    return above.kind is Kind.TEXT and above.line.text.rstrip().endswith(" -")


def _opens_label(data: Classed) -> bool:
    """Its label starts as labels do, not as one that goes on."""
    label = data.line.text[: data.label_end].strip()
    return bool(label) and not label[0].islower() and label[0] not in "(&/"


def _widest(body: Sequence[Classed]) -> int:
    """How far the widest label reaches that wraps: its line ends where there is no room for another word."""
    spoken = [item for item in body if item.kind is Kind.DATA or (item.kind is Kind.TEXT and item.line.told is None)]
    return max((len(item.line.text[: item.label_end].rstrip()) for item in spoken), default=0)


def _wraps(above: Classed, below: Classed, room: int) -> bool:
    text = above.line.text.strip()
    label = below.line.text.strip()
    if above.kind is not Kind.TEXT or text.endswith(":"):
        return above.kind is Kind.TEXT and _tells_stock(text, label)
    if below.kind is Kind.DATA and not below.line.text[: below.label_end].strip():
        return True
    if not label or (not label[0].isalpha() and label[0] not in "(\"'&/"):
        told = COUNTED_SHARES.match(label) is not None and GOES_ON.search(text) is not None
        return told or leaves_open(text)
    goes_on = (
        label[0].islower()
        or RUNS_ON.match(label) is not None
        or _tells_stock(text, label)
        or label.startswith(("&", "/", '("', "(“", "Per "))
        or footnotes.NOTE_REFERENCE.match(label) is not None
    )
    aside = below.kind is Kind.DATA and ASIDE_ALONE.fullmatch(below.line.text[: below.label_end].strip())
    if goes_on or aside or (_unfinished(text, label) and not text.endswith("-")):
        return True
    if text.endswith("-") or (below.kind is Kind.DATA and below.line.told is not None):
        return False  # a row of HTML has room for its label
    word = label.split()[0]
    heads = any((titling.OTHER_SIDE.fullmatch(text), text.endswith(")") and measures.stated_rate(text, "USD"))) or (
        ASIDE_IN.sub("", text).isupper() and not below.line.text[: below.label_end].isupper()
    )
    return (
        not heads  # in capitals over small letters, or known for a heading, as one that says a rate
        and len(above.line.text) + 1 + len(word) > room
        and below.indent >= above.indent
        and below.indent - above.indent <= HANGING
    )


def _tells_stock(text: str, label: str) -> bool:
    return STOCK_TOLD.match(label) is not None and STOCK.search(text) is not None


def _add_headings(table: PrintedTable, lines: Sequence[Classed]) -> None:
    """Lines without values up to a ':' are one heading, also when it wraps."""
    run: list[Classed] = []
    for item in lines:
        if run and not _heading_goes_on(run[-1], item):
            _add_heading(table, run)
            run = []
        run.append(item)
    if run:
        _add_heading(table, run)


def _heading_goes_on(above: Classed, below: Classed) -> bool:
    text, label = above.line.text.strip(), below.line.text.strip()
    if text.endswith(":"):
        return False
    aside = label[0] == "(" and label[-1] == ")"
    goes_on = aside or label[0].islower() or LINKS.match(label) is not None
    return goes_on or items.CONNECTIVE_END.search(text) is not None


def _add_heading(table: PrintedTable, run: Sequence[Classed]) -> None:
    first = run[0]
    label = " ".join(" ".join(item.line.text.split()) for item in run)
    row = Row("heading", "", first.indent, run[-1].line.number, first.line.number)
    row.label, row.marks = split_marks(label)
    row.label = row.label.rstrip(":- ").strip()
    row.centered = first.indent > CENTERED
    for item in run:
        _declare(table, item.line, "in_label")
    if not _is_spoken(row.label):
        table.rows.append(row)


def _is_spoken(heading: str) -> bool:
    """An item of a list that says more than a heading does: what PNC prints beside its highlights."""
    return furniture.LIST_ITEM.match(heading) is not None and len(heading.split()) > LONGEST_ITEM


def _add_data(table: PrintedTable, item: Classed, wrapped: Sequence[Classed], *, ruled: bool) -> None:
    line = item.line
    own = line.text[: item.label_end].rstrip()
    own = DAY_BEHIND.sub("", own) if line.told is None else own
    label = " ".join([*(" ".join(above.line.text.split()) for above in wrapped), " ".join(own.split())]).strip()
    first = wrapped[0] if wrapped else item
    row = Row("data", "", first.indent, line.number, first.line.number, ruled=ruled)
    row.label, row.marks = split_marks(label)
    row.label = ENDING_DASH.sub("", row.label)
    row.cells = tuple(_cells(table, item))
    for above in wrapped:
        _declare(table, above.line, "in_label")
    _declare(table, line, "in_label", until=item.label_end)
    _declare_glued(table, item)
    if line.told is not None:
        _declare_beside(table, item)
    table.rows.append(row)


def _declare_glued(table: PrintedTable, item: Classed) -> None:
    """Declare the marks of footnotes that stand right behind values."""
    for match in footnotes.GLUED_MARK.finditer(item.line.text, item.label_end):
        if DIGIT.search(match[1]) and not any(token.start <= match.start(1) < token.end for token in item.values):
            table.tokens += 1
            place = place_of(item.line, *match.span(1))
            table.non_facts.append(NonFact(match[1], "footnote_marker", in_table=True, place=place))


def _declare_beside(table: PrintedTable, item: Classed) -> None:
    """Declare what stands in a value's place and is none: a range, "more than 100"."""
    if len(item.line.text[item.label_end :].split()) == len(item.values):
        return  # nothing stands there but the values
    values = {token.start for token in item.values}
    for token in tokens(item.line.text, item.label_end):
        if token.start not in values and not token.is_dash:
            table.tokens += 1
            place = place_of(item.line, token.start, token.end)
            table.non_facts.append(NonFact(token.printed, "range", in_table=True, place=place))


def _cells(table: PrintedTable, item: Classed) -> Iterator[Cell]:
    taken: set[int] = set()
    text = item.line.text
    for token in item.values:
        table.tokens += 1
        place = place_of(item.line, token.start, token.end)
        column = column_of(table.columns, token)
        if column is None or column.index in taken or token.is_outsized:
            problem = (
                "has more digits than a value"
                if token.is_outsized
                else "stands in no column"
                if column is None
                else f"is a second value in column {column.index}"
            )
            table.troubles.append(
                Trouble(
                    "error",
                    "value_without_column",
                    f"{{at}}: {token.printed[:40]} {problem}; the row cannot be read safely",
                    token.printed[:40],
                    place,
                )
            )
            continue
        taken.add(column.index)
        if token.unclosed:
            table.troubles.append(
                Trouble(
                    "warning",
                    "unclosed_parenthesis",
                    f"{{at}}: {token.printed} opens a parenthesis that is never closed; read as negative",
                    token.printed,
                    place,
                )
            )
        yield Cell(
            column.index,
            token.printed,
            token.is_dash,
            token.has_percent,
            place,
            read_amount(token.printed),
            token.currency,
            token.mark,
            _scale_behind(text, token),
        )


def _scale_behind(text: str, token: Token) -> int | None:
    """The multiplier behind a value, in a word or a letter."""
    word = scaling.SCALE_BEHIND.match(text, token.end) if text[token.end : token.end + 2].strip() else None
    return scaling.SCALE_WORDS[word[1].lower()] if word else scaling.SCALE_WORDS.get(token.suffix)


def split_marks(label: str) -> tuple[str, tuple[str, ...]]:
    """A label without its footnote marks, and the marks; a mark inside the label belongs to it as well."""
    marks = tuple([match[1] for match in footnotes.marks_in(label) if match.start()])
    bare = BEFORE_STOP.sub("", footnotes.FOOTNOTE_MARK.sub("", label)).strip() if marks else label
    bare = bare.removeprefix("- ")
    return " ".join(bare.split()), marks


def _strip_marks(table: PrintedTable, row: Row, line: Line) -> str:
    _declare(table, line, "in_label")
    text, marks = split_marks(" ".join(line.text.split()))
    row.marks += marks
    return text


def _join(left: str, right: str) -> str:
    return f"{left} {right}".strip()


def _declare(table: PrintedTable, line: Line, reason: str, *, until: int | None = None) -> None:
    """Declare every number on ``line`` (before ``until``) no fact."""
    text = line.text if until is None else line.text[:until]
    if not DIGIT.search(text):
        return
    marks = {match.span(1) for match in footnotes.marks_in(text)}
    for token in tokens(text):
        if token.is_dash and reason == "in_label":
            continue
        is_mark = any(start <= token.start and token.end <= end for start, end in marks)
        table.tokens += 1
        table.non_facts.append(
            NonFact(
                token.printed,
                "footnote_marker" if is_mark else reason,
                in_table=True,
                place=place_of(line, token.start, token.end),
            )
        )


def declare_head(table: PrintedTable, head: Sequence[Classed]) -> None:
    """Declare the numbers of a table's head: dates of columns, marks, page numbers, digits in a title."""
    for item in head:
        reason = HEADING.get(item.kind)
        if reason is not None:
            _declare(table, item.line, reason)


def declare_prose(table: PrintedTable, items: Sequence[Classed]) -> None:
    """Declare the numbers of lines that look like a table and are none."""
    for item in items:
        _declare(table, item.line, "prose_number")


def drop_spoken(table: PrintedTable) -> None:
    """Amounts in words under no heading, of a period that nothing tells, are prose that is set in columns."""
    cells = [cell for row in table.data_rows for cell in row.cells if cell.amount]
    told = any(column.heading or column.period for column in table.columns)
    if told or not any(cell.scale for cell in cells) or not all(cell.scale or cell.percent for cell in cells):
        return
    for row in table.data_rows:
        table.non_facts += [
            NonFact(cell.printed, "prose_number", in_table=True, place=cell.place) for cell in row.cells
        ]
    table.rows, table.columns = [], []


def drop_notes(table: PrintedTable) -> None:
    """A column headed "Notes" holds references, and no values."""
    notes = {
        column.index
        for column in table.columns
        if column.heading and headings.NOTES_COLUMN.fullmatch(column.heading[-1])
    }
    table.columns = [column for column in table.columns if column.index not in notes]
    for row in table.data_rows if notes else ():
        table.non_facts += [
            NonFact(cell.printed, "footnote_marker", in_table=True, place=cell.place)
            for cell in row.cells
            if cell.column in notes
        ]
        row.cells = tuple(cell for cell in row.cells if cell.column not in notes)
        row.kind = "data" if row.cells else "heading"


def drop_stray(table: PrintedTable) -> None:
    """One dash under no heading, beside columns that all have theirs, stands in a cell that parts them."""
    bare = [column for column in table.columns if not column.heading]
    if len(bare) != 1 or len(table.columns) <= FEW_COLUMNS:
        return
    stray = bare[0].index
    found = list(table.cells_in(stray))
    if len(found) != 1 or not found[0][1].is_nil:
        return
    row, cell = found[0]
    table.non_facts.append(NonFact(cell.printed, "stray_dash", in_table=True, place=cell.place))
    row.cells = tuple(other for other in row.cells if other is not cell)
    table.columns.remove(bare[0])
    for column in table.columns:
        column.index -= column.index > stray
    for other in table.data_rows:
        other.cells = tuple(one._replace(column=one.column - (one.column > stray)) for one in other.cells)
