CREATE VIEW mart.issue AS
SELECT
    i.release_id, r.entity_id, r.company, r.status, i.issue_id, i.level, i.code, i.message, i.statement,
    i.token, i.line_number, i.char_start, i.char_end, i.table_index, i.row_index, i.cell_index, i.reading
FROM store.issue AS i
JOIN store.reading_state AS r ON r.reading = i.reading
WHERE r.shown;
