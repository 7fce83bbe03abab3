"""Every labelled release against the truth made by hand: the floors that the reading of any release is held to."""

import pytest

from score_corpus import TRUTH
from support.scoring import Score, score
from support.shared import shared
from transforms.model import Source
from transforms.release import transform_release

LABELLED = list(TRUTH)


@pytest.fixture(scope="module")
def scores(catalog) -> dict[str, Score]:
    found = {}
    for name in LABELLED:
        path = shared(name)
        found[name] = score(transform_release(Source(path.name, path.read_bytes()), catalog).fact, *TRUTH[name])
    return found


@pytest.mark.parametrize("name", LABELLED)
def test_no_labelled_release_is_read_below_95_percent(scores, name):
    assert scores[name].recall["context"] >= 0.95


@pytest.mark.parametrize("name", LABELLED)
def test_nothing_is_published_that_is_not_printed(scores, name):
    assert (scores[name].spurious, scores[name].outside) == ((), ())


def test_98_percent_of_all_labelled_values_are_right_in_context(scores, tell):
    total = sum(one.gold for one in scores.values())
    right = sum(one.right["context"] for one in scores.values())
    tell(f"{right} of {total} labelled values right in context: {right / total:.4f}")
    assert right / total >= 0.98
