-- Periods of a series whose newest print differs from their first, and of which kind the difference is:
--   rounding      within half a unit of the last digit of both prints
--   scale error   by a factor of a thousand or a million
--   corrected     the same quarter is announced again within two months, or the first print broke a tie of its own release,
--                 the newest does not, and the statement's bottom line has not moved
--   reclassified  the lines of its section change by nothing in all, or the statement's bottom line is printed again
--                 as it was
--   restated      all else
CREATE VIEW store.restated AS
WITH compared AS (
    SELECT
        entity_id, series_id, period_start, period_end,
        arg_min(struct_pack(value, half_unit, fact_id, release_id, flagged, known_at), (known_at, release_id)) AS was,
        arg_max(struct_pack(value, half_unit, fact_id, release_id, flagged, known_at), (known_at, release_id))
            FILTER (known_until IS NULL) AS is_now
    FROM store.observation
    WHERE stands
    GROUP BY entity_id, series_id, period_start, period_end
    HAVING count(*) > 1
),
measured AS (
    SELECT
        s.entity_id, s.cik, s.company, s.series_id, s.same_as, s.leads, s.statement, s.section, s.label, s.ordinal, s.concept, s.basis,
        s.dimensions, s.unit, s.period_type, c.period_start, c.period_end, c.was, c.is_now,
        coalesce(c.is_now.value, 0) - coalesce(c.was.value, 0) AS change,
        c.is_now.half_unit + c.was.half_unit AS bound,
        abs(change) > bound AS differs
    FROM compared AS c
    JOIN store.series AS s ON s.entity_id = c.entity_id AND s.series_id = c.series_id
    WHERE c.was.release_id <> c.is_now.release_id
),
around AS (
    SELECT
        *,
        abs(sum(change) OVER beside) <= sum(bound) OVER beside AND count(*) FILTER (differs) OVER beside > 1 AS evens_out,
        coalesce(bool_or(bottom AND differs) OVER page, false) AS bottom_moves,
        coalesce(bool_or(bottom AND NOT differs) OVER page, false) AND NOT bottom_moves AS bottom_stands,
        coalesce(
            median(CASE WHEN unit = 'shares' AND differs AND was.value > 0 THEN is_now.value / was.value END)
                OVER release,
            median(CASE WHEN unit LIKE '%/share' AND differs AND abs(is_now.value) >= 20 * is_now.half_unit
                THEN was.value / is_now.value END) OVER release
        ) AS factor,
        CASE WHEN unit = 'shares' THEN is_now.value / nullif(was.value, 0)
            WHEN unit LIKE '%/share' THEN was.value / nullif(is_now.value, 0) END AS own_factor
    FROM (
        SELECT
            *,
            list_contains(CASE statement
                WHEN 'operations' THEN ['us-gaap:NetIncomeLoss', 'us-gaap:ProfitLoss']
                WHEN 'balance_sheet' THEN ['us-gaap:Assets', 'us-gaap:StockholdersEquity']
                WHEN 'cash_flow' THEN
                    ['us-gaap:CashAndCashEquivalentsPeriodIncreaseDecrease', 'us-gaap:NetIncomeLoss', 'us-gaap:ProfitLoss']
                ELSE [] END, concept) AND dimensions = '{}' AS bottom
        FROM measured
    )
    WINDOW
        beside AS (
            PARTITION BY entity_id, is_now.release_id, statement, section, basis, dimensions, unit, period_start, period_end
        ),
        page AS (PARTITION BY entity_id, is_now.release_id, statement, basis, period_start, period_end),
        release AS (PARTITION BY entity_id, is_now.release_id)
)
SELECT
    a.entity_id, a.cik, a.company, a.series_id, a.same_as, a.leads, a.statement, a.section, a.label, a.ordinal, a.concept, a.basis,
    a.dimensions, a.unit, a.period_type, a.period_start, a.period_end,
    a.was.value AS first_value, a.is_now.value AS latest_value, a.change,
    CASE
        WHEN NOT a.differs THEN 'rounding'
        WHEN list_bool_or(list_transform(
            [1000, 1000000],
            lambda k: abs(a.is_now.value - k * a.was.value) <= k * a.bound
                OR abs(a.was.value - k * a.is_now.value) <= k * a.bound
        )) THEN 'scale error'
        WHEN (n.newest = o.newest AND a.is_now.known_at - a.was.known_at < INTERVAL 60 DAY) OR (a.was.flagged AND NOT a.is_now.flagged AND NOT a.bottom_moves) THEN 'corrected'
        WHEN a.unit IN ('shares', 'percent', 'pure') OR a.unit LIKE '%/share' THEN 'restated'
        WHEN a.evens_out OR a.bottom_stands THEN 'reclassified'
        ELSE 'restated'
    END AS kind,
    CASE WHEN a.differs AND abs(a.own_factor / a.factor - 1) < 0.02 AND (a.factor >= 1.2 OR a.factor <= 0.8)
        THEN 'as by a split of shares, ' || printf('%.3g', a.factor) || ' for 1' END AS note,
    a.was.fact_id AS first_fact_id, a.is_now.fact_id AS latest_fact_id,
    a.was.release_id AS first_release_id, a.is_now.release_id AS latest_release_id,
    a.was.known_at AS first_known_at, a.is_now.known_at AS latest_known_at
FROM around AS a
JOIN store.announced AS o ON o.entity_id = a.entity_id AND o.release_id = a.was.release_id
JOIN store.announced AS n ON n.entity_id = a.entity_id AND n.release_id = a.is_now.release_id
WHERE a.change <> 0;
