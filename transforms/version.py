"""What makes one reading of a release differ from another."""

import hashlib

from transforms.model import Catalog

PARSER_VERSION = "0.7.1"


def corrections_digest(release_id: str, catalog: Catalog) -> str:
    """The hash of the corrections of a release; empty where there are none."""
    own = [one for one in catalog.corrections if one.release_id == release_id]
    return hashlib.sha256(repr(own).encode()).hexdigest()[:16] if own else ""


def reading_of(release_id: str, catalog: Catalog) -> str:
    """The reading that this parser with these corrections makes of a release."""
    text = "|".join((release_id, PARSER_VERSION, corrections_digest(release_id, catalog)))
    return hashlib.sha256(text.encode()).hexdigest()[:16]
