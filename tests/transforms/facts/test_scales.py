"""Scales that no caption states: what the release prints elsewhere is the witness."""

from support.statements import QUARTER, release, statement

INCOME = [("Net revenues", 41_218, 37_312), ("Cost of sales", 20_613, 19_871), ("Net income", 4_120, 3_773)]
PER_SHARE = ["Net income per share:", ("  Basic", "$0.12", "0.11"), ("  Diluted", "0.11", "0.10")]
BETWEEN = "The tables that follow are taken from our books and were set by us, as every quarter, for our readers."


def of_label(frames, label: str) -> list[tuple[str, int]]:
    facts = frames.fact.filter(label=label, column_index=1).sort("line_number")
    return facts.select("unit", "scale").rows()


def told(frames) -> list[str]:
    return frames.issue.filter(code="scale_by_witness")["level"].to_list()


def test_a_table_without_a_scale_takes_that_of_the_amounts_it_repeats(read):
    """Tupperware's debt stands in its balance sheet to the digit; SAP's highlights repeat its statements."""
    rows = [("Revenues by region", 41_218, 37_312), ("Costs by region", 20_613, 19_871), ("Backlog", 812, 799)]
    first = statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, INCOME)
    frames = read(release(first, BETWEEN, statement("SELECTED FINANCIAL DATA", QUARTER, rows, note="(unaudited)")))
    assert (of_label(frames, "Backlog"), told(frames)) == ([("USD", 1_000)], ["info"])


def test_a_table_that_repeats_nothing_is_in_full(read):
    rows = [("Revenues by region", 51_218, 47_312), ("Backlog", 812, 799)]
    first = statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, INCOME)
    frames = read(release(first, BETWEEN, statement("SELECTED FINANCIAL DATA", QUARTER, rows, note="(unaudited)")))
    assert (of_label(frames, "Backlog"), told(frames)) == ([("USD", 1)], [])


def test_shares_are_what_makes_income_of_the_earnings_per_share(read):
    """Standard Motor Products prints 22,438,087 shares under a caption in thousands, HomeTrust 16,688,646."""
    rows = [
        *INCOME,
        *PER_SHARE,
        "Weighted average shares:",
        ("  Basic", 34_301_218, 34_102_377),
        ("  Diluted", 36_902_114, 36_517_092),
    ]
    frames = read(release(statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, rows)))
    assert set(of_label(frames, "Basic")) == {("USD/share", 1), ("shares", 1)}


def test_amounts_with_cents_among_scaled_ones_are_in_full(read):
    """Warrior Met Coal's price stands in a table in thousands of tons, Spok's revenue per unit among thousands."""
    rows = [*INCOME, ("Average net selling price", "$122.02", "176.37")]
    frames = read(release(statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, rows)))
    assert of_label(frames, "Average net selling price") == [("USD", 1)]


def test_things_counted_again_without_a_scale_have_that_of_the_same_number(read):
    """Spok's units in service stand in thousands in one table, and without a word of it in another."""
    rows = [*INCOME, "Key statistics:", ("Units in service", 926, 1_005)]
    again = [("Ending units in service (000's)", 926, 938), ("Gross placements (000's)", 124, 127)]
    first = statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, rows)
    frames = read(release(first, BETWEEN, statement("SELECTED OPERATING DATA", QUARTER, again, note="(unaudited)")))
    assert of_label(frames, "Units in service") == [("units", 1_000)]
