-- Discrete quarters against the quarter before and the same quarter a year ago. Growth is in percent of
-- concept_value, so that a cost printed in parentheses grows when it grows; NULL where the base is not positive.
CREATE MACRO mart.growth_as_of(known_on) AS TABLE
WITH discrete AS (
    SELECT *, coalesce(concept_value, 0) AS amount
    FROM mart.quarter_as_of(known_on)
    WHERE origin <> 'not_derivable'
)
SELECT
    q.* EXCLUDE (amount, fact_ids, known_at),
    p.value AS quarter_ago_value,
    CASE WHEN p.amount > 0 THEN 100 * (q.amount - p.amount) / p.amount END AS quarter_over_quarter,
    y.value AS year_ago_value,
    CASE WHEN y.amount > 0 THEN 100 * (q.amount - y.amount) / y.amount END AS year_over_year,
    q.fact_ids || coalesce(p.fact_ids, CAST([] AS VARCHAR[])) || coalesce(y.fact_ids, CAST([] AS VARCHAR[]))
        AS fact_ids,
    greatest(q.known_at, p.known_at, y.known_at) AS known_at
FROM discrete AS q
LEFT JOIN discrete AS p
    ON p.entity_id = q.entity_id AND p.statement = q.statement AND p.section = q.section
    AND p.label = q.label AND p.ordinal = q.ordinal AND p.basis = q.basis
    AND p.dimensions = q.dimensions AND p.unit = q.unit AND p.period_end = q.period_start - 1
LEFT JOIN discrete AS y
    ON y.entity_id = q.entity_id AND y.statement = q.statement AND y.section = q.section
    AND y.label = q.label AND y.ordinal = q.ordinal AND y.basis = q.basis
    AND y.dimensions = q.dimensions AND y.unit = q.unit
    AND q.period_end - y.period_end BETWEEN 357 AND 371
    AND abs((q.period_end - q.period_start) - (y.period_end - y.period_start)) <= 7
QUALIFY row_number() OVER (
    PARTITION BY q.entity_id, q.cik, q.statement, q.section, q.label, q.ordinal, q.basis, q.dimensions, q.unit,
        q.period_start, q.period_end
    ORDER BY abs(q.period_end - y.period_end - 364), p.period_start
) = 1;
