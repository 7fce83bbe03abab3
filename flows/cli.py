"""The command line, ``tieout``. Every command imports what it needs when it is called."""

import sys
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from flows.collector import quick_exit, quick_imports
from flows.terminal import Format, say
from transforms.errors import TieoutError

FAULT = 3

app = typer.Typer(
    help="Earnings releases as time series that tie out.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

quarantine = typer.Typer(help="What waits in quarantine, and why.", no_args_is_help=True)
app.add_typer(quarantine, name="quarantine")

DAY = "%Y-%m-%d"


class From(StrEnum):
    """Where releases come from."""

    INBOX = "inbox"
    EDGAR = "edgar"


class Exported(StrEnum):
    """Kinds of exported files; as the warehouse names them, which is imported late."""

    PARQUET = "parquet"
    CSV = "csv"
    XLSX = "xlsx"
    XBRL_JSON = "xbrl-json"


Warehouse = Annotated[Path | None, typer.Option("--warehouse", help="The warehouse file; default TIEOUT_WAREHOUSE.")]
Style = Annotated[Format, typer.Option("--format", help="How to print.")]
Option = typer.Option


def _tell_version(is_asked: bool) -> None:  # noqa: FBT001 - the value of the option, as typer hands it over
    if is_asked:
        from importlib.metadata import version

        from transforms.version import PARSER_VERSION

        typer.echo(f"tieout {version('tieout')}, parser {PARSER_VERSION}")
        raise typer.Exit


@app.callback()
def options(
    *,
    version: Annotated[
        bool, Option("--version", callback=_tell_version, is_eager=True, help="Print the version and leave.")
    ] = False,
) -> None:
    """Earnings releases as time series that tie out."""


@app.command()
def ingest(  # noqa: PLR0913 - one parameter an option
    paths: Annotated[list[str] | None, typer.Argument(metavar="PATH", help="Files, folders, patterns or URLs.")] = None,
    *,
    source: Annotated[From, Option(help="Where releases come from.")] = From.INBOX,
    warehouse: Warehouse = None,
    direct: Annotated[bool, Option("--direct", help="The same steps without Prefect.")] = False,
    since: Annotated[
        datetime | None, Option(formats=[DAY], help="EDGAR: the first day; days that are complete cost nothing.")
    ] = None,
    until: Annotated[datetime | None, Option(formats=[DAY], help="EDGAR: the last day; default today.")] = None,
    feed: Annotated[bool, Option("--feed", help="EDGAR: what it lists as filed just now.")] = False,
    reconcile: Annotated[
        bool, Option("--reconcile", help="EDGAR: what the indexes of quarters list and no day's index did.")
    ] = False,
    cik: Annotated[list[str] | None, Option(help="SEC central index key of the company; EDGAR: of several.")] = None,
    company: Annotated[str | None, Option(help="Name of the company.")] = None,
    ticker: Annotated[str | None, Option(help="Exchange symbol.")] = None,
    accession: Annotated[str | None, Option(help="Accession number of the filing.")] = None,
    filed_on: Annotated[str | None, Option(help="Filing date, such as 2003-07-10.")] = None,
    accepted_at: Annotated[str | None, Option(help="EDGAR acceptance time, such as 2003-07-10T16:05:00-04:00.")] = None,
) -> None:
    """Read, judge and publish releases; print what became of each.

    Without a PATH the inbox of TIEOUT_INBOX is read. Exit codes: 0 all published, already known or no
    release; 1 something is in quarantine; 2 bad usage or unreadable input; 3 could not finish.
    """
    from flows.commands import ingest as command
    from flows.settings import read_settings

    identity = {
        "company": company, "ticker": ticker, "accession": accession, "filed_on": filed_on, "accepted_at": accepted_at,
    }  # fmt: skip
    if source is From.EDGAR:
        request = command.read_request(paths, identity, (since, until), cik, feed=feed, reconcile=reconcile)
        raise typer.Exit(command.ingest_edgar(request, read_settings(warehouse), direct=direct))
    if since or until or feed or reconcile:
        raise typer.BadParameter("are for --source edgar", param_hint="--since, --until, --feed, --reconcile")
    if cik and len(cik) > 1:
        raise typer.BadParameter("files are of one company; several are for --source edgar", param_hint="--cik")
    given = identity | {"cik": cik[0] if cik else None}
    raise typer.Exit(command.ingest(paths or [], given, read_settings(warehouse), direct=direct))


@app.command()
def backfill(
    warehouse: Warehouse = None,
    *,
    direct: Annotated[bool, Option("--direct", help="The same steps without Prefect.")] = False,
) -> None:
    """Read what landed once more, and publish readings that are new.

    Everything that ever landed is read with this parser. What was known when does not change. Exit codes as of ingest.
    """
    from flows.commands.ingest import backfill as run
    from flows.settings import read_settings

    raise typer.Exit(run(read_settings(warehouse), direct=direct))


@app.command()
def verify(warehouse: Warehouse = None, style: Style = Format.TABLE) -> None:
    """Print what of landing and warehouse does not agree.

    Every byte that landed is hashed, and every disagreement has a remedy. Exit codes: 0 all agrees; 3 something
    does not.
    """
    from flows.commands.verify import verify as run
    from flows.settings import read_settings

    raise typer.Exit(run(read_settings(warehouse), style))


@app.command()
def parse(file: Annotated[str, typer.Argument(help="One release.")], style: Style = Format.TABLE) -> None:
    """Print the facts and ties of one file; nothing is kept."""
    with quick_imports():
        from flows.commands.parse import parse as run

    raise typer.Exit(run(file, style))


@app.command()
def up(
    port: Annotated[int, Option(help="Where the server answers, on 127.0.0.1 only.", min=1024, max=65535)] = 4200,
    warehouse: Warehouse = None,
) -> None:
    """Run the schedules of prefect.yaml until Ctrl-C or a SIGTERM.

    That is a server, a worker and the deployments. TIEOUT_INBOX schedules the inbox, TIEOUT_EDGAR_CONTACT
    schedules EDGAR. Exit codes: 0 stopped; 2 nothing to schedule, or the port is taken; 3 runs already, or a
    part of it ended by itself.
    """
    from flows.settings import read_settings
    from flows.up.supervise import up as run

    run(read_settings(warehouse), port)


@app.command()
def status(warehouse: Warehouse = None, style: Style = Format.TABLE) -> None:
    """Print what is loaded, what waits, what ran, what is scheduled.

    Of each source it says how far that is.
    """
    from flows.commands.status import status as run
    from flows.settings import read_settings

    raise typer.Exit(run(read_settings(warehouse), style))


@app.command()
def sql(
    query: Annotated[str | None, typer.Argument(help="One query; without it, a prompt.")] = None,
    *,
    warehouse: Warehouse = None,
    style: Annotated[Format | None, Option("--format", help="Default: table on a terminal, csv in a pipe.")] = None,
) -> None:
    """Ask the warehouse, read-only."""
    from flows.commands.query import sql as run
    from flows.settings import read_settings

    raise typer.Exit(run(query, read_settings(warehouse), style))


@app.command()
def concepts(
    statement: Annotated[str | None, Option(help="Only lines of balance_sheet, operations or cash_flow.")] = None,
    limit: Annotated[int, Option(help="How many lines.", min=1)] = 30,
    *,
    warehouse: Warehouse = None,
    style: Style = Format.TABLE,
) -> None:
    """Print how much has a us-gaap element, and the lines without.

    What counts are the primary statements.
    """
    from flows.commands.concepts import concepts as run
    from flows.settings import read_settings
    from transforms.facts.coverage import PRIMARY

    if statement not in (None, *PRIMARY):
        raise typer.BadParameter(f"{statement!r} is none of {', '.join(PRIMARY)}", param_hint="--statement")
    raise typer.Exit(run(statement, limit, read_settings(warehouse), style))


@quarantine.command("list")
def quarantine_list(warehouse: Warehouse = None, style: Style = Format.TABLE) -> None:
    """Print what waits."""
    from flows.commands.quarantine import list_waiting
    from flows.settings import read_settings

    raise typer.Exit(list_waiting(read_settings(warehouse), style))


@quarantine.command("show")
def quarantine_show(
    release: Annotated[str, typer.Argument(help="Release id, or how it begins.")],
    *,
    warehouse: Warehouse = None,
    style: Style = Format.TABLE,
) -> None:
    """Print why a release waits."""
    from flows.commands.quarantine import show_release
    from flows.settings import read_settings

    raise typer.Exit(show_release(release, read_settings(warehouse), style))


@quarantine.command("waive")
def quarantine_waive(
    release: Annotated[str, typer.Argument(help="Release id, or how it begins.")],
    *,
    who: Annotated[str, Option(help="Who decides.")],
    why: Annotated[str, Option(help="The reason, which is kept.")],
    warehouse: Warehouse = None,
) -> None:
    """Publish a release that waits, by a decision that is kept."""
    from flows.commands.quarantine import waive
    from flows.settings import read_settings

    raise typer.Exit(waive(release, who, why, read_settings(warehouse)))


@app.command()
def report(
    out: Annotated[Path | None, Option(help="Folder; default report in TIEOUT_HOME.")] = None,
    warehouse: Warehouse = None,
) -> None:
    """Write the data-quality report and print where it is."""
    from flows.settings import read_settings
    from flows.site import write_site

    typer.echo(write_site(read_settings(warehouse), out))


@app.command()
def export(
    out: Annotated[Path, Option(help="A folder that is not there yet, or empty.")],
    form: Annotated[Exported, Option("--format", help="Kind of files.")] = Exported.PARQUET,
    company: Annotated[list[str] | None, Option(help="Name or part of it, CIK or ticker; may be repeated.")] = None,
    warehouse: Warehouse = None,
) -> None:
    """Write what is published as Parquet, CSV, Excel or xBRL-JSON.

    Parquet is parted by company, a workbook is of a company, an xBRL-JSON report of a release.
    """
    from flows.commands.export import export as run
    from flows.settings import read_settings

    raise typer.Exit(run(out, form.value, company or [], read_settings(warehouse)))


def _keep_trace(error: Exception) -> str:
    """Where the trace is, or why it is nowhere: what went wrong first must be told in any case."""
    from flows.logs import write_fault
    from flows.settings import read_settings

    try:
        return f"the trace is in {write_fault(error, read_settings())}"
    except (TieoutError, OSError) as another:
        return f"its trace could not be kept: {another}"


INTERRUPTED_QUERY = "Query interrupted"
"""What DuckDB raises, as a RuntimeError, when an interrupt meets it in a query."""
INTERRUPTED = 130


def was_interrupted(error: BaseException) -> bool:
    """Whether an interrupt is behind ``error``: a library may fail of it, and say so in words of its own."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, KeyboardInterrupt) or (isinstance(seen, RuntimeError) and str(seen) == INTERRUPTED_QUERY):
            return True
        seen = seen.__cause__ or seen.__context__
    return False


def main() -> NoReturn:
    """Run a command; every error is one line on stderr and an exit code."""
    try:
        app(prog_name="tieout")
    except TieoutError as error:
        say(f"tieout: {error}")
        sys.exit(error.exit_code)
    except OSError as error:
        say(f"tieout: could not finish: {error.strerror or error}: {error.filename or 'a file of this run'}")
        sys.exit(FAULT)
    except Exception as error:  # noqa: BLE001 - the last boundary: a line for the person, the trace in a file
        if was_interrupted(error):
            sys.exit(INTERRUPTED)
        said = f"{type(error).__name__}: {error}".splitlines()[0]
        say(f"tieout: a fault of ours: {said}; {_keep_trace(error)}")
        sys.exit(FAULT)
    finally:
        quick_exit()
    sys.exit(0)
