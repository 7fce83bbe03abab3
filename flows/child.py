"""Processes of ours that live no longer than the one that started them, however that ends."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from typing import BinaryIO

Process = subprocess.Popen[bytes]
GO = b"!"


def start_child(
    module: str, *words: str, log: BinaryIO, environment: Mapping[str, str], descriptors: Sequence[int] = ()
) -> Process:
    """Start ``python -m module`` with its output in ``log``; it is to call ``end_with_parent`` first."""
    return subprocess.Popen(  # noqa: S603 - ourselves
        [sys.executable, "-m", module, *words],
        stdin=subprocess.PIPE,
        stdout=log,
        stderr=log,
        start_new_session=True,  # an interrupt from the terminal is for the parent, which then tells its children
        pass_fds=tuple(descriptors),
        env=os.environ | dict(environment),
    )


def end_with_parent() -> None:
    """End this process when the one that started it closes its end of the pipe, by will or by death."""

    def wait() -> None:
        while os.read(0, 1):  # not through sys.stdin, whose lock would be in the way of a normal end
            pass
        os._exit(0)

    threading.Thread(target=wait, daemon=True).start()


def let_go(child: Process) -> None:
    """Let a child go on that waits in ``await_go``."""
    assert child.stdin is not None
    child.stdin.write(GO)
    child.stdin.flush()


def await_go() -> None:
    """Wait until the parent says that all is there which this process needs; then live no longer than it does."""
    if os.read(0, len(GO)) != GO:
        os._exit(0)
    end_with_parent()


def end_when_orphaned() -> None:
    """End this process soon after its parent did: for one that another's library starts, without a pipe of ours."""
    parent = os.getppid()

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
