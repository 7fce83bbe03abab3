CREATE VIEW mart.tie AS
SELECT
    t.release_id, r.entity_id, r.company, r.status, t.tie_id, t.relation, t.kind, t.period, t.unit,
    t.left_value, t.right_value, t.residual, t.tolerance, t.outcome, t.severity, t.suspicious, t.fact_ids,
    t.weights, t.note, t.reading
FROM (
    SELECT * FROM store.tie
    UNION ALL BY NAME
    SELECT * EXCLUDE (entity_id) FROM store.series_tie
) AS t
JOIN store.reading_state AS r ON r.reading = t.reading
WHERE r.shown;
