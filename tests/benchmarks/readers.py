"""Readers of the same HTML exhibits, each timed in a process of its own on one core; ``bench.py`` runs this file.

    python tests/benchmarks/readers.py READER FOLDER PASSES

Prints JSON: of every pass over the folder's files its seconds of computing, in which what else the machine does counts
little, and the megabytes resident after it. The first pass warms up and is not counted. READER is ``tieout``, or one of
``OTHERS``, for which the interpreter of an environment with that package is needed: none of them is a dependency of
this project.
"""

import gc
import io
import json
import os
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

OTHERS = {"edgartools": "5.62.0", "pandas": "2.3.3"}
"""Packages that read such exhibits too, and the versions compared with."""
TOGETHER = 40
"""Releases a call of ``transform_batch``."""
PAGES = Path("/proc/self/statm")
MEGABYTE = 2**20
Files = list[tuple[str, bytes]]


def tieout(files: Files) -> None:
    """Bytes to all frames: facts with their context, ties, issues, declared non-facts."""
    from transforms.model import Source
    from transforms.release import transform_batch
    from warehouse.catalog import read_catalog

    catalog = read_catalog()
    for start in range(0, len(files), TOGETHER):
        transform_batch([Source(name, content) for name, content in files[start : start + TOGETHER]], catalog)


def edgartools(files: Files) -> None:
    """Its earnings reader: tables of an exhibit, classed, to one frame of facts."""
    from edgar.earnings import EarningsRelease

    for name, content in files:
        exhibit = SimpleNamespace(document=name, content=content.decode(errors="replace"))
        EarningsRelease(exhibit).to_facts_dataframe()


def pandas(files: Files) -> None:
    """``read_html``: the cells of every table, as they stand."""
    from pandas import read_html

    for _, content in files:
        read_html(io.StringIO(content.decode(errors="replace")))


READERS: dict[str, Callable[[Files], None]] = {"tieout": tieout, "edgartools": edgartools, "pandas": pandas}


def resident() -> float:
    """Megabytes that the process holds now; where the system does not say, the most that it ever held."""
    if PAGES.exists():
        return int(PAGES.read_text().split()[1]) * resource.getpagesize() / MEGABYTE
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 / MEGABYTE


def passes(read: Callable[[Files], None], files: Files, count: int) -> list[tuple[float, float]]:
    """Seconds of computing and resident megabytes of ``count`` passes behind a first one."""
    found: list[tuple[float, float]] = []
    for _ in range(count + 1):
        started = time.process_time()
        read(files)
        seconds = time.process_time() - started
        gc.collect()
        found.append((seconds, resident()))
    return found[1:]


def main(reader: str, folder: str, count: str) -> None:
    """Time one reader."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    files = [(path.name, path.read_bytes()) for path in sorted(Path(folder).iterdir())]
    print(json.dumps(passes(READERS[reader], files, int(count))))


if __name__ == "__main__":
    main(*sys.argv[1:])
