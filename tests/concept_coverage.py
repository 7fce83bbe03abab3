"""How much of the corpus has a us-gaap element, without a warehouse: ``make concepts``.

    python tests/concept_coverage.py [--statement STATEMENT] [--limit N] [--sample SEED]

``--sample`` prints a deterministic sample of lines for judging instead, as CSV and without their concepts.
"""

import argparse
import sys
from functools import cache

import polars as pl

from flows.terminal import show, to_csv
from support.shared import SHARED
from transforms.errors import UnreadableSourceError
from transforms.facts.coverage import PRIMARY, coverage, of_primary, unmapped
from transforms.model import Source
from transforms.release import transform_release
from warehouse.catalog import read_catalog

FOLDERS = ("seed", "corpus/ascii", "corpus/html")
SAMPLE = 200


@cache
def corpus() -> pl.DataFrame:
    """All facts of the sample and the corpus, with the ``file`` that printed them."""
    catalog = read_catalog()
    found = []
    for path in (path for folder in FOLDERS for path in sorted((SHARED / folder).iterdir())):
        try:
            frames = transform_release(Source(path.name, path.read_bytes()), catalog)
        except UnreadableSourceError:
            continue
        found.append(frames.fact.with_columns(file=pl.lit(path.name)))
    return pl.concat(found)


def sample(facts: pl.DataFrame, seed: int) -> pl.DataFrame:
    """200 facts with a standard concept, drawn by the hash of their identity, the releases in turn."""
    wanted = of_primary(facts).filter("standard").with_columns(draw=pl.concat_str("fact_id", pl.lit(seed)).hash(seed))
    turns = wanted.with_columns(turn=pl.col("draw").rank("ordinal").over("file"))
    return turns.sort("turn", "draw").head(SAMPLE).drop("turn", "draw")


def main() -> int:
    """Print coverage per statement and per file, and the most frequent lines without a standard concept."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--statement", choices=PRIMARY)
    parser.add_argument("--limit", type=int, default=40)
    parser.add_argument("--sample", type=int, metavar="SEED")
    arguments = parser.parse_args()
    if not SHARED.exists():
        print("../shared is absent: coverage is of real releases in a folder beside the project", file=sys.stderr)
        return 2
    facts = corpus()
    if arguments.sample is not None:
        drawn = sample(facts, arguments.sample)
        columns = ("file", "fact_id", "statement", "section", "label", "printed", "unit", "period_type", "concept")
        print(to_csv(drawn.select(*columns)), end="")
        return 0
    rules = read_catalog().concepts
    verified = {rule.concept for rule in rules if rule.verified}
    show(coverage(facts, "statement", verified), title="facts with a standard concept")
    show(coverage(facts, "file", verified), title="by file")
    show(unmapped(facts, arguments.statement).head(arguments.limit), title="lines without one, most frequent first")
    names = {rule.concept for rule in rules}
    print(f"{len(rules)} rules name {len(names)} elements; {len(names - verified)} names are seen nowhere in ../shared")
    return 0


if __name__ == "__main__":
    sys.exit(main())
