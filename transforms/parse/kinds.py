"""The class of a line by itself: blank, rule, title, scale note, header, data with its values, or text."""

import re
from collections.abc import Iterator, Sequence
from enum import Enum, auto
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from transforms.parse.amounts import Token, tokens
from transforms.parse.html import BREAK
from transforms.parse.text import Line, as_blanks
from transforms.parse.words import dates, footnotes, furniture, headings, scaling, shares, titling

WORD = re.compile(r"[A-Za-z][A-Za-z]+")
AFTER_VALUE = re.compile(
    r"\b(?=[A-Za-z])(?!US ?\$|(?:N/?[MA]|NMF|NM[CN]|nil|none|pp?ts?|pp|bps?|percent(?:age)?|basis|points?|years?)\b)"
    r"[A-Za-z]{2,}",
    re.IGNORECASE,
)
BULLET = re.compile(r"\s*[-–—]+\s[A-Za-z(\"]")
OPENS_LABEL = re.compile(r"%?,? [A-Za-z]")
"""What follows a number that a label begins with: "$100,000 and above", "10,121,148 shares outstanding"."""
STOPPED = re.compile(r"[\d)%]\.\s*$")
"""A number and a full stop at the end of a line: a sentence ends there."""
SET_OFF = re.compile(r"\s(?<!\s\s)\s++(?:US|C|A)?[$€£¥(]{0,2}\s*+[-–—−.\d(]")
GAP = re.compile(r"\s\s+")
SIGN_APART = 2
"""A sign of money that stands further before its digits closes a label that fills its room."""
BEFORE_VALUE = " USCA$€£¥(-−–"
"""Characters that may stand between the start of a token and what it prints."""
DATED = re.compile(
    rf"(for )?(the )?({dates.COUNT} (months?|weeks?|quarters?)|{dates.MONTH} \d|as of|at {dates.MONTH}"
    r"|(quarter|year|period)s? end(ed|ing)(?! balances?\b))",
    re.IGNORECASE,
)
"""How a header that stands alone on its line begins."""
OF_SHARES = re.compile(r"\brespectively\b|\bshares (at|issued|outstanding|authorized)\b|\bissued and\b", re.IGNORECASE)
"""The midst of a label that counts the shares of two days: "January 31, 2005 and 120,000 shares at"."""
AUDIT = re.compile(r"\((un)?audited\)", re.IGNORECASE)
FISCAL = re.compile(r"(?:[1-4]Q|Q[1-4]|[12]H|H[12]|FY)[ '’-]?(?:\d\d)?\d\d\b", re.IGNORECASE)
"""A quarter or a year as banks head their columns: "2Q21"."""
OPENS_RULE = "-=_$"
LAST_DAY = 31
PAGE_NUMBER_WIDTH = 20
TITLE_WORDS = 16
SCALE_WORDS = 14
SCALE_WIDTH = 100
HEADING_WIDTH = 24
LONGEST_PIECE = 90
"""No piece of a header is longer: what is, speaks."""
SMALL_WORD = 3
"""A word this short says nothing of a title: it may stand in small letters."""
STUB_INDENT = 12
PIECES_OF_HEADER = 3
"""So many pieces on a line stand over columns, whatever they name: "GAAP", "Adjustments", "Non-GAAP"."""
BESIDE_WORDS = 4
"""A section heading that stands beside the years of its columns is no longer than this."""


class Kind(Enum):
    """The class of a line."""

    BLANK = auto()
    RULE = auto()
    PAGE = auto()
    BREAK = auto()
    TITLE = auto()
    SCALE = auto()
    HEADER = auto()
    DATA = auto()
    RANGE = auto()
    TEXT = auto()
    PROSE = auto()
    REPEATED = auto()
    """A line of a table's head, printed once more on its next page."""


class Classed(NamedTuple):
    """A line with its class and, for data, the values that stand in columns."""

    line: Line
    kind: Kind
    values: tuple[Token, ...] = ()

    @property
    def label_end(self) -> int:
        """Where the label of a line ends: before its values, if it has any."""
        if self.line.told is not None:
            return self.line.told.label
        return self.values[0].lead if self.values else len(self.line.text)

    @property
    def indent(self) -> int:
        """Leading blanks."""
        return len(self.line.text) - len(self.line.text.lstrip())

    @property
    def folded(self) -> str:
        """Its text in small letters with single blanks."""
        return " ".join(self.line.text.split()).lower()


def values_of(text: str) -> tuple[Token, ...]:
    """The tokens of ``text`` that stand where a column would: set off by two blanks, with no words behind."""
    found: list[Token] = []
    if not SET_OFF.search(text):
        return ()
    glued = [match.span() for match in footnotes.GLUED_MARK.finditer(text)]
    for token in tokens(text):
        if glued and any(start <= token.start < end for start, end in glued):
            continue
        before = len(text[: token.lead].rstrip())
        gap = token.lead - before
        if not before and (OPENS_LABEL.match(text, token.end) or (token.is_dash and BULLET.match(text))):
            continue
        if gap > 1 and text[token.end : token.end + 2] in (",", ", "):
            return ()  # a list of numbers in words, such as the shares of three dates in a label
        if gap > 1 or _stands_close(text, found, token, gap):
            found.append(token)
        elif found:
            return ()  # a number glued to words after a value: prose with a wide gap
    if not found or AFTER_VALUE.search(text, found[0].end):
        return ()
    return tuple(found[_names_year(text, found) :])


def _stands_close(text: str, found: Sequence[Token], token: Token, gap: int) -> bool:
    """It stands where a column would with no more than one blank before it: behind a value, or by its sign of money."""
    behind = bool(found) and (gap == 1 or token.lead == found[-1].end)
    apart = gap == 1 and token.start - token.lead > SIGN_APART
    if token.has_currency and (apart or behind):
        return True
    return gap == 1 and behind and not token.is_dash and not text[found[-1].end : token.lead].strip(" $%¢)*")


def _names_year(text: str, found: Sequence[Token]) -> bool:
    """A line is called after a year: leases that expire "2001", debt that falls due; values would have commas."""
    first, rest = found[0], found[1:]
    return (
        first.is_year
        and not text[: first.start].strip()
        and any("," in token.printed or "." in token.printed for token in rest)
        and not any(token.is_year for token in rest)
    )


def _told_values(line: Line, spans: Sequence[tuple[int, int]]) -> Iterator[Token]:
    """The values of a line whose cells are known: one a cell."""
    for start, end in spans:
        begin = len(line.text[:start].rstrip(BEFORE_VALUE))
        token = next((token for token in tokens(line.text, begin) if start <= token.start), None)
        if token is not None and token.start < end:
            yield token


def _is_header_like(text: str, values: tuple[Token, ...]) -> bool:
    """The values are years and days, with the marks of footnotes, and what stands before them speaks of columns."""
    plain = [token for before, token in pairwise([None, *values]) if token and not _marks_year(before, token)]
    if not all(token.is_year or (token.printed.isdigit() and int(token.printed) <= LAST_DAY) for token in plain):
        return False
    label = text[: values[0].lead].strip() if values else text
    stub, *beside = GAP.split(label)
    if values and all(token.is_year for token in plain) and scaling.scale_of(stub):
        return True
    if (
        len(values) > 1
        and all(token.is_year for token in plain)
        and (len(stub.split()) <= BESIDE_WORDS or stub.startswith("("))
        and all(headings.HEADER_WORDS.search(part) or FISCAL.match(part) for part in beside)
    ):
        return True
    return not label or bool(headings.HEADER_WORDS.search(label)) or not WORD.search(label)


def _marks_columns(text: str, values: Sequence[Token]) -> bool:
    """``(unaudited)          (1)``: below the days of a balance sheet, what a footnote says of the older one."""
    return (
        values[0].printed[0] == "("
        and all(footnotes.FOOTNOTE_MARK.fullmatch(token.printed) for token in values)
        and AUDIT.fullmatch(text[: values[0].lead].strip()) is not None
    )


def _marks_year(before: Token | None, token: Token) -> bool:
    """``2019 (1)``: a footnote mark behind the year of a column."""
    return (
        before is not None
        and before.is_year
        and token.lead - before.end <= 1
        and footnotes.FOOTNOTE_MARK.fullmatch(token.printed) is not None
    )


def classify(line: Line) -> Classed:
    """The class of one line, seen alone; prose is told from text by its paragraph later."""
    if "<" in line.text and furniture.TAG_WORDS.search(line.text):
        if furniture.TAGS.match(line.text):
            return Classed(line, Kind.PAGE)
        line = line._replace(text=furniture.TAG_WORDS.sub(as_blanks, line.text))
    kind = _wordless_kind(line.text)
    if kind is not None:
        return Classed(line, kind)
    if line.told is not None:
        told = tuple(_told_values(line, line.told.values))
        if told and _marks_columns(line.text, told):
            return Classed(line, Kind.HEADER)
        return Classed(line, Kind.DATA if told else Kind.RANGE, told)
    values = values_of(line.text)
    if not values or _is_address(line.text, values) or (line.text.rstrip()[-1:] == "." and STOPPED.search(line.text)):
        kind = _text_kind(line.text)
        heads_columns = kind is Kind.TITLE and len(line.captions) > 1
        return Classed(line, Kind.TEXT if heads_columns else kind)
    is_header = (
        line.captions
        or _marks_columns(line.text, values)
        or (any(token.is_year for token in values) and _is_header_like(line.text, values))
    )
    return Classed(line, Kind.HEADER if is_header else Kind.DATA, () if is_header else values)


def _is_address(text: str, values: Sequence[Token]) -> bool:
    """It tells how to reach somebody: a number to call, or a town with its postal code."""
    coded = len(values) == 1 and "," not in values[0].printed and furniture.POST_CODE.match(text) is not None
    return coded or furniture.PHONE.search(text) is not None


def _wordless_kind(text: str) -> Kind | None:
    """The class of a line that only parts others."""
    if text == BREAK:
        return Kind.BREAK
    stripped = text.strip()
    if not stripped:
        return Kind.BLANK
    if stripped[0] in OPENS_RULE and furniture.RULE.match(stripped):
        return Kind.RULE
    if len(stripped) < PAGE_NUMBER_WIDTH and furniture.PAGE_NUMBER.fullmatch(stripped):
        return Kind.PAGE
    if "page " in stripped.lower() and furniture.PAGE_HEAD.fullmatch(stripped):
        return Kind.PAGE
    return None


@lru_cache(maxsize=10_000)
def _text_kind(text: str) -> Kind:
    stripped = text.strip()
    if (
        (len(stripped) < SCALE_WIDTH or _stands_beside_scale(stripped))
        and not stripped.endswith(".")
        and scaling.scale_of(stripped)
        and len(WORD.findall(stripped)) <= SCALE_WORDS
        and not (stripped.endswith(":") and titling.HAD_FOLLOWING.search(stripped))
        and not _heads_shares(stripped)
    ):
        named = " ".join(scaling.SCALE_ASIDE.sub(" ", stripped).split())
        return Kind.TITLE if _is_title(named) else Kind.SCALE
    segments = GAP.split(stripped)
    if any(len(part) > LONGEST_PIECE for part in segments):
        return Kind.TITLE if titling.PLAIN_TITLE.fullmatch(stripped) and _is_title(stripped) else Kind.TEXT
    if (
        len(segments) > 1
        and len(text) - len(text.lstrip()) < STUB_INDENT
        and all(headings.HEADER_WORDS.search(part) for part in segments[1:])
    ):
        return Kind.HEADER
    if len(segments) < PIECES_OF_HEADER and _is_title(stripped):
        return Kind.TITLE
    if AUDIT.fullmatch(stripped):
        return Kind.SCALE
    return Kind.HEADER if _reads_as_header(stripped, segments) else Kind.TEXT


def _stands_beside_scale(stripped: str) -> bool:
    """Two pieces far apart, the right one a scale: "ASSETS", and over the columns "In thousands, except share data"."""
    pieces = GAP.split(stripped)
    return len(pieces) == len(("over labels", "over columns")) and scaling.scale_of(pieces[1]) is not None


def _is_title(text: str) -> bool:
    """It is short, set like a title or known for one, and names a statement."""
    if text.endswith((":", ".")):
        return False
    words = WORD.findall(text)
    return bool(
        len(words) <= TITLE_WORDS
        and (_looks_like_title(words) or titling.PLAIN_TITLE.fullmatch(text))
        and not footnotes.REFERS.search(text)
        and not titling.SECTION_TITLE.search(text)
        and titling.statement_of(text)
    )


def _reads_as_header(stripped: str, segments: list[str]) -> bool:
    """It names periods, in several pieces or at its start, and is no sentence; or currencies alone."""
    if len(segments) > 1 and all(map(scaling.MONEY_HEAD.fullmatch, segments)):
        return True
    if stripped.endswith((".", ":")) or (len(segments) == 1 and not DATED.match(stripped)):
        return False
    if not headings.HEADER_WORDS.search(stripped) or (len(segments) == 1 and OF_SHARES.search(stripped)):
        return False
    return all(
        headings.HEADER_WORDS.search(part) or footnotes.FOOTNOTE_MARK.fullmatch(part) or len(part) < HEADING_WIDTH
        for part in segments
    )


def _heads_shares(stripped: str) -> bool:
    """It heads counts of shares and says their scale: "Shares used in computing earnings per share (in thousands)"."""
    return shares.SHARES.match(stripped) is not None and "except" not in stripped


def _looks_like_title(words: Sequence[str]) -> bool:
    """Most of the longer words start with a capital."""
    longer = [word for word in words if len(word) > SMALL_WORD]
    return bool(longer) and sum([word[0].isupper() for word in longer]) * 4 >= len(longer) * 3
