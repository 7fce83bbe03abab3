"""A block of lines to a printed table: title, scale, columns and rows."""

import re
from collections.abc import Container, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from transforms.parse import captions, measures
from transforms.parse.amounts import tokens
from transforms.parse.blocks import (
    LONE_YEAR,
    STUB_INDENT,
    Block,
    Blocks,
    Classed,
    Kind,
    heads_contents,
    is_centered_title,
)
from transforms.parse.borrowed_periods import go_on_below, take_from_twin, take_members
from transforms.parse.columns import NEAR, at_edge, crowded, find_columns
from transforms.parse.currencies import set_currencies
from transforms.parse.grid import Column, Period, PrintedTable, Trouble
from transforms.parse.headers import beside_columns, is_header, segments, set_column_scales, set_headings
from transforms.parse.line_periods import date_by_labels
from transforms.parse.meaning import QUARTER_DAYS, banner_of, member_of, read_columns
from transforms.parse.named_periods import CUMULATIVE, DURATION_ONLY, FULL_YEAR, INSTANT_ONLY, Calendar, quarter_named
from transforms.parse.periods import (
    DATE,
    YEAR,
    Heading,
    calendar_start,
    duration,
    month_end,
    nearest,
    of_weeks,
    read_date,
    read_heading,
)
from transforms.parse.pro_forma import tell_pro_forma
from transforms.parse.rows import declare_head, declare_prose, drop_notes, drop_spoken, fill_rows, place_of
from transforms.parse.segments import lead_by_segments
from transforms.parse.witnesses import settle_by_days, settle_by_witnesses

GAP = "  "
WIDE_GAP = re.compile(GAP + " +")
"""Blanks that part what stands side by side; two do so as well, and the lines of HTML are mostly blanks."""
WEEK = 7
MONTHS_OF = {13: 3, 14: 3, 26: 6, 27: 6, 39: 9, 40: 9, 52: 12, 53: 12}
"""Months as which issuers also tell so many weeks."""
WEEKS_OF_MONTH = 13 / 3
FISCAL_YEAR = re.compile(r"\bfiscal (?:year )?((?:19|20)\d\d)\b", re.IGNORECASE)
LONELY_ROWS = 3
"""In fewer rows a column of one value is nothing strange."""
LEAD_WORDS = 10
COMPANY = re.compile(r"[\w.&,'’/ -]+ (Inc|Corp|Corporation|Ltd|Limited|PLC|LLC|L\.P|N\.V|S\.A)\.?", re.IGNORECASE)
"""A name that its legal form ends: it heads no lines."""
AS_OF = re.compile(rf"\bas of (?=\w){DATE.pattern}(?<=\d\d\d\d)", re.IGNORECASE)
WITNESSES = 2
CONTENTS = frozenset({"operations", "balance_sheet", "cash_flow"})
LISTED = 2
"""Lines that name more statements than this are a list of contents, and no one's title."""
PAGE_DIGITS = 3
BY_LINES: tuple[tuple[str, str], ...] = (
    ("average_balance", r"interest[- ](earning|bearing)|net interest (margin|rate spread|spread)"),
    ("balance_sheet", r"^total (current )?assets|^total liabilities"),
    ("cash_flow", r"^net cash (provided|used|from)|cash.* (beginning|end) of"),
    (
        "operations",
        r"^(total )?(net )?(revenues?|sales)\b|^net (income|loss|earnings)|^gross profit|^cost of (goods|sales|reven)",
    ),
    (
        "non_gaap_reconciliation",
        rf"\bnon-?gaap\b|\badjusted\b|\bas reported\b|\btangible\b|{captions.EXCLUDING}|^ebitda\b",
    ),
)
"""What lines say of the statement that they stand in, where its title says nothing."""
RESULTS = re.compile(
    r"^(total )?(net |operating )?(revenues?|sales)\b|^net (income|loss|earnings)|"
    r"^(income|earnings|loss|profit)\b.* before\b|^pre-?tax (income|profit)"
)
"""Lines of results, which say of themselves that they are operations where nothing is adjusted among them."""


PART_OF_YEAR = re.compile(
    r"^(?!.*(?:19|20)\d\d).*?(?:\b(?:first|second|third|fourth|1st|2nd|3rd|4th|full|fiscal|total|quarter|year)\b|\bQ[1-4]\b|\b[1-4]Q\b)",
    re.IGNORECASE,
)
"""A heading that names a quarter, or the whole, of a year that stands elsewhere."""
RECONCILABLE = frozenset({"operations", "selected_data", "other"})
"""Names under which a reconciliation in columns is printed that does not call itself one."""
GOVERNING = frozenset({"segment", "non_gaap_reconciliation"})
"""What a title says of all tables below it, up to the next title, prose or no prose between."""


def read_tables(
    blocks: Blocks,
    fiscal: tuple[int, int] | None = None,
    anchor: Calendar | None = None,
    ended: date | None = None,
) -> list[PrintedTable]:
    """Every table of a document; a footnote's table without a header inherits its statement's columns.

    ``fiscal`` is the year and quarter that the text calls its own and ``ended`` the last day of it, ``anchor`` the
    calendar of another exhibit of the same filing, for an exhibit that prints no dates.
    """
    tables: list[PrintedTable] = []
    for block in blocks.tables:
        table = _no_table(len(tables), block, tables) or _read_table(len(tables), block, tables)
        if table is not None:
            tables.append(table)
    _head_by_years(tables)
    set_currencies(tables, blocks.paragraphs)
    dates = balance_dates(tables)
    for table in tables:
        if not table.header_inherited:
            read_columns(table, dates, None)
    calendar = calendar_of(tables, fiscal, anchor, ended)
    for table in tables:
        if not table.header_inherited and any(column.period is None for column in table.columns):
            read_columns(table, dates, calendar)
    for table in tables:
        if not table.header_inherited:
            date_by_labels(table, dates, calendar)
        settle_by_days(table)
    _lend(tables)
    for table in tables:
        drop_spoken(table)
    _start_by_weekday(tables, dates)
    _start_by_weeks(tables)
    _end_as_printed(tables)
    tell_pro_forma(tables, blocks)
    _tell_reconciliations(tables)
    lead_by_segments(tables)
    return tables


def _head_by_years(tables: Sequence[PrintedTable]) -> None:
    """Quarters stand over all columns once and years over the lines: each block's year ends its own headings."""
    quarters: list[tuple[str, ...]] = []
    for table in tables:
        year = LONE_YEAR.fullmatch(table.opening)
        own = [column.heading for column in table.columns]
        if year is None or (any(own) and not all(PART_OF_YEAR.search(column.caption) for column in table.columns)):
            quarters = []
            continue
        quarters = own if any(own) else quarters
        if len(quarters) != len(own):
            continue
        for column, heading in zip(table.columns, quarters, strict=True):
            column.heading = (*heading, year[0].removesuffix(":"))
        table.header_inherited = False


def _start_by_weekday(tables: Sequence[PrintedTable], dates: Sequence[date]) -> None:
    """Periods that all end on one day of the week, and not all with a month, are of weeks, whatever they end with."""
    timed = [column for table in tables for column in table.columns if column.period and column.period.months]
    ends = {column.period.end for column in timed if column.period}
    if len({end.weekday() for end in ends}) != 1 or all(end == month_end(end) for end in ends):
        return
    for column in timed:
        if column.period is not None and column.period.start_source == "calendar_month":
            column.period = of_weeks(column.period.end, column.period.months or 0, dates)


def _start_by_weeks(tables: Sequence[PrintedTable]) -> None:
    """A period whose weeks one table prints starts on that day in those as well that head it by its months."""
    periods = [column.period for table in tables for column in table.columns if column.period]
    starts = {(MONTHS_OF.get(one.weeks), one.end): one.start for one in periods if one.weeks is not None}
    for column in [column for table in tables for column in table.columns]:
        period = column.period
        start = starts.get((period.months, period.end)) if period is not None and period.months else None
        if period is not None and start is not None:
            column.period = period._replace(start=start, start_source="weeks")


def _end_as_printed(tables: Sequence[PrintedTable]) -> None:
    """A stretch that only the calendar dates has the days of the one that a column prints within a week of it.

    The quarter before a year of 53 weeks ends a week off: "Thirteen Weeks" over "2000" is printed October 28, 2000.
    """
    columns = [column for table in tables for column in table.columns if column.period is not None]
    printed = [column.period for column in columns if DATE.search(column.caption)]
    for column in columns:
        if column.period is not None and column.period.start_source == "weeks" and not DATE.search(column.caption):
            one = nearest(column.period, printed)
            column.period = column.period._replace(start=one.start, end=one.end)


def _tell_reconciliations(tables: Sequence[PrintedTable]) -> None:
    for table in tables:
        if table.statement in RECONCILABLE and _sets_measures_side_by_side(table):
            table.statement = "non_gaap_reconciliation"


def _sets_measures_side_by_side(table: PrintedTable) -> bool:
    """A measure, what adjusts it and the measure adjusted stand in columns: "IFRS", "Adj.", "Non-IFRS"."""
    members = [" ".join(column.dimensions.values()) for column in table.columns]
    return any(captions.ADJUSTS.match(member) for member in members) and any(
        captions.ADJUSTED.search(member) or captions.GAAP_SIDE.search(member) for member in members
    )


def _lend(tables: list[PrintedTable]) -> None:
    """What a table's head leaves open, the tables around it tell."""
    for index, table in enumerate(tables):
        if table.header_inherited:
            _inherit(table, tables[:index])
    for above, table in pairwise(tables):
        if table.follows:
            go_on_below(above, table)
            take_members(above, table)
        take_from_twin(above, table)
        take_from_twin(table, above)
    settle_by_witnesses(tables)


def calendar_of(
    tables: Sequence[PrintedTable],
    fiscal: tuple[int, int] | None,
    anchor: Calendar | None = None,
    ended: date | None = None,
) -> Calendar | None:
    """The release's own quarter with its fiscal name; without one in the text, that of the calendar year.

    Where the fiscal quarters are the calendar's, so are the years: a text that speaks of another compares with it.
    """
    quarter = own_quarter(tables, ended)
    if quarter is None and anchor is not None:
        return replace(anchor, fiscal_year=fiscal[0], fiscal_quarter=fiscal[1]) if fiscal else anchor
    if quarter is None and fiscal is None:
        quarter = _named_beside_its_end(tables)
    if quarter is None and fiscal is not None:
        end = date(fiscal[0], 3 * fiscal[1], 28)
        quarter = duration(Heading(month_end(end), 3, None), ())
    if quarter is None:
        return None
    month = month_end(quarter.end)
    ours = month.year, (month.month + 2) // 3
    fiscal = fiscal or _fiscal_of_flows(tables, quarter)
    year, number = ours if fiscal is None or fiscal[1] == ours[1] else fiscal
    return Calendar(quarter, year + _told_of_year_before(quarter, year, number), number)


def _told_of_year_before(quarter: Period, year: int, number: int) -> bool:
    """The text names the quarter that this one is compared with: no year of that name has ``quarter`` in it.

    A fiscal year is called after the year in which it starts or ends.
    """
    end = month_end(quarter.end)
    index = end.year * 12 + end.month - 1
    names = {(index - 3 * number + 1) // 12, (index + 3 * (4 - number)) // 12}
    return year not in names and year + 1 in names


def _named_beside_its_end(tables: Sequence[PrintedTable]) -> Period | None:
    """The latest quarter that columns name, where the latest day of others, or of a title, ends it by the calendar."""
    columns = [column for table in tables for column in table.columns]
    named = [found for column in columns if (found := quarter_named(column.caption)) is not None]
    days = [column.period.end for column in columns if column.period and column.period.kind == "instant"]
    told = {read_date(match[0]) for table in tables for match in DATE.finditer(f"{table.title} {table.context}")}
    if not named:
        return None
    year, number = max(named)
    end = month_end(date(year, 3 * number, 28))
    ends = max(days) == end if days else end in told
    return duration(Heading(end, 3, None), ()) if ends else None


def _fiscal_of_flows(tables: Sequence[PrintedTable], quarter: Period) -> tuple[int, int] | None:
    """The fiscal quarter that the longest flows up to its end make it; the year is called after its last day.

    Retailers whose year ends in January call it after its first, where no heading calls it after its last.
    """
    months = [
        column.period.months or round((column.period.weeks or 0) / WEEKS_OF_MONTH)
        for table in tables
        if table.statement in ("operations", "cash_flow", "segment")
        for column in table.columns
        if column.period and column.period.start and abs((column.period.end - quarter.end).days) <= WEEK
    ]
    longest = max((count for count in months if count in CUMULATIVE), default=0)
    ends = calendar_start(month_end(quarter.end), longest - 11) if longest else None
    if ends is None:
        return None
    named = {match[1] for table in tables for column in table.columns for match in FISCAL_YEAR.finditer(column.caption)}
    by_first = ends.month == 1 and str(ends.year) not in named
    return ends.year - by_first, longest // 3


def own_quarter(tables: Sequence[PrintedTable], ended: date | None = None) -> Period | None:
    """The latest period of a quarter's length, or the last quarter of a longer one that ends later.

    Where no statement prints dates, ``ended`` is the last day of it, as the text says.
    """
    if ended is not None and tables and _telling(tables) is tables:
        return duration(Heading(ended, 3, None), balance_dates(tables))
    periods = [
        column.period
        for table in _telling(tables)
        for column in table.columns
        if column.period and column.period.kind == "duration"
    ]
    quarters = [period for period in periods if period.start and (period.end - period.start).days + 1 in QUARTER_DAYS]
    latest = max((period.end for period in periods), default=None)
    if latest is None or any((latest - period.end).days <= WEEK for period in quarters):
        return max(quarters, key=lambda period: period.end, default=None)
    return duration(Heading(max(period.end for period in periods), 3, None), balance_dates(tables))


def period_ends(tables: Sequence[PrintedTable]) -> tuple[set[date], date | None]:
    """The ends of all printed periods, and the latest that every primary statement reaches (guidance looks beyond)."""
    ends = [(table.statement, {column.period.end for column in table.columns if column.period}) for table in tables]
    latest = [max(found) for statement, found in ends if found and statement in captions.PRIMARY]
    return set().union(*(found for _, found in ends)), min(latest, default=None)


def _telling(tables: Sequence[PrintedTable]) -> Sequence[PrintedTable]:
    """The statements whose columns are durations, where there are any: other tables may print what is expected."""
    return [
        table for table in tables if table.statement in DURATION_ONLY and any(column.period for column in table.columns)
    ] or tables


def balance_dates(tables: Sequence[PrintedTable]) -> list[date]:
    """The dates that head balance sheets."""
    found = (
        read_date(column.caption) for table in tables if table.statement == "balance_sheet" for column in table.columns
    )
    return [day for day in found if day is not None]


def _no_table(index: int, block: Block, before: Sequence[PrintedTable]) -> PrintedTable | None:
    """Numbers laid out like a table that state no line: contents, how to dial in, a figure without a label in prose."""
    values = [token for item in block.body for token in item.values]
    pages = all(token.printed.isdigit() and len(token.printed) <= PAGE_DIGITS for token in values)
    contents = any(map(heads_contents, block.head))
    goes_on = block.follows and bool(before) and not before[-1].columns
    labels = [item.line.text[: item.label_end].strip() for item in block.body if item.values]
    alone = len(values) == 1 and not any(labels)
    if not (pages and (contents or goes_on)) and not alone and not all(map(captions.DIALS.search, labels)):
        return None
    table = PrintedTable(index, "other", "", [], [])
    declare_prose(table, [*block.head, *block.body])
    return table


def _read_table(index: int, block: Block, before: Sequence[PrintedTable]) -> PrintedTable | None:
    body = _with_lost_values(block)
    columns = find_columns([item.values for item in body if item.kind is Kind.DATA])
    if not columns:
        return None
    head, rest = _split_head(block, columns)
    footnote = _footnote_of(head) if _heading_of_counts(block.head) is None else None
    if footnote and captions.statement_beside(_stub(head, columns)):
        footnote = None  # a note on the table above: the header names a statement of its own
    goes_on = block.follows and bool(before)
    title, stub, statement, lead = _named(block, head, footnote, columns, before)
    first_rows = [*_as_heading(stub, head), *_as_heading(_moment(head, columns), head), *rest]
    table = PrintedTable(index, statement or "other", title, columns, [], lead=lead, follows=goes_on)
    table.above = tuple(item.line.text.strip() for item in head if item.kind in (Kind.TEXT, Kind.TITLE))
    _set_scale(table, block.intro, head, before if footnote or goes_on else ())
    for line, piece in set_headings(columns, head):
        place = place_of(line, piece.start, piece.end)
        table.troubles.append(
            Trouble(
                "warning",
                "column_without_values",
                f"{{at}}: no values stand under {piece.text}; look for a lost column",
                piece.text,
                place,
            )
        )
    _leave_scale_to_columns(table)
    table.header_inherited = (footnote is not None or goes_on) and not any(column.heading for column in columns)
    declare_head(table, head)
    fill_rows(table, [*first_rows, *(_uncrowded(columns, item) for item in body)])
    drop_notes(table)
    _tell_lonely(table)
    told = _statement_told(title, block.intro) is not None or footnote is not None
    _tell_statement(table, block, told=told, named=statement is not None)
    if table.statement == "other" and any(captions.HEADER_WORDS.search(column.caption) for column in columns):
        table.statement, table.lead = "selected_data", lead or _name(title)
    if not (title or table.lead) and table.statement == "selected_data":
        table.lead = _banner(columns)
    return table


def _with_lost_values(block: Block) -> Sequence[Classed]:
    """The lines of a table, with the value behind a sign of money that a label leaves one blank below a year.

    No other line has a value there, so that the year would stand over none.
    """
    years = [
        piece.end
        for item in block.head
        if item.kind is Kind.HEADER and item.line.told is None
        for piece in segments(item.line.text)
        if YEAR.fullmatch(piece.text)
    ]
    taken = [token.edge for item in block.body for token in item.values] if years else []
    lost = [end for end in years if all(abs(edge - end) > NEAR for edge in taken)]
    return [_with_lost(item, lost) for item in block.body] if lost else block.body


def _with_lost(item: Classed, years: Sequence[int]) -> Classed:
    label = item.line.text[: item.values[0].lead].rstrip() if item.values else ""
    *_, last = (None, *tokens(label)) if "$" in label else (None,)
    if last is None or not last.has_currency or label[last.end :]:
        return item
    below = any(abs(last.edge - end) <= NEAR for end in years)
    return item._replace(values=(last, *item.values)) if below else item


def _uncrowded(columns: Sequence[Column], item: Classed) -> Classed:
    """A line with the value as well that stands one blank behind its label."""
    if not item.values or item.line.told is not None:
        return item
    token = crowded(columns, item.line.text, item.values)
    return item if token is None else item._replace(values=(token, *item.values))


def _tell_statement(table: PrintedTable, block: Block, *, told: bool, named: bool) -> None:
    """What lines and headings say of the statement, where the head did not, or only that the one before goes on."""
    if not named:
        table.statement = _reconciling_heading(table) or _statement_by_lines(table) or _statement_above(block)
    elif block.follows and not told:
        table.statement = _reconciling_heading(table) or table.statement
    anew = block.follows and not told and not table.header_inherited
    if (not named or anew or table.statement == "non_gaap_operations") and _reconciles(table):
        table.statement = "non_gaap_reconciliation"
    if (anew or table.statement in ("selected_data", "other")) and _adjusts(table):
        table.statement = "non_gaap_reconciliation"
    if table.statement == "selected_data" and all(
        any(line.match(row.label) for row in table.data_rows) for line in captions.BOTH_SIDES
    ):
        table.statement, table.lead = "balance_sheet", ()


def _spoken(title: str) -> str:
    bare = captions.SCALE_ASIDE.sub(" ", captions.NOT_IN_TITLE.sub(" ", title))
    return " ".join(captions.FOOTNOTE_MARK.sub(" ", bare).split()).strip(" -:,*")


class Named(NamedTuple):
    """What a head calls its table, and what is left of it to stand over the first lines."""

    title: str
    stub: str
    statement: str | None
    lead: tuple[str, ...]


def _named(
    block: Block,
    head: Sequence[Classed],
    footnote: str | None,
    columns: Sequence[Column],
    before: Sequence[PrintedTable],
) -> Named:
    """Title, statement and lead by what the head says, else by the sentence above or the table that goes on."""
    title, parts = _title(head, columns, block.running), _stub_parts(head, columns)
    stub = " ".join(parts).strip()
    beside = captions.statement_beside(stub) if stub else None
    if beside is not None:
        last = parts[-1] if len(parts) > 1 and _is_side(parts[-1]) else ""
        title, stub = stub.removesuffix(last).strip(), last
    if captions.NAME_OF_LABELS.fullmatch(stub):
        stub = ""
    lead = _lead(block, footnote)
    if block.joined and before and title and not lead and not any(is_header(item, columns) for item in head):
        own = captions.statement_of(title)
        return Named("", stub, own if own == "selected_data" else before[-1].statement, (_spoken(title),))
    statement = _footnote_statement(footnote, before) if footnote else beside or _statement_told(title, block.intro)
    if statement is None and before and _is_other_side(title or stub, before[-1]):
        return Named(title, stub, before[-1].statement, lead or _name(title))
    if statement is not None:
        return Named(title, stub, statement, lead or _name(title) if statement == "selected_data" else lead)
    if lead:
        return Named(title, stub, captions.statement_of(lead[0]) or "selected_data", lead)
    untitled = block.follows and before and not title and not stub
    if untitled and not _has_other_periods(head, columns, before[-1]):
        return Named(title, stub, before[-1].statement, lead)
    return Named(title, "", "selected_data", _name(stub)) if stub else Named(title, stub, None, lead)


def _is_side(part: str) -> bool:
    """It opens the lines below it, where what stands above names the statement: "ASSETS" below "BALANCE SHEET"."""
    return part.isupper() and captions.OPENS_STATEMENT.match(part) is not None and not captions.statement_of(part)


def _is_other_side(title: str, before: PrintedTable) -> bool:
    """It is the second table of a balance sheet."""
    return before.statement == "balance_sheet" and captions.OTHER_SIDE.fullmatch(title) is not None


def _statement_told(title: str, intro: str) -> str | None:
    """By the title, else by the sentence above it."""
    return captions.statement_of(title) or captions.statement_of(intro)


def _name(title: str) -> tuple[str, ...]:
    """The title as it leads the path of its lines, where it says what they are about."""
    name = _spoken(title)
    speaks = title.endswith(".") or captions.ANNOUNCES.search(name)
    if not name or speaks or captions.GENERIC_TITLE.search(name) or len(name.split()) > LEAD_WORDS:
        return ()
    return (name,)


def _tell_lonely(table: PrintedTable) -> None:
    """A warning for a column of one value under its neighbour's heading: it may have slipped off that column."""
    if len(table.data_rows) < LONELY_ROWS:
        return
    for column in table.columns:
        cells = [cell for _, cell in table.cells_in(column.index)]
        shared = any(other.heading == column.heading for other in table.columns if other is not column)
        if len(cells) == 1 and shared:
            message = (
                f"{{at}}: {cells[0].printed} stands alone in a column of its own under another column's heading; "
                "look whether it slipped"
            )
            table.troubles.append(Trouble("warning", "lonely_column", message, cells[0].printed, cells[0].place))


def _has_other_periods(head: Sequence[Classed], columns: Sequence[Column], before: PrintedTable) -> bool:
    """The head prints dates alone where the statement before is of durations, or the other way: it opens another."""
    over = " ".join(item.line.text for item in head if is_header(item, columns))
    has_length = read_heading(" ".join(item.line.text for item in head)).has_length
    if before.statement in DURATION_ONLY:
        return read_date(over) is not None and not has_length
    return before.statement in INSTANT_ONLY and bool(
        has_length or captions.OUTLOOK.search(over) or FULL_YEAR.search(over)
    )


def _split_head(block: Block, columns: Sequence[Column]) -> tuple[list[Classed], list[Classed]]:
    """The head proper, and the section headings below it that belong to the rows."""
    inner = _scaled_headings(block, columns)
    last = max(
        (
            index
            for index, item in enumerate(block.head)
            if index not in inner
            and (is_header(item, columns) or item.kind in (Kind.TITLE, Kind.SCALE) or item.kind is Kind.RULE)
        ),
        default=-1,
    )
    if last < 0 and any(captions.FOOTNOTE_START.match(item.line.text) for item in block.head):
        last = (_heading_of_counts(block.head) or len(block.head)) - 1
    rest = [item._replace(kind=Kind.TEXT) if item.kind is Kind.SCALE else item for item in block.head[last + 1 :]]
    return block.head[: last + 1], rest


def _scaled_headings(block: Block, columns: Sequence[Column]) -> set[int]:
    """Lines below the header that say a scale of their own lines: they name a thing, or later headings do the like."""
    headers = [index for index, item in enumerate(block.head) if is_header(item, columns)]
    scaled = {
        index
        for index, item in enumerate(block.head)
        if headers
        and index > headers[0]
        and item.kind is Kind.SCALE
        and captions.SCALED_HEADING.match(item.line.text.strip())
    }
    if any(captions.SCALED_HEADING.match(item.line.text.strip()) for item in block.body if item.kind is Kind.TEXT):
        return scaled
    return {index for index in scaled if measures.stated_thing(block.head[index].line.text)}


def _stub(head: Sequence[Classed], columns: Sequence[Column]) -> str:
    return " ".join(_stub_parts(head, columns)).strip()


def _stub_parts(head: Sequence[Classed], columns: Sequence[Column]) -> list[str]:
    """What the header's lines print over the labels: a section heading such as ASSETS, or the table's title."""
    parts: list[str] = []
    for item in head:
        if item.kind is Kind.RULE:
            continue
        noted = item.kind is Kind.SCALE and len(segments(item.line.text)) > 1  # "ASSETS" beside "(000's omitted)"
        if item.kind is Kind.BLANK or not (noted or is_header(item, columns)):
            beside = (
                item.kind is Kind.TEXT
                and parts == []
                and item.indent < STUB_INDENT
                and len(item.line.text) < columns[0].start
            )
            parts = [item.line.text.strip()] if beside else []
            continue
        first = next(iter(segments(captions.NOT_IN_TITLE.sub(_blank, item.line.text))), None)
        if (
            first is not None
            and first.start < STUB_INDENT
            and first.end <= columns[0].start - 2
            and not captions.HEADER_WORDS.search(first.text)
            and not captions.scale_of(first.text)
            and not captions.UNIT_NOTE.search(first.text)
            and first.text.count("(") == first.text.count(")")  # else a note that wraps: "(dollars" over "in 000s)"
            and not COMPANY.fullmatch(first.text)
        ):
            parts.append(first.text)
    return parts


def _moment(head: Sequence[Classed], columns: Sequence[Column]) -> str:
    """A heading beside the header's last line that says of the lines below that they are balances at the end."""
    beside = [segments(item.line.text)[0] for item in head if is_header(item, columns) and item.line.text.strip()]
    last = beside[-1] if beside else None
    stands_beside = last is not None and last.start < STUB_INDENT and last.end <= columns[0].start - 2
    return last.text if last is not None and stands_beside and captions.PERIOD_END.search(last.text) else ""


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _as_heading(stub: str, head: Sequence[Classed]) -> list[Classed]:
    if not stub or not (stub.isupper() or stub.endswith(":") or captions.OPENS_STATEMENT.match(stub)):
        return []
    if not any(captions.HEADER_WORDS.search(item.line.text) for item in head):
        return []
    last = head[-1].line
    ends = f"{stub.removesuffix(':')}:"  # what stands beside the columns' heads never goes on below
    return [Classed(last._replace(text=ends, places=None), Kind.TEXT)]


def _title(head: Sequence[Classed], columns: Sequence[Column], running: Container[str]) -> str:
    """The head's lines that speak, joined: a title may wrap. After a list of contents the last title is the table's."""
    told = any(item.line.captions for item in head)
    spoken = [
        item
        for item in _own_lines(head)
        if item.kind is Kind.TITLE
        or (
            item.kind is Kind.TEXT
            and item.folded not in running
            and not captions.NO_TITLE.match(item.line.text.strip())
            and not ((item.line.captions or not told) and is_header(item, columns))
        )
    ]
    if len(spoken) > 1 and COMPANY.fullmatch(spoken[0].line.text.strip()):
        spoken = spoken[1:]
    titles = [index for index, item in enumerate(spoken) if item.kind is Kind.TITLE]
    if titles:
        named = {captions.statement_of(spoken[index].line.text) for index in titles}
        listed = len(named & CONTENTS) > LISTED
        spoken = spoken[titles[-1 if listed else 0] : titles[-1] + 2]
    return " ".join(" ".join(item.line.text.split()) for item in spoken)


def _lead(block: Block, footnote: str | None) -> tuple[str, ...]:
    """What leads the path of every line: a title inside the table, or a footnote that reads as a heading."""
    titled = block.joined
    for item in block.head:
        text = item.line.text.strip()
        inner = item.kind is Kind.TEXT or (item.kind is Kind.TITLE and titled)
        titled = titled or item.kind is Kind.TITLE
        if inner and captions.INNER_TITLE.match(text) and not _heads_like_others(item, block.body):
            return (text.removesuffix(":").strip(),)
        if block.follows and item.kind is Kind.SCALE and (named := captions.SCALED_NAME.fullmatch(text)):
            return (named[1],)
        if (
            footnote
            and captions.FOOTNOTE_START.match(item.line.text)
            and text.endswith(":")
            and len(text.split()) <= LEAD_WORDS
        ):
            return (captions.FOOTNOTE_START.sub("", text).removesuffix(":").strip(),)
    return ()


def _heads_like_others(item: Classed, body: Sequence[Classed]) -> bool:
    """It ends in a colon as headings further down do that stand as far out: "Key Metrics:" and "Trading Metrics:"."""
    text = item.line.text.rstrip()
    others = (other.line.text.rstrip() for other in body if other.kind is Kind.TEXT and other.indent == item.indent)
    of_segments = captions.SEGMENT_TITLE.search(text) is not None
    return text.endswith(":") and not of_segments and any(other.endswith(":") for other in others)


def _footnote_of(head: Sequence[Classed]) -> str | None:
    """The mark of the footnote that opens the head; one above the page's end or a title is another table's."""
    ends = [
        index
        for index, item in enumerate(head)
        if item.kind in (Kind.PAGE, Kind.TITLE) or is_centered_title(head, index)
    ]
    for item in head[ends[-1] + 1 if ends else 0 :]:
        match = captions.FOOTNOTE_START.match(item.line.text)
        if match and item.kind in (Kind.TEXT, Kind.HEADER):
            return match[1]
    return None


def _heading_of_counts(head: Sequence[Classed]) -> int | None:
    """Where behind a footnote and a blank line a heading of counts opens other lines: "Number of restaurants:"."""
    ended = False
    for index, item in enumerate(head):
        text = item.line.text.strip()
        ended = ended or (item.kind is Kind.BLANK and index > 0)
        if ended and item.kind is Kind.TEXT and text.endswith(":") and measures.numbered_thing(text.removesuffix(":")):
            return index
    return None


def _footnote_statement(mark: str, before: Sequence[PrintedTable]) -> str:
    """``operations_footnote_1``: the statement above whose line or title carries the mark, else the last one."""
    owners = [table for table in before if any(mark in row.marks for row in table.rows) or mark in table.title]
    owner = owners[-1].statement if owners else (before[-1].statement if before else "other")
    return f"{owner}_footnote_{mark.strip('()')}"


def _own_lines(head: Sequence[Classed]) -> Sequence[Classed]:
    """A head without the footnotes of the table before it: they end at a blank line, and a title follows."""
    notes = [index for index, item in enumerate(head) if captions.FOOTNOTE_START.match(item.line.text)]
    ends = next((index for index in range(notes[-1], len(head)) if head[index].kind is Kind.BLANK), 0) if notes else 0
    titled = any(
        item.kind is Kind.TITLE or item.line.text.rstrip().endswith(":") or is_centered_title(head, index)
        for index, item in enumerate(head[ends:], ends)
    )
    return head[ends:] if titled else head


def _set_scale(table: PrintedTable, intro: str, head: Sequence[Classed], before: Sequence[PrintedTable]) -> None:
    own = _own_lines(head)
    notes = WIDE_GAP.sub(GAP, " ".join([intro, *(item.line.text for item in own)]))
    table.context = WIDE_GAP.sub(GAP, f"{intro} {beside_columns(own, table.columns)}")
    by_column = set_column_scales(table.columns, head)
    before = () if by_column else before
    scale = None if by_column else captions.scale_of(notes)
    table.note = notes if scale is not None or not before else before[-1].note
    if scale is None and before:
        table.scale, table.scale_printed, table.assurance = (
            before[-1].scale,
            before[-1].scale_printed,
            before[-1].assurance,
        )
        return
    table.scale, table.scale_printed, table.scale_stated = scale or 1, scale is not None, scale is not None
    standing_alone = " ".join(item.line.text for item in head if item.kind is not Kind.HEADER)
    table.assurance = "unaudited" if captions.UNAUDITED.search(standing_alone) else None


def _banner(columns: Sequence[Column]) -> tuple[str, ...]:
    """A caption over all columns, where it says what they are of: it stands in the place of a title."""
    return tuple(one for one in banner_of(columns) if member_of((one,)) and captions.scale_of(one) is None)


def _leave_scale_to_columns(table: PrintedTable) -> None:
    """A scale in the heading of one column of several is that one's: "Revenue (in thousands)" beside "Fee per File"."""
    told = [captions.scale_of(column.caption) is not None for column in table.columns]
    if table.scale_stated and any(told) and not all(told) and captions.scale_of(table.context) is None:
        table.scale, table.scale_printed, table.scale_stated = 1, False, False


def _noted_day(table: PrintedTable) -> date | None:
    """The day as of which a footnote tells its one column of values: "as of May 31, 2014 was as follows:"."""
    note = next((text for text in table.above if captions.FOOTNOTE_START.match(text)), "")
    told = AS_OF.search(note) if len(table.columns) == 1 and captions.AS_FOLLOWS.match(note) else None
    return read_date(told[0]) if told else None


def _inherit(table: PrintedTable, before: Sequence[PrintedTable]) -> None:
    if (day := _noted_day(table)) is not None:
        table.columns[0].period, table.header_inherited = Period("instant", None, day), False
        return
    owner_name, _, footnote = table.statement.partition("_footnote_")
    for owner in reversed(before):
        sources = _above(table, owner) if owner.statement == owner_name or not footnote else []
        if sources:
            for column, source in zip(table.columns, sources, strict=True):
                column.mean_as(source)
                column.assurance = source.assurance
            _redate(table)
            table.assurance = owner.assurance
            table.troubles += _left_out(table, [column for column in owner.columns if column not in sources])
            return
    table.troubles.append(
        Trouble(
            "error",
            "header_not_found",
            f"table {table.index + 1} ({table.title[:60]}) has no header and no statement to inherit one from",
            statement=table.statement,
        )
    )


def _redate(table: PrintedTable) -> None:
    """A block that goes on under the same columns for another period says so itself: MSA's segments a year earlier."""
    own = read_heading(table.context)
    if own.end is not None and own.has_length and len({column.period for column in table.columns}) == 1:
        for column in table.columns:
            column.period = duration(own, ())


def _left_out(table: PrintedTable, columns: Sequence[Column]) -> list[Trouble]:
    """A warning for each column of values above that the table does without; one of changes is left out at will."""
    return [
        Trouble(
            "warning",
            "column_without_values",
            f"table {table.index + 1} ({table.title[:60]}) goes on without a value under "
            f"{' '.join(column.heading)}; look for a lost column",
            statement=table.statement,
        )
        for column in columns
        if column.role == "value"
    ]


def _above(table: PrintedTable, owner: PrintedTable) -> Sequence[Column]:
    """The columns of ``owner`` that those of ``table`` go on: as many, or some of them by their right edges."""
    if len(owner.columns) == len(table.columns):
        return owner.columns
    found = [source for column in table.columns if (source := at_edge(owner.columns, column.edge)) is not None]
    return found if len(found) == len(table.columns) == len({source.index for source in found}) else []


def _reconciling_heading(table: PrintedTable) -> str | None:
    """The first line is a heading that calls what follows a reconciliation, whatever lines it begins with."""
    first = next((row for row in table.rows if row.label), None)
    named = captions.statement_of(first.label) if first is not None and first.kind == "heading" else None
    return named if named == "non_gaap_reconciliation" else None


def _statement_by_lines(table: PrintedTable) -> str | None:
    """A table without a title that names a statement: its lines tell, two witnesses at least."""
    labels = [row.label.lower() for row in table.data_rows]
    for statement, pattern in BY_LINES:
        if sum(bool(re.search(pattern, label)) for label in labels) >= WITNESSES:
            return statement
    plain = not any(map(captions.ADJUSTED.search, labels)) and sum(map(bool, map(RESULTS.search, labels))) >= WITNESSES
    return "operations" if plain else None


def _statement_above(block: Block) -> str:
    above = captions.statement_of(block.above)
    return above if above in GOVERNING else "other"


def _adjusts(table: PrintedTable) -> bool:
    """One of its headings says that the lines below it lead from a measure to another."""
    return any(row.kind == "heading" and captions.ADJUSTS_MEASURE.search(row.label) for row in table.rows)


def _reconciles(table: PrintedTable) -> bool:
    """A measure is printed and, after what adjusts it, the same adjusted: "GAAP net income", "Non-GAAP net income"."""
    seen: dict[str, int] = {}
    for index, row in enumerate(table.data_rows):
        measure = " ".join(captions.MEASURE_OF.sub(" ", row.label).lower().split())
        if captions.ADJUSTED.search(row.label) and not captions.GAAP_SIDE.search(row.label):
            first = min(
                (at for name, at in seen.items() if name == measure or name.startswith(f"{measure} ")), default=index
            )
            if measure and index - first > 1:
                return True
        else:
            seen[measure] = index
    return False
