"""Keeps Python's garbage collector out of start and end, where it finds nothing and takes a third of the time."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def quick_imports() -> Iterator[None]:
    """Import large libraries without collecting: what modules hold stays to the end anyway."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def quick_exit() -> None:
    """Let the interpreter end without looking through everything once more: the system takes it all back."""
    gc.disable()
    gc.freeze()
