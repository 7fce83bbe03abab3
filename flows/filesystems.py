"""File systems by URL: folders of this machine, and whatever fsspec reaches."""

from typing import Any

import fsspec

from flows.errors import UsageError


def open_url(url: str) -> tuple[Any, str]:
    """The file system that ``url`` is of, and its path there.

    Raises:
        UsageError: for a protocol that nobody knows, or whose package is not installed.
    """
    try:
        fs, path = fsspec.core.url_to_fs(url)
    except (ImportError, ValueError) as error:
        raise UsageError(f"{url}: cannot be reached: {error}") from error
    return fs, str(path)
