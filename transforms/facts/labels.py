"""Labels as words: what a line is called, without what one release adds to its name."""

import re
from functools import lru_cache

MARKS = re.compile(r"(?:\((?:[a-z]|\d{1,2}|\*+|[†‡§])\)(?:,(?=\())?)+|[*†‡§]+")
ASIDES = re.compile(
    r"\((?:un)?audited\)|\((?:see )?(?:accompanying )?notes?[^)]*\)"
    r"|\((?:dollars |amounts |us\$ ?|\$ ?)?in (?:thousands|millions|billions)[^)]*\)|\(?\b000'?s?\)?(?= *$)"
)
MONTHS = "january|february|march|april|may|june|july|august|september|october|november|december"
SIGN = (
    r"(?:loss(?:es)?|income|gains?|benefits?|expenses?|used|provided|decreases?|increases?|deficit|deficiency|credits?|"
    r"charges?|recover(?:y|ies)|recapture|outflows?|inflows?|earnings|profits?|repayments?|dividends?|payments?)"
)
SIGNS = rf"{SIGN}(?:[ /]+(?:and |or )?{SIGN})*(?: (?:in|from|by|for|of|on))?"
BESIDE = rf"(?:{SIGN}|provisions?|provided|borrowings?|cash|write[- ]?downs?|taxes|distributions?)"
OTHER_SIGN = (
    (re.compile(rf"\b({BESIDE}(?: (?:in|from|by|for|of|on))?) ?\(\s*{SIGNS}\s*\)"), r"\1 "),
    (re.compile(rf"\(\s*{SIGNS}\s*\) ?((?:net )?{BESIDE})\b"), r"\1"),
    (re.compile(rf"\b({BESIDE}) ?/ ?\(?{SIGN}\b\)?"), r"\1 "),
)
"""The word for the other sign, beside the one that names the line: "net income (loss)", "(benefit from) provision"."""
AMOUNTS = re.compile(r"\b(net of|less)\b([^$€£\d]*?)(?:\bof|\bat)?[\s:]*[$€£]?\s?\d.*$")
PAR_VALUE = re.compile(r"[,;:(\s–—-]*(?:[$€£]?\s?[\d.]+ |no |without )?\bpar(?: value)?\b.*$")
SHARE_COUNTS = re.compile(r"[,;:(–—][^,;:(–—]*\b(?:authorized|issued)\b.*$")
DATES = re.compile(rf"[,;(\s]*\b(?:at|as of|on)? ?(?:{MONTHS}) \d{{1,2}},? \d{{4}}\b.*$")
SPELLINGS = (
    (re.compile(r"\bshare ?holders?\b|\bshare ?owners?\b|\bstock ?holders?\b"), "stockholders"),
    (re.compile(r"\bnon (?=current|controlling|interest|operating|cash)"), "non"),
    (re.compile(r"\bright to use\b"), "right of use"),
)


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """``text`` in lower case, letters and digits only, without footnote marks, amounts, dates and the other sign.

    What is left is the same from release to release: "Net income (loss) (a)" and "Net income" are one line,
    "Accounts receivable, less allowances of $1,165 and $1,100, respectively" is "accounts receivable less allowances".
    """
    plain = text.lower().replace("’", "'")
    plain = MARKS.sub(" ", ASIDES.sub(" ", plain))
    for pattern, kept in OTHER_SIGN:
        plain = pattern.sub(kept, plain)
    for pattern, kept in ((AMOUNTS, r"\1\2"), (PAR_VALUE, ""), (SHARE_COUNTS, ""), (DATES, "")):
        cut = pattern.sub(kept, plain)
        plain = cut if cut.strip() else plain
    words = re.sub(r"[^a-z0-9%]+", " ", plain.replace("'", "")).strip()
    for pattern, spelling in SPELLINGS:
        words = pattern.sub(spelling, words)
    return words
