-- Version 0 had no waivers: a quarantined release could only be published by reading it anew.
CREATE TABLE store.waiver (
    "reading" VARCHAR NOT NULL,
    "release_id" VARCHAR NOT NULL,
    "who" VARCHAR NOT NULL,
    "why" VARCHAR NOT NULL,
    "waived_at" TIMESTAMPTZ NOT NULL
);
