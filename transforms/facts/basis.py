"""GAAP, non-GAAP or pro-forma: what a line, and what a column, says of how it was measured."""

import re
from collections.abc import Sequence

from transforms.parse import measures
from transforms.parse.grid import Column, PrintedTable, Row
from transforms.parse.words import bases, items

OWN_ADJUSTMENTS = re.compile(r"\bpro[- ]?forma adj")
"""A column of what the issuer takes out of its own results."""


def basis_of(table: PrintedTable, row: Row) -> str:
    """GAAP, non-GAAP or pro-forma: in a reconciliation only the adjusted measure is non-GAAP."""
    if table.statement.startswith("non_gaap_operations"):
        return "non-GAAP"
    if table.statement.startswith("pro_forma"):
        return "pro-forma"
    reconciles = table.statement == "non_gaap_reconciliation"
    if bases.LEFT_OUT.search(row.label):
        return "GAAP"
    if table.statement == "operations" and bases.AS_PRESENTED.search(row.label):
        return "GAAP"
    own = bool(table.own_measures) and bases.bare_name(row.label) in table.own_measures
    apart = own or (reconciles and (bases.MEASURED_APART.search(row.label) is not None or _is_reconciled(table, row)))
    of_money = row.unit == "percent" or (row.unit or "").split("/")[0] in measures.MONEY
    told = not reconciles or items.OF_CLASS.match(row.label)
    within = of_money and told and any(bases.ADJUSTED_SECTION.match(name) for name in row.section[-1:])
    within = within and not _is_part(table, row)
    within = within or (row.unit in measures.MONEY and bases.ADJUSTED.search(row.part_of) is not None)
    apart = apart or (_is_noted(table, row) and not items.TOP_LEVEL_LINES.match(row.label))
    apart = apart or (row.unit == "percent" and bases.ADJUSTED_RATES.search(table.title) is not None)
    adjusted = (apart or within or bases.ADJUSTED.search(row.label)) and not _is_of_rules(row.label)
    return "non-GAAP" if adjusted and not re.search(r"\badjustments?\b", row.label, re.IGNORECASE) else "GAAP"


def _is_of_rules(label: str) -> bool:
    """It says that the accounting rules measure it; "as reported" behind an adjusted measure does not."""
    name = bases.AS_REPORTED.sub("", label)
    return bases.GAAP_SIDE.search(name if bases.ADJUSTED.search(name) else label) is not None


def _is_noted(table: PrintedTable, row: Row) -> bool:
    """A footnote says nothing of it but where it is reconciled."""
    return any(bases.SEE_MEASURES.fullmatch(table.footnotes.get(mark, "")) for mark in row.marks)


def _is_part(table: PrintedTable, row: Row) -> bool:
    """It is a debt, cash, or what else a later line adds up that is called as its heading: "Adjusted Indebtedness"."""
    if items.OF_BALANCE.search(row.label) is None:
        return False
    name = row.section[-1].casefold()
    below = table.data_rows[table.data_rows.index(row) + 1 :]
    return any(other.label.casefold().startswith(name) for other in below)


def _is_reconciled(table: PrintedTable, row: Row) -> bool:
    """The measure that a title leads back to GAAP, or, without a "to", says to be reconciled: "OPERATING EARNINGS"."""
    if row.label.lower() in table.own_measures:
        return True
    leads = bases.LEADS_TO.search(table.title)
    if leads is not None and items.TOP_LEVEL_LINES.match(leads[1]) and not items.TOP_LEVEL_LINES.match(leads[2]):
        return row is not table.data_rows[0] and row.label.casefold().startswith(leads[2].strip().casefold())
    named = bases.RECONCILED.search(table.title)
    starts = named is not None and named[1] is not None and row is table.data_rows[0]  # what it is reconciled with
    return named is not None and not starts and row.label.casefold().startswith((named[1] or named[2]).casefold())


def basis_of_column(column: Column, beside: Sequence[Column] = (), *, own: bool = False) -> str | None:
    """The basis that a column's own heading names ("Non-GAAP", "Reported"), where it has one.

    What the issuer calls pro forma of its ``own`` is adjusted. ``beside`` a column of what is not core a "Core" one is
    of a kind of things.
    """
    members = " ".join(column.dimensions.values()).lower()
    if "core" in members and any(bases.NOT_CORE.match(name) for one in beside for name in one.dimensions.values()):
        return None
    found = next((basis for pattern, basis in bases.BASIS_OF_COLUMN if members and re.search(pattern, members)), None)
    if own and found == "pro-forma":
        return "GAAP" if OWN_ADJUSTMENTS.search(members) else "non-GAAP"
    return found
