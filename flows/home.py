"""Where everything that is ours lives, for commands too that read no other setting."""

import os
from pathlib import Path

from platformdirs import user_data_path


def default_home() -> Path:
    """The platform's data folder."""
    return user_data_path("tieout", appauthor=False)


def home() -> Path:
    """``TIEOUT_HOME``, else the default."""
    return Path(os.environ.get("TIEOUT_HOME") or default_home()).expanduser().absolute()


def corrections_in(folder: Path) -> Path:
    """The operator's own corrections, with the columns of the package's; there need be none."""
    return folder / "corrections.csv"
