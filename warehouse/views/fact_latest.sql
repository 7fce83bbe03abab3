CREATE VIEW mart.fact_latest AS SELECT * FROM mart.fact_as_of(DATE '9999-12-31');
