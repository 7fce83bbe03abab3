"""What releases taught that nobody had tuned to: the misses of the blind sample, each as a small table of its own."""

from collections.abc import Callable

import pytest

from support.markup import release, statement
from support.statements import BALANCE, HEAD, QUARTER

EARNED = [("Net revenues", 41_200, 37_300), ("Costs and expenses", 30_100, 28_200), ("Net income", 11_100, 9_100)]


@pytest.fixture
def told(read) -> Callable[..., list[dict[str, str]]]:
    """The facts of the first column of a table below a statement of operations, in HTML, in printed order."""

    def facts_of(title: str, columns, rows, note: str = "(in thousands)", below: str = ""):
        page = release(
            HEAD + below,
            statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, EARNED),
            statement(title, columns, rows, note=note),
        )
        facts = read(page).fact.filter(column_index=1, table_index=1, origin="table")
        return facts.sort("row_index").to_dicts()

    return facts_of


def sections(facts) -> list[tuple[str, str]]:
    return [(fact["label"], fact["section"]) for fact in facts]


def test_capitals_set_off_by_blank_lines_head_lines_and_open_no_table(told):
    """Standard Motor Products' first quarter of 2020: the roll-forward of cash goes on over three headings."""
    facts = told(
        "CONSOLIDATED STATEMENTS OF CASH FLOWS",
        QUARTER,
        [
            "CASH FLOWS FROM OPERATING ACTIVITIES", "",
            ("NET EARNINGS", 900, 800), ("NET CASH PROVIDED BY OPERATING ACTIVITIES", 900, 800), "",
            "CASH FLOWS FROM INVESTING ACTIVITIES", "",
            ("CAPITAL EXPENDITURES", -400, -300), ("NET CASH USED IN INVESTING ACTIVITIES", -400, -300), "",
            ("NET INCREASE IN CASH", 500, 500), ("CASH AT BEGINNING OF PERIOD", 100, 50),
            ("CASH AT END OF PERIOD", 600, 550),
        ],
    )  # fmt: skip
    assert sections(facts)[0] == ("NET EARNINGS", "CASH FLOWS FROM OPERATING ACTIVITIES")
    assert sections(facts)[2] == ("CAPITAL EXPENDITURES", "CASH FLOWS FROM INVESTING ACTIVITIES")
    assert sections(facts)[-1] == ("CASH AT END OF PERIOD", "")


def test_growth_rates_and_segments_in_capitals_head_lines(told):
    """Oracle's fourth quarter of 2014 and Goldman Sachs' of 2021: a heading that names a statement is no title."""
    facts = told(
        "SUPPLEMENTAL DATA",
        QUARTER,
        [
            "SEGMENT", ("Licenses", 700, 600), ("Services", 300, 200), ("Total", 1_000, 800), "",
            "CONSTANT CURRENCY GROWTH RATES", ("Licenses", "12%", "9%"), ("Services", "8%", "7%"), "",
            "GEOGRAPHY", ("Americas", 600, 500), ("Asia", 400, 300), ("Total", 1_000, 800),
        ],
    )  # fmt: skip
    assert [section for _, section in sections(facts)] == [
        *["SEGMENT"] * 3, *["CONSTANT CURRENCY GROWTH RATES"] * 2, *["GEOGRAPHY"] * 3
    ]  # fmt: skip


def test_a_heading_that_states_a_scale_opens_no_table_and_scales_its_lines_alone(told):
    """JPMorgan's supplement of 2021: "Home Lending (in billions)" over a heading of its own, then lines in millions."""
    facts = told(
        "SELECTED DATA",
        BALANCE,
        [
            "Deposits", ("Checking", 700, 600), ("Savings", 300, 200),
            "Lending (in billions)", "Volume by channel", ("Retail", "22.7", "20.1"), ("Other", "16.9", "12.4"),
            "Leases", ("Automobile lease assets", 19_608, 20_810),
        ],
        note="(in millions)",
    )  # fmt: skip
    assert [(fact["label"], fact["scale"]) for fact in facts] == [
        ("Checking", 10**6), ("Savings", 10**6), ("Retail", 10**9), ("Other", 10**9),
        ("Automobile lease assets", 10**6),
    ]  # fmt: skip
    assert facts[2]["section"].endswith("Lending (in billions) > Volume by channel")


def test_what_counts_things_goes_on_through_its_sum(told):
    """Spok's first quarter of 2020: the net change of units in service is in units; what a unit earns has cents."""
    facts = told(
        "OPERATING STATISTICS",
        QUARTER,
        [
            "Paging units in service",
            ("Gross placements", 24, 27), ("Gross disconnects", -36, -37), ("Net change", -12, -10),
            "Account size ending units in service (000's)", ("Small", 67, 77), ("Large", 171, 186),
            "Account size ARPU", ("Small", "$12.01", "$11.90"), ("Large", "8.34", "8.35"),
        ],
    )  # fmt: skip
    assert [fact["unit"] for fact in facts] == [*["units"] * 5, *["USD/unit"] * 2]
    assert [float(fact["value"]) for fact in facts][-2:] == [12.01, 8.34]


@pytest.mark.parametrize(
    "above", ["* Not meaningful", "Halden.com", "[TABULAR MATERIAL FOLLOWS]", "NM - not meaningful"]
)
def test_notes_and_addresses_above_a_table_are_no_title(told, above):
    """Antero's, Spok's and PNC's releases of 2020 and 2021."""
    facts = told(above, QUARTER, ["Production data", ("Barrels sold", 199, 208)], note="")
    assert sections(facts) == [("Barrels sold", "Production data")]


def test_two_breakdowns_of_one_total_are_two_sums_and_no_difference(told):
    """Oracle's revenues by kind and by region; JPMorgan's, Goldman Sachs' and Standard Motor Products' segments."""
    facts = told(
        "SUPPLEMENTAL DATA",
        QUARTER,
        [
            "By kind", ("Licenses", 700, 600), ("Services", 300, 200), ("Total revenues", 1_000, 800),
            "By region", ("Americas", 600, 500), ("Asia", 400, 300), ("Total revenues", 1_000, 800),
        ],
    )  # fmt: skip
    assert [section for _, section in sections(facts)] == [*["By kind"] * 3, *["By region"] * 3]


def test_the_longest_heading_of_a_table_is_no_part_of_the_label_below_it(told):
    """Citizens' fourth quarter of 2021: columns of HTML stand close to the longest label, which need not wrap."""
    facts = told(
        "SELECTED DATA",
        QUARTER,
        ["Underlying results of our continuing diversified businesses", ("Total revenue", 1_720, 1_659)],
    )
    assert sections(facts) == [("Total revenue", "Underlying results of our continuing diversified businesses")]


def test_a_subtotal_of_some_lines_goes_into_the_sum_of_its_section(told):
    """Goldman Sachs' segments of 2021, Oil States' costs: what has no name of a total closes nothing."""
    facts = told(
        "SEGMENT NET REVENUES",
        QUARTER,
        [
            "INVESTMENT BANKING", ("Advisory", 163, 109), ("Equity", 102, 111), ("Debt", 94, 52),
            ("Underwriting", 196, 163), ("Corporate lending", 19, -11), ("Net revenues", 378, 261),
            "MARKETS", ("Intermediation", 130, 149), ("Financing", 55, 38), ("Net revenues", 185, 187),
            ("Total net revenues", 563, 448),
        ],
    )  # fmt: skip
    assert [section for _, section in sections(facts)] == [*["INVESTMENT BANKING"] * 6, *["MARKETS"] * 3, ""]


def test_a_heading_nests_where_a_sum_goes_on_above_it(told):
    """Goldman Sachs' assets under supervision, Microsoft's "Operations", Citizens' borrowed funds by maturity."""
    inflows = "Net inflows / (outflows)"
    facts = told(
        "ASSETS UNDER SUPERVISION",
        QUARTER,
        [
            "ASSET MANAGEMENT", ("Beginning balance", 1_678, 1_633), inflows, ("Equity", 4, 3), ("Debt", 25, 41),
            ("Net market appreciation", 12, 1), ("Ending balance", 1_719, 1_678),
            "WEALTH MANAGEMENT", ("Beginning balance", 694, 672), inflows, ("Equity", 13, 16), ("Debt", 22, 6),
            ("Net market appreciation", 22, 0), ("Ending balance", 751, 694),
        ],
    )  # fmt: skip
    assert [section for _, section in sections(facts)] == [
        f"ASSETS UNDER SUPERVISION > {segment}{deeper}"
        for segment in ("ASSET MANAGEMENT", "WEALTH MANAGEMENT")
        for deeper in ("", *[f" > {inflows}"] * 3, "")
    ]


def test_a_title_that_names_no_statement_is_one_above_a_scale_note_of_its_own(told):
    """Goldman Sachs' "Assets Under Supervision" over "$ in billions", in paragraphs below another table."""
    facts = told("Assets Under Supervision (unaudited)", QUARTER, [("Equity", 613, 569)], note="$ in billions")
    assert [(fact["statement"], *pair) for fact, pair in zip(facts, sections(facts), strict=True)] == [
        ("selected_data", "Equity", "Assets Under Supervision")
    ]
