"""The README says what is: its queries run, and answer what it prints under them."""

import re
from pathlib import Path

import pytest
import typer

from flows.cli import app
from flows.terminal import show
from warehouse.connect import query

README = Path(__file__).parents[2] / "README.md"
ANSWERED = re.compile(r"```sql\n(?P<query>.*?)```\n```text\n(?P<answer>.*?)```", re.DOTALL)
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
def test_the_examples_in_a_warehouse_are_as_the_readme_shows_them(loaded):
    _, result = loaded
    text = README.read_text(encoding="utf-8")
    for row in result.summary.iter_rows(named=True):
        shown = next(line for line in text.splitlines() if line.strip().startswith(row["file"]))
        assert shown.split()[1] == row["release_id"][:12]
        for name in ("company", "period", "facts", "held", "broken", "verdict"):
            assert str(row[name]) in shown, f"{row['file']}: {name} is {row[name]}"
        assert " ".join((row["reason"] or "").split()) in " ".join(text.split())
    assert result.exit_code == 1


def test_every_command_of_the_readme_is_one():
    commands = typer.main.get_command(app).commands
    assert set(COMMAND.findall(README.read_text(encoding="utf-8"))) == set(commands)


def test_every_target_of_the_readme_is_one():
    makefile = (README.parent / "Makefile").read_text(encoding="utf-8")
    named = {first or second for first, second in TARGET.findall(README.read_text(encoding="utf-8"))}
    assert named
    assert {name for name in named if f"\n{name}:" not in makefile} == set()
