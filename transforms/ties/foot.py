"""Footings from the calculation tree, the cash roll-forward, and the balance identity."""

from collections.abc import Iterator

from transforms.parse import balances
from transforms.parse.measures import MONEY
from transforms.parse.words import items
from transforms.ties.book import Book, Fact
from transforms.ties.elements import CASH, CASH_CHANGE
from transforms.ties.tie import Tie, linear
from transforms.ties.tree import Sum, is_average, reads_as_total

SHORT = range(3, 9)
"""Lines of a reconciliation with one column, the adjusted measure included."""
ACTIVITIES = tuple(f"NetCashProvidedByUsedIn{name}Activities" for name in ("Operating", "Investing", "Financing"))
SURE_SHARE = 0.95
"""Where at least this share of footings is exact, one that is only within rounding is suspicious."""


def foot(book: Book) -> Iterator[Tie]:
    """Every footing of every table, column by column; of changes too, which issuers work out before they round."""
    ties = [
        tie
        for table, sums in zip(book.tables, book.sums, strict=True)
        for found in sums
        for tie in _columns(book, table.index, found)
    ]
    ties += [*_cash_change(book), *_reconciled(book)]
    outcomes = [tie.outcome for tie in ties if tie.facts[0].role != "change"]
    strict = bool(outcomes) and outcomes.count("exact") >= SURE_SHARE * (len(outcomes) - 1)
    for tie in ties:
        yield tie.doubted() if strict and tie.facts[0].role != "change" else tie


def _columns(book: Book, table: int, found: Sum) -> Iterator[Tie]:
    for column in book.tables[table].columns:
        total = book.cells.get((table, found.total, column.index))
        operands = [
            (fact, weight)
            for row, weight in zip(found.operands, found.weights, strict=True)
            if (fact := book.cells.get((table, row, column.index))) is not None
        ]
        if (
            total is not None
            and not is_average(column)
            and operands
            and total.unit in MONEY
            and {fact.unit for fact, _ in operands} == {total.unit}
        ):
            yield linear(
                _kind(total, [fact for fact, _ in operands]),
                "error" if found.certain and total.role != "change" else "warning",
                [(total, 1)],
                operands,
            )


def _kind(total: Fact, operands: list[Fact]) -> str:
    opens = total.span.start is None and any(
        balances.OPENING_BALANCE.search(fact.label) and fact.span.start is None for fact in operands
    )
    return "cash_roll_forward" if opens else "footing"


def identity(book: Book) -> Iterator[Tie]:
    """Total assets equal total liabilities and equity, at every date."""
    assets = book.line_of("Assets", "balance_sheet")
    claims = book.line_of("LiabilitiesAndStockholdersEquity", "balance_sheet")
    if assets is None or claims is None:
        return
    for span, fact in assets.facts.items():
        if span in claims.facts:
            yield linear("balance_identity", "error", [(fact, 1)], [(claims.facts[span], 1)])


def _cash_change(book: Book) -> Iterator[Tie]:
    """Cash of the three activities, and what stands between the last of them and the change, is the change in cash.

    The tree finds so; where it does not, a figure is printed wrong, or another cash flow lies between.
    """
    change = book.line_of(CASH_CHANGE, "cash_flow")
    parts = [book.line_of(element, "cash_flow") for element in ACTIVITIES]
    told = [
        line for line in parts if line is not None and change is not None and line.table_index == change.table_index
    ]
    if change is None or len(told) < len(ACTIVITIES):
        return
    table, last = change.table_index, max(line.row_index for line in told)
    if any(found.total == change.row_index for found in book.sums[table]) or last > change.row_index:
        return
    rows = {line.row_index for line in told} | set(range(last + 1, change.row_index))
    for moved in change.facts.values():
        cells = (book.cells.get((table, row, moved.column_index)) for row in sorted(rows))
        operands = [(fact, 1) for fact in cells if fact is not None and fact.unit == moved.unit]
        yield linear("footing", "warning", [(moved, 1)], operands, period=str(moved.span))


def _reconciled(book: Book) -> Iterator[Tie]:
    """A short reconciliation of one column ends with the sum of its lines: Core Laboratories' third quarter of 2014."""
    for table in book.tables:
        columns = [column.index for column in table.columns if column.role == "value"]
        rows = [index for index, row in enumerate(table.rows) if row.kind == "data"]
        if table.statement != "non_gaap_reconciliation" or len(columns) != 1 or len(rows) not in SHORT:
            continue
        facts = [book.cells[place] for row in rows if (place := (table.index, row, columns[0])) in book.cells]
        alike = len(facts) == len(rows) and len({fact.unit for fact in facts}) == 1
        measures = any(items.TOTAL_WORDS.search(fact.label) for fact in facts[1:-1])
        if alike and not measures and reads_as_total(table.rows[rows[-1]]):
            yield linear("footing", "warning", [(facts[-1], 1)], [(fact, 1) for fact in facts[:-1]])


def cash_roll_forward(book: Book) -> Iterator[Tie]:
    """Opening cash plus the change is closing cash, unless the tree says so already (opening cash printed first)."""
    footed = {(table.index, found.total) for table, sums in zip(book.tables, book.sums, strict=True) for found in sums}
    change = book.line_of(CASH_CHANGE, "cash_flow")
    cash = [line for line in book.by_element.get((CASH, book.currency, "GAAP"), ()) if line.statement == "cash_flow"]
    if change is None:
        return
    for line in cash:
        if (line.table_index, line.row_index) in footed:
            return
    for span, moved in change.facts.items():
        ends = [fact for line in cash for fact in line.facts.values() if fact.column_index == moved.column_index]
        closing = next((fact for fact in ends if fact.span.end == span.end), None)
        opening = next((fact for fact in ends if fact.span.end != span.end), None)
        if opening is not None and closing is not None:
            yield linear("cash_roll_forward", "error", [(closing, 1)], [(opening, 1), (moved, 1)], period=str(span))
