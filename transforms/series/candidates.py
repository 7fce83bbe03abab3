"""A batch that is to be judged, beside what its companies have published before."""

from dataclasses import dataclass, field

import polars as pl

from transforms.model import ReleaseFrames
from warehouse import schema


@dataclass(frozen=True, slots=True)
class History:
    """What is published of some companies.

    ``entities`` has entity_id, cik and company_key, one row each way in which a company is known; ``facts`` has the
    columns of ``schema.SERIES_INPUT`` and ``footings`` those of ``schema.FOOTINGS``.
    """

    entities: pl.DataFrame = field(
        default_factory=lambda: pl.DataFrame(schema=dict.fromkeys(("entity_id", "cik", "company_key"), pl.String()))
    )
    facts: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=schema.SERIES_INPUT))
    footings: pl.DataFrame = field(default_factory=lambda: pl.DataFrame(schema=schema.FOOTINGS))


def with_history(batch: ReleaseFrames, history: History) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Facts and footings of the companies of which ``batch`` and ``history`` have two releases or more.

    A release of the batch takes the place of an older reading of it. Columns as in ``History``.
    """
    known = _identified(batch, history.entities)
    candidates = _candidates(batch, known)
    before = history.facts.join(candidates, on="release_id", how="anti")
    facts = pl.concat([before, candidates.select(before.columns).cast(before.schema)])
    several = pl.col("release_id").n_unique().over("entity_id") > 1
    footings = batch.tie.filter(pl.sql_expr(schema.HOLDING_FOOTING))
    return facts.filter(several), pl.concat([history.footings, footings.select(history.footings.columns)])


def _identified(batch: ReleaseFrames, entities: pl.DataFrame) -> pl.DataFrame:
    """Each release of ``batch`` with its company and date: by CIK, else by the name that goes with one."""
    filed = batch.filing.group_by("release_id").agg(
        filed_cik=pl.col("cik").drop_nulls().min(), known_at=pl.col("known_at").min()
    )
    read = (
        batch.release.filter("is_release")
        .join(filed, on="release_id", how="left")
        .with_columns(cik=pl.coalesce("filed_cik", "cik"))
    )
    named = (
        pl.concat([entities.select("company_key", "entity_id"), read.select("company_key", entity_id="cik")])
        .drop_nulls()
        .unique()
        .filter(pl.col("entity_id").n_unique().over("company_key") == 1)
    )
    return read.join(named, on="company_key", how="left").select(
        "reading",
        "cik",
        "company",
        "known_at",
        entity_id=pl.coalesce("cik", "entity_id", "company_key", "release_id"),
    )


def _candidates(batch: ReleaseFrames, known: pl.DataFrame) -> pl.DataFrame:
    """The facts of ``batch`` that series are made of, as ``store.series_fact`` selects them."""
    return (
        batch.fact.filter(pl.sql_expr(schema.MAKES_SERIES))
        .join(known.drop_nulls("known_at"), on="reading")
        .with_columns(half_unit=pl.sql_expr(schema.HALF_UNIT))
    )
