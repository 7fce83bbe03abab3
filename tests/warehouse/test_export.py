"""Exports of made-up releases: what an issuer may print, whose files they are, and what is refused."""

import json
from datetime import UTC, datetime
from decimal import Decimal

import duckdb
import pytest

from support.exported import Book
from warehouse.connect import query
from warehouse.errors import FolderInUseError, UnknownCompanyError
from warehouse.export import ExportFormat, export_mart

QUARTER = ("2003-04-01", "2003-06-30")
HOSTILE = (
    '=HYPERLINK("http://example.invalid","x")', "+1+1", "@SUM(A1)", "http://example.invalid/", "{=1}", "<b>&amp;</b>",
    'a "quoted", comma', "two\nlines", "\u202eright to left", "NULL", "123", "\\N", "x" * 2000,
)  # fmt: skip
WIDEST = Decimal("99999999999999999999999999999999.999999")


@pytest.fixture
def hostile(tmp_path, put, release, quarter_of):
    """A company that prints what programs may take for something else."""
    facts = [
        quarter_of(*QUARTER, number, label=label, concept=f"ext:{number}", row_index=number)
        for number, label in enumerate(HOSTILE, start=1)
    ]
    facts.append(quarter_of(*QUARTER, None, label="Nothing", concept="ext:nil", section="A > B"))
    path = tmp_path / "w.duckdb"
    put(path, release("one", tuple(facts), company='=A1 "Quote\'s" & Co', heading="h"))
    return path


@pytest.mark.parametrize("form", [ExportFormat.PARQUET, ExportFormat.CSV])
def test_whatever_is_printed_reads_back_as_text(tmp_path, hostile, form):
    out = tmp_path / "it's" / "out"
    columns = export_mart(hostile, out, form)["tables"]["fact"]["columns"]
    known = query(hostile, "SELECT label, section, footnote, value, is_nil, known_at FROM mart.fact").rows()
    files = str(out).replace("'", "''")
    source = {
        ExportFormat.PARQUET: f"read_parquet('{files}/fact/*/*.parquet')",
        ExportFormat.CSV: f"read_csv('{files}/fact.csv', columns = {columns!r}, header = true, "
        "allow_quoted_nulls = false, delim = ',', quote = '\"', escape = '\"', max_line_size = 100000)",
    }[form]
    with duckdb.connect() as reader:
        reader.execute("SET TimeZone = 'UTC'")
        read = reader.sql(f"SELECT label, section, footnote, value, is_nil, known_at FROM {source}").pl().rows()
    assert sorted(read, key=str) == sorted(known, key=str)
    assert len(read) == len(HOSTILE) + 1
    assert {(row[1], row[2]) for row in read} == {("", None), ("A > B", None)}, "an empty text is not NULL"


def test_a_workbook_takes_no_text_for_a_formula_and_shows_a_nil_as_a_dash(tmp_path, hostile):
    export_mart(hostile, tmp_path / "out", ExportFormat.XLSX)
    (path,) = (tmp_path / "out").glob("*.xlsx")
    book = Book(path)
    cells = [cell for sheet in book.held for row in sheet.iter_rows() for cell in row]
    assert [cell.value for cell in cells if cell.data_type == "f" or cell.hyperlink] == []
    assert {fact["line"] for fact in book.facts} == {*HOSTILE, "Nothing"}
    (nil,) = [fact for fact in book.facts if fact["is_nil"]]
    cell = book.held[nil["sheet"]][nil["cell"]]
    assert (cell.value, cell.number_format, nil["value"]) == (0, '"–"', None)


def test_a_number_of_more_digits_than_excel_keeps_is_exact_in_the_list_of_facts(tmp_path, put, release, quarter_of):
    path = tmp_path / "w.duckdb"
    given = (WIDEST, Decimal("-0.07"), Decimal("123456789012.34"))
    facts = [quarter_of(*QUARTER, str(v), label=str(v), concept=f"ext:{n}") for n, v in enumerate(given)]
    put(path, release("one", tuple(facts)))
    for form in ExportFormat:
        export_mart(path, tmp_path / form, form)
    (workbook,) = (tmp_path / "xlsx").glob("*.xlsx")
    book = Book(workbook)
    assert {Decimal(fact["value"]) for fact in book.facts} == set(given)
    kept = {book.number(fact["sheet"], fact["cell"]) for fact in book.facts if Decimal(fact["value"]) != WIDEST}
    assert kept == set(given[1:])
    (wide,) = [fact for fact in book.facts if Decimal(fact["value"]) == WIDEST]
    assert book.number(wide["sheet"], wide["cell"]) == Decimal("1E+32")
    read = duckdb.sql(f"SELECT value FROM '{tmp_path}/parquet/fact/*/*.parquet'").fetchall()
    assert {value for (value,) in read} == set(given)


def test_a_restated_number_is_exported_with_both_vintages_and_the_workbook_has_the_newest(
    tmp_path, put, release, quarter_of
):
    path = tmp_path / "w.duckdb"
    put(path, release("one", (quarter_of(*QUARTER, 100_000),)))
    later = datetime(2004, 7, 10, 20, tzinfo=UTC)
    put(path, release("two", (quarter_of(*QUARTER, 101_000),), known_at=later))
    for form in ExportFormat:
        export_mart(path, tmp_path / form, form)
    ask = f"SELECT value, known_until IS NULL FROM '{tmp_path}/parquet/observation/*/*.parquet' ORDER BY known_at"
    assert duckdb.sql(ask).fetchall() == [(Decimal(100_000), False), (Decimal(101_000), True)]
    (workbook,) = (tmp_path / "xlsx").glob("*.xlsx")
    assert [(fact["value"], fact["known_at"]) for fact in Book(workbook).facts] == [("101000", later.isoformat())]


def test_a_company_is_named_by_its_cik_or_a_part_of_its_name(tmp_path, put, release, quarter_of):
    path = tmp_path / "w.duckdb"
    fact = (quarter_of(*QUARTER, 1),)
    put(path, release("a", fact, company="Apple Inc.", cik="0000320193"), release("b", fact, company="Bee", key="bee"))
    for named in ("320193", "0000320193", "PPLE", "apple inc"):
        out = tmp_path / named
        assert export_mart(path, out, ExportFormat.PARQUET, [named])["tables"]["fact"]["rows"] == 1
        assert [folder.name for folder in (out / "fact").iterdir()] == ["entity=0000320193"]


def test_companies_whose_names_have_no_latin_letter_have_files_of_their_own(tmp_path, put, release, quarter_of):
    path = tmp_path / "w.duckdb"
    fact = (quarter_of(*QUARTER, 1),)
    put(path, *(release(name, fact, company=name, key=name) for name in ("日本", "中国")))
    books = export_mart(path, tmp_path / "xlsx", ExportFormat.XLSX)["workbooks"]
    assert sorted(books) == ["company-2.xlsx", "company.xlsx"]
    reports = export_mart(path, tmp_path / "xbrl", ExportFormat.XBRL_JSON)["reports"]
    assert {name.partition("/")[0] for name in reports} == {"company", "company-2"}


def test_quarantined_releases_are_not_exported_and_their_company_is_not_known(tmp_path, put, release, quarter_of):
    path = tmp_path / "w.duckdb"
    fact = (quarter_of(*QUARTER, 1),)
    held = release("b", fact, "quarantined", company="Bee", key="bee", reasons=(("tie_broken", "m"),))
    put(path, release("a", fact), held)
    assert export_mart(path, tmp_path / "out", ExportFormat.CSV)["tables"]["fact"]["rows"] == 1
    with pytest.raises(UnknownCompanyError, match="'Bee'"):
        export_mart(path, tmp_path / "bee", ExportFormat.CSV, ["Acme", "Bee"])
    assert not (tmp_path / "bee").exists()


def test_a_folder_with_files_in_it_is_refused_and_an_empty_one_taken(tmp_path, put, release, quarter_of):
    path, out = tmp_path / "w.duckdb", tmp_path / "out"
    put(path, release("a", (quarter_of(*QUARTER, 1),)))
    out.mkdir()
    export_mart(path, out, ExportFormat.CSV)
    held = {file.name: file.read_bytes() for file in out.iterdir()}
    assert sorted(held) == ["export.json", "fact.csv", "observation.csv", "quarter.csv"]
    assert json.loads(held["export.json"])["format"] == "csv"
    with pytest.raises(FolderInUseError, match="not an empty folder"):
        export_mart(path, out, ExportFormat.XLSX)
    assert {file.name: file.read_bytes() for file in out.iterdir()} == held
    assert not list(tmp_path.glob(".out*")), "no draft is left"


def test_two_exports_of_a_warehouse_are_the_same_bytes(tmp_path, hostile):
    for form in ExportFormat:
        made = []
        for name in ("one", "two"):
            out = tmp_path / f"{form}-{name}"
            export_mart(hostile, out, form)
            made.append({p.relative_to(out): p.read_bytes() for p in out.rglob("*") if p.is_file()})
        assert made[0] == made[1]
