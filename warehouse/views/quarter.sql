CREATE VIEW mart.quarter AS SELECT * FROM mart.quarter_as_of(DATE '9999-12-31');
