"""Arelle, the XBRL processor that regulators use, in an environment of its own under ``var``; no dependency of ours.

It is installed the first time and works offline: what it needs of the standard's schemas, it brings along.
"""

import json
import os
import subprocess
import venv
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

ROOT = Path(__file__).parents[2]
ENVIRONMENT = ROOT / "var" / "arelle"
PIN = "arelle-release==2.47.3"
READS = Path(__file__).parent / "read_in_arelle.py"
INSTALL_SECONDS = 600


def interpreter() -> Path:
    """The Python that has Arelle; where it cannot be installed, the test is skipped."""
    python, mark = ENVIRONMENT / "bin" / "python", ENVIRONMENT / PIN
    ENVIRONMENT.parent.mkdir(exist_ok=True)
    with FileLock(f"{ENVIRONMENT}.lock"):
        if not mark.exists():
            try:
                venv.create(ENVIRONMENT, clear=True, with_pip=True)
                words = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", PIN]
                subprocess.run(words, check=True, capture_output=True, timeout=INSTALL_SECONDS)
            except (OSError, subprocess.SubprocessError) as error:
                pytest.skip(f"{PIN} cannot be installed into var/arelle: {error}")
            mark.touch()
    return python


def read(reports: Sequence[Path], home: Path) -> dict[str, Any]:
    """What Arelle says of ``reports``: ``log``, lines of level and text, and ``reports``, their facts by path."""
    environment = {**os.environ, "HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    ran = subprocess.run(
        [interpreter(), "-P", READS, *reports], env=environment, cwd=home, check=False, capture_output=True, text=True
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout.splitlines()[-1])
