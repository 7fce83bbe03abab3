"""Identity from beside a file: ``FILE.json``, or the command's options."""

import json
import re
from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from flows.errors import SidecarError
from transforms.model import Identity

Day = TypeVar("Day", date, datetime)
EASTERN = ZoneInfo("America/New_York")
KEYS = tuple(field.name for field in fields(Identity))
ACCESSION = re.compile(r"\d{10}-\d{2}-\d{6}", re.ASCII)
CIK = re.compile(r"(?=0*[1-9])[0-9]{1,10}")
YEARS = (1900, 2100)
"""Within which a release may have been known; another year is a typing error."""


def parse_sidecar(name: str, content: bytes) -> Identity:
    """The identity in a sidecar's bytes; ``name`` is for the error.

    Raises:
        SidecarError: for anything but a JSON object of known keys with readable values.
    """
    try:
        values = json.loads(content, object_pairs_hook=_each_once)
    except ValueError as error:
        raise SidecarError(f"{name}: no JSON: {error}") from error
    if not isinstance(values, dict):
        raise SidecarError(f"{name}: must be a JSON object with some of {', '.join(KEYS)}")
    return parse_identity(name, values)


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """A JSON object; one that says a thing twice says none."""
    values = dict(pairs)
    if len(values) < len(pairs):
        raise ValueError(f"a key stands twice among {', '.join(key for key, _ in pairs)}")
    return values


def parse_identity(name: str, values: Mapping[str, object]) -> Identity:
    """Identity from plain values; None means not given.

    Dates are ISO 8601; an acceptance time without an offset is Eastern, as EDGAR prints it.

    Raises:
        SidecarError: naming ``name``, the key and what it must look like.
    """
    unknown = [key for key in values if key not in KEYS]
    if unknown:
        raise SidecarError(f"{name}: unknown key {unknown[0]!r}; known are {', '.join(KEYS)}")
    read = {key: _read(name, key, value) for key, value in values.items() if value is not None}
    return Identity(**read)  # type: ignore[arg-type]


def _read(name: str, key: str, value: object) -> str | date | datetime:
    text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not text or not _is_text(text):
        raise SidecarError(f"{name}: {key} must be text, not {value!r}")
    match key:
        case "cik":
            return _matched(name, key, text, CIK, "up to ten digits, and not 0").zfill(10)
        case "accession":
            return _matched(name, key, text, ACCESSION, "like 0000891618-03-003391")
        case "filed_on":
            return _plausible(name, key, _day(name, key, text))
        case "accepted_at":
            return _plausible(name, key, _moment(name, key, text))
        case _:
            return text


def _is_text(text: str) -> bool:
    """Whether it can be written down: half of a surrogate pair cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _plausible(name: str, key: str, told: Day) -> Day:
    first, last = YEARS
    if not first <= told.year <= last:
        raise SidecarError(f"{name}: {key} must be in a year from {first} to {last}, not {told.year}")
    return told


def _matched(name: str, key: str, text: str, pattern: re.Pattern[str], wanted: str) -> str:
    if not pattern.fullmatch(text):
        raise SidecarError(f"{name}: {key} must be {wanted}, not {text!r}")
    return text


def _day(name: str, key: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise SidecarError(f"{name}: {key} must be a date like 2003-07-10, not {text!r}") from error


def _moment(name: str, key: str, text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise SidecarError(f"{name}: {key} must be a time like 2003-07-10T16:05:00-04:00, not {text!r}") from error
    if len(text) <= len("2003-07-10"):
        raise SidecarError(f"{name}: {key} must have a time of day, not {text!r}; give a date alone as filed_on")
    return moment if moment.tzinfo else moment.replace(tzinfo=EASTERN)


def merge_identity(name: str, beside: Identity, given: Identity) -> Identity:
    """The options' identity with what they leave open taken from the sidecar.

    Raises:
        SidecarError: where both say something and not the same; nothing re-identifies a release in silence.
    """
    merged = {}
    for key in KEYS:
        kept, option = getattr(beside, key), getattr(given, key)
        if kept is not None and option is not None and kept != option:
            raise SidecarError(f"{name}: its sidecar says {key} {kept}, the command says {option}; correct one of them")
        merged[key] = kept if option is None else option
    return replace(given, **merged)
