"""Values to columns, by right edge."""

from hypothesis import given
from hypothesis import strategies as st

from transforms.parse.amounts import tokens
from transforms.parse.columns import column_of, find_columns

WIDTH = 18


def rows_of(*lines: str) -> list[list]:
    return [list(tokens(line)) for line in lines]


def test_values_that_share_a_right_edge_are_a_column():
    rows = rows_of("  1,250      900", "     12    1,040", "    (13)     (7)")
    columns = find_columns(rows)
    assert [column.edge for column in columns] == [7, 16]
    assert [[column_of(columns, token).index for token in row] for row in rows] == [[1, 2]] * 3


def test_a_closing_parenthesis_hangs_over_the_edge():
    rows = rows_of("      1,250 ", "     (1,250)")
    assert len(find_columns(rows)) == 1


def test_a_centred_dash_joins_the_band_that_it_stands_in():
    rows = rows_of("  12,500     34,100", "     --         -  ")
    columns = find_columns(rows)
    assert len(columns) == 2
    assert [column_of(columns, token).index for token in rows[1]] == [1, 2]


def test_a_value_far_from_every_edge_belongs_to_none():
    columns = find_columns(rows_of("  12,500                    34,100"))
    (stray,) = tokens("               777")
    assert column_of(columns, stray) is None


@given(
    st.lists(
        st.lists(st.one_of(st.none(), st.integers(-(10**9), 10**9)), min_size=4, max_size=4), min_size=1, max_size=12
    )
)
def test_sparse_rows_keep_their_columns(table):
    """Nothing is assigned by counting: a row may lack any of its values."""
    full = [10**9, 10**8, 12, 7]
    columns = find_columns(rows_of(*(printed(row) for row in [full, *table])))
    for row in table:
        found = [column_of(columns, token).index for token in tokens(printed(row))]
        assert found == [index for index, value in enumerate(row, start=1) if value is not None]


def printed(row: list[int | None]) -> str:
    """Right-aligned in columns, a negative's parenthesis one further."""
    cells = ("" if value is None else f"({-value:,})" if value < 0 else f"{value:,} " for value in row)
    return "".join(f"{cell:>{WIDTH}}" for cell in cells)


def test_two_values_of_a_row_are_never_of_one_column_however_close_their_edges():
    """Horizon Financial's March quarter of 2006: the share of the total stands right of the amounts above it."""
    rows = rows_of("   932,694      906,734", "   918,510      892,809", "  111,967 12%  112,424 13%")
    columns = find_columns(rows)
    assert [column_of(columns, token).index for token in rows[2]] == [1, 2, 3, 4]
