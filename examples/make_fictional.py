"""Writes ``orrinvale_2004q2.txt``: a release of a company that does not exist, laid out unlike the sample.

Statements come out of one set of books: what is chosen are the first half's flows and the balances before it; every
total and closing balance is computed, so that all ties hold. The same bytes are written every time.
"""

import json
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path

FOLDER = Path(__file__).parent
NAME = "orrinvale_2004q2.txt"
IDENTITY = {"cik": "0009990017", "company": "Orrinvale Instruments, Inc.", "ticker": "ORVI", "filed_on": "2004-07-22"}

Figures = tuple[int, ...]
"""Thousands, one a column."""

LABEL_WIDTH = 46
VALUE_WIDTH = 11
GUTTER = 3

# 13 weeks to June 26, 2004 and to June 28, 2003, then 26 weeks to the same days
SALES = {
    "Analyzers": (41_208, 36_915, 80_355, 72_488),
    "Sensors": (23_574, 21_340, 46_902, 43_166),
    "Service": (9_861, 9_127, 19_410, 18_003),
}
COST = {"Products": (38_115, 35_052, 74_870, 69_903), "Service": (6_240, 5_998, 12_377, 11_842)}
RESTRUCTURING = {"Severance": (860, 1_905, 860, 2_120), "Leases given up": (510, 570, 510, 725)}
EXPENSES = {
    "Research and development": (6_904, 6_511, 13_690, 12_877),
    "Selling, general and administrative": (12_733, 12_208, 25_190, 24_366),
}
OTHER = {
    "Interest income": (214, 170, 402, 351),
    "Interest expense": (-612, -738, -1_251, -1_502),
    "Loss on disposal of equipment": (-370, 0, -370, 0),
}
SHARES = {"Basic": (21_480, 21_105, 21_402, 21_063), "Diluted": (21_955, 21_390, 21_871, 21_344)}
TAX_RATE = Decimal("0.35")

# 26 weeks of 2004 and of 2003
ADDED_BACK = {
    "Depreciation": (5_120, 4_987),
    "Amortization of intangible assets": (840, 840),
    "Loss on disposal of equipment": (370, 0),
}
WORKING_CAPITAL = {
    "Accounts receivable": (-2_415, 1_120),
    "Inventories": (-1_862, -940),
    "Prepaid expenses": (-318, 205),
    "Accounts payable": (1_744, -1_233),
    "Accrued liabilities": (-905, 812),
    "Deferred revenue": (466, 391),
}
INVESTING = {"Purchases of property and equipment": (-6_233, -4_410), "Proceeds from disposal of equipment": (95, 0)}
FINANCING = {
    "Repayment of long-term debt": (-3_000, -3_000),
    "Proceeds from issuance of common stock": (1_215, 846),
    "Purchases of treasury stock": (-2_040, 0),
    "Dividends paid": (-1_719, -1_475),
}
CASH_BEFORE = (31_877, 24_310)

# balances at December 27, 2003; retained earnings are what balances them
PROPERTY, GOODWILL, INTANGIBLES = 61_540, 27_300, 9_660
RECEIVABLES, INVENTORIES, PREPAID = 44_130, 38_265, 4_012
PAYABLES, ACCRUED, DEFERRED = 18_204, 21_377, 6_115
DEBT_CURRENT, DEBT, OTHER_LIABILITIES = 6_000, 33_000, 4_870
STOCK, PAID_IN, TREASURY = 215, 58_344, -7_460


def add(*lines: Figures) -> Figures:
    """Column by column."""
    return tuple(map(sum, zip(*lines, strict=True)))


def less(line: Figures) -> Figures:
    """The line with its sign turned."""
    return tuple(-value for value in line)


def rounded(value: Decimal, places: str = "1") -> Decimal:
    """Half up, as accountants do."""
    return value.quantize(Decimal(places), ROUND_HALF_UP)


def amount(value: int | Decimal) -> str:
    """A value or a dash; negatives in a parenthesis of fixed width, as typewriters had it: ``( 370)``."""
    if not value:
        return "- "
    return f"({-value:>6,})" if value < 0 else f"{value:,} "


def row(label: str, values: Sequence[int | Decimal], *, indent: int = 0, currency: bool = False) -> str:
    """One printed line."""
    cells = [("$" if currency else " ") + amount(value).rjust(VALUE_WIDTH - 1) for value in values]
    return ((" " * indent + label).ljust(LABEL_WIDTH) + (" " * GUTTER).join(cells)).rstrip()


def rule(columns: int, mark: str = "-") -> str:
    """A rule under every column."""
    return (" " * LABEL_WIDTH + (" " * GUTTER).join([mark * VALUE_WIDTH] * columns)).rstrip()


def rows(lines: dict[str, Figures], *, indent: int = 4, currency: bool = False) -> list[str]:
    """Lines in a row; a currency sign stands on the first only."""
    return [row(label, values, indent=indent, currency=currency and not index)
            for index, (label, values) in enumerate(lines.items())]  # fmt: skip


def heading(*cells: str, width: int = VALUE_WIDTH) -> str:
    """Captions centred over the columns, or over groups of them."""
    return (" " * LABEL_WIDTH + (" " * GUTTER).join(cell.center(width) for cell in cells)).rstrip()


def title(name: str, note: str) -> list[str]:
    """The lines above a statement, at the left margin."""
    return ["ORRINVALE INSTRUMENTS, INC. AND SUBSIDIARIES", name, note, ""]


class Books:
    """Everything that follows from the figures above."""

    def __init__(self) -> None:
        self.sales, self.cost = add(*SALES.values()), add(*COST.values())
        self.gross = add(self.sales, less(self.cost))
        self.restructuring = add(*RESTRUCTURING.values())
        self.expenses = add(*EXPENSES.values(), self.restructuring)
        self.operating = add(self.gross, less(self.expenses))
        self.pretax = add(self.operating, *OTHER.values())
        self.tax = tuple(int(rounded(value * TAX_RATE)) for value in self.pretax)
        self.net = add(self.pretax, less(self.tax))
        self.eps = {
            name: [rounded(Decimal(net) / count, "0.01") for net, count in zip(self.net, counts, strict=True)]
            for name, counts in SHARES.items()
        }
        self.income = self.net[2:]
        self.from_operations = add(self.income, *ADDED_BACK.values(), *WORKING_CAPITAL.values())
        self.from_investing, self.from_financing = add(*INVESTING.values()), add(*FINANCING.values())
        self.change = add(self.from_operations, self.from_investing, self.from_financing)
        self.cash_after = add(CASH_BEFORE, self.change)


def after(before: int, *flows: int) -> Figures:
    """A balance at the end and at the start, in printed order."""
    return (before + sum(flows), before)


def income_statement(books: Books) -> list[str]:
    """13 and 26 weeks of two years."""
    group = 2 * VALUE_WIDTH + GUTTER
    return [
        *title(
            "CONSOLIDATED STATEMENTS OF INCOME", "(Unaudited; dollars and shares in thousands, except per share data)"
        ),
        heading("13 Weeks Ended", "26 Weeks Ended", width=group),
        heading("=" * group, "=" * group, width=group),
        heading("June 26,", "June 28,", "June 26,", "June 28,"),
        heading("2004", "2003", "2004", "2003"),
        rule(4, "="),
        "Net sales:",
        *rows(SALES, currency=True),
        rule(4),
        row("Total net sales", books.sales, indent=8),
        "",
        "Cost of sales:",
        *rows(COST),
        rule(4),
        row("Total cost of sales", books.cost, indent=8),
        rule(4),
        row("Gross profit", books.gross),
        "",
        "Operating expenses:",
        *rows(EXPENSES),
        row("Restructuring charges (a)", books.restructuring, indent=4),
        rule(4),
        row("Total operating expenses", books.expenses, indent=8),
        rule(4),
        row("Operating income", books.operating),
        *rows(OTHER, indent=0),
        rule(4),
        row("Income before income taxes", books.pretax),
        row("Provision for income taxes", books.tax),
        rule(4),
        row("Net income", books.net, currency=True),
        rule(4, "="),
        "",
        "Net income per share:",
        *(row(label, values, indent=4, currency=True) for label, values in books.eps.items()),
        "",
        "Weighted average shares outstanding:",
        *rows(SHARES),
        "",
        "(a) Restructuring charges by kind:",
        "",
        *rows(RESTRUCTURING, currency=True),
        rule(4),
        row("Total", books.restructuring, indent=8, currency=True),
        rule(4, "="),
    ]


def balance_sheet(books: Books) -> list[str]:
    """Two dates; closing balances are opening ones and the flows between."""
    change = {label: values[0] for label, values in WORKING_CAPITAL.items()}
    depreciation, amortization, loss = (values[0] for values in ADDED_BACK.values())
    bought, sold = (-values[0] for values in INVESTING.values())
    repaid, issued, treasury, dividends = (values[0] for values in FINANCING.values())
    current_assets = {
        "Cash and cash equivalents": (books.cash_after[0], CASH_BEFORE[0]),
        "Accounts receivable, net": after(RECEIVABLES, -change["Accounts receivable"]),
        "Inventories": after(INVENTORIES, -change["Inventories"]),
        "Prepaid expenses": after(PREPAID, -change["Prepaid expenses"]),
    }
    assets = {
        "Property and equipment, net": after(PROPERTY, bought, sold, -depreciation, -loss),
        "Goodwill": after(GOODWILL),
        "Intangible assets, net": after(INTANGIBLES, -amortization),
    }
    current_liabilities = {
        "Current portion of long-term debt": after(DEBT_CURRENT),
        "Accounts payable": after(PAYABLES, change["Accounts payable"]),
        "Accrued liabilities": after(ACCRUED, change["Accrued liabilities"]),
        "Deferred revenue": after(DEFERRED, change["Deferred revenue"]),
    }
    liabilities = {"Long-term debt": after(DEBT, repaid), "Other long-term liabilities": after(OTHER_LIABILITIES)}
    total_current_assets = add(*current_assets.values())
    total_assets = add(total_current_assets, *assets.values())
    total_current_liabilities = add(*current_liabilities.values())
    total_liabilities = add(total_current_liabilities, *liabilities.values())
    retained = total_assets[1] - total_liabilities[1] - STOCK - PAID_IN - TREASURY
    equity = {
        "Common stock": after(STOCK),
        "Additional paid-in capital": after(PAID_IN, issued),
        "Retained earnings": after(retained, books.income[0], dividends),
        "Treasury stock, at cost": after(TREASURY, treasury),
    }
    total_equity = add(*equity.values())
    return [
        *title("CONSOLIDATED BALANCE SHEETS", "(Dollars in thousands)"),
        heading("June 26,", "December 27,"),
        heading("2004", "2003"),
        rule(2, "="),
        heading("(unaudited)", ""),
        "ASSETS",
        "Current assets:",
        *rows(current_assets, currency=True),
        rule(2),
        row("Total current assets", total_current_assets, indent=8),
        *rows(assets, indent=0),
        rule(2),
        row("Total assets", total_assets, indent=8, currency=True),
        rule(2, "="),
        "",
        "LIABILITIES AND SHAREHOLDERS' EQUITY",
        "Current liabilities:",
        *rows(current_liabilities, currency=True),
        rule(2),
        row("Total current liabilities", total_current_liabilities, indent=8),
        *rows(liabilities, indent=0),
        rule(2),
        row("Total liabilities", total_liabilities, indent=8),
        "",
        "Shareholders' equity:",
        *rows(equity),
        rule(2),
        row("Total shareholders' equity", total_equity, indent=8),
        rule(2),
        row("Total liabilities and shareholders' equity", add(total_liabilities, total_equity), currency=True),
        rule(2, "="),
    ]


def cash_flow(books: Books) -> list[str]:
    """26 weeks of two years."""
    return [
        *title("CONSOLIDATED STATEMENTS OF CASH FLOWS", "(Unaudited; dollars in thousands)"),
        heading("26 Weeks Ended", width=2 * VALUE_WIDTH + GUTTER),
        heading("=" * (2 * VALUE_WIDTH + GUTTER), width=2 * VALUE_WIDTH + GUTTER),
        heading("June 26,", "June 28,"),
        heading("2004", "2003"),
        rule(2, "="),
        "Operating activities:",
        row("Net income", books.income, indent=4, currency=True),
        "    Adjustments to reconcile net income to cash:",
        *rows(ADDED_BACK, indent=8),
        "    Changes in assets and liabilities:",
        *rows(WORKING_CAPITAL, indent=8),
        rule(2),
        row("Net cash provided by operating activities", books.from_operations),
        "",
        "Investing activities:",
        *rows(INVESTING),
        rule(2),
        row("Net cash used in investing activities", books.from_investing),
        "",
        "Financing activities:",
        *rows(FINANCING),
        rule(2),
        row("Net cash used in financing activities", books.from_financing),
        rule(2),
        row("Net increase in cash and cash equivalents", books.change),
        row("Cash and cash equivalents, start of period", CASH_BEFORE),
        rule(2),
        row("Cash and cash equivalents, end of period", books.cash_after, currency=True),
        rule(2, "="),
    ]


def millions(value: int) -> str:
    """Thousands as prose says them."""
    return f"${rounded(Decimal(value) / 1000, '0.1')} million"


def growth(now: int, before: int) -> str:
    """Whole percent."""
    return f"{rounded(Decimal(100 * now) / before - 100)} percent"


def lead(books: Books) -> list[str]:
    """Headline and results in prose."""
    diluted = books.eps["Diluted"]
    return [
        "EXHIBIT 99.1",
        "",
        "ORRINVALE INSTRUMENTS REPORTS SECOND QUARTER RESULTS FOR FISCAL 2004",
        "",
        "MILLBROOK FALLS, Ohio, July 22, 2004 - Orrinvale Instruments, Inc. (NYSE: ORVI), a",
        "maker of laboratory instruments that exists in this example only, closed its second",
        "quarter on June 26, 2004.",
        "",
        f"Net sales for the second quarter of 2004 were {millions(books.sales[0])}, compared with",
        f"{millions(books.sales[1])} for the second quarter of 2003, an increase of {growth(*books.sales[:2])}.",
        f"Net income for the second quarter of 2004 was {millions(books.net[0])}, or ${diluted[0]} per diluted",
        f"share, compared with {millions(books.net[1])}, or ${diluted[1]} per diluted share, for the second",
        "quarter of 2003.",
        "",
        f"For the 26 weeks ended June 26, 2004, net sales were {millions(books.sales[2])}, an increase of",
        f"{growth(*books.sales[2:])} compared with {millions(books.sales[3])} for the same period last year. Cash",
        f"provided by operating activities was {millions(books.from_operations[0])} for the 26 weeks ended",
        "June 26, 2004.",
        "",
    ]


def release() -> Iterable[str]:
    """The release, line by line."""
    books = Books()
    yield from lead(books)
    for statement in (income_statement, balance_sheet, cash_flow):
        yield ""
        yield from statement(books)
        yield ""


def main() -> None:
    """Write the release and its sidecar."""
    (FOLDER / NAME).write_text("\n".join(release()).rstrip() + "\n", encoding="ascii")
    (FOLDER / f"{NAME}.json").write_text(json.dumps(IDENTITY, indent=2) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
