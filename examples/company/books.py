"""The books of the made-up company: every amount of every period, as its editions tell it.

All amounts are whole thousands but those per share, so that what is printed is exact and every tie holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

import figures
from figures import Quarterly

QUARTERS = len(figures.WEEKS)
FIRST_YEAR = 2003
CURRENT_ASSETS = ("cash", "investments", "receivables", "inventories", "deferred_tax_asset", "prepaid")
LONG_ASSETS = ("plant", "depreciated", "goodwill", "intangibles", "other_assets")
CURRENT_LIABILITIES = ("debt_current", "payables", "compensation", "accrued", "taxes_payable", "deferred_revenue")
LONG_LIABILITIES = ("debt", "other_liabilities")
EQUITY = ("stock", "retained", "translation")


@dataclass(frozen=True, slots=True)
class Edition:
    """What had been decided of the past when a release was written."""

    restated: bool = False
    """Inventories of fiscal 2005 are corrected."""
    reclassified: bool = False
    """The laboratories' buildings are research, from fiscal 2004 on."""
    split: bool = False
    """Shares are counted after the split."""


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """Quarters ``first`` to ``last`` of the fourteen, both counted."""

    first: int
    last: int

    @property
    def start(self) -> date:
        """First day."""
        return date.fromisoformat(figures.FIRST_DAY) + timedelta(weeks=sum(figures.WEEKS[: self.first]))

    @property
    def end(self) -> date:
        """Last day, a Saturday."""
        return date.fromisoformat(figures.FIRST_DAY) + timedelta(weeks=sum(figures.WEEKS[: self.last + 1]), days=-1)

    @property
    def weeks(self) -> int:
        """Length in weeks."""
        return sum(figures.WEEKS[self.first : self.last + 1])

    @property
    def year(self) -> int:
        """Fiscal year of its end."""
        return FIRST_YEAR + self.last // 4

    @property
    def year_before(self) -> "Span":
        """The same quarters of the year before."""
        return Span(self.first - 4, self.last - 4)

    def of(self, line: Quarterly) -> int:
        """The sum of a line over the quarters."""
        return sum(line[self.first : self.last + 1])

    def average(self, line: Quarterly) -> int:
        """The mean of a line, weighted by weeks."""
        pairs = list(zip(line, figures.WEEKS, strict=True))[self.first : self.last + 1]
        return whole(Decimal(sum(value * weeks for value, weeks in pairs)) / self.weeks)


def whole(value: Decimal) -> int:
    """Half up, as accountants do."""
    return int(value.quantize(Decimal(1), ROUND_HALF_UP))


def taxed(pretax: int) -> int:
    """The tax on an income."""
    return whole(pretax * Decimal(figures.TAX_RATE))


def sum_of(lines: Mapping[str, int], *keys: str) -> int:
    """Some lines together."""
    return sum(lines[key] for key in keys)


def income(span: Span, edition: Edition) -> dict[str, int]:
    """The statement of operations of a span; expenses positive."""
    flows = {**figures.SALES, **figures.COST, **figures.EXPENSES, **figures.OTHER}
    lines = {key: span.of(values) for key, values in flows.items()}
    if edition.restated:
        lines["cost_products"] += span.of(figures.INVENTORY_ERROR)
    if edition.reclassified:
        moved = span.of(figures.RECLASSIFIED)
        lines["research"] += moved
        lines["general"] -= moved
    lines["sales"] = sum_of(lines, *figures.SALES)
    lines["cost"] = sum_of(lines, *figures.COST)
    lines["gross"] = lines["sales"] - lines["cost"]
    lines["expenses"] = sum_of(lines, *figures.EXPENSES)
    lines["operating"] = lines["gross"] - lines["expenses"]
    lines["pretax"] = lines["operating"] + sum_of(lines, *figures.OTHER)
    quarters = [Span(index, index) for index in range(span.first, span.last + 1)]
    lines["tax"] = taxed(lines["pretax"]) if len(quarters) == 1 else sum(income(q, edition)["tax"] for q in quarters)
    lines["net"] = lines["pretax"] - lines["tax"]
    return lines


def shares(span: Span, edition: Edition) -> dict[str, int]:
    """Weighted counts; a loss is not diluted."""
    times = figures.SPLIT if edition.split else 1
    basic = span.average(figures.BASIC) * times
    diluted = basic + span.average(figures.DILUTION) * times
    lost = income(span, edition)["net"] < 0
    return {"basic_shares": basic, "diluted_shares": basic if lost else diluted, "all_shares": diluted}


def per_share(span: Span, edition: Edition) -> dict[str, Decimal]:
    """Earnings and dividends a share, in dollars."""
    net, counts = income(span, edition)["net"], shares(span, edition)
    adjusted = adjusted_income(span, edition)["adjusted"]
    times = figures.SPLIT if edition.split else 1
    return {
        "basic_eps": cents(net, counts["basic_shares"]),
        "diluted_eps": cents(net, counts["diluted_shares"]),
        "adjusted_eps": cents(adjusted, counts["all_shares"]),
        "dividend": cents(span.of(figures.DIVIDEND), 100 * times),
    }


def cents(amount: int, count: int) -> Decimal:
    """Dollars a share, to the cent."""
    return (Decimal(amount) / count).quantize(Decimal("0.01"), ROUND_HALF_UP)


def adjusted_income(span: Span, edition: Edition) -> dict[str, int]:
    """From net income to the adjusted one."""
    lines = income(span, edition)
    charges = [
        figures.EXPENSES["amortization"][index] + figures.EXPENSES["restructuring"][index]
        for index in range(span.first, span.last + 1)
    ]
    effect = -sum(map(taxed, charges))
    return {"tax_effect": effect, "adjusted": lines["net"] + sum(charges) + effect}


def flows(span: Span, edition: Edition) -> dict[str, int]:
    """What moves cash in a span; an outflow is negative."""
    chosen = {**figures.ADDED_BACK, **figures.WORKING_CAPITAL, **figures.INVESTING, **figures.FINANCING}
    lines = {key: span.of(values) for key, values in chosen.items()}
    first, told = income(span, Edition()), income(span, edition)
    lines["net"] = told["net"]
    lines["amortization"] = told["amortization"]
    lines["inventories"] += told["cost"] - first["cost"]
    lines["taxes_payable"] += told["tax"] - first["tax"]
    lines["dividends"] = -sum(dividends(index) for index in range(span.first, span.last + 1))
    lines["from_operations"] = sum_of(lines, "net", "amortization", *figures.ADDED_BACK, *figures.WORKING_CAPITAL)
    lines["from_investing"] = sum_of(lines, *figures.INVESTING)
    lines["from_financing"] = sum_of(lines, *figures.FINANCING, "dividends")
    lines["exchange"] = span.of(figures.EXCHANGE)
    lines["change"] = sum_of(lines, "from_operations", "from_investing", "from_financing", "exchange")
    return lines


def flow(span: Span, edition: Edition) -> dict[str, int]:
    """The statement of cash flows of a span, with the balances that it rolls."""
    before = balance(span.first - 1, edition)["cash"]
    lines = flows(span, edition)
    return {**lines, "cash_before": before, "cash_after": before + lines["change"]}


def dividends(quarter: int) -> int:
    """What is paid on the shares at the end of a quarter."""
    return whole(Decimal(figures.DIVIDEND[quarter] * figures.OUTSTANDING[quarter]) / 100)


def balance(quarter: int, edition: Edition) -> dict[str, int]:
    """The balance sheet at the end of a quarter; that of -1 opens the books.

    Raises:
        ValueError: where it does not balance.
    """
    lines = dict(figures.OPENING)
    lines["retained"] = _assets(lines) - _liabilities(lines) - sum_of(lines, "stock", "translation")
    if quarter >= 0:
        _roll(lines, flows(Span(0, quarter), edition))
    lines["current_assets"] = sum_of(lines, *CURRENT_ASSETS)
    lines["plant_net"] = sum_of(lines, "plant", "depreciated")
    lines["assets"] = _assets(lines)
    lines["current_liabilities"] = sum_of(lines, *CURRENT_LIABILITIES)
    lines["liabilities"] = _liabilities(lines)
    lines["equity"] = sum_of(lines, *EQUITY)
    lines["both"] = lines["liabilities"] + lines["equity"]
    if lines["assets"] != lines["both"]:
        raise ValueError(f"quarter {quarter}: assets {lines['assets']} against {lines['both']}")
    return lines


def _assets(lines: Mapping[str, int]) -> int:
    return sum_of(lines, *CURRENT_ASSETS, *LONG_ASSETS)


def _liabilities(lines: Mapping[str, int]) -> int:
    return sum_of(lines, *CURRENT_LIABILITIES, *LONG_LIABILITIES)


def _roll(lines: dict[str, int], moved: Mapping[str, int]) -> None:
    """Every flow changes cash and one other balance, or two of these."""
    intangibles = figures.ACQUIRED_INTANGIBLES if moved["acquisition"] else 0
    compensation = moved["accrued"] * 3 // 5
    changes = {
        "cash": moved["change"],
        "investments": -moved["investments_bought"] - moved["investments_matured"],
        "receivables": -moved["receivables"],
        "inventories": -moved["inventories"],
        "deferred_tax_asset": -moved["deferred_tax"],
        "prepaid": -moved["prepaid"],
        "plant": -moved["capital"] - moved["disposal"],
        "depreciated": -moved["depreciation"],
        "goodwill": -moved["acquisition"] - intangibles,
        "intangibles": intangibles - moved["amortization"],
        "payables": moved["payables"],
        "compensation": compensation,
        "accrued": moved["accrued"] - compensation,
        "taxes_payable": moved["taxes_payable"],
        "deferred_revenue": moved["deferred_revenue"],
        "debt": moved["repaid"],
        "stock": moved["options"] + moved["repurchased"],
        "retained": moved["net"] + moved["dividends"],
        "translation": moved["exchange"],
    }
    for key, change in changes.items():
        lines[key] += change


def operating_data(quarter: int) -> dict[str, int]:
    """Orders of a quarter, what of all orders is not delivered at its end, what wears, and the people."""
    span = Span(0, quarter)
    sold = sum(span.of(values) for values in figures.SALES.values())
    return {
        "orders": figures.ORDERS[quarter],
        "backlog": figures.BACKLOG_BEFORE + span.of(figures.ORDERS) - sold,
        "charged_off": figures.ADDED_BACK["depreciation"][quarter] + figures.EXPENSES["amortization"][quarter],
        "employees": figures.EMPLOYEES[quarter],
    }
