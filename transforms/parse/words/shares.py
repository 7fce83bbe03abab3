"""Counts of shares, and figures per share."""

import re

from transforms.parse.words.phrase import Phrase

PER_SHARE = Phrase(r"\bper\b.{0,40}\bshares?\b|\bper ads\b|\beps\b")
AND_PER_SHARE = Phrase(r"\band per\b")
"""A heading of amounts and of figures per share: "Market and per common share data"."""
PER_SHARE_HEADING = Phrase(r"(data |amounts )?per (\w+ )?share( (data|amounts|information|figures))?\W*$")
"""A heading all of whose lines are per share, whatever headings stand below it."""
SHARES = Phrase(
    r"^(weighted[- ]average|average|number of|total)?[ -]*(number of )?(common |ordinary |outstanding |diluted |dilutive |potential |basic |weighted |average |and |equivalent )*"
    r"(shares|share equivalents)\b(?!.*\bpar value)|\bshares (used|outstanding)\b|\bweighted[- ]average\b.*\b(shares?|participating securities)\b|\bshares in (computing|calculating)\b|"
    r"\bshare count\b|\bincremental shares\b|^denominators?\b"
)
SHARE_COUNT = Phrase(
    r"\bnumber of\b.*\bshares\b|\bweighted[- ]average\b.*\bshares\b|\bshares (outstanding|used)\b|^common stock outstanding$"
)
"""A count of shares in any statement."""
SHARES_BOUGHT = Phrase(
    r"^(total |number of )?(common )?shares (of (class [a-z] )?(common|preferred) stock )?(re)?purchased\b"
)
"""A count of shares where no currency stands beside it, and on no cash flow."""
SHARES_MOVED = Phrase(
    r"(total |number of |common |treasury )*shares (of \w+ stock )?(issued|(re)?purchased|retired|cancell?ed)\b"
)
"""Shares issued or bought: a count, or what was had or paid for them."""
SHARES_COLUMN = re.compile(
    r"(?!.*\bper\b)(?:(?:total |maximum |approximate )?(?:number|no\.|#) of (?:\w+ )?shares\b|(?:.*\W)?denominator\b|(?:.*\s)?(?:stock|shares) number$"
    r"|(?:total )?(?:common )?shares (?:re)?(?:purchased|bought|acquired|issued|outstanding)\b|shares$)",
    re.IGNORECASE,
)
"""How a column of counts of shares is headed."""
NO_COUNT = Phrase(r"\bpar value\b|\d shares?\b|\bat cost\b|\bproceeds\b|\bpurchases? of\b")
"""Money paid or had for shares."""
NOT_SHARES = Phrase(
    r"\bpar value\b|\d shares?\b|\bauthorized\b|\bproceeds\b|\bpurchases?\b|\brepurchase|\bissuance\b|\bshare-?based\b|\bshares? issued\b|\bsettlement\b|\bat cost\b|\bheld in\b|\bequity awards\b"
)
DILUTION = Phrase(r"basic|primary|(fully )?diluted|assuming (full )?dilution")
"""A heading of figures per share by what they are divided by."""
