"""Whether landing, warehouse and what is known of EDGAR agree; nothing is changed."""

import shlex
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flows.errors import LandingError
from flows.landing import Landing
from flows.places import find_astray
from flows.settings import Settings
from flows.sources.edgar.ledger import peek_ledger
from transforms.errors import TieoutError
from transforms.model import Source

REMEDY = "remove edgar/ledger.sqlite in TIEOUT_HOME and ingest its day again: only what is missing is fetched"
RESTORE = "restore the file from a backup, or make it anew: tieout backfill --warehouse NEW"
READINGS = "SELECT DISTINCT release_id, landed FROM store.release ORDER BY release_id"


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Something that is not as it should be: in which store, which piece, and what helps."""

    store: str
    piece: str
    problem: str
    remedy: str


def find_disagreements(settings: Settings) -> Iterator[Disagreement]:
    """Everything that does not agree, landing first; every byte that landed is read and hashed.

    Raises:
        WarehouseError: where the warehouse cannot be read, or a write-ahead log lies beside it.
    """
    from warehouse.guard import refuse_leftover_log

    refuse_leftover_log(settings.warehouse_path)
    landing = Landing(settings.landing_url)
    held = landing.digests()
    intact = held - (damaged := {digest for digest in held if not landing.holds(digest)})
    for digest in sorted(damaged):
        yield Disagreement("landing", digest, "holds other bytes than its name says", "ingest the file again")
    releases, landed = _in_warehouse(settings.warehouse_path)
    yield from _without_landing(landed, held)
    yield from _not_loaded(landing, intact, releases, set(landed.values()))
    yield from _not_received(settings, held)
    if settings.warehouse_path.exists():
        yield from _in_itself(settings.warehouse_path)
        for release, problem in find_astray(settings, intact):
            yield Disagreement("warehouse", release, problem, RESTORE)


def _in_itself(warehouse: Path) -> Iterator[Disagreement]:
    """What of the warehouse's own tables does not agree, which no constraint sees to; and who may write to it."""
    from warehouse.check import disagreements
    from warehouse.replace import READ_ONLY

    mode = stat.S_IMODE(warehouse.stat().st_mode)
    if mode != READ_ONLY:
        problem = f"has mode {mode:o}, so that other programs may write to it"
        yield Disagreement("warehouse", warehouse.name, problem, f"chmod {READ_ONLY:o} {shlex.quote(str(warehouse))}")
    for table, problem in disagreements(warehouse):
        yield Disagreement("warehouse", table, problem, RESTORE)


def _in_warehouse(warehouse: Path) -> tuple[set[str], dict[str, str]]:
    """The releases of the warehouse, and of each the landed file that it was read from."""
    from warehouse.connect import query

    if not warehouse.exists():
        return set(), {}
    rows = query(warehouse, READINGS).rows()
    return {release for release, _ in rows}, {release: digest for release, digest in rows if digest}


def _without_landing(landed: dict[str, str], held: set[str]) -> Iterator[Disagreement]:
    for release, digest in landed.items():
        if digest not in held:
            problem = f"was read from {digest[:12]}, which landing does not hold"
            yield Disagreement("warehouse", release, problem, "ingest its file again")


def _not_loaded(landing: Landing, intact: set[str], releases: set[str], loaded: set[str]) -> Iterator[Disagreement]:
    """What landed and is in no warehouse; looked into only where no release names the file as its own."""
    told: set[str] = set()
    for digest, path in landing.list_landed():
        told.add(digest)
        try:
            name, identity = landing.read_identity(path)
        except LandingError as error:
            yield Disagreement("landing", digest, str(error), "ingest the file again")
            continue
        if digest in loaded or digest not in intact:
            continue
        for release in _releases_in(Source(name, landing.read(digest), identity)):
            if release not in releases:
                yield Disagreement("landing", digest, f"its release {release[:12]} is not loaded", "tieout backfill")
    for digest in sorted(intact - told):
        yield Disagreement("landing", digest, "has no name and identity beside it", "ingest the file again")


def _releases_in(source: Source) -> list[str]:
    """The releases of a landed file; none where it holds nothing to read, which its run has told."""
    from transforms.parse.submission import open_documents

    try:
        return [document.release_id for document in open_documents(source)]
    except TieoutError:
        return []


def _not_received(settings: Settings, held: set[str]) -> Iterator[Disagreement]:
    with peek_ledger(settings.edgar_path, settings.warehouse_path) as ledger:
        received = {} if ledger is None else ledger.all_landed()
    for accession, digest in received.items():
        if digest not in held:
            problem = f"was received as {digest[:12]}, which landing does not hold"
            yield Disagreement("edgar", accession, problem, REMEDY)
