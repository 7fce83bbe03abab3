"""Damage one printed number at a time, layout kept, as the specification's acceptance floors define it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

KINDS = ("x1000", "sign", "transposition", "nil", "last_digit")


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
        return None if value == 0 else (number if printed.startswith("(") else f"({number})")
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
