"""The templates, and what they may call. Everything that they print is escaped."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined

from expectations.report import wording
from expectations.words import amount, place

FILTERS = (
    wording.words,
    wording.day,
    wording.moment,
    wording.period,
    wording.span,
    wording.unit,
    wording.share,
    amount,
    place,
)
ASSETS = ("style.css", "report.js")


@cache
def templates() -> Environment:
    """The environment that every page is rendered in."""
    environment = Environment(
        loader=PackageLoader("expectations.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update({one.__name__: one for one in FILTERS})
    environment.globals.update(OUTCOMES=wording.OUTCOMES, STATUSES=wording.STATUSES)
    return environment


def assets() -> dict[str, str]:
    """The files that all pages share, by path."""
    folder = files("expectations.report") / "templates"
    return {name: (folder / name).read_text(encoding="utf-8") for name in ASSETS}
