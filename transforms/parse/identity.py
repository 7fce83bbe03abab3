"""Who reports, and when: headline, dateline and ticker of a bare exhibit."""

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from transforms.model import Identity
from transforms.parse.captions import MONTH, ORDINALS
from transforms.parse.meaning import full_year
from transforms.parse.periods import read_date
from transforms.parse.text import Line

TICKER = re.compile(
    r"((?:[A-Z0-9][\w.&'’-]*|&|of|and|the),?(?: (?:[A-Z0-9][\w.&'’-]*|&|of|and|the),?){0,8})\s*\((?:the )?[\"“]?(?:NASDAQ|Nasdaq|NYSE|AMEX|OTC|TSX|LSE)[^:()]{0,40}:\s*([A-Z][A-Z.]{0,5})\b[^)]*\)"
)
COMPANY_LINE = re.compile(
    r"^\s*([A-Z][\w.&,'’ -]*?\b(?:INC|CORP|CORPORATION|COMPANY|CO|LTD|LIMITED|PLC|N\.V|S\.A|LLC|BANCORP|GROUP|HOLDINGS)\b\.?)",
    re.IGNORECASE,
)
DATELINE = re.compile(
    rf"(?<!ended)(?<!ending)(?<!as of)(?<!\bat)(?:^|[\s,(-])({MONTH} \d{{1,2}},? (?:19|20)\d\d)\s*(?:--|-|–|—|/|\((?-i:[A-Z]{{3}}))",
    re.IGNORECASE,
)
DATE_LINE = re.compile(
    rf"^(?!.*\b(?:end(?:ed|ing)|as of|at)\b)(?:(?:[\w.]+,? ){{0,4}}?(?:[A-Z][\w.]+|on|dated?|release|releases?d?):?,? ?-{{0,2}} ?)?({MONTH} \d{{1,2}}, (?:19|20)\d\d)\.?$",
    re.IGNORECASE,
)
"""A line of a date alone, or behind a place or "for release"; the end of a period is no such day."""
DATE_LINES = 20
FISCAL_QUARTER = re.compile(
    r"\b(first|second|third|fourth) (?:fiscal )?quarter (?:of |and |for )?(?:fiscal )?(?:year )?((?:19|20)\d\d)|\bQ([1-4])[' ’]?(\d\d|(?:19|20)\d\d)\b|"
    r"\bfiscal (?:year )?((?:19|20)\d\d) (first|second|third|fourth) quarter",
    re.IGNORECASE,
)
LEGAL_FORM = re.compile(r"\b(incorporated|inc|corporation|corp|company|co|ltd|limited|plc|llc|lp|n v|nv|s a|sa|the)\b")
HEAD_LINES = 60
STATE = len("Cal.")
"""A dateline's state, cut short, may stand before the name."""


class TextIdentity(NamedTuple):
    """What the exhibit's own text says of itself."""

    identity: Identity
    dateline: date | None
    fiscal: tuple[int, int] | None
    """Fiscal year and quarter that the text reports, as the issuer counts them."""


def company_key(name: str) -> str:
    """``Juniper Networks, Inc.`` as ``juniper networks``."""
    folded = re.sub(r"[^a-z0-9]+", " ", name.lower().replace("&", " and ")).strip()
    return " ".join(LEGAL_FORM.sub(" ", folded).split()) or folded


def read_identity(lines: Sequence[Line]) -> TextIdentity:
    """Company, ticker, dateline's date and fiscal year from the first lines of an exhibit."""
    head = [" ".join(line.text.split()) for line in lines[: 3 * HEAD_LINES] if line.text.strip()][:HEAD_LINES]
    joined = " ".join(head)
    ticker = TICKER.search(joined)
    company = _clean(ticker[1]) if ticker else _company_line(head)
    dateline = DATELINE.search(joined) or next(
        (match for line in head[:DATE_LINES] if (match := DATE_LINE.match(line))), None
    )
    quarter = FISCAL_QUARTER.search(joined)
    return TextIdentity(
        Identity(company=company, ticker=ticker[2] if ticker else None),
        read_date(dateline[0]) if dateline else None,
        _fiscal(quarter) if quarter else None,
    )


def _fiscal(match: re.Match[str]) -> tuple[int, int]:
    word, year_of_word, number, year, year_first, word_last = match.groups()
    quarter = int(number) if number else ORDINALS[(word or word_last).lower()]
    return full_year(year_of_word or year or year_first), quarter


def _clean(name: str) -> str:
    words = name.strip(" ,-").split()
    while words and (
        words[0].lower() in ("and", "of", "the", "today")
        or (words[0].endswith((".", ":")) and len(words) > 1 and words[0][:-1].isalpha() and len(words[0]) <= STATE)
    ):
        words = words[1:]
    return " ".join(words)


def _company_line(head: Sequence[str]) -> str | None:
    for line in head:
        match = COMPANY_LINE.match(line)
        if match:
            return match[1].strip()
    return None
