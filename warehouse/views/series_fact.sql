-- The facts that series are made of: published and dated.
CREATE VIEW store.series_fact AS
SELECT
    f.reading, f.release_id, f.fact_id, r.entity_id, r.cik, r.company, r.known_at, f.statement, f.section, f.label,
    f.ordinal, f.concept, f.concept_value, f.dimensions, f.basis, f.period_type, f.period_start, f.period_end,
    f.unit, f.is_nil, f.value, $half_unit AS half_unit, f.origin,
    f.additive, f.flagged, f.table_index, f.row_index, f.line_number, f.char_start, f.column_index
FROM store.fact AS f
JOIN store.reading_state AS r ON r.reading = f.reading
WHERE r.visible AND r.shown AND r.known_at IS NOT NULL
    AND $makes_series;
