-- What can be counted of a reading once and for all.
CREATE VIEW store.scored AS
WITH tied AS (
    SELECT
        reading,
        count(*) AS ties,
        count(*) FILTER (outcome = 'exact') AS exact,
        count(*) FILTER (outcome = 'within_rounding') AS within_rounding,
        count(*) FILTER (outcome = 'violated') AS violated,
        count(*) FILTER (outcome = 'not_evaluable') AS not_evaluable,
        count(*) FILTER (outcome = 'violated' AND severity = 'error') AS broken_errors,
        count(*) FILTER (outcome = 'violated' AND severity = 'warning') AS broken_warnings,
        count(*) FILTER (suspicious) AS suspicious
    FROM store.tie
    GROUP BY reading
),
noted AS (
    SELECT
        reading,
        count(*) FILTER (level = 'error') AS issue_errors,
        count(*) FILTER (level = 'warning') AS issue_warnings,
        count(*) FILTER (level = 'info') AS issue_infos
    FROM store.issue
    GROUP BY reading
),
covered AS (
    SELECT reading, count(DISTINCT fact_id) AS tied_facts
    FROM (SELECT reading, unnest(fact_ids) AS fact_id FROM store.tie WHERE outcome <> 'not_evaluable')
    GROUP BY reading
),
counted AS (
    SELECT
        reading,
        count(*) FILTER (flagged) AS flagged_facts,
        count(*) FILTER (concept LIKE 'ext:%') AS unmapped_facts
    FROM store.fact
    GROUP BY reading
)
SELECT
    r.reading,
    coalesce(c.flagged_facts, 0) AS flagged_facts, coalesce(c.unmapped_facts, 0) AS unmapped_facts,
    coalesce(v.tied_facts, 0) AS tied_facts, coalesce(t.ties, 0) AS ties, coalesce(t.exact, 0) AS exact,
    coalesce(t.within_rounding, 0) AS within_rounding, coalesce(t.violated, 0) AS violated,
    coalesce(t.not_evaluable, 0) AS not_evaluable, coalesce(t.broken_errors, 0) AS broken_errors,
    coalesce(t.broken_warnings, 0) AS broken_warnings, coalesce(t.suspicious, 0) AS suspicious,
    coalesce(n.issue_errors, 0) AS issue_errors, coalesce(n.issue_warnings, 0) AS issue_warnings,
    coalesce(n.issue_infos, 0) AS issue_infos
FROM store.release AS r
LEFT JOIN tied AS t ON t.reading = r.reading
LEFT JOIN noted AS n ON n.reading = r.reading
LEFT JOIN covered AS v ON v.reading = r.reading
LEFT JOIN counted AS c ON c.reading = r.reading;
