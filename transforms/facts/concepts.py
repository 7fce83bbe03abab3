"""Lines to concepts: a curated us-gaap element where one fits, a stable extension of its own where none does.

Two layers of sign: a fact's ``value`` stays as printed; ``concept_value`` has the sign of the element. Which way a
line is printed follows from the calculation tree as in XBRL: an operand added to a total of the other balance,
or subtracted from one of the same, is printed against its element's sign.
"""

import re
from functools import lru_cache
from typing import NamedTuple

import polars as pl

from transforms.facts.unpivot import Line, Parsed, basis_of, signs_by_weight
from transforms.model import Catalog, ConceptRule
from transforms.parse.grid import PrintedTable, Row
from transforms.parse.measures import MONEY

US_GAAP = "us-gaap:"
EXTENSION = "ext:"
STOP_WORDS = frozenset(["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"])
SYNONYMS = ((re.compile(r"\bintangible assets?\b"), "intangibles"),)
GENERIC_WORDS = 1
FOOTNOTE_TITLES = (
    (
        re.compile(r"\b(stock|share)[- ]?(based )?compensation\b", re.IGNORECASE),
        "AllocatedShareBasedCompensationExpense",
        "debit",
    ),
)
"""What every row of a footnote's table measures, by its title; the row itself is a member of an axis."""
GROWTHS = ("RevenueGrowthPercent", "RevenueSequentialGrowthPercent")
"""Ratios that prose states; no us-gaap element is one."""
NEVER_FLIPPED = frozenset({"NetIncomeLoss", "ProfitLoss"})
"""They open the cash flow as they stand."""


class Meaning(NamedTuple):
    """What a line measures."""

    element: str
    balance: str
    additive: bool
    verified: bool
    flip: bool


def fold(text: str) -> str:
    """``text`` in lower case, letters and digits only."""
    return re.sub(r"[^a-z0-9%]+", " ", text.lower().replace("'", "")).strip()


class ConceptMap:
    """The curated rules, compiled once; a line seen before is answered from memory."""

    def __init__(self, catalog: Catalog) -> None:
        self._rules = [
            (re.compile(rule.statement), re.compile(rule.section), re.compile(rf"(?:{rule.label})\Z"), rule)
            for rule in catalog.concepts
        ]
        self._any_label = re.compile(rf"(?:{'|'.join(rule.label for rule in catalog.concepts) or '(?!)'})\Z")
        self.meaning = lru_cache(maxsize=20_000)(self._meaning)

    def _meaning(self, statement: str, section: str, label: str, title: str, unit: str, adjustment: bool) -> Meaning:  # noqa: FBT001
        if "_footnote_" in statement:
            for pattern, element, balance in FOOTNOTE_TITLES:
                if pattern.search(title):
                    return Meaning(element, balance, additive=True, verified=True, flip=False)
        folded, path = fold(label), fold(section.rpartition(" > ")[2])
        for on_statement, on_section, on_label, rule in self._rules if self._any_label.match(folded) else ():
            if (
                on_label.match(folded)
                and on_statement.search(statement)
                and on_section.search(path)
                and _fits(rule, unit)
            ):
                return Meaning(rule.concept, rule.balance, rule.additive, rule.verified, rule.flip)
        return Meaning(
            extension(statement, path, folded, adjustment=adjustment), "", unit in MONEY, verified=False, flip=False
        )


@lru_cache(maxsize=4)
def concept_map(catalog: Catalog) -> ConceptMap:
    """The rules of ``catalog``, with what they answered before."""
    return ConceptMap(catalog)


def _fits(rule: ConceptRule, unit: str) -> bool:
    """A per-share or share-count element never takes an amount of money, and the other way round."""
    if "PerShare" in rule.concept:
        return unit.endswith("/share")
    if "NumberOf" in rule.concept:
        return unit == "shares"
    return unit in MONEY


def extension(statement: str, path: str, label: str, *, adjustment: bool) -> str:
    """A name made of the line's own words, so that it is the same wherever the line is printed again."""
    for pattern, word in SYNONYMS:
        label = pattern.sub(word, label)
    words = [word for word in label.split() if word not in STOP_WORDS]
    if len(words) <= GENERIC_WORDS:
        words = [word for word in path.split() if word not in STOP_WORDS] + words
    prefix = ""
    if adjustment:
        prefix = "NonGaapAdjustment"
    elif statement == "cash_flow" and path.startswith("changes in"):
        prefix = "IncreaseDecreaseIn"
    return EXTENSION + prefix + "".join(word.capitalize() for word in words)


def map_lines(table: PrintedTable, parsed: Parsed, concepts: ConceptMap) -> None:
    """Fill in ``parsed.lines`` for the data rows of ``table``."""
    weights = signs_by_weight(parsed.sums[table.index])
    meanings = {index: _row_meaning(table, row, concepts) for index, row in enumerate(table.rows) if row.kind == "data"}
    for index, meaning in meanings.items():
        sign = -1 if meaning.flip else 1
        if index in weights:
            total, weight = weights[index]
            sign = _sign(meaning, meanings[total], weight, table.statement)
        parsed.lines[table.index, index] = Line(meaning.element, meaning.verified, sign)


def _row_meaning(table: PrintedTable, row: Row, concepts: ConceptMap) -> Meaning:
    adjustment = table.statement == "non_gaap_reconciliation" and basis_of(table, row) == "GAAP" and not row.is_total
    section = " > ".join(row.section)
    meaning: Meaning = concepts.meaning(table.statement, section, row.label, table.title, row.unit or "", adjustment)
    return meaning


def _sign(meaning: Meaning, total: Meaning, weight: int, statement: str) -> int:
    total_balance = total.balance or ("debit" if statement == "cash_flow" else "")
    if not meaning.balance or not total_balance or (statement == "cash_flow" and meaning.element in NEVER_FLIPPED):
        return 1
    same = meaning.balance == total_balance
    return 1 if (weight > 0) == same else -1


def map_concepts(facts: pl.DataFrame) -> pl.DataFrame:
    """``concept``, ``concept_value`` and ``additive``; an adjusted amount never carries a us-gaap element.

    A non-GAAP line keeps the element of the GAAP line only where both print the same in every period they share.
    """
    key = ["release_id", "element", "unit", "period_type", "period_start", "period_end", "dimensions"]
    gaap = (
        facts.filter((pl.col("basis") == "GAAP") & (pl.col("origin") == "table"))
        .select(*key, gaap_value="value")
        .unique(key, keep="first")
    )
    joined = facts.join(gaap, on=key, how="left", nulls_equal=True)
    unadjusted = (
        pl.col("value").fill_null(0).eq(pl.col("gaap_value").fill_null(0)) & pl.col("line_number").is_not_null()
    )
    line = ["release_id", "statement", "section", "label", "element", "basis"]
    joined = joined.with_columns(
        same=(unadjusted & (pl.col("origin") == "table")).all().over(line) & (pl.col("basis") == "non-GAAP")
    )
    plain = pl.col("element").str.strip_prefix(EXTENSION)
    concept = (
        pl.when((pl.col("basis") != "GAAP") & ~pl.col("same"))
        .then(pl.lit(EXTENSION + "NonGaap") + plain)
        .when(pl.col("element").str.starts_with(EXTENSION))
        .then(pl.col("element"))
        .when(pl.col("element").is_in(GROWTHS))
        .then(pl.lit(EXTENSION) + plain)
        .otherwise(pl.lit(US_GAAP) + pl.col("element"))
    )
    return joined.with_columns(
        concept=concept,
        concept_value=(pl.col("value") * pl.col("sign").cast(pl.Decimal(38, 0))).cast(pl.Decimal(38, 6)),
        additive=(
            pl.col("unit").is_in(sorted(MONEY)) & (pl.col("period_type") == "duration") & (pl.col("role") == "value")
        ).fill_null(value=False),
    ).drop("gaap_value", "same")
