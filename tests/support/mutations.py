"""Exhibits as they may arrive: bytes flipped, tags dropped, lines cut, columns shifted; one copy for one seed."""

import re
from collections.abc import Callable, Sequence
from random import Random

TAG = re.compile(rb"<[^<>]{0,200}>")
NUMBER = re.compile(rb"\d[\d,.]*")
ODD = (
    b"\0", b"\x1d", b"\x85", b"\xff", b"\xc2\xa0", b"\xe2\x80\x94", b"\t", b"\f", b"\r", b"(", b")", b"$", b"%", b"--",
    b"-",
    b"<", b">", b"&", b"&#150;", b"&#x0;", b"&#999999999;", b"<td>", b"</td>", b"</tr>", b"<table>", b"</table>",
    b"<pre>",
    b"<!--", b"<PAGE>", b"<TABLE>", b"<S>", b"</TEXT>", b"</DOCUMENT>", b"<DOCUMENT>", b"*", b"(1)", b"N/M", b"0.00",
    b"9" * 20, b"1" * 40, b"2004", b"June 31, 2004", b"Total", b"(in millions)", b"\xd9\xa3", b"\xc2\xb2",
)  # fmt: skip
"""Characters with a meaning to a reader, and some with none; the last two are digits of other scripts."""
MOST_CHANGES = 6


def mutated(content: bytes, seed: int) -> bytes:
    """A copy of ``content`` with one to six changes."""
    chance = Random(seed)
    for _ in range(chance.randint(1, MOST_CHANGES)):
        content = chance.choice(CHANGES)(content, chance)
    return content


def _flip(content: bytes, chance: Random) -> bytes:
    copy = bytearray(content)
    for _ in range(chance.randint(1, 20) if copy else 0):
        copy[chance.randrange(len(copy))] = chance.randrange(256)
    return bytes(copy)


def _put(content: bytes, chance: Random) -> bytes:
    for _ in range(chance.randint(1, 10)):
        at = chance.randint(0, len(content))
        content = content[:at] + chance.choice(ODD) * chance.choice((1, 1, 1, 2, 30)) + content[at:]
    return content


def _drop_tags(content: bytes, chance: Random) -> bytes:
    share = chance.random()
    return TAG.sub(lambda match: b"" if chance.random() < share else match[0], content)


def _swap_tags(content: bytes, chance: Random) -> bytes:
    tags = TAG.findall(content) or [b"<p>"]
    return TAG.sub(lambda match: chance.choice(tags) if chance.random() < 0.05 else match[0], content)


def _cut_lines(content: bytes, chance: Random) -> bytes:
    lines, start, end = _some_lines(content, chance)
    return b"\n".join([*lines[:start], *lines[end:]])


def _repeat_lines(content: bytes, chance: Random) -> bytes:
    lines, start, end = _some_lines(content, chance)
    return b"\n".join([*lines[:end], *lines[start:]])


def _shuffle_lines(content: bytes, chance: Random) -> bytes:
    lines, start, end = _some_lines(content, chance)
    middle = lines[start:end]
    chance.shuffle(middle)
    return b"\n".join([*lines[:start], *middle, *lines[end:]])


def _join_lines(content: bytes, chance: Random) -> bytes:
    lines, start, end = _some_lines(content, chance)
    return b"\n".join([*lines[:start], b" ".join(lines[start:end]), *lines[end:]])


def _shift_columns(content: bytes, chance: Random) -> bytes:
    lines, start, end = _some_lines(content, chance)
    at, by = chance.randint(0, 90), chance.randint(-12, 12)
    for index in range(start, end):
        line = lines[index]
        lines[index] = line[:at] + (b" " * by + line[at:] if by > 0 else line[at - by :])
    return b"\n".join(lines)


def _cut_off(content: bytes, chance: Random) -> bytes:
    return content[: chance.randint(0, len(content))]


def _cut_out(content: bytes, chance: Random) -> bytes:
    start = chance.randint(0, len(content))
    return content[:start] + content[start + chance.randint(1, 400) :]


def _renumber(content: bytes, chance: Random) -> bytes:
    share = chance.random() / 5

    def other(match: re.Match[bytes]) -> bytes:
        number = b"%d" % chance.choice((0, 1, 13, 99, 2003, 31_556, 10**9, 10**21))
        return number if chance.random() < share else match[0]

    return NUMBER.sub(other, content)


def _some_lines(content: bytes, chance: Random) -> tuple[list[bytes], int, int]:
    lines = content.split(b"\n")
    start = chance.randrange(len(lines))
    return lines, start, min(len(lines), start + chance.randint(1, 30))


CHANGES: Sequence[Callable[[bytes, Random], bytes]] = (
    _flip, _put, _drop_tags, _swap_tags, _cut_lines, _repeat_lines, _shuffle_lines, _join_lines, _shift_columns,
    _cut_off, _cut_out, _renumber,
)  # fmt: skip
