"""Which statement a table is: by its title, by the sentence above it, by the table that it goes on, by its lines."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from transforms.parse import balances
from transforms.parse.blocks import Block
from transforms.parse.grid import Column, PrintedTable
from transforms.parse.headers import is_header
from transforms.parse.heads import COMPANY, LEAD_WORDS, lead_of, name_of_block, stub_parts, title_of
from transforms.parse.kinds import Classed, Kind
from transforms.parse.named_periods import DURATION_ONLY, FULL_YEAR, INSTANT_ONLY
from transforms.parse.periods import read_date, read_heading
from transforms.parse.words import bases, footnotes, headings, items, scaling, titling

WITNESSES = 2
IN_PARENTHESES = re.compile(r"\([^()]*\)")
BY_LINES: tuple[tuple[str, str], ...] = (
    ("average_balance", r"interest[- ](earning|bearing)|net interest (margin|rate spread|spread)"),
    ("balance_sheet", r"^total (current )?assets|^total liabilities"),
    ("cash_flow", r"^net cash (provided|used|from)|cash.* (beginning|end) of"),
    (
        "operations",
        (
            r"^(total )?(net )?(revenues?|sales)\b|^net (income|loss|earnings)(?! margin)|^gross profit|"
            r"^cost of (goods|sales|reven)"
        ),
    ),
    (
        "non_gaap_reconciliation",
        rf"\bnon-?gaap\b|\badjusted\b|\bas reported\b|\btangible\b|{bases.EXCLUDING}|^ebitda\b",
    ),
)
"""What lines say of the statement that they stand in, where its title says nothing."""
WITNESSED = tuple((statement, re.compile(pattern)) for statement, pattern in BY_LINES)
RESULTS = re.compile(
    r"^(total )?(net |operating )?(revenues?|sales)\b|^net (income|loss|earnings)|"
    r"^(income|earnings|loss|profit)\b.* before\b|^pre-?tax (income|profit)"
)
"""Lines of results, which say of themselves that they are operations where nothing is adjusted among them."""
STANDS_IN = re.compile(
    r"\b(?:reflected|recogni[sz]ed|recorded|reported|included|presented) (?:\w+ )?in (?:the|our|its) [^.,;:]*",
    re.IGNORECASE,
)
GOVERNING = frozenset({"segment", "non_gaap_reconciliation"})
"""What a title says of all tables below it, up to the next title, prose or no prose between."""


def tell_statement(table: PrintedTable, block: Block, *, told: bool, named: bool) -> None:
    """What lines and headings say of the statement, where the head did not, or only that the one before goes on."""
    if not named:
        table.statement = _reconciling_heading(table) or _statement_by_lines(table) or _statement_above(table, block)
    elif block.follows and not told:
        table.statement = _reconciling_heading(table) or table.statement
    anew = block.follows and not told and not table.header_inherited
    if (not named or anew or table.statement == "non_gaap_operations") and _reconciles(table):
        table.statement = "non_gaap_reconciliation"
    if (anew or table.statement in ("selected_data", "other")) and _adjusts(table):
        table.statement = "non_gaap_reconciliation"
    if table.statement in ("selected_data", "other") and _leads_to_title(table):
        table.statement, table.lead = "non_gaap_reconciliation", ()
    if table.statement == "selected_data" and all(
        any(line.match(row.label) for row in table.data_rows) for line in items.BOTH_SIDES
    ):
        table.statement, table.lead = "balance_sheet", ()


def _leads_to_title(table: PrintedTable) -> bool:
    """From a measure of the accounting rules to the adjusted one that it is called after: "Adjusted EBITDA"."""
    name = " ".join(table.lead[-1:] or (_spoken(table.title),)).casefold()
    first, *others = [row.label for row in table.data_rows]
    measured = bases.ADJUSTED.search(name) is not None and items.TOP_LEVEL_LINES.match(first) is not None
    return measured and any(label.casefold() == name for label in others)


def _spoken(title: str) -> str:
    bare = scaling.SCALE_ASIDE.sub(" ", titling.NOT_IN_TITLE.sub(" ", title))
    return " ".join(footnotes.FOOTNOTE_MARK.sub(" ", bare).split()).strip(" -:,*")


class Named(NamedTuple):
    """What a head calls its table, and what is left of it to stand over the first lines."""

    title: str
    stub: str
    statement: str | None
    lead: tuple[str, ...]


def name_table(
    block: Block,
    head: Sequence[Classed],
    footnote: str | None,
    columns: Sequence[Column],
    before: Sequence[PrintedTable],
) -> Named:
    """Title, statement and lead by what the head says, else by the sentence above or the table that goes on."""
    title, parts = title_of(head, columns, block.running), stub_parts(head, columns)
    stub, above = " ".join(parts).strip(), title
    beside = titling.statement_beside(stub) if stub else None
    if beside is not None:
        last = parts[-1] if len(parts) > 1 and _is_side(parts[-1]) else ""
        title, stub = stub.removesuffix(last).strip(), last
    if headings.NAME_OF_LABELS.fullmatch(stub):
        stub = ""
    lead = lead_of(block, footnote)
    named = () if lead else name_in_path(name_of_block(head))
    title = title.removesuffix(" ".join(named)).strip()
    if beside is not None and above and titling.STATEMENT_DATA.fullmatch(title):
        lead = lead or (title,)
    if block.joined and before and title and not lead and not any(is_header(item, columns) for item in head):
        own = titling.statement_of(title)
        return Named("", stub, own if own == "selected_data" else before[-1].statement, (_spoken(title),))
    statement = _footnote_statement(footnote, before) if footnote else beside or statement_told(title, block.intro)
    if statement is None and before and _is_other_side(title or stub, before[-1]):
        return Named(title, stub, before[-1].statement, lead or name_in_path(title))
    if statement is not None:
        lead = lead or named or name_in_path(title) if statement == "selected_data" else lead
        return Named(title, stub, statement, lead)
    lead = lead or named
    if lead:
        return Named(title, stub, titling.statement_of(lead[0]) or "selected_data", lead)
    untitled = block.follows and before and not title and not stub
    if untitled and not _has_other_periods(head, columns, before[-1]):
        return Named(title, stub, before[-1].statement, lead or (before[-1].lead if _goes_on_in(head) else ()))
    return _named_by_stub(title, parts if stub else [], lead)


def _goes_on_in(head: Sequence[Classed]) -> bool:
    """Nothing but another scale parts the lines from those above: "In billions"."""
    kinds = {item.kind for item in head}
    return Kind.SCALE in kinds and kinds <= {Kind.SCALE, Kind.BLANK, Kind.RULE}


def _named_by_stub(title: str, parts: Sequence[str], lead: tuple[str, ...]) -> Named:
    stub = " ".join(parts).strip()
    if not stub:
        return Named(title, stub, None, lead)
    if titling.FIRST_SIDE.fullmatch(stub):
        return Named(title, stub, "balance_sheet", lead)
    if parts[0].isupper() and not any(part.isupper() for part in parts[1:]):  # a title of its own, above another
        return Named(title, "", "selected_data", (*name_in_path(parts[0]), *name_in_path(" ".join(parts[1:]))))
    return Named(title, "", "selected_data", name_in_path(stub))


def _is_side(part: str) -> bool:
    """It opens the lines below it, where what stands above names the statement: "ASSETS" below "BALANCE SHEET"."""
    return part.isupper() and headings.OPENS_STATEMENT.match(part) is not None and not titling.statement_of(part)


def _is_other_side(title: str, before: PrintedTable) -> bool:
    """It is the second table of a balance sheet."""
    return before.statement == "balance_sheet" and titling.OTHER_SIDE.fullmatch(title) is not None


def statement_told(title: str, intro: str) -> str | None:
    """By the title, else by the sentence above it, which may say besides in which statement something stands."""
    return titling.statement_of(title) or titling.statement_of(STANDS_IN.sub(" ", intro))


def name_in_path(title: str) -> tuple[str, ...]:
    """The title as it leads the path of its lines, where it says what they are about."""
    name = _spoken(title)
    speaks = title.endswith(".") or titling.ANNOUNCES.search(name)
    if (
        not name
        or speaks
        or titling.GENERIC_TITLE.search(name)
        or len(name.split()) > LEAD_WORDS
        or COMPANY.fullmatch(name)
    ):
        return ()
    return (name,)


def _has_other_periods(head: Sequence[Classed], columns: Sequence[Column], before: PrintedTable) -> bool:
    """The head prints dates alone where the statement before is of durations, or the other way: it opens another."""
    over = " ".join(item.line.text for item in head if is_header(item, columns))
    has_length = read_heading(" ".join(item.line.text for item in head)).has_length
    if before.statement in DURATION_ONLY:
        return read_date(over) is not None and not has_length
    return before.statement in INSTANT_ONLY and bool(
        has_length or titling.OUTLOOK.search(over) or FULL_YEAR.search(over)
    )


def _footnote_statement(mark: str, before: Sequence[PrintedTable]) -> str:
    """``operations_footnote_1``: the statement above whose line or title carries the mark, else the last one."""
    owners = [table for table in before if any(mark in row.marks for row in table.rows) or mark in table.title]
    owner = owners[-1].statement if owners else (before[-1].statement if before else "other")
    return f"{owner}_footnote_{mark.strip('()')}"


def _reconciling_heading(table: PrintedTable) -> str | None:
    """The first line is a heading that calls what follows a reconciliation, whatever lines it begins with."""
    first = next((row for row in table.rows if row.label), None)
    named = titling.statement_of(first.label) if first is not None and first.kind == "heading" else None
    return named if named == "non_gaap_reconciliation" else None


def _statement_by_lines(table: PrintedTable) -> str | None:
    """A table without a title that names a statement: its lines tell, two witnesses at least, or what opens them."""
    if titling.FIRST_SIDE.fullmatch(table.opening):
        return "balance_sheet"
    labels = [row.label.lower() for row in table.data_rows]
    for statement, pattern in WITNESSED:
        if sum([pattern.search(label) is not None for label in labels]) >= WITNESSES:
            return statement
    plain = not any(map(bases.ADJUSTED.search, labels)) and sum(map(bool, map(RESULTS.search, labels))) >= WITNESSES
    return "operations" if plain else None


def _statement_above(table: PrintedTable, block: Block) -> str:
    """What the last title says that governs; none of reconciliations does a table of its own of balances and counts."""
    above = titling.statement_of(block.above)
    flows = any(balances.FLOW.search(row.label) for row in table.data_rows)
    if above == "non_gaap_reconciliation" and IN_PARENTHESES.sub("", table.title).isupper() and not flows:
        return "other"
    return above if above in GOVERNING else "other"


def _adjusts(table: PrintedTable) -> bool:
    """One of its headings says that the lines below it lead from a measure to another."""
    return any(row.kind == "heading" and bases.ADJUSTS_MEASURE.search(row.label) for row in table.rows)


def _reconciles(table: PrintedTable) -> bool:
    """A measure is printed and, after what adjusts it, the same adjusted: "GAAP net income", "Non-GAAP net income"."""
    seen: dict[str, int] = {}
    for index, row in enumerate(table.data_rows):
        measure = " ".join(bases.MEASURE_OF.sub(" ", row.label).lower().split())
        if bases.ADJUSTED.search(row.label) and not bases.GAAP_SIDE.search(row.label):
            first = min(
                (at for name, at in seen.items() if name == measure or name.startswith(f"{measure} ")), default=index
            )
            if measure and index - first > 1:
                return True
        else:
            seen[measure] = index
    return False
