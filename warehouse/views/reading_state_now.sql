-- One row per reading: its release's identity, its status today, and whether it is the one shown.
-- A release that waited for nothing but a date is published as soon as some filing brings one.
CREATE VIEW store.reading_state_now AS
WITH undated AS (
    SELECT reading FROM store.reason GROUP BY reading HAVING bool_and(code = 'no_known_at')
),
judged AS (
    SELECT
        r.reading, r.release_id, i.entity_id, i.cik, i.company, i.ticker, i.accession, i.filed_on,
        i.known_at, i.known_at_source, i.filings, i.readings,
        r.parser_version, r.corrections_digest, r.medium, r.document, r.lines, r.bytes, r.facts, r.nils,
        r.narrative_facts, r.table_tokens, r.non_facts, r.issues, r."yield",
        r.reason, r.not_release_reason, r.recorded_at, r.run_id, r.landed,
        w.who, w.why, w.waived_at,
        CASE
            WHEN r.verdict <> 'quarantined' THEN r.verdict
            WHEN w.reading IS NOT NULL THEN 'waived'
            WHEN u.reading IS NOT NULL AND i.known_at IS NOT NULL THEN 'published'
            ELSE 'quarantined'
        END AS status
    FROM store.release AS r
    JOIN store.release_identity AS i ON i.release_id = r.release_id
    LEFT JOIN store.waiver AS w ON w.reading = r.reading
    LEFT JOIN undated AS u ON u.reading = r.reading
)
SELECT
    *,
    status IN ('published', 'waived') AS visible,
    row_number() OVER (
        PARTITION BY release_id
        ORDER BY status IN ('published', 'waived') DESC, recorded_at DESC, reading DESC
    ) = 1 AS shown,
    status = 'quarantined'
        AND row_number() OVER (PARTITION BY release_id ORDER BY recorded_at DESC, reading DESC) = 1 AS waiting
FROM judged;
