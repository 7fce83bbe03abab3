"""What XML can hold and what it takes for a name: anything else is written as ``_xHHHH_``, which reads back exactly."""

import re
from functools import lru_cache

NAMESPACE = "urn:tieout:xbrl:1"
"""Of concepts, dimensions and properties; its number changes when their meaning does."""
UNITS = "urn:tieout:unit:1"
"""Of things that are counted: percent, barrels, persons."""
NO_XML = r"[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]"
"""Not a character of XML 1.0, or a carriage return, which its readers turn into a line feed."""
ESCAPE = r"_(?=x[0-9A-F]{4,6}_)"
"""An underscore that would be taken for the beginning of an escape."""
UNSAFE_TEXT = re.compile(f"{NO_XML}|{ESCAPE}")
UNSAFE_NAME = re.compile(rf"^[0-9-]|[^A-Za-z0-9_-]|{ESCAPE}")
UNSAFE_TOKEN = re.compile(rf"{NO_XML}|\s|{ESCAPE}")


def xml_text(text: str) -> str:
    """``text`` as XML can hold it."""
    return UNSAFE_TEXT.sub(_escaped, text)


@lru_cache(maxsize=10_000)
def xml_name(text: str) -> str:
    """``text`` as a name: ASCII letters and digits, ``_`` and ``-``, and a letter or ``_`` at the beginning."""
    return UNSAFE_NAME.sub(_escaped, text)


def xml_token(text: str) -> str:
    """``text`` without blanks: an entity's identifier must have none, and attributes do not keep them apart."""
    return UNSAFE_TOKEN.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    return f"_x{ord(match[0]):04X}_"
