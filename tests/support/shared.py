"""Real releases and hand-made truth: a folder beside the project, which a clone alone does not have."""

import csv
import importlib.util
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

SHARED = Path(__file__).parents[3] / "shared"
SAMPLE = "seed/juniper_2003q2.txt"
PERICOM = "corpus/ascii/pericom_semiconductor_corp_filed20031021_0000891092-03-002843.txt"


def shared(name: str) -> Path:
    """A file of the folder; where it is absent, the test is skipped."""
    path = SHARED / name
    if not path.exists():
        pytest.skip(f"../shared/{name} is absent: this test reads real releases from a folder beside the project")
    return path


def read_gold(name: str) -> list[dict[str, str]]:
    """The rows of a hand-made table."""
    with shared(f"gold/{name}").open(newline="", encoding="utf-8") as handle:
        return list(csv.DictReader(handle))


@cache
def scorer() -> ModuleType:
    """The module that scores facts against a hand-made table."""
    spec = importlib.util.spec_from_file_location("score", shared("score.py"))
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
