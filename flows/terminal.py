"""What a person sees: tables and lines on a terminal, plain CSV or JSON in a pipe."""

import csv
import io
import json
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TYPE_CHECKING

import polars as pl

if TYPE_CHECKING:
    from rich.console import RenderableType


NARROWEST = 10
"""Characters that a column of a table needs to be read."""
SOLID = 13
"""Characters of a date, an id, a count: a column of nothing longer, and without blanks, is not broken over lines."""
GAP = 3
"""Characters between two columns."""


class Format(StrEnum):
    """How a frame is printed."""

    TABLE = "table"
    CSV = "csv"
    JSON = "json"


def say(message: str) -> None:
    """One line for the person at the terminal, on stderr."""
    print(message, file=sys.stderr, flush=True)  # noqa: T201


def show(frame: pl.DataFrame, style: Format = Format.TABLE, title: str | None = None) -> None:
    """Print a frame on stdout: every row, numbers as they are."""
    if style is Format.TABLE:
        _print(_table(frame, title))
    elif style is Format.CSV:
        sys.stdout.write(to_csv(frame))
    else:
        sys.stdout.write(to_json(frame) + "\n")


def show_lines(lines: Sequence[str]) -> None:
    """Print sentences on stdout, wrapped between words on a terminal and whole in a pipe."""
    from rich.text import Text

    for line in lines:
        if sys.stdout.isatty():
            _print(Text(line))
        else:
            sys.stdout.write(f"{line}\n")


def show_fitting(frame: pl.DataFrame, style: Format) -> None:
    """Print a frame on stdout for a terminal: where its columns would be too narrow to read, row by row upright."""
    if style is Format.TABLE and frame.width * NARROWEST > shutil.get_terminal_size().columns:
        show_upright(frame)
    else:
        show(frame, style)


def show_upright(frame: pl.DataFrame) -> None:
    """Print a frame on stdout row by row, a line a column."""
    from rich import box
    from rich.table import Table
    from rich.text import Text

    for number, row in enumerate(frame.iter_rows(), start=1):
        title = f"row {number:,}" if frame.height > 1 else None
        table = Table(title=title, title_justify="left", box=box.SIMPLE, pad_edge=False, show_header=False)
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        for name, value in zip(frame.columns, row, strict=True):
            table.add_row(name, Text(_cell(value)))
        _print(table)


def to_csv(frame: pl.DataFrame) -> str:
    """CSV with a header; lists and structs as JSON, NULL as nothing."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\n")
    writer.writerow(frame.columns)
    writer.writerows([_cell(value) for value in row] for row in frame.iter_rows())
    return target.getvalue()


def to_json(frame: pl.DataFrame) -> str:
    """A JSON array of one object a row; decimals as text, so that no digit is lost."""
    return json.dumps(frame.to_dicts(), default=_plain, ensure_ascii=False, indent=1)


def _table(frame: pl.DataFrame, title: str | None) -> "RenderableType":
    from rich import box
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    rows = [[_cell(value) for value in row] for row in frame.iter_rows()]
    solid = _solid(frame.columns, rows)
    for (name, dtype), whole in zip(frame.schema.items(), solid, strict=True):
        table.add_column(name, justify="right" if dtype.is_numeric() else "left", overflow="fold", no_wrap=whole)
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def _solid(names: Sequence[str], rows: Sequence[Sequence[str]]) -> list[bool]:
    """Which columns are not to be broken over lines, for the others to give way; none where that makes no room."""
    columns = list(zip(names, *rows, strict=True))
    widths = [max(map(len, column)) for column in columns]
    solid = [width <= SOLID and not any(" " in cell for cell in column)
             for width, column in zip(widths, columns, strict=True)]  # fmt: skip
    least = sum(width if whole else min(width, NARROWEST) for width, whole in zip(widths, solid, strict=True))
    fits = least + GAP * len(columns) <= shutil.get_terminal_size().columns
    return solid if fits else [False] * len(columns)


def _print(renderable: "RenderableType") -> None:
    from rich.console import Console

    # a pipe has no width: nothing is cut or wrapped there
    Console(width=None if sys.stdout.isatty() else 1000, highlight=False).print(renderable)


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case Decimal():
            return _trimmed(value)
        case list() | dict():
            return json.dumps(value, default=_plain, ensure_ascii=False)
        case datetime():
            return value.isoformat(sep=" ", timespec="seconds")
        case _:
            return str(value)


def _trimmed(value: Decimal) -> str:
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _plain(value: object) -> str:
    match value:
        case Decimal():
            return _trimmed(value)
        case date():
            return value.isoformat()
        case _:
            return str(value)


@dataclass(frozen=True, slots=True)
class Bar:
    """A progress bar under way."""

    advance: Callable[[int], None]
    """So many files more are done."""
    expect: Callable[[int], None]
    """So many files more are there to be done."""
    tell: Callable[[str], None]
    """What is being done now."""


@contextmanager
def progress() -> Iterator[Bar]:
    """A bar on stderr while files are worked on; nothing where stderr is no terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    hidden = not sys.stderr.isatty()
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=hidden) as bars:
        task = bars.add_task("reading", total=0)

        def expect(files: int) -> None:
            bars.update(task, total=(bars.tasks[0].total or 0) + files)

        yield Bar(lambda files: bars.advance(task, files), expect, lambda step: bars.update(task, description=step))
