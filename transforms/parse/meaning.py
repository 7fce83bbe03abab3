"""What a column heading means: its period, its role, its members, its unit.

A heading says a length and an end, or part of them; what it leaves out stands in the table's title ("Three months
ended March 31, 2020 and 2019"), in the column that it is compared with, or in the release's own fiscal calendar
("2Q21", "Fiscal 2014 > Q3").
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise, takewhile

from transforms.parse import captions, measures
from transforms.parse.columns import NEAR, at_edge
from transforms.parse.grid import Column, Period, PrintedTable
from transforms.parse.percents import set_percent_columns, set_share_columns
from transforms.parse.periods import (
    BETWEEN,
    COMPARED,
    DASHED,
    DATE,
    DAY_FIRST,
    ENDED,
    ISO,
    LENGTH,
    MONTH_YEAR,
    MONTHS_MARK,
    SLASHED,
    SPAN,
    WEEK,
    YEAR,
    Heading,
    between_days,
    calendar_start,
    day_of_year,
    duration,
    full_year,
    month_end,
    read_date,
    read_heading,
    without_year,
)

DURATION_ONLY = frozenset({"operations", "cash_flow", "non_gaap_operations", "pro_forma_operations"})
"""Statements whose columns are durations: a bare date there leaves the period undecided."""
INSTANT_ONLY = frozenset({"balance_sheet"})
IN_A_ROW = 3
"""So many bare days, a quarter apart, are no coincidence."""
QUARTERLY = re.compile(r"\bquarterly\b", re.IGNORECASE)
QUARTER_DAYS = range(80, 101)
HEAD_WORDS = 60
"""A head of more words holds prose besides a title."""
QUARTER_LABEL = re.compile(
    r"\b(?:Q([1-4])[ '’-]{0,2}(?:FY)?((?:19|20)?\d\d)|([1-4])Q[ '’-]?(?:FY)?((?:19|20)?\d\d)|(first|second|third|fourth) quarter,?(?: of)?(?: fiscal)?(?: year)? ((?:19|20)\d\d))\b",
    re.IGNORECASE,
)
BARE_QUARTER = re.compile(
    r"\bQ([1-4])\b|\b([1-4])Q\b|\b(first|second|third|fourth|1st|2nd|3rd|4th)[ -](?:quarter|qtr)\b", re.IGNORECASE
)
FULL_YEAR = re.compile(
    r"\bannual\b|\b(full|fiscal|twelve month)[ -]?(year)?s?\b|\byears?\b|\bFY ?'?\d\d", re.IGNORECASE
)
SHORT_YEAR = re.compile(r"\bFY ?['’]?(\d\d)\b(?!\d)", re.IGNORECASE)
"""A fiscal year cut short: "FY21" behind "4Q21"."""
WHOLE = re.compile(r"\btotal\b", re.IGNORECASE)
STATED_AT = re.compile(rf"\bas (?:of|at) ({DATE.pattern})(?<=\d\d\d\d)", re.IGNORECASE)
"""The day as of which a title says that its figures stand."""
DATED_YEAR = re.compile(
    rf"(?:for (?:the )?)?(?:fiscal )?years? end(?:ed|ing) {DATE.pattern}(?<=\d\d\d\d)", re.IGNORECASE
)
QUARTER = 3
CUMULATIVE = (6, 9, 12)
"""Months from a fiscal year's start that a heading may name without a date."""
TRAILING = re.compile(r"\b(?:trailing|rolling|[LT]TM)\b", re.IGNORECASE)
TO_DATE = re.compile(r"\byear[- ]to[- ]date\b|\bYTD\b", re.IGNORECASE)
OF_YEAR = re.compile(r"\b(?:(this|current)|last|prior|previous) (?:fiscal )?year\b", re.IGNORECASE)
"""A year that is told by when the release was written."""
PART_OF = re.compile(
    r"%|\bpercent\b|\bas a percentage\b|\bmargin\b|\bper (diluted |common |ordinary )*share\b", re.IGNORECASE
)
NO_MEMBER = re.compile(
    rf"{DASHED.pattern}|{ISO.pattern}|{captions.MONTH}['’-]\d\d\b|{DATE.pattern}|{DAY_FIRST.pattern}|{SPAN.pattern}|{SLASHED.pattern}|{MONTHS_MARK.pattern}|{QUARTER_LABEL.pattern}|{BARE_QUARTER.pattern}|{SHORT_YEAR.pattern}|\b(19|20)\d\d\b|\b{captions.COUNT}[ -]?(fiscal )?(months?|mos?|weeks?|wks?|quarters?)\b( to\b)?|"
    rf"^annual$|\byear[- ]to[- ]date\b|\b(half[- ]?)?years? to\b(?! date)|\bfirst half\b|\bH[12]\b|\b[12]H\b|\b(fiscal |full |the |quarterly )?(quarters?|years?|periods?)(ly)?( to date)?\b|\bend(ed|ing|s)?\b|\bas (of|at)\b|\bat( or)?\b|\bfor( the)?\b|\(?\b(un)?audited\)?|"
    rf"\((\d{{1,2}}|[A-Za-z])\)|\*+|\bin (thousands|millions|billions)\b|\b{captions.MONTH}|\band\b|\bor\b|\b(as )?compared (to|with)\b|\btrends\b|\bfiscal\b|\btotal\b|\bFY\b|\b(last|past|trailing)(?= {captions.COUNT} )|\(?\b(see )?notes?\b\)?|[(),:]|\bof\b|\bon\b|{OF_YEAR.pattern}",
    re.IGNORECASE,
)
"""What a heading says of period and audit, and so names no member."""
NAMES_PERIOD = re.compile(
    rf"\b(19|20)\d\d\b|{captions.MONTH}|\b(months?|weeks?|quarters?|ended|unaudited)\b|\bQ[1-4]\b|\b[1-4]Q",
    re.IGNORECASE,
)
ACTUAL = re.compile(r"\bactuals?\b|\bresults\b", re.IGNORECASE)
BY_RATES = re.compile(r"\(?((?:using|at) .*\brates)\)?", re.IGNORECASE)
"""By whose rates of exchange a column is told: the quarter that it names is not its own."""
MARKS = re.compile(r"\((\d{1,2}|[A-Za-z])\)|\*+|[(),:]")
COLUMN_SCALES = (
    (re.compile(r"\bBil\b|\bbillions\b", re.IGNORECASE), 1_000_000_000),
    (re.compile(r"\bMil\b|\bmillions\b", re.IGNORECASE), 1_000_000),
    (re.compile(r"\bthousands\b", re.IGNORECASE), 1_000),
    (re.compile(r"\$ ?M\b|\$ ?m\b|\$ ?mm\b"), 1_000_000),
    (re.compile(r"\b[Uu]nits? ?\(?[Kk]\b|\$ ?[Kk]\b|\(000s?\)"), 1_000),
)
"""Scales that a heading states for its own column: "Revenue $M", "CPU Units K", "GDV (Bil.)"."""
COLUMN_THINGS = (
    (captions.SHARES_COLUMN, "shares"),
    (re.compile(r"\bunits?\b", re.IGNORECASE), "units"),
    (re.compile(r"\btrans(?:actions?)?\b(?! growth)", re.IGNORECASE), "transactions"),
    (re.compile(r"\baccounts?\b", re.IGNORECASE), "accounts"),
    (re.compile(r"\bcards?\b", re.IGNORECASE), "cards"),
)
"""What such a column counts; else it is money."""
RATE_COLUMN = re.compile(
    r"^(as a )?(%|percent(age)?)( (of|to) .*| (net |total )?(sales|revenues?))?$|\byields?\b|\brates?\b(?! swap)|\bmargin %|\bcost of funds\b",
    re.IGNORECASE,
)
"""A column of rates beside columns of amounts."""
EXCEPTED = re.compile(r"\bexcept(?: for)? ([^()]+)", re.IGNORECASE)
AMOUNT_PER = re.compile(r"\b(?:amount|average|volume)s?\s?(?:/\s?|per )(work ?day|day|week)\b", re.IGNORECASE)
"""A column that divides what its lines count."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """The release's own quarter and what the issuer calls it: the anchor of every other fiscal quarter."""

    quarter: Period
    fiscal_year: int
    fiscal_quarter: int

    def quarter_of(self, number: int, year: int) -> Period:
        """Fiscal quarter ``number`` of ``year``: by months, or by 13 weeks where quarters end on weekdays."""
        back = (self.fiscal_year - year) * 4 + self.fiscal_quarter - number
        end = self.quarter.end
        if end == month_end(end):
            index = end.year * 12 + end.month - 1 - 3 * back
            return duration(Heading(month_end(date(index // 12, index % 12 + 1, 15)), 3, None), ())
        end -= timedelta(days=91 * back)
        return Period("duration", end - timedelta(days=90), end, 3, None, "weeks")

    def year_of(self, year: int) -> Period:
        """The fiscal year ``year``."""
        end = self.quarter_of(4, year).end
        start = self.quarter_of(1, year).start
        return Period(
            "duration", start if end != month_end(end) else calendar_start(end, 12), end, 12, None, "calendar_month"
        )

    def to_date(self, number: int, year: int) -> Period:
        """From the fiscal year's start to the end of its quarter ``number``."""
        return self.quarter_of(1, year)._replace(end=self.quarter_of(number, year).end, months=3 * number)

    def months_to(self, end: date) -> int:
        """Months from the start of its fiscal year to ``end``, which closes a quarter."""
        own, other = month_end(self.quarter.end), month_end(end)
        back = (own.year - other.year) * 12 + own.month - other.month
        return (3 * self.fiscal_quarter - back - 1) % 12 + 1


def read_columns(table: PrintedTable, balance_dates: Iterable[date], calendar: Calendar | None) -> None:
    """Decide period, role, marks, assurance, unit and members of every column of ``table``."""
    context = f"{table.title} {table.context}"
    by_number = _counts_quarters(table)
    if by_number:
        context = DATE.sub(" ", context)
    dates = tuple(balance_dates)
    kind = "non_gaap_operations" if _reconciles_flows(table) else table.statement
    named = any(
        names_period(column.caption) and not captions.CHANGE_HEADING.search(member_of(column.heading))
        for column in table.columns
    )
    for column in table.columns:
        column.period = between_days(column.caption)
        text = " ".join(_own_parts(column, table.columns))
        if by_number and QUARTER_LABEL.search(text):
            text = " ".join(_besides_shared(column, table.columns))
        text = _in_years(text, table, calendar)
        column.marks = tuple(match[1] for match in captions.marks_in(text)) or (("*",) if "*" in text else ())
        column.assurance = (
            "unaudited" if captions.UNAUDITED.search(text) else "audited" if captions.AUDITED.search(text) else None
        )
        member = member_of(_of_its_own(column, table.columns))
        if member:
            column.dimensions = {"column": member}
            column.role = _role_of(member, text)
            _set_rate(column, member, holds_amounts=_holds_amounts(table, column))
        told = names_period(text) or not named or (by_number and WHOLE.fullmatch(text.strip()) is not None)
        if column.role != "change" and told and not _leans(column, table.columns):
            column.period = (
                column.period or _quarter_of_dated_year(text) or period_of(text, context, kind, dates, calendar)
            )
    _set_length_of_lines(table, dates)
    if all(column.role == "change" for column in table.columns):
        for column in table.columns:
            column.period = period_of("", context, kind, dates, calendar)
    _set_units(table)
    set_share_columns(table)
    set_percent_columns(table)
    if calendar is not None:
        _set_bare_years(table, calendar)
    _set_quarters_in_a_row(table)
    _set_trailing(table)
    _set_months(table)
    borrow(table)
    _tell_changes_apart(table)
    _set_totals(table)
    _set_part_of_time(table, calendar)
    _set_heads(table)


def _in_years(text: str, table: PrintedTable, calendar: Calendar | None) -> str:
    """What "This Year" and "Last Year" are by the release's calendar: the year of the latest such day and the one before."""
    told = OF_YEAR.search(text)
    if told is None or calendar is None or YEAR.search(text):
        return text
    both = {bool(found[1]) for column in table.columns if (found := OF_YEAR.search(column.caption))}
    if len(both) == 1:
        return text
    last, day = calendar.quarter.end + timedelta(days=WEEK), without_year(text)
    year = calendar.fiscal_year if day is None else last.year
    if day is not None and (read_date(f"{day}, {year}") or last) > last:
        year -= 1
    return OF_YEAR.sub(str(year if told[1] else year - 1), text)


def _set_length_of_lines(table: PrintedTable, dates: tuple[date, ...]) -> None:
    """Days over columns whose lines stand below "Three months ended:" are the ends of that time."""
    length = read_heading(table.opening)
    if not length.has_length:
        return
    timed = [row for row in table.rows if row.kind == "heading" and read_heading(row.label).has_length]
    for column in table.columns if len(timed) == 1 else ():
        if column.period is not None and column.period.kind == "instant":
            column.period = duration(length._replace(end=column.period.end), dates)


def _reconciles_flows(table: PrintedTable) -> bool:
    """All that a reconciliation prints was earned or spent: a bare date leaves it open over what time."""
    labels = [row.label for row in table.data_rows]
    flows = [label for label in labels if captions.FLOW.search(label)]
    return (
        table.statement == "non_gaap_reconciliation"
        and 2 * len(flows) > len(labels)
        and not any(captions.BALANCE.search(label) for label in labels)
    )


def banner_of(columns: Sequence[Column]) -> tuple[str, ...]:
    """A caption over all columns that names no period: it titles the table and parts nothing."""
    firsts = {column.heading[0] if len(column.heading) > 1 else "" for column in columns}
    first = firsts.pop() if len(columns) > 1 and len(firsts) == 1 else ""
    named = first and not names_period(first) and not captions.CHANGE_HEADING.search(first)
    return (first,) if named else ()


def _of_its_own(column: Column, columns: Sequence[Column]) -> tuple[str, ...]:
    """The heading without what titles the table."""
    return column.heading[len(banner_of(columns)) :]


def _besides_shared(column: Column, columns: Sequence[Column]) -> list[str]:
    """The parts of a heading without a day alone that stands over all columns."""
    return [
        part
        for part in column.heading
        if not DATE.search(part) or read_heading(part).has_length or not all(part in other.heading for other in columns)
    ]


def _leans(column: Column, columns: Sequence[Column]) -> bool:
    """It names a measure and no year, under a caption whose other columns name theirs: their neighbour's is its own."""
    beside = [other.caption for other in columns if other.heading[:1] == column.heading[:1]]
    named = len(column.heading) > 1 and any(YEAR.search(text) for text in beside)
    return bool(column.dimensions) and named and not YEAR.search(column.caption)


def _role_of(member: str, text: str) -> str:
    """A change, or a value: shares and rates are values, and so is "%" that stands under a period of its own."""
    if captions.LONE_PERCENT.fullmatch(member) and (YEAR.search(text) or QUARTER_LABEL.search(text)):
        return "value"
    return "change" if captions.CHANGE_HEADING.search(captions.SHARE_HEADING.sub(" ", member)) else "value"


def _counts_quarters(table: PrintedTable) -> bool:
    """Columns of several quarters by number, without days: a day in the title dates the page and not the columns."""
    headings = [" ".join(_besides_shared(column, table.columns)) for column in table.columns]
    numbers = {
        match[0].casefold()
        for text in headings
        if not DATE.search(text)
        for pattern in (BARE_QUARTER, QUARTER_LABEL)
        for match in pattern.finditer(text)
    }
    return len(numbers) > 1


def _set_bare_years(table: PrintedTable, calendar: Calendar) -> None:
    """A year alone beside parts of years is the whole of it: Tetra Tech's "2018" before the quarters of 2019."""
    parts = any(column.period and column.period.kind == "duration" for column in table.columns)
    dated = DATE.search(f"{table.title} {table.context}") and not _counts_quarters(table)
    for column in table.columns if parts and not dated else ():
        year = YEAR.fullmatch(column.caption)
        if year and column.period is None:
            column.period = calendar.year_of(int(year[1]))


def _set_quarters_in_a_row(table: PrintedTable) -> None:
    """Bare days over flows that follow each other a quarter apart, or below "Quarterly", end a quarter each."""
    ends = [
        None
        if (column.period and (column.period.kind == "duration" or _names_instant(column.caption)))
        or column.role == "change"
        else read_heading(column.caption).end
        for column in table.columns
    ]
    days = [end for end in ends if end is not None]
    apart = [abs((one - other).days) for one, other in pairwise(days)]
    in_a_row = len(days) >= IN_A_ROW and all(gap in QUARTER_DAYS for gap in apart)
    if not _tells_flows(table) or not (in_a_row or QUARTERLY.search(f"{table.title} {table.context}")):
        return
    for column, end in zip(table.columns, ends, strict=True):
        if end is not None:
            column.period = duration(Heading(end, QUARTER, None), ())


def _tells_flows(table: PrintedTable) -> bool:
    """A statement of durations, or data of which every line was earned or spent."""
    labels = [row.label for row in table.data_rows]
    return table.statement in DURATION_ONLY or (
        table.statement in ("selected_data", "other")
        and all(captions.FLOW.search(label) and not captions.BALANCE.search(label) for label in labels)
    )


def _set_totals(table: PrintedTable) -> None:
    """A "Total" behind columns that name the members of one period is the whole of them, and no time."""
    for column in table.columns:
        beside = [other for other in table.columns if other is not column and other.period == column.period]
        members = [other for other in beside if other.role == "value"]
        if (
            column.heading
            and WHOLE.fullmatch(column.heading[-1])
            and len(members) > 1
            and not column.dimensions
            and all(other.dimensions for other in members)
        ):
            column.dimensions = {"column": column.heading[-1]}


def _tell_changes_apart(table: PrintedTable) -> None:
    """Columns of changes that are headed alike say of which values they tell: those next to their left."""
    heads = [(column.role, column.period, column.dimensions.get("column")) for column in table.columns]
    for position, column in enumerate(table.columns):
        values = [other for other in table.columns[:position] if other.role == "value"]
        of_values = values[-1].dimensions.get("column") if values else None
        if column.role == "change" and of_values and column.dimensions and heads.count(heads[position]) > 1:
            column.dimensions = {"column": f"{of_values} {column.dimensions['column']}"}


def take_members(above: PrintedTable, table: PrintedTable) -> None:
    """A block whose columns are told apart by the captions of the one above alone, headed alike below them.

    "New contracts" and "Homes delivered" stand over the quarter's columns and are left out over those of nine months.
    """
    pairs = list(zip(table.columns, above.columns, strict=False))
    like = len(table.columns) == len(above.columns) and all(
        column.heading[-1:] == other.heading[-1:] and abs(column.edge - other.edge) <= NEAR for column, other in pairs
    )
    if like and _are_alike(table.columns) and not _are_alike(above.columns):
        for column, other in pairs:
            column.dimensions = other.dimensions
            column.unit, column.scale = column.unit or other.unit, column.scale or other.scale


def _are_alike(columns: Sequence[Column]) -> bool:
    """Two of them mean the same."""
    meant = [(column.period, column.role, column.dimensions.get("column"), column.unit) for column in columns]
    return len(set(meant)) < len(meant)


def _set_trailing(table: PrintedTable) -> None:
    """The months behind quarters that are called trailing end with the last of them."""
    ends = [column.period.end for column in table.columns if column.period and column.period.kind == "duration"]
    for column in table.columns:
        length = read_heading(column.caption)
        if column.period is None and ends and length.has_length and TRAILING.search(column.caption):
            column.period = duration(length._replace(end=max(ends)), ())


def _set_months(table: PrintedTable) -> None:
    """A month beside the year to date is all of it: "September" and "Year-to-Date"."""
    if table.statement in INSTANT_ONLY or not any(TO_DATE.search(column.caption) for column in table.columns):
        return
    for column in table.columns:
        monthly = MONTH_YEAR.search(column.caption) and not DATE.search(column.caption)
        if monthly and column.period is not None and column.period.kind == "instant":
            column.period = duration(Heading(column.period.end, 1, None), ())


def _set_part_of_time(table: PrintedTable, calendar: Calendar | None) -> None:
    """What is expected lies ahead, all else ends with the release's quarter."""
    if _is_outlook(table):
        _look_ahead(table, calendar)
    elif calendar is not None:
        _end_with_quarter(table, calendar)


def _end_with_quarter(table: PrintedTable, calendar: Calendar) -> None:
    """A fiscal year that is not over yet is the part of it up to the release's quarter, and so is the one before."""
    years = {
        column.index: int(year[1])
        for column in table.columns
        if column.role == "value" and not DATE.search(column.caption) and (year := _last(YEAR, column.caption))
    }
    whole = {index: calendar.year_of(year) for index, year in years.items()}
    named = [column for column in table.columns if column.period and column.period == whole.get(column.index)]
    if any(column.period and (column.period.end - calendar.quarter.end).days > WEEK for column in named):
        for column in named:
            column.period = calendar.to_date(calendar.fiscal_quarter, years[column.index])


def _is_outlook(table: PrintedTable) -> bool:
    head = f"{table.title} {table.context}"
    spoken = [column.caption for column in table.columns]
    return any(captions.OUTLOOK.search(text) for text in (*spoken, *([head] if len(head.split()) < HEAD_WORDS else [])))


def _set_heads(table: PrintedTable) -> None:
    """A count of people stands at the end of its period."""
    for column in table.columns:
        if column.period and captions.HEADS.fullmatch(column.caption):
            column.period = Period("instant", None, column.period.end)


def _look_ahead(table: PrintedTable, calendar: Calendar | None) -> None:
    """What is expected has its own role; where nothing says more, its period is the one year that the title names."""
    named = any(names_period(column.caption) for column in table.columns)
    years = set() if named else set(YEAR.findall(f"{table.title} {table.context}"))
    for column in table.columns:
        if column.role == "value" and not _is_known(column, calendar):
            column.role = "outlook"
        if column.period is None and calendar is not None and len(years) == 1:
            column.period = calendar.year_of(int(next(iter(years))))


def _is_known(column: Column, calendar: Calendar | None) -> bool:
    """It says what came of an outlook, in a period that is over."""
    over = calendar is not None and column.period is not None and column.period.end <= calendar.quarter.end
    return over and ACTUAL.search(column.caption) is not None


def _own_parts(column: Column, columns: Sequence[Column]) -> list[str]:
    """The parts of a heading, where one names several years cut down to the column's own.

    "March 31, 2020 and 2019" over "2020" and "2019" lends its day only, and so does "March 31, 2020" over "2019";
    without years below, it names its columns' dates in order.
    """
    parts: list[str] = []
    for part in column.heading:
        years = YEAR.findall(part)
        if len(set(years)) <= 1:
            inner = [other for other in column.heading[len(parts) + 1 :] if YEAR.fullmatch(other.strip())]
            parts.append(YEAR.sub(" ", part) if years and inner and inner[-1].strip() != years[0] else part)
        elif any(len(YEAR.findall(other)) == 1 for other in column.heading):
            own_year = next(YEAR.findall(other)[0] for other in column.heading if len(YEAR.findall(other)) == 1)
            parts.append(YEAR.sub(" ", _of_year(part, own_year)))
        else:
            order = [other.index for other in columns if part in other.heading].index(column.index)
            dated = [match for match in DATE.finditer(part) if match[3]]
            own = (
                dated[min(order, len(dated) - 1)][0]
                if len(dated) > 1
                else f"{without_year(part) or ''} {years[min(order, len(years) - 1)]}"
            )
            first = DATE.search(part) or YEAR.search(part)
            parts.append(part[: first.start() if first else 0] + own)
    return parts


def _of_year(part: str, year: str) -> str:
    """``part`` without the days of other years, where it dates one in ``year``."""
    dated = [match for match in DATE.finditer(part) if match[3]]
    own = [match for match in dated if match[3] == year]
    return f"{part[: dated[0].start()]}{own[0][0]}" if own and len(dated) > 1 else part


@lru_cache(maxsize=2_000)
def member_of(heading: tuple[str, ...]) -> str:
    """What a heading says besides period, audit and marks: a segment, "As previously reported", "Three Month Change".

    What stands behind "Change" says what is compared, so it stays, dates and all.
    """
    whole = " ".join(heading)
    if between_days(whole):
        whole = BETWEEN.sub(" ", whole)
        heading = (whole,)
    if not re.search(r"[A-Za-z$%]", NO_MEMBER.sub(" ", whole)):
        return ""
    first_change = next(
        (order for order, part in enumerate(heading) if captions.CHANGE_HEADING.search(part)), len(heading)
    )
    of_period = any(map(NAMES_PERIOD.search, heading))
    kept: list[str] = []
    for order, part in enumerate(heading if of_period or first_change < len(heading) else ()):
        if order >= first_change or (first_change < len(heading) and LENGTH.search(part) and not ENDED.search(part)):
            kept.append(captions.FOOTNOTE_MARK.sub(" ", part))
        else:
            kept.append(_besides_period(part))
    left = " ".join((" ".join(kept) or MARKS.sub(" ", whole)).split()).strip(" ,-:*/")
    return left if re.search(r"[A-Za-z%]", left) else ""


def _besides_period(part: str) -> str:
    """What ``part`` names besides a period; all of it, where it names no date and no length ("Cost of Funds")."""
    if by_rates := BY_RATES.fullmatch(part):
        return by_rates[1]
    left = NO_MEMBER.sub(" ", part)
    if not re.search(r"[A-Za-z$%]", left):
        return ""
    return left if NAMES_PERIOD.search(part) else MARKS.sub(" ", part)


def _set_rate(column: Column, text: str, *, holds_amounts: bool) -> None:
    """A column of rates or changes in percent, or one whose heading states its own scale; none of debt at fixed rates."""
    if (column.role == "change" and re.search(r"%|\bpercent\b", text) and "$" not in text) or (
        column.role == "value" and RATE_COLUMN.search(text) and not holds_amounts
    ):
        column.unit = "percent"
    elif column.role == "value" and (
        scaled := next((scale for pattern, scale in COLUMN_SCALES if pattern.search(text)), None)
    ):
        column.scale = scaled
        column.unit = next((unit for pattern, unit in COLUMN_THINGS if pattern.search(text)), None)


def _set_units(table: PrintedTable) -> None:
    """What a heading says that its column's values are: "(MMcf/d)", "$/Bbl", "Per Share" beside a column of amounts."""
    per_share = [captions.PER_SHARE.search(column.caption) is not None for column in table.columns]
    named = [measures.currency_of(column.caption) for column in table.columns]
    for column, of_shares, currency in zip(table.columns, per_share, named, strict=True):
        text = column.caption
        if column.scale is None and _is_excepted(column.dimensions.get("column", ""), table.note):
            column.scale = 1
        if column.role != "value" or column.unit is not None:
            continue
        if currency and len(set(filter(None, named))) > 1:
            column.unit = currency
        elif match := AMOUNT_PER.search(text):
            column.unit = f"/{match[1].lower()}"
        elif of_shares and not all(per_share):
            column.unit = f"{table.currency}/share"
        elif not of_shares and not _is_priced(table, column):
            member = column.dimensions.get("column", "")
            column.unit = (
                measures.stated_thing(text)
                or measures.stated_rate(text, table.currency)
                or _shares_in(column)
                or measures.counted_column(member)
                or (None if table.scale_stated else measures.counted_thing(member, by_noun=True))
            )
        elif not of_shares:
            noted = captions.scale_of(text) is not None
            rate = None if noted else measures.rate_of(text, table.currency, priced=True)
            column.unit = measures.stated_rate(text, table.currency) or rate


def _shares_in(column: Column) -> str | None:
    """``shares`` for a column of counts: "Number of shares purchased", or "Shares" beside "Amount" under a stock."""
    told = (_besides_period(column.heading[-1]).strip(), column.dimensions["column"]) if column.dimensions else ()
    return "shares" if any(map(captions.SHARES_COLUMN.match, told)) else None


def _is_excepted(member: str, note: str) -> bool:
    """A note of scale leaves it out: "in thousands, except for average rent"."""
    excepted = EXCEPTED.search(note) if len(member.split()) > 1 else None
    return excepted is not None and member.casefold() in excepted[1].casefold()


def _is_priced(table: PrintedTable, column: Column) -> bool:
    """A currency stands beside one of its values."""
    return any(cell.currency for row in table.data_rows for cell in row.cells if cell.column == column.index)


def _holds_amounts(table: PrintedTable, column: Column) -> bool:
    """A value of a thousand and more stands in it, which no rate is."""
    cells = (cell for row in table.data_rows for cell in row.cells if cell.column == column.index)
    return any("," in cell.printed and "." not in cell.printed for cell in cells)


def _quarter_of_dated_year(text: str) -> Period | None:
    """The quarter below the last day of its year: "Fiscal Year Ended March 31, 2007" over "Q1"."""
    year = DATED_YEAR.match(text)
    quarter = _last(BARE_QUARTER, text[year.end() :]) if year else None
    end = read_heading(year[0]).end if year else None
    if quarter is None or end is None:
        return None
    number = int(quarter[1] or quarter[2] or captions.ORDINALS[quarter[3].lower()])
    return Calendar(duration(Heading(end, QUARTER, None), ()), end.year, CUMULATIVE[-1] // QUARTER).quarter_of(
        number, end.year
    )


def period_of(
    text: str, context: str, statement: str, dates: tuple[date, ...], calendar: Calendar | None
) -> Period | None:
    """The period that a heading names, helped out by the table's title and the fiscal calendar."""
    heading = read_heading(text)
    labelled = _labelled(text, context, calendar) if heading.end is None and calendar is not None else None
    if labelled is not None or (heading.end is None and calendar is None and QUARTER_LABEL.search(text)):
        return labelled  # only the fiscal calendar tells
    around = read_heading(context)
    end = heading.end or _completed(text, context, around)
    if end is None:
        return _titled(context, calendar) if calendar is not None and not names_period(text) else None
    heading = heading._replace(end=end)
    if not heading.has_length and statement not in INSTANT_ONLY and TO_DATE.search(text):
        return _to_date(end, calendar, dates)
    if (
        not heading.has_length
        and statement not in INSTANT_ONLY
        and (statement in DURATION_ONLY or not _names_instant(text))
        and around.has_length
    ):
        heading = heading._replace(months=around.months, weeks=around.weeks)
    if heading.has_length:
        return duration(heading, dates)
    if statement in DURATION_ONLY or (ENDED.search(text) and statement not in INSTANT_ONLY):
        return None
    return Period("instant", None, end)


def _to_date(end: date, calendar: Calendar | None, dates: tuple[date, ...]) -> Period | None:
    """From the start of a fiscal year, which only the calendar tells."""
    return None if calendar is None else duration(Heading(end, calendar.months_to(end), None), dates)


def _names_instant(text: str) -> bool:
    return re.search(r"\bas (of|at)\b|\bat\b", text, re.IGNORECASE) is not None


def _completed(text: str, context: str, around: Heading) -> date | None:
    """A month and day from one side with the year from the other; nothing named at all takes the title's date."""
    year = _last(YEAR, text)
    if year and not DATE.search(text):
        day = day_of_year(context, year[1])
        return read_heading(f"{day}, {year[1]}").end if day else None
    if DATE.search(text) and not year:
        years = YEAR.findall(context)
        return read_heading(f"{without_year(text)}, {years[0]}").end if len(set(years)) == 1 else None
    if DATE.search(text) or (LENGTH.search(text) and len(YEAR.findall(context)) != 1):
        return None
    stated = STATED_AT.search(context)
    return read_heading(stated[1]).end if stated else around.end


def _labelled(text: str, context: str, calendar: Calendar) -> Period | None:
    """Fiscal labels: ``2Q21``, ``Q1 2011``, ``Fiscal 2014 > Q3``, ``Full year 2021``."""
    label, year = _last(QUARTER_LABEL, text), _last(YEAR, text) or _only_year(text, context)
    if label:
        groups = label.groups()
        number = int(groups[0] or groups[2] or captions.ORDINALS[(groups[4] or "").lower()])
        period = _to_quarter(read_heading(text), number, full_year(groups[1] or groups[3] or groups[5]), calendar)
    elif year and (bare := BARE_QUARTER.search(text) or _quarter_over_years(text, context)):
        number = int(bare[1] or bare[2] or captions.ORDINALS[(bare[3] or "").lower()])
        period = calendar.quarter_of(number, int(year[1]))
    elif year and TO_DATE.search(f"{text} {context}"):
        period = calendar.to_date(calendar.fiscal_quarter, int(year[1]))
    elif year and read_heading(text).months == QUARTER and not DATE.search(f"{text} {context}"):
        period = calendar.quarter_of(calendar.fiscal_quarter, int(year[1]))
    elif year and read_heading(text).months in CUMULATIVE and not DATE.search(f"{text} {context}"):
        period = calendar.to_date((read_heading(text).months or 0) // 3, int(year[1]))
    elif year and _is_whole_year(text, context):
        period = calendar.year_of(int(year[1]))
    elif (short := SHORT_YEAR.search(text)) and not LENGTH.search(text):
        period = calendar.year_of(full_year(short[1]))
    else:
        return None
    return period


def _to_quarter(heading: Heading, number: int, year: int, calendar: Calendar) -> Period:
    """Quarter ``number`` of ``year``, or the longer time that ends with it: "Q4'18" below "Twelve Months Ended"."""
    if heading.months == 3 * number:
        return calendar.to_date(number, year)
    quarter = calendar.quarter_of(number, year)
    longer = heading.months in CUMULATIVE
    return duration(Heading(quarter.end, heading.months, None), ()) if longer else quarter


def quarter_named(text: str) -> tuple[int, int] | None:
    """Year and number of the quarter that a heading names, as "2002" over "Third Quarter"; None for another."""
    year, quarter = _last(YEAR, text), BARE_QUARTER.search(text)
    if year is None or quarter is None:
        return None
    return int(year[1]), int(quarter[1] or quarter[2] or captions.ORDINALS[(quarter[3] or "").lower()])


def _only_year(text: str, context: str) -> re.Match[str] | None:
    """The year that a title without a day names alone, for "Q1" or "Total" below it."""
    if not (BARE_QUARTER.search(text) or WHOLE.fullmatch(text.strip())) or DATE.search(context):
        return None
    return _last(YEAR, context) if len(set(YEAR.findall(context))) == 1 else None


def _quarter_over_years(text: str, context: str) -> re.Match[str] | None:
    """The one quarter that stands over columns of years: "Q2" over "2004" and "2003", or "2004 Amount"."""
    if not YEAR.match(text.strip()) or DATE.search(text) or LENGTH.search(text) or FULL_YEAR.search(text):
        return None
    named = {match[0].casefold(): match for match in BARE_QUARTER.finditer(context)}
    return named.popitem()[1] if len(named) == 1 and not DATE.search(context) and not YEAR.search(context) else None


def _titled(context: str, calendar: Calendar) -> Period | None:
    """The one quarter that the table's title names, whatever it compares it with."""
    context = COMPARED.split(context)[0]
    labels = {match[0].casefold() for match in QUARTER_LABEL.finditer(context)}
    return _labelled(context, "", calendar) if len(labels) == 1 else None


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The innermost of the captions that match: "9M 2013" below "Nine Months 2014"."""
    return next(reversed(list(pattern.finditer(text))), None)


def _is_whole_year(text: str, context: str) -> bool:
    """As "Full year 2021", or "Total" behind the quarters of a year, with nothing around that says another length."""
    if LENGTH.search(f"{text} {context}") or DATE.search(text):
        return False
    return FULL_YEAR.search(text) is not None or (WHOLE.search(text) is not None and not DATE.search(context))


def borrow(table: PrintedTable) -> None:
    """A column of changes or shares has the period of the values that it speaks of: the current column's.

    Those are the columns of the quarters that it names, else those that share its captions; where none does, the ones
    before it, of the nearest one's length. What stands behind a column of changes and names a measure and no period
    speaks of changes too.
    """
    for position, column in enumerate(table.columns):
        if column.period is not None:
            continue
        before = [other.period for other in table.columns[:position] if other.role == "value" and other.period]
        behind_change = position > 0 and table.columns[position - 1].role == "change"
        if before and behind_change and column.dimensions and _names_no_period(column):
            column.role = "change"
        if column.role == "change" and before:
            length = before[-1].months
            spoken_of = (
                _of_its_quarters(column, table.columns)
                or _under_its_captions(column, table.columns)
                or [period for period in before if period.months == length]
            )
            column.period = max(spoken_of, key=lambda period: period.end)
        elif before and _goes_with(column, table.columns[position - 1 : position + 2]):
            column.period = before[-1]
        elif column.role == "change":
            others = [other.period for other in table.columns if other.role == "value"]
            if all(others):
                column.period = max(filter(None, others), key=lambda period: period.end, default=None)


def _goes_with(column: Column, beside: Sequence[Column]) -> bool:
    """It speaks of the period of the column before it: a share of it, a measure without a date, or an adjustment.

    One under a day without a year is an adjustment where it stands between two columns of one period.
    """
    if column.unit == "percent" or (column.dimensions and PART_OF.search(column.caption)):
        return True
    left, right = beside[0].period, beside[-1].period
    between = beside[-1] is not column and left is not None and left == right
    return bool(column.dimensions) and (_names_no_period(column) or between)


def _of_its_quarters(column: Column, columns: Sequence[Column]) -> list[Period]:
    """Periods of the values whose quarter's label ``column`` names: "4Q21 change from" over "3Q21"."""
    named = {match[0].casefold() for match in QUARTER_LABEL.finditer(column.caption)}
    return [
        other.period
        for other in columns
        if other.role == "value"
        and other.period
        and any(match[0].casefold() in named for match in QUARTER_LABEL.finditer(other.caption))
    ]


def _names_no_period(column: Column) -> bool:
    return not names_period(column.caption)


@lru_cache(maxsize=2_000)
def names_period(text: str) -> bool:
    """Whether ``text`` names a day, a year, a length or a quarter."""
    return any(
        pattern.search(text)
        for pattern in (DATE, YEAR, LENGTH, SLASHED, DASHED, QUARTER_LABEL, BARE_QUARTER, SHORT_YEAR, TO_DATE)
    )


def _under_its_captions(column: Column, columns: Sequence[Column]) -> list[Period]:
    """Periods of the values that share most of the captions above ``column``."""
    shared = {
        other.index: len(
            list(takewhile(lambda pair: pair[0] == pair[1], zip(column.heading, other.heading, strict=False)))
        )
        for other in columns
        if other.role == "value" and other.period and other.unit != "percent"
    }
    most = max(shared.values(), default=0)
    return [other.period for other in columns if other.period and most and shared.get(other.index) == most]


def go_on_below(above: PrintedTable, table: PrintedTable) -> None:
    """A block below another whose head names no period at all keeps the periods of the columns above it.

    Apple prints "Units K" and "Revenue $M" once more below the first block, and the quarters not again.
    """
    members = any(column.dimensions for column in table.columns)
    if members and not any(column.dimensions for column in above.columns):
        return  # columns of something else than periods
    if not all(_names_no_period(column) for column in table.columns) or names_period(f"{table.title} {table.context}"):
        return
    for column in table.columns:
        source = at_edge(above.columns, column.edge)
        if column.period is None and source is not None:
            column.period, table.header_inherited = source.period, True
    borrow(table)


def take_from_twin(table: PrintedTable, twin: PrintedTable) -> None:
    """Columns whose caption is left out mean what those of the next table mean that is headed like it.

    SAP prints "Change in %" over the second half of a reconciliation and leaves it out over the first; the second half
    of its balance sheet is headed by the years alone.
    """
    if _reconciles_flows(table) != _reconciles_flows(twin):
        return
    pairs = list(zip(table.columns, twin.columns, strict=False))
    alike = len(table.columns) == len(twin.columns) and all(
        column.heading[-1:] == other.heading[-1:] and column.period in (None, other.period) for column, other in pairs
    )
    halves = table.statement == twin.statement and all(column.heading == other.heading for column, other in pairs)
    decided = any(column.period for column in table.columns)
    for column, other in pairs if alike and (decided or halves) else ():
        if column.period is None:
            column.mean_as(other)
