CREATE VIEW mart.line AS
SELECT
    l.release_id, r.entity_id, r.company, r.status, l.position, l.statement, l.title, l.table_index, l.row_index, l.kind,
    l.label, l.section, l.indent, l.line_number, l.reading
FROM store.line AS l
JOIN store.reading_state AS r ON r.reading = l.reading
WHERE r.shown;
