CREATE VIEW mart.quarter AS SELECT * FROM store.quarter;
