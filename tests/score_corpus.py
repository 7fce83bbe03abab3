"""How real releases are read, one line each: ``make score`` prints the table and writes it to ``docs/score.md``.

    python tests/score_corpus.py [NAME ...] [--why] [--misses N] [--level LEVEL]

Reads ``../shared/corpus`` and the sample. NAME limits it to files whose name holds one of the words; nothing is
written then. ``--why`` adds every reason for quarantine and every broken tie, ``--misses`` what a labelled or sampled
release misses at LEVEL (context unless told).
"""

import argparse
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import polars as pl

from expectations.gate import judge
from support.prose import ProseScore, figures, score_prose
from support.prose import total_of as total_of_prose
from support.scoring import SAMPLES, Score, samples_of, score, score_sample
from support.shared import PERICOM, SAMPLE, SHARED
from transforms.errors import UnreadableSourceError
from transforms.model import Catalog, ReleaseFrames, Source
from transforms.release import transform_release
from warehouse.catalog import read_catalog

OUT = Path(__file__).parents[1] / "docs" / "score.md"
TRUTH: dict[str, tuple[str, ...]] = {
    SAMPLE: ("juniper_2003q2.csv",),
    PERICOM: ("pericom_2003q3.csv",),
    "corpus/html/fullsub_core_laboratories_n_v_2014-09-30_0001000229-14-000110.txt": ("corelab_2014q3.csv",),
    "corpus/html/fullsub_apple_inc_2010-12-25_0001193125-11-009392.txt": ("apple_2010q1fy11.csv",),
    "corpus/ascii/asta_funding_inc_filed20040210_0001125282-04-000379.txt": ("asta_2003q4.csv",),
    "corpus/ascii/southern_company_alabama_power_2004-12-31_0000092122-05-000042.txt": tuple(
        f"southern_2004q4_ex990{number}.csv" for number in range(2, 7)
    ),
    "corpus/ascii/horizon_financial_corp_filed20060119_0000939057-06-000015.txt": ("horizon_2005q4.csv",),
    "corpus/html/saia_2020-03-31_0001564590-20-019431.html": ("saia_2020q1.csv",),
    "corpus/html/bridge_bancorp_2020-03-31_0000846617-20-000024.html": ("bridge_2020q1.csv",),
    "corpus/html/tupperware_brands_2020-03-28_0001008654-20-000048.html": ("tupperware_2020q1.csv",),
}
FOLDERS = ("seed", "corpus/ascii", "corpus/html", "corpus/not_releases")
LEVELS = ("found", "period", "unit", "label", "context", "exact")
HEADINGS = ("file", "exhibit", "read as", "yield", "facts", "in prose", "ties held", "broken", "seconds", "MB/s")
INTRODUCTION = """\
# How real releases are read

Written by `make score`. One line per exhibit of `../shared`: the sample, submissions in plain text and in HTML, and
8-Ks that are no release; what the gate says of each, and why it holds one back (how often each reason, and the first
in words).
"""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One exhibit, or a file that gave none."""

    name: str
    cells: tuple[str, ...]
    facts: int = 0
    verdict: str = ""
    reasons: tuple[tuple[str, str], ...] = ()
    broken: tuple[dict[str, Any], ...] = ()
    score: Score | None = field(default=None, repr=False)
    spots: Mapping[str, Score] = field(default_factory=dict, repr=False)
    prose: ProseScore | None = field(default=None, repr=False)


def read(name: str, catalog: Catalog) -> Iterator[Outcome]:
    """Every exhibit of a file."""
    path = SHARED / name
    content = path.read_bytes()
    started = time.perf_counter()
    try:
        frames = transform_release(Source(path.name, content), catalog)
    except UnreadableSourceError as error:
        yield Outcome(path.name, ("", str(error).partition(": ")[2]))
        return
    seconds = time.perf_counter() - started
    if frames.release.is_empty():
        yield Outcome(path.name, ("", "no release: no exhibit 99", *[""] * 5, f"{seconds:.2f}", ""))
        return
    judgement = judge(frames, "score")
    for position, release in enumerate(frames.release.to_dicts()):
        of_reading = pl.col("reading") == release["reading"]
        verdict = judgement.verdicts.filter(of_reading)["verdict"].item()
        reasons = judgement.reasons.filter(of_reading).select("code", "message").rows()
        scored = score(frames.fact, *TRUTH[name]) if name in TRUTH and position == 0 else None
        samples = samples_of(path.name) if position == 0 else []
        sampled = {sample: score_sample(frames.fact, sample, path.name) for sample in samples}
        speed = (f"{seconds:.2f}", f"{len(content) / 1e6 / seconds:.1f}") if position == 0 else ("", "")
        outcome = _outcome(path.name, release, frames, speed, verdict, tuple(reasons))
        told = score_prose(frames.fact, path.name) if path.name in figures() and position == 0 else None
        yield replace(outcome, score=scored, spots=sampled, prose=told)


def _outcome(
    name: str,
    release: dict[str, Any],
    frames: ReleaseFrames,
    speed: tuple[str, str],
    verdict: str,
    reasons: tuple[tuple[str, str], ...],
) -> Outcome:
    if not release["is_release"]:
        cells = (release["document"], f"no release: {release['not_release_reason']}", *[""] * 5, *speed)
        return Outcome(name, cells)
    ties = frames.tie.filter(release_id=release["release_id"])
    held = ties.filter(pl.col("outcome").is_in(["exact", "within_rounding"])).height
    broken = ties.filter(outcome="violated")
    counts = (release["facts"], release["narrative_facts"], held, broken.height)
    cells = (
        release["document"],
        verdict,
        f"{float(release['yield']):.4f}",
        *(f"{count:,}" for count in counts),
        *speed,
    )
    return Outcome(name, cells, release["facts"], verdict, reasons, tuple(broken.to_dicts()))


def render(outcomes: Sequence[Outcome], seconds: float, megabytes: float) -> str:
    """The table, the totals, the reasons and the scores, as Markdown."""
    rows = [(outcome.name, *outcome.cells) for outcome in outcomes]
    releases = [outcome for outcome in outcomes if outcome.facts]
    facts, published = (
        sum(outcome.facts for outcome in releases),
        sum(outcome.verdict == "published" for outcome in releases),
    )
    held = [outcome for outcome in releases if outcome.verdict != "published"]
    lines = [
        INTRODUCTION,
        "| " + " | ".join(HEADINGS) + " |",
        "|" + "|".join("---" if index < 3 else "--:" for index in range(len(HEADINGS))) + "|",
        *("| " + " | ".join([*row, *[""] * (len(HEADINGS) - len(row))]) + " |" for row in rows),
        "",
        (
            f"{len(releases)} releases with {facts:,} facts; {published} published, {len(held)} held back; "
            f"{megabytes:.1f} MB in {seconds:.0f} s."
        ),
        "",
        "## Held back",
        "",
        *(f"- `{outcome.name}` {outcome.cells[0]}: {_why(outcome)}" for outcome in held),
        "",
        "## Against hand-made tables",
        "",
        *(f"- `{outcome.name}`: {outcome.score}" for outcome in outcomes if outcome.score),
    ]
    scores = [outcome.score for outcome in outcomes if outcome.score]
    if scores:
        lines += ["", f"All of them: {total_of(scores)}"]
    told = [(outcome.name, outcome.prose) for outcome in outcomes if outcome.prose]
    if told:
        lines += ["", "## Figures of prose", "", *(f"- `{name}`: {prose}" for name, prose in told)]
        lines += ["", f"All of them: {total_of_prose([prose for _, prose in told])}"]
    for sample, title in SAMPLES.items():
        lines += _sample_checks(title, [(one, one.spots[sample]) for one in outcomes if sample in one.spots])
    return "\n".join(lines) + "\n"


def _sample_checks(title: str, sampled: Sequence[tuple[Outcome, Score]]) -> list[str]:
    """Recall over the sampled cells of releases that nobody has labelled as a whole."""
    if not sampled:
        return []
    of_all = _recall_of([one for _, one in sampled])
    return [
        "",
        f"## {title}",
        "",
        *(f"- `{outcome.name}` {outcome.verdict}: {one.gold} cells; recall {one.recalled}" for outcome, one in sampled),
        "",
        f"Over all of these: {sum(one.gold for _, one in sampled)} cells; recall {of_all}",
    ]


def _recall_of(scores: Sequence[Score]) -> str:
    gold = sum(one.gold for one in scores)
    return ", ".join(f"{level} {sum(one.right[level] for one in scores) / gold:.4f}" for level in LEVELS)


def _why(outcome: Outcome) -> str:
    counts = Counter(code for code, _ in outcome.reasons)
    first = outcome.reasons[0][1] if outcome.reasons else ""
    return ", ".join(f"{code} {count}" for code, count in counts.most_common()) + f"; {first}"


def total_of(scores: Sequence[Score]) -> str:
    """Recall by level, precision and facts outside, over all labelled releases together."""
    gold = sum(one.gold for one in scores)
    found, spurious = sum(one.right["found"] for one in scores), sum(len(one.spurious) for one in scores)
    outside = sum(len(one.outside) for one in scores)
    return f"{gold} gold; recall {_recall_of(scores)}; precision {found / (found + spurious):.4f}, outside {outside}"


def names(folders: Sequence[str], words: Sequence[str]) -> Iterator[str]:
    """The files of ``folders`` that the words ask for."""
    for folder in folders:
        for path in sorted((SHARED / folder).iterdir()):
            if not words or any(word in path.name for word in words):
                yield f"{folder}/{path.name}"


def _is_labelled(name: str) -> bool:
    return bool(samples_of(name)) or name in figures()


def labelled(words: Sequence[str]) -> Iterator[str]:
    """The files with a hand-made table, then those with sampled cells only."""
    wanted = [*TRUTH, *(name for name in names(FOLDERS, ()) if name not in TRUTH and _is_labelled(Path(name).name))]
    return (name for name in wanted if not words or any(word in name for word in words))


def _tell_misses(scored: Score, wanted: int, most: int, *, sample: bool) -> None:
    keys = ("table_index", "row_index", "line_number", "column_index", "statement", "section", "label", "basis")
    keys += ("period_type", "period_start", "period_end", "months", "weeks", "unit", "value")
    shown = 0
    for got, gold, fact in scored.misses:
        if got >= wanted or shown >= most:
            continue
        shown += 1
        print(f"level {got} gold:", {key: gold[key] for key in keys if gold.get(key)})
        differ = (
            {k: str(fact.get(k)) for k in keys if str(fact.get(k) or "") != str(gold.get(k) or "")} if fact else None
        )
        print("        got:", differ)
    for row in [] if sample else [*scored.spurious, *scored.outside][:most]:
        print("beyond:", {key: str(row[key]) for key in keys if row.get(key) is not None})


def main() -> int:
    """Print the table and write it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("words", nargs="*", metavar="NAME")
    parser.add_argument("--why", action="store_true", help="all reasons for quarantine and all broken ties")
    parser.add_argument("--misses", type=int, default=0, help="print so many misses of each labelled release")
    parser.add_argument("--level", choices=LEVELS, default="context")
    parser.add_argument("--labelled", action="store_true", help="only the releases with a hand-made table or sample")
    parser.add_argument("--brief", action="store_true", help="only totals, what is held back, and scores")
    arguments = parser.parse_args()
    if not SHARED.exists():
        print("../shared is absent: the score is of real releases in a folder beside the project", file=sys.stderr)
        return 2
    catalog = read_catalog()
    outcomes: list[Outcome] = []
    started, size = time.perf_counter(), 0
    for name in labelled(arguments.words) if arguments.labelled else names(FOLDERS, arguments.words):
        outcomes += read(name, catalog)
        size += (SHARED / name).stat().st_size
    table = render(outcomes, time.perf_counter() - started, size / 1e6)
    print(table[table.index("\n\n", table.index("MB/s |\n|---")) + 2 :] if arguments.brief else table)
    for outcome in outcomes if arguments.why else ():
        for code, message in outcome.reasons:
            print(f"{outcome.name[:30]} {code}: {message[:220]}")
        for tie in outcome.broken:
            print(f"{outcome.name[:30]} {tie['severity']} {tie['residual']}: {tie['kind']} {tie['relation'][:200]}")
    for outcome in outcomes if arguments.misses else ():
        for scored in (one for one in (outcome.score, *outcome.spots.values()) if one):
            print(f"== {outcome.name}")
            _tell_misses(
                scored, LEVELS.index(arguments.level) + 1, arguments.misses, sample=scored is not outcome.score
            )
    if not arguments.words and not arguments.labelled:
        OUT.write_text(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
