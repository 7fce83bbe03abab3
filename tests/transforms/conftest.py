"""The sample, transformed once, and small statements read with the curated concepts."""

from collections.abc import Callable

import polars as pl
import pytest

from support.markup import EARNED, release, statement
from support.shared import PERICOM, SAMPLE, shared
from support.statements import HEAD, QUARTER
from transforms.model import Catalog, ReleaseFrames, Source
from transforms.release import transform_release
from warehouse.catalog import read_catalog


@pytest.fixture(scope="session")
def catalog() -> Catalog:
    """The curated tables of the package."""
    return read_catalog()


@pytest.fixture(scope="session")
def read(catalog: Catalog) -> Callable[[str | bytes], ReleaseFrames]:
    """Transforms a text, or bytes, as a file of its own."""

    def transform(text: str | bytes) -> ReleaseFrames:
        content = text.encode() if isinstance(text, str) else text
        return transform_release(Source("made_up.txt", content), catalog)

    return transform


@pytest.fixture(scope="session")
def facts_of(read: Callable[[str | bytes], ReleaseFrames]) -> Callable[..., pl.DataFrame]:
    """The facts of a table given as rows of HTML, below a statement of operations."""

    def facts(*rows: str, above: str = "", note: str = "(in thousands)") -> pl.DataFrame:
        page = release(
            HEAD,
            statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, EARNED),
            f"<p>{above}</p><p>{note}</p><table>{''.join(rows)}</table>",
        )
        return read(page).fact.filter(table_index=1, origin="table").sort("row_index", "column_index")

    return facts


@pytest.fixture(scope="session")
def juniper_2003q2(catalog: Catalog) -> ReleaseFrames:
    """The sample: four statements, a footnote's table and prose."""
    path = shared(SAMPLE)
    return transform_release(Source(path.name, path.read_bytes()), catalog)


@pytest.fixture(scope="session")
def pericom_2003q3(catalog: Catalog) -> ReleaseFrames:
    """A release that no rule was made for, in a whole submission."""
    path = shared(PERICOM)
    return transform_release(Source(path.name, path.read_bytes()), catalog)
