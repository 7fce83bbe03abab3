"""Ties of small statements."""

from collections.abc import Callable

import polars as pl
import pytest

from support.statements import release


@pytest.fixture
def ties(read) -> Callable[..., pl.DataFrame]:
    """The ties of statements, of some kinds or of all."""

    def ties_of(*statements: str, prose: str = "", kinds: tuple[str, ...] = ()) -> pl.DataFrame:
        found = read(release(*statements, prose=prose)).tie
        return found.filter(pl.col("kind").is_in(kinds)) if kinds else found

    return ties_of
