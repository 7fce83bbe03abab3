"""Small hand-made batches, and the sample's gold table as frames."""

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from flows.series import series_deriver
from transforms.model import Catalog, ReleaseFrames
from warehouse import schema
from warehouse.publish import PublishResult, publish
from warehouse.runs import RunRecord
from warehouse.series import Deriver

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold"
DERIVER = series_deriver(Catalog())
NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)


def digest(*parts: object) -> str:
    return sha256("|".join(map(str, parts)).encode()).hexdigest()


DEFAULTS: Mapping[Any, Any] = {
    pl.String(): "",
    pl.Int8(): 0,
    pl.Int32(): 0,
    pl.Int64(): 0,
    pl.Boolean(): False,
    pl.Float64(): 1.0,
    pl.Date(): date(2003, 6, 30),
    schema.TIMESTAMP: NOW,
    schema.MONEY: Decimal(0),
    schema.TEXTS: [],
    pl.List(pl.Int32()): [],
}


def rows(table: schema.Table, given: Sequence[Mapping[str, Any]]) -> pl.DataFrame:
    """A frame of ``table``: what ``given`` leaves out is NULL, or a neutral value where NULL is not allowed."""
    wanted = [column for column in table.columns if column.name in table.frame_schema]
    filled = [
        {item.name: row.get(item.name, None if item.nullable else DEFAULTS[item.dtype]) for item in wanted}
        for row in given
    ]
    return pl.DataFrame(filled, schema=table.frame_schema)


@dataclass(frozen=True)
class Fake:
    """One made-up release; ``facts`` are rows of ``fact`` without ids."""

    name: str
    facts: tuple[Mapping[str, Any], ...] = ()
    verdict: str = "published"
    company: str = "Acme Inc."
    key: str | None = "acme"
    cik: str | None = None
    known_at: datetime | None = datetime(2003, 7, 10, 20, tzinfo=UTC)
    parser: str = "1"
    reasons: tuple[tuple[str, str], ...] = ()
    accession: str | None = None
    heading: str | None = None
    """A heading that the row of the first line prints too."""

    @property
    def release_id(self) -> str:
        return digest(self.name)

    @property
    def reading(self) -> str:
        return digest(self.name, self.parser)

    def frames(self) -> ReleaseFrames:
        ids = {"reading": self.reading, "release_id": self.release_id}
        facts = [fact_row(ids, place, given) for place, given in enumerate(self.facts)]
        release = {
            **ids,
            "parser_version": self.parser,
            "company": self.company,
            "company_key": self.key,
            "cik": self.cik,
            "is_release": self.verdict != "not_a_release",
            "medium": "text",
            "document": "EX-99.1",
            "facts": len(facts),
        }
        filing = {
            "filing_id": digest(self.name, self.accession, self.company, self.known_at),
            "release_id": self.release_id,
            "accession": self.accession,
            "cik": self.cik,
            "company": self.company,
            "known_at": self.known_at,
            "known_at_source": "acceptance" if self.known_at else None,
            "file_name": self.name,
        }
        lines = {
            (f["table_index"], f["row_index"], f["label"], f["ordinal"]): {
                **ids,
                **{k: f[k] for k in ("statement", "section", "label")},
                "kind": "data",
                "table_index": f["table_index"],
                "row_index": f["row_index"],
            }
            for f in facts
        }
        headings = [{**line, "kind": "heading", "label": self.heading} for line in lines.values()][: bool(self.heading)]
        tie = {
            **ids,
            "tie_id": digest(self.name, "tie"),
            "kind": "footing",
            "relation": "a = b",
            "period": "2003-06-30",
            "outcome": "exact",
            "severity": "error",
            "fact_ids": [f["fact_id"] for f in facts],
            "weights": [1] * len(facts),
        }
        issue = {
            **ids,
            "issue_id": digest(self.name, "issue"),
            "level": "info",
            "code": "unmapped_label",
            "message": "m",
        }
        return ReleaseFrames(
            release=rows(schema.RELEASE, [release]),
            filing=rows(schema.FILING, [filing]),
            fact=rows(schema.FACT, facts),
            line=rows(schema.LINE, [line | {"position": n} for n, line in enumerate((*headings, *lines.values()), 1)]),
            tie=rows(schema.TIE, [tie]),
            issue=rows(schema.ISSUE, [issue]),
            non_fact=rows(schema.NON_FACT, [{**ids, "token": "7", "reason": "page_number"}]),
        )


def fact_row(ids: Mapping[str, str], place: int, given: Mapping[str, Any]) -> dict[str, Any]:
    start = given.get("period_start")
    value = given.get("value")
    base = {
        **ids,
        "fact_id": digest(ids["release_id"], place),
        "statement": "operations",
        "section": "",
        "label": "Revenue",
        "ordinal": 1,
        "concept": "us-gaap:Revenues",
        "concept_value": value,
        "dimensions": "{}",
        "basis": "GAAP",
        "period_type": "duration" if start else "instant",
        "unit": "USD",
        "scale": 1000,
        "decimals": -3,
        "printed": "--" if value is None else str(value),
        "is_nil": value is None,
        "role": "value",
        "origin": "table",
        "additive": True,
        "document": "EX-99.1",
        "table_index": 0,
        "row_index": place,
        "column_index": 1,
        "heading": "Three months ended",
        "line_number": place + 1,
        "char_start": 60,
        "char_end": 70,
    }
    return {**base, **given}


def concat(parts: Sequence[ReleaseFrames]) -> ReleaseFrames:
    return ReleaseFrames.concat(list(parts))


def verdict_frames(fakes: Sequence[Fake]) -> tuple[pl.DataFrame, pl.DataFrame]:
    verdicts = [
        {"reading": f.reading, "verdict": f.verdict, "reason": f.reasons[0][1] if f.reasons else None} for f in fakes
    ]
    reasons = [
        {"reading": f.reading, "release_id": f.release_id, "rank": rank, "code": code, "message": message}
        for f in fakes
        for rank, (code, message) in enumerate(f.reasons, start=1)
    ]
    return (
        pl.DataFrame(verdicts, schema={"reading": pl.String(), "verdict": pl.String(), "reason": pl.String()}),
        pl.DataFrame(reasons, schema=schema.REASON.polars_schema),
    )


def a_run(name: str = "r1") -> RunRecord:
    return RunRecord(run_id=name, mode="direct", started_at=NOW, parser_version="1", files=1)


Publish = Callable[..., PublishResult]


@pytest.fixture(scope="session")
def release() -> type[Fake]:
    """Builder of made-up releases."""
    return Fake


@pytest.fixture(scope="session")
def run_record() -> RunRecord:
    """The record of a run."""
    return a_run()


@pytest.fixture
def run() -> Callable[..., RunRecord]:
    """Builder of run records."""
    return a_run


@pytest.fixture
def deriver() -> Deriver:
    """What makes the series, without curated links."""
    return DERIVER


@pytest.fixture(scope="session")
def put() -> Publish:
    """Publish made-up releases: ``put(path, *releases)``."""

    def inner(path: Path, *fakes: Fake, run: RunRecord | None = None, **options: Any) -> PublishResult:
        verdicts, reasons = verdict_frames(list({fake.reading: fake for fake in fakes}.values()))
        record = run or a_run(digest(*[f.reading for f in fakes], datetime.now(UTC)))
        batch = concat([fake.frames() for fake in fakes])
        options = {"deriver": DERIVER, **options}
        return publish(path, batch, verdicts, reasons, schema.EXPECTATION_RESULT.empty(), record, **options)

    return inner


@pytest.fixture(scope="session")
def quarter_of() -> Callable[..., dict[str, Any]]:
    """Builder of a duration fact: ``quarter_of("2003-04-01", "2003-06-30", 165_129_000, label=...)``."""

    def inner(start: str, end: str, value: int | str | None, **more: Any) -> dict[str, Any]:
        amount = None if value is None else Decimal(value)
        return {
            "period_start": date.fromisoformat(start),
            "period_end": date.fromisoformat(end),
            "value": amount,
            "concept_value": amount,
            **more,
        }

    return inner


@pytest.fixture(scope="session")
def juniper() -> Fake:
    """The sample's 374 facts as its gold table states them."""
    if not GOLD.exists():
        pytest.skip("the corpus (../shared/gold) is not beside this checkout")
    with (GOLD / "juniper_2003q2_concepts.csv").open(newline="") as handle:
        concepts = {row["row_key"]: row["concept"] for row in csv.DictReader(handle)}
    with (GOLD / "juniper_2003q2.csv").open(newline="") as handle:
        facts = tuple(gold_fact(row, concepts) for row in csv.DictReader(handle))
    return Fake("juniper_2003q2.txt", facts, company="Juniper Networks, Inc.", key="juniper networks")


TEXT_CONCEPT = {"txt.cfo": "cf.cfo", "txt.rev_total": "ops.rev_total", "txt.net_income.gaap": "ops.net_income"}


def gold_fact(row: Mapping[str, str], concepts: Mapping[str, str]) -> dict[str, Any]:
    value = Decimal(row["value"]) if row["value"] else None
    narrative = row["statement"] == "narrative"
    key = TEXT_CONCEPT.get(row["row_key"], row["row_key"])
    return {
        "fact_id": row["fact_id"],
        "statement": row["statement"],
        "section": row["section"],
        "label": row["label"],
        "concept": concepts.get(key, f"ext:{row['row_key']}"),
        "value": value,
        "concept_value": value,
        "basis": row["basis"],
        "period_type": row["period_type"],
        "period_start": date.fromisoformat(row["period_start"]) if row["period_start"] else None,
        "period_end": date.fromisoformat(row["period_end"]),
        "months": int(row["months"]) if row["months"] else None,
        "unit": row["unit"],
        "scale": int(row["scale"]),
        "decimals": int(row["decimals"]),
        "printed": row["value_printed"],
        "is_nil": row["is_nil"] == "true",
        "origin": "narrative" if narrative else "table",
        "additive": row["unit"] == "USD" and row["period_type"] == "duration",
        "line_number": int(row["line_number"]),
        "row_index": int(row["line_number"]),
        "char_start": int(row["char_start"]),
        "char_end": int(row["char_end"]),
        "column_index": int(row["column_index"]),
    }
