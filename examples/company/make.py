"""Writes the releases of a company that does not exist, and what is true of them: the same bytes every time.

Usage: make.py RELEASES TRUTH, two folders; without them, where the project keeps both.
"""

import csv
import sys
from pathlib import Path

from carrier import files
from releases import RELEASES

from truth import TABLES

ROOT = Path(__file__).parents[2]


def main(releases: Path, truth: Path) -> None:
    """Write both."""
    releases.mkdir(parents=True, exist_ok=True)
    for release in RELEASES:
        for name, content in files(release).items():
            (releases / name).write_text(content, encoding="ascii")
    truth.mkdir(parents=True, exist_ok=True)
    for name, table in TABLES.items():
        records = table()
        with (truth / f"{name}.csv").open("w", encoding="ascii", newline="") as file:
            writer = csv.DictWriter(file, records[0], lineterminator="\n")
            writer.writeheader()
            writer.writerows(records)


if __name__ == "__main__":
    given = [Path(one) for one in sys.argv[1:]]
    main(*(given or [ROOT / "examples" / "calderwick", ROOT / "tests" / "truth" / "calderwick"]))
