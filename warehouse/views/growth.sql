CREATE VIEW mart.growth AS SELECT * FROM store.growth;
