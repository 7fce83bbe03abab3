"""What runs at run time and what does not: no network but loopback, no telemetry, no heavy imports, bounded memory."""

import json
import os
import resource
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

Start = Callable[..., "subprocess.Popen[str]"]

GUARD = """
import os, socket
OUTSIDE = os.environ["TIEOUT_TEST_OUTSIDE"]

def tell(what):
    with open(OUTSIDE, "a") as file:
        file.write(f"{what}\\n")

def guard(name):
    real = getattr(socket.socket, name)
    def connect(self, address, *rest):
        if self.family in (socket.AF_INET, socket.AF_INET6) and address[0] not in ("127.0.0.1", "::1", "localhost"):
            tell(f"{name} {address}")
            raise OSError("guarded")
        return real(self, address, *rest)
    setattr(socket.socket, name, connect)

guard("connect")
guard("connect_ex")
real_lookup = socket.getaddrinfo
def lookup(host, *rest, **more):
    if host not in (None, "127.0.0.1", "::1", "localhost", b"127.0.0.1", b"localhost"):
        tell(f"lookup {host}")
        raise socket.gaierror("guarded")
    return real_lookup(host, *rest, **more)
socket.getaddrinfo = lookup
"""


@pytest.fixture
def guarded(tmp_path: Path) -> tuple[dict[str, str], Path]:
    """An environment in which every Python process refuses and writes down what leaves the machine."""
    (tmp_path / "guard").mkdir()
    (tmp_path / "guard" / "sitecustomize.py").write_text(GUARD)
    told = tmp_path / "outside.txt"
    return {"PYTHONPATH": f"{tmp_path / 'guard'}", "TIEOUT_TEST_OUTSIDE": str(told)}, told


def test_the_guard_of_this_test_works(guarded: tuple[dict[str, str], Path]) -> None:
    environment, told = guarded
    words = "import urllib.request as u\ntry: u.urlopen('http://example.invalid')\nexcept OSError: pass"
    subprocess.run([sys.executable, "-c", words], env=os.environ | environment, check=True)
    assert "lookup example.invalid" in told.read_text()


@pytest.mark.parametrize(
    "arguments", [("parse",), ("ingest", "--direct"), pytest.param(("ingest",), marks=pytest.mark.acceptance)]
)
def test_nothing_leaves_the_machine(
    start: Start, guarded: tuple[dict[str, str], Path], inbox: Path, release: str, arguments: tuple[str, ...]
) -> None:
    environment, told = guarded
    (inbox / "a.txt").write_text(release)
    process = start(*arguments, inbox / "a.txt", **environment)
    _, err = process.communicate(timeout=180)
    assert process.returncode == 0, err
    assert not told.exists(), told.read_text()


def test_telemetry_is_off_before_any_library_is_imported() -> None:
    words = "import json, os, sys, flows; print(json.dumps([dict(os.environ), sorted(sys.modules)]))"
    names = ("DO_NOT_TRACK", "GX_ANALYTICS_ENABLED", "PREFECT_SERVER_ANALYTICS_ENABLED")
    clean = {name: value for name, value in os.environ.items() if name not in names}
    answer = subprocess.run([sys.executable, "-c", words], env=clean, check=True, capture_output=True, text=True)
    environment, modules = json.loads(answer.stdout)
    assert [environment[name] for name in names] == ["1", "false", "false"]
    assert not {"prefect", "great_expectations"} & set(modules)


def test_parse_imports_neither_prefect_nor_great_expectations_nor_duckdb(inbox: Path, release: str) -> None:
    (inbox / "a.txt").write_text(release)
    words = (
        "import sys\nsys.argv = ['tieout', 'parse', sys.argv[1]]\nfrom flows.cli import main\n"
        "try: main()\nfinally: print('modules', *sys.modules, file=sys.stderr)"
    )
    ran = subprocess.run(
        [sys.executable, "-c", words, str(inbox / "a.txt")], check=True, capture_output=True, text=True
    )
    loaded = {name.partition(".")[0] for name in ran.stderr.split()}
    assert "transforms" in loaded
    assert not {"prefect", "great_expectations", "duckdb", "pandas", "structlog", "pydantic_settings"} & loaded


def test_parse_answers_within_a_second_and_a_half(start: Start, inbox: Path, release: str) -> None:
    """Of the processor's time: by the clock, whatever else the machine does would be measured too."""
    (inbox / "a.txt").write_text(release)
    process = start("parse", inbox / "a.txt")
    process.communicate()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    again = start("parse", inbox / "a.txt")
    again.communicate()
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert process.returncode == again.returncode == 0
    assert now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime < 1.5


@pytest.mark.slow
@pytest.mark.acceptance
def test_fifty_megabytes_of_text_are_read_in_bounded_memory(start: Start, inbox: Path, release: str) -> None:
    line = "The company makes instruments for laboratories and sells them in forty-one countries.\n"
    (inbox / "a.txt").write_text(release + line * (50_000_000 // len(line)))
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    process = start("ingest", "--direct", inbox)
    _, err = process.communicate(timeout=300)
    assert process.returncode == 0, err
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert max(before, peak) < 2_000_000, "kilobytes"
