"""``tieout ingest``: files in, published releases out, and a table that says what became of each."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime

from flows.errors import UsageError
from flows.run import Result, RunProblemsError, list_files, run, run_ingest
from flows.settings import Settings
from flows.sources.edgar.supply import Request, check_request, open_edgar
from flows.sources.landed import open_landed
from flows.sources.sidecar import parse_identity
from flows.summary import IN_LINES, for_reading, reasons_for_reading
from flows.terminal import say, show, show_lines

CIK_DIGITS = 10


def ingest(paths: Sequence[str], options: Mapping[str, str | None], settings: Settings, *, direct: bool) -> int:
    """Run over files, print what became of every one, and give the exit code."""
    identity = {key: value for key, value in options.items() if value is not None}
    given = parse_identity("command line", identity)
    list_files(paths, settings)  # bad paths are told before anything starts
    if direct:
        return _tell(lambda: run_ingest(paths, given, settings))
    from flows.orchestrate import with_prefect

    return _tell(lambda: with_prefect("ingest_inbox", settings, paths=list(paths), identity=identity))


def read_request(
    paths: Sequence[str] | None,
    identity: Mapping[str, str | None],
    days: tuple[datetime | None, datetime | None],
    ciks: Sequence[str] | None,
    *,
    feed: bool,
    reconcile: bool,
) -> Request:
    """The command's options as a request to EDGAR.

    Raises:
        UsageError: for options of an inbox, and for a company's number that is none.
    """
    said = [name for name, value in identity.items() if value is not None]
    if paths or said:
        wrong = f"the path {paths[0]!r}" if paths else f"--{said[0].replace('_', '-')}"
        raise UsageError(f"{wrong} is for files; a submission of --source edgar says itself what it is")
    wrong_ciks = [cik for cik in ciks or () if not (cik.isascii() and cik.isdigit() and len(cik) <= CIK_DIGITS)]
    if wrong_ciks:
        raise UsageError(f"--cik {wrong_ciks[0]}: a central index key has up to ten digits")
    since, until = (None if day is None else day.date() for day in days)
    return Request(since, until, tuple(int(cik) for cik in ciks or ()), feed, reconcile)


def ingest_edgar(request: Request, settings: Settings, *, direct: bool) -> int:
    """Run over what was filed with the SEC, print what became of every submission, and give the exit code."""
    check_request(request, settings)  # before anything starts, and before the first request
    if direct:
        return _tell(lambda: run(open_edgar(request, settings), settings))
    from flows.orchestrate import with_prefect

    parameters = asdict(request) | {"ciks": list(request.ciks)}
    return _tell(lambda: with_prefect("ingest_edgar", settings, **parameters))


def backfill(settings: Settings, *, direct: bool) -> int:
    """Read what landed once more, print what became of every release, and give the exit code."""
    if direct:
        return _tell(lambda: run(open_landed(settings), settings))
    from flows.orchestrate import with_prefect

    return _tell(lambda: with_prefect("backfill", settings))


def _tell(finish: Callable[[], Result]) -> int:
    """Print what a run did, and give its exit code."""
    try:
        result = finish()
    except RunProblemsError as error:
        result = error.result
    _print(result)
    return result.exit_code


def _print(result: Result) -> None:
    if result.summary.height:
        show(for_reading(result.summary).drop(IN_LINES))
        show_lines(reasons_for_reading(result.summary))
        if said := result.says_of_report:
            say(f"report: {said}")
    for note in result.notes:
        say(note)
    for problem in result.outcome.problems:
        say(problem.error)
