CREATE VIEW mart.series AS SELECT * FROM store.series;
