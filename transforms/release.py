"""The spine: one release's bytes to its long-format frames."""

from transforms.model import Catalog, ReleaseFrames, Source

PARSER_VERSION = "0.1.0"


def transform_release(source: Source, catalog: Catalog) -> ReleaseFrames:
    """One release's bytes to its frames and everything left unexplained."""
    raise NotImplementedError
