"""Footings from the calculation tree, the cash roll-forward, and the balance identity."""

from collections.abc import Iterator

from transforms.parse import captions
from transforms.parse.measures import MONEY
from transforms.ties.book import Book, Fact
from transforms.ties.elements import CASH, CASH_CHANGE
from transforms.ties.tie import Tie, linear
from transforms.ties.tree import Sum

SURE_SHARE = 0.95
"""Where at least this share of footings is exact, one that is only within rounding is suspicious."""


def foot(book: Book) -> Iterator[Tie]:
    """Every footing of every table, column by column."""
    ties = [
        tie
        for table, sums in zip(book.tables, book.sums, strict=True)
        for found in sums
        for tie in _columns(book, table.index, found)
    ]
    exact = sum(tie.outcome == "exact" for tie in ties)
    strict = bool(ties) and exact >= SURE_SHARE * (len(ties) - 1)
    for tie in ties:
        doubtful = strict and tie.outcome == "within_rounding"
        yield (
            tie._replace(suspicious=True, note="only within rounding, while the release's other footings are exact")
            if doubtful
            else tie
        )


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
            and operands
            and total.role != "change"
            and total.unit in MONEY
            and {fact.unit for fact, _ in operands} == {total.unit}
        ):
            yield linear(
                _kind(total, [fact for fact, _ in operands]),
                "error" if found.certain else "warning",
                [(total, 1)],
                operands,
            )


def _kind(total: Fact, operands: list[Fact]) -> str:
    opens = any(captions.OPENING_BALANCE.search(fact.label) and fact.span.start is None for fact in operands)
    return "cash_roll_forward" if total.span.start is None and opens else "footing"


def identity(book: Book) -> Iterator[Tie]:
    """Total assets equal total liabilities and equity, at every date."""
    assets = book.line_of("Assets", "balance_sheet")
    claims = book.line_of("LiabilitiesAndStockholdersEquity", "balance_sheet")
    if assets is None or claims is None:
        return
    for span, fact in assets.facts.items():
        if span in claims.facts:
            yield linear("balance_identity", "error", [(fact, 1)], [(claims.facts[span], 1)])


def cash_roll_forward(book: Book) -> Iterator[Tie]:
    """Opening cash plus the change is closing cash, unless the tree says so already (opening cash printed first)."""
    footed = {(table.index, found.total) for table, sums in zip(book.tables, book.sums, strict=True) for found in sums}
    change = book.line_of(CASH_CHANGE, "cash_flow")
    balances = [
        line for line in book.by_element.get((CASH, book.currency, "GAAP"), ()) if line.statement == "cash_flow"
    ]
    if change is None:
        return
    for line in balances:
        if (line.table_index, line.row_index) in footed:
            return
    for span, moved in change.facts.items():
        ends = [fact for line in balances for fact in line.facts.values() if fact.column_index == moved.column_index]
        closing = next((fact for fact in ends if fact.span.end == span.end), None)
        opening = next((fact for fact in ends if fact.span.end != span.end), None)
        if opening is not None and closing is not None:
            yield linear("cash_roll_forward", "error", [(closing, 1)], [(opening, 1), (moved, 1)], period=str(span))
