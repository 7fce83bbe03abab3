"""Pages lead where they say."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)")
PAGES = [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_of_a_page_leads_to_a_file_of_the_project(page):
    broken = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / link).exists()]
    assert broken == []


def test_decisions_are_numbered_once_and_say_context_decision_and_consequences():
    decisions = sorted((ROOT / "docs" / "adr").glob("*.md"))
    assert len({page.name[:4] for page in decisions}) == len(decisions)
    for page in decisions:
        headings = re.findall(r"^## (\w+)", page.read_text(encoding="utf-8"), re.MULTILINE)
        assert [name for name in ("Context", "Decision", "Consequences") if name not in headings] == [], page.name
