"""The report: what a reader finds on its pages, and what can never happen to them."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser

import polars as pl
import pytest

from expectations.report import (
    SOURCE,
    Followed,
    Printed,
    ReportData,
    overview_pages,
    remove_others,
    render,
    write_pages,
)
from expectations.report.records import UnnamedPageError, company_page, page_of
from expectations.report.statements import lay_out
from expectations.report.wording import share, span
from warehouse import schema

OBSERVED = schema.OBSERVATION.empty().with_columns(
    table_index=pl.lit(None, pl.Int32()), same_as=pl.lit(None, pl.String())
)
LOADED = datetime(2026, 11, 1, 12, tzinfo=UTC)
VOID = {"meta", "link", "br"}
UNCLOSED = {"td", "tr"}


class Outline(HTMLParser):
    """Elements in order, open ones, ids and links of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in VOID:
            self.open.append(tag)
        given = dict(attrs)
        self.ids += [given["id"] or ""] if "id" in given else []
        self.links += [value or "" for name, value in attrs if name in ("href", "src")]

    def handle_endtag(self, tag: str) -> None:
        while self.open[-1] != tag and self.open[-1] in UNCLOSED:
            self.open.pop()
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def outline(page: str) -> Outline:
    parser = Outline()
    parser.feed(page)
    assert not parser.open
    return parser


def mart(frames, status="published", reasons=(), source=None) -> tuple[ReportData, Printed, Followed]:
    """The views over loaded releases, as the warehouse would give them, what was read of them, and no series."""
    filing = frames.filing.select("release_id", "known_at", "known_at_source", "accession", "filed_on")
    text = pl.lit(None, pl.String())
    release = frames.release.join(filing, on="release_id").with_columns(
        status=pl.lit(status), reason=pl.lit(reasons[0] if reasons else None, pl.String()), entity_id="company_key",
        recorded_at=pl.lit(LOADED, schema.TIMESTAMP), waived_by=text, waived_why=text, run_id=pl.lit("run"),
        waived_at=pl.lit(None, schema.TIMESTAMP),
    )  # fmt: skip
    quarantine = release.select(
        "release_id", "company", "known_at", "reason", "reading", reasons=pl.lit(list(reasons), schema.TEXTS),
        codes=pl.lit(["tie_broken" for _ in reasons], schema.TEXTS), older_reading_is_published=pl.lit(value=False),
    ).head(bool(reasons))  # fmt: skip
    run = {
        "run_id": "run", "mode": "direct", "flow_run_id": None, "started_at": LOADED, "finished_at": LOADED,
        "status": "completed", "error": None, "parser_version": "1", "files": 1, "published": 1, "quarantined": 0,
        "not_a_release": 0, "already_known": 0, "facts": 9,
    }  # fmt: skip
    broken = pl.col("outcome") == "violated"
    counts = frames.tie.group_by("reading").agg(
        ties=pl.len(), exact=(pl.col("outcome") == "exact").sum(), violated=broken.sum(),
        within_rounding=(pl.col("outcome") == "within_rounding").sum(),
        not_evaluable=(pl.col("outcome") == "not_evaluable").sum(), suspicious=pl.col("suspicious").sum(),
        broken_errors=(broken & (pl.col("severity") == "error")).sum(),
        broken_warnings=(broken & (pl.col("severity") == "warning")).sum(),
    )  # fmt: skip
    counted = {
        name: pl.lit(0)
        for name in ("flagged_facts", "unmapped_facts", "tied_facts", "issue_errors", "issue_warnings", "issue_infos")
    }
    quality = (
        release.select("reading", "facts", "nils", "narrative_facts", "table_tokens", "non_facts", **counted)
        .join(counts, on="reading", how="left")
        .fill_null(0)
    )
    data = ReportData(
        release=release, quality=quality, filing=frames.filing, quarantine=quarantine,
        run=pl.DataFrame([run], schema=schema.RUN.polars_schema),
        expectation=schema.EXPECTATION_RESULT.empty().with_columns(started_at=pl.lit(LOADED)),
        broken=frames.tie.filter(broken & (pl.col("severity") != "info") | pl.col("suspicious")), operand=frames.fact,
        tables=frames.fact.group_by("release_id", "table_index").agg(facts=pl.len()),
    )  # fmt: skip
    printed = Printed(
        fact=frames.fact, line=lines_of(frames.fact), tie=frames.tie, issue=frames.issue, non_fact=frames.non_fact,
        source=SOURCE.to_frame() if source is None else source, missing={}, observation=OBSERVED,
    )  # fmt: skip
    tables = (schema.SERIES, schema.OBSERVATION, schema.QUARTER, schema.RESTATEMENT)
    return data, printed, Followed(**{table.name: table.empty() for table in tables})


def lines_of(facts: pl.DataFrame) -> pl.DataFrame:
    """The printed rows of made-up facts, with a heading above each section."""
    place = ["reading", "release_id", "statement", "table_index", "row_index", "label", "section", "line_number"]
    rows = facts.filter(origin="table").select(place).unique(maintain_order=True)
    data = rows.with_columns(
        kind=pl.lit("data"), title=pl.lit(None, pl.String()), indent=3 * (pl.col("section") != "").cast(pl.Int32)
    )
    headings = (
        data.filter(pl.col("section") != "")
        .unique(["reading", "section"], keep="first", maintain_order=True)
        .with_columns(kind=pl.lit("heading"), label="section", indent=pl.lit(0, pl.Int32), row_index=pl.lit(-1))
    )
    ordered = pl.concat([headings, data], how="vertical_relaxed").sort("table_index", "row_index", maintain_order=True)
    return ordered.with_row_index("position", 1).select(schema.LINE.frame_schema.names()).cast({"position": pl.Int32})


def page_of_release(data: ReportData, printed: Printed, followed: Followed) -> str:
    (page,) = (page for path, page in render(data, printed, followed).items() if path.startswith("release/"))
    return page


def html_of(files: dict[str, str]) -> list[str]:
    return [text for path, text in files.items() if path.endswith(".html")]


def test_there_is_an_overview_and_a_page_for_each_release_company_and_run(good):
    files = render(*mart(good))
    release_id, company = page_of(good.release["release_id"][0]), company_page(good.release["company_key"][0])
    assert set(files) == {
        "style.css", "report.js", "index.html", "companies.html", "runs.html", "waiting.html", "run/run.html",
        release_id, company, "quality.json", "ties.sarif", "run/run.quality.json", "run/run.sarif",
    }  # fmt: skip
    assert list(files)[-1] == "index.html"
    for path, page in files.items():
        if path.endswith(".html"):
            inside = {
                link.removeprefix("../") for link in outline(page).links if link.endswith((".html", ".css", ".js"))
            }
            assert inside <= set(files), path
    assert release_id in outline(files["index.html"]).links
    assert f"../{release_id}" in outline(files[company]).links


def test_pages_ask_for_nothing_from_outside(good):
    files = render(*mart(good))
    for page in html_of(files):
        parsed = outline(page)
        assert all(
            re.match(r"#|data:,$|(\.\./)?[\w/-]+[.](html|css|js|sarif|quality[.]json)$", link) for link in parsed.links
        )
        assert parsed.tags.count("script") == 1
    for text in files.values():
        assert "http:" not in text
        assert "https:" not in text
        assert "url(" not in text


def test_every_link_within_a_page_leads_to_a_place_on_it(good, made):
    page = outline(page_of_release(*mart(made.break_footing(good))))
    assert {link[1:] for link in page.links if link.startswith("#")} <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_a_broken_tie_stands_on_top_with_its_residual_in_words_and_marks_all_its_terms(good, made):
    page = page_of_release(*mart(made.break_footing(good)))
    attention, statements = page.index("Ties that need a look"), page.index(">Balance sheet</bdi></h2>")
    assert attention < statements
    said = "components sum to 150; the balance sheet prints 159; off by 9 thousand USD where 1.5 is allowed."
    assert said in page[attention:statements]
    assert re.findall(r'class="error">([^<]*)</a>', page[statements:]) == ["100", "50", "150"]


def test_a_quarantined_release_says_why_on_its_page_the_overview_and_the_list(good, made):
    reasons = ("first reason", "second reason")
    files = render(*mart(made.break_footing(good), "quarantined", reasons))
    release_id, file = good.release["release_id"][0], good.filing["file_name"][0]
    assert f"tieout quarantine waive {release_id[:12]} --who" in files[page_of(release_id)], "what helps"
    for path in ("index.html", "waiting.html", page_of(release_id)):
        assert f"<bdi>{file}</bdi>" in files[path]
        assert all(f"<li>{reason}</li>" in files[path] for reason in reasons)


HOSTILE = '</td><script>alert("1")</script>&amp;<img src=x onerror=alert(2)>\u202etxt'


def test_hostile_text_of_a_release_appears_as_text(good, made):
    frames = made.change(
        good, "fact", label=HOSTILE, printed=HOSTILE, heading=HOSTILE, section=HOSTILE, concept=HOSTILE
    )
    frames = made.change(frames, "release", company=HOSTILE, company_key=HOSTILE)
    frames = made.change(made.change(frames, "tie", relation=HOSTILE, outcome="violated"), "filing", file_name=HOSTILE)
    frames = made.add_issue(frames, message=HOSTILE, level="warning")
    source = pl.DataFrame([{"reading": frames.release["reading"][0], "text": HOSTILE, "line_number": 3}], schema=SOURCE)
    files = render(*mart(frames, "quarantined", (HOSTILE,), source))
    shown = [path for path in files if path.endswith(".html") and path != "runs.html"]
    for path in shown:
        parsed = outline(files[path])
        assert parsed.tags.count("script") == 1, path
        assert "img" not in parsed.tags
        assert HOSTILE in parsed.text, path
    assert all(re.fullmatch(r"[a-z0-9./-]+", path) for path in files)


def test_hostile_text_stays_inside_the_strings_of_what_machines_read(good, made):
    frames = made.change(made.break_footing(good), "fact", label=HOSTILE, line_number=None, char_start=None)
    files = render(*mart(made.change(frames, "filing", file_name=HOSTILE)))
    (tie,) = json.loads(files["quality.json"])["releases"][0]["broken_ties"]
    assert [fact["label"] for fact in tie["facts"]] == [HOSTILE] * 3
    (run,) = json.loads(files["ties.sarif"])["runs"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert "region" not in place, "HTML has no lines"
    assert re.fullmatch(r"[\w%./-]+", place["artifactLocation"]["uri"])


def test_a_run_that_died_before_it_judged_anything_has_its_page_and_files(good):
    data, printed, followed = mart(good)
    died = data.run.with_columns(
        finished_at=None, status=pl.lit("died"), error=pl.lit("killed"), run_id=pl.lit("other")
    )
    files = render(replace(data, run=pl.concat([data.run, died.cast(dict(data.run.schema))])), printed, followed)
    assert "killed" in files["run/other.html"]
    assert "Nothing was judged in this run" in files["run/other.html"]
    assert json.loads(files["run/other.quality.json"])["totals"]["lowest_yield"] is None
    assert json.loads(files["run/other.sarif"])["runs"][0]["results"] == []


def test_a_release_too_large_for_one_page_has_several_and_every_number_stands_on_one(good, made, monkeypatch):
    monkeypatch.setattr("expectations.report.parts.MOST_FACTS", 7)
    frames = made.break_footing(good)
    frames = made.change(
        frames, "tie", frames.tie["period"] == "2002-12-31", fact_ids=["ab", *frames.fact["fact_id"][-2:]]
    )
    files = render(*mart(frames))
    first = page_of(good.release["release_id"][0])
    second = first.replace(".html", "-2.html")
    pages = {path: outline(files[path]) for path in (first, second)}
    assert second.partition("/")[2] in pages[first].links
    assert first.partition("/")[2] in pages[second].links
    assert "Balance sheet, " in pages[first].text
    assert "Balance sheet, " not in pages[second].text
    assert f"{first.partition('/')[2]}#table-1" in pages[second].links, "each lists the tables of all"
    for fact_id in good.fact["fact_id"]:
        assert sum(fact_id in page.ids for page in pages.values()) == 1
    for path, page in pages.items():
        for link in page.links:
            target, _, place = link.partition("#")
            if place:
                assert place in pages[f"release/{target}" if target else path].ids


def test_very_long_labels_break_nothing(good, made):
    page = outline(page_of_release(*mart(made.change(good, "fact", label="long " * 10_000))))
    assert page.text.count("long long") > 10_000


@pytest.mark.parametrize("wrong", ["../../etc/passwd", "", "a/b", "x" * 100])
def test_a_release_id_that_is_no_hash_cannot_become_a_path(good, wrong):
    data, printed, followed = mart(good)
    with pytest.raises(UnnamedPageError, match="no release id"):
        render(replace(data, release=data.release.with_columns(release_id=pl.lit(wrong))), printed, followed)


def test_the_overview_is_made_without_the_rows_of_releases(good):
    data, printed, followed = mart(good)
    files = render(data, printed, followed)
    assert {path: make() for path, make in overview_pages(data).items()}.items() <= files.items()


def test_no_release_is_listed_with_its_reason(made):
    files = render(*mart(made.make_not_a_release(), "not_a_release"))
    assert "no release" in files["index.html"]
    assert "unknown" in files["index.html"]


def test_an_empty_warehouse_has_a_report_that_says_so(good):
    data, printed, followed = mart(good)
    empty = ReportData(**{name: getattr(data, name).clear() for name in ReportData.__dataclass_fields__})
    files = render(empty, printed, followed)
    assert "Nothing is loaded yet" in files["index.html"]
    assert "Nothing is loaded yet" in files["companies.html"]


def test_the_same_rows_in_another_order_give_the_same_pages(good, made):
    data, printed, followed = mart(made.add_issue(made.break_footing(good)))
    turned = ReportData(**{name: getattr(data, name).reverse() for name in ReportData.__dataclass_fields__})
    frames = {name: getattr(printed, name).reverse() for name in ("fact", "line", "tie", "issue", "non_fact")}
    assert render(turned, replace(printed, **frames), followed) == render(data, printed, followed)


def test_facts_of_another_reading_are_not_shown(good):
    data, printed, followed = mart(good)
    older = printed.fact.with_columns(reading=pl.lit("older"), printed=pl.lit("31337"))
    assert "31337" not in page_of_release(data, replace(printed, fact=pl.concat([printed.fact, older])), followed)


def test_a_text_that_is_not_there_is_told_of(good):
    data, printed, followed = mart(good)
    reading = data.release["reading"][0]
    page = page_of_release(data, replace(printed, missing={reading: "Its text cannot be shown: lost"}), followed)
    assert "Its text cannot be shown: lost" in page


def test_many_releases_are_listed_by_company_and_not_in_one_table(made):
    frames = type(made.make_release()).concat([made.make_release(f"Company {number}") for number in range(320)])
    data, _, _ = mart(frames)
    files = {path: make() for path, make in overview_pages(data).items()}
    assert files["index.html"].count("<tr>") < 60
    assert "All 320 releases" in files["index.html"]
    listed = [outline(files[path]).links for path in ("companies.html", "companies-2.html")]
    assert len({link for links in listed for link in links if link.startswith("company/")}) == 320


def test_a_statement_is_laid_out_as_printed(good):
    sheet, operations = lay_out(lines_of(good.fact), good.fact, good.tie)
    assert (sheet.title, sheet.unit, sheet.columns) == ("Balance sheet", "USD in thousands", 2)
    assert [[cell.text for cell in level] for level in sheet.headings] == [["2003-06-30", "2002-12-31"]]
    assert [(line.text, line.rules) for line in sheet.lines] == [
        ("Current assets", ()), ("Cash", ("", "")), ("Receivables, net", ("", "")),
        ("Total current assets", ("grand", "grand")),
    ]  # fmt: skip
    assert [fact["printed"] for cell in sheet.lines[1].cells for fact in cell] == ["100", "80"]
    assert [line.text for line in operations.lines] == ["Net revenues", "Charge"]


def test_a_heading_over_two_columns_spans_them(good):
    heading = pl.concat_str(pl.lit("As of > "), pl.col("heading"))
    (sheet, _) = lay_out(lines_of(good.fact), good.fact.with_columns(heading=heading), good.tie)
    assert [[(cell.text, cell.columns) for cell in level] for level in sheet.headings] == [
        [("As of", 2)], [("2003-06-30", 1), ("2002-12-31", 1)],
    ]  # fmt: skip


def test_a_sparse_row_keeps_its_cells_under_their_columns(good):
    sparse = good.fact.filter(~((pl.col("label") == "Cash") & (pl.col("column_index") == 1)))
    cash = lay_out(lines_of(good.fact), sparse, good.tie)[0].lines[1]
    assert [[fact["printed"] for fact in cell] for cell in cash.cells] == [[], ["80"]]


def test_a_sum_that_adds_to_another_has_one_rule_and_the_last_two(good, made):
    """A footing tells which is which: no label says it, and no sum above its parts is ruled."""
    whole = made.change(good, "tie", fact_ids=[good.tie["fact_ids"][0][1], good.tie["fact_ids"][0][0]]).tie
    upward = lay_out(lines_of(good.fact), good.fact, whole)[0]
    assert [line.rules for line in upward.lines if line.cells] == [("", ""), ("", ""), ("", "")]
    ids = good.tie["fact_ids"][0].to_list()
    further = good.tie.head(1).with_columns(fact_ids=pl.lit(["none", ids[0]], schema.TEXTS), tie_id=pl.lit("more"))
    sheet = lay_out(lines_of(good.fact), good.fact, pl.concat([good.tie, further]))[0]
    assert sheet.lines[-1].rules == ("sum", "grand")


def test_a_heading_printed_in_the_middle_is_centred_and_levels_follow_the_printed_indents(good):
    lines = lines_of(good.fact).with_columns(
        indent=pl.when(pl.col("kind") == "heading").then(34).otherwise(3 * pl.col("row_index")).cast(pl.Int32)
    )
    sheet = lay_out(lines, good.fact, good.tie)[0]
    assert [(line.depth, line.is_centered) for line in sheet.lines] == [(2, True), (0, False), (1, False), (2, False)]


def test_a_yield_below_the_bound_is_never_shown_as_the_bound():
    assert (share(0.98999), share(0.99), share(1.0)) == ("98.99%", "99.00%", "100.00%")


def test_periods_of_ties_are_read_as_days():
    assert span("2002-01-01/2002-06-30 vs 2002-06-30") == "1 Jan 2002 to 30 Jun 2002 vs 30 Jun 2002"


def test_writing_again_replaces_pages_and_removes_those_that_are_gone(tmp_path):
    gone, kept = f"release/{'a' * 64}.html", f"release/{'b' * 64}.html"
    write_pages([("index.html", "old"), (gone, "gone"), (kept, "old"), ("run/old.sarif", "{}")], tmp_path)
    (tmp_path / "notes.txt").write_text("of somebody else")
    assert write_pages([(kept, "new"), ("index.html", "new")], tmp_path) == [kept, "index.html"]
    remove_others(tmp_path, [kept])
    found = {str(path.relative_to(tmp_path)): path.read_text() for path in tmp_path.rglob("*") if path.is_file()}
    assert found == {"index.html": "new", kept: "new", "notes.txt": "of somebody else"}
