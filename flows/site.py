"""The data-quality report, written from the warehouse and the landing store."""

from collections.abc import Collection, Sequence
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path
from typing import TYPE_CHECKING

from flows.errors import LandingError, UnfinishedError, UsageError
from flows.landing import Landing
from flows.settings import Settings
from flows.workers import start_workers
from transforms.collector import uncollected

if TYPE_CHECKING:
    import polars as pl

    from expectations.report import Printed, ReportData

WHOLE_VIEWS = ("release", "quality", "filing", "quarantine", "run", "expectation")
PAGED_VIEWS = {
    "fact": "fact_all",
    "line": "line",
    "tie": "tie",
    "issue": "issue",
    "non_fact": "non_fact",
}
BROKEN = "SELECT * FROM mart.tie WHERE severity <> 'info' AND (outcome = 'violated' OR suspicious)"
OPERANDS = "SELECT f.* FROM mart.fact_all AS f SEMI JOIN mart.release AS r ON r.reading = f.reading WHERE f.flagged"
TABLES = """
SELECT f.release_id, f.table_index, count(*) AS facts
FROM mart.fact_all AS f
SEMI JOIN mart.release AS r ON r.reading = f.reading AND r.facts > ?
GROUP BY ALL"""
VINTAGES = """
SELECT o.*, f.table_index
FROM mart.observation AS o
JOIN mart.fact AS f ON f.release_id = o.release_id AND f.fact_id = o.fact_id
SEMI JOIN (SELECT entity_id, series_id FROM mart.observation WHERE release_id IN (SELECT unnest(?::VARCHAR[]))) AS p
    ON p.entity_id = o.entity_id AND p.series_id = o.series_id"""
BESIDE = """
SELECT DISTINCT o.release_id
FROM mart.observation AS o
SEMI JOIN (FROM mart.observation WHERE release_id IN (SELECT unnest(?::VARCHAR[]))) AS p
    ON p.entity_id = o.entity_id AND p.series_id = o.series_id AND p.period_end = o.period_end
    AND p.period_start IS NOT DISTINCT FROM o.period_start"""
"""The releases that print a period of a line that some releases print: their pages tell of these prints too."""
FOLLOWED = {
    "series": "SELECT * FROM mart.series",
    "observation": """
SELECT o.*, f.printed, f.scale, f.table_index, f.row_index
FROM mart.observation AS o
JOIN mart.fact AS f ON f.release_id = o.release_id AND f.fact_id = o.fact_id""",
    "quarter": "SELECT * FROM mart.quarter",
    "restatement": "SELECT * FROM mart.restatement",
}
MOST_PAGES = 100
"""Pages that an ingest writes on its own: each takes about as long as reading its release did."""
REMEDY = "mend that and run tieout report, or name another folder by its --out"
CHUNK = 25
"""Releases whose rows are in memory at once; so many pages are worth a process of their own."""


def write_site(settings: Settings, out: Path | None = None) -> Path:
    """Write the data-quality report of the whole warehouse, every page anew; gives its first page.

    Raises:
        UsageError: where ``out`` holds other files than a report, which might be replaced or removed.
        UnfinishedError: where the folder cannot be written.
    """
    if out is not None:
        _refuse_foreign(out)
    data = _whole(settings.warehouse_path)
    return _write(settings, out or settings.report_path, data, data.release["release_id"].to_list())


def _refuse_foreign(folder: Path) -> None:
    from expectations.report import assets

    if folder.is_dir() and any(folder.iterdir()) and not all((folder / name).exists() for name in assets()):
        raise UsageError(f"{folder}: holds other files than a report; name another folder, or an empty one")


def refresh_site(settings: Settings, changed: Collection[str]) -> Path | None:
    """Bring the report up to date where only the releases ``changed``; gives its first page.

    None, and nothing is written, where that would be so many pages that it takes longer than the run did.
    A report of another warehouse is written anew as a whole, since its pages may be of the same releases. Pages of
    older releases that tell what the ``changed`` ones print are written too, where there is room for them.

    Raises:
        UnfinishedError: where the folder cannot be written.
    """
    from expectations.report import page_of
    from warehouse.connect import query

    folder = settings.report_path
    data = _whole(settings.warehouse_path)
    every = data.release["release_id"].to_list()
    stale = changed if _tells_of(folder, data) else every
    made = [one for one in every if one in stale or not (folder / page_of(one)).exists()]
    if len(made) > MOST_PAGES:
        return None
    wanted = {*made, *query(settings.warehouse_path, BESIDE, [made])["release_id"]}
    told = [one for one in every if one in wanted]
    return _write(settings, folder, data, told if len(told) <= MOST_PAGES else made)


def _tells_of(folder: Path, data: "ReportData") -> bool:
    """Whether the report there is of the warehouse of ``data``, which knows every run that has a page."""
    from expectations.report import run_page

    known = {Path(run_page(run)).name for run in data.run["run_id"]}
    return all(page.name in known for page in (folder / "run").glob("*.html"))


def _write(settings: Settings, folder: Path, data: "ReportData", made: Sequence[str]) -> Path:
    """Pages of releases first and the overview last, so that it names no page that is not there."""
    from expectations.report import Parts, assets, company_page, overview_pages, remove_others, write_pages

    try:
        write_pages(assets().items(), folder)
        _write_chunks(settings, folder, data, made)
        leading = overview_pages(data)
        own = _runs_of(data, made)
        write_pages(
            ((path, make()) for path, make in leading.items()
             if not path.startswith("run/") or path.partition(".")[0] in own or not (folder / path).exists()),
            folder,
        )  # fmt: skip
        companies = map(company_page, data.release["entity_id"].drop_nulls().unique())
        parts = Parts(data.tables)
        pages = [page for release_id in data.release["release_id"] for page in parts.pages(release_id)]
        remove_others(folder, [*leading, *companies, *pages])
    except OSError as error:
        raise UnfinishedError(f"{folder}: cannot write the report: {error.strerror}; {REMEDY}") from error
    return folder / "index.html"


def _runs_of(data: "ReportData", made: Sequence[str]) -> frozenset[str]:
    """Pages, without what follows the dot, of the runs that loaded the releases ``made``, and of the newest."""
    import polars as pl

    from expectations.report import run_page

    loaded = data.release.filter(pl.col("release_id").is_in(made))["run_id"]
    newest = data.run.sort("started_at", "run_id").tail(1)["run_id"]
    return frozenset(run_page(run).partition(".")[0] for run in (*loaded, *newest))


def _write_chunks(settings: Settings, folder: Path, data: "ReportData", made: Sequence[str]) -> None:
    """The pages of the releases ``made`` and of their companies, in several processes where they are many."""
    import polars as pl

    entities = data.release.filter(pl.col("release_id").is_in(made))["entity_id"].drop_nulls().unique().sort().to_list()
    work = [
        *((write_releases, _only(data, pl.col("release_id").is_in(chunk))) for chunk in _chunks(made)),
        *((write_companies, _only(data, pl.col("entity_id").is_in(chunk))) for chunk in _chunks(entities)),
    ]
    if min(settings.parse_workers, len(work) - 1) <= 1:
        for write, part in work:
            write(settings, folder, part)
        return
    with start_workers(settings.parse_workers) as pool:
        try:
            done = [pool.submit(write, settings, folder, part) for write, part in work]
            for one in done:
                one.result()
        except BrokenProcessPool as error:
            raise UnfinishedError("a process was killed; set TIEOUT_WORKERS=1 where memory is short") from error
        finally:
            pool.shutdown(cancel_futures=True)


def _chunks(names: Sequence[str]) -> list[Sequence[str]]:
    return [names[start : start + CHUNK] for start in range(0, len(names), CHUNK)]


def write_releases(settings: Settings, folder: Path, data: "ReportData") -> None:
    """Write the page of each release of ``data``.

    Raises:
        OSError: where the folder cannot be written.
    """
    from expectations.report import release_pages, write_pages

    with uncollected():
        printed = _printed(settings, data.release)
        write_pages(release_pages(data, printed, data.release["release_id"].to_list()), folder)


def write_companies(settings: Settings, folder: Path, data: "ReportData") -> None:
    """Write the page of each company that ``data`` has all releases of.

    Raises:
        OSError: where the folder cannot be written.
    """
    from expectations.report import Followed, company_pages, write_pages
    from warehouse.connect import ask, open_reader

    ids = data.release["entity_id"].unique().to_list()
    wanted = "WHERE entity_id IN (SELECT unnest(?::VARCHAR[]))"
    with open_reader(settings.warehouse_path) as reader:
        frames = {name: ask(reader, f"SELECT * FROM ({text}) {wanted}", [ids]) for name, text in FOLLOWED.items()}
    with uncollected():
        write_pages(company_pages(data, Followed(**frames), ids), folder)


def _whole(warehouse: Path) -> "ReportData":
    from expectations.report import MOST_FACTS, ReportData
    from warehouse.connect import ask, open_reader, refuse_older

    with open_reader(warehouse) as reader:
        refuse_older(reader, warehouse)
        return ReportData(
            **{view: ask(reader, f"SELECT * FROM mart.{view}") for view in WHOLE_VIEWS},
            broken=ask(reader, BROKEN),
            operand=ask(reader, OPERANDS),
            tables=ask(reader, TABLES, [MOST_FACTS]),
        )


def _only(data: "ReportData", wanted: "pl.Expr") -> "ReportData":
    """What is of the releases that are ``wanted``; what only pages of runs show is left out."""
    from dataclasses import replace

    release = data.release.filter(wanted)
    parts = {name: getattr(data, name).join(release, on="release_id", how="semi") for name in ("filing", "quarantine")}
    quality = data.quality.join(release, on="reading", how="semi")
    unused = {name: getattr(data, name).clear() for name in ("run", "expectation", "broken", "operand")}
    return replace(data, release=release, quality=quality, **parts, **unused)


def _printed(settings: Settings, releases: "pl.DataFrame") -> "Printed":
    """All that was read of ``releases``, and their text as it landed."""
    import polars as pl

    from expectations.report import SOURCE, Printed
    from warehouse.connect import ask, open_reader

    wanted = "WHERE release_id IN (SELECT unnest(?::VARCHAR[]))"
    ids = releases["release_id"].to_list()
    with open_reader(settings.warehouse_path) as reader:
        frames = {name: ask(reader, f"SELECT * FROM mart.{view} {wanted}", [ids]) for name, view in PAGED_VIEWS.items()}
        observation = ask(reader, VINTAGES, [ids])
    sources, missing = [SOURCE.to_frame()], {}
    for release_id, reading, landed in releases.select("release_id", "reading", "landed").iter_rows():
        try:
            sources.append(_source(Landing(settings.landing_url), release_id, reading, landed or release_id))
        except LandingError as error:
            missing[reading] = f"Its text cannot be shown: {error}"
    return Printed(**frames, source=pl.concat(sources), missing=missing, observation=observation)


def _source(landing: Landing, release_id: str, reading: str, landed: str) -> "pl.DataFrame":
    """The text of a release as it landed, with the columns of ``SOURCE``.

    Raises:
        LandingError: where the landing store does not have it, or not as it was.
    """
    import polars as pl

    from expectations.report import SOURCE
    from transforms.model import Source
    from transforms.parse.source_text import source_text

    pieces = source_text(Source(landed, landing.read(landed)), release_id)
    if not pieces:
        raise LandingError(f"{landed}: no exhibit in it is {release_id}; ingest the file again")
    of_piece = {name: kind for name, kind in SOURCE.items() if name != "reading"}
    frame = pl.DataFrame(pieces, schema=of_piece, orient="row")
    return frame.with_columns(reading=pl.lit(reading)).select(SOURCE.names())
