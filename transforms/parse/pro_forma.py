"""What "pro forma" means in a release: businesses as if they had been one, or results without some of their items."""

import re
from collections.abc import Iterator, Sequence

from transforms.parse.blocks import Blocks
from transforms.parse.grid import PrintedTable
from transforms.parse.text import spoken

NAMED = re.compile(r"\bpro[- ]?forma\b", re.IGNORECASE)
JOINED = (
    r"\b(acquisitions?|acquired|mergers?|merged|combinations?|combined|spin-?offs?|divestitures?|dispositions?|offering|"
    r"recapitalization|reorganization|companies|businesses)\b"
)
SUPPOSED = (
    r"\b(as (if|though)|assum(es?|ing)|giv(es?|ing)( pro ?forma)? effect|"
    r"had (occurred|been (completed|consummated|acquired)))\b"
)
AS_IF = re.compile(
    rf"\bpro ?forma combined\b|\bcombined pro ?forma\b|{JOINED}[^.]*{SUPPOSED}|{SUPPOSED}[^.]*{JOINED}", re.IGNORECASE
)
"""A sentence or a title about businesses that were joined or parted later than it supposes."""
WITHOUT = r"\b(exclud(es?|ed|ing)|without|before)\b"
LEFT_OUT = re.compile(rf"\bpro ?forma\b[^.]*{WITHOUT}|{WITHOUT}[^.]*\bpro ?forma\b", re.IGNORECASE)
"""A sentence that says which items pro forma results are without."""


def tell_pro_forma(tables: Sequence[PrintedTable], blocks: Blocks) -> None:
    """Pro forma results are those of businesses as if they had been one; else they are measures of the issuer's own."""
    told = [table for table in tables if _is_named(table)]
    if not told or is_as_if(blocks):
        return
    for table in told:
        table.own_pro_forma = True
        if table.statement == "pro_forma_operations":
            table.statement = "non_gaap_operations"


def is_as_if(blocks: Blocks) -> bool:
    """The release speaks of businesses as if they had been one, and of nothing that its pro forma results leave out."""
    about = [text for text in _texts(blocks) if NAMED.search(text)]
    return not any(LEFT_OUT.search(text) for text in about) and any(AS_IF.search(text) for text in about)


def _texts(blocks: Blocks) -> Iterator[str]:
    """Paragraphs, and the lines above tables: a note below one stands above the next."""
    for paragraph in blocks.paragraphs:
        yield spoken(paragraph)
    for block in blocks.tables:
        yield " ".join(item.folded for item in block.head)
    yield spoken((*blocks.headlines, *blocks.loose))


def _is_named(table: PrintedTable) -> bool:
    return table.statement == "pro_forma_operations" or any(
        NAMED.search(member) for column in table.columns for member in column.dimensions.values()
    )
