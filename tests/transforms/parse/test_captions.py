"""The field's vocabulary: titles, scales and the words of totals."""

import re

import pytest

from transforms.parse.captions import TOTAL_WORDS, any_of, scale_of, statement_of


@pytest.mark.parametrize(
    ("title", "statement"),
    [
        ("CONDENSED CONSOLIDATED BALANCE SHEETS", "balance_sheet"),
        ("Consolidated Statements of Financial Condition", "balance_sheet"),
        ("CONDENSED CONSOLIDATED STATEMENT OF OPERATIONS", "operations"),
        ("Consolidated Statements of Income", "operations"),
        ("Consolidated Income Statements", "operations"),
        ("Statements of Consolidated Earnings", "operations"),
        ("CONDENSED CONSOLIDATED STATEMENTS OF CASH FLOWS", "cash_flow"),
        ("NON-GAAP CONDENSED CONSOLIDATED STATEMENT OF OPERATIONS (1)", "non_gaap_operations"),
        (
            "RECONCILIATION OF NON-GAAP TO GAAP CONDENSED CONSOLIDATED STATEMENTS OF OPERATIONS",
            "non_gaap_reconciliation",
        ),
        ("PRO FORMA CONDENSED STATEMENTS OF OPERATIONS", "pro_forma_operations"),
        ("Statements of Changes in Stockholders' Equity", "equity"),
        ("Average Balances and Yields", "average_balance"),
        ("Segment Information", "segment"),
        ("Summary of Operations", "operations"),
        ("Consolidated profit and loss account", "operations"),
        ("Funds From Operations", "non_gaap_reconciliation"),
        ("Comparable Store Sales", "selected_data"),
        ("Selected Financial Data", "selected_data"),
        ("About Halden Optics", None),
    ],
)
def test_a_title_names_its_statement(title, statement):
    assert statement_of(title) == statement


@pytest.mark.parametrize(
    ("note", "scale"),
    [
        ("(in thousands)", 1_000),
        ("(In thousands, except per share amounts)", 1_000),
        ("(000's omitted)", 1_000),
        ("(Dollars in millions, shares in thousands)", 1_000_000),
        ("($ millions)", 1_000_000),
        ("(in billions)", 1_000_000_000),
        ("(Millions of dollars)", 1_000_000),
        ("(Unaudited; thousands of dollars)", 1_000),
        ("(Thousands, except per share data)", 1_000),
        ("Thousands of U.S. dollars", 1_000),
        ("Billions of yen", 1_000_000_000),
        ("($ in MM)", 1_000_000),
        ("£m", 1_000_000),
        ("US$'000", 1_000),
        ("EUR million", 1_000_000),
        ("(000 omitted)", 1_000),
        ("(Rs. in crore)", 10_000_000),
        ("Millions of customers rely on us", None),
        ("the company sold 40 million euros of notes", None),
        ("(unaudited)", None),
        ("", None),
    ],
)
def test_a_note_names_its_scale_the_first_one_wins(note, scale):
    assert scale_of(note) == scale


@pytest.mark.parametrize(
    "label",
    [
        "Total assets",
        "Gross profit",
        "Net cash used in investing activities",
        "Operating income (loss)",
        "Income before income taxes",
    ],
)
def test_some_labels_read_as_totals(label):
    assert TOTAL_WORDS.search(label)


@pytest.mark.parametrize(
    "label", ["Product", "Goodwill", "Interest income", "Provision for income taxes", "Accounts payable"]
)
def test_others_do_not(label):
    assert not TOTAL_WORDS.search(label)


def test_the_words_of_a_pattern_are_found_whole_the_longest_first():
    found = re.compile(any_of(["may", "mar", "march"]))
    assert [match[0] for match in found.finditer("march to may, mark")] == ["march", "may", "mar"]
