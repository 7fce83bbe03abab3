"""How fast releases are read: ``make bench``.

    python tests/benchmarks/bench.py [--copies 100] [--repeats 5] [--no-pipeline] [--no-others]

Every stage runs in a process of its own, over the sample alone and over copies of it that differ in a line; what is
printed are medians, beside two bounds taken in the same run: a bare scan for numbers with one regular expression, and
a bare load of the same fact rows into a DuckDB file. Last come the HTML exhibits of ``../shared``, bytes to frames on
one core, beside other readers of such exhibits, which live in an environment of their own under ``var``.
"""

import argparse
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from readers import OTHERS, TOGETHER

ROOT = Path(__file__).parents[2]
SAMPLE = ROOT.parent / "shared" / "seed" / "juniper_2003q2.txt"
STAND_IN = ROOT / "examples" / "juniper_2003q2.txt"
AT_LEAST = 0.5
"""Seconds that a stage is measured for: what is quick is run more often, so that its median says something."""
CORPUS = ROOT.parent / "shared" / "corpus" / "html"
READERS = Path(__file__).with_name("readers.py")
ENVIRONMENT = ROOT / "var" / "bench"
INSTALL_SECONDS = 900
MEGABYTE = 1024  # ru_maxrss counts in kilobytes
Texts = list[bytes]


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of the median run over all texts, and the peak of memory in megabytes."""

    seconds: float
    peak: float


def vary(text: bytes, number: int) -> bytes:
    """The same release under another hash: a line more at its head."""
    return text.replace(b"\n", b"\n\nCopy %06d of a release, for a measurement\n" % number, 1)


def texts(copies: int) -> Texts:
    """The sample alone, or so many copies of it."""
    text = (SAMPLE if SAMPLE.exists() else STAND_IN).read_bytes()
    return [text] if copies == 1 else [vary(text, number) for number in range(copies)]


def parts(all_texts: Texts) -> Iterator[Texts]:
    """Batches as a flow would make them."""
    for start in range(0, len(all_texts), TOGETHER):
        yield all_texts[start : start + TOGETHER]


def prepare_scan(all_texts: Texts) -> Callable[[], object]:
    """The lower bound of finding numbers: one expression over the text, nothing kept."""
    number = re.compile(rb"\(?\$?\s?\d[\d,]*(?:\.\d+)?\)?")
    return lambda: [sum(1 for _ in number.finditer(text)) for text in all_texts]


def prepare_tokens(all_texts: Texts) -> Callable[[], object]:
    """Lines, and every number or dash on them with its place."""
    from transforms.parse.amounts import tokens
    from transforms.parse.text import decode, read_lines

    return lambda: [
        sum(1 for line in read_lines(decode(text, "copy")) for _ in tokens(line.text)) for text in all_texts
    ]


def prepare_parse(all_texts: Texts) -> Callable[[], object]:
    """Documents read: tables with their trees, concepts and claims, before they become frames."""
    from transforms.facts.concepts import ConceptMap
    from transforms.model import Source
    from transforms.parse.submission import open_documents
    from transforms.reading import read_document
    from warehouse.catalog import read_catalog

    catalog = read_catalog()
    return lambda: [
        read_document(document, catalog, concepts)
        for concepts in (ConceptMap(catalog),)
        for text in all_texts
        for document in open_documents(Source("copy.txt", text))
    ]


def prepare_transform(all_texts: Texts) -> Callable[[], object]:
    """Bytes to all frames, ties and issues too."""
    from transforms.model import Source
    from transforms.release import transform_batch
    from warehouse.catalog import read_catalog

    catalog = read_catalog()
    return lambda: [transform_batch([Source("copy.txt", text) for text in part], catalog) for part in parts(all_texts)]


def prepare_load(all_texts: Texts) -> Callable[[], object]:
    """The lower bound of publishing: as many fact rows as these releases have, into a new DuckDB file."""
    import duckdb
    import polars as pl

    from transforms.model import Source
    from transforms.release import transform_release
    from warehouse.catalog import read_catalog

    facts = transform_release(Source("copy.txt", all_texts[0]), read_catalog()).fact
    rows = pl.concat([facts] * len(all_texts))

    def load() -> None:
        with tempfile.TemporaryDirectory() as folder, duckdb.connect(f"{folder}/load.duckdb") as connection:
            connection.register("rows", rows.to_arrow())
            connection.execute("CREATE TABLE fact AS SELECT * FROM rows")

    return load


def prepare_pipeline(all_texts: Texts) -> Callable[[], object]:
    """``tieout ingest --direct`` of a folder into a new warehouse, start of the process and judging included."""
    folder = tempfile.TemporaryDirectory()
    inbox = Path(folder.name) / "inbox"
    inbox.mkdir()
    for number, text in enumerate(all_texts):
        (inbox / f"copy_{number:06d}.txt").write_bytes(text)

    def ingest(keep: tempfile.TemporaryDirectory[str] = folder) -> None:
        with tempfile.TemporaryDirectory(dir=keep.name) as home:
            environment = {name: value for name, value in os.environ.items() if not name.startswith("TIEOUT_")}
            words = [sys.executable, "-m", "flows", "ingest", "--direct", str(inbox)]
            ran = subprocess.run(
                words, env={**environment, "TIEOUT_HOME": home}, cwd=ROOT, check=False, capture_output=True, text=True
            )
            if ran.returncode != 0:
                raise SystemExit(f"tieout ingest ended with {ran.returncode}: {ran.stderr}")

    return ingest


STAGES: dict[str, Callable[[Texts], Callable[[], object]]] = {
    "regex scan": prepare_scan,
    "tokens": prepare_tokens,
    "parse": prepare_parse,
    "transform": prepare_transform,
    "DuckDB load": prepare_load,
    "pipeline": prepare_pipeline,
}
BOUNDS = ("regex scan", "DuckDB load")


def measure(stage: str, copies: int, repeats: int) -> Measured:
    """Run one stage ``repeats`` times or more, warm; it is this process that is measured, so call it in a fresh one."""
    work = STAGES[stage](texts(copies))
    whose = resource.RUSAGE_CHILDREN if stage == "pipeline" else resource.RUSAGE_SELF
    if stage != "pipeline":
        work()
    seconds: list[float] = []
    while len(seconds) < repeats or sum(seconds) < AT_LEAST:
        started = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - started)
    return Measured(statistics.median(seconds), resource.getrusage(whose).ru_maxrss / MEGABYTE)


def alone(stage: str, copies: int, repeats: int) -> Measured:
    """``measure`` in a process of its own."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as executor:
        return executor.submit(measure, stage, copies, repeats).result()


def report(copies: int, measured: dict[str, Measured]) -> Iterator[str]:
    """One line per stage."""
    what = "the sample alone" if copies == 1 else f"{copies:,} copies of the sample"
    names = ("releases/s", "ms a release", "x regex scan", "x DuckDB load", "peak MB")
    yield f"{what:<28}" + "".join(f"{name:>15}" for name in names)
    bounds = [measured[bound].seconds for bound in BOUNDS]
    for stage, found in measured.items():
        each = found.seconds / copies
        cells = (1 / each, 1000 * each, *(found.seconds / bound for bound in bounds), found.peak)
        yield f"  {stage:<26}" + "".join(f"{cell:>15,.2f}" for cell in cells)


def write_exhibits(folder: Path) -> float:
    """The HTML exhibits of the corpus, cut out of their submissions so that every reader gets the same; megabytes."""
    from transforms.parse.submission import BODY, DOCUMENT, HTML

    total = 0
    for path in sorted(CORPUS.iterdir()):
        content = path.read_bytes()
        exhibits = [part[1] for part in DOCUMENT.finditer(content) if b"<TYPE>EX-99" in part[1][:200]]
        bodies = (
            [body[1] for part in exhibits if (body := BODY.search(part))] if b"<DOCUMENT>" in content else [content]
        )
        for number, body in enumerate(bodies):
            if HTML.search(body[:20_000]):
                (folder / f"{path.stem}_{number}.html").write_bytes(body)
                total += len(body)
    return total / 1e6


def other_interpreter() -> Path | None:
    """The Python of an environment that has the other readers, made the first time; None where that is impossible."""
    python = ENVIRONMENT / "bin" / "python"
    pins = [f"{name}=={version}" for name, version in OTHERS.items()]
    if (ENVIRONMENT / " ".join(pins)).exists():
        return python
    try:
        venv.create(ENVIRONMENT, clear=True, with_pip=True)
        words = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", *pins]
        subprocess.run(words, check=True, capture_output=True, timeout=INSTALL_SECONDS)
    except (OSError, subprocess.SubprocessError):
        return None
    (ENVIRONMENT / " ".join(pins)).touch()
    return python


def time_reader(reader: str, python: Path, folder: Path, repeats: int) -> list[tuple[float, float]]:
    """Seconds and resident megabytes of every pass of ``reader`` over the exhibits."""
    words = [python, "-W", "ignore", READERS, reader, folder, str(repeats)]
    environment = {**os.environ, "EDGAR_LOCAL_DATA_DIR": str(ENVIRONMENT)}
    ran = subprocess.run(words, env=environment, cwd=ROOT, check=False, capture_output=True, text=True)
    if ran.returncode != 0:
        raise SystemExit(f"{reader} ended with {ran.returncode}: {ran.stderr}")
    found: list[tuple[float, float]] = json.loads(ran.stdout)
    return found


def report_exhibits(repeats: int, *, others: bool) -> Iterator[str]:
    """One line per reader of the HTML exhibits, and what memory does over the passes."""
    if not CORPUS.exists():
        yield "No HTML exhibits: ../shared/corpus is absent"
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        megabytes = write_exhibits(folder)
        count = len(list(folder.iterdir()))
        yield f"{count} HTML exhibits, {megabytes:.1f} MB, one core" + "".join(
            f"{heading:>15}" for heading in ("MB/s", "exhibits/s", "x tieout", "resident MB")
        )
        python = other_interpreter() if others else None
        interpreters = {"tieout": Path(sys.executable)} | (dict.fromkeys(OTHERS, python) if python else {})
        ours = 0.0
        for reader, interpreter in interpreters.items():
            found = time_reader(reader, interpreter, folder, repeats)
            seconds = statistics.median(taken for taken, _ in found)
            ours = ours or seconds
            cells = (megabytes / seconds, count / seconds, seconds / ours)
            memory = " ".join(f"{resident:,.0f}" for _, resident in found)
            yield (
                f"  {reader} {OTHERS.get(reader, ''):<20}"
                + "".join(f"{cell:>15,.2f}" for cell in cells)
                + f"   {memory}"
            )
    if others and python is None:
        yield f"  {', '.join(OTHERS)} cannot be installed here, so nothing is compared with them"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--copies", type=int, default=100, help="how many copies; 1000 is the full size")
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--no-pipeline", action="store_true", help="leave out the run of `tieout ingest --direct`")
    parser.add_argument("--no-others", action="store_true", help="leave out other readers of HTML exhibits")
    chosen = parser.parse_args(arguments)
    stages = [stage for stage in STAGES if not (chosen.no_pipeline and stage == "pipeline")]
    for copies in dict.fromkeys((1, chosen.copies)):
        measured = {stage: alone(stage, copies, chosen.repeats) for stage in stages}
        print("\n".join(report(copies, measured)), end="\n\n", flush=True)
    for line in report_exhibits(chosen.repeats, others=not chosen.no_others):
        print(line, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
