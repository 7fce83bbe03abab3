"""Every table and column of the warehouse, declared once.

The DDL, the polars schemas, the comments in the database and ``docs/data_dictionary.md`` are
generated from here. Column kinds: ``key`` tells rows apart, ``attribute`` describes, ``measure`` is a
number to compute with, ``place`` says where in the source, ``load`` is filled in by publish and is
no part of the frames that transforms hand over.
"""

# ruff: noqa: E501 - a column's declaration reads by its row, so the formatter is off below

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import polars as pl

SCHEMA_VERSION = 4
STORE = "store"
MART = "mart"

MONEY = pl.Decimal(38, 6)
TEXTS = pl.List(pl.String())
TIMESTAMP = pl.Datetime("us", "UTC")

type_names: Mapping[object, str] = {
    pl.String(): "VARCHAR",
    pl.Int8(): "TINYINT",
    pl.Int32(): "INTEGER",
    pl.Int64(): "BIGINT",
    pl.Boolean(): "BOOLEAN",
    pl.Date(): "DATE",
    pl.Float64(): "DOUBLE",
    MONEY: "DECIMAL(38,6)",
    TIMESTAMP: "TIMESTAMPTZ",
    TEXTS: "VARCHAR[]",
    pl.List(pl.Int32()): "INTEGER[]",
}

Kind = Literal["key", "attribute", "measure", "place", "load"]


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, polars type, kind, meaning, and unit where it has one."""

    name: str
    dtype: pl.DataType
    kind: Kind
    doc: str
    nullable: bool = False
    unit: str | None = None

    @property
    def sql_type(self) -> str:
        """The DuckDB type."""
        return type_names[self.dtype]

    @property
    def ddl(self) -> str:
        """The column's line in CREATE TABLE."""
        return f'"{self.name}" {self.sql_type}' + ("" if self.nullable else " NOT NULL")


@dataclass(frozen=True, slots=True)
class Table:
    """One table of the ``store`` schema; ``key`` names the columns that tell its rows apart."""

    name: str
    doc: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def full_name(self) -> str:
        """Name with schema."""
        return f"{STORE}.{self.name}"

    @property
    def ddl(self) -> str:
        """CREATE TABLE statement; no primary key, which DuckLake lacks and which doubles load time."""
        body = ",\n    ".join(column.ddl for column in self.columns)
        return f"CREATE TABLE {self.full_name} (\n    {body}\n)"

    @property
    def polars_schema(self) -> pl.Schema:
        """All columns, as loaded."""
        return pl.Schema({column.name: column.dtype for column in self.columns})

    @property
    def frame_schema(self) -> pl.Schema:
        """The columns that a transform hands over: all but those filled in at load."""
        return pl.Schema({column.name: column.dtype for column in self.columns if column.kind != "load"})

    def empty(self) -> pl.DataFrame:
        """A frame of no rows with ``frame_schema``."""
        return pl.DataFrame(schema=self.frame_schema)


TEXT, INT, LONG, BOOL, DAY = pl.String(), pl.Int32(), pl.Int64(), pl.Boolean(), pl.Date()


# fmt: off
def _reading_key() -> tuple[Column, ...]:
    return (
        Column("reading", TEXT, "key", "one parse of a release: hash of release, parser version and corrections digest"),
        Column("release_id", TEXT, "key", "sha256 of the exhibit's bytes"),
    )


def _place(*, required: bool = False) -> tuple[Column, ...]:
    text = "of text and of the prose of HTML; NULL in HTML's tables"
    html = "in the tables of HTML; NULL elsewhere"
    return (
        Column("line_number", INT, "place", f"1-based line of the file as landed, {text}", not required),
        Column("char_start", INT, "place", f"0-based start within the line, markup counted, without $ and %, {text}", nullable=True),
        Column("char_end", INT, "place", f"end within the line, half-open, {text}", nullable=True),
        Column("table_index", INT, "place", "order of the table in the exhibit from 0; in HTML of every <table>; NULL in prose", nullable=True),
        Column("row_index", INT, "place", "row of the table from 0; in HTML every <tr>", nullable=True),
        Column("cell_index", INT, "place", f"cell of the <tr> from 0, {html}", nullable=True),
    )


RELEASE = Table(
    "release",
    "One row per reading of a release: identity as read, counts, and the verdict it got.",
    ("reading",),
    (
        *_reading_key(),
        Column("parser_version", TEXT, "attribute", "version of the parser that made this reading"),
        Column("corrections_digest", TEXT, "attribute", "hash of the corrections applied; empty where none"),
        Column("medium", TEXT, "attribute", "text or html"),
        Column("document", TEXT, "attribute", "exhibit type, such as EX-99.1"),
        Column("company", TEXT, "attribute", "the reporting company's name as identified", nullable=True),
        Column("company_key", TEXT, "attribute", "the name normalised, which stands in for a CIK that is not known", nullable=True),
        Column("cik", TEXT, "attribute", "SEC central index key, ten digits", nullable=True),
        Column("ticker", TEXT, "attribute", "exchange symbol", nullable=True),
        Column("is_release", BOOL, "attribute", "false: the file was read and is no earnings release"),
        Column("not_release_reason", TEXT, "attribute", "why it is no release", nullable=True),
        Column("lines", INT, "measure", "lines of the exhibit", unit="lines"),
        Column("bytes", LONG, "measure", "size of the exhibit", unit="bytes"),
        Column("facts", INT, "measure", "facts read, nil ones and narrative ones included", unit="facts"),
        Column("nils", INT, "measure", "facts printed as a dash", unit="facts"),
        Column("narrative_facts", INT, "measure", "facts read from headline and prose", unit="facts"),
        Column("table_tokens", INT, "measure", "number tokens and dashes inside tables", unit="tokens"),
        Column("non_facts", INT, "measure", "table tokens declared no fact, with a reason", unit="tokens"),
        Column("issues", INT, "measure", "issues of every level", unit="issues"),
        Column("yield", pl.Float64(), "measure", "(table facts + declared non-facts) / table tokens; 1 where there are none"),
        Column("verdict", TEXT, "load", "published, quarantined or not_a_release, as the gate decided at load"),
        Column("reason", TEXT, "load", "the gate's first reason, in words", nullable=True),
        Column("recorded_at", TIMESTAMP, "load", "when this reading was loaded"),
        Column("run_id", TEXT, "load", "the run that loaded it"),
        Column("landed", TEXT, "place", "sha256 of the file as landed that it was read from, whose lines the places count; NULL where an older version loaded it", nullable=True),
    ),
)

FILING = Table(
    "filing",
    "The filings, or bare files, that carried a release; known_at of the release is the earliest of its filings.",
    ("filing_id",),
    (
        Column("filing_id", TEXT, "key", "hash of release, accession, company and date; the file's name is no part of it"),
        Column("release_id", TEXT, "key", "sha256 of the exhibit's bytes"),
        Column("accession", TEXT, "attribute", "SEC accession number", nullable=True),
        Column("cik", TEXT, "attribute", "filer's CIK, ten digits", nullable=True),
        Column("company", TEXT, "attribute", "filer's name", nullable=True),
        Column("filed_on", DAY, "attribute", "filing date", nullable=True),
        Column("accepted_at", TIMESTAMP, "attribute", "EDGAR acceptance time", nullable=True),
        Column("known_at", TIMESTAMP, "attribute", "when the public could know; a date alone means the end of that day, Eastern", nullable=True),
        Column("known_at_source", TEXT, "attribute", "acceptance, filed_on, dateline, sidecar", nullable=True),
        Column("file_name", TEXT, "attribute", "name of the file when first loaded"),
        Column("recorded_at", TIMESTAMP, "load", "when it was loaded"),
    ),
)

FACT = Table(
    "fact",
    "One row per reported number, as reported, in units (never thousands).",
    ("reading", "fact_id"),
    (
        *_reading_key(),
        Column("fact_id", TEXT, "key", "hash of release and place; the same in every reading"),
        Column("statement", TEXT, "key", "balance_sheet, operations, cash_flow, ... , or narrative"),
        Column("section", TEXT, "key", "headings above the line, joined with ' > '; empty at top level"),
        Column("label", TEXT, "key", "the line's label as printed, wrapped lines joined"),
        Column("ordinal", INT, "key", "1 for the first line of this label in its section, 2 for the next"),
        Column("concept", TEXT, "attribute", "us-gaap element, or a stable extension (ext:...)"),
        Column("concept_value", MONEY, "measure", "value with the sign of the concept", nullable=True, unit="as `unit`"),
        Column("dimensions", TEXT, "key", "JSON object of axis to member as printed, for column headings that are no period"),
        Column("basis", TEXT, "key", "GAAP, non-GAAP or pro-forma"),
        Column("period_type", TEXT, "key", "instant or duration; NULL where no rule decides the period", nullable=True),
        Column("period_start", DAY, "key", "first day of a duration, inclusive", nullable=True),
        Column("period_end", DAY, "key", "last day of the period, or the day of an instant", nullable=True),
        Column("period_start_source", TEXT, "attribute", "weeks, previous_period or calendar_month: how period_start is known", nullable=True),
        Column("months", INT, "attribute", "length as the heading says, in months", nullable=True, unit="months"),
        Column("weeks", INT, "attribute", "length as the heading says, in weeks", nullable=True, unit="weeks"),
        Column("unit", TEXT, "key", "USD, shares, USD/share, percent, pure, or a counted thing", nullable=True),
        Column("scale", INT, "attribute", "printed multiplier: 1000 for a table in thousands"),
        Column("decimals", pl.Int8(), "attribute", "XBRL decimals: -3 for a whole number in thousands", nullable=True),
        Column("printed", TEXT, "attribute", "the characters read, with parentheses or minus"),
        Column("is_nil", BOOL, "attribute", "a printed dash: value NULL, zero in arithmetic"),
        Column("value", MONEY, "measure", "in `unit`, scale applied, sign as printed", nullable=True, unit="as `unit`"),
        Column("role", TEXT, "attribute", "value, change (a printed difference or growth) or outlook (guidance)"),
        Column("origin", TEXT, "attribute", "table or narrative"),
        Column("additive", BOOL, "attribute", "quarters of this line may be added and subtracted"),
        Column("header_inherited", BOOL, "attribute", "the columns come from the statement whose footnote this table is"),
        Column("flagged", BOOL, "attribute", "an operand of a broken or suspicious tie of severity error or warning"),
        Column("footnote", TEXT, "attribute", "footnote marks of the line or cell, such as (1)", nullable=True),
        Column("assurance", TEXT, "attribute", "audited, unaudited or derived_from_audited", nullable=True),
        Column("document", TEXT, "place", "exhibit type, such as EX-99.1"),
        *_place(),
        Column("column_index", INT, "place", "value columns from 1; in prose the order on the line", nullable=True),
        Column("heading", TEXT, "attribute", "the column's heading as printed, levels joined with ' > '", nullable=True),
    ),
)

FACT_COLUMNS = {column.name: column for column in FACT.columns}

LINE = Table(
    "line",
    "One row per printed row of a table, headings without values too, so that a statement can be laid out again; one "
    "row of HTML may print several lines.",
    ("reading", "position"),
    (
        *_reading_key(),
        Column("position", INT, "key", "order of the line in the release from 1"),
        Column("statement", TEXT, "attribute", "statement of the table"),
        Column("title", TEXT, "attribute", "the table's title as printed", nullable=True),
        Column("table_index", INT, "place", "order of the table in the exhibit from 0; in HTML of every <table>"),
        Column("row_index", INT, "place", "row of the table from 0; in HTML every <tr>"),
        Column("kind", TEXT, "attribute", "heading, data or total"),
        Column("label", TEXT, "attribute", "as printed, wrapped lines joined"),
        Column("section", TEXT, "attribute", "headings above the line, joined with ' > '"),
        Column("indent", INT, "attribute", "printed indentation", unit="characters"),
        Column("line_number", INT, "place", "1-based line of the row's values or of the heading, in a text release", nullable=True),
    ),
)

TIE = Table(
    "tie",
    "Every equality or order that was tried: both sides, residual, tolerance and outcome.",
    ("reading", "tie_id"),
    (
        *_reading_key(),
        Column("tie_id", TEXT, "key", "hash of kind, operands and weights"),
        Column("kind", TEXT, "attribute", "footing, balance_identity, duplicate, ..."),
        Column("relation", TEXT, "attribute", "the equality in words, with the lines' own labels"),
        Column("period", TEXT, "attribute", "a day, start/end, or two of these joined with ' vs '"),
        Column("unit", TEXT, "attribute", "unit of both sides", nullable=True),
        Column("left_value", MONEY, "measure", "as reported", nullable=True, unit="as `unit`"),
        Column("right_value", MONEY, "measure", "as computed, or the other print", nullable=True, unit="as `unit`"),
        Column("residual", MONEY, "measure", "left minus right", nullable=True, unit="as `unit`"),
        Column("tolerance", MONEY, "measure", "rounding bound of the residual", nullable=True, unit="as `unit`"),
        Column("outcome", TEXT, "attribute", "exact, within_rounding, violated or not_evaluable"),
        Column("severity", TEXT, "attribute", "what a break of this tie is: error, warning or info"),
        Column("suspicious", BOOL, "attribute", "a footing only within rounding in a release whose footings are otherwise exact"),
        Column("note", TEXT, "attribute", "what a reader should know, in words", nullable=True),
        Column("fact_ids", TEXTS, "attribute", "the operands, left side first"),
        Column("weights", pl.List(pl.Int32()), "attribute", "per operand: residual = sum of weight x value; NULL where not linear", nullable=True),
    ),
)

ISSUE = Table(
    "issue",
    "What the parser could not account for, or what a reader of the data must know, with its place.",
    ("reading", "issue_id"),
    (
        *_reading_key(),
        Column("issue_id", TEXT, "key", "hash of code and place"),
        Column("level", TEXT, "attribute", "error (quarantines), warning or info"),
        Column("code", TEXT, "attribute", "stable snake_case name of the kind of issue"),
        Column("message", TEXT, "attribute", "one line: what, where, and what to do"),
        Column("statement", TEXT, "attribute", "statement it concerns", nullable=True),
        Column("token", TEXT, "attribute", "the characters it concerns", nullable=True),
        *_place(),
    ),
)

NON_FACT = Table(
    "non_fact",
    "Number tokens and dashes that are declared no fact, with the reason.",
    ("reading", "position"),
    (
        *_reading_key(),
        Column("position", INT, "key", "order of the token among these from 1"),
        Column("token", TEXT, "attribute", "the characters"),
        Column("reason", TEXT, "attribute", "column_header_date, footnote_marker, page_number, ..."),
        Column("in_table", BOOL, "attribute", "counts in the yield"),
        *_place(),
    ),
)

REASON = Table(
    "reason",
    "Why the gate held a release back, one row a reason.",
    ("reading", "rank"),
    (
        *_reading_key(),
        Column("rank", INT, "key", "1 for the first reason"),
        Column("code", TEXT, "attribute", "tie_broken, undecided_context, low_yield, no_known_at, or an issue's code"),
        Column("message", TEXT, "attribute", "one line with place and remedy"),
        Column("line_number", INT, "place", "where, in text or in the prose of HTML", nullable=True),
        Column("tie_id", TEXT, "attribute", "the broken tie", nullable=True),
    ),
)

WAIVER = Table(
    "waiver",
    "Recorded human decisions to publish a quarantined release.",
    ("reading",),
    (
        *_reading_key(),
        Column("who", TEXT, "attribute", "who decided"),
        Column("why", TEXT, "attribute", "the reason given"),
        Column("waived_at", TIMESTAMP, "attribute", "when"),
    ),
)

RUN = Table(
    "run",
    "One row per ingest run, failed ones too.",
    ("run_id",),
    (
        Column("run_id", TEXT, "key", "identifies the run"),
        Column("mode", TEXT, "attribute", "prefect or direct"),
        Column("flow_run_id", TEXT, "attribute", "prefect's id of the run", nullable=True),
        Column("started_at", TIMESTAMP, "attribute", "start"),
        Column("finished_at", TIMESTAMP, "attribute", "end; NULL where the process died", nullable=True),
        Column("status", TEXT, "attribute", "completed, failed or died"),
        Column("error", TEXT, "attribute", "one line, where it failed", nullable=True),
        Column("parser_version", TEXT, "attribute", "parser version of the run"),
        Column("files", INT, "measure", "files read", unit="files"),
        Column("published", INT, "measure", "releases published", unit="releases"),
        Column("quarantined", INT, "measure", "releases quarantined", unit="releases"),
        Column("not_a_release", INT, "measure", "files that are no release", unit="files"),
        Column("already_known", INT, "measure", "releases loaded before by the same parser and corrections", unit="releases"),
        Column("facts", INT, "measure", "facts loaded", unit="facts"),
    ),
)

EXPECTATION_RESULT = Table(
    "expectation_result",
    "What Great Expectations said, one row per expectation, run and batch of releases judged together.",
    ("run_id", "batch", "suite", "position"),
    (
        Column("run_id", TEXT, "key", "the run"),
        Column("batch", TEXT, "key", "hash of the readings judged together; a run judges one or many batches"),
        Column("suite", TEXT, "key", "facts, ties, coverage or series"),
        Column("position", INT, "key", "order in the suite from 1"),
        Column("expectation", TEXT, "attribute", "the expectation's type"),
        Column("code", TEXT, "attribute", "stable snake_case name of what fails where it does not hold"),
        Column("severity", TEXT, "attribute", "error (a failing row quarantines its release) or warning (only recorded)"),
        Column("description", TEXT, "attribute", "what it demands, in words"),
        Column("success", BOOL, "attribute", "held for every row of the batch"),
        Column("unexpected_count", LONG, "measure", "rows that failed it", nullable=True, unit="rows"),
        Column("release_ids", TEXTS, "attribute", "releases with a failing row"),
        Column("observed", TEXT, "attribute", "observed value, as JSON", nullable=True),
    ),
)

SERIES = Table(
    "series",
    "One row per series: one line of a company, followed through its releases whatever they call it.",
    ("entity_id", "series_id"),
    (
        Column("series_id", TEXT, "key", "hash of the company and the line's first name"),
        Column("same_as", TEXT, "attribute", "the series that stands for this one, which says the same in another statement", nullable=True),
        Column("leads", BOOL, "attribute", "of the company's series of this concept, basis and unit, the one for the company as a whole"),
        Column("entity_id", TEXT, "key", "the reporting company"),
        Column("cik", TEXT, "attribute", "SEC central index key, ten digits", nullable=True),
        Column("company", TEXT, "attribute", "the company's name in its newest release", nullable=True),
        *(FACT_COLUMNS[name] for name in ("statement", "section", "label", "ordinal", "concept", "basis", "dimensions", "unit")),
        Column("additive", BOOL, "attribute", "quarters of this line may be added and subtracted"),
        Column("period_type", TEXT, "attribute", "instant or duration, as in its newest release"),
        Column("releases", INT, "measure", "releases that print it", unit="releases"),
        Column("first_known_at", TIMESTAMP, "attribute", "when its first print could be known"),
    ),
)

LINK = Table(
    "link",
    "Why a name of a line belongs to its series, or came near and was not let in.",
    ("entity_id", "series_id", "statement", "section", "label", "ordinal"),
    (
        Column("entity_id", TEXT, "key", "the reporting company"),
        Column("series_id", TEXT, "key", "the series"),
        Column("statement", TEXT, "key", "statement of the name"),
        Column("section", TEXT, "key", "its section, words only"),
        Column("label", TEXT, "key", "its label, words only"),
        Column("ordinal", INT, "key", "1 for the first line of this label in its section, 2 for the next"),
        Column("release_id", TEXT, "attribute", "the first release that uses it"),
        Column("score", pl.Float64(), "measure", "weight of the evidence; a half and more makes a link"),
        Column("by", TEXT, "attribute", "first, name, concept, label, values or curated: what speaks for it"),
        Column("likeness", pl.Float64(), "measure", "how much alike the labels are, 0 to 1"),
        Column("shared", INT, "measure", "periods that both print", unit="periods"),
        Column("equal", INT, "measure", "periods on which they agree within rounding", unit="periods"),
        Column("neighbours", BOOL, "attribute", "the line before or after belongs to the same series as it did"),
        Column("accepted", BOOL, "attribute", "the link is made; false: it came near, for somebody to decide"),
    ),
)

OBSERVATION = Table(
    "observation",
    "Each published value as one vintage of its series: since when it is known, and until when it is the newest print.",
    ("series_id", "reading", "fact_id"),
    (
        *_reading_key(),
        Column("fact_id", TEXT, "key", "hash of release and place"),
        Column("entity_id", TEXT, "key", "the reporting company"),
        Column("series_id", TEXT, "key", "the series"),
        Column("period_start", DAY, "attribute", "first day of a duration, by the company's calendar; NULL for an instant", nullable=True),
        Column("period_end", DAY, "attribute", "last day, or the day of an instant, by the company's calendar"),
        Column("known_at", TIMESTAMP, "attribute", "when it could be known"),
        Column("known_until", TIMESTAMP, "attribute", "when a newer print of the same period could be; NULL for the newest", nullable=True),
        Column("flagged", BOOL, "attribute", "an operand of a broken or suspicious tie of its release"),
        Column("epoch_from", INT, "attribute", "how often the company had changed what it tells; only prints that share an epoch are subtracted"),
        Column("epoch_to", INT, "attribute", "the last epoch before days of this period are told otherwise in this series"),
        Column("stands", BOOL, "attribute", "of several prints in one release, the one that counts"),
        Column("prose", BOOL, "attribute", "read from headline or prose"),
        Column("half_unit", MONEY, "measure", "half a unit of the last printed digit", nullable=True, unit="as `unit`"),
        Column("is_nil", BOOL, "attribute", "a printed dash: zero in arithmetic"),
        Column("value", MONEY, "measure", "sign as printed", nullable=True, unit="as `unit`"),
        Column("concept_value", MONEY, "measure", "value with the sign of the concept", nullable=True, unit="as `unit`"),
    ),
)


def _from(table: Table, *names: str) -> tuple[Column, ...]:
    """Columns that another table has too."""
    own = {column.name: column for column in table.columns}
    return tuple(own[name] for name in names)


LINE_KEY = _from(
    SERIES, "entity_id", "cik", "company", "series_id", "same_as", "leads", "statement", "section", "label", "ordinal",
    "concept", "basis", "dimensions", "unit",
)

QUARTER = Table(
    "quarter",
    "Discrete quarters of every series, as mart.quarter_as_of gives them today; kept up at publish.",
    ("entity_id", "series_id", "period_end"),
    (
        *LINE_KEY,
        Column("period_start", DAY, "attribute", "first day of the quarter"),
        Column("period_end", DAY, "key", "last day of the quarter"),
        Column("value", MONEY, "measure", "sign as printed; NULL where not derivable, and for a printed nil (then is_nil)", nullable=True, unit="as `unit`"),
        Column("concept_value", MONEY, "measure", "the same with the sign of the concept", nullable=True, unit="as `unit`"),
        Column("half_width", MONEY, "measure", "half the width of the interval that rounding leaves: half a unit of the last printed digit, summed", nullable=True, unit="as `unit`"),
        Column("origin", TEXT, "attribute", "reported, derived (a difference of longer periods), or not_derivable (the line is not additive)"),
        Column("is_nil", BOOL, "attribute", "a quarter printed as a dash: zero in arithmetic"),
        Column("fact_ids", TEXTS, "attribute", "the facts it comes from: the longer period first, then what is subtracted"),
        Column("known_at", TIMESTAMP, "attribute", "when the last of its facts could be known"),
        Column("additive", BOOL, "attribute", "quarters of this line may be added and subtracted"),
    ),
)

TTM = Table(
    "ttm",
    "Trailing twelve months of every series, as mart.ttm_as_of gives them today; kept up at publish.",
    ("entity_id", "series_id", "period_end"),
    (
        *LINE_KEY,
        Column("period_start", DAY, "attribute", "first day of the twelve months; NULL where they cannot be had", nullable=True),
        Column("period_end", DAY, "key", "last day of the quarter that closes them"),
        Column("value", MONEY, "measure", "sum over twelve months, sign as printed; NULL where it cannot be had", nullable=True, unit="as `unit`"),
        Column("concept_value", MONEY, "measure", "the same with the sign of the concept", nullable=True, unit="as `unit`"),
        Column("half_width", MONEY, "measure", "half the width of the interval that rounding leaves", nullable=True, unit="as `unit`"),
        Column("origin", TEXT, "attribute", "reported (a printed year), derived, or not_derivable (the line is not additive)"),
        Column("fact_ids", TEXTS, "attribute", "the facts it comes from"),
        Column("known_at", TIMESTAMP, "attribute", "when the last of its facts could be known"),
    ),
)

GROWTH = Table(
    "growth",
    "Growth of discrete quarters, as mart.growth_as_of gives it today; kept up at publish.",
    ("entity_id", "series_id", "period_end"),
    (
        *(column for column in QUARTER.columns if column.name not in ("fact_ids", "known_at")),
        Column("quarter_ago_value", MONEY, "measure", "value of the quarter before", nullable=True, unit="as `unit`"),
        Column("quarter_over_quarter", pl.Float64(), "measure", "growth over the quarter before, of concept_value; NULL unless that is positive", nullable=True, unit="percent"),
        Column("year_ago_value", MONEY, "measure", "value of the same quarter a year ago", nullable=True, unit="as `unit`"),
        Column("year_over_year", pl.Float64(), "measure", "growth over the year before, of concept_value; NULL unless that is positive", nullable=True, unit="percent"),
        Column("fact_ids", TEXTS, "attribute", "the facts of all three quarters, the current one's first"),
        Column("known_at", TIMESTAMP, "attribute", "when the last of its facts could be known"),
    ),
)

RESTATEMENT = Table(
    "restatement",
    "Periods of a series whose newest print differs from their first; kept up at publish.",
    ("entity_id", "series_id", "period_start", "period_end"),
    (
        *LINE_KEY,
        Column("period_type", TEXT, "attribute", "instant or duration"),
        Column("period_start", DAY, "key", "first day of a duration", nullable=True),
        Column("period_end", DAY, "key", "last day of the period, or the day of an instant"),
        Column("first_value", MONEY, "measure", "as first printed; NULL for a nil", nullable=True, unit="as `unit`"),
        Column("latest_value", MONEY, "measure", "as printed last; NULL for a nil", nullable=True, unit="as `unit`"),
        Column("change", MONEY, "measure", "latest minus first, nil as zero", unit="as `unit`"),
        Column("kind", TEXT, "attribute", "rounding, scale error, corrected, reclassified or restated"),
        Column("note", TEXT, "attribute", "what else speaks: a split of shares, the lines it was moved to", nullable=True),
        Column("first_fact_id", TEXT, "attribute", "fact of the first print"),
        Column("latest_fact_id", TEXT, "attribute", "fact of the newest print"),
        Column("first_release_id", TEXT, "attribute", "release of the first print"),
        Column("latest_release_id", TEXT, "attribute", "release of the newest print"),
        Column("first_known_at", TIMESTAMP, "attribute", "when the first print could be known"),
        Column("latest_known_at", TIMESTAMP, "attribute", "when the newest could"),
    ),
)

SERIES_TIE = Table(
    "series_tie",
    "Ties between releases of a company: what a later one says of an earlier; kept up at publish.",
    ("reading", "tie_id"),
    (Column("entity_id", TEXT, "attribute", "the reporting company"), *TIE.columns),
)

GAP = Table(
    "gap",
    "Holes in series: quarters between two that are known, and instants more than a quarter apart; kept up at publish.",
    ("entity_id", "series_id", "gap_start"),
    (
        *LINE_KEY,
        Column("gap_start", DAY, "key", "first day of the hole"),
        Column("gap_end", DAY, "attribute", "last day of the hole"),
        Column("quarters", INT, "measure", "how long it is", unit="quarters"),
        Column("reason", TEXT, "attribute", "no release of that period is loaded, it does not print the line, or it prints longer periods only"),
    ),
)


READING_STATE = Table(
    "reading_state",
    "One row per reading: its release's identity, its status today, and whether it is the one shown; kept up at publish.",
    ("reading",),
    (
        *_reading_key(),
        Column("entity_id", TEXT, "attribute", "the reporting company: its CIK where known, else its normalised name"),
        *_from(RELEASE, "cik", "company", "ticker"),
        *_from(FILING, "accession", "filed_on", "known_at", "known_at_source"),
        Column("filings", LONG, "measure", "filings that carried the release", unit="filings"),
        Column("readings", LONG, "measure", "readings of the release", unit="readings"),
        *_from(
            RELEASE, "parser_version", "corrections_digest", "medium", "document", "lines", "bytes", "facts", "nils",
            "narrative_facts", "table_tokens", "non_facts", "issues", "yield", "reason", "not_release_reason", "recorded_at",
            "run_id", "landed",
        ),
        Column("who", TEXT, "attribute", "who waived its quarantine", nullable=True),
        Column("why", TEXT, "attribute", "the waiver's reason", nullable=True),
        Column("waived_at", TIMESTAMP, "attribute", "when it was waived", nullable=True),
        Column("status", TEXT, "attribute", "published, waived, quarantined or not_a_release"),
        Column("visible", BOOL, "attribute", "published or waived"),
        Column("shown", BOOL, "attribute", "the one reading that stands for its release"),
        Column("waiting", BOOL, "attribute", "in quarantine and the newest of its release"),
    ),
)

SCORECARD = Table(
    "scorecard",
    "What can be counted of a reading once and for all; kept up at publish.",
    ("reading",),
    (
        Column("reading", TEXT, "key", "one parse of a release"),
        Column("flagged_facts", LONG, "measure", "facts in a broken or suspicious tie of severity error or warning", unit="facts"),
        Column("unmapped_facts", LONG, "measure", "facts whose line no concept rule knows (ext:...)", unit="facts"),
        Column("tied_facts", LONG, "measure", "facts that stand in at least one evaluated tie", unit="facts"),
        Column("ties", LONG, "measure", "ties tried within the release", unit="ties"),
        Column("exact", LONG, "measure", "ties that hold to the last digit", unit="ties"),
        Column("within_rounding", LONG, "measure", "ties that hold within rounding", unit="ties"),
        Column("violated", LONG, "measure", "ties broken beyond rounding, of any severity", unit="ties"),
        Column("not_evaluable", LONG, "measure", "ties that could not be evaluated", unit="ties"),
        Column("broken_errors", LONG, "measure", "broken ties of severity error", unit="ties"),
        Column("broken_warnings", LONG, "measure", "broken ties of severity warning", unit="ties"),
        Column("suspicious", LONG, "measure", "footings only within rounding in a release whose footings are otherwise exact", unit="ties"),
        Column("issue_errors", LONG, "measure", "issues of level error", unit="issues"),
        Column("issue_warnings", LONG, "measure", "issues of level warning", unit="issues"),
        Column("issue_infos", LONG, "measure", "issues of level info", unit="issues"),
    ),
)

SERIES_STATE = Table(
    "series_state",
    "What the series of a company were last made of, so that publish makes anew those whose releases have changed.",
    ("entity_id",),
    (
        Column("entity_id", TEXT, "key", "the reporting company"),
        Column("digest", TEXT, "attribute", "hash of its published readings, their dates, and the rules"),
    ),
)

SCHEMA = Table(
    "schema_version",
    "The version of this file's layout.",
    ("version",),
    (
        Column("version", INT, "key", "layout version"),
        Column("applied_at", TIMESTAMP, "attribute", "when the file was made or migrated"),
    ),
)

LOADED: tuple[Table, ...] = (
    RELEASE, FILING, FACT, LINE, TIE, ISSUE, NON_FACT, REASON, WAIVER, RUN, EXPECTATION_RESULT,
)
"""What publish appends to."""
DERIVED: tuple[Table, ...] = (SERIES, LINK, OBSERVATION, SERIES_TIE, QUARTER, TTM, GROWTH, RESTATEMENT, GAP)
"""What publish makes anew for the companies whose releases have changed."""
KEPT: tuple[Table, ...] = (READING_STATE, SCORECARD, *DERIVED, SERIES_STATE)
"""What publish keeps up; all of it follows from what was loaded."""
TABLES: tuple[Table, ...] = (*LOADED, *KEPT, SCHEMA)
# fmt: on
FRAMES: tuple[Table, ...] = (RELEASE, FILING, FACT, LINE, TIE, ISSUE, NON_FACT)
"""What transforms hand over for a batch of releases."""
SERIES_INPUT = pl.Schema(
    {
        **{name: FACT_COLUMNS[name].dtype for name in ("reading", "release_id", "fact_id")},
        **dict.fromkeys(("entity_id", "cik", "company"), pl.String()),
        "known_at": TIMESTAMP,
        **{
            name: FACT_COLUMNS[name].dtype
            for name in (
                "statement", "section", "label", "ordinal", "concept", "concept_value", "dimensions", "basis",
                "period_type", "period_start", "period_end", "unit", "is_nil", "value", "origin", "additive", "flagged",
                "table_index", "row_index", "line_number", "char_start", "column_index",
            )
        },
        "half_unit": MONEY,
    }
)  # fmt: skip
"""Columns of ``store.series_fact``, of which series are made; ``half_unit`` is half a unit of the last digit."""
FOOTINGS = pl.Schema({"reading": TEXT, "fact_ids": TEXTS, "weights": pl.List(pl.Int32())})
"""Columns of the footings that hold, which are tried again on quarters derived from two releases."""
MAKES_SERIES = (
    "role = 'value' AND unit IS NOT NULL AND period_end IS NOT NULL "
    "AND (period_type = 'instant') = (period_start IS NULL)"
)
"""Of which facts series are made: not of guidance, printed changes, and what has no unit or no whole period."""
HALF_UNIT = "CAST(0.5 * pow(10.0, -decimals) AS DECIMAL(38, 6))"
"""Half a unit of the last printed digit."""
HOLDING_FOOTING = "kind = 'footing' AND outcome IN ('exact', 'within_rounding') AND weights IS NOT NULL"
"""Which ties ``FOOTINGS`` has."""
SHARED: Mapping[str, str] = {
    "makes_series": MAKES_SERIES, "half_unit": HALF_UNIT, "holding_footing": HOLDING_FOOTING,
}  # fmt: skip
"""What views call ``$name``; DuckDB and polars both read it, so that what is judged is what is published."""
