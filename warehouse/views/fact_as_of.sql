-- A day ends at midnight Eastern, as filing days do. Values are vintages of series; printed changes, guidance, and
-- what has no unit or period goes by the line as printed.
CREATE MACRO mart.fact_as_of(known_on) AS TABLE
SELECT *
FROM mart.fact AS f
SEMI JOIN (
    SELECT entity_id, reading, fact_id
    FROM store.observation
    WHERE known_at < store.day_end(known_on) AND (known_until IS NULL OR known_until >= store.day_end(known_on))
) AS o ON o.entity_id = f.entity_id AND o.reading = f.reading AND o.fact_id = f.fact_id
UNION ALL
SELECT *
FROM (
    SELECT *
    FROM mart.fact
    WHERE known_at < store.day_end(known_on)
        AND ($makes_series) IS NOT TRUE
    QUALIFY row_number() OVER (
        PARTITION BY entity_id, cik, statement, section, label, ordinal, basis, dimensions, unit, role,
            period_type, period_start, period_end
        ORDER BY known_at DESC, release_id DESC, table_index, line_number, column_index, fact_id
    ) = 1
);
