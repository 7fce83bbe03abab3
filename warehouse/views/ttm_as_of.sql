-- Trailing twelve months, one row per line and quarter end: a printed year, four contiguous discrete
-- quarters, or year + year to date - prior year to date, whichever is told
-- newest, then sharpest, of prints of one epoch; value is NULL where none can
-- be had, and where the line is not additive.
CREATE MACRO mart.ttm_as_of(known_on) AS TABLE
WITH printed AS (
    SELECT * FROM store.duration_as_of(known_on) WHERE additive
),
four AS (
    SELECT
        * EXCLUDE (value, concept_value, half_width, fact_ids, known_at, period_start, origin, is_nil),
        min(period_start) OVER latest AS period_start,
        sum(coalesce(value, 0)) OVER latest AS value,
        sum(coalesce(concept_value, 0)) OVER latest AS concept_value,
        sum(half_width) OVER latest AS half_width,
        flatten(list(fact_ids) OVER latest) AS fact_ids,
        max(known_at) OVER latest AS known_at,
        sum(period_end - period_start + 1) OVER latest AS days,
        count(*) OVER latest AS quarters,
        max(epoch_from) OVER latest AS from_all,
        min(epoch_to) OVER latest AS to_all
    FROM store.told_quarter_as_of(known_on)
    WINDOW latest AS (
        PARTITION BY entity_id, cik, series_id, concept
        ORDER BY period_end, period_start ROWS 3 PRECEDING
    )
),
twelve AS (
    SELECT
        * EXCLUDE (days, quarters, whole, epoch_from, from_all, to_all) REPLACE (
            to_all AS epoch_to,
            CASE WHEN whole THEN period_start END AS period_start,
            CASE WHEN whole THEN value END AS value,
            CASE WHEN whole THEN concept_value END AS concept_value,
            CASE WHEN whole THEN half_width END AS half_width,
            CASE WHEN whole THEN fact_ids ELSE [] END AS fact_ids
        ),
        CASE WHEN additive THEN 'derived' ELSE 'not_derivable' END AS origin
    FROM (
        SELECT
            *,
            additive AND quarters = 4 AND period_end - period_start + 1 BETWEEN 357 AND 371
                AND period_end - period_start + 1 = days AND from_all <= to_all AS whole
        FROM four
    )
    UNION ALL BY NAME
    SELECT
        entity_id, cik, company, series_id, same_as, leads, statement, section, label, ordinal, concept, basis, dimensions, unit,
        period_start, period_end, coalesce(value, 0) AS value, coalesce(concept_value, 0) AS concept_value,
        half_unit AS half_width, [fact_id] AS fact_ids, known_at, additive, 'reported' AS origin,
        epoch_to
    FROM printed
    WHERE days BETWEEN 357 AND 371 AND is_newest
    UNION ALL BY NAME
    SELECT
        c.entity_id, c.cik, c.company, c.series_id, c.same_as, c.leads, c.statement, c.section, c.label, c.ordinal, c.concept, c.basis,
        c.dimensions, c.unit, p.period_end + 1 AS period_start, c.period_end,
        coalesce(y.value, 0) + coalesce(c.value, 0) - coalesce(p.value, 0) AS value,
        coalesce(y.concept_value, 0) + coalesce(c.concept_value, 0) - coalesce(p.concept_value, 0) AS concept_value,
        y.half_unit + c.half_unit + p.half_unit AS half_width,
        [y.fact_id, c.fact_id, p.fact_id] AS fact_ids,
        greatest(y.known_at, c.known_at, p.known_at) AS known_at, true AS additive, 'derived' AS origin,
        least(c.epoch_to, y.epoch_to, p.epoch_to) AS epoch_to
    FROM printed AS c
    JOIN printed AS y
        ON y.entity_id = c.entity_id AND y.series_id = c.series_id AND y.period_end = c.period_start - 1
    JOIN printed AS p
        ON p.entity_id = c.entity_id AND p.series_id = c.series_id AND p.period_start = y.period_start
    WHERE y.days BETWEEN 357 AND 371 AND c.days < 350 AND abs(p.days - c.days) <= 7
        AND c.period_end - p.period_end BETWEEN 357 AND 371
        AND greatest(c.epoch_from, y.epoch_from, p.epoch_from) <= least(c.epoch_to, y.epoch_to, p.epoch_to)
)
SELECT
    entity_id, cik, company, series_id, same_as, leads, statement, section, label, ordinal, concept, basis, dimensions, unit,
    period_start, period_end, value, concept_value, half_width, origin, fact_ids, known_at
FROM twelve
QUALIFY row_number() OVER (
    PARTITION BY entity_id, cik, series_id, concept, period_end
    ORDER BY value IS NULL, epoch_to DESC, half_width, origin DESC, known_at DESC, fact_ids
) = 1;
