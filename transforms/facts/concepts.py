"""Lines to concepts: a curated us-gaap element where one fits, a stable extension of its own where none does.

Two layers of sign: a fact's ``value`` stays as printed; ``concept_value`` has the sign of the element. Which way a
line is printed follows from the calculation tree as in XBRL: an operand added to a total of the other balance,
or subtracted from one of the same, is printed against its element's sign.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import polars as pl

from transforms.facts.basis import basis_of
from transforms.facts.labels import fold
from transforms.facts.parts import BELOW, has_minority, parts_of
from transforms.facts.unpivot import Line, Parsed, signs_by_weight
from transforms.facts.whole import parts_of_company
from transforms.model import Catalog, ConceptRule
from transforms.parse.grid import PrintedTable, Row
from transforms.parse.measures import MONEY
from transforms.parse.words import bases
from transforms.ties.tree import Sum

__all__ = ["EXTENSION", "US_GAAP", "ConceptMap", "concept_map", "fold", "map_concepts", "map_lines"]
US_GAAP = "us-gaap:"
EXTENSION = "ext:"
STOP_WORDS = frozenset(["a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"])
SYNONYMS = ((re.compile(r"\bintangible assets?\b"), "intangibles"),)
GENERIC_WORDS = 1
GENERIC = frozenset(
    {"other", "net", "total", "income", "expense", "expenses", "activities", "items", "change", "adjustments"}
)
"""What such words alone stand for, the heading above them says."""
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
AVERAGES = re.compile(r"\baverages?\b|\baverage_")
"""An average of balances is not the balance, and quarters of it do not add up."""
FLOWS = ("operating", "investing", "financing")
ADJUSTMENT = "NonGaapAdjustment"
ADJUSTED_PART = "pretax"
"""An adjustment is named after the line of the statement of operations that it adjusts."""
NEVER_FLIPPED = frozenset({"NetIncomeLoss", "ProfitLoss"})
"""They open the cash flow as they stand."""


class Meaning(NamedTuple):
    """What a line measures; ``period_type`` is empty where any will do."""

    element: str
    balance: str
    period_type: str
    unit: str
    additive: bool
    verified: bool
    flip: bool


class Place(NamedTuple):
    """What a line's meaning depends on: where it stands, what it is called, and what it counts."""

    statement: str
    part: str
    section: str
    label: str
    title: str
    unit: str
    adjustment: bool


class ConceptMap:
    """The curated rules; those of a statement are compiled when it is first met, a line is looked up once."""

    def __init__(self, catalog: Catalog) -> None:
        self._rules = catalog.concepts
        self.of_statement = lru_cache(maxsize=200)(self._of_statement)
        self.meaning = lru_cache(maxsize=20_000)(self._meaning)

    def _of_statement(self, statement: str, kind: str) -> tuple[re.Pattern[str], list["Compiled"]]:
        """A pattern of every label that any rule knows, which most lines fail at once, and the rules."""
        rules = [rule for rule in self._rules if rule.unit == kind and re.search(rule.statement, statement)]
        return _whole("|".join(rule.label for rule in rules) or "(?!)"), [
            Compiled(_whole(rule.label), _whole(rule.part or ".*"), re.compile(rule.section), rule) for rule in rules
        ]

    def _meaning(self, place: Place) -> Meaning:
        if "_footnote_" in place.statement:
            for pattern, element, balance in FOOTNOTE_TITLES:
                if pattern.search(place.title):
                    return Meaning(element, balance, "duration", "money", additive=True, verified=True, flip=False)
        label, path = fold(place.label), " > ".join(fold(heading) for heading in place.section.split(" > "))
        kind = kind_of(place.unit)
        averaged = AVERAGES.search(f"{path} {label} {place.title.lower()}") is not None
        rule = None
        if not averaged or kind in ("shares", "per_share"):
            rule = self._rule(place.statement, place.part, path, label, kind)
        if rule is not None:
            return Meaning(rule.concept, rule.balance, rule.period_type, kind, rule.additive, rule.verified, rule.flip)
        name = extension(place.statement, path.rpartition(" > ")[2], label, adjustment=place.adjustment)
        if place.adjustment and (adjusted := self._rule("operations", ADJUSTED_PART, "", label, kind)):
            name = EXTENSION + ADJUSTMENT + adjusted.concept
        summed = kind == "money" and not AVERAGES.search(f"{place.statement} {path} {label}")
        return Meaning(name, "", "", kind, summed, verified=False, flip=False)

    def _rule(self, statement: str, part: str, path: str, label: str, kind: str) -> ConceptRule | None:
        any_label, rules = self.of_statement(statement, kind)
        for found in rules if any_label.match(label) else ():
            if found.label.match(label) and found.part.match(part) and found.section.search(path):
                return found.rule
        return None


@lru_cache(maxsize=4)
def concept_map(catalog: Catalog) -> ConceptMap:
    """The rules of ``catalog``, with what they answered before."""
    return ConceptMap(catalog)


class Compiled(NamedTuple):
    """A rule with its patterns ready."""

    label: re.Pattern[str]
    part: re.Pattern[str]
    section: re.Pattern[str]
    rule: ConceptRule


@lru_cache(maxsize=2_000)
def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{pattern})\Z")


def kind_of(unit: str) -> str:
    """``money``, ``per_share``, ``shares`` or what the unit itself says: an element takes values of one kind only."""
    if unit in MONEY:
        return "money"
    return "per_share" if unit.endswith("/share") else unit


def extension(statement: str, path: str, label: str, *, adjustment: bool) -> str:
    """A name made of the line's own words, so that it is the same wherever the line is printed again."""
    for pattern, word in SYNONYMS:
        label = pattern.sub(word, label)
    words = [word for word in label.split() if word not in STOP_WORDS]
    heading = [word for word in path.split() if word not in STOP_WORDS]
    if len(words) <= GENERIC_WORDS:
        words = heading + words
    elif GENERIC.issuperset(words):
        words += heading
    prefix = ""
    if adjustment:
        prefix = ADJUSTMENT
    elif statement == "cash_flow" and path.startswith("changes in"):
        prefix = "IncreaseDecreaseIn"
    return EXTENSION + prefix + "".join(word.capitalize() for word in words)


def map_lines(table: PrintedTable, parsed: Parsed, concepts: ConceptMap) -> None:
    """Fill in ``parsed.lines`` for the data rows of ``table``."""
    parts = parts_of(table, minority=has_minority(parsed.tables))
    meanings = {
        index: _row_meaning(table, row, parts[index], concepts)
        for index, row in enumerate(table.rows)
        if row.kind == "data"
    }
    signs = _signs(table, parsed.sums[table.index], meanings, parts)
    for index, meaning in meanings.items():
        sign = signs.get(index, -1 if meaning.flip else 1)
        parsed.lines[table.index, index] = Line(
            meaning.element, meaning.verified, sign, meaning.period_type, meaning.unit, meaning.additive
        )


def _row_meaning(table: PrintedTable, row: Row, part: str, concepts: ConceptMap) -> Meaning:
    adjustment = table.statement == "non_gaap_reconciliation" and basis_of(table, row) == "GAAP"
    of_adjusted = adjustment and row.part_of and any(map(bases.ADJUSTS.match, row.section[-2:-1]))
    section = " > ".join(row.section[:-1] if of_adjusted else row.section)
    place = Place(table.statement, part, section, row.label, table.title, row.unit or "", adjustment)
    meaning: Meaning = concepts.meaning(place)
    return meaning


def _signs(
    table: PrintedTable, sums: Sequence[Sum], meanings: Mapping[int, Meaning], parts: Sequence[str]
) -> dict[int, int]:
    """The sign of every line that stands above its total, or in a part of the cash flow that adds up to cash.

    A total that is itself printed against its sign turns what it adds up. Where a statement of operations prints its
    expenses as negative, so are those that no total takes in.
    """
    weights = signs_by_weight(sums)
    flows = table.statement == "cash_flow"
    signs: dict[int, int] = {}
    for index in sorted(meanings, reverse=True):
        meaning = meanings[index]
        total, weight = weights.get(index, (-1, 0))
        if flows and parts[index].startswith(FLOWS):
            known = total > index and meanings[total].element.startswith("NetCash")
            signs[index] = _sign(meaning, "debit", weight if known else 1, table.statement)
        elif total > index and parts[total] != BELOW:
            own = signs.get(total, -1 if meanings[total].flip else 1)
            balance = meanings[total].balance or ("debit" if flows else "")
            signs[index] = own * _sign(meaning, balance, weight, table.statement)
    expenses = [sign for index, sign in signs.items() if meanings[index].balance == "debit"]
    if table.statement.endswith("operations") and sum(expenses) < 0:
        for index, meaning in meanings.items():
            if meaning.balance == "debit":
                signs.setdefault(index, -1)
    return signs


def _sign(meaning: Meaning, total_balance: str, weight: int, statement: str) -> int:
    if not meaning.balance or not total_balance or (statement == "cash_flow" and meaning.element in NEVER_FLIPPED):
        return 1
    same = meaning.balance == total_balance
    return 1 if (weight > 0) == same else -1


def map_concepts(facts: pl.DataFrame) -> pl.DataFrame:
    """``concept``, ``concept_value`` and ``additive``; an adjusted amount never carries a us-gaap element.

    A non-GAAP line keeps the element of the GAAP line only where both print the same in every period they share; a
    table that mostly differs from the statements speaks of a part of the company, and no line of it has an element, nor
    has what prose restates of it.
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
    parts = parts_of_company(facts).with_columns(of_a_part=pl.lit(value=True)).rename({"table_index": "home"})
    joined = joined.with_columns(home=pl.coalesce("table_index", "told_table"))
    joined = joined.join(parts, on=["release_id", "home"], how="left", validate="m:1")
    elsewhere = (_of_another_kind() & (pl.col("role") == "value")) | pl.col("of_a_part").fill_null(value=False)
    plain = pl.col("element").str.strip_prefix(EXTENSION)
    concept = (
        pl.when((pl.col("basis") != "GAAP") & ~pl.col("same"))
        .then(pl.lit(EXTENSION + "NonGaap") + plain)
        .when(pl.col("element").str.starts_with(EXTENSION))
        .then(pl.col("element"))
        .when(pl.col("element").is_in(GROWTHS) | elsewhere)
        .then(pl.lit(EXTENSION) + plain)
        .otherwise(pl.lit(US_GAAP) + pl.col("element"))
    )
    return joined.with_columns(
        concept=concept,
        concept_value=(pl.col("value") * pl.col("sign").cast(pl.Decimal(38, 0))).cast(pl.Decimal(38, 6)),
        additive=(
            pl.col("unit").is_in(sorted(MONEY))
            & (pl.col("period_type") == "duration")
            & (pl.col("role") == "value")
            & pl.col("summed").fill_null(value=True)
        ).fill_null(value=False),
    ).drop("gaap_value", "same", "of_a_part", "home")


def _of_another_kind() -> pl.Expr:
    """The value is not what the element measures: a share of sales in percent, a balance read off a period's column."""
    unit = pl.col("unit")
    kind = (
        pl.when(unit.is_in(sorted(MONEY)))
        .then(pl.lit("money"))
        .when(unit.str.ends_with("/share"))
        .then(pl.lit("per_share"))
        .otherwise(unit)
    )
    other_period = pl.col("element_period").ne("") & pl.col("element_period").ne(pl.col("period_type"))
    return (kind.ne(pl.col("element_kind")) | other_period).fill_null(value=False)
