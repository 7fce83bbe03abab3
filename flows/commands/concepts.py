"""``tieout concepts``: how much of the primary statements has a us-gaap element, and the lines that have none."""

from flows.settings import Settings
from flows.terminal import Format, show
from transforms.facts.coverage import PRIMARY, coverage, unmapped
from warehouse.catalog import read_catalog
from warehouse.connect import query

FACTS = f"""
    SELECT release_id, company, statement, section, label, concept, basis, unit, origin, role
    FROM mart.fact WHERE origin = 'table' AND role = 'value' AND statement IN {PRIMARY}
"""


def concepts(statement: str | None, limit: int, settings: Settings, style: Format) -> int:
    """Print coverage per statement and per company, then the most frequent lines without a standard concept."""
    facts = query(settings.warehouse_path, FACTS)
    verified = {rule.concept for rule in read_catalog().concepts if rule.verified}
    if style is Format.TABLE:
        show(coverage(facts, "statement", verified), style, title="facts with a standard concept")
        show(coverage(facts, "company", verified), style, title="by company")
    show(unmapped(facts, statement).head(limit), style, title="lines without one, most frequent first")
    return 0
