-- Discrete quarters against the quarter before and the same quarter a year ago. Growth is in percent of
-- concept_value, so that a cost printed in parentheses grows when it grows; NULL where the base is not positive.
CREATE MACRO mart.growth_as_of(known_on) AS TABLE
WITH compared AS (
    SELECT
        *,
        coalesce(concept_value, 0) AS amount,
        CASE WHEN period_start - 1 = lag(period_end) OVER quarters
            THEN lag(struct_pack(value, amount := coalesce(concept_value, 0), fact_ids, known_at)) OVER quarters
        END AS quarter_ago,
        first_value(
            struct_pack(value, amount := coalesce(concept_value, 0), fact_ids, known_at, days := period_end - period_start)
        ) OVER a_year_ago AS year_before
    FROM mart.quarter_as_of(known_on)
    WHERE origin <> 'not_derivable'
    WINDOW quarters AS (
        PARTITION BY entity_id, cik, series_id, concept ORDER BY period_end
    ),
    a_year_ago AS (
        PARTITION BY entity_id, cik, series_id, concept ORDER BY period_end
        RANGE BETWEEN INTERVAL 371 DAY PRECEDING AND INTERVAL 357 DAY PRECEDING
    )
),
matched AS (
    SELECT
        * EXCLUDE (year_before),
        CASE WHEN abs(period_end - period_start - year_before.days) <= 7 THEN year_before END AS year_ago
    FROM compared
)
SELECT
    * EXCLUDE (amount, quarter_ago, year_ago, fact_ids, known_at),
    quarter_ago.value AS quarter_ago_value,
    CASE WHEN quarter_ago.amount > 0 THEN 100 * (amount - quarter_ago.amount) / quarter_ago.amount END
        AS quarter_over_quarter,
    year_ago.value AS year_ago_value,
    CASE WHEN year_ago.amount > 0 THEN 100 * (amount - year_ago.amount) / year_ago.amount END AS year_over_year,
    fact_ids || coalesce(quarter_ago.fact_ids, []) || coalesce(year_ago.fact_ids, []) AS fact_ids,
    greatest(known_at, quarter_ago.known_at, year_ago.known_at) AS known_at
FROM matched;
