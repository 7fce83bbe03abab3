"""The prompt of ``tieout sql``: queries over several lines, history, completion, answers that fit the terminal."""

import readline
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from flows.settings import Settings
from flows.terminal import Format, say, show, show_fitting
from transforms.errors import TieoutError
from warehouse.connect import query, question

FIRST, NEXT = "tieout> ", "   ...> "
KEPT = 1000
"""Queries that the history keeps."""
ROWS = 100
"""Rows that are shown unless ``.rows`` says otherwise."""
HELP = """\
a query may take several lines and ends with ; or an empty line; Tab completes, Ctrl-C drops, Ctrl-D leaves
.tables            what there is to ask, and what it means
.schema NAME       the columns of a view, such as .schema fact
.mode table|csv|json
.rows N            show N rows at most; 0: all
.quit"""
LEAVING = ("exit", "quit")
"""What other prompts are left by."""
WORDS = (
    "SELECT", "FROM", "WHERE", "GROUP BY", "ORDER BY", "LIMIT", "JOIN", "USING", "DATE", "ILIKE", "BETWEEN", "QUALIFY",
    "HAVING", "DISTINCT", "count(*)", "NULL", "DESC",
)  # fmt: skip
DICTIONARY = "SELECT object, column_name, type, unit, meaning FROM mart.dictionary"
TABLES = "SELECT object AS name, meaning FROM mart.dictionary WHERE column_name IS NULL AND object LIKE 'mart.%'"
COLUMNS = """
    SELECT column_name, type, unit, meaning FROM mart.dictionary
    WHERE column_name IS NOT NULL AND object IN (?, 'mart.' || ?)"""


@dataclass
class Prompt:
    """A conversation with the warehouse; each query opens the file anew, so that it sees the last publish."""

    warehouse: Path
    style: Format
    rows: int = ROWS
    lines: list[str] = field(default_factory=list)

    def take(self, line: str) -> bool:
        """Take a line as it was typed; false: the person wants to leave."""
        if not self.lines and line.strip().startswith("."):
            return self._command(line.strip())
        if not self.lines and line.strip().rstrip(";").lower() in LEAVING:
            return False
        if line.strip():
            self.lines.append(line)
        ended = line.rstrip().endswith(";") or not line.strip()
        if ended and self.lines:
            text = "\n".join(self.lines)
            self.lines.clear()
            remember(text)
            self._answer(text)
        return True

    def _command(self, line: str) -> bool:
        remember(line)
        name, _, argument = line.rstrip(";").partition(" ")
        commands: Mapping[str, Callable[[str], None]] = {
            ".help": lambda _: say(HELP),
            ".tables": lambda _: self._answer(TABLES),
            ".schema": self._schema,
            ".mode": self._mode,
            ".rows": self._rows,
        }
        if name in (".quit", ".exit"):
            return False
        if name in commands:
            commands[name](argument.strip())
        else:
            say(f"there is no {name}; .help lists what there is")
        return True

    def _schema(self, name: str) -> None:
        columns = query(self.warehouse, COLUMNS, [name, name])
        if columns.is_empty():
            say(f"there is no {name or 'view without a name'}; .tables lists what there is")
        else:
            show(columns, self.style)

    def _mode(self, name: str) -> None:
        if name not in list(Format):
            say(f".mode is one of {', '.join(Format)}")
        else:
            self.style = Format(name)

    def _rows(self, number: str) -> None:
        if not number.isdecimal():
            say(".rows takes a number; 0 shows all")
        else:
            self.rows = int(number)

    def _answer(self, text: str) -> None:
        try:
            answer = question(self.warehouse, text)
        except TieoutError as error:
            say(str(error))
            return
        shown = answer.head(self.rows) if self.rows else answer
        show_fitting(shown, self.style)
        if shown.height < answer.height:
            say(f"{shown.height:,} of {answer.height:,} rows; .rows 0 shows all")
        else:
            say(f"{answer.height:,} row{'' if answer.height == 1 else 's'}")


def converse(settings: Settings, style: Format) -> int:
    """Ask and answer until Ctrl-D.

    Raises:
        WarehouseError: there is no warehouse to ask.
    """
    known = query(settings.warehouse_path, DICTIONARY)
    history = settings.home / "sql_history"
    _start_readline(known, history)
    say(f"{settings.warehouse_path}, read-only\n.tables says what there is, .help the rest")
    try:
        listen(Prompt(settings.warehouse_path, style))
    finally:
        history.parent.mkdir(parents=True, exist_ok=True)
        readline.set_history_length(KEPT)
        readline.write_history_file(history)
    return 0


def listen(prompt: Prompt) -> None:
    """Take line after line; an interrupt drops the query that was typed or is running, and no more."""
    from flows.cli import was_interrupted

    while True:
        try:
            if not prompt.take(input(NEXT if prompt.lines else FIRST)):
                return
        except EOFError:
            say("")
            return
        except (KeyboardInterrupt, RuntimeError) as error:
            if not was_interrupted(error):
                raise
            prompt.lines.clear()
            say("")


def remember(text: str) -> None:
    """Keep a query as one entry of the history; one with comments line by line, since they would swallow the rest."""
    for entry in text.splitlines() if "--" in text else [" ".join(text.split("\n"))]:
        readline.add_history(entry)


def completer(known: pl.DataFrame) -> Callable[[str, int], str | None]:
    """What Tab offers: words of SQL, views of ``mart`` and their columns."""
    mart = known.filter(pl.col("object").str.starts_with("mart."))
    names = {*mart["object"], *mart["column_name"].drop_nulls()}
    words = sorted({*WORDS, *names})

    def complete(text: str, state: int) -> str | None:
        offered = [word for word in words if word.lower().startswith(text.lower())]
        return offered[state] if state < len(offered) else None

    return complete


def _start_readline(known: pl.DataFrame, history: Path) -> None:
    readline.set_auto_history(False)
    readline.set_completer(completer(known))
    readline.set_completer_delims(" \t\n,()=<>;'")
    readline.parse_and_bind("bind ^I rl_complete" if "libedit" in (readline.__doc__ or "") else "tab: complete")
    readline.clear_history()
    if history.exists():
        readline.read_history_file(history)
