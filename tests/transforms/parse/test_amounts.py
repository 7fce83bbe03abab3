"""Numbers and dashes as printed."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.errors import UnreadableAmountError
from transforms.parse.amounts import Amount, read_amount, tokens

amounts = st.decimals(min_value=0, max_value=10**12, places=2)
dashes = st.sampled_from(["-", "--", "---", "–", "—"])


def prints(value: Decimal, places: int) -> list[str]:
    """The ways in which companies print one amount."""
    plain = f"{abs(value):,.{places}f}"
    if value >= 0:
        return [plain, plain.replace(",", ""), f"${plain}", f"$ {plain}", f"$   {plain}"]
    return [
        f"({plain})",
        f"( {plain})",
        f"$({plain})",
        f"$ ({plain})",
        f"($ {plain})",
        f"-{plain}",
        f"{plain}-",
        f"({plain}",
        f"(${plain}",
    ]


@given(value=amounts, negative=st.booleans(), places=st.integers(0, 2), data=st.data())
def test_to_print_and_to_read_is_identity(value, negative, places, data):
    value = round(-value if negative else value, places)
    printed = data.draw(st.sampled_from(prints(value, places)))
    assert read_amount(printed) == Amount(value, places)


@given(value=amounts, places=st.integers(0, 2), data=st.data(), gap=st.integers(2, 30))
def test_a_printed_value_is_one_token_and_its_span_holds_it(value, places, data, gap):
    printed = data.draw(st.sampled_from(prints(-value, places)[:5]))
    line = "Net loss" + " " * gap + printed + "  "
    (token,) = tokens(line)
    assert line[token.start : token.end] == token.printed
    assert read_amount(token.printed) == read_amount(printed)
    assert line[token.edge - 1].isdigit()


@given(dash=dashes, gap=st.integers(2, 20))
def test_a_lone_dash_is_nil(dash, gap):
    (token,) = tokens("Restructuring" + " " * gap + dash)
    assert token.is_dash
    assert read_amount(token.printed) is None


@pytest.mark.parametrize("cell", ["", "N/A", "n/m", "4,18", "1,2345", "12.3.4", "(-)", "12-14", "3Q04", "4,180 ,000"])
def test_what_is_neither_a_value_nor_a_dash_is_an_error_that_names_the_cell(cell):
    with pytest.raises(UnreadableAmountError, match="neither a value nor a dash"):
        read_amount(cell)


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("Cash                 $   516,493       $   194,435", ["516,493", "194,435"]),
        ("Net loss             $(39,772)  ( 370)", ["(39,772)", "( 370)"]),
        ("Margin                  41.5 %     (3.2)%   .5", ["41.5", "(3.2)", ".5"]),
        ("NET REVENUE $165.1M; GAAP EPS $0.03;", ["165.1", "0.03"]),
        ("call 800-633-8284 at 1:45 or 9/30/04", []),
        ("M40e, T-320, Form 10K and Q2'03", []),
        ("well-known, on- and off-line, EPS - Diluted", ["-"]),
        ("from 1-4 family loans under $100,000", ["100,000"]),
        ("ended June 30, 2003.", ["30", "2003"]),
    ],
)
def test_tokens_of_a_line(line, printed):
    assert [token.printed for token in tokens(line)] == printed


def test_a_token_knows_what_stands_around_it():
    dollars, percent, unclosed, millions = tokens("$(39,772)   4.5%   (12  $165.1M")
    assert (dollars.has_currency, dollars.has_percent) == (True, False)
    assert (percent.has_percent, percent.has_currency) == (True, False)
    assert (unclosed.unclosed, dollars.unclosed) == (True, False)
    assert millions.suffix == "M"


def test_a_percent_whose_parenthesis_closes_after_the_sign_is_closed():
    (token,) = tokens("Change     (12.5%)")
    assert (token.printed, token.unclosed, read_amount(token.printed)) == ("(12.5", False, Amount(Decimal("-12.5"), 1))


@pytest.mark.parametrize(
    ("text", "is_year"), [("2003", True), ("1997", True), ("2,003", False), ("1950", False), ("20.03", False)]
)
def test_a_year_is_four_plain_digits_of_our_era(text, is_year):
    (token,) = tokens(text)
    assert token.is_year is is_year


@pytest.mark.parametrize(
    "text", ["March 31, 2003- Halden", "10-12 days", "lines 5-", "1999- 2000", "    -0-    08/09/2005"]
)
def test_a_dash_behind_a_year_or_in_a_range_is_no_minus(text):
    assert not any(token.printed in ("2003-", "10-", "1999-", "-0-") for token in tokens(text))


def test_a_nought_between_dashes_is_a_dash():
    assert [(token.printed, token.is_dash) for token in tokens("Notes payable   12,400     -0-")] == [
        ("12,400", False),
        ("-0-", True),
    ]


def test_a_plus_before_a_value_is_no_part_of_it():
    assert [token.printed for token in tokens("Growth      +1,100     +5%    R+D 5")] == ["1,100", "5", "5"]


@pytest.mark.parametrize("line", ["Catastrophe losses      310        nil", "Exceptional items       (310)      Nil"])
def test_the_word_nil_in_the_place_of_a_value_is_a_dash(line):
    """British, Canadian and Indian issuers print it."""
    _, nil = tokens(line)
    assert nil.is_dash
    assert read_amount(nil.printed) is None


def test_nil_within_a_name_is_none():
    assert not list(tokens("Nilson Vanilla, nil-rated"))


@pytest.mark.parametrize(
    ("line", "read"),
    [
        ("Net loss      <1,210>", [-1_210]),
        ("Net loss      $<83>   12", [-83, 12]),
        ("Per share     <.05>", [Decimal("-0.05")]),
        ("Net sales <1>   410", [1, 410]),
        ("grew by <5% a year", [5]),
    ],
)
def test_a_number_between_angle_brackets_is_negative_unless_it_may_be_a_mark(line, read):
    found = [read_amount(token.printed) for token in tokens(line)]
    assert [amount and amount.value for amount in found] == read
