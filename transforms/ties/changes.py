"""Printed changes against the values that they compare: "% change" beside two years, "Change" beside two quarters.

Issuers work changes out before they round, so a break is a warning (SPEC 5).
"""

import re
from collections.abc import Iterator

from transforms.frames import MICRO
from transforms.parse.grid import Column, PrintedTable
from transforms.parse.measures import POINTS
from transforms.ties.book import Book, Fact
from transforms.ties.tie import AS_GROWTH, Tie, held, linear, quotient

KIND = "printed_change"
LEAST_LINES = 3
"""In fewer lines a column that fits may do so by chance."""
ADJUSTED = re.compile(r"\b(const(ant)?|neutral|organic)\b", re.IGNORECASE)
"""Growth as if currencies or businesses were those of the year before compares amounts of that kind."""
BESIDE = (2, 1)
"""Now, then and change stand side by side: no other columns can be meant, however few the lines are."""
SHARE = 0.6
"""Of the lines that can be weighed so many hold, or the column compares something else."""


def printed_changes(book: Book) -> Iterator[Tie]:
    """For every column of changes, the two columns of values that it compares in most of its lines."""
    for table in book.tables:
        for column in table.columns:
            if column.role == "change" and column.period is not None:
                tried = [(_ties(book, table, column, now, then), now, then) for now, then in _pairs(table, column)]
                best, now, then = max(tried, key=lambda one: held(one[0]), default=([], column, column))
                few = len(best) < LEAST_LINES and (column.index - now.index, column.index - then.index) == BESIDE
                if few or held(best) >= max(LEAST_LINES, SHARE * len(best)):
                    yield from best


def _pairs(table: PrintedTable, change: Column) -> Iterator[tuple[Column, Column]]:
    """Columns of values of the change's period, each with every other of the same kind and length."""
    values = [column for column in table.columns if column.role == "value" and column.period is not None]
    adjusted = ADJUSTED.search(change.caption) is not None
    for now in [column for column in values if not adjusted or ADJUSTED.search(column.caption)]:
        for then in values:
            if now.period and then.period and now.period == change.period and then.period.end < now.period.end:
                alike = now.period.kind == then.period.kind and now.period.months == then.period.months
                if alike and now.dimensions == then.dimensions:
                    yield now, then


def _ties(book: Book, table: PrintedTable, change: Column, now: Column, then: Column) -> list[Tie]:
    found: list[Tie] = []
    for index in range(len(table.rows)):
        printed, over, under = (book.cells.get((table.index, index, one.index)) for one in (change, now, then))
        if printed is not None and over is not None and under is not None and not printed.is_nil:
            tie = _tie(printed, over, under)
            if tie is not None:
                found.append(tie)
    return found


def _tie(printed: Fact, over: Fact, under: Fact) -> Tie | None:
    """Growth in percent, or a difference where the change has the unit of the values or is in basis points of them."""
    period = f"{over.span} vs {under.span}"
    if printed.unit == over.unit == under.unit:
        return linear(KIND, "warning", [(printed, 1)], [(over, 1), (under, -1)], period=period)
    if printed.unit == "bps" and over.unit == under.unit == "percent":
        return linear(KIND, "warning", [(printed, 1)], [(over, POINTS), (under, -POINTS)], period=period)
    if printed.unit != "percent" or over.unit != under.unit:
        return None
    if under.amount + under.half >= 0:
        return quotient(KIND, "warning", printed, over, under, way=AS_GROWTH, period=period)
    return _from_loss(printed, over, under, period)


def _from_loss(printed: Fact, over: Fact, under: Fact, period: str) -> Tie | None:
    """Growth of a negative amount: some print its quotient, others the difference in percent of its size, or itself."""
    if printed.amount * 2 * under.half == (over.amount - under.amount) * MICRO:
        return None
    turned = [fact._replace(amount=-fact.amount) for fact in (over, under)]
    plain = quotient(KIND, "warning", printed, *turned, way=AS_GROWTH, period=period)
    if plain is None or plain.outcome != "violated":
        return plain
    mirrored = printed._replace(amount=-printed.amount)
    sized = quotient(KIND, "warning", mirrored, *turned, way=AS_GROWTH, period=period)
    assert sized is not None
    assert sized.right is not None
    return sized._replace(left=printed.amount, right=-sized.right, facts=(printed, over, under))
