CREATE VIEW mart.expectation AS
SELECT
    e.run_id, r.started_at, e.suite, e.position, e.expectation, e.code, e.severity, e.description, e.success,
    e.unexpected_count, e.release_ids, e.observed
FROM store.expectation_result AS e
LEFT JOIN store.run AS r ON r.run_id = e.run_id;
