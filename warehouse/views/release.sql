CREATE VIEW mart.release AS
SELECT
    release_id, entity_id, cik, company, ticker, accession, filed_on, known_at, known_at_source, document,
    medium, status,
    CASE status
        WHEN 'published' THEN NULL
        WHEN 'not_a_release' THEN coalesce(not_release_reason, reason)
        ELSE reason
    END AS reason,
    lines, bytes, facts, nils, narrative_facts, table_tokens, non_facts, issues, "yield",
    reading, parser_version, corrections_digest, readings, filings,
    who AS waived_by, why AS waived_why, waived_at, recorded_at, run_id, landed
FROM store.reading_state
WHERE shown;
