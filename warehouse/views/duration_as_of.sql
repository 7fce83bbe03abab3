-- The durations that series are made of, each as often as its value has changed (is_newest marks today's), with half a
-- unit of the last printed digit, the epochs in which it was told so, and whether it is as long as a quarter (13 weeks or 3 months, or
-- the 12 and 16 weeks of some retailers).
CREATE MACRO store.duration_as_of(known_on) AS TABLE
WITH known AS (
    SELECT
        *,
        coalesce(
            abs(coalesce(value, 0) - coalesce(lag(value) OVER vintages, 0)) > half_unit + lag(half_unit) OVER vintages,
            false
        ) AS has_changed
    FROM store.observation
    WHERE stands AND period_start IS NOT NULL AND known_at < store.day_end(known_on)
    WINDOW vintages AS (
        PARTITION BY entity_id, series_id, period_start, period_end ORDER BY known_at, release_id
    )
),
numbered AS (
    SELECT
        *,
        count(*) FILTER (has_changed) OVER (
            PARTITION BY entity_id, series_id, period_start, period_end ORDER BY known_at, release_id
        ) AS run
    FROM known
),
told_so AS (
    SELECT
        entity_id, series_id, period_start, period_end, run,
        min(epoch_from) AS epoch_from, max(epoch_to) AS epoch_to, max(known_at) AS known_at,
        arg_max(struct_pack(is_nil, value, concept_value, half_unit, prose, fact_id), (known_at, release_id)) AS print
    FROM numbered
    GROUP BY entity_id, series_id, period_start, period_end, run
)
SELECT
    s.entity_id, s.cik, s.company, s.series_id, s.same_as, s.leads, s.statement, s.section, s.label, s.ordinal,
    s.concept, s.basis, s.dimensions, s.unit, s.additive, t.period_start, t.period_end,
    t.period_end - t.period_start + 1 AS days, t.print.is_nil, t.print.value, t.print.concept_value,
    t.print.half_unit, t.print.prose, t.print.fact_id, t.known_at,
    t.period_end - t.period_start + 1 BETWEEN 80 AND 100
        OR t.period_end - t.period_start + 1 BETWEEN 109 AND 119 AS quarterly,
    lead(t.run) OVER runs IS NULL AS is_newest, t.epoch_from, t.epoch_to
FROM told_so AS t
JOIN store.series AS s ON s.entity_id = t.entity_id AND s.series_id = t.series_id
WINDOW runs AS (
    PARTITION BY s.entity_id, s.cik, s.series_id, s.concept, t.period_start, t.period_end ORDER BY t.run
);
