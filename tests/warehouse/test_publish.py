"""Write, audit, publish: what is added, what is not, and what the file looks like afterwards."""

import os
import random
import shutil
import stat
import subprocess
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import polars as pl
import pytest

from warehouse import guard, schema
from warehouse import replace as replace_module
from warehouse.connect import open_reader
from warehouse.errors import (
    LoadMismatchError,
    NewerSchemaError,
    NoRoomError,
    NotAWarehouseError,
    NoWarehouseError,
    OpenHereError,
    UnknownReleaseError,
    UnwritableError,
)
from warehouse.publish import publish, waive

LOADED_WHEN = {
    "reading_state": "recorded_at, run_id",
    "release": "recorded_at, run_id",
    "filing": "recorded_at",
    "waiver": "waived_at",
}


def query(path: Path, sql: str) -> list[tuple]:
    with open_reader(path) as reader:
        return reader.execute(sql).fetchall()


def contents(path: Path) -> dict[str, list[tuple]]:
    """The rows of every table but the run log and the version, sorted, without the moment of loading."""
    tables = [table for table in schema.TABLES if table not in (schema.RUN, schema.SCHEMA)]
    return {
        table.name: query(path, f"SELECT {but(table.name)} FROM {table.full_name} ORDER BY ALL") for table in tables
    }


def but(name: str) -> str:
    return f"* EXCLUDE ({LOADED_WHEN[name]})" if name in LOADED_WHEN else "*"


def test_a_first_publish_makes_a_read_only_warehouse_and_leaves_nothing_beside_it(tmp_path, put, release, quarter_of):
    path = tmp_path / "w.duckdb"
    result = put(path, release("a", (quarter_of("2003-04-01", "2003-06-30", 100),)))
    assert stat.S_IMODE(path.stat().st_mode) == 0o444
    assert sorted(p.name for p in tmp_path.iterdir() if p.suffix != ".lock") == ["w.duckdb"]
    assert (result.run.published, result.run.facts) == (1, 1)
    assert query(path, "SELECT status, facts FROM mart.release") == [("published", 1)]
    assert query(path, "SELECT published, facts, status FROM mart.run") == [(1, 1, "completed")]


def test_the_same_reading_again_changes_nothing_but_the_run_log(tmp_path, put, release, quarter_of):
    path = tmp_path / "w.duckdb"
    one = release("a", (quarter_of("2003-04-01", "2003-06-30", 100),))
    put(path, one)
    before = contents(path)
    result = put(path, one)
    assert contents(path) == before
    assert result.already_known == (one.reading,)
    assert (result.run.already_known, result.run.published) == (1, 0)
    assert query(path, "SELECT count(*) FROM mart.run") == [(2,)]


def test_one_release_twice_in_a_batch_is_loaded_once(tmp_path, put, release, quarter_of):
    one = release("a", (quarter_of("2003-04-01", "2003-06-30", 100),))
    twin = replace(one, accession="0001-03-000001")
    result = put(tmp_path / "w.duckdb", one, twin)
    assert result.already_known == ()
    assert query(tmp_path / "w.duckdb", "SELECT count(*) FROM mart.fact") == [(1,)]
    assert query(tmp_path / "w.duckdb", "SELECT count(*) FROM mart.filing") == [(2,)]


def test_order_of_loading_does_not_matter(tmp_path, put, release, quarter_of):
    a = release("a", (quarter_of("2003-04-01", "2003-06-30", 100),))
    b = release(
        "b",
        (quarter_of("2003-07-01", "2003-09-30", 110),),
        cik="0000000042",
        known_at=datetime(2003, 10, 9, tzinfo=UTC),
        verdict="quarantined",
        reasons=(("tie_broken", "a <> b"),),
    )
    put(tmp_path / "ab.duckdb", a)
    put(tmp_path / "ab.duckdb", b)
    put(tmp_path / "ba.duckdb", b)
    put(tmp_path / "ba.duckdb", a)
    assert contents(tmp_path / "ab.duckdb") == contents(tmp_path / "ba.duckdb")
    for view in ("fact_all", "quarter", "ttm", "growth", "quality", "quarantine"):
        exclude = (
            "EXCLUDE (recorded_at)"
            if view == "fact_all"
            else "EXCLUDE (recorded_at, run_id)"
            if view == "quarantine"
            else ""
        )
        sql = f"SELECT * {exclude} FROM mart.{view} ORDER BY ALL"
        assert query(tmp_path / "ab.duckdb", sql) == query(tmp_path / "ba.duckdb", sql)


def test_a_quarantined_release_is_not_in_the_facts_until_it_is_waived(tmp_path, put, release, quarter_of, deriver):
    path = tmp_path / "w.duckdb"
    held = release(
        "a", (quarter_of("2003-04-01", "2003-06-30", 100),), "quarantined", reasons=(("tie_broken", "1 <> 2"),)
    )
    put(path, held)
    assert query(path, "SELECT count(*) FROM mart.fact") == [(0,)]
    assert query(path, "SELECT status FROM mart.fact_all") == [("quarantined",)]
    assert query(path, "SELECT reason, codes, reasons FROM mart.quarantine") == [("1 <> 2", ["tie_broken"], ["1 <> 2"])]
    assert waive(path, held.release_id[:12], "ana", "the issuer's slip", deriver=deriver) == held.release_id
    assert query(path, "SELECT status, waived_by, waived_why FROM mart.release") == [
        ("waived", "ana", "the issuer's slip")
    ]
    assert query(path, "SELECT count(*) FROM mart.fact") == [(1,)]
    assert query(path, "SELECT count(*) FROM mart.quarantine") == [(0,)]
    with pytest.raises(UnknownReleaseError, match="no releases wait"):
        waive(path, held.release_id, "ana", "again", deriver=deriver)


def test_a_release_without_a_date_cannot_be_waived_and_is_published_once_a_filing_dates_it(
    tmp_path, put, release, quarter_of, deriver
):
    path = tmp_path / "w.duckdb"
    undated = release(
        "a",
        (quarter_of("2003-04-01", "2003-06-30", 100),),
        "quarantined",
        known_at=None,
        reasons=(("no_known_at", "no date"),),
    )
    put(path, undated)
    with pytest.raises(UnknownReleaseError, match="has no date"):
        waive(path, undated.release_id, "ana", "why not", deriver=deriver)
    put(path, replace(undated, known_at=datetime(2003, 7, 10, tzinfo=UTC), accession="0001-03-000001"))
    assert query(path, "SELECT status, reason, accession FROM mart.release") == [("published", None, "0001-03-000001")]
    assert query(path, "SELECT count(*) FROM mart.fact_latest") == [(1,)]


def test_a_newer_reading_supersedes_the_older_one(tmp_path, put, release, quarter_of):
    path = tmp_path / "w.duckdb"
    put(path, release("a", (quarter_of("2003-04-01", "2003-06-30", 100),)))
    put(path, release("a", (quarter_of("2003-04-01", "2003-06-30", 200),), parser="2"))
    held = (quarter_of("2003-04-01", "2003-06-30", 300),)
    put(path, release("a", held, "quarantined", parser="3", reasons=(("tie_broken", "x"),)))
    assert query(path, "SELECT value FROM mart.fact") == [(200,)]
    assert query(path, "SELECT value, status FROM mart.fact_all ORDER BY value") == [
        (100, "superseded"),
        (200, "published"),
        (300, "quarantined"),
    ]
    assert query(path, "SELECT status, readings FROM mart.release") == [("published", 3)]
    assert query(path, "SELECT older_reading_is_published FROM mart.quarantine") == [(True,)]
    assert query(path, "SELECT count(DISTINCT fact_id) FROM mart.fact_all") == [(1,)]


def test_what_is_no_release_is_recorded_beside_what_is(tmp_path, put, release):
    path = tmp_path / "w.duckdb"
    put(path, release("a"), release("b", verdict="not_a_release"))
    assert query(path, "SELECT status FROM mart.release ORDER BY 1") == [("not_a_release",), ("published",)]


def test_series_are_made_anew_where_facts_rules_or_definitions_have_changed(
    tmp_path, put, release, quarter_of, deriver
):
    path, fact = tmp_path / "w.duckdb", quarter_of("2003-04-01", "2003-06-30", 100)
    made = []

    def make(facts, footings):
        made.append(facts["entity_id"].unique().sort().to_list())
        return deriver.make(facts, footings)

    def load(name, version="1"):
        put(path, release(name, (fact,), key=name), deriver=replace(deriver, make=make, version=version))
        return made.pop() if made else []

    assert load("a") == ["a"]
    assert load("b") == ["b"]
    assert load("b") == []
    assert load("b", version="2") == ["a", "b"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("warehouse.series.INPUT", ())
        assert load("b", version="2") == ["a", "b"], "as if a definition were another"


def test_runs_of_the_journal_are_recorded_once(tmp_path, put, release, run):
    path = tmp_path / "w.duckdb"
    died = replace(run("dead"), status="died")
    put(path, release("a"), journal_runs=[died])
    put(path, release("b"), journal_runs=[died])
    assert query(path, "SELECT count(*), count(*) FILTER (status = 'died') FROM mart.run") == [(3, 1)]


def test_a_file_that_is_no_warehouse_is_left_as_it_is(tmp_path, put, release):
    text = tmp_path / "notes.txt"
    text.write_text("not a database, but longer than the header of one\n")
    empty = tmp_path / "empty.duckdb"
    empty.touch()
    foreign = tmp_path / "foreign.duckdb"
    duckdb.connect(foreign).execute("CREATE TABLE mine (a INTEGER)").close()
    for path in (text, empty, foreign, tmp_path):
        before = path.read_bytes() if path.is_file() else None
        with pytest.raises(NotAWarehouseError) as caught:
            put(path, release("a"))
        assert caught.value.exit_code == 2
        assert before is None or path.read_bytes() == before
        with pytest.raises(NotAWarehouseError), open_reader(path):
            pass
    with pytest.raises(NoWarehouseError), open_reader(tmp_path / "absent.duckdb"):
        pass


def test_a_newer_schema_is_refused_by_publish_and_reader(tmp_path, put, release):
    path = tmp_path / "w.duckdb"
    put(path, release("a"))
    path.chmod(0o644)
    duckdb.connect(path).execute("INSERT INTO store.schema_version VALUES (99, now())").close()
    before = path.read_bytes()
    with pytest.raises(NewerSchemaError, match="schema version 99"):
        put(path, release("b"))
    with pytest.raises(NewerSchemaError), open_reader(path):
        pass
    assert path.read_bytes() == before


@pytest.fixture
def plain_user_folder(tmp_path_factory, put, release):
    """A folder of a user without special rights, and we are that user while the test runs."""
    folder = Path(tempfile.mkdtemp())
    put(folder / "warm.duckdb", release("a"))  # what is imported late is imported by now
    nobody = 65534
    if os.geteuid() == 0:
        os.chown(folder, nobody, nobody)
        for path in folder.iterdir():
            path.unlink()
        os.seteuid(nobody)
        if not os.access(guard.__file__, os.R_OK, effective_ids=True):
            os.seteuid(0)
            shutil.rmtree(folder)
            pytest.skip("the project stands in a folder that no other user may read")
    yield folder
    folder.chmod(0o755)
    if os.getuid() == 0:
        os.seteuid(0)
    shutil.rmtree(folder)


def test_a_read_only_file_in_a_writable_folder_is_replaced(plain_user_folder, put, release):
    path = plain_user_folder / "w.duckdb"
    put(path, release("a"))
    put(path, release("b"))
    assert query(path, "SELECT count(*) FROM mart.release") == [(2,)]


def test_a_folder_that_cannot_be_written_is_told(plain_user_folder, put, release):
    path = plain_user_folder / "w.duckdb"
    put(path, release("a"))
    before = path.read_bytes()
    plain_user_folder.chmod(0o555)
    for refused in (path, plain_user_folder / "new.duckdb", plain_user_folder / "deeper" / "new.duckdb"):
        with pytest.raises(UnwritableError, match="cannot be written") as caught:
            put(refused, release("b"))
        assert caught.value.exit_code == 3
    assert path.read_bytes() == before


def test_no_room_on_a_small_disk(put, release, tmp_path):
    """A tmpfs of 2 MB, which only root can mount."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if (
        os.geteuid() != 0
        or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk], check=False).returncode
    ):
        pytest.skip("no right to mount a small disk")
    try:
        with pytest.raises(NoRoomError, match="the disk has 2 MB"):
            put(disk / "w.duckdb", release("a"))
        assert not (disk / "w.duckdb").exists()
    finally:
        subprocess.run(["umount", disk], check=True)


def test_a_disk_that_fills_up_meanwhile_leaves_the_old_file(put, release, tmp_path, quarter_of, monkeypatch):
    disk = tmp_path / "disk"
    disk.mkdir()
    if (
        os.geteuid() != 0
        or subprocess.run(["mount", "-t", "tmpfs", "-o", "size=30m", "tmpfs", disk], check=False).returncode
    ):
        pytest.skip("no right to mount a small disk")
    monkeypatch.setattr(replace_module, "require_room", lambda *_: None)
    try:
        put(disk / "w.duckdb", release("a"))
        before = (disk / "w.duckdb").read_bytes()
        noise = random.Random(1)
        facts = tuple(
            quarter_of("2003-04-01", "2003-06-30", n, label=noise.randbytes(1_500).hex(), concept=f"ext:{n}")
            for n in range(4_000)
        )
        with pytest.raises(NoRoomError):
            put(disk / "w.duckdb", release("b", facts))
        assert (disk / "w.duckdb").read_bytes() == before
        put(disk / "w.duckdb", release("c"))
        assert query(disk / "w.duckdb", "SELECT count(*) FROM mart.release") == [(2,)]
    finally:
        subprocess.run(["umount", disk], check=True)


def test_no_room_for_the_copy_is_told_before_anything_is_written(tmp_path, put, release, monkeypatch):
    path = tmp_path / "w.duckdb"
    put(path, release("a"))
    before = path.read_bytes()
    monkeypatch.setattr(guard.shutil, "disk_usage", lambda _: guard.shutil._ntuple_diskusage(10, 9, 1_000_000))
    with pytest.raises(NoRoomError, match="the disk has 1 MB") as caught:
        put(path, release("b"))
    assert caught.value.exit_code == 3
    assert path.read_bytes() == before


def test_a_symlink_stays_a_link_and_its_target_is_replaced(tmp_path, put, release):
    (tmp_path / "real").mkdir()
    link, target = tmp_path / "w.duckdb", tmp_path / "real" / "w.duckdb"
    link.symlink_to(target)
    put(link, release("a"))
    put(link, release("b"))
    assert link.is_symlink()
    assert not target.is_symlink()
    assert query(target, "SELECT count(*) FROM mart.release") == [(2,)]


def test_relative_paths_and_two_warehouses_in_one_process(tmp_path, put, release, monkeypatch):
    monkeypatch.chdir(tmp_path)
    put(Path("one.duckdb"), release("a"))
    put(Path("two.duckdb"), release("b"), release("c"))
    put(Path("one.duckdb"), release("d"))
    assert query(Path("one.duckdb"), "SELECT count(*) FROM mart.release") == [(2,)]
    assert query(tmp_path / "two.duckdb", "SELECT count(*) FROM mart.release") == [(2,)]


def test_publish_refuses_while_this_process_reads_the_file(tmp_path, put, release):
    path = tmp_path / "w.duckdb"
    put(path, release("a"))
    with open_reader(path), pytest.raises(OpenHereError):
        put(path, release("b"))
    put(path, release("b"))


def test_what_an_interrupted_publish_left_is_removed(tmp_path, put, release):
    path = tmp_path / "w.duckdb"
    left = tmp_path / ".w.duckdb.publish"
    left.mkdir()
    (left / "w.duckdb").write_bytes(b"half a copy")
    put(path, release("a"))
    assert not left.exists()


def test_frames_that_lost_facts_are_refused(tmp_path, release, run, quarter_of, deriver):
    path = tmp_path / "w.duckdb"
    fake = release("a", (quarter_of("2003-04-01", "2003-06-30", 100),))
    frames = fake.frames()
    verdicts = pl.DataFrame({"reading": [fake.reading], "verdict": ["published"], "reason": [None]})
    nothing = schema.REASON.empty(), schema.EXPECTATION_RESULT.empty()
    with pytest.raises(LoadMismatchError, match="declares 1 facts and hands over 0"):
        publish(path, replace(frames, fact=schema.FACT.empty()), verdicts, *nothing, run(), deriver=deriver)
    with pytest.raises(LoadMismatchError, match="declares 1 facts and hands over 2"):
        publish(
            path,
            replace(frames, fact=pl.concat([frames.fact, frames.fact])),
            verdicts,
            *nothing,
            run(),
            deriver=deriver,
        )
    with pytest.raises(LoadMismatchError, match="no verdict"):
        publish(path, frames, verdicts.clear(), *nothing, run(), deriver=deriver)
    with pytest.raises(LoadMismatchError, match=r"NOT NULL constraint failed: fact\.label"):
        publish(
            path, replace(frames, fact=frames.fact.with_columns(label=None)), verdicts, *nothing, run(), deriver=deriver
        )
    assert not path.exists()


def test_a_batch_of_nothing_still_records_its_run(tmp_path, put, run):
    put(tmp_path / "w.duckdb", run=run("empty"))
    assert query(tmp_path / "w.duckdb", "SELECT run_id, files FROM mart.run") == [("empty", 1)]


def test_amounts_survive_exactly(tmp_path, put, release, quarter_of):
    amount = "99999999999999999999999999999999.999999"
    put(tmp_path / "w.duckdb", release("a", (quarter_of("2003-04-01", "2003-06-30", amount),)))
    ((value,),) = query(tmp_path / "w.duckdb", "SELECT value FROM mart.fact")
    assert str(value) == amount


def test_a_company_whose_name_holds_a_null_character_is_published(tmp_path, put, release, quarter_of):
    """No literal of SQL can hold it, and companies are named in literals."""
    fact = quarter_of("2003-04-01", "2003-06-30", 100)
    for name in ("a", "b"):
        put(tmp_path / "w.duckdb", release(name, (fact,), key="東\0京"))
    assert query(tmp_path / "w.duckdb", "SELECT DISTINCT entity_id, company FROM mart.series") == [
        ("東\0京", "Acme Inc.")
    ]
