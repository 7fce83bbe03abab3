-- Discrete quarters: those printed; else the difference of two nested durations that share an edge; else
-- a year minus its three other quarters. A quarter that some release prints is never derived, and of
-- several derivations the sharpest and then the newest stands.
CREATE MACRO mart.quarter_as_of(known_on) AS TABLE
WITH printed AS (
    SELECT * FROM store.duration_as_of(known_on)
),
reported AS (
    SELECT
        entity_id, cik, company, statement, section, label, ordinal, concept, basis, dimensions, unit,
        period_start, period_end, value, concept_value, half_unit AS half_width, 'reported' AS origin,
        is_nil, [fact_id] AS fact_ids, known_at, additive
    FROM printed
    WHERE quarterly
),
difference AS (
    SELECT
        y.entity_id, y.cik, y.company, y.statement, y.section, y.label, y.ordinal, y.concept, y.basis,
        y.dimensions, y.unit,
        CASE WHEN p.period_start = y.period_start THEN p.period_end + 1 ELSE y.period_start END AS period_start,
        CASE WHEN p.period_start = y.period_start THEN y.period_end ELSE p.period_start - 1 END AS period_end,
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
        AND p.dimensions = y.dimensions AND p.unit = y.unit
    WHERE (y.days - p.days BETWEEN 80 AND 100 OR y.days - p.days BETWEEN 109 AND 119)
        AND (p.period_start = y.period_start) <> (p.period_end = y.period_end)
        AND NOT (y.prose AND p.prose)
),
discrete AS (
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
    FROM difference AS d
    WHERE NOT EXISTS (
        SELECT 1
        FROM reported AS r
        WHERE r.entity_id = d.entity_id AND r.statement = d.statement AND r.section = d.section
            AND r.label = d.label AND r.ordinal = d.ordinal AND r.basis = d.basis
            AND r.dimensions = d.dimensions AND r.unit = d.unit
            AND abs(r.period_end - d.period_end) <= 7
    )
    QUALIFY row_number() OVER (
        PARTITION BY entity_id, cik, statement, section, label, ordinal, basis, dimensions, unit,
            period_start, period_end
        ORDER BY additive DESC, half_width, known_at DESC, fact_ids
    ) = 1
),
year_known AS (
    SELECT
        y.entity_id, y.cik, y.company, y.statement, y.section, y.label, y.ordinal, y.concept, y.basis,
        y.dimensions, y.unit, y.fact_id, y.days,
        y.period_start AS year_start, y.period_end AS year_end,
        y.value, y.concept_value, y.half_unit, y.known_at,
        sum(coalesce(q.value, 0)) AS known_value,
        sum(coalesce(q.concept_value, 0)) AS known_concept_value,
        sum(q.half_width) AS known_half_width,
        max(q.known_at) AS quarters_known_at,
        list_sort(list_distinct(flatten(list(q.fact_ids)))) AS fact_ids,
        list(q.period_start) AS starts, list(q.period_end) AS ends,
        CAST(sum(q.period_end - q.period_start + 1) AS INTEGER) AS covered
    FROM printed AS y
    JOIN discrete AS q
        ON q.entity_id = y.entity_id AND q.statement = y.statement AND q.section = y.section
        AND q.label = y.label AND q.ordinal = y.ordinal AND q.basis = y.basis
        AND q.dimensions = y.dimensions AND q.unit = y.unit
        AND q.period_start >= y.period_start AND q.period_end <= y.period_end
    WHERE y.days BETWEEN 350 AND 378 AND y.additive AND q.origin <> 'not_derivable'
    GROUP BY ALL
    HAVING count(*) = 3
),
year_rest AS (
    SELECT
        *, CAST(days AS INTEGER) - covered AS rest,
        coalesce(
            list_filter(ends, lambda e: e <> year_end AND NOT list_contains(starts, e + 1))[1] + 1, year_start
        ) AS period_start
    FROM year_known
)
SELECT * FROM discrete
UNION ALL BY NAME
SELECT
    entity_id, cik, company, statement, section, label, ordinal, concept, basis, dimensions, unit,
    period_start, period_start + rest - 1 AS period_end,
    coalesce(value, 0) - known_value AS value,
    coalesce(concept_value, 0) - known_concept_value AS concept_value,
    half_unit + known_half_width AS half_width,
    'derived' AS origin, false AS is_nil, list_prepend(fact_id, fact_ids) AS fact_ids,
    greatest(known_at, quarters_known_at) AS known_at, true AS additive
FROM year_rest
WHERE (rest BETWEEN 80 AND 100 OR rest BETWEEN 109 AND 119)
    AND (period_start = year_start OR list_contains(starts, year_start))
    AND (period_start + rest - 1 = year_end OR list_contains(starts, period_start + rest));
