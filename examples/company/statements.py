"""The statements of the made-up company, line by line, as the releases of its time worded them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

import books
import figures
from books import Span
from layout import Amounts, Column, Misprints, Row, Sheet, Statement

COMPANY = "CALDERWICK CONTROLS, INC."


@dataclass(frozen=True, slots=True)
class Wording:
    """What changed over the years in how lines are called."""

    selling: str = "Sales and marketing"
    service: str = "Service and spare parts"


def operations(
    columns: tuple[Column, ...], wording: Wording, title: str, misprints: Misprints, notes: tuple[str, ...]
) -> Statement:
    """From net sales to dividends a share."""
    sheet = Sheet("operations", columns, told, misprints)
    lost = any(books.income(column.span, column.edition)["net"] < 0 for column in columns)
    net_income = "Net income (loss)" if lost else "Net income"
    income = "Income (loss)" if lost else "Income"
    sheet.open("Net sales:")
    sheet.line("Controllers", "controllers", indent=2, currency=True)
    sheet.line("Actuators and valves", "actuators", indent=2)
    sheet.line(wording.service, "service", indent=2)
    sheet.total("Total net sales", "sales", indent=4)
    sheet.open("Cost of sales:")
    sheet.line("Products", "cost_products", indent=2)
    sheet.line("Service", "cost_service", indent=2)
    sheet.total("Total cost of sales", "cost", indent=4)
    sheet.rule()
    sheet.line("Gross profit", "gross")
    sheet.open("Operating expenses:")
    sheet.line("Research and development", "research", indent=2)
    sheet.line(wording.selling, "selling", indent=2)
    sheet.line("General and administrative", "general", indent=2)
    sheet.line("Amortization of purchased intangibles", "amortization", indent=2)
    sheet.line("Restructuring charges (1)", "restructuring", indent=2)
    sheet.total("Total operating expenses", "expenses", indent=4)
    sheet.rule()
    sheet.line(f"{income} from operations", "operating")
    sheet.line("Interest income", "interest_income")
    sheet.line("Interest expense", "interest_expense")
    sheet.line("Other income (expense), net", "other_income")
    sheet.rule()
    sheet.line(f"{income} before income taxes", "pretax")
    sheet.line("Provision (benefit) for income taxes" if lost else "Provision for income taxes", "tax")
    sheet.rule()
    sheet.line(net_income, "net", currency=True)
    sheet.double()
    sheet.open(f"{net_income} per share:")
    sheet.line("Basic", "basic_eps", indent=2, currency=True)
    sheet.line("Diluted", "diluted_eps", indent=2, currency=True)
    sheet.close()
    sheet.open("Weighted average shares outstanding:")
    sheet.line("Basic", "basic_shares", indent=2)
    sheet.line("Diluted", "diluted_shares", indent=2)
    sheet.close()
    sheet.blank()
    sheet.line("Cash dividends declared per share", "dividend", currency=True)
    charged = any(row.key == "restructuring" for row in sheet.rows)
    footnote = "(1) Severance and the cost of closing the plant in Dunmere, of which equipment given up is a part."
    return sheet.statement((COMPANY, title), notes, (footnote,) if charged else ())


def told(column: Column) -> dict[str, int | Decimal]:
    """Everything that operations print."""
    span, edition = column.span, column.edition
    return {**books.income(span, edition), **books.shares(span, edition), **books.per_share(span, edition)}


def adjusted(column: Column) -> dict[str, int | Decimal]:
    """Everything that reconciliations print."""
    return {**told(column), **books.adjusted_income(column.span, column.edition)}


def balances(column: Column) -> dict[str, int]:
    """Everything that balance sheets print."""
    return books.balance(column.span.last, column.edition)


def flows(column: Column) -> dict[str, int]:
    """Everything that statements of cash flows print."""
    return books.flow(column.span, column.edition)


def data(column: Column) -> dict[str, int]:
    """Everything that is printed beside the statements."""
    return books.operating_data(column.span.last)


AMOUNTS: dict[str, Amounts] = {
    "operations": told,
    "balance_sheet": balances,
    "cash_flow": flows,
    "non_gaap_reconciliation": adjusted,
    "selected_data": data,
}


def balance_sheet(columns: tuple[Column, ...], title: str, misprints: Misprints, notes: tuple[str, ...]) -> Statement:
    """Two dates, or one date told twice."""
    sheet = Sheet("balance_sheet", columns, balances, misprints)
    ends = [column.span.last for column in columns]
    times = figures.SPLIT if columns[0].edition.split else 1
    allowances = " and ".join(f"${figures.ALLOWANCES[end]}" for end in dict.fromkeys(ends))
    outstanding = " and ".join(f"{figures.OUTSTANDING[end] * times:,}" for end in dict.fromkeys(ends))
    sheet.open("ASSETS")
    sheet.open("Current assets:")
    sheet.line("Cash and cash equivalents", "cash", indent=2, currency=True)
    sheet.line("Short-term investments", "investments", indent=2)
    sheet.line(f"Accounts receivable, less allowances of {allowances}", "receivables", indent=2)
    sheet.line("Inventories", "inventories", indent=2)
    sheet.line("Deferred income taxes", "deferred_tax_asset", indent=2)
    sheet.line("Prepaid expenses and other", "prepaid", indent=2)
    sheet.total("Total current assets", "current_assets", indent=4)
    sheet.open("Property, plant and equipment:")
    sheet.line("Land, buildings and equipment, at cost", "plant", indent=2)
    sheet.line("Less accumulated depreciation", "depreciated", indent=2)
    sheet.total("Property, plant and equipment, net", "plant_net", indent=4)
    sheet.line("Goodwill", "goodwill")
    sheet.line("Purchased intangibles, net", "intangibles")
    sheet.line("Other assets", "other_assets")
    sheet.total("Total assets", "assets", indent=4, currency=True)
    sheet.double()
    sheet.blank()
    sheet.open("LIABILITIES AND SHAREHOLDERS' EQUITY")
    sheet.open("Current liabilities:")
    sheet.line("Current portion of long-term debt", "debt_current", indent=2, currency=True)
    sheet.line("Accounts payable", "payables", indent=2)
    sheet.line("Accrued compensation", "compensation", indent=2)
    sheet.line("Other accrued liabilities", "accrued", indent=2)
    sheet.line("Income taxes payable", "taxes_payable", indent=2)
    sheet.line("Deferred service revenue", "deferred_revenue", indent=2)
    sheet.total("Total current liabilities", "current_liabilities", indent=4)
    sheet.line("Long-term debt, less current portion", "debt")
    sheet.line("Other long-term liabilities", "other_liabilities")
    sheet.rule()
    sheet.line("Total liabilities", "liabilities", indent=4)
    sheet.open("Shareholders' equity:")
    counted = f"{50_000 * times:,} shares authorized; {outstanding} outstanding"
    sheet.line(f"Common stock, no par value; {counted}", "stock", indent=2)
    sheet.line("Retained earnings", "retained", indent=2)
    sheet.line("Accumulated other comprehensive income (loss)", "translation", indent=2)
    sheet.total("Total shareholders' equity", "equity", indent=4)
    sheet.total("Total liabilities and shareholders' equity", "both", indent=4, currency=True)
    sheet.double()
    return sheet.statement((COMPANY, title), notes)


def cash_flow(columns: tuple[Column, ...], misprints: Misprints, notes: tuple[str, ...]) -> Statement:
    """The year to date, with the balances that it rolls."""
    sheet = Sheet("cash_flow", columns, flows, misprints)
    sheet.open("Cash flows from operating activities:")
    sheet.line("Net income", "net", indent=2, currency=True)
    sheet.open("Adjustments to reconcile net income to cash provided by operating activities:", indent=2)
    sheet.line("Depreciation", "depreciation", indent=4)
    sheet.line("Amortization of purchased intangibles", "amortization", indent=4)
    sheet.line("Deferred income taxes", "deferred_tax", indent=4)
    sheet.line("Loss on disposal of equipment", "disposal", indent=4)
    sheet.open("Changes in operating assets and liabilities:", indent=4)
    sheet.line("Accounts receivable", "receivables", indent=6)
    sheet.line("Inventories", "inventories", indent=6)
    sheet.line("Prepaid expenses and other", "prepaid", indent=6)
    sheet.line("Accounts payable", "payables", indent=6)
    sheet.line("Accrued liabilities", "accrued", indent=6)
    sheet.line("Income taxes payable", "taxes_payable", indent=6)
    sheet.line("Deferred service revenue", "deferred_revenue", indent=6)
    sheet.close()
    sheet.close()
    sheet.total("Net cash provided by operating activities", "from_operations")
    sheet.open("Cash flows from investing activities:")
    sheet.line("Purchases of property, plant and equipment", "capital", indent=2)
    sheet.line("Purchases of short-term investments", "investments_bought", indent=2)
    sheet.line("Maturities of short-term investments", "investments_matured", indent=2)
    sheet.line("Acquisition of business, net of cash acquired", "acquisition", indent=2)
    sheet.total("Net cash used in investing activities", "from_investing")
    sheet.open("Cash flows from financing activities:")
    sheet.line("Principal payments on long-term debt", "repaid", indent=2)
    sheet.line("Proceeds from exercise of stock options", "options", indent=2)
    sheet.line("Repurchases of common stock", "repurchased", indent=2)
    sheet.line("Cash dividends paid", "dividends", indent=2)
    sheet.total("Net cash used in financing activities", "from_financing")
    sheet.line("Effect of exchange rate changes on cash", "exchange")
    sheet.rule()
    sheet.line("Net increase (decrease) in cash and cash equivalents", "change")
    sheet.line("Cash and cash equivalents, beginning of period", "cash_before")
    sheet.rule()
    sheet.line("Cash and cash equivalents, end of period", "cash_after", currency=True)
    sheet.double()
    return sheet.statement((COMPANY, "CONSOLIDATED STATEMENTS OF CASH FLOWS"), notes)


def reconciliation(columns: tuple[Column, ...], notes: tuple[str, ...]) -> Statement:
    """From net income to the adjusted one, and to that a share."""
    lost = any(books.income(column.span, column.edition)["net"] < 0 for column in columns)
    sheet = Sheet("non_gaap_reconciliation", columns, adjusted)
    sheet.line("GAAP net income (loss)" if lost else "GAAP net income", "net", currency=True)
    sheet.line("Amortization of purchased intangibles", "amortization", indent=2)
    sheet.line("Restructuring charges", "restructuring", indent=2)
    sheet.line("Income tax effect of adjustments", "tax_effect", indent=2)
    sheet.rule()
    sheet.line("Non-GAAP net income", "adjusted", currency=True)
    sheet.double()
    sheet.line("Non-GAAP net income per diluted share", "adjusted_eps", currency=True)
    sheet.line("Diluted shares used in the computation", "all_shares")
    return sheet.statement((COMPANY, "RECONCILIATION OF GAAP TO NON-GAAP NET INCOME"), notes)


def operating_data(columns: tuple[Column, ...], misprints: Misprints) -> Statement:
    """Orders, what is left of them, and people, with the change in percent."""
    change = Column(columns[0].span, columns[0].edition, member="% Change", compares=(columns[0], columns[1]))
    sheet = Sheet("selected_data", (*columns, change), data, misprints)
    sheet.line("Orders received", "orders", currency=True)
    sheet.line("Order backlog at end of period", "backlog", currency=True)
    sheet.line("Depreciation and amortization", "charged_off", currency=True)
    sheet.line("Employees at end of period", "employees")
    return sheet.statement((COMPANY, "OTHER OPERATING DATA"), ("(Dollars in thousands)",))


def with_shifted(statement: Statement, shifts: dict[tuple[str, date], int]) -> Statement:
    """``statement`` with some amounts rounded the other way: key and day to thousands more."""

    def shifted(row: Row) -> Row:
        cells = (
            replace(cell, amount=cell.amount + shifts.get((row.key, cell.column.span.end), 0)) for cell in row.cells
        )
        return replace(row, cells=tuple(cells))

    return replace(statement, rows=tuple(shifted(row) for row in statement.rows))


def durations(spans: Iterable[Span], edition: books.Edition) -> tuple[Column, ...]:
    """Columns of spans."""
    return tuple(Column(span, edition) for span in spans)
