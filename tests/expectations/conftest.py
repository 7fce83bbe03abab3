"""Small made-up releases: a balance sheet that foots and two lines of operations, changed at will."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from types import SimpleNamespace
from typing import Any

import polars as pl
import pytest

from transforms.model import ReleaseFrames
from warehouse import schema

Row = dict[str, Any]
EVERY = pl.lit(value=True)
HEADINGS = {1: date(2003, 6, 30), 2: date(2002, 12, 31)}
LINES = (("Cash", 10, (100, 80)), ("Receivables, net", 11, (50, 40)), ("Total current assets", 12, (150, 120)))


def _fact(reading: Row, label: str, line_number: int, column: int, **other: Any) -> Row:
    return {
        **reading, "fact_id": f"{reading['release_id'][:8]}-{line_number}-{column}", "statement": "balance_sheet",
        "section": "Current assets", "label": label, "ordinal": 1, "concept": "ext:x", "concept_value": None,
        "dimensions": "{}", "basis": "GAAP", "period_type": "instant", "period_start": None,
        "period_end": HEADINGS[column], "period_start_source": None, "months": None, "weeks": None,
        "unit": "USD", "scale": 1000, "decimals": -3,
        "printed": "0", "is_nil": False, "value": None, "role": "value", "origin": "table", "additive": False,
        "header_inherited": False, "flagged": False, "footnote": None, "assurance": "unaudited", "document": "EX-99.1",
        "line_number": line_number, "char_start": 40 * column, "char_end": 40 * column + 3, "table_index": 0,
        "row_index": line_number - 10, "cell_index": None, "column_index": column,
        "heading": str(HEADINGS[column]), **other,
    }  # fmt: skip


def _facts(reading: Row) -> list[Row]:
    sheet = [
        _fact(reading, label, line, column, printed=str(value), value=Decimal(1000 * value))
        for label, line, values in LINES
        for column, value in enumerate(values, start=1)
    ]
    quarter = {
        "statement": "operations", "section": "", "period_type": "duration", "period_start": date(2003, 4, 1),
        "period_start_source": "calendar_month", "months": 3, "table_index": 1,
    }  # fmt: skip
    sales = _fact(reading, "Net revenues", 20, 1, printed="500", value=Decimal(500_000), **quarter)
    charge = _fact(reading, "Charge", 21, 1, printed="--", is_nil=True, **quarter)
    said = {**quarter, "origin": "narrative", "statement": "narrative", "table_index": None, "row_index": None}
    prose = _fact(
        reading, "Net revenues", 3, 1, **said, printed="0.5", value=Decimal(500_000), scale=10**6, decimals=-5
    )
    return [*sheet, sales, charge, prose]


def _footing(reading: Row, column: int) -> Row:
    cash, receivables, total = (1000 * values[column - 1] for _, _, values in LINES)
    ids = [f"{reading['release_id'][:8]}-{line}-{column}" for line in (12, 10, 11)]
    return {
        **reading, "tie_id": f"{reading['release_id'][:8]}-foot-{column}", "kind": "footing",
        "relation": "Total current assets = Cash + Receivables, net", "period": str(HEADINGS[column]), "unit": "USD",
        "left_value": Decimal(total), "right_value": Decimal(cash + receivables), "residual": Decimal(0),
        "tolerance": Decimal(1500), "outcome": "exact", "severity": "error", "suspicious": False, "note": None,
        "fact_ids": ids, "weights": [1, -1, -1],
    }  # fmt: skip


def _release(reading: Row, name: str) -> Row:
    return {
        **reading, "parser_version": "1", "corrections_digest": "", "medium": "text", "document": "EX-99.1",
        "company": name, "company_key": name.lower(), "cik": None, "ticker": None, "is_release": True,
        "not_release_reason": None, "lines": 30, "bytes": 1000, "facts": 9, "nils": 1, "narrative_facts": 1,
        "table_tokens": 10, "non_facts": 2, "issues": 0, "yield": 1.0, "landed": reading["release_id"],
    }  # fmt: skip


def make_release(name: str = "Kestrel Instruments") -> ReleaseFrames:
    """A release that deserves to be published: 9 facts (one nil, one in prose) and 2 exact footings."""
    release_id = sha256(name.encode()).hexdigest()
    reading = {"reading": f"reading of {name}", "release_id": release_id}
    filing = {
        "filing_id": f"filing of {name}", "release_id": release_id, "accession": None, "cik": None, "company": name,
        "filed_on": date(2003, 7, 10), "accepted_at": None, "known_at": datetime(2003, 7, 11, 3, 59, tzinfo=UTC),
        "known_at_source": "dateline", "file_name": "kestrel.txt",
    }  # fmt: skip
    rows = {
        "release": [_release(reading, name)], "filing": [filing], "fact": _facts(reading), "line": [],
        "tie": [_footing(reading, column) for column in HEADINGS], "issue": [], "non_fact": [],
    }  # fmt: skip
    return ReleaseFrames(
        **{table.name: pl.DataFrame(rows[table.name], schema=table.frame_schema) for table in schema.FRAMES}
    )


def change(frames: ReleaseFrames, table: str, rows: pl.Expr = EVERY, **values: Any) -> ReleaseFrames:
    """The same frames with ``values`` set in the rows of ``table`` that meet ``rows``."""
    frame: pl.DataFrame = getattr(frames, table)
    put = {name: pl.lit(value, dtype=frame.schema[name]) for name, value in values.items()}
    changed = frame.with_columns(
        **{name: pl.when(rows).then(value).otherwise(pl.col(name)) for name, value in put.items()}
    )
    return replace(frames, **{table: changed})


def add_issue(frames: ReleaseFrames, **values: Any) -> ReleaseFrames:
    """The same frames with one more issue."""
    reading = frames.release.select("reading", "release_id").row(0, named=True)
    row = {
        **reading, "issue_id": f"issue {frames.issue.height}", "level": "error", "code": "table_cut_off",
        "message": "the table that starts on line 20 ends in the middle", "line_number": 22, **values,
    }  # fmt: skip
    issue = pl.concat([frames.issue, pl.DataFrame([row], schema=frames.issue.schema)])
    return replace(frames, issue=issue)


def break_footing(frames: ReleaseFrames, severity: str = "error") -> ReleaseFrames:
    """The footing of the first column misses by 9,000."""
    return change(
        frames, "tie", pl.col("period") == "2003-06-30", left_value=Decimal(159_000), residual=Decimal(9_000),
        outcome="violated", severity=severity,
    )  # fmt: skip


def make_not_a_release(name: str = "A change of directors") -> ReleaseFrames:
    """A file that was read and is no earnings release: no date, no facts, no ties."""
    frames = make_release(name)
    frames = change(frames, "release", is_release=False, not_release_reason="no statement found", facts=0)
    frames = change(frames, "filing", known_at=None)
    return replace(frames, fact=frames.fact.clear(), tie=frames.tie.clear())


@pytest.fixture
def good() -> ReleaseFrames:
    """A release that deserves to be published."""
    return make_release()


@pytest.fixture
def made() -> SimpleNamespace:
    """The makers of this module, which tests cannot import."""
    makers = (make_release, make_not_a_release, change, add_issue, break_footing)
    return SimpleNamespace(**{maker.__name__: maker for maker in makers})
