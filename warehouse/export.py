"""What the warehouse knows, as files for other programs: Parquet by company, CSV, workbooks, xBRL-JSON.

A folder is written whole or not at all, and its ``export.json`` says what is in it. Parquet and CSV round nothing:
decimals keep their 38 digits, times are in UTC, and an empty text is not NULL.
"""

import json
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from enum import StrEnum
from os import getpid
from pathlib import Path
from typing import Any

import duckdb

from warehouse.connect import first_line, open_reader
from warehouse.errors import FolderInUseError, UnknownCompanyError, UnwritableError
from warehouse.layout import literal
from warehouse.workbook import write_workbooks
from warehouse.xbrl.report import write_reports

MANIFEST = "export.json"
ORDER: Mapping[str, str] = {
    "fact": "entity_id, known_at, release_id, table_index, line_number, row_index, column_index, char_start, fact_id",
    "observation": "entity_id, series_id, period_end, period_start, known_at, fact_id",
    "quarter": "entity_id, series_id, period_end, period_start",
}
"""The views of ``mart`` that are exported, and how their rows are ordered."""
CHOSEN = """
CREATE TEMP TABLE chosen AS
SELECT DISTINCT r.entity_id, a.name
FROM mart.release AS r
JOIN (SELECT unnest(?::VARCHAR[]) AS name) AS a
    ON trim(a.name) <> '' AND (r.entity_id = a.name OR ltrim(r.cik, '0') = ltrim(a.name, '0')
    OR upper(r.ticker) = upper(a.name) OR contains(lower(r.company), lower(a.name)))
WHERE r.status IN ('published', 'waived')"""
EVERY = """
CREATE TEMP TABLE chosen AS
SELECT DISTINCT entity_id, NULL AS name FROM mart.release WHERE status IN ('published', 'waived')"""


LONGEST_NAME = 80
NAMELESS = "company"
"""What the file is called of a company whose name has no Latin letter."""
COMPANIES = """
SELECT entity_id, arg_max(company, known_at) AS company FROM mart.release SEMI JOIN chosen USING (entity_id)
WHERE status IN ('published', 'waived') GROUP BY entity_id ORDER BY entity_id"""


class ExportFormat(StrEnum):
    """The kind of files that an export is made of."""

    PARQUET = "parquet"
    CSV = "csv"
    XLSX = "xlsx"
    XBRL_JSON = "xbrl-json"


def export_mart(path: Path, out: Path, form: ExportFormat, companies: Sequence[str] = ()) -> Mapping[str, Any]:
    """Write the published facts and series of ``companies``, or of all, into the new folder ``out``.

    A company is named by its entity, CIK, ticker or a part of its name. Gives what ``export.json`` says: the format,
    and of each table its rows and the types of its columns, or of each workbook or report what it counts.

    Raises:
        UnknownCompanyError: nothing published is of a company so named.
        FolderInUseError: ``out`` is there and not empty; nothing in it is touched.
        UnwritableError: the folder cannot be written.
        WarehouseError: as ``open_reader``.
    """
    with open_reader(path) as reader:
        _choose(reader, path, companies)
        with _new_folder(out) as folder:
            written: Mapping[str, Any]
            if form is ExportFormat.XLSX:
                written = {"workbooks": write_workbooks(reader, folder, _file_names(reader))}
            elif form is ExportFormat.XBRL_JSON:
                written = {"reports": write_reports(reader, folder, _file_names(reader))}
            else:
                written = {"tables": {view: _copy(reader, view, folder, form) for view in ORDER}}
            manifest = {"format": form.value, **written}
            (folder / MANIFEST).write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return manifest


def _choose(reader: duckdb.DuckDBPyConnection, path: Path, companies: Sequence[str]) -> None:
    if not companies:
        reader.execute(EVERY)
        return
    reader.execute(CHOSEN, [list(companies)])
    known = {name for (name,) in reader.execute("SELECT DISTINCT name FROM chosen").fetchall()}
    if unknown := [name for name in companies if name not in known]:
        problem = f"no published release is of a company named {', '.join(map(repr, unknown))}"
        raise UnknownCompanyError(path, problem, "tieout sql 'FROM mart.release' shows the companies")


def _file_names(reader: duckdb.DuckDBPyConnection) -> Mapping[str, str]:
    """What the file or folder of each chosen company is called, by entity: its name and what it is known by."""
    names: dict[str, str] = {}
    for entity, company in reader.execute(COMPANIES).fetchall():
        slug = re.sub(r"[^a-z0-9]+", "-", f"{company or ''} {entity}".lower()).strip("-")[:LONGEST_NAME] or NAMELESS
        taken = set(names.values())
        copies = (f"{slug}{'' if copy == 1 else f'-{copy}'}" for copy in range(1, len(taken) + 2))
        names[entity] = next(name for name in copies if name not in taken)
    return names


def _copy(reader: duckdb.DuckDBPyConnection, view: str, folder: Path, form: ExportFormat) -> Mapping[str, Any]:
    described = reader.execute(f"DESCRIBE SELECT * FROM mart.{view}").fetchall()
    columns = {str(name): str(kind) for name, kind, *_ in described}
    chosen = f"FROM mart.{view} SEMI JOIN chosen USING (entity_id) ORDER BY {ORDER[view]}"
    if form is ExportFormat.PARQUET:
        # the folder's name is a column of its own: readers guess its type, and a CIK would lose its zeros
        select, target = "*, entity_id AS entity", folder / view
        options = "FORMAT parquet, COMPRESSION zstd, PARTITION_BY (entity)"
    else:
        lists = "".join(f", to_json({name}) AS {name}" for name, kind in columns.items() if kind.endswith("[]"))
        select, target = f"* REPLACE ({lists[2:]})" if lists else "*", folder / f"{view}.csv"
        options = "FORMAT csv, HEADER"
    rows = reader.execute(f"COPY (SELECT {select} {chosen}) TO {literal(str(target))} ({options})").fetchone()
    assert rows is not None
    return {"rows": int(rows[0]), "columns": columns}


@contextmanager
def _new_folder(out: Path) -> Iterator[Path]:
    """A folder beside ``out`` that becomes ``out`` when all went well, and else is gone."""
    out = out.expanduser().absolute()
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise FolderInUseError(out, "is not an empty folder", "name another, or remove it")
    draft = out.with_name(f".{out.name}.{getpid()}.new")
    try:
        draft.mkdir(parents=True)
        yield draft
        draft.replace(out)
    except (duckdb.IOException, OSError) as error:
        raise UnwritableError(
            out, f"could not be written ({first_line(error)})", "make room or name another"
        ) from error
    finally:
        shutil.rmtree(draft, ignore_errors=True)
