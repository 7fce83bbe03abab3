"""Exit codes and what a person is told, input by input."""

import os
import stat
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from flows.cli import was_interrupted
from flows.settings import read_settings
from transforms.version import PARSER_VERSION

PDF = b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\n"
NOT_A_RELEASE = "The board of directors elected Jane Roe a director of the company on May 3, 2004.\n" * 20
Command = Callable[..., Any]
Ask = Callable[[str], pl.DataFrame]


def damaged(release: str) -> str:
    """A total that its lines do not add up to."""
    return release.replace("16,364        15,414", "16,634        15,414")


def with_tabs(line: str) -> str:
    """The line laid out the same, with tab stops every eight columns."""
    parts = [line[start : start + 8] for start in range(0, len(line), 8)]
    return "".join(part.rstrip(" ") + "\t" if len(part) == 8 and part.endswith("  ") else part for part in parts)


def test_a_release_that_ties_out_is_published(tieout: Command, inbox: Path, release: str, ask: Ask) -> None:
    (inbox / "a.txt").write_text(release)
    ran = tieout("ingest", "--direct", inbox)
    assert ran.code == 0, ran.err
    assert "Northfield Instruments, Inc." in ran.out
    assert "published" in ran.out
    assert "report: " in ran.err
    assert Path(ran.err.split("report: ")[1].strip()).is_file()
    assert ask("SELECT count(*) FROM mart.fact").item() == 48
    assert ask("SELECT mode, status, files, published, facts FROM mart.run").row(0) == ("direct", "completed", 1, 1, 48)


def test_a_damaged_release_waits_in_quarantine_with_its_reason_and_the_others_are_published(
    tieout: Command, inbox: Path, release: str, ask: Ask
) -> None:
    (inbox / "a.txt").write_text(damaged(release))
    (inbox / "b.txt").write_text(release)
    ran = tieout("ingest", "--direct", inbox)
    assert ran.code == 1, ran.err
    assert ask("SELECT status FROM mart.release ORDER BY status")["status"].to_list() == ["published", "quarantined"]
    assert "16,634" in ask("SELECT reason FROM mart.quarantine").item().replace("16634", "16,634")
    assert tieout("ingest", "--direct", inbox / "a.txt").code == 1, "it still waits"
    assert tieout("ingest", "--direct", inbox / "b.txt").code == 0


def test_reasons_stand_below_a_table_that_fits_the_terminal(
    tieout: Command, inbox: Path, release: str, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    (inbox / "northfield_instruments_2004q3_release.txt").write_text(damaged(release))
    (inbox / "board.txt").write_text(NOT_A_RELEASE)
    out = tieout("ingest", "--direct", inbox).out.splitlines()
    (waiting,) = (line for line in out if line.startswith("northfield_instruments_2004q3_release.txt, "))
    assert ask("SELECT release_id[:12] || ': ' || reason FROM mart.quarantine").item() in waiting
    assert any(line.startswith("board.txt, ") and ": no financial statement" in line for line in out)
    assert any("2004-09-30" in line and "quarantined" in line for line in out), "days are not broken over lines"


def test_a_release_cut_off_in_a_table_is_quarantined_with_the_place(
    tieout: Command, inbox: Path, release: str, ask: Ask
) -> None:
    (inbox / "a.txt").write_text(release[: release.index("    Total operating expenses")])
    assert tieout("ingest", "--direct", inbox).code == 1
    assert ask("SELECT count(*) FROM mart.reason WHERE line_number IS NOT NULL").item() > 0


WRITTEN: dict[str, Callable[[str], bytes]] = {
    "c1": lambda text: text.replace("Springfield, IL -", "Springfield, IL \x97").encode("cp1252", "replace"),
    "windows-1252": lambda text: text.replace("company", "company\u2019s").encode("cp1252"),
    "crlf": lambda text: text.replace("\n", "\r\n").encode(),
    "tabs": lambda text: "\n".join(map(with_tabs, text.split("\n"))).encode(),
    "no final newline": lambda text: text.rstrip("\n").encode(),
}


def test_old_encodings_line_ends_and_tabs_are_read(tieout: Command, inbox: Path, release: str, ask: Ask) -> None:
    for name, change in WRITTEN.items():
        (inbox / f"{name}.txt").write_bytes(change(release))
    ran = tieout("ingest", "--direct", inbox)
    assert ran.code == 0, ran.out
    held = "SELECT f.file_name, r.facts FROM mart.filing AS f JOIN mart.release AS r USING (release_id) ORDER BY 1"
    assert ask(held).rows() == [(f"{name}.txt", 48) for name in sorted(WRITTEN)]
    assert ask("SELECT count(*) FROM mart.fact").item() == 48 * len(WRITTEN)


def test_a_file_that_is_no_release_is_recorded_as_such(tieout: Command, inbox: Path, ask: Ask) -> None:
    (inbox / "a.txt").write_text(NOT_A_RELEASE)
    ran = tieout("ingest", "--direct", inbox)
    assert ran.code == 0, ran.err
    assert "not_a_release" in ran.out
    assert ask("SELECT status FROM mart.release").item() == "not_a_release"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [("a.txt", b"", "is empty"), ("a.pdf", PDF, "is a PDF"), ("a.bin", b"\x00\x01\x02" * 99, "is binary")],
)
def test_a_file_without_text_alone_is_refused_and_makes_no_warehouse(
    tieout: Command, inbox: Path, warehouse: Path, name: str, content: bytes, said: str
) -> None:
    (inbox / name).write_bytes(content)
    for path in (inbox, inbox / name):
        ran = tieout("ingest", "--direct", path)
        assert ran.code == 2
        assert said in ran.err
        assert len(ran.err.splitlines()) == 1
    assert not warehouse.exists()


def test_files_whose_names_are_no_utf_8_are_read_and_told_of(
    tieout: Command, inbox: Path, release: str, ask: Ask
) -> None:
    """As unpacked from an archive of the nineties."""
    (inbox / os.fsdecode(b"r\xe9sultats.txt")).write_text(release)
    (inbox / os.fsdecode(b"vid\xe9.txt")).symlink_to(inbox / "gone")
    ran = tieout("ingest", "--direct", inbox)
    assert ran.code == 2
    assert " r\\xe9sultats.txt " in ran.out
    assert "vid\\xe9.txt: is no file" in ran.err
    assert ask("SELECT file_name FROM mart.filing").item() == "r\\xe9sultats.txt"
    assert tieout("backfill", "--direct").code == 0


def test_unreadable_files_are_listed_and_the_good_ones_go_on(
    tieout: Command, inbox: Path, release: str, ask: Ask
) -> None:
    (inbox / "a.txt").write_text(release)
    (inbox / "b.txt").write_text(damaged(release))
    (inbox / "c.pdf").write_bytes(PDF)
    (inbox / "d.txt").write_bytes(b"")
    ran = tieout("ingest", "--direct", inbox)
    assert ran.code == 2, "the worst wins"
    assert "c.pdf: is a PDF" in ran.err
    assert "d.txt: is empty" in ran.err
    assert ask("SELECT status FROM mart.release ORDER BY status")["status"].to_list() == ["published", "quarantined"]
    status, error, files = ask("SELECT status, error, files FROM mart.run").row(0)
    assert (status, files) == ("completed", 4)
    assert "2 of 4 files" in error


def test_a_run_that_read_nothing_is_told_by_the_next(tieout: Command, inbox: Path, release: str, ask: Ask) -> None:
    (inbox / "a.pdf").write_bytes(PDF)
    assert tieout("ingest", "--direct", inbox).code == 2
    (inbox / "a.pdf").unlink()
    (inbox / "a.txt").write_text(release)
    assert tieout("ingest", "--direct", inbox).code == 0
    assert ask("SELECT status FROM mart.run ORDER BY started_at")["status"].to_list() == ["failed", "completed"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ingest", "--direct", "nowhere.txt"], "no such file, folder or pattern"),
        (["ingest", "nowhere.txt"], "no such file, folder or pattern"),
        (["ingest", "--direct"], "TIEOUT_INBOX"),
        (["ingest", "--direct", "--filed-on", "yesterday", "."], "filed_on must be a date"),
        (["ingest", "--source", "elsewhere"], "Invalid value for '--source'"),
        (["ingest", "--source", "edgar"], "TIEOUT_EDGAR_CONTACT is not set"),
        (["ingest", "--colour"], "No such option"),
        (["parse", "nowhere.txt"], "no such file"),
        (["status"], "no warehouse there"),
        (["sql", "SELECT 1"], "no warehouse there"),
        (["quarantine", "list"], "no warehouse there"),
        (["report"], "no warehouse there"),
    ],
)
def test_bad_usage_is_told_and_nothing_is_made(tieout: Command, home: Path, arguments: list[str], said: str) -> None:
    ran = tieout(*arguments)
    assert ran.code == 2
    assert said in ran.err
    assert "Traceback" not in ran.err
    assert not home.exists()


def test_a_folder_without_releases_is_bad_usage(tieout: Command, inbox: Path) -> None:
    ran = tieout("ingest", "--direct", inbox)
    assert ran.code == 2
    assert "no release files" in ran.err


def test_the_configured_inbox_is_read_where_no_path_is_given(
    tieout: Command, inbox: Path, release: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "a.txt").write_text(release)
    monkeypatch.setenv("TIEOUT_INBOX", str(inbox))
    assert tieout("ingest", "--direct").code == 0


@pytest.mark.parametrize(
    ("name", "value"),
    [("BATCH_RELEASES", "many"), ("RETRY_SECONDS", "soon"), ("RETRY_SECONDS", "60, -1"), ("EDGAR_RATE", "100")],
)
def test_a_setting_that_cannot_be_read_is_named(
    tieout: Command, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(f"TIEOUT_{name}", value)
    ran = tieout("status")
    assert ran.code == 2
    (line,) = ran.err.splitlines()
    assert f"TIEOUT_{name}: input should be " in line


@pytest.mark.parametrize("written", ["60,300", "[60, 300]", " 60, 300 "])
def test_waits_are_numbers_with_commas_between_them(monkeypatch: pytest.MonkeyPatch, home: Path, written: str) -> None:
    monkeypatch.setenv("TIEOUT_RETRY_SECONDS", written)
    assert read_settings().retry_seconds == (60, 300)


def test_a_fault_whose_trace_cannot_be_kept_is_one_line_too(
    tieout: Command, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flows.commands.status.Journal", lambda *_: 1 / 0)
    home.write_text("in the way")
    ran = tieout("status")
    assert ran.code == 3
    last = ran.err.splitlines()[-1]
    assert "a fault of ours: ZeroDivisionError" in last
    assert "its trace could not be kept: " in last
    assert "Traceback" not in ran.err


def test_a_warehouse_path_that_is_no_database_is_left_as_it_is(
    tieout: Command, inbox: Path, release: str, tmp_path: Path
) -> None:
    (inbox / "a.txt").write_text(release)
    other = tmp_path / "notes.txt"
    other.write_text("notes of mine, not a database")
    ran = tieout("ingest", "--direct", inbox, "--warehouse", other)
    assert ran.code == 2
    assert "not a DuckDB file" in ran.err
    assert other.read_text() == "notes of mine, not a database"


def test_a_warehouse_of_a_newer_layout_is_refused_and_left_as_it_is(
    tieout: Command, inbox: Path, release: str, warehouse: Path, vary: Callable[[int], str]
) -> None:
    (inbox / "a.txt").write_text(release)
    assert tieout("ingest", "--direct", inbox).code == 0
    warehouse.chmod(stat.S_IRUSR | stat.S_IWUSR)
    with duckdb.connect(warehouse) as connection:
        connection.execute("INSERT INTO store.schema_version VALUES (999, now())")
    before = warehouse.read_bytes()
    (inbox / "b.txt").write_text(vary(1))
    ran = tieout("ingest", "--direct", inbox)
    assert ran.code == 3
    assert "newer" in ran.err
    assert warehouse.read_bytes() == before


@pytest.mark.parametrize("place", ["warehouse", "home", "report"])
def test_a_folder_that_cannot_be_written_is_one_clear_line(
    tieout: Command, inbox: Path, release: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    (inbox / "a.txt").write_text(release)
    (tmp_path / "file").write_text("in the way")
    arguments: list[object] = ["ingest", "--direct", inbox]
    if place == "warehouse":
        arguments += ["--warehouse", "/sys/warehouse.duckdb"]
    elif place == "home":
        monkeypatch.setenv("TIEOUT_HOME", str(tmp_path / "file" / "home"))
    else:
        assert tieout(*arguments).code == 0
        arguments = ["report", "--out", tmp_path / "file" / "report"]
    ran = tieout(*arguments)
    assert ran.code == 3, ran.err
    assert len(ran.err.splitlines()) == 1
    assert "Traceback" not in ran.err


def test_what_was_published_is_told_where_the_report_cannot_be_written(
    tieout: Command, home: Path, inbox: Path, release: str, ask: Ask
) -> None:
    (inbox / "a.txt").write_text(damaged(release))
    home.mkdir()
    (home / "report").write_text("in the way")
    ran = tieout("ingest", "--direct", inbox)
    assert ran.code == 3
    assert "quarantined" in ran.out
    assert "footing broken" in ran.out
    (line,) = ran.err.splitlines()
    assert "cannot write the report" in line
    assert "run tieout report" in line
    assert ask("SELECT status FROM mart.run").item() == "completed"


def test_the_exhibits_of_one_file_are_told_apart(
    tieout: Command, inbox: Path, release: str, vary: Callable[[int], str]
) -> None:
    exhibits = (("EX-99.1", release), ("EX-99.2", NOT_A_RELEASE))
    (inbox / "both.txt").write_text(
        "".join(f"<DOCUMENT>\n<TYPE>{kind}\n<TEXT>\n{text}</TEXT>\n</DOCUMENT>\n" for kind, text in exhibits)
    )
    (inbox / "one.txt").write_text(vary(1))
    out = tieout("ingest", "--direct", inbox).out
    assert [line.split("   ")[0].strip() for line in out.splitlines() if ".txt" in line][:3] == [
        "both.txt, EX-99.1", "both.txt, EX-99.2", "one.txt",
    ]  # fmt: skip
    assert "both.txt, EX-99.2, " in out.partition("one.txt")[2], "its reason too"


def test_a_fault_of_ours_is_one_line_and_a_trace_in_a_file(
    tieout: Command, home: Path, inbox: Path, release: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    (inbox / "a.txt").write_text(release)
    monkeypatch.setattr("flows.run.summarise", lambda *_: 1 / 0)
    ran = tieout("ingest", "--direct", inbox)
    assert ran.code == 3
    (line,) = ran.err.splitlines()
    assert "ZeroDivisionError" in line
    assert "Traceback" in Path(line.rpartition(" ")[2]).read_text()


def test_a_fault_in_one_release_is_named_and_the_others_are_published(
    tieout: Command, home: Path, inbox: Path, fill: Callable[[int], Path], monkeypatch: pytest.MonkeyPatch, ask: Ask
) -> None:
    from transforms import release as spine

    real = spine.transform_batch

    def faulty(sources: Any, catalog: Any) -> Any:
        if any("desk 0001" in source.content.decode() for source in sources):
            raise ZeroDivisionError("of a test")
        return real(sources, catalog)

    monkeypatch.setattr(spine, "transform_batch", faulty)
    ran = tieout("ingest", "--direct", fill(3))
    assert ran.code == 3
    assert "copy_0001.txt: a fault of ours, ZeroDivisionError" in ran.err
    assert ask("SELECT count(*) FROM mart.release WHERE status = 'published'").item() == 2
    status, error = ask("SELECT status, error FROM mart.run").row(0)
    assert status == "failed"
    assert "1 of 3 files" in error
    assert any("ZeroDivisionError" in path.read_text() for path in (home / "logs").iterdir())


def test_quarantine_shows_why_and_a_waiver_publishes(
    tieout: Command, inbox: Path, home: Path, release: str, ask: Ask
) -> None:
    (inbox / "a.txt").write_text(damaged(release))
    assert tieout("ingest", "--direct", inbox).code == 1
    waiting = ask("SELECT release_id FROM mart.quarantine").item()
    assert waiting[:12] in tieout("quarantine", "list").out
    shown = tieout("quarantine", "show", waiting[:8])
    assert waiting in shown.out, "whole, for a row of corrections.csv"
    assert "1. tie_broken: " in shown.out
    assert f"tieout quarantine waive {waiting[:12]} --who" in shown.err
    page = Path(shown.err.split("beside its text: ")[1].splitlines()[0])
    assert "Why it waits" in page.read_text()
    assert tieout("quarantine", "show", "ffffffff").code == 2
    assert tieout("quarantine", "waive", waiting[:8], "--who", " ", "--why", "x").code == 2
    assert tieout("quarantine", "waive", waiting[:8], "--who", "Ann", "--why", "as printed").code == 0
    assert ask("SELECT waived_by, waived_why, status FROM mart.release").row(0) == ("Ann", "as printed", "waived")
    assert "Published by Ann" in page.read_text(), "the report is brought up to date"
    assert tieout("quarantine", "list").err == "nothing waits\n"
    ran = tieout("ingest", "--direct", inbox)
    assert ran.code == 0
    assert "footing broken" not in ran.out, "it waits no longer"
    assert tieout("quarantine", "waive", waiting[:8], "--who", "Ann", "--why", "again").code == 2


def test_a_correction_publishes_what_waited_and_fails_once_the_place_prints_something_else(
    tieout: Command, inbox: Path, home: Path, release: str, ask: Ask
) -> None:
    """The totals of the operator's file are read in place of a typing error; the print itself is kept in an issue."""
    (inbox / "a.txt").write_text(damaged(release))
    assert tieout("ingest", "--direct", inbox).code == 1
    waiting = ask("SELECT release_id FROM mart.quarantine").item()
    line, start = ask("SELECT line_number, char_start FROM mart.fact_all WHERE printed = '16,634'").row(0)
    header = "release_id,line_number,char_start,table_index,row_index,cell_index,printed,read_as,reason\n"
    own = home / "corrections.csv"
    own.write_text(f'{header}{waiting},{line},{start},,,,"16,634","16,364",digits exchanged; the lines add up\n')
    ran = tieout("ingest", "--direct", inbox)
    assert ran.code == 0, ran.err
    assert ask("SELECT count(*) FROM mart.quarantine").item() == 0
    assert ask(f"SELECT value FROM mart.fact WHERE line_number = {line} AND char_start = {start}").item() == 16_364_000
    assert "16,634 read as 16,364" in ask("SELECT message FROM mart.issue WHERE code = 'corrected'").item()
    assert ask("SELECT count(*) FROM mart.release").item() == 1
    own.write_text(f'{header}{waiting},{line},{start},,,,"16,643","16,364",no longer there\n')
    ran = tieout("ingest", "--direct", inbox)
    assert ran.code == 1
    held, broken, verdict = next(line for line in ran.out.splitlines() if line.startswith(" a.txt")).split()[-3:]
    assert (int(held) > 0, int(broken) > 0, verdict) == (True, True, "quarantined"), "of the reading that waits"
    assert "remove or renew the correction" in tieout("quarantine", "show", waiting[:8]).out
    own.write_text(f'{header}{waiting[:12]},{line},{start},,,,"16,634","16,364",digits exchanged\n')
    assert "is not the 64 digits of a release's id" in tieout("ingest", "--direct", inbox).err
    own.write_text("release_id,line\n")
    assert "columns are release_id, line" in tieout("ingest", "--direct", inbox).err


def test_it_says_its_version(tieout: Command) -> None:
    assert tieout("--version").out == f"tieout {version('tieout')}, parser {PARSER_VERSION}\n"


def test_sql_looks_in_mart_for_a_name_without_a_schema(tieout: Command, inbox: Path, release: str) -> None:
    (inbox / "a.txt").write_text(release)
    tieout("ingest", "--direct", inbox)
    assert tieout("sql", "SELECT facts FROM release").out == tieout("sql", "SELECT facts FROM mart.release").out
    assert "restatement" in tieout("sql", "SHOW TABLES").out.splitlines()
    assert tieout("sql", "SELECT count(*) FROM store.fact").out.endswith("\n48\n")


def test_sql_answers_in_each_format_and_refuses_to_write(tieout: Command, inbox: Path, release: str) -> None:
    (inbox / "a.txt").write_text(release)
    tieout("ingest", "--direct", inbox)
    query = "SELECT label, value FROM mart.fact WHERE label = 'Inventories' ORDER BY value"
    assert tieout("sql", query).out == "label,value\nInventories,9216000\nInventories,9870000\n"
    assert '"value": "9216000"' in tieout("sql", query, "--format", "json").out
    assert "Inventories" in tieout("sql", query, "--format", "table").out
    refused = tieout("sql", "DELETE FROM store.fact")
    assert refused.code == 2
    assert "read-only" in refused.err
    for text, said in (
        ("SELECT nothing FROM mart.fact", "nothing"),
        ("", "there is no query in it"),
        ("SELECT recorded_at - known_at AS late FROM mart.release", "(late INTERVAL); CAST it AS VARCHAR"),
    ):
        wrong = tieout("sql", text)
        assert wrong.code == 2
        assert said in wrong.err
    assert tieout("status").code == 0


def test_a_report_leaves_a_folder_with_other_files_alone(
    tieout: Command, inbox: Path, release: str, tmp_path: Path
) -> None:
    (inbox / "a.txt").write_text(release)
    tieout("ingest", "--direct", inbox)
    kept = tmp_path / "site" / "release" / "notes.txt"
    kept.parent.mkdir(parents=True)
    kept.write_text("mine")
    refused = tieout("report", "--out", tmp_path / "site")
    assert refused.code == 2
    assert "holds other files than a report" in refused.err
    assert kept.read_text() == "mine"
    for _ in range(2):
        assert tieout("report", "--out", tmp_path / "new").code == 0


def test_concepts_tells_coverage_and_the_lines_without_a_standard_concept(
    tieout: Command, inbox: Path, release: str
) -> None:
    (inbox / "a.txt").write_text(release)
    tieout("ingest", "--direct", inbox)
    ran = tieout("concepts")
    assert ran.code == 0, ran.err
    assert "facts with a standard concept" in ran.out
    assert "Northfield Instruments, Inc." in ran.out
    lines = tieout("concepts", "--statement", "operations", "--limit", "1", "--format", "csv").out.splitlines()
    assert lines[0] == "statement,line,facts,releases,unit,section"
    assert all(line.startswith("operations,") for line in lines[1:])
    assert tieout("concepts", "--statement", "equity").code == 2


def test_parse_prints_facts_and_ties_and_keeps_nothing(tieout: Command, inbox: Path, home: Path, release: str) -> None:
    (inbox / "a.txt").write_text(release)
    table, rows, everything = (
        tieout("parse", inbox / "a.txt", "--format", style) for style in ("table", "csv", "json")
    )
    assert "48 facts" in table.out
    assert "Inventories" in rows.out
    assert '"fact": [' in everything.out
    assert (table.code, rows.code, everything.code) == (0, 0, 0)
    assert not home.exists()
    (inbox / "b.txt").write_text(release)
    assert tieout("parse", inbox).code == 2


def test_parse_tells_the_table_and_row_of_a_number_in_html(tieout: Command, inbox: Path) -> None:
    rows = "".join(
        f"<tr><td>{label}<td>{value}" for label, value in (("Cash", 60), ("Land", 40), ("Total assets", 100))
    )
    page = "<p>BALANCE SHEET<p>(in thousands)<table><tr><td><td>June 30, 2004" + rows + "</table>"
    (inbox / "a.htm").write_text(f"<html><body>{page}</body></html>")
    shown = tieout("parse", inbox / "a.htm").out
    assert "table_index   row_index   statement" in shown


def test_an_error_raised_while_an_interrupt_is_handled_is_an_interrupt():
    """Prefect fails with a ValueError where an interrupt meets it before a task's run is set."""
    fault = ValueError("Task run is not set")
    assert not was_interrupted(fault)
    fault.__context__ = KeyboardInterrupt()
    assert was_interrupted(fault)


def test_the_list_of_commands_says_whole_what_each_does(tieout: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    listed = tieout("--help").out.partition("Commands:")[2]
    assert "export " in listed
    assert "..." not in listed
