"""What the fourth blind sample of the releases from A to H taught: its misses, each as a small table of its own."""

import polars as pl
import pytest

from support.markup import release, statement
from support.statements import HEAD, QUARTER

EARNED = [("Net revenues", 41_200, 37_300), ("Costs and expenses", 30_100, 28_200), ("Net income", 11_100, 9_100)]


@pytest.fixture
def frames_of(read):
    """All that is read of a page with a statement of operations and a table given as rows of HTML."""

    def frames(*rows: str, above: str = "", note: str = "(in thousands)"):
        page = release(
            HEAD,
            statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, EARNED),
            f"<p>{above}</p><p>{note}</p><table>{''.join(rows)}</table>",
        )
        return read(page)

    return frames


@pytest.fixture
def facts_of(frames_of):
    """The facts of that table."""

    def facts(*rows: str, above: str = "", note: str = "(in thousands)"):
        found = frames_of(*rows, above=above, note=note).fact
        return found.filter(table_index=1, origin="table").sort("row_index", "column_index")

    return facts


def row(label: str, *cells: str, span: int = 1) -> str:
    """A row of a table; captions that span several columns are ruled below."""
    width = f" colspan='{span}' style='border-bottom:1px solid'" if span > 1 else ""
    return f"<tr><td>{label}</td>{''.join(f'<td{width}>{cell}</td>' for cell in cells)}</tr>"


QUALITY = (
    row("", "2Q04", "2Q03", "$/bps change", "% change"),
    row("Loans", "$9,400", "$9,000", "$400", "4%"),
    row("Net charge-offs", "45", "44", "1", "2"),
    row("Net charge-offs to average loans", "0.49%", "0.55%", "(6) bps", ""),
    row("Allowance to total loans", "1.51", "1.63", "(12)", ""),
    row("Allowance for losses to past due loans", "276", "268", "741", ""),
    row("Allowance for losses to total loans, net", "2.10%", "2.10%", "— bps", ""),
)


def test_changes_of_rates_below_dollars_or_basis_points_are_basis_points(facts_of):
    """Citizens' fourth quarter of 2021: "$/bps" over a column that signs its first rate only."""
    found = facts_of(*QUALITY).filter(column_index=3)
    assert found["unit"].to_list() == ["USD", "USD", "bps", "bps", "bps", "bps"]


def test_a_line_whose_change_is_a_hundred_times_its_difference_is_a_rate(facts_of):
    """Citizens' table 25: 276, 268 and a change of 741 among signed percentages are no millions."""
    found = facts_of(*QUALITY).filter(label="Allowance for losses to past due loans")
    assert found.select("unit", "value", "scale").rows() == [
        ("percent", 276, 1), ("percent", 268, 1), ("bps", 741, 1),
    ]  # fmt: skip


def test_a_line_whose_change_is_its_difference_is_no_rate(facts_of):
    """Citizens' table 2: 1, a dash and a change of 1."""
    found = facts_of(*QUALITY, row("Short-term funds", "1", "—", "1", "100"))
    assert found.filter(label="Short-term funds")["unit"].to_list() == ["USD", "USD", "USD", "percent"]


def test_a_dash_before_basis_points_is_nil(facts_of):
    """Citizens' table 25: the dash and its "bps" stand in cells of their own, and were lost."""
    found = facts_of(*QUALITY).filter(column_index=3).tail(1)
    assert found.select("label", "is_nil", "unit").rows() == [("Allowance for losses to total loans, net", True, "bps")]


def test_basis_points_below_one_sign_are_told_by_what_their_values_differ_by(facts_of):
    """Citizens' table 28: a column headed "% change" signs the change of its first ratio "bps", and no other."""
    found = facts_of(
        row("", "2Q04", "2Q03", "% change"),
        row("Net interest income", "$900", "$800", "13%"),
        row("Efficiency ratio", "62%", "61%", "76 bps"),
        row("Efficiency ratio, underlying", "59", "60", "(84)"),
    )
    assert found.filter(column_index=3)["unit"].to_list() == ["percent", "bps", "bps"]


def test_changes_in_basis_points_are_held_against_the_rates_they_compare(frames_of):
    """A change of (6) between 0.49% and 0.55% holds, one of 741 between 276% and 268% within rounding."""
    ties = frames_of(*QUALITY).tie.filter(pl.col("kind") == "printed_change", pl.col("unit") == "bps")
    assert sorted(ties["outcome"].to_list()) == ["exact", "exact", "within_rounding"]


@pytest.mark.parametrize(
    ("label", "value", "kind"),
    [
        ("CET1", "9.9%", "instant"),
        ("CET1 capital ratio", "9.9%", "instant"),
        ("ROTCE", "13.6%", "duration"),
        ("TBV/Share", "$34.61", "instant"),
        ("Nonaccrual loans and leases", "702", "instant"),
        ("Nonaccrual loans and leases to loans and leases", "0.55%", "instant"),
        ("Allowance for credit losses to nonaccrual loans and leases", "275.7%", "instant"),
        ("90+ days past due and accruing", "575", "instant"),
        ("Net charge-offs to average loans and leases", "0.14%", "duration"),
        ("Total assets under management (AUM)", "102,153", "instant"),
        ("Daily average AUM", "119,632", "duration"),
        ("AUM net flows", "1,424", "duration"),
    ],
)
def test_what_stands_at_the_end_is_no_duration(facts_of, label, value, kind):
    """Citizens' fourth quarter of 2021 (tables 0, 22 and 25) and Hartford's first of 2020 (table 24)."""
    found = facts_of(row("Key Financial Data", "2Q04", "2Q03"), row(label, value, value))
    assert found.filter(label=label)["period_type"].to_list() == [kind, kind]


def test_counts_that_figures_per_share_are_divided_by_stand_below_their_heading(facts_of):
    """Citizens' table 32: average shares, then what they divide, below "Net income per average common share"."""
    found = facts_of(
        row("", "2Q04", "2Q03"),
        "<tr><td>Net income per average common share:</td></tr>",
        row("Average common shares outstanding - basic", "424,697", "426,086"),
        row("Average common shares outstanding - diluted", "426,868", "427,840"),
        row("Net income per average common share - basic", "$1.17", "$1.18"),
        row("Net income per average common share - diluted", "1.16", "1.17"),
        row("Common shares at period-end", "422,137", "426,199"),
    )
    sections = found.filter(column_index=1)["section"].to_list()
    assert sections == [*["Net income per average common share"] * 4, ""]


REGIONS = [
    row("Revenue", "600", "500"), row("Americas", "400", "350"), row("Asia", "200", "150"),
    row("TAC", "(350)", "(300)"), row("Americas", "(250)", "(200)"), row("Asia", "(100)", "(100)"),
    row("Revenue ex-TAC", "250", "200"), row("Americas", "150", "150"), row("Asia", "100", "50"),
]  # fmt: skip


def test_parts_that_recur_below_one_line_after_the_other_stand_below_it(facts_of):
    """Criteo's metrics of the first quarter of 2020: its regions were told apart by their order alone."""
    found = facts_of(row("", "2Q04", "2Q03"), *REGIONS).filter(column_index=1)
    assert found.select("section", "label", "basis").rows() == [
        ("", "Revenue", "GAAP"), ("Revenue", "Americas", "GAAP"), ("Revenue", "Asia", "GAAP"),
        ("", "TAC", "GAAP"), ("TAC", "Americas", "GAAP"), ("TAC", "Asia", "GAAP"),
        ("", "Revenue ex-TAC", "non-GAAP"), ("Revenue ex-TAC", "Americas", "non-GAAP"),
        ("Revenue ex-TAC", "Asia", "non-GAAP"),
    ]  # fmt: skip


def test_lines_that_recur_without_adding_up_stay_beside_the_line_above(facts_of):
    """ "Basic" and "Diluted" below two counts are parts of neither."""
    found = facts_of(
        row("", "2Q04", "2Q03"),
        row("Loans", "600", "500"), row("Average", "590", "480"), row("Highest", "610", "520"),
        row("Deposits", "700", "650"), row("Average", "680", "640"), row("Highest", "710", "660"),
    )  # fmt: skip
    assert set(found["section"]) == {""}


def test_parts_of_an_adjusted_measure_below_its_heading_are_adjusted(facts_of):
    """Criteo's table 4, a reconciliation by region: revenue, what it paid for traffic, and revenue without it."""
    blocks = [
        line
        for name, first, second in (("Revenue", 400, 200), ("Traffic costs", -250, -100), ("Revenue ex-TAC", 150, 100))
        for line in (
            f"<tr><td>{name}</td></tr>",
            *(row(label, str(value)) for label, value in (("Americas", first), ("Asia", second))),
            row("Total", str(first + second)),
        )
    ]
    found = facts_of(row("", "2Q04"), *blocks, above="Reconciliation of Revenue ex-TAC by Region to Revenue by Region")
    assert found["statement"].unique().to_list() == ["non_gaap_reconciliation"]
    assert found["basis"].to_list() == [*["GAAP"] * 6, *["non-GAAP"] * 3]


def test_a_sum_within_earnings_leaves_what_follows_below_their_heading(facts_of):
    """Citizens' table 25: "Total revenue" below "Earnings", and then expenses and net income."""
    found = facts_of(
        row("", "2Q04", "2Q03"),
        "<tr><td>Earnings</td></tr>",
        row("Net interest income", "$1,126", "$1,145"), row("Noninterest income", "594", "514"),
        row("Total revenue", "1,720", "1,659"), row("Noninterest expense", "1,061", "1,011"),
        row("Net income", "659", "648"),
        "<tr><td>Performance metrics</td></tr>",
        row("Efficiency ratio", "62%", "61%"),
    ).filter(column_index=1)  # fmt: skip
    assert found["section"].to_list() == [*["Earnings"] * 5, "Performance metrics"]


def test_a_column_of_a_time_that_ends_after_the_release_is_an_outlook(facts_of):
    """ServiceNow in the first quarter of 2020 (tables 35 and 36): guidance is reconciled under dates to come alone."""
    found = facts_of(
        row("", "Three Months Ended", span=2),
        row("", "September 30, 2004", "September 30, 2003"),
        row("GAAP subscription revenues", "990", "781"),
        row("Effects of foreign currency", "13", ""),
        row("Non-GAAP adjusted subscription revenues", "1,003", "781"),
    )
    roles = dict(found.select("column_index", "role").unique().rows())
    assert roles == {1: "outlook", 2: "value"}
