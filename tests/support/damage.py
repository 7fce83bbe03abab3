"""Damage one printed number at a time, layout kept, as the specification's acceptance floors define it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

KINDS = ("x1000", "sign", "transposition", "nil", "last_digit")

NEGATIVE = ("(", "-", "–", "—")
"""What a negative number starts with: parentheses around a minus would leave its value as it is."""


class Damaged(NamedTuple):
    """A damaged copy: which fact, how, the text, and where on the fact's line the damage stands."""

    fact: Mapping[str, object]
    kind: str
    text: str
    start: int
    end: int


def damaged_copies(text: str, facts: Sequence[Mapping[str, object]], kinds: Sequence[str] = KINDS) -> Iterator[Damaged]:
    """One copy per fact and kind that applies; CRs are kept."""
    lines = text.split("\n")
    for fact in facts:
        number = int(fact["line_number"]) - 1  # type: ignore[call-overload]
        line = lines[number]
        start, end = int(fact["char_start"]), int(fact["char_end"])  # type: ignore[call-overload]
        printed = line[start:end]
        for kind in kinds:
            changed = damage(printed, kind, is_nil=bool(fact["is_nil"]), value=fact["value"])
            if changed is not None:
                put = replace_in_prose if fact["origin"] == "narrative" else replace_in_column
                damaged, at = put(line, start, end, changed)
                copy = "\n".join([*lines[:number], damaged, *lines[number + 1 :]])
                yield Damaged(fact, kind, copy, at, at + len(changed))


def damage(printed: str, kind: str, *, is_nil: bool, value: object) -> str | None:
    """What stands there instead, or None where this kind does not apply."""
    if kind == "nil" or is_nil:
        return "100" if kind == "nil" and is_nil else None
    digits = re.search(r"[\d,.]*\d", printed)
    assert digits is not None
    number = digits[0]
    if kind == "sign":
        return None if value == 0 else (number if printed.startswith(NEGATIVE) else f"({number})")
    changed = {"x1000": _thousandfold, "transposition": _transposed, "last_digit": _last_digit_up}[kind](number)
    return None if changed is None else printed.replace(number, changed)


def _thousandfold(number: str) -> str:
    places = len(number.partition(".")[2])
    comma = "," if "," in number or not places else ""
    return f"{Decimal(number.replace(',', '')) * 1000:{comma}.{places}f}"


def _transposed(number: str) -> str | None:
    positions = [index for index, character in enumerate(number) if character.isdigit()]
    for left, right in pairwise(positions):
        if number[left] != number[right]:
            characters = list(number)
            characters[left], characters[right] = characters[right], characters[left]
            return "".join(characters)
    return None


def _last_digit_up(number: str) -> str:
    return number[:-1] + str((int(number[-1]) + 1) % 10)


def replace_in_prose(line: str, start: int, end: int, changed: str) -> tuple[str, int]:
    """The line and where ``changed`` starts; prose has no layout to keep."""
    return line[:start] + changed + line[end:], start


def replace_in_column(line: str, start: int, end: int, changed: str) -> tuple[str, int]:
    """The line and where ``changed`` starts, right-aligned as before.

    The last digit keeps its column, a parenthesis hangs, a currency sign gives way to the left.
    """
    left, right = line[:start], line[end:]
    was_closed, is_closed = line[end - 1] == ")", changed.endswith(")")
    at = end - was_closed - len(changed) + is_closed
    currency = re.search(r"\$\s*$", left)
    if currency and at < start:
        left, at, moved = left[: currency.start()], at - 1, "$"
    else:
        moved = ""
    kept = left.rstrip()
    left = kept.ljust(max(at, len(kept) + 2 if kept else 0))
    if is_closed and not was_closed:
        right = right.removeprefix(" ")
    elif was_closed and not is_closed:
        right = " " + right
    return left + moved + changed + right, len(left + moved)


CELL = re.compile(r"<(/?)(table|tr|td|th)\b[^<>]*>", re.IGNORECASE)
SHOWN = re.compile(r"<[^<>]*>|&#?\w+;|[\d,.]*\d|[-–—]+|[()]")
"""Pieces of a cell's source: markup and references are kept, the first number or dash is what is damaged."""


def cells_of(page: str) -> dict[tuple[int, int, int], tuple[int, int]]:
    """Where the content of every cell stands in the source, by table, row and cell as the specification counts them."""
    found: dict[tuple[int, int, int], tuple[int, int]] = {}
    open_tables: list[list[int]] = []
    tables, start, place = 0, 0, None
    for tag in CELL.finditer(page):
        closing, name = tag[1] == "/", tag[2].lower()
        if place is not None:
            found.setdefault(place, (start, tag.start()))
            place = None
        if name == "table" and not closing:
            open_tables.append([tables, -1, -1])
            tables += 1
        elif name == "table":
            open_tables = open_tables[:-1]
        elif open_tables and not closing:
            table = open_tables[-1]
            table[1:] = [table[1] + 1, -1] if name == "tr" else [table[1], table[2] + 1]
            if name != "tr":
                place, start = (table[0], table[1], table[2]), tag.end()
    return found


def damaged_pages(page: str, facts: Sequence[Mapping[str, object]], kinds: Sequence[str] = KINDS) -> Iterator[Damaged]:
    """One copy of an HTML exhibit per fact and kind that applies, the cell's text changed in the source."""
    cells = cells_of(page)
    for fact in facts:
        start, end = cells[fact["table_index"], fact["row_index"], fact["cell_index"]]  # type: ignore[index]
        for kind in kinds:
            changed = damage(str(fact["printed"]), kind, is_nil=bool(fact["is_nil"]), value=fact["value"])
            copy = None if changed is None else _in_cell(page, start, end, str(fact["printed"]), changed)
            if copy is not None:
                yield Damaged(fact, kind, copy, start, end)


def _in_cell(page: str, start: int, end: int, printed: str, changed: str) -> str | None:
    """``page`` with the number or dash of one cell printed otherwise; None where it stands in several pieces."""
    digits = re.search(r"[\d,.]*\d", printed)
    pieces = list(SHOWN.finditer(page, start, end))
    dashes = [piece for piece in pieces if re.fullmatch(r"[-–—]+|&#(?:150|151|8211|8212);|&[mn]dash;", piece[0])]
    numbers = [piece for piece in pieces if digits is not None and piece[0] == digits[0]]
    found = numbers if digits is not None else dashes
    if not found:
        return None
    at = found[0]
    plain = changed.strip("()")
    minus = [dash for dash in dashes if dash.end() == at.start() and printed.startswith(NEGATIVE[1:])]
    if minus and changed == digits[0]:  # type: ignore[index]
        return page[: minus[0].start()] + page[at.start() :]
    if changed.startswith("(") == printed.startswith("("):
        return page[: at.start()] + plain + page[at.end() :]
    if changed.startswith("("):
        return page[: at.start()] + changed + page[at.end() :]
    opening = page.rfind("(", start, at.start())
    closing = page.find(")", at.end())
    if opening < 0 or closing < 0:
        return None
    return page[:opening] + page[opening + 1 : closing] + page[closing + 1 :]
