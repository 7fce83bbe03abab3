-- The durations that series are made of: of each the newest print, half a unit of its last printed digit, and
-- whether it is as long as a quarter (13 weeks or 3 months, or the 12 and 16 weeks of some retailers).
CREATE MACRO store.duration_as_of(known_on) AS TABLE
SELECT
    s.entity_id, s.cik, s.company, s.series_id, s.same_as, s.leads, s.statement, s.section, s.label, s.ordinal, s.concept, s.basis,
    s.dimensions, s.unit, s.additive, o.period_start, o.period_end, o.period_end - o.period_start + 1 AS days,
    o.is_nil, o.value, o.concept_value, o.half_unit, o.prose, o.fact_id, o.known_at,
    o.period_end - o.period_start + 1 BETWEEN 80 AND 100
        OR o.period_end - o.period_start + 1 BETWEEN 109 AND 119 AS quarterly
FROM store.observation AS o
JOIN store.series AS s ON s.entity_id = o.entity_id AND s.series_id = o.series_id
WHERE o.stands AND o.period_start IS NOT NULL AND o.known_at < store.day_end(known_on)
    AND (o.known_until IS NULL OR o.known_until >= store.day_end(known_on));
