"""A Prefect server for the length of one command, where none is configured or reachable.

Prefect can start one itself; this one starts in half the time and leaves nothing behind. It is a process of
its own that begins to import while the command imports its own libraries; it is handed a socket that already
listens, so that a first request waits in the queue and nobody polls; its database is migrated once and kept;
and it ends with the command, however that ends. See ``docs/adr/0006-ephemeral-prefect.md``.
"""

import socket
import sys
from pathlib import Path

from flows.child import Process, end_with_parent, start_child
from flows.collector import quick_imports
from flows.errors import UnfinishedError

HOST = "127.0.0.1"
LOG = "server.log"
DATABASE_SETTING = "PREFECT_SERVER_DATABASE_CONNECTION_URL"
SERVER_SETTINGS = {
    "PREFECT_UI_ENABLED": "false",
    "PREFECT_API_BLOCKS_REGISTER_ON_START": "false",
    "PREFECT_SERVER_SERVICES_EVENT_PERSISTER_ENABLED": "false",  # runs are kept, their single events are not
    "PREFECT_SERVER_SERVICES_TRIGGERS_ENABLED": "false",
}


def start_temporary_server(home: Path) -> tuple[str, Process]:
    """Start a server that keeps its database and log in ``home``, and give its API's URL and its process at once.

    The URL can be used immediately: requests wait until the server is up.

    Raises:
        UnfinishedError: where ``home`` cannot be written.
    """
    try:
        home.mkdir(parents=True, exist_ok=True)
        log = (home / LOG).open("wb")
    except OSError as error:
        raise UnfinishedError(f"{home}: cannot be written: {error.strerror}; set TIEOUT_HOME") from error
    with log, socket.create_server((HOST, 0)) as listening:
        url = f"http://{HOST}:{listening.getsockname()[1]}/api"
        database = {DATABASE_SETTING: f"sqlite+aiosqlite:///{home / 'prefect.db'}"}
        process = start_child(
            "flows.temporary_server", str(listening.fileno()),
            log=log, environment=SERVER_SETTINGS | database, descriptors=[listening.fileno()],
        )  # fmt: skip
    return url, process


def stop(process: Process) -> None:
    """End the server."""
    process.kill()  # what matters is committed, and a graceful end would keep the person waiting for a second or two
    process.communicate()


def serve(descriptor: int) -> None:
    """Serve Prefect's API on the listening socket ``descriptor`` until the parent process is gone."""
    end_with_parent()
    with quick_imports():
        import uvicorn
        from prefect.server.api.server import create_app

        app = create_app(ephemeral=True, final=True)

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            with quick_imports():  # the first time the database is made here, by 150 migrations
                await super().startup(sockets)

    Server(uvicorn.Config(app, log_level="error", lifespan="on")).run(sockets=[socket.socket(fileno=descriptor)])


if __name__ == "__main__":
    serve(int(sys.argv[1]))
