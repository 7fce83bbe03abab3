CREATE VIEW mart.fact AS
SELECT * EXCLUDE (status)
FROM mart.fact_all
WHERE status IN ('published', 'waived');
