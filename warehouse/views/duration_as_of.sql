-- The durations that series are made of: the newest vintage of each, half a unit of its last printed
-- digit, and whether it is as long as a quarter (13 weeks or 3 months, or the 12 and 16 weeks of some
-- retailers). A figure that stands in prose alone goes to the table line of its concept, if there is one.
CREATE MACRO store.duration_as_of(known_on) AS TABLE
WITH known AS (
    SELECT
        entity_id, cik, company, statement, section, label, ordinal, concept, basis, dimensions, unit,
        additive, period_start, period_end, period_end - period_start + 1 AS days,
        is_nil, value, concept_value, CAST(0.5 * pow(10, -decimals) AS DECIMAL(38, 6)) AS half_unit,
        origin = 'narrative' AS prose, fact_id, known_at,
        coalesce(months = 3, false) OR coalesce(weeks BETWEEN 12 AND 14, false)
            OR period_end - period_start + 1 BETWEEN 80 AND 100
            OR period_end - period_start + 1 BETWEEN 109 AND 119 AS quarterly
    FROM mart.fact_as_of(known_on)
    WHERE role = 'value' AND period_type = 'duration' AND period_start IS NOT NULL AND period_end IS NOT NULL
),
home AS (
    SELECT DISTINCT entity_id, statement, section, label, ordinal, concept, basis, dimensions, unit, additive
    FROM known
    WHERE NOT prose
    QUALIFY row_number() OVER (
        PARTITION BY entity_id, concept, basis, dimensions, unit
        ORDER BY list_position(['operations', 'cash_flow', 'equity', 'segment'], statement) NULLS LAST,
            statement, section, label, ordinal
    ) = 1
),
alone AS (
    SELECT p.*
    FROM known AS p
    WHERE p.prose AND NOT EXISTS (
        SELECT 1
        FROM known AS t
        WHERE NOT t.prose
            AND t.entity_id = p.entity_id AND t.concept = p.concept AND t.basis = p.basis
            AND t.dimensions = p.dimensions AND t.unit = p.unit
            AND t.period_start = p.period_start AND t.period_end = p.period_end
    )
),
housed AS (
    SELECT
        p.* REPLACE (
            coalesce(h.statement, p.statement) AS statement,
            coalesce(h.section, p.section) AS section,
            coalesce(h.label, p.label) AS label,
            coalesce(h.ordinal, p.ordinal) AS ordinal,
            coalesce(h.additive, p.additive) AS additive
        )
    FROM alone AS p
    LEFT JOIN home AS h
        ON h.entity_id = p.entity_id AND h.concept = p.concept AND h.basis = p.basis
        AND h.dimensions = p.dimensions AND h.unit = p.unit
    QUALIFY row_number() OVER (
        PARTITION BY p.entity_id, coalesce(h.statement, p.statement), coalesce(h.section, p.section),
            coalesce(h.label, p.label), coalesce(h.ordinal, p.ordinal), p.basis, p.dimensions, p.unit,
            p.period_start, p.period_end
        ORDER BY p.half_unit, p.known_at DESC, p.fact_id
    ) = 1
)
SELECT * FROM known WHERE NOT prose
UNION ALL BY NAME
SELECT * FROM housed;
