"""The report: what a reader finds on its pages, and what can never happen to them."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser

import polars as pl
import pytest

from expectations.report import ReportData, render, write_report
from expectations.report.pages import UnnamedPageError
from expectations.report.statements import lay_out
from expectations.report.wording import share, span
from warehouse import schema

LOADED = datetime(2026, 11, 1, 12, tzinfo=UTC)
VOID = {"meta", "link", "br"}


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
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def outline(page: str) -> Outline:
    parser = Outline()
    parser.feed(page)
    assert not parser.open
    return parser


def mart(frames, status="published", reasons=()) -> ReportData:
    """The views over one loaded release, as the warehouse would give them."""
    filing = frames.filing.select("release_id", "known_at", "known_at_source", "accession", "filed_on")
    text = pl.lit(None, pl.String())
    release = frames.release.join(filing, on="release_id").with_columns(
        status=pl.lit(status), reason=pl.lit(reasons[0] if reasons else None, pl.String()), entity_id="company_key",
        recorded_at=pl.lit(LOADED, schema.TIMESTAMP), waived_by=text, waived_why=text,
        waived_at=pl.lit(None, schema.TIMESTAMP),
    )  # fmt: skip
    quarantine = release.select(
        "release_id", "company", "known_at", "reason", "reading", reasons=pl.lit(list(reasons), schema.TEXTS),
        older_reading_is_published=pl.lit(value=False),
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
    quality = release.select("reading").join(counts, on="reading", how="left").fill_null(0)
    return ReportData(
        release=release, quality=quality, fact_all=frames.fact, tie=frames.tie, issue=frames.issue,
        quarantine=quarantine, run=pl.DataFrame([run], schema=schema.RUN.polars_schema),
        expectation=schema.EXPECTATION_RESULT.empty().with_columns(started_at=pl.lit(LOADED)),
    )  # fmt: skip


def page_of_release(data: ReportData) -> str:
    (page,) = (page for path, page in render(data).items() if path.startswith("release/"))
    return page


def test_there_is_an_overview_and_a_page_per_release(good):
    files = render(mart(good))
    assert list(files) == ["index.html", f"release/{good.release['release_id'][0]}.html"]
    index = outline(files["index.html"])
    assert files["index.html"].count("Kestrel Instruments") == 1
    assert [link for link in index.links if link.startswith("release/")] == [list(files)[1]]


def test_pages_ask_for_nothing_from_outside_and_run_no_script(good):
    for page in render(mart(good)).values():
        parsed = outline(page)
        assert "script" not in parsed.tags
        assert all(re.match(r"#|data:,$|release/|\.\./index\.html$", link) for link in parsed.links)
        assert "http" not in page
        assert "url(" not in page


def test_every_tie_links_to_cells_that_are_on_the_page(good, made):
    page = outline(page_of_release(mart(made.break_footing(good))))
    targets = [link[1:] for link in page.links if link.startswith("#")]
    assert len([target for target in targets if target.startswith("f-")]) == 3
    assert set(targets) <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_a_broken_tie_stands_on_top_with_its_residual_in_words(good, made):
    page = page_of_release(mart(made.break_footing(good)))
    attention, statements = page.index("Ties that need a look"), page.index("Balance sheet")
    assert attention < statements
    assert "off by <b>9,000 USD</b>" in page[attention:statements]
    assert "1,500 USD allowed" in page[attention:statements]


def test_a_quarantined_release_says_why_on_both_pages(good, made):
    reasons = ("first reason", "second reason")
    for page in render(mart(made.break_footing(good), "quarantined", reasons)).values():
        assert "in quarantine" in page
        assert all(f"<li>{reason}</li>" in page for reason in reasons)


def test_hostile_text_of_a_release_appears_as_text(good, made):
    hostile = '</td><script>alert("1")</script>&amp;<img src=x onerror=alert(2)>'
    frames = made.change(good, "fact", label=hostile, printed=hostile, heading=hostile, section=hostile)
    frames = made.change(made.change(frames, "release", company=hostile), "tie", relation=hostile, outcome="violated")
    frames = made.add_issue(frames, message=hostile, level="warning")
    for page in render(mart(frames, "quarantined", (hostile,))).values():
        parsed = outline(page)
        assert not {"script", "img"} & set(parsed.tags)
        assert hostile in parsed.text


def test_a_release_id_that_is_no_hash_cannot_become_a_path(good):
    data = mart(good)
    with pytest.raises(UnnamedPageError, match="no release id"):
        render(replace(data, release=data.release.with_columns(release_id=pl.lit("../../etc/passwd"))))


def test_only_the_pages_asked_for_are_made_and_the_overview_still_counts_every_release(good):
    data = mart(good)
    files = render(data, changed=())
    assert files == {"index.html": render(data)["index.html"]}


def test_no_release_is_listed_with_its_reason(made):
    frames = made.make_not_a_release()
    files = render(mart(frames, "not_a_release"))
    assert "no release" in files["index.html"]
    assert "unknown" in files["index.html"]


def test_an_empty_warehouse_has_a_report_that_says_so(good):
    data = mart(good)
    empty = ReportData(**{name: getattr(data, name).clear() for name in ReportData.__dataclass_fields__})
    assert "Nothing is loaded yet" in render(empty)["index.html"]


def test_the_same_rows_in_another_order_give_the_same_pages(good, made):
    data = mart(made.add_issue(made.break_footing(good)))
    turned = ReportData(**{name: getattr(data, name).reverse() for name in ReportData.__dataclass_fields__})
    assert render(turned) == render(data)


def test_facts_of_another_reading_are_not_shown(good):
    data = mart(good)
    older = data.fact_all.with_columns(reading=pl.lit("older"), printed=pl.lit("31337"))
    assert "31337" not in page_of_release(replace(data, fact_all=pl.concat([data.fact_all, older])))


def test_a_statement_is_laid_out_as_printed(good):
    sheet, operations = lay_out(good.fact, frozenset(good.tie["fact_ids"].list.first()))
    assert (sheet.title, sheet.unit, sheet.columns) == ("Balance sheet", "USD in thousands", 2)
    assert [[cell.text for cell in level] for level in sheet.headings] == [["2003-06-30", "2002-12-31"]]
    assert [(line.text, line.depth, line.is_total) for line in sheet.lines] == [
        ("Current assets", 0, False), ("Cash", 1, False), ("Receivables, net", 1, False),
        ("Total current assets", 1, True),
    ]  # fmt: skip
    assert [fact["printed"] for fact in sheet.lines[1].cells if fact] == ["100", "80"]
    assert [line.text for line in operations.lines] == ["Net revenues", "Charge"]


def test_a_heading_over_two_columns_spans_them(good):
    heading = pl.concat_str(pl.lit("As of > "), pl.col("heading"))
    (sheet, _) = lay_out(good.fact.with_columns(heading=heading), frozenset())
    assert [[(cell.text, cell.columns) for cell in level] for level in sheet.headings] == [
        [("As of", 2)], [("2003-06-30", 1), ("2002-12-31", 1)],
    ]  # fmt: skip


def test_a_sparse_row_keeps_its_cells_under_their_columns(good):
    sparse = good.fact.filter(~((pl.col("label") == "Cash") & (pl.col("column_index") == 1)))
    cash = lay_out(sparse, frozenset())[0].lines[1]
    assert [fact and fact["printed"] for fact in cash.cells] == [None, "80"]


def test_a_yield_below_the_bound_is_never_shown_as_the_bound():
    assert (share(0.98999), share(0.99), share(1.0)) == ("98.99%", "99.00%", "100.00%")


def test_periods_of_ties_are_read_as_days():
    assert span("2002-01-01/2002-06-30 vs 2002-06-30") == "1 Jan 2002 to 30 Jun 2002 vs 30 Jun 2002"


def test_writing_again_replaces_pages_and_removes_those_of_releases_that_are_gone(tmp_path):
    gone, kept = f"release/{'a' * 64}.html", f"release/{'b' * 64}.html"
    write_report({"index.html": "old", gone: "gone", kept: "old"}, tmp_path)
    (tmp_path / "notes.txt").write_text("of somebody else")
    index = write_report({"index.html": "new", kept: "new"}, tmp_path)
    assert index.read_text() == "new"
    found = {str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()}
    assert found == {"index.html", kept, "notes.txt"}
    assert write_report({"index.html": "newer"}, tmp_path, kept=[kept]).read_text() == "newer"
    assert (tmp_path / kept).read_text() == "new"
