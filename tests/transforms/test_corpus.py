"""Real submissions: what is a release, and what is none."""

import pytest

from support.shared import SHARED, shared
from transforms.model import Source
from transforms.release import transform_release


def files(folder: str) -> list[str]:
    """Names of a folder of the corpus; one that does not exist where it is absent."""
    return sorted(path.name for path in (SHARED / "corpus" / folder).glob("*")) or ["absent"]


@pytest.mark.parametrize("name", files("not_releases"))
def test_an_8_k_without_results_is_no_release_with_a_reason_and_no_facts(catalog, name):
    content = shared(f"corpus/not_releases/{name}").read_bytes()
    frames = transform_release(Source(name, content), catalog)
    assert set(frames.release["is_release"]) <= {False}
    assert frames.release["not_release_reason"].null_count() == 0
    assert frames.fact.is_empty()


@pytest.mark.parametrize("name", files("ascii"))
def test_a_submission_with_results_has_a_release_with_facts_that_point_at_their_characters(catalog, name):
    content = shared(f"corpus/ascii/{name}").read_bytes()
    frames = transform_release(Source(name, content), catalog)
    assert frames.release["is_release"].any()
    lines = content.decode("cp1252", errors="replace").split("\n")
    wrong = [
        (fact["line_number"], fact["printed"])
        for fact in frames.fact.to_dicts()
        if lines[fact["line_number"] - 1][fact["char_start"] : fact["char_end"]].split() != fact["printed"].split()
    ]
    assert wrong == []


@pytest.mark.parametrize("name", files("ascii"))
def test_tokens_are_accounted_for(catalog, name):
    """Facts, declared non-facts and tokens with an issue make up every token of the tables."""
    frames = transform_release(Source(name, shared(f"corpus/ascii/{name}").read_bytes()), catalog)
    for release in frames.release.filter("is_release").to_dicts():
        own = {"release_id": release["release_id"]}
        stray = frames.issue.filter(**own, code="value_without_column").height
        explained = (
            frames.fact.filter(**own, origin="table").height + frames.non_fact.filter(**own, in_table=True).height
        )
        assert explained + stray == release["table_tokens"]
