-- Discrete quarters: those printed, else the difference of two nested durations that share an edge. A quarter
-- that some release prints is never derived; of several prints the newest stands, of several derivations the
-- sharpest. Quarters that end within a week of each other are one: an issuer of 13-week quarters may head it
-- September 30 in one release and September 25 in the next.
CREATE MACRO store.discrete_as_of(known_on) AS TABLE
WITH printed AS (
    SELECT d.*, e.side, CASE WHEN e.side = 'start' THEN d.period_start ELSE d.period_end END AS edge
    FROM store.duration_as_of(known_on) AS d
    CROSS JOIN (VALUES ('start'), ('end')) AS e (side)
),
reported AS (
    SELECT
        entity_id, cik, company, statement, section, label, ordinal, concept, basis, dimensions, unit,
        period_start, period_end, value, concept_value, half_unit AS half_width, 'reported' AS origin,
        is_nil, [fact_id] AS fact_ids, known_at, additive
    FROM printed
    WHERE quarterly AND side = 'start'
),
difference AS (
    SELECT
        y.entity_id, y.cik, y.company, y.statement, y.section, y.label, y.ordinal, y.concept, y.basis,
        y.dimensions, y.unit,
        CASE WHEN y.side = 'start' THEN p.period_end + 1 ELSE y.period_start END AS period_start,
        CASE WHEN y.side = 'start' THEN y.period_end ELSE p.period_start - 1 END AS period_end,
        coalesce(y.value, 0) - coalesce(p.value, 0) AS value,
        coalesce(y.concept_value, 0) - coalesce(p.concept_value, 0) AS concept_value,
        y.half_unit + p.half_unit AS half_width,
        [y.fact_id, p.fact_id] AS fact_ids,
        greatest(y.known_at, p.known_at) AS known_at,
        y.additive AND p.additive AS additive
    FROM printed AS y
    JOIN printed AS p
        ON p.entity_id = y.entity_id AND p.statement = y.statement AND p.section = y.section
        AND p.label = y.label AND p.ordinal = y.ordinal AND p.basis = y.basis
        AND p.dimensions = y.dimensions AND p.unit = y.unit AND p.side = y.side AND p.edge = y.edge
    WHERE (y.days - p.days BETWEEN 80 AND 100 OR y.days - p.days BETWEEN 109 AND 119)
        AND NOT (y.prose AND p.prose)
),
candidate AS (
    SELECT * FROM reported
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
),
spaced AS (
    SELECT
        *,
        period_end - lag(period_end) OVER (
            PARTITION BY entity_id, cik, statement, section, label, ordinal, basis, dimensions, unit
            ORDER BY period_end
        ) > 7 AS is_next
    FROM candidate
),
numbered AS (
    SELECT
        *,
        count(*) FILTER (is_next) OVER (
            PARTITION BY entity_id, cik, statement, section, label, ordinal, basis, dimensions, unit
            ORDER BY period_end
        ) AS number
    FROM spaced
)
SELECT * EXCLUDE (is_next, number)
FROM numbered
QUALIFY row_number() OVER (
    PARTITION BY entity_id, cik, statement, section, label, ordinal, basis, dimensions, unit, number
    ORDER BY origin = 'reported' DESC, CASE WHEN origin = 'reported' THEN known_at END DESC,
        additive DESC, half_width, known_at DESC, fact_ids
) = 1;
