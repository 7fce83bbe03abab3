CREATE VIEW mart.restatement AS SELECT * FROM store.restatement;
