"""The sampled cells of releases that nobody labelled as a whole: how much of each sample is right in context."""

import pytest

from support.scoring import cells_of, score_sample
from support.shared import SHARED, shared
from transforms.model import Source
from transforms.release import transform_release

FLOORS = {
    "spots.csv": 0.97,
    "blind.csv": 0.97,
    "blind_second.csv": 0.98,
    "blind_third.csv": 0.98,
    "blind_third_b.csv": 0.98,
    "blind_fourth.csv": 0.98,
    "blind_fourth_b.csv": 0.98,
}


@pytest.mark.parametrize("sample", FLOORS)
def test_a_sample_is_read_no_worse_than_before(sample, catalog, tell):
    shared("corpus")
    cells = right = 0
    for name in cells_of(sample):
        [path] = SHARED.glob(f"corpus/*/{name}")
        scored = score_sample(transform_release(Source(path.name, path.read_bytes()), catalog).fact, sample, name)
        cells, right = cells + scored.gold, right + scored.right["context"]
    tell(f"{sample}: {right} of {cells} cells right in context: {right / cells:.4f}")
    assert right / cells >= FLOORS[sample]
