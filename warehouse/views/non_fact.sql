CREATE VIEW mart.non_fact AS
SELECT
    n.release_id, r.entity_id, r.company, r.status, n.position, n.token, n.reason, n.in_table, n.line_number,
    n.char_start, n.char_end, n.table_index, n.row_index, n.cell_index, n.reading
FROM store.non_fact AS n
JOIN store.reading_state AS r ON r.reading = n.reading
WHERE r.shown;
