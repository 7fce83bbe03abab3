"""How prose speaks of measures and periods, as tables of patterns.

Whose measure a figure is, the words around it tell: the company's own stands alone ("net revenues were $165.1
million"), that of a part of it is qualified before or behind ("software revenue", "net sales of Vivitrol", "for the
segment"). So what may stand beside a measure is listed, and what is not listed makes it another's.
"""

import re

from transforms.parse.named_periods import Calendar
from transforms.parse.words import dates

MEASURES: tuple[tuple[str, str, int], ...] = (
    (r"(?:earnings|income) per (?:diluted |basic )?(?:common )?share|\beps", "EarningsPerShareDiluted", 1),
    (r"loss per (?:diluted |basic )?(?:common )?share", "EarningsPerShareDiluted", -1),
    (
        r"cash (?:provided|generated) by (?:operations|operating activities)|cash flows? from operati(?:ons|ng activities)|operating cash flow",
        "NetCashProvidedByUsedInOperatingActivities",
        1,
    ),
    (r"net (?:income|earnings)", "NetIncomeLoss", 1),
    (r"net loss", "NetIncomeLoss", -1),
    (r"gross profit", "GrossProfit", 1),
    (r"operating income|income from operations", "OperatingIncomeLoss", 1),
    (r"operating loss|loss from operations", "OperatingIncomeLoss", -1),
    (
        r"(?:total )?net (?:revenues?|sales)|total revenues?|revenues?(?! (?:recognition|sharing|guidance|growth|mix))",
        "Revenues",
        1,
    ),
)
"""Phrase, us-gaap element, and the sign that the phrase gives its amount."""

BASIS = r"(?P<basis>(?:non[-\u2010-\u2013]?gaap|gaap|pro[- ]?forma|adjusted)\s+(?:(?:basic|fully|diluted|and|total|consolidated)\s+)*)?"
MEASURE = re.compile(
    r"\b(?=[acegilnoprt])"
    + BASIS
    + "(?:"
    + "|".join(f"(?P<m{index}>{pattern})" for index, (pattern, _, _) in enumerate(MEASURES))
    + r")\b",
    re.IGNORECASE,
)
QUARTER_NAME = r"(?:first|second|third|fourth)"
YEAR = r"(?:19|20)\d\d"
BEFORE = re.compile(
    rf"(?:^[\s\"“”'‘(•■▪●◦◾–—·o-]*|[,;.(\"“]\s*|{YEAR}\s*[-–—]+\s*|\b(?:a|an|the|our|its|their|this|company['’]s|total|consolidated|overall|record|"
    r"quarter(?:ly)?|quarter['’]s|year|year['’]s|months?|weeks?|"
    rf"{YEAR}|[1-4]Q(?:\d\d)?|Q[1-4]|of|and|or|in|with|for|had|was|were|is|than|versus|vs\.?|as|that|to|from|over|"
    r"report(?:s|ed|ing)?|announce(?:s|d)?|announcing|post(?:s|ed|ing)?|record(?:s|ed)|achieve(?:s|d)|deliver(?:s|ed)|"
    r"earned|totaled|br(?:ings|inging|ought)|increased|decreased|lower|higher|strong|solid|improved|diluted|basic)\s+)$",
    re.IGNORECASE,
)
"""What may stand before the company's own measure."""
AFTER = re.compile(
    rf"\s*(?:$|[,;.:(\[$\"”*]|[–—-]+\s|\d|(?:was|were|is|are|has|of|to|at|in|for|on|and|or|by|per|which|compared|versus|vs|as|than|total(?:ed|ing)|over|"
    r"reached|came|grew|rose|fell|up|down|(?:in|de)creas(?:ed?|ing)|declined?|declining|improved|grows?|growing|rising|"
    rf"attributable|this|{QUARTER_NAME}|during|excluded?s?|from|Q[1-4]|[1-4]Q)\b)",
    re.IGNORECASE,
)
"""What may stand behind it."""
OF_TIME = (
    rf"(?:the |our |its |this |that |a )?(?:company['’]s )?(?:just )?(?:same|comparable|corresponding|prior|previous|preceding|last|latest|current|most|recent|fiscal|full|"
    rf"calendar|{QUARTER_NAME}|quarter|year|three|six|nine|twelve|thirteen|{dates.COUNT}[- ](?:month|week)|{YEAR}|Q[1-4]|[1-4]Q|period|linked)"
)
OF_OTHERS = re.compile(
    rf"\s*(?:\([^()]*\)\s*)?(?:of|for|in|from|by|at|on|to|per|before|excluding|attributable to)\s++"
    rf"(?!{OF_TIME}|approximately\b|about\b|nearly\b|over\b|more than\b|an? (?:gaap|record|loss|\$|diluted)|[($€£¥\d]|US\$|"
    r"both\b|(?:basic |diluted )?(?:common )?share\b|(?:the )?company\b|us\b)",
    re.IGNORECASE,
)
"""Behind a measure, that it is a part's: "net sales of Vivitrol", "for the Business Solutions segment"."""
PARTS = re.compile(
    r"\b(?=[sdjpbr])(?:segments?|divisions?|subsidiar(?:y|ies)|joint ventures?|product lines?|business units?|reporting units?)\b",
    re.IGNORECASE,
)
"""A sentence that speaks of parts of the company."""
TELLS = re.compile(
    r"(\S+)\s+(?:(?:which|that)\s+)?(?:(?:today|also|again)\s+|has\s+|have\s+)?"
    r"(?:had|(?:report|record|post|deliver|generat|achiev|contribut|produc|earn)(?:s|es|ed))\s+[^.;$]{0,60}$",
    re.IGNORECASE,
)
"""Who has a measure, by the last word of the name, before "which" too."""
OURSELVES = re.compile(
    r"(?:we|it|company|corporation|firm|quarter|period|year|(?:19|20)\d\d|corp\.?|inc\.?|ltd\.?|plc|group|bank|today|also|and|which|co\.?|bancorp|holdings|n\.v\.|se|ag|.*\))[\"”,]*",
    re.IGNORECASE,
)
"""The company speaking of itself, or a ticker behind its name."""
COMPARE = re.compile(
    r"\b(?=[acdfiotuv])(?:(?:as )?compare[sd]? (?:(?:un)?favou?rably )?(?:with|to)\b|versus\b|vs\.?(?=\s)|(?:up|down|(?:in|de)creased?|compares) (?:\S+(?: percent| %|%) )?from\b|"
    r"from\b(?=\s+\(?\$)|(?:from|over|than)\b(?=\s+the \(?\$)|"
    r"against\b(?=\s+(?:an? )?(?:net (?:income|earnings|loss)|\(?\$|\d[\d.,]*\s?(?:%|percent\b))))",
    re.IGNORECASE,
)
FISCAL_YEAR = re.compile(
    rf"\b(?:first|last|final|past|initial) {dates.COUNT} (?:weeks?|days?)\b(?! end)|"
    r"\bfor (?:the )?(?:full |fiscal )*year\b(?! end)|\b(?:full|entire)[- ]year\b(?! end)|\byear[- ]to[- ]date\b|\bhalf\b|\b(?:six|nine|twelve)[- ]months?\b",
    re.IGNORECASE,
)
"""A year without its dates, some weeks of a quarter: their figures are no claims."""
BARE_YEAR = re.compile(rf"(?<![\d,.$/-]){YEAR}(?![\d/-]|[.,]\d)")
PRIOR_YEAR = re.compile(
    rf"\b(?:last|prior|previous) (?:fiscal )?year['’]s (?:{QUARTER_NAME}[- ])?(?:quarter|period)\b|"
    r"\b(?:the )?(?:same|comparable|corresponding|year-ago|prior[- ]year|year-earlier)(?: (?:fiscal|three-month|six-month|nine-month))? (?:periods?|quarters?|months?|year)"
    r"(?: (?:of |in )?(?:the )?(?:last|a|prior|previous|one|fiscal)? ?(?:year)?(?: (?:ago|earlier))?)?|\ba year (?:ago|earlier)\b|\bthe year-ago\b|"
    r"\b(?:the )?(?:first|second|third|fourth)[- ]quarter,? (?:of |in )?(?:(?:the )?(?:prior|previous|last|preceding) (?:fiscal )?year|(?:a|one) year (?:ago|earlier))\b|\b(?:the )?(?:prior|previous|preceding) (?:fiscal )?year\b",
    re.IGNORECASE,
)
FIRST_OF_YEAR = (
    r"\b(?:the )?first[- ](?:(?P<count>three|six|nine)[- ]months?|(?P<quarters>two|three) (?:fiscal )?quarters|half)"
)
TO_DATE = re.compile(
    rf"{FIRST_OF_YEAR}(?:,? (?:(?:of|in) )?(?:this )?(?:(?:fiscal|calendar) )?(?:year )?(?P<behind>{YEAR})\b)?",
    re.IGNORECASE,
)
"""Some quarters from the start of a fiscal year, this one where none is named."""
TO_DATE_BEFORE = re.compile(
    rf"{FIRST_OF_YEAR},? (?:(?:of|in) )?(?:the )?(?:prior|previous|last|preceding)(?:[- ](?:fiscal|calendar))?[- ]year\b",
    re.IGNORECASE,
)
QUARTERS_TOLD = {"three": 1, "six": 2, "nine": 3}
PREVIOUS_QUARTER = re.compile(
    r"\b(?:the )?(?:previous|prior|preceding|immediately preceding) (?:fiscal )?quarter\b", re.IGNORECASE
)
NAMED_QUARTER = re.compile(
    rf"\b(?:the )?(?:fiscal )?(?:(?P<ahead>{YEAR})(?:['’]s)? )?(?:fiscal )?(?P<nth>{QUARTER_NAME})[- ](?:fiscal )?quarter(?:['’]?s)?(?: results)?"
    rf"(?:(?: (?:of|in|for))?(?: fiscal)?(?: years?)? (?P<behind>{YEAR}))?|\b(?:for |in )the quarter\b(?! end)",
    re.IGNORECASE,
)
LENGTH_ENDED = re.compile(
    rf"\b(?:the )?(?:{dates.COUNT}[- ](?:months?|weeks?)|(?:fiscal )?(?:quarter|year)s?)(?: (?:fiscal )?(?:period|quarter|year)s?)? end(?:ed|ing) {dates.MONTH} \d{{1,2}}(?:, (?:19|20)\d\d)?",
    re.IGNORECASE,
)
GROWN_BEHIND = re.compile(r"\s*(?:%|percent\b) (increase|decrease|gain|decline|rise|improvement)\b", re.IGNORECASE)
"""Behind a percentage, the word that makes it a growth."""
OTHER_GROWTH = re.compile(
    r"\s*(?:%|percent)?\)?,?\s*(?:in constant|organic|excluding|on an? (?!reported|year|linked|sequential|gaap)[\w-]+ )",
    re.IGNORECASE,
)
"""A growth of something adjusted."""
SEQUENTIALLY = re.compile(
    r"\)?\s*(?:%|percent|thousand|million|billion)?\s*(?:sequential|quarter[- ]over[- ]quarter|(?:on a )?linked[- ]quarter|QoQ)",
    re.IGNORECASE,
)
GROWTH = re.compile(
    r"\b(increase|decrease|growth|decline|gain|up|down|rose|grew|fell|declined|increased|decreased)(?: of| by)?(?: approximately)? (?=[(\d.])",
    re.IGNORECASE,
)
GROWN_FROM = re.compile(rf"{GROWTH.pattern}[\d.,]+\)?(?:%| ?percent)?\)?,? (?:from|over|than|versus) $", re.IGNORECASE)
"""What stands before the period that a growth is measured from."""
CHANGES = re.compile(
    r"(?:increas|decreas|declin|improv|grow|r[io]s|f[ae]ll|up|down|grew|higher|lower)\w*(?: of| by)?(?: approximately)?\s*\(?$",
    re.IGNORECASE,
)
"""The amount behind it is a difference."""
GROWS = re.compile(
    r"[\s,(]*(?:(?:thousand|million|billion)\b)?[\s,(]*(?:(?:an?|the|and|or|was|were|which|is|are)\b\s*)*",
    re.IGNORECASE,
)
"""What may stand between a measure or its amount and the word of its growth."""
FALLS = frozenset({"decrease", "decline", "down", "fell", "declined", "decreased"})
OUTLOOK = re.compile(
    r"\b(?:expect\w*|anticipat\w*|guidance|outlook|project(?:s|ed|ions?)?|forecast\w*|estimate[sd]?|should be|will be|should remain|we believe|targets?|would|could|in the range)\b",
    re.IGNORECASE,
)
SHORT_LINK = re.compile(
    r"^[\s,]*(?:(?:was|were|is|of|to|at|a|an|the|record|total(?:ed|ing)|reached|for|in|with|from|or|and|came)\b[\s,]*){0,4}(?:approximately |about )?\(?$",
    re.IGNORECASE,
)
LONG_LINK = re.compile(
    r"^,? (?!.*\b(?:was|were)\b.*\b(?:was|were)\b).*\b(?:was|were|totaled)\s+(?:a )?\(?$", re.IGNORECASE
)
PER_SHARE_AFTER = re.compile(
    r"^\s*\)?\s*(?:per|a) (basic |diluted )?(?:common )?(?:basic |diluted )?share", re.IGNORECASE
)
SCALE_AFTER = re.compile(r"^\s*(thousand|million|billion|trillion)\b", re.IGNORECASE)
PERCENT_AFTER = re.compile(r"\s*(?:%|percent\b)", re.IGNORECASE)
MEASURED_AFTER = re.compile(r"\s*(?:thousand|million|billion|trillion|%|percent)(?!\w)", re.IGNORECASE)
"""What belongs to the number before it."""
OTHER_AFTER = re.compile(
    r"^\s*(?:(?:thousand|million|billion)\b)?\s*(?:(?:per|a) (?:diluted |basic )?(?:common )?share)?,?\s*"
    r"(?:on an? (?!gaap|reported|diluted|basic)[\w-]+ basis|excluding\b|ex-\w+|as adjusted\b|(?:after|pre|before)[- ]tax|higher\b|lower\b|more than\b|less than\b|"
    r"on (?:the |its |our |an? )?(?:early )?(?:sale|disposal|disposition|extinguishment|retirement|redemption|settlement|write-?(?:down|off))\b|"
    rf"in (?:the )?(?!{dates.MONTH}|Fiscal|Q\d)(?-i:[A-Z][a-z]+))",
    re.IGNORECASE,
)
"""What makes an amount another than the measure: a difference, an adjustment."""
OPEN_END = re.compile(
    r"(?:\b(?:non[-\u2010-\u2013]?gaap|gaap|adjusted|underlying|pro[- ]?forma|diluted|basic|net|total|and|or|of|for|in|the|a|an|to|with|per|from|by|at))$",
    re.IGNORECASE,
)
"""A line of a headline that goes on in the next one."""
SENTENCE = re.compile(
    r"(?=[.!?])(?<!\bInc)(?<!\bCorp)(?<!\bCo)(?<!\bLtd)(?<!\bMr)(?<!\bMs)(?<!\bNo)(?<!\b[A-Z])[.!?][\"”’')]*\s+(?=[A-Z\"“(`•■▪●◦◾])|\s(?=[•■▪●◦◾])"
)
FOR_PERIOD = re.compile(
    r"\s*(?:(?:thousand|million|billion)\b)?,?\s*(?:(?:per|a) (?:diluted |basic )?(?:common )?share\b)?\)?,?\s*(?:in|for|during|of)?\s*(?:the\s)?",
    re.IGNORECASE,
)
"""Between an amount and the period that is named right behind it."""
OURS = re.compile(r"\b(?:the company(?!['’])|consolidated)\b", re.IGNORECASE)
"""The company as a whole."""
FIRST_WORD = re.compile(r"[\s\"“”•]*([A-Z][\w&-]*)")
"""A name, or no more than the start of a sentence."""
WITHIN = re.compile(
    r"(?:(?:increase|decrease|growth|decline|reduction|cost|percentage|share|portion)s?|million|billion|[\d,.]+) (?:in|of)\s*$|"
    r"\b(?:add|contribut)(?:s|ed|ing)?\b[^;]{0,20}[$€£][^;]{0,60} to\s*$",
    re.IGNORECASE,
)
"""A measure that an amount is a part of, or a change in: "$2.4 million in revenue", "added $1 million to net income"."""
APART = re.compile(
    r"\b(?=[abcehlnow])(?:excluding|exclusive of|not including|without (?:the|these|those|this|that|any)\b|absent (?:the|these|those|this|that)\b|"
    r"before (?:the (?:effects?|impact|cumulative)|(?:an )?extraordinary|special|one-time|unusual|non-?recurring|restructuring|charges|items|these|those|this)\b|"
    r"as (?:adjusted|(?:originally|previously|initially|first) (?:reported|announced|stated))|adjust(?:ed|ing) (?:for|to exclude)|had (?:the company|it|we) not|"
    r"on an? (?:comparable|adjusted|core|normalized|normalised|like-for-like|operating|pro ?forma|cash|recurring)[ -](?:\w+ )?basis)\b",
    re.IGNORECASE,
)
"""What makes the measures beside it others than those reported: something is left out."""
RUN_IN = re.compile(r"\W*(?:([A-Z][^.:;,$%()\d]{1,40}):|([A-Z][A-Z& ]{1,40})\.)\s+(?=\w)")
"""A heading that opens the paragraph which it heads: "International: revenue was ...", "PAPER. Net sales were ..."."""
OWN_HEADING = re.compile(
    r"\b(?:quarter|year|months?|results?|highlights?|financial|overview|summary|performance|consolidated|company|earnings|income statement|"
    r"comment\w*|review|updates?|operations|release|statements?|liquidity|cash|capital|balance sheet|guidance|outlook|signatures?|exhibits?|item)\b|"
    r"^(?:total |net )?(?:revenues?|sales|income|earnings|loss)\b",
    re.IGNORECASE,
)
"""A heading over what is said of the whole company."""
SPOKEN = re.compile(r"[a-z]{3} [a-z]{4}|(?:\S+\s+){9}")
"""The words of a sentence."""
NO_HEADING = re.compile(r"[\d@#/.]|^\W*$")
"""A line that heads nothing: a date, an address."""
PERIODS = (LENGTH_ENDED, TO_DATE_BEFORE, TO_DATE, PRIOR_YEAR, PREVIOUS_QUARTER, NAMED_QUARTER, FISCAL_YEAR, BARE_YEAR)
"""What names a period, each before what it may hold."""
SINCE = re.compile(r"\b(?:from|than|over|against|to|since)\b", re.IGNORECASE)
"""What makes the period behind it that of another amount."""
TIME = re.compile(r"quarter|year|month|week|period|half|(?:19|20)\d\d", re.IGNORECASE)
"""Without it nothing names a period."""
EARLIER = frozenset({PRIOR_YEAR, PREVIOUS_QUARTER, TO_DATE_BEFORE})
"""What names a period only by another."""
FULLY_NAMED = (LENGTH_ENDED, NAMED_QUARTER, TO_DATE, BARE_YEAR)
"""What names a period with its year."""
YEARLY_GROWTH, SEQUENTIAL_GROWTH = "RevenueGrowthPercent", "RevenueSequentialGrowthPercent"


def to_date(match: re.Match[str], calendar: Calendar) -> tuple[int, int] | None:
    """How many quarters from the start of a fiscal year are named, and how many years before the ``calendar``'s.

    By months, by quarters, or a half; None for what is not over.
    """
    told = match["quarters"]
    number = ("two", "three").index(told.lower()) + 2 if told else QUARTERS_TOLD[(match["count"] or "six").lower()]
    year = int(match.groupdict().get("behind") or calendar.fiscal_year)
    if (year, number) > (calendar.fiscal_year, calendar.fiscal_quarter):
        return None
    return number, calendar.fiscal_year - year + (match.re is TO_DATE_BEFORE)
