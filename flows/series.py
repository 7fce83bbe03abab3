"""How series are made here: the transforms' rules with the curated links."""

from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from transforms.model import Catalog, ReleaseFrames
from warehouse.series import Deriver, read_history

if TYPE_CHECKING:
    from transforms.series.build import Made


def series_deriver(catalog: Catalog, made: "Made | None" = None) -> Deriver:
    """What publish keeps series up with; another rule in the catalog makes them all anew.

    ``made`` has what ``ties_across`` has made already.
    """
    from transforms.series.build import SERIES_VERSION, build_series

    rules = sha256(repr(catalog.links).encode()).hexdigest()[:12]
    return Deriver(partial(build_series, rules=catalog.links, made=made), f"{SERIES_VERSION} {rules}")


def ties_across(batch: ReleaseFrames, warehouse: Path, catalog: Catalog, made: "Made") -> pl.DataFrame:
    """What the releases of ``batch`` say of other releases, in it and in the warehouse; columns of ``series_tie``."""
    from transforms.series.build import build_series
    from transforms.series.candidates import History, with_history

    history = History(*read_history(warehouse, batch.release, batch.filing)) if warehouse.exists() else History()
    found = build_series(*with_history(batch, history), catalog.links, made).series_tie
    return found.join(batch.release, on="reading", how="semi")
