"""The calculation tree: sums found by their figures, without labels and without indentation."""

from random import Random

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from support.statements import BALANCE, HALF, QUARTER, SIX_MONTHS, release, statement

OPERATIONS, SHEETS = "CONSOLIDATED STATEMENTS OF OPERATIONS", "CONSOLIDATED BALANCE SHEETS"
INCOME = [
    ("Net revenues", 120, 108),
    ("Cost of revenues", 50, 48),
    ("Gross profit", 70, 60),
    "Operating expenses:",
    ("Research and development", 20, 18),
    ("Sales and marketing", 30, 27),
    ("Total operating expenses", 50, 45),
    ("Operating income", 20, 15),
    ("Write-down of investments", "--", -3),
    ("Income before income taxes", 20, 12),
    ("Provision for income taxes", 6, 4),
    ("Net income", 14, 8),
]
SHEET = [
    ("Cash", 120, 100),
    ("Receivables", 80, 70),
    ("Total current assets", 200, 170),
    ("Goodwill", 50, 50),
    ("Total assets", 250, 220),
    ("Accounts payable", 40, 30),
    ("Accrued liabilities", 20, 25),
    ("Total current liabilities", 60, 55),
    ("Long-term debt", 90, 95),
    ("Common stock", 70, 60),
    ("Retained earnings", 30, 10),
    ("Total stockholders' equity", 100, 70),
    ("Total liabilities and stockholders' equity", 250, 220),
]


@pytest.fixture
def footings(read):
    """The footings of a statement: relation to outcomes in the order of columns."""

    def footings_of(title: str, columns, rows) -> dict[str, list[str]]:
        ties = read(release(statement(title, columns, rows))).tie.filter(kind="footing")
        return dict(ties.group_by("relation", maintain_order=True).agg("outcome").rows())

    return footings_of


def test_sums_and_differences_of_a_statement_of_operations(footings):
    assert set(footings(OPERATIONS, QUARTER, INCOME)) == {
        "Gross profit = Net revenues - Cost of revenues",
        "Total operating expenses = Research and development + Sales and marketing",
        "Operating income = Gross profit - Total operating expenses",
        "Income before income taxes = Operating income + Write-down of investments",
        "Net income = Income before income taxes - Provision for income taxes",
    }


def test_assets_are_not_swallowed_by_what_follows_them(footings):
    """By the identity, assets minus everything after them equal the last line before total equity."""
    found = footings(SHEETS, BALANCE, SHEET)
    assert found["Total stockholders' equity = Common stock + Retained earnings"] == ["exact", "exact"]
    assert [relation for relation in found if relation.startswith("Retained earnings")] == []
    claims = "Total current liabilities + Long-term debt + Total stockholders' equity"
    assert found[f"Total liabilities and stockholders' equity = {claims}"] == ["exact", "exact"]


@pytest.mark.parametrize("label", [row[0] for row in INCOME if isinstance(row, tuple)])
def test_a_number_printed_wrong_breaks_the_sums_that_it_is_part_of_and_no_others(footings, label):
    found = footings(OPERATIONS, QUARTER, [_wrong(row) if row[0] == label else row for row in INCOME])
    broken = {relation for relation, outcomes in found.items() if "violated" in outcomes}
    assert broken
    assert all(label in relation for relation in broken)
    assert all(outcomes[1] == "exact" for outcomes in found.values())


def _wrong(row):
    label, first, *rest = row
    return (label, (0 if first == "--" else first) + 900, *rest)


def test_in_a_table_of_one_column_a_coincidence_is_no_sum(footings):
    """12 + 8 = 20 by chance: one-column coincidences are common."""
    rows = [
        (
            "Customers",
            12,
        ),
        ("Patents", 8),
        ("Buildings", 20),
        ("Lenses", 15),
        ("Mirrors", 5),
    ]
    assert footings("SELECTED FINANCIAL DATA", QUARTER[:1], rows) == {}


def test_in_a_table_of_one_column_a_total_by_its_words_is_a_sum(footings):
    rows = [("Product", 12), ("Service", 8), "---", ("Total net revenues", 20), ("Cost of revenues", 5)]
    assert footings(OPERATIONS, QUARTER[:1], rows) == {"Total net revenues = Product + Service": ["exact"]}


def test_shares_and_earnings_per_share_are_no_operands_of_money(footings):
    rows = [*INCOME, "Shares used in computing net income per share:", ("  Basic", 14, 8), ("  Diluted", 28, 16)]
    assert len(footings(OPERATIONS, QUARTER, rows)) == 5


def test_a_footing_only_within_rounding_among_exact_ones_is_suspicious(read):
    """An error in the last digit often hides in the bound."""
    rows = [*INCOME[:-1], ("Net income", 14, 9)]
    ties = read(release(statement(OPERATIONS, QUARTER, rows))).tie.filter(kind="footing")
    doubtful = ties.filter(pl.col("outcome") != "exact")
    assert doubtful.select("outcome", "suspicious", "severity").rows() == [("within_rounding", True, "error")]


def test_taxes_are_subtracted_and_minority_interests_added_in_one_sum(footings):
    """Pericom's first quarter of fiscal 2006: one choice of signs alone is exact in every column."""
    rows = [
        ("Income before income taxes", 392, 1_025, 167),
        ("Income taxes", 137, 120, 15),
        ("Minority interest in consolidated subsidiary", 23, 26, 1),
        ("Equity in income of unconsolidated subsidiary", 347, 242, -123),
        "---",
        ("Net income", 625, 1_173, 30),
    ]
    assert footings(OPERATIONS, HALF[:3], rows) == {
        "Net income = Income before income taxes - Income taxes + Minority interest in consolidated subsidiary"
        " + Equity in income of unconsolidated subsidiary": ["exact"] * 3
    }


def test_signs_in_any_order_need_more_figures_than_chance_has(footings):
    """With figures of one digit some choice of signs nearly always fits."""
    rows = [("Europe", 9, 8), ("Asia", 4, 5), ("Africa", 5, 6), ("Net income", 10, 9)]
    assert footings(OPERATIONS, QUARTER, rows) == {}


def test_a_number_changed_in_one_of_three_columns_breaks_a_sum_of_mixed_signs(read):
    rows = [
        ("Operating expenses", 41_375, 43_262, 44_310),
        ("Less: depreciation", 2_146, 2_400, 2_511),
        ("Add: capitalized software costs", 1_705, 1_210, 1_004),
        ("Adjusted operating expenses", 40_934, 42_072, 42_830),
    ]
    ties = read(release(statement(OPERATIONS, HALF[:3], rows))).tie.filter(kind="footing")
    assert sorted(ties["outcome"].to_list()) == ["exact", "exact", "violated"]


def test_a_total_without_a_label_keeps_its_lines_where_one_of_them_is_misprinted(footings):
    """Asta's first quarter of fiscal 2004: the lines below a heading, a rule, and their sum without a word."""
    rows = [
        ("Finance income", 11_455, 6_751),
        "Expenses:",
        ("  General and administrative", 2_543, 1_353),
        ("  Third-party servicing", 826, 1_531),
        ("  Interest", 171, 2),
        "---",
        ("", 3_576, 2_886),
        "---",
        ("Income before income taxes", 7_879, 3_865),
    ]
    found = footings(OPERATIONS, QUARTER, rows)
    assert found[" = General and administrative + Third-party servicing + Interest"] == ["violated", "exact"]


CASH = [
    ("Net income", 6_004, 3_378),
    ("Depreciation, amortization and accretion", 356, 209),
    ("Accounts receivable, net", -517, -214),
    ("Inventories", 166, 99),
]


@pytest.mark.parametrize(
    "label",
    [
        "Cash generated by operating activities",
        "Cash used in operating activities",
        "Net cash flows from operations",
        "Free cash flow",
        "(Decrease)/increase in cash and cash equivalents",
    ],
)
def test_a_total_of_cash_is_one_by_its_words(footings, label):
    """Apple's first quarter of fiscal 2011: a misprint in one of two columns must not make a sum of nothing."""
    found = footings("CONSOLIDATED STATEMENTS OF CASH FLOWS", QUARTER, [*CASH, (label, 6_090, 3_472)])
    assert list(found.values()) == [["violated", "exact"]]


def test_closing_cash_is_the_change_and_opening_cash_where_one_of_them_is_misprinted(read):
    """Tupperware's first quarter of 2020."""
    name = "Cash, cash equivalents"
    rows = [("Net change in cash", 519, -14), (f"{name} at beginning of year", 1_261, 1_519)]
    text = statement(
        "CONSOLIDATED STATEMENTS OF CASH FLOWS", QUARTER, [*rows, (f"{name} at end of period", 1_780, 1_055)]
    )
    found = read(release(text)).tie.filter(kind="cash_roll_forward")
    assert found["outcome"].to_list() == ["exact", "violated"]


def test_a_loss_printed_negative_among_costs_is_added(footings):
    """Tupperware's first quarter of 2020: costs are subtracted from gross margin, and a loss in parentheses added."""
    rows = [
        ("Gross margin", 2_462, 3_261),
        ("Selling expenses", 2_429, 2_627),
        ("Impairment charges", 39, 43),
        ("Loss on disposal of assets", -1, -9),
        ("Operating income (loss)", -7, 582),
    ]
    assert list(footings(OPERATIONS, QUARTER, rows).values()) == [["exact", "exact"]]


def test_figures_that_are_too_long_for_chance_make_a_sum_below_a_rule(footings):
    """Mastercard's first quarter of 2020: volumes in billions, of which some are off by a unit in the last place."""
    rows = [("Cost", 1_834_768, 1_379_222), ("Accumulated depreciation", 712_882, 686_623)]
    rows += ["---", ("Property and equipment", 1_121_886, 1_052_599)]
    found = footings(SHEETS, BALANCE, [("Cash", 46_909, 248), *rows])
    assert found == {"Property and equipment = Cost - Accumulated depreciation": ["exact", "violated"]}


def test_a_cost_printed_negative_in_one_column_only_is_still_a_cost(footings):
    """Asta's first quarter of fiscal 2004: either sign fits one column, and the wording says which is meant."""
    rows = [("Income before income taxes", 7_879, 3_865), ("Income tax expense", 3_191, -1_553), "---"]
    found = footings(OPERATIONS, QUARTER, [*rows, ("Net income", 4_688, 2_312)])
    assert found == {"Net income = Income before income taxes - Income tax expense": ["exact", "violated"]}


def test_a_section_of_one_line_is_closed_by_that_line_again(footings):
    """Saia's first quarter of 2020, where the cash flow of operations is one line and its own total."""
    line = ("Net cash provided by operating activities", 51_267, 30_400)
    rows = ["OPERATING ACTIVITIES", line, "---", line, "INVESTING ACTIVITIES", ("Acquisition of property", -107_591, 1)]
    found = footings("CONSOLIDATED STATEMENTS OF CASH FLOWS", QUARTER, rows)
    assert found == {f"{line[0]} = {line[0]}": ["exact", "exact"]}


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lengths=st.lists(st.integers(2, 5), min_size=2, max_size=4), seed=st.integers(0, 2**32))
def test_every_total_of_a_random_statement_is_found(footings, lengths, seed):
    """Sections with totals, and a grand total of totals, in four columns; figures by chance, so that none coincide."""
    chance = Random(seed)
    rows, expected, totals = [], set(), []
    for number, length in enumerate(lengths):
        names = [f"Line {number} {position}" for position in range(length)]
        section = [[chance.choice((1, -1)) * chance.randint(1_000, 10**7) for _ in HALF] for _ in names]
        totals.append([sum(column) for column in zip(*section, strict=True)])
        rows += [(name, *values) for name, values in zip(names, section, strict=True)]
        rows.append((f"Total {number}", *totals[-1]))
        expected.add(f"Total {number} = {' + '.join(names)}")
    rows.append(("Grand total", *(sum(column) for column in zip(*totals, strict=True))))
    expected.add("Grand total = " + " + ".join(f"Total {number}" for number in range(len(lengths))))
    found = footings("CONSOLIDATED STATEMENTS OF CASH FLOWS", HALF, rows)
    assert found == {relation: ["exact"] * 4 for relation in expected}


def test_a_heading_among_the_liabilities_does_not_part_them_from_their_total(footings):
    """Adobe's first quarter of 2023: only where assets end does the sheet start anew."""
    rows = [
        "Assets",
        *SHEET[:5],
        "Liabilities and stockholders' equity",
        *SHEET[5:8],
        "Long-term liabilities:",
        ("Debt", 70, 75),
        ("Other liabilities", 20, 20),
        ("Total liabilities", 150, 150),
        *SHEET[9:],
    ]
    found = footings(SHEETS, BALANCE, rows)
    assert "Total liabilities = Total current liabilities + Debt + Other liabilities" in found
    assert "Total liabilities and stockholders' equity = Total liabilities + Total stockholders' equity" in found


def test_assets_whose_total_has_no_label_end_where_liabilities_are_headed(footings):
    """Asta's fiscal 2004: assets less liabilities and capital would be the retained earnings."""
    rows = ["ASSETS", *SHEET[:4], ("", 250, 220), "LIABILITIES", *SHEET[5:-1], ("", 250, 220)]
    found = footings(SHEETS, BALANCE, rows)
    assert not [relation for relation in found if " - " in relation]
    assert "Total stockholders' equity = Common stock + Retained earnings" in found


def test_one_figure_alone_proves_no_sign(footings):
    """A parenthesis that was lost would make a sum of mixed signs where figures are to be added."""
    rows = [
        ("Operating income", 41_375, 43_262, 44_310),
        ("Interest expense", -2_146, -2_400, -2_511),
        ("Write-down of investments", 30_600, "--", "--"),
        ("Other income", 1_705, 1_210, 1_004),
        ("Income before income taxes", 10_334, 42_072, 42_803),
    ]
    assert list(footings(OPERATIONS, HALF[:3], rows).values()) == [["violated", "exact", "exact"]]


@pytest.mark.parametrize(("length", "told"), [(10, ["no_footing"]), (9, [])])
def test_a_long_statement_in_which_nothing_sums_up_is_told(read, length, told):
    """Citizens' fourth quarter of 2021: measures after measures, with nothing to add."""
    rows = [(f"Line {number}", 7**number % 9_973, 3**number % 8_861) for number in range(5, 5 + length)]
    issues = read(release(statement(OPERATIONS, QUARTER, rows))).issue.filter(code="no_footing")
    assert issues["code"].to_list() == told


def test_average_assets_end_where_a_sheet_of_averages_has_its_liabilities(footings):
    """Bridge's first quarter of 2020: equity is not assets less liabilities where the two sides are printed in turn."""
    rows = [*SHEET[:5], *SHEET[5:8], ("Long-term debt", 90, 95), ("Total liabilities", 150, 150), *SHEET[-2:]]
    found = footings("AVERAGE BALANCES AND NET INTEREST MARGIN", BALANCE, rows)
    assert "Total liabilities and stockholders' equity = Total liabilities + Total stockholders' equity" in found


def test_gross_profit_is_a_memo_where_total_expenses_hold_the_costs_again(footings):
    """SAP's third quarter of 2014: expenses are printed negative and added up from the cost of revenue on."""
    rows = [
        ("Total revenue", 4_254, 4_045),
        ("Total cost of revenue", -1_285, -1_241),
        ("Gross profit", 2_969, 2_804),
        ("Research and development", -545, -552),
        ("Sales and marketing", -1_018, -986),
        ("Total operating expenses", -2_848, -2_779),
        ("Operating profit", 1_406, 1_266),
    ]
    assert footings(OPERATIONS, QUARTER, rows) == {
        "Gross profit = Total revenue + Total cost of revenue": ["exact", "exact"],
        "Total operating expenses = Total cost of revenue + Research and development + Sales and marketing": ["exact"]
        * 2,
        "Operating profit = Total revenue + Total operating expenses": ["exact", "exact"],
    }


def test_parts_that_follow_their_whole_leave_it_to_the_total(footings):
    """Criteo's first quarter of 2020: adjustments, each with the functions that it is spread over below it."""
    rows = [
        ("Financial expense", 1_974, 334),
        ("Equity awards", 13_882, 8_503),
        ("  Research", 4_025, 2_370),
        ("  Sales", 9_857, 6_133),
        ("Pension costs", 395, 538),
        ("  Research", 193, 269),
        ("  Sales", 202, 269),
        ("Total net adjustments", 16_251, 9_375),
    ]
    found = footings("RECONCILIATION OF NON-GAAP MEASURES TO NET INCOME", QUARTER, rows)
    assert found["Total net adjustments = Financial expense + Equity awards + Pension costs"] == ["exact", "exact"]


def test_two_columns_of_one_period_and_heading_are_told(read):
    """Horizon's fourth quarter of 2005: a column of the year before, taken for one of this year."""
    columns = [*SIX_MONTHS, SIX_MONTHS[0]]
    rows = [("Net revenues", 120, 108, 96), ("Net income", 14, 8, 6)]
    issues = read(release(statement(OPERATIONS, columns, rows))).issue.filter(code="columns_alike")
    assert issues.select("level", "token").rows() == [("warning", "120")]
