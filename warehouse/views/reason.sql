CREATE VIEW mart.reason AS
SELECT
    s.release_id, r.entity_id, r.company, r.status, s.rank, s.code, s.message, s.line_number, s.tie_id, s.reading
FROM store.reason AS s
JOIN store.reading_state AS r ON r.reading = s.reading
WHERE r.waiting OR (r.shown AND r.status = 'waived');
