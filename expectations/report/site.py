"""Pages to disk, so that a reader never meets half a page."""

from collections.abc import Collection, Mapping
from pathlib import Path
from tempfile import NamedTemporaryFile


def write_report(files: Mapping[str, str], out_dir: Path, kept: Collection[str] = ()) -> Path:
    """Write ``files`` (relative path to text) under ``out_dir`` and return the path of its ``index.html``.

    Each page is replaced whole; the index comes last, so that it names no page that is not there, and
    pages of releases are removed after it, but for those in ``files`` and those ``kept`` as they are.

    Raises:
        OSError: where the folder cannot be written.
    """
    for name in sorted(files, key=lambda path: path == "index.html"):
        target = out_dir / name
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, files[name])
    named = {*files, *kept}
    for page in (out_dir / "release").glob("*.html"):
        if f"release/{page.name}" not in named:
            page.unlink(missing_ok=True)
    return out_dir / "index.html"


def _replace(target: Path, text: str) -> None:
    with NamedTemporaryFile("w", encoding="utf-8", dir=target.parent, prefix=".page-", delete=False) as page:
        try:
            page.write(text)
            page.close()
            Path(page.name).chmod(0o644)
            Path(page.name).replace(target)
        except BaseException:
            Path(page.name).unlink(missing_ok=True)
            raise
