"""Columns that print one period twice: as it was reported before, and as it is now."""

import json
import re
from functools import lru_cache
from typing import NamedTuple

BEFORE = re.compile(
    r"(as )?(previously|originally|formerly|initially) (reported|stated|presented|announced)|as reported previously",
    re.IGNORECASE,
)
NOW = re.compile(
    r"\(?(as )?(restated|revised|reclassified|recast|currently reported|retrospectively adjusted)\)?", re.IGNORECASE
)
"""Taught by Pericom's release of August 2005, whose fourth quarter restates three others beside their first prints."""


class Told(NamedTuple):
    """A column's dimensions without the words that only say which print it is."""

    dimensions: str
    before: bool


@lru_cache(maxsize=10_000)
def tell(dimensions: str) -> Told:
    """``{"column": "As Restated"}`` is no member of any axis; ``As Previously Reported`` is an older print.

    ``dimensions`` is a JSON object of axis to member as printed, and so is the answer's.
    """
    if dimensions == "{}":
        return Told(dimensions, before=False)
    members = json.loads(dimensions)
    before = any(BEFORE.fullmatch(member.strip()) for member in members.values())
    kept = {axis: member for axis, member in members.items() if not _is_print(member.strip())}
    return Told(json.dumps(kept, ensure_ascii=False), before)


def _is_print(member: str) -> bool:
    return bool(BEFORE.fullmatch(member) or NOW.fullmatch(member))
