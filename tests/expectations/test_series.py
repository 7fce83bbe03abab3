"""What a release says of others: told where it differs, held back where it is off by a factor of a thousand."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import polars as pl
import pytest

from expectations.gate import judge
from transforms.model import ReleaseFrames
from transforms.series.build import build_series
from transforms.series.candidates import History, with_history


def again(made, good: ReleaseFrames, factor: Decimal) -> ReleaseFrames:
    """The same release under another id, three months later, with every value multiplied."""
    later = made.make_release("Kestrel  Instruments")
    filing = later.filing.with_columns(known_at=pl.col("known_at") + timedelta(days=91))
    release = later.release.with_columns(company_key=pl.lit(good.release["company_key"][0]))
    values = [(pl.col(name) * factor).cast(good.fact.schema[name]) for name in ("value", "concept_value")]
    counted = pl.col("label") != "Net revenues"
    fact = later.fact.with_columns(concept_value=pl.col("value")).with_columns(
        pl.when(counted).then(value).otherwise(pl.col(value.meta.output_name())) for value in values
    )
    return replace(later, filing=filing, release=release, fact=fact)


def across(*batches: ReleaseFrames) -> pl.DataFrame:
    return build_series(*with_history(ReleaseFrames.concat(list(batches)), History())).series_tie


@pytest.mark.parametrize(("factor", "verdict"), [("1", "published"), ("1.5", "published"), ("1000", "quarantined")])
def test_a_later_print_may_be_restated_and_not_be_a_thousand_times_as_large(made, good, factor, verdict):
    first = replace(good, fact=good.fact.with_columns(concept_value=pl.col("value")))
    later = again(made, good, Decimal(factor))
    ties = across(first, later)
    judged = judge(ReleaseFrames.concat([first, later]), "run", ties)
    verdicts = dict(judged.verdicts.select("reading", "verdict").iter_rows())
    assert verdicts == {first.release["reading"][0]: "published", later.release["reading"][0]: verdict}
    told = judged.results.filter(suite="series", success=False)["code"].to_list()
    assert told == {"1": [], "1.5": ["series_vintage"], "1000": ["series_scale"]}[factor]
    for reason in judged.reasons["message"]:
        assert "against an earlier release" in reason
        assert "a factor of a thousand or a million" in reason


def test_one_release_says_nothing_of_others(good):
    assert across(good).is_empty()
