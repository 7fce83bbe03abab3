"""What landed, what is loaded, and what EDGAR gave: each disagreement is named with what helps."""

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import duckdb
import polars as pl
import pytest

from flows.landing import Landing
from flows.sources.edgar.ledger import open_ledger
from support.examples import EXAMPLES
from transforms.model import Source

Command = Callable[..., Any]


@pytest.fixture
def landed(loaded: Path) -> list[Path]:
    """The folders in landing of two releases that are loaded."""
    return sorted(path.parent for path in (loaded / "landing").rglob("content.zst"))


@pytest.fixture
def told(tieout: Command) -> Callable[[], list[tuple[str, str, str]]]:
    """What verify prints: store, problem and remedy."""

    def ask() -> list[tuple[str, str, str]]:
        ran = tieout("verify", "--format", "csv")
        frame = pl.read_csv(ran.out.encode(), schema_overrides={"piece": pl.String})
        assert ran.code == (3 if frame.height else 0)
        return frame.select("store", "problem", "remedy").rows()

    return ask


def test_after_a_load_all_agrees(landed: list[Path], told: Any, tieout: Command) -> None:
    assert told() == []
    assert "landing and warehouse agree" in tieout("verify").err


def test_where_nothing_was_ever_loaded_nothing_disagrees(told: Any) -> None:
    assert told() == []


def test_damaged_bytes_are_found(landed: list[Path], told: Any) -> None:
    content = landed[0] / "content.zst"
    content.write_bytes(content.read_bytes()[:-7])
    assert told() == [("landing", "holds other bytes than its name says", "ingest the file again")]


def test_a_release_whose_file_is_lost_is_found(landed: list[Path], told: Any) -> None:
    shutil.rmtree(landed[0])
    ((store, problem, _),) = told()
    assert (store, problem) == ("warehouse", f"was read from {landed[0].name[:12]}, which landing does not hold")


def test_what_landed_and_was_never_loaded_is_found_and_backfill_loads_it(
    landed: list[Path], told: Any, tieout: Command, home: Path, vary: Callable[[int], str]
) -> None:
    """As a run leaves it that is killed before it publishes."""
    Landing(str(home / "landing")).land(Source("3.txt", vary(3).encode()))
    ((store, problem, remedy),) = told()
    assert (store, remedy) == ("landing", "tieout backfill")
    assert "is not loaded" in problem
    assert tieout("backfill", "--direct").code == 0
    assert told() == []


@pytest.mark.parametrize("damage", ["unlink", "cut"])
def test_bytes_without_their_identity_are_found(landed: list[Path], told: Any, damage: str) -> None:
    (identity,) = landed[0].glob("*.json")
    if damage == "unlink":
        identity.unlink()
    else:
        identity.write_bytes(identity.read_bytes()[:-7])
    ((store, problem, remedy),) = told()
    assert (store, remedy) == ("landing", "ingest the file again")
    assert "identity" in problem


def test_a_submission_that_was_received_and_is_gone_is_found(
    landed: list[Path], told: Any, home: Path, warehouse: Path
) -> None:
    with open_ledger(home / "edgar", warehouse) as ledger:
        ledger.will_land("0000700000-04-000001", landed[0].name)
        ledger.will_land("0000700000-04-000002", "0" * 64)
    assert told() == [
        (
            "edgar",
            "was received as 000000000000, which landing does not hold",
            "remove edgar/ledger.sqlite in TIEOUT_HOME and ingest its day again: only what is missing is fetched",
        )
    ]


def test_a_release_that_two_files_carry_is_no_disagreement(
    tieout: Command, inbox: Path, release: str, told: Any
) -> None:
    """A bare exhibit, and a submission around the same bytes."""
    (inbox / "a.txt").write_text(release)
    assert tieout("ingest", "--direct", inbox).code == 0
    (inbox / "b.txt").write_text(f"<DOCUMENT>\n<TYPE>EX-99.1\n<TEXT>\n{release}</TEXT>\n</DOCUMENT>\n")
    assert tieout("ingest", "--direct", inbox).code == 0
    assert told() == []


@pytest.mark.slow
def test_every_fact_of_text_and_html_is_where_it_says(tieout: Command, home: Path, told: Any) -> None:
    paths = [EXAMPLES / "orrinvale_2004q2.txt", EXAMPLES / "calderwick" / "calderwick_2005q4.htm"]
    assert tieout("ingest", "--direct", *paths).code == 0
    assert told() == []


def test_a_warehouse_that_was_changed_behind_our_back_does_not_agree(
    landed: list[Path], told: Any, warehouse: Path
) -> None:
    def change(statement: str) -> list[str]:
        warehouse.chmod(0o644)
        with duckdb.connect(str(warehouse)) as connection:
            connection.execute(statement)
        warehouse.chmod(0o444)
        return [problem for _, problem, _ in told()]

    (astray, other) = change("UPDATE store.fact SET char_start = char_start + 1 WHERE printed = '41,212'")
    assert astray.startswith("1 facts are not printed where they say, such as '41,212'")
    assert astray != other
    assert change("UPDATE store.fact SET char_start = char_start - 1 WHERE printed = '41,212'") == []
    twice, counted = change("INSERT INTO store.fact SELECT * FROM store.fact LIMIT 1")
    assert twice == "1 keys stand more than once"
    assert counted.endswith("has 49 rows and says 48")
    assert "97 rows of no reading" in change("UPDATE store.release SET reading = 'other' || release_id")
    warehouse.chmod(0o644)
    assert "has mode 644, so that other programs may write to it" in [problem for _, problem, _ in told()]


def test_a_write_ahead_log_beside_the_warehouse_is_told_first(
    landed: list[Path], tieout: Command, warehouse: Path
) -> None:
    warehouse.with_name(f"{warehouse.name}.wal").write_bytes(b"")
    ran = tieout("verify")
    assert ran.code == 3
    assert "was cut off" in ran.err
