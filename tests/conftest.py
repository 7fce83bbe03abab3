"""What every test may use: figures told at the end of a run, and goldens that can be renewed."""

from collections.abc import Callable

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update-golden`` writes what the code gives today over the files in ``tests/golden``."""
    parser.addoption(
        "--update-golden", action="store_true", help="write tests/golden/*.csv anew; read the diff before you commit it"
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long comes first, so that no processor waits at the end for one long test of another."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture
def tell(record_property: Callable[[str, object], None]) -> Callable[[str], None]:
    """Shows a line at the end of the run, whether or not the test passes and whichever worker ran it."""
    return lambda line: record_property("told", line)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what tests told."""
    told = [
        (report.nodeid, text)
        for outcome in ("passed", "failed", "xfailed")
        for report in terminalreporter.getreports(outcome)
        for name, text in report.user_properties
        if name == "told"
    ]
    for nodeid in dict.fromkeys(nodeid for nodeid, _ in told):
        terminalreporter.section(nodeid.rpartition("::")[2], sep="-")
        for owner, text in told:
            if owner == nodeid:
                terminalreporter.write_line(str(text))
