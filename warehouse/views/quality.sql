CREATE VIEW mart.quality AS
SELECT
    r.release_id, r.entity_id, r.company, r.known_at, r.document, r.status, r."yield", r.facts, r.nils,
    r.narrative_facts, r.table_tokens, r.non_facts, s.* EXCLUDE (reading), r.reading
FROM store.reading_state AS r
JOIN store.scorecard AS s ON s.reading = r.reading
WHERE r.shown;
