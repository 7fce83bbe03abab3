CREATE VIEW mart.quarantine AS
WITH why AS (
    SELECT reading, list(message ORDER BY rank) AS reasons, list(code ORDER BY rank) AS codes
    FROM store.reason
    GROUP BY reading
)
SELECT
    r.release_id, r.entity_id, r.cik, r.company, r.accession, r.document, r.known_at, r.reason,
    coalesce(w.codes, []) AS codes, coalesce(w.reasons, []) AS reasons,
    NOT r.shown AS older_reading_is_published, r.reading, r.parser_version, r.recorded_at, r.run_id
FROM store.reading_state AS r
LEFT JOIN why AS w ON w.reading = r.reading
WHERE r.waiting;
