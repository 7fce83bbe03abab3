"""What a value is expected to be like: its sign, its size beside its peers, the tax rate, a footnote's share."""

import re
from collections.abc import Iterator

from transforms.ties.book import Book, Line
from transforms.ties.elements import NON_NEGATIVE, PRETAX, STOCK_COMPENSATION, TAX
from transforms.ties.tie import Tie, at_least, held, linear, not_evaluable

SAID_POSITIVE = re.compile(r"\b(provided|generated)\b", re.IGNORECASE)
COMPENSATION = re.compile(r"\b(stock|share|equity)-based compensation\b", re.IGNORECASE)
HIGHEST_RATE = 50
"""Percent of income before taxes."""


def signs(book: Book) -> Iterator[Tie]:
    """Values that are rarely negative, with their element's sign."""
    for line in book.lines:
        if NON_NEGATIVE.match(line.element):
            for fact in line.facts.values():
                if not fact.is_nil:
                    yield at_least("sign_expectation", "warning", [(fact, line.sign_of(fact))], [])
    for fact in book.narrative:
        if SAID_POSITIVE.search(fact.label):
            yield at_least("sign_expectation", "warning", [(fact, 1)], [])


def footnote_shares(book: Book) -> Iterator[Tie]:
    """A footnote's total is a part of the line that carries its mark."""
    for table, sums in zip(book.tables, book.sums, strict=True):
        owner_name, _, mark = table.statement.partition("_footnote_")
        if not mark or not sums:
            continue
        owner = _marked_line(book, owner_name, mark)
        total = next(
            (line for line in book.lines if (line.table_index, line.row_index) == (table.index, sums[-1].total)), None
        )
        for span in total.facts if owner and total else ():
            if owner and total and span in owner.facts:
                yield at_least("footnote_part_of_line", "warning", [(owner.facts[span], 1)], [(total.facts[span], 1)])


def compensation_parts(book: Book) -> Iterator[Tie]:
    """What a footnote tells of stock-based compensation by line is what the cash flow adds back.

    Some allow for what was capitalised: then no period holds, and nothing is said.
    """
    whole = book.line_of(STOCK_COMPENSATION, "cash_flow")
    parts = [line for line in book.lines if "_footnote_" in line.statement and COMPENSATION.search(line.section)]
    if whole is None or len({line.statement for line in parts}) != 1:
        return
    ties = [
        linear("cross_statement", "warning", [(fact, 1)], [(line.facts[span], 1) for line in parts])
        for span, fact in whole.facts.items()
        if all(span in line.facts for line in parts)
    ]
    exact = any(tie.outcome == "exact" for tie in ties)
    for tie in ties if held(ties) else ():
        yield tie.doubted() if exact else tie


def _marked_line(book: Book, statement: str, mark: str) -> Line | None:
    for table in book.tables:
        if table.statement == statement:
            for index, row in enumerate(table.rows):
                if row.kind == "data" and any(found.strip("()") == mark for found in row.marks):
                    return next(
                        (line for line in book.lines if (line.table_index, line.row_index) == (table.index, index)),
                        None,
                    )
    return None


def tax_rate(book: Book) -> Iterator[Tie]:
    """Income taxes between nothing and half of income before taxes, where there is such income."""
    for basis in ("GAAP", "non-GAAP"):
        tax, pretax = book.line_of(TAX, basis=basis), book.line_of(PRETAX, basis=basis)
        for span in tax.facts if tax and pretax else ():
            if tax is None or pretax is None or span not in pretax.facts:
                continue
            tax_fact, income = tax.facts[span], pretax.facts[span]
            if income.amount <= 0:
                yield not_evaluable("effective_tax_rate", (tax_fact, income), "no income before taxes")
                continue
            rate = 100_000_000 * tax_fact.amount // income.amount
            within = 0 <= rate <= HIGHEST_RATE * 1_000_000
            yield Tie(
                "effective_tax_rate",
                f"{tax_fact.label} / {income.label} within 0 and {HIGHEST_RATE} percent",
                str(span),
                "percent",
                rate,
                min(max(rate, 0), HIGHEST_RATE * 1_000_000),
                0,
                "exact" if within else "violated",
                "info",
                (tax_fact, income),
                None,
            )
