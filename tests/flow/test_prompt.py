"""The prompt of ``tieout sql``, line by line, and once on a real terminal."""

import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

from flows.commands.prompt import FIRST, NEXT, Prompt, completer, listen
from flows.run import run_ingest
from flows.settings import Settings
from flows.terminal import Format
from transforms.model import Identity
from warehouse.connect import query

RELEASE = Path(__file__).parent / "data" / "northfield_2004q3.txt"
PATIENCE = 60
CTRL_D, ARROW_UP = "\x04", "\x1b[A"


@pytest.fixture(scope="module")
def settings(tmp_path_factory):
    """A home with one release loaded."""
    for name in [name for name in os.environ if name.startswith("TIEOUT_")]:
        del os.environ[name]
    made = Settings(home=tmp_path_factory.mktemp("home"), workers=1)
    run_ingest([str(RELEASE)], Identity(), made)
    return made


@pytest.fixture
def prompt(settings, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    return Prompt(settings.warehouse_path, Format.TABLE)


def test_a_query_over_several_lines_is_answered_when_it_ends(prompt, capsys):
    prompt.take("SELECT count(*) AS facts")
    prompt.take("FROM mart.fact")
    assert capsys.readouterr().out == ""
    prompt.take("WHERE true;")
    ran = capsys.readouterr()
    assert ran.out.split() == ["facts", "─" * 5, "48"]
    assert ran.err == "1 row\n"


def test_an_empty_line_ends_a_query_too_and_alone_asks_nothing(prompt, capsys):
    for line in ("", "SELECT 41 + 1 AS answer", ""):
        prompt.take(line)
    assert capsys.readouterr().out.split()[-1] == "42"
    assert prompt.lines == []


def test_an_error_is_told_and_the_next_query_answered(prompt, capsys):
    prompt.take("SELECT nonsense FROM mart.fact;")
    prompt.take("SELECT 7 AS n;")
    ran = capsys.readouterr()
    assert "nonsense" in ran.err
    assert ran.out.split()[-1] == "7"


def test_many_rows_are_cut_and_it_says_so(prompt, capsys):
    prompt.take("FROM range(250);")
    assert capsys.readouterr().err == "100 of 250 rows; .rows 0 shows all\n"
    prompt.take(".rows 0")
    prompt.take("FROM range(250);")
    ran = capsys.readouterr()
    assert ran.err == "250 rows\n"
    assert "249" in ran.out


def test_a_row_too_wide_for_the_terminal_stands_upright(prompt, capsys):
    prompt.take("FROM mart.fact WHERE label = 'Inventories' ORDER BY period_end LIMIT 1;")
    out = capsys.readouterr().out
    assert any(line.split()[:1] == ["label"] and "Inventories" in line for line in out.splitlines())
    assert max(map(len, out.splitlines())) <= 1000
    prompt.take(".mode csv")
    prompt.take("FROM mart.fact LIMIT 1;")
    assert capsys.readouterr().out.startswith("fact_id,release_id,")


def test_what_there_is_can_be_looked_up(prompt, capsys):
    prompt.take(".tables")
    out = capsys.readouterr().out
    assert "mart.quarter_as_of" in out
    assert "store." not in out
    prompt.take(".schema tie")
    assert "residual" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (".schema nothing", "there is no nothing"),
        (".mode xml", ".mode is one of table, csv, json"),
        (".rows few", ".rows takes a number"),
        (".dance", "there is no .dance"),
        (".help", "Ctrl-D leaves"),
    ],
)
def test_a_command_that_cannot_be_done_says_why(prompt, capsys, line, said):
    assert prompt.take(line)
    assert said in capsys.readouterr().err


def test_leaving_is_a_command_and_a_dot_within_a_query_is_none(prompt):
    assert not prompt.take(".quit")
    assert not prompt.take("exit;")
    assert prompt.take("SELECT")
    assert prompt.take(".5 AS half;")


def test_an_interrupt_drops_what_was_typed_and_the_prompt_goes_on(prompt, monkeypatch, capsys):
    typed = iter(["SELECT 1,", KeyboardInterrupt(), "SELECT 2 AS n;", EOFError()])

    def answer(_sign):
        line = next(typed)
        if isinstance(line, BaseException):
            raise line
        return line

    monkeypatch.setattr("builtins.input", answer)
    listen(prompt)
    assert capsys.readouterr().out.split() == ["n", "─", "2"]


def test_tab_offers_views_columns_and_words(settings):
    offer = completer(query(settings.warehouse_path, "SELECT object, column_name FROM mart.dictionary"))
    assert [offer("mart.quar", state) for state in range(4)] == [
        "mart.quarantine", "mart.quarter", "mart.quarter_as_of", None,
    ]  # fmt: skip
    assert offer("half_w", 0) == "half_width"
    assert offer("sel", 0) == "SELECT"


@pytest.mark.slow
def test_on_a_terminal_it_answers_and_the_next_session_remembers(settings):
    said = talk(settings, ["SELECT 20 +", "22 AS answer;", CTRL_D])
    assert "42" in said
    assert (settings.home / "sql_history").read_text().splitlines()[-1] == "SELECT 20 + 22 AS answer;"
    again = talk(settings, [ARROW_UP, CTRL_D])
    assert "42" in again, "the arrow brings the query back"


def talk(settings, lines):
    """What the prompt shows while ``lines`` are typed, each once the prompt is there."""
    terminal, theirs = pty.openpty()
    environment = {**os.environ, "TIEOUT_HOME": str(settings.home), "TERM": "dumb", "COLUMNS": "80"}
    command = [sys.executable, "-m", "flows", "sql"]
    child = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True
    )
    os.close(theirs)
    shown, waiting, prompts = "", list(lines), 0
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        if not select.select([terminal], [], [], 0.2)[0]:
            continue
        try:
            shown += os.read(terminal, 4096).decode(errors="replace")
        except OSError:  # the other end is closed
            break
        seen = shown.count(FIRST) + shown.count(NEXT)
        if waiting and seen > prompts:
            prompts, line = seen, waiting.pop(0)
            os.write(terminal, line.encode() if line == CTRL_D else f"{line}\n".encode())
    os.close(terminal)
    assert child.wait(PATIENCE) == 0, shown
    return shown
