-- Discrete quarters: those printed, else the difference of two nested durations that share an edge and are told in one
-- epoch: of two prints of nested periods the one may be restated and the other not yet. A quarter that some release prints is never derived; of several derivations today's stands, then the sharpest.
CREATE MACRO store.discrete_as_of(known_on) AS TABLE
WITH printed AS (
    SELECT d.*, e.side, CASE WHEN e.side = 'start' THEN d.period_start ELSE d.period_end END AS edge
    FROM store.duration_as_of(known_on) AS d
    CROSS JOIN (VALUES ('start'), ('end')) AS e (side)
),
difference AS (
    SELECT
        y.* EXCLUDE (side, edge, period_start, period_end, days, is_nil, value, concept_value, half_unit, prose,
            fact_id, known_at, quarterly, is_newest, epoch_from, epoch_to),
        CASE WHEN y.side = 'start' THEN p.period_end + 1 ELSE y.period_start END AS period_start,
        CASE WHEN y.side = 'start' THEN y.period_end ELSE p.period_start - 1 END AS period_end,
        coalesce(y.value, 0) - coalesce(p.value, 0) AS value,
        coalesce(y.concept_value, 0) - coalesce(p.concept_value, 0) AS concept_value,
        y.half_unit + p.half_unit AS half_width,
        [y.fact_id, p.fact_id] AS fact_ids,
        greatest(y.known_at, p.known_at) AS known_at,
        y.is_newest AND p.is_newest AS is_newest,
        greatest(y.epoch_from, p.epoch_from) AS epoch_from,
        least(y.epoch_to, p.epoch_to) AS epoch_to
    FROM printed AS y
    JOIN printed AS p
        ON p.entity_id = y.entity_id AND p.series_id = y.series_id AND p.side = y.side AND p.edge = y.edge
    WHERE (y.days - p.days BETWEEN 80 AND 100 OR y.days - p.days BETWEEN 109 AND 119)
        AND NOT (y.prose AND p.prose)
        AND y.epoch_from <= p.epoch_to AND p.epoch_from <= y.epoch_to
),
candidate AS (
    SELECT
        * EXCLUDE (side, edge, days, half_unit, prose, fact_id, quarterly),
        half_unit AS half_width, [fact_id] AS fact_ids, 'reported' AS origin
    FROM printed
    WHERE quarterly AND side = 'start' AND is_newest
    UNION ALL BY NAME
    SELECT
        * REPLACE (
            CASE WHEN additive THEN value END AS value,
            CASE WHEN additive THEN concept_value END AS concept_value,
            CASE WHEN additive THEN half_width END AS half_width
        ),
        CASE WHEN additive THEN 'derived' ELSE 'not_derivable' END AS origin,
        false AS is_nil
    FROM difference
)
SELECT *
FROM candidate
QUALIFY row_number() OVER (
    PARTITION BY entity_id, cik, series_id, concept, period_end
    ORDER BY origin = 'reported' DESC, epoch_to DESC, half_width, known_at DESC, fact_ids
) = 1;
