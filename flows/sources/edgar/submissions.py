"""What a company filed: ``submissions/CIK##########.json``, columns of one table, and its older pages."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any, NamedTuple

from pydantic import BaseModel, Field, StringConstraints, ValidationError, model_validator

from flows.settings import Settings
from flows.sources.edgar.errors import MalformedError
from flows.sources.edgar.filings import ACCESSION, Filing

Accession = Annotated[str, StringConstraints(pattern=f"^{ACCESSION.pattern}$")]
PageName = Annotated[str, StringConstraints(pattern=r"^CIK\d{10}-submissions-\d{1,6}\.json$")]


class Columns(BaseModel):
    """The filings of one page, a list a column. Acceptance times are said to be UTC and are not, so are not read."""

    accession: list[Accession] = Field(alias="accessionNumber")
    filed_on: list[date] = Field(alias="filingDate")
    form: list[str]

    @model_validator(mode="before")
    @classmethod
    def _check_lengths(cls, values: Any) -> Any:
        """Refuse columns of unequal length, also of those that are not read: rows would not belong together."""
        if isinstance(values, dict):
            lengths = {name: len(column) for name, column in values.items() if isinstance(column, list)}
            if len(set(lengths.values())) > 1:
                raise ValueError(f"its columns have unequal lengths: {lengths}")
        return values


class OlderPage(BaseModel):
    """A page of filings that no longer fit the first one, and the days it spans."""

    name: PageName
    first: date = Field(alias="filingFrom")
    last: date = Field(alias="filingTo")


class Filings(BaseModel):
    """The first page, and where older ones are."""

    recent: Columns
    files: list[OlderPage]


class Company(BaseModel):
    """A company's list."""

    cik: int
    filings: Filings


class Listed(NamedTuple):
    """A company's filings on the first page, and its older pages."""

    filings: list[Filing]
    older: list[OlderPage]


def company_url(settings: Settings, cik: int) -> str:
    """Where a company's list is."""
    return f"{settings.edgar_data_url}/submissions/CIK{cik:010d}.json"


def page_url(settings: Settings, page: OlderPage) -> str:
    """Where an older page is."""
    return f"{settings.edgar_data_url}/submissions/{page.name}"


def read_company(url: str, body: bytes) -> Listed:
    """The first page of a company's list.

    Raises:
        MalformedError: naming what in it is not as EDGAR documents it.
    """
    try:
        company = Company.model_validate_json(body)
    except ValidationError as error:
        raise _malformed(url, error) from error
    return Listed(list(_rows(company.cik, company.filings.recent)), company.filings.files)


def read_older(url: str, body: bytes, cik: int) -> list[Filing]:
    """An older page, which is the columns alone.

    Raises:
        MalformedError: as ``read_company``.
    """
    try:
        columns = Columns.model_validate_json(body)
    except ValidationError as error:
        raise _malformed(url, error) from error
    return list(_rows(cik, columns))


def _rows(cik: int, columns: Columns) -> Iterator[Filing]:
    rows = zip(columns.accession, columns.form, columns.filed_on, strict=True)
    return (Filing(accession, cik, form, filed_on) for accession, form, filed_on in rows)


def _malformed(url: str, error: ValidationError) -> MalformedError:
    first = error.errors()[0]
    place = ".".join(map(str, first["loc"])) or "the list"
    return MalformedError(f"{url}: {place}: {re.sub(r'^Value error, ', '', first['msg'])}")
