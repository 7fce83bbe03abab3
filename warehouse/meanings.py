"""What the views' own columns mean, in the words of the data dictionary."""

from collections.abc import Mapping

COMMON: Mapping[str, str] = {
    "entity_id": "the reporting company: its CIK where known, else its normalised name",
    "cik": "SEC central index key, ten digits, where any release or filing of the company brings it",
    "company": "the company's name as identified",
    "ticker": "exchange symbol, where the release gives it",
    "accession": "SEC accession number of the earliest filing that has one",
    "filed_on": "filing date of the same filing, else of the next that has one",
    "known_at": "when the public could know: the earliest of the release's filings",
    "known_at_source": "how known_at is known: acceptance, filed_on, dateline or sidecar",
    "recorded_at": "when it was loaded here",
    "status": "published, waived, quarantined, not_a_release; in fact_all also superseded by a newer reading",
}
