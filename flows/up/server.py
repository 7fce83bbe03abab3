"""The server of ``tieout up``: Prefect's API and pages, and the data-quality report beside them under ``/report``."""

import socket
import sys

from flows.child import end_with_parent
from flows.collector import quick_imports
from flows.up.environment import HOST

GRACE_SECONDS = 5


def serve(descriptor: int, report: str) -> None:
    """Serve on the listening socket ``descriptor`` until told to stop, or until the parent is gone."""
    end_with_parent()
    with quick_imports():
        import uvicorn
        from prefect.server.api.server import create_app
        from starlette.middleware.trustedhost import TrustedHostMiddleware
        from starlette.routing import Mount
        from starlette.staticfiles import StaticFiles

        app = create_app(final=True)
    site = StaticFiles(directory=report, html=True, check_dir=False)  # it is written by the first run
    app.router.routes.insert(0, Mount("/report", app=site))  # before Prefect's pages, which take every path
    # a page of somebody else's in the operator's browser must not reach it under a name of its own
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=[HOST, "localhost"])
    config = uvicorn.Config(app, log_level="warning", lifespan="on", timeout_graceful_shutdown=GRACE_SECONDS)
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=descriptor)])


if __name__ == "__main__":
    serve(int(sys.argv[1]), sys.argv[2])
