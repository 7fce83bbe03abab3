"""Releases too large for one page: which of their tables stand on which."""

from bisect import bisect_right

import polars as pl

from expectations.report.records import page_of

MOST_FACTS = 900
"""Facts on a page, so that it stays below 400 KB; a table is never cut."""


class Parts:
    """Where the facts of each release stand; most have one page.

    ``tables`` has release_id, table_index (None: prose) and facts, at least of releases with more than
    ``MOST_FACTS``.
    """

    def __init__(self, tables: pl.DataFrame) -> None:
        self._starts = {
            str(key[0]): _starts(part.sort("table_index", nulls_last=False))
            for key, part in tables.partition_by("release_id", as_dict=True).items()
        }

    def number(self, release_id: str, table_index: int | None) -> int:
        """The part, from 1, that a table's facts stand in."""
        return 1 + bisect_right(self._starts.get(release_id, []), -1 if table_index is None else table_index)

    def pages(self, release_id: str) -> list[str]:
        """The paths of its pages, the first first."""
        first = page_of(release_id)
        return [first, *(first.replace(".html", f"-{part + 2}.html") for part in range(self._more(release_id)))]

    def href(self, release_id: str, table_index: int | None, fact_id: str) -> str:
        """The address of a fact's number, from the pages of a folder beside."""
        return f"../{self.pages(release_id)[self.number(release_id, table_index) - 1]}#{fact_id}"

    def _more(self, release_id: str) -> int:
        return len(self._starts.get(release_id, []))


def _starts(tables: pl.DataFrame) -> list[int]:
    """The tables that begin a further part."""
    starts: list[int] = []
    on_page = 0
    for table_index, facts in tables.select("table_index", "facts").iter_rows():
        if on_page and on_page + facts > MOST_FACTS and table_index is not None:
            starts.append(table_index)
            on_page = 0
        on_page += facts
    return starts
