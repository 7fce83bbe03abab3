"""What a line or a column adds to the context of its values."""

import pytest

from support.statements import QUARTER, release, statement
from transforms.facts.basis import basis_of_column
from transforms.parse.grid import Column


@pytest.mark.parametrize(
    ("member", "basis"),
    [
        ("Reported", "GAAP"),
        ("Adj's", "GAAP"),
        ("Excl Adj's", "non-GAAP"),
        ("Restated Excl Adj's", "non-GAAP"),
        ("Foreign Exchange Impact", "GAAP"),
        ("Non-GAAP", "non-GAAP"),
        ("Change in % Non- IFRS", "non-GAAP"),
        ("Change in % IFRS", "GAAP"),
        ("As Previously Reported", None),
        ("Europe", None),
    ],
)
def test_a_column_headed_by_a_measure_says_its_basis(member, basis):
    """Tupperware's first quarter of 2020: five measures side by side. SAP's third of 2014 breaks off behind "Non-"."""
    assert basis_of_column(Column(1, 20, 10, dimensions={"column": member})) == basis


def test_core_sales_beside_those_that_are_not_core_are_a_kind_of_sales_and_no_measure():
    """MSA's first quarter of 2020: "GAAP reported sales change" of "Core Sales" and of "Non-Core Sales*"."""
    columns = [Column(1, 20, 10, dimensions={"column": name}) for name in ("Core Sales", "Non-Core Sales")]
    assert [basis_of_column(column, columns) for column in columns] == [None, None]
    assert basis_of_column(columns[0], columns[:1]) == "non-GAAP"


@pytest.mark.parametrize(
    ("title", "label", "basis"),
    [
        ("SELECTED DATA", "Consumer, excluding card loans", "GAAP"),
        ("SELECTED DATA", "Net interest income excluding trading", "non-GAAP"),
        ("SELECTED DATA", "Total - excluding one-time items", "non-GAAP"),
        ("SELECTED DATA", "Card sales volume, excluding business cards", "GAAP"),
        ("SELECTED DATA", "Core loss", "non-GAAP"),
        ("SELECTED DATA", "Net gains, excluded from core earnings", "GAAP"),
        ("SELECTED DATA", "Non GAAP selling expenses", "non-GAAP"),
        ("RECONCILIATION OF GAAP TO NON-GAAP MEASURES", "Impact of excluding pension liability", "GAAP"),
        ("RECONCILIATION OF GAAP TO NON-GAAP MEASURES", "Constant Currency Impact", "GAAP"),
        ("RECONCILIATION OF GAAP TO NON-GAAP MEASURES", "Net debt", "non-GAAP"),
        ("RECONCILIATION OF GAAP TO NON-GAAP MEASURES", "Net interest income, taxable-equivalent", "non-GAAP"),
        ("RECONCILIATION OF GAAP TO NON-GAAP MEASURES", "Tax-equivalent adjustments", "GAAP"),
    ],
)
def test_a_measure_without_a_part_of_it_is_adjusted_and_a_kind_of_things_is_not(read, title, label, basis):
    """JPMorgan's supplement and PNC's quarter of 2021, Hartford's, Aflac's, Criteo's and Antero's quarters of 2020."""
    facts = read(release(statement(title, QUARTER, [("Deposits taken", 2, 1), (label, 9, 8)]))).fact
    assert set(facts.filter(label=label)["basis"]) == {basis}


def test_loans_by_who_they_are_made_to_are_no_reconciliation(read):
    """JPMorgan's supplement of 2021: "Consumer, excluding credit card" twice below a title that names no statement."""
    rows = [("Consumer, excluding cards", 2, 1), ("Cards", 1, 1), ("Total consumer, excluding cards", 3, 2)]
    facts = read(release(statement("LOANS IN NUMBERS", QUARTER, rows))).fact
    assert "non_gaap_reconciliation" not in set(facts["statement"])


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("Book value per share", "instant"),
        ("Shares outstanding at end of period", "instant"),
        ("Total deposits", "instant"),
        ("Average total deposits", "duration"),
        ("Return on average assets", "duration"),
        ("Amortization of customer backlog", "duration"),
        ("Total loans, excluding student loans (non-GAAP)", "instant"),
        ("Total allowance for credit losses", "instant"),
        ("Allowance as a percentage of total loans", "instant"),
        ("Number of campuses", "instant"),
    ],
)
def test_how_things_stand_at_the_end_is_an_instant_in_a_column_of_a_quarter(read, label, kind):
    """Horizon Financial's December quarter of 2005: book values among yields. Citizens' loans of 2021."""
    facts = read(
        release(statement("CONSOLIDATED STATEMENTS OF INCOME", QUARTER, [("Net income", 2, 1), (label, 9, 8)]))
    )
    assert set(facts.fact.filter(label=label)["period_type"]) == {kind}


def test_a_debt_as_of_and_for_a_period_stands_at_its_end(read):
    """Tupperware's first quarter of 2020: earnings of four quarters, and the debt at their end, in one column."""
    facts = read(
        release(
            statement(
                "RECONCILIATION OF ADJUSTED EBITDA TO NET INCOME",
                (("As of and for the", "six months ended", "June 30, 2004"), ("", "six months ended", "June 30, 2003")),
                [("Net income", 412, 377), ("Interest expense", 20, 18), ("Consolidated total debt", 991, 950)],
            )
        )
    ).fact
    kinds = {row["label"]: row["period_type"] for row in facts.to_dicts() if row["origin"] == "table"}
    assert kinds["Net income"] == "duration"
    assert kinds["Consolidated total debt"] == "instant"


def test_a_rent_a_year_stands_at_the_day_that_heads_it_and_no_average_balance_does(read):
    """How property companies print the rent of what is let, quarter by quarter."""
    columns = (("June 30,", "2004"), ("March 31,", "2004"), ("December 31,", "2003"))
    rows = [("Average annual base rent per square foot", "14.22", "14.10", "13.61"), ("Average debt", 120, 110, 100)]
    sold = statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, [("Net income", 2, 1)])
    facts = read(release(sold, statement("PORTFOLIO STATISTICS", columns, rows))).fact.filter(statement="selected_data")
    assert set(facts.filter(scale=1)["period_type"]) == {"instant"}
    assert set(facts.filter(scale=1_000)["months"]) == {3}


def test_a_year_of_53_weeks_starts_where_the_columns_that_say_so_start_it(read):
    """How retailers print: 53 weeks in one table, the fiscal year in the other, and the cash a week before."""
    weeks = (("52 Weeks Ended", "January 29, 2005"), ("53 Weeks Ended", "January 31, 2004"))
    years = (("Fiscal year ended", "January 29, 2005"), ("Fiscal year ended", "January 31, 2004"))
    cash = [("Net increase in cash", 20, 10), ("Cash at beginning of year", 30, 20), ("Cash at end of year", 50, 30)]
    page = release(
        statement("CONSOLIDATED STATEMENTS OF INCOME", weeks, [("Net sales", 412, 377), ("Net income", 20, 18)]),
        statement("CONSOLIDATED STATEMENTS OF CASH FLOWS", years, cash),
    )
    facts = read(page).fact.filter(statement="cash_flow", column_index=2)
    assert {str(start) for start in facts["period_start"].drop_nulls()} == {"2003-01-26"}
    assert facts.filter(label="Cash at beginning of year")["period_end"].cast(str).to_list() == ["2003-01-25"]


def test_quarters_that_end_on_sundays_are_of_weeks_also_where_one_ends_with_a_month(read):
    """Cree's third quarter of 2020 ends on March 29; its third of 2019 on March 31, after 13 weeks from December 31."""
    columns = (("Three Months Ended", "March 29, 2020"), ("Three Months Ended", "March 31, 2019"))
    told = "Net sales for the third quarter ended March 29, 2020 were $41.2 million, from $37.3 million a year ago."
    rows = [("Net sales", 41_200, 37_300), ("Net income", 4_120, 3_770)]
    facts = read(release(told + "\n\n", statement("CONSOLIDATED STATEMENTS OF OPERATIONS", columns, rows))).fact
    sales = facts.filter(label="Net sales")
    assert {str(start) for start in sales["period_start"]} == {"2019-12-30", "2018-12-31"}
    assert set(sales["origin"]) == {"table", "narrative"}


def test_an_expense_that_leaves_out_what_is_shown_apart_is_not_adjusted(read):
    rows = [
        ("Net sales", 4_000, 3_800),
        ("Cost of sales (excluding depreciation and amortization)", 3_000, 2_850),
        ("Depreciation and amortization", 100, 95),
        ("Net income excluding the sale of a plant", 900, 855),
    ]
    text = release(statement("CONSOLIDATED STATEMENTS OF INCOME", QUARTER, rows, label_width=60))
    found = read(text).fact.filter(origin="table", column_index=1).sort("line_number")
    assert found["basis"].to_list() == ["GAAP", "GAAP", "GAAP", "non-GAAP"]


def test_revenue_below_a_title_of_balances_is_of_its_column_period(read):
    """JPMorgan's supplement of 2021: the businesses' revenue behind balances, on one page of quarters."""
    columns = (("2Q04",), ("1Q04",), ("4Q03",))
    page = release(
        statement("CONSOLIDATED STATEMENTS OF INCOME", QUARTER, [("Net income", 2, 1)]),
        statement(
            "SELECTED BALANCE SHEET DATA (period-end)",
            columns,
            [("Card loans", 90, 80, 70), "NET REVENUE BY BUSINESS", ("Cards", 14, 13, 12), ("Leases", 6, 5, 4)],
        ),
    )
    facts = read(page).fact.filter(table_index=1, column_index=1).to_dicts()
    assert [fact["period_type"] for fact in facts] == ["instant", "duration", "duration"]


def test_an_average_count_of_shares_leaves_a_reconciliation_one_of_flows(read):
    """PNC's second quarter of 2021: "June 30" over income and the shares that it is divided by."""
    rows = [("Net income", 1_037, 900), ("Provision after tax", 882, 10), ("Adjusted net income", 1_919, 910),
            ("Average diluted common shares outstanding", 427, 430)]  # fmt: skip
    page = release(
        statement("CONSOLIDATED STATEMENTS OF INCOME", QUARTER, [("Net income", 1_037, 900)]),
        statement("RECONCILIATION OF ADJUSTED NET INCOME (NON-GAAP)", (("June 30", "2004"), ("June 30", "2003")), rows),
    )
    assert set(read(page).fact.filter(table_index=1)["period_type"]) == {"duration"}


def test_a_table_of_share_counts_counts_shares_in_full_and_its_days_are_those_of_every_column(read):
    """Criteo's first quarter of 2020: counts behind reconciliations in thousands, "as at March 31," in both columns."""
    page = release(
        statement("Reconciliation of Adjusted EBITDA to Net Income", QUARTER, [("Net income", 2_100, 1_600)]),
        statement(
            "Information on Share Count",
            QUARTER,
            [
                ("Shares outstanding as at April 1,", 64_249_084, 62_293_508),
                ("Shares issued during the period", 87_693, 42_507),
                ("Shares issued as at June 30, before own shares", 66_142_511, 66_202_881),
                ("Own shares as of June 30,", -1_672_404, -4_533_650),
                ("Fully diluted shares as at June 30,", 72_470_847, 68_651_984),
            ],
            note="(unaudited)",
        ),
    )
    facts = read(page).fact.filter(table_index=1, column_index=1).to_dicts()
    assert {(fact["unit"], fact["scale"], fact["statement"]) for fact in facts} == {("shares", 1, "selected_data")}
    days = ["2004-03-31", "2004-06-30", "2004-06-30", "2004-06-30", "2004-06-30"]
    assert [str(fact["period_end"]) for fact in facts] == days
    assert [fact["period_type"] for fact in facts] == ["instant", "duration", "instant", "instant", "instant"]


def spans(frames, **where) -> list[tuple[str, str, str, str]]:
    """Label, printed value, first and last day of a release's facts, in printed order."""
    facts = frames.fact.filter(origin="table", **where).sort("line_number", "column_index")
    return [tuple(map(str, row)) for row in facts.select("label", "printed", "period_start", "period_end").rows()]


def test_what_moves_balances_between_days_a_quarter_apart_is_of_the_quarter(read):
    """JPMorgan's second quarter of 2021: assets under management rolled forward below the days of the balances."""
    days = (("", "June 30, 2004"), ("", "March 31, 2004"))
    rows = [
        ("Assets under management", 2_987, 2_833),
        ("Beginning balance", 2_833, 2_716), ("Net asset flows", 64, 92), ("Market and other", 90, 25),
        ("Ending balance", 2_987, 2_833),
    ]  # fmt: skip
    sold = statement("CONSOLIDATED STATEMENTS OF OPERATIONS", QUARTER, [("Net sales", 4_000, 3_800)])
    found = spans(read(release(sold, statement("CLIENT ASSETS", days, rows))), table_index=1)
    assert found[0] == ("Assets under management", "2,987", "None", "2004-06-30")
    assert found[2:6] == [
        ("Beginning balance", "2,833", "None", "2004-03-31"),
        ("Beginning balance", "2,716", "None", "2003-12-31"),
        ("Net asset flows", "64", "2004-04-01", "2004-06-30"),
        ("Net asset flows", "92", "2004-01-01", "2004-03-31"),
    ]
    assert found[-2] == ("Ending balance", "2,987", "None", "2004-06-30")


def test_a_label_says_what_its_value_took_whatever_the_column_is_of(read):
    """Avantor's and PC Connection's first quarters of 2020, and James River's dividends among balances."""
    days = (("", "June 30, 2004"), ("", "June 30, 2003"))
    rows = [
        ("Total debt", 5_181, 5_000), ("Trailing twelve months Adjusted EBITDA", 1_046, 990),
        ("Dividends for the three months ended June 30, 2004", 90, None),
        ("Debt to LTM Adjusted EBITDA", "4.95", "5.05"),
    ]  # fmt: skip
    sold = statement(
        "CONSOLIDATED STATEMENTS OF OPERATIONS",
        QUARTER,
        [("Net sales", 4_000, 3_800), ("LTM net sales", 16_000, 15_000)],
    )
    frames = read(release(sold, statement("RECONCILIATION OF NET DEBT (NON-GAAP)", days, rows, label_width=60)))
    assert spans(frames, column_index=1) == [
        ("Net sales", "4,000", "2004-04-01", "2004-06-30"),
        ("LTM net sales", "16,000", "2003-07-01", "2004-06-30"),
        ("Total debt", "5,181", "None", "2004-06-30"),
        ("Trailing twelve months Adjusted EBITDA", "1,046", "2003-07-01", "2004-06-30"),
        ("Dividends for the three months ended June 30, 2004", "90", "2004-04-01", "2004-06-30"),
        ("Debt to LTM Adjusted EBITDA", "4.95", "None", "2004-06-30"),
    ]


def test_dashes_behind_a_line_per_share_are_per_share_as_well(read):
    """KeyCorp's first quarter of 2022: nothing of a discontinued business, above and below its amount in full."""
    rows = [
        ("Income from continuing operations", 420, 590), ("Income from discontinued operations", 1, 4),
        ("Net income", 421, 594), "Per common share",
        ("Income from continuing operations", ".45", ".61"), ("Income from discontinued operations", "--", "--"),
        ("Net income", ".46", ".62"),
    ]  # fmt: skip
    facts = read(release(statement("CONSOLIDATED STATEMENTS OF INCOME", QUARTER, rows))).fact.filter(column_index=1)
    told = facts.filter(origin="table").sort("line_number").select("unit", "section").rows()
    assert told == [*[("USD", "")] * 3, *[("USD/share", "Per common share")] * 3]
