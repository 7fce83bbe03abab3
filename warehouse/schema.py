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

SCHEMA_VERSION = 2
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
    text = "in a text release; NULL in HTML"
    html = "in an HTML release; NULL in text"
    return (
        Column("line_number", INT, "place", f"1-based line of the file as landed, {text}", not required),
        Column("char_start", INT, "place", f"0-based start within the line, without $ and %, {text}", nullable=True),
        Column("char_end", INT, "place", f"end within the line, half-open, {text}", nullable=True),
        Column("table_index", INT, "place", "order of the table in the exhibit from 0; in HTML of every <table>", nullable=True),
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

LINE = Table(
    "line",
    "One row per printed row of a table, headings without values too, so that a statement can be laid out again; one "
    "row of HTML may print several lines.",
    ("reading", "table_index", "row_index", "kind", "label"),
    (
        *_reading_key(),
        Column("statement", TEXT, "attribute", "statement of the table"),
        Column("title", TEXT, "attribute", "the table's title as printed", nullable=True),
        Column("table_index", INT, "key", "order of the table in the exhibit from 0"),
        Column("row_index", INT, "key", "order of the row in its table from 0"),
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
    ("reading", "line_number", "char_start", "table_index", "row_index", "cell_index"),
    (
        *_reading_key(),
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
        Column("line_number", INT, "place", "where, in a text release", nullable=True),
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
        Column("suite", TEXT, "key", "facts, ties or coverage"),
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

SCHEMA = Table(
    "schema_version",
    "The version of this file's layout.",
    ("version",),
    (
        Column("version", INT, "key", "layout version"),
        Column("applied_at", TIMESTAMP, "attribute", "when the file was made or migrated"),
    ),
)

TABLES: tuple[Table, ...] = (
    RELEASE, FILING, FACT, LINE, TIE, ISSUE, NON_FACT, REASON, WAIVER, RUN, EXPECTATION_RESULT, SCHEMA,
)
# fmt: on
FRAMES: tuple[Table, ...] = (RELEASE, FILING, FACT, LINE, TIE, ISSUE, NON_FACT)
"""What transforms hand over for a batch of releases."""
