"""Which lines stand at a day and which tell of a stretch of time, as tables of patterns.

What a line is where its columns do not tell is for ``facts.moments`` to decide.
"""

import re

from transforms.parse.words.dates import MONTH
from transforms.parse.words.phrase import Phrase

STARTS_PERIOD = Phrase(r"^(beginning|opening)\b|\b(beginning|start) of (the )?(fiscal )?(period|quarter|year|month)\b")
"""A line of what stood at the start of its column's period."""
OPENING_BALANCE = Phrase(r"\b(beginning|start|opening)\b")
BALANCE_LINE = Phrase(r"(opening |closing |beginning |ending )?balances?\b")
"""A line of a statement of equity that stands at one day."""
CLOSING_BALANCE = Phrase(r"\b(end|ending|close|closing)\b(?! of (the )?(year|period)s? (change|increase))")
OWED_OR_HELD = Phrase(
    r"long-term debt( \((including|less|net of|excluding) [^()]*\))?|"
    r"cash and (time|short-term|term) (deposits|investments)"
)
"""Balances among chosen figures, which a cash flow calls what is paid by as well."""
COUNTED_PLACES = (
    r"associates|advisors|branches|offices|properties|communities|loans|policies|accounts|customers|stores|restaurants|locations|"
    r"campuses|schools|centers|clinics|hospitals|facilities|hotels|clubs|stations"
)
STANDS: tuple[str, ...] = (
    # the line says so itself
    r"\b(at |as of )?(the )?end(ing)?[- ]of[- ](the )?(period|quarter|year)\b",
    r"\b(period|quarter|year)[- ]end\b",
    r"^(ending|closing)\b",
    rf"\((as of|at) (the )?((end|period|quarter|year)\b|{MONTH})",
    # totals of a balance sheet
    (
        r"^total ((commercial|consumer|retail|gross|net) )?(assets|deposits|loans|liabilities|debt)"
        r"(,? excluding\b.*)?( \((non-)?gaap\))?$"
    ),
    r"^(total )?net assets$|^(net asset value|NAV)\b( per (common )?(share|unit))?$|^(total )?investment portfolio$",
    r"^(revolving )?credit facility$",
    r"^(total )?(common )?(share|stock)holders['’]? equity$",
    r"^total debt( outstanding)?$",
    r"^(total )?cash(,| and| &) (cash equivalents|invest\w+|marketable)\b",
    r"^((adjusted )?net (cash|debt)|liquidity)( position)?$",
    r"^(identifiable|segment) assets$",
    # capital and its ratios
    r"\bbook value\b|^T?BV(PS|( per |/)share)$",
    r"\bequity[- ]to[- ](assets|deposits)\b|^equity ratio$",
    r"\b(tier (1|one)|total capital|risk[- ]based|leverage|common equity) .*\bratio\b",
    r"^CET ?1( capital)?( ratio)?$|\brisk[- ]based capital\b|\bcapital to risk[- ]weighted\b",
    r"^tier (1|one|2|two)\b( \w+)? capital$|^\W*total capital$",
    (
        r"^(?!.*\b(average|charge-?offs?|provision|expenses?|income|revenues?|sales|return)\b)"
        r".*\b(assets|loans|deposits|CDs|equity|securities|debt|liabilities|borrowings) "
        r"to (total |tangible |period[- ]end )*(assets|deposits|loans|equity|capital\w*|market capitalization)$"
    ),
    r"^(?!.*\baverage\b).*\b(allowance|reserves?),? to\b[^()]*\b(loans|assets)\b",
    # what is owed and not paid
    (
        r"^(non-?(performing|accrual)|allowance|reserves|ALLL)\b.*(\bto\b|/|\bas an? (percent|percentage|%) of) ?"
        r"(total|gross|net loans|non-?(performing|accrual)|period|loans|receivables)"
    ),
    r"^(total )?non-?(performing|accrual) (loans( and leases)?|assets)$",
    r"^(total )?allowance for ((loan|credit|loan (and|&) lease) losses|(unfunded )?lending[- ]related commitments)$",
    r"\bin default\b|^(managed |owned )?delinquency (rates?|ratios?)\b",
    r"\bdays?\b.*\b(delinquen(cy|cies)|past due)\b|\b(loans|accounts)\b.* past due\b|^past due (loans|accounts)\b",
    # what is looked after for others
    (
        r"^(?!.*\b(average|(in|out)?flows?|fees?|revenues?|income|expenses?|sales|growth|yield|change|20\d\d)\b)"
        r".*\b(assets under (management|supervision|custody|administration|advisement)|AU[MS]|"
        r"client( investment)? assets)\b"
    ),
    # people, places and customers
    r"^(number of )?(full[- ]time )?(equivalent )?employees\b|^headcount\b",
    rf"(\bnumber|#) of ((?!(new|net|average|additional)\b)[\w-]+ ){{0,4}}({COUNTED_PLACES})( \([^()]*\))?$",
    r"^(total )?units in service\b|\bending (units|customers|subscribers|accounts|members)\b",
    r"^((?!average|sales|new|added|net|per\b)[\w-]+ ){0,3}square (feet|footage)\b",
    r"^(total |active |paying )?(customers|subscribers)\b",
    r"^(?!.*\b(net|new|average|change|flows?)\b).*\b(customer|client) (assets|cash|equity)\b",
    (
        r"^(total )?(active|paying|registered|funded) ([\w-]+ ){0,2}"
        r"(customers|subscribers|members|users|consumers|buyers|sellers|merchants|clients|accounts)\b"
    ),
    # contracts and prices
    r"\bannual(ized)? recurring revenues?\b|^(total )?(ARR|RPO)\b|\bremaining performance obligations?\b",
    r"\bin[- ]force\b",
    r"^(total )?(market|equity market) capitali[sz]ation\b|^actual shares outstanding\b",
    r"^closing (stock |share |market )?price\b",
)
POINT_IN_TIME = Phrase("|".join(STANDS))
"""Lines that say how things stand at the end of the period that heads their column."""
TAKEN_BACK = Phrase(
    r"^(other )?real estate (owned|acquired)\b|^other real estate$|"
    r"^OREO\b(?!.*\b(expenses?|costs?|gains?|loss(es)?|income|sales?|provision|valuation)\b)"
)
"""Property that a lender took for a loan: a balance, and among what is earned and spent an expense."""
OPEN_AT_END = Phrase(
    r"^(?!.*\b(new|net|opened|closed|added|acquired|average|comparable|same|sold|visited)\b)(.*\s)?"
    r"(stores|locations|stations|branches|restaurants|clubs|hotels|cell sites|towers)( open| in (operation|service))?$"
)
"""Places that a count of things counts at the end of its period."""
BACKLOG_HEADING = Phrase(r"((total|ending|order|funded) )*backlog( by [a-z ]+)?")
NO_BACKLOG = Phrase(r"\b(orders|bookings|sales|shipments|billings|revenues?|cancel\w+)\b")
"""A heading of backlogs, and the lines below it that move them."""
BACKLOG = Phrase(
    r"^((total|ending) )?(order )?backlog\b(?!.*\b(conver|chang|increas|decreas|cancel|growth|convert))|"
    r"\bin (ending )?backlog$"
)
"""What is ordered and not delivered, its average price too, at the end of the period that heads the column."""
OF_TRAILING_YEAR = Phrase(
    r"^(?!.*(/|\b(to|ratio|multiple)\b)).*"
    r"\b((trailing|rolling|last|previous|preceding) (twelve|12)[- ]months?'?|[LT]TM)\b"
)
"""A label that says it is of the last twelve months, whatever its columns are of; a ratio over them is none."""
TRAILING_BEHIND = Phrase(r", (trailing|rolling|last|previous|preceding) (twelve|12)[- ]months?'?$")
"""The end of a label of what is had over them, a return as well: "Return on equity, last 12-months"."""
BEGINS_OR_ENDS = Phrase(
    r"^(beginning|ending)\b|\b(beginning|end) of (the )?(period|quarter|year)\b|[,–—-] ?(beginning|end)$"
)
"""How a count of things says that it stands at one day."""
HEADS = re.compile(
    r"(?:total (?:sales force|headcount|employees)|employees|headcount|cards)(?: \((?:thous|mil|bil)[a-z]*\.?\))?",
    re.IGNORECASE,
)
"""A column that counts people, or cards in their hands, at the end of its period."""
PERIOD_END = Phrase(
    r"\b(period|quarter|year)[- ]ending balances?\b|"
    r"\b(period|quarter|year)[- ]end\b(?!\s+(results?|reports?|highlights|financial|summary|review|earnings)\b)"
)
AT_PERIOD_END = Phrase(r"\bat (period|quarter|year)[- ]end$|\((period|quarter|year)[- ]end\)")
"""How a title says that all its lines are balances."""
AVERAGE = Phrase(r"\baverages?\b")
OF_QUARTER = Phrase(
    r"\baverages?\b|\bQTD\b|\bquarter[- ]to[- ]date\b|\bnet interest (income|margin|spread)\b|"
    r"^net (income|loss|earnings)\b|\breturn on\b|\b(net )?charge-?offs\b|\bprovision for (loan|credit)\b|"
    r"\bprovision for income tax|\bnon-?interest (income|expense)\b|\binterest (income|expense)\b|"
    r"^(basic|diluted) earnings per\b|\bdividends (declared|paid)\b|\befficiency ratio\b"
)
"""Lines that no day can have: below days a quarter apart they tell of the quarter that ends there."""
FLOW_HEADING = Phrase(
    r"\baverages?\b|\bnet (interest )?(income|revenues?|earnings|loss)\b|\bincome statement\b|"
    r"\bresults of operations\b|\bcash flows? from\b|^capital expenditures?$|^(?!accumulated\b)depreciation\b|"
    r"\bcharge-?offs?\b|\bprovision for (\([a-z ]+\) )?(credit|loan)|\bVaR\b"
)
"""What is none of the balances among which it stands."""
FLOW = Phrase(
    r"\b(income|earnings|revenues?|sales|expenses?|provision|profit|ebitda\w*|loss(es)?|cash flows?|amortization)\b"
)
BALANCE = Phrase(r"\b(equity|assets|goodwill|book value|liabilit\w+|debt|loans|deposits|shares|cash and)\b")
"""Words of what is earned or spent over some time, and of what stands at a day."""
CASH_ITSELF = Phrase(
    r"(total )?(restricted )?(cash|cash equivalents)"
    r"((,| and|, and| &) ((restricted|marketable|short-term|long-term) )*"
    r"(cash|(cash )?equivalents|investments|securities))*"
    r"( shown .*| reported .*)?"
)
"""A line that has a balance for its name."""
CASH_BALANCE = Phrase(r"\bcash\b|\bbalances?\b|\b(retained|reinvested) earnings\b|\baccumulated deficit\b")
