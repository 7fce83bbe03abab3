"""Figures of prose that restate a printed line: the words name it, the tables are witness to value and period."""

import pytest

from support.statements import HALF, QUARTER, release, statement

STATEMENT = statement(
    "CONSOLIDATED STATEMENTS OF OPERATIONS",
    HALF,
    [
        ("Net revenues", 41_200, 37_300, 80_100, 71_900),
        ("Cost of revenues", 21_100, 20_400, 41_900, 39_300),
        ("Gross profit", 20_100, 16_900, 38_200, 32_600),
        ("Research and development", 7_350, 6_120, 14_240, 12_310),
        ("Interest income", 412, 395, 803, 791),
        ("Net income (loss)", 4_120, -3_770, 8_010, 7_330),
    ],
)


@pytest.fixture
def told(read):
    """Label, printed figure, value and last day of what is read of a paragraph above the statement."""

    def told_of(prose: str) -> list[tuple[str, str, float, str, int]]:
        facts = read(release(STATEMENT, prose=prose)).fact.filter(origin="narrative").sort("line_number", "char_start")
        return [
            (fact["label"], fact["printed"], float(fact["value"]), str(fact["period_end"]), fact["months"])
            for fact in facts.to_dicts()
        ]

    return told_of


def test_a_line_is_read_by_the_words_of_its_label(told):
    """Warrior tells most lines of its statement in the order in which they are printed."""
    assert told(
        "Research and development expenses for the second quarter of 2004 were $7.35 million, compared to\n"
        "$6.12 million in the same period a year ago, while the company went on to hire engineers."
    ) == [
        ("Research and development expenses", "7.35", 7_350_000, "2004-06-30", 3),
        ("Research and development expenses", "6.12", 6_120_000, "2003-06-30", 3),
    ]


@pytest.mark.parametrize(
    ("sentence", "growth"),
    [
        ("Research and development increased 20% to $7.35 million in the second quarter of 2004.", 20.0),
        ("Cost of revenues was up 3% in the second quarter of 2004 from the year before.", 3.0),
        ("Research and development increased 21% in the second quarter of 2004 as more was spent.", None),
    ],
)
def test_a_growth_is_read_where_it_follows_from_two_printed_values(told, sentence, growth):
    """Criteo and Oracle tell the growth of every line, and print it in a column of changes."""
    found = [value for label, _, value, *_ in told(sentence) if label.endswith("increase")]
    assert found == ([] if growth is None else [growth])


def test_without_words_for_a_period_a_figure_of_two_periods_is_not_read(told):
    """SAP tells three and nine months in the same words, and several rates are the same."""
    assert told("Cost of revenues was $41.9 million, and a part of it was spent on new machines and people.") == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Software research and development grew 20% in the second quarter of 2004, as more was spent.",
        "Net interest income was $0.412 million in the second quarter of 2004, as rates went up.",
        "We expect research and development of $7.35 million in the second quarter of 2004.",
        "Research and development will be between $7.35 million and $8.00 million in the second quarter.",
        "Research and development rose by $7.35 million in the second quarter of 2004, as more was spent.",
    ],
)
def test_what_is_another_s_or_to_come_or_a_difference_is_not_read(told, sentence):
    """Citizens' net interest income fell by as many percent as its interest income."""
    assert told(sentence) == []


def test_a_name_cut_short_stands_for_the_words_before_it(told):
    """Horizon tells ROE and ROA once in full, Oracle SaaS."""
    found = told(
        "Research and development (R&D) expenses for the six months ended June 30, 2004 were $14.24 million.\n"
        "In the second quarter of 2004 R&D was $7.35 million, as more engineers were hired than before."
    )
    assert [(printed, months) for _, printed, _, _, months in found] == [("14.24", 6), ("7.35", 3)]


def test_what_is_restated_is_tied_to_its_line(read):
    frames = read(
        release(STATEMENT, prose="Research and development for the second quarter of 2004 was $7.35 million in all.")
    )
    [fact] = frames.fact.filter(origin="narrative").to_dicts()
    ties = frames.tie.filter(kind="prose_vs_table").to_dicts()
    assert [fact["fact_id"] in tie["fact_ids"] for tie in ties] == [True]
    lines = frames.fact.filter(label="Research and development", origin="table")
    assert set(lines["concept"]) == {fact["concept"]}


def test_items_behind_asterisks_are_read_and_a_note_is_not(told):
    """Horizon lists the highlights of its quarter, each behind an asterisk, as footnotes stand behind one."""
    items = (
        "Highlights of the quarter ended June 30, 2004:\n\n"
        "    * Gross profit of the quarter rose 19% to $20.1 million from $16.9 million.\n"
        "    * Research and development of the quarter came to $7.35 million.\n\n"
        "The company shipped more lenses than it ever did before in its history, and went on to hire engineers.\n"
        "More of it can be read in the statements that are printed below.\n"
    )
    assert [printed for _, printed, *_ in told(items)] == ["19", "20.1", "16.9", "7.35"]
    note = "    * Gross profit of the second quarter of 2004 was $20.1 million with what was left out of it.\n"
    assert told(f"More of it can be read in the statements that are printed below this paragraph.\n\n{note}") == []


IN_TURN = "2004-06-30", "2003-06-30"


@pytest.mark.parametrize(
    ("first", "second", "periods", "months"),
    [
        (20.1, 16.9, "in the second quarters of 2004 and 2003", 3),
        (20.1, 16.9, "in the quarters ended June 30, 2004 and 2003", 3),
        (20.1, 16.9, "for the three months ended June 30, 2004 and June 30, 2003", 3),
        (38.2, 32.6, "for the six months ended June 30, 2004 and 2003", 6),
    ],
)
def test_figures_told_in_turn_are_of_the_periods_in_turn(told, first, second, periods, months):
    """Asta Funding tells its collections so."""
    found = told(
        f"Gross profit was ${first} million and ${second} million\n{periods}, respectively, and more is below."
    )
    assert [fact[-2:] for fact in found] == [(end, months) for end in IN_TURN]


@pytest.mark.parametrize("words", ["three and six months", "three- and six-month periods", "quarter and six months"])
def test_two_lengths_end_on_one_day_and_are_compared_a_year_earlier(told, words):
    found = told(
        f"Gross profit for the {words} ended June 30, 2004 was $20.1 million and $38.2 million, respectively,\n"
        "compared to $16.9 million and $32.6 million for the same periods a year earlier."
    )
    assert [(printed, end, months) for _, printed, _, end, months in found] == [
        ("20.1", "2004-06-30", 3), ("38.2", "2004-06-30", 6), ("16.9", "2003-06-30", 3), ("32.6", "2003-06-30", 6),
    ]  # fmt: skip


def test_lines_named_in_turn_have_the_figures_that_they_print(told):
    found = told(
        "Gross profit and research and development were $20.1 million and $7.35 million, respectively, in the second\n"
        "quarter of 2004, and $1.1 million and $2.2 million, respectively, were other things of that quarter."
    )
    assert [(label, printed) for label, printed, *_ in found] == [
        ("Gross profit", "20.1"), ("Research and development", "7.35"),
    ]  # fmt: skip


def test_as_many_figures_as_periods_are_told_in_turn(told):
    """Three figures of two periods are of nobody knows which."""
    assert told(
        "Gross profit was $20.1 million, $16.9 million and $38.2 million in the second quarters of\n"
        "2004 and 2003, respectively, as all may read in the statements that are printed below."
    ) == []  # fmt: skip


def test_years_told_in_turn_are_counted_as_the_issuer_counts_them(read):
    """A fiscal year that ends in the next calendar year: "the first quarters of fiscal 2005 and 2004"."""
    prose = (
        "Gross profit was $20.1 million and $16.9 million in the first quarters of fiscal 2005 and 2004,\n"
        "respectively, as all may read in the statements that are printed below this paragraph."
    )
    text = release(STATEMENT, prose=prose).replace("SECOND QUARTER 2004", "FIRST QUARTER FISCAL 2005")
    facts = read(text).fact.filter(origin="narrative").sort("char_start")
    assert [str(end) for end in facts["period_end"]] == ["2004-06-30", "2003-06-30"]


def test_the_most_recent_quarter_may_stand_between_a_line_and_its_growth(told):
    """Horizon tells its returns on assets so, and those of the immediate prior quarter."""
    assert told(
        "Research and development in the most recent quarter rose 20% from the second quarter of 2003, as can be read\n"
        "in the statements that are printed below this paragraph."
    )[:1] == [("Research and development, increase", "20", 20.0, "2004-06-30", 3)]


def test_a_fiscal_year_that_is_compared_with_makes_the_year_after_the_figure_s(read):
    """Horizon's expense of a year, below a paragraph that spoke of its quarter."""
    year = statement(
        "CONSOLIDATED STATEMENTS OF OPERATIONS",
        (*QUARTER, ("Year Ended", "June 30, 2004"), ("Year Ended", "June 30, 2003")),
        [
            ("Net revenues", 41_200, 37_300, 80_100, 71_900),
            ("Research and development", 7_350, 6_120, 24_240, 22_310),
            ("Net income (loss)", 4_120, -3_770, 8_010, 7_330),
        ],
    )
    prose = (
        "Research and development increased 9% to $24.2 million, from $22.3 million in fiscal 2003, as planned before."
    )
    text = release(year, prose=prose).replace("SECOND QUARTER 2004", "FOURTH QUARTER FISCAL 2004")
    facts = read(text).fact.filter(origin="narrative").sort("char_start")
    assert facts.select("printed", "months").rows() == [("9", 12), ("24.2", 12), ("22.3", 12)]


def test_what_is_unchanged_since_a_year_ago_is_of_now(told):
    """Horizon's return on assets."""
    same = "Research and development of the second quarter of 2004 was unchanged from a year ago at $7.35 million."
    assert [end for *_, end, _ in told(f"{same} More of it can be read in the statements below.")] == ["2004-06-30"]
