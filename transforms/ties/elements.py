"""What the ties know of the field's concepts; no company."""

import re

CASH = "CashAndCashEquivalentsAtCarryingValue"
CASH_CHANGE = "CashAndCashEquivalentsPeriodIncreaseDecrease"
REVENUE = "Revenues"
NET_INCOME = "NetIncomeLoss"
INCOME_OF_COMMON = "NetIncomeLossAvailableToCommonStockholdersBasic"
PRETAX = "IncomeLossFromContinuingOperationsBeforeIncomeTaxesExtraordinaryItemsNoncontrollingInterest"
TAX = "IncomeTaxExpenseBenefit"
STOCK_COMPENSATION = "ShareBasedCompensation"

PER_SHARE_PAIRS = (
    ("EarningsPerShareBasic", "WeightedAverageNumberOfSharesOutstandingBasic"),
    ("EarningsPerShareDiluted", "WeightedAverageNumberOfDilutedSharesOutstanding"),
    ("EarningsPerShareBasicAndDiluted", "WeightedAverageNumberOfShareOutstandingBasicAndDiluted"),
)
DILUTED = frozenset({"EarningsPerShareDiluted", "WeightedAverageNumberOfDilutedSharesOutstanding"})

SURELY_CUMULATIVE = frozenset(
    {
        REVENUE,
        "SalesRevenueGoodsNet",
        "SalesRevenueServicesNet",
        "CostOfRevenue",
        "CostOfGoodsSold",
        "CostOfServices",
    }
)
"""Never negative in a quarter: a longer period is at least the shorter one."""
MOSTLY_CUMULATIVE = frozenset(
    {
        "GrossProfit",
        "ResearchAndDevelopmentExpense",
        "SellingAndMarketingExpense",
        "GeneralAndAdministrativeExpense",
        "SellingGeneralAndAdministrativeExpense",
        "InterestAndOtherIncome",
        "InvestmentIncomeInterest",
        TAX,
    }
)
NON_NEGATIVE = re.compile(
    r"^(Cash(AndCashEquivalents|CashEquivalents)(?!.*PeriodIncrease)|ShortTermInvestments|LongTermInvestments|AccountsReceivable|Inventory|Prepaid|OtherAssets|Assets|"
    r"Property|Goodwill|IntangibleAssets|AccountsPayable|ProductWarranty|OtherAccrued|Accrued|DeferredRevenue|Liabilities|Convertible|LongTermDebt|"
    r"Revenues|SalesRevenue|CostOf|ResearchAndDevelopment|Selling|GeneralAndAdministrative|OperatingExpenses|WeightedAverageNumber|Depreciation|Amortization|"
    r"AllocatedShareBased|ShareBasedCompensation|InterestAndDebtExpense|InterestExpense(?!Nonoperating)|ImpairmentOf|Payments(?!ForProceeds)|Proceeds(?!From(Re)?[Pp]ayments)|Repayments|InterestPaid|IncomeTaxesPaid|CommonStock|"
    r"AdditionalPaidInCapital)"
)
"""Elements whose value, with the element's own sign, is expected not to be negative."""

WORKING_CAPITAL = (
    ("IncreaseDecreaseInAccountsReceivable", "AccountsReceivableNetCurrent"),
    ("IncreaseDecreaseInAccountsReceivable", "AccountsReceivableNet"),
    ("IncreaseDecreaseInInventories", "InventoryNet"),
    ("IncreaseDecreaseInAccountsPayable", "AccountsPayableCurrent"),
    ("IncreaseDecreaseInAccountsPayable", "AccountsPayableCurrentAndNoncurrent"),
    ("IncreaseDecreaseInAccruedLiabilities", "AccruedLiabilitiesCurrent"),
    ("IncreaseDecreaseInAccruedLiabilities", "AccruedLiabilitiesCurrentAndNoncurrent"),
    ("IncreaseDecreaseInEmployeeRelatedLiabilities", "EmployeeRelatedLiabilitiesCurrent"),
    ("IncreaseDecreaseInOtherCurrentLiabilities", "OtherLiabilitiesCurrent"),
    ("IncreaseDecreaseInOtherAccruedLiabilities", "OtherAccruedLiabilitiesCurrent"),
    ("IncreaseDecreaseInAccruedWarranty", "ProductWarrantyAccrualClassifiedCurrent"),
    ("IncreaseDecreaseInDeferredRevenue", "DeferredRevenueCurrent"),
    ("IncreaseDecreaseInDeferredRevenue", "DeferredRevenue"),
)
"""Change in the cash flow and the balance that it changes; acquisitions and currencies part them, so it is information."""
MOVEMENTS = (
    (
        "ConvertibleSubordinatedDebtNoncurrent",
        ((-1, "RepaymentsOfConvertibleDebt"), (-1, "GainsLossesOnExtinguishmentOfDebt")),
    ),
    ("ConvertibleLongTermNotesPayable", ((1, "ProceedsFromConvertibleNotesPayable"),)),
    ("PropertyPlantAndEquipmentNet", ((1, "PaymentsToAcquirePropertyPlantAndEquipment"), (-1, "Depreciation"))),
)
"""A balance and the flows that move it, with their weights by element sign."""
DIVIDENDS = re.compile(r"\bdividends?\b", re.IGNORECASE)
PREFERRED = re.compile(
    r"\bpreferred\b|\bparticipating\b|\battributable to\b|\bavailable to common\b|\bapplicable to common\b",
    re.IGNORECASE,
)
OWNERS = re.compile(
    r"\battributable to\b|\bavailable (to|for)\b|\bapplicable to\b|\ballocat(ed|able) to\b|\brestricted\b",
    re.IGNORECASE,
)
"""Words that make a part of a thing: income of the owners, cash that is not free."""
INCOME = re.compile(r"\b(income|loss|earnings|profit)\b", re.IGNORECASE)
NO_INCOME_OF_SHARES = re.compile(
    r"\bper\b|\bbefore\b|\boperating\b|\bfrom operations\b|\bother\b|\btax(es)?\b|\binterests?\b|\bcomprehensive\b|\bnoncontrolling\b|\bminority\b|"
    r"\bpreferred\b|\bparticipating\b|\bunvested\b|\bimpairment\b|\bsale\b|\bdisposal\b|\bequity\b",
    re.IGNORECASE,
)
"""Income, but not what is divided by the number of shares."""
CONTROL_NUMBER = re.compile(
    r"^(?!.*\bbefore (?:\w+ (?:for|from) )?(?:income )?tax).*"
    r"(\bcontinuing operations\b|\bbefore (the )?(cumulative|extraordinary|discontinued|(an? )?(change in )?accounting))",
    re.IGNORECASE,
)
"""Income before what is told apart below it: whether it is a loss decides on dilution (ASC 260-10-45-18)."""
