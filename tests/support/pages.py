"""Looks at pages of the report as a reader without script would: where a number's link leads, and what stands there."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from selectolax.lexbor import LexborHTMLParser


class Lead(NamedTuple):
    """A number on a page, and the characters that its link leads to: their text, and what is around them.

    That is a line of text, or the words of a row or a paragraph of HTML.
    """

    printed: str
    marked: str
    line: int | None
    row: str | None


def leads(page: str, facts: Iterator[Mapping[str, Any]]) -> Iterator[tuple[Mapping[str, Any], Lead]]:
    """Each of ``facts`` with what its number on ``page`` leads to.

    Raises:
        AssertionError: a fact is not on the page, or its link leads nowhere.
    """
    tree = LexborHTMLParser(page)
    for fact in facts:
        number = tree.css_first(f"[id='{fact['fact_id']}']")
        assert number is not None, fact
        target = tree.css_first(number.attributes["href"] or "")
        assert target is not None, fact
        mark = target if target.text() else target.next
        assert mark is not None
        home = mark.parent
        while home is not None and home.tag not in ("span", "tr", "p"):
            home = home.parent
        assert home is not None, f"{fact['printed']} is not marked on any line, row or paragraph"
        name = home.attributes.get("id") or ""
        yield (
            fact,
            Lead(
                printed=number.text(),
                marked=mark.text(),
                line=int(name[1:]) if name.startswith("L") else None,
                row=home.text() if home.tag != "span" else None,
            ),
        )
