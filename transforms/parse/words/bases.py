"""What makes a figure one of the accounting rules, adjusted, or pro forma."""

import re
from functools import lru_cache

from transforms.parse.words.phrase import KEPT, Phrase

_MEASURED = (
    r"\b(income|earnings|revenues?|sales|expenses?|costs?|CASM|profits?|loss(es)?|ebit\w*|margins?|yields?|ratios?|returns?|value|"
    r"rates?|growth|eps|shares?|tax(es)?|fees|cash|allowance|loans|assets|"
    r"deposits|equity|capital|debt|premiums|provisions?|results?|administrative|advertising|bookings|backlog)\b"
)
EXCLUDING = rf"^(?=.*\bexcluding\b)(?!.*\bvolumes?\b.*\bexcluding\b)((total\b)?\W*|((?!\bexcluding\b).)*{_MEASURED}.*)\bexcluding\b(?! (the )?current (maturities|portion|installments)\b)"
"""A measure, or a bare total, without a part of it: "Consumer, excluding credit card" names a kind of loans instead."""
ADJUSTED = Phrase(
    rf"\bnon-? ?(gaap|ifrs)\b|\badj\. (?!for\b)|\bconstant currency\b|\bcurrency[- ]neutral\b|\bunderlying\b|\bex-[a-z]{{2,}}|\(ex\.? \w|\badjusted\b(?! for\b)|{EXCLUDING}|\bpro[- ]?forma\b|\bfree cash flows?\b|\bebitda\b|\bbefore interest\b.{{0,40}}\bdepreciation\b|\bcore (earnings|income|loss(es)?|eps|net|operating)\b|\bfunds from operations\b|\ba?ffo\b"
)
ADJUSTS_MEASURE = Phrase(r"\badjustments?\b.*\bto reconcile\b.*\bto\b(?!.*\bcash\b)")
"""How the heading over the steps from one measure to another begins."""
ASIDE = re.compile(r"\([^()]*\)")
STEPS_TO = Phrase(
    r"\badjustments?\b.*\bto reconcile\b.*\bto (?!(?:total|consolidated|gaap|net cash|cash)\b)((?:(?!\bto\b).)+)$"
)
"""The heading over the steps from one measure to another, which it names last."""
AS_PRESENTED = Phrase(r"\b(costs?|expenses?|selling|administrative)\b[^(]*(\(|, )(excluding|exclusive)\b")
"""An expense that says what is shown apart from it: as its statement presents it, it is not adjusted."""
LEFT_OUT = Phrase(
    r"\b(excluded|not included) (from|in)\b|^(impact|effect)s? of excluding\b|^differences? between\b|"
    r"\btax(es)?\b.*\bapplicable to\b|\b(constant currency|currency[- ]neutral) (impact|effect)s?$"
)
"""What a measure leaves out, or what that comes to, is named after it and is none of it."""
ADJUSTED_SECTION = Phrase(
    r"(non-?gaap|adjusted|underlying)\b(?!.*\b(reconcil|adjustments?)\b)|.*\(non-?gaap\b"
    r"|((results|earnings) )?(before|excluding|without)\b.*\b(non-?routine|non-?recurring|special|unusual|one-time)\b"
)
"""A heading all of whose lines are adjusted."""
RECONCILES_HEADING = Phrase(r"(gaap (to|and) non-?gaap )?reconciliations? of\b.*")
"""A heading over the steps from one measure to another, and over what is had from both: their margins."""
BASIS_HEADING = Phrase(
    r"(u\.?s\.? )?(non-?)?(gaap|ifrs)\b|adjusted\b|.*\bbasis\b|.*\b(operating|financial) (results|measures)\b|.*\(non-?gaap\b"
)
"""A heading that says how all lines below it are measured: another such heading ends it, and no total."""
MEASURED_APART = Phrase(
    r"\btangible\b|\b(fully )?tax(able)?[- ]equivalent\b(?!.*\badjust)|^(total )?net debt\b|^(total )?calculated billings$|\bas defined (in|by|under)\b"
)
"""What a reconciliation, and it alone, shows to be no measure of the accounting rules."""
NAMED_MEASURE = re.compile(r"\breconciliations? of\b.*\bto\b.*\([\"“]([^\"“”()]+)[\"”]\)", re.IGNORECASE)
"""A title that names the measure that it leads to: "Reconciliation of Revenue to Revenue, Net of Costs ("Net Revenue")"."""
RECONCILED = Phrase(
    r"\breconciliations? of (?:(operating (?:earnings|income))\b(?!.*\bto\b)|"
    r"((?:(?!\b(?:gaap|to)\b).)+) to (?!.*\bnon-?gaap).*\b(?:gaap|generally accepted)\b)"
)
LEADS_TO = Phrase(r"\breconciliations? of (?!.*\bnon-?gaap)((?:(?!\bto\b).)+) to ((?:(?![(,:]).)+)")
"""A title that leads a measure of the accounting rules, which opens the table, to another one."""
ADJUSTED_RATES = Phrase(r"^(?!.*\breconcil).*\b(constant currency|currency[- ]neutral|organic)\b.*\b(growth|rates?)\b")
"""A title all of whose percentages are adjusted, but those of a column that says otherwise."""
GAAP_SIDE = Phrase(r"^gaap\b|\bas reported\b|\bgaap and non-?gaap$")
AS_REPORTED = re.compile(r"\W*\bas reported\b.*", re.IGNORECASE)
"""What is said of a measure behind its name: an adjusted one stays so."""
SEE_MEASURES = Phrase(r"(see|refer to)\b[^.:]*\bnon-?gaap\b[^.:]*\.?\W*")
"""A footnote that sends to the reconciliations, and so calls what it marks a measure of the issuer's own."""
NOT_CORE = Phrase(r"non-?core\b")
"""How the heading of a column begins beside which "Core" names the other kind of things, and no measure."""
ADJUSTS = re.compile(r"adj(ustments?|\b|['’]?s\b)", re.IGNORECASE)
"""How the heading of a column of adjustments begins."""
MEASURE_OF = re.compile(
    r"\b(non-?gaap|gaap|adjusted|as reported|reported)\b|[(),*:]|\b(income|loss|expense)\b|\s-\s", re.IGNORECASE
)
"""What a line says of its measure besides the measure itself."""
BASIS_OF_COLUMN: tuple[tuple[str, str], ...] = (
    (r"\bpro[- ]?forma\b", "pro-forma"),
    (r"\bnon-? ?(gaap|ifrs) adj|\badj(ustment)?['’]?s\b(?<!excl adj['’]s)|\bexcluded\b|\bimpact\b", "GAAP"),
    (r"(?<!non)(?<!non-)(?<!non )(?<!non- )\b(gaap|ifrs)$", "GAAP"),
    (r"\borganic$", "non-GAAP"),
    (
        (
            r"\bnon-? ?(gaap|ifrs)\b|\bexcl\b|\bexcluding\b|\badjusted\b(?! (nis|new israeli))|\bcore\b|"
            r"\bconstant currency\b|\bcurrency[- ]neutral\b"
        ),
        "non-GAAP",
    ),
    (r"\b(gaap|ifrs)\b|(?<!previously )\breported\b", "GAAP"),
)
"""What a column of a reconciliation that is headed by a measure holds, first match wins."""


@lru_cache(maxsize=KEPT)
def bare_name(label: str) -> str:
    """A measure's name in small letters, without what stands in parentheses: "Underwriting gain (loss)"."""
    return " ".join(ASIDE.sub(" ", label).lower().split())
