"""What makes one reading of a release differ from another."""

import hashlib

from transforms.model import Catalog

PARSER_VERSION = "0.2.0"


def corrections_digest(catalog: Catalog) -> str:
    """The hash of all corrections; empty where there are none."""
    if not catalog.corrections:
        return ""
    return hashlib.sha256(repr(catalog.corrections).encode()).hexdigest()[:16]


def reading_of(release_id: str, catalog: Catalog) -> str:
    """The reading that this parser with these corrections makes of a release."""
    text = "|".join((release_id, PARSER_VERSION, corrections_digest(catalog)))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
