"""Values to columns, by right edge; rows are sparse, so nothing is ever assigned by counting."""

from collections import Counter
from collections.abc import Iterator, Sequence

from transforms.parse.amounts import Token, last_token
from transforms.parse.grid import Column

NEAR = 3
"""Right edges closer than this belong to one column."""
VALUE_ENDS = frozenset("0123456789)")
"""How a label ends that may have a value at its end."""


def find_columns(rows: Sequence[Sequence[Token]]) -> list[Column]:
    """Columns as clusters of right edges of digits; dashes join afterwards, they are often centred."""
    edges = Counter(token.edge for row in rows for token in row if not token.is_dash)
    if not edges:
        edges = Counter(token.edge for row in rows for token in row)
    clusters: list[list[int]] = []
    for edge in sorted(edges):
        if clusters and edge - clusters[-1][-1] < NEAR:
            clusters[-1].append(edge)
        else:
            clusters.append([edge])
    parts = _apart(clusters, [{token.edge for token in row if not token.is_dash} for row in rows])
    columns = [Column(index, max(part, key=lambda edge: edges[edge]), 0) for index, part in enumerate(parts, start=1)]
    _set_bands(columns, rows)
    if not all(_fits(columns, row) for row in rows):
        columns = _ragged(rows) or columns
    return _with_dashes(columns, rows)


def _fits(columns: Sequence[Column], row: Sequence[Token]) -> bool:
    """Every value of ``row`` has a column of its own."""
    found = [column_of(columns, token) for token in row if not token.is_dash]
    return None not in found and len({column.index for column in found if column}) == len(found)


def _ragged(rows: Sequence[Sequence[Token]]) -> list[Column]:
    """Columns whose values share no right edge, as where a tab sets where they start: they stand over each other.

    None where a row has two values in one of them, or where no row fills them all.
    """
    spans: list[tuple[int, int]] = []
    for start, end in sorted((token.lead, token.end) for row in rows for token in row if not token.is_dash):
        if spans and start <= spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    columns = [Column(index, end, start, ragged=True) for index, (start, end) in enumerate(spans, start=1)]
    full = max(len(row) for row in rows) == len(columns)
    return columns if full and all(_fits(columns, row) for row in rows) else []


def _apart(clusters: Sequence[list[int]], rows: Sequence[set[int]]) -> Iterator[list[int]]:
    """Clusters parted at their widest gap where a row has two values in one: amounts, and their share of the total."""
    for cluster in clusters:
        crowded = len(cluster) > 1 and any(len(row.intersection(cluster)) > 1 for row in rows)
        if crowded:
            cut = max(range(1, len(cluster)), key=lambda index: cluster[index] - cluster[index - 1])
            yield from _apart([cluster[:cut], cluster[cut:]], rows)
        else:
            yield cluster


def _with_dashes(columns: list[Column], rows: Sequence[Sequence[Token]]) -> list[Column]:
    """Columns of nothing but dashes as well: a dash between columns that its row has values in belongs to neither."""
    edges = sorted(token.edge for row in rows for token in _strays(columns, row))
    own = [edge for before, edge in zip([-NEAR, *edges], edges, strict=False) if edge - before >= NEAR]
    if not own:
        return columns
    found = sorted([*columns, *(Column(0, edge, 0) for edge in own)], key=lambda column: column.edge)
    for index, column in enumerate(found, start=1):
        column.index = index
    _set_bands(found, rows)
    return found


def _strays(columns: Sequence[Column], row: Sequence[Token]) -> Iterator[Token]:
    """Dashes in no column that cannot have slipped out of one beside them either."""
    if not any(token.is_dash for token in row):
        return
    found = [column_of(columns, token) for token in row]
    taken = {column.index for column in found if column is not None}
    for token, column in zip(row, found, strict=True):
        if column is None and token.is_dash:
            left = [other.index for other in columns if other.edge < token.start][-1:]
            right = [other.index for other in columns if other.start > token.end][:1]
            if taken.issuperset([*left, *right]):
                yield token


def crowded(columns: Sequence[Column], text: str, values: Sequence[Token]) -> Token | None:
    """The value that a long label leaves no room but one blank: its right edge is the column's before the first."""
    label = text[: values[0].lead].rstrip()
    if label[-1:] not in VALUE_ENDS:
        return None
    first = column_of(columns, values[0])
    if first is None or first.index == 1:
        return None
    last = last_token(label)
    if last is None or last.is_dash or last.is_year or columns[first.index - 2].ragged:
        return None
    before = label[: last.lead]
    fits = last.edge == columns[first.index - 2].edge and before[-1:] == " " and bool(before.strip())
    return last if fits else None


def _set_bands(columns: list[Column], rows: Sequence[Sequence[Token]]) -> None:
    """Each column's band starts where its leftmost value does."""
    starts: dict[int, int] = {}
    for row in rows:
        for token in row:
            column = nearest(columns, token)
            if column is not None:
                starts[column.index] = min(starts.get(column.index, token.start), token.start)
    for column in columns:
        column.start = starts.get(column.index, column.edge - 1)


def nearest(columns: Sequence[Column], token: Token) -> Column | None:
    """The column whose right edge ``token`` shares, within the width of a closing mark; None where there is none."""
    best, least, edge = None, NEAR + 1, token.edge
    for column in columns:
        gap = abs(column.edge - edge)
        if gap < least:
            best, least = column, gap
            if not gap:
                break
    return best


def at_edge(columns: Sequence[Column], edge: int) -> Column | None:
    """The first column that ends where ``edge`` is, or next to it."""
    return next((column for column in columns if abs(column.edge - edge) < NEAR), None)


def column_of(columns: Sequence[Column], token: Token) -> Column | None:
    """The column of ``token``: by right edge, else for a centred dash or a ragged column the band that it stands in."""
    ragged = [column for column in columns if column.ragged]
    found = None if ragged else nearest(columns, token)
    if found is not None or not (token.is_dash or ragged):
        return found
    inside = [column for column in columns if column.start - 1 <= token.start and token.end <= column.edge + 1]
    return inside[0] if len(inside) == 1 else None
