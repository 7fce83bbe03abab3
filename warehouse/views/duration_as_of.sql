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
placed AS (
    SELECT
        * REPLACE (
            CASE WHEN prose THEN first_value(statement) OVER concept_lines ELSE statement END AS statement,
            CASE WHEN prose THEN first_value(section) OVER concept_lines ELSE section END AS section,
            CASE WHEN prose THEN first_value(label) OVER concept_lines ELSE label END AS label,
            CASE WHEN prose THEN first_value(ordinal) OVER concept_lines ELSE ordinal END AS ordinal,
            CASE WHEN prose THEN first_value(additive) OVER concept_lines ELSE additive END AS additive
        ),
        bool_or(NOT prose) OVER (
            PARTITION BY entity_id, cik, concept, basis, dimensions, unit, period_start, period_end
        ) AS in_table
    FROM known
    WINDOW concept_lines AS (
        PARTITION BY entity_id, cik, concept, basis, dimensions, unit
        ORDER BY prose, list_position(['operations', 'cash_flow', 'equity', 'segment'], statement) NULLS LAST,
            statement, section, label, ordinal, fact_id
    )
)
SELECT * EXCLUDE (in_table)
FROM placed
WHERE NOT prose OR NOT in_table
QUALIFY NOT prose OR row_number() OVER (
    PARTITION BY entity_id, cik, statement, section, label, ordinal, basis, dimensions, unit, period_start, period_end
    ORDER BY half_unit, known_at DESC, fact_id
) = 1;
