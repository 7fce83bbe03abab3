"""A pattern of labels and headings whose answers are kept."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

KEPT = 6_000
"""Answers of one pattern."""


class Phrase:
    """A pattern, without regard to case, of labels and headings: all releases print the same, so answers are kept."""

    def __init__(self, pattern: str) -> None:
        compiled = re.compile(pattern, re.IGNORECASE)
        self.search: Callable[[str], re.Match[str] | None] = lru_cache(maxsize=KEPT)(compiled.search)
        self.match: Callable[[str], re.Match[str] | None] = lru_cache(maxsize=KEPT)(compiled.match)
        self.fullmatch: Callable[[str], re.Match[str] | None] = lru_cache(maxsize=KEPT)(compiled.fullmatch)


def any_of(words: Iterable[str]) -> str:
    """A pattern of ``words``, the longest first; a look at the first letter spares most places the rest."""
    longest_first = sorted(words, key=len, reverse=True)
    return rf"(?=[{''.join(sorted({word[0] for word in longest_first}))}])(?:{'|'.join(longest_first)})"
