-- Discrete quarters: those printed, else differences of longer durations, else a year minus its three others, all
-- told in one epoch, which is said for what is made of them.
-- Quarters and years go through one window and one path, so that a filter on the entity reaches the facts.
CREATE MACRO store.told_quarter_as_of(known_on) AS TABLE
WITH spans AS (
    SELECT *, false AS is_year FROM store.discrete_as_of(known_on)
    UNION ALL BY NAME
    SELECT
        * EXCLUDE (days, half_unit, prose, fact_id, quarterly) REPLACE (false AS is_nil),
        half_unit AS half_width, [fact_id] AS fact_ids, 'derived' AS origin, true AS is_year
    FROM store.duration_as_of(known_on)
    WHERE days BETWEEN 350 AND 378 AND additive AND is_newest
),
gathered AS (
    SELECT
        *,
        list(struct_pack(period_start, period_end, value, concept_value, half_width, fact_ids, known_at, epoch_from, epoch_to))
            FILTER (NOT is_year AND origin <> 'not_derivable') OVER (
                PARTITION BY entity_id, cik, series_id, concept
                ORDER BY period_end RANGE BETWEEN INTERVAL 378 DAY PRECEDING AND CURRENT ROW
            ) AS before
    FROM spans
),
within AS (
    SELECT
        * EXCLUDE (before),
        CASE WHEN is_year THEN list_filter(before, lambda q: q.period_start >= period_start) END AS quarters,
        list_transform(quarters, lambda q: q.period_start) AS starts,
        list_transform(quarters, lambda q: CAST(q.period_end + 1 AS DATE)) AS nexts,
        greatest(epoch_from, list_max(list_transform(quarters, lambda q: q.epoch_from))) AS from_all,
        least(epoch_to, list_min(list_transform(quarters, lambda q: q.epoch_to))) AS to_all
    FROM gathered
),
remaining AS (
    SELECT
        *,
        coalesce(list_filter(nexts, lambda d: d <= period_end AND NOT list_contains(starts, d))[1], period_start)
            AS rest_start,
        CAST(period_end - period_start + 1
            - list_sum(list_transform(quarters, lambda q: q.period_end - q.period_start + 1)) AS INTEGER) AS rest,
        CAST(rest_start + rest AS DATE) AS rest_next
    FROM within
    WHERE NOT is_year OR (len(quarters) = 3 AND from_all <= to_all)
)
SELECT
    entity_id, cik, company, series_id, same_as, leads, statement, section, label, ordinal, concept, basis, dimensions, unit,
    CASE WHEN is_year THEN rest_start ELSE period_start END AS period_start,
    CASE WHEN is_year THEN CAST(rest_next - 1 AS DATE) ELSE period_end END AS period_end,
    CASE WHEN is_year THEN coalesce(value, 0) - list_sum(list_transform(quarters, lambda q: coalesce(q.value, 0)))
        ELSE value END AS value,
    CASE WHEN is_year THEN coalesce(concept_value, 0)
            - list_sum(list_transform(quarters, lambda q: coalesce(q.concept_value, 0)))
        ELSE concept_value END AS concept_value,
    CASE WHEN is_year THEN half_width + list_sum(list_transform(quarters, lambda q: q.half_width))
        ELSE half_width END AS half_width,
    origin, is_nil,
    CASE WHEN is_year
        THEN fact_ids || list_sort(list_distinct(flatten(list_transform(quarters, lambda q: q.fact_ids))))
        ELSE fact_ids END AS fact_ids,
    greatest(known_at, list_max(list_transform(quarters, lambda q: q.known_at))) AS known_at,
    additive, from_all AS epoch_from, to_all AS epoch_to
FROM remaining
WHERE NOT is_year
    OR ((rest BETWEEN 80 AND 100 OR rest BETWEEN 109 AND 119)
        AND (rest_start = period_start OR list_contains(starts, period_start))
        AND (rest_next = period_end + 1 OR list_contains(starts, rest_next)));
