"""What of EDGAR is here already: one SQLite file in ``TIEOUT_HOME``, every change whole or not at all.

==========  ======================================================================================
``landed``  accession to the sha256 of its submission. Written before the bytes land, so a submission has
            landed when it is listed here *and* landing holds those bytes: no kill between parts the two.
``done``    filings that a warehouse has: published, in quarantine, or no release; or that are not there
``day``     days that a warehouse has all filings of; the watermark is the last before the first gap
``page``    pages that EDGAR said how to ask for only where they changed
``hold``    until when EDGAR wants silence, which a new process must keep as well
==========  ======================================================================================
"""

import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from flows.errors import BusyError, UnfinishedError
from flows.lock import alone_in

if TYPE_CHECKING:
    from flows.sources.edgar.client import Page

LEDGER = "ledger.sqlite"
VERSION = 1
TABLES = """
    CREATE TABLE landed (accession TEXT PRIMARY KEY, sha256 TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE done (warehouse TEXT, accession TEXT, PRIMARY KEY (warehouse, accession)) WITHOUT ROWID;
    CREATE TABLE day (warehouse TEXT, day TEXT, PRIMARY KEY (warehouse, day)) WITHOUT ROWID;
    CREATE TABLE page (url TEXT PRIMARY KEY, body BLOB NOT NULL, etag TEXT, last_modified TEXT);
    CREATE TABLE hold (name TEXT PRIMARY KEY, until TEXT NOT NULL);
"""
MOST_VARIABLES = 30_000
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The ledger, as far as it concerns one warehouse."""

    connection: sqlite3.Connection
    warehouse: str
    is_new: bool = False
    """It was made just now, and knows of nothing that landed before."""

    def landed(self, accession: str) -> str | None:
        """The sha256 of the submission, where it was once received."""
        row = self.connection.execute("SELECT sha256 FROM landed WHERE accession = ?", [accession]).fetchone()
        return None if row is None else str(row[0])

    def will_land(self, accession: str, sha256: str) -> None:
        """These bytes are about to land."""
        with self.connection:
            self.connection.execute("INSERT OR REPLACE INTO landed VALUES (?, ?)", [accession, sha256])

    def done(self, accessions: Sequence[str]) -> set[str]:
        """Those of ``accessions`` that the warehouse has."""
        found: set[str] = set()
        for start in range(0, len(accessions), MOST_VARIABLES):
            part = accessions[start : start + MOST_VARIABLES]
            marks = ", ".join("?" * len(part))
            asked = f"SELECT accession FROM done WHERE warehouse = ? AND accession IN ({marks})"
            found |= {row[0] for row in self.connection.execute(asked, [self.warehouse, *part])}
        return found

    def finish(self, accessions: Collection[str], days: Collection[date]) -> None:
        """The warehouse has these filings, and now all of these days: written together."""
        with self.connection:
            self.connection.executemany(
                "INSERT OR IGNORE INTO done VALUES (?, ?)", [(self.warehouse, accession) for accession in accessions]
            )
            self.connection.executemany(
                "INSERT OR IGNORE INTO day VALUES (?, ?)", [(self.warehouse, day.isoformat()) for day in days]
            )
            self.connection.executemany(
                "DELETE FROM page WHERE url LIKE ?", [(f"%/master.{day:%Y%m%d}.idx",) for day in days]
            )

    def days(self) -> list[date]:
        """The days that are complete, in order."""
        asked = "SELECT day FROM day WHERE warehouse = ? ORDER BY day"
        return [date.fromisoformat(row[0]) for row in self.connection.execute(asked, [self.warehouse])]

    def watermark(self, since: date) -> date | None:
        """The last day up to which all are complete from ``since`` on; None where that one is not."""
        days = set(self.days())
        if since not in days:
            return None
        last = since
        while last + ONE_DAY in days:
            last += ONE_DAY
        return last

    def spans(self) -> list[tuple[date, date]]:
        """The complete days as spans, first and last of each, in order."""
        spans: list[tuple[date, date]] = []
        for day in self.days():
            joins = bool(spans) and day == spans[-1][1] + ONE_DAY
            spans[-1:] = [(spans[-1][0], day)] if joins else [*spans[-1:], (day, day)]
        return spans

    def all_landed(self) -> dict[str, str]:
        """Every accession that was received, with the sha256 of its submission."""
        return dict(self.connection.execute("SELECT accession, sha256 FROM landed ORDER BY accession").fetchall())

    def page(self, url: str) -> "Page | None":
        """The page as it was last given."""
        import zstandard

        from flows.sources.edgar.client import Page

        row = self.connection.execute("SELECT body, etag, last_modified FROM page WHERE url = ?", [url]).fetchone()
        return None if row is None else Page(zstandard.decompress(row[0]), row[1], row[2])

    def keep_page(self, url: str, page: "Page") -> None:
        """Keep a page that can be asked for by its change."""
        import zstandard

        with self.connection:
            self.connection.execute(
                "INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?)",
                [url, zstandard.compress(page.body), page.etag, page.last_modified],
            )

    def hold(self, seconds: float) -> None:
        """Keep that no request may start for so long; a longer silence that was asked for before stays."""
        until = (datetime.now(UTC) + timedelta(seconds=seconds)).isoformat()
        with self.connection:
            self.connection.execute(
                "INSERT INTO hold VALUES ('all', ?) ON CONFLICT DO UPDATE SET until = max(until, excluded.until)",
                [until],
            )

    def held(self) -> float:
        """Seconds for which no request may start."""
        row = self.connection.execute("SELECT until FROM hold").fetchone()
        left = (datetime.fromisoformat(row[0]) - datetime.now(UTC)).total_seconds() if row else 0.0
        return max(0.0, left)

    def forget_warehouse(self) -> None:
        """What was said of a warehouse that is gone holds no longer."""
        with self.connection:
            for table in ("done", "day"):
                self.connection.execute(f"DELETE FROM {table} WHERE warehouse = ?", [self.warehouse])


@contextmanager
def open_ledger(folder: Path, warehouse: Path) -> Iterator[Ledger]:
    """The ledger in ``folder``, for one run at a time: two would ask EDGAR twice as often.

    Raises:
        BusyError: where another run has it.
        UnfinishedError: where it cannot be read or written, or a newer tieout wrote it.
    """
    busy = BusyError(f"{folder}: another run is asking EDGAR; run again when it has ended")
    with alone_in(folder, "lock", busy), _connected(folder / LEDGER) as connection:
        ledger = Ledger(connection, str(warehouse), is_new=_is_empty(connection))
        if not warehouse.exists():
            ledger.forget_warehouse()
        yield ledger


@contextmanager
def peek_ledger(folder: Path, warehouse: Path) -> Iterator[Ledger | None]:
    """The ledger to read, also while a run has it; None where nothing was ever asked of EDGAR.

    Raises:
        UnfinishedError: where it cannot be read.
    """
    path = folder / LEDGER
    if not path.exists():
        yield None
        return
    with _connected(path) as connection:
        yield Ledger(connection, str(warehouse))


@contextmanager
def _connected(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(sqlite3.connect(path)) as connection:
            _prepare(connection, path)
            yield connection
    except sqlite3.DatabaseError as error:
        raise UnfinishedError(
            f"{path}: cannot be read or written: {error}; remove it, and the next run learns from landing what is there"
        ) from error


def _is_empty(connection: sqlite3.Connection) -> bool:
    return all(connection.execute(f"SELECT 1 FROM {table}").fetchone() is None for table in ("landed", "done", "day"))


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        raise UnfinishedError(f"{path}: a newer tieout wrote it; use that one")
    if version < VERSION:
        connection.executescript(f"BEGIN; {TABLES} PRAGMA user_version = {VERSION}; COMMIT;")
