CREATE VIEW mart.run AS
SELECT
    run_id, mode, flow_run_id, started_at, finished_at, status, error, parser_version, files, published,
    quarantined, not_a_release, already_known, facts
FROM store.run;
