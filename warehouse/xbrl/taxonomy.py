"""The taxonomy of one release: a schema with an element a concept, its labels, and the dimensions of the report.

It imports XBRL's own schemas and nothing else. Which us-gaap element a concept is, says its attribute
``tieout:concept`` and its documentation.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from warehouse.catalog import read_catalog
from warehouse.xbrl.names import NAMESPACE, xml_name, xml_text, xml_token

Kind = Literal["monetary", "perShare", "shares", "pure", "other"]
CURRENCIES = frozenset(
    "AUD BRL CAD CHF CNY DKK EUR GBP HKD ILS INR JPY KRW MXN NOK SEK SGD TWD USD ZAR".split()  # noqa: SIM905
)
"""Units that are money, by ISO 4217: those that the reader knows."""
TYPES: Mapping[Kind, str] = {
    "monetary": "xbrli:monetaryItemType",
    "perShare": "num:perShareItemType",
    "shares": "xbrli:sharesItemType",
    "pure": "xbrli:pureItemType",
    "other": "xbrli:decimalItemType",
}
CATALOG_KINDS: Mapping[str, Kind] = {"money": "monetary", "per_share": "perShare", "shares": "shares"}
TEXTS: Mapping[str, str] = {"statement": "Statement", "section": "Headings above the line", "label": "Line"}
"""Dimensions whose members are what the release prints, with their labels."""
COUNTS: Mapping[str, str] = {
    "ordinal": "Which of the lines so called under the same headings",
    "occurrence": "Which of the prints of the same line and period",
}
"""Dimensions that tell apart what is printed several times; without them it is the first."""
CHOICES: Mapping[str, str] = {"basis": "Basis of the amount", "role": "Whether it is a value, a change or an outlook"}
"""Dimensions whose members are elements too."""
DEFAULTS: Mapping[str, str] = {"basis": "GAAP", "role": "value"}
"""What a fact is that names no member of these."""
PER_SHARE = re.compile(r"([A-Z]{3})/share")


@dataclass(frozen=True, slots=True)
class Element:
    """A concept as it is measured here: us-gaap:Assets in dollars on a day, or in percent as a change over a year."""

    concept: str
    kind: Kind
    period_type: str

    @property
    def name(self) -> str:
        """``us-gaap_Assets``; what differs from the concept's own nature follows: ``us-gaap_Assets.other.duration``.

        An extension's own nature is an amount of money over a duration. So one name is one meaning in every release.
        """
        kind, period_type, _ = _nature(self.concept)
        parts = [xml_name(self.concept.replace(":", "_", 1))]
        parts += [self.kind] if self.kind != kind else []
        parts += [self.period_type] if self.period_type != period_type else []
        return ".".join(parts)

    @property
    def type(self) -> str:
        """The type of its values."""
        return TYPES[self.kind]

    @property
    def balance(self) -> str:
        """Debit or credit where the us-gaap element has it; empty for its changes and shares of a total."""
        kind, period_type, balance = _nature(self.concept)
        return balance if (self.kind, self.period_type) == (kind, period_type) == ("monetary", period_type) else ""


def element_of(fact: Mapping[str, Any]) -> Element:
    """The element of a fact; where no rule decided the period, a duration's, which may do without."""
    return Element(fact["concept"], kind_of(fact["unit"]), fact["period_type"] if has_period(fact) else "duration")


def has_period(fact: Mapping[str, Any]) -> bool:
    """Whether a rule decided the period. In a release that was waived it may be open."""
    needed = {"instant": ("period_end",), "duration": ("period_start", "period_end")}.get(fact["period_type"])
    return needed is not None and all(fact[name] is not None for name in needed)


def kind_of(unit: str | None) -> Kind:
    """What a unit counts."""
    if unit in CURRENCIES:
        return "monetary"
    if unit in {"shares", "pure"}:
        return "shares" if unit == "shares" else "pure"
    per_share = PER_SHARE.fullmatch(unit or "")
    return "perShare" if per_share and per_share[1] in CURRENCIES else "other"


@cache
def _natures() -> Mapping[str, tuple[Kind, str, str]]:
    return {
        f"us-gaap:{rule.concept}": (CATALOG_KINDS.get(rule.unit, "other"), rule.period_type, rule.balance)
        for rule in read_catalog().concepts
    }


def _nature(concept: str) -> tuple[Kind, str, str]:
    return _natures().get(concept, ("monetary", "duration", ""))


def write_taxonomy(facts: Sequence[Mapping[str, Any]], axes: Iterable[str], title: str) -> str:
    """The schema of the elements of ``facts``, rows of ``mart.fact``, and of dimensions for ``axes`` of columns.

    The label of an element is the first that is printed.
    """
    elements: dict[Element, str] = {}
    members = {choice: [default] for choice, default in DEFAULTS.items()}
    for fact in facts:
        elements.setdefault(element_of(fact), fact["label"])
        for choice, known in members.items():
            if fact[choice] not in known:
                known.append(fact[choice])
    texts = {**TEXTS, **{axis_name(axis): f"Member of the axis {axis}, by the column's heading" for axis in axes}}
    return str(
        _template().render(
            namespace=NAMESPACE,
            title=title,
            elements=elements,
            members=members,
            texts=texts,
            counts=COUNTS,
            choices=CHOICES,
            defaults=DEFAULTS,
        )
    )


def axis_name(axis: str) -> str:
    """The dimension of an axis that the headings of columns name."""
    return f"axis-{xml_name(axis)}"


@cache
def _template() -> Any:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("warehouse.xbrl", ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(text=xml_text, name=xml_name, token=xml_token)
    return environment.get_template("taxonomy.xsd.jinja")
