"""The report in headless Chromium: nothing amiss, nothing fetched, everything reached without a mouse."""

import shutil
from pathlib import Path

import pytest

from warehouse.connect import query

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: make setup installs it")
axe_api = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe is not installed: make setup does")
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
WIDTHS = (1600, 900, 390)
GRAVE = {"serious", "critical"}

pytestmark = [
    pytest.mark.acceptance,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: Debian's package chromium has one"),
]


@pytest.fixture(scope="module")
def browser():
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def site(loaded) -> dict[str, Path]:
    """A page of each kind."""
    settings, _ = loaded
    folder = settings.report_path
    ask = "SELECT release_id FROM mart.release WHERE company ILIKE ? AND {} ORDER BY facts DESC LIMIT 1"
    damaged, html = (
        query(settings.warehouse_path, ask.format(which), [company])["release_id"].item()
        for company, which in (("juniper%", "status = 'quarantined'"), ("calderwick%", "medium = 'html'"))
    )
    return {
        "overview": folder / "index.html",
        "companies": folder / "companies.html",
        "runs": folder / "runs.html",
        "waiting": folder / "waiting.html",
        "run": next((folder / "run").glob("*.html")),
        "company": max((folder / "company").glob("*.html"), key=lambda path: path.stat().st_size),
        "text release": folder / "release" / f"{damaged}.html",
        "HTML release": folder / "release" / f"{html}.html",
    }


KINDS = ("overview", "companies", "runs", "waiting", "run", "company", "text release", "HTML release")


@pytest.fixture
def visit(browser, site):
    """Opens a page of a kind; whatever goes wrong on it fails the test at its end."""
    wrong: list[str] = []
    contexts = []

    def inner(kind: str, **options):
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        folder = site["overview"].parent
        page.on("console", lambda message: wrong.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("requestfailed", lambda request: wrong.append(f"failed: {request.url}"))
        page.on("request", lambda request: wrong.append(request.url) if _is_outside(request.url, folder) else None)
        page.goto(site[kind].as_uri())
        return page

    yield inner
    for context in contexts:
        context.close()
    assert wrong == []


def _is_outside(url: str, folder: Path) -> bool:
    return not url.startswith((folder.as_uri(), "data:"))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", WIDTHS)
def test_a_page_opens_without_complaint_asks_for_nothing_outside_and_fits_its_width(visit, kind, width):
    page = visit(kind, viewport={"width": width, "height": 900})
    page.wait_for_load_state("load")
    assert page.locator("h1").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_serious_violation(visit, kind, scheme):
    page = visit(kind, color_scheme=scheme, bypass_csp=True)  # axe brings its script along
    page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
    found = axe_api.Axe().run(page, options={"preload": False}).response["violations"]
    told = [(one["id"], node["html"][:120], node["failureSummary"][:200]) for one in found if one["impact"] in GRAVE
            for node in one["nodes"][:3]]  # fmt: skip
    assert told == []


@pytest.mark.parametrize("kind", ["text release", "HTML release"])
def test_the_keyboard_reaches_every_number_and_each_tells_its_line_and_context(visit, kind):
    page = visit(kind, viewport={"width": 1600, "height": 900})
    numbers = page.evaluate("[...document.querySelectorAll('a[data-c]')].map(one => one.id)")
    marks = page.evaluate("[...document.querySelectorAll('.sheet a[href]')].length")
    reached: list[str] = []
    for _ in range(2 * len(numbers) + marks + 300):
        page.keyboard.press("Tab")
        told = page.evaluate(
            "(() => { const at = document.activeElement; const hint = document.querySelector('#hint');"
            " return [at.dataset.c ? at.id : null, at.textContent, at.getAttribute('aria-describedby'),"
            " hint && hint.querySelector('.line b')?.textContent, hint && hint.querySelectorAll('dt').length,"
            " at === document.body] })()"
        )
        number, text, described, marked, context, over = told
        if number:
            assert described == "hint"
            assert marked is not None, number
            assert marked.strip("()") == text.strip("()")
            assert context >= 6
            reached.append(number)
        if over:
            break
    assert reached == numbers


def test_a_broken_tie_is_said_at_the_number_marks_its_terms_and_escape_puts_it_away(visit):
    page = visit("text release", viewport={"width": 1600, "height": 900})
    page.locator("td a.error").first.focus()
    assert "components sum to 2,935,300; the balance sheet prints 2,980,300" in page.locator("#hint").inner_text()
    assert page.locator(".term").count() == 6
    page.keyboard.press("Escape")
    assert page.locator("#hint").count() == 0
    assert page.locator(".term").count() == 0


def test_the_mark_in_the_source_leads_back_and_tells_the_same(visit):
    page = visit("HTML release", viewport={"width": 1600, "height": 900})
    mark = page.locator(".sheet a[href]").nth(5)
    mark.hover()
    assert page.locator("#hint .line b").inner_text() == mark.inner_text()
    mark.click()
    assert page.locator(":target").inner_text().strip("()") == mark.inner_text().strip("()")


@pytest.mark.parametrize("kind", ["text release", "HTML release"])
def test_without_script_a_number_leads_to_its_mark_and_everything_can_be_read(visit, kind):
    page = visit(kind, java_script_enabled=False, viewport={"width": 390, "height": 844})
    number = page.locator("td a[data-c]").nth(3)
    number.click()
    target = page.locator(":target")
    assert target.inner_text().strip("()") == number.inner_text().strip("()")
    assert target.bounding_box()["y"] < 844
    assert page.locator("summary").count() > 3


def test_a_tap_on_a_narrow_page_tells_first_and_a_second_goes_there(visit):
    page = visit("text release", has_touch=True, viewport={"width": 390, "height": 844})
    number = page.locator("td a[data-c]").nth(3)
    number.tap()
    assert page.locator("#hint").is_visible()
    assert "#" not in page.url
    number.tap()
    assert "#s" in page.url


PAPER = {"width": 980, "height": 740}
"""A sheet of letter paper, laid across, within its margins; in pixels of CSS."""


def test_on_paper_no_column_of_a_company_is_cut_off_and_what_is_left_out_is_said(visit):
    page = visit("company", viewport=PAPER)
    page.emulate_media(media="print")
    over = page.evaluate("[...document.querySelectorAll('.scroll')].map(one => one.scrollWidth - one.clientWidth)")
    assert len(over) > 3
    assert max(over) <= 0
    assert page.get_by_text("On paper the newest 12 of 14 periods.").first.is_visible()


@pytest.mark.parametrize("kind", ["overview", "run", "company"])
def test_on_a_phone_the_names_of_releases_are_not_broken_letter_by_letter(visit, kind):
    page = visit(kind, viewport={"width": 390, "height": 844})
    widths = page.evaluate("[...document.querySelectorAll('.wide tbody th')].map(one => one.clientWidth)")
    assert min(widths) >= 120
