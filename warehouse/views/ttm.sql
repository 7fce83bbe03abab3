CREATE VIEW mart.ttm AS SELECT * FROM store.ttm;
