"""Again, renamed, in another order, dated later, in several batches: the same contents."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from flows.parsing import parse_all
from support.contents import assert_same, contents
from transforms.model import ReleaseFrames, Source
from warehouse.catalog import read_catalog

Command = Callable[..., Any]
Ask = Callable[[str], pl.DataFrame]
Vary = Callable[[int], str]


def test_the_same_file_again_or_under_another_name_adds_nothing_but_a_run(
    tieout: Command, inbox: Path, release: str, warehouse: Path, ask: Ask
) -> None:
    (inbox / "a.txt").write_text(release)
    assert tieout("ingest", "--direct", inbox / "a.txt").code == 0
    before = contents(warehouse)
    (inbox / "b.txt").write_text(release)
    for path in (inbox / "a.txt", inbox / "b.txt", inbox):
        ran = tieout("ingest", "--direct", path)
        assert ran.code == 0
        assert "already known" in ran.out
    assert_same(contents(warehouse), before)
    assert ask("SELECT files, published, already_known FROM mart.run ORDER BY started_at").rows() == [
        (1, 1, 0), (1, 0, 1), (1, 0, 1), (2, 0, 2),
    ]  # fmt: skip


SUBMISSION = """\
<SEC-HEADER>
<ACCEPTANCE-DATETIME>{accepted}
ACCESSION NUMBER:		{accession}
CONFORMED SUBMISSION TYPE:	8-K
FILER:

	COMPANY DATA:
		COMPANY CONFORMED NAME:			NORTHFIELD INSTRUMENTS INC
		CENTRAL INDEX KEY:			0009990077
</SEC-HEADER>
<DOCUMENT>
<TYPE>EX-99.1
<TEXT>
{text}</TEXT>
</DOCUMENT>
"""


@pytest.fixture
def furnished_twice(inbox: Path, release: str) -> tuple[Path, Path]:
    """Two submissions that carry one release; the second by name was accepted a day before the first."""
    late, early = inbox / "a.txt", inbox / "b.txt"
    late.write_text(SUBMISSION.format(accepted="20041015160500", accession="0009990077-04-000002", text=release))
    early.write_text(SUBMISSION.format(accepted="20041014160500", accession="0009990077-04-000001", text=release))
    return late, early


def test_a_release_that_is_furnished_again_is_known_since_the_earlier_filing_whichever_came_first(
    tieout: Command, inbox: Path, furnished_twice: tuple[Path, Path], tmp_path: Path, ask: Ask
) -> None:
    for path in furnished_twice:
        assert tieout("ingest", "--direct", path).code == 0
    assert ask("SELECT filings, known_at FROM mart.release").row(0) == (2, datetime(2004, 10, 14, 20, 5, tzinfo=UTC))
    assert "already known" in tieout("ingest", "--direct", furnished_twice[1]).out
    together = tmp_path / "together"
    assert tieout("ingest", "--direct", inbox, "--warehouse", together).code == 0
    assert_same(contents(together), contents(tmp_path / "home" / "warehouse.duckdb"))


def test_a_release_in_two_parts_of_a_batch_is_one_with_a_filing_for_each(furnished_twice: tuple[Path, Path]) -> None:
    sources = [Source(path.name, path.read_bytes()) for path in furnished_twice]
    parts = [parse_all([source], read_catalog()).frames for source in sources]
    together, apart = ReleaseFrames.concat(parts), parse_all(sources, read_catalog()).frames
    assert together.release.height == 1
    for name in ReleaseFrames.__dataclass_fields__:
        assert_frame_equal(getattr(together, name), getattr(apart, name))


def test_two_names_of_the_same_bytes_in_one_folder_are_one_release(
    tieout: Command, inbox: Path, release: str, ask: Ask
) -> None:
    (inbox / "a.txt").write_text(release)
    (inbox / "b.txt").write_text(release)
    ran = tieout("ingest", "--direct", inbox)
    assert ran.code == 0
    assert ran.out.count("already known") == 1
    assert ask("SELECT count(*) FROM mart.fact").item() == 48
    assert ask("SELECT files, published, already_known FROM mart.run").row(0) == (2, 1, 1)


def test_the_order_of_files_does_not_matter(tieout: Command, inbox: Path, vary: Vary, tmp_path: Path) -> None:
    for number in (1, 2):
        (inbox / f"{number}.txt").write_text(vary(number))
    for name, order in (("ab", (1, 2)), ("ba", (2, 1))):
        for number in order:
            assert tieout("ingest", "--direct", inbox / f"{number}.txt", "--warehouse", tmp_path / name).code == 0
    assert tieout("ingest", "--direct", inbox, "--warehouse", tmp_path / "together").code == 0
    assert_same(contents(tmp_path / "ab"), contents(tmp_path / "ba"))
    assert_same(contents(tmp_path / "ab"), contents(tmp_path / "together"))


def test_a_run_of_several_batches_is_one_run(
    tieout: Command, fill: Callable[[int], Path], ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIEOUT_BATCH_RELEASES", "2")
    assert tieout("ingest", "--direct", fill(5)).code == 0
    assert ask("SELECT status, files, published, facts FROM mart.run").rows() == [("completed", 5, 5, 5 * 48)]
    assert ask("SELECT count(DISTINCT run_id) FROM mart.release").item() == 1
    assert ask("SELECT count(*) FROM mart.release AS r JOIN mart.run AS u ON u.run_id = r.run_id").item() == 5


def test_a_report_of_many_new_releases_is_left_to_its_own_command(
    tieout: Command, home: Path, fill: Callable[[int], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.site.MOST_PAGES", 2)
    assert "report: tieout report writes it" in tieout("ingest", "--direct", fill(3)).err
    index = tieout("report")
    assert index.code == 0
    assert Path(index.out.strip()) == home / "report" / "index.html"
    assert len(list((home / "report" / "release").iterdir())) == 3
    assert f"report: {home}" in tieout("ingest", "--direct", fill(4)).err, "one new page"


def test_the_report_is_never_of_two_warehouses(
    tieout: Command, inbox: Path, home: Path, release: str, vary: Vary, ask: Ask, tmp_path: Path
) -> None:
    """One release waits in the warehouse that was tried, and is published by a waiver in the one in use."""
    (inbox / "a.txt").write_text(release.replace("16,364        15,414", "16,634        15,414"))
    assert tieout("ingest", "--direct", inbox).code == 1
    waiting = ask("SELECT release_id FROM mart.quarantine").item()
    assert tieout("quarantine", "waive", waiting, "--who", "Ann", "--why", "as printed").code == 0
    assert tieout("backfill", "--direct", "--warehouse", tmp_path / "try.duckdb").code == 1
    page = home / "report" / "release" / f"{waiting}.html"
    assert "Published by Ann" not in page.read_text()
    (inbox / "b.txt").write_text(vary(1))
    assert tieout("ingest", "--direct", inbox / "b.txt").code == 0
    assert "Published by Ann" in page.read_text()
    runs = {f"{run}.html" for run in ask("SELECT run_id FROM mart.run")["run_id"]}
    assert {path.name for path in (home / "report" / "run").glob("*.html")} == runs


def test_a_sidecar_that_comes_later_dates_a_release_that_waited_for_a_date(
    tieout: Command, inbox: Path, release: str, ask: Ask
) -> None:
    prose = "The company makes instruments for laboratories.\n" * 80
    (inbox / "a.txt").write_text(
        release[: release.index("Springfield")] + prose + release[release.index("Net revenues for") :]
    )
    assert tieout("ingest", "--direct", inbox).code == 1
    assert ask("SELECT codes FROM mart.quarantine").item().to_list() == ["no_known_at"], "told once"
    waiting = ask("SELECT release_id FROM mart.quarantine").item()
    helps = tieout("quarantine", "show", waiting).err
    assert "--filed-on DAY" in helps
    assert "waive" not in helps, "a waiver dates nothing, and is refused"
    (inbox / "a.txt.json").write_text('{"filed_on": "2004-10-14", "accession": "0000000001-04-000001"}')
    assert tieout("ingest", "--direct", inbox).code == 0
    assert ask("SELECT status, accession FROM mart.release").row(0) == ("published", "0000000001-04-000001")
    again = tieout("ingest", "--direct", inbox)
    assert again.code == 0
    assert "already known" in again.out
    assert ask("SELECT count(*) FROM mart.fact").item() == 48


def test_options_identify_a_file_without_a_sidecar(tieout: Command, inbox: Path, release: str, ask: Ask) -> None:
    (inbox / "a.txt").write_text(release)
    words = ("--cik", "123", "--accession", "0000000123-04-000001", "--accepted-at", "2004-10-14T16:05:00")
    assert tieout("ingest", "--direct", inbox, *words).code == 0
    cik, accession, known_at = ask("SELECT cik, accession, known_at FROM mart.release").row(0)
    assert (cik, accession) == ("0000000123", "0000000123-04-000001")
    assert known_at == datetime(2004, 10, 14, 20, 5, tzinfo=UTC)


def test_what_landed_is_kept_even_of_what_waits_in_quarantine(
    tieout: Command, inbox: Path, home: Path, release: str
) -> None:
    from hashlib import sha256

    from flows.landing import Landing

    text = release.replace("16,364        15,414", "16,634        15,414")
    (inbox / "a.txt").write_text(text)
    assert tieout("ingest", "--direct", inbox).code == 1
    assert Landing(str(home / "landing")).read(sha256(text.encode()).hexdigest()) == text.encode()
