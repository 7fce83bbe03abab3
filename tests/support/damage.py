"""Damage one printed number at a time, layout kept, as the specification's acceptance floors define it."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

KINDS = ("x1000", "sign", "transposition", "nil", "last_digit")


class Damaged(NamedTuple):
    """A damaged copy: which fact, how, and the text."""

    fact: Mapping[str, object]
    kind: str
    text: str


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
                yield Damaged(fact, kind, "\n".join([*lines[:number], put(line, start, end, changed), *lines[number + 1 :]]))


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
    for left, right in zip(positions, positions[1:], strict=False):
        if number[left] != number[right]:
            characters = list(number)
            characters[left], characters[right] = characters[right], characters[left]
            return "".join(characters)
    return None


def _last_digit_up(number: str) -> str:
    return number[:-1] + str((int(number[-1]) + 1) % 10)


def replace_in_prose(line: str, start: int, end: int, changed: str) -> str:
    """Prose has no layout to keep."""
    return line[:start] + changed + line[end:]


def replace_in_column(line: str, start: int, end: int, changed: str) -> str:
    """Right-aligned as before: the last digit keeps its column, a parenthesis hangs, a currency sign gives way to the left."""
    left, right = line[:start], line[end:]
    old_edge = end - (line[end - 1] == ")")
    new_edge_at = len(changed) - changed.endswith(")")
    start_new = old_edge - new_edge_at
    currency = re.search(r"\$\s*$", left)
    if currency and start_new < start:
        left = left[: currency.start()]
        changed, start_new = "$" + changed, start_new - 1
    left = left[:start_new].ljust(start_new)
    if left.strip() and not left.endswith("  "):
        left = left.rstrip() + "  "
    result = left + changed
    rest = right[1:] if changed.endswith(")") and right.startswith(" ") else (" " + right if line[end - 1] == ")" and not changed.endswith(")") else right)
    return result + rest
