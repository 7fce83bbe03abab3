"""How fast the report is written: ``python tests/benchmarks/report.py [--copies 1000] [--companies 100]``.

Ingests copies of an example that differ in name and in a line, then writes the whole report in the time that is told:
seconds on the clock and of computing, and the size of the heaviest page of each kind.
"""

import argparse
import resource
import tempfile
import time
from pathlib import Path

EXAMPLE = Path(__file__).parents[2] / "examples" / "juniper_2003q2.txt"
NAME = ("Juniper Networks", "Juniper\nNetworks", "JUNIPER NETWORKS")
KINDS = ("release", "company", "run", "")


def write_copies(folder: Path, copies: int, companies: int) -> None:
    """So many releases of so many companies."""
    text = EXAMPLE.read_text(encoding="utf-8")
    for number in range(copies):
        name = f"Maker {chr(65 + number % companies // 26 % 26)}{chr(65 + number % companies % 26)} Works"
        told = text
        for old in NAME:
            told = told.replace(old, name.upper() if old.isupper() else name)
        (folder / f"copy_{number:06d}.txt").write_text(f"{told}\n\nCopy {number:06d}\n", encoding="utf-8")


def cpu() -> float:
    """Seconds of computing so far, of this process and of those that it started and that ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def main() -> None:
    """Ingest, then measure."""
    from flows.run import run_ingest
    from flows.settings import Settings
    from flows.site import write_site
    from transforms.model import Identity

    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("--copies", type=int, default=1000)
    words.add_argument("--companies", type=int, default=100)
    given = words.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        inbox = Path(folder) / "inbox"
        inbox.mkdir()
        write_copies(inbox, given.copies, given.companies)
        settings = Settings(home=Path(folder) / "home")
        run_ingest([str(inbox)], Identity(), settings)
        started, used = time.perf_counter(), cpu()
        site = write_site(settings).parent
        clock, computing = time.perf_counter() - started, cpu() - used
        print(f"{given.copies:,} releases of {given.companies:,} companies, up to {settings.parse_workers} processes:")
        print(f"  {clock:.1f} s on the clock, {computing:.1f} s of computing")
        for kind in KINDS:
            sizes = [path.stat().st_size for path in (site / kind).glob("*.html")]
            print(f"  {kind or 'top':<8} {len(sizes):>6,} pages, the heaviest {max(sizes) / 1000:,.0f} KB")


if __name__ == "__main__":
    main()
