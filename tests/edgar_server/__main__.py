"""``make edgar-server``: an EDGAR to try everything on, without a network."""

import argparse
import asyncio
import socket
from collections import Counter
from datetime import date
from pathlib import Path

from edgar_server.app import LIMIT, Edgar
from edgar_server.corpus import read_folder, spread
from edgar_server.faults import ANSWERS, Fault
from edgar_server.serve import HOST, make_server

ROOT = Path(__file__).parents[2]
CORPUS = ROOT.parent / "shared" / "corpus"
PORT = 8086


def read_fault(text: str) -> Fault:
    """``daily-index.*0211=absent*2`` as a fault: pattern, answer, and how often."""
    pattern, _, told = text.rpartition("=")
    name, _, times = told.partition("*")
    if not pattern or name not in ANSWERS:
        raise argparse.ArgumentTypeError(f"PATTERN=ANSWER[*TIMES], ANSWER one of {', '.join(ANSWERS)}")
    return Fault(pattern, ANSWERS[name], int(times) if times else None)


def main() -> None:
    """Serve a folder of releases until interrupted."""
    parser = argparse.ArgumentParser(prog="edgar_server", description="An EDGAR on the loopback address.")
    parser.add_argument("--folder", type=Path, default=CORPUS if CORPUS.exists() else ROOT / "examples")
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--spread", type=date.fromisoformat, help="list everything on 30 days from this one on")
    parser.add_argument("--limit", type=int, default=LIMIT, help="requests a second; 0: none")
    parser.add_argument("--fault", type=read_fault, action="append", default=[], help="PATTERN=ANSWER[*TIMES]")
    options = parser.parse_args()
    submissions = read_folder(options.folder)
    if not submissions:
        parser.error(f"--folder {options.folder}: no releases in it")
    try:
        listening = socket.create_server((HOST, options.port))
    except OSError as error:
        parser.error(f"--port {options.port}: {error.strerror}; name another")
    if options.spread:
        submissions = spread(submissions, options.spread, 30)
    days = Counter(one.filed_on for one in submissions)
    print(f"{len(submissions)} submissions of {options.folder}, filed from {min(days)} to {max(days)}")
    url = f"http://{HOST}:{options.port}"
    print(f"  export TIEOUT_EDGAR_URL={url} TIEOUT_EDGAR_DATA_URL={url}")
    print("  export TIEOUT_EDGAR_CONTACT='Sample Company admin@sample.example'")
    print(f"  tieout ingest --source edgar --since {min(days)} --until {max(days)}", flush=True)
    edgar = Edgar(submissions, limit=options.limit or None, faults=options.fault)
    with listening:
        asyncio.run(make_server(edgar).serve(sockets=[listening]))


if __name__ == "__main__":
    main()
