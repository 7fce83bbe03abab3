-- The arguments are renamed first: a macro's argument must not share its name with a column in reach.
CREATE MACRO mart.statement(release_id, statement) AS TABLE
WITH wanted AS (
    SELECT release_id AS wanted_release, statement AS wanted_statement
),
printed_line AS (
    SELECT l.*
    FROM store.line AS l
    JOIN wanted AS w ON w.wanted_release = l.release_id AND w.wanted_statement = l.statement
    JOIN store.reading_state AS r ON r.reading = l.reading AND r.visible AND r.shown
),
cell AS (
    SELECT
        f.reading, f.table_index, f.row_index, f.label,
        list(
            struct_pack(
                heading := f.heading,
                period := CASE WHEN f.period_type = 'duration' THEN concat_ws('/', f.period_start, f.period_end)
                    ELSE CAST(f.period_end AS VARCHAR) END,
                value := f.value,
                printed := f.printed,
                fact_id := f.fact_id
            )
            ORDER BY f.column_index, f.char_start, f.fact_id
        ) AS cells
    FROM store.fact AS f
    JOIN wanted AS w ON w.wanted_release = f.release_id
    WHERE f.origin = 'table'
    GROUP BY f.reading, f.table_index, f.row_index, f.label
)
SELECT
    row_number() OVER (ORDER BY l.table_index, l.row_index, l.kind <> 'heading', l.label) AS "order",
    l.label, l.indent, l.section, l.kind, l.title, l.table_index, l.row_index, l.line_number,
    coalesce(c.cells, []) AS cells
FROM printed_line AS l
LEFT JOIN cell AS c
    ON c.reading = l.reading AND c.table_index = l.table_index AND c.row_index = l.row_index
    AND c.label = l.label AND l.kind <> 'heading'
ORDER BY "order";
