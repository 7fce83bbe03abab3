"""The examples, read once, and a warehouse that holds them."""

import os
from pathlib import Path

import pytest

from flows.run import Result, run_ingest
from flows.settings import Settings
from transforms.model import Identity, ReleaseFrames, Source
from transforms.release import transform_release
from warehouse.catalog import read_catalog

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"


@pytest.fixture(scope="session")
def examples() -> dict[str, ReleaseFrames]:
    """The frames of every example, by file name."""
    catalog = read_catalog()
    sources = [Source(path.name, path.read_bytes()) for path in EXAMPLES.glob("*.txt")]
    return {source.name: transform_release(source, catalog) for source in sources}


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, Result]:
    """A warehouse with the examples in it, as ``make run`` makes it but without Prefect; takes fifteen seconds."""
    for name in [name for name in os.environ if name.startswith("TIEOUT_")]:
        del os.environ[name]
    settings = Settings(home=tmp_path_factory.mktemp("examples"))
    return settings, run_ingest([str(EXAMPLES / "*.txt"), str(EXAMPLES / "calderwick")], Identity(), settings)
