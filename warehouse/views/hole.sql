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
)
SELECT
    s.entity_id, s.cik, s.company, s.series_id, s.same_as, s.leads, s.statement, s.section, s.label, s.ordinal, s.concept,
    s.basis, s.dimensions, s.unit, h.gap_start, h.gap_end,
    CAST(greatest(1, round((h.gap_end - h.gap_start + 1) / 91.25)) AS INTEGER) AS quarters,
    CASE
        WHEN NOT h.of_instants AND EXISTS (
            SELECT 1
            FROM store.observation AS o
            WHERE o.entity_id = h.entity_id AND o.series_id = h.series_id AND o.stands
                AND o.period_start <= h.gap_start AND o.period_end >= h.gap_end
        ) THEN CASE WHEN s.additive THEN 'only longer periods are printed, with nothing to subtract'
            ELSE 'only longer periods are printed, and the line is not additive' END
        WHEN EXISTS (
            SELECT 1
            FROM store.announced AS a
            WHERE a.entity_id = h.entity_id AND a.newest >= h.gap_start AND a.newest <= h.gap_end
        ) THEN 'the release of that period does not print it'
        ELSE 'no release of that period is loaded'
    END AS reason
FROM hole AS h
JOIN store.series AS s ON s.entity_id = h.entity_id AND s.series_id = h.series_id;
