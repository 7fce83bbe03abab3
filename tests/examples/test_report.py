"""From every number of a page its source is one action away, and it is the right one."""

import re
from pathlib import Path

import polars as pl
import pytest
from selectolax.lexbor import LexborHTMLParser

from flows.run import run_ingest
from flows.settings import Settings
from flows.site import write_site
from support.pages import leads
from support.shared import SAMPLE, shared
from transforms.model import Identity
from warehouse.connect import query

EXAMPLES = Path(__file__).parents[2] / "examples"
MOST_BYTES = 400_000
FACTS = "SELECT f.* FROM mart.fact_all AS f JOIN mart.release AS r USING (reading) ORDER BY f.fact_id"


def pages(settings: Settings) -> dict[str, str]:
    """Pages of releases by release id."""
    return {path.stem: path.read_text() for path in (settings.report_path / "release").iterdir()}


def check_text(settings: Settings, files: dict[str, Path]) -> int:
    """Every fact of text or prose has a number that leads to the characters of its place; gives how many they are."""
    names = query(settings.warehouse_path, "SELECT release_id, file_name FROM mart.filing")
    texts = {release: files[name].read_bytes().decode().split("\n") for release, name in names.iter_rows()}
    facts = query(settings.warehouse_path, FACTS).filter(pl.col("line_number").is_not_null())
    for release, page in pages(settings).items():
        assert len(page.encode()) < MOST_BYTES
        of_text = facts.filter(release_id=release)
        for fact, lead in leads(page, of_text.iter_rows(named=True)) if of_text.height else ():
            landed = texts[release][fact["line_number"] - 1][fact["char_start"] : fact["char_end"]]
            assert (lead.printed, lead.marked) == (fact["printed"], landed)
            assert lead.line == (fact["line_number"] if lead.row is None else None)
    return facts.height


def test_every_number_of_the_examples_leads_to_its_characters(loaded):
    """Three older examples, the five releases of the made-up company in plain text, and the prose of the others."""
    settings, _ = loaded
    files = [path for folder in (EXAMPLES, EXAMPLES / "calderwick") for path in folder.iterdir() if path.is_file()]
    in_text, in_prose = 374 + 374 + 205 + 187 + 257 + 271 + 186 + 187, 8 + 15 + 7 + 15
    assert check_text(settings, {path.name: path for path in files}) == in_text + in_prose


def test_every_number_of_the_sample_leads_to_its_characters(tmp_path):
    path = shared(SAMPLE)
    settings = Settings(home=tmp_path)
    run_ingest([str(path)], Identity(), settings)
    assert check_text(settings, {path.name: path}) == 374


def test_every_number_of_a_submission_leads_to_its_characters_in_the_file_as_landed(tmp_path):
    """Lines count in the submission, whose header stands above the exhibit."""
    exhibit = (EXAMPLES / "orrinvale_2004q2.txt").read_text()
    path = tmp_path / "submission.txt"
    header = "<SEC-HEADER>\nCONFORMED SUBMISSION TYPE:\t8-K\n</SEC-HEADER>\n"
    path.write_text(f"{header}<DOCUMENT>\n<TYPE>EX-99.1\n<TEXT>\n{exhibit}</TEXT>\n</DOCUMENT>\n")
    settings = Settings(home=tmp_path / "home")
    run_ingest([str(path)], Identity(), settings)
    assert check_text(settings, {path.name: path}) == 205


@pytest.mark.parametrize(
    "name",
    [
        "corpus/html/saia_2020-03-31_0001564590-20-019431.html",
        "corpus/html/fullsub_core_laboratories_n_v_2014-09-30_0001000229-14-000110.txt",
    ],
)
def test_every_number_of_an_html_release_leads_to_its_row_as_printed(tmp_path, name):
    settings = Settings(home=tmp_path)
    run_ingest([str(shared(name))], Identity(), settings)
    facts = query(settings.warehouse_path, FACTS)
    for release, page in pages(settings).items():
        for fact, lead in leads(page, facts.filter(release_id=release).iter_rows(named=True)):
            assert lead.printed == fact["printed"]
            assert lead.marked.strip("()") == fact["printed"].strip("()")
            words = re.findall(r"[A-Za-z]{4,}", fact["label"])
            assert lead.row is not None
            assert not words or any(word in lead.row for word in words), (fact["label"], lead.row)
    assert facts.height > 100


def test_every_link_of_the_site_leads_somewhere_and_no_page_has_two_places_of_one_name(loaded):
    settings, _ = loaded
    trees = {path: LexborHTMLParser(path.read_text()) for path in settings.report_path.rglob("*.html")}
    ids = {path: [node.attributes["id"] for node in tree.css("[id]")] for path, tree in trees.items()}
    assert [path for path, names in ids.items() if len(names) != len(set(names))] == []
    broken = []
    for path, tree in trees.items():
        for link in {node.attributes["href"] or "" for node in tree.css("[href]")} - {"data:,"}:
            file, _, place = link.partition("#")
            target = (path.parent / file).resolve() if file else path
            if not target.is_file() or (place and place not in ids[target]):
                broken.append((path.name, link))
    assert broken == []


def test_a_page_says_where_its_text_should_be_where_the_landing_store_lost_it(tmp_path):
    settings = Settings(home=tmp_path)
    run_ingest([str(EXAMPLES / "orrinvale_2004q2.txt")], Identity(), settings)
    (content,) = (settings.home / "landing").rglob("content.zst")
    content.write_bytes(b"torn")
    write_site(settings)
    (page,) = pages(settings).values()
    assert "Its text cannot be shown" in page
    assert "ingest the file again" in page


def test_the_report_of_the_examples_has_runs_and_what_the_judge_said_suite_by_suite(loaded):
    settings, _ = loaded
    (run,) = (settings.report_path / "run").glob("*.html")
    said = query(settings.warehouse_path, "SELECT * FROM mart.expectation")
    page = run.read_text()
    for suite in said["suite"].unique():
        assert f">{suite.capitalize()}</h3>" in page
    assert len(re.findall(r">(?:held|failed)</span>", page)) == said.unique(["suite", "position"]).height
    broken = said.filter(pl.col("release_ids").list.len() > 0).select(pl.col("release_ids").explode())
    for (release,) in broken.unique().iter_rows():
        assert f"../release/{release}.html" in page


def test_an_ingest_tells_on_the_pages_of_older_releases_what_the_new_one_prints(tmp_path):
    """The quarter to December 2003 is the year-ago quarter of the release of January 2005."""
    settings = Settings(home=tmp_path)
    older, newer = (EXAMPLES / "calderwick" / f"calderwick_{name}.txt" for name in ("2004q1", "2005q1"))
    for path in (older, EXAMPLES / "orrinvale_2004q2.txt"):
        run_ingest([str(path)], Identity(), settings)
    before = pages(settings)
    run_ingest([str(newer)], Identity(), settings)
    after = pages(settings)
    names = dict(query(settings.warehouse_path, "SELECT file_name, release_id FROM mart.filing").iter_rows())
    assert "Other prints" not in before[names[older.name]]
    assert f"{names[newer.name]}.html#" in after[names[older.name]]
    assert after[names["orrinvale_2004q2.txt"]] == before[names["orrinvale_2004q2.txt"]]
