"""The unit and scale of a line: a caption speaks for the table, a line's own words for the line.

The witnesses in their order: what stands beside the values, the label, the heading above, and the lines around that
add up with it. A line of which none speaks is an amount of money in the table's currency.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import partial
from itertools import groupby, pairwise, takewhile

from transforms.parse import captions, measures
from transforms.parse.currencies import DOLLARS
from transforms.parse.grid import PrintedTable, Row, Trouble
from transforms.parse.text import Line

SHARES_IN_UNITS = captions.Phrase(
    r"\bexcept\b[^)]*?(?<!per )\bshares?\b(?! data| amounts?| information| figures?)|\bexcept\b[^)]*(?:(?<!per )\bshares? (?:and|or|,)|\bper share (?:amounts |data )?(?:and|or) (?:shares?|number)\b)"
)
SHARES_SCALE = captions.Phrase(
    r"\bshares?(?: amounts?| data| counts?)?,?(?: which| that)?(?: are| is)?(?: reflected| presented| stated| shown| expressed)? in (thousands|millions)"
)
RATIO_HEADING = re.compile(r"\bratios?\b|\bpercent|\brates$|\breturn on$|(?<!exchange )\brate$", re.IGNORECASE)
PEOPLE = re.compile(r"(head ?count|(number of )?(full[- ]time )?employees)\b", re.IGNORECASE)
"""A heading over counts of people."""
RATES = re.compile(r"rates", re.IGNORECASE)
"""A kind of products, and no ratio of its own."""
MONEY_NOTE = captions.Phrase(rf"\bdollars?\b|\$|{measures.CURRENCY}")
"""Each line of a table asks these of the note above all of them."""
PRIMARY = frozenset({"operations", "balance_sheet", "cash_flow", "equity"})
"""Statements of money, in which a noun at the end of a label is no count of it."""
BOUGHT_FOR_MONEY = PRIMARY - {"operations"}
"""Statements in which shares bought back are an amount."""
PAIRED = (
    (
        re.compile(r"(?:and |assuming )?(?:fully )?dilut(?:ed|ion)", re.IGNORECASE),
        re.compile(r"\bbasic\b", re.IGNORECASE),
    ),
    (re.compile(r"\W*low", re.IGNORECASE), re.compile(r"\bhigh$", re.IGNORECASE)),
)
"""A label that leaves to the one above it what it measures, and how that one is told."""
STATISTICS = re.compile(
    r"\b(statistics|metrics|statistical \w+|(operating|other|operational|supplement(al|ary)) data)\b", re.IGNORECASE
)
"""A heading below which a statement of money counts other things."""
AMOUNTS = re.compile(
    r"\b(loans?|deposits?|assets?|liabilit\w+|equity|tax(es)?|capital|debt|cash|dividends?|securities|receivables?|payables?|borrowings?|amortization|depreciation|allowance|"
    r"investments?|goodwill|intangibles?|impairment|interest|compensation|provision|charge-offs|expenditures?|acquisitions?|property|benefits?|backlog|bookings|billings)\b",
    re.IGNORECASE,
)
"""Words of lines that are told in money only."""
DILUTION = re.compile(r"basic|primary|(fully )?diluted|assuming dilution", re.IGNORECASE)
"""A heading of figures per share by what they are divided by."""
RATE_IN_THOUSANDS = re.compile(r"\bper\b.*\((?:(?:dollars |\$ ?)?in |\$ ?)?(?:thousands|000'?s?)\)$", re.IGNORECASE)
"""An amount per thing whose label says that it stands in thousands."""
NUMBER_OF_WHAT = re.compile(r"\bnumber of$", re.IGNORECASE)
"""A heading whose lines are what it counts."""
FULL_COUNT = 100
MANY_SHARES = 10_000_000_000
MANY_COUNT = 10
"""So many shares, for so little money each, are a count in full that was taken for thousands."""
SHORT_NOTE = 6
"""A footnote of no more words states a unit or a scale and nothing else."""
NAME = 60
"""Beyond, the label of a large number speaks of other things."""
FEWEST_BELOW = 2
"""A single line below a signed one may be of anything."""
CENTS = 2
"""Decimals of an amount per share."""
PRICE_OF_ONE = 10_000
"""So many thousands is no price of one thing, and no week's sales of one store."""
THOUSANDS = 1_000
"""Nobody prints thousands with cents."""


def set_units(table: PrintedTable) -> None:
    """Fill in ``unit`` and ``scale`` of every data row."""
    _leave_scale(table)
    above: dict[int, str] = {}
    lapsed: dict[int, str] = {}
    scaled: dict[int, str] = {}
    heading, closed, indent, noted, per_share = "", "", 0, "", ""
    before: Row | None = None
    for index, row in enumerate(table.rows):
        if row.kind == "heading":
            per_share = _heading_per_share(table, index) or per_share
            below = index > 0 and table.rows[index - 1].kind == "heading"
            told = " ".join((row.label, *_notes_of(row, table)))
            noted = told if captions.scale_of(told, captions.LABEL_SCALE) else noted if below else ""
            outer = heading if below and index and table.rows[index - 1].label == heading else ""
            counted = measures.PERSONS.search(outer) and not captions.MONEY_WORDS.search(row.label)
            heading, closed, indent = outer if counted else row.label, "", row.indent
            continue
        scaled[index] = noted or _scale_of_whole(table, index)
        if heading and row.indent <= indent and captions.TOTAL_WORDS.search(row.label):
            heading, closed = "", heading
        above[index] = heading
        per_share = "" if whole(row) else per_share
        row.unit = unit_of(row, heading, table) or _unit_of_pair(row, before) or _per_share_below(row, per_share, table)
        before = row
        lapsed[index] = closed
    _unit_of_signed(table)
    _unit_of_sums(table)
    _unit_of_parts(table)
    spread = _spread(table)
    amounts = _undecided(table, range(len(table.rows)))
    _keep_lapsed(table, lapsed)
    shares_scale, of_table = _shares_scale(table), _unit_of_table(table)
    if of_table is None:
        _tell_taken_for_money(table, amounts)
    for index, heading in above.items():
        row = table.rows[index]
        row.unit = row.unit or of_table or measures.noted_currency(row.label) or table.currency
        _set_scale(row, heading, table, shares_scale)
        if scaled[index] and row.unit in measures.MONEY and not row.scale_told:
            row.scale = captions.scale_of(scaled[index], captions.LABEL_SCALE) or row.scale
    for column in table.columns:
        if column.unit == "shares" and column.scale is None:
            column.scale = shares_scale
    _unscale_cents(table, amounts)
    _tell_unsigned(table)
    for index, opens in spread.items():
        row = table.rows[index]
        row.scale, row.scale_told = opens.scale, opens.scale_told


def _leave_scale(table: PrintedTable) -> None:
    """What a table counts that speaks of no money stands in full, whatever scale the table before it has."""
    if _counts_alone(table):
        table.scale, table.scale_printed, table.note = 1, False, ""


def _counts_alone(table: PrintedTable) -> bool:
    """It has the scale of the table before it, and no line of it speaks of money."""
    lines = [row.label for row in table.rows]
    spoken = [table.title, *(column.caption for column in table.columns), *lines]
    return (
        table.statement in ("selected_data", "other")
        and table.scale_printed
        and not table.scale_stated
        and not table.header_inherited
        and not any(_priced(row) for row in table.data_rows)
        and not any(pattern.search(text) for pattern in (captions.MONEY_WORDS, AMOUNTS, MONEY_NOTE) for text in spoken)
    )


def _tell_unsigned(table: PrintedTable) -> None:
    """A change of a thousand and more without a sign, in a column of signed percentages, is told in its line's unit."""
    signed = {
        column.index
        for column in table.columns
        if column.unit == "percent" and column.role == "change" and _is_signed(table, column.index)
    }
    for row in table.data_rows if signed else ():
        if row.unit not in measures.MONEY:
            row.cells = tuple(
                cell._replace(mark=row.unit)
                if cell.column in signed and cell.mark is None and "," in cell.printed and "." not in cell.printed
                else cell
                for cell in row.cells
            )


def _is_signed(table: PrintedTable, column: int) -> bool:
    """Most values of the column carry a sign of percent."""
    cells = [cell for _, cell in table.cells_in(column) if not cell.is_nil]
    return 2 * sum(cell.percent for cell in cells) > len(cells)


def _tell_taken_for_money(table: PrintedTable, amounts: Sequence[int]) -> None:
    """A warning where nothing in a table says money: no sign, no scale, no note, no statement, no word of the line."""
    if (
        table.statement.split("_footnote_")[0] not in ("selected_data", "segment", "other")
        or table.scale_printed
        or MONEY_NOTE.search(f"{table.note} {table.context} {table.title}")
        or any(_priced(row) for row in table.data_rows)
    ):
        return
    counted = {column.index for column in table.columns if column.unit is not None}
    unsaid = [
        row.label
        for row in (table.rows[index] for index in amounts)
        if any(cell.amount and cell.column not in counted for cell in row.cells)
        and not captions.MONEY_WORDS.search(row.label)
        and not AMOUNTS.search(row.label)
    ]
    if unsaid:
        message = (
            f"table {table.index + 1} ({table.title[:60]}): nothing says what {len(unsaid)} lines measure, the first "
            f'"{unsaid[0][:60]}"; they are taken for {table.currency} in full'
        )
        table.troubles.append(Trouble("warning", "unit_by_default", message, statement=table.statement))


def set_footnotes(tables: Sequence[PrintedTable], lines: Sequence[Line]) -> None:
    """Give every table the short notes below it that its lines' marks name: "(1) In thousands."."""
    notes = [
        (line.number, match[1], line.text[match.end() :].strip())
        for line in lines
        if (match := captions.FOOTNOTE_START.match(line.text)) and len(line.text.split()) <= SHORT_NOTE
    ]
    for table in tables if notes else ():
        last = max((row.line_number for row in table.rows), default=0)
        marks = {mark for row in table.rows for mark in row.marks}
        for number, mark, text in notes:
            if number > last and mark in marks:
                table.footnotes.setdefault(mark, text)


def unit_of(row: Row, heading: str, table: PrintedTable) -> str | None:
    """What the line itself or the heading above it says that it measures; None where neither speaks."""
    values = [cell for cell in row.cells if not cell.is_nil]
    if any(cell.mark for cell in values):
        changes = {column.index for column in table.columns if column.role == "change"}
        signs = {cell.mark for cell in values if cell.column not in changes} or {cell.mark for cell in values}
        if measures.CENTS in signs:
            return measures.rate_of(row.label, measures.CENTS, priced=True) or measures.CENTS
        if len(signs) == 1 and (sign := signs.pop()):
            return sign
    told = measures.hundredths_of(row.label)
    of_cents = measures.rate_of(row.label, told, priced=True) if told else None
    own = of_cents or _unit_in_label(row, heading, table)
    if own is not None and own not in measures.MONEY:
        return own
    headed = _unit_in_heading(row, heading, table)
    return headed if own is None or (headed or "").startswith(f"{own}/") else own


def _scale_of_whole(table: PrintedTable, index: int) -> str:
    """The label of the line that this one is set in below, where it says a scale: "In force (billions)", "Flow only"."""
    row = table.rows[index]
    outer = next((other for other in reversed(table.rows[:index]) if other.indent < row.indent), None)
    told = outer is not None and outer.kind == "data" and captions.scale_of(outer.label, captions.LABEL_SCALE)
    return outer.label if outer is not None and told else ""


def _heading_per_share(table: PrintedTable, index: int) -> str:
    """The heading right above another of money, where it says that all below is per share: "Per Common Share Data"."""
    before = table.rows[index - 1 : index]
    above = before[0].label if before and before[0].kind == "heading" else "" if before else " ".join(table.lead[-1:])
    label = table.rows[index].label
    speaks = captions.PER_SHARE_HEADING.match(above) and captions.MONEY_WORDS.search(label)
    return above if speaks or (captions.PER_SHARE.search(above) and DILUTION.match(label)) else ""


def _per_share_below(row: Row, heading: str, table: PrintedTable) -> str | None:
    amounts = [cell.amount for cell in row.cells if cell.column not in _rates(table)]
    in_cents = amounts and all(amount is None or amount.places >= CENTS for amount in amounts)
    return f"{_money_of(row, table)}/share" if heading and in_cents else None


def _rates(table: PrintedTable) -> set[int]:
    """Columns of changes and of shares in percent, which say nothing of a line's own unit."""
    return {column.index for column in table.columns if column.role == "change" or column.unit == "percent"}


def _unit_of_pair(row: Row, before: Row | None) -> str | None:
    """A "Diluted" below "Net income per share - Basic" measures what that does, and so a "Low" below "High"."""
    if before is None or not any(own.fullmatch(row.label) and above.search(before.label) for own, above in PAIRED):
        return None
    return before.unit if whole(row) == whole(before) else None


def _unit_in_label(row: Row, heading: str, table: PrintedTable) -> str | None:
    label = row.label
    of_shares = whole(row) and not _priced(row) and captions.PER_SHARE.search(label) and _counts_shares(heading, table)
    if of_shares or _counts_shares(label, table) or _counts_bought(row, table):
        return "shares"
    if _is_per_share(row):
        return f"{_money_of(row, table)}/share"
    if (ratio := _ratio_in_label(row, label)) is not None:
        return ratio
    money = _money_of(row, table)
    if _priced(row):
        return measures.rate_of(label, money, priced=True) or (None if money == table.currency else money)
    of_prices = _fine(row) and captions.MONEY_WORDS.search(heading) is not None
    return measures.rate_of(label, money, priced=of_prices) or _counted_in_label(row, heading, table)


def _ratio_in_label(row: Row, label: str) -> str | None:
    if measures.PURE.search(measures.bare(label)) and not whole(row):
        return "pure"
    if measures.BASIS_POINTS.search(label) and not whole(row):
        return "bps"
    return "percent" if _is_percent(row, label) else None


def _is_per_share(row: Row) -> bool:
    if measures.PAR_VALUE.search(row.label):
        return False
    label = row.label[:NAME] if whole(row) else row.label
    return captions.PER_SHARE.search(label) is not None or (
        _fine(row)
        and (
            measures.STOCK_PRICE.search(measures.bare(row.label))
            or measures.BOOK_VALUE.fullmatch(measures.bare(row.label))
        )
        is not None
    )


def _counted_in_label(row: Row, heading: str, table: PrintedTable) -> str | None:
    stated = measures.stated_thing(row.label)
    of_money = table.statement in PRIMARY and not STATISTICS.search(heading)
    if stated or (of_money and not (captions.NUMBER.search(row.label) or measures.DAYS.match(row.label))):
        return stated
    counted = measures.counted_thing(row.label, by_noun=True)
    of_money = _is_of_money(table) and not (
        _prices_single_lines(table) or STATISTICS.search(" ".join((heading, *table.lead, table.title)))
    )
    return measures.counted_thing(row.label, by_noun=False) if counted and (of_money or _priced(row)) else counted


def _prices_single_lines(table: PrintedTable) -> bool:
    """A sign of money tells an amount from the counts around it: it stands on a line that opens and closes nothing."""
    return any(
        above.kind == row.kind == "data"
        and _priced(row)
        and not (_priced(above) or _fine(row) or captions.TOTAL_WORDS.search(row.label))
        and bool(row.label)
        for above, row in pairwise(table.rows)
    )


def _is_of_money(table: PrintedTable) -> bool:
    told = (table.scale_stated or not table.follows) and MONEY_NOTE.search(table.note)
    return bool(told) or any(_priced(row) for row in table.data_rows)


def _unit_in_heading(row: Row, heading: str, table: PrintedTable) -> str | None:
    if (counted := _counted_in_heading(row, heading)) is not None:
        return counted
    shares = _counts_shares(heading, table)
    if whole(row) and not shares:
        return _thing_in_heading(row, heading, table)
    return "shares" if shares else _rate_in_heading(row, heading, table)


def _thing_in_heading(row: Row, heading: str, table: PrintedTable) -> str | None:
    """What a heading says that its lines are: "Retail customers (at June 30)", "Page Views (000)"."""
    if _priced(row):
        return None
    by_noun = table.statement not in PRIMARY and not _is_of_money(table)
    counted = None if table.statement in PRIMARY else measures.counted_thing(heading, by_noun=by_noun)
    return measures.headed_thing(heading) or measures.counted_below(heading) or counted


def _counted_in_heading(row: Row, heading: str) -> str | None:
    """What a heading says that its lines number: "Number of" over "Stores", "Default roll-forward - # of loans"."""
    if _priced(row):
        return None
    if PEOPLE.match(heading):
        return "persons"
    if NUMBER_OF_WHAT.search(heading):
        return measures.counted_thing(row.label, by_noun=True)
    return None if _fine(row) else measures.numbered_thing(heading)


def _rate_in_heading(row: Row, heading: str, table: PrintedTable) -> str | None:
    money = _money_of(row, table)
    if measures.BASIS_POINTS.search(heading) and not _priced(row):
        return "bps"
    if captions.PER_SHARE.search(heading):
        in_cents = _fine(row) or all(cell.is_nil for cell in row.cells)
        return f"{money}/share" if in_cents else None
    if (
        RATIO_HEADING.search(measures.bare(heading))
        and not _priced(row)
        and (_fine(row) or not _fine_below(heading, table))
    ):
        return "percent"
    priced = _priced(row) or (_fine(row) and any(map(_priced, _lines_below(heading, table)[:1])))
    return measures.rate_of(heading, money, priced=priced) or _thing_in_heading(row, heading, table)


def _fine_below(heading: str, table: PrintedTable) -> bool:
    """Lines right below ``heading`` have decimals, so that one without them is no rate among them."""
    return any(map(_fine, _lines_below(heading, table)))


def _lines_below(heading: str, table: PrintedTable) -> list[Row]:
    """The lines right below the first heading of that name; only the first of them may have a sign of money."""
    first = next(
        (index for index, row in enumerate(table.rows) if row.kind == "heading" and row.label == heading), None
    )
    below = table.rows[first + 1 :] if first is not None else []
    return list(takewhile(lambda row: row.kind == "data", below))


def _unit_of_table(table: PrintedTable) -> str | None:
    """What the title or the note says that all its lines are: "Kilowatt-Hour Sales", "Factors Impacting EPS"."""
    cells = [cell.amount for row in table.data_rows for cell in row.cells if cell.amount]
    title = " ".join((*table.lead, table.title))
    if captions.PER_SHARE.search(f"{title} {table.context}") and all(amount.places >= CENTS for amount in cells):
        return f"{table.currency}/share"
    if all(amount.places >= CENTS for amount in cells) and (
        rate := measures.rate_of(title, table.currency, priced=True)
    ):
        return rate
    if table.statement in PRIMARY or any(_priced(row) for row in table.data_rows):
        return None
    if captions.OF_SHARES.search(title):
        return "shares"
    return measures.headed_thing(title) or measures.counted_below(title) or measures.stated_thing(table.note)


def _counts_bought(row: Row, table: PrintedTable) -> bool:
    return (
        table.statement not in BOUGHT_FOR_MONEY
        and not _priced(row)
        and captions.SHARES_BOUGHT.match(row.label) is not None
    )


def _counts_shares(text: str, table: PrintedTable) -> bool:
    if captions.SHARE_COUNT.search(text):
        return not captions.NO_COUNT.search(text)
    if table.statement in ("cash_flow", "balance_sheet"):
        return False
    return captions.SHARES.search(text) is not None and not captions.NOT_SHARES.search(text)


def _is_percent(row: Row, label: str) -> bool:
    if whole(row) or _priced(row) or measures.NO_PERCENT.search(label):
        return False
    if RATES.fullmatch(label):
        return False
    told = measures.PERCENT.search(measures.bare(label)) or (
        _fine(row) and measures.PART_OF.search(measures.bare(label))
    )
    return bool(told) or "%" in label


def whole(row: Row) -> bool:
    """A value of a thousand and more without decimals: neither a rate nor an amount per share."""
    return any("," in cell.printed and "." not in cell.printed for cell in row.cells)


def _fine(row: Row) -> bool:
    return any(cell.amount and cell.amount.places for cell in row.cells)


def _priced(row: Row) -> bool:
    """A currency stands beside one of its values."""
    return any(cell.currency for cell in row.cells)


def _money_of(row: Row, table: PrintedTable) -> str:
    """The currency that the label states or that stands beside the values, else the table's."""
    symbols = {measures.SYMBOLS.get(cell.currency) or _dollars(table) for cell in row.cells if cell.currency}
    stated = measures.hundredths_of(row.label) or measures.noted_currency(row.label)
    return stated or (symbols.pop() if len(symbols) == 1 else table.currency)


def _dollars(table: PrintedTable) -> str:
    return table.currency if table.currency in DOLLARS else "USD"


def _spread(table: PrintedTable) -> dict[int, Row]:
    """Lines of which nothing speaks, between two of one unit which they lead from the one to the other, share it.

    "GAAP earnings per share", what is added and taken away, "Non-GAAP earnings per share". Returned are the lines with
    the one that opens them.
    """
    known = [(index, row) for index, row in enumerate(table.rows) if row.unit]
    spread: dict[int, Row] = {}
    for unit, group in groupby(known, lambda pair: pair[1].unit):
        run = list(group)
        if unit in measures.MONEY:
            continue
        fine = _is_fine_run(table, run[0][0], run[-1][0])
        for (first, opens), (last, closes) in pairwise(run):
            inside = _undecided(table, range(first, last))
            if inside and (fine or _adds_up(opens, [table.rows[index] for index in inside], closes)):
                spread.update(dict.fromkeys(inside, opens))
    for index, opens in spread.items():
        table.rows[index].unit = opens.unit
    return spread


def _unit_of_signed(table: PrintedTable) -> None:
    """Lines of which nothing speaks are percentages below one whose values are all signed, where they look like it.

    They have its decimals and no sign of money, and what else the table prints has none or says no scale.
    """
    rows = table.data_rows
    below: list[Row] = []
    places, last = 0, ""
    for row in rows:
        values = [cell for cell in row.cells if cell.amount]
        fine = {cell.amount.places for cell in values if cell.amount}
        if values and all(cell.percent for cell in values) and len(fine) == 1:
            places, last = fine.pop(), "sign"
        elif last and places and values and row.unit is None and fine == {places} and not (_priced(row) or whole(row)):
            below.append(row)
        else:
            last = ""
    rest = [row for row in rows if row.unit is None and not any(row is one for one in below)]
    plain = bool(rest) and not any(map(_fine, rest))
    if len(below) >= FEWEST_BELOW and (plain or not table.scale_stated):
        for row in below:
            row.unit = "percent"


def _unit_of_sums(table: PrintedTable) -> None:
    """A line that adds up the ones right above it, all of one counted thing, counts the same: "Net change"."""
    run: list[Row] = []
    for row in table.rows:
        if row.kind != "data" or (run and row.unit not in (None, run[0].unit)):
            run = []
        if row.kind != "data":
            continue
        if row.unit is None and any(_adds_up(run[start], run[start + 1 :], row) for start in range(len(run) - 1)):
            row.unit = run[0].unit
        if row.unit is None or row.unit in measures.MONEY:
            run = []
        else:
            run.append(row)


def _unit_of_parts(table: PrintedTable) -> None:
    """Lines set in below one of a counted thing, which they add up to, count the same: what of the tonnage is by truckload."""
    for index, row in enumerate(table.rows):
        if not measures.is_thing(row.unit):
            continue
        within = takewhile(partial(_is_part, row), table.rows[index + 1 :])
        parts = [part for part in within if part.unit is None]
        if len(parts) > 1 and _sums(parts, row, _rates(table)):
            for part in parts:
                part.unit = row.unit


def _is_part(whole_row: Row, row: Row) -> bool:
    return row.kind == "data" and row.indent > whole_row.indent


def _sums(parts: Sequence[Row], row: Row, rates: set[int]) -> bool:
    """``parts`` come to ``row`` in every column of amounts, within rounding."""
    values = [_values(part) for part in parts]
    return all(
        abs(sum((part.get(column, Decimal(0)) for part in values), Decimal(0)) - amount) <= len(parts)
        for column, amount in _values(row).items()
        if column not in rates
    )


def _undecided(table: PrintedTable, where: Iterable[int]) -> list[int]:
    return [index for index in where if table.rows[index].kind == "data" and table.rows[index].unit is None]


def _is_fine_run(table: PrintedTable, first: int, last: int) -> bool:
    """All lines from ``first`` to ``last`` have more decimals than the amounts outside; or they are the whole table."""
    opens, within = table.rows[first], _undecided(table, range(first, last))
    outside = _undecided(table, [*range(first), *range(last, len(table.rows))])
    if not _fine(opens) or (
        not (opens.unit or "").endswith("/share") and any(_priced(table.rows[index]) for index in within)
    ):
        return False
    places = _places_of_money(table, outside) if outside else 0
    covers = table.data_rows[0] is opens and table.data_rows[-1] is table.rows[last]
    return (bool(outside) or covers) and all(_finer(table.rows[index], places) for index in within)


def _keep_lapsed(table: PrintedTable, lapsed: dict[int, str]) -> None:
    """Behind a total the heading above it still speaks, of lines with more decimals than the table's amounts.

    And of lines of dashes behind those per share.
    """
    undecided = _undecided(table, range(len(table.rows)))
    places = _places_of_money(table, [index for index in undecided if not lapsed.get(index)])
    per_share = False
    for index, heading in lapsed.items():
        row = table.rows[index]
        dashes = per_share and all(cell.is_nil for cell in row.cells)
        if heading and row.unit is None and (dashes or (_fine(row) and _finer(row, places))):
            row.unit = _unit_in_heading(row, heading, table)
        per_share = (row.unit or "").endswith("/share")


def _adds_up(opens: Row, between: Sequence[Row], closes: Row) -> bool:
    """The first and what follows come to the last, within rounding, in every column that has both and in one at least."""
    columns = _values(opens).keys() & _values(closes).keys()
    steps = [_values(row) for row in between]
    gaps = [
        _values(opens)[column]
        + sum((step.get(column, Decimal(0)) for step in steps), Decimal(0))
        - _values(closes)[column]
        for column in columns
        if any(column in step for step in steps)
    ]
    slack = (len(between) + 2) * Decimal(10) ** -max(
        (cell.amount.places for cell in opens.cells if cell.amount), default=0
    )
    return bool(gaps) and all(2 * abs(gap) <= slack for gap in gaps)


def _values(row: Row) -> dict[int, Decimal]:
    return {cell.column: cell.amount.value if cell.amount else Decimal(0) for cell in row.cells}


def _places_of_money(table: PrintedTable, rows: Iterable[int]) -> int:
    """The decimals that most amounts of ``rows`` have."""
    cells = (cell for index in rows for cell in table.rows[index].cells if cell.mark is None)
    places = Counter(cell.amount.places for cell in cells if cell.amount)
    return 0 if table.scale > 1 and places[0] else max(places, key=lambda place: places[place], default=0)


def _finer(row: Row, places: int) -> bool:
    """Printed with more decimals than the table's amounts, or a dash."""
    return all(cell.amount is None or cell.amount.places > places for cell in row.cells)


def _set_scale(row: Row, heading: str, table: PrintedTable, shares_scale: int) -> None:
    unit = row.unit or ""
    if unit in measures.RATES or ("/" in unit and not unit.endswith("/d")):
        scaled = RATE_IN_THOUSANDS.search(row.label) if whole(row) or not _fine(row) else None
        row.scale = THOUSANDS if scaled and not unit.endswith("/share") else 1
        return
    notes = " ".join(_notes_of(row, table))
    of_heading = heading if measures.headed_thing(heading) in (None, unit) else ""
    told = (captions.scale_of(text, captions.LABEL_SCALE) for text in (row.label, notes, of_heading))
    behind = {cell.scale for cell in row.cells if cell.amount}
    own = next((scale for scale in (*told, *(behind if len(behind) == 1 else ())) if scale), None)
    row.scale_told = own is not None
    if own is not None:
        row.scale = own
    elif unit in measures.MONEY:
        of_one = (measures.AVERAGE_OF_ONE.search(row.label) and row.largest >= PRICE_OF_ONE) or (
            measures.RENT_OF_ONE.search(row.label) and row.largest < PRICE_OF_ONE
        )
        row.scale = 1 if of_one else table.scale
    else:
        row.scale = shares_scale if unit == "shares" else _things_scale(row, table)


def _notes_of(row: Row, table: PrintedTable) -> list[str]:
    """The short footnotes that its marks name."""
    return [table.footnotes[mark] for mark in row.marks if mark in table.footnotes]


def _unscale_cents(table: PrintedTable, amounts: Sequence[int]) -> None:
    """Amounts with cents among scaled ones without decimals, or below a note that scales a thing, stand in full."""
    of_things = measures.stated_thing(table.note) is not None and not MONEY_NOTE.search(table.note)
    places = _places_of_money(table, amounts)
    changes = {column.index for column in table.columns if column.role == "change"}
    for index in amounts:
        row = table.rows[index]
        cells = [cell for cell in row.cells if cell.column not in changes]
        in_cents = cells and all(cell.amount is None or cell.amount.places == CENTS for cell in cells)
        if (
            in_cents
            and _fine(row)
            and not row.scale_told
            and row.unit in measures.MONEY
            and (of_things or places == 0 or table.scale == THOUSANDS or (places == 1 and _priced(row)))
        ):
            row.scale = 1


def _things_scale(row: Row, table: PrintedTable) -> int:
    """A note that names the thing scales it, and so does any one what is whole but printed with decimals.

    A note about money does not.
    """
    values = [cell.amount for cell in row.cells if cell.column not in _rates(table)]
    fine = any(amount and amount.places for amount in values)
    in_parts = row.unit in measures.WHOLE and fine and (table.scale_stated or table.follows)
    return table.scale if in_parts or measures.headed_thing(table.note) == row.unit else 1


def _shares_scale(table: PrintedTable) -> int:
    named = SHARES_SCALE.search(table.note)
    if named:
        return captions.scale_of(f"in {named[1]}") or 1
    return 1 if SHARES_IN_UNITS.search(table.note) or _counts_in_full(table) else table.scale


def names_scale_of_shares(table: PrintedTable) -> bool:
    """Its own note says how counts of shares stand, apart from the amounts."""
    return table.scale_stated and bool(SHARES_SCALE.search(table.note) or SHARES_IN_UNITS.search(table.note))


def _counts_in_full(table: PrintedTable) -> bool:
    """Share counts a hundred times the largest amount beside them are printed in full, whatever the caption says.

    Ten times is enough where the caption would make them tens of billions.
    """
    if table.scale <= 1:
        return False
    counted = {column.index for column in table.columns if column.unit == "shares"}
    cells = [
        (row.unit if cell.column not in counted else "shares", cell.amount)
        for row in table.data_rows
        for cell in row.cells
    ]
    counts, most = (
        max((abs(amount.value) for of_cell, amount in cells if amount and of_cell == unit), default=Decimal(0))
        for unit in ("shares", None)
    )
    factor = MANY_COUNT if counts * table.scale >= MANY_SHARES else FULL_COUNT
    return most > 0 and counts > factor * most
