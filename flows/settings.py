"""Settings: where the warehouse, the landing store, the inbox and the run journal live."""

import os
from pathlib import Path
from typing import Annotated

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from flows.errors import UsageError
from flows.home import corrections_in, default_home


class Settings(BaseSettings):
    """Read from the environment, ``TIEOUT_HOME`` and so on; every value has a default but the inbox."""

    model_config = SettingsConfigDict(env_prefix="TIEOUT_", extra="ignore", env_ignore_empty=True)

    home: Path = Field(default_factory=default_home)
    """Folder of everything that is ours."""
    warehouse: Path | None = None
    """The warehouse file; default ``warehouse.duckdb`` in home."""
    landing: str | None = None
    """Landing store, a folder or any fsspec URL; default ``landing`` in home."""
    inbox: str | None = None
    """Folder, pattern or fsspec URL that ``tieout ingest`` reads when it is given no path."""
    batch_releases: int = Field(default=200, ge=1)
    """Releases that are parsed, judged and published together."""
    batch_bytes: int = Field(default=32_000_000, ge=1)
    """Bytes of source after which a batch is closed early, so that memory stays bounded."""
    workers: int = Field(default=0, ge=0)
    """Parsing processes; 0: one per core that this process may use."""
    edgar_contact: str | None = None
    """Who asks EDGAR, a name and an address: ``Sample Company admin@sample.example``."""
    edgar_url: str = "https://www.sec.gov"
    """Where EDGAR's indexes, feed and archives are."""
    edgar_data_url: str = "https://data.sec.gov"
    """Where EDGAR's lists of what a company filed are."""
    edgar_rate: float = Field(default=7, gt=0, le=7)
    """Requests a second; with three under way at once no more than the ten arrive that the SEC allows."""
    edgar_cool_down: float = Field(default=600, ge=600)
    """Seconds of silence after EDGAR said that requests came too often."""
    edgar_late_days: int = Field(default=7, ge=1)
    """Days within which an index or a filing that is not there may still come."""
    retry_seconds: Annotated[tuple[Annotated[float, Field(ge=0)], ...], NoDecode] = (60, 300, 900)
    """Seconds between the attempts of a scheduled run whose source or disk said: later; ``60, 300, 900``."""
    notify: str | None = None
    """Who hears of quarantine and failure: any Apprise URL, or ``TYPE/NAME`` of a notification block on the server."""
    report_url: str | None = None
    """Where the report folder is served, for links to it; default the folder itself."""

    @field_validator("retry_seconds", mode="before")
    @classmethod
    def _read_list(cls, given: object) -> object:
        """Numbers with commas between them, in brackets or not."""
        return [one for one in given.strip().strip("[]").split(",") if one.strip()] if isinstance(given, str) else given

    @property
    def warehouse_path(self) -> Path:
        """The warehouse file."""
        return (self.warehouse or self.home / "warehouse.duckdb").expanduser().absolute()

    @property
    def landing_url(self) -> str:
        """The landing store."""
        return self.landing or str(self.home / "landing")

    @property
    def corrections_path(self) -> Path:
        """Corrections of the operator's own."""
        return corrections_in(self.home)

    @property
    def journal_path(self) -> Path:
        """Folder of the run journal."""
        return self.home / "journal"

    @property
    def edgar_path(self) -> Path:
        """Folder of what is known of EDGAR."""
        return self.home / "edgar"

    @property
    def logs_path(self) -> Path:
        """Folder of the logs."""
        return self.home / "logs"

    @property
    def prefect_path(self) -> Path:
        """Folder of Prefect's database, and of what runs ``tieout up``."""
        return self.home / "prefect"

    @property
    def report_path(self) -> Path:
        """Folder of the data-quality site."""
        return self.home / "report"

    @property
    def parse_workers(self) -> int:
        """Parsing processes to use."""
        return self.workers or len(os.sched_getaffinity(0))


def read_settings(warehouse: Path | None = None) -> Settings:
    """The settings of the environment, with the command's own choice of ``warehouse`` over them.

    Raises:
        UsageError: for a variable that cannot be read, by its name.
    """
    try:
        settings = Settings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "TIEOUT_" + str(first["loc"][0]).upper()
        raise UsageError(f"{name}: {first['msg'].lower()}") from error
    settings.home = settings.home.expanduser().absolute()
    if warehouse is not None:
        settings.warehouse = warehouse
    return settings
