CREATE VIEW mart.ttm AS SELECT * FROM mart.ttm_as_of(DATE '9999-12-31');
