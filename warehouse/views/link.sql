CREATE VIEW mart.link AS SELECT * FROM store.link;
