CREATE VIEW mart.growth AS SELECT * FROM mart.growth_as_of(DATE '9999-12-31');
