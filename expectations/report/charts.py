"""Charts, as SVG that takes its colours from the style sheet; drawn only where a picture says more than its numbers."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import NamedTuple

import polars as pl
import svg
from markupsafe import Markup

WIDTH, HEIGHT = 132, 26
"""Of a chart beside a line."""
FEWEST = 4
"""Values below which a line is read faster than drawn."""
WIDE, TALL, FOOT = 960, 110, 22
FEWEST_QUARTERS = 3
MOST_QUARTERS = 60
Height = Callable[[float], float]
VERDICTS = ("published", "waived", "quarantined")


class Point(NamedTuple):
    """One value of a line; None where there is none. ``kind`` is reported, derived or restated."""

    value: float | None
    kind: str


def beside_line(points: Sequence[Point], *, is_instant: bool) -> str:
    """The course of a line: a bar for each quarter, or a curve through the days of balances; empty for too few."""
    values = [point.value for point in points if point.value is not None]
    if len(values) < FEWEST or len(set(values)) == 1:
        return ""
    low, high = min(values), max(values)
    if not is_instant:
        low, high = min(low, 0.0), max(high, 0.0)
    step = WIDTH / len(points)

    def height(value: float) -> float:
        return round(1 + (HEIGHT - 2) * (high - value) / (high - low), 1)

    drawn = _curve(points, step, height) if is_instant else _bars(points, step, height)
    return _svg(WIDTH, HEIGHT, drawn, "spark")


def _bars(points: Sequence[Point], step: float, height: Height) -> list[svg.Element]:
    zero = height(0.0)
    bars: list[svg.Element] = [svg.Line(x1=0, x2=WIDTH, y1=zero, y2=zero)]
    for order, point in enumerate(points):
        if point.value is not None:
            top, bottom = sorted((zero, height(point.value)))
            bars.append(
                svg.Rect(
                    x=round(order * step + step * 0.12, 1),
                    y=top,
                    width=round(step * 0.76, 1),
                    height=round(max(bottom - top, 0.6), 1),
                    class_=[point.kind],
                )
            )
    return bars


def _curve(points: Sequence[Point], step: float, height: Height) -> list[svg.Element]:
    at = [
        (round((order + 0.5) * step, 1), height(point.value), point.kind)
        for order, point in enumerate(points)
        if point.value is not None
    ]
    line = svg.Polyline(points=[svg.Point(x, y) for x, y, _ in at])
    marked = [svg.Circle(cx=x, cy=y, r=2, class_=[kind]) for x, y, kind in at if kind == "restated"]
    return [line, *marked, svg.Circle(cx=at[-1][0], cy=at[-1][1], r=2, class_=["last"])]


def verdicts_over_time(releases: pl.DataFrame) -> str:
    """How many releases became known in each quarter, by verdict; empty where there are too few quarters to compare.

    ``releases`` has the columns of ``mart.release``.
    """
    known = releases.filter(pl.col("status").is_in(VERDICTS), pl.col("known_at").is_not_null())
    counts = known.group_by(quarter=pl.col("known_at").dt.truncate("1q"), status="status").len()
    if counts["quarter"].n_unique() < FEWEST_QUARTERS:
        return ""
    first, last = counts["quarter"].min(), counts["quarter"].max()
    assert isinstance(first, datetime)
    assert isinstance(last, datetime)
    quarters = pl.datetime_range(first, last, "1q", eager=True).to_list()[-MOST_QUARTERS:]
    stacks = {(quarter, status): count for quarter, status, count in counts.iter_rows()}
    most = max(sum(stacks.get((quarter, status), 0) for status in VERDICTS) for quarter in quarters)
    step = WIDE / len(quarters)
    drawn: list[svg.Element] = []
    for order, quarter in enumerate(quarters):
        floor = float(TALL)
        for status in VERDICTS:
            if count := stacks.get((quarter, status), 0):
                tall = count / most * (TALL - 14)
                floor -= tall
                drawn.append(
                    svg.Rect(
                        x=round(order * step + step * 0.1, 1),
                        y=round(floor, 1),
                        width=round(min(step * 0.8, 40), 1),
                        height=round(tall, 1),
                        class_=[status],
                        elements=[svg.Title(text=f"{quarter:%Y} Q{(quarter.month + 2) // 3}: {count} {status}")],
                    )
                )
        if quarter.month == 1 or order == 0:
            drawn.append(svg.Text(x=round(order * step + step * 0.1, 1), y=TALL + FOOT - 6, text=f"{quarter:%Y}"))
    drawn.append(svg.Line(x1=0, x2=WIDE, y1=TALL, y2=TALL))
    drawn.append(svg.Text(x=0, y=10, text=f"{most} at most"))
    return _svg(WIDE, TALL + FOOT, drawn, "columns")


def _svg(width: int, height: int, drawn: Sequence[svg.Element], kind: str) -> str:
    """Nothing of a release is in it but numbers, so it needs no escaping; what it shows is told by the page."""
    view = svg.ViewBoxSpec(0, 0, width, height)
    return Markup(svg.SVG(viewBox=view, class_=[kind], elements=list(drawn)).as_str())  # noqa: S704
