-- A context whose newest print differs from its first: within the rounding of both prints, by a factor of
-- a thousand or a million, or restated.
CREATE VIEW mart.restatement AS
WITH first_print AS (
    SELECT *
    FROM mart.fact
    WHERE role = 'value' AND period_end IS NOT NULL AND known_at IS NOT NULL
    QUALIFY row_number() OVER (
        PARTITION BY entity_id, cik, statement, section, label, ordinal, basis, dimensions, unit,
            period_type, period_start, period_end
        ORDER BY known_at, release_id, table_index, line_number, column_index, fact_id
    ) = 1
),
compared AS (
    SELECT
        a.entity_id, a.cik, b.company, a.statement, a.section, a.label, a.ordinal, b.concept, a.basis,
        a.dimensions, a.unit, a.period_type, a.period_start, a.period_end,
        a.value AS first_value, b.value AS latest_value,
        coalesce(b.value, 0) - coalesce(a.value, 0) AS change,
        CAST(0.5 * pow(10, -a.decimals) + 0.5 * pow(10, -b.decimals) AS DECIMAL(38, 6)) AS bound,
        a.fact_id AS first_fact_id, b.fact_id AS latest_fact_id,
        a.release_id AS first_release_id, b.release_id AS latest_release_id,
        a.known_at AS first_known_at, b.known_at AS latest_known_at
    FROM first_print AS a
    JOIN mart.fact_latest AS b
        ON b.entity_id = a.entity_id AND b.statement = a.statement AND b.section = a.section
        AND b.label = a.label AND b.ordinal = a.ordinal AND b.basis = a.basis
        AND b.dimensions = a.dimensions AND b.unit IS NOT DISTINCT FROM a.unit
        AND b.period_type = a.period_type AND b.period_end = a.period_end
        AND b.period_start IS NOT DISTINCT FROM a.period_start AND b.role = a.role
    WHERE b.release_id <> a.release_id
)
SELECT
    entity_id, cik, company, statement, section, label, ordinal, concept, basis, dimensions, unit,
    period_type, period_start, period_end, first_value, latest_value, change,
    CASE
        WHEN abs(change) <= bound THEN 'rounding'
        WHEN abs(latest_value - 1000 * first_value) <= 1000 * bound
            OR abs(first_value - 1000 * latest_value) <= 1000 * bound
            OR abs(latest_value - 1000000 * first_value) <= 1000000 * bound
            OR abs(first_value - 1000000 * latest_value) <= 1000000 * bound THEN 'scale error'
        ELSE 'restated'
    END AS kind,
    first_fact_id, latest_fact_id, first_release_id, latest_release_id, first_known_at, latest_known_at
FROM compared
WHERE change <> 0;
