"""Who reports, and when: headline, dateline and ticker of a bare exhibit."""

import re
from collections.abc import Sequence
from datetime import date
from itertools import islice
from typing import NamedTuple

from transforms.model import Identity
from transforms.parse.datelines import Dateline, read_datelines
from transforms.parse.periods import full_year, read_date
from transforms.parse.text import Line
from transforms.parse.words.dates import MONTH, ORDINALS
from transforms.parse.words.furniture import PHONE

WORD = r"(?:[A-Z0-9][\w.&'’/-]*|&|of|and|the|de|van|du|plc),?"
EXCHANGES = ("NASDAQ", "Nasdaq", "NYSE", "AMEX", "OTC", "TSX", "LSE")
EXCHANGE = rf"(?:{'|'.join(EXCHANGES)})"
TICKER = re.compile(
    rf"(?<![\w.&'’/-])({WORD}(?: {WORD}){{0,8}})\s*(?:\([^()]{{0,80}}\)\s*)??\((?:[^():]{{1,40}}; )?(?:the )?[\"“]?{EXCHANGE}[^:()]{{0,40}}:\s*[\"“']?([A-Z][A-Z.]{{0,5}})\b[^)]*\)"
)
"""``Haldon Optics, Inc. ("Haldon") (NYSE: HLDN)``."""
WHOM_TO_CALL = re.compile(rf".*{PHONE.pattern}|contacts?:", re.IGNORECASE)
LEGAL_END = r"\b(?:INC|CORP|CORPORATION|COMPANY|CO|LTD|LIMITED|PLC|N\.V|S\.A|SE|AG|LLC|L\.P|BANCORP|BANCSHARES|GROUP|HOLDINGS)\b\.?"
COMPANY_LINE = re.compile(
    rf"^(?!the company\b)((?-i:[A-Z])[\w.&,'’/ -]{{1,60}}?{LEGAL_END}(?:,? {LEGAL_END})*)", re.IGNORECASE
)
TELLS = re.compile(
    r"^(?:\W*)([A-Z][\w.&,'’®–— -]{1,90}?)(?: ?\([^()]*\))*,? (?:today|announce[ds]?|report(?:s|ed)|post(?:s|ed)|discusse[sd])\b",
    re.IGNORECASE,
)
"""Who "today announced" or, in a headline, "reports"."""
SEPARATOR = re.compile(r"-{2,}|\.{3,}|…|[–—]|\s-\s|\d{4}[-,]*\s|(?<=[a-z]{5})\. (?=[A-Z])")
"""What parts a dateline, or the sentence before, from a name."""
PARTED = "--"
"""What stands for a blank line where a name is looked for."""
LONGEST_NAME_LINE = 100
NO_NAME = re.compile(
    r"and|of|the|today|exhibit|[\d.,]+|[\w.]+-based|Ala\.|Ariz\.|Ark\.|Calif\.|Cal\.|Colo\.|Conn\.|Del\.|Fla\.|Ga\.|Ill\.|Ind\.|Kan\.|Ky\.|La\.|Md\.|Mass\.|Mich\.|"
    r"Minn\.|Miss\.|Mo\.|Mont\.|Neb\.|Nev\.|Okla\.|Ore\.|Pa\.|Tenn\.|Tex\.|Va\.|Vt\.|Wash\.|Wis\.|Wyo\.",
    re.IGNORECASE,
)
"""Words before a name that are none of it: a dateline's state, cut short, where the company sits."""
YEAR = r"((?:19|20)\d\d|['’]?\d\d)\b(?![.,%]?\d)"
FISCAL = r"(?:fiscal |full[- ]|FY ?)*(?:year )?"
FISCAL_QUARTER = re.compile(
    rf"\b(first|second|third|fourth)[ -](?:fiscal )?quarter (?:of |and |for )?{FISCAL}((?:19|20)\d\d)|"
    rf"\bQ([1-4])[ '’]{{0,2}}{FISCAL}{YEAR}|"
    rf"\bfiscal (?:year )?((?:19|20)\d\d) (first|second|third|fourth) quarter",
    re.IGNORECASE,
)
COMPARED = re.compile(
    r"\b(?:compared (?:with|to)|versus|vs\.?|against|from|over|than) (?:[^;]{0,60}\$[^;]{0,100}? (?:in|for|of|during) )?(?:the )?$",
    re.IGNORECASE,
)
"""What is named behind it is another period than the release's own."""
OWN_END = re.compile(
    rf"\b(?:quarter|months?|weeks?|half|(?<!prior )(?<!last )year|period)\b[^.;]{{0,40}}?\bended (?=[A-Z\d])(?P<day>{MONTH} \d{{1,2}},? (?:19|20)\d\d|\d{{1,2}} {MONTH},? (?:19|20)\d\d)",
    re.IGNORECASE,
)
"""The end of the period that the text reports: the first that it names."""
NUMBERED_END = re.compile(r"\b(first|second|third|fourth) (?:fiscal )?quarter,?(?: which| that)? ended ", re.IGNORECASE)
"""Which of a fiscal year the quarter is whose end follows, where no year stands beside it."""
LEGAL_FORM = re.compile(r"\b(incorporated|inc|corporation|corp|company|co|ltd|limited|plc|llc|lp|n v|nv|s a|sa|the)\b")
GAP = re.compile(r"\s{3,}")
HEAD_LINES = 60
LONGEST_HEAD = 2_000
IN_A_ROW = 3
"""A line of so many quarters heads columns, and none of them is called the release's own."""


class TextIdentity(NamedTuple):
    """What the exhibit's own text says of itself."""

    identity: Identity
    head: str
    datelines: list[Dateline]
    fiscal: tuple[int, int] | None
    """Fiscal year and quarter that the text reports, as the issuer counts them."""
    ended: date | None = None
    """The last day of the quarter that the text reports."""
    number: int | None = None
    """Which quarter of its fiscal year that is, where the text says it of the day and not of a year."""

    @property
    def dateline(self) -> date | None:
        """The likeliest day of the release, where its line prints a year."""
        return next((line.date for line in self.datelines if line.date), None)


def company_key(name: str) -> str:
    """``Juniper Networks, Inc.`` as ``juniper networks``; a name that Latin letters say nothing of is its own key."""
    folded = re.sub(r"[^a-z0-9]+", " ", name.lower().replace("&", " and ")).strip()
    told = " ".join(LEGAL_FORM.sub(" ", folded).split()) or (folded if name.isascii() else "")
    return told or " ".join(name.lower().split())


def read_identity(lines: Sequence[Line]) -> TextIdentity:
    """Company, ticker, days and fiscal year from the first lines of an exhibit."""
    printed = (line.text[:LONGEST_HEAD] for line in lines[: 3 * HEAD_LINES] if line.text.strip())
    head = [" ".join(text.split()) for text in islice(printed, HEAD_LINES)]
    joined = " ".join(head)
    ticker = _ticker(joined, lines)
    spoken = " ".join(line for line in head if len(set(FISCAL_QUARTER.findall(line))) < IN_A_ROW)
    quarter, ended = _own_quarter(spoken), OWN_END.search(joined)
    return TextIdentity(
        Identity(company=(_clean(ticker[1]) if ticker else None) or _named(head), ticker=ticker[2] if ticker else None),
        joined,
        read_datelines(head, _halves(lines)),
        _fiscal(quarter) if quarter else None,
        read_date(ended["day"]) if ended else None,
        _number(joined, ended) if ended else None,
    )


def _number(joined: str, ended: re.Match[str]) -> int | None:
    found = NUMBERED_END.search(joined)
    return ORDINALS[found[1].lower()] if found and found.end() == ended.start("day") else None


def _ticker(joined: str, lines: Sequence[Line]) -> re.Match[str] | None:
    """Name and ticker, where a blank line parts the name from the headline above it."""
    whole = TICKER.search(joined) if any(map(joined.__contains__, EXCHANGES)) else None
    printed = (" ".join(line.text[:LONGEST_HEAD].split()) or PARTED for line in lines[: 3 * HEAD_LINES])
    parted = TICKER.search(" ".join(printed)) if whole else None
    return parted if parted and whole and parted[2] == whole[2] else whole


def _halves(lines: Sequence[Line]) -> list[str]:
    """What the first lines print before a gap, and behind one what stands beside a number or a name to call: a date."""
    parts = [GAP.split(line.text[:LONGEST_HEAD].strip(), maxsplit=1) for line in lines[:HEAD_LINES]]
    halves = [part[1 if WHOM_TO_CALL.match(part[0]) else 0] for part in parts if len(part) > 1]
    return [" ".join(half.split()) for half in halves]


def _own_quarter(spoken: str) -> re.Match[str] | None:
    """The first fiscal quarter that is named and not compared with."""
    return next((one for one in FISCAL_QUARTER.finditer(spoken) if not _is_compared(spoken[: one.start()])), None)


def _is_compared(before: str) -> bool:
    return COMPARED.search(before.rsplit(". ", 1)[-1]) is not None


def _fiscal(match: re.Match[str]) -> tuple[int, int]:
    word, year_of_word, number, year, year_first, word_last = match.groups()
    quarter = int(number) if number else ORDINALS[(word or word_last).lower()]
    return full_year((year_of_word or year or year_first).lstrip("'’")), quarter


def _clean(name: str) -> str:
    words = SEPARATOR.split(f"{name} ")[-1].strip(" ,-").split()
    while words and NO_NAME.fullmatch(words[0]):
        words = words[1:]
    return " ".join(words)


def _named(head: Sequence[str]) -> str | None:
    """The line that a legal form makes a name, else who "today announced", else who the headline says reports."""
    short = (line for line in head if len(line) <= LONGEST_NAME_LINE)
    named = (match[1].strip() for line in short if (match := COMPANY_LINE.match(line)))
    telling = (_clean(match[1]) for line in head if (match := TELLS.match(line)))
    return next(named, None) or next((name for name in telling if name), None)
