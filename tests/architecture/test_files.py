"""What no file of the project may hold, and what the lock must."""

import re
import subprocess
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
MACHINE_PATH = re.compile(r"(?<![\w.)}\]>$-])/(?:work|tmp|home|root|Users|opt|mnt)/\w")
REGISTRY = re.compile(
    r"\bpypi\b[.]|\bpythonhosted\b|\bartifactory\b|\bdevpi\b|/simple/?(?=\s|$)|\bindex-url\s*=", re.IGNORECASE
)
PIN = re.compile(r"^([A-Za-z0-9][\w.-]*)==(\S+)(.*)$", re.MULTILINE)


def committed_texts() -> dict[str, str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode:
        pytest.skip("no git here: what belongs to the project is what git lists")
    names = [name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).is_file()]
    return {name: (ROOT / name).read_bytes().decode("utf-8", errors="replace") for name in names}


def found(pattern: re.Pattern[str]) -> list[str]:
    return [
        f"{name}:{text.count(chr(10), 0, match.start()) + 1}: {match[0]!r}"
        for name, text in committed_texts().items()
        if name != Path(__file__).relative_to(ROOT).as_posix()
        for match in pattern.finditer(text)
    ]


SEEN = ((MACHINE_PATH, "in /" + "tmp/x"), (REGISTRY, "files.python" + "hosted.org"))


@pytest.mark.parametrize(("pattern", "text"), SEEN)
def test_the_patterns_see_what_they_look_for(pattern, text):
    assert pattern.search(text)


def test_no_file_names_a_path_of_somebodys_machine():
    assert found(MACHINE_PATH) == []


def test_no_file_names_a_package_registry():
    assert found(REGISTRY) == []


def test_the_lock_names_no_index_and_no_place_to_download_from():
    options = [line for line in LOCK.splitlines() if line.startswith("-") or "://" in line]
    assert options == []


def test_every_locked_package_is_pinned_and_hashed():
    blocks = re.split(r"\n(?=[A-Za-z0-9])", LOCK.strip())
    unsafe = [block.splitlines()[0] for block in blocks if not PIN.match(block) or "--hash=sha256:" not in block]
    assert unsafe == []


def test_the_lock_holds_every_declared_dependency_in_a_version_that_is_allowed():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pins = {name.lower().replace("_", "-"): pinned for name, pinned, _ in PIN.findall(LOCK)}
    declared = [Requirement(line) for line in (*project["dependencies"], *project["optional-dependencies"]["dev"])]
    wrong = [str(one) for one in declared if pins.get(one.name.lower(), "0") not in one.specifier]
    assert wrong == []


def test_the_installed_versions_are_the_locked_ones():
    pins = {name: pinned for name, pinned, _ in PIN.findall(LOCK)}
    for name in ("duckdb", "polars", "prefect", "great-expectations", "fastapi", "sqlalchemy"):
        assert version(name) == pins[name]
