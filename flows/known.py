"""What the warehouse knows already, so that it is not read twice."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from flows.batches import Handled
from transforms.errors import TieoutError
from transforms.model import Catalog, Identity, Source

FILING_KEYS = ("cik", "company", "accession", "filed_on", "accepted_at")
KNOWN_FILINGS = f"""
    SELECT r.reading, r.release_id, {", ".join(f"f.{key}" for key in FILING_KEYS)}
    FROM store.release AS r
    LEFT JOIN store.filing AS f ON f.release_id = r.release_id
    WHERE list_contains(?, r.reading)
"""


def split_known(
    sources: Sequence[Source], warehouse: Path, catalog: Catalog
) -> tuple[tuple[Source, ...], tuple[Handled, ...]]:
    """Sources to be parsed, and those of which everything is known: the reading, and a filing that carried it.

    A known release that comes with an identity it was not known by is parsed again, since that may date it
    or name its company; its facts are not loaded twice.
    """
    inside = [_readings_in(source, catalog) for source in sources]
    carried = _read_filings(warehouse, [reading for readings in inside for reading, _ in readings])
    fresh: list[Source] = []
    known: list[Handled] = []
    for source, readings in zip(sources, inside, strict=True):
        filings = [(told, carried.get(reading, [])) for reading, told in readings]
        if filings and all(found and _is_carried(told, found) for told, found in filings):
            known += [Handled(source.name, found[0]["release_id"], already_known=True) for _, found in filings]
        else:
            fresh.append(source)
    return tuple(fresh), tuple(known)


def _readings_in(source: Source, catalog: Catalog) -> list[tuple[str, Identity]]:
    from transforms.release import readings_in

    try:
        return readings_in(source, catalog)
    except TieoutError:
        return []  # parsing it says what is wrong, once


def _is_carried(told: Identity, filings: list[dict[str, Any]]) -> bool:
    """Whether one filing says all that is told; a ticker alone tells no filings apart."""
    said = {key: value for key in FILING_KEYS if (value := getattr(told, key)) is not None}
    return not said or any(said.items() <= filing.items() for filing in filings)


def _read_filings(warehouse: Path, readings: list[str]) -> dict[str, list[dict[str, Any]]]:
    """The filings of the release of each reading that the warehouse holds."""
    from warehouse.connect import query

    filings: dict[str, list[dict[str, Any]]] = {}
    if not warehouse.exists():
        return filings
    for row in query(warehouse, KNOWN_FILINGS, [readings]).iter_rows(named=True):
        filings.setdefault(row["reading"], []).append(row)
    return filings
