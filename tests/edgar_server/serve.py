"""Serving it: in a thread of a test, or by hand."""

import asyncio
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn

from edgar_server.app import Edgar

HOST = "127.0.0.1"


def make_server(edgar: Edgar) -> uvicorn.Server:
    """A server of its app."""
    return uvicorn.Server(uvicorn.Config(edgar.app, log_level="critical", lifespan="off", timeout_graceful_shutdown=1))


@contextmanager
def serving(edgar: Edgar) -> Iterator[str]:
    """The URL of a server in a thread, until the end of the block."""
    server = make_server(edgar)
    with socket.create_server((HOST, 0)) as listening:
        thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[listening])), daemon=True)
        thread.start()
        try:
            yield f"http://{HOST}:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join(timeout=10)
