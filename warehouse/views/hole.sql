-- Holes in series, with the reason: the days between two quarters, or more than a quarter between two instants, of
-- one series.
CREATE VIEW store.hole AS
WITH point AS (
    SELECT entity_id, series_id, period_start, period_end
    FROM store.quarter
    WHERE origin <> 'not_derivable'
    UNION ALL
    SELECT DISTINCT entity_id, series_id, CAST(NULL AS DATE), period_end
    FROM store.observation
    WHERE stands AND known_until IS NULL AND period_start IS NULL
),
spaced AS (
    SELECT
        entity_id, series_id,
        CAST(lag(period_end) OVER line + 1 AS DATE) AS gap_start,
        CAST(coalesce(period_start, period_end) - 1 AS DATE) AS gap_end,
        period_start IS NULL AS of_instants
    FROM point
    WINDOW line AS (PARTITION BY entity_id, series_id, period_start IS NULL ORDER BY period_end)
),
hole AS (
    SELECT *
    FROM spaced
    WHERE gap_end - gap_start >= CASE WHEN of_instants THEN 130 ELSE 13 END
),
inside AS (
    SELECT
        h.entity_id, h.series_id, h.gap_start, h.gap_end,
        bool_or(o.series_id = h.series_id AND o.period_start <= h.gap_start AND o.period_end >= h.gap_end) AS spanned,
        bool_or(r.newest BETWEEN h.gap_start AND h.gap_end) AS announced
    FROM hole AS h
    LEFT JOIN store.observation AS o ON o.entity_id = h.entity_id AND o.stands AND o.period_end >= h.gap_start
    LEFT JOIN (
        SELECT entity_id, release_id, max(period_end) AS newest
        FROM store.observation
        WHERE stands
        GROUP BY entity_id, release_id
    ) AS r ON r.entity_id = o.entity_id AND r.release_id = o.release_id
    GROUP BY ALL
)
SELECT
    s.entity_id, s.cik, s.company, s.series_id, s.same_as, s.leads, s.statement, s.section, s.label, s.ordinal, s.concept,
    s.basis, s.dimensions, s.unit, h.gap_start, h.gap_end,
    CAST(greatest(1, round((h.gap_end - h.gap_start + 1) / 91.25)) AS INTEGER) AS quarters,
    CASE
        WHEN NOT h.of_instants AND NOT s.additive AND i.spanned THEN 'only longer periods are printed, and the line is not additive'
        WHEN NOT h.of_instants AND i.spanned THEN 'only longer periods are printed, with nothing to subtract'
        WHEN i.announced THEN 'the release of that period does not print it'
        ELSE 'no release of that period is loaded'
    END AS reason
FROM hole AS h
JOIN inside AS i
    ON i.entity_id = h.entity_id AND i.series_id = h.series_id AND i.gap_start = h.gap_start AND i.gap_end = h.gap_end
JOIN store.series AS s ON s.entity_id = h.entity_id AND s.series_id = h.series_id;
