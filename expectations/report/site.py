"""Pages to disk, so that a reader never meets half a page."""

from collections.abc import Collection, Iterable
from pathlib import Path
from tempfile import NamedTemporaryFile

FOLDERS = ("release", "company", "run")
"""What is in these folders is ours."""


def write_pages(pages: Iterable[tuple[str, str]], out_dir: Path) -> list[str]:
    """Write ``pages`` (relative path and text) under ``out_dir`` as they come, each whole; gives their paths.

    Raises:
        OSError: where the folder cannot be written.
    """
    written = []
    for name, text in pages:
        target = out_dir / name
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, text)
        written.append(name)
    return written


def remove_others(out_dir: Path, kept: Collection[str]) -> None:
    """Remove the pages of releases, companies and runs that are no more: all but those of these paths.

    Raises:
        OSError: where the folder cannot be written.
    """
    named = frozenset(kept)
    for folder in FOLDERS:
        for page in (out_dir / folder).glob("*.*"):
            if f"{folder}/{page.name}" not in named and not page.name.startswith("."):
                page.unlink(missing_ok=True)


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
