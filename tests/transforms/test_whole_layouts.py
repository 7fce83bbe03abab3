"""Layouts that filers print and that the releases at hand lack: made-up releases, each against what is in it."""

import pytest

from support.layouts import LAYOUTS, Layout
from transforms.model import Catalog, Source
from transforms.release import transform_release

SHARE = 0.99
"""How many values of a layout are right in their context."""


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_layout_is_read_as_it_was_written(layout: Layout, catalog: Catalog, tell):
    frames = transform_release(Source(layout.path.name, layout.path.read_bytes()), catalog)
    score = layout.score(frames.fact.filter(origin="table").to_dicts())
    tell(f"{layout.name}: {score}")
    assert score.right["context"] / score.gold >= SHARE, score.misses[:3]
    assert not score.beyond
    assert frames.issue.filter(level="error").is_empty()
    assert frames.tie.filter(outcome="violated", severity="error").is_empty()
