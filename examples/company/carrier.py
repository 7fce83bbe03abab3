"""How a release reaches the reader: bare, with a sidecar, or inside the submission that carried it."""

import json

import as_html
import as_text
from as_text import TextStyle
from releases import Release, tables, words

CIK, COMPANY, TICKER = "0009990043", "Calderwick Controls, Inc.", "CLDW"
FOLDED = """\
<SEC-DOCUMENT>{accession}.txt : {day}
<SEC-HEADER>{accession}.hdr.sgml : {day}
<ACCEPTANCE-DATETIME>{accepted}
ACCESSION NUMBER:\t\t{accession}
CONFORMED SUBMISSION TYPE:\t8-K
PUBLIC DOCUMENT COUNT:\t\t2
CONFORMED PERIOD OF REPORT:\t{day}
ITEM INFORMATION:\t\tResults of Operations and Financial Condition
FILED AS OF DATE:\t\t{day}

FILER:

\tCOMPANY DATA:\t
\t\tCOMPANY CONFORMED NAME:\t\t\tCALDERWICK CONTROLS INC
\t\tCENTRAL INDEX KEY:\t\t\t{cik}
\t\tSTANDARD INDUSTRIAL CLASSIFICATION:\tINDUSTRIAL INSTRUMENTS FOR MEASUREMENT [3823]
\t\tFISCAL YEAR END:\t\t\t0930

\tFILING VALUES:
\t\tFORM TYPE:\t\t8-K
\t\tSEC ACT:\t\t1934 Act
</SEC-HEADER>
<DOCUMENT>
<TYPE>8-K
<SEQUENCE>1
<FILENAME>form8k.txt
<TEXT>
ITEM 2.02    RESULTS OF OPERATIONS AND FINANCIAL CONDITION.

The release attached as Exhibit 99.1 tells the results of the period.
</TEXT>
</DOCUMENT>
<DOCUMENT>
<TYPE>EX-99.1
<SEQUENCE>2
<FILENAME>ex991.{suffix}
<TEXT>
{exhibit}</TEXT>
</DOCUMENT>
</SEC-DOCUMENT>
"""


def exhibit(release: Release) -> str:
    """The release itself."""
    lead, _ = words(release)
    if isinstance(release.style, TextStyle):
        return as_text.document(lead, tables(release), release.style)
    return as_html.document(lead, tables(release), release.style)


def files(release: Release) -> dict[str, str]:
    """File names and what they hold: the release as it was carried, and its sidecar."""
    content = exhibit(release)
    if release.carried_by == "submission":
        accession = f"0009990043-{release.filed_on:%y}-{release.quarter:06}"
        content = FOLDED.format(
            accession=accession, day=f"{release.filed_on:%Y%m%d}", accepted=f"{release.known_at:%Y%m%d%H%M%S}", cik=CIK,
            suffix="txt" if isinstance(release.style, TextStyle) else "htm", exhibit=content,
        )  # fmt: skip
    if release.carried_by != "sidecar":
        return {release.name: content}
    told = {"cik": CIK, "company": COMPANY, "ticker": TICKER, "filed_on": str(release.filed_on)}
    if release.accepted_at:
        told["accepted_at"] = release.known_at.isoformat()
    return {release.name: content, f"{release.name}.json": json.dumps(told, indent=2) + "\n"}
