"""The values that move through the transforms: what comes in, and what goes out."""

from dataclasses import dataclass, field
from datetime import date, datetime

import polars as pl

from warehouse import schema


@dataclass(frozen=True, slots=True)
class Identity:
    """What is known of a release from outside its text: a submission header, a sidecar, options."""

    cik: str | None = None
    company: str | None = None
    ticker: str | None = None
    accession: str | None = None
    filed_on: date | None = None
    accepted_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """One file as landed: its name, its bytes, and the identity that came with it."""

    name: str
    content: bytes
    identity: Identity = field(default_factory=Identity)


@dataclass(frozen=True, slots=True)
class ConceptRule:
    """One row of ``concepts.csv``: where a line stands and what it is called, to an element with its properties.

    ``statement`` and ``section`` are searched for, ``part`` (see ``transforms.facts.parts``) and ``label`` match as a
    whole; section and label are in lower case without punctuation, the path of sections joined with " > ".
    ``unit`` is what the element counts: money, per_share, shares, percent.
    """

    statement: str
    part: str
    section: str
    label: str
    unit: str
    concept: str
    balance: str
    period_type: str
    additive: bool
    flip: bool
    verified: bool


@dataclass(frozen=True, slots=True)
class Correction:
    """One row of ``corrections.csv``: what a place prints, and what it is read as instead.

    The place is a line and a character where ``mart.fact`` tells these, else a cell of HTML.
    """

    release_id: str
    line_number: int | None
    char_start: int | None
    table_index: int | None
    row_index: int | None
    cell_index: int | None
    printed: str
    read_as: str
    reason: str


@dataclass(frozen=True, slots=True)
class LinkRule:
    """One row of ``links.csv``: whether two names of a company's lines are one line, as somebody has decided.

    Statements, sections and labels are written in small letters and digits, as ``store.link`` shows them.
    """

    entity_id: str
    statement: str
    section: str
    label: str
    other_statement: str
    other_section: str
    other_label: str
    same: bool
    reason: str

    @property
    def names(self) -> tuple[tuple[str, str, str], tuple[str, str, str]]:
        """The two names: statement, section and label of each."""
        return (
            (self.statement, self.section, self.label),
            (self.other_statement, self.other_section, self.other_label),
        )


@dataclass(frozen=True, slots=True)
class Catalog:
    """Curated knowledge handed to the transforms."""

    concepts: tuple[ConceptRule, ...] = ()
    corrections: tuple[Correction, ...] = ()
    links: tuple[LinkRule, ...] = ()


@dataclass(frozen=True, slots=True)
class ReleaseFrames:
    """The long-format frames of one or many releases; schemas are ``Table.frame_schema`` of each."""

    release: pl.DataFrame
    filing: pl.DataFrame
    fact: pl.DataFrame
    line: pl.DataFrame
    tie: pl.DataFrame
    issue: pl.DataFrame
    non_fact: pl.DataFrame

    @staticmethod
    def concat(parts: "list[ReleaseFrames]") -> "ReleaseFrames":
        """All releases of ``parts`` in one set of frames, in order.

        A release that several parts carry, as filings may, is taken from the first; the filings are those of all.
        """
        seen: set[str] = set()
        own = []
        for part in parts:
            fresh = [reading for reading in part.release["reading"] if reading not in seen]
            own.append(part if len(fresh) == part.release.height else part.only(fresh))
            seen.update(fresh)
        return ReleaseFrames(
            **{
                table.name: pl.concat([getattr(part, table.name) for part in own]) if own else table.empty()
                for table in schema.FRAMES
            }
        )

    def only(self, readings: list[str]) -> "ReleaseFrames":
        """What is of these ``readings``, and every filing."""
        frames = {table.name: getattr(self, table.name) for table in schema.FRAMES}
        wanted = pl.col("reading").is_in(readings)
        return ReleaseFrames(
            **{name: frame.filter(wanted) if "reading" in frame.columns else frame for name, frame in frames.items()}
        )


@dataclass(frozen=True, slots=True)
class SeriesFrames:
    """The series of whole companies; schemas are ``frame_schema`` of SERIES, LINK, OBSERVATION and SERIES_TIE."""

    series: pl.DataFrame
    link: pl.DataFrame
    observation: pl.DataFrame
    series_tie: pl.DataFrame
