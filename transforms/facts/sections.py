"""Which headings a line stands under, once the calculation tree is known.

A total keeps the path of the section that it closes; a line that the tree puts above a section's lines closes it
even where it says no "total"; a heading opened while the total that closes the outer section is still to come
nests under it, else it is its sibling. Indentation decides only where no total does.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, takewhile

from transforms.facts.said_units import RATIO_HEADING
from transforms.parse import balances
from transforms.parse.grid import PrintedTable, Row
from transforms.parse.measures import MONEY, RATES, is_thing
from transforms.parse.words import bases, headings, items, shares, titling
from transforms.ties.tree import Sum

COUNTS_AND_FIGURES = re.compile(r"\b(and|per share)\b.*\bper\b|&", re.IGNORECASE)
OF_FIGURES = ("selected_data", "segment", "non_gaap_reconciliation")
"""Statements whose figures are chosen, so that more of them may follow what looks like their sum."""
SUMS_UP = re.compile(r"(?:sub-?)?totals?\b", re.IGNORECASE)
DATA = re.compile(r"\bdata(?: \([^()]*\))?:?$", re.IGNORECASE)
TAX_RATE = re.compile(r"\btax rate\b", re.IGNORECASE)
CAPITALS = 0.9
IN_PARENTHESES = re.compile(r"\([^()]*\)")
AT_END = re.compile(r"(?:at )?(?:the )?end of (?:the )?(?:period|quarter|year)", re.IGNORECASE)
"""A balance that only the heading above it names."""
DASHED = re.compile(r"[–—-] ?\w")
BARE_TOTALS = frozenset({"total", "subtotal", "sub total"})


@dataclass(slots=True)
class Open:
    """A heading whose section is not closed yet."""

    name: str
    indent: int
    centered: bool
    closed_at: int | None
    """Row of the total that closes it by name."""
    outer: bool
    """Another heading stands right below, set in no deeper: it holds that one's section and those beside it."""
    row: int
    recurs: bool = False
    """It is printed once below each of several other headings."""
    capitals: bool = False
    """It stands in capitals above a heading in small letters, as those beside it do."""

    @property
    def block(self) -> bool:
        """It holds all headings and totals up to the next of its kind: "Income Statement:", "Supplemental Data:"."""
        return self.outer and headings.BLOCK_HEADING.fullmatch(self.name) is not None


@lru_cache(maxsize=10_000)
def words(label: str) -> str:
    """``label`` folded for comparison."""
    return re.sub(r"[^a-z0-9]+", " ", label.lower()).strip()


def set_sections(table: PrintedTable, sums: Sequence[Sum]) -> None:
    """Fill in ``section`` of every row, and ``is_total`` of those that sum up others."""
    by_total = {found.total: found for found in sums}
    within = {operand: found for found in sums for operand in found.operands}
    recurring = _recurring([row.label for row in table.rows if row.kind == "heading"])
    open_sections: list[Open] = []
    leads: list[tuple[str, ...]] = []
    for index, row in enumerate(table.rows):
        leads.append(leads[-1] if leads else table.lead)
        if row.kind == "heading" and _leads_beside(row, leads[-1], table):
            leads[-1] = (*leads[-1][:-1], row.label)
            open_sections.clear()
        elif row.kind == "heading" and ((row.label,) == table.lead or items.EMPTY_LINE.search(row.label)):
            row.section = _path(open_sections)
        elif row.kind == "heading":
            closed_at, outer = _closer(table, index), _holds(table, index)
            capitals = outer and row.label.isupper() and not table.rows[index + 1].label.isupper()
            recurs = row.label in recurring
            found = Open(row.label, row.indent, row.centered, closed_at, outer, index, recurs, capitals)
            if "operations" not in table.statement:
                _await_sum(table, open_sections, sums, index)
            _nest(table, open_sections, found, index)
            row.section = _path(open_sections)
            open_sections.append(found)
        else:
            row.is_total = index in by_total
            if open_sections and _is_led_to(row.label, open_sections[-1]):
                open_sections.pop()
            _place(table, open_sections, index, by_total.get(index), within.get(index))
    for row, lead in zip(table.rows, leads, strict=True):
        row.section = lead + row.section


def _recurring(headings: Sequence[str]) -> set[str]:
    """Headings that are printed once below each of several others: "Growth rates" of one region after the other."""
    counts = Counter(headings)
    if len(counts) == len(headings):
        return set()
    owners: dict[str, list[str]] = {}
    owner = ""
    for name in headings:
        owner = name if counts[name] == 1 else owner
        owners.setdefault(name, []).append(owner)
    return {
        name for name, found in owners.items() if counts[name] > 1 and "" not in found and len({*found}) == len(found)
    }


def _leads_beside(heading: Row, lead: tuple[str, ...], table: PrintedTable) -> bool:
    """On a page with a name of its own, titles in capitals stand beside each other: none of them holds the next.

    Elsewhere those do that head lines below the header, those that are called after the same, "CAPITAL RATIOS" below
    "FINANCIAL RATIOS", and what follows figures of one statement: "ASSET QUALITY" below "BALANCE SHEET DATA".
    """
    if lead and table.header_inherited and not table.title and DATA.search(heading.label) and DATA.search(lead[-1]):
        return True  # "Income Statement Data" and "Per Share Data", of one printed table
    if not lead or lead == (table.page,) or not (_in_capitals(heading.label) and _in_capitals(lead[-1])):
        return False
    heads_lines = table.title and lead[-1] not in table.title and not titling.INNER_TITLE.match(lead[-1])
    named, lead_named = (words(name).rpartition(" ")[2] for name in (heading.label, lead[-1]))
    of_one = (named != "" and named == lead_named) or titling.STATEMENT_DATA.fullmatch(lead[-1]) is not None
    return len(lead) > 1 or bool(heads_lines) or of_one


@lru_cache(maxsize=1_000)
def _in_capitals(text: str) -> bool:
    """``text`` stands in capitals, what is in parentheses and a short form such as "VaR" aside."""
    letters = [letter for letter in IN_PARENTHESES.sub("", text) if letter.isalpha()]
    return bool(letters) and sum(map(str.isupper, letters)) >= CAPITALS * len(letters)


def _path(open_sections: Sequence[Open]) -> tuple[str, ...]:
    return tuple(section.name for section in open_sections)


def _holds(table: PrintedTable, index: int) -> bool:
    below = table.rows[index + 1] if index + 1 < len(table.rows) else None
    return (
        below is not None
        and below.kind == "heading"
        and below.indent <= table.rows[index].indent
        and not items.EMPTY_LINE.search(below.label)
    )


def _nest(table: PrintedTable, open_sections: list[Open], heading: Open, index: int) -> None:
    if headings.TOTAL_HEADING.fullmatch(heading.name):
        while open_sections and open_sections[-1].indent >= heading.indent:
            open_sections.pop()
    opens_block = headings.BLOCK_HEADING.fullmatch(heading.name) is not None
    of_equity = headings.EQUITY_HEADING.match(heading.name) is not None
    per_share = shares.PER_SHARE.search(heading.name) and not _counts_shares(heading.name)
    while open_sections:
        outer = open_sections[-1]
        if outer.block and not opens_block and not _is_through(table, outer, heading, index):
            return
        if (of_equity and headings.LIABILITIES_HEADING.fullmatch(outer.name)) or (
            per_share and _counts_shares(outer.name)
        ):
            open_sections.pop()
            continue
        if heading.recurs and not outer.recurs and heading.indent >= outer.indent:
            return
        holds = outer.outer and not (_in_capitals(heading.name) if outer.capitals else heading.outer)
        holds = holds and (outer.capitals or not _has_lines(table, open_sections, index))
        waits = outer.closed_at > index if outer.closed_at is not None else holds
        if waits or (not outer.centered and outer.indent < heading.indent):
            return
        open_sections.pop()


def _is_through(table: PrintedTable, block: Open, heading: Open, index: int) -> bool:
    """Net income ends a block of one statement above headings in capitals as its own: "REVENUE BY PRODUCT"."""
    above = next((row.label for row in reversed(table.rows[:index]) if row.kind == "data"), "")
    in_capitals = block.name.isupper() and heading.name.isupper()
    ended = in_capitals and items.RESULTS[1].match(above) is not None
    return ended and titling.statement_of(block.name) == "operations" and not shares.PER_SHARE.search(heading.name)


def _counts_shares(heading: str) -> bool:
    """It heads counts of shares, and no figures per share with them."""
    return shares.SHARES.match(heading) is not None and not COUNTS_AND_FIGURES.search(heading)


def _has_lines(table: PrintedTable, open_sections: Sequence[Open], index: int) -> bool:
    """Lines of its own stand behind the headings that the innermost open one holds: it holds no more of them."""
    path, inside = _path(open_sections), table.rows[open_sections[-1].row + 1 : index]
    return any(row.kind == "data" and row.section == path and not row.is_total for row in inside)


def _await_sum(table: PrintedTable, open_sections: Sequence[Open], sums: Sequence[Sum], index: int) -> None:
    """A sum of lines above and below the heading in row ``index`` closes the section that those above stand in.

    Of headings right below each other that is the outermost. A balance at the end closes it with what is taken off.
    Lines of one name, a mine's as the next one's, stand in sections beside each other.
    """
    if not open_sections:
        return
    section = open_sections[-1]
    for outer in reversed(open_sections[:-1]):
        section = outer if outer.row == section.row - 1 else section
    if section.closed_at is None:
        totals = (
            found.total
            for found in sums
            if section.row < found.operands[0] < index < found.operands[-1]
            and (set(found.weights) == {1} or balances.CLOSING_BALANCE.search(table.rows[found.total].label))
            and len({words(table.rows[operand].label) for operand in found.operands}) > 1
        )
        section.closed_at = next(totals, None)


def _closer(table: PrintedTable, index: int) -> int | None:
    """The row further down whose label says that it totals this heading, or repeats it before another comes."""
    name = words(table.rows[index].label)
    patterns = [closing for opening, closing in headings.SECTION_CLOSERS if opening.search(name)]
    alone = True
    for later in range(index + 1, len(table.rows)):
        row = table.rows[later]
        if row.kind == "data":
            label = words(row.label)
            if (
                label == f"total {name}"
                or label.startswith(f"total {name} to ")
                or any(pattern.search(label) for pattern in patterns)
            ):
                return later if alone or not _comes_again(table, later, name) else None
            if alone and later > index + 1 and label.removesuffix(" non gaap") == name:
                return later
        elif words(row.label) == name:
            return None
        else:
            alone = False
    return None


def _comes_again(table: PrintedTable, index: int, name: str) -> bool:
    """The line and the one above it come once more before another heading ``name``: each block prints them."""
    pair = [words(row.label) for row in table.rows[index - 1 : index + 1]]
    below = list(takewhile(lambda row: row.kind == "data" or words(row.label) != name, table.rows[index + 1 :]))
    return any([words(above.label), words(row.label)] == pair for above, row in pairwise(below))


def _place(table: PrintedTable, open_sections: list[Open], index: int, found: Sum | None, outer: Sum | None) -> None:
    row = table.rows[index]
    if open_sections and headings.TOTAL_HEADING.fullmatch(open_sections[-1].name):
        row.section = _path(open_sections)
        return
    opens = index > 0 and table.rows[index - 1].kind == "heading"
    if found is not None and not opens and not (row.label and _ends_named_balance(table, open_sections, index)):
        path = _common([table.rows[operand].section for operand in found.operands])
        depth = min(len(path), len(open_sections))
        del open_sections[depth:]
        row.section = path
        if (
            open_sections
            and not open_sections[-1].block
            and not _starts_over(table, index, open_sections[-1])
            and _closes(table, found, outer, open_sections[-1])
            and len(path) == len(open_sections)
            and (open_sections[-1].closed_at is None or open_sections[-1].closed_at <= index)
        ):
            open_sections.pop()
        return
    if table.statement in OF_FIGURES or "_footnote_" in table.statement:
        _step_out(table, open_sections, index)
    if _ends_named_balance(table, open_sections, index):
        row.section = _path(open_sections)
        open_sections.pop()
        return
    if not open_sections or open_sections[-1].closed_at is None or open_sections[-1].closed_at < index:
        _leave_figures_per_share(table, open_sections, index)
        _leave_rates(table, open_sections, index)
    closing = [depth for depth, section in enumerate(open_sections) if section.closed_at == index]
    if closing:
        del open_sections[closing[0] + 1 :]
        row.section = _path(open_sections)
        open_sections.pop()
        return
    _leave_set_in(table, open_sections, index)
    _leave_list(table, open_sections, index)
    _leave_revenues(table, open_sections, index)
    of_costs = bool(open_sections) and headings.COSTS.search(open_sections[-1].name) is not None
    if ("operations" in table.statement or of_costs) and items.TOP_LEVEL_LINES.search(row.label):
        while open_sections and _is_left(table, open_sections[-1], index):
            open_sections.pop()
    row.section = _path(open_sections)


def _is_led_to(label: str, section: Open) -> bool:
    """The steps below the heading lead to it by name, so that it stands beside them: "Core earnings margin"."""
    steps = bases.STEPS_TO.search(section.name)
    return steps is not None and bases.bare_name(label) == bases.bare_name(steps[1])


def _ends_named_balance(table: PrintedTable, open_sections: Sequence[Open], index: int) -> bool:
    """A line that only the heading above it names, behind another of that section: without a label, "End of period"."""
    label = table.rows[index].label
    unnamed = not label or AT_END.fullmatch(label) is not None
    return unnamed and bool(open_sections) and table.rows[index - 1].section == _path(open_sections)


def _step_out(table: PrintedTable, open_sections: list[Open], index: int) -> None:
    """Among selected figures a line set out as far as the heading above deeper ones is of the level around it."""
    row = table.rows[index]
    while open_sections:
        section = open_sections[-1]
        inside = table.rows[section.row + 1 : index]
        deeper = bool(inside) and all(other.indent > section.indent for other in inside)
        told = section.closed_at is not None or section.centered or SUMS_UP.match(row.label)
        named = words(row.label) and words(section.name).startswith(words(row.label))
        if told or named or row.indent > section.indent or not deeper:
            return
        open_sections.pop()


def _leave_set_in(table: PrintedTable, open_sections: list[Open], index: int) -> None:
    """A heading within another, with lines set in deeper below it, holds no line that is set no deeper than itself."""
    while len(open_sections) > 1:
        inner = open_sections[-1]
        first = table.rows[inner.row + 1]
        deeper = first.kind == "data" and first.indent > inner.indent and not inner.centered
        if not deeper or inner.closed_at is not None or table.rows[index].indent > inner.indent:
            return
        open_sections.pop()


def _leave_list(table: PrintedTable, open_sections: list[Open], index: int) -> None:
    """A heading over items that begin with dashes holds no line without one, unless a total is still to come."""
    label = table.rows[index].label
    if not open_sections or not label or DASHED.match(label) or open_sections[-1].closed_at is not None:
        return
    section = open_sections[-1]
    inside = table.rows[section.row + 1 : index]
    if inside and table.rows[index].indent <= section.indent and all(DASHED.match(one.label) for one in inside):
        open_sections.pop()


def _leave_revenues(table: PrintedTable, open_sections: list[Open], index: int) -> None:
    """Costs that are set out as far as a heading of revenues, whose lines are set in, are none of them."""
    if not open_sections or not items.COST_OF_SALES.search(table.rows[index].label):
        return
    section = open_sections[-1]
    inside = table.rows[section.row + 1 : index]
    set_in = bool(inside) and all(table.rows[index].indent <= section.indent < one.indent for one in inside)
    if set_in and section.closed_at is None and headings.REVENUES_HEADING.fullmatch(section.name):
        open_sections.pop()


def _is_left(table: PrintedTable, section: Open, index: int) -> bool:
    """A line of the top level leaves the headings of expenses, and none that says how all lines are measured.

    A rate is no such line below a heading of other rates, or right below any: "Gross profit rate" of "Statistics".
    A heading of costs holds no income, in percent either.
    """
    row = table.rows[index]
    of_costs = headings.COSTS.search(section.name) is not None
    if (
        not of_costs
        and row.unit in RATES
        and all(inside.unit in RATES for inside in table.rows[section.row + 1 : index])
    ):
        return False
    of_share = (row.unit or "").endswith("/share") and shares.PER_SHARE.search(section.name)
    of_all = bases.BASIS_HEADING.match(section.name) or headings.RESULTS_HEADING.fullmatch(section.name)
    of_lines = section.closed_at is None and not of_all
    return of_lines and not (of_share or section.block) and row.indent <= section.indent


def _leave_rates(table: PrintedTable, open_sections: list[Open], index: int) -> None:
    """A heading of ratios below which all lines are rates holds no counts."""
    unit = table.rows[index].unit or ""
    while open_sections and unit not in RATES | MONEY and "/" not in unit:
        section = open_sections[-1]
        inside = [row.unit for row in table.rows[section.row + 1 : index] if row.kind == "data"]
        of_rates = bool(inside) and all(one in RATES for one in inside)
        if section.closed_at is not None or not of_rates or not RATIO_HEADING.search(section.name):
            return
        open_sections.pop()


def _comes_back(table: PrintedTable, section: Open, index: int) -> bool:
    """Figures per share come once more below what stands between them and a heading of such data."""
    below = takewhile(lambda row: row.kind == "data", table.rows[index + 1 :])
    of_data = headings.FIGURES_HEADING.fullmatch(section.name) is not None
    return of_data and any((row.unit or "").endswith("/share") for row in below)


def _leave_figures_per_share(table: PrintedTable, open_sections: list[Open], index: int) -> None:
    """A heading of figures per share holds no amounts of money, no counts and no tax rate, unless it names shares too.

    None of them, and no heading of shares, holds a line that says so itself and is set out as far as the heading of
    lines set in.
    And one of counts of shares holds no figures per share, unless it names both, and no counts of anything else. The
    counts right below a heading that its figures are divided by are its own.
    """
    row = table.rows[index]
    says_so = (shares.PER_SHARE, shares.SHARES)
    if open_sections and any(one.search(row.label) and one.search(open_sections[-1].name) for one in says_so):
        inside = table.rows[open_sections[-1].row + 1 : index]
        if inside and all(row.indent <= open_sections[-1].indent < one.indent for one in inside):
            open_sections.pop()
    while open_sections and is_thing(row.unit) and shares.SHARES.match(open_sections[-1].name):
        open_sections.pop()
    if row.unit is not None and row.unit.endswith("/share"):
        while open_sections and shares.SHARES.match(name := open_sections[-1].name):
            if COUNTS_AND_FIGURES.search(name):
                return
            open_sections.pop()
    if row.unit == "shares" or row.unit in MONEY or TAX_RATE.search(row.label):
        while open_sections and shares.PER_SHARE.search(name := open_sections[-1].name):
            of_both = shares.SHARES.search(name) or shares.AND_PER_SHARE.search(name)
            of_both = of_both or bases.RECONCILES_HEADING.fullmatch(name)
            if of_both or _comes_back(table, open_sections[-1], index) or _divides(table, open_sections[-1], index):
                return
            open_sections.pop()


def _divides(table: PrintedTable, section: Open, index: int) -> bool:
    """Amounts and counts alone stand between the heading and the line, and what one by the other makes follows."""
    above = table.rows[section.row + 1 : index + 1]
    below = takewhile(lambda row: row.kind == "data", table.rows[index + 1 :])
    parts = {"shares", *MONEY}
    return all(row.unit in parts for row in above) and any((row.unit or "").endswith("/share") for row in below)


def _closes(table: PrintedTable, found: Sum, outer: Sum | None, section: Open) -> bool:
    """A total closes its section; one without a name of its own does not where it goes into another such total.

    Among selected figures only one that adds up and is called a total does: ratios of the same may follow, and what
    is left of interest income is one figure of several.
    """
    label = table.rows[found.total].label
    if (
        headings.RESULTS_HEADING.fullmatch(section.name)
        or shares.DILUTION.fullmatch(section.name)
        or headings.FIGURES_HEADING.fullmatch(section.name)
        or (shares.PER_SHARE.search(section.name) and _divides(table, section, found.total))
        or (table.statement == "non_gaap_reconciliation" and bases.RECONCILES_HEADING.fullmatch(section.name))
        or (outer is not None and _goes_on(table, found.total, outer, section))
        or (outer is not None and _leads_on(table, found.total, outer, section))
    ):
        return False
    named = items.TOTAL_WORDS.search(label) is not None or words(label) == words(section.name)
    adds_up = set(found.weights) == {1} and named
    return table.statement not in OF_FIGURES or not label or adds_up


def _starts_over(table: PrintedTable, index: int, section: Open) -> bool:
    """The line below the total is called as the section's first: its parts come once more, of another whole.

    So do they where the first is a measure as reported and the next such one stands in as deep.
    """
    first, below = table.rows[section.row + 1], table.rows[index + 1 : index + 2]
    if not below or below[0].kind != "data" or first.kind != "data":
        return False
    reported = all(bases.GAAP_SIDE.search(row.label) for row in (first, below[0]))
    return below[0].label == first.label != "" or (reported and below[0].indent == first.indent > section.indent)


def _goes_on(table: PrintedTable, index: int, outer: Sum, section: Open) -> bool:
    """``outer`` adds further lines of ``section`` to the subtotal in row ``index``.

    A subtotal that is called a total closes the section all the same, unless ``outer`` is the section's by name, or has
    none: "Total network revenue" goes on to "Total revenue, net".
    """
    label = words(table.rows[index].label)
    between = table.rows[index + 1 : outer.total]
    if not label:
        set_out = any(row.kind == "data" and row.indent <= section.indent for row in between[:1])
        deeper = all(row.indent > section.indent for row in table.rows[section.row + 1 : index])
        return not table.rows[outer.total].label and not (set_out and deeper)
    margin = table.rows[index - 1].indent
    inside = bool(between) and all(row.kind == "data" for row in between) and set(outer.weights) == {1}
    if label in BARE_TOTALS:
        return inside and outer.operands[0] == index and all(row.indent >= margin for row in between)
    whole = f"total {words(section.name).removeprefix('memo ').removeprefix('total ')}".removesuffix("s")
    sums_all = (
        not table.rows[outer.total].label
        or words(table.rows[outer.total].label).startswith(whole)
        or _is_named_after(table.rows[outer.total].label, section)
    ) and not label.startswith(whole)
    named = items.TOTAL_WORDS.search(table.rows[index].label) or label == words(section.name)
    return inside and (sums_all or not named) and outer.operands[0] > section.row


def _leads_on(table: PrintedTable, index: int, outer: Sum, section: Open) -> bool:
    """Among selected figures a result with lines alone between it and the next one leads on to it.

    "Profit before tax" to "Profit after tax", an EBITDA to what is adjusted of it: both stand below one heading.
    """
    label, between = table.rows[index].label, table.rows[index + 1 : outer.total]
    result = label and section.closed_at != index and not SUMS_UP.match(label)
    return (
        bool(result) and table.statement in OF_FIGURES and bool(between) and all(row.kind == "data" for row in between)
    )


def _is_named_after(label: str, section: Open) -> bool:
    """A "Total freight revenue" closes "Freight revenue from", and no subtotal before it does.

    So does a "Total revenue" of "Total revenue by region", and a "Total company net inflows" of "Net inflows".
    """
    rest, name = words(label).removeprefix("total "), words(section.name).removeprefix("total ")
    return rest != words(label) and (name.startswith(rest.removesuffix("s")) or rest.endswith(f" {name}"))


def _common(paths: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    shared: list[str] = []
    for level in zip(*paths, strict=False):
        if len(set(level)) > 1:
            break
        shared.append(level[0])
    return tuple(shared)
