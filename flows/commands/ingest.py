"""``tieout ingest``: files in, published releases out, and a table that says what became of each."""

from collections.abc import Mapping, Sequence

from flows.run import Result, RunProblemsError, list_files, run_ingest
from flows.settings import Settings
from flows.sources.sidecar import parse_identity
from flows.summary import for_reading
from flows.terminal import say, show


def ingest(paths: Sequence[str], options: Mapping[str, str | None], settings: Settings, *, direct: bool) -> int:
    """Run, print what became of every file, and give the exit code."""
    identity = {key: value for key, value in options.items() if value is not None}
    given = parse_identity("command line", identity)
    list_files(paths, settings)  # bad paths are told before anything starts
    try:
        if direct:
            result = run_ingest(paths, given, settings)
        else:
            from flows.orchestrate import ingest_with_prefect

            result = ingest_with_prefect(paths, identity, settings)
    except RunProblemsError as error:
        result = error.result
    _print(result)
    return result.exit_code


def _print(result: Result) -> None:
    if result.summary.height:
        show(for_reading(result.summary))
        say(f"report: {result.report or 'tieout report writes it, which takes a while for so many new releases'}")
    for problem in result.outcome.problems:
        say(problem.error)
