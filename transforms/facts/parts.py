"""Where in its statement a line stands, by the totals that every statement is built around.

"Deferred income taxes" above total current assets is another element than the same words below it, above total
liabilities or among the adjustments of a cash flow. Headings often leave this open; the totals do not.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from transforms.facts.labels import fold
from transforms.parse.grid import PrintedTable

Closers = tuple[tuple[re.Pattern[str], str], ...]


def _patterns(*closers: tuple[str, str]) -> Closers:
    return tuple((re.compile(rf"(?:{pattern})\Z"), part) for pattern, part in closers)


ASSETS = _patterns(
    ("total current assets", "current assets"),
    ("total (non ?current|long term|fixed) assets", "noncurrent assets"),
)
LIABILITIES = _patterns(
    ("total current liabilities", "current liabilities"),
    ("total (non ?current|long term) liabilities", "noncurrent liabilities"),
)
TOTAL_ASSETS = re.compile(r"total assets\Z")
TOTAL_LIABILITIES = re.compile(r"total liabilities\Z")
BOTH_SIDES = re.compile(r"total (liabilities|equity)\b.*\b(equity|deficit|deficiency|liabilities)\b")
EQUITY_HEADING = re.compile(r"(?!.*liabilities).*\b(equity|capital|deficit)\b.*")
BOTH_SIDES_HEADING = re.compile(r"liabilities (and )?.*(equity|deficit)")
IN_CURRENT = re.compile(r"current (assets|liabilities)\Z")
CURRENT_PORTION = re.compile(r"\bcurrent (portion|maturities|installments)\b")
ALLOWANCE = re.compile(r"(less )?(allowance|reserve) for (loan|credit)( and lease)? losses\b")
FLOWS = _patterns(
    (
        r"(net )?cash( flows?)?\b(?!.*\bbefore\b).*\boperat(ing activities|ing|ions)( from continuing operations)?",
        "operating",
    ),
    (r"(net )?cash( flows?)?\b.*\binvesting( activities)?( from continuing operations)?", "investing"),
    (r"(net )?cash( flows?)?\b.*\bfinancing( activities)?( from continuing operations)?", "financing"),
    (r".*\bcash\b.* end( of (the )?(period|year|quarter))?", "cash"),
)
CHANGES = re.compile(r"\bchanges? in\b|\bworking capital\b")
INCOME = r"(income|loss|earnings|profit)( (income|loss))?"
EARNINGS = _patterns(
    ("net interest income", "interest"),
    (r"gross (profit|margin|income)", "gross"),
    (rf"(gaap )?(operating {INCOME}|{INCOME} from operations|operating results?)( as reported)?", "operating"),
    (rf"(?!.*\bper\b).*\b({INCOME})\b.* before\b.*\btax(es)?\b.*|pre ?tax {INCOME}", "pretax"),
    (
        (
            rf"(consolidated )?net {INCOME}( including noncontrolling interests?)?( as reported)?"
            r"|profit (after tax|for the (period|year|quarter))"
        ),
        "net",
    ),
)
NONE, BELOW = "none", "below"
PER_SHARE = re.compile(r"\bper\b.*\bshare\b")
DILUTION = re.compile(r"\b(diluted|dilution)\b")
MINORITY_SHARE = re.compile(rf"(?!.*\bper\b)(less )?(net )?{INCOME}\b.*\b(noncontrolling|minority) interests?\b")
"""The share of others in income, where it stands below income."""


def has_minority(tables: Sequence[PrintedTable]) -> bool:
    """A statement of operations takes the share of others from income: its net income is that of all owners."""
    return any(
        _minority_below([fold(row.label) if row.kind == "data" else "" for row in table.rows])
        for table in tables
        if table.statement == "operations"
    )


def _minority_below(labels: Sequence[str]) -> bool:
    net = EARNINGS[-1][0]
    first = next((index for index, label in enumerate(labels) if net.match(label)), len(labels))
    return any(MINORITY_SHARE.match(label) for label in labels[first + 1 :])


def parts_of(table: PrintedTable, *, minority: bool) -> list[str]:
    """The part that each row of ``table`` belongs to; ``none`` where the table has no such totals.

    A balance sheet has (current, noncurrent) assets, (current, noncurrent) liabilities and equity, and gross loans
    above their allowance; a cash flow operating (changes), investing, financing, cash, and supplemental lines;
    operations interest (a bank's), gross, operating, pretax, net and below, each up to its total. Where operations
    print no gross profit, what leads to operating income is ``operating all``; net income with the share of others is
    ``consolidated``; lines per share are ``basic`` or ``diluted`` where a heading above says so.
    """
    labels = [fold(row.label) if row.kind == "data" else "" for row in table.rows]
    parts = [""] * len(labels)
    if table.statement == "balance_sheet":
        parts = _of_balance(table, labels)
    elif table.statement == "cash_flow":
        parts = _of_flows(table, labels, minority=minority)
    elif table.statement.endswith("operations"):
        below = minority and table.statement == "operations" and _minority_below(labels)
        parts = _per_share(table, _of_earnings(labels, minority=below))
    return [part or NONE for part in parts]


def _until(labels: Sequence[str], closers: Closers) -> list[str]:
    """Each row's part: that of the next closing total, every total closing once."""
    ends: list[tuple[int, str]] = []
    for pattern, part in closers:
        found = next((index for index, label in enumerate(labels) if label and pattern.match(label)), None)
        if found is not None:
            ends.append((found, part))
    parts = [""] * len(labels)
    start = 0
    for end, part in sorted(ends):
        parts[start : end + 1] = [part] * (end + 1 - start)
        start = end + 1
    return parts


def _of_balance(table: PrintedTable, labels: Sequence[str]) -> list[str]:
    nameless = _nameless_totals(table)
    assets = next((index + 1 for index, label in enumerate(labels) if TOTAL_ASSETS.match(label)), 0)
    assets = assets or nameless.get("assets", -1) + 1
    if not assets and not any(TOTAL_LIABILITIES.match(label) or BOTH_SIDES.match(label) for label in labels):
        return [""] * len(labels)
    equity = _equity_start(table, labels, assets)
    parts = [
        *_of_side(labels[:assets], ASSETS, "assets"),
        *_told(labels[assets:equity], _of_side(labels[assets:equity], LIABILITIES, "liabilities")),
        *["equity"] * (len(labels) - equity),
    ]
    for index, row in enumerate(table.rows):
        heading = IN_CURRENT.search(fold(row.section[-1])) if row.section and not row.is_total else None
        if heading and parts[index] in ("assets", "liabilities"):
            parts[index] = f"current {heading[1]}"
    if "claims" in nameless:
        parts[nameless["claims"]] = "equity"
    for index, row in enumerate(table.rows[: assets - 1] if assets else ()):
        parts[index] = parts[index] if row.kind == "heading" or labels[index] else ""
    printed = [index for index, label in enumerate(labels) if label]
    for above, below in pairwise(printed):
        if ALLOWANCE.match(labels[below]):
            parts[above] = "gross loans"
    return parts


def _nameless_totals(table: PrintedTable) -> dict[str, int]:
    """The last row without a label of each side, right below the heading that names it."""
    found: dict[str, int] = {}
    for index, row in enumerate(table.rows):
        heading = fold(row.section[0]) if row.kind == "data" and not row.label and len(row.section) == 1 else ""
        if heading == "assets":
            found["assets"] = index
        elif BOTH_SIDES_HEADING.fullmatch(heading):
            found["claims"] = index
    return found


def _of_side(labels: Sequence[str], closers: Closers, side: str) -> list[str]:
    """Lines below the last total of a classified side are noncurrent; a side without such totals is not classified."""
    parts = _until(labels, closers)
    rest = f"noncurrent {side}" if any(part.startswith("current") for part in parts) else side
    return [part or rest for part in parts]


def _told(labels: Sequence[str], parts: list[str]) -> list[str]:
    """Where a side that is not classified prints a current portion, what is called long-term is the rest of it."""
    if not any(CURRENT_PORTION.search(label) for label in labels):
        return parts
    long_term = [
        part == "liabilities" and label.startswith("long term") for part, label in zip(parts, labels, strict=True)
    ]
    return [
        "noncurrent liabilities" if rest and not CURRENT_PORTION.search(label) else part
        for part, rest, label in zip(parts, long_term, labels, strict=True)
    ]


def _equity_start(table: PrintedTable, labels: Sequence[str], assets: int) -> int:
    for index in range(assets, len(labels)):
        if TOTAL_LIABILITIES.match(labels[index]):
            return index + 1
        row = table.rows[index]
        if row.kind == "heading" and EQUITY_HEADING.match(fold(row.label)):
            return index
    return len(labels)


def _of_flows(table: PrintedTable, labels: Sequence[str], *, minority: bool) -> list[str]:
    parts = [part or "supplemental" for part in _until(labels, FLOWS)]
    if "supplemental" in parts[:1]:
        return [""] * len(parts)
    for index, row in enumerate(table.rows):
        if parts[index] == "operating" and any(CHANGES.search(fold(heading)) for heading in row.section):
            parts[index] = "operating changes"
        if minority and EARNINGS[-1][0].match(labels[index]):
            parts[index] = "consolidated"
    return parts


def _of_earnings(labels: Sequence[str], *, minority: bool) -> list[str]:
    parts = _until(labels, EARNINGS)
    net = EARNINGS[-1][0]
    first = next((index for index, label in enumerate(labels) if net.match(label)), None)
    gross = "gross" in parts
    parts = [part if part != "operating" or gross else "operating all" for part in (part or BELOW for part in parts)]
    if minority and first is not None:
        parts[first] = "consolidated"
    return parts if any(part != BELOW for part in parts) else [""] * len(parts)


def _per_share(table: PrintedTable, parts: list[str]) -> list[str]:
    """Lines per share are of the nearest heading that says per share; of two, the one without dilution is basic."""
    headings = [fold(row.label) if row.kind == "heading" else "" for row in table.rows]
    diluted = any(PER_SHARE.search(heading) and DILUTION.search(heading) for heading in headings)
    found = ""
    for index, row in enumerate(table.rows):
        if PER_SHARE.search(headings[index]):
            basic = "basic" in headings[index] or diluted
            found = "diluted" if DILUTION.search(headings[index]) else "basic" if basic else ""
            if "basic" in headings[index] and found == "diluted":
                found = ""
        elif found and (row.unit or "").endswith("/share"):
            parts[index] = found
    return parts
