CREATE VIEW mart.fact_all AS
SELECT
    f.fact_id, f.release_id, r.entity_id, r.cik, r.company, r.accession, r.filed_on, r.known_at,
    r.known_at_source, r.recorded_at, f.reading, f.statement, f.section, f.label, f.ordinal, f.concept,
    f.concept_value, f.dimensions, f.basis, f.period_type, f.period_start, f.period_end,
    f.period_start_source, f.months, f.weeks, f.unit, f.scale, f.decimals, f.printed, f.is_nil, f.value,
    f.role, f.origin, f.header_inherited, f.flagged, f.footnote, f.assurance, f.document, f.line_number,
    f.char_start, f.char_end, f.table_index, f.row_index, f.cell_index, f.column_index,
    f.heading, f.additive, r.ticker,
    CASE WHEN r.visible AND NOT r.shown THEN 'superseded' ELSE r.status END AS status
FROM store.fact AS f
JOIN store.reading_state AS r ON r.reading = f.reading;
