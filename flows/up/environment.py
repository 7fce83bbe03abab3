"""What the processes of ``tieout up`` are told."""

from pathlib import Path

from flows.settings import Settings

HOST = "127.0.0.1"
POOL = "tieout"
WORKER = "tieout up"
MARK = "TIEOUT_UP"
"""Set for what runs under it."""


def environment(settings: Settings, port: int) -> dict[str, str]:
    """The variables that children get over those of this process."""
    folder, site = settings.prefect_path, f"http://{HOST}:{port}"
    told = {
        MARK: "1",
        "TIEOUT_HOME": str(settings.home),
        "TIEOUT_WAREHOUSE": str(settings.warehouse_path),
        "TIEOUT_REPORT_URL": settings.report_url or f"{site}/report",
        "PREFECT_HOME": str(folder),
        "PREFECT_API_URL": f"{site}/api",
        "PREFECT_API_REQUEST_TIMEOUT": "120",  # the first requests wait until the server is up
        "PREFECT_CLI_PROMPT": "false",
        "PREFECT_SERVER_DATABASE_CONNECTION_URL": f"sqlite+aiosqlite:///{folder / 'prefect.db'}",
        "PREFECT_SERVER_API_CORS_ALLOWED_ORIGINS": site,  # Prefect's own default lets any web page in
        "PREFECT_SERVER_SERVICES_DB_VACUUM_ENABLED": "true",  # runs of a quarter are kept, not all for ever
        "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": "prefect.server.concurrency.lease_storage.filesystem",
        "PREFECT_WORKER_QUERY_SECONDS": "3",
    }
    if settings.inbox is not None:
        told["TIEOUT_INBOX"] = absolute(settings.inbox)
    if settings.landing is not None:
        told["TIEOUT_LANDING"] = absolute(settings.landing)
    return told


def absolute(place: str) -> str:
    """A folder or pattern as seen from anywhere; a URL as it is."""
    return place if "://" in place else str(Path(place).expanduser().absolute())
