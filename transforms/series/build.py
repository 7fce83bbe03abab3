"""The facts of companies to their series: the contents page of this package."""

from collections.abc import Iterable, Sequence
from hashlib import sha256
from typing import Any

import polars as pl

from transforms.model import LinkRule, SeriesFrames
from transforms.series.calendar import Calendar, Period, Seen
from transforms.series.checks import series_ties
from transforms.series.epochs import Change, Epochs, turns_of
from transforms.series.lines import Line, Row, group_lines, origin_rank, read_lines, recorded_at
from transforms.series.linking import Overrule, Series, link_groups
from transforms.series.strands import Strand, split_strands
from transforms.series.vintages import Vintage, observation, vintages
from warehouse import schema

SERIES_VERSION = "3"
"""Raised when the same facts give other series, so that publish makes them all anew."""
Frames = dict[str, list[dict[str, Any]]]
"""The rows of SERIES, LINK and OBSERVATION, by table name."""
Made = dict[str, tuple[pl.DataFrame, Frames]]
"""By company the facts that its series were last made of, and those: where the facts are the same, so are they."""
Told = tuple[str, list[Vintage], list[Change]]
"""A series' id, its vintages, and what of it has changed."""
NAMED_BY = ("entity_id", "cik", "company", "statement", "section", "label", "ordinal", "concept", "period_type")


def build_series(
    facts: pl.DataFrame, footings: pl.DataFrame, rules: Iterable[LinkRule] = (), made: Made | None = None
) -> SeriesFrames:
    """The series, links and vintages of every company in ``facts``, and the ties between its releases.

    ``facts`` has the columns of ``schema.SERIES_INPUT``: the published facts of whole companies with a role of
    value, a unit and a period; ``footings`` those of ``schema.FOOTINGS``. The answer depends on these alone, never
    on their order. ``made``, which calls with the same rules may share, spares making a company's series twice.
    """
    overrule = Overrule(rules)
    made = {} if made is None else made
    companies = [_company_once(entity_id, rows, overrule, made) for entity_id, rows in _by_company(facts)]
    series, link, observation = (
        pl.DataFrame([row for one in companies for row in one[table.name]], schema=table.frame_schema, orient="row")
        for table in (schema.SERIES, schema.LINK, schema.OBSERVATION)
    )
    return SeriesFrames(series, link, observation, series_ties(series, observation, footings))


def _by_company(facts: pl.DataFrame) -> Iterable[tuple[str, pl.DataFrame]]:
    ordered = facts.sort("entity_id", "known_at", "release_id", "fact_id")
    for (entity_id,), rows in ordered.group_by("entity_id", maintain_order=True):
        yield str(entity_id), rows


def _company_once(entity_id: str, facts: pl.DataFrame, overrule: Overrule, made: Made) -> Frames:
    known = made.get(entity_id)
    if known is None or not known[0].equals(facts):
        known = made[entity_id] = facts, _company(list(facts.iter_rows(named=True)), overrule)
    return known[1]


def _company(rows: list[Row], overrule: Overrule) -> Frames:
    grouped = [(lines[0].facts[0][0]["release_id"], group_lines(lines)) for lines in _read(_by_release(rows))]
    entity_id = rows[0]["entity_id"]
    frames: Frames = {"series": [], "link": [], "observation": []}
    names = Names(entity_id)
    told: dict[str, list[Told]] = {}
    for series in link_groups(entity_id, grouped, overrule):
        strands = split_strands(series)
        stands = names.give(strands[0])
        frames["link"] += _link_rows(entity_id, stands, series)
        for strand in strands:
            series_id = stands if strand is strands[0] else names.give(strand)
            frames["series"].append(_series_row(series_id, None if strand is strands[0] else stands, strand))
            told.setdefault(series.kind.unit, []).append((series_id, *vintages(strand.prints)))
    frames["observation"] = [row for of_unit in told.values() for row in _observations(of_unit)]
    _tell_leaders(frames["series"])
    return frames


def _observations(told: Sequence[Told]) -> Iterable[dict[str, Any]]:
    """The vintages of a company's series of one unit, with their epochs: a split of shares is no turn for money."""
    turns = turns_of(change for _, _, changes in told for change in changes)
    for series_id, found, changes in told:
        epochs = Epochs(turns, changes)
        for one in found:
            yield observation(series_id, one, epochs.of(one.of.period, one.of.row["known_at"]))


def _tell_leaders(series: Iterable[dict[str, Any]]) -> None:
    """Of the series of one concept, the one of the statement of origin leads; a member or a footnote's row never."""
    best: dict[tuple[str, ...], dict[str, Any]] = {}
    for one in series:
        whole = one["same_as"] is None and one["dimensions"] == "{}" and "_footnote_" not in one["statement"]
        if whole:
            key = (one["concept"], one["basis"], one["unit"], one["period_type"])
            rival = best.setdefault(key, one)
            if _lead(one) < _lead(rival):
                best[key] = one
        one["leads"] = False
    for one in best.values():
        one["leads"] = True


def _lead(series: dict[str, Any]) -> tuple[int, int]:
    return origin_rank(series["statement"]), -series["releases"]


def _by_release(rows: Sequence[Row]) -> list[list[Row]]:
    releases: dict[str, list[Row]] = {}
    for row in rows:
        releases.setdefault(row["release_id"], []).append(row)
    return sorted(releases.values(), key=recorded_at)


def _read(releases: Sequence[list[Row]]) -> list[list[Line]]:
    """The lines of each release by the company's calendar; what a line tells apart with two values stays apart."""
    seen = [
        Seen(Period(row["period_start"], row["period_end"]), row["origin"] == "table", order)
        for order, release in enumerate(releases)
        for row in release
    ]
    calendar = Calendar(seen)
    read = [read_lines(release, calendar) for release in releases]
    apart = [pair for lines in read for line in lines for pair in _told_apart(line)]
    if not apart:
        return read
    calendar = Calendar(seen, apart)
    return [read_lines(release, calendar) for release in releases]


def _told_apart(line: Line) -> Iterable[tuple[Period, Period]]:
    first: dict[Period, tuple[Period, Any]] = {}
    for row, settled, before in line.facts:
        printed = Period(row["period_start"], row["period_end"])
        known, value = first.setdefault(settled, (printed, row["value"]))
        if not before and known != printed and value != row["value"]:
            yield known, printed


class Names:
    """Gives each strand of a company a stable id: the company, its first name, and the how-manieth of that name."""

    def __init__(self, entity_id: str) -> None:
        self._entity_id = entity_id
        self._seen: dict[tuple[object, ...], int] = {}

    def give(self, strand: Strand) -> str:
        """The id of the next strand."""
        key = (self._entity_id, *strand.first.name, *strand.first.kind)
        self._seen[key] = self._seen.get(key, 0) + 1
        return sha256("\x1f".join(map(str, (*key, self._seen[key]))).encode()).hexdigest()[:20]


def _series_row(series_id: str, same_as: str | None, strand: Strand) -> dict[str, Any]:
    """A series is called as the newest release calls it."""
    head = strand.newest.facts[0][0]
    return {
        "series_id": series_id,
        "same_as": same_as,
        **{name: head[name] for name in NAMED_BY},
        **strand.newest.kind._asdict(),
        "additive": all(one.row["additive"] for one in strand.prints),
        "releases": len({one.row["release_id"] for one in strand.prints}),
        "first_known_at": min(one.row["known_at"] for one in strand.prints),
    }


def _link_rows(entity_id: str, series_id: str, series: Series) -> Iterable[dict[str, Any]]:
    for link in series.links:
        yield {
            "entity_id": entity_id,
            "series_id": series_id,
            **link.name._asdict(),
            "release_id": link.release_id,
            **link.evidence._asdict(),
            "accepted": link.accepted,
        }
