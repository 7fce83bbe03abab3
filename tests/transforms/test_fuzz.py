"""Whatever arrives ends as facts with a place, as issues, or is refused by name: nothing else, and soon."""

import re
import time
from collections.abc import Iterator
from functools import cache

import polars as pl
import pytest

from support import markup
from support.examples import MADE_UP, RETOLD, example
from support.mutations import mutated
from support.shared import SHARED
from support.statements import BALANCE, HALF, HEAD, SIX_MONTHS, release, statement
from transforms.errors import UnreadableSourceError
from transforms.model import ReleaseFrames, Source
from transforms.parse.text import LINE_END, decode
from transforms.release import transform_release

OPERATIONS = [
    ("Net revenues", "$412", 373, 801, 742),
    ("Cost of revenues", 312, 283, 600, 560),
    "---",
    ("  Gross profit", 100, 90, 201, 182),
    "Operating expenses:",
    ("  Research and development", 30, 29, 60, 58),
    ("  Restructuring (1)", 5, "--", 5, "--"),
    ("Net income (loss)", 65, -61, 136, -124),
    ("Net income (loss) per share", "$0.12", "$(0.11)", "0.25", "(0.22)"),
    ("Effective rate", "35%", "35%", "34.5%", None),
]
SHEET = [
    "ASSETS",
    ("Cash and cash equivalents", 120, 100),
    ("Receivables", 80, 70),
    ("  Total assets", 200, 170),
    "LIABILITIES AND EQUITY",
    ("Accounts payable", 150, 150),
    ("Common stock, $0.01 par value", 50, 20),
    ("  Total liabilities and equity", 200, 170),
]
FLOWS = [
    "Operating activities:",
    ("  Net income", 40, 30),
    ("Net cash provided by operating activities", 40, 30),
    ("Net increase in cash", 40, 30),
    ("Cash at beginning of period", 80, 50),
    ("Cash at end of period", 120, 80),
]
PRINTED = (
    ("CONSOLIDATED STATEMENTS OF OPERATIONS", HALF, OPERATIONS),
    ("CONSOLIDATED BALANCE SHEETS", BALANCE, SHEET),
    ("CONSOLIDATED STATEMENTS OF CASH FLOWS", SIX_MONTHS, FLOWS),
)
PROSE = "Net revenues were $0.4 million, up 10 percent. Net income was $65,000, or $0.12 per share.\n"
ENVELOPE = """-----BEGIN PRIVACY-ENHANCED MESSAGE-----
Proc-Type: 2001,MIC-CLEAR

<SEC-DOCUMENT>0000000000-04-000001.txt : 20040722
<ACCEPTANCE-DATETIME>20040722160000
ACCESSION NUMBER:\t\t0000000000-04-000001
FILED AS OF DATE:\t\t20040722
\tCOMPANY CONFORMED NAME:\t\tHALDEN OPTICS INC
\tCENTRAL INDEX KEY:\t\t0009990001
<DOCUMENT>
<TYPE>8-K
<TEXT>
FORM 8-K
</TEXT>
</DOCUMENT>
<DOCUMENT>
<TYPE>EX-99.1
<TEXT>
{}
</TEXT>
</DOCUMENT>
"""
ODD = re.compile(r"[<&]|[^\x00-\x7f]")
"""What may stand between a value's characters, or take more bytes than one."""
SECONDS = 5


@cache
def made() -> dict[str, bytes]:
    """Exhibits of the project's own, by name: small ones more often than the long examples."""
    text = release(*(statement(*printed) for printed in PRINTED), prose=PROSE)
    page = markup.release(HEAD, *(markup.statement(*printed) for printed in PRINTED))
    contents = {
        "text": text,
        "page": page,
        "submission": ENVELOPE.format(text),
        "submission of a page": ENVELOPE.format(page),
        "preformatted": f"<html><body><div><pre>{text}</pre></div><br></body></html>",
    }
    small = {name: content.encode() for name, content in contents.items()}
    again = {f"{name} again": content for name, content in small.items()}
    return small | {MADE_UP: example(MADE_UP).content} | again | {RETOLD: example(RETOLD).content}


@cache
def filed() -> dict[str, bytes]:
    """Real ones of less than 200 KB, where they are."""
    folders = [SHARED / "corpus" / name for name in ("ascii", "html", "not_releases")]
    files = [path for folder in folders if folder.exists() for path in sorted(folder.iterdir())]
    return {path.name: path.read_bytes() for path in files if path.stat().st_size < 200_000}


def wrong(frames: ReleaseFrames, content: bytes) -> Iterator[str]:
    """What no reading may be."""
    lines = LINE_END.split(decode(content, "copy"))
    for fact in frames.fact.to_dicts():
        if fact["line_number"] is not None:
            line = lines[fact["line_number"] - 1]
            found = line[fact["char_start"] : fact["char_end"]]
            if found.split() != fact["printed"].split() and not ODD.search(line):
                yield f"printed {fact['printed']!r} is not at its place, where {found!r} is"
        elif None in (fact["table_index"], fact["row_index"], fact["cell_index"]):
            yield f"printed {fact['printed']!r} has no place"
    if frames.fact["fact_id"].n_unique() != frames.fact.height:
        yield "two facts at one place"
    for row in frames.release.to_dicts():
        if row["is_release"]:
            stray = frames.issue.filter(release_id=row["release_id"], code="value_without_column").height
            declared = frames.non_fact.filter(pl.col("in_table"), release_id=row["release_id"]).height
            tables = frames.fact.filter(release_id=row["release_id"], origin="table").height
            if tables + declared + stray != row["table_tokens"]:
                yield f"{row['table_tokens']} tokens: {tables} facts, {declared} declared, {stray} strays"
        elif not row["not_release_reason"] or row["facts"]:
            yield "no release, and no reason or facts all the same"


def read(name: str, content: bytes, seed: int, catalog) -> Iterator[str]:
    """What is wrong with the reading of one copy."""
    copy = mutated(content, seed)
    started = time.process_time()
    try:
        frames = transform_release(Source("copy", copy), catalog)
    except UnreadableSourceError as error:
        if "\n" in str(error):
            yield f"{name} {seed}: refused in more than a line"
        return
    seconds = time.process_time() - started
    if seconds > SECONDS:
        yield f"{name} {seed}: {seconds:.1f} s"
    yield from (f"{name} {seed}: {problem}" for problem in wrong(frames, copy))


def problems(contents: dict[str, bytes], seeds: range, catalog) -> list[str]:
    """Of one copy for every seed, of each exhibit in turn."""
    names = list(contents)
    turns = ((names[turn % len(names)], seed) for turn, seed in enumerate(seeds))
    return [problem for name, seed in turns for problem in read(name, contents[name], seed, catalog)]


@pytest.mark.parametrize("part", [0, *(pytest.param(part, marks=pytest.mark.acceptance) for part in range(1, 5))])
def test_five_hundred_copies_of_the_project_s_own_exhibits(catalog, part):
    assert problems(made(), range(part, 500, 5), catalog) == []


@pytest.mark.acceptance
@pytest.mark.parametrize("part", range(20))
def test_twenty_thousand_copies_of_them_and_of_real_ones(catalog, part):
    assert problems(made() | filed(), range(1_000 * (part + 1), 1_000 * (part + 2)), catalog) == []
