"""The unit, the scale and the rate that a column heading names."""

import re

from transforms.parse import measures
from transforms.parse.grid import Column, PrintedTable
from transforms.parse.named_periods import besides_period
from transforms.parse.words import scaling, shares

COLUMN_SCALES = (
    (re.compile(r"\bBil\b|\bbillions\b", re.IGNORECASE), 1_000_000_000),
    (re.compile(r"\bMil\b|\bmillions\b", re.IGNORECASE), 1_000_000),
    (re.compile(r"\bthousands\b", re.IGNORECASE), 1_000),
    (re.compile(r"\$ ?M\b|\$ ?m\b|\$ ?mm\b"), 1_000_000),
    (re.compile(r"\b[Uu]nits? ?\(?[Kk]\b|\$ ?[Kk]\b|\(000s?\)"), 1_000),
)
"""Scales that a heading states for its own column: "Revenue $M", "CPU Units K", "GDV (Bil.)"."""
COLUMN_THINGS = (
    (shares.SHARES_COLUMN, "shares"),
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
TERM_COLUMN = re.compile(r"\byears\b", re.IGNORECASE)
"""A column of terms, though they run to a change of rates."""
EXCEPTED = re.compile(r"\bexcept(?: for)? ([^()]+)", re.IGNORECASE)
AMOUNT_PER = re.compile(r"\b(?:amount|average|volume)s?\s?(?:/\s?|per )(work ?day|day|week)\b", re.IGNORECASE)
"""A column that divides what its lines count."""


def set_column_rate(column: Column, text: str, *, holds_amounts: bool) -> None:
    """A column of rates or changes in percent, or one whose heading states its own scale; none of debt at fixed rates."""
    if (column.role == "change" and re.search(r"%|\bpercent\b", text) and "$" not in text) or (
        column.role == "value" and RATE_COLUMN.search(text) and not (holds_amounts or TERM_COLUMN.search(text))
    ):
        column.unit = "percent"
    elif column.role == "value" and (
        scaled := next((scale for pattern, scale in COLUMN_SCALES if pattern.search(text)), None)
    ):
        column.scale = scaled
        column.unit = next((unit for pattern, unit in COLUMN_THINGS if pattern.search(text)), None)


def set_column_units(table: PrintedTable) -> None:
    """What a heading says that its column's values are: "(MMcf/d)", "$/Bbl", "Per Share" beside a column of amounts."""
    per_share = [shares.PER_SHARE.search(column.caption) is not None for column in table.columns]
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
            noted = scaling.scale_of(text) is not None
            rate = None if noted else measures.rate_of(text, table.currency, priced=True)
            column.unit = measures.stated_rate(text, table.currency) or rate
    _count_changes(table)


def _count_changes(table: PrintedTable) -> None:
    """Changes of what other columns count, by the same words: "Rooms" below "Change" and below two days."""
    counted = {
        column.heading[-1]: column.unit
        for column in table.columns
        if column.role == "value" and column.heading and measures.is_thing(column.unit)
    }
    for column in table.columns if counted else ():
        if column.role == "change" and column.unit is None and column.heading:
            column.unit = counted.get(column.heading[-1])


def _shares_in(column: Column) -> str | None:
    """``shares`` for a column of counts: "Number of shares purchased", or "Shares" beside "Amount" under a stock."""
    told = (besides_period(column.heading[-1]).strip(), column.dimensions["column"]) if column.dimensions else ()
    return "shares" if any(map(shares.SHARES_COLUMN.match, told)) else None


def _is_excepted(member: str, note: str) -> bool:
    """A note of scale leaves it out: "in thousands, except for average rent"."""
    excepted = EXCEPTED.search(note) if len(member.split()) > 1 else None
    return excepted is not None and member.casefold() in excepted[1].casefold()


def _is_priced(table: PrintedTable, column: Column) -> bool:
    """A currency stands beside one of its values."""
    return any(cell.currency for _, cell in table.cells_in(column.index))
