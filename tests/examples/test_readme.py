"""The README says what is: its queries run, and answer what it prints under them."""

import re
from pathlib import Path

import pytest
import typer

from flows.cli import app
from flows.summary import IN_LINES, for_reading, reasons_for_reading
from flows.terminal import show
from warehouse.connect import query

README = Path(__file__).parents[2] / "README.md"
ANSWERED = re.compile(r"```sql\n(?P<query>.*?)```\n```text\n(?P<answer>.*?)```", re.DOTALL)
INGESTED = re.compile(r"(?P<before>```text\n)(?P<table> file .*?)(?P<after>\nTwo releases wait)", re.DOTALL)
COMMAND = re.compile(r"(?:^\$ |`)tieout ([a-z]+)", re.MULTILINE)
TARGET = re.compile(r"\bmake ([a-z]+)`|^\$ make ([a-z]+)", re.MULTILINE)


@pytest.mark.slow
def test_every_query_of_the_readme_answers_what_is_printed_under_it(loaded, capsys, pytestconfig):
    settings, _ = loaded
    text = README.read_text(encoding="utf-8")
    answers = {}
    for match in ANSWERED.finditer(text):
        show(query(settings.warehouse_path, match["query"]))
        answers[match["query"]] = plain(capsys.readouterr().out)
    if pytestconfig.getoption("--update-golden"):
        text = ANSWERED.sub(lambda match: f"```sql\n{match['query']}```\n```text\n{answers[match['query']]}```", text)
        README.write_text(text, encoding="utf-8")
    assert {match["query"]: plain(match["answer"]) for match in ANSWERED.finditer(text)} == answers
    assert len(answers) >= 10
    assert all(answer.count("\n") > 2 for answer in answers.values()), "a query without an answer shows nothing"


def plain(table: str) -> str:
    """Without blank lines and the blanks that end a line."""
    return "".join(f"{line.rstrip()}\n" for line in table.splitlines() if line.strip())


@pytest.mark.slow
def test_the_table_of_the_quick_start_is_what_an_ingest_of_the_examples_prints(loaded, capsys, pytestconfig):
    _, result = loaded
    show(for_reading(result.summary).drop(IN_LINES))
    printed = plain(capsys.readouterr().out)
    text = README.read_text(encoding="utf-8")
    if pytestconfig.getoption("--update-golden"):
        text = INGESTED.sub(lambda match: f"{match['before']}{printed}{match['after']}", text)
        README.write_text(text, encoding="utf-8")
    shown = INGESTED.search(text)
    assert shown is not None
    assert plain(shown["table"]) == printed
    assert result.exit_code == 1


@pytest.mark.slow
def test_the_reason_that_the_quick_start_shows_is_one_of_those_given(loaded):
    _, result = loaded
    reasons = reasons_for_reading(result.summary)
    told = " ".join(README.read_text(encoding="utf-8").split())
    assert len(reasons) == 2
    assert any(f"`{reason}`" in told for reason in reasons)


def test_every_command_of_the_readme_is_one():
    commands = typer.main.get_command(app).commands
    assert set(COMMAND.findall(README.read_text(encoding="utf-8"))) == set(commands)


def test_every_target_of_the_readme_is_one():
    makefile = (README.parent / "Makefile").read_text(encoding="utf-8")
    named = {first or second for first, second in TARGET.findall(README.read_text(encoding="utf-8"))}
    assert named
    assert {name for name in named if f"\n{name}:" not in makefile} == set()
