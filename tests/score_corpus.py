"""How real releases are read, one line each: ``make score`` prints the table and writes it to ``docs/score.md``.

    python tests/score_corpus.py [NAME ...]

Reads ``../shared/corpus`` and the sample. NAME limits it to files whose name holds one of the words; nothing is
written then.
"""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from support.scoring import Score, score
from support.shared import PERICOM, SAMPLE, SHARED
from transforms.errors import UnreadableSourceError
from transforms.model import Catalog, ReleaseFrames, Source
from transforms.release import transform_release
from warehouse.catalog import read_catalog

OUT = Path(__file__).parents[1] / "docs" / "score.md"
GOLD = {
    SAMPLE: "juniper_2003q2.csv",
    PERICOM: "pericom_2003q3.csv",
    "corpus/html/fullsub_core_laboratories_n_v_2014-09-30_0001000229-14-000110.txt": "corelab_2014q3.csv",
    "corpus/html/fullsub_apple_inc_2010-12-25_0001193125-11-009392.txt": "apple_2010q1fy11.csv",
}
FOLDERS = ("seed", "corpus/ascii", "corpus/html", "corpus/not_releases")
HEADINGS = (
    "file",
    "exhibit",
    "read as",
    "yield",
    "facts",
    "of them in prose",
    "ties that hold",
    "broken",
    "of severity error",
    "error issues",
    "seconds",
)
INTRODUCTION = """\
# How real releases are read

Written by `make score`. One line per exhibit of `../shared`: the sample, submissions in plain text and in HTML, and
8-Ks that are no release. A broken tie of severity error, an error issue or a yield below 0.99 sends a release to
quarantine: some of these breaks are the issuers', the others show what the parser does not read yet.
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One exhibit, or a file that gave none."""

    name: str
    cells: tuple[str, ...]
    facts: int = 0
    quarantined: bool = False
    score: Score | None = None


def read(name: str, catalog: Catalog) -> Iterator[Outcome]:
    """Every exhibit of a file."""
    path = SHARED / name
    started = time.perf_counter()
    try:
        frames = transform_release(Source(path.name, path.read_bytes()), catalog)
    except UnreadableSourceError as error:
        yield Outcome(path.name, ("", str(error).partition(": ")[2]))
        return
    seconds = time.perf_counter() - started
    if frames.release.is_empty():
        yield Outcome(path.name, ("", "no release: no exhibit 99", *[""] * 7, f"{seconds:.2f}"))
    for position, release in enumerate(frames.release.to_dicts()):
        scored = score(frames.fact, GOLD[name]) if name in GOLD and position == 0 else None
        yield _outcome(path.name, release, frames, seconds / frames.release.height, scored)


def _outcome(
    name: str, release: dict[str, object], frames: ReleaseFrames, seconds: float, scored: Score | None
) -> Outcome:
    if not release["is_release"]:
        cells = (str(release["document"]), f"no release: {release['not_release_reason']}", *[""] * 7, f"{seconds:.2f}")
        return Outcome(name, cells)
    ties = frames.tie.filter(release_id=release["release_id"])
    held = ties.filter(pl.col("outcome").is_in(["exact", "within_rounding"])).height
    broken = ties.filter(outcome="violated")
    breaks = broken.filter(severity="error").height
    issues = frames.issue.filter(release_id=release["release_id"], level="error").height
    share = float(str(release["yield"]))
    counts = (release["facts"], release["narrative_facts"], held, broken.height, breaks, issues)
    cells = (str(release["document"]), "release", f"{share:.4f}", *(f"{count:,}" for count in counts), f"{seconds:.2f}")
    return Outcome(
        name, cells, int(str(release["facts"])), quarantined=bool(breaks or issues or share < 0.99), score=scored
    )


def render(outcomes: Sequence[Outcome]) -> str:
    """The table, the totals and the scores, as Markdown."""
    rows = [(outcome.name, *outcome.cells) for outcome in outcomes]
    releases = [outcome for outcome in outcomes if outcome.facts]
    facts, published = sum(outcome.facts for outcome in releases), sum(not outcome.quarantined for outcome in releases)
    lines = [
        INTRODUCTION,
        "| " + " | ".join(HEADINGS) + " |",
        "|" + "|".join("---" if index < 3 else "--:" for index in range(len(HEADINGS))) + "|",
        *("| " + " | ".join([*row, *[""] * (len(HEADINGS) - len(row))]) + " |" for row in rows),
        "",
        f"{len(releases)} releases with {facts:,} facts; {published} would be published.",
        "",
        "## Against hand-made tables",
        "",
        *(f"- `{outcome.name}`: {outcome.score}" for outcome in outcomes if outcome.score),
    ]
    return "\n".join(lines) + "\n"


def names(folders: Sequence[str], words: Sequence[str]) -> Iterator[str]:
    """The files of ``folders`` that the words ask for."""
    for folder in folders:
        for path in sorted((SHARED / folder).iterdir()):
            if not words or any(word in path.name for word in words):
                yield f"{folder}/{path.name}"


def main() -> int:
    """Print the table and write it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", nargs="*", metavar="NAME")
    arguments = parser.parse_args()
    if not SHARED.exists():
        print("../shared is absent: the score is of real releases in a folder beside the project", file=sys.stderr)
        return 2
    catalog = read_catalog()
    outcomes = [outcome for name in names(FOLDERS, arguments.words) for outcome in read(name, catalog)]
    table = render(outcomes)
    print(table)
    if not arguments.words:
        OUT.write_text(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
