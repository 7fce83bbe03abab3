"""How notes, titles and labels say in what amounts are told: "in thousands", "(000's omitted)", "£m"."""

import re
from functools import lru_cache

from transforms.parse.words.phrase import KEPT, Phrase

SCALE_ASIDE = re.compile(
    r"\([^()]*(?:\b(?:un)?audited\b|thousand|million|billion|\b000)[^()]*\)|"
    r"[-–—,]?\s*\b(?:dollars |amounts )?in (?:thousands|millions|billions)\b.*$",
    re.IGNORECASE,
)
"""A note of scale that stands on the line of a title."""
SCALED_HEADING = re.compile(
    r"(?!(un)?audited|(us )?dollars|amounts|figures)\w+.*\((in )?([$€£] ?)?(thousands|millions|billions|000'?s?)( of \w+)?\)\W*$",
    re.IGNORECASE,
)
"""A heading that says the scale of the lines below it, where no header comes with it."""
SCALED_NAME = re.compile(
    r"(?!(?:un)?audited|(?:us )?dollars|amounts|figures|in\b)([A-Z][\w&'/-]*(?: [\w&'/-]+){0,4}) \((?:dollars |amounts )?in (?:thousands|millions|billions)\)",
    re.IGNORECASE,
)
"""The name of the lines below, on one line with their scale: "Asset Quality (dollars in thousands)"."""
MONEY_NAME = (
    r"(?:(?:U\.?S\.?|United States|Canadian|Australian|Hong Kong|New Taiwan|Singapore|Indian|Japanese|Mexican|Swiss) )?"
    r"(?:dollars?|yen|euros?|pounds?|rupees?|pesos?|francs?|RMB|renminbi|won|reais|rand|shekels?|kron(?:or|er))\b"
)
MONEY_HEAD = re.compile(rf"(?:in )?{MONEY_NAME}", re.IGNORECASE)
"""How a currency heads its columns once more, where the lines below are told in other amounts of it."""
MONEY_SIGN = r"(?:[$€£¥]|\b(?:EUR|USD|GBP|CAD|AUD|CHF|JPY|RMB|SEK|NOK|DKK|HKD|INR|Rs\.?|NIS|yen))"
OPENS_NOTE = r"(?:^|[(;,:] ?|unaudited |\bin )"


def _scale_note(word: str, *short: str) -> str:
    """How notes say a scale: "in thousands", "Thousands of yen", "(thousands, except ...)", "EUR million", "£m"."""
    return "|".join(
        (
            rf"\b(?:in|of) (?:{MONEY_SIGN} ?)?{word}s\b",
            rf"{MONEY_SIGN} ?{word}s?\b",
            rf"{OPENS_NOTE}{word}s?(?= of {MONEY_NAME}| {MONEY_NAME}| (?:USD|EUR|GBP|CAD)\b|(?:,| [-–—]) (?:except|unless)|;|\)|$)",
            *short,
        )
    )


SCALE_NOTES: tuple[tuple[str, int], ...] = (
    (
        _scale_note(
            "thousand",
            r"\b(?:in|of|\$) ?000s?\b",
            r"\b000['’]?s of\b",
            r"\(000'?s?(?: omitted)?\)",
            r"\b000['’]?s? omitted\b|\$000|[$€£¥ ]['’]000\b",
            rf"{MONEY_SIGN} ?['’]?(?:1[,. ]?)?000['’]?s?\b(?![,.]?\d)",
        ),
        1_000,
    ),
    (
        _scale_note(
            "million",
            r"(?:€|£|\bEUR ?|\bSEK ?|\bCHF ?|\b(?:in|\() ?)(?-i:m|mn|MM|mm)\b",
            r"\$ ?(?-i:MM|mm)\b",
            r"[(,] ?(?:US|R|C|A|HK|S|NT)?\$ ?(?-i:mn|m)(?=[),;])|^(?:US|R|C|A|HK|S|NT)?\$ ?(?-i:mn|m)$",
            rf"{MONEY_SIGN} ?mill?\b",
            r"\bin mil\b",
        ),
        1_000_000,
    ),
    (_scale_note("billion", r"(?:€|£|\bEUR ?)(?-i:bn)\b"), 1_000_000_000),
    (r"\b(?:in|of|Rs\.?|INR) crores?\b|[(,] ?crores?\)", 10_000_000),
    (r"\b(?:in|of|Rs\.?|INR) lakhs?\b|[(,] ?lakhs?\)", 100_000),
)
STARTS_NOTE = r"(?=[\w$(€£¥;,:'’ ]|^)"
SCALE_NOTE = Phrase(STARTS_NOTE + "(?:" + "|".join(f"(?P<by{scale}>{pattern})" for pattern, scale in SCALE_NOTES) + ")")
LONG_NOTE = 16
"""Characters of a note from which on it is asked first whether it holds any word of a scale: most do not."""
SCALE_PARTS = ("thousand", "million", "billion")
SCALE_APART = re.compile(r"[tmb](?<!\d.)(?<!\d .)(?:housand|illion)")
"""A word of a scale that scales no number before it, as in most sentences that hold one."""
ZEROS_APART = re.compile(r"000(?:(?<![\d,]000)(?<!\d\.000)|(?<=1000)|(?<=1[,. ]000)|['’]?s of|['’]?s? omitted)")
"""Zeros that are no end of a longer number."""
SCALE_SHORT = re.compile(
    r"[kmb](?:(?:(?<![\w'’].)|(?<=eur.)|(?<=sek.)|(?<=chf.)|(?<=rmb.)|(?<=in.))[mn]?|(?<=m)ill?)(?!\w)"
)
"""A scale cut short, where it may stand."""
SHORT_SIGN = r"(?:in )?(?:(?:US|R|C|A|HK|S|NT)?[$]|[€£¥]|RMB) ?"
"""A sign of money before a scale cut short: "($M)", "(R$bn)"."""
LABEL_SCALE = Phrase(
    STARTS_NOTE
    + r"(?:(?P<by1>\(in (?:whole )?(?:dollars|euros|units)\))|"
    + "|".join(
        rf"(?P<by{scale}>\({words}\)|{pattern})"
        for words, (pattern, scale) in zip(
            (
                rf"(?:thousands(?: of [^()]+)?|thousand [A-Za-z]+|['’]?000['’]?s?(?: [A-Za-z]+)?|{SHORT_SIGN}[Kk])",
                rf"(?:000,000|millions(?: of [^()]+)?|million [A-Za-z]+|{SHORT_SIGN}(?-i:M|m|mn|MM|mm))",
                rf"(?:billions(?: of [^()]+)?|billion [A-Za-z]+|{SHORT_SIGN}(?-i:B|bn|Bn))",
                "crores?",
                "lakhs?",
            ),
            SCALE_NOTES,
            strict=True,
        )
    )
    + ")"
)
"""What a label says of its own line: shorter than a note may be."""
SCALE_BEHIND = re.compile(r"\s?(thousand|million|billion)\b", re.IGNORECASE)
"""A word that scales the amount before it."""
SCALE_WORDS = {
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "trillion": 1_000_000_000_000,
    "K": 1_000,
    "k": 1_000,
    "M": 1_000_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "B": 1_000_000_000,
    "bn": 1_000_000_000,
}
UNIT_NOTE = re.compile(r"[$€£¥] ?(thousand|million|billion)s?\b|\bunless otherwise\b|\bexcept\b", re.IGNORECASE)
"""A note on units that stands over the labels."""


def _may_scale(text: str) -> bool:
    """Something in it could name a scale: what neither pattern can do without."""
    plain = text.lower()
    return bool(
        (any(map(plain.__contains__, SCALE_PARTS)) and SCALE_APART.search(plain))
        or ("000" in plain and ZEROS_APART.search(plain))
        or SCALE_SHORT.search(plain)
        or "crore" in plain
        or "lakh" in plain
    )


@lru_cache(maxsize=KEPT)
def scale_of(text: str, notes: Phrase = SCALE_NOTE) -> int | None:
    """The multiplier that a scale note names first, or None."""
    if len(text) > LONG_NOTE and not _may_scale(text):
        return None
    found = notes.search(text)
    return int((found.lastgroup or "").removeprefix("by")) if found else None
