-- A day ends at midnight Eastern, as filing days do.
CREATE MACRO mart.fact_as_of(known_on) AS TABLE
SELECT *
FROM mart.fact
WHERE known_at < timezone('America/New_York', (CAST(known_on AS DATE) + 1)::TIMESTAMP)
QUALIFY row_number() OVER (
    PARTITION BY entity_id, cik, statement, section, label, ordinal, basis, dimensions, unit, role,
        period_type, period_start, period_end
    ORDER BY known_at DESC, release_id DESC, table_index, line_number, column_index, fact_id
) = 1;
