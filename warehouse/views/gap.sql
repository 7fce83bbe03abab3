CREATE VIEW mart.gap AS SELECT * FROM store.gap;
