"""Curated tables are read strictly."""

import pytest

from transforms.model import ConceptRule, Correction, LinkRule
from warehouse.catalog import read_catalog
from warehouse.errors import CatalogError

CONCEPTS = "statement,part,section,label,unit,concept,balance,period_type,additive,flip,verified\n"
LINKS = "entity_id,statement,section,label,other_statement,other_section,other_label,same,reason\n"
RELEASE = "ab" * 32
CORRECTIONS = "release_id,line_number,char_start,table_index,row_index,cell_index,printed,read_as,reason\n"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "concepts.csv").write_text(
        CONCEPTS + "balance_sheet,.*assets,,goodwill,money,Goodwill,debit,instant,false,false,true\n"
    )
    (tmp_path / "corrections.csv").write_text(CORRECTIONS + f'{RELEASE},7,60,,,,"1,234","1,243",transposed\n')
    (tmp_path / "links.csv").write_text(LINKS + "0001,operations,,sales,operations,,net sales,true,renamed in 2004\n")
    return tmp_path


def test_a_catalog_has_its_three_tables(folder):
    catalog = read_catalog(folder)
    assert catalog.concepts == (
        ConceptRule(
            "balance_sheet", ".*assets", "", "goodwill", "money", "Goodwill", "debit", "instant", False, False, True
        ),
    )
    assert catalog.corrections == (Correction(RELEASE, 7, 60, None, None, None, "1,234", "1,243", "transposed"),)
    assert catalog.links == (
        LinkRule("0001", "operations", "", "sales", "operations", "", "net sales", True, "renamed in 2004"),
    )


def test_a_file_that_a_spreadsheet_wrote_is_read(folder):
    """It puts a byte order mark before the header, and an editor leaves empty lines at the end."""
    file = folder / "corrections.csv"
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n") + b"\r\n")
    assert [one.read_as for one in read_catalog(folder).corrections] == ["1,243"]


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("concepts.csv", CONCEPTS.replace("flip", "flop"), "row 1: columns are .*flop"),
        (
            "concepts.csv",
            CONCEPTS + "operations,,,x,money,c,debit,instant,yes,false,true\n",
            "row 2: additive: 'yes' is neither true nor false",
        ),
        ("corrections.csv", CORRECTIONS + f"{RELEASE},seven,60,,,,1,2,why\n", "row 2: line_number: invalid literal"),
        ("corrections.csv", CORRECTIONS + "ab,7,60,1\n", "row 2: 4 cells under 9 columns"),
        ("corrections.csv", CORRECTIONS + "ab,7,60,,,,1,2,why\n", "row 2: release_id: 'ab' is not the 64 digits"),
        ("corrections.csv", "", "row 1: columns are"),
    ],
)
def test_what_cannot_be_read_names_the_row(folder, name, text, message):
    (folder / name).write_text(text)
    with pytest.raises(CatalogError, match=message):
        read_catalog(folder)


@pytest.mark.parametrize("written", [b'release_id,"line\n', b"release_id,\xff\n"], ids=["open quote", "encoding"])
def test_what_is_no_csv_in_utf_8_names_the_file_and_the_row(folder, written):
    (folder / "corrections.csv").write_bytes(written)
    with pytest.raises(CatalogError, match=r"corrections\.csv, row \d: is no CSV in UTF-8"):
        read_catalog(folder)


def test_a_missing_table_is_told(folder):
    (folder / "corrections.csv").unlink()
    with pytest.raises(CatalogError, match=r"corrections\.csv, row 0: missing"):
        read_catalog(folder)
