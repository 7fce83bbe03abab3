-- Footings of published releases that hold, with the weights of their operands.
CREATE VIEW store.footing AS
SELECT r.entity_id, t.reading, t.fact_ids, t.weights
FROM store.tie AS t
JOIN store.reading_state AS r ON r.reading = t.reading
WHERE r.visible AND r.shown AND r.known_at IS NOT NULL
    AND $holding_footing;
