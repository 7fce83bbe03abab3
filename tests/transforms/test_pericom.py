"""A release that no rule was fitted to: Pericom's third quarter of 2003, in a whole submission."""

import pytest

from support.scoring import Score, score
from transforms.model import ReleaseFrames


@pytest.fixture(scope="module")
def scored(pericom_2003q3: ReleaseFrames) -> Score:
    return score(pericom_2003q3.fact, "pericom_2003q3.csv")


def test_all_82_facts_of_its_tables_are_read_exactly(scored, tell):
    tell(f"pericom_2003q3: {scored}")
    for got, row, _ in scored.misses:
        where = f"{row['statement']}, {row['label']}, {row['value_printed']} in line {row['line_number']}"
        tell(f"  right up to level {got}: {where}")
    assert scored.gold == 82
    assert scored.recall["exact"] == 1.0


def test_beyond_the_tables_only_prose_is_read(scored):
    """The hand-made table has no rows for prose."""
    assert (scored.spurious, scored.outside) == ((), ())
    assert scored.published == 94


def test_nothing_of_severity_error_is_broken(pericom_2003q3):
    broken = pericom_2003q3.tie.filter(severity="error", outcome="violated")
    assert broken.select("kind", "relation", "period").rows() == []


def test_its_identity_is_that_of_the_submission_header(pericom_2003q3):
    release, filing = pericom_2003q3.release.row(0, named=True), pericom_2003q3.filing.row(0, named=True)
    assert (release["document"], release["company"], release["cik"]) == (
        "EX-99.1",
        "PERICOM SEMICONDUCTOR CORP",
        "0001001426",
    )
    assert (filing["accession"], str(filing["filed_on"])) == ("0000891092-03-002843", "2003-10-21")
    assert filing["known_at_source"] == "acceptance"
