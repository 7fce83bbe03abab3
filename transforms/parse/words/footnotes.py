"""Marks of footnotes, references to notes, and what is audited."""

import re

from transforms.parse.words.phrase import Phrase

UNAUDITED = re.compile(r"\bunaudited\b", re.IGNORECASE)
AUDITED = re.compile(r"(?<!un)\baudited\b", re.IGNORECASE)
DERIVED_FROM_AUDITED = re.compile(r"\bderived from\b.*\baudited\b", re.IGNORECASE | re.DOTALL)
FOOTNOTE_MARK = re.compile(
    r"(?=[(\[*†‡])(?:(?<=\s)|(?<=\w)(?<!\b401)(?<!\b403)(?<!\b457)|(?<=[):])|^)(\((?:\d{1,2}|[a-zA-Z])\)|\[(?:\d{1,2}|[a-zA-Z])\]|\*{1,3}|†|‡)(?:,(?=\s*\((?:\d{1,2}|[a-zA-Z])\))|(?=\s|:?$|\((?:\d{1,2}|[a-zA-Z])\)|(?<=\d\))[,/] ?[a-zA-Z]))"
)
GLUED_MARK = re.compile(r"\((?<=[\d)%]\()((?:\d{1,2}|[a-zA-Z]))\)(?=\s|$)")
"""A mark right behind a value: ``9,180(1)``."""
NOTE_REFERENCE = re.compile(r"\((see )?notes?\b", re.IGNORECASE)
NOTE_ALONE = Phrase(r"\((see )?notes?( \w{1,2})?\)")
FOOTNOTE_START = re.compile(
    r"^\s*+(?:\(\s+)?(\((?:\d{1,2}|[a-zA-Z])\)|\[(?:\d{1,2}|[a-zA-Z])\]|\*{1,3})\s*(?=[A-Z\"“(])"
)
REFERS = re.compile(r"[sr](?<!\w.)(?:(?<=s)ee|(?<=r)efer to)\b", re.IGNORECASE)


def marks_in(text: str) -> list[re.Match[str]]:
    """The marks of footnotes in ``text``, each in its first group."""
    if "(" in text or "[" in text or "*" in text or "†" in text or "‡" in text:
        return list(FOOTNOTE_MARK.finditer(text))
    return []
