"""What the views' own columns mean, in the words of the data dictionary."""

from collections.abc import Mapping

COMMON: Mapping[str, str] = {
    "entity_id": "the reporting company: its CIK where known, else its normalised name",
    "cik": "SEC central index key, ten digits, where any release or filing of the company brings it",
    "company": "the company's name as identified",
    "ticker": "exchange symbol, where the release gives it",
    "accession": "SEC accession number of the earliest filing that has one",
    "filed_on": "filing date of the same filing",
    "known_at": "when the public could know: the earliest of the release's filings",
    "known_at_source": "how known_at is known: acceptance, filed_on, dateline or sidecar",
    "recorded_at": "when it was loaded here",
    "status": "published, waived, quarantined, not_a_release; in fact_all also superseded by a newer reading",
}
COUNTS: Mapping[str, str] = {
    "flagged_facts": "facts in a broken or suspicious tie of severity error or warning",
    "unmapped_facts": "facts whose line no concept rule knows (ext:...)",
    "tied_facts": "facts that stand in at least one evaluated tie",
    "ties": "ties tried",
    "exact": "ties that hold to the last digit",
    "within_rounding": "ties that hold within rounding",
    "violated": "ties broken beyond rounding, of any severity",
    "not_evaluable": "ties that could not be evaluated",
    "broken_errors": "broken ties of severity error",
    "broken_warnings": "broken ties of severity warning",
    "suspicious": "footings only within rounding in a release whose footings are otherwise exact",
    "issue_errors": "issues of level error",
    "issue_warnings": "issues of level warning",
    "issue_infos": "issues of level info",
}
