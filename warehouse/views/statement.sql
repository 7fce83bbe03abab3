-- The arguments are renamed first: a macro's argument must not share its name with a column in reach.
-- One row of HTML may print several lines, also of one label: the first of these has the facts of the lowest ordinal.
CREATE MACRO mart.statement(release_id, statement) AS TABLE
WITH wanted AS (
    SELECT release_id AS wanted_release, statement AS wanted_statement
),
printed_line AS (
    SELECT
        l.*,
        row_number() OVER (
            PARTITION BY l.table_index, l.row_index, l.section, l.label, l.kind = 'heading' ORDER BY l.position
        ) AS turn
    FROM store.line AS l
    JOIN wanted AS w ON w.wanted_release = l.release_id AND w.wanted_statement = l.statement
    JOIN store.reading_state AS r ON r.reading = l.reading AND r.visible AND r.shown
),
value AS (
    SELECT
        f.*,
        dense_rank() OVER (
            PARTITION BY f.reading, f.table_index, f.row_index, f.section, f.label ORDER BY f.ordinal
        ) AS turn
    FROM store.fact AS f
    JOIN wanted AS w ON w.wanted_release = f.release_id AND w.wanted_statement = f.statement
    WHERE f.origin = 'table'
),
cell AS (
    SELECT
        reading, table_index, row_index, section, label, turn,
        list(
            struct_pack(
                heading := heading,
                period := CASE WHEN period_type = 'duration' THEN concat_ws('/', period_start, period_end)
                    ELSE CAST(period_end AS VARCHAR) END,
                value := value,
                printed := printed,
                fact_id := fact_id
            )
            ORDER BY column_index, char_start, fact_id
        ) AS cells
    FROM value
    GROUP BY reading, table_index, row_index, section, label, turn
)
SELECT
    row_number() OVER (ORDER BY l.position) AS "order",
    l.label, l.indent, l.section, l.kind, l.title, l.table_index, l.row_index, l.line_number,
    coalesce(c.cells, []) AS cells
FROM printed_line AS l
LEFT JOIN cell AS c
    ON c.reading = l.reading AND c.table_index = l.table_index AND c.row_index = l.row_index
    AND c.section = l.section AND c.label = l.label AND c.turn = l.turn AND l.kind <> 'heading'
ORDER BY "order";
