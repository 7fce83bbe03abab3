"""A warehouse of ten million facts: what a question costs, and what one more release does.

    python tests/benchmarks/big.py [--facts 10000000] [--at PATH]

The made-up company is loaded once as it is; its rows are then copied under other names, release by release, so that
the facts of one company lie scattered as they do after years of loading. The questions are those of
``docs/guide/series.md``. What is printed are medians of three, then the parts of a publish.
"""

import argparse
import os
import re
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import Any

import duckdb
import polars as pl

from flows.run import run_ingest
from flows.series import series_deriver
from flows.settings import Settings
from transforms.model import Identity, Source
from transforms.release import transform_release
from warehouse import publish as publishing
from warehouse import replace as replacing
from warehouse import schema
from warehouse.catalog import read_catalog
from warehouse.connect import open_reader
from warehouse.runs import RunRecord
from warehouse.series import STALE, rules_of

ROOT = Path(__file__).parents[2]
COMPANY = ROOT / "examples" / "calderwick"
GUIDE = ROOT / "docs" / "guide" / "series.md"
NEXT = "calderwick_2006q2.htm"
CIK = "0009990043"
IDS = ("reading", "release_id", "fact_id", "tie_id", "issue_id", "filing_id", "series_id", "same_as", "first_fact_id",
       "latest_fact_id", "first_release_id", "latest_release_id", "company_key")  # fmt: skip
LISTS = ("fact_ids",)
MILLION = 1_000_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--facts", type=int, default=10 * MILLION)
    parser.add_argument("--at", type=Path, help="keep the warehouse here, or use the one that is")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = options.at or Path(folder) / "big.duckdb"
        if not path.exists():
            copy_company(load_company(Path(folder)), path, options.facts)
        facts = count(path)
        print(f"{facts:,} facts, {path.stat().st_size / 2**20 / (facts / MILLION):.0f} MB a million")
        ask_all(path)
        publish_one_more(path)


def load_company(folder: Path) -> Path:
    """The made-up company without its newest release."""
    files = [str(file) for file in sorted(COMPANY.glob("calderwick_*")) if file.suffix != ".json" and file.name != NEXT]
    settings = Settings(home=folder / "home")
    run_ingest(files, Identity(), settings)
    return settings.warehouse_path


def copy_company(source: Path, path: Path, facts: int) -> None:
    """Write ``path`` with as many copies of the company as make up ``facts``; each has a CIK of its own."""
    shutil.copy(source, path)
    path.chmod(0o644)
    connection = duckdb.connect(path)
    one = connection.execute("SELECT count(*) FROM store.fact").fetchone()
    assert one is not None
    copies = max(1, facts // one[0])
    releases = connection.execute("SELECT release_id FROM store.filing ORDER BY known_at").fetchall()
    tables = [t for t in schema.TABLES if t not in (schema.RUN, schema.EXPECTATION_RESULT, schema.SCHEMA)]
    for table in tables:
        connection.execute(f"CREATE TEMP TABLE one_{table.name} AS FROM {table.full_name}")
    for table in tables:
        names = table.polars_schema.names()
        columns = ", ".join(f"{renamed(name)} AS {quote(name)}" for name in names)
        insert = (
            f"INSERT INTO {table.full_name} BY NAME SELECT {columns} FROM one_{table.name}, range(1, {copies}) AS r (n)"
        )
        if "release_id" in names and table not in schema.DERIVED:
            for (release_id,) in releases:
                connection.execute(f"{insert} WHERE release_id = ?", [release_id])
        else:
            connection.execute(f"{insert} ORDER BY n")
    keep_digests(connection)
    connection.execute("CHECKPOINT")
    connection.close()


def keep_digests(connection: duckdb.DuckDBPyConnection) -> None:
    """Say that the copies' series are made of the copies' releases."""
    connection.execute(f"DELETE FROM {schema.SERIES_STATE.full_name}")
    connection.execute(
        f"INSERT INTO {schema.SERIES_STATE.full_name} {STALE}", [rules_of(series_deriver(read_catalog()))]
    )


def quote(name: str) -> str:
    """A column's name in SQL."""
    return f'"{name}"'


def renamed(name: str) -> str:
    """The column for copy n."""
    if name in LISTS:
        return f"list_transform({quote(name)}, lambda x: x || n)"
    if name in ("cik", "entity_id"):
        return "lpad(CAST(n AS VARCHAR), 10, '0')"
    if name == "company":
        return "company || ' ' || n"
    return f"{quote(name)} || n" if name in IDS else quote(name)


def count(path: Path) -> int:
    """Facts in the warehouse."""
    with open_reader(path) as reader:
        row = reader.execute("SELECT count(*) FROM store.fact").fetchone()
    assert row is not None
    return int(row[0])


def ask_all(path: Path) -> None:
    """Print the median of three of each question of the guide."""
    questions = re.findall(r"## ([^\n]+)\n(?:(?!\n## ).)*?```sql\n(.*?)```", GUIDE.read_text(), re.DOTALL)
    with open_reader(path) as reader:
        reader.execute("SET threads = 2")
        for title, text in questions:
            asked = text.replace("company ILIKE 'calderwick%'", f"cik = '{CIK}'")
            times = []
            for _ in range(3):
                start = time.perf_counter()
                rows = len(reader.execute(asked).fetchall())
                times.append(time.perf_counter() - start)
            print(f"  {statistics.median(times):7.3f} s  {rows:>9,} rows  {title}", flush=True)


@contextmanager
def timed(parts: dict[str, float], module: ModuleType, *names: str) -> Iterator[None]:
    """Adds up the seconds spent in functions of ``module``."""
    kept = {name: getattr(module, name) for name in names}

    def watch(name: str) -> Callable[..., Any]:
        def call(*given: Any, **named: Any) -> Any:
            start = time.perf_counter()
            try:
                return kept[name](*given, **named)
            finally:
                parts[name] = parts.get(name, 0.0) + time.perf_counter() - start

        return call

    for name in names:
        setattr(module, name, watch(name))
    yield
    for name, function in kept.items():
        setattr(module, name, function)


def publish_one_more(path: Path) -> None:
    """Print what publishing the company's newest release costs, and its parts."""
    catalog = read_catalog()
    frames = transform_release(Source(NEXT, (COMPANY / NEXT).read_bytes()), catalog)
    verdicts = frames.release.select("reading", verdict=pl.lit("published"), reason=pl.lit(None, pl.String()))
    nothing = schema.REASON.empty(), schema.EXPECTATION_RESULT.empty()
    target = path.with_name("more.duckdb")
    target.unlink(missing_ok=True)
    os.link(path, target)  # publish puts another file in its place; a copy made now would keep the disk busy
    target.chmod(0o444)
    run = RunRecord(run_id="more", mode="direct", started_at=datetime.now(UTC), parser_version="1", files=1)
    parts: dict[str, float] = {}
    start = time.perf_counter()
    with (
        timed(parts, replacing, "_copy", "_verify", "_swap", "refresh_views"),
        timed(parts, publishing, "keep_up", "insert", "select_new"),
    ):
        publishing.publish(target, frames, verdicts, *nothing, run, deriver=series_deriver(catalog))
    total = time.perf_counter() - start
    target.unlink()
    print(f"one more release: {total:.2f} s")
    for name, seconds in sorted(parts.items(), key=lambda item: -item[1]):
        print(f"  {seconds:7.3f} s  {name.strip('_')}")
    print(f"  {total - sum(parts.values()):7.3f} s  the rest: commit, checkpoint")


if __name__ == "__main__":
    main()
