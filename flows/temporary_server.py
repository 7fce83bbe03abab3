"""A Prefect server for the length of one command, where none is configured or reachable.

Prefect can start one itself; this one starts in half the time and leaves nothing behind. It is a process of
its own that begins to import while the command imports its own libraries; it is handed a socket that already
listens, so that a first request waits in the queue and nobody polls; its database is migrated once and kept;
and it ends with the command, however that ends. See ``docs/adr/0006-ephemeral-prefect.md``.
"""

import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

from flows.collector import quick_imports
from flows.errors import UnfinishedError

Process = subprocess.Popen[bytes]

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
        process = subprocess.Popen(  # noqa: S603 - ourselves
            [sys.executable, "-m", "flows.temporary_server", str(listening.fileno())],
            stdin=subprocess.PIPE,
            stdout=log,
            stderr=log,
            start_new_session=True,  # an interrupt from the terminal is for the command, which then tells the server
            pass_fds=(listening.fileno(),),
            env=os.environ | SERVER_SETTINGS | {DATABASE_SETTING: f"sqlite+aiosqlite:///{home / 'prefect.db'}"},
        )
    return url, process


def stop(process: Process) -> None:
    """End the server."""
    process.kill()  # what matters is committed, and a graceful end would keep the person waiting for a second or two
    process.communicate()


def serve(descriptor: int) -> None:
    """Serve Prefect's API on the listening socket ``descriptor`` until the parent process is gone."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    with quick_imports():
        import uvicorn
        from prefect.server.api.server import create_app

        app = create_app(ephemeral=True, final=True)

    class Server(uvicorn.Server):
        async def startup(self, sockets: list[socket.socket] | None = None) -> None:
            with quick_imports():  # the first time the database is made here, by 150 migrations
                await super().startup(sockets)

    Server(uvicorn.Config(app, log_level="error", lifespan="on")).run(sockets=[socket.socket(fileno=descriptor)])


def _end_with_parent() -> None:
    sys.stdin.buffer.read()  # returns when the parent closes its end, by will or by death
    os._exit(0)


if __name__ == "__main__":
    serve(int(sys.argv[1]))
