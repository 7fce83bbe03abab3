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
SERIES: Mapping[str, str] = {
    "half_width": "half the width of the interval that rounding leaves: half a unit of the last printed digit, summed",
    "fact_ids": "the facts it comes from: the longer period first, then what is subtracted",
    "additive": "quarters of this line may be added and subtracted",
    "concept": "us-gaap element, or a stable extension (ext:...)",
    "known_at": "when the last of its facts could be known",
}
QUARTER: Mapping[str, str] = {
    **SERIES,
    "period_start": "first day of the quarter",
    "period_end": "last day of the quarter",
    "value": "in `unit`, sign as printed; NULL where not derivable, and for a printed nil (then is_nil)",
    "concept_value": "the same with the sign of the concept",
    "origin": "reported, derived (a difference of longer periods), or not_derivable (the line is not additive)",
    "is_nil": "a quarter printed as a dash: zero in arithmetic",
}
TTM: Mapping[str, str] = {
    **SERIES,
    "period_start": "first day of the twelve months; NULL where they cannot be had",
    "period_end": "last day of the quarter that closes them",
    "value": "sum over twelve months in `unit`, sign as printed; NULL where it cannot be had",
    "concept_value": "the same with the sign of the concept",
    "origin": "reported (a printed year), derived, or not_derivable (the line is not additive)",
}
GROWTH: Mapping[str, str] = {
    **QUARTER,
    "value": "the quarter's value in `unit`, sign as printed",
    "origin": "of the quarter's value: reported or derived",
    "quarter_ago_value": "value of the quarter before",
    "quarter_over_quarter": "growth over the quarter before, percent of concept_value; NULL unless that is positive",
    "year_ago_value": "value of the same quarter a year ago",
    "year_over_year": "growth over the year before, percent of concept_value; NULL unless that is positive",
    "fact_ids": "the facts of all three quarters, the current one's first",
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
