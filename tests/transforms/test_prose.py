"""What is read of the prose of fifteen releases whose figures were labelled by reading."""

import pytest

from support.prose import figures, score_prose, total_of
from support.shared import SHARED, shared
from transforms.model import Source
from transforms.release import transform_release

FOUND, LABELLED, MOST_WRONG = 0.85, 0.82, 0
"""No less than this share is found, and with the measure that it restates; no more facts than this are wrong."""
MOST_OF_OTHER_BASIS = 12
"""A table that prints an adjusted measure and does not say so gives its basis to what restates it."""


@pytest.fixture(scope="module")
def scored(catalog):
    shared("corpus")
    scores = []
    for name in figures():
        [path] = SHARED.glob(f"corpus/*/{name}")
        scores.append(score_prose(transform_release(Source(path.name, path.read_bytes()), catalog).fact, name))
    return total_of(scores)


def test_the_prose_is_read_no_worse_than_before(scored, tell):
    tell(str(scored))
    assert scored.right["found"] / scored.labelled >= FOUND
    assert scored.right["label"] / scored.labelled >= LABELLED


def test_no_figure_of_it_is_read_wrongly(scored):
    """Every narrative fact stands at a labelled figure, with its value, unit and period."""
    wrong = [(fact["printed"], fact["label"]) for fact, row in scored.wrong if not _differs_in_basis(fact, row)]
    assert len(wrong) <= MOST_WRONG, wrong
    assert len(scored.wrong) <= MOST_OF_OTHER_BASIS


def _differs_in_basis(fact, row):
    return row is not None and fact["basis"] != row["basis"] and str(fact["period_end"]) == row["period_end"]
