"""The worker of ``tieout up``: takes up the runs of its pool, each in a process of its own."""

import asyncio
import signal
from contextlib import suppress

from flows.child import await_go
from flows.collector import quick_imports
from flows.up.environment import POOL, WORKER


def work() -> None:
    """Work until told to stop, or until the parent is gone."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with quick_imports():
        from prefect.workers.process import ProcessWorker

    await_go()
    worker = ProcessWorker(work_pool_name=POOL, name=WORKER)
    with suppress(KeyboardInterrupt, asyncio.CancelledError):
        asyncio.run(worker.start())


if __name__ == "__main__":
    work()
