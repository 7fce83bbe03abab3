"""What stands beside the figures of prose, as tables of patterns: growth, difference, range, comparison and basis."""

import re

from transforms.parse.prose import speech

PLANS = re.compile(
    r"\b(?=[aefghistpw])(?:expect\w*|anticipat\w*|forecast\w*|projects?|projected|estimates?|estimated|should be|will be|should|we believe|targets?|targeted|"
    r"plans? to|payable|holders of record|in the range|guid(?:es|ed|ing))\b",
    re.IGNORECASE,
)
"""Words that make all of a sentence one about what is to come."""
OUTLOOK = re.compile(r"\b(?=[gowc])(?:guidance|outlook|would(?! have)|could)\b", re.IGNORECASE)
"""Words that make what follows so."""
INITIALS = re.compile(r"(?<=\b[A-Z])(?:\.[A-Z]\b)+\.?")
"""What is left of a legal form behind its first letter: "S.A."."""
RANGE = re.compile(r"\s*(?:%|percent|[MBK]\b|thousand|million|billion)?\s*(?:to|[-–—])\s*\(?", re.IGNORECASE)
"""Between the two ends of a range."""
COMPARES = re.compile(r"\bcompares? (?:to|with)\b", re.IGNORECASE)
FROM_FIGURE = re.compile(r"\bfrom\b(?=\s+\(?(?:[$€£¥]|\d[\d.,]*\s?(?:%|percent\b)))", re.IGNORECASE)
FOR_PERIOD = re.compile(
    r"\s*(?:thousand|million|billion)?\)?,?\s*(?:(?:per|a) (?:diluted |basic )?(?:common )?share\b)?\)?,?\s*"
    r"(?:(?:as )?(?:in|for|during|of|at|on)\s+)?(?:the )?(?:(?:end|close) of )?",
    re.IGNORECASE,
)
"""Between a figure and the period that is named right behind it."""
TO_FIGURE = re.compile(r"\bto\s*\(?$", re.IGNORECASE)
"""Behind a value that is compared from, what it became."""
FROM = re.compile(r"\bfrom\s*\(?$", re.IGNORECASE)
"""Before a value and the one that it became."""
BETWEEN = re.compile(r"\bbetween\b", re.IGNORECASE)
AHEAD = re.compile(r"\b(?:guidance|outlook)\b", re.IGNORECASE)
"""A heading over what is to come."""
IN_TURN = re.compile(r"\brespectively\b", re.IGNORECASE)
"""Several figures are told one after the other, each of another line."""
RISES = r"increas\w*|growth|gr[eo]w\w*|up|rose|ris\w+|gain\w*|improv\w*|higher"
FALLS = r"decreas\w*|declin\w*|down|f[ae]ll\w*|fell|lower\w*|dropp\w*|reduction"
MEASURED = (
    r"(?: of| by)?(?: approximately| about| nearly| a(?:n)? \w+)?(?: [$€£¥][\d.,]+(?: [mb]illion)?,? or(?: by)?)?"
)
GROWN_BEFORE = re.compile(rf"\b(?:(?P<up>{RISES})|(?P<down>{FALLS})){MEASURED}\s*\(?$", re.IGNORECASE)
GROWN_AFTER = re.compile(
    r"\s*(?:%|percent\b)\s+(?:(?!of\b|in\b|an?\b)[\w/-]+\s+){0,4}?"
    r"(?:(?P<up>increase|growth|rise|gain|improvement|higher)|(?P<down>decrease|decline|drop|reduction|lower))\b",
    re.IGNORECASE,
)
AND_ALSO = re.compile(
    r"\s*(?:%|percent\b)\)?[\s,]*(?:(?:year|quarter)[- ]over[- ](?:year|quarter)|yoy|y/y)?"
    r"(?:(?:from|over|versus|compared (?:with|to)) (?:a|the) [\w'’ -]{3,25}?)?(?: ?on a(?: gaap| reported|n as[- ]reported) basis)?"
    r"(?: ?(?:growth|increase|decrease|decline))?[\s,]*(?:or|and|\()?\s*\(?$",
    re.IGNORECASE,
)
"""Between a growth and another way to tell the same one."""
ADJUSTED = re.compile(
    r"\s*(?:%|percent\b)\)?,?\s*(?:\w+[- ]over[- ]\w+ )?\(?(?:(?:at|in|on an?|adjusted for) )?(?:constant|local|currency[- ]neutral|organic)",
    re.IGNORECASE,
)
ADJUSTED_BEFORE = re.compile(r"\b(?:constant|local)[- ]currenc|\borganic", re.IGNORECASE)
BEHIND = re.compile(
    r"\s*(?:%|percent\b|thousand|million|billion|trillion)?\)?\s*(?:(?:year-over-year |sequential )?(?:increase|growth|decrease|decline|rise) )?(?:of|in) ",
    re.IGNORECASE,
)
"""The line that a figure belongs to is named behind it."""
DIFFERS = re.compile(
    r"\b(?:(?:in|de)creas\w*|declin\w*|improv\w*|grew|rose|fell|up|down|higher|lower)(?: of| by)?(?: approximately| about)?\s*\(?$",
    re.IGNORECASE,
)
"""The amount behind it is a difference."""
OF_DIFFERENCE = re.compile(
    r"\s*(?:thousand|million|billion)?,?\s*(?:or [\d.]+ ?(?:%|percent) )?(?:net )?"
    r"(?:(?:in|de)crease|growth|decline|rise|drop|reduction|improvement)\b",
    re.IGNORECASE,
)
"""What follows an amount that is a difference: ", or 81.1% increase"."""
ADJUSTS = re.compile(
    rf"\b(?:non[-\u2010-\u2013 ]?(?:gaap|ifrs)|adjusted|pro[- ]?forma|underlying)\b|{speech.APART.pattern}",
    re.IGNORECASE,
)
REPORTS = re.compile(r"(?<!non)(?<!non[-\u2010-\u2013 ])\b(?:gaap|ifrs)\b", re.IGNORECASE)
LOSS = re.compile(r"\b(?:loss|losses|deficit|negative|used)\b", re.IGNORECASE)
PREFIX = re.compile(
    r"(?:\b(?:non[-\u2010-\u2013 ]?(?:gaap|ifrs)|gaap|ifrs|adjusted|pro[- ]?forma|diluted|basic|total|net|overall)\s+)+$",
    re.IGNORECASE,
)
PER_SHARE = re.compile(r"\bper (?:\w+ ){0,2}share|\bE\.?P\.?S\b", re.IGNORECASE)
SEQUENTIAL = re.compile(r"\b(?:sequential|quarter[- ]over[- ]quarter|linked[- ]quarter|QoQ)", re.IGNORECASE)
UNCHANGED = re.compile(
    r"\b(?:unchanged|flat|level|little changed) (?:from|with|compared (?:to|with)) (?:the )?$", re.IGNORECASE
)
"""Before a period since which a figure has not changed: the figure is of the one that the sentence speaks of."""
CLAUSE = re.compile(r"[;]|\b(?:while|whereas)\b", re.IGNORECASE)


OF_SALES = re.compile(r"\s*(?:%|percent\b)\)? of (?:total |net |our )*(?:sales|revenues?)\b", re.IGNORECASE)
"""A share of sales is a margin."""
ON_BASIS = re.compile(r"[^,;.]{0,30}\bon an? (?:non[- ]?gaap|adjusted) basis", re.IGNORECASE)
"""Behind a figure, that it is adjusted."""
