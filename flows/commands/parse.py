"""``tieout parse``: the facts and ties of one file on stdout; no warehouse, no Prefect, no Great Expectations."""

import sys

from flows.errors import NoReleaseFilesError
from flows.home import corrections_in, home
from flows.sources.inbox import find_files, read_source
from flows.terminal import Format, say, show, to_json
from transforms.model import Identity, ReleaseFrames
from transforms.release import transform_release
from warehouse.catalog import read_catalog

TEXT_PLACE = ("line_number",)
HTML_PLACE = ("table_index", "row_index")
FACTS = (
    "statement", "section", "label", "basis", "period_start", "period_end", "unit", "printed", "value",
)  # fmt: skip
TIES = ("kind", "relation", "period", "left_value", "right_value", "residual", "tolerance", "outcome", "severity")


def parse(file: str, style: Format) -> int:
    """Print the release of ``file``; the table shows the columns a person reads, CSV and JSON have them all."""
    files = find_files([file])
    if len(files) > 1:
        raise NoReleaseFilesError(f"{file}: holds {len(files)} files; parse reads one, ingest reads many")
    catalog = read_catalog(corrections=corrections_in(home()))
    frames = transform_release(read_source(files[0], Identity()), catalog)
    if style is Format.JSON:
        sys.stdout.write(_json(frames))
    elif style is Format.CSV:
        show(frames.fact, style)
        sys.stdout.write("\n")
        show(frames.tie, style)
    else:
        _print_tables(frames)
    return 0


def _json(frames: ReleaseFrames) -> str:
    names = ReleaseFrames.__dataclass_fields__
    return "{" + ",\n".join(f'"{name}": {to_json(getattr(frames, name))}' for name in names) + "}\n"


def _print_tables(frames: ReleaseFrames) -> None:
    for release in frames.release.iter_rows(named=True):
        if not release["is_release"]:
            say(f"not a release: {release['not_release_reason']}")
    in_lines, in_cells = (frames.fact[name].count() > 0 for name in ("line_number", "cell_index"))
    place = [*(TEXT_PLACE if in_lines else ()), *(HTML_PLACE if in_cells else ())]
    show(frames.fact.select(*place, *FACTS), title=f"{frames.fact.height} facts")
    show(frames.tie.select(TIES), title=f"{frames.tie.height} ties")
    if frames.issue.height:
        show(frames.issue.select("level", "code", "message"), title=f"{frames.issue.height} issues")
