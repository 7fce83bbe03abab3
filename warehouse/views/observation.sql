CREATE VIEW mart.observation AS
SELECT
    o.entity_id, s.cik, s.company, o.series_id, s.same_as, s.leads, s.statement, s.section, s.label, s.ordinal, s.concept, s.basis,
    s.dimensions, s.unit, o.period_start, o.period_end, o.value, o.concept_value, o.half_unit, o.is_nil, o.prose,
    o.stands, o.known_at, o.known_until, o.known_until IS NULL AS is_latest, o.release_id, o.reading, o.fact_id
FROM store.observation AS o
JOIN store.series AS s ON s.entity_id = o.entity_id AND s.series_id = o.series_id;
