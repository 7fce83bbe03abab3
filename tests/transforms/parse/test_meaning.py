"""What headings mean: the period, the role and the members of the columns below them."""

from collections.abc import Sequence

from transforms.parse.blocks import find_blocks
from transforms.parse.grid import Column
from transforms.parse.html import lay_out
from transforms.parse.tables import read_tables

Cell = str | tuple[str, int]
"""A cell's text, with ``/`` for a line's end and ``|`` for a slash, alone or with the columns that it spans."""


def columns_of(*rows: Sequence[Cell], title: str = "", fiscal: tuple[int, int] | None = None) -> list[Column]:
    """The columns of the last table of an exhibit in HTML that prints ``rows`` under ``title``."""
    printed = "".join(f"<tr>{''.join(_cell(cell) for cell in row)}</tr>" for row in rows)
    page = f"<html><body><p>{title}</p><table>{printed}</table></body></html>"
    return read_tables(find_blocks(lay_out(page).lines), fiscal)[-1].columns


def _cell(cell: Cell) -> str:
    text, span = (cell, 1) if isinstance(cell, str) else cell
    return f'<td colspan="{span}">{text.replace("/", "<br>").replace("|", "/")}</td>'


def test_a_caption_reaches_as_far_as_its_cell_and_no_further():
    """Oracle's fourth quarter of 2014: "% of" on a line of its own speaks of the shares alone."""
    columns = columns_of(
        ("", ("Three Months Ended May 31,", 4)),
        ("", "2014", "% of/Revenues", "2013", "% of/Revenues"),
        ("Revenues", "1,200", "100", "1,100", "100"),
        ("Net income", "300", "25", "220", "20"),
        title="STATEMENTS OF OPERATIONS",
    )
    lead = "Three Months Ended May 31,"
    assert [column.heading for column in columns] == [
        (lead, "2014"), (lead, "% of Revenues"), (lead, "2013"), (lead, "% of Revenues"),
    ]  # fmt: skip


def test_a_line_of_captions_holds_no_values():
    """Oil States' first quarter of 2020: "2020 (2)" wraps below its day; ServiceNow's: a range is no value."""
    columns = columns_of(
        ("", "March 31,/2020 (2)", "December 31,/2019 (3)"),
        ("Revenues", "82,926", "91,736"),
        ("Outlook", "$960 - $980", "$1,008 -/$1,018"),
        ("Expenses", "4,531", "8,916"),
        title="BALANCE SHEETS",
    )
    assert [column.period.end.isoformat() for column in columns] == ["2020-03-31", "2019-12-31"]


def test_the_innermost_quarter_is_the_column_s_own():
    """SAP's third quarter of 2014: "Q3 2013" below "Third Quarter 2014"."""
    columns = columns_of(
        ("", ("Third Quarter 2014", 2)),
        ("€ millions", "Q3 2014", "Q3 2013"),
        ("Total revenue", "4,254", "4,045"),
        ("Operating profit", "1,158", "1,058"),
        title="FINANCIAL HIGHLIGHTS – Third Quarter 2014",
        fiscal=(2014, 3),
    )
    assert [column.period.end.year for column in columns] == [2014, 2013]


def test_a_date_in_figures_is_no_range():
    """Spok's first quarter of 2020 heads its columns "3/31/2020"."""
    columns = columns_of(
        ("", ("For the three months ended", 2)),
        ("", "3|31|2020", "12|31|2019"),
        ("Revenues", "37,300", "39,200"),
        ("Net loss", "(4,600)", "(5,900)"),
        title="STATEMENTS OF OPERATIONS",
    )
    assert [column.period.end.isoformat() for column in columns] == ["2020-03-31", "2019-12-31"]


def ends_of(columns: Sequence[Column]) -> list[str]:
    """When the columns' periods end."""
    return [str(column.period.end) if column.period else "undecided" for column in columns]


def test_a_block_that_names_no_period_keeps_those_above():
    """Apple's quarters: product lines below the segments, under "Units K" and "Revenue $M" once more."""
    columns = columns_of(
        ("", ("Q4 2010", 2), ("Q1 2011", 2), "Sequential Change"),
        ("", "Units K", "Revenue $M", "Units K", "Revenue $M", "Revenue"),
        ("Americas", "1,241", "6,882", "1,142", "9,218", "34%"),
        ("Europe", "1,053", "4,811", "1,160", "7,256", "51%"),
        ("", "Units K", "Revenue $M", "Units K", "Revenue $M", "Revenue"),
        ("Desktops", "1,242", "1,676", "1,227", "1,731", "3%"),
        ("Portables", "2,643", "3,194", "2,907", "3,696", "16%"),
        title="Summary Data",
        fiscal=(2011, 1),
    )
    assert ends_of(columns) == ["2010-12-31", "2010-12-31", "2011-03-31", "2011-03-31", "2011-03-31"]
    assert columns[-1].role == "change"


def test_months_of_a_fiscal_year_without_a_date():
    """SAP's "9M 2013" below "Nine Months 2014", and Tetra Tech's "6 mos" between the quarters of a year."""
    columns = columns_of(
        ("", ("2013", 3)),
        ("", "1st Qtr", "2nd Qtr", "6 mos"),
        ("Net income", "45", "47", "92"),
        ("Interest", "4", "5", "9"),
        title="Reconciliation of net income",
        fiscal=(2014, 3),
    )
    assert [(column.period.end.isoformat(), column.period.months) for column in columns] == [
        ("2013-03-31", 3), ("2013-06-30", 3), ("2013-06-30", 6),
    ]  # fmt: skip


def test_the_title_dates_each_year_by_its_own_day():
    """SAP's third quarter of 2014: a balance sheet as at September 30, 2014 and December 31, 2013."""
    columns = columns_of(
        ("€ millions", "2014", "2013"),
        ("Total current assets", "8,001", "7,351"),
        ("Total assets", "30,900", "27,091"),
        title="STATEMENTS OF FINANCIAL POSITION as at September 30, 2014 and December 31, 2013",
    )
    assert ends_of(columns) == ["2014-09-30", "2013-12-31"]


def test_first_and_last_day_of_a_span():
    """SAP's third quarter of 2014 heads nine months "1/1 –9/30/ 2014"."""
    columns = columns_of(
        ("", "Q3 2014", "1|1 –9|30|/2014"),
        ("Operating profit", "1,158", "2,580"),
        ("Adjustments", "200", "900"),
        title="EXPLANATION OF ADJUSTMENTS",
        fiscal=(2014, 3),
    )
    assert [(column.period.end.isoformat(), column.period.months) for column in columns] == [
        ("2014-09-30", 3), ("2014-09-30", 9),
    ]  # fmt: skip


def test_a_share_is_a_value_and_an_adjustment_has_the_period_around_it():
    """Oracle's fourth quarter of 2014: "% of Revenues", and "Adj." between two columns of one year."""
    shares = columns_of(
        ("", ("Three Months Ended May 31,", 4), "% Increase"),
        ("", "2014", "% of Revenues", "2013", "% of Revenues", "in US $"),
        ("Revenues", "1,200", "100%", "1,100", "100%", "9%"),
        ("Net income", "300", "25%", "220", "20%", "36%"),
        title="Q4 FISCAL 2014 STATEMENTS OF OPERATIONS",
    )
    assert [(column.role, column.period.end.year) for column in shares] == [
        ("value", 2014), ("value", 2014), ("value", 2013), ("value", 2013), ("change", 2014),
    ]  # fmt: skip
    adjusted = columns_of(
        ("", ("Three Months Ended May 31,", 4)),
        ("", "2014/GAAP", "/Adj.", "2014/Non-GAAP", "2013/GAAP"),
        ("Revenues", "1,200", "12", "1,212", "1,100"),
        ("Net income", "300", "25", "325", "220"),
        title="RECONCILIATION OF GAAP MEASURES TO NON-GAAP MEASURES",
    )
    assert ends_of(adjusted) == ["2014-05-31", "2014-05-31", "2014-05-31", "2013-05-31"]


def test_what_is_expected_is_outlook_of_the_year_that_the_title_names():
    """Antero's first quarter of 2020: the capital budget of the year, initial and revised."""
    columns = columns_of(
        ("Capital Budget", "Initial", "Revised", "Variance"),
        ("Drilling", "1,150", "750", "35%"),
        ("Land", "50", "45", "10%"),
        title="A summary of the reduction in the 2020 capital budget",
        fiscal=(2020, 1),
    )
    assert [column.role for column in columns] == ["outlook", "outlook", "change"]
    assert {(column.period.start.isoformat(), column.period.end.isoformat()) for column in columns} == {
        ("2020-01-01", "2020-12-31")
    }


def test_a_title_s_quarter_is_that_of_columns_that_name_measures():
    """Tupperware's first quarter of 2020: changes and head counts below the quarter in the title."""
    columns = columns_of(
        ("All Units", "Sales Inc|(Dec) %", "Active Force", "Inc|(Dec) vs. Q1 '19 %", "Total Sales Force"),
        ("Europe", "(24)", "99,196", "(5)", "715,084"),
        ("Asia", "(23)", "114,690", "(26)", "860,431"),
        title="FIRST QUARTER 2020 SALES FORCE STATISTICS",
        fiscal=(2020, 1),
    )
    assert [column.role for column in columns[:3]] == ["change", "value", "change"]
    assert ends_of(columns) == ["2020-03-31"] * 4


def test_a_year_alone_before_the_quarters_of_another_is_whole():
    """Tetra Tech's second quarter of 2020: EBITDA of 2018, then of each quarter of 2019."""
    columns = columns_of(
        ("", "", ("2019", 2)),
        ("", "2018", "1st Qtr", "2nd Qtr"),
        ("Net income", "137", "45", "47"),
        ("Interest", "15", "4", "5"),
        title="Reconciliation of net income to EBITDA",
        fiscal=(2020, 1),
    )
    assert [column.period.months for column in columns] == [12, 3, 3]
    assert columns[0].period.end.isoformat() == "2018-12-31"


def test_letters_beside_a_value_push_no_column():
    """Tupperware's first quarter of 2020 marks adjustments with letters in cells between the columns."""
    columns = columns_of(
        ("", "2020", "", "2019", ""),
        ("Europe", "2.5", "", "17.7", ""),
        ("Asia", "17.3", "a", "30.0", "b,f"),
        ("North", "6.5", "c", "17.4", "a"),
        title="Three months ended March 31",
    )
    assert len(columns) == 2


def test_a_column_of_notes_holds_no_values():
    """SAP's third quarter of 2014 refers to its notes in a column of their own."""
    columns = columns_of(
        ("€ millions", "Notes", "2014", "2013"),
        ("Other financial assets", "(10)", "461", "251"),
        ("Receivables", "(11)", "3,502", "3,864"),
        ("Total current assets", "", "8,001", "7,351"),
        title="STATEMENTS OF FINANCIAL POSITION as at September 30, 2014 and December 31, 2013",
    )
    assert ends_of(columns) == ["2014-09-30", "2013-12-31"]


def test_a_caption_left_out_is_that_of_the_twin():
    """SAP's third quarter of 2014 prints "Change in %" over the second of two tables alone."""
    span = "<tr><td></td><td colspan=3>For the three months ended September 30</td></tr>"
    head = (
        ("€ millions", "2014/IFRS", "2013/IFRS", "{}IFRS"),
        ("Revenue", "277", "191", "45"),
        ("Cost", "51", "30", "70"),
    )
    printed = [
        "".join(f"<tr>{''.join(_cell(cell.replace('{}', caption)) for cell in row)}</tr>" for row in head)
        for caption in ("", "Change in %/")
    ]
    tables = "".join(f"<table>{span}{rows}</table>" for rows in printed)
    lines = lay_out(f"<html><body><p>INCOME STATEMENTS</p>{tables}</body></html>").lines
    first, second = read_tables(find_blocks(lines))
    assert [column.role for column in second.columns] == ["value", "value", "change"]
    assert first.columns[0].period == second.columns[0].period


def test_quarters_by_number_are_not_dated_by_the_page():
    """Tetra Tech's second quarter of 2020 prints a day at the head of the page, over quarters by number."""
    columns = columns_of(
        ("", "", ("2019", 3)),
        ("", "2018", "1st Qtr", "2nd Qtr", "6 mos"),
        ("Revenue", "2,964", "717", "722", "1,440"),
        ("Costs", "(764)", "(167)", "(167)", "(334)"),
        title="March 29, 2020 Reconciliation of revenue",
        fiscal=(2019, 2),
    )
    assert [column.period.months for column in columns] == [12, 3, 3, 6]


def test_a_block_for_another_period_under_the_same_columns():
    """MSA's first quarter of 2020: segments, and the same segments a year earlier below."""
    columns = columns_of(
        ("", "Americas", "International"),
        ("Three Months Ended March 31, 2020",),
        ("Sales", "230,000", "110,000"),
        ("Operating income", "56,000", "12,000"),
        ("Three Months Ended March 31, 2019",),
        ("Sales", "213,000", "112,000"),
        ("Operating income", "50,000", "11,000"),
        title="Segment Information",
    )
    assert ends_of(columns) == ["2019-03-31", "2019-03-31"]


def test_the_day_as_of_which_a_title_speaks():
    """Antero's first quarter of 2020: hedges as of March 31, 2020 that reach until 2023."""
    columns = columns_of(
        ("", "Gas", "Price"),
        ("Swaps", "2,200", "2.87"),
        ("Collars", "1,100", "2.50"),
        title="The hedge position as of March 31, 2020 from April 1, 2020 through December 31, 2023",
    )
    assert ends_of(columns) == ["2020-03-31", "2020-03-31"]


def test_labels_name_the_years_of_their_columns():
    """Microsoft's third quarter of 2020: "2019 As Reported" and "2020 As Reported" under revenue and income."""
    rows = (
        ("", ("Three Months Ended March 31,", 2)),
        ("", "Revenue", "Net Income"),
        ("2019 As Reported", "30,571", "8,809"),
        ("2020 As Reported", "35,021", "10,752"),
        ("Percentage Change", "15%", "22%"),
    )
    printed = "".join(f"<tr>{''.join(_cell(cell) for cell in row)}</tr>" for row in rows)
    page = f"<html><body><p>Constant Currency Reconciliation</p><table>{printed}</table></body></html>"
    (table,) = read_tables(find_blocks(lay_out(page).lines))
    assert ends_of(table.columns) == ["2020-03-31", "2020-03-31"]
    assert [row.period and row.period.end.year for row in table.data_rows] == [2019, None, None]


def test_the_last_twelve_months_are_a_period_and_no_member():
    """PC Connection's first quarter of 2020: "LTM Ended March 31," beside "Three Months Ended March 31,"."""
    columns = columns_of(
        ("", ("Three Months Ended March 31,", 2), ("LTM Ended March 31,", 3)),
        ("", "2020", "2019", "2020", "2019", "% Change"),
        ("Net income", "1,489", "1,272", "8,428", "6,601", "28%"),
        ("EBITDA", "2,391", "2,134", "12,866", "10,530", "22%"),
        title="RECONCILIATION OF EBITDA",
    )
    assert [column.dimensions for column in columns] == [{}, {}, {}, {}, {"column": "% Change"}]
    assert [column.period.months for column in columns] == [3, 3, 12, 12, 12]


def test_a_member_keeps_the_parentheses_that_are_printed_around_some_of_its_words():
    """James River's first quarter of 2020: "(Loss) Income Before Taxes"; Mastercard's: "GDV (Bil.)"."""
    columns = columns_of(
        ("", "(Loss) Income Before Taxes", "Volume (Bil.)", "(Restated)", "Reserves (1)", "Claims (net"),
        ("As of March 31, 2020", "1,489", "1,272", "8,428", "6,601", "28"),
        ("As of March 31, 2019", "2,391", "2,134", "12,866", "10,530", "22"),
        title="SELECTED DATA",
    )
    assert [column.dimensions["column"] for column in columns] == [
        "(Loss) Income Before Taxes", "Volume (Bil.)", "Restated", "Reserves", "Claims net",
    ]  # fmt: skip


def test_a_full_year_is_a_period_with_a_hyphen_too():
    """ServiceNow's first quarter of 2020: "Full-Year 2020 GAAP Guidance"."""
    columns = columns_of(
        ("", "Full-Year 2020 GAAP Guidance", "Full-Year 2020 Non-GAAP Guidance"),
        ("Free cash flow", "489", "272"),
        ("Gross profit", "2,391", "2,134"),
        title="OUTLOOK",
    )
    assert [column.dimensions["column"] for column in columns] == ["GAAP Guidance", "Non-GAAP Guidance"]


def test_months_of_a_year_over_changes_are_their_period_and_no_part_of_what_changes():
    """SAP's nine months of 2014: "Nine Months 2014" over values and "% change" of two measures."""
    columns = columns_of(
        ("", ("Nine Months 2014", 3)),
        ("", ("Non-IFRS", 3)),
        ("", "9M 2014", "9M 2013", "% change"),
        ("Software", "2,532", "2,616", "3"),
        ("Support", "6,866", "6,484", "6"),
    )
    assert columns[-1].dimensions == {"column": "Non-IFRS % change"}
