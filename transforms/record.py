"""What is recorded of a release as a whole: identity, counts, filing, and which facts its ties put in doubt."""

import hashlib
from collections.abc import Sequence

import polars as pl

from transforms.frames import frame_of
from transforms.model import Catalog
from transforms.parse.identity import company_key
from transforms.reading import Reading
from transforms.version import PARSER_VERSION, corrections_digest
from warehouse.schema import FACT, FILING, RELEASE


def release_frame(
    readings: Sequence[Reading], facts: pl.DataFrame, issues: pl.DataFrame, catalog: Catalog
) -> pl.DataFrame:
    """One row per reading with its counts, with the columns of ``store.release``."""
    counts = facts.group_by("reading").agg(
        facts=pl.len(), nils=pl.col("is_nil").sum(), narrative_facts=(pl.col("origin") == "narrative").sum()
    )
    issue_counts = issues.group_by("reading").agg(issues=pl.len())
    known = pl.Schema(
        {
            name: dtype
            for name, dtype in RELEASE.frame_schema.items()
            if name not in ("facts", "nils", "narrative_facts", "issues", "yield")
        }
    )
    base = pl.DataFrame([_row(reading, catalog) for reading in readings], schema=known, orient="row")
    joined = (
        base.join(counts, on="reading", how="left")
        .join(issue_counts, on="reading", how="left")
        .with_columns(pl.col("facts", "nils", "narrative_facts", "issues").fill_null(0))
    )
    explained = pl.col("facts") - pl.col("narrative_facts") + pl.col("non_facts")
    share = pl.when(pl.col("table_tokens") > 0).then(explained / pl.col("table_tokens")).otherwise(1.0)
    return joined.with_columns(share.alias("yield")).select(
        pl.col(name).cast(dtype) for name, dtype in RELEASE.frame_schema.items()
    )


def _row(reading: Reading, catalog: Catalog) -> dict[str, object]:
    tables = reading.parsed.tables
    identity = reading.identity
    return {
        "reading": reading.reading,
        "release_id": reading.release_id,
        "parser_version": PARSER_VERSION,
        "corrections_digest": corrections_digest(reading.release_id, catalog),
        "medium": "html" if reading.document.layout else "text",
        "document": reading.document.exhibit,
        "company": identity.company,
        "company_key": company_key(identity.company) if identity.company else None,
        "cik": identity.cik,
        "ticker": identity.ticker,
        "is_release": reading.is_release,
        "not_release_reason": reading.not_release_reason,
        "lines": len(reading.document.lines),
        "bytes": reading.document.size,
        "table_tokens": sum(table.tokens for table in tables),
        "non_facts": sum(len(table.non_facts) for table in tables),
        "landed": reading.document.landed,
    }


def filing_frame(readings: Sequence[Reading]) -> pl.DataFrame:
    """One row per release and filing, with the columns of ``store.filing``."""
    rows: list[tuple[object, ...]] = []
    for reading in readings:
        identity = reading.identity
        parts = (reading.release_id, identity.accession, identity.cik, identity.company, reading.known_at)
        filing_id = hashlib.sha256("|".join(map(str, parts)).encode()).hexdigest()[:16]
        rows.append(
            (
                filing_id,
                reading.release_id,
                identity.accession,
                identity.cik,
                identity.company,
                identity.filed_on,
                identity.accepted_at,
                reading.known_at,
                reading.known_at_source,
                reading.document.name,
            )
        )
    return frame_of(rows, FILING.frame_schema).unique("filing_id", keep="first", maintain_order=True)


def flag(facts: pl.DataFrame, ties: pl.DataFrame) -> pl.DataFrame:
    """Facts with ``flagged`` where a broken or suspicious tie of severity error or warning names them."""
    doubtful = ties.filter(((pl.col("outcome") == "violated") & (pl.col("severity") != "info")) | pl.col("suspicious"))
    named = (
        doubtful.select("reading", fact_id="fact_ids")
        .explode("fact_id")
        .unique()
        .with_columns(doubt=pl.lit(value=True))
    )
    return (
        facts.join(named, on=["reading", "fact_id"], how="left", maintain_order="left")
        .with_columns(flagged=pl.col("doubt").fill_null(value=False))
        .select(FACT.frame_schema.names())
    )
