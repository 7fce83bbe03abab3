"""What a line's neighbours prove of its reading."""

from decimal import Decimal

from support.statements import HALF, release, statement

LOANS = [
    ("Family", 487_777, 417_255, 396_649, 660_591),
    ("Equity lines", 144_804, 142_989, 141_129, "139.435"),
    ("Consumer", 11_576, 11_102, 11_400, "11.416"),
    ("Autos", 135_449, 142_533, 147_808, 153_448),
    ("Leases", 115_992, 115_240, 114_382, 112_016),
]


def loans(*rows) -> str:
    return release(statement("CONSOLIDATED STATEMENTS OF OPERATIONS", HALF, rows))


def test_a_point_typed_for_a_comma_is_read_as_a_comma_and_told(read):
    """HomeTrust's first quarter of 2020, three times."""
    many = [(f"Line {number}", *(number * step for step in (1_009, 2_003, 3_001, 4_001))) for number in range(1, 9)]
    frames = read(loans(*many, *LOANS))
    values = {row["printed"]: row["value"] for row in frames.fact.to_dicts()}
    assert (values["139.435"], values["11.416"]) == (Decimal(139_435_000), Decimal(11_416_000))
    assert frames.issue.filter(code="point_for_comma").height == 2


def test_where_points_are_a_habit_they_stay_points(read):
    frames = read(loans(*LOANS))
    values = {row["printed"]: row["value"] for row in frames.fact.to_dicts()}
    assert values["139.435"] == Decimal("139435.000")
    assert frames.issue.filter(code="point_for_comma").is_empty()


def test_a_total_has_the_scale_of_the_lines_that_it_adds(read):
    """PNC's fourth quarter of 2020: two lines in billions, and their total below the heading that said so."""
    rows = [
        ("Net revenues", 41_247, 37_284, 80_100, 71_900),
        "Client assets (in billions):",
        ("  Discretionary", 170, 158, 154, 151),
        ("  Nondiscretionary", 154, 142, 143, 138),
        ("Total client assets", 324, 300, 297, 289),
    ]
    facts = read(loans(*rows)).fact.filter(column_index=1)
    assert facts["value"].to_list()[1:] == [Decimal(170 * 10**9), Decimal(154 * 10**9), Decimal(324 * 10**9)]
