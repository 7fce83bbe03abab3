"""Processes that work for this one: spawned, quiet at an interrupt, and gone when it is."""

import multiprocessing
import os
import signal
import threading
from concurrent.futures import ProcessPoolExecutor


def start_workers(count: int) -> ProcessPoolExecutor:
    """Up to ``count`` processes, started with the first work; the caller shuts them down."""
    # spawned, because a forked copy of the threads of polars would hang
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(count, mp_context=context, initializer=_serve_parent)


def _serve_parent() -> None:
    """Leave interrupts to the parent, and do not outlive one that was killed: a worker would wait for work for ever."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()

    def wait() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=wait, daemon=True).start()
