-- Version 3 told lines apart by place and label, and tokens by place alone: two in one cell of HTML had one key.
CREATE TABLE store.line_of_4 (
    "reading" VARCHAR NOT NULL,
    "release_id" VARCHAR NOT NULL,
    "position" INTEGER NOT NULL,
    "statement" VARCHAR NOT NULL,
    "title" VARCHAR,
    "table_index" INTEGER NOT NULL,
    "row_index" INTEGER NOT NULL,
    "kind" VARCHAR NOT NULL,
    "label" VARCHAR NOT NULL,
    "section" VARCHAR NOT NULL,
    "indent" INTEGER NOT NULL,
    "line_number" INTEGER
);
INSERT INTO store.line_of_4 BY NAME
SELECT
    *, row_number() OVER (PARTITION BY reading ORDER BY table_index, row_index, kind <> 'heading', label) AS position
FROM store.line;
DROP TABLE store.line;
ALTER TABLE store.line_of_4 RENAME TO line;
CREATE TABLE store.non_fact_of_4 (
    "reading" VARCHAR NOT NULL,
    "release_id" VARCHAR NOT NULL,
    "position" INTEGER NOT NULL,
    "token" VARCHAR NOT NULL,
    "reason" VARCHAR NOT NULL,
    "in_table" BOOLEAN NOT NULL,
    "line_number" INTEGER,
    "char_start" INTEGER,
    "char_end" INTEGER,
    "table_index" INTEGER,
    "row_index" INTEGER,
    "cell_index" INTEGER
);
INSERT INTO store.non_fact_of_4 BY NAME
SELECT *, row_number() OVER (PARTITION BY reading ORDER BY rowid) AS position
FROM store.non_fact;
DROP TABLE store.non_fact;
ALTER TABLE store.non_fact_of_4 RENAME TO non_fact;
