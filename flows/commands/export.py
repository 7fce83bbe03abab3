"""``tieout export``: what is published, as files for other programs."""

from pathlib import Path

from flows.settings import Settings
from flows.terminal import say
from warehouse.export import ExportFormat, export_mart


def export(out: Path, form: str, companies: list[str], settings: Settings) -> int:
    """Write the files and say what they hold."""
    kind = ExportFormat(form)
    manifest = export_mart(settings.warehouse_path, out, kind, companies)
    for name, book in manifest.get("workbooks", {}).items():
        say(f"{name}: {book['numbers']:,} numbers, {book['formulas']:,} of them formulas")
    if reports := manifest.get("reports"):
        say(f"reports: {len(reports):,}, facts: {sum(report['facts'] for report in reports.values()):,}")
    for name, table in manifest.get("tables", {}).items():
        say(f"{name}: {table['rows']:,} rows")
    say(f"export: {out}")
    return 0
